//! Which checks run, and how: the catalog under the settings of config and the command line.

use regex::Regex;

use crate::error::{Error, Result};
use crate::expect::{Day, Limit, Options, Setting, Settings, Waiver};

use super::catalog::{Check, Look, Rigged, checks, named, nearest};

/// A check that runs.
pub(super) struct Armed {
    pub(super) check: &'static Check,
    /// The field that it is about.
    pub(super) field: Option<String>,
    pub(super) rigged: Rigged,
    pub(super) error: Limit,
    pub(super) warning: Limit,
    /// Whether somebody asked for it by name, so that it must not have nothing to look at.
    pub(super) is_asked: bool,
}

impl Armed {
    fn new(
        check: &'static Check,
        field: Option<&str>,
        setting: &Setting,
        is_asked: bool,
    ) -> Result<Armed> {
        let place = place(check, field);
        let pattern = setting.pattern.as_ref().map(|pattern| {
            let whole = Regex::new(&format!("^(?:{pattern})$"));
            whole.map_err(|_| {
                let problem = format!("expected a regular expression, found \"{pattern}\"");
                Error::new(format!("{place}.pattern"), problem)
            })
        });
        for (key, is_missing) in [
            ("pattern", check.id == "fields/pattern" && setting.pattern.is_none()),
            ("values", check.id == "fields/allowed" && setting.values.is_none()),
            (
                "min` or `max",
                check.id == "fields/range" && setting.min.is_none() && setting.max.is_none(),
            ),
        ] {
            if is_missing {
                return Err(Error::new(place, format!("expected `{key}`, found none")));
            }
        }
        let usual = |limit: &str| limit.parse().unwrap_or(Limit::OFF);
        let (mut error, warning) = (
            setting.error.unwrap_or_else(|| usual(check.error)),
            setting.warning.unwrap_or_else(|| usual(check.warning)),
        );
        let is_unlimited = setting.error.is_none() && !error.is_on() && !warning.is_on();
        if is_unlimited && is_asked {
            error = usual("> 0");
        }
        let rigged = Rigged { setting: setting.clone(), pattern: pattern.transpose()? };
        let field = field.map(str::to_owned);
        Ok(Armed { check, field, rigged, error, warning, is_asked })
    }
}

/// Returns where a check is set in config.
fn place(check: &Check, field: Option<&str>) -> String {
    match field {
        Some(field) => format!("check.{}.{field}", check.name()),
        None => format!("check.{}", check.name()),
    }
}

/// Returns the checks that `options` and `select` ask for, in the order of the catalog.
///
/// # Errors
///
/// When a check that is named does not exist, or a setting has no meaning.
pub(super) fn arm(options: &Options, select: &[String], today: Day) -> Result<Vec<Armed>> {
    for name in options.checks.keys() {
        if !checks().any(|check| check.name() == name) {
            return Err(unknown("check", name));
        }
    }
    let select = if select.is_empty() { &options.select } else { select };
    for name in select {
        let is_known = |check: &Check| is_meant(check, name);
        if !checks().any(is_known) {
            return Err(unknown("--select", name));
        }
    }
    let mut armed = Vec::new();
    for check in checks() {
        let by_id = select.iter().any(|name| *name == check.id || *name == check.name());
        let is_selected = select.is_empty() || select.iter().any(|name| is_meant(check, name));
        if is_selected {
            of_check(check, options, by_id, today, &mut armed)?;
        }
    }
    armed.retain(|armed| armed.error.is_on() || armed.warning.is_on());
    match armed.is_empty() {
        true => Err(Error::new("check", "expected a check that is on, found none (see `--list`)")),
        false => Ok(armed),
    }
}

fn is_meant(check: &Check, name: &str) -> bool {
    name == check.id || name == check.name() || name == check.group()
}

fn of_check(
    check: &'static Check,
    options: &Options,
    by_id: bool,
    today: Day,
    armed: &mut Vec<Armed>,
) -> Result<()> {
    match options.checks.get(check.name()) {
        Some(Settings::Fields(fields)) => {
            if !check.is_of_field() {
                let problem = "expected keys such as `error`, found tables of fields";
                return Err(Error::new(place(check, None), problem));
            }
            for (field, setting) in fields {
                armed.push(Armed::new(check, Some(field), setting, true)?);
            }
        }
        Some(Settings::Whole(setting)) if check.is_of_field() => {
            let is_off = setting.error.is_some_and(|limit| !limit.is_on());
            if !is_off {
                let problem = format!(
                    "expected a table of a field, such as `[check.{}.title]`",
                    check.name()
                );
                return Err(Error::new(place(check, None), problem));
            }
        }
        Some(Settings::Whole(setting)) => {
            armed.push(Armed::new(check, None, &dated(check, setting, today), true)?);
        }
        None if check.is_on() || (by_id && !check.is_of_field()) => {
            let setting = dated(check, &Setting::default(), today);
            armed.push(Armed::new(check, None, &setting, by_id)?);
        }
        None if by_id => {
            let name = check.name();
            let problem = format!("expected a field for it in config: `[check.{name}.FIELD]`");
            return Err(Error::new(check.id, problem));
        }
        None => {}
    }
    Ok(())
}

/// Returns the setting with the last day that is not in the future: tomorrow, for there is a time zone
/// in which it has begun.
fn dated(check: &Check, setting: &Setting, today: Day) -> Setting {
    let mut setting = setting.clone();
    if check.id == "fields/future" {
        setting.values = Some(vec![today.after(1).to_string()]);
    }
    setting
}

/// Checks that waivers name checks that exist.
///
/// # Errors
///
/// When one does not.
pub(super) fn check_waivers(waivers: &[Waiver]) -> Result<()> {
    match waivers.iter().find(|waiver| named(&waiver.check).is_none()) {
        Some(waiver) => Err(unknown("check.waive", &waiver.check)),
        None => Ok(()),
    }
}

fn unknown(place: &str, name: &str) -> Error {
    let near = nearest(name);
    let near = if place == "check" { near.rsplit('/').next().unwrap_or(near) } else { near };
    let problem = format!(
        "expected a check (see `scutch check --list`), found \"{name}\": did you mean `{near}`?"
    );
    Error::new(place, problem)
}

impl Armed {
    /// Returns whether the stages' findings are what it looks for.
    pub(super) fn wants(&self, stage: &str, rule: &str) -> bool {
        match self.check.look {
            Look::Rules(rules) => rules.iter().any(|wanted| {
                rule.strip_prefix(wanted)
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
            }),
            Look::Stage(wanted) => stage == wanted,
            _ => false,
        }
    }
}
