//! The files of an import, opened as often as they are read: first for their digest, then to their end to see that they can be read, then for the proposals.

use std::io::{self, Read, Seek};

use domain::import::{Kept, MOST_TOLD, NotCarried, PIECE, Rule, Source, Tally, Told};
use domain::refusal::Refusal;
use jiff::civil::Date;
use sha2::{Digest, Sha256};
use store::Stop;

use super::{annex_a, census, people, ssd};

/// What can be read from any place.
pub trait Bytes: Read + Seek {}

impl<T: Read + Seek> Bytes for T {}

/// Opens a file anew.
pub type Open<'f> = Box<dyn Fn() -> io::Result<Box<dyn Bytes + 'f>> + 'f>;

/// What somebody brings.
pub struct Given<'f> {
    /// What kind.
    pub source: Source,
    /// The name of the file, or of the folder.
    pub name: String,
    /// The files by their names.
    pub files: Vec<(String, Open<'f>)>,
    /// The day of the file, where it does not say so itself.
    pub as_of: Option<Date>,
}

/// Files that were not taken in.
#[derive(Debug, thiserror::Error)]
pub enum NotTaken {
    /// A file cannot be opened or read.
    #[error("the file cannot be read: {0}")]
    File(#[from] io::Error),
    /// A file cannot be read to its end.
    #[error("{place}: {words}")]
    Unreadable {
        /// Where: "line 12", "sheet List 3, row 4".
        place: String,
        /// What is wrong there.
        words: String,
    },
    /// Not allowed, or a failure of ours.
    #[error(transparent)]
    Stopped(#[from] Stop),
}

impl From<Refusal> for NotTaken {
    fn from(refusal: Refusal) -> Self {
        NotTaken::Stopped(refusal.into())
    }
}

impl NotTaken {
    pub(super) fn at(place: impl Into<String>, words: impl Into<String>) -> Self {
        NotTaken::Unreadable { place: place.into(), words: words.into() }
    }
}

/// What is known of files as a whole once they were read to their end.
#[derive(Debug, Clone, Default)]
pub(super) struct Whole {
    /// The day up to which they know.
    pub as_of: Option<Date>,
    /// Rows of which nobody can be told.
    pub tally: Tally,
    /// What could not be carried outside anybody.
    pub not_carried: Vec<NotCarried>,
}

impl Whole {
    /// Something outside anybody that could not be carried.
    pub(super) fn lost(&mut self, place: &str, rule: Rule, words: &str) {
        if self.not_carried.len() < MOST_TOLD {
            self.not_carried.push(NotCarried {
                place: place.to_owned(),
                identifier: String::new(),
                rule,
                words: words.to_owned(),
            });
        }
    }

    /// A row outside anybody that could not be carried.
    pub(super) fn lost_line(&mut self, table: &str, place: &str, rule: Rule, words: &str) {
        self.tally.lost(table, rule);
        self.lost(place, rule, words);
    }
}

/// Reads files to their end and hands on what they say of each person.
pub(super) fn read(given: &Given<'_>, on: &mut dyn FnMut(Told)) -> Result<Whole, NotTaken> {
    let mut open = Vec::with_capacity(given.files.len());
    for (name, file) in &given.files {
        open.push((name.as_str(), file()?));
    }
    let whole = match given.source {
        Source::Cin => census::read(single(open)?, on)?,
        Source::AnnexA => annex_a::read(single(open)?, on)?,
        Source::Ssd => ssd::read(open, on)?,
        Source::People => people::read(single(open)?, on)?,
    };
    Ok(Whole { as_of: whole.as_of.or(given.as_of), ..whole })
}

/// The only file.
fn single<'b>(mut open: Vec<(&str, Box<dyn Bytes + 'b>)>) -> Result<Box<dyn Bytes + 'b>, NotTaken> {
    open.pop().map(|(_, bytes)| bytes).ok_or_else(|| NotTaken::at("the files", "there is none."))
}

/// What is done with a piece: the number of its file, its own place there, and its bytes.
type EachPiece<'e> = dyn FnMut(u32, u32, &[u8]) -> Result<(), NotTaken> + 'e;

/// The digests of the files, and of all of them together. `each` is given the pieces in order: which file, and its bytes.
pub(super) fn pieces(given: &Given<'_>, each: &mut EachPiece<'_>) -> Result<(Vec<Kept>, String), NotTaken> {
    let mut kept = Vec::new();
    let mut together = Sha256::new();
    for ((name, open), number) in given.files.iter().zip(0..) {
        let mut bytes = open()?;
        let (mut digest, mut size, mut piece) = (Sha256::new(), 0, Vec::with_capacity(PIECE));
        for place in 0.. {
            piece.clear();
            bytes.by_ref().take(PIECE as u64).read_to_end(&mut piece)?;
            if piece.is_empty() {
                break;
            }
            digest.update(&piece);
            size += piece.len() as u64;
            each(number, place, &piece)?;
        }
        let digest = hexadecimal(&digest.finalize());
        together.update(digest.as_bytes());
        kept.push(Kept { name: name.clone(), digest, size });
    }
    Ok((kept, hexadecimal(&together.finalize())))
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
