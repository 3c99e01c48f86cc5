//! A difference as text and as JSON.

use serde_json::{Map, Value, json};

use crate::check::render::visible;
use crate::text::grouped;

use super::{Changed, Difference};

/// Documents and rules of each kind that are shown.
const MOST_SHOWN: usize = 20;

/// Lines of a text that are shown.
const MOST_LINES: usize = 24;

/// Characters of a value that are shown.
const VALUE_CHARS: usize = 100;

/// Returns the difference as text.
pub fn text(difference: &Difference) -> String {
    let mut text = String::new();
    let config: Vec<String> = difference
        .config
        .iter()
        .map(|(key, (before, after))| {
            format!("config   {key}: {} -> {}\n", shown(before), shown(after))
        })
        .collect();
    push(&mut text, &config);
    let changed: Vec<String> = difference.changed.iter().map(of_document).collect();
    push(&mut text, &changed);
    let named = |word: &str, keys: &[String]| -> Vec<String> {
        keys.iter().map(|key| format!("{word}{}\n", visible(key))).collect()
    };
    push(&mut text, &named("removed  ", &difference.removed));
    push(&mut text, &named("added    ", &difference.added));
    let rules: Vec<String> = difference
        .rules
        .iter()
        .map(|(id, moved)| {
            format!(
                "rule     {id}: {} -> {} documents, {} -> {} findings\n",
                grouped(moved.before.0),
                grouped(moved.after.0),
                grouped(moved.before.1),
                grouped(moved.after.1)
            )
        })
        .collect();
    push(&mut text, &rules);
    text.push_str(&sums(difference));
    text
}

/// Adds what is shown of some lines, and how many more there are.
fn push(text: &mut String, lines: &[String]) {
    lines.iter().take(MOST_SHOWN).for_each(|line| text.push_str(line));
    if lines.len() > MOST_SHOWN {
        text.push_str(&format!("         … and {} more\n", grouped(lines.len() - MOST_SHOWN)));
    }
    if !lines.is_empty() {
        text.push('\n');
    }
}

fn of_document(changed: &Changed) -> String {
    let mut text = format!("changed  {}\n", visible(&changed.key));
    for change in &changed.fields {
        let told = |value: &Option<Value>| value.as_ref().map_or("(none)".to_owned(), shown);
        let (before, after) = (told(&change.before), told(&change.after));
        text.push_str(&format!("    {}: {before} -> {after}\n", visible(&change.field)));
    }
    for line in changed.text.iter().take(MOST_LINES) {
        text.push_str(&format!("    {}\n", visible(line)));
    }
    if changed.text.len() > MOST_LINES {
        text.push_str(&format!("    … and {} lines more\n", changed.text.len() - MOST_LINES));
    }
    text
}

fn shown(value: &Value) -> String {
    let text = visible(&value.to_string());
    match text.char_indices().nth(VALUE_CHARS) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text,
    }
}

fn sums(difference: &Difference) -> String {
    let Difference { documents, same, added, removed, changed, unlisted, key, .. } = difference;
    format!(
        "{} and {} documents, matched by {}: {} the same, {} changed, {} removed, {} added\n",
        grouped(documents.0),
        grouped(documents.1),
        visible(key),
        grouped(*same),
        grouped(changed.len() as u64 + unlisted),
        grouped(removed.len()),
        grouped(added.len()),
    )
}

/// Returns the difference as JSON, indented, with a final newline.
pub fn json(difference: &Difference) -> String {
    let changed: Vec<Value> = difference.changed.iter().map(document).collect();
    let rules = difference.rules.iter().map(|(id, moved)| {
        let told = |(documents, findings): (u64, u64)| json!({ "documents": documents, "findings": findings });
        (id.clone(), json!({ "before": told(moved.before), "after": told(moved.after) }))
    });
    let config = difference
        .config
        .iter()
        .map(|(key, (before, after))| (key.clone(), json!({ "before": before, "after": after })));
    let value = json!({
        "version": env!("CARGO_PKG_VERSION"),
        "key": difference.key,
        "documents": { "before": difference.documents.0, "after": difference.documents.1 },
        "same": difference.same,
        "changed_documents": difference.changed.len() as u64 + difference.unlisted,
        "changed": changed,
        "removed": difference.removed,
        "added": difference.added,
        "rules": rules.collect::<Map<String, Value>>(),
        "config": config.collect::<Map<String, Value>>(),
    });
    format!("{value:#}\n")
}

fn document(changed: &Changed) -> Value {
    let fields = changed.fields.iter().map(|change| {
        let mut value = Map::new();
        value.extend(change.before.clone().map(|before| ("before".to_owned(), before)));
        value.extend(change.after.clone().map(|after| ("after".to_owned(), after)));
        (change.field.clone(), Value::Object(value))
    });
    json!({
        "key": changed.key,
        "fields": fields.collect::<Map<String, Value>>(),
        "text": changed.text,
    })
}
