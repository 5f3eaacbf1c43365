//! Saying that one must not decide an enquiry: one knows the family, the referrer or somebody named. Somebody else decides.

use casework::Stop;
use design::govuk::{Button, InsetText};
use domain::access::Action;
use domain::id::Id;
use domain::mash::Enquiry;
use maud::html;

use super::{address, back};
use crate::contact::filled::Asked;
use crate::route::{Act, Filling, Prefilled, Sent, View, Visit};

/// Declaring a conflict.
pub(super) static CONFLICT: Act<Id<Enquiry>> = Act {
    path: "/enquiries/{enquiry}/conflict",
    name: "declare a conflict of interest",
    action: Action::DeclareConflict,
    prefill: |_, _, _| Ok(Prefilled::default()),
    show,
    send,
};

fn show(visit: &Visit<'_>, enquiry: Id<Enquiry>, filling: &Filling) -> Result<View, Stop> {
    let view = casework::mash::view(&visit.session, enquiry)?;
    let asked = Asked::new(filling, &[]);
    let body = html! {
        (asked.summary())
        h1 class="govuk-heading-l" { "I must not decide enquiry " (view.enquiry.record.reference) }
        (InsetText::new("From then on you cannot decide it. Your name stands on the enquiry; your reason is kept in the record and stands on no page."))
        (asked.form(visit, html! {
            (asked.lines("words", "Why?").hint("As few words as you choose: “I know the mother”").rows(2))
            (Button::new("I must not decide this"))
        }))
    };
    Ok(View::new("Declare a conflict of interest", body).before(back(enquiry)))
}

fn send(visit: &Visit<'_>, enquiry: Id<Enquiry>, filling: &Filling) -> Result<Sent, Stop> {
    casework::mash::declare_conflict(&visit.session, &filling.sending(), enquiry, filling.get("words"))?;
    Ok(Sent::to(address(enquiry, "")))
}
