//! A row of a table, wherever the table is: its text column is the document, the others come along.

use serde_json::Value;

use crate::raw::{Body, Part, Spoiled};

use super::columns::Columns;
use super::json::NO_TEXT;
use super::meta::Along;

/// Returns the document of a row whose text column holds `text`, and whose other columns are `fields`.
///
/// A value of a column is no stretch of a file, so such a document has no offset. A row without a text is
/// set aside by rule, as in a Parquet file.
pub fn row(
    text: Option<Vec<u8>>,
    fields: impl IntoIterator<Item = (String, Value)>,
    columns: &Columns,
) -> Body {
    let mut along = Along::default();
    for (name, value) in fields {
        along.field(&name, value, columns);
    }
    let (meta, hints) = along.finish();
    match text {
        Some(bytes) => Body::Part(Box::new(Part { bytes, meta, hints, ..Part::default() })),
        None => Body::Spoiled(Spoiled {
            rule: &NO_TEXT,
            reason: "expected a text in its column, found null or another value".to_owned(),
            bytes: 0,
            offset: None,
            place: None,
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_the_text_comes_along() {
        let fields = [("title".to_owned(), Value::from("Ferry")), ("n".to_owned(), 3.into())];
        let Body::Part(part) = row(Some(b"a".to_vec()), fields, &Columns::default()) else {
            panic!("a document");
        };
        assert_eq!(part.meta.as_deref(), Some(r#"{"n":3,"title":"Ferry"}"#));
        assert_eq!(part.hints.len(), 1);
    }

    #[test]
    fn a_row_without_text_is_named() {
        let body = row(None, [], &Columns::default());
        assert!(matches!(body, Body::Spoiled(spoiled) if spoiled.rule.id == NO_TEXT.id));
    }
}
