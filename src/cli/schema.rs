//! `scutch schema`: what a row of a table looks like, for other programs.

use clap::Args;

use scutch::table::{TABLES, Table};
use scutch::write::{Layout, View, json_schema};
use scutch::{Error, Result};

use super::layout::layout;
use super::print::print;
use super::{ConfigArgs, Status};

#[derive(Args)]
#[command(
    after_help = "Example:\n  scutch schema documents --layout dolma > documents.schema.json"
)]
pub(crate) struct SchemaArgs {
    /// The table: documents, rejected, changes or duplicates
    #[arg(value_name = "TABLE", default_value = "documents")]
    table: String,
    /// The layout: plain, huggingface, datatrove, dolma
    #[arg(long, value_name = "NAME", value_parser = layout)]
    layout: Option<Layout>,
    #[command(flatten)]
    pub(super) config: ConfigArgs,
}

pub(super) fn schema(args: &SchemaArgs) -> Result<Status> {
    let mut options = args.config.load()?.write;
    options.layout = args.layout.unwrap_or(options.layout);
    let schema = json_schema(&View::new(table(&args.table)?, &options));
    print(format_args!("{schema:#}\n"))?;
    Ok(Status::SUCCESS)
}

fn table(name: &str) -> Result<&'static Table> {
    let problem =
        || format!("expected `documents`, `rejected`, `changes` or `duplicates`, found \"{name}\"");
    let found = TABLES.into_iter().find(|table| table.name == name);
    found.ok_or_else(|| Error::new("schema", problem()))
}
