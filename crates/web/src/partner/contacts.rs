//! The list of people in agencies who have no account and can be sent a link: who they are, who checked it and how.

use casework::Stop;
use casework::partner::{add_contact, contact, contacts, end_contact, verify_contact};
use design::Content;
use design::govuk::{BackLink, Button, Input, Select, SelectItem, SummaryList, SummaryRow};
use design::own::{CaseTable, Column, Tone};
use domain::access::Action;
use domain::calendar::london::moment_in_words;
use domain::id::Id;
use domain::partner::{AgencyContact, ContactAsked};
use maud::{Markup, Render, html};

use super::agency_name;
use crate::route::{Act, At, Filling, Page, Prefilled, Sent, View, Visit};

pub(super) static LIST: Page<()> = Page {
    path: "/agency/contacts",
    name: "people in agencies without an account",
    action: Action::ManageContacts,
    show,
};

pub(super) static NEW: Act<()> = Act {
    path: "/agency/contacts/new",
    name: "add somebody in an agency without an account",
    action: Action::ManageContacts,
    prefill: |_, (), _: At| Ok(Prefilled::default()),
    show: show_new,
    send: send_new,
};

pub(super) static CONTACT: Act<Id<AgencyContact>> = Act {
    path: "/agency/contacts/{agency_contact}",
    name: "say how somebody in an agency was checked",
    action: Action::ManageContacts,
    prefill: |visit, id, _: At| {
        let (known, _) = contact(&visit.session, *id)?;
        Ok(Prefilled { version: known.version.0, ..Prefilled::default() })
    },
    show: show_one,
    send: send_verified,
};

pub(super) static END: Act<Id<AgencyContact>> = Act {
    path: "/agency/contacts/{agency_contact}/end",
    name: "take somebody in an agency off the list",
    action: Action::ManageContacts,
    prefill: |_, _, _: At| Ok(Prefilled::default()),
    show: show_end,
    send: send_end,
};

const TITLE: &str = "People who can be sent a link";

fn back() -> Markup {
    BackLink::to("/agency/contacts").render()
}

fn show(visit: &Visit<'_>, (): ()) -> Result<View, Stop> {
    let found = contacts(&visit.session)?;
    let rows = found.contacts.iter().map(|known| -> Vec<Content> {
        let contact = &known.record;
        let checked = match &contact.verified {
            Some(verified) => html! { (Tone::Done.tag("Checked")) " " (moment_in_words(verified.at)) ", " (found.names.name(verified.by)) },
            None => html! { (Tone::Waiting.tag("Not checked")) },
        };
        vec![
            html! { a class="govuk-link" href={ "/agency/contacts/" (contact.id) } { (contact.name) } " " span class="govuk-hint" { (contact.role) } }.into(),
            agency_name(visit.house(), &contact.agency, &contact.organisation).into(),
            html! { (contact.email) br; (contact.phone) }.into(),
            checked.into(),
        ]
    });
    let columns = ["Name", "Agency", "Ways", "Checked"].map(Column::new).into();
    let table = CaseTable {
        caption_hidden: true,
        empty: "Nobody is on the list.".to_owned(),
        ..CaseTable::new(TITLE, columns, rows.collect())
    };
    let body = html! {
        h1 class="govuk-heading-l" { (TITLE) }
        p class="govuk-body" { "They have no account. The hub can send them a link for one question, once somebody has checked who they are." }
        (Button::link("Add a person", "/agency/contacts/new").secondary())
        (table)
    };
    Ok(View::new(TITLE, body).wide())
}

fn show_new(visit: &Visit<'_>, (): (), filling: &Filling) -> Result<View, Stop> {
    let pack = &visit.house().pack;
    let text = |name: &str, label: &str| Input {
        autocomplete: "off".to_owned(),
        ..Input::new(name, label).value(filling.get(name)).error(filling.error(name))
    };
    let mut agencies = vec![SelectItem::new("", "Choose")];
    agencies
        .extend(pack.agencies.iter().map(|agency| SelectItem::new(agency.id.as_str(), agency.name.as_str())));
    let own = visit.session.staff.agency.is_some();
    let questions = html! {
        @if !own {
            (Select::new("agency", "Agency", agencies).value(filling.get("agency")).error(filling.error("agency")))
            (text("organisation", "Which organisation, for a school, a practice or a landlord"))
        }
        (text("name", "Name"))
        (text("role", "What they do there"))
        (text("email", "Work e-mail").hint("The link goes here"))
        (text("phone", "Telephone").hint("The code goes here, by text message or read out"))
        (Button::new("Add the person"))
    };
    let body = html! {
        (filling.notices(&[]))
        h1 class="govuk-heading-l" { "Add a person without an account" }
        (visit.form(filling, questions))
    };
    Ok(View::new("Add a person without an account", body).before(back()))
}

fn send_new(visit: &Visit<'_>, (): (), filling: &Filling) -> Result<Sent, Stop> {
    let get = |name: &str| filling.get(name).to_owned();
    let asked = ContactAsked {
        agency: get("agency"),
        organisation: get("organisation"),
        name: get("name"),
        role: get("role"),
        email: get("email"),
        phone: get("phone"),
    };
    let id = add_contact(&visit.session, &filling.sending(), asked)?;
    Ok(Sent::to(format!("/agency/contacts/{id}")))
}

fn show_one(visit: &Visit<'_>, id: Id<AgencyContact>, filling: &Filling) -> Result<View, Stop> {
    let (known, names) = contact(&visit.session, id)?;
    let contact = &known.record;
    let checked = contact.verified.as_ref().map_or_else(
        || "Not yet: no link can be sent".to_owned(),
        |verified| format!("{}, {}: {}", names.name(verified.by), moment_in_words(verified.at), verified.how),
    );
    let rows = vec![
        SummaryRow::new("What they do", contact.role.as_str()),
        SummaryRow::new("Agency", agency_name(visit.house(), &contact.agency, &contact.organisation)),
        SummaryRow::new("E-mail", contact.email.as_str()),
        SummaryRow::new("Telephone", contact.phone.as_str()),
        SummaryRow::new("Checked", checked),
    ];
    let questions = html! {
        (Input::new("how", "How you checked who they are")
            .hint("For example: rang the school's published number and was put through")
            .value(filling.get("how"))
            .error(filling.error("how")))
        (Button::new("I checked who they are"))
    };
    let body = html! {
        (filling.notices(&[("how", "How you checked who they are")]))
        h1 class="govuk-heading-l" { (contact.name) }
        (SummaryList::new(rows))
        @if contact.ended.is_some() { p class="govuk-body" { "They were taken off the list." } }
        @else {
            (visit.short_form(filling, questions))
            p class="govuk-body" { a class="govuk-link" href={ "/agency/contacts/" (id) "/end" } { "Take them off the list" } }
        }
    };
    Ok(View::new("A person without an account", body).before(back()))
}

fn send_verified(visit: &Visit<'_>, id: Id<AgencyContact>, filling: &Filling) -> Result<Sent, Stop> {
    verify_contact(&visit.session, &filling.sending(), id, filling.get("how"))?;
    Ok(Sent::to("/agency/contacts"))
}

fn show_end(visit: &Visit<'_>, id: Id<AgencyContact>, filling: &Filling) -> Result<View, Stop> {
    let (known, _) = contact(&visit.session, id)?;
    let title = "Take somebody off the list";
    let body = html! {
        h1 class="govuk-heading-l" { (title) }
        p class="govuk-body" { strong { (known.record.name) } " can be sent no link any more, and what a link opened for them closes at the next click." }
        (visit.short_form(filling, Button::new("Take them off").warning()))
    };
    Ok(View::new(title, body).before(back()))
}

fn send_end(visit: &Visit<'_>, id: Id<AgencyContact>, filling: &Filling) -> Result<Sent, Stop> {
    end_contact(&visit.session, &filling.sending(), id)?;
    Ok(Sent::to("/agency/contacts"))
}
