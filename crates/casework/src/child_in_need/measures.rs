//! Whether plans say how we will know and what happens if not (domain register 4.4, measure 39): counted from all plans that ran in a time. What stands
//! behind a number is shown by the viewer's own permit to each record; a restricted child is counted for the circle alone.

use domain::access::{Action, Subject};
use domain::child_in_need::ChildInNeedPlan;
use domain::id::Id;
use domain::person::Person;
use jiff::civil::Date;
use store::{Stop, load};

use crate::session::Session;

/// A plan without one of its parts: the plan, the child, what they are called, whether each outcome has a measure, whether there is a contingency.
pub type WithoutPart = (Id<ChildInNeedPlan>, Id<Person>, String, bool, bool);

/// Plans that ran in a time, and how whole they were.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Completeness {
    /// How many ran.
    pub plans: usize,
    /// How many have a measure for each outcome.
    pub measured: usize,
    /// How many say what happens if the plan does not work.
    pub contingency: usize,
    /// How many have both.
    pub both: usize,
    /// The plans without one or the other that the viewer may read: the plan, the child, what they are called, whether each outcome has a measure and
    /// whether there is a contingency.
    pub without: Vec<WithoutPart>,
}

/// Counts the plans that ran between two days.
///
/// # Errors
/// When the person may not see measures.
pub fn completeness(session: &Session<'_>, from: Date, until: Date) -> Result<Completeness, Stop> {
    session.read("how whole child in need plans are", |door| {
        let permit = door.permit(Action::SeeClosureMeasures, Subject::House)?;
        let mut found = Completeness::default();
        for id in store::child_in_need::ran(&permit, from, until)? {
            let Some(known) = load(&permit, id)? else { continue };
            let (words, child) = (&known.record.now.words, known.record.child);
            let measured = words.measured() == words.outcomes.len();
            let contingency = words.has_contingency();
            found.plans += 1;
            found.measured += usize::from(measured);
            found.contingency += usize::from(contingency);
            found.both += usize::from(measured && contingency);
            let subject = Subject::record(id);
            if !(measured && contingency) && door.would_permit(Action::ReadChildInNeedPlan, subject)? {
                let theirs = door.permit(Action::ReadChildInNeedPlan, subject)?;
                let name = load(&theirs, child)?.map_or_else(String::new, |known| known.record.name());
                theirs.shown(child);
                found.without.push((id, child, name, measured, contingency));
            }
        }
        Ok(found)
    })
}
