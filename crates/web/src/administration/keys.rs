//! The keys of other agencies' systems: which there are, making one, ending one. A key is shown once.

use casework::notification::{Made, keys, make_key, revoke_key};
use casework::{Stop, Versioned};
use design::Content;
use design::govuk::{BackLink, Button, Input, Select, SelectItem, WarningText};
use design::own::{CaseTable, Column, Tone};
use domain::access::Action;
use domain::calendar::london;
use domain::id::Id;
use domain::notification::key::AgencyKey;
use domain::refusal::Refusal;
use maud::{Render, html};

use crate::route::{Act, At, Fields, Filling, Page, Prefilled, Sent, View, Visit};

pub(super) static KEYS: Page<()> =
    Page { path: "/agency-keys", name: "keys of agencies' systems", action: Action::ManageKeys, show };

pub(super) static NEW: Act<()> = Act {
    path: "/agency-keys/new",
    name: "make a key for an agency's system",
    action: Action::ManageKeys,
    prefill: |_, (), _: At| Ok(Prefilled { fields: Fields::default().with("days", "365"), version: 0 }),
    show: show_new,
    send: send_new,
};

pub(super) static END: Act<Id<AgencyKey>> = Act {
    path: "/agency-keys/{key}/end",
    name: "end a key of an agency's system",
    action: Action::ManageKeys,
    prefill: |_, _, _: At| Ok(Prefilled::default()),
    show: show_end,
    send: send_end,
};

fn agency(visit: &Visit<'_>, key: &AgencyKey) -> String {
    visit.house().pack.agency(&key.agency).map_or_else(|| key.agency.clone(), |agency| agency.name.clone())
}

fn show(visit: &Visit<'_>, (): ()) -> Result<View, Stop> {
    let (keys, names) = keys(&visit.session)?;
    let now = visit.session.at;
    let row = |Versioned { record: key, .. }: &Versioned<AgencyKey>| -> Vec<Content> {
        let holds = key.holds_at(now);
        let tone = if holds { Tone::Active } else { Tone::Quiet };
        vec![
            key.name.as_str().into(),
            agency(visit, key).into(),
            format!("{}, {}", names.name(key.made_by), london::moment_in_words(key.made_at)).into(),
            london::moment_in_words(key.expires_at).into(),
            html! { (tone.tag(key.standing(now))) }.into(),
            html! {
                @if holds {
                    a class="govuk-link" href={ "/agency-keys/" (key.id) "/end" } {
                        "End" span class="govuk-visually-hidden" { " the key " (key.name) }
                    }
                }
            }
            .into(),
        ]
    };
    let columns =
        ["System", "Agency", "Made by", "Holds until", "State", "What to do"].map(Column::new).into();
    let table = CaseTable {
        caption_hidden: true,
        empty: "No agency's system has a key.".to_owned(),
        ..CaseTable::new("Keys of agencies' systems", columns, keys.iter().map(row).collect())
    };
    let body = html! {
        h1 class="govuk-heading-l" { "Keys of agencies' systems" }
        p class="govuk-body" {
            "With a key a system of another agency sends notifications and reads what came of its own batches, and nothing else. "
            a class="govuk-link" href="/api/openapi.json" { "Description of the interface" }
        }
        (Button::link("Make a key", "/agency-keys/new"))
        (table)
    };
    Ok(View::new("Keys of agencies' systems", body).wide())
}

fn show_new(visit: &Visit<'_>, (): (), filling: &Filling) -> Result<View, Stop> {
    let agencies = visit.house().pack.agencies.iter();
    let mut items = vec![SelectItem::new("", "Choose the agency")];
    items.extend(agencies.map(|agency| SelectItem::new(agency.id.as_str(), agency.name.as_str())));
    let questions = html! {
        (Select::new("agency", "Agency", items).value(filling.get("agency")).error(filling.error("agency")))
        (Input::new("name", "Which system it is, and in whose hands").value(filling.get("name")).error(filling.error("name")))
        (Input::new("days", "For how many days it holds").value(filling.get("days")).error(filling.error("days")))
        (Button::new("Make the key"))
    };
    let body = html! {
        (filling.notices(&[]))
        h1 class="govuk-heading-l" { "Make a key for an agency's system" }
        (visit.short_form(filling, questions))
    };
    Ok(View::new("Make a key for an agency's system", body).before(BackLink::to("/agency-keys").render()))
}

fn send_new(visit: &Visit<'_>, (): (), filling: &Filling) -> Result<Sent, Stop> {
    let get = |name: &str| filling.get(name);
    let Made { key, secret } = make_key(&visit.session, get("agency"), get("name"), get("days"))?;
    let title = "The key is made";
    let body = html! {
        h1 class="govuk-heading-l" { (title) }
        p class="govuk-body" { "Hand it to whoever runs the system, by a way that only they can read. It holds until " (london::moment_in_words(key.expires_at)) "." }
        (WarningText::new("It is not shown again."))
        p class="govuk-body app-wrap" { code { (secret) } }
        p class="govuk-body" { a class="govuk-link" href="/agency-keys" { "Back to the keys" } }
    };
    Ok(Sent::once(View::new(title, body)))
}

fn show_end(visit: &Visit<'_>, id: Id<AgencyKey>, filling: &Filling) -> Result<View, Stop> {
    let (keys, _) = keys(&visit.session)?;
    let key = keys.iter().find(|key| key.record.id == id).ok_or(Refusal::NotFound)?;
    let body = html! {
        h1 class="govuk-heading-l" { "End a key" }
        p class="govuk-body" { strong { (key.record.name) } ", " (agency(visit, &key.record)) ": its next request is refused. What it sent stays." }
        (visit.short_form(filling, Button::new("End the key").warning()))
    };
    Ok(View::new("End a key", body).before(BackLink::to("/agency-keys").render()))
}

fn send_end(visit: &Visit<'_>, id: Id<AgencyKey>, filling: &Filling) -> Result<Sent, Stop> {
    revoke_key(&visit.session, &filling.sending(), id)?;
    Ok(Sent::to("/agency-keys"))
}
