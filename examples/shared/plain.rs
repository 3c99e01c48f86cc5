//! Plain texts that are no pages, made of sentences: articles, poems, lists, chats, tables, code. They
//! teach what to leave alone.

use std::fs;
use std::path::Path;

use super::boost::Dice;
use super::held_out::is_held_out;
use super::pages::LabelledPage;

/// Sentences that one text is made of.
const SENTENCES: usize = 40;

/// Texts that are made.
const TEXTS: usize = 700;

/// Which sentences are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(dead_code, reason = "each program wants its own side")]
pub(crate) enum Side {
    /// Those that training sees.
    Seen,
    /// Those that are kept aside.
    Aside,
}

/// Returns texts made of the sentences of one side.
pub(crate) fn read(data: &Path, side: Side) -> Vec<LabelledPage> {
    let path = data.join("encoding/sentences.tsv");
    let text = fs::read_to_string(path).expect("the sentences can be read");
    let pairs = text.lines().filter_map(|line| line.split_once('\t'));
    let wanted = pairs.filter(|(_, text)| is_held_out(text) == (side == Side::Aside));
    let owned: Vec<(String, String)> =
        wanted.map(|(code, text)| (code.to_owned(), text.trim().to_owned())).collect();
    texts(&owned, TEXTS)
}

/// Returns texts made of sentences of one language each, all of whose lines stay.
fn texts(sentences: &[(String, String)], count: usize) -> Vec<LabelledPage> {
    let mut languages: Vec<&str> = sentences.iter().map(|(code, _)| code.as_str()).collect();
    languages.sort_unstable();
    languages.dedup();
    let mut texts = Vec::new();
    for (number, code) in languages.iter().cycle().take(count).enumerate() {
        let own: Vec<&str> = sentences
            .iter()
            .filter(|(other, _)| other == code)
            .map(|(_, text)| text.as_str())
            .collect();
        let mut dice = Dice(number as u64);
        let start = dice.roll() as usize % own.len().max(1);
        let some: Vec<&str> = own.iter().cycle().skip(start).take(SENTENCES).copied().collect();
        let lines = lay_out(&some, number / languages.len() + number, &mut dice);
        texts.push(LabelledPage {
            id: format!("plain-{number}"),
            site: format!("plain-{code}"),
            is_news: false,
            labels: vec![true; lines.len()],
            lines,
        });
    }
    texts
}

/// Lays sentences out in one of ten ways.
fn lay_out(sentences: &[&str], kind: usize, dice: &mut Dice) -> Vec<String> {
    match kind % 10 {
        0 => article(sentences, dice),
        1 => poem(sentences, dice),
        2 => list(sentences, dice),
        3 => chat(sentences, dice),
        4 => table(sentences, dice),
        5 => recipe(sentences, dice),
        6 => code(sentences, dice),
        7 => sentences.iter().map(|line| (*line).to_owned()).collect(),
        8 => glossary(sentences, dice),
        _ => headed(sentences, dice),
    }
}

/// Returns the first words of a sentence, or characters where it has no spaces.
fn words(sentence: &str, count: usize) -> String {
    match sentence.contains(' ') {
        true => sentence.split(' ').take(count).collect::<Vec<&str>>().join(" "),
        false => sentence.chars().take(count * 2).collect(),
    }
}

fn bare(text: &str) -> String {
    text.trim_matches(|c: char| !c.is_alphanumeric()).to_owned()
}

fn pieces(sentence: &str, size: usize) -> Vec<String> {
    if sentence.contains(' ') {
        let words: Vec<&str> = sentence.split(' ').collect();
        return words.chunks(size).map(|piece| piece.join(" ")).collect();
    }
    let letters: Vec<char> = sentence.chars().collect();
    letters.chunks(size * 2).map(|piece| piece.iter().collect()).collect()
}

fn article(sentences: &[&str], dice: &mut Dice) -> Vec<String> {
    let mut lines = vec![bare(&words(sentences[0], 7))];
    for part in sentences.chunks(1 + dice.roll() as usize % 4) {
        lines.push(part.join(" "));
    }
    lines
}

fn poem(sentences: &[&str], dice: &mut Dice) -> Vec<String> {
    let size = 3 + dice.roll() as usize % 5;
    sentences.iter().take(16).flat_map(|sentence| pieces(sentence, size)).collect()
}

fn list(sentences: &[&str], dice: &mut Dice) -> Vec<String> {
    let size = 1 + dice.roll() as usize % 4;
    let mark = dice.roll() % 4;
    let item = |(number, sentence): (usize, &&str)| match mark {
        0 => format!("• {}", bare(&words(sentence, size))),
        1 => format!("{}. {}", number + 1, bare(&words(sentence, size))),
        2 => format!("- {}", bare(&words(sentence, size))),
        _ => bare(&words(sentence, size)),
    };
    let mut lines: Vec<String> = sentences.iter().enumerate().map(item).collect();
    if dice.roll().is_multiple_of(2) {
        lines.insert(0, sentences[0].to_owned());
    }
    lines
}

fn chat(sentences: &[&str], dice: &mut Dice) -> Vec<String> {
    let names = [bare(&words(sentences[0], 1)), bare(&words(sentences[1], 1))];
    let timed = dice.roll().is_multiple_of(2);
    let size = 3 + dice.roll() as usize % 9;
    let said = |(number, sentence): (usize, &&str)| {
        let what = words(sentence, size);
        match timed {
            true => format!("[{:02}:{:02}] {}: {what}", 9 + number / 20, number, names[number % 2]),
            false => format!("{}: {what}", names[number % 2]),
        }
    };
    sentences.iter().enumerate().map(said).collect()
}

fn table(sentences: &[&str], dice: &mut Dice) -> Vec<String> {
    let gap = [" | ", "  ", ", ", "\t"][dice.roll() as usize % 4];
    let columns = 2 + dice.roll() as usize % 4;
    let row = |sentence: &&str| {
        let mut cells = vec![bare(&words(sentence, 2))];
        cells.extend((0..columns).map(|_| (dice.roll() % 10_000).to_string()));
        cells.join(gap)
    };
    sentences.iter().map(row).collect()
}

fn recipe(sentences: &[&str], dice: &mut Dice) -> Vec<String> {
    let mut lines = vec![bare(&words(sentences[0], 4)), sentences[1].to_owned()];
    let units = ["g", "ml", "", "kg", "EL", "cups"];
    for sentence in sentences.iter().skip(2).take(12) {
        let unit = units[dice.roll() as usize % units.len()];
        lines.push(format!("{} {unit} {}", dice.roll() % 500, bare(&words(sentence, 2))));
    }
    for (number, sentence) in sentences.iter().skip(14).take(10).enumerate() {
        lines.push(format!("{}. {sentence}", number + 1));
    }
    lines
}

fn code(sentences: &[&str], dice: &mut Dice) -> Vec<String> {
    let mut lines = Vec::new();
    for sentence in sentences.iter().take(20) {
        let name: String =
            bare(&words(sentence, 1)).chars().filter(|c| c.is_alphanumeric()).take(12).collect();
        match dice.roll() % 6 {
            0 => lines.push(format!("def {}(self, x):", name.to_lowercase())),
            1 => lines.push(format!("    {} = {};", name.to_lowercase(), dice.roll() % 100)),
            2 => lines.push(format!("if ({name} > {}) {{", dice.roll() % 10)),
            3 => lines.push(format!("// {sentence}")),
            4 => lines.push("}".to_owned()),
            _ => lines.push(format!("    return {name}.get(\"{}\")", words(sentence, 1))),
        }
    }
    lines
}

fn glossary(sentences: &[&str], dice: &mut Dice) -> Vec<String> {
    let mark = [" – ", ": ", " = "][dice.roll() as usize % 3];
    sentences.iter().map(|line| format!("{}{mark}{line}", bare(&words(line, 1)))).collect()
}

/// Sections with a heading each, some of them lists.
fn headed(sentences: &[&str], dice: &mut Dice) -> Vec<String> {
    let mut lines = Vec::new();
    for part in sentences.chunks(4) {
        lines.push(bare(&words(part[0], 3)));
        match dice.roll() % 3 {
            0 => lines.extend(part.iter().map(|line| format!("• {}", bare(&words(line, 5))))),
            _ => lines.push(part.join(" ")),
        }
    }
    lines
}
