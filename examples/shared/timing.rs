//! Seconds that a job takes, as a median of several rounds.

use std::hint::black_box;
use std::time::{Duration, Instant};

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
    let start = Stopwatch::start();
    black_box(job());
    start.seconds()
}

/// Tells the time that this thread has had of a processor since the start.
pub(crate) struct Stopwatch {
    clock: Instant,
    spent: Option<Duration>,
}

impl Stopwatch {
    /// Starts to count.
    pub(crate) fn start() -> Self {
        Self { clock: Instant::now(), spent: spent() }
    }

    /// Returns the seconds since the start; by the clock where the system does not tell.
    pub(crate) fn seconds(&self) -> f64 {
        let spent = spent().zip(self.spent).map(|(after, before)| after.saturating_sub(before));
        spent.unwrap_or_else(|| self.clock.elapsed()).as_secs_f64()
    }
}

/// Returns the time that the thread has had of a processor. Linux books it in `/proc` as well, but there
/// only at each tick, of 4 ms: a copy of 64 MB takes two or three.
#[cfg(unix)]
fn spent() -> Option<Duration> {
    rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime).try_into().ok()
}

#[cfg(not(unix))]
fn spent() -> Option<Duration> {
    None
}
