//! Inputs on web servers and in object stores, read from a server of this test's own.

#![cfg(feature = "cloud")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on may stop")]

mod common;

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;

use common::inputs::{gzip, tar, zip};
use common::{scratch, scutch};
use serde_json::Value;

/// Objects by their paths; `bucket/` is what the object store lists.
fn objects() -> Vec<(&'static str, Vec<u8>)> {
    let lines: String = (0..3000)
        .map(|number| format!("{{\"text\": \"Ferry {number} sails at noon.\"}}\n"))
        .collect();
    let members =
        tar(&[("x/b.txt", b"The pier is closed, the board said."), ("c.txt", b"Ferry C sails.")]);
    vec![
        ("/bucket/raw/10.jsonl.gz", gzip(lines.as_bytes())),
        ("/bucket/raw/a/z.txt", b"Ferry Z sails at dusk.".to_vec()),
        ("/bucket/raw/a.b.tar", members),
        ("/bucket/raw/NOTES.md", b"Not to be read.".to_vec()),
        ("/bucket/raw/y.zip", zip(&[("in.txt", b"Ferry Y sails at dawn, said the captain.")])),
        ("/bucket/rawer.txt", b"Not below the prefix.".to_vec()),
    ]
}

/// Starts a server that speaks as much HTTP as is asked for, and returns its address.
fn serve() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string();
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            std::thread::spawn(move || answer(stream));
        }
    });
    address
}

/// Answers requests until the other side hangs up.
fn answer(stream: TcpStream) -> Option<()> {
    let mut lines = BufReader::new(stream.try_clone().ok()?);
    let mut out = stream;
    loop {
        let mut request = String::new();
        if lines.read_line(&mut request).ok()? == 0 {
            return None;
        }
        let mut header = String::new();
        while lines.read_line(&mut header).ok()? > 2 {
            header.clear();
        }
        let target = request.split(' ').nth(1)?;
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let object = objects().into_iter().find(|(name, _)| *name == path);
        let (status, body) = match object {
            _ if query.contains("list-type=2") => ("200 OK", listing(query).into_bytes()),
            Some((_, body)) => ("200 OK", body),
            None => ("404 Not Found", b"<Error/>".to_vec()),
        };
        let is_cut = path.ends_with("cut.txt");
        let len = body.len() + if is_cut { 9 } else { 0 };
        write!(out, "HTTP/1.1 {status}\r\nContent-Length: {len}\r\nETag: \"1\"\r\nLast-Modified: Fri, 09 May 2031 12:00:00 GMT\r\n\r\n").ok()?;
        if request.starts_with("GET") {
            out.write_all(&body).ok()?;
        }
    }
}

/// Lists what is below the prefix that a query names, the last first.
fn listing(query: &str) -> String {
    let prefix = query.split('&').find_map(|part| part.strip_prefix("prefix=")).unwrap_or_default();
    let prefix = format!("/bucket/{}", prefix.replace("%2F", "/"));
    let mut found = String::new();
    for (name, body) in objects().into_iter().rev().filter(|(name, _)| name.starts_with(&prefix)) {
        let key = name.trim_start_matches("/bucket/");
        found.push_str(&format!(
            "<Contents><Key>{key}</Key><LastModified>2031-05-09T12:00:00.000Z</LastModified>\
             <ETag>\"1\"</ETag><Size>{}</Size><StorageClass>STANDARD</StorageClass></Contents>",
            body.len()
        ));
    }
    format!(
        "<?xml version=\"1.0\"?><ListBucketResult><Name>bucket</Name><IsTruncated>false</IsTruncated>{found}</ListBucketResult>"
    )
}

/// Returns the program, told of the server as its object store.
fn program(address: &str) -> assert_cmd::Command {
    let mut command = scutch();
    command
        .env("AWS_ENDPOINT", format!("http://{address}"))
        .env("AWS_ALLOW_HTTP", "true")
        .env("AWS_SKIP_SIGNATURE", "true")
        .env("AWS_REGION", "us-east-1");
    command
}

fn names(output: &Path, table: &str) -> Vec<String> {
    let rows = std::fs::read_to_string(output.join(table)).unwrap();
    let rows = rows.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    rows.map(|row| row["file"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn everything_below_a_prefix_is_read_in_order() {
    let (address, output) = (serve(), scratch());
    program(&address)
        .args(["run", "-q", "--set", "read.exclude=[\"NOTES.md\"]", "s3://bucket/raw", "-o"])
        .arg(output.path())
        .assert()
        .success();
    let found = names(output.path(), "documents.jsonl");
    assert_eq!(found.len(), 3000 + 4);
    assert_eq!(found[0], "10.jsonl.gz!1");
    assert_eq!(found[3000..], ["a/z.txt", "a.b.tar!x/b.txt", "a.b.tar!c.txt", "y.zip!in.txt"]);
    program(&address).arg("verify").arg(output.path()).assert().success();
}

#[test]
fn one_object_is_read_and_one_that_is_not_there_is_named() {
    let (address, output) = (serve(), scratch());
    let url = |name: &str| format!("http://{address}/bucket/raw/{name}");
    let inputs = [url("10.jsonl.gz"), url("gone.txt"), url("a/z.txt")];
    program(&address).args(["run", "-q", "-o"]).arg(output.path()).args(&inputs).assert().code(1);
    let found = names(output.path(), "documents.jsonl");
    assert_eq!(
        (found.len(), found[0].as_str(), found[3000].as_str()),
        (3001, "10.jsonl.gz!1", "z.txt")
    );
    assert_eq!(names(output.path(), "rejected.jsonl"), ["gone.txt"]);
    program(&address).arg("verify").arg(output.path()).assert().success();
    let list = scratch();
    std::fs::write(list.path().join("list"), format!("{}\ns3://bucket/raw/a\n", url("y.zip")))
        .unwrap();
    let mut listed = program(&address);
    listed
        .args(["run", "-q", "-o"])
        .arg(output.path())
        .arg("--files-from")
        .arg(list.path().join("list"));
    listed.assert().success();
    let expected = [format!("{}!in.txt", url("y.zip")), "s3://bucket/raw/a/z.txt".to_owned()];
    assert_eq!(names(output.path(), "documents.jsonl"), expected);
}

#[test]
fn a_server_that_is_not_there_costs_a_document() {
    let output = scratch();
    let mut command = scutch();
    // A port that nobody listens on.
    let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    command.args(["run", "-q", "-o"]).arg(output.path()).arg(format!("http://{free}/a.txt"));
    command.timeout(std::time::Duration::from_secs(300)).assert().code(1);
    assert_eq!(names(output.path(), "rejected.jsonl"), ["a.txt"]);
}
