//! row: 24
//! mistakes: 2
//! shows: A refused agent is used all over the place.
//! remedy: Mend the agent; its users say nothing until then.

use orch::__private::{Agent, Stage, blueprint::StageRef};
use orch::{Context, agent};

#[agent(reads, timout = 2s)]
async fn wrong_option(_line: &str) -> u8 {
    1
}

#[agent(reads)]
async fn wrong_input(_line: &mut String, _cx: &Context) -> Result<u8, std::num::ParseIntError> {
    Ok(1)
}

static STAGES: [StageRef; 2] = [wrong_option::__stage(), wrong_input::__stage()];

fn gives<S: Stage<Output = u8>>() {}

fn main() {
    let _ = (STAGES, wrong_input::SPEC, wrong_option::__call("x"), wrong_input::__call(&mut String::new()));
    gives::<wrong_option>();
    gives::<wrong_input>();
    let _ = wrong_option("x");
}
