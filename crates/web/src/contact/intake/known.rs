//! "Already known?" while the caller is still on the line: whom we hold that is like the child described, with the reasons in words and what to ask that would
//! settle it. What is typed is sent in the body, and nothing is decided here: the same question is asked again once the contact is saved.
//!
//! A script asks while somebody types. Without one, "Look for them" shows the same page again with everything typed and the same panel in it.

use casework::Stop;
use design::govuk::Button;
use design::own::{LiveMatches, MatchPanel};
use domain::calendar::london;
use domain::contact::Described;
use domain::person::known::Known;
use maud::{Markup, Render};

use super::super::likeness;
use super::said::{described, named_beside};
use super::sheet::sheet;
use super::{CHILD, FORM, KNOWN, LOOK, NEW, OTHER, THEN};
use crate::forms::page::Given;
use crate::route::{Fields, Visit};

/// So many children of one call are looked for while it is typed; the others once it is saved. Ten thousand fields can be sent as a form.
const MOST_LOOKED_FOR: usize = 10;

/// The panel of one child, from what is typed so far.
pub(super) fn show(visit: &Visit<'_>, child: u16, fields: &Fields) -> Result<Markup, Stop> {
    let panel = looked_for(visit, fields, |of| of == child)?.into_iter().next().map(|(_, panel)| panel);
    Ok(panel.unwrap_or_else(nothing_said).render())
}

/// The panels of a page that is shown with answers in it: what a script would fetch is there without one.
pub(super) fn panels(visit: &Visit<'_>, fields: &Fields) -> Result<Vec<(u16, MatchPanel)>, Stop> {
    looked_for(visit, fields, |_| true)
}

fn looked_for(
    visit: &Visit<'_>,
    fields: &Fields,
    wanted: impl Fn(u16) -> bool,
) -> Result<Vec<(u16, MatchPanel)>, Stop> {
    let sheet = sheet(&visit.house().pack)?;
    let given = sheet.read_so_far(fields);
    let today = london::date_of(visit.session.at);
    let others = named_beside(&given, today);
    let mut panels = Vec::new();
    for child in given.repeats(CHILD).into_iter().filter(|child| wanted(*child)) {
        let said = described(&given, child, today);
        if panels.len() < MOST_LOOKED_FOR && is_described(&given, child, &said) {
            let look = casework::contact::matches_typed(&visit.session, &said, &others)?;
            panels.push((child, likeness::panel(&said, look, visit, None)));
        }
    }
    Ok(panels)
}

/// Enough to look for: half a name, a number, a telephone, or a birth with where the child lives. Less would find everybody.
fn is_described(given: &Given<'_>, child: u16, said: &Described) -> bool {
    let letters = |field: &str| given.nth(CHILD, child, field).trim().chars().count();
    let numbers = ["nhs_number", "upn", "phone"].iter().any(|field| letters(field) > 4);
    let where_and_when = said.birth.answer().is_some() && matches!(said.address, Known::Is(_));
    letters("name") > 1 || numbers || where_and_when
}

fn nothing_said() -> MatchPanel {
    MatchPanel { heading_level: 3, ..MatchPanel::default() }
}

/// The panel of a child beside the questions about them.
pub(super) fn beside(child: u16, panels: &[(u16, MatchPanel)]) -> LiveMatches {
    let panel = panels.iter().find(|(of, _)| *of == child).map(|(_, panel)| panel.clone());
    // A child who lives with the first has the first one's address.
    let first = if child == 0 { "" } else { " child-0-address child-0-postcode child-0-address_hidden" };
    let mut button = Button::new("Look for them").secondary().sends(THEN, LOOK);
    button.attributes =
        std::mem::take(&mut button.attributes).with("formaction", format!("{}#{}", NEW.path, id(child)));
    LiveMatches {
        id: id(child),
        url: KNOWN.path.replace("{place}", &child.to_string()),
        form_id: FORM.into(),
        fields: format!("{CHILD}-{child}- {OTHER}-{first}"),
        button,
        back: format!("{CHILD}-{child}-name"),
        panel: panel.unwrap_or_else(nothing_said),
    }
}

/// The id of the panel of a child.
pub(super) fn id(child: u16) -> String {
    format!("known-{child}")
}
