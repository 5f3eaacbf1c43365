//! Writing a session down, or again.

use casework::Stop;
use casework::practice_development::{change, record, view};
use design::govuk::{BackLink, Button};
use domain::access::Action;
use domain::audit::Measure;
use domain::form::Answers;
use domain::id::Id;
use domain::practice_development::{FORM, PracticeSession, SessionAsked};
use maud::{Render, html};

use super::address;
use crate::forms::page::Sheet;
use crate::route::{Act, At, Fields, Filling, Prefilled, Sent, View, Visit};

pub(super) static NEW: Act<()> = Act {
    path: "/practice/sessions/new",
    name: "write a practice session down",
    action: Action::RecordPractice,
    prefill: blank,
    show: show_new,
    send: send_new,
};

pub(super) static CHANGE: Act<Id<PracticeSession>> = Act {
    path: "/practice/sessions/{session}/change",
    name: "change a practice session",
    action: Action::RecordPractice,
    prefill,
    show: show_change,
    send: send_change,
};

fn blank(_: &Visit<'_>, (): &(), _: At) -> Result<Prefilled, Stop> {
    Ok(Prefilled::default())
}

fn prefill(visit: &Visit<'_>, id: &Id<PracticeSession>, _: At) -> Result<Prefilled, Stop> {
    let found = view(&visit.session, *id)?.session;
    let session = &found.record;
    let mut fields = Fields::default()
        .with("theme", session.theme.clone())
        .with("tag", session.tag.clone().unwrap_or_default())
        .with("on", format!("{} {} {}", session.on.day(), session.on.month(), session.on.year()))
        .with("others", session.others.to_string())
        .with("done", session.done.clone())
        .with("measure", session.measure.id())
        .with("domain", session.domain.clone())
        .with("direction", session.direction.code());
    for staff in &session.came {
        fields.add("came", staff.to_string());
    }
    sheet(visit, session.further.as_ref())?.fill_further(&mut fields, session.further.as_ref());
    Ok(Prefilled { fields, version: found.version.0 })
}

fn show_new(visit: &Visit<'_>, (): (), filling: &Filling) -> Result<View, Stop> {
    page(visit, &sheet(visit, None)?, filling, "Write a session down")
}

fn show_change(visit: &Visit<'_>, id: Id<PracticeSession>, filling: &Filling) -> Result<View, Stop> {
    page(visit, &sheet_of(visit, id)?, filling, "Change a session")
}

fn page(visit: &Visit<'_>, sheet: &Sheet, filling: &Filling, title: &str) -> Result<View, Stop> {
    let body = html! {
        (sheet.notices(filling))
        h1 class="govuk-heading-l" { (title) }
        (visit.form(filling, html! {
            (sheet.asked(filling))
            (Button::new("Write it down"))
        }))
    };
    let back =
        BackLink { content: "Back to practice development".into(), ..BackLink::to("/practice/sessions") };
    Ok(View::new(title, body).before(back.render()))
}

/// The form, in the version in which the session was written down before.
fn sheet(visit: &Visit<'_>, before: Option<&Answers>) -> Result<Sheet, Stop> {
    let pack = &visit.house().pack;
    let audits = &pack.audit;
    let colleagues = casework::staff::colleagues(&visit.session)?;
    let measures = Measure::ALL.iter().filter_map(|measure| audits.measure(*measure));
    Ok(Sheet::new(pack, &FORM, before)?
        .offering("tag", audits.tags.iter().map(|tag| (&*tag.code, &*tag.name)))
        .offering("came", colleagues.into_iter().map(|one| (one.id.to_string(), one.name)))
        .offering("measure", measures.map(|words| (words.id.id(), &*words.name)))
        .offering("domain", audits.domains.iter().map(|domain| (&*domain.code, &*domain.name))))
}

fn sheet_of(visit: &Visit<'_>, id: Id<PracticeSession>) -> Result<Sheet, Stop> {
    sheet(visit, view(&visit.session, id)?.session.record.further.as_ref())
}

fn typed(sheet: &Sheet, filling: &Filling) -> Result<SessionAsked, Stop> {
    let given = sheet.read(&filling.fields)?;
    given.all_right()?;
    Ok(SessionAsked {
        theme: given.words("theme"),
        tag: given.words("tag"),
        on: given.day("on"),
        came: given.all("came").iter().filter_map(|id| id.parse().ok()).collect(),
        others: given.number("others").and_then(|others| u32::try_from(others).ok()),
        done: given.words("done"),
        measure: given.words("measure"),
        domain: given.words("domain"),
        direction: given.words("direction"),
        further: given.further(),
    })
}

fn send_new(visit: &Visit<'_>, (): (), filling: &Filling) -> Result<Sent, Stop> {
    let asked = typed(&sheet(visit, None)?, filling)?;
    let id = record(&visit.session, &filling.sending(), asked)?;
    Ok(Sent::to(address(id, "")))
}

fn send_change(visit: &Visit<'_>, id: Id<PracticeSession>, filling: &Filling) -> Result<Sent, Stop> {
    let asked = typed(&sheet_of(visit, id)?, filling)?;
    change(&visit.session, &filling.sending(), id, asked)?;
    Ok(Sent::to(address(id, "")))
}
