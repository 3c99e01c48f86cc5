//! Undoes compression: gzip, zstd, bzip2 and xz, each of as many parts as there are.
//!
//! A broken stream gives one error and then, where its format lets the next part be found, goes on
//! behind the damage; else it ends. Nothing here looks at what the bytes mean.

use std::io::{self, BufRead, BufReader, Read};

use flate2::bufread::GzDecoder;

/// Bytes of an unpacked stream in memory.
pub(super) const BUFFER_BYTES: usize = 64 << 10;
/// Memory that an xz stream may ask for: what its strongest preset needs is 65 MiB.
const XZ_MEMORY_BYTES: u64 = 256 << 20;
/// The log of the largest zstd window: 128 MiB, as the reference decoder allows.
const ZSTD_WINDOW_LOG: u32 = 27;
const GZIP: &[u8] = b"\x1F\x8B\x08";

/// A way of compressing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Packing {
    Gzip,
    Zstd,
    Bzip2,
    Xz,
}

impl Packing {
    /// Returns the unpacked stream.
    ///
    /// # Errors
    ///
    /// When the decompressor cannot be set up.
    pub(super) fn unpack<'a>(self, packed: &'a mut dyn BufRead) -> io::Result<Box<dyn Read + 'a>> {
        Ok(match self {
            Packing::Gzip => Box::new(Gzip { state: State::Between(packed), is_begun: false }),
            Packing::Zstd => {
                let mut decoder = zstd::stream::read::Decoder::with_buffer(packed)?;
                decoder.window_log_max(ZSTD_WINDOW_LOG)?;
                Box::new(Fused::new(decoder))
            }
            Packing::Bzip2 => Box::new(Fused::new(bzip2::bufread::MultiBzDecoder::new(packed))),
            Packing::Xz => {
                let flags = liblzma::stream::CONCATENATED;
                let stream = liblzma::stream::Stream::new_auto_decoder(XZ_MEMORY_BYTES, flags)?;
                Box::new(Fused::new(liblzma::bufread::XzDecoder::new_stream(packed, stream)))
            }
        })
    }
}

/// Returns `stream` with a buffer of the usual size.
pub(super) fn buffered<R: Read>(stream: R) -> BufReader<R> {
    BufReader::with_capacity(BUFFER_BYTES, stream)
}

/// A reader that ends after its first error.
pub(super) struct Fused<R> {
    inner: R,
    is_over: bool,
}

impl<R> Fused<R> {
    pub(super) fn new(inner: R) -> Fused<R> {
        Fused { inner, is_over: false }
    }
}

impl<R: Read> Read for Fused<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.is_over {
            return Ok(0);
        }
        let read = self.inner.read(buffer);
        self.is_over = read.as_ref().is_err_and(|error| error.kind() != io::ErrorKind::Interrupted);
        read
    }
}

/// A gzip file of any number of members (RFC 1952), which goes on behind a broken one.
struct Gzip<'a> {
    state: State<'a>,
    is_begun: bool,
}

enum State<'a> {
    Between(&'a mut dyn BufRead),
    Inside(Box<GzDecoder<&'a mut dyn BufRead>>),
    Lost(&'a mut dyn BufRead),
    Over,
}

impl Read for Gzip<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.is_empty() {
            return Ok(0);
        }
        loop {
            match std::mem::replace(&mut self.state, State::Over) {
                State::Over => return Ok(0),
                State::Between(packed) => self.begin(packed)?,
                State::Lost(packed) => {
                    if find(packed, GZIP)? {
                        self.state = State::Inside(Box::new(GzDecoder::new(packed)));
                    }
                }
                State::Inside(mut member) => match member.read(buffer) {
                    Ok(0) => self.state = State::Between(member.into_inner()),
                    Ok(read) => {
                        self.state = State::Inside(member);
                        return Ok(read);
                    }
                    Err(error) if error.kind() == io::ErrorKind::Interrupted => {
                        self.state = State::Inside(member);
                    }
                    Err(error) => {
                        // A cap that was met further below is final.
                        if super::caps::stop_of(&error).is_none() {
                            self.state = State::Lost(member.into_inner());
                        }
                        return Err(error);
                    }
                },
            }
        }
    }
}

impl<'a> Gzip<'a> {
    /// Begins the next member; bytes between members that are no padding are damage.
    fn begin(&mut self, packed: &'a mut dyn BufRead) -> io::Result<()> {
        let head = loop {
            let buffer = packed.fill_buf()?;
            match buffer.iter().position(|byte| *byte != 0) {
                Some(0) => break buffer.first().copied(),
                Some(zeros) if self.is_begun => packed.consume(zeros),
                _ if buffer.is_empty() => return Ok(()),
                _ if self.is_begun => {
                    let len = buffer.len();
                    packed.consume(len);
                }
                _ => break buffer.first().copied(),
            }
        };
        if head != GZIP.first().copied() {
            self.state = State::Lost(packed);
            let problem = "expected another member of gzip, found other bytes";
            return Err(io::Error::new(io::ErrorKind::InvalidData, problem));
        }
        self.is_begun = true;
        self.state = State::Inside(Box::new(GzDecoder::new(packed)));
        Ok(())
    }
}

/// Moves `stream` to where `mark` stands next; returns whether it stands anywhere.
fn find(stream: &mut dyn BufRead, mark: &[u8]) -> io::Result<bool> {
    // A mark that lies across two buffers is found by moving on until one buffer shows it whole, which
    // a buffer that begins with its first byte cannot promise: there the member itself decides.
    let first = mark.first().copied().unwrap_or_default();
    loop {
        let buffer = stream.fill_buf()?;
        if buffer.is_empty() {
            return Ok(false);
        }
        match memchr::memchr(first, buffer) {
            None => {
                let len = buffer.len();
                stream.consume(len);
            }
            Some(at) => {
                let rest = buffer.get(at..).unwrap_or_default();
                let is_cut = rest.len() < mark.len() && mark.starts_with(rest);
                if is_cut || rest.starts_with(mark) {
                    stream.consume(at);
                    return Ok(true);
                }
                stream.consume(at + 1);
            }
        }
    }
}
