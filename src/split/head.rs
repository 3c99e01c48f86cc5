//! The head block: the lines above the article's first sentence, where most metadata stands.

use crate::prose::is_prose;
use crate::span::Span;
use crate::text::full_lines;

/// Lines that a head block may have; menus longer than that are not metadata.
const MOST_LINES: usize = 16;

/// The head of a text.
pub(super) struct Head {
    /// The lines before the first line of prose, trimmed.
    pub(super) lines: Vec<Span>,
    /// The first line of prose, unless the text has none near its start.
    pub(super) prose: Option<Span>,
}

impl Head {
    pub(super) fn of(text: &str) -> Head {
        let mut lines = full_lines(text).take(MOST_LINES).collect::<Vec<Span>>();
        let first_prose = lines.iter().position(|line| is_prose(line.of(text)));
        let prose = first_prose.and_then(|index| lines.get(index).copied());
        lines.truncate(first_prose.unwrap_or(lines.len()));
        Head { lines, prose }
    }

    /// Returns the lines and the first line of prose behind them.
    pub(super) fn with_prose(&self) -> impl Iterator<Item = Span> + '_ {
        self.lines.iter().copied().chain(self.prose)
    }
}
