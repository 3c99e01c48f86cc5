//! The examples that rules of config carry: where each says that it fires, and where it must not.

use crate::config::Config;
use crate::error::Result;
use crate::pipeline::Pipeline;
use crate::raw::{Body, RawDocument};

/// An example that does not come out as the config says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The rule by its id, such as `user/harbour-promo`.
    pub rule: String,
    /// The example.
    pub text: String,
    /// What was expected and what was found.
    pub problem: String,
}

/// What was tried.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Exam {
    /// Examples that were run.
    pub examples: usize,
    /// Those that came out otherwise.
    pub failures: Vec<Failure>,
}

/// A rule of config with its examples.
struct Candidate<'a> {
    rule: String,
    site: &'a str,
    fires: &'a [String],
    keeps: &'a [String],
}

/// Runs the examples of every rule of `config`, each a document of its own, through all stages.
///
/// # Errors
///
/// When the config has no meaning.
pub fn exam(config: &Config) -> Result<Exam> {
    let pipeline = Pipeline::new(config)?;
    let mut exam = Exam::default();
    for candidate in candidates(config) {
        for text in candidate.fires {
            exam.take(&pipeline, &candidate, text, Wanted::Fires);
        }
        for text in candidate.keeps {
            exam.take(&pipeline, &candidate, text, Wanted::Keeps);
        }
    }
    Ok(exam)
}

fn candidates(config: &Config) -> Vec<Candidate<'_>> {
    let users = config.strip.furniture.iter().chain(&config.split.signature);
    let users = users.map(|pattern| Candidate {
        rule: format!("user/{}", pattern.id),
        site: "",
        fires: &pattern.fires,
        keeps: &pattern.keeps,
    });
    let learned = config.strip.learned.iter().map(|line| Candidate {
        rule: format!("learned/{}", line.id),
        site: &line.site,
        fires: &line.fires,
        keeps: &line.keeps,
    });
    users.chain(learned).collect()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Wanted {
    Fires,
    Keeps,
}

impl Exam {
    fn take(&mut self, pipeline: &Pipeline, rule: &Candidate<'_>, text: &str, wanted: Wanted) {
        self.examples += 1;
        let fired = fired(pipeline, rule.site, text);
        let has_fired = fired.contains(&rule.rule);
        let problem = match (wanted, has_fired) {
            (Wanted::Fires, false) if fired.is_empty() => {
                "expected the rule to fire, found nothing".to_owned()
            }
            (Wanted::Fires, false) => {
                format!("expected the rule to fire, found {}", fired.join(", "))
            }
            (Wanted::Keeps, true) => "expected the rule to keep still, found it firing".to_owned(),
            _ => return,
        };
        self.failures.push(Failure { rule: rule.rule.clone(), text: text.to_owned(), problem });
    }
}

/// Returns the rules that fire on a text of the site.
fn fired(pipeline: &Pipeline, site: &str, text: &str) -> Vec<String> {
    let file = if site.is_empty() { "example".to_owned() } else { format!("{site}/example") };
    let body = Body::Bytes(text.as_bytes().to_vec());
    let doc = pipeline.document(RawDocument { input: 0, file, body });
    let mut fired: Vec<String> =
        doc.ledger().changes().map(|change| change.rule.id.to_string()).collect();
    fired.dedup();
    fired
}
