//! The flow. This is the whole of it.

use orch::pipeline;

use super::agents::{Grade, Receipt, Verdict, detect, enrich, grade, parse, repair, store, store_reviewed};
use super::reader::Line;

pipeline! {
    /// One trading day, from the raw line to the stored record.
    #[deadline(2h)]
    #[slo(success = 99.9%, p99 = 500ms)]
    pub MarketData(line: Line) -> Receipt {
        let bar = parse(&line)
            .or_else(|failed| repair(&line, &failed))
            .await?;

        let indicators = enrich(&bar, &line.window).await?;   // both only look at the day:
        let anomaly = detect(&bar, &line.window).await?;      // they run at the same time

        match grade(&bar, &indicators, &anomaly).await? {
            Grade::Clean(record) => store(&record).await?,
            Grade::Suspicious(report) => {
                let verdict = signal::<Verdict>("review").timeout(1h).await?;
                store_reviewed(&report, verdict).await?
            }
        }
    }
}
