//! The names of sections and the paths that lead to them: `Harbour`, `Home / News / Harbour toll falls`.

use std::ops::Range;

use crate::prose::{ends_sentence, folded, numbered, starts_upper};

/// Words that a section has at most.
pub(crate) const MOST_WORDS: usize = 4;

/// Characters of a section at most.
const MOST_CHARS: usize = 40;

/// Words that sites put behind the section's name on the date line.
const FILLERS: &[&str] = &["Items", "Materials", "Articles", "Posts"];

/// Returns the name of a section that `words` are, without the filler words behind it.
pub(crate) fn section_name(words: &str) -> Option<&str> {
    let filler = FILLERS.iter().find_map(|filler| words.strip_suffix(filler)?.strip_suffix(' '));
    let name = filler.unwrap_or(words).trim();
    let is_capital = |word: &str| SMALL.contains(&word) || starts_upper(word);
    is_named(name, is_capital).then_some(name)
}

/// Small words inside the name of a section.
const SMALL: &[&str] = &["and", "of", "the", "in", "&"];

/// Returns whether the words can name a section: few and short, of letters alone, each of them one that
/// `may_be` in it.
fn is_named(words: &str, may_be: impl Fn(&str) -> bool) -> bool {
    // The vowel signs of Indic scripts and the joiners of Persian are no letters of their own.
    let is_letter = |c: char| {
        c.is_alphabetic()
            || matches!(
                c,
                '-' | '&' | '’' | '\'' | ',' | '\u{900}'..='\u{DFF}' | '\u{200C}' | '\u{200D}'
            )
    };
    let is_word = |word: &str| word.chars().all(is_letter) && may_be(word);
    (1..=MOST_WORDS).contains(&words.split_whitespace().count())
        && words.chars().count() <= MOST_CHARS
        && starts_upper(words)
        && words.split_whitespace().all(is_word)
}

/// Returns whether a few words can name a section where only the first has a capital: `Medio ambiente`.
pub(crate) fn is_label(words: &str) -> bool {
    is_named(words, |_| true)
}

/// First parts of a breadcrumb that name the site, in lower case.
const ROOTS: &[&str] = &[
    "home",
    "main",
    "homepage",
    "board index",
    "forum index",
    "forums",
    "start",
    "index",
    "ana səhifə",
    "होम",
    "मुखपृष्ठ",
    "トップ",
    "首頁",
    "首页",
    "홈",
    "الرئيسية",
    "anasayfa",
    "главная",
    "inicio",
    "início",
    "accueil",
    "startseite",
    "головна",
    "strona główna",
    "ana sayfa",
    "首页",
    "ホーム",
    "홈",
    "الرئيسية",
    "होम",
    "trang chủ",
    "მთავარი",
    "خانه",
    "صفحه اصلی",
    "صفحه نخست",
    "beranda",
    "etusivu",
    "hem",
    "hjem",
    "domů",
    "acasă",
    "αρχική",
    "דף הבית",
    "หน้าแรก",
    "首頁",
    "トップ",
    "kezdőlap",
    "portada",
    "capa",
    "página inicial",
    "正文",
    "본문",
    "esas səhifə",
    "əsas səhifə",
    "главная страница",
];

/// Marks between the parts of a breadcrumb.
const PATHS: &[&str] =
    &[" » ", " › ", " ‹ ", " > ", " / ", " → ", " • ", " · ", " :: ", " \\ ", " | "];

/// Labels before a breadcrumb, in lower case.
const HERE: &[&str] = &[
    "you are here",
    "вы здесь",
    "sie sind hier",
    "buradasınız",
    "siz buradasınız",
    "estás aquí",
    "usted está aquí",
    "você está aqui",
    "vous êtes ici",
    "sei qui",
    "jesteś tutaj",
    "ви тут",
];

/// Those of them that stand between sections and hardly ever in a headline.
pub(crate) const ARROWS: &[&str] = &[" » ", " › ", " ‹ ", " > ", " → "];

/// Returns whether a word of the line is one of these marks.
fn has_mark(line: &str, marks: &[&str]) -> bool {
    // No mark has more than three bytes: most words are passed over by their length.
    line.split(' ').any(|word| word.len() <= 3 && marks.iter().any(|mark| mark.trim() == word))
}

/// Returns whether a line is a breadcrumb by its marks.
pub(crate) fn is_path(line: &str) -> bool {
    has_mark(line, ARROWS)
        || has_mark(line, &[" / "])
        || path_parts(line).is_some_and(|p| is_rooted(&p))
}

/// Returns the parts of a breadcrumb, without a label and bullets before it.
pub(crate) fn path_parts(line: &str) -> Option<Vec<&str>> {
    if line.len() > MOST_PATH_BYTES || !has_mark(line, PATHS) {
        return None;
    }
    let line = match line.split_once(':') {
        Some((label, path)) if HERE.contains(&label.trim().to_lowercase().as_str()) => path,
        _ => line,
    };
    let line = line.trim_matches(|c: char| c.is_whitespace() || "•·»›>/|".contains(c));
    let mark = PATHS.iter().find(|mark| line.contains(**mark))?;
    Some(line.split(mark).map(str::trim).collect())
}

/// Returns whether a path begins at the site's home.
pub(crate) fn is_rooted(parts: &[&str]) -> bool {
    parts.len() > 1 && parts.first().is_some_and(|first| is_root(first))
}

/// Returns whether the words name a site's home.
pub(crate) fn is_root(words: &str) -> bool {
    ROOTS.contains(&words.to_lowercase().as_str())
}

/// Bytes of a path at most; it may end in a headline.
const MOST_PATH_BYTES: usize = 300;

/// Returns the last part of a path that names a section: neither the site's home nor the headline, which is folded.
pub(crate) fn last_section<'a>(parts: &[&'a str], title: &str) -> Option<&'a str> {
    let is_inner = |part: &&&str| {
        !is_root(part) && folded(part) != title && (section_name(part).is_some() || is_label(part))
    };
    parts.iter().rfind(is_inner).copied()
}

/// Returns whether a line is a path that leads from a site's home to a section, and perhaps to this headline.
pub(crate) fn leads_to(line: &str, headline: Option<&str>) -> bool {
    let Some(parts) = path_parts(line) else {
        return false;
    };
    let title = headline.map(folded).unwrap_or_default();
    let ends_in_title =
        || parts.last().is_some_and(|last| !title.is_empty() && folded(last) == title);
    let is_path = (is_rooted(&parts) && !ends_sentence(line)) || ends_in_title();
    is_path && last_section(&parts, &title).is_some()
}

/// Returns which of `lines` are a path that has a line for each numbered step, from the site's home on: `1. Home`,
/// `2. Harbour`.
pub(crate) fn steps(lines: &[&str]) -> Range<usize> {
    let is_home = |line: &&str| numbered(line).is_some_and(is_root);
    let Some(home) = lines.iter().position(is_home) else { return 0..0 };
    let behind = lines.get(home..).unwrap_or_default();
    home..home + behind.iter().take_while(|line| numbered(line).is_some()).count()
}
