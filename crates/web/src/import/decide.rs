//! Deciding: one proposal, with who is meant when it must be said; all of a kind; and taking the whole back with a reason.

use casework::Stop;
use casework::import::back::ask_to_take_back;
use casework::import::decide::{Choice as Who, accept_one, ask_for_all, refuse_one};
use casework::import::report::report;
use casework::import::view::{Open, Shown, single};
use design::govuk::{BackLink, Button, Choice, Radios, Textarea, WarningText};
use domain::access::Action;
use domain::id::Id;
use domain::import::{Import, Kind};
use domain::person::Person;
use domain::refusal::Refusal;
use maud::{Render, html};

use super::{address, page};
use crate::route::{Act, At, Filling, Prefilled, Sent, View, Visit};

pub(super) static ONE: Act<(Id<Import>, u64)> = Act {
    path: "/imports/{import}/proposals/{proposal}",
    name: "decide a proposal of an import",
    action: Action::ImportRecords,
    prefill: |_, _, _: At| Ok(Prefilled::default()),
    show: show_one,
    send: send_one,
};

/// The same for whoever reads the record that it is about: of its circle, or of all who may be meant.
pub(super) static BROUGHT: Act<(Id<Import>, u64)> = Act {
    path: "/brought/{import}/{proposal}",
    name: "decide what was brought about a record",
    action: Action::DecideProposal,
    prefill: |_, _, _: At| Ok(Prefilled::default()),
    show: |visit, place, filling| show_at(visit, place, filling, CameFrom::Record),
    send: |visit, place, filling| send_at(visit, place, filling, CameFrom::Record),
};

pub(super) static ALL: Act<Id<Import>> = Act {
    path: "/imports/{import}/accept",
    name: "accept all proposals of a kind",
    action: Action::ImportRecords,
    prefill: |_, _, _: At| Ok(Prefilled::default()),
    show: show_all,
    send: send_all,
};

pub(super) static BACK: Act<Id<Import>> = Act {
    path: "/imports/{import}/take-back",
    name: "take an import back",
    action: Action::ImportRecords,
    prefill: |_, _, _: At| Ok(Prefilled::default()),
    show: show_back,
    send: send_back,
};

/// From where somebody came to a proposal: there they go back, and on once it is decided.
#[derive(Debug, Clone, Copy)]
enum CameFrom {
    /// The import, where the others of its kind wait.
    Import,
    /// The page of a record that it may be about.
    Record,
}

/// The field of the form that says where to go on: a decided proposal may no longer be one that its decider reads.
const ONWARD: &str = "onward";

impl CameFrom {
    /// What the form says of where to go on: the kind of the proposal, or whom it may be about.
    fn onward(self, open: &Open) -> String {
        match self {
            CameFrom::Import => open.proposal.kind.code().to_owned(),
            CameFrom::Record => {
                open.people.first().map_or_else(String::new, |meant| meant.person.to_string())
            }
        }
    }

    fn address(self, import: Id<Import>, onward: &str) -> String {
        match self {
            CameFrom::Import => Kind::from_code(onward).map_or_else(
                || address(import, ""),
                |kind| format!("{}?kind={}#proposals", address(import, ""), kind.code()),
            ),
            CameFrom::Record => onward
                .parse::<Id<Person>>()
                .map_or_else(|_| "/".to_owned(), |person| format!("/children/{person}")),
        }
    }
}

const REFUSE: &str = "refuse";
const NOBODY: &str = "nobody";

fn show_one(visit: &Visit<'_>, place: (Id<Import>, u64), filling: &Filling) -> Result<View, Stop> {
    show_at(visit, place, filling, CameFrom::Import)
}

fn send_one(visit: &Visit<'_>, place: (Id<Import>, u64), filling: &Filling) -> Result<Sent, Stop> {
    send_at(visit, place, filling, CameFrom::Import)
}

fn show_at(
    visit: &Visit<'_>,
    (id, number): (Id<Import>, u64),
    filling: &Filling,
    from: CameFrom,
) -> Result<View, Stop> {
    let open = match single(&visit.session, id, number)? {
        Shown::Restricted { ring, .. } => {
            return Err(Refusal::NotAllowed(format!("Restricted: ring {ring}")).into());
        }
        Shown::Open(open) => open,
    };
    let mut choices: Vec<Choice> = Vec::new();
    if open.may_choose {
        choices.extend(
            open.people.iter().map(|meant| {
                Choice::new(meant.person.to_string(), format!("Accept: this is {}", meant.name))
            }),
        );
        if open.may_be_nobody {
            choices.push(Choice::new(NOBODY, "Accept: this is nobody on the record"));
        }
    }
    choices.push(Choice::new(REFUSE, "Refuse: nothing of it comes in"));
    let title = format!("Proposal {number}");
    let onward = from.onward(&open);
    let questions = html! {
        input type="hidden" name=(ONWARD) value=(onward);
        (Radios::new("who", "What should happen?", choices).value(filling.get("who")).error(filling.error("who")))
        (Button::new("Decide"))
    };
    let body = html! {
        (filling.notices(&[("who", "What should happen")]))
        h1 class="govuk-heading-l" { (title) ": " bdi { (page::name(&open)) } }
        (page::people(&open))
        (page::differences(&open))
        (page::stands(&open))
        @if !open.may_choose {
            p class="govuk-body" { "Somebody who reads the records of all who may be meant says who this is: it stands on the pages of those records." }
        }
        @else if !open.may_be_nobody && !open.people.is_empty() {
            p class="govuk-body" { "The record has this identifier. If the file means somebody else, refuse this, and bring the person again with an identifier of their own." }
        }
        (visit.short_form(filling, questions))
    };
    Ok(View::new(title, body).before(BackLink::to(from.address(id, &onward)).render()).wide())
}

fn send_at(
    visit: &Visit<'_>,
    (id, number): (Id<Import>, u64),
    filling: &Filling,
    from: CameFrom,
) -> Result<Sent, Stop> {
    let onward = from.address(id, filling.get(ONWARD));
    let choice = match filling.get("who") {
        "" => return Err(Refusal::field("who", "Say what should happen.").into()),
        REFUSE => {
            refuse_one(&visit.session, Some(&filling.sending()), id, number)?;
            return Ok(Sent::to(onward));
        }
        NOBODY => Who::Nobody,
        person => Who::Person(person.parse().map_err(|_| Refusal::field("who", "Choose one of these."))?),
    };
    accept_one(&visit.session, Some(&filling.sending()), id, number, choice)?;
    Ok(Sent::to(onward))
}

fn show_all(visit: &Visit<'_>, id: Id<Import>, filling: &Filling) -> Result<View, Stop> {
    let found = report(&visit.session, id)?;
    let waiting = |kind: Kind| {
        found
            .counts
            .iter()
            .find(|one| one.kind == kind.code() && one.state == "waiting")
            .map_or(0, |one| one.count)
    };
    let kinds = Kind::ALL.into_iter().filter(|kind| *kind != Kind::Doubtful);
    let choices = kinds.map(|kind| Choice::new(kind.code(), format!("{} ({})", kind.words(), waiting(kind))));
    let questions = html! {
        (Radios::new("kind", "Which of them?", choices.collect()).value(filling.get("kind")).error(filling.error("kind")))
        (Button::new("Accept all of these"))
    };
    let body = html! {
        (filling.notices(&[("kind", "Which of them")]))
        h1 class="govuk-heading-l" { "Accept all proposals of a kind" }
        p class="govuk-body" { "Those of which somebody must say who is meant, and those of a restricted record, are left. More than a thousand are taken in after this page has answered: the page of the import says how far it has come." }
        (visit.short_form(filling, questions))
    };
    Ok(View::new("Accept all proposals of a kind", body).before(BackLink::to(address(id, "")).render()))
}

fn send_all(visit: &Visit<'_>, id: Id<Import>, filling: &Filling) -> Result<Sent, Stop> {
    let kind = Kind::from_code(filling.get("kind")).filter(|kind| *kind != Kind::Doubtful);
    let kind = kind.ok_or_else(|| Refusal::field("kind", "Choose one of these."))?;
    ask_for_all(&visit.session, &filling.sending(), id, kind)?;
    Ok(Sent::to(address(id, "")))
}

fn show_back(_: &Visit<'_>, id: Id<Import>, filling: &Filling) -> Result<View, Stop> {
    let questions = html! {
        (Textarea::new("reason", "Why").value(filling.get("reason")).error(filling.error("reason")))
        (Button::new("Take the whole back").warning())
    };
    let body = html! {
        (filling.notices(&[("reason", "Why")]))
        h1 class="govuk-heading-l" { "Take an import back" }
        (WarningText::new("What it made is found no more, and what it changed is as it was before. What somebody changed since stands."))
        (filling.undrafted(&address(id, "/take-back"), questions))
    };
    Ok(View::new("Take an import back", body).before(BackLink::to(address(id, "")).render()))
}

fn send_back(visit: &Visit<'_>, id: Id<Import>, filling: &Filling) -> Result<Sent, Stop> {
    ask_to_take_back(&visit.session, &filling.sending(), id, filling.get("reason"))?;
    Ok(Sent::to(address(id, "")))
}
