//! "Already known?" while the caller is still on the line: whom we hold that is like the child described, with the reasons in words. What is
//! typed is sent in the body, and nothing is decided here: the same question is asked again once the contact is saved.

use casework::Stop;
use casework::search::Found;
use design::own::{Match, MatchPanel};
use domain::calendar::london;
use domain::person::name::shown_in_line;
use maud::{Markup, Render};

use super::super::likeness;
use super::CHILDREN;
use super::said::described;
use crate::route::{Fields, Visit};

/// The panel for the child whose fields were sent.
pub(super) fn show(visit: &Visit<'_>, (): (), fields: &Fields) -> Result<Markup, Stop> {
    let block = CHILDREN.blocks(fields).into_iter().find(|block| is_described(fields, *block));
    let panel = block.map(|block| panel(visit, fields, block)).transpose()?.unwrap_or_default();
    Ok(MatchPanel { heading_level: 3, ..panel }.render())
}

/// The panels of a page that is shown with answers in it: what a script would fetch is there without one.
pub(super) fn panels(visit: &Visit<'_>, fields: &Fields) -> Result<Vec<(usize, MatchPanel)>, Stop> {
    let described = CHILDREN.blocks(fields).into_iter().filter(|block| is_described(fields, *block));
    described.map(|block| Ok((block, panel(visit, fields, block)?))).collect()
}

/// A name or a number to look for. Less would find everybody.
fn is_described(fields: &Fields, block: usize) -> bool {
    ["name", "nhs_number"]
        .iter()
        .any(|field| fields.get(&CHILDREN.field(block, field)).trim().chars().count() > 1)
}

fn panel(visit: &Visit<'_>, fields: &Fields, block: usize) -> Result<MatchPanel, Stop> {
    let today = london::date_of(visit.session.at);
    let said = described(fields, block, today);
    let mut panel = MatchPanel::default();
    for found in casework::contact::matches_typed(&visit.session, &said)? {
        match found {
            Found::Person { existence, strength, reasons, .. } => panel.matches.push(Match {
                name: shown_in_line(&existence.name),
                strength: likeness::strength(strength).into(),
                standing: existence.involved.join("; "),
                reasons: likeness::reasons(&said, &existence, &reasons, visit, None),
                ..Match::default()
            }),
            Found::Restricted(words) => panel.restricted.push(likeness::restricted(&words)),
        }
    }
    Ok(panel)
}
