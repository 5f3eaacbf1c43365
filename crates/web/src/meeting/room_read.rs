//! The room's form: filled from the record, and read again when it is sent.

use std::collections::BTreeMap;

use casework::Stop;
use casework::meeting::Written;
use domain::access::Action;
use domain::calendar::london;
use domain::mash::Handling;
use domain::meeting::{
    ActionAsked, Attended, Dissent, GapAsked, GuestAsked, Meeting, MinutesAsked, Origin, Resolution,
    SaidAsked,
};
use domain::pack::COUNCIL;
use domain::refusal::{Problem, Refusal};
use jiff::Timestamp;

use super::typed::{answered, as_choice, of_agency, person, renumbered};
use crate::contact::repeat::Group;
use crate::forms::moment;
use crate::route::{Fields, Visit};

/// People who came without being asked.
pub(crate) const GUEST: Group = Group { name: "guest", first: "name", one: "person", least: 0 };
/// Facts.
pub(crate) const FACT: Group = Group { name: "fact", first: "agency", one: "fact", least: 1 };
/// Agencies that see it differently.
pub(crate) const DISSENT: Group = Group { name: "dissent", first: "agency", one: "agency", least: 0 };
/// Actions.
pub(crate) const ACTION: Group = Group { name: "action", first: "what", one: "action", least: 1 };

/// What two people can have written differently.
pub(crate) const LABELS: &[(&str, &str)] = &[
    ("decision", "What is decided"),
    ("considered", "What else was considered"),
    ("decision_handling", "Who may have the decision"),
    ("next_date", "Next meeting: day"),
    ("next_time", "Next meeting: time"),
    ("gap_why", "Why it could not wait"),
    ("gap_date", "When the missing agency is heard"),
    ("fact-0-words", "The first fact"),
    ("fact-1-words", "The second fact"),
    ("fact-2-words", "The third fact"),
    ("action-0-what", "The first action"),
    ("action-1-what", "The second action"),
    ("action-2-what", "The third action"),
];

/// Where repeated blocks stand on the page.
pub(crate) struct Blocks {
    guests: Vec<usize>,
    facts: Vec<usize>,
    dissent: Vec<usize>,
    actions: Vec<usize>,
}

impl Blocks {
    /// A refusal with the page's own numbers.
    pub(crate) fn renumbered(&self, stop: Stop) -> Stop {
        let groups: [(&Group, &[usize]); 4] = [
            (&GUEST, &self.guests),
            (&FACT, &self.facts),
            (&DISSENT, &self.dissent),
            (&ACTION, &self.actions),
        ];
        match stop {
            Stop::Refusal(Refusal::Invalid(problems)) => {
                Refusal::Invalid(renumbered(problems, &groups)).into()
            }
            stop => stop,
        }
    }
}

/// The form as the record stands.
pub(crate) fn fields(meeting: &Meeting) -> Fields {
    let mut fields = Fields::default();
    for (place, invited) in meeting.asked() {
        if let Some(attendance) = &invited.attendance {
            fields.set(&format!("attendance-{place}"), attendance.how.code());
            fields.set(&format!("attendance-{place}-words"), &attendance.words);
        }
    }
    for (number, said) in meeting.said.iter().enumerate() {
        fields.set(&FACT.field(number, "agency"), as_choice(said.agency.as_deref(), &said.organisation));
        fields.set(&FACT.field(number, "by"), &said.by);
        fields.set(&FACT.field(number, "words"), &said.words);
        fields.set(&FACT.field(number, "handling"), said.handling.code());
        if let Some((request, place)) = &said.origin {
            fields.set(&FACT.field(number, "origin"), format!("{request}:{place}"));
        }
    }
    let handling = meeting.decision.as_ref().map_or(Handling::Agencies, |decision| decision.handling);
    fields.set("decision_handling", handling.code());
    if let Some(decision) = &meeting.decision {
        fields.set("decision", &decision.words);
        fields.set("considered", &decision.considered);
        for (number, dissent) in decision.dissent.iter().enumerate() {
            let agency = as_choice(Some(&dissent.agency), &dissent.organisation);
            fields.set(&DISSENT.field(number, "agency"), agency);
            fields.set(&DISSENT.field(number, "words"), &dissent.words);
        }
    }
    for (number, action) in meeting.actions.iter().enumerate() {
        fields.set(&ACTION.field(number, "what"), &action.what);
        fields.set(&ACTION.field(number, "owner"), action.owner.to_string());
        set_moment(&mut fields, &ACTION.field(number, "date"), &ACTION.field(number, "time"), action.due);
        fields.set(&ACTION.field(number, "handling"), action.handling.code());
    }
    if let Some(next) = meeting.next {
        set_moment(&mut fields, "next_date", "next_time", next);
    }
    if let Some(gap) = &meeting.gap {
        fields.set("gap_why", &gap.why);
        set_moment(&mut fields, "gap_date", "gap_time", gap.added_by);
    }
    fields
}

fn set_moment(fields: &mut Fields, date: &str, time: &str, at: Timestamp) {
    fields.set(date, london::date_in_words(london::date_of(at)));
    fields.set(time, london::time_in_words(at));
}

/// The minutes as they were typed.
pub(crate) fn read(visit: &Visit<'_>, fields: &Fields, end: bool) -> Result<(Written, Blocks), Refusal> {
    let mut problems: Vec<Problem> =
        [&GUEST, &FACT, &DISSENT, &ACTION].iter().filter_map(|group| group.too_many(fields)).collect();
    let blocks = Blocks {
        guests: answered(&GUEST, fields, &[]),
        facts: answered(&FACT, fields, &["agency", "handling"]),
        dissent: answered(&DISSENT, fields, &[]),
        actions: answered(&ACTION, fields, &["handling"]),
    };
    let actions = blocks.actions.iter().map(|block| action(fields, *block, &mut problems)).collect();
    let decides = visit.may(Action::DecideMeeting);
    let gap = GapAsked {
        why: fields.get("gap_why").to_owned(),
        added_by: moment::optional(fields, "gap_date", "gap_time", &mut problems),
    };
    let minutes = MinutesAsked {
        attendance: attendance(fields),
        came_too: blocks.guests.iter().map(|block| guest(fields, *block)).collect(),
        said: blocks.facts.iter().map(|block| fact(fields, *block)).collect(),
        decision: decides.then(|| decision(fields, &blocks.dissent)),
        actions,
        next: moment::optional(fields, "next_date", "next_time", &mut problems),
        gap: Some(gap),
        end,
    };
    let told = fields.all("told").filter_map(origin).collect();
    if problems.is_empty() {
        Ok((Written { minutes, told }, blocks))
    } else {
        Err(Refusal::Invalid(problems))
    }
}

fn attendance(fields: &Fields) -> BTreeMap<usize, (Attended, String)> {
    let typed = fields.pairs().iter().filter_map(|(name, value)| {
        let place: usize = name.strip_prefix("attendance-")?.parse().ok()?;
        let words = fields.get(&format!("{name}-words")).to_owned();
        Some((place, (Attended::from_code(value)?, words)))
    });
    typed.collect()
}

fn guest(fields: &Fields, block: usize) -> (GuestAsked, Attended) {
    let get = |field: &str| fields.get(&GUEST.field(block, field)).to_owned();
    let guest = GuestAsked {
        name: get("name"),
        title: get("title"),
        agency: Some(get("agency")).filter(|agency| !agency.is_empty()),
        organisation: get("organisation"),
        email: None,
        family: false,
    };
    let dialled = fields.has(&GUEST.field(block, "dialled"));
    (guest, if dialled { Attended::Dialled } else { Attended::InPerson })
}

fn fact(fields: &Fields, block: usize) -> SaidAsked {
    let get = |field: &str| fields.get(&FACT.field(block, field));
    let (agency, organisation) = of_agency(get("agency"));
    SaidAsked {
        agency,
        organisation,
        by: get("by").to_owned(),
        words: get("words").to_owned(),
        handling: Handling::from_code(get("handling")),
        origin: origin(get("origin")),
    }
}

fn origin(typed: &str) -> Option<Origin> {
    let (request, place) = typed.split_once(':')?;
    Some((request.parse().ok()?, place.parse().ok()?))
}

fn decision(fields: &Fields, dissent: &[usize]) -> Resolution {
    let dissent = dissent.iter().map(|block| {
        let (agency, organisation) = of_agency(fields.get(&DISSENT.field(*block, "agency")));
        Dissent {
            agency: agency.unwrap_or_else(|| COUNCIL.to_owned()),
            organisation,
            words: fields.get(&DISSENT.field(*block, "words")).to_owned(),
        }
    });
    Resolution {
        words: fields.get("decision").to_owned(),
        considered: fields.get("considered").to_owned(),
        handling: Handling::from_code(fields.get("decision_handling")).unwrap_or(Handling::Council),
        dissent: dissent.collect(),
    }
}

fn action(fields: &Fields, block: usize, problems: &mut Vec<Problem>) -> ActionAsked {
    let field = |name: &str| ACTION.field(block, name);
    ActionAsked {
        what: fields.get(&field("what")).to_owned(),
        owners: fields.all(&field("owner")).filter_map(person).collect(),
        due: moment::optional(fields, &field("date"), &field("time"), problems),
        handling: Handling::from_code(fields.get(&field("handling"))).unwrap_or(Handling::Council),
    }
}
