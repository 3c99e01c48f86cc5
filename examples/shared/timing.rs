//! Seconds that a job takes, as a median of several rounds.

use std::fs;
use std::hint::black_box;
use std::time::Instant;

/// Rounds, of which the median counts.
const ROUNDS: usize = 7;

/// Returns the median time of a job.
pub(crate) fn median<T>(mut job: impl FnMut() -> T) -> f64 {
    median_of(|| (), |()| job())
}

/// Returns the median time of a job, without that of making what it takes.
pub(crate) fn median_of<I, T>(mut make: impl FnMut() -> I, mut job: impl FnMut(I) -> T) -> f64 {
    let round = |_| {
        let input = make();
        seconds(|| job(input))
    };
    let mut times: Vec<f64> = (0..ROUNDS).map(round).collect();
    times.sort_by(f64::total_cmp);
    times[ROUNDS / 2]
}

/// Returns the seconds that a job spends on the processor; by the clock where the system does not tell.
pub(crate) fn seconds<T>(job: impl FnOnce() -> T) -> f64 {
    let (clock, before) = (Instant::now(), spent());
    black_box(job());
    match (before, spent()) {
        (Some(before), Some(after)) if after > before => (after - before) / 1e9,
        _ => clock.elapsed().as_secs_f64(),
    }
}

/// Returns the nanoseconds that the thread has spent on the processor, where the system tells.
fn spent() -> Option<f64> {
    let line = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    line.split(' ').next()?.parse().ok()
}
