// sleepers.rs: what a sleeping tokio task takes.
#[path = "../../../rust/scenario.rs"]
mod scenario;

use scenario::{rss_bytes, scenario_main, Measured};
use std::time::Duration;

async fn sleepers(n: u64) -> Measured {
    let before = rss_bytes();
    for i in 0..n {
        let seconds = 100000 + i.wrapping_mul(2654435761) % 100000;
        tokio::spawn(tokio::time::sleep(Duration::from_secs(seconds)));
    }
    tokio::task::yield_now().await;
    tokio::time::sleep(Duration::from_millis(1)).await; // behind the first step of each
    Measured { sum: n as i64, grown_bytes: Some(rss_bytes() - before) }
}

fn main() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
    scenario_main(|name, n| (name == "sleepers").then(|| runtime.block_on(sleepers(n as u64))))
}
