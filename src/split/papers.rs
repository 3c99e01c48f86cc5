//! Names of papers, agencies and ministries in many languages, by the words that stand in them.

use super::names::{has_agency_word, is_domain};
use crate::lexicon::Lexicon;

/// Words in such names, in lower case.
#[rustfmt::skip]
static WORDS: Lexicon = Lexicon::new(&[
    "ministry", "embassy", "echo", "argus", "sentinel", "advertiser", "сайт", "портал", "вісті", "вісник", "новини", "газета",
    "агентство", "агенція", "міністерство", "посольство", "прес", "правда", "вести", "вестник", "новости",
    "известия", "министерство", "информ", "ведомости", "листок", "пресс", "haber", "ajansı",
    "gazetesi", "postası", "bakanlığı", "xəbər", "agentliyi", "nazirliyi", "qəzeti", "səfirliyi",
    "zeitung", "bote", "anzeiger", "nachrichten", "blatt", "tageblatt", "kurier", "rundschau", "presse",
    "ministerium", "allgemeine", "tagblatt", "diario", "voz", "noticias", "periódico", "agencia", "correo",
    "prensa", "ministerio", "heraldo", "jornal", "folha", "correio", "notícias", "agência", "ministério", "gazeta",
    "diário", "głos", "dziennik", "wiadomości", "agencja", "ministerstwo", "télégramme", "courrier", "dépêche",
    "nouvelles", "agence", "ministère", "corriere", "giornale", "gazzetta", "agenzia", "ministero", "notizie", "báo",
    "đài", "समाचार", "दैनिक", "न्यूज", "न्यूज़", "न्यूज\u{93C}", "खबर", "एजेंसी", "मंत्रालय", "ब्यूरो", "وكالة", "صحيفة", "جريدة", "وزارة", "أخبار", "قناة",
    "برس", "نيوز", "خبرگزاری", "روزنامه", "وزارت", "نیوز", "სააგენტო", "გაზეთი", "სამინისტრო", "dagblad", "krant",
    "courant", "tidning", "dagbladet", "avis", "tidende", "noviny", "deník", "hírek", "vesti", "novosti",
]);

/// Endings of such names where a language joins its words.
#[rustfmt::skip]
const ENDS: &[&str] = &[
    "日报", "晚报", "时报", "新闻网", "新闻", "通讯社", "日報", "時報", "晚報", "新聞網", "新聞", "通信社", "通信", "新聞社",
    "일보", "신문", "뉴스", "통신", "방송", "경제", "zeitung", "-bote", "blatt", "anzeiger", "bladet", "posten", "tidningen",
    "-інформ", "-информ",
];

/// Words of such a name at most.
const MOST_WORDS: usize = 6;

/// Returns whether the words can be the name of a paper, an agency or a ministry: one of them stands in
/// such names, and they are more than that word; or an address.
pub(super) fn is_paper(words: &str) -> bool {
    let count = words.split_whitespace().take(MOST_WORDS + 1).count();
    let has_end = || {
        let lower = words.to_lowercase();
        ENDS.iter().any(|end| lower.len() > end.len() && lower.ends_with(end))
    };
    let is_several = (2..=MOST_WORDS).contains(&count);
    // `• Post` is an item of a list.
    if words.starts_with(['•', '·', '▪', '-', '*', '→', '»']) {
        return false;
    }
    let is_lead = || words.split_whitespace().next().is_some_and(is_news);
    is_domain(words)
        || (count <= 2 && has_end())
        || (is_several
            && !is_lead()
            && is_one_name(words, count)
            && (has_paper_word(words) || has_agency_word(words)))
}

/// Words for news, in lower case: at the beginning of a name they head a section, `Новости ведомства`, and
/// alone they stand above all articles of a site.
#[rustfmt::skip]
static NEWS: Lexicon = Lexicon::new(&[
    "news", "новости", "новини", "вести", "вісті", "noticias", "notícias", "notizie", "wiadomości", "nachrichten",
    "nouvelles", "أخبار", "اخبار", "haber", "xəbər", "latest", "press", "media", "haberler", "xəbərlər", "actualités",
    "nieuws", "nyheter", "ニュース", "新闻", "新聞", "뉴스", "समाचार", "სიახლეები", "tin tức", "press centre",
    "press center", "press releases",
]);

/// Returns whether the words mean no more than news, whatever the article is about.
pub(super) fn is_news(words: &str) -> bool {
    NEWS.has_any_case(words)
}

/// Small words inside such names.
const SMALL: &[&str] = &[
    "of", "for", "and", "the", "&", "de", "del", "do", "da", "des", "du", "la", "le", "der", "für",
    "di",
];

/// Words of a name at most where not all of them have capitals.
const MIXED_WORDS: usize = 4;

/// Returns whether the words can be one name: no marks between them, and in English all but the small ones with
/// capitals, as a headline's are not.
fn is_one_name(words: &str, count: usize) -> bool {
    let has_capitals = || {
        words
            .split(' ')
            .all(|word| SMALL.contains(&word) || word.starts_with(|c: char| !c.is_lowercase()))
    };
    let has_mark = [" - ", " – ", " — ", " | ", " / ", ", ", ": ", "("]
        .iter()
        .any(|mark| words.contains(mark));
    !has_mark && (has_capitals() || (!words.is_ascii() && count <= MIXED_WORDS))
}

/// Returns whether one of the words stands in names of papers, agencies and ministries.
pub(super) fn has_paper_word(words: &str) -> bool {
    words.split_whitespace().any(|word| {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric() && !is_mark_of_script(c));
        WORDS.has_any_case(bare)
    })
}

/// Returns whether the character is a vowel sign or the like, which Unicode does not call a letter.
fn is_mark_of_script(c: char) -> bool {
    ('\u{900}'..='\u{DFF}').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_papers_in_many_languages() {
        for name in [
            "La Voz del Golfo",
            "Лиманські вісті",
            "北湾日日新聞",
            "तट समाचार",
            "Ministry of Coasts",
            "kestrel.lr",
        ] {
            assert!(is_paper(name), "{name}");
        }
        for name in ["Economy", "News", "Orla Vint", "Harbour toll falls", "Новости"] {
            assert!(!is_paper(name), "{name}");
        }
    }
}
