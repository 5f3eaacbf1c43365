//! Writing a session down, or again.

use casework::Stop;
use casework::practice_development::{change, record, view};
use design::govuk::{BackLink, Button, Checkboxes, Choice, SelectItem};
use domain::access::Action;
use domain::audit::Measure;
use domain::id::Id;
use domain::practice_development::{Direction, PracticeSession, SessionAsked};
use domain::refusal::Refusal;
use maud::{Markup, Render, html};

use super::address;
use crate::audit::{DAY_HINT, day};
use crate::contact::filled::Asked;
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
    Ok(Prefilled { fields, version: found.version.0 })
}

fn show_new(visit: &Visit<'_>, (): (), filling: &Filling) -> Result<View, Stop> {
    page(visit, filling, "Write a session down")
}

fn show_change(visit: &Visit<'_>, _: Id<PracticeSession>, filling: &Filling) -> Result<View, Stop> {
    page(visit, filling, "Change a session")
}

fn page(visit: &Visit<'_>, filling: &Filling, title: &str) -> Result<View, Stop> {
    let asked = Asked::new(filling, &[]);
    let body = html! {
        (filling.notices(&[("theme", "What was it about?"), ("done", "What was done?"), ("on", "The day")]))
        h1 class="govuk-heading-l" { (title) }
        (asked.form(visit, questions(visit, filling, &asked)?))
    };
    let back =
        BackLink { content: "Back to practice development".into(), ..BackLink::to("/practice/sessions") };
    Ok(View::new(title, body).before(back.render()))
}

fn questions(visit: &Visit<'_>, filling: &Filling, asked: &Asked<'_>) -> Result<Markup, Stop> {
    let pack = &visit.house().pack.audit;
    let colleagues = casework::staff::colleagues(&visit.session)?;
    let came = colleagues.into_iter().map(|one| Choice::new(one.id.to_string(), one.name)).collect();
    let came = Checkboxes {
        classes: "govuk-checkboxes--small".into(),
        error_message: filling.error("came"),
        ..Checkboxes::new("came", "Who came?", came)
    };
    let tags = pack.tags.iter().map(|tag| SelectItem::new(&tag.code, tag.name.as_str())).collect();
    let measures = Measure::ALL.iter().filter_map(|measure| pack.measure(*measure));
    let measures = measures.map(|words| SelectItem::new(words.id.id(), words.name.as_str())).collect();
    let domains =
        pack.domains.iter().map(|domain| SelectItem::new(&domain.code, domain.name.as_str())).collect();
    let ways = Direction::ALL.iter().map(|way| Choice::new(way.code(), way.words())).collect();
    Ok(html! {
        (asked.line("theme", "What was it about?"))
        (asked.list("tag", "What do audits call it?", tags).hint("Leave it at “Choose” for something else"))
        (asked.line("on", "The day").hint(DAY_HINT))
        (came.values(filling.fields.all("came")))
        (asked.line("others", "How many others came?"))
        (asked.lines("done", "What was done?").rows(5))
        (asked.list("measure", "Which measure should move?", measures))
        (asked.list("domain", "Of which domain of audits?", domains).hint("For grades; leave it at “Choose” for all"))
        (asked.one_of("direction", "Which way?", ways))
        (Button::new("Write it down"))
    })
}

fn typed(filling: &Filling) -> Result<SessionAsked, Refusal> {
    let mut problems = Vec::new();
    let text = |name: &str| filling.get(name).to_owned();
    let asked = SessionAsked {
        theme: text("theme"),
        tag: text("tag"),
        on: day(filling, "on", &mut problems),
        came: filling.fields.all("came").filter_map(|id| id.parse().ok()).collect(),
        others: filling.get("others").trim().parse().ok(),
        done: text("done"),
        measure: text("measure"),
        domain: text("domain"),
        direction: text("direction"),
    };
    if problems.is_empty() { Ok(asked) } else { Err(Refusal::Invalid(problems)) }
}

fn send_new(visit: &Visit<'_>, (): (), filling: &Filling) -> Result<Sent, Stop> {
    let id = record(&visit.session, &filling.sending(), typed(filling)?)?;
    Ok(Sent::to(address(id, "")))
}

fn send_change(visit: &Visit<'_>, id: Id<PracticeSession>, filling: &Filling) -> Result<Sent, Stop> {
    change(&visit.session, &filling.sending(), id, typed(filling)?)?;
    Ok(Sent::to(address(id, "")))
}
