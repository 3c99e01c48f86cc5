//! What stops a run: one error type, printed as where, what was expected, what was found.
//!
//! What spoils a single document is a rejection with a rule, never an error.

use std::fmt;
use std::io;
use std::path::Path;

/// A result whose error stops the run.
pub type Result<T> = std::result::Result<T, Error>;

/// Something that stops a run, with the place where it happened.
#[derive(Debug)]
pub struct Error {
    place: String,
    problem: String,
    kind: Option<io::ErrorKind>,
}

impl Error {
    /// Returns an error at `place` (a file, a line, a key), described by `problem`.
    pub fn new(place: impl Into<String>, problem: impl Into<String>) -> Error {
        Error { place: place.into(), problem: problem.into(), kind: None }
    }

    /// Returns an error of the operating system met while doing `deed` to `path`.
    pub fn io(path: &Path, deed: &str, error: &io::Error) -> Error {
        Error {
            place: path.display().to_string(),
            problem: format!("cannot {deed}: {}", io_reason(error)),
            kind: Some(error.kind()),
        }
    }

    /// Returns where it happened: a file, a line, a key; empty where there is no such place.
    pub fn place(&self) -> &str {
        &self.place
    }

    /// Returns what was expected and what was found.
    pub fn problem(&self) -> &str {
        &self.problem
    }

    /// Returns whether the reader at the other end of a pipe has gone.
    pub fn is_closed_pipe(&self) -> bool {
        self.kind == Some(io::ErrorKind::BrokenPipe)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.place.is_empty() {
            return f.write_str(&self.problem);
        }
        write!(f, "{}: {}", self.place, self.problem)
    }
}

impl std::error::Error for Error {}

/// Returns the operating system's reason in lower case, without its number.
pub fn io_reason(error: &io::Error) -> String {
    let full = root_cause(error).unwrap_or_else(|| error.to_string());
    let reason = full.split(" (os error").next().unwrap_or_default();
    let mut letters = reason.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), Some(second)) if !second.is_uppercase() => {
            first.to_lowercase().chain(letters).collect()
        }
        _ => reason.to_owned(),
    }
}

/// Returns what the operating system said where a library has wrapped it into words of its own.
fn root_cause(error: &io::Error) -> Option<String> {
    let mut cause: &(dyn std::error::Error + 'static) = error.get_ref()?;
    loop {
        if let Some(inner) = cause.downcast_ref::<io::Error>()
            && inner.raw_os_error().is_some()
        {
            return Some(inner.to_string());
        }
        cause = cause.source()?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_library_has_wrapped_is_told_as_the_system_said_it() {
        let gone = io::Error::from_raw_os_error(2);
        let wrapped = io::Error::other(io::Error::other(gone));
        assert_eq!(io_reason(&wrapped), "no such file or directory");
        assert_eq!(io_reason(&io::Error::other("CRC does not match")), "CRC does not match");
        assert_eq!(io_reason(&io::Error::other("Bad header")), "bad header");
    }

    #[test]
    fn says_place_and_problem() {
        let gone = io::Error::from_raw_os_error(2);
        let error = Error::io(Path::new("seeds"), "open", &gone);
        assert_eq!(error.to_string(), "seeds: cannot open: no such file or directory");
    }
}
