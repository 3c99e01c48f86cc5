//! Any text as a configuration: it is refused with a place, or documents run under it by the four laws.

#![no_main]

use libfuzzer_sys::fuzz_target;
use scutch::config::Layers;
use scutch::{Config, Pipeline, Result};

#[path = "../tests/common/laws.rs"]
mod laws;

/// A document in which patterns of a configuration may find something.
const TEXT: &str = " date 2031-05-09 By Orla Vint\n\nFerry to sail hourly\n\nRelated stories\n\n\
    The ferry will sail every hour from May, the harbour board said. NQ/ov\n\nKestrel.lr\n";

fn config(text: &str) -> Result<Config> {
    let mut layers = Layers::default();
    // The last line may also come from the command line.
    match text.rsplit_once('\u{1}') {
        None => layers.add_text("config.toml", text)?,
        Some((file, assignment)) => {
            layers.add_text("config.toml", file)?;
            layers.set(assignment)?;
        }
    }
    layers.finish()
}

fuzz_target!(|text: &str| {
    let pipeline = config(text).and_then(|config| Pipeline::new(&config));
    match pipeline {
        Err(error) => assert!(!error.to_string().is_empty()),
        Ok(pipeline) => {
            let doc = pipeline.document(laws::raw(TEXT.as_bytes()));
            laws::assert_laws(TEXT.as_bytes(), &doc);
        }
    }
});
