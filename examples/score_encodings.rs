//! Measures encoding detection against the public sets and prints a table, next to the figures of
//! the best peer and to the aims.
//!
//! Whole files go through scutch's own decoder, so that what is measured is what users get;
//! sentences and snippets ask for the guess alone.
//!
//! Run as `score_encodings DATA_DIR [SET]`, where `DATA_DIR` holds `encoding/`; with a set's name
//! only that set is measured and its misses are listed.

#![expect(clippy::print_stdout, reason = "printing the table is what the program is for")]

use std::collections::BTreeMap;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::time::Instant;
use std::{env, fs};

use scutch::decode::{Charset, Decoder, Options, detect};
use scutch::document::Verdict;
use scutch::{Body, Document, RawDocument};
use serde_json::Value;

mod shared;

/// The encodings that are usual for a language: those of the WHATWG, then those of DOS and the Mac.
const USUAL: &[(&str, &str, &str)] = &[
    (
        "af ca cy da de en es eu fi fr ga id is it la lg ms nb nl nn pt sn so sq st sv sw tl tn ts xh \
         zu",
        "windows-1252 iso-8859-15 macintosh",
        "IBM850",
    ),
    ("de es fr it nl fi sv ca", "", "IBM437"),
    ("pt", "", "IBM860"),
    ("fr", "", "IBM863"),
    ("is", "", "IBM861"),
    ("da nb nn", "", "IBM865"),
    ("cs hr hu pl sk sl bs ro", "windows-1250 iso-8859-2", "IBM852"),
    ("cs hu pl sk", "", "macCentralEurope"),
    ("et lt lv", "windows-1257 iso-8859-13", "IBM775"),
    ("lt lv", "iso-8859-4", ""),
    ("et", "windows-1252", ""),
    ("ro", "iso-8859-16", "macRomania"),
    ("hr sl bs", "", "macCroatian"),
    ("eo", "iso-8859-3", ""),
    ("ga cy", "iso-8859-14", ""),
    ("tr", "windows-1254", "IBM857 macTurkish"),
    ("ru bg", "windows-1251 koi8-r iso-8859-5 IBM866 x-mac-cyrillic", "IBM855"),
    ("uk be", "windows-1251 koi8-u iso-8859-5 x-mac-cyrillic", ""),
    ("uk", "", "IBM1125"),
    ("mk sr", "windows-1251 iso-8859-5 x-mac-cyrillic", "IBM855"),
    ("mn kk", "windows-1251", ""),
    ("kk", "", "PTCP154"),
    ("el", "windows-1253 iso-8859-7", "IBM737 IBM869 macGreek"),
    ("he", "windows-1255 iso-8859-8", "IBM862"),
    ("ar", "windows-1256 iso-8859-6", "IBM720"),
    ("fa ur", "windows-1256", ""),
    ("th", "windows-874", ""),
    ("vi", "windows-1258", ""),
    ("zh", "gb18030 gbk big5", ""),
    ("ja", "shift_jis euc-jp iso-2022-jp", ""),
    ("ko", "euc-kr", ""),
];

/// The encodings that news pages are put into.
const PAGE_LABELS: &str = "windows-1250 windows-1251 windows-1252 windows-1253 windows-1254 windows-1255 \
    windows-1256 windows-1257 windows-874 koi8-r koi8-u iso-8859-2 iso-8859-5 iso-8859-15 ibm866 \
    macintosh x-mac-cyrillic big5 shift_jis euc-jp euc-kr ibm850 ibm852";

/// What a set of trials came to.
#[derive(Default)]
struct Score {
    right: usize,
    all: usize,
    misses: BTreeMap<String, usize>,
    ranks: [(usize, usize); 10],
    trials: Vec<(f32, bool)>,
}

impl Score {
    fn add(&mut self, right: bool, confidence: f32, miss: impl FnOnce() -> String) {
        self.all += 1;
        self.right += usize::from(right);
        let rank = &mut self.ranks[((confidence * 10.0) as usize).min(9)];
        rank.0 += usize::from(right);
        rank.1 += 1;
        self.trials.push((confidence, right));
        if !right {
            *self.misses.entry(miss()).or_default() += 1;
        }
    }

    fn percent(&self) -> f64 {
        100.0 * self.right as f64 / self.all.max(1) as f64
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = env::args().collect();
    let data = PathBuf::from(args.get(1).ok_or("expected DATA_DIR")?).join("encoding");
    let only = args.get(2).map(String::as_str);
    let wanted = |name: &str| only.is_none_or(|only| only == name);
    println!("{:<34}{:>8}{:>8}{:>8}{:>8}", "set", "files", "right %", "peer %", "aim %");
    if wanted("detect") {
        let [web, other] = files(&data)?;
        show("detect, WHATWG", &web, 97.6, 99.1, only);
        show("detect, other", &other, f64::NAN, f64::NAN, only);
    }
    if wanted("confidence") {
        confidence(&data)?;
    }
    if wanted("sentence") || wanted("snippet") || wanted("utf16") || wanted("made") {
        let mut sentences = shared::sentences(&data.join("sentences.tsv"))?;
        sentences.retain(|sentence| shared::is_held_out(&sentence.text));
        for (name, size, peer, aim) in
            [("sentence", usize::MAX, 95.6, 98.5), ("snippet", 100, 87.6, 93.0)]
        {
            if wanted(name) {
                let [web, other] = legacy(&sentences, size);
                show(&format!("{name}, WHATWG"), &web, peer, aim, only);
                show(&format!("{name}, DOS and Mac"), &other, f64::NAN, f64::NAN, only);
                let right = 100.0 * (web.right + other.right) as f64 / (web.all + other.all) as f64;
                println!(
                    "{:<34}{:>8}{right:>8.2}",
                    format!("{name}, together"),
                    web.all + other.all
                );
                ranks(&web);
            }
        }
        if wanted("made") {
            show("mixed lines, all languages", &made(&sentences)?, f64::NAN, 98.0, only);
        }
        if wanted("utf16") {
            show("utf-16 without a mark", &utf16(&sentences), f64::NAN, 99.0, only);
        }
    }
    if wanted("speed") {
        speed(&data)?;
    }
    if wanted("damaged") {
        show("utf-8 damaged, as shipped", &damaged(&data)?, 25.0, 100.0, only);
        show("utf-8 with stray 92 and E9", &strays(&data)?, f64::NAN, 100.0, only);
        show("utf-8 with many of them", &many_strays(&data)?, f64::NAN, 100.0, only);
    }
    if wanted("news") {
        let pages = data.join("../lines/news.jsonl");
        show("news pages, re-encoded", &news(&pages)?, f64::NAN, f64::NAN, only);
    }
    if wanted("mixed") {
        show("mixed lines", &mixed(&data)?, 81.6, 98.0, only);
    }
    Ok(())
}

/// The sizes that sentences are cut to for the table of confidence.
const CUTS: [usize; 7] = [4, 8, 16, 32, 64, 128, usize::MAX];
/// The upper bounds of the bands of that table.
const BANDS: [f32; 9] = [0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.995, 1.01];

/// Prints how often guesses of a confidence are right, over held-out sentences cut to many sizes.
fn confidence(data: &Path) -> Result<(), Box<dyn Error>> {
    let mut sentences = shared::sentences(&data.join("sentences.tsv"))?;
    sentences.retain(|sentence| shared::is_held_out(&sentence.text));
    let mut bands = [(0_usize, 0_usize, 0_f64); BANDS.len()];
    for size in CUTS {
        for score in legacy(&sentences, size) {
            for (confidence, right) in score.trials {
                let at = BANDS.iter().position(|bound| confidence < *bound).unwrap_or(0);
                let band = &mut bands[at];
                *band = (band.0 + usize::from(right), band.1 + 1, band.2 + f64::from(confidence));
            }
        }
    }
    println!("{:<34}{:>8}{:>8}{:>8}", "confidence below", "guesses", "right %", "told %");
    let all: usize = bands.iter().map(|band| band.1).sum();
    let mut gap = 0.0;
    for (bound, (right, count, told)) in BANDS.iter().zip(bands) {
        let share = |n: f64| 100.0 * n / count.max(1) as f64;
        println!("{bound:<34}{count:>8}{:>8.1}{:>8.1}", share(right as f64), share(told));
        gap += (right as f64 - told).abs();
    }
    println!(
        "{:<34}{all:>8}{:>8.2}",
        "gap between told and right",
        100.0 * gap / all.max(1) as f64
    );
    Ok(())
}

/// Times detection of the legacy files, the best of several rounds, beside a plain copy.
fn speed(data: &Path) -> Result<(), Box<dyn Error>> {
    let mut legacy = Vec::new();
    for (row, bytes) in manifest(&data.join("detect"))? {
        let truth = row["truth"].as_str().unwrap_or_default();
        let plain = truth.starts_with("utf")
            || truth == "ascii"
            || !row["whatwg"].as_bool().unwrap_or(false);
        if !plain && bytes.len() < 200_000 {
            legacy.push(bytes);
        }
    }
    let size: usize = legacy.iter().map(Vec::len).sum();
    let time = |job: &dyn Fn(&[u8]) -> usize| {
        let mut best = f64::MAX;
        for _ in 0..9 {
            let start = Instant::now();
            let done: usize = legacy.iter().map(|bytes| job(bytes)).sum();
            best = best.min(start.elapsed().as_secs_f64() + if done == 0 { 1.0 } else { 0.0 });
        }
        size as f64 / 1e6 / best
    };
    println!(
        "{:<34}{:>8}{:>8.0} MB/s",
        "speed, legacy files",
        legacy.len(),
        time(&|b| detect(b, None).charset.name().len())
    );
    println!(
        "{:<34}{:>8}{:>8.0} MB/s",
        "speed, copy",
        legacy.len(),
        time(&|b| std::hint::black_box(b.to_vec()).len())
    );
    Ok(())
}

/// Decodes a file as a run does.
fn decode(bytes: &[u8]) -> Result<Document, Box<dyn Error>> {
    let decoder = Decoder::new(&Options::default(), u64::MAX)?;
    let body = Body::Bytes(bytes.to_vec());
    Ok(decoder.decode(RawDocument { input: 0, file: String::new(), body }))
}

/// Returns the part of two texts where they first differ.
fn difference(text: &str, wanted: &str) -> String {
    let at = text.chars().zip(wanted.chars()).position(|(a, b)| a != b).unwrap_or(0);
    text.chars().skip(at.saturating_sub(20)).take(40).collect()
}

/// Files that lost bytes: they stay UTF-8, and what they lost stays lost.
fn damaged(data: &Path) -> Result<Score, Box<dyn Error>> {
    let mut score = Score::default();
    for (row, bytes) in manifest(&data.join("utf8_damaged"))? {
        let doc = decode(&bytes)?;
        let lossy = Charset::UTF_8.decode_lossy(&bytes);
        // A character that the end of the file cuts is taken away.
        let wanted = lossy.strip_suffix('\u{FFFD}').unwrap_or(&lossy);
        score.add(doc.text() == wanted, 1.0, || {
            let part = difference(doc.text(), wanted);
            format!("{} {} {} {part:?}", row["langs"], row["damage"], doc.encoding())
        });
    }
    Ok(score)
}

/// The same files, mended, with a stray windows-1252 byte put in at several places.
fn strays(data: &Path) -> Result<Score, Box<dyn Error>> {
    let mut score = Score::default();
    for (row, bytes) in manifest(&data.join("utf8_damaged"))? {
        let whole = Charset::UTF_8.decode_lossy(&bytes).replace('\u{FFFD}', "");
        for (raw, c) in [(0x92_u8, '’'), (0xE9, 'é')] {
            for part in 1..8 {
                let near = whole.len() * part / 8;
                let cut = (near..whole.len()).find(|at| whole.is_char_boundary(*at)).unwrap_or(0);
                let (head, tail) = whole.split_at(cut);
                let stray = [head.as_bytes(), &[raw], tail.as_bytes()].concat();
                let doc = decode(&stray)?;
                let wanted = format!("{head}{c}{tail}");
                score.add(doc.text() == wanted, 1.0, || {
                    let part = difference(doc.text(), &wanted);
                    format!("{} {raw:X} {} {part:?}", row["langs"], doc.encoding())
                });
            }
        }
    }
    Ok(score)
}

/// The same with both bytes at all places at once.
fn many_strays(data: &Path) -> Result<Score, Box<dyn Error>> {
    let mut score = Score::default();
    for (row, bytes) in manifest(&data.join("utf8_damaged"))? {
        let whole = Charset::UTF_8.decode_lossy(&bytes).replace('\u{FFFD}', "");
        let (mut raw, mut wanted) = (Vec::new(), String::new());
        let step = whole.chars().count() / 9 + 1;
        for (at, c) in whole.chars().enumerate() {
            if at % step == step - 1 {
                raw.push(if (at / step).is_multiple_of(2) { 0x92 } else { 0xE9 });
                wanted.push(if (at / step).is_multiple_of(2) { '’' } else { 'é' });
            }
            raw.extend(c.to_string().bytes());
            wanted.push(c);
        }
        let doc = decode(&raw)?;
        score.add(doc.text() == wanted, 1.0, || {
            let part = difference(doc.text(), &wanted);
            format!("{} {} {part:?}", row["langs"], doc.encoding())
        });
    }
    Ok(score)
}

/// Visible text of news pages in many languages, in every encoding that has its letters.
fn news(path: &Path) -> Result<Score, Box<dyn Error>> {
    let mut score = Score::default();
    for line in fs::read_to_string(path)?.lines() {
        let row: Value = serde_json::from_str(line)?;
        let none = Vec::new();
        let lines = row["lines"].as_array().unwrap_or(&none).iter().filter_map(Value::as_str);
        let text = lines.collect::<Vec<_>>().join("\n");
        let letters = |c: &char| c.is_alphabetic() && !c.is_ascii();
        for charset in PAGE_LABELS.split(' ').filter_map(Charset::for_label) {
            let fits = |c: &char| encode(charset, &c.to_string()).is_some();
            let (all, lost) = text
                .chars()
                .filter(letters)
                .fold((0, 0), |(all, lost), c| (all + 1, lost + usize::from(!fits(&c))));
            let kept: String = text.chars().filter(fits).collect();
            let raw = encode(charset, &kept).unwrap_or_default();
            if all == 0 || lost * 100 > all || raw.is_ascii() {
                continue;
            }
            let guess = detect(&raw, None);
            let right = guess.charset.decode_lossy(&raw) == charset.decode_lossy(&raw);
            score.add(right, guess.confidence, || {
                format!(
                    "{} {} -> {} {:.2}",
                    row["id"],
                    charset.name(),
                    guess.charset.name(),
                    guess.confidence
                )
            });
        }
    }
    Ok(score)
}

/// Files with lines in two encodings; the score is of lines.
fn mixed(data: &Path) -> Result<Score, Box<dyn Error>> {
    let mut score = Score::default();
    for (row, bytes) in manifest(&data.join("mixed_lines"))? {
        let doc = decode(&bytes)?;
        let none = Vec::new();
        let wanted = row["lines"].as_array().unwrap_or(&none).iter().filter_map(Value::as_str);
        for (line, wanted) in doc.text().split('\n').zip(wanted) {
            score.add(line == wanted, 1.0, || {
                format!("{} {} {} {line}", row["langs"], row["truth"], doc.encoding())
            });
        }
    }
    Ok(score)
}

/// Documents made of held-out sentences of every language, each third line in a legacy encoding.
fn made(sentences: &[shared::Sentence]) -> Result<Score, Box<dyn Error>> {
    let mut score = Score::default();
    for (codes, web, _) in USUAL {
        for (code, label) in
            codes.split(' ').flat_map(|code| web.split_whitespace().map(move |l| (code, l)))
        {
            let texts = sentences.iter().filter(|s| s.code == code).map(|s| s.text.as_str());
            let texts: Vec<&str> = texts.collect();
            for chunk in texts.chunks(20).take(4).filter(|_| label != "iso-2022-jp") {
                made_file(&mut score, code, label, chunk)?;
            }
        }
    }
    Ok(score)
}

fn made_file(
    score: &mut Score,
    code: &str,
    label: &str,
    chunk: &[&str],
) -> Result<(), Box<dyn Error>> {
    let Some(charset) = Charset::for_label(label) else {
        return Ok(());
    };
    let mut bytes = Vec::new();
    for (at, text) in chunk.iter().enumerate() {
        match encode(charset, text) {
            Some(raw) if at % 3 == 0 => bytes.extend(raw),
            _ => bytes.extend(text.bytes()),
        }
        bytes.push(b'\n');
    }
    let doc = decode(&bytes)?;
    for (line, wanted) in doc.text().split('\n').zip(chunk) {
        score.add(line == *wanted, 1.0, || format!("{code} {label} {} {line}", doc.encoding()));
    }
    Ok(())
}

fn show(name: &str, score: &Score, peer: f64, aim: f64, only: Option<&str>) {
    println!("{name:<34}{:>8}{:>8.2}{peer:>8.1}{aim:>8.1}", score.all, score.percent());
    if only.is_some() {
        let mut misses: Vec<_> = score.misses.iter().collect();
        misses.sort_by_key(|(miss, n)| (std::cmp::Reverse(**n), miss.to_string()));
        for (miss, n) in misses.iter().take(70) {
            println!("    {n:>5} {miss}");
        }
    }
}

/// Prints how often each band of confidence is right.
fn ranks(score: &Score) {
    let band = |(at, (right, all)): (usize, &(usize, usize))| {
        format!("0.{at}: {:.0}% of {all}", 100.0 * *right as f64 / (*all).max(1) as f64)
    };
    let bands: Vec<String> =
        score.ranks.iter().enumerate().filter(|(_, r)| r.1 > 0).map(band).collect();
    println!("    confidence {}", bands.join(", "));
}

/// A row of a manifest and the bytes of its file.
type Row = (Value, Vec<u8>);

fn manifest(dir: &Path) -> Result<Vec<Row>, Box<dyn Error>> {
    let mut rows = Vec::new();
    for line in fs::read_to_string(dir.join("manifest.jsonl"))?.lines() {
        let row: Value = serde_json::from_str(line)?;
        let bytes = fs::read(dir.join(row["file"].as_str().unwrap_or_default()))?;
        rows.push((row, bytes));
    }
    Ok(rows)
}

/// Decodes without the mark.
fn text(charset: Charset, bytes: &[u8]) -> String {
    charset.decode_lossy(bytes).trim_start_matches('\u{FEFF}').to_string()
}

fn truth(label: &str, bytes: &[u8]) -> Option<Charset> {
    match label {
        "utf-16" if bytes.starts_with(b"\xFE\xFF") => Some(Charset::UTF_16BE),
        "utf-32" if bytes.starts_with(b"\0\0\xFE\xFF") => Some(Charset::UTF_32BE),
        _ => Charset::for_label(label),
    }
}

fn files(data: &Path) -> Result<[Score; 2], Box<dyn Error>> {
    let mut scores = [Score::default(), Score::default()];
    let (mut size, mut time) = (0, 0.0);
    for (row, bytes) in manifest(&data.join("detect"))? {
        let label = row["truth"].as_str().unwrap_or_default();
        let start = Instant::now();
        let guess = detect(&bytes, None);
        time += start.elapsed().as_secs_f64();
        size += bytes.len();
        let doc = decode(&bytes)?;
        let right = match doc.verdict() {
            Verdict::Kept => {
                truth(label, &bytes).is_some_and(|truth| doc.text() == text(truth, &bytes))
            }
            Verdict::Rejected(why) => label == "binary" && why.rule.id == "binary/content",
            Verdict::Duplicate(..) | Verdict::Unreadable(_) => false,
        };
        let at = usize::from(!row["whatwg"].as_bool().unwrap_or(false));
        scores[at].add(right, guess.confidence, || {
            let next = guess.runner_up.map(|(next, _)| next.name());
            format!(
                "{label} {} -> {} ({:?} {:.2}, {next:?}) {} bytes {}",
                row["langs"],
                guess.charset.name(),
                guess.evidence,
                guess.confidence,
                bytes.len(),
                row["file"]
            )
        });
    }
    println!("    {:.1} MB at {:.0} MB/s", size as f64 / 1e6, size as f64 / 1e6 / time);
    Ok(scores)
}

/// Encodes a text, if the charset has all of its characters.
fn encode(charset: Charset, text: &str) -> Option<Vec<u8>> {
    if let Some(table) = charset.single_byte_table() {
        let byte = |c: char| match u8::try_from(c) {
            Ok(byte) if byte.is_ascii() => Some(byte),
            _ => table.iter().position(|known| *known == c).map(|at| at as u8 | 0x80),
        };
        return text.chars().map(byte).collect();
    }
    let (raw, _, bad) = charset.encoding()?.encode(text);
    (!bad).then(|| raw.into_owned())
}

fn legacy(sentences: &[shared::Sentence], size: usize) -> [Score; 2] {
    let mut scores = [Score::default(), Score::default()];
    for sentence in sentences {
        let text = match sentence.code.as_str() {
            "vi" => shared::tones_apart(&sentence.text),
            "ro" => sentence
                .text
                .replace('ș', "ş")
                .replace('ț', "ţ")
                .replace('Ș', "Ş")
                .replace('Ț', "Ţ"),
            _ => sentence.text.clone(),
        };
        let known = |codes: &str| codes.split(' ').any(|code| code == sentence.code);
        for (_, web, other) in USUAL.iter().filter(|(codes, _, _)| known(codes)) {
            for (at, labels) in [web, other].into_iter().enumerate() {
                for charset in labels.split_whitespace().filter_map(Charset::for_label) {
                    trial(&mut scores[at], &sentence.code, charset, &text, size);
                }
            }
        }
    }
    scores
}

fn trial(score: &mut Score, code: &str, charset: Charset, text: &str, size: usize) {
    let Some(mut raw) = encode(charset, text) else {
        return;
    };
    raw.truncate(size);
    if raw.is_ascii() && !raw.contains(&0x1B) {
        return;
    }
    let guess = detect(&raw, None);
    let right = guess.charset.decode_lossy(&raw) == charset.decode_lossy(&raw);
    score.add(right, guess.confidence, || {
        format!("{code} {} -> {}", charset.name(), guess.charset.name())
    });
}

fn utf16(sentences: &[shared::Sentence]) -> Score {
    let mut score = Score::default();
    for sentence in sentences {
        let orders = [
            (Charset::UTF_16LE, u16::to_le_bytes as fn(u16) -> [u8; 2]),
            (Charset::UTF_16BE, u16::to_be_bytes),
        ];
        for (charset, order) in orders {
            let raw: Vec<u8> = sentence.text.encode_utf16().flat_map(order).collect();
            let guess = detect(&raw, None);
            score.add(guess.charset == charset, guess.confidence, || {
                format!(
                    "{} {} -> {} {:?}",
                    sentence.code,
                    charset.name(),
                    guess.charset.name(),
                    guess.evidence
                )
            });
        }
    }
    score
}
