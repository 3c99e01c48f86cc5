//! Containers: each kind whole, cut, broken, a bomb, with odd names and with nothing in it. What is good
//! is kept, what is bad is named with its place, and every dataset is verified.

mod common;

use common::inputs::{bzip2, gzip, outcome, outcome_with, tar, tar_member, text, xz, zip, zstd};

const FERRY: &[u8] = b"The ferry sails at noon, said the captain of the harbour.";
const PIER: &[u8] = b"The pier is closed until the storm has passed, the board said.";

type Packer = fn(&[u8]) -> Vec<u8>;

const PACKERS: [(&str, Packer); 4] = [("gz", gzip), ("zst", zstd), ("bz2", bzip2), ("xz", xz)];

/// Returns JSON Lines that hardly shrink, so that half of the packed bytes hold about half of them.
fn lines(count: u32) -> Vec<u8> {
    let mut state = 1_u32;
    let mut lines = Vec::new();
    for number in 0..count {
        let mut words = String::new();
        for _ in 0..30 {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            words.push_str(&format!("{state:x} "));
        }
        lines.extend(format!("{{\"text\": \"Ferry {number}: {words}\"}}\n").into_bytes());
    }
    lines
}

#[test]
fn compressed_files_are_documents_whatever_they_are_called() {
    for (ending, pack) in PACKERS {
        for name in [format!("a.txt.{ending}"), "b.txt".to_owned(), "c".to_owned()] {
            let found = outcome(&name, &pack(FERRY));
            assert_eq!(found.texts()[name.as_str()].as_bytes(), FERRY, "{name}");
        }
    }
}

#[test]
fn parts_of_a_compressed_file_are_one() {
    for (ending, pack) in PACKERS {
        let bytes = [pack(&FERRY[..20]), pack(&FERRY[20..])].concat();
        let found = outcome("a", &bytes);
        assert_eq!(found.texts()["a"].as_bytes(), FERRY, "{ending}");
    }
}

#[test]
fn members_have_names_and_archives_nest() {
    let inner = tar(&[("b/c.txt", FERRY), ("d.txt", PIER)]);
    for (ending, pack) in PACKERS {
        let name = format!("crawl.tar.{ending}");
        let found = outcome(&name, &pack(&inner));
        let texts = found.texts();
        assert_eq!(texts[format!("{name}!b/c.txt").as_str()].as_bytes(), FERRY);
        assert_eq!(texts[format!("{name}!d.txt").as_str()].as_bytes(), PIER);
    }
    let deep = zip(&[("x.tgz", &gzip(&inner)), ("e.txt", PIER)]);
    let names: Vec<String> =
        outcome("a.zip", &deep).texts().keys().map(ToString::to_string).collect();
    assert_eq!(names, ["a.zip!e.txt", "a.zip!x.tgz!b/c.txt", "a.zip!x.tgz!d.txt"]);
}

#[test]
fn a_file_that_is_cut_keeps_what_came_before() {
    let raw = lines(400);
    for (ending, pack) in PACKERS {
        let packed = pack(&raw);
        let found = outcome("a.jsonl", &packed[..packed.len() / 2]);
        // bzip2 and zstd give whole blocks alone.
        let least = if ["bz2", "zst"].contains(&ending) { 0 } else { 150 };
        assert!(found.records.len() >= least, "{ending}: {}", found.records.len());
        assert_eq!(found.refused(), [("a.jsonl", "container/damaged")], "{ending}");
    }
}

#[test]
fn a_broken_member_of_gzip_costs_that_one() {
    let parts: Vec<Vec<u8>> = lines(6).split_inclusive(|byte| *byte == b'\n').map(gzip).collect();
    let mut broken = parts.clone();
    let middle = broken[2].len() / 2;
    broken[2][middle] ^= 0xFF;
    broken[2][middle + 1] ^= 0xFF;
    let found = outcome("a.jsonl.gz", &broken.concat());
    assert!(found.records.len() >= 5, "{}", found.records.len());
    assert!(found.refused().contains(&("a.jsonl.gz", "container/damaged")));
    assert!(found.records.iter().any(|row| text(row, "text").starts_with("Ferry 5:")));
}

#[test]
fn a_broken_header_of_tar_costs_that_member() {
    let mut archive = tar(&[("a", FERRY), ("b", PIER), ("c", FERRY)]);
    archive[1024 + 3] ^= 0xFF;
    let found = outcome("x.tar", &archive);
    let names: Vec<&str> = found.texts().keys().copied().collect();
    assert_eq!(names, ["x.tar!a", "x.tar!c"]);
    assert_eq!(found.refused(), [("x.tar", "container/damaged")]);
}

#[test]
fn a_tar_that_is_cut_names_the_member_it_was_cut_in() {
    let archive = tar(&[("a", FERRY), ("b", &[b'x'; 2000])]);
    let found = outcome("x.tar", &archive[..2000]);
    assert_eq!(found.texts().len(), 1);
    assert_eq!(found.refused(), [("x.tar!b", "container/damaged")]);
}

#[test]
fn a_zip_without_its_list_is_read_from_the_front() {
    let archive = zip(&[("a.txt", FERRY), ("b.txt", PIER)]);
    let found = outcome("x.zip", &archive[..archive.len() - 60]);
    assert_eq!(found.texts().len(), 2);
    assert_eq!(found.refused(), [("x.zip", "container/damaged")]);
}

#[test]
fn a_broken_member_of_zip_costs_that_one() {
    let mut archive = zip(&[("a.txt", FERRY), ("b.txt", PIER)]);
    archive[45] ^= 0xFF;
    let found = outcome("x.zip", &archive);
    assert_eq!(found.texts().keys().copied().collect::<Vec<_>>(), ["x.zip!b.txt"]);
    assert_eq!(found.refused(), [("x.zip!a.txt", "container/damaged")]);
}

#[test]
fn a_bomb_stops_at_the_ratio() {
    let zeros = vec![b'\n'; 40 << 20];
    for (ending, pack) in PACKERS {
        let found = outcome("a.jsonl", &pack(&zeros));
        assert_eq!(found.refused(), [("a.jsonl", "container/ratio")], "{ending}");
    }
    let found = outcome("a.zip", &zip(&[("a.jsonl", &zeros)]));
    assert_eq!(found.refused(), [("a.zip!a.jsonl", "container/ratio")]);
}

#[test]
fn an_archive_in_itself_stops_at_the_depth() {
    let mut bytes = FERRY.to_vec();
    for _ in 0..12 {
        bytes = gzip(&bytes);
    }
    assert_eq!(outcome("a", &bytes).refused(), [("a", "container/depth")]);
    let eight = (0..8).fold(FERRY.to_vec(), |bytes, _| gzip(&bytes));
    assert_eq!(outcome("a", &eight).texts().len(), 1);
}

#[test]
fn members_and_size_have_caps() {
    let files: Vec<(String, &[u8])> = (0..9).map(|number| (number.to_string(), FERRY)).collect();
    let files: Vec<(&str, &[u8])> =
        files.iter().map(|(name, bytes)| (name.as_str(), *bytes)).collect();
    for (name, archive) in [("x.tar", tar(&files)), ("x.zip", zip(&files))] {
        let few = [(name, archive)];
        let found = outcome_with(&few, &["limits.container_members=5"]);
        assert_eq!(found.texts().len(), 5);
        assert_eq!(found.refused(), [(name, "container/members")]);
    }
    let found =
        outcome_with(&[("a.jsonl", gzip(&lines(2000)))], &["limits.container_bytes=100000"]);
    assert!(found.records.len() > 50);
    assert_eq!(found.refused(), [("a.jsonl", "container/size")]);
}

#[test]
fn a_member_over_the_limit_is_set_aside_alone() {
    let archive = tar(&[("a", FERRY), ("b", &[b'x'; 5000]), ("c", PIER)]);
    let found = outcome_with(&[("x.tar", archive)], &["limits.document_bytes=1000"]);
    assert_eq!(found.texts().len(), 2);
    assert_eq!(found.refused(), [("x.tar!b", "load/too-large")]);
}

#[test]
fn odd_names_are_labels() {
    let members = [
        tar_member(b"../../up.txt", b'0', FERRY),
        tar_member(b"/etc/passwd", b'0', FERRY),
        tar_member(b"C:\\con", b'0', FERRY),
        tar_member(b"caf\xE9.txt", b'0', FERRY),
        tar_member(b"folder/", b'5', b""),
        tar_member(b"link", b'2', b""),
        tar_member(b"hard", b'1', b""),
        tar_member(b"device", b'3', b""),
    ];
    let found = outcome("x.tar", &members.concat());
    let names: Vec<&str> = found.texts().keys().copied().collect();
    assert_eq!(
        names,
        ["x.tar!../../up.txt", "x.tar!/etc/passwd", "x.tar!C:\\con", "x.tar!caf\\xE9.txt"]
    );
    assert_eq!(found.refused(), [("x.tar!device", "container/special")]);
}

#[test]
fn long_names_of_both_kinds_are_known() {
    let long = "folder/".repeat(30) + "a.txt";
    let pax = format!("{} path={long}\n", long.len() + 10);
    let members = [
        tar_member(b"././@LongLink", b'L', format!("{long}\0").as_bytes()),
        tar_member(b"short", b'0', FERRY),
        tar_member(b"pax", b'x', pax.as_bytes()),
        tar_member(b"short", b'0', PIER),
    ];
    let found = outcome("x.tar", &members.concat());
    let name = format!("x.tar!{long}");
    assert!(found.records.iter().all(|row| text(row, "file") == name), "{:?}", found.texts());
    assert_eq!(found.records.len(), 2);
}

#[test]
fn nothing_inside_is_told() {
    let empty = [
        ("a.tar", tar_member(b"folder/", b'5', b"")),
        ("b.zip", zip(&[])),
        ("c.jsonl.gz", gzip(b"\n\n")),
        ("d.txt.gz", gzip(b"")),
    ];
    let found = outcome_with(&empty, &[]);
    let told = [
        ("a.tar", "container/empty"),
        ("b.zip", "container/empty"),
        ("c.jsonl.gz", "container/empty"),
        ("d.txt.gz", "load/empty"),
    ];
    assert_eq!(found.refused(), told);
}

#[test]
fn globs_keep_members_out() {
    let archive = tar(&[("a.txt", FERRY), ("b.css", PIER), ("SOURCES.md", PIER)]);
    let found = outcome_with(&[("x.tar", archive)], &["read.exclude=[\"*.css\", \"SOURCES.md\"]"]);
    assert_eq!(found.texts().keys().copied().collect::<Vec<_>>(), ["x.tar!a.txt"]);
}

#[test]
fn an_office_document_is_no_archive_of_documents() {
    let archive = zip(&[("[Content_Types].xml", FERRY), ("word/document.xml", PIER)]);
    assert_eq!(outcome("a.docx", &archive).refused(), [("a.docx", "binary/content")]);
}
