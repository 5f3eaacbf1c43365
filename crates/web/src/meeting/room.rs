//! The room: one page during the meeting (ux 3.6). Who is here, what each tells, what is decided and who sees it differently, who does what by when.
//! What is typed is kept as a draft, so that nothing is lost; the same page writes the minutes afterwards, until the chair signs.

use casework::Stop;
use casework::meeting::Room;
use design::govuk::{Button, Checkboxes, Choice, InsetText, SelectItem, button_group};
use domain::access::Action;
use domain::id::Id;
use domain::mash::Handling;
use domain::meeting::{Attended, Meeting};
use domain::pack::Pack;
use maud::{Markup, html};

use super::room_read::{self, ACTION, DISSENT, FACT, GUEST};
use super::typed::as_choice;
use super::{address, agency, back, heading, lines, name, quorum};
use crate::contact::filled::Asked;
use crate::contact::repeat::one_more;
use crate::route::{Act, At, Filling, Prefilled, Sent, View, Visit};

/// The room.
pub(super) static ROOM: Act<Id<Meeting>> = Act {
    path: "/meetings/{meeting}/room",
    name: "meeting room",
    action: Action::WriteMinutes,
    prefill,
    show,
    send,
};

/// The buttons, and what each does.
pub(super) const ACT: &str = "act";
pub(super) const END: &str = "end";

fn prefill(visit: &Visit<'_>, meeting: &Id<Meeting>, at: At) -> Result<Prefilled, Stop> {
    let (record, version) = match at {
        At::Now => {
            let view = casework::meeting::room(&visit.session, *meeting)?.view;
            (view.meeting.record, view.meeting.version.0)
        }
        At::Version(version) => (casework::meeting::version(&visit.session, *meeting, version)?, version),
    };
    Ok(Prefilled { fields: room_read::fields(&record), version })
}

fn show(visit: &Visit<'_>, meeting: Id<Meeting>, filling: &Filling) -> Result<View, Stop> {
    let room = casework::meeting::room(&visit.session, meeting)?;
    let known = &room.view.meeting.record;
    let pack = &visit.house().pack;
    let asked = Asked::new(filling, &[]);
    let ended = known.ended_at.is_some();
    let body = html! {
        (asked.summary())
        (heading(&room.view, if ended { "Minutes" } else { "Room" }))
        (crate::strategy::of_meeting(visit, meeting)?)
        (asked.conflict(room_read::LABELS, &|_, words| words.to_owned()))
        (lines(&known.purpose))
        (quorum(pack, &known.quorum(&room.view.kind), false))
        (asked.form(visit, html! {
            (crate::contact::pressed_by_enter("Save"))
            (here(visit, &asked, filling, known))
            (answers(pack, filling, &room))
            (told(pack, &asked, filling, known))
            (decision(visit, &asked, filling, &room))
            (actions(pack, &asked, filling, &room))
            (next(&asked))
            (gap(&asked, &room))
            (button_group(html! {
                (Button::new("Save").sends(ACT, "save"))
                @if !ended { (Button::new("Save: the meeting has ended").secondary().sends(ACT, END)) }
            }))
        }))
    };
    Ok(View::new(if ended { "Minutes" } else { "Meeting room" }, body).before(back(meeting)).wide())
}

pub(crate) fn here(visit: &Visit<'_>, asked: &Asked<'_>, filling: &Filling, known: &Meeting) -> Markup {
    let pack = &visit.house().pack;
    let ways = || Attended::ALL.into_iter().map(|how| SelectItem::new(how.code(), how.words()));
    html! {
        h2 class="govuk-heading-m" { "Who is here" }
        @for (place, invited) in known.asked() {
            @let of = agency(pack, invited.agency.as_deref(), &invited.organisation);
            @let said = invited.reply.as_ref().map(|reply| reply.coming.words()).unwrap_or("No answer");
            (asked.list(format!("attendance-{place}"), &format!("{}, {of}", invited.name), ways().collect()).hint(said))
            (asked.line(format!("attendance-{place}-words"), &format!("If {} is absent: why", invited.name)))
        }
        (came_too(pack, asked, filling))
    }
}

fn came_too(pack: &Pack, asked: &Asked<'_>, filling: &Filling) -> Markup {
    let agencies = || pack.agencies.iter().map(|agency| SelectItem::new(&agency.id, agency.name.as_str()));
    let blocks = GUEST.blocks(&filling.fields);
    html! {
        @for block in blocks {
            @let field = |of: &str| GUEST.field(block, of);
            h3 class="govuk-heading-s" { "Came without being asked" }
            (asked.line(field("name"), "Name"))
            (asked.line(field("title"), "In which capacity?"))
            (asked.list(field("agency"), "Agency", agencies().collect()))
            (asked.line(field("organisation"), "Which school, practice or service?"))
            (asked.ticked(field("dialled"), "Dialled in"))
        }
        (GUEST.add("Somebody else came too"))
    }
}

/// What agencies answered in the enquiry: one tick, and it is told.
pub(crate) fn answers(pack: &Pack, filling: &Filling, room: &Room) -> Markup {
    let boxes = room.offered.iter().map(|one| {
        let of = agency(pack, Some(&one.agency), &one.organisation);
        let (request, place) = one.origin;
        let choice = one.fact.choice.as_deref().unwrap_or_default();
        let words = html! { (of) ": " @if !choice.is_empty() { (choice) ". " } (name(&one.fact.words)) };
        let hint = format!("{}. {}", one.fact.asked, handling_words(pack, one.fact.handling));
        Choice::new(format!("{request}:{place}"), words).hint(hint)
    });
    let boxes: Vec<Choice> = boxes.collect();
    let ticked = filling.fields.all("told").map(str::to_owned);
    html! {
        @if !boxes.is_empty() {
            h2 class="govuk-heading-m" { "What agencies answered" }
            (Checkboxes::new("told", "Tick what is told at this meeting", boxes).values(ticked).classes("govuk-checkboxes--small"))
        }
        @if room.hub_only > 0 {
            p class="govuk-body" { (room.hub_only) " more answers are for the hub only, and are not told here." }
        }
    }
}

fn handling_words(pack: &Pack, handling: Handling) -> &str {
    pack.hub
        .handling
        .iter()
        .find(|each| each.code == handling.code())
        .map_or(handling.code(), |each| &each.words)
}

fn handlings(pack: &Pack) -> Vec<SelectItem> {
    Handling::ALL.into_iter().map(|each| SelectItem::new(each.code(), handling_words(pack, each))).collect()
}

/// The agencies that are asked, each organisation once.
pub(crate) fn organisations(pack: &Pack, known: &Meeting) -> Vec<SelectItem> {
    let mut found = vec![(None, String::new())];
    for (_, invited) in known.asked() {
        let one = (invited.agency.clone(), invited.organisation.clone());
        if invited.agency.is_some() && !found.contains(&one) {
            found.push(one);
        }
    }
    let item = |(of, organisation): &(Option<String>, String)| {
        SelectItem::new(as_choice(of.as_deref(), organisation), agency(pack, of.as_deref(), organisation))
    };
    found.iter().map(item).collect()
}

pub(crate) fn told(pack: &Pack, asked: &Asked<'_>, filling: &Filling, known: &Meeting) -> Markup {
    html! {
        h2 class="govuk-heading-m" { "What each agency tells" }
        p class="govuk-hint" { "Facts, with who said them. Ask what may be done with each: that decides in whose copy it stands." }
        @for block in FACT.blocks(&filling.fields) {
            @let field = |of: &str| FACT.field(block, of);
            (asked.list(field("agency"), "Agency", organisations(pack, known)))
            (asked.line(field("by"), "Who said it, and in which capacity?"))
            (asked.lines(field("words"), "What they said").rows(3))
            (asked.list(field("handling"), "What may be done with it?", handlings(pack)))
            @if !filling.get(&field("origin")).is_empty() { input type="hidden" name=(field("origin")) value=(filling.get(&field("origin"))); }
        }
        (FACT.add("Add another fact"))
    }
}

fn decision(visit: &Visit<'_>, asked: &Asked<'_>, filling: &Filling, room: &Room) -> Markup {
    let pack = &visit.house().pack;
    let known = &room.view.meeting.record;
    if !room.view.may.contains(&Action::DecideMeeting) {
        return html! {
            h2 class="govuk-heading-m" { "Decision" }
            @match &known.decision {
                Some(decision) => (lines(&decision.words)),
                None => (InsetText::new("The chair, or a colleague who may decide, writes the decision.")),
            }
        };
    }
    html! {
        h2 class="govuk-heading-m" { "Decision" }
        (asked.lines("decision", "What is decided, and why?").rows(4))
        (asked.lines("considered", "What else was considered, and why not?").rows(3))
        (asked.list("decision_handling", "Who may have the decision?", handlings(pack)))
        @for block in DISSENT.blocks(&filling.fields) {
            @let field = |of: &str| DISSENT.field(block, of);
            (asked.list(field("agency"), "An agency that sees it differently", organisations(pack, known)))
            (asked.lines(field("words"), "What it would have decided, and why").rows(2))
        }
        (DISSENT.add("Another agency sees it differently"))
    }
}

pub(crate) fn actions(pack: &Pack, asked: &Asked<'_>, filling: &Filling, room: &Room) -> Markup {
    let people = || room.people.iter().map(|(id, called)| SelectItem::new(id.to_string(), called.as_str()));
    html! {
        h2 class="govuk-heading-m" { "Actions" }
        p class="govuk-hint" { "One owner and one time each. An owner always sees their own." }
        @for block in ACTION.blocks(&filling.fields) {
            @let field = |of: &str| ACTION.field(block, of);
            (asked.line(field("what"), "What is to be done?"))
            (asked.list(field("owner"), "By whom?", people().collect()))
            (asked.line(field("date"), "By which day?").classes("govuk-input--width-10"))
            (asked.line(field("time"), "By which time?").classes("govuk-input--width-10"))
            (asked.list(field("handling"), "Who else may have it?", handlings(pack)))
        }
        (ACTION.add("Add another action"))
    }
}

fn next(asked: &Asked<'_>) -> Markup {
    html! {
        h2 class="govuk-heading-m" { "Next meeting" }
        (asked.line("next_date", "Day").classes("govuk-input--width-10"))
        (asked.line("next_time", "Time").classes("govuk-input--width-10"))
    }
}

pub(crate) fn gap(asked: &Asked<'_>, room: &Room) -> Markup {
    let least = room.view.kind.least;
    html! {
        h2 class="govuk-heading-m" { "If somebody needed is missing" }
        p class="govuk-hint" { "Needed only when the meeting is not quorate: fewer than " (least) " agencies, or one of those it cannot decide without." }
        (asked.lines("gap_why", "Why could it not wait?").rows(2))
        (asked.line("gap_date", "By which day is the missing agency told and heard?").classes("govuk-input--width-10"))
        (asked.line("gap_time", "By which time?").classes("govuk-input--width-10"))
    }
}

fn send(visit: &Visit<'_>, meeting: Id<Meeting>, filling: &Filling) -> Result<Sent, Stop> {
    if let Some(shown_again) = one_more(visit, filling, &[&GUEST, &FACT, &DISSENT, &ACTION]) {
        return shown_again;
    }
    let (written, blocks) = room_read::read(visit, &filling.fields, filling.get(ACT) == END)?;
    let saved = casework::meeting::write(&visit.session, &filling.sending(), meeting, written);
    saved.map_err(|stop| blocks.renumbered(stop))?;
    Ok(Sent::to(address(meeting, if filling.get(ACT) == END { "" } else { "/room" })))
}
