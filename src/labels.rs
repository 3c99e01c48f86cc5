//! Words that announce who wrote an article: before the name and without a colon, and the labels of its source.

use std::sync::LazyLock;

use memchr::memchr_iter;

use crate::lexicon::Lexicon;

/// Words that a name follows after a space, in lower case.
static SPOKEN: Lexicon = Lexicon::new(&[
    "reporting by",
    "writing by",
    "compiled by",
    "posted by",
    "post by",
    "published by",
    "submitted by",
    "interview by",
    "interviewed by",
    "escrito por",
    "publicado por",
    "redazione di",
    "a cura di",
    "propos recueillis par",
    "geschrieben von",
    "oprac.",
    "opracował",
    "opracowała",
    "rozmawiał",
    "rozmawiała",
    "подготовил",
    "подготовила",
    "підготував",
    "підготувала",
    "записал",
    "записала",
    "беседовал",
    "беседовала",
    "спілкувався",
    "спілкувалася",
    "recueilli par",
    "rédigé par",
    "publié par",
    "écrit par",
    "mis en ligne par",
    "redactado por",
    "reportaje de",
    "reportagem de",
    "scritto da",
    "pubblicato da",
    "verfasst von",
    "geschreven door",
    "skrevet av",
    "skrevet af",
    "skriven av",
    "napisał",
    "napisała",
    "entrevista de",
    "intervista di",
    "reportage von",
    "interview von",
    "written by",
    "text by",
    "story by",
    "words by",
    "reported by",
    "report by",
    "by",
    "texto de",
    "par",
    "von",
    "por",
    "di",
    "door",
    "av",
    "af",
]);

/// Returns the words that a line begins with and that a name follows.
pub(crate) fn spoken(line: &str) -> Option<&'static str> {
    static LONGEST: LazyLock<usize> =
        LazyLock::new(|| SPOKEN.words().iter().map(|label| label.len()).max().unwrap_or(0));
    let mut spaces = memchr_iter(b' ', line.as_bytes()).take_while(|at| *at <= *LONGEST);
    let first = spaces.next()?;
    let start = line.get(..first)?.to_lowercase();
    let fits = |label: &&&str| {
        let rest = label.strip_prefix(start.as_str());
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
            && line.get(label.len()..).is_some_and(|rest| rest.starts_with(' '))
            && line.get(..label.len()).is_some_and(|head| head.to_lowercase() == **label)
    };
    SPOKEN.words().iter().find(fits).copied()
}

/// Returns what stands behind the words that a line begins with and that a name follows, where it begins with a
/// capital.
pub(crate) fn named(line: &str) -> Option<&str> {
    let names = line.get(spoken(line)?.len()..)?.trim_start();
    names.starts_with(char::is_uppercase).then_some(names)
}

/// Returns whether words announce a name and are nothing else, a colon behind them aside.
pub(crate) fn spoken_alone(words: &str) -> bool {
    SPOKEN.has_any_case(words.trim_end_matches([':', '：', ' ']))
}

/// Labels of a source, in lower case.
#[rustfmt::skip]
pub(crate) static SOURCES: Lexicon = Lexicon::new(&[
    "source", "sources", "via", "from", "issued by", "fuente", "fuentes", "fonte", "fonti", "font", "quelle", "quellen",
    "źródło", "zdroj", "izvor", "vir", "källa", "kilde", "kjelde", "lähde", "heimild", "bron", "sursa",
    "sursă", "forrás", "kaynak", "kaynakça", "haber kaynağı", "mənbə", "manba", "burimi", "allikas",
    "avots", "šaltinis", "источник", "джерело", "крыніца", "източник", "извор", "дереккөз", "булак",
    "эх сурвалж", "πηγή", "წყარო", "աղբյուր", "مصدر", "المصدر", "منبع", "ماخذ", "ذریعہ", "מקור",
    "स्रोत", "स्त्रोत", "সূত্র", "উৎস", "ஆதாரம்", "మూలం", "ที่มา", "แหล่งที่มา", "แหล่งข่าว", "nguồn",
    "nguồn tin", "theo", "sumber", "pinagmulan", "来源", "來源", "消息来源", "消息來源", "稿源", "出典",
    "情報源", "引用元", "提供", "출처", "chanzo",
]);

/// Returns whether a line is the label of a source and nothing else.
pub(crate) fn is_source_label(line: &str) -> bool {
    line.strip_suffix([':', '：']).is_some_and(|label| SOURCES.has_any_case(label.trim()))
}

/// First words of the names of offices, in lower case.
#[rustfmt::skip]
static OFFICES: Lexicon = Lexicon::new(&[
    "department", "ministry", "office", "agency", "authority", "council", "commission", "directorate", "bureau", "committee",
    "hm", "university", "institute", "ministère", "préfecture", "mairie", "ministerium", "bundesministerium", "landratsamt",
    "ministerio", "ayuntamiento", "ministério", "prefeitura", "ministero", "comune", "ministerstwo", "urząd", "ministerstvo",
    "ministerie", "gemeente", "министерство", "администрация", "міністерство", "управління",
]);

/// Bytes of the name of an office at most.
const OFFICE_BYTES: usize = 120;

/// Returns whether a line is the name of an office: `Department of Ferries`.
pub(crate) fn is_office(line: &str) -> bool {
    line.split(' ').next().is_some_and(|word| OFFICES.has_any_case(word))
        && line.starts_with(char::is_uppercase)
        && !line.ends_with(['.', '?', '!', ':'])
        && line.len() <= OFFICE_BYTES
}

#[cfg(test)]
mod tests {
    use super::spoken;

    #[test]
    fn finds_the_longest_words_that_a_line_begins_with() {
        assert_eq!(spoken("Written by Orla Vint"), Some("written by"));
        assert_eq!(spoken("VON ORLA VINT"), Some("von"));
        assert_eq!(spoken("Byzantine art"), None);
    }
}
