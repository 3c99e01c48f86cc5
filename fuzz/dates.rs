//! Any text as a date: what is read is a day that exists, and reads the same when written as ISO 8601.

#![no_main]

use libfuzzer_sys::fuzz_target;
use scutch::split::{Hint, Order, Parsed, Stamp, parse_date};

/// Languages that a hint may name, and one that does not exist.
const LANGUAGES: [Option<&str>; 8] =
    [None, Some("en"), Some("en-GB"), Some("de"), Some("fa"), Some("th"), Some("zh"), Some("xx")];

fn assert_reads_back(stamp: Stamp) {
    let iso = stamp.iso();
    match parse_date(&iso, Hint::default()) {
        Parsed::Date(again) => assert_eq!(again.iso(), iso),
        _ => panic!("{iso} is no date"),
    }
}

fuzz_target!(|input: (u8, &str)| {
    let (choice, text) = input;
    let language = LANGUAGES[usize::from(choice % 8)];
    let order = [None, Some(Order::DayFirst), Some(Order::MonthFirst)][usize::from(choice / 8 % 3)];
    match parse_date(text, Hint { language, order }) {
        Parsed::Date(stamp) => assert_reads_back(stamp),
        Parsed::Ambiguous { day_first, month_first } => {
            assert_reads_back(day_first);
            assert_reads_back(month_first);
        }
        Parsed::Unknown => {}
    }
});
