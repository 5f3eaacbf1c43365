//! The record while it is held: one page, one save (domain.md 1.5). Who is here, what each agency tells, what is known by now, what it means, each
//! risk by name, what is decided for each child with the enquiry's plan, what keeps them safe, who does what by when. The minutes of its meeting are
//! part of it. What is typed is kept as a draft.

use casework::Stop;
use casework::meeting::Room;
use casework::strategy::{DiscussionView, Recorded};
use design::govuk::{Button, Details, InsetText, button_group};
use domain::access::Action;
use domain::form::Stage;
use domain::id::Id;
use domain::meeting::{Meeting, Stage as MeetingStage};
use domain::strategy::Discussion;
use maud::{Markup, html};

use super::{address, back, items, page, record_form, record_read, steps, told};
use crate::contact::filled::Asked;
use crate::contact::repeat::one_more;
use crate::meeting::{quorum, room, room_read};
use crate::route::{Act, At, Filling, Prefilled, Sent, View, Visit};

/// The record.
pub(super) static RECORD: Act<Id<Discussion>> = Act {
    path: "/strategy/{discussion}/record",
    name: "strategy discussion's record",
    action: Action::RecordDiscussion,
    prefill,
    show,
    send,
};

/// The buttons, and what each does.
const ACT: &str = "act";
const END: &str = "end";
const DECIDE: &str = "decide";
/// The version of the meeting that the form was opened at.
const MEETING: &str = "meeting_version";

fn prefill(visit: &Visit<'_>, id: &Id<Discussion>, at: At) -> Result<Prefilled, Stop> {
    let view = casework::strategy::view(&visit.session, *id)?;
    let (discussion, version) = match at {
        At::Now => (view.discussion.record.clone(), view.discussion.version.0),
        At::Version(version) => (casework::strategy::version(&visit.session, *id, version)?, version),
    };
    let mut fields = record_read::fill(&discussion);
    record_form::of_pack(&visit.house().pack, discussion.further.as_ref())?
        .fill_further(&mut fields, discussion.further.as_ref());
    if let Some(meeting) = written(visit, &view)? {
        for (name, value) in room_read::fields(&meeting.view.meeting.record).pairs() {
            fields.add(name, value);
        }
        fields.set(MEETING, meeting.view.meeting.version.0.to_string());
    }
    Ok(Prefilled { fields, version })
}

/// The meeting's room, where its minutes are still written by this person.
fn written(visit: &Visit<'_>, view: &DiscussionView) -> Result<Option<Room>, Stop> {
    let open = |meeting: &Meeting| matches!(meeting.stage(), MeetingStage::Planned | MeetingStage::Held);
    let Some(meeting) = view.meeting.as_ref().map(|known| &known.record).filter(|meeting| open(meeting))
    else {
        return Ok(None);
    };
    match casework::meeting::room(&visit.session, meeting.id) {
        Ok(room) => Ok(Some(room)),
        Err(Stop::Refusal(_)) => Ok(None),
        Err(stop) => Err(stop),
    }
}

fn show(visit: &Visit<'_>, id: Id<Discussion>, filling: &Filling) -> Result<View, Stop> {
    let view = casework::strategy::view(&visit.session, id)?;
    let room = written(visit, &view)?;
    let ended = view.meeting.as_ref().is_some_and(|meeting| meeting.record.ended_at.is_some());
    let asked = Asked::new(filling, &[]);
    let pack = &visit.house().pack;
    let sheet = record_form::sheet(visit, &view, room.as_ref())?;
    let body = html! {
        (sheet.notices(filling))
        (page::heading(&view, "Record"))
        (steps::steps(visit, &view))
        h2 class="govuk-heading-m" { "Why now" }
        (told::why(&view.discussion.record))
        (no_meeting(&view))
        (asked.form(visit, html! {
            (crate::contact::pressed_by_enter("Save"))
            @if let Some(room) = &room { (minutes(visit, &asked, filling, room)) }
            (information(visit, &asked, filling, &view))
            (record_form::asked(pack, &sheet, filling))
            @if let Some(room) = &room {
                (room::actions(pack, &asked, filling, room))
                (room::gap(&asked, room))
            }
            (buttons(visit, room.is_some(), ended))
        }))
    };
    Ok(View::new("Record", body).before(back(id)).wide())
}

/// Where nobody was asked yet, it is written down as being held now.
fn no_meeting(view: &DiscussionView) -> Markup {
    let known = &view.discussion.record;
    html! {
        @if view.meeting.as_ref().is_none_or(|meeting| meeting.record.cancelled.is_some()) {
            (InsetText::new(html! {
                "Nobody has been asked yet. "
                a class="govuk-link" href=(address(known.id, "/meeting?now=yes")) { "Write down who is here now" }
                ", or " a class="govuk-link" href=(address(known.id, "/telephone")) { "hold it by telephone" } ". What you write below is kept either way."
            }))
        }
    }
}

/// Who is here and what each tells: the minutes of its meeting.
fn minutes(visit: &Visit<'_>, asked: &Asked<'_>, filling: &Filling, room: &Room) -> Markup {
    let pack = &visit.house().pack;
    let known = &room.view.meeting.record;
    html! {
        input type="hidden" name=(MEETING) value=(filling.get(MEETING));
        (quorum(pack, &known.quorum(&room.view.kind), false))
        (room::here(visit, asked, filling, known))
        (room::answers(pack, filling, room))
        (room::told(pack, asked, filling, known))
    }
}

fn information(visit: &Visit<'_>, asked: &Asked<'_>, filling: &Filling, view: &DiscussionView) -> Markup {
    let words = &visit.house().pack.strategy;
    let known = &view.discussion.record;
    let wrong = filling.problems.iter().any(|problem| problem.field.starts_with("item-"));
    html! {
        h2 class="govuk-heading-m" { "What is known by now" }
        (items::bar(words, &known.information, "hand", "Information in hand", ""))
        (Details { open: wrong, ..Details::new("Change what is known", items::questions(words, asked, filling, &known.information, false)) })
    }
}

fn buttons(visit: &Visit<'_>, minutes: bool, ended: bool) -> Markup {
    let decides = visit.may(Action::DecideDiscussion) && (minutes || ended);
    html! {
        (button_group(html! {
            (Button { id: "save".into(), ..Button::new("Save").sends(ACT, "save") })
            @if minutes && !ended { (Button::new("Save: the discussion has ended").secondary().sends(ACT, END)) }
            @if decides { (Button::new("Record the decision").secondary().sends(ACT, DECIDE)) }
        }))
        @if decides { p class="govuk-hint" { "Once the decision is recorded it does not change: the chair signs it, and what was known is kept with it." } }
    }
}

fn send(visit: &Visit<'_>, id: Id<Discussion>, filling: &Filling) -> Result<Sent, Stop> {
    let groups = [&room_read::GUEST, &room_read::FACT, &room_read::DISSENT, &room_read::ACTION];
    if let Some(shown_again) = one_more(visit, filling, &groups) {
        return shown_again;
    }
    let fields = &filling.fields;
    let view = casework::strategy::view(&visit.session, id)?;
    let act = filling.get(ACT);
    let sheet = record_form::sheet(visit, &view, written(visit, &view)?.as_ref())?;
    // A half-written record is better than none: what a council needs is asked for when it is decided.
    let mut given = sheet.read_at(fields, if act == DECIDE { Stage::Submit } else { Stage::Save })?;
    let children = &view.discussion.record.children;
    let (record, lines) = record_read::read(&visit.house().pack, children, &mut given, fields)?;
    let mut recorded = Recorded { record, minutes: None };
    let mut blocks = None;
    if let Ok(opened) = fields.get(MEETING).parse() {
        let (mut written, of_room) = room_read::read(visit, fields, act == END || act == DECIDE)?;
        // What is decided stands for each child; the minutes have it in the same words once it is recorded.
        written.minutes.decision = None;
        written.minutes.next = recorded.record.next;
        recorded.minutes = Some((opened, written));
        blocks = Some(of_room);
    }
    let saved = if act == DECIDE {
        casework::strategy::decide(&visit.session, &filling.sending(), id, Some(recorded))
    } else {
        casework::strategy::record(&visit.session, &filling.sending(), id, recorded)
    };
    saved.map_err(|stop| {
        let stop = record_read::placed(given.refused(stop), fields, &lines);
        match &blocks {
            Some(blocks) => blocks.renumbered(stop),
            None => stop,
        }
    })?;
    Ok(Sent::to(if act == DECIDE { address(id, "") } else { address(id, "/record") }))
}
