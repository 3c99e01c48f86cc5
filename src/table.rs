//! What the tables of a dataset hold: each column with its kind, whether it may be missing, and what
//! it means.
//!
//! Parquet and JSON schemas, dataset cards and descriptors all come from here and from nowhere else.

/// What the values of a column are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A text.
    Text,
    /// A whole number from 0 to 2^63 - 1.
    Number,
    /// A list of texts, which may be empty.
    Texts,
}

/// Whether a value may be missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// It is there and not empty.
    Filled,
    /// It is there, and may be empty.
    Present,
    /// It may be null.
    Optional,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: &'static str,
    /// What its values are.
    pub kind: Kind,
    /// Whether they may be missing.
    pub need: Need,
    /// What they mean.
    pub about: &'static str,
}

impl Column {
    pub(crate) const fn text(name: &'static str, need: Need, about: &'static str) -> Column {
        Column { name, kind: Kind::Text, need, about }
    }

    const fn number(name: &'static str, about: &'static str) -> Column {
        Column { name, kind: Kind::Number, need: Need::Present, about }
    }

    const fn optional_number(name: &'static str, about: &'static str) -> Column {
        Column { name, kind: Kind::Number, need: Need::Optional, about }
    }

    const fn texts(name: &'static str, about: &'static str) -> Column {
        Column { name, kind: Kind::Texts, need: Need::Present, about }
    }
}

/// A table: its name and its columns, in order.
#[derive(Debug, PartialEq, Eq)]
pub struct Table {
    /// The stem of its file names.
    pub name: &'static str,
    /// What a row is.
    pub about: &'static str,
    /// The columns.
    pub columns: &'static [Column],
}

impl Table {
    /// Returns the number of a column.
    pub fn index(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.name == name)
    }
}

/// Every table.
pub static TABLES: [&Table; 4] = [&DOCUMENTS, &REJECTED, &DUPLICATES, &CHANGES];

/// The kept documents.
pub static DOCUMENTS: Table = Table {
    name: "documents",
    about: "A document that was kept",
    columns: &[
        Column::text("id", Need::Filled, "First 128 bits of the raw document's SHA-256"),
        Column::text("file", Need::Filled, "Path inside the input, with slashes"),
        Column::text("title", Need::Optional, "Headline"),
        Column::text("published", Need::Optional, "Date or time of publication, in ISO 8601"),
        Column::text("updated", Need::Optional, "When it was last changed, in the same form"),
        Column::texts("authors", "Who wrote it"),
        Column::text("source", Need::Optional, "Agency or site that it comes from"),
        Column::text("section", Need::Optional, "Part of the site that it stood in"),
        Column::text("place", Need::Optional, "Place of the dateline, as written there"),
        Column::texts("tags", "Words and names that the site files it under"),
        Column::text("deck", Need::Optional, "Summary between the headline and the text"),
        Column::text("language", Need::Optional, "Language, as a BCP 47 tag"),
        Column::text("description", Need::Optional, "What the page says in short it is about"),
        Column::text("url", Need::Optional, "Address that the page gives as its own"),
        Column::text("image", Need::Optional, "Address of the page's picture"),
        Column::text("licence", Need::Optional, "Licence, as the page tells it"),
        Column::text("encoding", Need::Filled, "Encoding of the raw document"),
        Column::text("text", Need::Filled, "The clean text"),
        Column::number("raw_bytes", "Length of the raw document in bytes"),
        Column::text("raw_hash", Need::Filled, "SHA-256 of the raw document"),
        Column::optional_number(
            "offset",
            "Where the raw document begins in the innermost stream of its file",
        ),
        Column::text("meta", Need::Optional, "What came along with a record, as a JSON object"),
        Column::number("chars", "Characters of the text (Unicode scalar values)"),
        Column::number("words", "Words of the text"),
        Column::number("paragraphs", "Paragraphs of the text"),
    ],
};

/// The documents that were set aside.
pub static REJECTED: Table = Table {
    name: "rejected",
    about: "A document that was set aside or could not be read",
    columns: &[
        Column::text("file", Need::Filled, "Path inside the input, with slashes"),
        Column::text("rule", Need::Filled, "Rule that set it aside"),
        Column::text("reason", Need::Present, "What was expected and what was found"),
        Column::text("place", Need::Optional, "Raw byte range at fault, `start..end`"),
        Column::number("raw_bytes", "Length of the raw document in bytes"),
        Column::text("raw_hash", Need::Optional, "SHA-256 of the raw document, where it was read"),
        Column::optional_number(
            "offset",
            "Where the raw document begins in the innermost stream of its file",
        ),
    ],
};

/// The documents that repeat another.
pub static DUPLICATES: Table = Table {
    name: "duplicates",
    about: "A document that was set aside because it repeats another",
    columns: &[
        Column::number("cluster", "Number of its cluster, counted from 1"),
        Column::text("file", Need::Filled, "Path inside the input, with slashes"),
        Column::text("id", Need::Filled, "First 128 bits of the raw document's SHA-256"),
        Column::text("rule", Need::Filled, "Rule that set it aside"),
        Column::text("kept_file", Need::Filled, "The member of the cluster that is kept"),
        Column::text("kept_id", Need::Filled, "Id of that document"),
        Column::text("similarity", Need::Filled, "How much it is like the kept one, from 0 to 1"),
        Column::text("via_file", Need::Optional, "Member that ties it to the cluster, if another"),
        Column::text("via_id", Need::Optional, "Id of that document"),
        Column::text("via_similarity", Need::Optional, "How much it is like that one"),
        Column::text("encoding", Need::Filled, "Encoding of the raw document"),
        Column::number("changes", "How many of the ledger's changes without a record are its own"),
    ],
};

/// The ledger of the documents that are kept, or that repeat one that is.
pub static CHANGES: Table = Table {
    name: "changes",
    about: "A change that was made to a document",
    columns: &[
        Column::number(
            "document",
            "Number of the record, counted from 1 in the order of the input; 0 for a duplicate",
        ),
        Column::text("file", Need::Filled, "Path of the document inside the input"),
        Column::text("rule", Need::Filled, "Rule that asked for the change"),
        Column::text("pass", Need::Filled, "Stage in which it happened"),
        Column::number(
            "raw_start",
            "First byte of the smallest raw range that holds all it touched",
        ),
        Column::number("raw_end", "The byte behind that range"),
        Column::number("text_start", "First byte of its range in the text as that pass saw it"),
        Column::number("text_end", "The byte behind that range"),
        Column::text("was", Need::Present, "What was there"),
        Column::text("with", Need::Optional, "What came instead; null where the text stayed"),
        Column::text("field", Need::Optional, "Field that got a value"),
        Column::text("value", Need::Optional, "The value"),
        Column::text("detail", Need::Optional, "How that is known, where there is more to say"),
    ],
};
