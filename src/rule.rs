//! Rules: what scutch looks for, why, and an example of each case.
//!
//! A rule is data. `scutch rules` and `scutch explain` print it, and the catalog test runs its
//! examples through the default pipeline, so that the text shown is the text tested.

use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

/// What a finding of a rule does to the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Other characters stand where these stood.
    Rewrite,
    /// Text goes away.
    Remove,
    /// Text leaves the body and becomes the value of a field.
    Move,
    /// The document is set aside.
    Reject,
    /// A fact is noted; the text stays as it is.
    Note,
}

impl Effect {
    /// Returns the word that `scutch rules` prints.
    pub const fn word(self) -> &'static str {
        match self {
            Effect::Rewrite => "rewrite",
            Effect::Remove => "remove",
            Effect::Move => "move",
            Effect::Reject => "reject",
            Effect::Note => "note",
        }
    }
}

/// A document in small that shows a rule at work, or leaving well alone.
#[derive(Clone, Copy, Debug)]
pub struct Example {
    /// The raw document.
    pub raw: &'static [u8],
    /// The text that comes out, or nothing where the rule must not fire.
    pub becomes: Option<&'static str>,
    /// The value that the rule gives a field, where it gives one.
    pub value: Option<&'static str>,
}

impl Example {
    /// Returns an example in which the rule fires on `raw` and the text becomes `becomes`.
    pub const fn fires(raw: &'static str, becomes: &'static str) -> Example {
        Example::fires_on(raw.as_bytes(), becomes)
    }

    /// Returns an example in which the rule fires on bytes that need not be UTF-8.
    pub const fn fires_on(raw: &'static [u8], becomes: &'static str) -> Example {
        Example { raw, becomes: Some(becomes), value: None }
    }

    /// Returns an example in which the rule must not fire.
    pub const fn declines(raw: &'static str) -> Example {
        Example { raw: raw.as_bytes(), becomes: None, value: None }
    }

    /// Returns the example with the value that the rule must give to its field.
    pub const fn giving(raw: &'static str, becomes: &'static str, value: &'static str) -> Example {
        Example { raw: raw.as_bytes(), becomes: Some(becomes), value: Some(value) }
    }
}

/// One thing that scutch looks for.
#[derive(Clone, Debug)]
pub struct Rule {
    /// `family/name`: lower case, hyphens, the family being the file that holds the rule.
    pub id: Cow<'static, str>,
    /// What it finds, under 70 characters, no full stop.
    pub summary: Cow<'static, str>,
    /// The harm of leaving it, in one to three sentences.
    pub why: Cow<'static, str>,
    /// What a finding does.
    pub effect: Effect,
    /// Where it fires and where it must not.
    pub examples: &'static [Example],
}

impl Rule {
    /// Returns a built-in rule.
    pub const fn new(
        id: &'static str,
        effect: Effect,
        summary: &'static str,
        why: &'static str,
        examples: &'static [Example],
    ) -> Rule {
        Rule {
            id: Cow::Borrowed(id),
            summary: Cow::Borrowed(summary),
            why: Cow::Borrowed(why),
            effect,
            examples,
        }
    }
}

/// A rule held by a finding: built in, or made from the user's config.
#[derive(Clone)]
pub enum RuleRef {
    /// A rule of this library.
    Built(&'static Rule),
    /// A rule of the user's config.
    User(Arc<Rule>),
}

impl Deref for RuleRef {
    type Target = Rule;

    fn deref(&self) -> &Rule {
        match self {
            RuleRef::Built(rule) => rule,
            RuleRef::User(rule) => rule,
        }
    }
}

impl From<&'static Rule> for RuleRef {
    fn from(rule: &'static Rule) -> RuleRef {
        RuleRef::Built(rule)
    }
}

impl From<&Arc<Rule>> for RuleRef {
    fn from(rule: &Arc<Rule>) -> RuleRef {
        RuleRef::User(Arc::clone(rule))
    }
}

impl fmt::Debug for RuleRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.id)
    }
}
