//! JSON Schema (2020-12) of a table as a layout shows it.

use serde_json::{Map, Value, json};

use crate::table::{Column, Kind, Member, Need, Scalar};

use super::view::{Leaf, View, is_nullable};

/// Returns the schema of one row.
pub fn json_schema(view: &View) -> Value {
    let mut schema = object(&view.leaves, false);
    schema.insert("$schema".to_owned(), json!("https://json-schema.org/draft/2020-12/schema"));
    schema.insert("title".to_owned(), json!(view.table.name));
    schema.insert("description".to_owned(), json!(view.table.about));
    Value::Object(schema)
}

/// Returns the schema of an object that holds these leaves.
fn object(leaves: &[Leaf], is_group: bool) -> Map<String, Value> {
    let mut properties = Map::new();
    let mut required = Vec::new();
    let is_one = |a: &Leaf, b: &Leaf| !is_group && a.group.is_some() && a.group == b.group;
    for leaves in leaves.chunk_by(is_one) {
        let Some(first) = leaves.first() else { continue };
        let (name, schema) = match first.group.filter(|_| !is_group) {
            Some(group) => (group, Value::Object(object(leaves, true))),
            None => (first.column.name, column(&first.column)),
        };
        required.push(name);
        properties.insert(name.to_owned(), schema);
    }
    let mut schema = Map::new();
    schema.insert("type".to_owned(), json!("object"));
    schema.insert("properties".to_owned(), Value::Object(properties));
    schema.insert("required".to_owned(), json!(required));
    schema.insert("additionalProperties".to_owned(), json!(false));
    schema
}

fn column(column: &Column) -> Value {
    let about = column.about;
    match column.kind {
        Kind::Number => {
            let kind =
                if is_nullable(column) { json!(["integer", "null"]) } else { json!("integer") };
            json!({ "type": kind, "minimum": 0, "maximum": i64::MAX, "description": about })
        }
        Kind::Texts => json!({
            "type": "array", "items": { "type": "string" }, "description": about,
        }),
        Kind::Object(members) => {
            let mut schema = of_members(members);
            schema.insert("type".to_owned(), json!(["object", "null"]));
            schema.insert("description".to_owned(), json!(about));
            Value::Object(schema)
        }
        Kind::Objects(members) => json!({
            "type": ["array", "null"], "items": of_members(members), "description": about,
        }),
        Kind::Text if is_nullable(column) => json!({
            "type": ["string", "null"], "description": about,
        }),
        Kind::Text => {
            let least = u8::from(column.need == Need::Filled);
            json!({ "type": "string", "minLength": least, "description": about })
        }
    }
}

/// Returns the schema of an object with these members.
fn of_members(members: &[Member]) -> Map<String, Value> {
    let kind = |member: &Member| match member.scalar {
        Scalar::Text => "string",
        Scalar::Whole => "integer",
        Scalar::Real => "number",
    };
    let property = |member: &Member| {
        let schema = json!({ "type": kind(member), "description": member.about });
        (member.name.to_owned(), schema)
    };
    let names: Vec<&str> = members.iter().map(|member| member.name).collect();
    let mut schema = Map::new();
    schema.insert("type".to_owned(), json!("object"));
    schema.insert("properties".to_owned(), Value::Object(members.iter().map(property).collect()));
    schema.insert("required".to_owned(), json!(names));
    schema.insert("additionalProperties".to_owned(), json!(false));
    schema
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::DOCUMENTS;
    use crate::write::{Layout, Options};

    #[test]
    fn groups_are_objects_with_every_column() {
        let options = Options { layout: Layout::Datatrove, ..Options::default() };
        let schema = json_schema(&View::new(&DOCUMENTS, &options));
        assert_eq!(schema["required"], json!(["text", "id", "metadata"]));
        let metadata = &schema["properties"]["metadata"]["required"];
        let of = |list: &Value| list.as_array().map_or(0, Vec::len);
        assert_eq!(of(metadata), DOCUMENTS.columns.len() - 2);
    }
}
