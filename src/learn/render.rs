//! Proposals as the text of a config file, what speaks for each in comments.

use crate::split::Order;
use crate::text::grouped;

use super::background::Background;
use super::judge::Survey;
use super::orders::Vote;
use super::propose::Proposal;
use super::slots::Slot;

/// Characters of an example.
const EXAMPLE_CHARS: usize = 90;

/// Returns the survey as text that can be put into config: rules, and in comments what speaks for
/// them and what was found besides.
pub fn render(survey: &Survey) -> String {
    let mut text = rules_only(survey);
    text.push_str(&report(
        "Paragraphs that repeat. They are kept: background that a source adds to each item.",
        survey.backgrounds.iter().map(background),
    ));
    text.push_str(&report(
        "Lines with a name. What many documents share is a source; the others are persons.",
        survey.slots.iter().map(slot),
    ));
    text
}

/// Returns the rules alone, each with what speaks for it: the part that is added to a config file.
pub fn rules_only(survey: &Survey) -> String {
    let mut text = String::new();
    for proposal in &survey.proposals {
        text.push('\n');
        text.push_str(&rule(proposal));
    }
    for vote in &survey.orders {
        text.push('\n');
        text.push_str(&order(vote));
    }
    text
}

/// Returns the order in which a site writes day and month, as an entry of config.
fn order(vote: &Vote) -> String {
    let order = match vote.rule.order {
        Order::DayFirst => "day-first",
        Order::MonthFirst => "month-first",
    };
    format!(
        "# The dates of {} of {} of this site show it, and none speaks against it.\n\
         [[split.order]]\nsite = {}\norder = \"{order}\"\n",
        grouped(vote.support),
        counted(vote.sampled, "document"),
        quoted(&vote.rule.site),
    )
}

fn report(head: &str, lines: impl Iterator<Item = String>) -> String {
    let lines: Vec<String> = lines.map(|line| format!("#   {line}\n")).collect();
    if lines.is_empty() { String::new() } else { format!("\n# {head}\n{}", lines.concat()) }
}

fn rule(proposal: &Proposal) -> String {
    let rule = &proposal.rule;
    let mut text = format!("# {}\n", support(proposal));
    for example in &proposal.examples {
        text.push_str(&format!("#   {}\n", excerpt(example)));
    }
    text.push_str(&format!(
        "# Removes {} ({} bytes){}; about {:.1} % of that wrongly.\n",
        counted(proposal.lines, "line"),
        grouped(proposal.bytes),
        match rule.follow {
            0 => String::new(),
            most => format!(", and up to {} below each", counted(most, "line")),
        },
        proposal.wrong * 100.0
    ));
    text.push_str(&format!("[[strip.learned]]\nid = {}\n", quoted(&rule.id)));
    if !rule.site.is_empty() {
        text.push_str(&format!("site = {}\n", quoted(&rule.site)));
    }
    text.push_str(&format!("shape = {}\n", quoted(&rule.shape)));
    text.push_str(&format!("position = \"{}\"\n", rule.position.name()));
    if rule.follow > 0 {
        text.push_str(&format!("follow = {}\n", rule.follow));
    }
    if let Some(source) = &rule.source {
        text.push_str(&format!("source = {}\n", quoted(source)));
    }
    if rule.late {
        text.push_str("late = true\n");
    }
    text
}

/// Returns how many documents have the line, and where.
fn support(proposal: &Proposal) -> String {
    let of = match (proposal.rule.site.as_str(), proposal.scale) {
        ("", 1) => counted(proposal.sampled, "document"),
        (_, 1) => format!("{} of this site", counted(proposal.sampled, "document")),
        (_, scale) => {
            let all = usize::try_from(scale).unwrap_or(usize::MAX).saturating_mul(proposal.sampled);
            format!(
                "{} (a sample of about {})",
                counted(proposal.sampled, "document"),
                grouped(all)
            )
        }
    };
    let (first, last) = proposal.within;
    let place = match (first <= last, proposal.rule.position.name()) {
        (_, "anywhere") => String::new(),
        (true, _) => format!(", always in the first {}", counted(first as usize, "line")),
        (false, _) => format!(", always in the last {}", counted(last as usize, "line")),
    };
    let percent = proposal.support as f64 * 100.0 / proposal.sampled.max(1) as f64;
    format!("In {} of {of} ({percent:.0} %){place}.", grouped(proposal.support))
}

fn background(background: &Background) -> String {
    format!(
        "{}in {} of {}: {}",
        named(&background.site),
        grouped(background.support),
        counted(background.sampled, "document"),
        excerpt(&background.text)
    )
}

fn slot(slot: &Slot) -> String {
    let sources = slot.sources.iter();
    let sources: Vec<String> = sources
        .map(|value| format!("{} ({})", excerpt(&value.name), grouped(value.support)))
        .collect();
    let sources = if sources.is_empty() { "none".to_owned() } else { sources.join(", ") };
    format!(
        "{}{} in {}; sources: {sources}; {}",
        named(&slot.site),
        excerpt(&slot.shape),
        counted(slot.support, "document"),
        counted(slot.persons, "other name")
    )
}

fn named(site: &str) -> String {
    if site.is_empty() { String::new() } else { format!("{}: ", excerpt(site)) }
}

/// Returns a text in quotes, short and without what a comment cannot hold.
fn excerpt(text: &str) -> String {
    let plain = |c: char| if c.is_control() { ' ' } else { c };
    let mut short: String = text.chars().take(EXAMPLE_CHARS).map(plain).collect();
    if text.chars().nth(EXAMPLE_CHARS).is_some() {
        short.push('…');
    }
    format!("\"{short}\"")
}

fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

fn counted(number: usize, what: &str) -> String {
    format!("{} {what}{}", grouped(number), if number == 1 { "" } else { "s" })
}
