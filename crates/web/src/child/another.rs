//! Finding somebody else on the record from a page about a child. A search is posted, so that no name stands in an address.

use std::collections::BTreeSet;

use casework::search::{Agrees, Found, search};
use casework::{Stop, draft};
use design::govuk::{Button, Choice, Input};
use domain::id::Id;
use domain::person::Person;
use domain::person::name::shown_in_line;
use maud::{Markup, html};

use super::words;
use crate::route::{Filling, Sent, Visit};
use crate::search::sentence;

/// The field in which somebody is searched for.
pub(crate) const FIND: &str = "find";

/// The field and its button.
pub(crate) fn search_for(filling: &Filling, label: &str, hint: &str) -> Markup {
    html! {
        (Input::new(FIND, label).hint(hint).value(filling.get(FIND)).error(filling.error(FIND)))
        (Button::new("Search").secondary().sends("step", "search"))
    }
}

/// Whether the page was sent to search.
pub(crate) fn is_search(filling: &Filling) -> bool {
    filling.get("step") == "search"
}

/// Keeps what is typed and shows the page again: it searches with what was kept.
pub(crate) fn searched(visit: &Visit<'_>, filling: &Filling) -> Result<Sent, Stop> {
    let mut fields = filling.fields.clone();
    fields.take("step");
    let (house, staff) = (visit.house(), visit.session.staff.id);
    draft::keep(house, staff, filling.form, &visit.path, filling.opened, fields.pairs())?;
    Ok(Sent::to(visit.path.as_str()))
}

/// Everybody who was found but the child, each as a choice, and what is said of whom nobody may choose.
pub(crate) fn found(
    visit: &Visit<'_>,
    child: Id<Person>,
    filling: &Filling,
) -> Result<(Vec<Choice>, Markup), Stop> {
    // Nobody learns how many records are restricted: those with one ring say it once.
    let (mut choices, mut said) = (Vec::new(), BTreeSet::new());
    if !filling.get(FIND).trim().is_empty() {
        for found in search(&visit.session, filling.get(FIND))? {
            match found {
                Found::Person { existence, reasons, .. } if existence.child != child => {
                    let words = html! {
                        (words::name(&existence.name)) ", "
                        @match existence.birth.answer() { Some(birth) => { "born " (birth) }, None => "date of birth not known" }
                    };
                    let told = reasons.iter().filter(|reason| reason.agrees != Agrees::Unknown);
                    let why: Vec<String> =
                        told.map(|reason| shown_in_line(&sentence(&reason.words))).collect();
                    choices.push(Choice::new(existence.child.to_string(), words).hint(why.join(". ")));
                }
                Found::Person { .. } => {}
                Found::Restricted(words) => {
                    said.insert(words);
                }
            }
        }
        if choices.is_empty() && said.is_empty() {
            said.insert("Nobody on the record was found.".into());
        }
    }
    Ok((choices, html! { @for words in said { p class="govuk-body" { (words) } } }))
}
