//! Turns a row of a table into the record that its columns make.

use std::borrow::Cow;

use serde::de::value::{Error, MapDeserializer, SeqDeserializer};
use serde::de::{DeserializeOwned, Deserializer, IntoDeserializer, Visitor};
use serde::forward_to_deserialize_any;

use crate::rows::{Row, Value};

/// Returns the record that a row holds.
pub(crate) fn record<T: DeserializeOwned>(row: Row<'static>) -> Result<T, String> {
    let columns = row.table.columns.iter().map(|column| column.name);
    let cells = columns.zip(row.values.into_iter().map(Cell));
    T::deserialize(MapDeserializer::<_, Error>::new(cells)).map_err(|error| error.to_string())
}

/// A value on its way into a record.
struct Cell(Value<'static>);

impl<'de> IntoDeserializer<'de, Error> for Cell {
    type Deserializer = Cell;

    fn into_deserializer(self) -> Cell {
        self
    }
}

impl<'de> Deserializer<'de> for Cell {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.0 {
            Value::Null => visitor.visit_unit(),
            Value::Number(number) => visitor.visit_u64(number),
            Value::Text(text) => visitor.visit_string(text.into_owned()),
            Value::List(texts) => {
                let texts = texts.into_iter().map(Cow::into_owned);
                visitor.visit_seq(SeqDeserializer::new(texts))
            }
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.0 {
            Value::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit
        unit_struct newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}
