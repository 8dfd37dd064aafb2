// scenario.rs: what scenario.h tells, for Rust.
use std::time::Duration;

extern "C" {
    fn clock_gettime(clock: i32, t: *mut [i64; 2]) -> i32;
}

fn cpu_time() -> Duration {
    const CLOCK_PROCESS_CPUTIME_ID: i32 = 2;
    let mut t = [0i64; 2];
    if unsafe { clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &mut t) } != 0 {
        panic!("no clock");
    }
    Duration::new(t[0] as u64, t[1] as u32)
}

#[allow(dead_code)]
pub fn rss_bytes() -> i64 {
    let all = std::fs::read_to_string("/proc/self/statm").unwrap();
    all.split(' ').nth(1).unwrap().parse::<i64>().unwrap() * 4096
}

pub struct Measured {
    pub sum: i64,
    pub grown_bytes: Option<i64>,
}

/// run(scenario, size): None: there is no such scenario.
pub fn scenario_main(run: impl FnOnce(&str, i64) -> Option<Measured>) {
    let arguments: Vec<String> = std::env::args().collect();
    let size = arguments.get(2).and_then(|s| s.parse::<i64>().ok()).unwrap_or(0);
    let begin = cpu_time();
    let measured = if size > 0 { run(&arguments[1], size) } else { None };
    let took = cpu_time() - begin;
    match measured {
        None => {
            eprintln!("usage: {} SCENARIO SIZE", arguments[0]);
            std::process::exit(2)
        }
        Some(m) => {
            println!("cpu_ns {:.3}\nsum {}", took.as_nanos() as f64 / size as f64, m.sum);
            if let Some(bytes) = m.grown_bytes {
                println!("bytes {:.1}", bytes as f64 / size as f64);
            }
            std::process::exit(0)
        }
    }
}
