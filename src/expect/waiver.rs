//! A waiver: a failure that is known, and let through until a day.

use serde::{Deserialize, Serialize};

use super::Day;

/// A check that may fail until a day, for a reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Waiver {
    /// The id or the name of the check.
    pub check: String,
    /// The field, where it is about one.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub field: String,
    /// The document, by its id or its name, where it is about one.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub document: String,
    /// The last day on which it holds.
    pub until: Day,
    /// Why.
    #[serde(deserialize_with = "reason")]
    pub reason: String,
}

impl Waiver {
    /// Returns whether it is over.
    pub fn is_expired(&self, today: Day) -> bool {
        today > self.until
    }
}

fn reason<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let reason = String::deserialize(deserializer)?;
    match reason.trim().is_empty() {
        true => Err(serde::de::Error::custom("expected a reason, found none")),
        false => Ok(reason),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn waiver(text: &str) -> Result<Waiver, String> {
        toml::from_str(text).map_err(|error: toml::de::Error| error.message().to_owned())
    }

    #[test]
    fn the_last_day_still_counts() {
        let text = "check = \"mojibake\"\nuntil = \"2031-05-09\"\nreason = \"being mended\"";
        let waiver = waiver(text).expect("valid");
        assert!(!waiver.is_expired("2031-05-09".parse().expect("a day")));
        assert!(waiver.is_expired("2031-05-10".parse().expect("a day")));
    }

    #[test]
    fn a_waiver_has_an_end_and_a_reason() {
        assert!(waiver("check = \"a\"\nreason = \"x\"").is_err());
        assert!(waiver("check = \"a\"\nuntil = \"2031-05-09\"\nreason = \" \"").is_err());
        assert!(waiver("check = \"a\"\nuntil = \"2031-13-09\"\nreason = \"x\"").is_err());
        assert!(waiver("check = \"a\"\nuntil = \"soon\"\nreason = \"x\"").is_err());
    }
}
