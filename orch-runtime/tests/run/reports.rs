//! What the report of a run tells.

use super::*;

#[tokio::test(start_paused = true)]
async fn a_report_names_the_critical_path_and_the_bottleneck() {
    let (result, report) = launch::<Fan>(0).resources(&at_its_own_pace()).run_with_report().await;
    assert_eq!(result, Ok(4));
    assert_eq!((report.took(), report.end), (S * 10, RunEnd::Succeeded));
    let path: Vec<&str> = report.critical_path.iter().map(|link| link.path.as_str()).collect();
    assert_eq!(path, ["Fan/slow"]);
    let middle = &report.stages["Fan/middle"];
    assert_eq!((middle.kind, middle.count, middle.successes), (StageKind::Agent, 1, 1));
    assert_eq!((middle.working, middle.waiting, middle.latency.quantile(0.5)), (S * 5, Duration::ZERO, S * 5));
    let bottleneck = report.bottleneck().expect("there is one");
    assert_eq!((bottleneck.stage.as_str(), bottleneck.share), ("Fan/slow", 1.0));
}

#[tokio::test(start_paused = true)]
async fn a_report_tells_waiting_from_working() {
    let script = Script::new(|name, value, cx: Context| async move {
        sleep(S).await;
        if name == "flaky" && cx.attempt() < 3 { Err(broken(Class::Transient)) } else { Ok(value) }
    });
    let (_, report) = launch::<Flaky>(0).resources(&script).run_with_report().await;
    let flaky = &report.stages["Flaky/flaky"];
    assert_eq!((flaky.retries, flaky.waiting, flaky.working), (2, HOUR * 2, S * 3));
    let path: Vec<&str> = report.critical_path.iter().map(|link| link.path.as_str()).collect();
    assert_eq!(path, ["Flaky/a", "Flaky/flaky"]);
    let said = report.bottleneck().expect("there is one").to_string();
    assert_eq!(
        said,
        "Flaky/flaky takes 100 % of the runs' time: most of it is backoff before 2 retries; find out why attempts fail, or shorten `backoff`"
    );
    let table = report.to_string();
    let lines: Vec<&str> = table.lines().collect();
    assert_eq!(lines[1], "stage        count  ok  failed  retries     p50     p95     p99  waiting  working  critical");
    assert_eq!(lines[3], "Flaky/flaky      1   1       0        2  2.00 h  2.00 h  2.00 h      2 h      3 s     100 %");
    assert_eq!(lines[4], "critical path: Flaky/a 1 s → Flaky/flaky 2.00 h");
}

#[tokio::test(start_paused = true)]
async fn a_timer_on_the_critical_path_is_waiting() {
    let (_, report) = launch::<Sleeps>(0).resources(&plus_one()).run_with_report().await;
    assert_eq!(report.critical_path.len(), 2);
    assert_eq!(report.critical_path[0].waiting, HOUR);
    assert_eq!(report.stages["Sleeps/nap"].kind, StageKind::Timer);
}
