//! The zip that a workbook is: a directory at its end, and parts that are unpacked while they are read, each up to a limit. The directory is believed about
//! where a part is, and never about how long it is unpacked.

use std::io::{self, BufReader, Read, Seek, SeekFrom};

use flate2::read::DeflateDecoder;

use super::{LARGEST_DIRECTORY, LARGEST_FILE, LARGEST_PART, MOST_PARTS, NotRead, from_io};

const END_OF_DIRECTORY: &[u8; 4] = b"PK\x05\x06";
const ENTRY: &[u8; 4] = b"PK\x01\x02";
const PART: &[u8; 4] = b"PK\x03\x04";
/// The end of the directory without its comment, and the longest comment.
const END_LENGTH: usize = 22;
const LONGEST_COMMENT: u64 = 65_535;
const NOT_A_WORKBOOK: &str = "it is not a workbook of the kind .xlsx. Open it in a spreadsheet program and save it as an Excel workbook (.xlsx).";
const DAMAGED: &str = "the directory of the file is damaged. Open it, save it again and send that.";

/// A zip whose directory has been read.
pub(super) struct Package<R> {
    bytes: R,
    parts: Vec<Part>,
}

#[derive(Debug, Clone)]
struct Part {
    name: String,
    method: u16,
    encrypted: bool,
    packed: u64,
    offset: u64,
}

/// A part as it is unpacked.
pub(super) type Unpacked<'p, R> = BufReader<Limited<Method<io::Take<&'p mut R>>>>;

impl<R: Read + Seek> Package<R> {
    /// Reads the directory.
    pub(super) fn open(mut bytes: R) -> Result<Self, NotRead> {
        let io = |error: io::Error| NotRead::whole(from_io(&error));
        let length = bytes.seek(SeekFrom::End(0)).map_err(io)?;
        if length > LARGEST_FILE {
            return Err(NotRead::whole("the file is larger than 128 MiB. No such workbook is."));
        }
        let mut first = [0; 4];
        bytes
            .rewind()
            .and_then(|()| bytes.read_exact(&mut first))
            .map_err(|_| NotRead::whole(NOT_A_WORKBOOK))?;
        if first == [0xd0, 0xcf, 0x11, 0xe0] {
            return Err(NotRead::whole(
                "it is an old Excel file (.xls), or one that a password protects. Save it as an Excel workbook (.xlsx) without a password.",
            ));
        }
        if &first != PART {
            return Err(NotRead::whole(NOT_A_WORKBOOK));
        }
        let directory = directory(&mut bytes, length)?;
        let parts = entries(&directory)?;
        Ok(Package { bytes, parts })
    }

    /// Whether there is a part of this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.parts.iter().any(|part| part.name.eq_ignore_ascii_case(name))
    }

    /// The part of this name, unpacked while it is read.
    pub(super) fn part(&mut self, name: &str, place: &str) -> Result<Unpacked<'_, R>, NotRead> {
        let found = self.parts.iter().find(|part| part.name.eq_ignore_ascii_case(name)).cloned();
        let part = found.ok_or_else(|| {
            NotRead::at(
                place,
                format!("the file has no part {name:.80}. Open it, save it again and send that."),
            )
        })?;
        if part.encrypted {
            return Err(NotRead::at(place, "a password protects it. Save it without one."));
        }
        let start = self.start_of(&part).map_err(|error| NotRead::at(place, from_io(&error)))?;
        self.bytes.seek(SeekFrom::Start(start)).map_err(|error| NotRead::at(place, from_io(&error)))?;
        let packed = (&mut self.bytes).take(part.packed);
        let unpacking = match part.method {
            0 => Method::Stored(packed),
            8 => Method::Deflated(Box::new(DeflateDecoder::new(packed))),
            other => {
                return Err(NotRead::at(
                    place,
                    format!("it is packed in a way (number {other}) that no workbook is."),
                ));
            }
        };
        Ok(BufReader::with_capacity(16 * 1024, Limited { inner: unpacking, left: LARGEST_PART }))
    }

    /// Where the bytes of a part begin: after a head of its own.
    fn start_of(&mut self, part: &Part) -> io::Result<u64> {
        let mut head = [0; 30];
        self.bytes.seek(SeekFrom::Start(part.offset))?;
        self.bytes.read_exact(&mut head)?;
        if !head.starts_with(PART) {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "a part is not where the directory says"));
        }
        let after = u64::from(short(&head, 26)) + u64::from(short(&head, 28));
        Ok(part.offset + head.len() as u64 + after)
    }
}

/// The bytes of the directory, as its end says where they are.
fn directory<R: Read + Seek>(bytes: &mut R, length: u64) -> Result<Vec<u8>, NotRead> {
    let io = |error: io::Error| NotRead::whole(from_io(&error));
    let from = length.saturating_sub(END_LENGTH as u64 + LONGEST_COMMENT);
    let mut tail = Vec::new();
    bytes.seek(SeekFrom::Start(from)).map_err(io)?;
    bytes.take(END_LENGTH as u64 + LONGEST_COMMENT).read_to_end(&mut tail).map_err(io)?;
    let is_end = |at: &usize| {
        tail.get(*at..*at + 4).is_some_and(|mark| mark == END_OF_DIRECTORY)
            && at + END_LENGTH + usize::from(short(&tail, at + 20)) == tail.len()
    };
    let at = (0..tail.len().saturating_sub(END_LENGTH - 1)).rev().find(is_end);
    let at = at
        .ok_or_else(|| NotRead::whole("the file ends too early. It may have been cut off: save it again."))?;
    let (entries, size, offset) = (short(&tail, at + 10), long(&tail, at + 12), long(&tail, at + 16));
    if entries > MOST_PARTS || size > LARGEST_DIRECTORY {
        return Err(NotRead::whole("it has more parts than any such workbook."));
    }
    let mut directory = vec![0; size as usize];
    bytes
        .seek(SeekFrom::Start(u64::from(offset)))
        .and_then(|_| bytes.read_exact(&mut directory))
        .map_err(|_| NotRead::whole(DAMAGED))?;
    Ok(directory)
}

fn entries(directory: &[u8]) -> Result<Vec<Part>, NotRead> {
    let mut parts = Vec::new();
    let mut at = 0;
    while at < directory.len() {
        let damaged = || NotRead::whole(DAMAGED);
        let head = directory.get(at..at + 46).filter(|head| head.starts_with(ENTRY)).ok_or_else(damaged)?;
        let [name, extra, comment] = [28, 30, 32].map(|place| usize::from(short(head, place)));
        let written = directory.get(at + 46..at + 46 + name).ok_or_else(damaged)?;
        parts.push(Part {
            name: String::from_utf8_lossy(written).replace('\\', "/"),
            method: short(head, 10),
            encrypted: short(head, 8) & 1 == 1,
            packed: u64::from(long(head, 20)),
            offset: u64::from(long(head, 42)),
        });
        at += 46 + name + extra + comment;
        if parts.len() > usize::from(MOST_PARTS) {
            return Err(NotRead::whole("it has more parts than any such workbook."));
        }
    }
    Ok(parts)
}

/// Two bytes as a number, the small one first; 0 beyond the end.
fn short(bytes: &[u8], at: usize) -> u16 {
    bytes.get(at..at + 2).and_then(|two| two.try_into().ok()).map_or(0, u16::from_le_bytes)
}

fn long(bytes: &[u8], at: usize) -> u32 {
    bytes.get(at..at + 4).and_then(|four| four.try_into().ok()).map_or(0, u32::from_le_bytes)
}

/// How a part is packed.
pub(super) enum Method<R: Read> {
    Stored(R),
    Deflated(Box<DeflateDecoder<R>>),
}

impl<R: Read> Read for Method<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        match self {
            Method::Stored(bytes) => bytes.read(into),
            Method::Deflated(bytes) => bytes.read(into),
        }
    }
}

/// Bytes up to a limit: one more is a fault.
pub(super) struct Limited<R> {
    inner: R,
    left: u64,
}

impl<R: Read> Read for Limited<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let length = self.inner.read(into)?;
        self.left = self.left.checked_sub(length as u64).ok_or(io::ErrorKind::FileTooLarge)?;
        Ok(length)
    }
}
