//! A corpus of invented news sites, the same on every machine: articles among furniture, each line
//! with what it is.
//!
//! Articles are made of sentences in the site's language. Traps stand among them: paragraphs of
//! background that close many articles, sentences that recur by chance, crossheads that recur,
//! lists whose items recur, a column whose headline recurs, and second versions of articles.

use std::collections::BTreeMap;

#[path = "corpus_sites.rs"]
mod corpus_sites;

pub(crate) use corpus_sites::{SITES, Site};

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// A planted line of furniture; the number of its template on the site.
    Furniture(usize),
    /// A headline of a list.
    Listed,
    /// A title, byline, section or date: what describes the article.
    Meta,
    /// A paragraph or crosshead of the article.
    Body,
    /// A paragraph of background that many articles share.
    Background,
}

/// A document with what each of its lines is.
#[derive(Clone, Debug)]
pub(crate) struct Page {
    /// `HOST/NUMBER.txt`.
    pub(crate) file: String,
    pub(crate) lines: Vec<(Kind, String)>,
}

impl Page {
    /// Returns the page as a scraper would store it.
    pub(crate) fn text(&self) -> String {
        let lines: Vec<&str> = self.lines.iter().map(|(_, line)| line.as_str()).collect();
        format!("{}\n", lines.join("\n\n"))
    }
}

/// Numbers that look random and are always the same: SplitMix64.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % sides.max(1) as u64).unwrap_or(0)
    }

    fn chance(&mut self, percent: usize) -> bool {
        self.roll(100) < percent
    }

    fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.roll(from.len())]
    }
}

/// Returns sentences of each language: real ones where they are given, else invented ones.
fn sentences(site: &Site, given: &BTreeMap<String, Vec<String>>, dice: &mut Dice) -> Vec<String> {
    if let Some(real) = given.get(site.language).filter(|real| real.len() > 100) {
        return real.clone();
    }
    (0..4000).map(|_| invented(site.language, dice)).collect()
}

/// Returns a sentence of invented words in the script of the language.
fn invented(language: &str, dice: &mut Dice) -> String {
    let (letters, space, end) = match language {
        "ru" | "uk" => ("абвгдежзиклмнопрстуя", " ", "."),
        "el" => ("αβγδεζηθικλμνοπρστυω", " ", "."),
        "ar" | "fa" => ("ابتجحدرسصطعفقكلمنهوي", " ", "."),
        "he" => ("אבגדהוזחטיכלמנסעפצקרשת", " ", "."),
        "hi" => ("कखगचजटडतदनपबमयरलवशसह", " ", "।"),
        "ka" => ("აბგდევზთიკლმნოპრსტუქ", " ", "."),
        "ko" => ("가나다라마바사아자차카타파하고노도로모보", " ", "."),
        "zh" => ("的一是在人有我他这中大来上国个到说们为子", "", "。"),
        "ja" => ("あいうえおかきくけこさしすせそたちつてと", "", "。"),
        "th" => ("กขคงจชซดตถทนบปผพฟมยร", "", " "),
        _ => ("abcdefghiklmnoprstuv", " ", "."),
    };
    let letters: Vec<char> = letters.chars().collect();
    let words = (0..7 + dice.roll(9))
        .map(|_| -> String { (0..2 + dice.roll(7)).map(|_| *dice.pick(&letters)).collect() });
    let sentence = words.collect::<Vec<String>>().join(space);
    let mut chars = sentence.chars();
    let first: String = chars.next().into_iter().flat_map(char::to_uppercase).collect();
    let behind = if language == "th" { "" } else { end };
    format!("{first}{}{behind}", chars.as_str())
}

/// What a site's pages are made from.
struct Press<'a> {
    site: &'a Site,
    sentences: Vec<String>,
    headlines: Vec<String>,
    crossheads: Vec<String>,
    backgrounds: Vec<String>,
    chance: Vec<String>,
    items: Vec<String>,
    names: Vec<String>,
    // For each template the percentage of pages that have it.
    shares: Vec<usize>,
}

impl<'a> Press<'a> {
    fn new(site: &'a Site, given: &BTreeMap<String, Vec<String>>, dice: &mut Dice) -> Press<'a> {
        let sentences = sentences(site, given, dice);
        let mut pick = |count: usize, words: usize| -> Vec<String> {
            (0..count).map(|_| words_of(dice.pick::<String>(&sentences), words)).collect()
        };
        let headlines = pick(site.documents, 7);
        let crossheads = pick(6, 2);
        let items = pick(200, 3);
        let names = pick(40, 2);
        let backgrounds = (0..2).map(|_| paragraph(&sentences, 2, dice)).collect();
        let chance = (0..5).map(|_| dice.pick(&sentences).clone()).collect();
        let templates = site.head.len() + site.inner.len() + site.tail.len();
        let shares = (0..templates)
            .map(|template| {
                let is_inner = site.head.len()..site.head.len() + site.inner.len();
                match is_inner.contains(&template) {
                    true => *dice.pick(&[90, 70, 50, 35]),
                    false => *dice.pick(&[100, 100, 100, 95, 85, 70, 40, 20]),
                }
            })
            .collect();
        Press { site, sentences, headlines, crossheads, backgrounds, chance, items, names, shares }
    }

    fn page(&self, number: usize, dice: &mut Dice) -> Page {
        let site = self.site;
        let mut lines: Vec<(Kind, String)> = Vec::new();
        let inner = site.head.len();
        let tail = inner + site.inner.len();
        self.plant(0, site.head, &mut lines, dice);
        if dice.chance(70) {
            lines.push((Kind::Meta, (*dice.pick(site.sections)).to_owned()));
        }
        let is_column = dice.chance(5);
        let headline = if is_column { &self.headlines[0] } else { &self.headlines[number] };
        lines.push((Kind::Meta, headline.clone()));
        lines.push((Kind::Meta, self.byline(dice)));
        self.article(inner, &mut lines, dice);
        self.plant(tail, site.tail, &mut lines, dice);
        if !site.list.is_empty() {
            let template = tail + site.tail.len();
            lines.push((Kind::Furniture(template), site.list.to_owned()));
            for _ in 0..3 + dice.roll(4) {
                lines.push((Kind::Listed, dice.pick(&self.headlines).clone()));
            }
        }
        if !site.notice.is_empty() {
            lines.push((Kind::Furniture(tail + site.tail.len() + 1), site.notice.to_owned()));
        }
        Page { file: format!("{}/{number:04}.txt", site.host), lines }
    }

    fn byline(&self, dice: &mut Dice) -> String {
        let name = match dice.chance(40) {
            true => (*dice.pick(self.site.sources)).to_owned(),
            false => dice.pick(&self.names).clone(),
        };
        self.site.byline.replace("{name}", &name)
    }

    fn article(&self, first: usize, lines: &mut Vec<(Kind, String)>, dice: &mut Dice) {
        let paragraphs = 3 + dice.roll(8);
        let places: Vec<usize> =
            self.site.inner.iter().map(|_| 1 + dice.roll(paragraphs - 1)).collect();
        for number in 0..paragraphs {
            for (template, place) in places.iter().enumerate() {
                let line = self.site.inner[template];
                if *place == number && dice.chance(self.shares[first + template]) {
                    lines.push((Kind::Furniture(first + template), self.filled(line, dice)));
                }
            }
            if number > 0 && dice.chance(8) {
                lines.push((Kind::Body, dice.pick(&self.crossheads).clone()));
            }
            if dice.chance(2) {
                lines.push((Kind::Body, dice.pick(&self.chance).clone()));
            }
            if dice.chance(3) {
                let items = 2 + dice.roll(5);
                lines.extend((0..items).map(|_| (Kind::Body, dice.pick(&self.items).clone())));
            }
            let sentences = 1 + dice.roll(3);
            lines.push((Kind::Body, paragraph(&self.sentences, sentences, dice)));
        }
        for background in &self.backgrounds {
            if dice.chance(45) {
                lines.push((Kind::Background, background.clone()));
            }
        }
    }

    fn plant(
        &self,
        first: usize,
        templates: &[&str],
        lines: &mut Vec<(Kind, String)>,
        dice: &mut Dice,
    ) {
        for (number, template) in templates.iter().enumerate() {
            if dice.chance(self.shares[first + number]) {
                lines.push((Kind::Furniture(first + number), self.filled(template, dice)));
            }
        }
    }

    fn filled(&self, template: &str, dice: &mut Dice) -> String {
        let number = [dice.roll(100), dice.roll(1000), dice.roll(90_000)];
        let day = 1 + dice.roll(28);
        template
            .replace("{n}", &dice.pick(&number).to_string())
            .replace("{year}", &(2019 + dice.roll(12)).to_string())
            .replace(
                "{date}",
                &format!("{day:02}.{:02}.20{}", 1 + dice.roll(12), 19 + dice.roll(12)),
            )
            .replace("{time}", &format!("{:02}:{:02}", dice.roll(24), dice.roll(60)))
            .replace("{headline}", dice.pick::<String>(&self.headlines))
    }
}

fn paragraph(sentences: &[String], count: usize, dice: &mut Dice) -> String {
    let sentences: Vec<&str> = (0..count).map(|_| dice.pick(sentences).as_str()).collect();
    sentences.join(" ")
}

/// Returns the first words of a sentence, without its mark: a headline, a name.
fn words_of(sentence: &str, words: usize) -> String {
    let ends =
        ['.', '!', '?', '。', '।', '؟', '…', ',', ':', ';', '"', '„', '“', '”', '(', ')', '«', '»'];
    let plain = sentence.replace(ends, "");
    match plain.split_whitespace().count() > 2 {
        true => plain.split_whitespace().take(words).collect::<Vec<&str>>().join(" "),
        false => plain.chars().take(3 * words).collect(),
    }
}

/// Returns the pages of every site; `given` holds real sentences by language, `size` turns the number of
/// a site's pages into the one that is wanted.
pub(crate) fn corpus(
    given: &BTreeMap<String, Vec<String>>,
    size: impl Fn(usize) -> usize,
) -> Vec<Page> {
    let mut pages = Vec::new();
    for (seed, site) in SITES.iter().enumerate() {
        let mut dice = Dice(seed as u64 + 1);
        let press = Press::new(site, given, &mut dice);
        let mut last: Option<Page> = None;
        for number in 0..size(site.documents) {
            let page = press.page(number % site.documents, &mut dice);
            let file = format!("{}/{number:05}.txt", site.host);
            // A second version of the last article: its lines again, and one more paragraph.
            let page = match last.take().filter(|_| dice.chance(2)) {
                Some(mut again) => {
                    let is_body = |(kind, _): &(Kind, String)| *kind == Kind::Body;
                    let last = again.lines.iter().rposition(is_body).unwrap_or(0);
                    let more = paragraph(&press.sentences, 1, &mut dice);
                    again.lines.insert(last, (Kind::Body, more));
                    again
                }
                None => page,
            };
            last = Some(page.clone());
            pages.push(Page { file, ..page });
        }
    }
    pages
}
