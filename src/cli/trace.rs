//! `scutch trace`: a document with what was removed struck out, what came instead, and the rules.

use std::path::PathBuf;

use clap::Args;

use scutch::trace::{Step, Stretch};
use scutch::{Field, Result};

use super::print::{ColorChoice, print};
use super::{ConfigArgs, FINISHED_BADLY, Status};

#[derive(Args)]
#[command(
    after_help = "Removed text is shown as [-…-], or red and struck out; what came instead as {+…+}, or \
    green; the rule behind it as <rule>. A newline is shown as ⏎.\n\nExamples:\n  \
    scutch trace seeds/a.txt\n  \
    scutch trace pages.zip!a/one.txt    one document of an archive, as `file` names it\n  \
    scutch trace records.jsonl!12       one record\n  \
    curl … | scutch trace -"
)]
pub(crate) struct TraceArgs {
    /// The raw document; `-` is standard input, `FILE!NAME` one among the documents of a file
    file: PathBuf,
    #[command(flatten)]
    pub(super) config: ConfigArgs,
}

/// Terminal codes, or none.
struct Style {
    gone: (&'static str, &'static str),
    came: (&'static str, &'static str),
    rule: (&'static str, &'static str),
}

const PLAIN: Style = Style { gone: ("[-", "-]"), came: ("{+", "+}"), rule: ("<", ">") };

/// ECMA-48: red and struck out, green, dim.
const COLORED: Style = Style {
    gone: ("\x1b[31;9m", "\x1b[0m"),
    came: ("\x1b[32m", "\x1b[0m"),
    rule: ("\x1b[2m<", ">\x1b[0m"),
};

pub(super) fn trace(args: &TraceArgs, color: ColorChoice) -> Result<Status> {
    let trace = scutch::trace::trace(&args.file, &args.config.load()?)?;
    let style = if color.is_on() { COLORED } else { PLAIN };
    let mut text: String = trace.stretches.iter().map(|stretch| shown(stretch, &style)).collect();
    if !text.ends_with('\n') {
        text.push('\n');
    }
    text.push('\n');
    let doc = &trace.document;
    for field in Field::ALL {
        for value in doc.values(field) {
            text.push_str(&format!("{:<10} {value}\n", field.name()));
        }
    }
    if !doc.encoding().is_empty() {
        text.push_str(&format!("{:<10} {}\n", "encoding", doc.encoding()));
    }
    let status = match doc.verdict().rejection() {
        None => Status::SUCCESS,
        Some(rejection) => {
            text.push_str(&format!(
                "{:<10} {}: {}\n",
                "rejected", rejection.rule.id, rejection.reason
            ));
            Status::from(FINISHED_BADLY)
        }
    };
    print(text)?;
    Ok(status)
}

fn shown(stretch: &Stretch, style: &Style) -> String {
    let mut text = match stretch.is_kept || stretch.text.is_empty() {
        true => escaped(&stretch.text, "\n"),
        false => format!("{}{}{}", style.gone.0, escaped(&stretch.text, "⏎"), style.gone.1),
    };
    for step in &stretch.steps {
        text.push_str(&told(step, style));
    }
    // What was removed may have held the line break that kept lines apart on the screen.
    if stretch.text.ends_with('\n') && !stretch.is_kept {
        text.push('\n');
    }
    text
}

fn told(step: &Step, style: &Style) -> String {
    let came = match &step.with {
        Some(with) if !with.is_empty() => {
            format!("{}{}{}", style.came.0, escaped(with, "⏎"), style.came.1)
        }
        _ => String::new(),
    };
    let value = match &step.value {
        Some((field, value)) => format!(": {field} = {}", escaped(value, "⏎")),
        None if !step.detail.is_empty() => format!(": {}", step.detail),
        None => String::new(),
    };
    format!("{came}{}{}{value}{}", style.rule.0, step.rule, style.rule.1)
}

/// Returns text that cannot steer the terminal: controls and direction marks spelled out.
fn escaped(text: &str, newline: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' => safe.push_str(newline),
            '\t' => safe.push(c),
            c if c.is_control()
                || matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}') =>
            {
                safe.push_str(&format!("<U+{:04X}>", u32::from(c)));
            }
            '\u{A0}' => safe.push('⍽'),
            c => safe.push(c),
        }
    }
    safe
}
