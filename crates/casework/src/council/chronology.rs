//! Chronologies of the invented council that somebody has looked at: what another council's paper file told, and what a worker says of it.

use domain::calendar::london;
use domain::chronology::{Verdict, WrittenAsked};
use domain::id::Id;
use domain::person::Person;
use domain::person::partial_date::PartialDate;
use domain::refusal::Refusal;
use store::Stop;

use super::staff::StaffRoom;
use crate::child::{CurationAsked, Moment, Shown, curate_several, file, may};
use crate::chronology::write;
use crate::house::House;
use crate::session::Sending;

/// Months ago, lane, themes, what happened, and why it is significant; empty where it is not.
const FILE: [(i32, &str, &[&str], &str, &str); 7] = [
    (47, "home", &["home"], "Moved here from Otherham with the mother, after the first flat was lost", ""),
    (
        41,
        "health",
        &["neglect"],
        "Three appointments with the health visitor missed in two months",
        "The first time that help was offered and not taken up.",
    ),
    (
        38,
        "police",
        &["domestic_abuse"],
        "Police called by neighbours: shouting, a door broken, nobody hurt",
        "Begins the pattern of nights at home that nobody speaks of.",
    ),
    (
        30,
        "action",
        &["neglect"],
        "On a child protection plan of Otherham Council for neglect, for nine months",
        "What worked then: a daily visit, and the grandmother taking the child at weekends.",
    ),
    (21, "action", &["neglect"], "Otherham's plan ended: home warm, food in, appointments kept", ""),
    (14, "home", &["home"], "The mother’s new partner moved in", "Changes at home began here."),
    (9, "school", &["learning"], "Late eleven times in one half term, asleep in class twice", ""),
];

/// A worker reads the paper file of the council where the family lived before, writes it in, and says what it means.
pub(super) fn told(house: &House, staff: &StaffRoom, child: Id<Person>, worker: &str) -> Result<(), Stop> {
    let session = house.session(staff.named(worker).cloned().ok_or(Refusal::NotFound)?);
    if !may(&session, child)?.contains(&domain::access::Action::CurateChronology) {
        return Ok(());
    }
    let form = || Sending { form: house.id(), opened: 0, content: Vec::new() };
    let today = london::date_of(house.now());
    let mut said = Vec::new();
    for (months, lane, themes, words, why) in FILE {
        let Ok(day) = today.checked_sub(jiff::Span::new().months(months)) else { continue };
        let asked = WrittenAsked {
            happened: Some(PartialDate::Month { year: day.year(), month: day.month() }),
            words: words.into(),
            known_from: "Paper file of Otherham Council".into(),
            lane: lane.into(),
            themes: themes.iter().map(|theme| (*theme).to_owned()).collect(),
            ..WrittenAsked::default()
        };
        let written = write(&session, &form(), child, asked)?;
        said.push((written.any(), why));
    }
    let Shown::Content(page) = file(&session, child, Moment::Now)? else { return Ok(()) };
    let asked = page.file.chronology(&house.pack).into_iter().filter_map(|entry| {
        let (_, why) = said.iter().find(|(written, _)| *written == entry.source.record)?;
        Some(CurationAsked {
            source: entry.source,
            verdict: Verdict::Accepted,
            significant: !why.is_empty(),
            reason: (*why).to_owned(),
        })
    });
    curate_several(&session, &form(), child, asked.collect())
}
