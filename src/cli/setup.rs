//! `scutch completions` and `man`: what a packager asks for once.

use std::path::Path;

use clap::{Args, CommandFactory};
use clap_complete::Shell;

use scutch::{Error, Result};

use super::print::print;
use super::{Cli, Status};

#[derive(Args)]
#[command(after_help = "Example:\n  scutch completions bash > /etc/bash_completion.d/scutch")]
pub(crate) struct CompletionsArgs {
    /// The shell
    shell: Shell,
}

pub(super) fn completions(args: &CompletionsArgs) -> Result<Status> {
    let mut text = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "scutch", &mut text);
    print(String::from_utf8_lossy(&text))?;
    Ok(Status::SUCCESS)
}

pub(super) fn man() -> Result<Status> {
    let mut page = Vec::new();
    let rendered = clap_mangen::Man::new(Cli::command()).render(&mut page);
    rendered.map_err(|error| Error::io(Path::new("manual page"), "write", &error))?;
    print(String::from_utf8_lossy(&page))?;
    Ok(Status::SUCCESS)
}
