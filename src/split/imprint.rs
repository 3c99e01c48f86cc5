//! The imprint of an article: source and author behind their labels, one after another on a line, as
//! in `来源：北港新闻网 作者：王小明` or `Fonte: Jornal do Cais | Autor: Rui Salgado`.
//!
//! Every word of the line must belong to a label or its name; a line that says more is no imprint.

use crate::labels::SOURCES;
use crate::lexicon::Lexicon;
use crate::prose::{ends_sentence, is_spaceless, starts_upper};

use super::byline::is_names;
use super::names::{Named, has_agency_word, is_domain, who};
use super::papers;

/// What an imprint says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Imprint<'a> {
    pub(super) source: Option<&'a str>,
    pub(super) author: Option<&'a str>,
    /// A label is in a language that writes the day before the month.
    pub(super) is_day_first: bool,
}

/// What a label announces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Label {
    Source,
    Author,
    /// The editor of the page, who is not the author.
    Editor,
    /// How long it takes to read, or how often it was read.
    Counter,
}

/// Labels of an author, in lower case.
#[rustfmt::skip]
static AUTHORS: Lexicon = Lexicon::new(&[
    "author", "authors", "reporter", "writer", "byline", "by", "written by", "published by", "posted by",
    "compiled by", "reported by", "story by", "av", "af", "di", "por", "par", "de", "von", "door", "od",
    "publicado por", "escrito por", "scritto da", "écrit par", "publié par", "geschreven door", "skrevet af",
    "skrevet av", "napisał", "napisała", "text by", "words", "autor",
    "autora", "autores", "autoren", "autorin", "text", "texto", "texte", "testo", "tekst", "auteur",
    "auteure", "auteurs", "autore", "autrice", "autori", "redactor", "redactora", "reporte", "autorka",
    "autoři", "szerző", "írta", "författare", "forfatter", "kirjoittaja", "toimittaja", "höfundur",
    "yazar", "yazan", "haber", "muhabir", "müəllif", "muallif", "autorius", "autors", "автор", "авторы",
    "автори", "аўтар", "аутор", "текст", "корреспондент", "кореспондент", "жазған", "συντάκτης",
    "συγγραφέας", "κείμενο", "ავტორი", "հեղինակ", "كاتب", "الكاتب", "بقلم", "كتب", "كتبت", "المراسل",
    "نویسنده", "خبرنگار", "مصنف", "מאת", "כותב", "लेखक", "रिपोर्टर", "संवाददाता", "লেখক", "প্রতিবেদক",
    "ผู้เขียน", "ผู้สื่อข่าว", "tác giả", "phóng viên", "penulis", "reporter", "wartawan", "penulis berita",
    "may-akda", "autor tekstu", "autorka tekstu", "автор текста", "автор матеріалу", "автор материала", "автор статьи", "автор статті", "autor del texto", "auteur du texte", "autor do texto", "mətn", "materialı hazırladı", "hazırlayan", "hazırladı", "haberi yazan", "作者", "记者", "記者", "撰文", "文", "通讯员", "特约记者", "执笔", "著者", "筆者", "執筆",
    "文・写真", "기자", "글", "작성자", "mwandishi",
]);

/// Labels of an editor, in lower case.
#[rustfmt::skip]
static EDITORS: Lexicon = Lexicon::new(&[
    "editor", "edited by", "editing", "web editor", "责任编辑", "責任編輯", "编辑", "編輯", "责编", "責編",
    "编审", "校对", "审核", "监制", "編集", "편집", "редактор", "редактор випуску", "redaktor", "redaktör",
    "editör", "redakteur", "rédacteur", "editora", "redigering", "المحرر", "تحرير", "ویراستار", "संपादक",
    "সম্পাদক", "biên tập", "penyunting", "บรรณาธิการ",
]);

/// Labels of counters, in lower case.
#[rustfmt::skip]
static COUNTERS: Lexicon = Lexicon::new(&[
    "reading time", "read time", "views", "reads", "hits", "lesezeit", "lesedauer", "temps de lecture",
    "tiempo de lectura", "tempo de leitura", "tempo di lettura", "leestijd", "lästid", "czas czytania",
    "время чтения", "просмотров", "просмотры", "час читання", "okunma", "okuma süresi", "baxış", "visitas",
    "vues", "阅读", "浏览", "閱讀", "瀏覽", "閲覧数", "조회", "조회수",
]);

/// Bytes of the longest counter.
const COUNTER_BYTES: usize = 24;

/// Labels that also stand on pages in English or Filipino, of which some write the month first.
#[rustfmt::skip]
static MONTH_FIRST: Lexicon = Lexicon::new(&[
    "source", "sources", "via", "from", "issued by", "author", "authors", "reporter", "writer", "byline", "by", "written by",
    "text by", "words", "text", "editor", "edited by", "editing", "web editor", "font", "vir",
    "pinagmulan", "may-akda",
]);

/// Bytes of the longest imprint.
const MOST_BYTES: usize = 300;

/// Words of a label at most.
const LABEL_WORDS: usize = 3;

/// Words and characters of a source's name at most.
const NAME_WORDS: usize = 6;
const NAME_CHARS: usize = 60;

/// Marks between the parts of an imprint.
const MARKS: &[char] = &['|', '•', '·', '—', '–', '\t', '\u{3000}', '│', '｜'];

/// Returns what `line` says of source and author, where it does nothing else.
pub(super) fn read(line: &str) -> Option<Imprint<'_>> {
    if line.len() > MOST_BYTES || !line.contains([':', '：']) {
        return None;
    }
    let mut imprint = Imprint::default();
    let (starts, mut is_empty) = (labels(line), true);
    let first = starts.first().map_or(line.len(), |(at, ..)| *at);
    add_unlabelled(&mut imprint, line.get(..first)?)?;
    for (index, (at, behind, label)) in starts.iter().enumerate() {
        let end = starts.get(index + 1).map_or(line.len(), |(at, ..)| *at);
        let mut parts = line.get(*behind..end)?.split(MARKS);
        let words = line.get(*at..*behind)?.trim_end_matches([':', '：', ' ']);
        imprint.is_day_first |= !MONTH_FIRST.has_any_case(words);
        add(&mut imprint, *label, bare(parts.next()?))?;
        for part in parts {
            add_unlabelled(&mut imprint, part)?;
        }
        is_empty = false;
    }
    (!is_empty).then_some(imprint)
}

/// Returns the name of a paper that stands behind a bar, without a label.
pub(super) fn paper(rest: &str) -> Option<Imprint<'_>> {
    let name = rest.trim_start().strip_prefix(MARKS)?.trim();
    let is_code =
        (3..=4).contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_lowercase());
    (is_paper(name) || is_code).then_some(Imprint { source: Some(name), ..Imprint::default() })
}

/// Returns paper and reporter who stand side by side in Han or Hangul: `湾区晚报 记者 吴江`, `만안신문 박서연 기자`.
pub(super) fn in_east_asian(line: &str) -> Option<Imprint<'_>> {
    let line = line.trim_matches(|c: char| c.is_whitespace() || MARKS.contains(&c));
    let (paper, behind) = line.split_once(' ')?;
    let behind = behind.trim();
    let author = match behind.strip_prefix("记者").or_else(|| behind.strip_prefix("記者")) {
        Some(name) => name.trim().split(['／', '/', ' ']).next()?,
        None => behind.strip_suffix("기자")?.trim(),
    };
    let is_name = author.chars().all(is_east_asian) && (2..=4).contains(&author.chars().count());
    (is_name && papers::is_paper(paper)).then_some(Imprint {
        source: Some(paper),
        author: Some(author),
        is_day_first: false,
    })
}

fn is_east_asian(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}')
}

/// Returns whom the label of a source names on a line of its own: `Source: Kestrel`.
pub(super) fn source(line: &str) -> Option<&str> {
    read(line).filter(|imprint| imprint.author.is_none()).and_then(|imprint| imprint.source)
}

/// Returns whether the words before the line's first colon are the label of a source.
pub(super) fn has_source_label(line: &str) -> bool {
    let label = line.split_once([':', '：']).map(|(label, _)| label.trim());
    label.is_some_and(|label| SOURCES.has_any_case(label))
}

/// Returns whether the words are the label of an author.
pub(super) fn is_author_label(label: &str) -> bool {
    AUTHORS.has_any_case(label)
}

/// Returns where each label begins, where its name does, and what it announces.
fn labels(line: &str) -> Vec<(usize, usize, Label)> {
    let mut found: Vec<(usize, usize, Label)> = Vec::new();
    for (at, colon) in line.match_indices([':', '：']) {
        let from = found.last().map_or(0, |(_, behind, _)| *behind);
        let before = line.get(from..at).unwrap_or_default();
        let is_break =
            |c: char| c.is_whitespace() || MARKS.contains(&c) || "／/,，;；(（".contains(c);
        let mut starts: Vec<usize> = before
            .trim_end()
            .char_indices()
            .rev()
            .filter(|(_, c)| is_break(*c))
            .map(|(at, c)| at + c.len_utf8())
            .take(LABEL_WORDS)
            .collect();
        if starts.len() < LABEL_WORDS {
            starts.push(0);
        }
        let read = |start: &usize| Some((*start, label(before.get(*start..)?)?));
        if let Some((start, label)) = starts.iter().rev().find_map(read).or_else(|| joined(before))
        {
            found.push((from + start, at + colon.len(), label));
        }
    }
    found
}

/// Returns the label that ends words in a script without spaces: `海湾网作者`.
fn joined(before: &str) -> Option<(usize, Label)> {
    let words = before.trim_end();
    let labels = [&SOURCES, &AUTHORS, &EDITORS].into_iter().flat_map(Lexicon::words);
    let fitting =
        labels.filter(|label| label.starts_with(is_spaceless) && words.ends_with(**label));
    let longest =
        fitting.max_by_key(|label| label.len()).filter(|label| label.chars().count() > 1)?;
    Some((words.len() - longest.len(), label(longest)?))
}

fn label(words: &str) -> Option<Label> {
    let words = words.trim();
    let lists = [
        (&SOURCES, Label::Source),
        (&AUTHORS, Label::Author),
        (&EDITORS, Label::Editor),
        (&COUNTERS, Label::Counter),
    ];
    lists.into_iter().find(|(list, _)| list.has_any_case(words)).map(|(_, label)| label)
}

fn bare(part: &str) -> &str {
    let is_mark = |c: char| c.is_whitespace() || "/,，;；-()（）[]【】«»“”\"".contains(c);
    part.trim_matches(is_mark).trim_end_matches('.')
}

/// Adds the name behind a label; none where it names nobody.
fn add<'a>(imprint: &mut Imprint<'a>, label: Label, name: &'a str) -> Option<()> {
    match label {
        Label::Source if is_source(name) => imprint.source = imprint.source.or(Some(name)),
        Label::Author if is_names(name) => imprint.author = imprint.author.or(Some(name)),
        Label::Editor if is_names(name) => {}
        Label::Counter if name.starts_with(char::is_numeric) && name.len() <= COUNTER_BYTES => {}
        _ => return None,
    }
    Some(())
}

/// Returns whether a part of a line only counts: `3h`, `2 min read`, `347 views`.
pub(super) fn is_counter(part: &str) -> bool {
    part.starts_with(|c: char| c.is_ascii_digit()) && part.split(' ').count() <= 3
        || is_counted(part)
}

/// Words of a counter that is written out, in lower case: `Lu 214 fois`.
#[rustfmt::skip]
static COUNTED: Lexicon = Lexicon::new(&[
    "lu", "lue", "fois", "read", "times", "viewed", "views", "hits", "leído", "visto", "veces", "lido", "lida", "vezes",
    "letto", "letta", "volte", "gelesen", "mal", "прочитано", "просмотрено", "раз", "разів", "просмотров", "просмотры",
    "переглядів", "перегляди", "переглянуто", "okundu", "okunma", "kez", "defa", "baxış", "oxunub", "dəfə", "gelezen",
    "keer", "przeczytano", "razy", "odsłon", "dibaca", "kali",
]);

/// Returns whether a part is a number of reads among the words of a counter.
fn is_counted(part: &str) -> bool {
    let is_number =
        |word: &str| word.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.' || byte == b',');
    let is_word = |word: &str| COUNTED.has_any_case(word.trim_end_matches(':'));
    let count = part.split_whitespace().count();
    (2..=4).contains(&count)
        && part.split_whitespace().any(is_number)
        && part.split_whitespace().any(is_word)
        && part.split_whitespace().all(|word| is_number(word) || is_word(word))
}

/// Adds a part without label: nothing, a counter, or the name of a paper or an address.
fn add_unlabelled<'a>(imprint: &mut Imprint<'a>, part: &'a str) -> Option<()> {
    for part in part.split(MARKS).map(bare).filter(|part| !part.is_empty()) {
        match is_paper(part) {
            true => imprint.source = imprint.source.or(Some(part)),
            false if is_counter(part) || is_newsroom(part) => {}
            false => return None,
        }
    }
    Some(())
}

/// Returns whether the words behind a source's label can be its name.
pub(super) fn is_source(name: &str) -> bool {
    let count = name.split_whitespace().count();
    let is_short = (1..=NAME_WORDS).contains(&count) && name.chars().count() <= NAME_CHARS;
    let is_name = starts_upper(name) && !name.contains([',', ';', '，', '。', '!', '?']);
    let is_number = name.chars().next().is_some_and(char::is_numeric);
    // German desks sign in lower case: `Quelle: dpa`.
    let is_code =
        (3..=5).contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_lowercase());
    is_domain(name)
        || is_code
        || who(name).is_some()
        || (is_short && is_name && !is_number && !ends_sentence(name))
}

/// Returns whether the words name a paper or agency by themselves: an address, or two words or more
/// of which one stands in names of papers.
fn is_paper(name: &str) -> bool {
    let is_several = name.contains(' ') && has_agency_word(name) && !is_section(name);
    is_domain(name) || (is_several && who(name) == Some(Named::Agency))
}

/// The newsroom as a whole in a line about the article: neither a section nor a person, in lower case.
#[rustfmt::skip]
static NEWSROOMS: Lexicon = Lexicon::new(&[
    "redacción", "la redacción", "redaktion", "die redaktion", "redaction", "rédaction", "la rédaction",
    "redazione", "la redazione", "redação", "da redação", "redactie", "redakcja", "redakce", "redacția",
    "редакция", "редакція", "haber merkezi", "redaksiya", "redaksi", "newsroom", "staff", "编辑部", "編集部",
    "편집부", "التحرير", "تحریریه", "toimitus", "redaksjonen", "szerkesztőség", "redakcija", "onze redactie",
    "unsere redaktion", "notre rédaction", "nuestra redacción", "nossa redação", "redakcji", "staff writer",
    "staff writers", "staff reporter", "staff reporters", "our correspondent", "our reporter", "our staff",
    "собкор", "соб. корр.", "наш корреспондент", "yazı işleri", "admin", "administrator", "webmaster", "sport desk",
    "sports desk", "news desk", "web desk", "online desk", "city desk", "business desk",
]);

/// Returns the paper behind the word for its newsroom: `Redacción El Litoral`, `Redazione KST`.
pub(super) fn newsroom_of(words: &str) -> Option<&str> {
    let mut spaces = words.match_indices(' ').map(|(at, _)| at).take(2);
    let name = spaces.find_map(|at| {
        let (room, name) = words.split_at_checked(at)?;
        let name = name.trim_start();
        let company = ["com ", "con ", "avec ", "mit ", "with "];
        let name = company.iter().find_map(|word| name.strip_prefix(word)).unwrap_or(name);
        (is_newsroom(room.trim_end_matches(',')) && starts_upper(name)).then_some(name)
    })?;
    let is_short = name.split(' ').count() <= 4 && !name.contains([',', '.', ':', '|']);
    (is_short && who(name).is_some()).then_some(name)
}

/// Returns whether the words stand for the newsroom as a whole.
pub(super) fn is_newsroom(words: &str) -> bool {
    NEWSROOMS.has_any_case(words)
}

/// Words in names of sections, in lower case, which names of people do not have.
#[rustfmt::skip]
const SECTION_WORDS: &[&str] = &[
    "news", "latest", "breaking", "top", "local", "world", "national", "international", "business",
    "economy", "politics", "sport", "sports", "culture", "science", "technology", "tech", "health",
    "education", "society", "opinion", "life", "style", "travel", "arts", "entertainment", "weather",
    "crime", "court", "city", "region", "regional", "harbour", "features", "and", "&", "new", "media",
    "wirtschaft", "politik", "kultur", "lokales", "gesellschaft", "welt", "économie", "politique", "société",
    "monde", "economía", "política", "sociedad", "mundo", "deportes", "cultura", "economia", "cronaca",
    "ekonomi", "siyaset", "spor", "dünya", "gündem", "экономика", "политика", "общество", "мир", "спорт",
];

/// Returns whether the words are nothing but words of sections: `Local News`.
pub(super) fn is_all_section(words: &str) -> bool {
    words.split_whitespace().all(is_section)
}

/// Returns whether one of the words stands in names of sections.
pub(super) fn is_section(words: &str) -> bool {
    words.split_whitespace().any(|word| SECTION_WORDS.contains(&word.to_lowercase().as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn both(line: &str) -> Option<(Option<&str>, Option<&str>)> {
        read(line).map(|imprint| (imprint.source, imprint.author))
    }

    #[test]
    fn reads_labels_in_a_row() {
        for (line, source, author) in [
            ("来源：北港新闻网 作者：王小明", Some("北港新闻网"), Some("王小明")),
            (
                "Fonte: Jornal do Cais | Autor: Rui Salgado",
                Some("Jornal do Cais"),
                Some("Rui Salgado"),
            ),
            ("来源：北港日报　编辑：陈明", Some("北港日报"), None),
            ("| Kaynak: Liman Postası", Some("Liman Postası"), None),
            ("Πηγή: Νέα του Μόλου", Some("Νέα του Μόλου"), None),
            ("كاتب: سامي حداد", None, Some("سامي حداد")),
            ("Автор: Анна Ветрова · 3 мин", None, Some("Анна Ветрова")),
        ] {
            assert_eq!(both(line), Some((source, author)), "{line}");
        }
    }

    #[test]
    fn a_sentence_is_no_imprint() {
        for line in [
            "Source: that is what the ferrymen call the spring.",
            "He named the source: Kestrel was the first to print it.",
            "The ferry sails at noon today.",
            "Source: Kestrel The ferry sails at noon today.",
        ] {
            assert_eq!(read(line), None, "{line}");
        }
    }
}
