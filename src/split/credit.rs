//! The agency credited inside a sentence: noted as the source, the sentence stays.

use std::sync::LazyLock;

use regex::Regex;

use crate::document::Document;
use crate::field::Field;
use crate::findings::Findings;
use crate::rule::{Effect, Example, Rule};
use crate::stage::{Entry, Stage};
use crate::text::{full_lines, place_of};

use super::names::{has_agency_word, is_domain, is_name_start};

static REPORTS: Rule = Rule::new(
    "credit/reports",
    Effect::Note,
    "an agency credited in the text: `…, Kestrel reports.`",
    "The sentence is the article's own and stays; what it says about the source is worth a field.",
    &[
        Example::giving(
            "The ferry sails at noon today, Kestrel reports.",
            "The ferry sails at noon today, Kestrel reports.",
            "Kestrel",
        ),
        Example::giving(
            "Паром отходит в полдень, сообщает «Пустельга».",
            "Паром отходит в полдень, сообщает «Пустельга».",
            "Пустельга",
        ),
        Example::declines("The ferry sails at noon today, she reports."),
    ],
);

/// Lines of the head in which a credit is looked for.
const HEAD_LINES: usize = 6;

/// Words of which a line with a credit has one.
static TRIGGERS: LazyLock<Regex> = LazyLock::new(|| {
    let words = "report|inform|ccording to|сообща|переда|пишет|информирует|повідомля|bildirir|xəbər verir|yazır ki|\
        məlumatına görə|xəbərinə görə|haberine göre|bildirdi|گزارش|იტყობინება|agencia|agência|agence|agenzia|gentur";
    Regex::new(words).expect("the pattern is fixed and tested")
});

/// How an agency is credited; each names it in the group `name`. A lone surname reports as well as
/// an agency does, so that most languages ask for the word agency, quotes or an address.
static CREDITS: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    let name = r"(?P<name>\p{Lu}[\w.’'-]*(?: \p{Lu}[\w.’'-]*){0,3})";
    let quoted = r#"[«"“„](?P<name>[^«»"“”„]{2,40})[»"”“]"#;
    let plain = r"(?P<name>[A-Z][\w-]*(?:\.[A-Za-z]{2,6})?)";
    let rest = r"(?:,? (?:on|citing|with reference to|referring to|quoting|via|with regard to) [^.]{1,120})?[.,]";
    let russian = r"(?:сообщает|сообщило|передает|передаёт|передало|пишет|информирует|повідомляє|передає|пише)(?: (?:информационное |інформаційне )?(?:агентство|агенция|агенція|портал|издание|видання))?";
    let agency = r"(?:(?:la|a|l['’]|die|der|della|dall['’]|da) ?)?(?:agencia|agência|agence|agenzia|(?:Nachrichten)?[Aa]gentur)(?: de notic?ias| de presse| di stampa)?";
    let patterns = [
        format!(r"(?:[,”\x22] (?:as )?){name} (?:reports|reported|informs|informed){rest}"),
        format!(
            r"^(?:As )?{name} (?:reports|reported|informs),? (?:that|citing|with reference to|quoting|referring to)\b"
        ),
        format!(r"^{name} (?:reports|reported|informs){rest}"),
        format!(r"^(?:As )(?:reported|informed) by {name},"),
        format!(r"[Aa]ccording to {name}[,.]"),
        format!(r"{russian} {quoted}"),
        r"^به گزارش (?:خبرنگار )?(?P<name>(?:خبرگزاری|روزنامه|پایگاه|آژانس|سایت) [^،,:]{2,40})[،,:]".to_owned(),
        format!(r"(?:იტყობინება|აცხადებს|წერს) {quoted}"),
        format!(r"{russian} {plain}(?: со ссылкой| з посиланням|[.,])"),
        format!(r"^{name} (?:xəbər verir|bildirir)(?: ki|,|\.)"),
        format!(
            r"^{name}['’-]?(?:[ıiuü]n|n[ıiuü]n|[aə]|y[aə])? (?:məlumatına|xəbərinə|haberine) (?:görə|göre|istinadən)"
        ),
        format!(r"(?:bildir(?:ir|di)|xəbər verir),? {name}\."),
        format!(r"{quoted} (?:xəbər verir|bildirir|yazır)(?: ki|,|\.)"),
        format!(
            r"(?:informa|informó|reporta|según|segundo|informou|selon|rapporte|indique|riferisce|secondo|berichtet|berichtete|meldet|meldete|laut) {agency} {name}"
        ),
    ];
    patterns.iter().map(|p| Regex::new(p).expect("the patterns are fixed and tested")).collect()
});

struct Credits;

pub(super) fn entry() -> Entry {
    Entry::new("split/credit", &[&REPORTS], Credits)
}

impl Stage for Credits {
    fn scan(&self, doc: &Document, found: &mut Findings<'_>) {
        if doc.field(Field::Source).is_some() {
            return;
        }
        let text = doc.text();
        for line in full_lines(text).take(HEAD_LINES) {
            let slice = line.of(text);
            if let Some(name) = credited(slice) {
                found.note(&REPORTS, place_of(text, name), Field::Source, name);
                return;
            }
        }
    }
}

/// Returns the agency that a line credits.
fn credited(line: &str) -> Option<&str> {
    if !TRIGGERS.is_match(line) {
        return None;
    }
    CREDITS.iter().enumerate().find_map(|(index, pattern)| {
        // Quotes are many: the words behind them are looked for first.
        if index == QUOTED && !BEHIND_QUOTES.iter().any(|words| line.contains(words)) {
            return None;
        }
        // Captures are made only where there is something to capture.
        let found = pattern.is_match(line).then(|| pattern.captures(line)).flatten()?;
        let name = found.name("name")?.as_str();
        let name = name.strip_prefix("As ").unwrap_or(name).trim_end_matches(['.', ',']);
        let is_agency = index != ACCORDING || has_agency_word(name) || is_domain(name);
        (is_agency && is_source(name)).then_some(name)
    })
}

/// The place of the pattern that begins with a quoted name, and the words that it ends with.
const QUOTED: usize = 12;
const BEHIND_QUOTES: &[&str] = &["xəbər verir", "bildirir", "yazır"];

/// The place of `according to` among the patterns: it credits people more often than agencies.
const ACCORDING: usize = 4;

/// Pronouns and offices that report without being agencies.
const NO_SOURCES: &[&str] = &[
    "He",
    "She",
    "It",
    "They",
    "We",
    "I",
    "You",
    "Who",
    "Police",
    "President",
    "Minister",
    "Mr",
    "Mrs",
    "Ms",
    "Dr",
    "The",
    "This",
    "That",
];

fn is_source(name: &str) -> bool {
    let first = name.split([' ', '.']).next().unwrap_or_default();
    is_name_start(name.split(' ').next().unwrap_or_default()) && !NO_SOURCES.contains(&first)
}
