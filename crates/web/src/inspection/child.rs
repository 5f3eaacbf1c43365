//! "Why is this child here four times?": every row in which one child stands, list by list, with why each is there and the way to what it comes from.

use casework::Stop;
use casework::inspection::of_child;
use casework::returns::annex_a::layout::list;
use design::Content;
use design::own::{CaseTable, Column};
use domain::access::Action;
use domain::calendar::london;
use domain::id::{Any, Id};
use domain::person::Person;
use maud::{Markup, html};

use super::rows::record;
use super::{choose, day, looked};
use crate::route::{Page, View, Visit};

pub(super) static PAGE: Page<Id<Person>> = Page {
    path: "/inspection/children/{child}",
    name: "one child's rows in the lists for an inspection",
    action: Action::MakeInspectionLists,
    show,
};

fn show(visit: &Visit<'_>, child: Id<Person>) -> Result<View, Stop> {
    let (on, problem) = day(visit);
    let found = looked(of_child(&visit.session, on, child))?;
    let (problem, body) = match &found {
        Ok(found) => {
            let of_lists = found.of_child(child).into_iter().map(|line| {
                let words = list(line.row.list()).map_or("", |list| list.words);
                (format!("List {}: {words}", line.row.list()), line.why.clone(), line.of)
            });
            let further = found.further.iter().flat_map(|further| {
                further.lines.iter().map(|line| (further.words.to_owned(), line.why.clone(), line.of))
            });
            let rows: Vec<_> = of_lists.chain(further).collect();
            (problem, table(&rows))
        }
        Err(words) => (problem.or(Some(words.clone())), html! {}),
    };
    let title = "Why this child is in the lists";
    let body = html! {
        h1 class="govuk-heading-l" { (title) }
        (choose(visit, on, problem.as_deref()))
        p class="govuk-body" { "As the record was known at the end of " (london::date_in_words(on)) "." }
        (body)
        p class="govuk-body" { a class="govuk-link" href={ "/children/" (child) } { "Open the child’s record" } }
        p class="govuk-body" { a class="govuk-link" href={ "/inspection?on=" (on) } { "Back to the lists" } }
    };
    Ok(View::new(title, body).wide())
}

/// A list, why the child is in it, and the record it comes from.
type Why = (String, String, (&'static str, Id<Any>));

fn table(rows: &[Why]) -> Markup {
    let row = |(list, why, of): &Why| -> Vec<Content> {
        vec![list.as_str().into(), why.as_str().into(), record(*of).unwrap_or_else(|| html! {}).into()]
    };
    let columns = ["List", "Why the child is in it", "Where it comes from"].map(Column::new).into();
    let caption = match rows.len() {
        1 => "1 row".to_owned(),
        many => format!("{many} rows"),
    };
    let empty = "The child is in none of the lists of this day.".into();
    html! { (CaseTable { empty, ..CaseTable::new(caption, columns, rows.iter().map(row).collect()) }) }
}
