//! Formats of records: each gives its documents with true places, what came along is kept, and a bad
//! record costs that one alone. Every dataset is verified.

mod common;

use std::sync::Arc;

use common::inputs::{Outcome, gzip, outcome, outcome_with, text};
use serde_json::Value;

/// Checks that each record is the stretch of `stream` that its offset and length name, and that each
/// change names raw bytes inside.
fn assert_places(found: &Outcome, stream: &[u8]) {
    for (index, row) in found.records.iter().enumerate() {
        let start = usize::try_from(row["offset"].as_u64().expect("an offset")).expect("small");
        let len = usize::try_from(row["raw_bytes"].as_u64().expect("a length")).expect("small");
        let raw = &stream[start..start + len];
        assert_eq!(sha256(raw), text(row, "raw_hash"));
        let own = found.changes.iter().filter(|change| change["document"] == index + 1);
        for change in own {
            assert!(change["raw_end"].as_u64() <= Some(len as u64), "{change}");
        }
    }
}

fn sha256(bytes: &[u8]) -> String {
    use sha2::Digest;
    sha2::Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn meta(row: &Value) -> Value {
    serde_json::from_str(text(row, "meta")).expect("a JSON object")
}

#[test]
fn json_lines_keep_their_places_and_fields() {
    let stream = "{\"id\": 7, \"text\": \"The \\\"ferry\\\" sails  at noon.\\n\\nCaf\\u00e9 \\ud83d\\ude00, said Ann.\", \
         \"url\": \"https://www.kestrel.lr/a\", \"date\": \"2031-05-09\", \"authors\": [\"Ann Lee\"], \"title\": \"Ferry\"}\n\n\
         {\"text\": \"The pier is closed, said the board of the harbour.\", \"link\": \"http://kestrel.lr/2031/05/10/b\"}\n";
    let found = outcome("a.jsonl", stream.as_bytes());
    let texts = found.texts();
    assert_eq!(texts["a.jsonl!1"], "The \"ferry\" sails at noon.\n\nCafé 😀, said Ann.");
    assert_eq!(texts["a.jsonl!3"], "The pier is closed, said the board of the harbour.");
    let first = &found.records[0];
    assert_eq!((text(first, "title"), text(first, "published")), ("Ferry", "2031-05-09"));
    assert_eq!(
        (&first["authors"][0], text(first, "source")),
        (&Value::from("Ann Lee"), "kestrel.lr")
    );
    assert_eq!(meta(first)["id"], 7);
    assert_eq!(text(&found.records[1], "published"), "2031-05-10");
    assert_places(&found, stream.as_bytes());
    let run = found.changes.iter().find(|change| change["rule"] == "spaces/run").expect("a run");
    let start =
        first["offset"].as_u64().expect("an offset") + run["raw_start"].as_u64().expect("a place");
    let at = usize::try_from(start).expect("small");
    assert_eq!(stream.as_bytes()[at], b' ');
}

#[test]
fn what_a_record_says_besides_fills_its_fields() {
    let stream = "{\"text\": \"The ferry sails at noon, said Ann.\", \"keywords\": [\"ferries\", \"harbour\"], \
         \"dateModified\": \"2031-05-10\", \"summary\": \"Of a ferry.\", \"image_url\": \"https://kestrel.lr/a.jpg\", \
         \"license\": \"CC BY 4.0\"}\n";
    let found = outcome("a.jsonl", stream.as_bytes());
    let record = &found.records[0];
    assert_eq!(record["tags"], serde_json::json!(["ferries", "harbour"]));
    assert_eq!((text(record, "updated"), text(record, "licence")), ("2031-05-10", "CC BY 4.0"));
    assert_eq!(text(record, "description"), "Of a ferry.");
    assert_eq!(text(record, "image"), "https://kestrel.lr/a.jpg");
    let table = "text,tags,author\n\"The ferry sails at noon, said Ann.\",\"ferries, harbour\",Ann Lee; Tam Roe\n";
    let record = &outcome("a.csv", table.as_bytes()).records[0];
    assert_eq!(record["tags"], serde_json::json!(["ferries", "harbour"]));
    assert_eq!(record["authors"], serde_json::json!(["Ann Lee", "Tam Roe"]));
}

#[test]
fn a_date_line_that_says_what_the_record_says_goes() {
    let stream = "{\"text\": \"9 May 2031, 16:20\\n\\nThe ferry sails at noon today.\", \"date\": \"2031-05-09\"}\n\
                  {\"text\": \"8 May 2031\\n\\nThe ferry is late today.\", \"date\": \"2031-05-09\"}\n";
    let found = outcome("a.jsonl", stream.as_bytes());
    assert_eq!(found.texts()["a.jsonl!1"], "The ferry sails at noon today.");
    assert_eq!(found.texts()["a.jsonl!2"], "8 May 2031\n\nThe ferry is late today.");
    assert_eq!(text(&found.records[0], "published"), "2031-05-09");
}

#[test]
fn an_invalid_byte_in_line_500_loses_nothing() {
    let mut lines: Vec<Vec<u8>> = (1..=1000)
        .map(|number| format!("{{\"text\": \"Ferry {number} sails at noon.\"}}").into_bytes())
        .collect();
    lines[499][15] = 0xFF;
    let found = outcome("a.jsonl", &lines.join(&b'\n'));
    assert_eq!(found.records.len(), 1000);
    assert_eq!(found.manifest["documents"]["read"], 1000);
}

#[test]
fn a_bad_line_costs_that_line() {
    let stream = b"{\"text\": \"One ferry sails.\"}\n{\"text\": \"cut o\n{\"title\": \"x\", \"n\": \"y\"}\nplain words\n\
        {\"text\": null}\n{\"text\": \"\"}\n{\"text\": \"Six \\ud800 ferries \\x sail.\", \"big\": 18446744073709551615, \"nan\": NaN}\n";
    let found = outcome("a.jsonl", stream);
    let refused = [
        ("a.jsonl!2", "json/malformed"),
        ("a.jsonl!3", "record/no-text"),
        ("a.jsonl!4", "json/malformed"),
        ("a.jsonl!5", "record/no-text"),
        ("a.jsonl!6", "load/empty"),
    ];
    assert_eq!(found.refused(), refused);
    assert_eq!(found.texts()["a.jsonl!7"], "Six \u{FFFD} ferries \\x sail.");
    assert_eq!(text(&found.records[1], "meta"), r#"{"big":"18446744073709551615","nan":"NaN"}"#);
    let rules: Vec<&str> = found.changes.iter().map(|change| text(change, "rule")).collect();
    assert!(rules.contains(&"escape/lone-surrogate") && rules.contains(&"escape/unknown"));
    assert_places(&found, stream);
}

#[test]
fn arrays_and_objects_behind_each_other_are_records() {
    let objects =
        "{\"text\": \"One [ferry] {sails} \\\"now\\\\\"}, {\"text\":\n\"Two ferries sail.\"}";
    for stream in
        [format!("[\n{objects}]\n"), objects.replace(", {", "\n  {"), format!("\u{FEFF}[{objects}")]
    {
        let found = outcome("a.json", stream.as_bytes());
        assert_eq!(found.texts()["a.json!1"], "One [ferry] {sails} \"now\\");
        assert_eq!(found.texts()["a.json!2"], "Two ferries sail.");
        assert_places(&found, stream.as_bytes());
    }
    let found = outcome(
        "a.json",
        b"[{\"text\": \"One ferry.\"}, oops, {\"text\": \"Two ferries.\"}, {\"text\": \"cut",
    );
    assert_eq!(found.records.len(), 2);
    assert_eq!(found.refused(), [("a.json", "json/malformed"), ("a.json!3", "json/malformed")]);
}

#[test]
fn csv_fields_keep_their_places() {
    let stream = "\u{FEFF}url,Text,date,\r\nhttp://kestrel.lr/a,\"The \"\"ferry\"\", it\r\nsails  now.\",2031-05-09,x\r\n\r\n\
        ,The pier is 5\" wide.,,\r\n";
    let found = outcome("a.csv", stream.as_bytes());
    assert_eq!(found.texts()["a.csv!1"], "The \"ferry\", it\nsails now.");
    assert_eq!(found.texts()["a.csv!2"], "The pier is 5\" wide.");
    assert_eq!(text(&found.records[0], "published"), "2031-05-09");
    assert_eq!(meta(&found.records[0])["#4"], "x");
    assert_places(&found, stream.as_bytes());
}

#[test]
fn tabs_semicolons_and_old_encodings_are_read() {
    let found = outcome("a.tsv", b"id\tbody\n1\tThe \"ferry\" sails.\n");
    assert_eq!(found.texts()["a.tsv!1"], "The \"ferry\" sails.");
    let found =
        outcome("b.csv", b"titre;text\nCaf\xE9;Le caf\xE9 est ferm\xE9, dit le gar\xE7on.\n");
    assert!(found.texts()["b.csv!1"].starts_with("Le café est fermé"));
    assert_eq!(meta(&found.records[0])["titre"], "Café");
    let set = ["read.columns.text=notes", "read.format=csv"];
    let found = outcome_with(&[("c.txt", b"notes|text\nThe ferry sails.|no\n".to_vec())], &set);
    assert_eq!(found.texts()["c.txt!1"], "The ferry sails.");
}

#[test]
fn a_stray_quote_costs_its_line() {
    let mut stream = "id,text\n".to_owned();
    for number in 1..=50 {
        let quote = if number == 20 { "\"" } else { "" };
        stream.push_str(&format!("{number},{quote}Ferry {number} sails at noon.\n"));
    }
    let found = outcome("a.csv", stream.as_bytes());
    assert_eq!(found.records.len(), 49);
    assert_eq!(found.refused(), [("a.csv!20", "csv/unbalanced")]);
    assert_places(&found, stream.as_bytes());
    let short = outcome("a.csv", b"id,text\n1\n2,The ferry sails.\n");
    assert_eq!(short.refused(), [("a.csv!1", "record/no-text")]);
}

fn warc_record(kind: &str, more: &str, body: &[u8]) -> Vec<u8> {
    let head = format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://kestrel.lr/2031/05/09/a\r\n\
         WARC-Date: 2031-06-01T00:00:00Z\r\n{more}Content-Length: {}\r\n\r\n",
        body.len()
    );
    [head.as_bytes(), body, b"\r\n\r\n"].concat()
}

fn response(head: &str, body: &[u8]) -> Vec<u8> {
    let http = [head.as_bytes(), b"\r\n\r\n", body].concat();
    warc_record("response", "Content-Type: application/http; msgtype=response\r\n", &http)
}

fn archive() -> Vec<Vec<u8>> {
    let legacy = encoding_rs::WINDOWS_1251.encode("Паром отходит вечером, сказал капитан.").0;
    vec![
        warc_record("warcinfo", "", b"software: x\r\n"),
        response("HTTP/1.1 200 OK\r\nContent-Type: text/plain", b"The ferry sails at noon."),
        response("HTTP/1.1 404 Not Found", b"Nothing here."),
        response("HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=windows-1251", &legacy),
        response(
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked",
            b"4\r\nThe \r\n13\r\npier is closed now.\r\n0\r\n\r\n",
        ),
        response("HTTP/1.1 200 OK\r\nContent-Encoding: gzip", &gzip(b"The board met today.")),
        warc_record("conversion", "Content-Type: text/plain\r\n", b"A text that was drawn out."),
    ]
}

#[test]
fn web_archives_give_their_pages() {
    for stream in [archive().concat(), archive().iter().flat_map(|one| gzip(one)).collect()] {
        let found = outcome("a.warc", &stream);
        let texts = found.texts();
        assert_eq!(texts["a.warc!2"], "The ferry sails at noon.");
        assert_eq!(texts["a.warc!4"], "Паром отходит вечером, сказал капитан.");
        assert_eq!(texts["a.warc!5"], "The pier is closed now.");
        assert_eq!(texts["a.warc!6"], "The board met today.");
        assert_eq!(texts["a.warc!7"], "A text that was drawn out.");
        assert_eq!(found.refused(), [("a.warc!3", "warc/status")]);
        assert_eq!(text(&found.records[0], "published"), "2031-05-09");
        assert_eq!(meta(&found.records[0])["warc_date"], "2031-06-01T00:00:00Z");
        assert_eq!(found.records[2]["offset"], Value::Null);
    }
}

#[test]
fn damage_in_a_web_archive_costs_its_record() {
    let mut records = archive();
    records[1] = b"WARC/1.0\r\nContent-Length: many\r\n\r\nlost\r\n\r\n".to_vec();
    let found = outcome("a.warc", &records.concat());
    assert_eq!(found.records.len(), 4);
    assert!(found.refused().contains(&("a.warc", "container/damaged")));
    let mut packed: Vec<Vec<u8>> = archive().iter().map(|one| gzip(one)).collect();
    let middle = packed[3].len() / 2;
    packed[3].truncate(middle);
    let found = outcome("a.warc.gz", &packed.concat());
    assert!(found.records.len() >= 3, "{:?}", found.refused());
    let cut = archive().concat();
    let found = outcome("a.warc", &cut[..cut.len() - 12]);
    assert_eq!(found.refused().last(), Some(&("a.warc!7", "container/damaged")));
}

const MESSAGE: &str = "From: Ann Lee <ann@kestrel.lr>\r\nTo: b@kestrel.lr\r\nSubject: =?utf-8?Q?Caf=C3=A9?=\r\n\
    Date: Fri, 09 May 2031 10:00:00 +0000\r\nMessage-ID: <1@kestrel.lr>\r\n";

#[test]
fn messages_give_their_text_and_headers() {
    let stream = format!("{MESSAGE}\r\nThe ferry sails at noon.\r\n");
    let found = outcome("a.eml", stream.as_bytes());
    let row = &found.records[0];
    assert_eq!(text(row, "text"), "The ferry sails at noon.");
    assert_eq!((text(row, "title"), &row["authors"][0]), ("Café", &Value::from("Ann Lee")));
    assert!(text(row, "published").starts_with("2031-05-09"), "{row}");
    assert_eq!(meta(row)["to"], "b@kestrel.lr");
    assert_places(&found, stream.as_bytes());
    let image = format!("{MESSAGE}Content-Type: image/png\r\n\r\nxx");
    assert_eq!(outcome("b.eml", image.as_bytes()).refused(), [("b.eml", "mail/no-text")]);
}

#[test]
fn a_mailbox_is_a_document_a_message() {
    let wrapped = format!(
        "{MESSAGE}Content-Type: multipart/mixed; boundary=\"b1\"\r\n\r\n--b1\r\nContent-Type: text/plain; charset=koi8-r\r\n\
         Content-Transfer-Encoding: quoted-printable\r\n\r\n=F0=C1=D2=CF=CD =CF=D4=C8=CF=C4=C9=D4 =D7=C5=DE=C5=D2=CF=CD.\r\n--b1--\r\n"
    );
    let stream = format!("From a Fri\n{MESSAGE}\nThe ferry sails.\n\nFrom a Fri\n{wrapped}\n");
    let found = outcome("mail", stream.as_bytes());
    assert_eq!(found.texts()["mail!1"], "The ferry sails.");
    assert_eq!(found.texts()["mail!2"], "Паром отходит вечером.");
}

/// Returns a table of ids and texts in groups of two rows.
fn table(texts: &[&str]) -> Vec<u8> {
    use parquet::basic::Compression;
    use parquet::data_type::{ByteArray, ByteArrayType, Int64Type};
    use parquet::file::properties::WriterProperties;
    use parquet::file::writer::SerializedFileWriter;
    let schema = "message rows { required int64 id; required binary text (utf8); }";
    let schema = Arc::new(parquet::schema::parser::parse_message_type(schema).expect("a schema"));
    let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).build();
    let mut writer =
        SerializedFileWriter::new(Vec::new(), schema, Arc::new(properties)).expect("a writer");
    for (index, rows) in texts.chunks(2).enumerate() {
        let mut group = writer.next_row_group().expect("a group");
        let mut column = group.next_column().expect("a column").expect("ids");
        let ids: Vec<i64> = (0_i64..).skip(index * 2).take(rows.len()).collect();
        column.typed::<Int64Type>().write_batch(&ids, None, None).expect("memory takes it");
        column.close().expect("closed");
        let mut column = group.next_column().expect("a column").expect("texts");
        let texts: Vec<ByteArray> = rows.iter().map(|text| ByteArray::from(*text)).collect();
        column.typed::<ByteArrayType>().write_batch(&texts, None, None).expect("memory takes it");
        column.close().expect("closed");
        group.close().expect("closed");
    }
    writer.into_inner().expect("written")
}

#[test]
fn rows_of_parquet_are_documents() {
    let bytes = table(&["The ferry sails at noon.", "The pier is closed.", "The board met."]);
    for (name, bytes) in [("a.parquet", bytes.clone()), ("b", gzip(&bytes))] {
        let found = outcome(name, &bytes);
        assert_eq!(found.records.len(), 3);
        assert_eq!(found.texts()[format!("{name}!3").as_str()], "The board met.");
        assert_eq!(meta(&found.records[2])["id"], 2);
    }
    let cut = outcome("a.parquet", &bytes[..bytes.len() - 20]);
    assert_eq!(cut.refused(), [("a.parquet", "parquet/malformed")]);
    for at in (8..bytes.len()).step_by(7) {
        let mut broken = bytes.clone();
        broken[at] ^= 0x5A;
        outcome("a.parquet", &broken);
    }
}

#[test]
fn texts_that_only_look_like_records_are_texts() {
    for (name, bytes) in [
        ("a.txt", &b"{curly} The ferry sails at noon."[..]),
        ("b.txt", b"[1] The ferry sails at noon."),
        ("c.txt", b"From: Kestrel\nThe ferry sails at noon, it said."),
        ("d.txt", b"From the pier, the ferry sails.\n"),
        ("e.md", b"id,text\n1,The ferry sails.\n"),
    ] {
        let found = outcome(name, bytes);
        assert_eq!(found.texts().keys().copied().collect::<Vec<_>>(), [name]);
        assert_eq!(found.records[0]["offset"], Value::Null);
    }
}

/// Returns name and text of every record, in order.
fn named(found: &Outcome) -> Vec<(&str, &str)> {
    found.records.iter().map(|row| (text(row, "file"), text(row, "text"))).collect()
}

#[test]
fn plain_text_is_cut_at_a_line() {
    let stream = "\u{feff}%%\n\nThe ferry sails at noon.\r\n\r\nThe harbour is open.\r\n %% \r\n\n%%\nThe %% pier is closed.\n%%%\n%%\nThe last one";
    let line = ["read.split.line=%%"];
    let found = outcome_with(&[("a.txt", stream.as_bytes().to_vec())], &line);
    let expected = [
        ("a.txt!1", "The ferry sails at noon.\n\nThe harbour is open."),
        ("a.txt!2", "The %% pier is closed.\n%%%"),
        ("a.txt!3", "The last one"),
    ];
    assert_eq!(named(&found), expected);
    assert_places(&found, stream.as_bytes());
    let packed = outcome_with(&[("a.gz", gzip(stream.as_bytes()))], &line);
    assert_eq!(packed.texts().len(), 3);
    assert_places(&packed, stream.as_bytes());
    // Lines of UTF-16 are no lines of bytes.
    let wide: Vec<u8> = stream.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(outcome_with(&[("a.txt", wide)], &line).records.len(), 1);
}

#[test]
fn plain_text_is_cut_at_a_pattern() {
    let stream = b"Front page\n1 of 3 DOCUMENTS\nThe ferry sails at caf\xe9 noon.\n2 of 3 DOCUMENTS\nThe pier 3 of 3 DOCUMENTS\nis closed.\n";
    let pattern = "read.split.pattern=\\d+ of \\d+ DOCUMENTS";
    let file = [("a.txt", stream.to_vec())];
    let between = outcome_with(&file, &[pattern, "decode.encoding=windows-1252"]);
    let texts: Vec<&str> = between.records.iter().map(|row| text(row, "text")).collect();
    assert_eq!(
        texts,
        ["Front page", "The ferry sails at café noon.", "The pier 3 of 3 DOCUMENTS\nis closed."]
    );
    assert_places(&between, stream);
    let alone =
        ["read.split.begins=true", "run.stages=[\"decode\"]", "decode.encoding=windows-1252"];
    let begins = outcome_with(&file, &[[pattern].as_slice(), &alone].concat());
    let texts: Vec<&str> = begins.records.iter().map(|row| text(row, "text")).collect();
    assert_eq!(texts[1], "1 of 3 DOCUMENTS\nThe ferry sails at café noon.\n");
    assert_places(&begins, stream);
}

#[test]
fn a_part_over_the_limit_costs_that_one() {
    let long = "The ferry sails at noon.\n".repeat(100);
    let stream = format!("One.\n%%\n{long}%%\nThree.\n%%\n{}\n%%\nFive.\n", "x".repeat(3000));
    let set = ["read.split.line=%%", "limits.document_bytes=1000"];
    let found = outcome_with(&[("a.txt", stream.into_bytes())], &set);
    assert_eq!(named(&found), [("a.txt!1", "One."), ("a.txt!3", "Three."), ("a.txt!5", "Five.")]);
    assert_eq!(found.refused(), [("a.txt!2", "load/too-large"), ("a.txt!4", "load/too-large")]);
    assert_eq!(found.rejected[0]["offset"], 8);
    assert_eq!(found.rejected[0]["raw_bytes"], 2500);
}

#[test]
fn records_inside_an_object_are_found() {
    let one = r#"{"status": "ok", "error": {"n": [1, "]"]}, "articles": [
        {"id": 1, "text": "The ferry sails at noon, said the captain.", "tags": ["]", {"a": "}"}]},
        {"id": 2, "text": "The pier is closed, said the board."}
    ], "next": [{"text": "no record"}]}"#;
    let found = outcome("a.json", one.as_bytes());
    let expected = [
        ("a.json!1", "The ferry sails at noon, said the captain."),
        ("a.json!2", "The pier is closed, said the board."),
    ];
    assert_eq!(named(&found), expected);
    assert_places(&found, one.as_bytes());
    assert_eq!(meta(&found.records[0])["tags"][1]["a"], "}");

    let line = r#"{"response":{"total":1,"results":[{"body":"The ferry sails at noon, said the captain."}]}}"#;
    let pages = format!("{line}\n{}\n", line.replace("noon", "dusk"));
    let found = outcome("pages.jsonl", pages.as_bytes());
    assert_eq!(found.records.len(), 2);
    assert_places(&found, pages.as_bytes());

    let cut = outcome("cut.json", &one.as_bytes()[..one.len() - 80]);
    assert_eq!(cut.records.len(), 1);
    assert_eq!(cut.refused().last(), Some(&("cut.json", "json/malformed")));
}

#[test]
fn records_in_utf16_are_read_without_places() {
    let lines = "{\"text\": \"The ferry sails at caf\u{e9} \u{1f600} noon.\", \"id\": 1}\n{\"text\": \"The pier is closed.\"}\n";
    let array = "[{\"text\": \"The ferry sails at caf\u{e9} \u{1f600} noon.\"}, {\"text\": \"The pier is closed.\"}]";
    let table = "id,text\r\n1,The ferry sails at caf\u{e9} \u{1f600} noon.\r\n2,\"The pier is closed.\"\r\n";
    let tabs = table.replace(',', "\t");
    for (name, text, has_mark) in [
        ("a.jsonl", lines, true),
        ("b.jsonl", lines, false),
        ("a.json", array, true),
        ("b.json", array, false),
        ("a.csv", table, true),
        ("a.tsv", &tabs, true),
    ] {
        let marked = format!("{}{text}", if has_mark { "\u{feff}" } else { "" });
        for big in [false, true] {
            let bytes = |unit: u16| if big { unit.to_be_bytes() } else { unit.to_le_bytes() };
            let wide: Vec<u8> = marked.encode_utf16().flat_map(bytes).collect();
            let found = outcome(name, &wide);
            let texts: Vec<&str> = named(&found).into_iter().map(|(_, text)| text).collect();
            assert_eq!(
                texts,
                ["The ferry sails at café 😀 noon.", "The pier is closed."],
                "{name}, {big}"
            );
            assert!(found.records.iter().all(|row| row["offset"].is_null()), "{name}");
        }
    }
    // Half a pair is no text, and must not vanish.
    let signs = "{\"text\": \"Ferry X sails at noon.\"}\n".encode_utf16();
    let half = signs.map(|unit| if unit == u16::from(b'X') { 0xD83D } else { unit });
    let half: Vec<u8> = half.flat_map(u16::to_le_bytes).collect();
    let found = outcome_with(&[("half.jsonl", half)], &["run.stages=[\"decode\"]"]);
    assert_eq!(named(&found), [("half.jsonl!1", "Ferry \u{FFFD} sails at noon.")]);
}
