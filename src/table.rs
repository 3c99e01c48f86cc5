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
    /// A JSON object with these members: nested in JSON Lines, its text elsewhere.
    Object(&'static [Member]),
    /// A list of such objects.
    Objects(&'static [Member]),
}

impl Kind {
    /// Returns whether the values are JSON of their own.
    pub const fn is_json(self) -> bool {
        matches!(self, Kind::Object(_) | Kind::Objects(_))
    }
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

    const fn json(name: &'static str, kind: Kind, about: &'static str) -> Column {
        Column { name, kind, need: Need::Optional, about }
    }

    const fn optional_number(name: &'static str, about: &'static str) -> Column {
        Column { name, kind: Kind::Number, need: Need::Optional, about }
    }

    const fn texts(name: &'static str, about: &'static str) -> Column {
        Column { name, kind: Kind::Texts, need: Need::Present, about }
    }
}

/// A member of an object; it is always there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Its name.
    pub name: &'static str,
    /// What its values are.
    pub scalar: Scalar,
    /// What they mean.
    pub about: &'static str,
}

/// What the values of a member are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scalar {
    /// A text.
    Text,
    /// A whole number.
    Whole,
    /// A number that may have a fraction.
    Real,
}

impl Member {
    const fn text(name: &'static str, about: &'static str) -> Member {
        Member { name, scalar: Scalar::Text, about }
    }

    const fn whole(name: &'static str, about: &'static str) -> Member {
        Member { name, scalar: Scalar::Whole, about }
    }

    const fn real(name: &'static str, about: &'static str) -> Member {
        Member { name, scalar: Scalar::Real, about }
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
        Column::json("quality", Kind::Object(SIGNALS), "Measures of the text, where asked for"),
        Column::json(
            "verdicts",
            Kind::Objects(VERDICT),
            "What the filters have against it, where asked for; empty where nothing",
        ),
        Column::number("chars", "Characters of the text (Unicode scalar values)"),
        Column::number("words", "Words of the text"),
        Column::number("paragraphs", "Paragraphs of the text"),
    ],
};

/// What `quality` holds: what the published rules measure, of the text before any filter, and what
/// was mended and taken away. Words are those of spaCy's blank English tokenizer.
pub static SIGNALS: &[Member] = &[
    Member::whole("words", "Words that are not symbols alone"),
    Member::real("mean_word_chars", "Mean number of their characters"),
    Member::real("hashes", "`#` for each word"),
    Member::real("ellipses", "Ellipses for each word"),
    Member::real("bullet_lines", "Share of lines that begin with a bullet"),
    Member::real("ellipsis_lines", "Share of lines that end in an ellipsis"),
    Member::real("letter_words", "Share of words with a letter in them"),
    Member::whole("stop_words", "How many of Gopher's eight English stop words occur"),
    Member::real("repeated_paragraphs", "Share of paragraphs that stood before"),
    Member::real("repeated_paragraph_chars", "Share of characters in such paragraphs"),
    Member::real("repeated_lines", "Share of lines that stood before, as Gopher counts"),
    Member::real("repeated_line_chars", "Share of characters in such lines"),
    Member::real("top_2_words", "Share of characters in the most frequent run of 2 words"),
    Member::real("top_3_words", "The same of 3 words"),
    Member::real("top_4_words", "The same of 4 words"),
    Member::real("runs_of_5", "Share of characters in repeated runs of 5 words"),
    Member::real("runs_of_6", "The same of 6 words"),
    Member::real("runs_of_7", "The same of 7 words"),
    Member::real("runs_of_8", "The same of 8 words"),
    Member::real("runs_of_9", "The same of 9 words"),
    Member::real("runs_of_10", "The same of 10 words"),
    Member::whole("c4_lines", "Lines that are not blank"),
    Member::real("c4_no_end_mark", "Share of those that C4 removes for want of an end mark"),
    Member::real("c4_few_words", "The same, for they have fewer than 3 words"),
    Member::real("c4_long_word", "The same, for a word of more than 1000 characters"),
    Member::real("c4_javascript", "The same, for they speak of JavaScript"),
    Member::real("c4_policy", "The same, for they speak of cookies, terms or privacy"),
    Member::whole("c4_sentences", "Sentences of the lines that C4 keeps"),
    Member::whole("c4_citations", "Citations such as `[3]` in these lines"),
    Member::whole("c4_lorem_ipsum", "How often \"lorem ipsum\" stands there"),
    Member::whole("c4_curly_brackets", "How many opening curly brackets there are"),
    Member::whole("long_lines", "Lines of at least 200 characters, mC4's paragraphs"),
    Member::real("line_ends", "Share of lines with an end mark of any script, as FineWeb counts"),
    Member::real("short_lines", "Share of lines of at most 30 characters"),
    Member::real("fineweb_repeated_chars", "Share of characters in repeated lines, for FineWeb"),
    Member::real("newlines", "Newlines for each word"),
    Member::real("mojibake", "Share of characters that look like UTF-8 read as another encoding"),
    Member::real("replacements", "Share of characters that are U+FFFD"),
    Member::real("controls", "Share of characters that are controls, line breaks and tabs apart"),
    Member::real("furniture", "Share of the text that was taken away as furniture of the page"),
];

/// What each of `verdicts` holds.
pub static VERDICT: &[Member] = &[
    Member::text("rule", "The rule"),
    Member::real("value", "What it measures"),
    Member::real("threshold", "What it asks for, at least or at most"),
];

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
