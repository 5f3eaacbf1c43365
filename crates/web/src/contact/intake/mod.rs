//! A new contact, on one page (ux 3.2): who, what, where the child is. Danger is asked first. Everything else may be "not known", and whatever
//! was typed is kept before anything is refused.

mod known;
mod people;
mod questions;
mod read;
mod said;

use casework::Stop;
use design::Form;
use domain::access::Action;
use domain::contact::Channel;
use maud::html;

use super::filled::Asked;
use super::repeat::{Group, one_more};
use crate::route::{Act, At, Fields, Filling, Fragment, Prefilled, Sent, View, Visit};

/// The page for a new contact.
pub(super) static NEW: Act<()> =
    Act { path: "/contacts/new", name: "new contact", action: Action::RecordContact, prefill, show, send };

/// Who may already be known, while a child is still being described.
pub(super) static KNOWN: Fragment<()> = Fragment {
    path: "/contacts/new/known",
    name: "already known while typing",
    action: Action::SearchPeople,
    show: known::show,
};

const CHILDREN: Group = Group { name: "child", first: "name", one: "child", least: 1 };
const OTHERS: Group = Group { name: "other", first: "name", one: "person", least: 1 };

/// The id of the form: the live panels name it.
const FORM: &str = "contact";
/// The button, and what it says when the contact is to be decided at once.
const THEN: &str = "then";
const DECIDE: &str = "decide";

fn prefill(_: &Visit<'_>, (): &(), _: At) -> Result<Prefilled, Stop> {
    let fields = Fields::default().with("received", "now").with("channel", Channel::Telephone.code());
    Ok(Prefilled { fields, version: 0 })
}

fn show(visit: &Visit<'_>, (): (), filling: &Filling) -> Result<View, Stop> {
    let own = [("received_at", "received-date"), ("children", "child-0-name")];
    let extra = super::extra::lands(&visit.house().pack, &filling.fields);
    let lands = extra.iter().map(|(from, to)| (from.as_str(), to.as_str())).chain(own);
    let asked = Asked::new(filling, &lands.collect::<Vec<_>>());
    let panels = known::panels(visit, &filling.fields)?;
    let body = html! {
        (asked.summary())
        h1 class="govuk-heading-l" { "New contact" }
        p class="govuk-body" { "Anything may be “not known”. What you type is kept as you go." }
        (Form { id: FORM.into(), ..asked.form(visit, html! {
            (questions::danger(&asked, &visit.house().pack))
            (questions::who(&asked, visit))
            (people::children(&asked, &filling.fields, &panels))
            (people::others(&asked, &filling.fields))
            (questions::worry(&asked))
            (questions::family(&asked))
            (super::extra::questions(visit, filling))
            (design::govuk::button_group(html! {
                (design::govuk::Button::new("Save as contact").sends(THEN, "save"))
                (design::govuk::Button::new("Save and decide now").secondary().sends(THEN, DECIDE))
            }))
        }) })
    };
    Ok(View::new("New contact", body).wide())
}

fn send(visit: &Visit<'_>, (): (), filling: &Filling) -> Result<Sent, Stop> {
    if let Some(shown_again) = one_more(visit, filling, &[&CHILDREN, &OTHERS]) {
        return shown_again;
    }
    let intake = read::intake(visit, &filling.fields)?;
    let contact = casework::contact::record(&visit.session, &filling.sending(), intake)?;
    let below = if filling.get(THEN) == DECIDE { "/children/0?then=decide" } else { "" };
    Ok(Sent::to(super::address(contact, below)))
}
