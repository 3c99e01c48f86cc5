//! One test for each bug that was found: what went wrong is said in its name.

mod common;

use common::laws::{assert_laws, raw};
use common::pipeline;
use scutch::Field;

/// Runs a document through the default pipeline, checks the four laws and returns the values of a field.
fn values(text: &str, field: Field) -> Vec<String> {
    let doc = pipeline().document(raw(text.as_bytes()));
    assert_laws(text.as_bytes(), &doc);
    doc.values(field).map(str::to_owned).collect()
}

#[test]
fn second_date_line_with_another_source_gives_no_second_source() {
    let text = "Old lighthouse turns museum\n\n\
                Penulis: Dewi Lestiana | 9 Mei 2031 16:20 | Sumber: Kabar Museum\n\n\
                Penulis: Dewi Lestiana | 9 Mei 2031 16:20 | Sumber: Kabar Dermaga\n\n\
                The old lighthouse at the harbour turns museum in spring, the council said.\n";
    assert_eq!(values(text, Field::Source), ["Kabar Museum"]);
}

#[test]
fn a_description_that_was_escaped_twice_is_read_twice() {
    let page = "<!doctype html><title>Ferry to sail hourly</title>\
                <meta name=description content=\"The board&amp;#39;s plan &amp;amp; its cost\">\
                <p>The ferry will sail every hour from May, the harbour board said after its meeting.</p>\
                <p>Members had argued for weeks about the cost of a second crew and of its uniforms.</p>";
    assert_eq!(values(page, Field::Description), ["The board's plan & its cost"]);
}

#[test]
fn a_list_between_paragraphs_is_found_with_a_button_above_it() {
    let text = "The ferry sails at noon today.\n\nShare on Facebook\n\nRead also\n\nThe lock stays shut\n\n\
                The price of a ticket stays as it was.\n";
    let doc = pipeline().document(raw(text.as_bytes()));
    assert_laws(text.as_bytes(), &doc);
    assert_eq!(
        doc.text(),
        "The ferry sails at noon today.\n\nThe price of a ticket stays as it was."
    );
}

#[test]
fn tags_below_the_second_of_two_labels_are_found_at_once() {
    let text = "The ferry sails at noon today, the board said on Monday.\n\nTags\n\n\
                Which of the boats is it that the board will sell in autumn\n\nTags\n\nharbour\n\nferries\n";
    let doc = pipeline().document(raw(text.as_bytes()));
    assert_laws(text.as_bytes(), &doc);
    assert!(!doc.text().contains("ferries"), "{}", doc.text());
}
