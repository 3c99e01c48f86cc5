//! `scutch report`: one HTML page about a dataset.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;

use scutch::write::Manifest;
use scutch::{Error, Result, report};

use super::Status;
use super::print::{print, tell};

#[derive(Args)]
#[command(
    after_help = "The page needs no network and no script, and shows the same for the same dataset. \
    `scutch run --report` makes it part of the dataset.\n\nExamples:\n  \
    scutch report                            of output/, written to output/report.html\n  \
    scutch report clean/ --output page.html  of clean/, written elsewhere\n  \
    scutch report clean/ --output -          to standard output"
)]
pub(crate) struct ReportArgs {
    /// Folder of the dataset
    #[arg(value_name = "DIR", default_value = "output")]
    folder: PathBuf,
    /// File to write; `-` is standard output [default: report.html in the folder]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

pub(super) fn report(args: &ReportArgs) -> Result<Status> {
    let page = report::report(&args.folder)?;
    let path = match &args.output {
        Some(path) => path.clone(),
        None => place(&args.folder, &page)?,
    };
    if path.as_os_str() == "-" {
        print(page)?;
        return Ok(Status::SUCCESS);
    }
    write(&path, &page).map_err(|error| Error::io(&path, "write", &error))?;
    tell(format_args!("wrote {}", path.display()));
    Ok(Status::SUCCESS)
}

/// Returns where the page goes in the folder of the dataset. One that is part of the dataset stays as the
/// manifest has it.
fn place(folder: &Path, page: &str) -> Result<PathBuf> {
    let path = folder.join(report::NAME);
    let is_listed = Manifest::read(folder)?.outputs.iter().any(|file| file.file == report::NAME);
    if is_listed && std::fs::read(&path).ok().as_deref() != Some(page.as_bytes()) {
        let problem = "the page is part of the dataset and would be another: `--output FILE` writes \
                       it elsewhere, `scutch run --report` makes both";
        return Err(Error::new(path.display().to_string(), problem));
    }
    Ok(path)
}

/// Writes the page beside its place and puts it there whole.
fn write(path: &Path, page: &str) -> std::io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or_else(|| Path::new("."));
    let mut file = tempfile::Builder::new().prefix(".scutch-page").tempfile_in(folder)?;
    file.write_all(page.as_bytes())?;
    readable(file.as_file())?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}

/// Lets others read the page, as they can read the files beside it.
fn readable(file: &std::fs::File) -> std::io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        file.set_permissions(std::fs::Permissions::from_mode(0o644))?;
    }
    let _unused_elsewhere = file;
    Ok(())
}
