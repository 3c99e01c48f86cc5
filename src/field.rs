//! The fields that stages fill: what describes a document and is not its text.

/// A field of a record that a stage may fill.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// The headline.
    Title,
    /// When it was published: `YYYY-MM-DD`, or `YYYY-MM-DDThh:mm[:ss][±hh:mm]` (ISO 8601).
    Published,
    /// When it was last changed, in the same form.
    Updated,
    /// A person who wrote it; a document may have several.
    Author,
    /// The agency or site that it comes from.
    Source,
    /// The part of the site that it stood in.
    Section,
    /// The place of the dateline, as it is written there.
    Place,
    /// A word or name that the site files it under; a document may have several.
    Tag,
    /// The summary between the headline and the text.
    Deck,
    /// The language, as a BCP 47 tag.
    Language,
    /// What the page says in short that it is about.
    Description,
    /// The address that the page gives as its own.
    Url,
    /// The address of its picture.
    Image,
    /// The licence, as it is told.
    Licence,
    /// Measures of the text, as a JSON object.
    Quality,
    /// What a filter has against it, as a JSON object; a document may have several.
    Verdict,
}

impl Field {
    /// Every field, in the order of the record.
    pub const ALL: [Field; 16] = [
        Field::Title,
        Field::Published,
        Field::Updated,
        Field::Author,
        Field::Source,
        Field::Section,
        Field::Place,
        Field::Tag,
        Field::Deck,
        Field::Language,
        Field::Description,
        Field::Url,
        Field::Image,
        Field::Licence,
        Field::Quality,
        Field::Verdict,
    ];

    /// Returns the name that the ledger and the record use.
    pub const fn name(self) -> &'static str {
        match self {
            Field::Title => "title",
            Field::Published => "published",
            Field::Updated => "updated",
            Field::Author => "authors",
            Field::Source => "source",
            Field::Section => "section",
            Field::Place => "place",
            Field::Tag => "tags",
            Field::Deck => "deck",
            Field::Language => "language",
            Field::Description => "description",
            Field::Url => "url",
            Field::Image => "image",
            Field::Licence => "licence",
            Field::Quality => "quality",
            Field::Verdict => "verdicts",
        }
    }

    /// Returns the field of that name.
    pub fn named(name: &str) -> Option<Field> {
        Field::ALL.into_iter().find(|field| field.name() == name)
    }

    /// Returns whether a document may have several values.
    pub const fn is_list(self) -> bool {
        matches!(self, Field::Author | Field::Tag | Field::Verdict)
    }
}

/// Returns a value as a BCP 47 tag, if it has the form of one.
pub(crate) fn language_tag(value: &str) -> Option<String> {
    let tag = value.replace('_', "-");
    let mut parts = tag.split('-');
    let first = parts.next().unwrap_or_default();
    let is_tag = (2..=3).contains(&first.len())
        && first.bytes().all(|byte| byte.is_ascii_alphabetic())
        && parts.all(|part| {
            (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
        });
    is_tag.then_some(tag)
}
