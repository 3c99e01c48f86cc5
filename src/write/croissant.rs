//! A Croissant description (MLCommons, version 1.0, JSON-LD) of the documents.

use serde_json::{Value, json};

use crate::table::{Column, DOCUMENTS, Kind};

use super::manifest::OutputEntry;
use super::options::Format;
use super::plan::Plan;

/// The record set, and the beginning of its fields' ids.
const RECORDS: &str = "documents";

/// Returns croissant.json.
pub(super) fn croissant(plan: &Plan, outputs: &[OutputEntry]) -> Value {
    let mut description = json!({
        "@context": context(),
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": plan.options.name,
        "description": "Text cleaned by scutch, with a ledger of every change",
        "distribution": distribution(plan, outputs),
        "recordSet": [{
            "@type": "cr:RecordSet",
            "@id": RECORDS,
            "name": RECORDS,
            "description": DOCUMENTS.about,
            "field": fields(),
        }],
    });
    if !plan.options.license.is_empty()
        && let Some(description) = description.as_object_mut()
    {
        description.insert("license".to_owned(), json!(plan.options.license));
    }
    description
}

/// Returns every file with its digest, and the set of them that the records are read from.
fn distribution(plan: &Plan, outputs: &[OutputEntry]) -> Vec<Value> {
    let format = plan.of(&DOCUMENTS).next().map_or(Format::Parquet, |stream| stream.format);
    let media_type = match format {
        Format::Jsonl => "application/jsonlines",
        Format::Csv => "text/csv",
        Format::Parquet => "application/x-parquet",
    };
    let is_data = |output: &&OutputEntry| output.table.as_deref() == Some(DOCUMENTS.name);
    let mut files: Vec<Value> = outputs
        .iter()
        .filter(is_data)
        .map(|output| {
            json!({
                "@type": "cr:FileObject",
                "@id": output.file,
                "name": output.file,
                "contentUrl": output.file,
                "contentSize": format!("{} B", output.bytes),
                "encodingFormat": media_type,
                "sha256": output.sha256,
            })
        })
        .collect();
    let patterns: Vec<String> = plan.of(&DOCUMENTS).map(|stream| stream.pattern()).collect();
    files.push(json!({
        "@type": "cr:FileSet",
        "@id": "files",
        "name": "files",
        "encodingFormat": media_type,
        "includes": patterns,
    }));
    files
}

fn fields() -> Vec<Value> {
    let split = json!({
        "@type": "cr:Field",
        "@id": format!("{RECORDS}/split"),
        "name": "split",
        "description": "Part of the dataset",
        "dataType": "sc:Text",
        "source": {
            "fileSet": { "@id": "files" },
            "extract": { "fileProperty": "fullpath" },
            "transform": { "regex": r"data/(\w+)-\d+-of-\d+\..*" },
        },
    });
    DOCUMENTS.columns.iter().map(field).chain([split]).collect()
}

fn field(column: &Column) -> Value {
    let data_type = match column.kind {
        Kind::Number => "sc:Integer",
        Kind::Text | Kind::Texts | Kind::Object(_) | Kind::Objects(_) => "sc:Text",
    };
    let mut field = json!({
        "@type": "cr:Field",
        "@id": format!("{RECORDS}/{}", column.name),
        "name": column.name,
        "description": column.about,
        "dataType": data_type,
        "source": {
            "fileSet": { "@id": "files" },
            "extract": { "column": column.name },
        },
    });
    if column.kind == Kind::Texts
        && let Some(field) = field.as_object_mut()
    {
        field.insert("repeated".to_owned(), json!(true));
    }
    field
}

/// Returns the context that version 1.0 of the format asks for.
fn context() -> Value {
    let mut context = json!({
        "@language": "en",
        "@vocab": "https://schema.org/",
        "cr": "http://mlcommons.org/croissant/",
        "data": { "@id": "cr:data", "@type": "@json" },
        "dataType": { "@id": "cr:dataType", "@type": "@vocab" },
        "dct": "http://purl.org/dc/terms/",
        "conformsTo": "dct:conformsTo",
        "examples": { "@id": "cr:examples", "@type": "@json" },
        "rai": "http://mlcommons.org/croissant/RAI/",
        "sc": "https://schema.org/",
    });
    let same = [
        "citeAs",
        "column",
        "equivalentProperty",
        "extract",
        "field",
        "fileObject",
        "fileProperty",
        "fileSet",
        "format",
        "includes",
        "isLiveDataset",
        "jsonPath",
        "key",
        "md5",
        "parentField",
        "path",
        "recordSet",
        "references",
        "regex",
        "repeated",
        "replace",
        "samplingRate",
        "separator",
        "source",
        "subField",
        "transform",
    ];
    if let Some(context) = context.as_object_mut() {
        context.extend(same.map(|name| (name.to_owned(), json!(format!("cr:{name}")))));
    }
    context
}
