//! Whether documents repeat each other: by text, nearly, across splits, by address.

use super::catalog::{Check, Look, Sample};

const TWICE: &str = concat!(
    "{\"text\":\"The harbour board said on Monday that the ferry will sail twice a day from May on, and that ",
    "the bridge is shut until further notice.\"}\n",
    "{\"text\":\"The harbour board said on Monday that the ferry will sail twice a day from May on, and that ",
    "the bridge is shut until further notice.\"}\n"
);

const ONCE: &str = "{\"text\":\"The harbour board said on Monday that the ferry will sail.\"}\n";
const OTHER: &str =
    "{\"text\":\"Shopkeepers on the island were pleased with the new timetable.\"}\n";

pub(super) static CHECKS: &[Check] = &[
    Check::new(
        "duplicates/exact",
        Look::Exact,
        "a text that another document has already, but for white space",
        "It is learned by heart, and counts twice in every figure about the dataset. A short text \
         counts with its title and date.",
    )
    .error("> 0")
    .shown(&[
        Sample::fails(&[("a.jsonl", TWICE)]),
        Sample::passes(&[("a.jsonl", ONCE), ("b.jsonl", OTHER)]),
    ]),
    Check::new(
        "duplicates/near",
        Look::Near,
        "a text that is nearly that of another document; on by [check.near]",
        "An agency's report stands on a hundred sites, each with a word changed. Sketches and the \
         least likeness are those of [dedupe].",
    )
    .shown(&[
        Sample::fails(&[("a.jsonl", concat!(
            "{\"text\":\"The harbour board said on Monday that the ferry will sail twice a day from May on, ",
            "and that the old bridge beside the pier is shut until further notice because of the storm of ",
            "last week, which has washed away one of the pillars on the northern side of the river.\"}\n",
            "{\"text\":\"The harbour board said on Monday that the ferry will sail twice a day from May on, ",
            "and that the old bridge beside the pier is shut until further notice because of the storm of ",
            "last week, which has washed away one of the pillars on the northern side of the lake.\"}\n"
        ))]).under("[check.near]\nerror = \"> 0\""),
        Sample::passes(&[("a.jsonl", ONCE), ("b.jsonl", OTHER)]).under("[check.near]\nerror = \"> 0\""),
    ]),
    Check::new(
        "duplicates/split",
        Look::Splits,
        "a text that stands in two parts of the dataset, such as train and test",
        "What a model has learned by heart says nothing about what it can do.",
    )
    .error("> 0")
    .shown(&[
        Sample::fails(&[("test.jsonl", ONCE), ("train.jsonl", ONCE)]),
        Sample::passes(&[("test.jsonl", ONCE), ("train.jsonl", OTHER)]),
    ]),
    Check::new(
        "duplicates/same-address",
        Look::Addresses,
        "an address that another document has already",
        "One page was fetched twice, and stands there in two versions.",
    )
    .warning("> 0")
    .shown(&[
        Sample::fails(&[("a.jsonl", concat!(
            "{\"url\":\"https://kestrel.lr/a\",\"text\":\"The ferry sails at noon.\"}\n",
            "{\"url\":\"https://kestrel.lr/a\",\"text\":\"The ferry sails at one.\"}\n"
        ))]),
        Sample::passes(&[("a.jsonl", concat!(
            "{\"url\":\"https://kestrel.lr/a\",\"text\":\"The ferry sails at noon.\"}\n",
            "{\"url\":\"https://kestrel.lr/b\",\"text\":\"The ferry sails at one.\"}\n"
        ))]),
    ]),
];
