//! A Data Package (Frictionless, Table Schema) that describes the CSV files.

use std::path::Path;

use serde_json::{Map, Value, json};

use crate::table::{Kind, Need};

use super::manifest::OutputEntry;
use super::options::{Compression, Format};
use super::plan::{Plan, Stream};
use super::view::Leaf;

/// Returns datapackage.json; none where there is no CSV.
pub(super) fn data_package(plan: &Plan, outputs: &[OutputEntry]) -> Option<Value> {
    let mut resources = Vec::new();
    for stream in plan.streams.iter().filter(|stream| stream.format == Format::Csv) {
        let part = stream.part.as_ref().map(|(_, name)| name);
        let ending = format!(".csv{}", stream.compression.ending());
        let is_of = |output: &&OutputEntry| {
            output.table.as_deref() == Some(stream.table.name)
                && output.split.as_ref() == part
                && output.file.ends_with(&ending)
        };
        resources.extend(outputs.iter().filter(is_of).map(|output| resource(stream, output)));
    }
    if resources.is_empty() {
        return None;
    }
    let mut package = json!({ "profile": "tabular-data-package", "resources": resources });
    if let Some(package) = package.as_object_mut() {
        package.insert("name".to_owned(), json!(slug(&plan.options.name)));
        package.insert("title".to_owned(), json!(plan.options.name));
        if !plan.options.license.is_empty() {
            package.insert("licenses".to_owned(), json!([{ "name": plan.options.license }]));
        }
    }
    Some(package)
}

fn resource(stream: &Stream, output: &OutputEntry) -> Value {
    let file = Path::new(&output.file).file_name().unwrap_or_default().to_string_lossy();
    let stem = file.split('.').next().unwrap_or_default();
    let fields: Vec<Value> = stream.view.leaves.iter().map(field).collect();
    let mut resource = json!({
        "profile": "tabular-data-resource",
        "name": slug(stem),
        "path": output.file,
        "description": stream.table.about,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": output.bytes,
        "hash": format!("sha256:{}", output.sha256),
        "dialect": { "delimiter": ",", "quoteChar": "\"", "doubleQuote": true, "lineTerminator": "\r\n" },
        "schema": { "fields": fields, "missingValues": [""] },
    });
    if stream.compression != Compression::None
        && let Some(resource) = resource.as_object_mut()
    {
        let compression = stream.compression.ending().trim_start_matches('.');
        resource.insert("compression".to_owned(), json!(compression));
    }
    resource
}

fn field(leaf: &Leaf) -> Value {
    let column = &leaf.column;
    let mut field = Map::new();
    let (kind, is_required) = match column.kind {
        Kind::Number => ("integer", column.need != Need::Optional),
        Kind::Text => ("string", column.need == Need::Filled),
        // A list is one text, its values with a semicolon and a space between.
        Kind::Texts => ("string", false),
        // So are objects, as JSON.
        Kind::Object(_) | Kind::Objects(_) => ("string", false),
    };
    field.insert("name".to_owned(), json!(column.name));
    field.insert("type".to_owned(), json!(kind));
    field.insert("description".to_owned(), json!(column.about));
    if is_required {
        field.insert("constraints".to_owned(), json!({ "required": true }));
    }
    Value::Object(field)
}

/// Returns a name in lower-case letters, digits and `-`, as packages and resources are called.
fn slug(name: &str) -> String {
    let letter = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' };
    let slug: String = name.chars().map(letter).collect();
    let slug = slug.trim_matches('-');
    if slug.is_empty() { "dataset".to_owned() } else { slug.to_owned() }
}
