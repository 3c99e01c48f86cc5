//! The profile of a dataset, which a later one is compared with: counts and shares, no document.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The version of the file.
const FORMAT: u32 = 1;

/// Values of a field that are told apart; the documents of more are counted under one name.
const MOST_VALUES: usize = 10_000;

/// The name of all other values.
pub(super) const OTHERS: &str = "(others)";

/// The name of no value.
pub(super) const NONE: &str = "(none)";

/// What a dataset is like.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// The version of this file's form.
    pub format: u32,
    /// Documents.
    pub documents: u64,
    /// Bytes of their texts.
    pub text_bytes: u64,
    /// Documents with furniture of a page that is known.
    pub furniture: u64,
    /// Documents in which each field has no value.
    pub nulls: BTreeMap<String, u64>,
    /// Quantiles of the number of words, in hundredths.
    pub word_quantiles: BTreeMap<String, u64>,
    /// Documents by the number of their words: from each of these numbers on.
    pub words: BTreeMap<u64, u64>,
    /// Documents of each language.
    pub languages: BTreeMap<String, u64>,
    /// Documents of each source.
    pub sources: BTreeMap<String, u64>,
    /// Documents of each section.
    pub sections: BTreeMap<String, u64>,
    /// Lines that repeat, in the shape that they share, with the documents of the sample they are in.
    pub lines: BTreeMap<String, u64>,
    /// Documents of the sample that lines were counted in.
    pub line_sample: u64,
    /// Documents that a run read, and those in which each rule found something; 0 where none is known.
    pub run_documents: u64,
    /// The same for each rule.
    pub rules: BTreeMap<String, u64>,
}

/// A profile in the making.
#[derive(Debug, Default)]
pub(super) struct Gather {
    pub(super) profile: Profile,
    lengths: BTreeMap<u64, u64>,
    /// Documents that each field stood in.
    present: BTreeMap<String, u64>,
}

/// What a document adds to a profile.
#[derive(Debug, Default)]
pub(super) struct Facts {
    pub(super) words: u64,
    pub(super) bytes: u64,
    pub(super) has_furniture: bool,
    pub(super) language: Option<String>,
    pub(super) source: Option<String>,
    pub(super) section: Option<String>,
    /// The fields that have a value.
    pub(super) filled: Vec<String>,
}

impl Gather {
    pub(super) fn add(&mut self, facts: Facts) {
        let profile = &mut self.profile;
        profile.documents += 1;
        profile.text_bytes += facts.bytes;
        profile.furniture += u64::from(facts.has_furniture);
        *self.lengths.entry(rounded(facts.words)).or_default() += 1;
        *profile.words.entry(bin(facts.words)).or_default() += 1;
        count(&mut profile.languages, facts.language);
        count(&mut profile.sources, facts.source);
        count(&mut profile.sections, facts.section);
        for field in facts.filled {
            *self.present.entry(field).or_default() += 1;
        }
    }

    /// Returns the profile, of the fields that `known` names and all others that had a value.
    pub(super) fn finish<'a>(mut self, known: impl Iterator<Item = &'a str>) -> Profile {
        let documents = self.profile.documents;
        for field in known {
            self.present.entry(field.to_owned()).or_default();
        }
        let nulls = self.present.into_iter();
        self.profile.nulls =
            nulls.map(|(field, present)| (field, documents.saturating_sub(present))).collect();
        self.profile.format = FORMAT;
        self.profile.word_quantiles = quantiles(&self.lengths, documents);
        self.profile
    }
}

/// Counts a value, or that there is none.
fn count(values: &mut BTreeMap<String, u64>, value: Option<String>) {
    let value = value.unwrap_or_else(|| NONE.to_owned());
    let is_known = values.len() < MOST_VALUES || values.contains_key(&value);
    let value = if is_known { value } else { OTHERS.to_owned() };
    *values.entry(value).or_default() += 1;
}

/// Returns the start of the bin of a number of words: two bins for each power of two.
fn bin(words: u64) -> u64 {
    let Some(power) = words.checked_ilog2() else { return 0 };
    let start = 1 << power;
    let half = start + start / 2;
    if words >= half { half } else { start }
}

/// Returns a number to three digits, so that few are told apart.
fn rounded(number: u64) -> u64 {
    let unit = 10u64.pow(number.checked_ilog10().unwrap_or(0).saturating_sub(2));
    number / unit * unit
}

fn quantiles(lengths: &BTreeMap<u64, u64>, documents: u64) -> BTreeMap<String, u64> {
    let mut quantiles = BTreeMap::new();
    for percent in [0, 5, 25, 50, 75, 95, 100] {
        let wanted = (documents * percent).div_ceil(100).max(1);
        let mut before = 0;
        let found = lengths.iter().find(|(_, count)| {
            before += **count;
            before >= wanted
        });
        if let Some((length, _)) = found {
            quantiles.insert(format!("{percent:03}"), *length);
        }
    }
    quantiles
}

impl Profile {
    /// Returns the profile that the text of a file holds.
    ///
    /// # Errors
    ///
    /// When it is none, or one of another version.
    pub fn parse(text: &str) -> Result<Profile, String> {
        let profile: Profile = serde_json::from_str(text)
            .map_err(|error| format!("expected a baseline of `scutch check`, found {error}"))?;
        match profile.format {
            FORMAT => Ok(profile),
            other => Err(format!("expected a baseline of form {FORMAT}, found form {other}")),
        }
    }

    /// Returns the text of its file: sorted keys, the same for the same dataset.
    pub fn to_json(&self) -> String {
        let mut json = serde_json::to_string_pretty(self).expect("a profile has string keys alone");
        json.push('\n');
        json
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bins_and_digits_are_few() {
        let bins: Vec<u64> = [0, 1, 2, 3, 4, 6, 7, 100].map(bin).to_vec();
        assert_eq!(bins, [0, 1, 2, 3, 4, 6, 6, 96]);
        assert_eq!([7, 1234, 99_999].map(rounded), [7, 1230, 99_900]);
    }

    #[test]
    fn comes_back_as_it_went() {
        let mut gather = Gather::default();
        for words in [3, 5, 900] {
            gather.add(Facts { words, source: Some("Kestrel".to_owned()), ..Facts::default() });
        }
        let profile = gather.finish(["title"].into_iter());
        assert_eq!((profile.nulls["title"], profile.word_quantiles["050"]), (3, 5));
        assert_eq!(Profile::parse(&profile.to_json()), Ok(profile));
        assert!(Profile::parse("{}").is_err());
    }
}
