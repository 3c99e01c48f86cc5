//! The configuration: defaults, then a file, then `--set`, then flags; each layer checked by itself.
//!
//! A key that does not exist, a wrong type or a bad value is an error that names file, line and what
//! was expected. `config.toml` at the top of the repository lists every key with its default; it is
//! compiled in, and a test keeps it equal to [`Config::default`].

use std::path::Path;

use serde::{Deserialize, Serialize};
use toml::Table;
use toml::de::DeTable;

use crate::error::{Error, Result};
pub use crate::limits::Limits;
use crate::write::Format;
use crate::{
    decode, dedupe, expect, extract, filter, mask, normalize, read, split, strip, tag, write,
};

/// The configuration that every key of the defaults is documented in.
pub const DEFAULT_TOML: &str = include_str!("../config.toml");

/// Everything that can be configured.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    /// What is run and where to.
    pub run: Run,
    /// Sizes beyond which a document or batch does not grow.
    pub limits: Limits,
    /// Rules that are switched off.
    pub rules: Rules,
    /// Which files are read.
    pub read: read::Options,
    /// How bytes become text.
    pub decode: decode::Options,
    /// What of a page is its text.
    pub extract: extract::Options,
    /// How text is brought to one form.
    pub normalize: normalize::Options,
    /// What is furniture.
    pub strip: strip::Options,
    /// What is metadata.
    pub split: split::Options,
    /// What is noted about a document.
    pub tag: tag::Options,
    /// What must not be told about people.
    pub pii: mask::Options,
    /// What is not good enough.
    pub filter: filter::Options,
    /// Which documents are duplicates, and which of them stays.
    pub dedupe: dedupe::Options,
    /// How the dataset is laid out on disk.
    pub write: write::Options,
    /// What a dataset is expected to hold.
    pub check: expect::Options,
}

/// Options of `[run]`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Run {
    /// Files and folders to read; `-` is standard input.
    pub input: Vec<String>,
    /// A file that lists more files and folders, one on each line; `-` is standard input.
    pub files_from: String,
    /// The folder that the dataset is written to; `-` is standard output.
    pub output: String,
    /// The formats of the documents; none means the usual ones of the layout.
    pub format: Vec<Format>,
    /// The folders of stages that run, or all of them.
    pub stages: Vec<String>,
    /// Threads; 0 means one for each core. No output depends on it.
    pub threads: usize,
    /// Documents after which reading stops; 0 means none.
    pub limit: u64,
    /// Whether a rejected document makes the exit status 1.
    pub strict: bool,
    /// Whether only what is new or changed since the last run is processed. No output depends on it.
    pub incremental: Incremental,
    /// Whether a page that shows what the run did is part of the dataset.
    pub report: bool,
}

/// Whether a run takes what earlier runs have made of the files that did not change.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Incremental {
    /// It does not, and keeps nothing for later ones.
    #[default]
    Off,
    /// It does, and keeps what it makes.
    On,
    /// It does not, but keeps what it makes.
    Fresh,
}

impl Default for Run {
    fn default() -> Run {
        Run {
            input: vec!["seeds".to_owned()],
            files_from: String::new(),
            output: "output".to_owned(),
            format: Vec::new(),
            stages: vec!["all".to_owned()],
            threads: 0,
            limit: 0,
            strict: false,
            incremental: Incremental::Off,
            report: false,
        }
    }
}

/// Options of `[rules]`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Rules {
    /// Ids of rules that are switched off.
    pub off: Vec<String>,
}

/// Layers of configuration, the later ones on top.
#[derive(Debug, Default)]
pub struct Layers {
    merged: Table,
}

impl Layers {
    /// Adds the file at `path`.
    ///
    /// # Errors
    ///
    /// When the file cannot be read or is not a valid configuration.
    pub fn add_file(&mut self, path: &Path) -> Result<()> {
        let text =
            std::fs::read_to_string(path).map_err(|error| Error::io(path, "read", &error))?;
        self.add(&path.display().to_string(), &text)
    }

    /// Adds `KEY=VALUE`, where the key is dotted and the value is TOML; a value that is no TOML is
    /// taken as a string.
    ///
    /// # Errors
    ///
    /// When there is no `=`, or the key or the value is not valid.
    pub fn set(&mut self, assignment: &str) -> Result<()> {
        let place = format!("--set {assignment}");
        let Some((key, value)) = assignment.split_once('=') else {
            return Err(Error::new(place, "expected `KEY=VALUE`"));
        };
        let (key, value) = (key.trim(), value.trim());
        let plain = format!("{key} = {value}");
        // No key takes a date: one without quotes is the text of it.
        let is_date = value.parse::<toml::value::Datetime>().is_ok();
        if !is_date && toml::from_str::<Table>(&plain).is_ok() {
            return self.add_line(&place, &plain);
        }
        self.add_line(&place, &format!("{key} = {}", toml::Value::String(value.to_owned())))
    }

    /// Returns the configuration that the layers make over the defaults.
    ///
    /// # Errors
    ///
    /// When layers that are valid alone are not together.
    pub fn finish(self) -> Result<Config> {
        let config = Config::deserialize(self.merged);
        config.map_err(|error: toml::de::Error| Error::new("config", error.message().to_owned()))
    }

    /// Adds the text of a file called `name`.
    ///
    /// # Errors
    ///
    /// When it is not a valid configuration.
    pub fn add_text(&mut self, name: &str, text: &str) -> Result<()> {
        self.add(name, text)
    }

    /// Adds an object of sections, as programs hold a configuration; a dotted key stands for nested ones,
    /// and `name` is what errors call the object.
    ///
    /// # Errors
    ///
    /// When it is not an object, or a key or a value is not valid: the error names the key.
    pub fn add_json(&mut self, name: &str, config: &serde_json::Value) -> Result<()> {
        let Some(sections) = config.as_object() else {
            return Err(Error::new(name, "expected an object of sections"));
        };
        sections.iter().try_for_each(|(key, value)| self.add_key(name, key, value))
    }

    /// Adds what stands under a dotted key: each value by itself, so that an error is about one.
    fn add_key(&mut self, name: &str, key: &str, value: &serde_json::Value) -> Result<()> {
        match value {
            serde_json::Value::Object(members) => members.iter().try_for_each(|(member, value)| {
                self.add_key(name, &format!("{key}.{member}"), value)
            }),
            value => {
                let place = format!("{name}: {key}");
                let problem = |reason: String| Error::new(&place, reason.replace('\n', ", "));
                let value =
                    toml::Value::try_from(value).map_err(|error| problem(error.to_string()))?;
                let nest = |inner, part: &str| {
                    toml::Value::Table(Table::from_iter([(part.to_owned(), inner)]))
                };
                let toml::Value::Table(table) = key.rsplit('.').fold(value, nest) else {
                    return Ok(());
                };
                Config::deserialize(table.clone())
                    .map_err(|error: toml::de::Error| problem(error.message().to_owned()))?;
                merge(&mut self.merged, table);
                Ok(())
            }
        }
    }

    fn add(&mut self, name: &str, text: &str) -> Result<()> {
        toml::from_str::<Config>(text).map_err(|error| located(name, text, &error))?;
        let table: Table = toml::from_str(text).map_err(|error| located(name, text, &error))?;
        merge(&mut self.merged, table);
        Ok(())
    }

    fn add_line(&mut self, place: &str, line: &str) -> Result<()> {
        let problem = |error: toml::de::Error| Error::new(place, message(&error));
        toml::from_str::<Config>(line).map_err(problem)?;
        merge(&mut self.merged, toml::from_str(line).map_err(problem)?);
        Ok(())
    }
}

/// Puts `above` over `below`: tables key by key, everything else whole.
fn merge(below: &mut Table, above: Table) {
    for (key, value) in above {
        match (below.get_mut(&key), value) {
            (Some(toml::Value::Table(below)), toml::Value::Table(above)) => merge(below, above),
            (_, value) => {
                below.insert(key, value);
            }
        }
    }
}

/// Returns the line, from 1 up, on which a text of TOML sets a dotted key; none where it does not.
pub fn line_of(text: &str, key: &str) -> Option<usize> {
    let root = DeTable::parse(text).ok()?;
    let mut table = Some(root.get_ref());
    let mut start = None;
    for part in key.split('.') {
        let (name, value) = table?.iter().find(|(name, _)| name.get_ref() == part)?;
        start = Some(name.span().start);
        table = value.get_ref().as_table();
    }
    text.get(..start?).map(|before| before.matches('\n').count() + 1)
}

/// Returns a TOML error with file and line.
fn located(name: &str, text: &str, error: &toml::de::Error) -> Error {
    let place = match error.span() {
        Some(span) => {
            let before = text.get(..span.start).unwrap_or_default();
            format!("{name}:{}", before.matches('\n').count() + 1)
        }
        None => name.to_owned(),
    };
    Error::new(place, message(error))
}

/// Returns what a TOML error says, on one line.
fn message(error: &toml::de::Error) -> String {
    error.message().replace('\n', ", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(text: &str) -> String {
        let error = Layers::default().add("config.toml", text).err();
        error.map(|error| error.to_string()).unwrap_or_default()
    }

    #[test]
    fn the_default_file_is_the_default() {
        let config: Config = toml::from_str(DEFAULT_TOML).expect("a valid file");
        assert_eq!(config, Config::default());
    }

    #[test]
    fn the_default_file_names_every_key() {
        let all = Table::try_from(Config::default()).expect("a table");
        let told: Table = toml::from_str(DEFAULT_TOML).expect("a table");
        for (name, value) in &all {
            for key in value.as_table().expect("a section").keys() {
                let section = told.get(name).and_then(toml::Value::as_table);
                assert!(section.is_some_and(|section| section.contains_key(key)), "{name}.{key}");
            }
        }
    }

    #[test]
    fn an_unknown_key_is_named_with_its_line() {
        let error = error("[run]\n\ntreads = 2\n");
        assert!(
            error.starts_with("config.toml:3: unknown field `treads`, expected one of"),
            "{error}"
        );
    }

    #[test]
    fn a_wrong_type_is_named_with_its_line() {
        let error = error("[run]\nthreads = \"many\"\n");
        assert_eq!(error, "config.toml:2: invalid type: string \"many\", expected usize");
    }

    #[test]
    fn an_object_is_checked_key_by_key() {
        let add = |text: &str| {
            let mut layers = Layers::default();
            let config = serde_json::from_str(text).expect("valid JSON");
            layers.add_json("config", &config).and_then(|()| layers.finish())
        };
        let told = |text| add(text).err().map(|error| error.to_string()).unwrap_or_default();
        let config = add(r#"{"normalize.quotes": "straight", "run": {"threads": 3}}"#);
        assert_eq!(config.map(|config| config.run.threads).ok(), Some(3));
        assert!(told(r#"{"run": {"treads": 2}}"#).starts_with("config: run.treads: unknown field"));
        let wrong = told(r#"{"run.threads": "many"}"#);
        assert_eq!(wrong, "config: run.threads: invalid type: string \"many\", expected usize");
        assert_eq!(told("[]"), "config: expected an object of sections");
        assert!(told(r#"{"run": {"threads": null}}"#).starts_with("config: run.threads: "));
        let all = serde_json::to_string(&Config::default()).expect("JSON");
        assert_eq!(add(&all).ok(), Some(Config::default()));
    }

    #[test]
    fn later_layers_win_key_by_key() {
        let mut layers = Layers::default();
        layers.add("a", "[run]\nthreads = 2\noutput = \"x\"\n").expect("valid");
        layers.set("run.threads=3").expect("valid");
        layers.set("normalize.quotes=straight").expect("valid");
        let config = layers.finish().expect("valid");
        assert_eq!((config.run.threads, config.run.output.as_str()), (3, "x"));
        assert_eq!(config.normalize.quotes, normalize::Quotes::Straight);
    }
}
