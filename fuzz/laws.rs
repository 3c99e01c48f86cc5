//! Any bytes through the whole default pipeline: the four laws hold, and nothing panics.

#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use scutch::{Config, Pipeline};

#[path = "../tests/common/laws.rs"]
mod laws;

static PIPELINE: LazyLock<Pipeline> =
    LazyLock::new(|| Pipeline::new(&Config::default()).expect("the default config is valid"));

fuzz_target!(|bytes: &[u8]| {
    let doc = PIPELINE.document(laws::raw(bytes));
    laws::assert_laws(bytes, &doc);
});
