//! What the records of a dataset look like: which keys they have, of which types, and what for.
//!
//! Of a dataset of scutch its tables tell; of others the first records do.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::table::{DOCUMENTS, Kind};
use crate::write::{Options, View, is_nullable};

use super::record::Record;

/// What a field is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    Id,
    Title,
    Published,
    Updated,
    Author,
    Source,
    Section,
    Language,
    Url,
    /// A sentence or two about the document.
    About,
}

/// Returns what a field of this name is for, whatever joins its words and whatever it is nested in.
pub(crate) fn role(name: &str) -> Option<Role> {
    let last = name.rsplit('.').next().unwrap_or(name);
    let mut plain = [0; LONGEST_NAME];
    let letters = last.bytes().filter(u8::is_ascii_alphanumeric);
    let mut len = 0;
    for letter in letters {
        *plain.get_mut(len)? = letter.to_ascii_lowercase();
        len += 1;
    }
    Some(match str::from_utf8(plain.get(..len)?).ok()? {
        "id" | "uid" | "uuid" | "guid" | "docid" | "documentid" => Role::Id,
        "title" | "headline" | "heading" | "articletitle" => Role::Title,
        "published" | "date" | "publishdate" | "publisheddate" | "publicationdate" | "pubdate"
        | "datepublished" | "publishedat" => Role::Published,
        "updated" | "modified" | "datemodified" | "updatedat" | "lastmodified" => Role::Updated,
        "author" | "authors" | "byline" => Role::Author,
        "source" | "publisher" | "sitename" | "outlet" | "publication" | "newspaper" => {
            Role::Source
        }
        "section" | "category" | "rubric" => Role::Section,
        "language" | "lang" | "languagecode" | "inlanguage" => Role::Language,
        "url" | "link" | "sourceurl" | "pageurl" | "canonicalurl" | "permalink" => Role::Url,
        "deck" | "description" | "summary" | "abstract" | "place" => Role::About,
        _ => return None,
    })
}

/// Letters of the longest name that is known: `publicationdate`, and one more.
const LONGEST_NAME: usize = 16;

/// The type of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Type {
    Flag,
    Number,
    Text,
    List,
    Object,
}

impl Type {
    /// Returns the type of a value; null has none.
    pub(crate) fn of(value: &Value) -> Option<Type> {
        Some(match value {
            Value::Null => return None,
            Value::Bool(_) => Type::Flag,
            Value::Number(_) => Type::Number,
            Value::String(_) => Type::Text,
            Value::Array(_) => Type::List,
            Value::Object(_) => Type::Object,
        })
    }

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Type::Flag => "true or false",
            Type::Number => "a number",
            Type::Text => "a string",
            Type::List => "a list",
            Type::Object => "an object",
        }
    }
}

/// What is known of a field.
#[derive(Clone, Debug, Default)]
pub(crate) struct Trait {
    /// The type of its values.
    pub(crate) kind: Option<Type>,
    /// Whether it may be missing.
    pub(crate) is_optional: bool,
    /// Whether it may be null.
    pub(crate) is_nullable: bool,
}

/// What the records of a dataset look like.
#[derive(Clone, Debug, Default)]
pub(crate) struct Shape {
    /// The fields by name.
    pub(crate) fields: BTreeMap<String, Trait>,
    /// What fields are for, by name.
    roles: BTreeMap<String, Role>,
    /// Whether the records are those of a table of scutch.
    pub(crate) is_own: bool,
}

impl Shape {
    /// Returns the shape of the documents that scutch writes under these options.
    pub(crate) fn own(options: &Options) -> Shape {
        let mut shape = Shape { is_own: true, ..Shape::default() };
        for leaf in View::new(&DOCUMENTS, options).leaves {
            let name = match leaf.group {
                Some(group) => format!("{group}.{}", leaf.column.name),
                None => leaf.column.name.to_owned(),
            };
            let kind = match leaf.column.kind {
                Kind::Text => Type::Text,
                Kind::Number => Type::Number,
                Kind::Texts | Kind::Objects(_) => Type::List,
                Kind::Object(_) => Type::Object,
            };
            let is_nullable = is_nullable(&leaf.column);
            shape.add(name, Trait { kind: Some(kind), is_optional: false, is_nullable });
        }
        shape
    }

    /// Returns the shape that most of these records have.
    pub(crate) fn of<'a>(records: impl Iterator<Item = &'a Record>) -> Shape {
        let mut keys: BTreeMap<&str, (usize, BTreeMap<Type, usize>)> = BTreeMap::new();
        let mut all = 0;
        for record in records.filter(|record| record.has_text) {
            all += 1;
            for (name, value) in &record.fields {
                let (count, types) = keys.entry(name).or_default();
                *count += 1;
                if let Some(kind) = Type::of(value).filter(|_| *name != record.text_field) {
                    *types.entry(kind).or_default() += 1;
                }
            }
        }
        let mut shape = Shape::default();
        for (name, (count, types)) in keys {
            // Of equals the first counts.
            let kind = types.into_iter().rev().max_by_key(|(_, count)| *count);
            let kind = kind.map(|(kind, _)| kind);
            let is_optional = 2 * count <= all || count + OPTIONAL_FROM < all;
            shape.add(name.to_owned(), Trait { kind, is_optional, is_nullable: true });
        }
        shape
    }

    fn add(&mut self, name: String, known: Trait) {
        if let Some(role) = role(&name) {
            self.roles.insert(name.clone(), role);
        }
        self.fields.insert(name, known);
    }

    /// Returns the fields that are for something like this.
    pub(crate) fn named(&self, role: Role) -> impl Iterator<Item = &str> {
        let such = self.roles.iter().filter(move |(_, known)| **known == role);
        such.map(|(name, _)| name.as_str())
    }

    /// Returns what a field is for.
    pub(crate) fn role(&self, name: &str) -> Option<Role> {
        self.roles.get(name).copied()
    }

    /// Returns the name of a field of scutch's own documents, wherever the layout has it.
    pub(crate) fn own_name<'a>(&self, name: &'a str) -> std::borrow::Cow<'a, str> {
        match self.fields.contains_key(name) {
            true => name.into(),
            false => format!("metadata.{name}").into(),
        }
    }
}

/// First records without a key, beyond which it is one that may be missing.
const OPTIONAL_FROM: usize = 2;
