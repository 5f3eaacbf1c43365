//! The files of an import, opened as often as they are read: first for their digest, then to their end to see that they can be read, then for the proposals.

use std::collections::BTreeSet;
use std::io::{self, Read, Seek, SeekFrom};

use domain::import::{Kept, MOST_TOLD, NotCarried, PIECE, Rule, Source, Tally, Told, cut};
use domain::refusal::Refusal;
use jiff::civil::Date;
use sha2::{Digest, Sha256};
use store::Stop;

use super::{annex_a, census, people, ssd};

/// The most bytes of all the files of one import together: a census of 50,000 children has 92 MB.
const LARGEST: u64 = 512 * 1024 * 1024;
/// The most people in one import: everybody whom the largest council knows, three times over.
const MOST_PEOPLE: usize = 300_000;
/// The longest identifier: the longest that any of the national shapes allows.
pub(super) const LONGEST_IDENTIFIER: usize = 48;
/// The longest value that is carried.
pub(super) const LONGEST_VALUE: usize = 200;

/// Whether a text has more letters than so many.
pub(super) fn longer(text: &str, most: usize) -> bool {
    text.len() > most && text.chars().nth(most).is_some()
}

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
                words: cut(words.to_owned()),
            });
        }
    }

    /// A row outside anybody that could not be carried.
    pub(super) fn lost_line(&mut self, table: &str, place: &str, rule: Rule, words: &str) {
        self.tally.lost(table, rule);
        self.lost(place, rule, words);
    }
}

/// Lets each person of the files through once. A second row with an identifier that another had is no person of its own: two rows would become one record with the facts
/// of both, and nobody would have been asked.
#[derive(Default)]
struct Gate {
    known: BTreeSet<String>,
    people: usize,
    lost: Whole,
}

impl Gate {
    fn lets(&mut self, told: &Told) -> bool {
        self.people += 1;
        if self.people > MOST_PEOPLE {
            return false;
        }
        if told.identifier.is_empty() {
            return true;
        }
        let lost = if longer(&told.identifier, LONGEST_IDENTIFIER) {
            (Rule::Unreadable, format!("The identifier is longer than {LONGEST_IDENTIFIER} letters"))
        } else if self.known.insert(told.identifier.clone()) {
            return true;
        } else {
            let words = format!("An earlier row of the file has the identifier {}", told.identifier);
            (Rule::Repeated, words)
        };
        told.lines.iter().for_each(|line| self.lost.tally.lost(&line.table, lost.0));
        self.lost.lost(&told.place, lost.0, &lost.1);
        if let Some(lost) = self.lost.not_carried.last_mut() {
            lost.identifier = cut(told.identifier.clone());
        }
        false
    }
}

/// Reads files to their end and hands on what they say of each person.
pub(super) fn read(given: &Given<'_>, on: &mut dyn FnMut(Told)) -> Result<Whole, NotTaken> {
    let mut gate = Gate::default();
    let mut whole = read_all(given, &mut |told| {
        if gate.lets(&told) {
            on(told);
        }
    })?;
    if gate.people > MOST_PEOPLE {
        return Err(NotTaken::at(
            given.name.clone(),
            "it tells of more than 300,000 people. Bring it in several files, some of the people in each.",
        ));
    }
    for (table, count) in gate.lost.tally.0 {
        for (rule, many) in count.not_carried {
            (0..many).for_each(|_| whole.tally.lost(&table, rule));
        }
    }
    let left = MOST_TOLD.saturating_sub(whole.not_carried.len());
    whole.not_carried.extend(gate.lost.not_carried.into_iter().take(left));
    Ok(whole)
}

fn read_all(given: &Given<'_>, on: &mut dyn FnMut(Told)) -> Result<Whole, NotTaken> {
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
    let mut all: u64 = 0;
    for (name, open) in &given.files {
        all = all.saturating_add(open()?.seek(SeekFrom::End(0))?);
        if all > LARGEST {
            return Err(NotTaken::at(
                name.clone(),
                "the files are larger than 512 MB together. Bring them in several imports, some of the people in each.",
            ));
        }
    }
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

pub(super) fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
