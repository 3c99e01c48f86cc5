//! Masks what tells who a person is or how to reach them: account numbers, addresses, numbers.
//!
//! Nothing is masked unless the config names it. What stands in its place is in the config too, and
//! the ledger keeps what was there: whoever gives a masked dataset away must not give away its ledger.

mod email;
mod iban;
mod ip;
mod phone;

use serde::{Deserialize, Serialize};

use crate::document::Document;
use crate::findings::Findings;
use crate::rule::Rule;
use crate::span::Span;
use crate::stage::{Entry, Stage};

/// Options of `[pii]`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Options {
    /// What is masked.
    pub mask: Vec<Kind>,
    /// What stands for an account number.
    pub iban: String,
    /// What stands for an e-mail address.
    pub email: String,
    /// What stands for an internet address.
    pub ip: String,
    /// What stands for a telephone number.
    pub phone: String,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            mask: Vec::new(),
            iban: "<IBAN>".to_owned(),
            email: "<EMAIL>".to_owned(),
            ip: "<IP>".to_owned(),
            phone: "<PHONE>".to_owned(),
        }
    }
}

/// What can be masked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// International bank account numbers whose checksum is right.
    Iban,
    /// E-mail addresses.
    Email,
    /// Public internet addresses, versions 4 and 6.
    Ip,
    /// Telephone numbers.
    Phone,
}

/// Replaces what a finder finds.
struct Mask {
    rule: &'static Rule,
    find: fn(&str) -> Vec<Span>,
    // Nothing where this kind is not masked.
    with: Option<String>,
}

/// Returns the stages in running order: account numbers first, since they hold what looks like a
/// telephone number.
pub(crate) fn stages(options: &Options) -> Vec<Entry> {
    let with = |kind, with: &str| options.mask.contains(&kind).then(|| with.to_owned());
    let entry = |id, rule, find, with| Entry::new(id, &[rule], Mask { rule, find, with });
    vec![
        entry("mask/iban", &iban::IBAN, iban::find, with(Kind::Iban, &options.iban)),
        entry("mask/email", &email::EMAIL, email::find, with(Kind::Email, &options.email)),
        entry("mask/ip", &ip::IP, ip::find, with(Kind::Ip, &options.ip)),
        entry("mask/phone", &phone::PHONE, phone::find, with(Kind::Phone, &options.phone)),
    ]
}

impl Stage for Mask {
    fn scan(&self, doc: &Document, found: &mut Findings<'_>) {
        let Some(with) = &self.with else { return };
        for at in (self.find)(doc.text()) {
            if at.of(doc.text()) != with {
                found.replace(self.rule, at, with);
            }
        }
    }
}
