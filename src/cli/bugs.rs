//! Bugs of our own: what a panic said, in a line that can be reported.
//!
//! A document at whose sight a stage panics is rejected and the run goes on; some libraries panic on
//! damaged files, which is no bug at all. So nothing is printed where it happens, but at the end where
//! it matters. With `RUST_BACKTRACE` set each is printed at once as well.

use std::panic::{PanicHookInfo, set_hook, take_hook};
use std::sync::{Mutex, Once, PoisonError};

use scutch::write::Manifest;

use super::print::count;

/// Panics that are remembered.
const MOST_KEPT: usize = 3;

/// What begins the rules that tell of a bug.
const INTERNAL: &str = "internal/";

static KEPT: Mutex<Vec<String>> = Mutex::new(Vec::new());
static LISTENING: Once = Once::new();

/// Remembers every panic from here on, instead of printing it.
pub(super) fn listen() {
    LISTENING.call_once(put_hook);
}

fn put_hook() {
    let usual = take_hook();
    let is_asked = std::env::var_os("RUST_BACKTRACE").is_some_and(|value| value != "0");
    set_hook(Box::new(move |panic| {
        keep(said(panic));
        if is_asked {
            usual(panic);
        }
    }));
}

fn keep(line: String) {
    let mut kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    if kept.len() < MOST_KEPT && !kept.contains(&line) {
        kept.push(line);
    }
}

fn said(panic: &PanicHookInfo<'_>) -> String {
    let place = panic.location().map(ToString::to_string).unwrap_or_default();
    let words = panic.payload_as_str().and_then(|words| words.lines().next()).unwrap_or_default();
    format!("{place}: {words}")
}

/// Returns the line about a bug that had this effect.
pub(super) fn report(effect: &str) -> String {
    let kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    let places = if kept.is_empty() { String::new() } else { format!(" ({})", kept.join("; ")) };
    let version = env!("CARGO_PKG_VERSION");
    format!("this is a bug in scutch {version}: {effect}{places}: please report it")
}

/// Returns the line about the documents of a run that met a bug, where there are some.
pub(super) fn of_run(manifest: &Manifest) -> Option<String> {
    let rules = manifest.rules.iter().filter(|(id, _)| id.starts_with(INTERNAL));
    let documents: u64 = rules.map(|(_, rule)| rule.documents).sum();
    let named = count(documents, "document was", "documents were");
    let effect =
        format!("{named} rejected by the rules `{INTERNAL}…`, and the run went on without");
    (documents > 0).then(|| report(&effect))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bug_is_one_line_with_its_place() {
        keep("src/strip/widget.rs:9:5: too long".to_owned());
        keep("src/strip/widget.rs:9:5: too long".to_owned());
        let line = report("2 documents were rejected");
        let expected =
            ": 2 documents were rejected (src/strip/widget.rs:9:5: too long): please report it";
        assert!(line.starts_with("this is a bug in scutch ") && line.ends_with(expected), "{line}");
    }
}
