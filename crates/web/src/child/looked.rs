//! Who has looked at a child's record, and who was refused.

use casework::Stop;
use casework::child::who_looked;
use design::own::{CaseTable, Column};
use domain::access::Action;
use domain::calendar::london;
use domain::id::Id;
use domain::person::Person;
use domain::person::name::shown_in_line;
use maud::html;

use super::{identity, words};
use crate::route::{Page, View, Visit};

/// Who has looked.
pub static LOOKED: Page<Id<Person>> =
    Page { path: "/children/{child}/looked", name: "who has looked", action: Action::SeeWhoLooked, show };

fn show(visit: &Visit<'_>, child: Id<Person>) -> Result<View, Stop> {
    let looks = who_looked(&visit.session, child)?;
    let refused = looks.iter().filter(|look| !look.allowed).count();
    let rows = looks.iter().map(|look| {
        let act = Action::ALL.iter().find(|action| action.code() == look.act);
        vec![
            london::moment_in_words(look.at).into(),
            words::name(&look.who).into(),
            act.map_or(look.act.as_str(), |action| action.words()).into(),
            shown_in_line(&look.purpose).into(),
            if look.allowed { "Allowed" } else { "Refused" }.into(),
            shown_in_line(&look.grounds).into(),
        ]
    });
    let rows: Vec<_> = rows.collect();
    let caption = format!("The last {} looks, newest first; {refused} refused", rows.len());
    let columns = ["When", "Who", "To", "On", "Outcome", "Why"].map(Column::new).into();
    let body = html! {
        h1 class="govuk-heading-l" { "Who has looked" }
        (CaseTable::new(caption, columns, rows))
    };
    Ok(identity::about(visit, child, Action::SeeWhoLooked, "Who has looked", body)?.wide())
}
