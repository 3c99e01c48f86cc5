//! A stored HTTP response: its status, its headers, and the body as it was before transport.

use super::mail::Headers;
use super::transfer::{chunks, gunzip};

/// A response.
pub(super) struct Response {
    pub(super) status: Option<u16>,
    pub(super) headers: Headers,
    /// Where the body begins, if it stands there as it is; else none.
    pub(super) offset: Option<usize>,
    pub(super) body: Vec<u8>,
}

impl Response {
    /// Reads the response that `bytes` hold; a body unfolds to `most` bytes and one more at most.
    pub(super) fn read(mut bytes: Vec<u8>, most: u64) -> Response {
        let line = memchr::memchr(b'\n', &bytes).map_or(bytes.len(), |end| end + 1);
        let first = String::from_utf8_lossy(bytes.get(..line).unwrap_or_default()).into_owned();
        let status = first.split_ascii_whitespace().nth(1).and_then(|status| status.parse().ok());
        let headers = Headers::read(bytes.get(line..).unwrap_or_default());
        let start = line + headers.body;
        bytes.drain(..start.min(bytes.len()));
        let is_chunked = headers
            .first("transfer-encoding")
            .is_some_and(|way| way.to_ascii_lowercase().contains("chunked"));
        let mut offset = Some(start);
        if let Some(joined) = is_chunked.then(|| chunks(&bytes)).flatten() {
            (bytes, offset) = (joined, None);
        }
        if let Some(plain) = gunzip(&bytes, most) {
            (bytes, offset) = (plain, None);
        }
        Response { status, headers, offset, body: bytes }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_in_chunks_is_joined_and_has_no_place() {
        let bytes = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n0\r\n\r\n";
        let response = Response::read(bytes.to_vec(), 100);
        assert_eq!((response.status, response.offset), (Some(200), None));
        assert_eq!(response.body, b"ab");
    }

    #[test]
    fn a_plain_body_stands_behind_the_headers() {
        let response = Response::read(b"HTTP/1.0 404 Gone\r\nA: b\r\n\r\nbody".to_vec(), 100);
        assert_eq!((response.status, response.offset), (Some(404), Some(27)));
        assert_eq!(response.body, b"body");
    }
}
