//! A limit: how much is too much, such as `> 20 %` or `> 0`.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// What a limit compares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// What was counted, or an effect size.
    Number,
    /// The share of what was counted, in hundredths.
    Percent,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Above,
    AtLeast,
    Below,
    AtMost,
}

/// When a measure is too much or too little; `off` is never.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Limit {
    // None is `off`.
    bound: Option<(Side, f64, Unit)>,
}

const SIDES: [(&str, Side); 4] =
    [(">=", Side::AtLeast), ("<=", Side::AtMost), (">", Side::Above), ("<", Side::Below)];

impl Limit {
    /// The limit that nothing is over.
    pub const OFF: Limit = Limit { bound: None };

    /// Returns whether the limit can be met at all.
    pub fn is_on(self) -> bool {
        self.bound.is_some()
    }

    /// Returns whether `part` of `whole` is over the limit; an effect size is a part of nothing.
    pub fn is_met(self, part: f64, whole: Option<u64>) -> bool {
        let Some((side, bound, unit)) = self.bound else { return false };
        let measure = match (unit, whole) {
            (Unit::Number, _) | (Unit::Percent, None) => part,
            (Unit::Percent, Some(0)) => 0.0,
            #[expect(clippy::cast_precision_loss, reason = "counts lie far below 2^53")]
            (Unit::Percent, Some(whole)) => 100.0 * part / whole as f64,
        };
        match side {
            Side::Above => measure > bound,
            Side::AtLeast => measure >= bound,
            Side::Below => measure < bound,
            Side::AtMost => measure <= bound,
        }
    }
}

impl FromStr for Limit {
    type Err = String;

    fn from_str(text: &str) -> Result<Limit, String> {
        let problem = || {
            format!("expected a limit such as `> 0`, `> 20 %`, `< 3` or `off`, found \"{text}\"")
        };
        let plain = text.trim();
        if plain == "off" {
            return Ok(Limit::OFF);
        }
        let (sign, side) =
            SIDES.into_iter().find(|(sign, _)| plain.starts_with(sign)).ok_or_else(problem)?;
        let rest = plain.strip_prefix(sign).unwrap_or_default().trim();
        let (number, unit) = match rest.strip_suffix('%') {
            Some(number) => (number.trim(), Unit::Percent),
            None => (rest, Unit::Number),
        };
        let bound: f64 = number.parse().map_err(|_| problem())?;
        if !bound.is_finite() || bound < 0.0 {
            return Err(problem());
        }
        Ok(Limit { bound: Some((side, bound, unit)) })
    }
}

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some((side, bound, unit)) = self.bound else { return f.write_str("off") };
        let sign = SIDES.into_iter().find(|(_, known)| *known == side).map_or("", |(sign, _)| sign);
        let unit = if unit == Unit::Percent { " %" } else { "" };
        write!(f, "{sign} {bound}{unit}")
    }
}

impl TryFrom<String> for Limit {
    type Error = String;

    fn try_from(text: String) -> Result<Limit, String> {
        text.parse()
    }
}

impl From<Limit> for String {
    fn from(limit: Limit) -> String {
        limit.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limit(text: &str) -> Limit {
        text.parse().expect("a limit")
    }

    #[test]
    fn shares_and_counts_are_told_apart() {
        assert!(limit("> 20 %").is_met(3.0, Some(10)));
        assert!(!limit("> 20%").is_met(2.0, Some(10)));
        assert!(limit(">= 2").is_met(2.0, Some(1000)));
        assert!(limit("< 1").is_met(0.0, Some(0)));
        assert!(!limit("> 0 %").is_met(0.0, Some(0)));
        assert!(!limit("off").is_met(9.0, None));
    }

    #[test]
    fn a_limit_reads_as_it_is_written() {
        for text in ["> 20 %", "<= 0.25", "off"] {
            assert_eq!(limit(text).to_string(), text);
        }
        for text in ["", "20", "> many", "= 3", "> -1", "> inf", "> NaN"] {
            assert!(text.parse::<Limit>().is_err(), "{text}");
        }
    }
}
