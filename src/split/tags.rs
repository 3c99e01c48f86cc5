//! Tags: the words that a site files an article under, read from the lines that `strip` took away.

use crate::document::Document;
use crate::field::Field;
use crate::findings::Findings;
use crate::prose::{ends_sentence, has_words};
use crate::rule::{Effect, Example, Rule};
use crate::stage::{Entry, Stage};

static LINE: Rule = Rule::new(
    "tags/line",
    Effect::Note,
    "the tags on a line that was taken from the text",
    "Tags are no part of the article, and furniture/tags removes their line; what they say is worth a \
     field.",
    &[
        Example::giving(
            "The ferry sails at noon today.\n\nTags: harbour, toll",
            "The ferry sails at noon today.",
            "harbour",
        ),
        Example::giving(
            "The ferry sails at noon today.\n\nMore about: #harbour #toll",
            "The ferry sails at noon today.",
            "harbour",
        ),
        Example::declines("Tags: that is what the ferrymen call the tokens."),
    ],
);

/// The rule by which `strip` removes lines of tags.
const REMOVED_BY: &str = "furniture/tags";

/// Tags of a document at most: what has more is an index.
const MOST_TAGS: usize = 40;

/// Words and characters of a tag at most.
const MOST_WORDS: usize = 6;
const MOST_CHARS: usize = 60;

struct Tags;

pub(super) fn entry() -> Entry {
    Entry::new("split/tags", &[&LINE], Tags)
}

impl Stage for Tags {
    fn scan(&self, doc: &Document, found: &mut Findings<'_>) {
        if doc.field(Field::Tag).is_some() {
            return;
        }
        let mut known: Vec<&str> = Vec::new();
        for change in doc.ledger().changes().filter(|change| change.rule.id == REMOVED_BY) {
            let at = doc.map().text(change.raw);
            for tag in change.was.lines().flat_map(tags) {
                if !known.contains(&tag) && known.len() < MOST_TAGS {
                    known.push(tag);
                    found.note(&LINE, at, Field::Tag, tag);
                }
            }
        }
    }
}

/// Returns the tags of a line.
fn tags(line: &str) -> Vec<&str> {
    let line = line.trim();
    let values = match line.split_once([':', '：']) {
        Some((_, values)) => values.trim(),
        // A word below the label, or hash words; `posted in …` names sections.
        None if line.starts_with('#') || !has_words(line, 4) => line,
        None => return Vec::new(),
    };
    let is_mark =
        |c: char| matches!(c, ',' | ';' | '|' | '·' | '•' | '،' | '؛' | '、' | '，' | '#');
    let parts: Vec<&str> = match values.starts_with('#') && !values.contains([',', ';', '|', '、'])
    {
        true => values.split(|c: char| c.is_whitespace() || c == '#').collect(),
        false => values.split(is_mark).collect(),
    };
    let parts = parts.into_iter().map(|tag| tag.trim().trim_matches(['"', '«', '»', '“', '”']));
    parts.filter(|tag| is_tag(tag) && !(*tag == line && is_label(tag))).collect()
}

fn is_tag(tag: &str) -> bool {
    tag.chars().any(char::is_alphanumeric)
        && tag.chars().count() <= MOST_CHARS
        && !has_words(tag, MOST_WORDS + 1)
        && !ends_sentence(tag)
}

/// Labels that stand alone above their tags, in lower case.
const LABELS: &[&str] = &["tags", "hashtags", "topics", "keywords"];

fn is_label(line: &str) -> bool {
    LABELS.contains(&line.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::tags;

    #[test]
    fn reads_lists_and_hash_words() {
        assert_eq!(tags("Tags: harbour, ferry toll"), ["harbour", "ferry toll"]);
        assert_eq!(tags("More about: #harbour #toll"), ["harbour", "toll"]);
        assert_eq!(tags("Теги: порт, паром"), ["порт", "паром"]);
        assert_eq!(tags("标签：港口、渡轮"), ["港口", "渡轮"]);
        assert!(tags("Tags").is_empty());
        assert!(tags("Tags:").is_empty());
    }
}
