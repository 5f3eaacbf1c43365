//! The minutes as one reader gets them. Everything that was told has a handling, set by the agency that told it; a copy holds what its reader may
//! have and says nothing of the rest. An agency sees what it said itself. The family gets what may be told to the family.
//!
//! Minutes with a family's hidden address have got people hurt (security.md 1.5, 1 and 2), so that every text of a copy is gone through once more
//! for protected addresses.

use serde::{Deserialize, Serialize};

use super::{Attended, Dissent, Meeting, MeetingAction, Resolution, Said};
use crate::mash::Handling;

/// Whom a copy is for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reader {
    /// The council: the whole record.
    Council,
    /// One organisation of an agency.
    Agency {
        /// The agency.
        agency: String,
        /// Which of its organisations.
        organisation: String,
    },
    /// The family.
    Family,
}

impl Reader {
    /// Whether something with this handling, told by this agency, stands in the reader's copy.
    pub fn may_have(&self, handling: Handling, agency: Option<&str>, organisation: &str) -> bool {
        match self {
            Reader::Council => true,
            Reader::Agency { agency: theirs, organisation: at } => {
                handling >= Handling::Agencies || agency == Some(theirs) && organisation == at
            }
            Reader::Family => handling == Handling::Family,
        }
    }
}

/// One thing of a copy, and its place in the record.
#[derive(Debug, Clone, PartialEq)]
pub struct Copied<T> {
    /// Where it stands in the record.
    pub place: usize,
    /// What it says, for this reader.
    pub what: T,
}

/// Somebody in the list of those who were there: name, agency, organisation, how.
pub type There = (String, Option<String>, String, Attended);

/// The minutes as one reader gets them.
#[derive(Debug, Clone, PartialEq)]
pub struct MeetingCopy {
    /// Whom it is for.
    pub reader: Reader,
    /// Why these people met; nothing for the family.
    pub purpose: Option<String>,
    /// Who was there; nothing for the family.
    pub there: Vec<There>,
    /// What was told, as far as this reader may have it.
    pub said: Vec<Copied<Said>>,
    /// How many things that were told are not in this copy. For whoever distributes it: the copy itself does not say so.
    pub kept_back: usize,
    /// What was decided, where this reader may have it.
    pub decision: Option<Resolution>,
    /// Who saw it differently: with the decision, and always the reader's own.
    pub dissent: Vec<Dissent>,
    /// Who does what by when, as far as this reader may have it; an owner always has their own.
    pub actions: Vec<Copied<MeetingAction>>,
    /// When they meet next; nothing for the family.
    pub next: Option<jiff::Timestamp>,
    /// Whether a protected address was taken out of a text: whoever distributes the copy is told.
    pub address_taken_out: bool,
}

/// What stands in the place of a protected address.
pub const TAKEN_OUT: &str = "[an address that must not be told]";

impl Meeting {
    /// Composes the copy for a reader. `protected` are the addresses that must not be told, each in all the ways it is written.
    pub fn copy_for(&self, reader: &Reader, protected: &[String]) -> MeetingCopy {
        let mut taken_out = false;
        let mut clean = |words: &str| {
            // The council reads the record itself.
            if *reader == Reader::Council {
                return words.to_owned();
            }
            let (cleaned, found) = without(words, protected);
            taken_out |= found;
            cleaned
        };
        let family = *reader == Reader::Family;
        let mut kept_back = 0;
        let mut said = Vec::new();
        for (place, told) in self.said.iter().enumerate() {
            if !reader.may_have(told.handling, told.agency.as_deref(), &told.organisation) {
                kept_back += 1;
                continue;
            }
            let by = if family { String::new() } else { clean(&told.by) };
            said.push(Copied { place, what: Said { words: clean(&told.words), by, ..told.clone() } });
        }
        let decision = self.decision.as_ref().filter(|decision| reader.may_have(decision.handling, None, ""));
        let dissent = self.decision.iter().flat_map(|decision| &decision.dissent);
        let dissent: Vec<Dissent> = dissent
            .filter(|one| {
                !family
                    && (decision.is_some()
                        || reader.may_have(Handling::Council, Some(&one.agency), &one.organisation))
            })
            .map(|one| Dissent { words: clean(&one.words), ..one.clone() })
            .collect();
        let decision = decision.map(|decision| Resolution {
            words: clean(&decision.words),
            considered: if family { String::new() } else { clean(&decision.considered) },
            dissent: Vec::new(),
            ..decision.clone()
        });
        let mut actions = Vec::new();
        for (place, action) in self.actions.iter().enumerate() {
            let theirs = self.invited.iter().any(|invited| {
                invited.who == super::Who::Account(action.owner) && invited.reader() == *reader
            });
            if theirs || reader.may_have(action.handling, None, "") {
                actions.push(Copied {
                    place,
                    what: MeetingAction { what: clean(&action.what), ..action.clone() },
                });
            }
        }
        MeetingCopy {
            purpose: (!family).then(|| clean(&self.purpose)),
            there: if family { Vec::new() } else { self.there() },
            said,
            kept_back,
            decision,
            dissent,
            actions,
            next: self.next.filter(|_| !family),
            address_taken_out: taken_out,
            reader: reader.clone(),
        }
    }

    fn there(&self) -> Vec<There> {
        let there = |invited: &super::Invited| {
            let how = invited.attendance.as_ref()?.how;
            Some((invited.name.clone(), invited.agency.clone(), invited.organisation.clone(), how))
        };
        self.asked().filter_map(|(_, invited)| there(invited)).collect()
    }
}

/// A text without these, however they are spaced, cut by stops or commas, or in capitals; and whether any stood in it.
pub fn without(words: &str, hidden: &[String]) -> (String, bool) {
    let mut found: Vec<(usize, usize)> = Vec::new();
    let (squeezed, origins) = squeezed(words);
    for hidden in hidden {
        let (needle, _) = self::squeezed(hidden);
        // Shorter than this it is no address, and would cut ordinary words.
        if needle.len() < 5 {
            continue;
        }
        let mut from = 0;
        while let Some(at) = position(&squeezed[from..], &needle) {
            let (first, last) = (from + at, from + at + needle.len() - 1);
            found.push((origins[first].0, origins[last].1));
            from = last + 1;
        }
    }
    if found.is_empty() {
        return (words.to_owned(), false);
    }
    found.sort_unstable();
    let (mut cleaned, mut next) = (String::new(), 0);
    for (start, end) in found {
        if start >= next {
            cleaned.push_str(&words[next..start]);
            cleaned.push_str(TAKEN_OUT);
        }
        next = next.max(end);
    }
    cleaned.push_str(&words[next..]);
    (cleaned, true)
}

/// Whether any of these stands in a text, however it is written.
pub fn holds_any(words: &str, hidden: &[String]) -> bool {
    without(words, hidden).1
}

/// Letters and figures in lower case, each with where it stands in the text.
fn squeezed(words: &str) -> (Vec<char>, Vec<(usize, usize)>) {
    let signs = words.char_indices().filter(|(_, sign)| sign.is_alphanumeric());
    let lower = signs.flat_map(|(at, sign)| {
        let end = at + sign.len_utf8();
        sign.to_lowercase().map(move |low| (low, (at, end)))
    });
    lower.unzip()
}

fn position(hay: &[char], needle: &[char]) -> Option<usize> {
    hay.windows(needle.len()).position(|window| window == needle)
}
