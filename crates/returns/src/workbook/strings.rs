//! The texts that cells share (`sharedStrings.xml`): the one part that is held whole, end to end in one text, up to a limit.

use std::io::BufRead;

use quick_xml::events::Event;
use quick_xml::reader::Reader;

use super::rows::referred;
use super::{LARGEST_TEXTS, MOST_TEXTS, NotRead, broken, local};
use crate::xml::Guarded;

const PLACE: &str = "the workbook's shared texts";

/// The shared texts.
#[derive(Debug, Default)]
pub(super) struct Texts {
    all: String,
    /// Where each text ends.
    ends: Vec<u32>,
}

impl Texts {
    /// The text of this number.
    pub(super) fn get(&self, number: usize) -> Option<&str> {
        let end = *self.ends.get(number)?;
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        self.all.get(start as usize..end as usize)
    }

    /// Reads them.
    pub(super) fn read(part: impl BufRead) -> Result<Self, NotRead> {
        let mut reader = Reader::from_reader(Guarded::new(part));
        let (mut buffer, mut texts) = (Vec::new(), Texts::default());
        // Within <si>, text counts in <t> but not in <rPh>, which says how it is pronounced.
        let (mut in_text, mut pronounced) = (false, false);
        loop {
            buffer.clear();
            reader.get_mut().begin_piece();
            let event = match reader.read_event_into(&mut buffer) {
                Ok(event) => event,
                Err(error) => return Err(broken(PLACE, reader.get_ref().exceeded, &error)),
            };
            match event {
                Event::Start(start) => match local(start.name().0) {
                    "t" => in_text = true,
                    "rPh" => pronounced = true,
                    _ => {}
                },
                Event::Empty(empty) if local(empty.name().0) == "si" => texts.end()?,
                Event::End(end) => match local(end.name().0) {
                    "t" => in_text = false,
                    "rPh" => pronounced = false,
                    "si" => texts.end()?,
                    _ => {}
                },
                Event::Text(text) if in_text && !pronounced => texts.add(&text.xml10_content())?,
                Event::CData(text) if in_text && !pronounced => texts.add(&text.xml10_content())?,
                Event::GeneralRef(reference) if in_text && !pronounced => {
                    let character = referred(&reference).map_err(|words| NotRead::at(PLACE, words))?;
                    texts.add(character.encode_utf8(&mut [0; 4]))?;
                }
                Event::DocType(_) => {
                    return Err(NotRead::at(PLACE, "it has a document type, which no workbook has."));
                }
                Event::Eof => return Ok(texts),
                _ => {}
            }
        }
    }

    fn add(&mut self, text: &str) -> Result<(), NotRead> {
        if self.all.len() + text.len() > LARGEST_TEXTS {
            return Err(too_many());
        }
        self.all.push_str(text);
        Ok(())
    }

    fn end(&mut self) -> Result<(), NotRead> {
        if self.ends.len() == MOST_TEXTS {
            return Err(too_many());
        }
        self.ends.push(u32::try_from(self.all.len()).map_err(|_| too_many())?);
        Ok(())
    }
}

fn too_many() -> NotRead {
    NotRead::at(PLACE, "there is more text than any such workbook holds: over 16 MiB, or a million texts.")
}
