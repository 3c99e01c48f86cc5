//! A condition on the fields of a document, such as `language = "en" and words > 100`.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// What each part of a condition compares with.
#[derive(Clone, Debug, PartialEq)]
pub enum Scalar {
    /// Nothing there.
    Null,
    /// A number.
    Number(f64),
    /// A text.
    Text(String),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sign {
    Same,
    Other,
    AtMost,
    AtLeast,
    Less,
    More,
}

#[derive(Clone, Debug, PartialEq)]
struct Part {
    field: String,
    sign: Sign,
    value: Scalar,
}

/// A condition: all of its parts must hold.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Condition {
    text: String,
    parts: Vec<Part>,
}

const SIGNS: [(&str, Sign); 6] = [
    ("!=", Sign::Other),
    ("<=", Sign::AtMost),
    (">=", Sign::AtLeast),
    ("=", Sign::Same),
    ("<", Sign::Less),
    (">", Sign::More),
];

impl Condition {
    /// Returns whether a document meets it, of which `value` gives the fields.
    pub fn holds(&self, value: impl Fn(&str) -> Scalar) -> bool {
        self.parts.iter().all(|part| part.holds(&value(&part.field)))
    }
}

impl Part {
    fn holds(&self, found: &Scalar) -> bool {
        let order = match (found, &self.value) {
            (Scalar::Null, Scalar::Null) => Some(std::cmp::Ordering::Equal),
            (Scalar::Number(found), Scalar::Number(value)) => found.partial_cmp(value),
            (Scalar::Text(found), Scalar::Text(value)) => Some(found.cmp(value)),
            // Values of CSV are texts, whatever they say.
            (Scalar::Text(found), Scalar::Number(value)) => {
                found.trim().parse::<f64>().ok().and_then(|found| found.partial_cmp(value))
            }
            _ => None,
        };
        match self.sign {
            Sign::Same => order.is_some_and(std::cmp::Ordering::is_eq),
            Sign::Other => !order.is_some_and(std::cmp::Ordering::is_eq),
            Sign::AtMost => order.is_some_and(std::cmp::Ordering::is_le),
            Sign::AtLeast => order.is_some_and(std::cmp::Ordering::is_ge),
            Sign::Less => order.is_some_and(std::cmp::Ordering::is_lt),
            Sign::More => order.is_some_and(std::cmp::Ordering::is_gt),
        }
    }
}

impl FromStr for Condition {
    type Err = String;

    fn from_str(text: &str) -> Result<Condition, String> {
        let problem = || {
            format!(
                "expected a condition such as `language = \"en\" and words > 100`, found \"{text}\""
            )
        };
        let (mut parts, mut rest) = (Vec::new(), text.trim());
        loop {
            let (part, behind) = part(rest).ok_or_else(problem)?;
            parts.push(part);
            let behind = behind.trim_start();
            if behind.is_empty() {
                return Ok(Condition { text: text.to_owned(), parts });
            }
            rest = behind.strip_prefix("and ").ok_or_else(problem)?.trim_start();
        }
    }
}

/// Returns the part that `text` begins with, and what stands behind it.
fn part(text: &str) -> Option<(Part, &str)> {
    let end = text.find(|c: char| c.is_whitespace() || "!=<>".contains(c))?;
    let (field, rest) = text.split_at_checked(end).filter(|(field, _)| !field.is_empty())?;
    let rest = rest.trim_start();
    let (sign, kind) = SIGNS.into_iter().find(|(sign, _)| rest.starts_with(sign))?;
    let rest = rest.strip_prefix(sign)?.trim_start();
    let (value, behind) = scalar(rest)?;
    Some((Part { field: field.to_owned(), sign: kind, value }, behind))
}

fn scalar(text: &str) -> Option<(Scalar, &str)> {
    for quote in ['"', '\''] {
        if let Some(quoted) = text.strip_prefix(quote) {
            let (value, behind) = quoted.split_once(quote)?;
            return Some((Scalar::Text(value.to_owned()), behind));
        }
    }
    let end = text.find(char::is_whitespace).unwrap_or(text.len());
    let (word, behind) = text.split_at_checked(end)?;
    let value = match word {
        "null" => Scalar::Null,
        "true" | "false" => Scalar::Text(word.to_owned()),
        _ => Scalar::Number(word.parse().ok().filter(|number: &f64| number.is_finite())?),
    };
    Some((value, behind))
}

impl fmt::Display for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl TryFrom<String> for Condition {
    type Error = String;

    fn try_from(text: String) -> Result<Condition, String> {
        text.parse()
    }
}

impl From<Condition> for String {
    fn from(condition: Condition) -> String {
        condition.text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holds(text: &str) -> bool {
        let condition: Condition = text.parse().expect("a condition");
        condition.holds(|field| match field {
            "language" => Scalar::Text("en".to_owned()),
            "words" => Scalar::Number(120.0),
            "price" => Scalar::Text("7".to_owned()),
            _ => Scalar::Null,
        })
    }

    #[test]
    fn every_part_must_hold() {
        assert!(holds("language = \"en\" and words > 100"));
        assert!(!holds("language = 'en' and words>=121"));
        assert!(holds("title = null and language != null"));
        assert!(holds("price < 10"));
        assert!(!holds("title > 3"));
        assert!(holds("title != 3"));
    }

    #[test]
    fn what_is_no_condition_is_refused() {
        for text in ["", "language", "= 3", "a = ", "a = 'x", "a = b", "a = 1 or b = 2", "a ~ 2"] {
            assert!(text.parse::<Condition>().is_err(), "{text}");
        }
    }
}
