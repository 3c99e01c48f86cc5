//! Long work under the eyes of its user: with a bar on a terminal, on so many threads, until Ctrl-C.

use std::io::IsTerminal;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use scutch::run::Watch;
use scutch::{Error, Result};

use super::print::grouped;

/// Exit status of an interrupted run: 128 and the number of SIGINT, as shells count.
pub(super) const INTERRUPTED: u8 = 130;

/// How a work ended.
pub(super) struct Ended<T> {
    pub(super) result: T,
    /// Whether Ctrl-C asked for the end.
    pub(super) is_stopped: bool,
}

/// More threads than processors share only make each other wait.
const MOST_THREADS: usize = 512;

/// Does `work` on `threads` threads, one for each core where that is 0, with a bar unless it is to be quiet.
///
/// # Errors
///
/// When the threads cannot be had.
pub(super) fn watched<T: Send>(
    threads: usize,
    quiet: bool,
    work: impl FnOnce(&Watch<'_>, &ProgressBar) -> T + Send,
) -> Result<Ended<T>> {
    if threads > MOST_THREADS {
        let problem = format!("expected at most {MOST_THREADS}, found {threads}");
        return Err(Error::new("run.threads", problem));
    }
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
    let pool = pool.map_err(|error| Error::new("run.threads", error.to_string()))?;
    let stop = stop_on_interrupt()?;
    let bar = bar(quiet);
    let progress = |documents: u64, bytes: u64| {
        bar.inc(bytes);
        bar.set_message(documents_so_far(&bar, documents));
    };
    let watch = Watch { stop: &stop, progress: &progress };
    let result = pool.install(|| work(&watch, &bar));
    bar.finish_and_clear();
    Ok(Ended { result, is_stopped: stop.load(Ordering::Relaxed) })
}

fn stop_on_interrupt() -> Result<Arc<AtomicBool>> {
    let stop = Arc::new(AtomicBool::new(false));
    let flag = Arc::clone(&stop);
    let set = ctrlc::set_handler(move || {
        if flag.swap(true, Ordering::Relaxed) {
            // A second interrupt does not wait for the batch at hand.
            #[expect(clippy::exit, reason = "a second Ctrl-C means at once")]
            std::process::exit(i32::from(INTERRUPTED));
        }
    });
    set.map_err(|error| Error::new("interrupt handler", error.to_string()))?;
    Ok(stop)
}

/// Returns a bar on a terminal, and one that draws nothing elsewhere.
fn bar(quiet: bool) -> ProgressBar {
    let is_seen = !quiet && std::io::stderr().is_terminal();
    let target = match is_seen {
        true => ProgressDrawTarget::stderr(),
        false => ProgressDrawTarget::hidden(),
    };
    let bar = ProgressBar::with_draw_target(None, target);
    let style = ProgressStyle::with_template(
        "{spinner} {msg} documents, {bytes} read, {bytes_per_sec}, {elapsed}",
    );
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_spinner()));
    if is_seen {
        bar.enable_steady_tick(Duration::from_millis(100));
    }
    bar
}

fn documents_so_far(bar: &ProgressBar, more: u64) -> String {
    let before: u64 = bar.message().replace(',', "").parse().unwrap_or(0);
    grouped(before + more)
}
