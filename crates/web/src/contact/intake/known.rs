//! "Already known?" while the caller is still on the line: whom we hold that is like the child described, with the reasons in words. What is
//! typed is sent in the body, and nothing is decided here: the same question is asked again once the contact is saved.

use casework::Stop;
use casework::search::Found;
use design::own::{Match, MatchPanel};
use domain::calendar::london;
use domain::contact::Described;
use domain::person::name::shown_in_line;
use maud::{Markup, Render};

use super::super::likeness;
use super::CHILD;
use super::said::described;
use super::sheet::sheet;
use crate::forms::page::Given;
use crate::route::{Fields, Visit};

/// The panel for the child whose fields were sent.
pub(super) fn show(visit: &Visit<'_>, (): (), fields: &Fields) -> Result<Markup, Stop> {
    let panel = panels(visit, fields)?.into_iter().next().map(|(_, panel)| panel).unwrap_or_default();
    Ok(MatchPanel { heading_level: 3, ..panel }.render())
}

/// The panels of a page that is shown with answers in it: what a script would fetch is there without one.
pub(super) fn panels(visit: &Visit<'_>, fields: &Fields) -> Result<Vec<(u16, MatchPanel)>, Stop> {
    let sheet = sheet(&visit.house().pack)?;
    let given = sheet.read_so_far(fields);
    let today = london::date_of(visit.session.at);
    let children = given.repeats(CHILD).into_iter().filter(|child| is_described(&given, *child));
    children.map(|child| Ok((child, panel(visit, &described(&given, child, today))?))).collect()
}

/// A name or a number to look for. Less would find everybody.
fn is_described(given: &Given<'_>, child: u16) -> bool {
    ["name", "nhs_number"].iter().any(|field| given.nth(CHILD, child, field).trim().chars().count() > 1)
}

fn panel(visit: &Visit<'_>, said: &Described) -> Result<MatchPanel, Stop> {
    let mut panel = MatchPanel::default();
    for found in casework::contact::matches_typed(&visit.session, said)? {
        match found {
            Found::Person { existence, strength, reasons, .. } => panel.matches.push(Match {
                name: shown_in_line(&existence.name),
                strength: likeness::strength(strength).into(),
                standing: existence.involved.join("; "),
                reasons: likeness::reasons(said, &existence, &reasons, visit, None),
                ..Match::default()
            }),
            Found::Restricted(words) => panel.restricted.push(likeness::restricted(&words)),
        }
    }
    Ok(panel)
}
