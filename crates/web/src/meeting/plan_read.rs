//! A plan from what was typed.

use casework::meeting::{Planned, agenda_for};
use domain::meeting::GuestAsked;
use domain::refusal::{Problem, Refusal};
use jiff::Timestamp;

use super::typed::person;
use crate::forms::moment;
use crate::forms::page::Given;
use crate::route::{Fields, Visit};

/// Reads the plan. Days and times that cannot be taken are told before anything else is asked.
pub(crate) fn read(
    visit: &Visit<'_>,
    given: &mut Given<'_>,
    fields: &Fields,
    withdrawn: &[usize],
) -> Result<Planned, Refusal> {
    let (date, time) = (given.words("date"), given.words("time"));
    let starts = if date.trim().is_empty() && time.trim().is_empty() {
        given.problems.push(Problem::new("date", "Write the day and the time at which the meeting begins."));
        None
    } else {
        let mut problems = Vec::new();
        let starts = moment::typed(&date, &time, ("date", "time"), &mut problems);
        let told = |problem: &Problem| given.problems.iter().any(|other| other.field == problem.field);
        problems.retain(|problem| !told(problem));
        given.problems.extend(problems);
        starts
    };
    given.all_right()?;
    let guest = |index: u16| {
        let get = |question: &str| given.nth("guest", index, question);
        GuestAsked {
            name: get("name"),
            title: get("title"),
            agency: Some(get("agency")).filter(|agency| !agency.is_empty()),
            organisation: get("organisation"),
            email: Some(get("email")).filter(|email| !email.trim().is_empty()),
            family: !get("family").is_empty(),
        }
    };
    let kind = fields.get("kind").to_owned();
    Ok(Planned {
        purpose: given.words("purpose"),
        chair: person(&given.words("chair")),
        minute_taker: person(&given.words("minute_taker")),
        starts: starts.unwrap_or(Timestamp::MIN),
        lasts_minutes: given.words("lasts").trim().parse().unwrap_or(0),
        place: given.words("place"),
        dial_in: given.words("dial_in"),
        agenda: agenda(visit, &given.words("agenda"), &kind),
        people: fields.all("person").filter_map(person).collect(),
        needed: fields.all("needed").filter_map(person).collect(),
        guests: given.repeats("guest").into_iter().map(guest).collect(),
        withdrawn: withdrawn.to_vec(),
        further: given.further(),
        kind,
    })
}

/// The agenda as it was typed. One that is still another kind's, word for word, gives way to that of the kind that was chosen.
fn agenda(visit: &Visit<'_>, typed: &str, kind: &str) -> Vec<String> {
    let pack = &visit.house().pack;
    let typed: Vec<String> = typed.lines().map(str::to_owned).collect();
    let anothers = pack.meetings.kinds.iter().any(|other| other.code != kind && other.agenda == typed);
    if anothers { agenda_for(pack, kind, &[]) } else { typed }
}
