//! What a scan for damage reports: a range of the text, what belongs there, and why.

/// What kind of damage was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// UTF-8 read on another page.
    Utf8,
    /// One legacy page read on another.
    Legacy,
    /// A C1 control that is a windows-1252 character read as Latin-1.
    Western,
    /// An HTML entity in text that holds no markup.
    Entity,
    /// A control that no text needs.
    Control,
    /// A sequence that steers a terminal.
    Escape,
    /// The marks and the small text of an interlinear annotation.
    Annotation,
    /// A byte order mark within the text.
    ByteOrderMark,
    /// A deprecated format character, U+206A to U+206F.
    Format,
    /// A run of U+FFFD: reported, not changed.
    Replacement,
}

impl Kind {
    /// Tells whether the damage is only reported.
    pub fn is_note(self) -> bool {
        self == Kind::Replacement
    }
}

/// One mix-up: the page on which the bytes were written and the one on which they were read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// The right page, by its label.
    pub written: &'static str,
    /// The wrong page, by its label.
    pub read: &'static str,
}

/// A range of the text and what belongs there.
#[derive(Clone, Debug, PartialEq)]
pub struct Repair {
    /// The first byte of the range.
    pub start: usize,
    /// The byte behind the range.
    pub end: usize,
    /// The text that takes its place.
    pub with: String,
    /// The mix-ups, in the order in which they are taken back; empty for what is not mojibake.
    pub path: Vec<Step>,
    /// How sure the repair is, from 0 to 1.
    pub confidence: f32,
    /// What kind of damage it was: of several mix-ups the last one decides.
    pub kind: Kind,
}

impl Repair {
    /// Returns how the repair was found: `utf-8 read as windows-1252 (0.99)`; empty where the rule
    /// says it all.
    pub fn explanation(&self) -> String {
        let steps: Vec<String> = self
            .path
            .iter()
            .map(|step| format!("{} read as {}", step.written, step.read))
            .collect();
        match steps.is_empty() {
            true => String::new(),
            false => format!("{} ({:.2})", steps.join(", then "), self.confidence),
        }
    }

    /// Returns a repair that leaves no doubt.
    pub(crate) fn sure(start: usize, end: usize, with: impl Into<String>, kind: Kind) -> Repair {
        Repair { start, end, with: with.into(), path: Vec::new(), confidence: 1.0, kind }
    }
}

/// Returns `text` with `repairs`, which are ascending and do not overlap.
pub fn apply(text: &str, repairs: &[Repair]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for repair in repairs.iter().filter(|repair| !repair.kind.is_note()) {
        out.push_str(text.get(from..repair.start).unwrap_or(""));
        out.push_str(&repair.with);
        from = repair.end;
    }
    out.push_str(text.get(from..).unwrap_or(""));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn applies_all_but_notes() {
        let repairs =
            [Repair::sure(1, 2, "x", Kind::Entity), Repair::sure(3, 4, "y", Kind::Replacement)];
        assert_eq!(apply("abcde", &repairs), "axcde");
    }
}
