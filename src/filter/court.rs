//! Where measures meet thresholds: each rule is asked in turn, and says what it expected and found.

use crate::rule::Rule;

/// What a rule says against a document.
#[derive(Clone, Debug)]
pub(super) struct Charge {
    /// The rule.
    pub(super) rule: &'static Rule,
    /// What was expected and what was found.
    pub(super) reason: String,
}

/// Asks one rule after another, up to the first that the document breaks.
pub(super) struct Court<'a> {
    off: &'a [String],
    /// What the first broken rule says.
    pub(super) charge: Option<Charge>,
}

impl<'a> Court<'a> {
    pub(super) fn new(off: &'a [String]) -> Court<'a> {
        Court { off, charge: None }
    }

    /// Returns whether there is nothing more to ask.
    pub(super) fn is_closed(&self) -> bool {
        self.charge.is_some()
    }

    /// Returns whether the rule is switched on.
    pub(super) fn is_on(&self, rule: &Rule) -> bool {
        !self.off.iter().any(|id| *id == rule.id)
    }

    /// Charges the document unless `value` is at least `least`; 0 asks for nothing.
    pub(super) fn at_least(&mut self, rule: &'static Rule, value: f64, least: f64, what: &str) {
        if value < least {
            self.charge(rule, || {
                format!("expected at least {least} {what}, found {}", told(value))
            });
        }
    }

    /// Charges the document unless `value` is at most `most`; 0 asks for nothing.
    pub(super) fn at_most(&mut self, rule: &'static Rule, value: f64, most: f64, what: &str) {
        if most > 0.0 && value > most {
            self.charge(rule, || format!("expected at most {most} {what}, found {}", told(value)));
        }
    }

    /// Charges the document for this reason, unless the rule is off or another was broken.
    pub(super) fn charge(&mut self, rule: &'static Rule, reason: impl FnOnce() -> String) {
        if !self.is_closed() && self.is_on(rule) {
            self.charge = Some(Charge { rule, reason: reason() });
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
