//! A plan from what was typed.

use casework::Stop;
use casework::meeting::{Planned, agenda_for};
use domain::meeting::GuestAsked;
use domain::refusal::{Problem, Refusal};
use jiff::Timestamp;

use super::plan::GUEST;
use super::typed::{answered, person, renumbered};
use crate::forms::moment;
use crate::route::{Fields, Visit};

/// A plan, and where its guests stand on the page.
pub(crate) struct Read {
    pub(crate) planned: Planned,
    pub(crate) blocks: Blocks,
}

/// Where guests stand on the page.
pub(crate) struct Blocks(Vec<usize>);

impl Blocks {
    /// A refusal with the page's own numbers.
    pub(crate) fn renumbered(&self, stop: Stop) -> Stop {
        match stop {
            Stop::Refusal(Refusal::Invalid(problems)) => {
                Refusal::Invalid(renumbered(problems, &[(&GUEST, &self.0)])).into()
            }
            stop => stop,
        }
    }
}

/// Reads the plan. Days and times that cannot be taken are told before anything else is asked.
pub(crate) fn read(visit: &Visit<'_>, fields: &Fields, withdrawn: &[usize]) -> Result<Read, Refusal> {
    let mut problems: Vec<Problem> = GUEST.too_many(fields).into_iter().collect();
    let starts = moment::optional(fields, "date", "time", &mut problems);
    if starts.is_none() && problems.is_empty() {
        problems.push(Problem::new("date", "Write the day and the time at which the meeting begins."));
    }
    let lasts = fields.get("lasts").trim();
    let lasts_minutes = lasts.parse().unwrap_or(0);
    if !problems.is_empty() {
        return Err(Refusal::Invalid(problems));
    }
    let blocks = answered(&GUEST, fields, &[]);
    let guest = |block: &usize| {
        let get = |field: &str| fields.get(&GUEST.field(*block, field)).to_owned();
        GuestAsked {
            name: get("name"),
            title: get("title"),
            agency: Some(get("agency")).filter(|agency| !agency.is_empty()),
            organisation: get("organisation"),
            email: Some(get("email")).filter(|email| !email.trim().is_empty()),
            family: fields.has(&GUEST.field(*block, "family")),
        }
    };
    let kind = fields.get("kind").to_owned();
    let planned = Planned {
        purpose: fields.get("purpose").to_owned(),
        chair: person(fields.get("chair")),
        minute_taker: person(fields.get("minute_taker")),
        starts: starts.unwrap_or(Timestamp::MIN),
        lasts_minutes,
        place: fields.get("place").to_owned(),
        dial_in: fields.get("dial_in").to_owned(),
        agenda: agenda(visit, fields, &kind),
        people: fields.all("person").filter_map(person).collect(),
        needed: fields.all("needed").filter_map(person).collect(),
        guests: blocks.iter().map(guest).collect(),
        withdrawn: withdrawn.to_vec(),
        kind,
    };
    Ok(Read { planned, blocks: Blocks(blocks) })
}

/// The agenda as it was typed. One that is still another kind's, word for word, gives way to that of the kind that was chosen.
fn agenda(visit: &Visit<'_>, fields: &Fields, kind: &str) -> Vec<String> {
    let pack = &visit.house().pack;
    let typed: Vec<String> = fields.get("agenda").lines().map(str::to_owned).collect();
    let anothers = pack.meetings.kinds.iter().any(|other| other.code != kind && other.agenda == typed);
    if anothers { agenda_for(pack, kind, &[]) } else { typed }
}
