//! The files that describe a dataset to others: a card, a Croissant description, a data package.
//!
//! Each follows from plan, outputs and counts alone, so that verification makes them again.

use serde_json::Value;

use super::card::card;
use super::croissant::croissant;
use super::datapackage::data_package;
use super::manifest::OutputEntry;
use super::options::Layout;
use super::plan::Plan;
use super::stats::Stats;

/// Returns each descriptor with its name; `outputs` are the files of the tables.
pub fn descriptors(plan: &Plan, outputs: &[OutputEntry], stats: &Stats) -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    if plan.options.layout == Layout::Huggingface {
        files.push(("README.md".to_owned(), card(plan, outputs, stats).into_bytes()));
        files.push(("croissant.json".to_owned(), pretty(&croissant(plan, outputs))));
    }
    if let Some(package) = data_package(plan, outputs) {
        files.push(("datapackage.json".to_owned(), pretty(&package)));
    }
    files
}

fn pretty(value: &Value) -> Vec<u8> {
    format!("{value:#}\n").into_bytes()
}
