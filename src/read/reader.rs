//! The reader: opens a file, sees what it is, and unfolds it into raw documents.

use std::fs::File;
use std::io::{self, BufRead, Read, Seek};
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;

use ignore::overrides::Override;

use crate::error::{self, io_reason};
use crate::raw::Body;
use crate::regular;
use crate::store::Store;

use super::caps::{Budget, Caps, DEPTH, EMPTY, read_whole};

use super::columns::Columns;
use super::feed::{Flow, Sink};
use super::head::Head;
use super::parts::Borders;
use super::place::Place;
use super::sniff::{Format, HEAD_BYTES, Kind, kind};
use super::unpack::{BUFFER_BYTES, Fused, Packing, buffered};
use super::walk::globs;
use super::wide::{Narrow, Order, order};
use super::{Options, csv, jsonl, mbox, parquet, parts, tar, values, warc, zip};

/// How inputs are read.
pub struct Reader {
    pub(super) caps: Caps,
    pub(super) format: Format,
    pub(super) columns: Arc<Columns>,
    exclude: Override,
    borders: Option<Borders>,
    /// What earlier runs have kept.
    pub(super) store: Option<Arc<Store>>,
}

impl Reader {
    /// Returns a reader of files that may unfold into what `caps` allow.
    ///
    /// # Errors
    ///
    /// When an option has no meaning.
    pub fn new(options: &Options, caps: Caps) -> error::Result<Reader> {
        let exclude = globs(Path::new(""), "read.exclude", &options.exclude)?;
        let columns = Arc::new(options.columns.clone());
        let borders = Borders::new(&options.split)?;
        Ok(Reader { caps, format: options.format, columns, exclude, borders, store: None })
    }

    /// Returns the reader that takes from `store` what is kept there, and tells it what else comes.
    pub(crate) fn recalling(self, store: Option<Arc<Store>>) -> Reader {
        Reader { store, ..self }
    }

    /// Returns whether a member of an archive is read: the globs that exclude files hold for it.
    pub(super) fn admits(&self, name: &str) -> bool {
        let path = name.replace('!', "/");
        !self.exclude.matched(path.trim_start_matches('/'), false).is_whitelist()
    }

    /// Returns what a stream is that begins with `head`.
    fn kind(&self, head: &[u8], name: &str) -> Kind {
        match kind(head, name, self.format) {
            // Lines of UTF-16 are no lines of bytes: such a file stays whole.
            Kind::Format(Format::Plain) if self.borders.is_some() && order(head).is_none() => {
                Kind::Parts
            }
            kind => kind,
        }
    }

    /// Reads the file at `path`, which is called `name`.
    pub(super) fn file(&self, input: usize, name: String, path: &Path, sink: &mut Sink) -> Flow {
        let budget = Budget::new(self.caps);
        let mut place =
            Place { reader: self, input, name, depth: 0, is_placed: true, budget, sink };
        let (mut file, size) = match regular::open(path) {
            Ok(opened) => opened,
            Err(reason) => return place.push(None, Body::Missing(reason)),
        };
        if let Some(bytes) = short(&mut file, size)
            && self.kind(bytes.get(..HEAD_BYTES).unwrap_or(&bytes), &place.name)
                == Kind::Format(Format::Plain)
        {
            return place.push(None, Body::Bytes(bytes));
        }
        if let Err(error) = file.rewind() {
            let reason = format!("cannot read: {}", io_reason(&error));
            return place.push(None, Body::Missing(reason));
        }
        let mut head = Head::new(buffered(Fused::new(place.budget.packed(file))));
        match (self.kind(head.head(), &place.name), head.error()) {
            // Of a start that cannot be read nobody knows what it is of: a text, or an archive.
            (Kind::Format(Format::Plain) | Kind::Parts, Some(error)) => {
                let reason = format!("cannot read: {}", io_reason(error));
                return place.push(None, Body::Missing(reason));
            }
            // It is read where it is decoded, in parallel.
            (Kind::Format(Format::Plain), None) => {
                return place.push(None, Body::File(path.to_owned()));
            }
            (kind, _) => {
                self.know(path);
                match kind {
                    Kind::Zip => zip::file(&mut place, path)?,
                    Kind::Format(Format::Parquet) => parquet::file(&mut place, path)?,
                    kind => place.unfold(kind, &mut head)?,
                }
            }
        }
        place.end(0)
    }

    /// Reads a stream that is called `name`, such as standard input.
    pub(super) fn stream(
        &self,
        input: usize,
        name: String,
        stream: impl Read,
        sink: &mut Sink,
    ) -> Flow {
        let budget = Budget::new(self.caps);
        let stream = buffered(Fused::new(budget.packed(stream)));
        let mut place =
            Place { reader: self, input, name, depth: 0, is_placed: true, budget, sink };
        place.stream(&mut { stream })
    }
}

/// Returns a short file of `size` bytes whole: of a folder of short texts each is read once, in one piece.
fn short(file: &mut File, size: u64) -> Option<Vec<u8>> {
    let size = usize::try_from(size).ok().filter(|size| *size <= BUFFER_BYTES)?;
    // Room for one byte more tells whether the file has grown.
    let mut bytes = vec![0; size + 1];
    let mut filled = 0;
    loop {
        match file.read(bytes.get_mut(filled..)?) {
            Ok(0) => break,
            Ok(read) => filled += read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(_) => return None,
        }
        if filled >= size && size > 0 {
            break;
        }
    }
    bytes.truncate(filled);
    (filled <= size).then_some(bytes)
}

impl Place<'_> {
    /// Reads a member of this archive; returns whether there are too many.
    pub(super) fn entry(&mut self, name: &[u8], body: &mut dyn BufRead) -> ControlFlow<(), bool> {
        if let Err(stop) = self.budget.member() {
            self.refuse(stop.rule, stop.to_string())?;
            return ControlFlow::Continue(true);
        }
        let mut member = self.member(name);
        if member.reader.admits(&member.name) {
            member.stream(body)?;
        }
        ControlFlow::Continue(false)
    }

    /// Reads a stream whatever it is.
    pub(super) fn stream(&mut self, stream: &mut dyn BufRead) -> Flow {
        let mut head = Head::new(stream);
        let kind = self.reader.kind(head.head(), &self.name);
        self.known(kind, &mut head)
    }

    /// Reads a stream of this kind.
    fn known(&mut self, kind: Kind, stream: &mut dyn BufRead) -> Flow {
        let before = self.budget.pushed();
        self.unfold(kind, stream)?;
        self.end(before)
    }

    /// Tells of a container in which nothing was found, since `before` documents.
    fn end(&mut self, before: u64) -> Flow {
        if before < self.budget.pushed() {
            return Flow::Continue(());
        }
        let reason = "expected members or records, found none";
        self.refuse(&EMPTY, reason.to_owned())
    }

    fn unfold(&mut self, kind: Kind, stream: &mut dyn BufRead) -> Flow {
        let is_container = matches!(kind, Kind::Packed(_) | Kind::Tar | Kind::Zip);
        if is_container && self.depth >= self.reader.caps.depth {
            let most = self.reader.caps.depth;
            let reason =
                format!("expected at most {most} containers inside each other, found more");
            return self.refuse(&DEPTH, reason);
        }
        match kind {
            Kind::Packed(packing) => self.packed(packing, stream),
            Kind::Tar => tar::read(self, stream),
            Kind::Zip => zip::stream(self, stream),
            Kind::Format(Format::Jsonl) => jsonl::read(self, stream),
            Kind::Format(Format::Json) => values::read(self, stream, None),
            Kind::Wrapped(wrapper) => values::read(self, stream, Some(wrapper)),
            Kind::Wide(order) => self.wide(order, stream),
            Kind::Format(Format::Csv) => csv::read(self, stream, None),
            Kind::Format(Format::Tsv) => csv::read(self, stream, Some(b'\t')),
            Kind::Format(Format::Warc) => warc::read(self, stream),
            Kind::Format(Format::Mbox) => mbox::read(self, stream),
            Kind::Format(Format::Mail) => mbox::message(self, stream),
            Kind::Format(Format::Parquet) => parquet::stream(self, stream),
            Kind::Format(Format::Plain | Format::Auto) => self.plain(stream),
            Kind::Parts => match &self.reader.borders {
                Some(borders) => parts::read(self, borders, stream),
                None => self.plain(stream),
            },
        }
    }

    /// Reads records in UTF-16: they are no stretches of the stream.
    fn wide(&mut self, order: Order, stream: &mut dyn BufRead) -> Flow {
        let depth = self.depth;
        let mut narrow = buffered(Narrow::new(stream, order));
        Place { depth, is_placed: false, ..self.inside() }.stream(&mut narrow)
    }

    fn packed(&mut self, packing: Packing, packed: &mut dyn BufRead) -> Flow {
        match packing.unpack(packed) {
            Ok(unpacked) => {
                let mut unpacked = buffered(self.budget.unfolded(unpacked));
                self.inside().stream(&mut unpacked)
            }
            Err(error) => self.broken(&error, None, 0).map_continue(|_| ()),
        }
    }

    /// Hands the whole stream on as a document.
    fn plain(&mut self, stream: &mut dyn BufRead) -> Flow {
        let most = self.reader.caps.document_bytes;
        let (bytes, whole) = read_whole(stream, most);
        match whole {
            Ok(()) => self.push(None, Body::Bytes(bytes)),
            Err(error) => self.broken(&error, Some(0), bytes.len() as u64).map_continue(|_| ()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::{Source, Walk};

    #[test]
    fn a_short_text_is_read_whole_when_its_start_is_looked_at() {
        let folder = tempfile::tempdir().expect("a folder");
        for (size, is_whole) in
            [(0, true), (1, true), (BUFFER_BYTES, true), (BUFFER_BYTES + 1, false)]
        {
            let path = folder.path().join("a.txt");
            std::fs::write(&path, vec![b'a'; size]).expect("a file");
            let options = Options::default();
            let caps = Caps { document_bytes: 1 << 20, depth: 1, members: 1, ratio: 1, bytes: 1 };
            let reader = Reader::new(&options, caps);
            let walk = Walk::new(0, &path, None, &options).expect("a walk");
            let feed = reader.expect("a reader").feed(vec![Source::Walk(Box::new(walk))]);
            let bodies: Vec<Body> = feed.map(|document| document.body).collect();
            let is_right = match bodies.as_slice() {
                [Body::Bytes(bytes)] => is_whole && bytes.len() == size,
                [Body::File(_)] => !is_whole,
                _ => false,
            };
            assert!(is_right, "{size}");
        }
    }
}
