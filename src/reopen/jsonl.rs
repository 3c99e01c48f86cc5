//! Reads rows back from lines of JSON: each key once and in order, each value of its kind.

use std::borrow::Cow;
use std::fmt;
use std::io::BufRead;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::rows::Value;
use crate::table::Kind;
use crate::write::{Leaf, View, is_nullable};

/// Returns the values of the next line; none at the end.
pub(super) fn next(
    lines: &mut dyn BufRead,
    view: &View,
) -> Result<Option<Vec<Value<'static>>>, String> {
    let mut line = String::new();
    if lines.read_line(&mut line).map_err(|error| error.to_string())? == 0 {
        return Ok(None);
    }
    if !line.ends_with('\n') {
        return Err("a line without an end".to_owned());
    }
    let mut json = serde_json::Deserializer::from_str(&line);
    let seed = Object { leaves: &view.leaves, group: None };
    let values = seed.deserialize(&mut json).and_then(|values| json.end().map(|()| values));
    values.map(Some).map_err(|error| error.to_string())
}

/// An object that holds the values of these leaves.
struct Object<'a> {
    leaves: &'a [Leaf],
    group: Option<&'static str>,
}

impl<'de> DeserializeSeed<'de> for Object<'_> {
    type Value = Vec<Value<'static>>;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<Self::Value, D::Error> {
        json.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Object<'_> {
    type Value = Vec<Value<'static>>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Self::Value, M::Error> {
        let mut values = Vec::new();
        for leaves in self
            .leaves
            .chunk_by(|a, b| a.group.is_some() && a.group == b.group && self.group.is_none())
        {
            let Some(first) = leaves.first() else { continue };
            let nested = first.group.filter(|_| self.group.is_none());
            expect_key(&mut map, nested.unwrap_or(first.column.name))?;
            match nested {
                Some(_) => values.extend(map.next_value_seed(Object { leaves, group: nested })?),
                None => values.push(value(&mut map, first)?),
            }
        }
        match map.next_key::<String>()? {
            None => Ok(values),
            Some(key) => {
                Err(M::Error::custom(format!("key \"{key}\", which is no column or stands twice")))
            }
        }
    }
}

fn expect_key<'de, M: MapAccess<'de>>(map: &mut M, expected: &str) -> Result<(), M::Error> {
    let key = map.next_key::<String>()?.unwrap_or_default();
    match key == expected {
        true => Ok(()),
        false => Err(M::Error::custom(format!("key \"{key}\" in the place of \"{expected}\""))),
    }
}

fn value<'de, M: MapAccess<'de>>(map: &mut M, leaf: &Leaf) -> Result<Value<'static>, M::Error> {
    let column = &leaf.column;
    Ok(match column.kind {
        Kind::Text if is_nullable(column) => map
            .next_value::<Option<String>>()?
            .map_or(Value::Null, |text| Value::Text(Cow::Owned(text))),
        Kind::Text => Value::Text(Cow::Owned(map.next_value::<String>()?)),
        Kind::Object(_) | Kind::Objects(_) => map
            .next_value::<Option<Box<RawValue>>>()?
            .map_or(Value::Null, |json| Value::Text(Cow::Owned(json.get().to_owned()))),
        Kind::Number => {
            let Some(number) = map.next_value::<Option<i64>>()? else {
                return match is_nullable(column) {
                    true => Ok(Value::Null),
                    false => Err(M::Error::custom(format!("null for {}", column.name))),
                };
            };
            let number = u64::try_from(number).map_err(|_| M::Error::custom("a number below 0"))?;
            Value::Number(number)
        }
        Kind::Texts => {
            Value::List(map.next_value::<Vec<String>>()?.into_iter().map(Cow::Owned).collect())
        }
    })
}
