//! Where measures meet thresholds: each rule is asked in turn, and says what it expected and found.

use serde_json::json;

use crate::rule::Rule;

/// What a rule says against a document.
#[derive(Clone, Debug)]
pub(super) struct Charge {
    /// The rule.
    pub(super) rule: &'static Rule,
    /// What was expected and what was found.
    pub(super) reason: String,
    value: f64,
    threshold: f64,
}

impl Charge {
    /// Returns the charge as one of the objects of `verdicts`.
    pub(super) fn json(&self) -> String {
        let (rule, value, threshold) = (json!(self.rule.id), told(self.value), self.threshold);
        format!("{{\"rule\":{rule},\"value\":{value},\"threshold\":{threshold}}}")
    }
}

/// How many charges are heard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hearing {
    /// The first, for it decides.
    First,
    /// All.
    All,
}

/// Asks one rule after another.
pub(super) struct Court<'a> {
    off: &'a [String],
    hearing: Hearing,
    /// What broken rules say, in the order in which they were asked.
    pub(super) charges: Vec<Charge>,
}

impl<'a> Court<'a> {
    pub(super) fn new(off: &'a [String], hearing: Hearing) -> Court<'a> {
        Court { off, hearing, charges: Vec::new() }
    }

    /// Returns whether there is nothing more to ask.
    pub(super) fn is_closed(&self) -> bool {
        self.hearing == Hearing::First && !self.charges.is_empty()
    }

    /// Returns whether the rule is switched on.
    pub(super) fn is_on(&self, rule: &Rule) -> bool {
        !self.off.iter().any(|id| *id == rule.id)
    }

    /// Charges the document unless `value` is at least `least`; 0 asks for nothing.
    pub(super) fn at_least(&mut self, rule: &'static Rule, value: f64, least: f64, what: &str) {
        if value < least {
            self.charge(rule, value, least, || {
                format!("expected at least {least} {what}, found {}", told(value))
            });
        }
    }

    /// Charges the document unless `value` is at most `most`; 0 asks for nothing.
    pub(super) fn at_most(&mut self, rule: &'static Rule, value: f64, most: f64, what: &str) {
        if most > 0.0 && value > most {
            self.charge(rule, value, most, || {
                format!("expected at most {most} {what}, found {}", told(value))
            });
        }
    }

    /// Charges the document for this reason, unless the rule is off or nothing more is heard.
    pub(super) fn charge(
        &mut self,
        rule: &'static Rule,
        value: f64,
        threshold: f64,
        reason: impl FnOnce() -> String,
    ) {
        if !self.is_closed() && self.is_on(rule) {
            self.charges.push(Charge { rule, reason: reason(), value, threshold });
        }
    }
}

/// Returns a measure with as many digits as tell it from a threshold.
fn told(value: f64) -> f64 {
    const DIGITS: f64 = 1e6;
    (value * DIGITS).round() / DIGITS
}

/// Returns a count as a measure.
pub(super) fn count(number: usize) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "counts lie far below 2^53")]
    let count = number as f64;
    count
}
