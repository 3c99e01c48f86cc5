//! Measures how often the language of a sentence is told right, next to whatlang.
//!
//! `score_language SENTENCES`: lines of `lang TAB sentence`, of which those that training never saw
//! are judged, one by one and three together.

#![allow(clippy::print_stdout, reason = "a program that prints is what an example is")]

#[path = "shared/held_out.rs"]
mod held_out;

use std::collections::BTreeMap;
use std::fs;

use scutch::{Body, Config, Field, Pipeline, RawDocument};

/// The languages that both know, by whatlang's code and ours.
const BOTH: &str = "afr af,ara ar,aze az,bel be,ben bn,bul bg,cat ca,ces cs,cmn zh,cym cy,dan da,deu de,\
    ell el,eng en,epo eo,est et,fin fi,fra fr,guj gu,heb he,hin hi,hrv hr,hun hu,hye hy,ind id,ita it,\
    jpn ja,kat ka,kor ko,lat la,lav lv,lit lt,mar mr,mkd mk,nld nl,nob nb,pan pa,pes fa,pol pl,por pt,\
    ron ro,rus ru,slk sk,slv sl,sna sn,spa es,srp sr,swe sv,tam ta,tel te,tgl tl,tha th,tur tr,ukr uk,\
    urd ur,vie vi,zul zu";

#[derive(Default)]
struct Score {
    all: u32,
    ours: u32,
    silent: u32,
    theirs: u32,
}

fn main() {
    let path = std::env::args().nth(1).unwrap_or_default();
    let lines = fs::read_to_string(path).unwrap_or_default();
    let mut sentences: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (lang, text) in lines.lines().filter_map(|line| line.split_once('\t')) {
        if held_out::is_held_out(text) {
            sentences.entry(lang).or_default().push(text);
        }
    }
    for (together, least) in [(1, "0.0"), (1, "0.8"), (3, "0.0"), (3, "0.8")] {
        let pipeline = pipeline(least);
        let (mut every, mut shared) = (Score::default(), Score::default());
        for (lang, texts) in &sentences {
            let theirs = BOTH.split(',').map(str::trim).find_map(|pair| {
                let (code, ours) = pair.split_once(' ')?;
                (ours == *lang).then_some(code)
            });
            for text in texts.chunks(together) {
                let text = text.join(" ");
                judge(&pipeline, lang, &text, None, &mut every);
                if theirs.is_some() {
                    judge(&pipeline, lang, &text, theirs, &mut shared);
                }
            }
        }
        let share = |part: u32, all: u32| 100.0 * f64::from(part) / f64::from(all.max(1));
        println!(
            "{together} together, confidence {least}: 75 languages {:.2} % right, {:.2} % silent; \
             {} that both know: {:.2} % right, {:.2} % silent, whatlang {:.2} % right",
            share(every.ours, every.all),
            share(every.silent, every.all),
            BOTH.split(',').count(),
            share(shared.ours, shared.all),
            share(shared.silent, shared.all),
            share(shared.theirs, shared.all),
        );
    }
}

fn pipeline(least: &str) -> Pipeline {
    let mut config = Config::default();
    config.run.stages = vec!["tag".to_owned()];
    config.tag.language = true;
    config.tag.min_confidence = least.parse().unwrap_or_default();
    Pipeline::new(&config).expect("the config is valid")
}

fn judge(pipeline: &Pipeline, lang: &str, text: &str, theirs: Option<&str>, score: &mut Score) {
    let doc = pipeline.document(RawDocument {
        input: 0,
        file: String::new(),
        body: Body::Bytes(text.as_bytes().to_vec()),
    });
    score.all += 1;
    score.ours += u32::from(doc.field(Field::Language) == Some(lang));
    score.silent += u32::from(doc.field(Field::Language).is_none());
    if let Some(code) = theirs {
        let found = whatlang::detect(text).map(|info| info.lang().code());
        score.theirs += u32::from(found == Some(code));
    }
}
