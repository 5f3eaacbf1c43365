//! The balanced scorecard: every line counted from the same records, and the children behind each number, for whoever may read them. The counts are of
//! all; what stands behind them is shown by the viewer's own permit to each record.

use domain::access::{Action, Subject};
use domain::id::Id;
use domain::meeting::Meeting;
use domain::person::Person;
use domain::refusal::Refusal;
use domain::section47::Section47;
use domain::strategy::{Behind, Discussion, HeldDiscussion, Measure, Score, scorecard as scores};
use domain::watch::Prompt;
use jiff::Timestamp;
use store::{Door, Kept, Permit, Stop, load};

use crate::session::Session;

/// A scorecard over a time.
#[derive(Debug, Clone, PartialEq)]
pub struct Scorecard {
    /// From when.
    pub from: Timestamp,
    /// Until when.
    pub until: Timestamp,
    /// The lines.
    pub scores: Vec<Score>,
}

/// A record behind a number.
#[derive(Debug, Clone, PartialEq)]
pub struct BehindRow {
    /// Which record.
    pub behind: Behind,
    /// The number people say; for a prompt when it was put.
    pub reference: String,
    /// Its children and what they are called.
    pub children: Vec<(Id<Person>, String)>,
    /// Whether it is one of those that count.
    pub counts: bool,
    /// The days, where those are counted.
    pub days: Option<f64>,
}

/// The scorecard over a time.
///
/// # Errors
/// When the person may not see measures.
pub fn scorecard(session: &Session<'_>, from: Timestamp, until: Timestamp) -> Result<Scorecard, Stop> {
    session.read("balanced scorecard", |door| {
        let permit = door.permit(Action::SeeHubMeasures, Subject::House)?;
        counted(session, &permit, from, until)
    })
}

/// One line with the records behind it that this viewer may read.
///
/// # Errors
/// When the person may not see measures.
pub fn behind(
    session: &Session<'_>,
    measure: Measure,
    from: Timestamp,
    until: Timestamp,
) -> Result<(Score, Vec<BehindRow>), Stop> {
    session.read("behind the balanced scorecard", |door| {
        let permit = door.permit(Action::SeeHubMeasures, Subject::House)?;
        let card = counted(session, &permit, from, until)?;
        let score =
            card.scores.into_iter().find(|score| score.measure == measure).ok_or(Refusal::NotFound)?;
        let mut rows = Vec::new();
        for (behind, counts, days) in &score.counted {
            if let Some((reference, people)) = named(door, *behind)? {
                let children = called(door, &people)?;
                rows.push(BehindRow { behind: *behind, reference, children, counts: *counts, days: *days });
            }
        }
        Ok((score, rows))
    })
}

fn counted(
    session: &Session<'_>,
    permit: &Permit<'_>,
    from: Timestamp,
    until: Timestamp,
) -> Result<Scorecard, Stop> {
    let mut held = Vec::new();
    for id in store::strategy::held_in(permit, from, until)? {
        let Some(discussion) = load::<Discussion>(permit, id)?.map(|known| known.record) else { continue };
        let meeting =
            discussion.meeting.map(|meeting| load::<Meeting>(permit, meeting)).transpose()?.flatten();
        let enquiries = all::<Section47>(permit, &store::section47::of_discussion(permit, id.any())?)?;
        held.push(HeldDiscussion { discussion, meeting: meeting.map(|known| known.record), enquiries });
    }
    let mut prompts = all::<Prompt>(permit, &store::watch::since(permit, from)?)?;
    prompts.retain(|prompt| prompt.opened_at < until);
    let house = session.house;
    let scores = scores(&held, &prompts, session.at, &house.pack, &house.calendar);
    Ok(Scorecard { from, until, scores })
}

fn all<R: Kept>(permit: &Permit<'_>, ids: &[Id<R>]) -> Result<Vec<R>, Stop> {
    let mut found = Vec::new();
    for id in ids {
        found.extend(load::<R>(permit, *id)?.map(|known| known.record));
    }
    Ok(found)
}

/// What a record is called, and whom it is about.
type Named = (String, Vec<Id<Person>>);

/// What a record is called and whom it is about; nothing where this viewer may not read it.
fn named(door: &Door, behind: Behind) -> Result<Option<Named>, Stop> {
    let (action, subject) = match behind {
        Behind::Prompt(id) => (Action::ReadPrompt, Subject::record(id)),
        Behind::Discussion(id) => (Action::ReadDiscussion, Subject::Discussion(id)),
        Behind::Enquiry(id) => (Action::ReadSection47, Subject::record(id)),
    };
    if !door.would_permit(action, subject)? {
        return Ok(None);
    }
    let permit = door.permit(action, subject)?;
    Ok(match behind {
        Behind::Prompt(id) => load::<Prompt>(&permit, id)?.map(|known| {
            let day = domain::calendar::london::date_of(known.record.opened_at);
            (domain::calendar::london::date_in_words(day), known.record.children)
        }),
        Behind::Discussion(id) => {
            load::<Discussion>(&permit, id)?.map(|known| (known.record.reference, known.record.children))
        }
        Behind::Enquiry(id) => {
            load::<Section47>(&permit, id)?.map(|known| (known.record.reference, vec![known.record.child]))
        }
    })
}

/// What children are called, as far as this viewer may know of them.
fn called(door: &Door, people: &[Id<Person>]) -> Result<Vec<(Id<Person>, String)>, Stop> {
    let mut named = Vec::new();
    for person in people {
        let subject = Subject::Child(*person);
        if door.would_permit(Action::KnowExists, subject)? {
            let permit = door.permit(Action::KnowExists, subject)?;
            named.extend(load::<Person>(&permit, *person)?.map(|known| (*person, known.record.name())));
        }
    }
    Ok(named)
}
