//! Whether texts are clean: what the stages of a run would mend or take away, found and left there.
//!
//! Most of these look with the eyes of `repair`, `normalize` and `strip` themselves.

use crate::document::Document;
use crate::expect::Setting;
use crate::findings::{Deed, Finding, Findings};
use crate::html::Tag;
use crate::span::Span;
use crate::stage::Entry;

use super::catalog::{Check, Look, Sample};
use super::record::{Place, Record};
use super::shape::Shape;

pub(super) static CHECKS: &[Check] = &[
    Check::new(
        "text/mojibake",
        Look::Rules(&["mojibake"]),
        "characters read in the wrong encoding, such as `Ã©` for `é`",
        "They teach a model letters that no language has, and no search finds their words.",
    )
    .error("> 0")
    .shown(&[
        Sample::fails(&[("a.jsonl", "{\"text\":\"Le cafÃ© du port Ã©tait fermÃ©.\"}\n")]),
        Sample::passes(&[("a.jsonl", "{\"text\":\"Le café du port était fermé.\"}\n")]),
    ]),
    Check::new(
        "text/replacement",
        Look::Record(replacement),
        "U+FFFD, which stands where a letter was lost",
        "The letter is lost for good; the raw document may still have it.",
    )
    .error("> 0")
    .shown(&[
        Sample::fails(&[("a.jsonl", "{\"text\":\"The caf\u{FFFD} is open.\"}\n")]),
        Sample::passes(&[("a.jsonl", "{\"text\":\"The café is open.\"}\n")]),
    ]),
    Check::new(
        "text/control",
        Look::Rules(&["control/character", "control/terminal-escape", "control/annotation",
            "control/deprecated-format"]),
        "a control character, or an escape sequence of a terminal",
        "Controls are the remains of another format, and upset whatever prints the text.",
    )
    .error("> 0")
    .shown(&[
        Sample::fails(&[("a.jsonl", "{\"text\":\"The\\u0001 ferry sails.\"}\n")]),
        Sample::passes(&[("a.jsonl", "{\"text\":\"The ferry\\nsails.\"}\n")]),
    ]),
    Check::new(
        "text/mark",
        Look::Rules(&["control/byte-order-mark"]),
        "a byte order mark inside a text",
        "Two files were joined, or a value was read with its mark.",
    )
    .error("> 0")
    .shown(&[
        Sample::fails(&[("a.jsonl", "{\"text\":\"\\ufeffThe ferry sails at noon.\"}\n")]),
        Sample::passes(&[("a.jsonl", "{\"text\":\"The ferry sails at noon.\"}\n")]),
    ]),
    Check::new(
        "text/invisible",
        Look::Rules(&["invisible"]),
        "soft hyphens, zero-width spaces and direction marks without a use",
        "Words with them inside look whole and are not: nothing that looks for the word finds it.",
    )
    .error("> 0")
    .shown(&[
        Sample::fails(&[("a.jsonl", "{\"text\":\"The fer\\u00adry sails.\"}\n")]),
        Sample::passes(&[("a.jsonl", "{\"text\":\"The ferry sails.\"}\n")]),
    ]),
    Check::new(
        "text/entity",
        Look::Rules(&["entity"]),
        "an entity of HTML that stands in plain text, such as `&amp;`",
        "It was escaped twice, or never undone.",
    )
    .error("> 0")
    .shown(&[
        Sample::fails(&[("a.jsonl", "{\"text\":\"Fish &amp; chips &quot;to go&quot;.\"}\n")]),
        Sample::passes(&[("a.jsonl", "{\"text\":\"Fish & chips \\\"to go\\\".\"}\n")]),
    ]),
    Check::new(
        "text/markup",
        Look::Record(markup),
        "a tag or a comment of HTML that is left in the text",
        "It is the page's language, not the article's.",
    )
    .error("> 0")
    .shown(&[
        Sample::fails(&[("a.jsonl", "{\"text\":\"The ferry<br /> sails <a href=\\\"/x\\\">at noon</a>.\"}\n")]),
        Sample::passes(&[("a.jsonl", "{\"text\":\"If a < b and c > d, ask <orla@kestrel.lr>.\"}\n")]),
    ]),
    Check::new(
        "text/double-escape",
        Look::Record(escape),
        "an escape that was never undone, such as `\\n` or `\\u00e9` in letters",
        "The text went through JSON twice.",
    )
    .error("> 0")
    .shown(&[
        Sample::fails(&[("a.jsonl", "{\"text\":\"The caf\\\\u00e9 is open.\\\\nIt is late.\"}\n")]),
        Sample::passes(&[("a.jsonl", "{\"text\":\"The folder C:\\\\\\\\new\\\\\\\\notes is full.\"}\n")]),
    ]),
    Check::new(
        "text/template",
        Look::Record(template),
        "a place-holder of a template that was never filled in, such as `{{ title }}`",
        "The page was stored before its script ran, and what should stand there is lost.",
    )
    .error("> 0")
    .shown(&[
        Sample::fails(&[("a.jsonl", "{\"text\":\"By {{ author.name }} on Monday.\"}\n")]),
        Sample::passes(&[("a.jsonl", "{\"text\":\"The set {{1}, {2}} has two members.\"}\n")]),
    ]),
    Check::new(
        "text/nfc",
        Look::Rules(&["nfc"]),
        "characters that are not composed as Unicode NFC has them",
        "`é` in one character and in two look the same, and are two words to everything that counts.",
    )
    .error("> 0")
    .shown(&[
        Sample::fails(&[("a.jsonl", "{\"text\":\"The cafe\\u0301 is open.\"}\n")]),
        Sample::passes(&[("a.jsonl", "{\"text\":\"The caf\\u00e9 is open.\"}\n")]),
    ]),
    Check::new(
        "text/spaces",
        Look::Rules(&["spaces/run", "spaces/odd"]),
        "several spaces in a row, tabs, and spaces of odd kinds",
        "They are left over from layout, and make two texts of one.",
    )
    .error("> 0")
    .shown(&[
        Sample::fails(&[("a.jsonl", "{\"text\":\"The ferry  sails.\"}\n")]),
        Sample::passes(&[("a.jsonl", "{\"text\":\"The ferry sails.\"}\n")]),
    ]),
    Check::new(
        "text/edges",
        Look::Rules(&["spaces/edge"]),
        "white space at the ends of the text or of its lines",
        "It is left over from layout, and makes two texts of one.",
    )
    .error("> 0")
    .shown(&[
        Sample::fails(&[("a.jsonl", "{\"text\":\"The ferry sails. \\nIt is late.\"}\n")]),
        Sample::passes(&[("a.jsonl", "{\"text\":\"The ferry sails.\\nIt is late.\"}\n")]),
    ]),
    Check::new(
        "text/blank-lines",
        Look::Rules(&["spaces/blank-lines"]),
        "more than one blank line in a row",
        "They are left over from removed markup.",
    )
    .error("> 0")
    .shown(&[
        Sample::fails(&[("a.jsonl", "{\"text\":\"The ferry sails.\\n\\n\\n\\nIt is late.\"}\n")]),
        Sample::passes(&[("a.jsonl", "{\"text\":\"The ferry sails.\\n\\nIt is late.\"}\n")]),
    ]),
    Check::new(
        "text/newlines",
        Look::Rules(&["newlines"]),
        "a carriage return, or another odd end of a line",
        "Whoever splits at `\\n` keeps it, or finds no line at all.",
    )
    .error("> 0")
    .shown(&[
        Sample::fails(&[("a.jsonl", "{\"text\":\"The ferry sails.\\r\\nIt is late.\"}\n")]),
        Sample::passes(&[("a.jsonl", "{\"text\":\"The ferry sails.\\nIt is late.\"}\n")]),
    ]),
    Check::new(
        "text/furniture",
        Look::Stage("strip/furniture"),
        "a line of the page around the article, such as `Share this` or `Read also: …`",
        "It stands in every document of its site, and is learned by heart.",
    )
    .error("> 0")
    .shown(&[
        Sample::fails(&[("a.jsonl", "{\"text\":\"The ferry sails at noon, the board said on Monday.\\n\\nShare this article\"}\n")]),
        Sample::passes(&[("a.jsonl", "{\"text\":\"The ferry sails at noon, the board said on Monday.\"}\n")]),
    ]),
    Check::new(
        "text/widget",
        Look::Stage("strip/widget"),
        "the buttons that change the size of a page's text",
        "They stand at the start of every page of a site and mean nothing in its text.",
    )
    .error("> 0")
    .shown(&[
        Sample::fails(&[("a.jsonl", "{\"text\":\"A- A A+\\n\\nThe ferry sails at noon today.\"}\n")]),
        Sample::passes(&[("a.jsonl", "{\"text\":\"The ferry sails at noon today.\"}\n")]),
    ]),
    Check::new(
        "text/page",
        Look::Stage("strip/page"),
        "the menus, teasers and forms of a whole page around an article",
        "More of such a text is the page than the article.",
    )
    .error("> 0")
    .shown(&[
        Sample::fails(&[("a.jsonl", concat!(
            "{\"text\":\"Home\\nNews\\nSport\\nBusiness\\nCulture\\nOpinion\\nPodcasts\\nLog in\\nSubscribe\\n",
            "The ferry will sail every hour from May, the harbour board said after its meeting.\\n",
            "Members had argued for weeks about the cost of a second crew and of its uniforms.\\n",
            "The first boat leaves the old pier at six, and the last one returns at midnight.\\n",
            "Shopkeepers on the island, who had lost customers to the old timetable, were pleased.\\n",
            "The board will look at the figures again in September and decide about winter then.\\n",
            "Most read\\nPrivacy Policy\\nTerms of Use\\nCookie Settings\\nContact us\\nAbout us\\n",
            "Advertise with us\\nFacebook\\nInstagram\\nYouTube\"}\n"
        ))]),
        Sample::passes(&[("a.jsonl", "{\"text\":\"The ferry sails at noon today.\"}\n")]),
    ]),
];

fn replacement(record: &Record, _: &Shape, _: &Setting, found: &mut Vec<Place>) -> bool {
    // What decoding put in the place of damage is told with the damage.
    if !record.defects.is_empty() {
        return false;
    }
    let mut look = |field: &str, text: &str| {
        let mut end = 0;
        for at in memchr::memmem::find_iter(text.as_bytes(), "\u{FFFD}") {
            // A run of them is one place.
            if at >= end {
                let rest = text.get(at..).unwrap_or_default();
                end = text.len() - rest.trim_start_matches('\u{FFFD}').len();
                found.push(Place::inside(field, text, Span::new(at, end), ""));
            }
        }
    };
    for (name, text) in record.prose() {
        look(name, text);
    }
    record.has_text
}

/// Bytes of the longest tag that is looked for.
const TAG_BYTES: usize = 2000;

fn markup(record: &Record, _: &Shape, _: &Setting, found: &mut Vec<Place>) -> bool {
    for (name, text) in record.prose() {
        let mut from = 0;
        for at in memchr::memchr_iter(b'<', text.as_bytes()) {
            if at < from {
                continue;
            }
            if let Some(len) = tag_len(text.as_bytes().get(at..).unwrap_or_default()) {
                found.push(Place::inside(name, text, Span::new(at, at + len), ""));
                from = at + len;
            }
        }
    }
    record.has_text
}

/// Returns the length of the tag or comment that `bytes` begin with.
fn tag_len(bytes: &[u8]) -> Option<usize> {
    let bytes = bytes.get(..bytes.len().min(TAG_BYTES))?;
    if bytes.starts_with(b"<!--") {
        return memchr::memmem::find(bytes, b"-->").map(|at| at + 3);
    }
    let name = bytes.get(1..)?;
    let name = name.strip_prefix(b"/").unwrap_or(name);
    let len = name.iter().position(|byte| !byte.is_ascii_alphanumeric())?;
    let (name, rest) = name.split_at_checked(len)?;
    let end = memchr::memchr2(b'>', b'<', rest).filter(|at| rest.get(*at) == Some(&b'>'))?;
    let attributes = rest.get(..end)?.trim_ascii();
    let is_plain = attributes.is_empty() || attributes == b"/" || attributes.contains(&b'=');
    // What a mathematician or a programmer writes in brackets is seldom an element with a sign behind.
    let is_known = Tag::of(&name.to_ascii_lowercase()) != Tag::Other;
    (is_known && is_plain).then(|| bytes.len() - rest.len() + end + 1)
}

fn escape(record: &Record, _: &Shape, _: &Setting, found: &mut Vec<Place>) -> bool {
    for (name, text) in record.prose() {
        let bytes = text.as_bytes();
        for at in memchr::memchr_iter(b'\\', bytes) {
            // Two in a row are a path or a formula.
            let before = at.checked_sub(1).and_then(|at| bytes.get(at));
            if before == Some(&b'\\') {
                continue;
            }
            let rest = bytes.get(at + 1..).unwrap_or_default();
            if let Some(len) = escape_len(before.copied(), rest) {
                found.push(Place::inside(name, text, Span::new(at, at + 1 + len), ""));
            }
        }
    }
    record.has_text
}

/// Returns the length of what stands behind a backslash, where together they are an escape.
fn escape_len(before: Option<u8>, rest: &[u8]) -> Option<usize> {
    let behind = rest.get(1).copied();
    let is_letter = |byte: Option<u8>| byte.is_some_and(|byte| byte.is_ascii_lowercase());
    match rest.first()? {
        b'u' => rest.get(1..5)?.iter().all(u8::is_ascii_hexdigit).then_some(5),
        // A folder's name goes on with small letters: `C:\notes`.
        b'n' | b'r' | b't' if !is_letter(behind) && before != Some(b':') => Some(1),
        b'"' => Some(1),
        _ => None,
    }
}

fn template(record: &Record, _: &Shape, _: &Setting, found: &mut Vec<Place>) -> bool {
    let marks = [("{{", "}}"), ("{%", "%}"), ("<%", "%>")];
    for (name, text) in record.prose() {
        for (open, close) in marks {
            for at in memchr::memmem::find_iter(text.as_bytes(), open) {
                let rest = text.get(at + open.len()..).unwrap_or_default();
                let Some((inside, _)) = rest.split_once(close) else { break };
                if is_variable(inside) {
                    let end = at + open.len() + inside.len() + close.len();
                    found.push(Place::inside(name, text, Span::new(at, end), ""));
                }
            }
        }
    }
    record.has_text
}

/// Bytes of the longest place-holder.
const HOLDER_BYTES: usize = 100;

/// Returns whether what stands between marks of a template is the name of something there.
fn is_variable(inside: &str) -> bool {
    let plain = inside.trim().trim_start_matches(['#', '/', '^', '>', '&', '=', '-']).trim();
    inside.len() <= HOLDER_BYTES
        && plain.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && !inside.contains(['{', '\n'])
        && plain.bytes().all(|b| b.is_ascii_alphanumeric() || b"_.-|: ()'\"[]=,".contains(&b))
}

/// Stages whose findings are defects of a text, or of a field.
pub(super) struct Eyes {
    pub(super) entries: Vec<Entry>,
}

impl Eyes {
    /// Calls `tell` with what one stage finds.
    pub(super) fn look(&self, entry: &Entry, doc: &Document, tell: impl FnMut(&Finding)) {
        let mut findings = Findings::without(&[]);
        entry.stage.scan(doc, &mut findings);
        if !findings.is_empty() {
            findings.into_sorted().iter().for_each(tell);
        }
    }
}

/// Returns what a finding of a stage would do.
pub(super) fn note(finding: &Finding) -> String {
    match &finding.deed {
        Deed::Put(with) if with.is_empty() => format!("{} would take it away", finding.rule.id),
        Deed::Put(with) => {
            format!("{} would put \"{}\" there", finding.rule.id, super::record::clipped(with))
        }
        _ => finding.rule.id.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_told_from_signs() {
        assert_eq!(tag_len(b"<br/>x"), Some(5));
        assert_eq!(tag_len(b"<a href=\"x\">"), Some(12));
        assert_eq!(tag_len(b"</p>"), Some(4));
        assert_eq!(tag_len(b"<!-- x -->"), Some(10));
        for text in ["< b and c > d", "<john@kestrel.lr>", "<3", "<https://kestrel.lr>", "<p or q>"]
        {
            assert_eq!(tag_len(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn escapes_are_told_from_paths() {
        assert_eq!(escape_len(Some(b'.'), b"nIt"), Some(1));
        assert_eq!(escape_len(Some(b'f'), b"u00e9 x"), Some(5));
        assert_eq!(escape_len(Some(b':'), b"new"), None);
        assert_eq!(escape_len(Some(b's'), b"notes"), None);
    }
}
