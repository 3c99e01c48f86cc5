//! A look at one record by every check that needs no other: documents run in parallel.

use serde_json::Value;

use crate::catalog;
use crate::config::Config;
use crate::dedupe;
use crate::document::Document;
use crate::error::Result;
use crate::expect::Scalar;
use crate::field::Field;
use crate::findings::Deed;
use crate::span::Span;
use crate::stage::{self, Entry};
use crate::tag;
use crate::text::{trimmed, word_count};

use super::arm::Armed;
use super::catalog::{Look, Verdict};
use super::fields::texts;
use super::profile::Facts;
use super::record::{Place, Record, document};
use super::sample;
use super::shape::{Role, Shape};
use super::text::{Eyes, note};

/// What one record showed.
pub(super) struct Looked {
    pub(super) record: Record,
    /// The checks that had something to look at, by number, each with what is wrong.
    pub(super) seen: Vec<(usize, Vec<Place>)>,
    pub(super) facts: Facts,
    /// The hash of the text and its lines, where it may come into the sample.
    pub(super) lines: Option<(u64, Vec<String>)>,
}

/// What looks at records.
pub(super) struct Looker<'a> {
    armed: &'a [Armed],
    shape: Shape,
    eyes: Eyes,
    /// For each stage, the checks that its findings belong to.
    wanted: Vec<Vec<usize>>,
    digests: Vec<Entry>,
    needs_facts: bool,
}

/// Stages that look at fields as well as at texts.
const OF_FIELDS: &[&str] = &[
    "repair/entity",
    "repair/mojibake",
    "repair/control",
    "normalize/newlines",
    "normalize/invisible",
    "normalize/nfc",
    "normalize/spaces",
];

/// How sure the language of a text is before it is held against its field.
const SURE: f64 = 0.9;

impl<'a> Looker<'a> {
    /// Returns what looks for `armed` at records of this shape; the profile is gathered where somebody
    /// needs it.
    ///
    /// # Errors
    ///
    /// When a pattern of config is malformed.
    pub(super) fn new(
        armed: &'a [Armed],
        shape: Shape,
        config: &Config,
        needs_facts: bool,
    ) -> Result<Looker<'a>> {
        let mut entries = catalog::stages(config)?;
        entries.retain(|entry| ["repair", "normalize", "strip"].contains(&entry.folder()));
        entries.extend(tag::stages(
            &tag::Options { language: true, min_confidence: SURE, ..tag::Options::default() },
            tag::Need::Language,
        ));
        let belongs = |entry: &Entry| -> Vec<usize> {
            let rules = || entry.rules.iter();
            let wants = |armed: &Armed| rules().any(|rule| armed.wants(entry.id, &rule.id));
            let found = armed.iter().enumerate().filter(|(_, armed)| wants(armed));
            found.map(|(number, _)| number).collect()
        };
        entries.retain(|entry| !belongs(entry).is_empty());
        let wanted = entries.iter().map(belongs).collect();
        let compares =
            |armed: &Armed| matches!(armed.check.look, Look::Exact | Look::Splits | Look::Near);
        let near = armed.iter().any(|armed| matches!(armed.check.look, Look::Near));
        let options = dedupe::Options { exact: true, near, ..config.dedupe.clone() };
        let digests = match armed.iter().any(compares) || needs_facts {
            true => dedupe::stages(&options),
            false => Vec::new(),
        };
        Ok(Looker { armed, shape, eyes: Eyes { entries }, wanted, digests, needs_facts })
    }

    pub(super) fn shape(&self) -> &Shape {
        &self.shape
    }

    /// Looks at a record; its lines are taken where its hash is below `limit`.
    pub(super) fn look(&self, mut record: Record, limit: u64) -> Looked {
        if record.has_text {
            stage::apply(&self.digests, &[], u64::MAX, &mut record.doc);
        }
        let is_meant: Vec<bool> = self.armed.iter().map(|armed| is_meant(armed, &record)).collect();
        let mut seen: Vec<(usize, Vec<Place>)> = Vec::with_capacity(self.armed.len());
        let mut slots: Vec<Option<usize>> = vec![None; self.armed.len()];
        for (number, armed) in
            self.armed.iter().enumerate().filter(|(number, _)| is(&is_meant, *number))
        {
            if let Some(places) = self.one(armed, &record) {
                if let Some(slot) = slots.get_mut(number) {
                    *slot = Some(seen.len());
                }
                seen.push((number, places));
            }
        }
        let has_furniture = self.with_eyes(&record, &slots, &mut seen);
        let (facts, lines) = match self.needs_facts && record.has_text {
            true => (self.facts(&record, has_furniture), self.lines(&record, limit)),
            false => (Facts::default(), None),
        };
        Looked { record, seen, facts, lines }
    }

    /// Returns what one check sees; nothing where there is nothing for it to look at.
    fn one(&self, armed: &Armed, record: &Record) -> Option<Vec<Place>> {
        let mut places = Vec::new();
        match armed.check.look {
            Look::Told => {
                let own = record.defects.iter().filter(|(id, _)| *id == armed.check.id);
                places.extend(own.map(|(_, place)| place.clone()));
            }
            Look::Record(look) => {
                let is_any = look(record, &self.shape, &armed.rigged.setting, &mut places);
                return is_any.then_some(places);
            }
            Look::Field(look) => {
                if record.fields.is_empty() {
                    return None;
                }
                let name = armed.field.as_deref().unwrap_or_default();
                let own = record.text_field == name;
                let text = own.then(|| Value::String(record.text().to_owned()));
                let value = text.as_ref().or_else(|| record.value(name));
                match look(value, &armed.rigged) {
                    Verdict::Idle => return None,
                    Verdict::Good => {}
                    Verdict::Bad(why) => {
                        let told = value.map(|value| texts(value).join("; ")).unwrap_or_default();
                        places.push(Place::value(name, &told, why));
                    }
                }
            }
            Look::Rules(_) => return record.has_text.then_some(places),
            Look::Stage("tag/language") => return self.told_language(record).map(|_| places),
            Look::Stage(_) => return record.has_text.then_some(places),
            // These are for those who see all documents.
            Look::Exact | Look::Splits | Look::Near | Look::Unique | Look::Addresses => {
                return Some(places);
            }
            Look::Drift(_) => return None,
        }
        Some(places)
    }

    fn told_language<'r>(&self, record: &'r Record) -> Option<&'r str> {
        record.of_role(Role::Language).filter(|_| record.has_text)
    }

    /// Looks with the eyes of the stages; returns whether furniture was seen.
    fn with_eyes(
        &self,
        record: &Record,
        slots: &[Option<usize>],
        seen: &mut [(usize, Vec<Place>)],
    ) -> bool {
        if !record.has_text {
            return false;
        }
        let mut sight = Sight { looker: self, record, slots, seen, has_furniture: false };
        sight.of_text();
        for (field, text) in record.short_prose().filter(|(_, text)| !is_plain(text)) {
            sight.of_field(field, text);
        }
        sight.has_furniture
    }

    fn facts(&self, record: &Record, has_furniture: bool) -> Facts {
        let of = |role| record.of_role(role).map(str::to_owned);
        let filled = record.fields.iter().filter(|(name, value)| {
            *name != record.text_field && !value.is_null() && !texts(value).is_empty()
        });
        Facts {
            words: word_count(record.text()) as u64,
            bytes: record.text().len() as u64,
            has_furniture,
            language: of(Role::Language),
            source: of(Role::Source),
            section: of(Role::Section),
            filled: filled.map(|(name, _)| name.clone()).collect(),
        }
    }

    fn lines(&self, record: &Record, limit: u64) -> Option<(u64, Vec<String>)> {
        let digest = record.doc.marks().and_then(|marks| marks.digest)?;
        let hash = u64::try_from(digest >> 64).unwrap_or(0);
        (hash < limit).then(|| (hash, sample::shapes(record.text())))
    }
}

/// What the stages see in one record, on its way to the checks.
struct Sight<'a> {
    looker: &'a Looker<'a>,
    record: &'a Record,
    slots: &'a [Option<usize>],
    seen: &'a mut [(usize, Vec<Place>)],
    has_furniture: bool,
}

impl Sight<'_> {
    fn of_text(&mut self) {
        let record = self.record;
        let language = self.looker.told_language(record);
        let mut mended = Vec::new();
        for (at, entry) in self.looker.eyes.entries.iter().enumerate() {
            match (entry.id, language) {
                ("tag/language", None) => {}
                ("tag/language", Some(told)) => self.of_language(at, told),
                _ => self.of_stage(at, &record.text_field, &record.doc, &mut mended),
            }
        }
    }

    fn of_field(&mut self, field: &str, text: &str) {
        let doc = document(String::new(), text.to_owned(), Vec::new());
        let mut mended = Vec::new();
        for (at, entry) in self.looker.eyes.entries.iter().enumerate() {
            if OF_FIELDS.contains(&entry.id) {
                self.of_stage(at, field, &doc, &mut mended);
            }
        }
    }

    /// Tells what one stage finds, but for what an earlier one would have mended: controls and odd spaces
    /// are parts of mojibake.
    fn of_stage(&mut self, at: usize, field: &str, doc: &Document, mended: &mut Vec<Span>) {
        let Some(entry) = self.looker.eyes.entries.get(at) else { return };
        let is_field = field != self.record.text_field;
        let mut own = Vec::new();
        self.looker.eyes.look(entry, doc, |finding| {
            let is_part = mended.iter().any(|span| overlap(*span, finding.at));
            // White space at the ends of a value has a check of its own.
            let is_edge = is_field && finding.rule.id == "spaces/edge";
            if is_part || is_edge {
                return;
            }
            let is_strip = entry.folder() == "strip";
            self.has_furniture |= is_strip;
            let at_text = if is_strip { trimmed(doc.text(), finding.at) } else { finding.at };
            let place = Place::inside(field, doc.text(), at_text, note(finding));
            self.tell(at, &finding.rule.id, place);
            if entry.folder() == "repair" && own.len() < MOST_MENDED {
                own.push(finding.at);
            }
        });
        mended.extend(own);
    }

    fn of_language(&mut self, at: usize, told: &str) {
        let Some(entry) = self.looker.eyes.entries.get(at) else { return };
        let names = self.record.fields.iter().zip(&self.record.roles);
        let name =
            names.filter(|(_, role)| **role == Some(Role::Language)).map(|(field, _)| &field.0);
        let name = name.map(String::as_str).next().unwrap_or("language");
        self.looker.eyes.look(entry, &self.record.doc, |finding| {
            if let Deed::Note(Field::Language, found) = &finding.deed
                && !is_like(found, told)
            {
                let place = Place::value(name, told, format!("the text is in `{found}`"));
                self.tell(at, &finding.rule.id, place);
            }
        });
    }

    /// Hands a place to the checks that the rule of this stage belongs to.
    fn tell(&mut self, at: usize, rule: &str, place: Place) {
        let Some(entry) = self.looker.eyes.entries.get(at) else { return };
        for number in self.looker.wanted.get(at).into_iter().flatten() {
            let armed = self.looker.armed.get(*number);
            let is_its = armed.is_some_and(|armed| armed.wants(entry.id, rule));
            let slot = self.slots.get(*number).copied().flatten();
            if let Some((_, places)) =
                slot.filter(|_| is_its).and_then(|slot| self.seen.get_mut(slot))
            {
                places.push(place.clone());
            }
        }
    }
}

/// Mended places that others are compared with.
const MOST_MENDED: usize = 1000;

fn overlap(a: Span, b: Span) -> bool {
    a.start < b.end && b.start < a.end
}

fn is(flags: &[bool], number: usize) -> bool {
    flags.get(number).copied().unwrap_or(false)
}

/// Returns whether a check is about this record.
fn is_meant(armed: &Armed, record: &Record) -> bool {
    let Some(condition) = &armed.rigged.setting.only else { return true };
    condition.holds(|name| match record.value(name) {
        _ if record.text_field == name => Scalar::Text(record.text().to_owned()),
        None | Some(Value::Null) => Scalar::Null,
        Some(Value::Number(number)) => number.as_f64().map_or(Scalar::Null, Scalar::Number),
        Some(value) => Scalar::Text(texts(value).join("; ")),
    })
}

/// Returns whether a short text is so plain that no stage has anything to say of it.
fn is_plain(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_odd = |byte: &u8| !matches!(byte, b' '..=b'~') || *byte == b'&';
    !bytes.iter().any(is_odd) && memchr::memmem::find(bytes, b"  ").is_none()
}

/// Languages that texts do not tell apart for sure.
const ALIKE: &[&[&str]] = &[
    &["no", "nb", "nn", "da", "sv"],
    &["hr", "bs", "sr", "sh", "sl"],
    &["id", "ms"],
    &["cs", "sk"],
    &["zh", "yue", "wuu", "ja"],
    &["pt", "gl", "es"],
    &["af", "nl"],
    &["hi", "mr", "ne"],
    &["ru", "uk", "be", "bg", "mk"],
    &["fa", "ur", "ar", "ps"],
    &["tr", "az", "tk"],
    &["tl", "fil", "ceb"],
];

fn is_like(found: &str, told: &str) -> bool {
    let first = |tag: &str| tag.split(['-', '_']).next().unwrap_or(tag).to_ascii_lowercase();
    let (found, told) = (first(found), first(told));
    found == told
        || ALIKE
            .iter()
            .any(|alike| alike.contains(&found.as_str()) && alike.contains(&told.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_texts_need_no_stage() {
        assert!(is_plain("The ferry sails at noon."));
        for text in ["two  spaces", "fish &amp; chips", "caf\u{e9}", "a\tb"] {
            assert!(!is_plain(text), "{text}");
        }
    }

    #[test]
    fn near_languages_are_not_held_against_a_field() {
        assert!(is_like("nb", "no") && is_like("en", "en-GB"));
        assert!(!is_like("en", "de"));
    }
}
