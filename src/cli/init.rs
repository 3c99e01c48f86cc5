//! `scutch init`: a commented config, and files that check a dataset in CI. Nothing that is there is
//! written over without `--force`.

use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use scutch::{Error, Result, config};

use super::Status;
use super::print::{print, tell};

#[derive(Args)]
#[command(after_help = "Examples:\n  \
    scutch init                             write config.toml with every key and its default\n  \
    scutch init --ci github                 also .github/workflows/scutch.yml, which makes, proves\n  \
                                            and checks the dataset\n  \
    scutch init --ci github --ci pre-commit both\n  \
    scutch init - | less                    look at the keys")]
pub(crate) struct InitArgs {
    /// The configuration to write; `-` is standard output
    #[arg(value_name = "FILE", default_value = "config.toml")]
    file: PathBuf,
    /// Also write what this service needs to check the dataset; a configuration that is there stays
    #[arg(long, value_name = "SERVICE", value_enum)]
    ci: Vec<Service>,
    /// Replace files that exist
    #[arg(long)]
    force: bool,
}

/// What runs checks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Service {
    /// GitHub Actions: .github/workflows/scutch.yml
    Github,
    /// GitLab CI: .gitlab-ci.yml
    Gitlab,
    /// pre-commit: .pre-commit-config.yaml
    PreCommit,
}

impl Service {
    /// Returns the file that the service reads, and what to write there.
    fn recipe(self) -> (&'static str, String) {
        let (file, recipe) = match self {
            Service::Github => (".github/workflows/scutch.yml", include_str!("ci/github.yml")),
            Service::Gitlab => (".gitlab-ci.yml", include_str!("ci/gitlab.yml")),
            Service::PreCommit => (".pre-commit-config.yaml", include_str!("ci/pre-commit.yaml")),
        };
        (file, recipe.replace("{version}", env!("CARGO_PKG_VERSION")))
    }
}

pub(super) fn init(args: &InitArgs) -> Result<Status> {
    if args.file.as_os_str() == "-" {
        print(config::DEFAULT_TOML)?;
        return Ok(Status::SUCCESS);
    }
    let recipes: Vec<(&str, String)> = args.ci.iter().map(|service| service.recipe()).collect();
    // Before anything is written: what would be written over.
    for (file, recipe) in &recipes {
        if !args.force && Path::new(file).exists() {
            return Err(there(Path::new(file), Some(recipe)));
        }
    }
    let mut opening = OpenOptions::new();
    opening.write(true).create_new(!args.force).create(true).truncate(args.force);
    let is_config_kept = !args.ci.is_empty() && !args.force && args.file.exists();
    if is_config_kept {
        tell(format_args!("{} stays as it is", args.file.display()));
    } else {
        write(&args.file, config::DEFAULT_TOML, &opening)?;
    }
    for (file, recipe) in &recipes {
        write(Path::new(file), recipe, &opening)?;
    }
    Ok(Status::SUCCESS)
}

/// Returns the error that a file is there; others may have written it, so what it lacks is shown.
fn there(path: &Path, recipe: Option<&str>) -> Error {
    let place = path.display().to_string();
    match recipe {
        Some(recipe) => Error::new(
            place,
            format!("the file exists; `--force` replaces it, or add to it:\n\n{recipe}"),
        ),
        None => Error::new(place, "the file exists; `--force` replaces it"),
    }
}

fn write(path: &Path, text: &str, opening: &OpenOptions) -> Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(|error| Error::io(folder, "create", &error))?;
    }
    let mut file = opening.open(path).map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => there(path, None),
        _ => Error::io(path, "write", &error),
    })?;
    let written = file.write_all(text.as_bytes());
    written.map_err(|error| Error::io(path, "write", &error))?;
    tell(format_args!("wrote {}", path.display()));
    Ok(())
}
