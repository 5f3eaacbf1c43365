//! Beginning an enquiry by hand, from a signed discussion that decided on one; or adding the discussion to the enquiry that runs.

use casework::Stop;
use casework::section47::{add_discussion, begin_by_hand, offered};
use design::govuk::{Button, InsetText};
use domain::access::Action;
use domain::calendar::london;
use domain::id::Id;
use domain::person::Person;
use domain::strategy::Discussion;
use maud::html;

use super::{address, name};
use crate::child::identity;
use crate::route::{Act, At, Filling, Prefilled, Sent, View, Visit};

/// Beginning it.
pub(super) static BEGIN: Act<(Id<Discussion>, Id<Person>)> = Act {
    path: "/section47/from/{discussion}/{child}",
    name: "begin a section 47 enquiry",
    action: Action::BeginSection47,
    prefill: |visit, (discussion, child), _: At| {
        offered(&visit.session, *discussion, *child)?;
        Ok(Prefilled::default())
    },
    show,
    send,
};

fn show(
    visit: &Visit<'_>,
    (discussion, child): (Id<Discussion>, Id<Person>),
    filling: &Filling,
) -> Result<View, Stop> {
    let offered = offered(&visit.session, discussion, child)?;
    let found = &offered.discussion;
    let held = found.held_at.map(london::moment_in_words).unwrap_or_default();
    let body = html! {
        (filling.notices(&[]))
        span class="govuk-caption-l" { "Strategy discussion " (found.reference) ", " (held) }
        h1 class="govuk-heading-l" { "Section 47 enquiry" }
        @match &offered.runs {
            Some(runs) => {
                (InsetText::new(html! {
                    "An enquiry of this child runs already: "
                    a class="govuk-link" href=(address(runs.id, "")) { (runs.reference) } ", since " (london::date_in_words(runs.started_on())) ". A child has one at a time."
                }))
                @if offered.known {
                    p class="govuk-body" { "This discussion is part of it." }
                } @else {
                    (visit.short_form(filling, Button::new("Add this discussion and its risks to it")))
                }
            }
            None => {
                p class="govuk-body" { "It starts on the day of the discussion. The plan and these risks go with it; nothing is typed again." }
                ul class="govuk-list govuk-list--bullet" { @for risk in found.risks_of(child) { li { (name(&risk.words)) } } }
                (visit.short_form(filling, Button::new("Begin the enquiry")))
            }
        }
    };
    identity::about(visit, child, Action::ReadFile, "Section 47 enquiry", body)
}

fn send(
    visit: &Visit<'_>,
    (discussion, child): (Id<Discussion>, Id<Person>),
    filling: &Filling,
) -> Result<Sent, Stop> {
    let runs = offered(&visit.session, discussion, child)?.runs.is_some();
    let act = if runs { add_discussion } else { begin_by_hand };
    let id = act(&visit.session, &filling.sending(), discussion, child)?;
    Ok(Sent::to(address(id, "")))
}
