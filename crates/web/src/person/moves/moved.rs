//! One move: exactly what goes where, before it goes; the second person's page; and what became of it.

use casework::Stop;
use casework::person::moved::{MoveView, Side, confirm, decline, take_back, view};
use design::govuk::{Button, InsetText, SummaryList, SummaryRow, Textarea, WarningText};
use domain::access::Action;
use domain::calendar::london;
use domain::event::Said;
use domain::id::Id;
use domain::person::moved::{Moved, REASON, Stage};
use domain::person::name::{shown, shown_in_line};
use maud::{Markup, html};

use super::address;
use crate::child::words;
use crate::route::{Act, At, Filling, Prefilled, Sent, View, Visit};

/// A move, and what is done with it.
pub(super) static MOVED: Act<Id<Moved>> = Act {
    path: "/moves/{moved}",
    name: "what is moved between two records",
    action: Action::MoveRecords,
    prefill,
    show,
    send,
};

const STEP: &str = "step";
const CONFIRM: &str = "confirm";
const DECLINE: &str = "decline";
const BACK: &str = "back";

fn prefill(visit: &Visit<'_>, moved: &Id<Moved>, at: At) -> Result<Prefilled, Stop> {
    let known = view(&visit.session, *moved)?;
    let version = match at {
        At::Now => known.moved.version.0,
        At::Version(version) => version,
    };
    Ok(Prefilled { version, ..Prefilled::default() })
}

fn show(visit: &Visit<'_>, moved: Id<Moved>, filling: &Filling) -> Result<View, Stop> {
    let view = view(&visit.session, moved)?;
    let title = title(&view.moved.record.stage);
    let body = html! {
        (filling.notices(&[]))
        h1 class="govuk-heading-l" { (title) }
        (what(&view))
        (became(&view))
        (acts(visit, &view, filling))
    };
    Ok(View::new(title, body))
}

const fn title(stage: &Stage) -> &'static str {
    match stage {
        Stage::Proposed => "Move this to the other record?",
        Stage::NotDone(_) => "This was not moved",
        Stage::Done(_) => "Moved to the other record",
        Stage::BackProposed { .. } => "Take this back to the first record?",
        Stage::TakenBack { .. } => "Moved, and taken back",
    }
}

fn side(side: &Side) -> Markup {
    html! { a class="govuk-link" href={ "/children/" (side.person) } { (words::name(&side.name)) } }
}

fn verbatim(text: &str) -> Markup {
    html! { span class="app-wrap" dir="auto" { (shown(text)) } }
}

/// What goes from where to where, line by line.
fn what(view: &MoveView) -> Markup {
    let moved = &view.moved.record;
    let mut rows = vec![
        SummaryRow::new("It stands on", side(&view.from)),
        SummaryRow::new("It belongs to", side(&view.to)),
    ];
    let is_over = moved.stands().is_some();
    if is_over {
        rows = vec![
            SummaryRow::new("It stood on", side(&view.from)),
            SummaryRow::new("It stands on", side(&view.to)),
        ];
    }
    rows.extend(
        view.what
            .iter()
            .map(|(kind, says)| SummaryRow::new(kind.as_str(), html! { bdi { (shown_in_line(says)) } })),
    );
    if view.with > 0 {
        let records = if view.with == 1 { "1 record".to_owned() } else { format!("{} records", view.with) };
        rows.push(SummaryRow::new("With it", format!("{records} that belong to it: what was said of it in the chronology, and with a contact its messages, consents, night notes and referrals that wait")));
    }
    rows.push(SummaryRow::new("How it is known", verbatim(&moved.reason)));
    rows.push(SummaryRow::new(
        "Asked for by",
        html! { (words::name(view.names.name(moved.by))) ", " (london::moment_in_words(moved.at)) },
    ));
    html! { (SummaryList::new(rows)) }
}

/// What became of it since it was asked for.
fn became(view: &MoveView) -> Markup {
    let by = |said: &Said| html! { (words::name(view.names.name(said.by))) ", " (london::moment_in_words(said.at)) };
    match &view.moved.record.stage {
        Stage::Proposed => html! {},
        Stage::NotDone(said) => html! {
            (InsetText::new(html! { p class="govuk-body" { "Not moved: " (verbatim(&said.reason)) } p class="govuk-body" { (by(said)) } }))
        },
        Stage::Done(done) => html! {
            p class="govuk-body" { "Moved by " (words::name(view.names.name(done.by))) ", " (london::moment_in_words(done.at)) "." }
        },
        Stage::BackProposed { asked, .. } => html! {
            (InsetText::new(html! { p class="govuk-body" { "Asked to be taken back: " (verbatim(&asked.reason)) } p class="govuk-body" { (by(asked)) } }))
        },
        Stage::TakenBack { asked, by: who, at, left, .. } => html! {
            (InsetText::new(html! { p class="govuk-body" { "Taken back: " (verbatim(&asked.reason)) } p class="govuk-body" { (words::name(view.names.name(*who))) ", " (london::moment_in_words(*at)) } }))
            @if !left.is_empty() {
                p class="govuk-body" { "Not taken back. Look at both records:" }
                ul class="govuk-list govuk-list--bullet" { @for one in left { li { (one) } } }
            }
        },
    }
}

fn acts(visit: &Visit<'_>, view: &MoveView, filling: &Filling) -> Markup {
    let (yes, no) = match view.moved.record.stage {
        Stage::Proposed => ("Move it", "Do not move it"),
        Stage::BackProposed { .. } => ("Take it back", "Leave it where it is"),
        Stage::Done(_) => return ask_back(visit, filling),
        Stage::NotDone(_) | Stage::TakenBack { .. } => return html! {},
    };
    html! {
        @if view.two_people {
            (WarningText::new("One of the children has a plan or a power in force, so a second person looks at both records and confirms this."))
        }
        @if let Some(words) = &view.may_not { (InsetText::new(words.as_str())) }
        (visit.short_form(filling, html! {
            @if view.may_not.is_none() { (Button::new(yes).sends(STEP, CONFIRM)) }
            (Textarea::new(REASON, "Or say why not").hint("It is kept with what was asked.").value(filling.get(REASON)).error(filling.error(REASON)))
            (Button::new(no).secondary().sends(STEP, DECLINE))
        }))
    }
}

fn ask_back(visit: &Visit<'_>, filling: &Filling) -> Markup {
    html! {
        h2 class="govuk-heading-m" { "If it was right before" }
        p class="govuk-body" { "It goes back as if it had never been moved. What was written since is kept." }
        (visit.short_form(filling, html! {
            (Textarea::new(REASON, "How do you know?")
                .hint("It is read on both records, so name neither of the two.")
                .value(filling.get(REASON))
                .error(filling.error(REASON)))
            (Button::new("Ask to take it back").secondary().sends(STEP, BACK))
        }))
    }
}

fn send(visit: &Visit<'_>, moved: Id<Moved>, filling: &Filling) -> Result<Sent, Stop> {
    let (session, sending) = (&visit.session, filling.sending());
    match filling.get(STEP) {
        CONFIRM => confirm(session, &sending, moved)?,
        BACK => take_back(session, &sending, moved, filling.get(REASON))?,
        _ => decline(session, &sending, moved, filling.get(REASON))?,
    }
    // Whoever read a child because of the contact that was moved reads that child no more.
    match view(session, moved) {
        Ok(_) => Ok(Sent::to(address(moved))),
        Err(Stop::Refusal(_)) => Ok(Sent::to("/")),
        Err(stop) => Err(stop),
    }
}
