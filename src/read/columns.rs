//! Columns: which field of a record holds the text, and which describe it.
//!
//! Names that are usual for texts and their dates, titles and authors are known; config may name
//! others. Case and what joins words do not matter: `publish_date`, `publishDate` and `Publish-Date`
//! are one name.

use serde::{Deserialize, Serialize};

use crate::raw::HintKind;

/// Names of the field that holds the text, the likeliest first.
const TEXT: &[&str] = &[
    "text",
    "content",
    "body",
    "articletext",
    "articlebody",
    "fulltext",
    "maintext",
    "rawcontent",
    "rawtext",
    "pagetext",
    "plaintext",
    "textcontent",
    "bodytext",
    "contenttext",
    "article",
    "story",
    "document",
    "doc",
    "contents",
    "message",
    "html",
    "rawhtml",
    "markdown",
    "post",
    "comment",
    "review",
    "passage",
    "paragraph",
    "sentence",
    "transcript",
    "abstract",
    "summary",
    "description",
    "tweet",
    "data",
];

const TITLE: &[&str] = &["title", "headline", "heading", "subject", "articletitle"];
const PUBLISHED: &[&str] = &[
    "date",
    "published",
    "publishdate",
    "publisheddate",
    "publicationdate",
    "pubdate",
    "datepublished",
    "publishedat",
    "publishtime",
    "datetime",
    "timestamp",
    "createdat",
    "created",
    "createdutc",
    "time",
];
const AUTHOR: &[&str] = &["author", "authors", "byline", "creator", "writer", "from"];
const SOURCE: &[&str] = &["source", "publisher", "sitename", "outlet", "publication", "newspaper"];
const SECTION: &[&str] = &["section", "category", "topic", "rubric"];
const LANGUAGE: &[&str] = &["language", "lang", "languagecode", "inlanguage"];
const UPDATED: &[&str] = &[
    "updated",
    "updatedat",
    "updateddate",
    "modified",
    "modifiedat",
    "datemodified",
    "modifieddate",
    "lastmodified",
    "lastupdated",
    "datemodify",
];
const TAGS: &[&str] = &["tags", "tag", "keywords", "hashtags", "labels"];
const DESCRIPTION: &[&str] = &["description", "summary", "abstract", "excerpt"];
const IMAGE: &[&str] =
    &["image", "imageurl", "topimage", "mainimage", "leadimage", "thumbnail", "urltoimage"];
const LICENCE: &[&str] = &["licence", "license"];
const URL: &[&str] = &["url", "link", "uri", "sourceurl", "pageurl", "canonicalurl", "permalink"];

/// The names of the fields of a record; an empty name stands for the usual ones.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Columns {
    /// The text.
    pub text: String,
    /// The headline.
    pub title: String,
    /// The date of publication.
    pub published: String,
    /// The author or authors.
    pub author: String,
    /// The agency or site.
    pub source: String,
    /// The part of the site.
    pub section: String,
    /// The tag of the language.
    pub language: String,
    /// The address of the page.
    pub url: String,
    /// The date of the last change.
    pub updated: String,
    /// The words that it is filed under.
    pub tags: String,
    /// What it is about, in short.
    pub description: String,
    /// The address of its picture.
    pub image: String,
    /// The licence.
    pub licence: String,
}

impl Columns {
    /// Returns which of `names` is that of the text: the one that config names, else the likeliest.
    pub fn text<'a>(&self, mut names: impl Iterator<Item = &'a str> + Clone) -> Option<usize> {
        if !self.text.is_empty() {
            return names.position(|name| name == self.text);
        }
        // Most records call it what comes first in the list.
        if let Some(at) = names.clone().position(|name| TEXT.first() == Some(&name)) {
            return Some(at);
        }
        let rank = |name: &str| {
            let plain = plain(name);
            TEXT.iter().position(|known| *known == plain)
        };
        let ranked = names.enumerate().filter_map(|(at, name)| Some((rank(name)?, at)));
        ranked.min().map(|(_, at)| at)
    }

    /// Returns what a field of this name may say of its document.
    pub(crate) fn hint(&self, name: &str) -> Option<HintKind> {
        let kinds = [
            (&self.title, TITLE, HintKind::Title),
            (&self.published, PUBLISHED, HintKind::Published),
            (&self.author, AUTHOR, HintKind::Author),
            (&self.source, SOURCE, HintKind::Source),
            (&self.section, SECTION, HintKind::Section),
            (&self.language, LANGUAGE, HintKind::Language),
            (&self.url, URL, HintKind::Url),
            (&self.updated, UPDATED, HintKind::Updated),
            (&self.tags, TAGS, HintKind::Tag),
            (&self.description, DESCRIPTION, HintKind::Description),
            (&self.image, IMAGE, HintKind::Image),
            (&self.licence, LICENCE, HintKind::Licence),
        ];
        let plain = plain(name);
        let is_meant = |own: &str, known: &[&str]| match own {
            "" => known.contains(&plain.as_str()),
            own => own == name,
        };
        let meant = kinds.into_iter().find(|(own, known, _)| is_meant(own, known));
        meant.map(|(_, _, kind)| kind)
    }

    /// Returns what the field of the text is expected to be called.
    pub fn wanted(&self) -> String {
        match self.text.as_str() {
            "" => "a field such as `text` (see read.columns)".to_owned(),
            name => format!("the field \"{name}\""),
        }
    }
}

/// Returns whether a field of this name may be the text.
pub(super) fn is_text(name: &str) -> bool {
    TEXT.contains(&plain(name).as_str())
}

/// Returns whether a field of this name is the text, whatever stands beside it.
pub(super) fn is_main_text(name: &str) -> bool {
    let plain = plain(name);
    TEXT.iter().take_while(|known| **known != "message").any(|known| *known == plain)
}

/// Returns a name in lower case, without what joins its words.
fn plain(name: &str) -> String {
    let letters = name.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_likeliest_name_holds_the_text() {
        let columns = Columns::default();
        assert_eq!(columns.text(["summary", "url", "Text"].into_iter()), Some(2));
        assert_eq!(columns.text(["id", "Full_Text"].into_iter()), Some(1));
        assert_eq!(columns.text(["id", "name"].into_iter()), None);
    }

    #[test]
    fn config_has_the_last_word() {
        let columns = Columns { text: "notes".to_owned(), ..Columns::default() };
        assert_eq!(columns.text(["text", "notes"].into_iter()), Some(1));
        assert_eq!(columns.text(["text"].into_iter()), None);
    }

    #[test]
    fn names_are_known_in_any_spelling() {
        let columns = Columns::default();
        for name in ["publishDate", "publish_date", "Publish-Date", "PUBLISHDATE"] {
            assert_eq!(columns.hint(name), Some(HintKind::Published), "{name}");
        }
        assert_eq!(columns.hint("id"), None);
    }
}
