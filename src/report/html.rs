//! A page under way: markup comes from this program alone, and every text is escaped.
//!
//! [`Html::raw`] takes nothing but text that was compiled in, so no document can add markup. Of a text,
//! the characters that a browser does not show, or that would turn the text around them, are shown by
//! their numbers.

use std::fmt::{Display, Write};

use crate::text::grouped;

/// A stretch of a page.
#[derive(Clone, Debug, Default)]
pub(super) struct Html(String);

impl Html {
    /// Adds markup.
    pub(super) fn raw(&mut self, markup: &'static str) -> &mut Html {
        self.0.push_str(markup);
        self
    }

    /// Adds a text.
    pub(super) fn text(&mut self, text: &str) -> &mut Html {
        for c in text.chars() {
            match c {
                c if is_unseen(c) => {
                    self.raw("<span class=\"unseen\">");
                    self.code_point(c);
                    self.raw("</span>");
                }
                c => self.character(c),
            }
        }
        self
    }

    /// Adds a text as the value of an attribute, between double quotes.
    pub(super) fn attribute(&mut self, text: &str) -> &mut Html {
        for c in text.chars() {
            match c {
                '\n' | '\t' => self.0.push(' '),
                c if is_unseen(c) => self.code_point(c),
                c => self.character(c),
            }
        }
        self
    }

    /// Adds a text whose direction does not reach beyond it.
    pub(super) fn isolated(&mut self, text: &str) -> &mut Html {
        self.raw("<bdi>").text(text).raw("</bdi>")
    }

    /// Adds a number, its thousands apart.
    pub(super) fn number(&mut self, number: u64) -> &mut Html {
        self.0.push_str(&grouped(number));
        self
    }

    /// Adds a number as it is, for markup.
    pub(super) fn digits(&mut self, number: impl Into<f64>) -> &mut Html {
        // Two decimals are finer than any screen; a tenth of a byte is not worth a figure more.
        let told = format!("{:.2}", number.into());
        self.0.push_str(told.trim_end_matches('0').trim_end_matches('.'));
        self
    }

    /// Adds a number that a program can read back by its name.
    pub(super) fn figure(&mut self, name: &str, number: u64) -> &mut Html {
        self.data(name, number, |html| {
            html.number(number);
        })
    }

    /// Adds a number of bytes that a program can read back by its name.
    pub(super) fn bytes_figure(&mut self, name: &str, bytes: u64) -> &mut Html {
        self.data(name, bytes, |html| {
            html.text(&bytes_told(bytes));
        })
    }

    /// Adds a number of bytes that were removed, or put there where it is below 0, for a program too.
    pub(super) fn signed_bytes_figure(&mut self, name: &str, bytes: i64) -> &mut Html {
        self.data(name, bytes, |html| {
            html.raw(if bytes < 0 { "+ " } else { "" }).text(&bytes_told(bytes.unsigned_abs()));
        })
    }

    fn data(
        &mut self,
        name: &str,
        number: impl Display,
        shown: impl FnOnce(&mut Html),
    ) -> &mut Html {
        let _infallible = write!(self.0, "<data value=\"{number}\" data-figure=\"");
        self.attribute(name).raw("\">");
        shown(self);
        self.raw("</data>")
    }

    /// Returns the markup.
    pub(super) fn finish(self) -> String {
        self.0
    }

    fn character(&mut self, c: char) {
        match c {
            '&' => self.0.push_str("&amp;"),
            '<' => self.0.push_str("&lt;"),
            '>' => self.0.push_str("&gt;"),
            '"' => self.0.push_str("&quot;"),
            '\'' => self.0.push_str("&#39;"),
            c => self.0.push(c),
        }
    }

    fn code_point(&mut self, c: char) {
        let _infallible = write!(self.0, "U+{:04X}", u32::from(c));
    }
}

/// Returns whether a character is not to be seen as it is: controls, marks of direction, what has no
/// width and joins nothing, and what Unicode gives no meaning.
fn is_unseen(c: char) -> bool {
    match c {
        '\n' | '\t' => false,
        '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{200B}' | '\u{200E}' | '\u{200F}' => true,
        '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' => true,
        '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' => true,
        '\u{E000}'..='\u{F8FF}' | '\u{E0000}'..='\u{E0FFF}' | '\u{F0000}'.. => true,
        '\u{FDD0}'..='\u{FDEF}' => true,
        c => c.is_control() || u32::from(c) & 0xFFFE == 0xFFFE,
    }
}

/// The units of bytes, from a thousand on.
const UNITS: [&str; 6] = ["kB", "MB", "GB", "TB", "PB", "EB"];

/// Returns a number of bytes in the largest unit that it fills, with three figures.
pub(super) fn bytes_told(bytes: u64) -> String {
    let mut unit = "B";
    let mut size = bytes as f64;
    for larger in UNITS {
        // What would be shown as a thousand is one of the next unit.
        if size < 999.5 {
            break;
        }
        (size, unit) = (size / 1000.0, larger);
    }
    match (unit, size) {
        ("B", size) => format!("{size} B"),
        (unit, size) if size < 9.995 => format!("{size:.2} {unit}"),
        (unit, size) if size < 99.95 => format!("{size:.1} {unit}"),
        (unit, size) => format!("{size:.0} {unit}"),
    }
}

/// Returns a share in percent, and never one that rounds what is there to nothing, or part to all.
pub(super) fn share_told(part: u64, whole: u64) -> String {
    if whole == 0 {
        return "–".to_owned();
    }
    let percent = part as f64 * 100.0 / whole as f64;
    match percent {
        _ if part == 0 => "0 %".to_owned(),
        _ if part == whole => "100 %".to_owned(),
        percent if percent < 0.1 => "< 0.1 %".to_owned(),
        percent if percent > 99.9 => "> 99.9 %".to_owned(),
        percent => format!("{percent:.1} %"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> String {
        let mut html = Html::default();
        html.text(text);
        html.finish()
    }

    #[test]
    fn markup_in_a_text_stays_text() {
        assert_eq!(of("<b a='\"'>&"), "&lt;b a=&#39;&quot;&#39;&gt;&amp;");
    }

    #[test]
    fn what_is_not_seen_is_named() {
        for (text, name) in [("\0", "0000"), ("\u{202E}", "202E"), ("\r", "000D")] {
            assert_eq!(of(text), format!("<span class=\"unseen\">U+{name}</span>"));
        }
        assert_eq!(of("\u{FFFF}\u{E000}\u{10FFFE}").matches("unseen").count(), 3);
        assert_eq!(of("a\u{200D}b\n\té\u{FFFD}"), "a\u{200D}b\n\té\u{FFFD}");
    }

    #[test]
    fn attributes_hold_no_markup() {
        let mut html = Html::default();
        html.attribute("a\"\n\0>");
        assert_eq!(html.finish(), "a&quot; U+0000&gt;");
    }

    #[test]
    fn sizes_and_shares_have_three_figures() {
        let sizes = [0, 999, 1_000, 9_994, 12_345, 123_456, 999_499, 999_500].map(bytes_told);
        let told = ["0 B", "999 B", "1.00 kB", "9.99 kB", "12.3 kB", "123 kB", "999 kB", "1.00 MB"];
        assert_eq!(sizes, told);
        let shares = [(0, 9), (9, 9), (1, 3), (1, 10_000), (9_999, 10_000), (1, 0)];
        let told = ["0 %", "100 %", "33.3 %", "< 0.1 %", "> 99.9 %", "–"];
        assert_eq!(shares.map(|(part, whole)| share_told(part, whole)), told);
    }
}
