//! What the records of the children hold beside their chronologies: what they said, earlier assessments, the adults around them. As far as the viewer may
//! read each child.

use casework::Stop;
use casework::child::{Moment, Shown, file};
use domain::assessment::Assessment;
use domain::id::Id;
use domain::person::{Person, Standing};
use jiff::civil::Date;

use casework::assessment::AssessmentView;

use crate::route::Visit;

/// What a child said on one day.
pub(super) struct Said {
    /// The child.
    pub(super) child: Id<Person>,
    /// On which day.
    pub(super) on: Date,
    /// Who heard it.
    pub(super) heard_by: String,
    /// The words.
    pub(super) words: String,
}

/// What the records hold.
#[derive(Default)]
pub(super) struct AroundFamily {
    /// The children's words, the newest first.
    pub(super) said: Vec<Said>,
    /// Earlier assessments of the children, the newest first.
    pub(super) earlier: Vec<Assessment>,
    /// Adults on the children's records, with their names.
    pub(super) adults: Vec<(Id<Person>, String)>,
}

/// Reads it.
pub(super) fn around_family(visit: &Visit<'_>, view: &AssessmentView) -> Result<AroundFamily, Stop> {
    let mut found = AroundFamily::default();
    let this = view.assessment.record.id;
    for assessed in &view.assessment.record.children {
        let child = assessed.child;
        let Shown::Content(page) = file(&visit.session, child, Moment::Now)? else { continue };
        for enquiry in &page.file.section47s {
            let said = enquiry.record.words.iter().map(|said| Said {
                child,
                on: said.on,
                heard_by: said.heard_by.clone(),
                words: said.words.clone(),
            });
            found.said.extend(said);
        }
        for voice in
            page.file.voices.iter().map(|filed| &filed.record).filter(|voice| voice.taken_back.is_none())
        {
            let said = voice.heard.quotes.iter().map(|quote| Said {
                child,
                on: voice.heard.on,
                heard_by: voice.heard.heard_by.clone(),
                words: quote.words.clone(),
            });
            found.said.extend(said);
        }
        for relative in &page.file.relatives {
            let person = &relative.record;
            let known = found.adults.iter().any(|(id, _)| *id == person.id);
            if person.standing == Standing::Adult && person.restriction.is_none() && !known {
                found.adults.push((person.id, person.name()));
            }
        }
        let of_child = casework::assessment::of_child(&visit.session, child)?;
        for older in of_child.assessments {
            let known = found.earlier.iter().any(|one| one.id == older.record.id);
            if older.record.id != this && !known {
                found.earlier.push(older.record);
            }
        }
    }
    found.said.sort_by_key(|said| std::cmp::Reverse(said.on));
    found.earlier.sort_by_key(|one| std::cmp::Reverse(one.begun_at));
    Ok(found)
}
