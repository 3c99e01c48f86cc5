//! Zip archives, by their list at the end; where that is lost, member by member from the front.
//!
//! Names are labels: nothing is ever written to where they point, and links are not followed.

use std::fs::File;
use std::io::{self, BufRead, Cursor, Read, Seek};
use std::ops::ControlFlow;
use std::path::Path;

use zip::ZipArchive;
use zip::read::{ZipFile, read_zipfile_from_stream};
use zip::result::ZipError;

use crate::error::io_reason;

use super::caps::{Caps, DAMAGED, SIZE, read_whole};
use super::feed::Flow;
use super::place::Place;
use super::tar::SPECIAL;
use super::unpack::{Fused, buffered};

/// The kind of a file in the bits of its Unix mode, and that of a link.
const KIND_BITS: u32 = 0o170_000;
const LINK_BITS: u32 = 0o120_000;

/// Reads the members of the archive at `path`.
pub(super) fn file(place: &mut Place<'_>, path: &Path) -> Flow {
    let opened = File::open(path).map(|file| place.budget.packed(file));
    match opened {
        Ok(file) => archive(place, buffered(file)),
        Err(error) => place.broken(&error, None, 0).map_continue(|_| ()),
    }
}

/// Reads the members of an archive inside a stream, which must fit into memory.
pub(super) fn stream(place: &mut Place<'_>, stream: &mut dyn BufRead) -> Flow {
    let Caps { document_bytes: most, .. } = place.budget.caps();
    let (bytes, whole) = read_whole(stream, most);
    if bytes.len() as u64 > most {
        let reason = format!("expected a zip inside a stream to hold at most {most} bytes");
        return place.refuse(&SIZE, reason);
    }
    match whole {
        Ok(()) => archive(place, Cursor::new(bytes)),
        Err(error) => {
            front(place, &mut bytes.as_slice())?;
            place.broken(&error, None, 0).map_continue(|_| ())
        }
    }
}

fn archive<R: BufRead + Seek>(place: &mut Place<'_>, mut file: R) -> Flow {
    match ZipArchive::new(&mut file) {
        Ok(mut archive) => {
            let names: Vec<String> = archive
                .file_names()
                .map(|name| name.map(std::borrow::Cow::into_owned).unwrap_or_default())
                .collect();
            for (index, name) in names.iter().enumerate() {
                let is_over = match archive.by_index(index) {
                    Ok(member) => self::member(place, member)?,
                    Err(error) => {
                        refuse(place, name.as_bytes(), &error)?;
                        false
                    }
                };
                if is_over {
                    break;
                }
            }
            Flow::Continue(())
        }
        Err(error) => {
            // The list is lost, but each member has a head of its own.
            let _ = file.rewind();
            front(place, &mut file)?;
            let why = io_reason(&io::Error::other(error));
            let reason = format!("expected the list at the end of a zip, found damage: {why}");
            place.refuse(&DAMAGED, reason)
        }
    }
}

/// Reads members from the front of a stream, as far as they go.
fn front(place: &mut Place<'_>, stream: &mut dyn BufRead) -> Flow {
    let mut stream = stream;
    while let Ok(Some(member)) = read_zipfile_from_stream(&mut stream) {
        if self::member(place, member)? {
            break;
        }
    }
    Flow::Continue(())
}

/// Reads one member; returns whether there are too many.
fn member<R: Read>(place: &mut Place<'_>, member: ZipFile<'_, R>) -> ControlFlow<(), bool> {
    let name = member.name_raw().to_vec();
    let is_link = member.unix_mode().is_some_and(|mode| mode & KIND_BITS == LINK_BITS);
    if member.is_dir() || is_link {
        return ControlFlow::Continue(false);
    }
    let unfolded = place.budget.unfolded(Fused::new(member));
    place.entry(&name, &mut buffered(unfolded))
}

fn refuse(place: &mut Place<'_>, name: &[u8], error: &ZipError) -> Flow {
    let is_unknown = matches!(error, ZipError::UnsupportedArchive(_));
    let rule = if is_unknown { &SPECIAL } else { &DAMAGED };
    let why = match error {
        ZipError::Io(error) => io_reason(error),
        error => error.to_string(),
    };
    let reason = format!("expected a member that can be read, found: {why}");
    place.member(name).refuse(rule, reason)
}
