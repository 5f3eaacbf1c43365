//! The forms on a child's own page, as they were known at the moment it shows.

use casework::child::ChildPage;
use domain::access::Action;
use domain::calendar::london;
use domain::local_form::{FormAnswer, all_offered};
use domain::person::Standing;
use domain::person::name::shown_in_line;
use maud::{Markup, html};

use super::{at, at_form};
use crate::child::asked::{Asked, When};
use crate::route::Visit;

/// How many stand on the child's own page.
const LATEST: usize = 5;

/// The latest forms, and the way to fill in another; nothing when there is neither.
pub(crate) fn of_child(visit: &Visit<'_>, asked: &Asked, file: &ChildPage, may: &[Action]) -> Markup {
    let child = file.file.child.record.id;
    let pack = &visit.house().pack;
    let mut answers: Vec<&FormAnswer> = file.file.form_answers.iter().map(|filed| &filed.record).collect();
    answers.retain(|answer| answer.in_error.is_none());
    answers.sort_by_key(|answer| std::cmp::Reverse(answer.at));
    let is_child = file.file.child.record.standing == Standing::Child;
    let fills = is_child
        && asked.when == When::Now
        && may.contains(&Action::FillLocalForm)
        && !all_offered(pack).is_empty();
    if answers.is_empty() && !fills {
        return Markup::default();
    }
    let reads = asked.when == When::Now;
    html! {
        h2 class="govuk-heading-m" { "Forms" }
        @if answers.is_empty() { p class="govuk-body" { "No form was filled in." } }
        ul class="govuk-list govuk-list--spaced" {
            @for answer in answers.iter().take(LATEST) {
                li {
                    (london::date_in_words(london::date_of(answer.at))) ": "
                    @if reads { a class="govuk-link" href=(at_form(child, answer.id, "")) { (shown_in_line(answer.title(pack))) } }
                    @else { (shown_in_line(answer.title(pack))) }
                    ". " (answer.state()) "."
                }
            }
        }
        p class="govuk-body" {
            a class="govuk-link" href={ (at(child, "")) (asked.query(file)) } {
                @if fills { "All forms, and fill in another" } @else { "All forms" }
            }
        }
    }
}
