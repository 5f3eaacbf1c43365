//! What became of children after they were closed or stepped down (domain register 4.3, measures 32 and 33): counted from all closings of a time. What
//! stands behind a number is shown by the viewer's own permit to each record; a restricted child is counted for the circle alone.

use domain::access::{Action, Subject};
use domain::calendar::london;
use domain::closure::Closure;
use domain::id::Id;
use domain::person::Person;
use jiff::Span;
use jiff::civil::Date;
use store::{Permit, Stop, load};

use crate::session::Session;

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// Of the children who stepped down to early help, how many had a new referral within the pack's months (measure 32).
    StepUp,
    /// Of the children closed because consent was withdrawn or the family did not engage, about how many there was a contact within the pack's months
    /// (measure 33).
    WithdrawnThenContact,
}

impl Measure {
    /// In words.
    pub const fn words(self) -> &'static str {
        match self {
            Measure::StepUp => "Stepped down, and referred again",
            Measure::WithdrawnThenContact => {
                "Closed when consent was withdrawn or the family did not engage, then a contact"
            }
        }
    }
}

/// A closing and what followed: the closing, the child, what they are called, the day of closing and the day on which the child came back.
pub type ClosedThen = (Id<Closure>, Id<Person>, String, Date, Option<Date>);

/// How many, of how many, and what stands behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Returned {
    /// What is counted.
    pub measure: Measure,
    /// Within how many months.
    pub months: u16,
    /// How many closings there were.
    pub of: usize,
    /// After how many of them the child came back.
    pub back: usize,
    /// Those that the viewer may read: the closing, the child, what they are called, the day of closing and the day on which the child came back.
    pub behind: Vec<ClosedThen>,
}

/// Counts what was closed between two days.
///
/// # Errors
/// When the person may not see measures.
pub fn measured(session: &Session<'_>, measure: Measure, from: Date, until: Date) -> Result<Returned, Stop> {
    session.read("what became of children after closing", |door| {
        let permit = door.permit(Action::SeeClosureMeasures, Subject::House)?;
        let months = session.house.pack.closure.return_months;
        let mut found = Returned { measure, months, of: 0, back: 0, behind: Vec::new() };
        for id in store::closure::closed(&permit, from, until)? {
            let Some(known) = load(&permit, id)? else { continue };
            let closure = known.record;
            let Some(closed) = closure.closed.as_ref() else { continue };
            let counts = match measure {
                Measure::StepUp => closure.stepped_down().is_some(),
                Measure::WithdrawnThenContact => closure.proposal.withdrawn,
            };
            if !counts {
                continue;
            }
            let last = closed.on.checked_add(Span::new().months(i64::from(months))).unwrap_or(closed.on);
            let back = match measure {
                Measure::StepUp => referred(&permit, &closure, closed.on, last)?,
                Measure::WithdrawnThenContact => {
                    let after = london::end_of(closed.on).max(closed.at);
                    let until = london::end_of(last).min(session.at);
                    let contacts = store::closure::contacts(&permit, closure.child, after, until)?;
                    contacts.first().map(|at| london::date_of(*at))
                }
            };
            found.of += 1;
            found.back += usize::from(back.is_some());
            let subject = Subject::record(id);
            if door.would_permit(Action::ReadClosure, subject)? {
                let theirs = door.permit(Action::ReadClosure, subject)?;
                let name =
                    load(&theirs, closure.child)?.map_or_else(String::new, |known| known.record.name());
                theirs.shown(closure.child);
                found.behind.push((id, closure.child, name, closed.on, back));
            }
        }
        Ok(found)
    })
}

/// The first later referral that was acted on, within the time.
fn referred(permit: &Permit<'_>, closure: &Closure, on: Date, last: Date) -> Result<Option<Date>, Stop> {
    let episodes = store::episode::of_child(permit, closure.child)?;
    let later = episodes.into_iter().filter(|episode| {
        episode.id != closure.episode
            && !episode.no_further_action
            && episode.referral_date >= on
            && episode.referral_date <= last
    });
    Ok(later.map(|episode| episode.referral_date).min())
}
