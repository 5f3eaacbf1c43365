//! A new contact, on one page (ux 3.2): who, what, where the child is. Danger is asked first. Everything else may be "not known", and whatever
//! was typed is kept before anything is refused. The questions are the pack's; who may already be known stands beside each child meanwhile.

mod known;
mod read;
mod said;
mod sheet;
mod sources;

use casework::Stop;
use design::Form;
use design::govuk::{Button, button_group};
use domain::access::Action;
use domain::contact::Channel;
use domain::form::{Place, Section};
use domain::refusal::{Problem, Refusal};
use maud::{Markup, Render, html};

use crate::route::{Act, At, Fields, Filling, Fragment, Prefilled, Sent, View, Visit};

/// The page for a new contact.
pub(super) static NEW: Act<()> =
    Act { path: "/contacts/new", name: "new contact", action: Action::RecordContact, prefill, show, send };

/// Who may already be known, while a child is still being described.
pub(super) static KNOWN: Fragment<u16> = Fragment {
    path: "/contacts/new/known/{place}",
    name: "already known while typing",
    action: Action::SearchPeople,
    show: known::show,
};

/// The section of the form that is asked of each child.
const CHILD: &str = "child";
/// The section of everybody else.
const OTHER: &str = "other";

/// The id of the form: the live panels name it.
const FORM: &str = "contact";
/// The button, and what it says when the contact is to be decided at once.
const THEN: &str = "then";
const DECIDE: &str = "decide";
/// The button that looks for a child without a script.
const LOOK: &str = "look";

fn prefill(_: &Visit<'_>, (): &(), _: At) -> Result<Prefilled, Stop> {
    let fields = Fields::default().with("received", "now").with("channel", Channel::Telephone.code());
    Ok(Prefilled { fields, version: 0 })
}

fn show(visit: &Visit<'_>, (): (), filling: &Filling) -> Result<View, Stop> {
    let pack = &visit.house().pack;
    let sheet = sheet::sheet(pack)?;
    let panels = known::panels(visit, &filling.fields)?;
    let above = |place: &Place| match (place.section.as_str(), place.question.as_str(), place.index) {
        (CHILD, "name", Some(child)) => known::beside(child, &panels).way(),
        _ => sheet::above(place, pack),
    };
    let beside = |section: &Section, index: u16| match section.id.as_str() {
        CHILD => known::beside(index, &panels).render(),
        _ => Markup::default(),
    };
    let questions = html! {
        (sheet.asking(filling).compact().above(&above).beside_repeat(&beside))
        (button_group(html! {
            (Button::new("Save as contact").sends(THEN, "save"))
            (Button::new("Save and decide now").secondary().sends(THEN, DECIDE))
        }))
    };
    let body = html! {
        (sheet.notices(filling))
        h1 class="govuk-heading-l" { "New contact" }
        p class="govuk-body" { "Anything may be “not known”. What you type is kept as you go." }
        (Form { id: FORM.into(), ..visit.form(filling, questions) })
    };
    Ok(View::new("New contact", body).wide())
}

fn send(visit: &Visit<'_>, (): (), filling: &Filling) -> Result<Sent, Stop> {
    if filling.get(THEN) == LOOK {
        return Err(crate::forms::once_more());
    }
    let intake = read::intake(visit, &filling.fields)?;
    let contact = casework::contact::record(&visit.session, &filling.sending(), intake).map_err(beside)?;
    let below = if filling.get(THEN) == DECIDE { "/children/0?then=decide" } else { "" };
    Ok(Sent::to(super::address(contact, below)))
}

/// What the rule of a contact refuses, beside the field of the page.
fn beside(stop: Stop) -> Stop {
    let Stop::Refusal(Refusal::Invalid(problems)) = stop else { return stop };
    let problems = problems.into_iter().map(|problem| match problem.field.as_str() {
        "received_at" => Problem::new("received-date", problem.words),
        "children" => Problem::new(format!("{CHILD}-0-name"), problem.words),
        _ => problem,
    });
    Refusal::Invalid(problems.collect()).into()
}
