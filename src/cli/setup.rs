//! `scutch init`, `completions` and `man`: what a new user or a packager asks for once.

use std::fs::OpenOptions;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, CommandFactory};
use clap_complete::Shell;

use scutch::{Error, Result, config};

use super::Cli;
use super::print::{print, tell};

#[derive(Args)]
pub(crate) struct InitArgs {
    /// The file to write; `-` is standard output
    #[arg(value_name = "FILE", default_value = "config.toml")]
    file: PathBuf,
    /// Replace the file where it exists
    #[arg(long)]
    force: bool,
}

#[derive(Args)]
#[command(after_help = "Example:\n  scutch completions bash > /etc/bash_completion.d/scutch")]
pub(crate) struct CompletionsArgs {
    /// The shell
    shell: Shell,
}

pub(super) fn init(args: &InitArgs) -> Result<ExitCode> {
    if args.file.as_os_str() == "-" {
        print(config::DEFAULT_TOML)?;
        return Ok(ExitCode::SUCCESS);
    }
    let mut options = OpenOptions::new();
    options.write(true).create_new(!args.force).create(true).truncate(args.force);
    let file = options.open(&args.file);
    let mut file = file.map_err(|error| match error.kind() {
        std::io::ErrorKind::AlreadyExists => {
            Error::new(args.file.display().to_string(), "the file exists; `--force` replaces it")
        }
        _ => Error::io(&args.file, "write", &error),
    })?;
    let written = file.write_all(config::DEFAULT_TOML.as_bytes());
    written.map_err(|error| Error::io(&args.file, "write", &error))?;
    tell(format_args!("wrote {}", args.file.display()));
    Ok(ExitCode::SUCCESS)
}

pub(super) fn completions(args: &CompletionsArgs) -> Result<ExitCode> {
    let mut text = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "scutch", &mut text);
    print(String::from_utf8_lossy(&text))?;
    Ok(ExitCode::SUCCESS)
}

pub(super) fn man() -> Result<ExitCode> {
    let mut page = Vec::new();
    let rendered = clap_mangen::Man::new(Cli::command()).render(&mut page);
    rendered.map_err(|error| Error::io(Path::new("manual page"), "write", &error))?;
    print(String::from_utf8_lossy(&page))?;
    Ok(ExitCode::SUCCESS)
}
