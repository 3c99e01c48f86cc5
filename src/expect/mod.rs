//! What a dataset is expected to hold: the settings of checks, as config gives them.
//!
//! A limit, a condition or a waiver without a meaning is an error of the config, with its line. Which
//! checks there are is not known here: `check` arms them after these settings.

mod condition;
mod day;
mod limit;
mod waiver;

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{Deserializer, Error, MapAccess, Visitor};
use serde::ser::{SerializeMap, Serializer};
use serde::{Deserialize, Serialize};

pub use condition::{Condition, Scalar};
pub use day::Day;
pub use limit::{Limit, Unit};
pub use waiver::Waiver;

/// Options of `[check]`.
#[derive(Clone, Debug, PartialEq)]
pub struct Options {
    /// Ids, names or groups of the checks that run; none means all that are on.
    pub select: Vec<String>,
    /// The file of the baseline that drift is measured from; empty means none.
    pub baseline: String,
    /// The least outcome that makes the exit status 1.
    pub fail_on: FailOn,
    /// Documents on either side below which drift is not measured.
    pub min_rows: u64,
    /// Findings that are remembered with their places; more are counted.
    pub max_findings: u64,
    /// What is let through for a time.
    pub waive: Vec<Waiver>,
    /// Settings by the name of a check.
    pub checks: BTreeMap<String, Settings>,
}

/// The least outcome that makes the exit status 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FailOn {
    /// A check over its limit for errors.
    #[default]
    Error,
    /// A check over either limit.
    Warning,
}

/// The settings of one check.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Settings {
    /// Of the check as a whole.
    Whole(Box<Setting>),
    /// Of the check on each of these fields.
    Fields(BTreeMap<String, Setting>),
}

/// What is set for a check, or for a check on one field.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Setting {
    /// When it is an error.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<Limit>,
    /// When it is a warning.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub warning: Option<Limit>,
    /// Which documents it is about.
    #[serde(rename = "where", skip_serializing_if = "Option::is_none")]
    pub only: Option<Condition>,
    /// The baseline that its drift is measured from, where it is another.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub baseline: Option<String>,
    /// Documents on either side below which its drift is not measured, where they are others.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_rows: Option<u64>,
    /// The least that a value may be.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min: Option<f64>,
    /// The most that a value may be.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max: Option<f64>,
    /// A regular expression for the whole value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pattern: Option<String>,
    /// The values that are allowed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub values: Option<Vec<String>>,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            select: Vec::new(),
            baseline: String::new(),
            fail_on: FailOn::Error,
            min_rows: 100,
            max_findings: 1_000_000,
            waive: Vec::new(),
            checks: BTreeMap::new(),
        }
    }
}

impl Serialize for Options {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("select", &self.select)?;
        map.serialize_entry("baseline", &self.baseline)?;
        map.serialize_entry("fail_on", &self.fail_on)?;
        map.serialize_entry("min_rows", &self.min_rows)?;
        map.serialize_entry("max_findings", &self.max_findings)?;
        map.serialize_entry("waive", &self.waive)?;
        for (name, settings) in &self.checks {
            map.serialize_entry(name, settings)?;
        }
        map.end()
    }
}

impl<'de> Deserialize<'de> for Options {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Options, D::Error> {
        deserializer.deserialize_map(OptionsVisitor)
    }
}

struct OptionsVisitor;

impl<'de> Visitor<'de> for OptionsVisitor {
    type Value = Options;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a table of checks")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Options, M::Error> {
        let mut options = Options::default();
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "select" => options.select = map.next_value()?,
                "baseline" => options.baseline = map.next_value()?,
                "fail_on" => options.fail_on = map.next_value()?,
                "min_rows" => options.min_rows = map.next_value()?,
                "max_findings" => options.max_findings = map.next_value()?,
                "waive" => options.waive = map.next_value()?,
                _ => {
                    let table = map.next_value_seed(TableOf(&key))?;
                    options.checks.insert(key, table);
                }
            }
        }
        Ok(options)
    }
}

/// The table of the check of this name.
struct TableOf<'a>(&'a str);

impl<'de> serde::de::DeserializeSeed<'de> for TableOf<'_> {
    type Value = Settings;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Settings, D::Error> {
        let problem = |error: toml::de::Error| D::Error::custom(error.message());
        let value = toml::Value::deserialize(deserializer)?;
        let toml::Value::Table(table) = value else {
            let name = self.0;
            return Err(D::Error::custom(format!(
                "expected a table `[check.{name}]` or a key of [check], found \"{name}\""
            )));
        };
        let is_by_field = !table.is_empty() && table.values().all(toml::Value::is_table);
        if !is_by_field {
            let setting = Setting::deserialize(table).map_err(problem)?;
            return Ok(Settings::Whole(Box::new(setting)));
        }
        let fields = table.into_iter().map(|(field, value)| {
            Setting::deserialize(value).map(|setting| (field, setting)).map_err(problem)
        });
        fields.collect::<Result<_, _>>().map(Settings::Fields)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn options(text: &str) -> Result<Options, String> {
        toml::from_str(text).map_err(|error: toml::de::Error| error.message().to_owned())
    }

    #[test]
    fn tables_are_of_a_check_or_of_its_fields() {
        let text = "min_rows = 5\n[null-rate.published]\nerror = \"> 20 %\"\n\
                    where = 'language = \"en\"'\n[mojibake]\nwarning = \"> 0\"\n[near]\n";
        let options = options(text).expect("valid");
        assert_eq!(options.min_rows, 5);
        assert!(matches!(&options.checks["null-rate"], Settings::Fields(fields)
            if fields["published"].error == Some("> 20 %".parse().expect("a limit"))));
        assert!(matches!(&options.checks["near"], Settings::Whole(_)));
        let again: Options =
            toml::from_str(&toml::to_string(&options).expect("TOML")).expect("the same");
        assert_eq!(again, options);
    }

    #[test]
    fn what_has_no_meaning_is_an_error() {
        let told = |text: &str| options(text).expect_err("an error");
        assert!(told("[mojibake]\neror = \"> 0\"").starts_with("unknown field `eror`"));
        assert!(told("[mojibake]\nerror = \"much\"").starts_with("expected a limit"));
        assert!(told("mojibake = 3").starts_with("expected a table `[check.mojibake]`"));
        assert!(told("[a]\nwhere = \"x ~ 3\"").starts_with("expected a condition"));
    }
}
