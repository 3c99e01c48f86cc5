//! Measures how often the language of a sentence is told right, next to whatlang alone.
//!
//! `score_language SENTENCES`: lines of `lang TAB sentence`. Of those that training never saw, half
//! settled the margins of `tag/language.rs`; the other half is judged here, one by one and three
//! together.

#![allow(clippy::print_stdout, reason = "a program that prints is what an example is")]

#[path = "shared/held_out.rs"]
mod held_out;

use std::collections::BTreeMap;
use std::fs;

use scutch::{Body, Config, Field, Pipeline, RawDocument};

/// Codes of whatlang that are not those of the sentences, and theirs.
const OTHER_CODES: &str = "epo eo,eng en,rus ru,cmn zh,spa es,por pt,ita it,ben bn,fra fr,deu de,ukr uk,\
    kat ka,ara ar,hin hi,jpn ja,heb he,pol pl,kor ko,nob nb,dan da,swe sv,fin fi,tur tr,nld nl,hun hu,\
    ces cs,ell el,bul bg,bel be,mar mr,ron ro,slv sl,hrv hr,srp sr,mkd mk,lit lt,lav lv,est et,tam ta,\
    vie vi,urd ur,tha th,guj gu,pan pa,aze az,ind id,tel te,pes fa,zul zu,sna sn,afr af,lat la,slk sk,\
    cat ca,tgl tl,hye hy,cym cy";

/// Errors that are listed.
const LISTED: usize = 24;

#[derive(Default)]
struct Score {
    all: u32,
    right: u32,
    silent: u32,
    whatlang: u32,
}

impl Score {
    fn add(&mut self, lang: &str, found: Option<&str>, whatlang: Option<&str>) {
        self.all += 1;
        self.right += u32::from(found == Some(lang));
        self.silent += u32::from(found.is_none());
        self.whatlang += u32::from(whatlang == Some(lang));
    }

    fn print(&self, name: &str) {
        let share = |part: u32, all: u32| 100.0 * f64::from(part) / f64::from(all.max(1));
        println!(
            "  {name}: {:.2} % right, {:.2} % silent, {:.2} % right of what is told; whatlang alone {:.2} %",
            share(self.right, self.all),
            share(self.silent, self.all),
            share(self.right, self.all - self.silent),
            share(self.whatlang, self.all),
        );
    }
}

fn main() {
    let path = std::env::args().nth(1).unwrap_or_default();
    let lines = fs::read_to_string(path).unwrap_or_default();
    let mut sentences: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (lang, text) in lines.lines().filter_map(|line| line.split_once('\t')) {
        if held_out::is_held_out(text) && !(held_out::hash(text) / 5).is_multiple_of(2) {
            sentences.entry(lang).or_default().push(text);
        }
    }
    let least = Config::default().tag.min_confidence;
    for (together, least) in [(1, 0.0), (1, least), (3, 0.0), (3, least)] {
        println!("{together} together, confidence of at least {least}:");
        judge_all(&sentences, together, &pipeline(least));
    }
}

fn judge_all(sentences: &BTreeMap<&str, Vec<&str>>, together: usize, pipeline: &Pipeline) {
    let (mut every, mut shared, mut beyond) =
        (Score::default(), Score::default(), Score::default());
    let mut errors: BTreeMap<String, u32> = BTreeMap::new();
    for (lang, texts) in sentences {
        let is_shared = OTHER_CODES.split(',').any(|pair| pair.ends_with(&format!(" {lang}")));
        for text in texts.chunks(together) {
            let text = text.join(" ");
            let (found, whatlang) = (told(pipeline, &text), whatlang(&text));
            every.add(lang, found.as_deref(), whatlang);
            let part = if is_shared { &mut shared } else { &mut beyond };
            part.add(lang, found.as_deref(), whatlang);
            if let Some(found) = found.filter(|found| found != lang) {
                *errors.entry(format!("{lang} as {found}")).or_default() += 1;
            }
        }
    }
    every.print("75 languages");
    shared.print("that whatlang knows");
    beyond.print("that it lacks");
    let mut errors: Vec<(String, u32)> = errors.into_iter().collect();
    errors.sort_by_key(|(name, count)| (std::cmp::Reverse(*count), name.clone()));
    let listed = errors.iter().take(LISTED).map(|(name, count)| format!("{name} {count}"));
    println!("  wrong: {}", listed.collect::<Vec<String>>().join(", "));
}

fn pipeline(least: f64) -> Pipeline {
    let mut config = Config::default();
    config.run.stages = vec!["tag".to_owned()];
    config.tag.language = true;
    config.tag.min_confidence = least;
    Pipeline::new(&config).expect("the config is valid")
}

fn told(pipeline: &Pipeline, text: &str) -> Option<String> {
    let doc = pipeline.document(RawDocument {
        input: 0,
        file: String::new(),
        body: Body::Bytes(text.as_bytes().to_vec()),
    });
    doc.field(Field::Language).map(str::to_owned)
}

/// Returns what whatlang alone says, by the codes of the sentences; empty where they have none.
fn whatlang(text: &str) -> Option<&'static str> {
    let code = whatlang::detect(text)?.lang().code();
    let pair = OTHER_CODES
        .split(',')
        .find_map(|pair| pair.trim().split_once(' ').filter(|pair| pair.0 == code));
    Some(pair.map_or("", |pair| pair.1))
}
