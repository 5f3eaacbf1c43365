//! Adding somebody who will sign in.

use casework::Stop;
use casework::staff::{StaffAsked, add_staff};
use design::govuk::{BackLink, Button, Checkboxes, Choice, Input, Select, SelectItem};
use domain::access::Action;
use domain::staff::Role;
use maud::{Markup, Render, html};

use crate::route::{Act, At, Filling, Prefilled, Sent, View, Visit};

pub(super) static NEW: Act<()> = Act {
    path: "/people/new",
    name: "add a person",
    action: Action::ManagePeople,
    prefill: |_, (), _: At| Ok(Prefilled::default()),
    show,
    send,
};

fn show(visit: &Visit<'_>, (): (), filling: &Filling) -> Result<View, Stop> {
    let body = html! {
        (filling.notices(&[]))
        h1 class="govuk-heading-l" { "Add a person" }
        (visit.form(filling, questions(visit, filling)))
    };
    Ok(View::new("Add a person", body).before(BackLink::to("/people").render()))
}

fn questions(visit: &Visit<'_>, filling: &Filling) -> Markup {
    let pack = &visit.house().pack;
    let text = |name: &str, label: &str, autocomplete: &str| Input {
        // It is somebody else's: the browser must not offer the administrator's own.
        autocomplete: autocomplete.to_owned(),
        ..Input::new(name, label).value(filling.get(name)).error(filling.error(name))
    };
    let roles = Role::ALL
        .iter()
        .filter(|role| **role != Role::System)
        .map(|role| Choice::new(role.code(), role.words()));
    let teams = pack.council.teams.iter().map(|team| Choice::new(team.id.as_str(), team.name.as_str()));
    let mut agencies = vec![SelectItem::new("", "None: they work for the council")];
    agencies
        .extend(pack.agencies.iter().map(|agency| SelectItem::new(agency.id.as_str(), agency.name.as_str())));
    html! {
        (text("name", "Name", "off"))
        (text("title", "What they do", "off").hint("As colleagues read it after the name: contact and referral officer"))
        (Checkboxes::new("roles", "Roles", roles.collect()).values(filling.fields.all("roles")).error(filling.error("roles")))
        (Checkboxes::new("teams", "Teams", teams.collect()).values(filling.fields.all("teams")).error(filling.error("teams")))
        (Select::new("agency", "Agency, for a partner", agencies).value(filling.get("agency")).error(filling.error("agency")))
        (text("organisation", "Which organisation, for a school, a practice or a landlord", "off").hint("The people of one organisation see what it was asked, and nobody else's"))
        (text("phone", "Work telephone", "off"))
        (text("email", "Work e-mail", "off"))
        (Button::new("Add the person"))
    }
}

fn send(visit: &Visit<'_>, (): (), filling: &Filling) -> Result<Sent, Stop> {
    let several = |name: &str| filling.fields.all(name).map(str::to_owned).collect();
    let asked = StaffAsked {
        name: filling.get("name").to_owned(),
        title: filling.get("title").to_owned(),
        roles: several("roles"),
        teams: several("teams"),
        agency: Some(filling.get("agency").to_owned()).filter(|agency| !agency.is_empty()),
        organisation: filling.get("organisation").to_owned(),
        phone: filling.get("phone").to_owned(),
        email: filling.get("email").to_owned(),
    };
    let id = add_staff(&visit.session, &filling.sending(), asked)?;
    Ok(Sent::to(format!("/people/{id}/invite")))
}
