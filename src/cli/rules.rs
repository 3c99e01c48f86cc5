//! `scutch rules` and `scutch explain`: the rules as they document themselves.

use clap::Args;

use scutch::learn::exam;
use scutch::{Config, Error, Example, Result, Rule, catalog};

use super::print::{complain, count, print};
use super::{ConfigArgs, FINISHED_BADLY, Status};

#[derive(Args)]
pub(crate) struct RulesArgs {
    #[command(flatten)]
    pub(super) config: ConfigArgs,
    /// Try the examples that rules of the configuration carry: `fires` and `keeps`
    #[arg(long)]
    test: bool,
}

#[derive(Args)]
#[command(after_help = "Example:\n  scutch explain widget/font-size")]
pub(crate) struct ExplainArgs {
    /// The id of a rule, such as widget/font-size
    rule: String,
    #[command(flatten)]
    pub(super) config: ConfigArgs,
}

pub(super) fn rules(args: &RulesArgs) -> Result<Status> {
    let config = args.config.load()?;
    if args.test {
        return test(&config);
    }
    let mut text = String::new();
    for rule in catalog::rules(&config)? {
        let off = if config.rules.off.iter().any(|id| *id == rule.id) { " (off)" } else { "" };
        text.push_str(&format!(
            "{:<28} {:<8} {}{off}\n",
            rule.id,
            rule.effect.word(),
            rule.summary
        ));
    }
    print(text)?;
    Ok(Status::SUCCESS)
}

/// Tries the examples of the configuration's own rules.
fn test(config: &Config) -> Result<Status> {
    let exam = exam(config)?;
    for failure in &exam.failures {
        complain(&format!("{}: {:?}: {}", failure.rule, failure.text, failure.problem));
    }
    let examples = count(exam.examples as u64, "example", "examples");
    print(format_args!("{examples}: {} failed\n", exam.failures.len()))?;
    Ok(Status::from(if exam.failures.is_empty() { 0 } else { FINISHED_BADLY }))
}

pub(super) fn explain(args: &ExplainArgs) -> Result<Status> {
    let config = args.config.load()?;
    let rules = catalog::rules(&config)?;
    match rules.iter().find(|rule| rule.id == args.rule) {
        Some(rule) => {
            print(explanation(rule))?;
            Ok(Status::SUCCESS)
        }
        None => {
            let name = args.rule.rsplit('/').next().unwrap_or_default();
            let near = rules.iter().filter(|rule| !name.is_empty() && rule.id.contains(name));
            let near: Vec<String> = near.map(|rule| format!("`{}`", rule.id)).collect();
            let hint = match near.is_empty() {
                true => "see `scutch rules`".to_owned(),
                false => format!("did you mean {}?", near.join(", ")),
            };
            Err(Error::new(
                "explain",
                format!("expected the id of a rule, found \"{}\": {hint}", args.rule),
            ))
        }
    }
}

fn explanation(rule: &Rule) -> String {
    let mut text = format!(
        "{} ({})\n\n{}.\n{}\n",
        rule.id,
        rule.effect.word(),
        capitalized(&rule.summary),
        rule.why
    );
    for example in rule.examples {
        text.push_str(&shown(example));
    }
    text
}

fn shown(example: &Example) -> String {
    let raw = indented(&raw_text(example.raw));
    match example.becomes {
        None => format!("\nStays as it is:\n{raw}"),
        Some(text) => {
            let value = example.value.map_or(String::new(), |value| format!("Value: {value}\n"));
            format!("\nFrom:\n{raw}To:\n{}{value}", indented(text))
        }
    }
}

/// Returns raw bytes for print, those that are no text escaped.
fn raw_text(raw: &[u8]) -> String {
    let mut text = String::new();
    for chunk in raw.utf8_chunks() {
        text.push_str(chunk.valid());
        for byte in chunk.invalid() {
            text.push_str(&format!("\\x{byte:02X}"));
        }
    }
    text
}

/// Returns the lines indented, with what cannot be seen spelled out.
fn indented(text: &str) -> String {
    let mut lines = String::new();
    for line in text.split('\n') {
        lines.push_str("    ");
        for c in line.chars() {
            match c {
                ' ' => lines.push(' '),
                c if c.is_control() || c.is_whitespace() || is_invisible(c) => {
                    lines.push_str(&format!("<U+{:04X}>", u32::from(c)));
                }
                c => lines.push(c),
            }
        }
        lines.push('\n');
    }
    lines
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}')
}

fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}
