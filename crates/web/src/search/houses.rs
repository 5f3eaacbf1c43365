//! Houses with who lives and lived there, and professionals with the children they work with.

use casework::search::{Household, Professional, Resident};
use domain::access::Action;
use domain::person::name::shown_in_line;
use maud::{Markup, html};

use super::records::{children, named, pieces};
use crate::route::Visit;

/// Houses.
pub(super) fn houses(houses: &[Household]) -> Markup {
    html! {
        h2 class="govuk-heading-m" id="houses" { "Families and addresses" }
        @for house in houses {
            h3 class="govuk-heading-s govuk-!-margin-bottom-1" {
                @match &house.address {
                    Some(address) => { (pieces(address)) }
                    None => { "A house" }
                }
            }
            p class="govuk-hint govuk-!-margin-bottom-1" { bdi { (shown_in_line(&house.why)) } }
            ul class="govuk-list govuk-list--bullet" {
                @for resident in &house.residents { li { (lives(resident)) } }
            }
        }
    }
}

fn lives(resident: &Resident) -> Markup {
    let existence = &resident.existence;
    html! {
        a class="govuk-link" href={ "/children/" (existence.child) } { bdi { (named(&existence.name)) } }
        @if let Some(birth) = existence.birth.answer() { ", born " (birth) }
        ", " (shown_in_line(&resident.when))
    }
}

/// Professionals and schools.
pub(super) fn professionals(visit: &Visit<'_>, professionals: &[Professional]) -> Markup {
    let manages = visit.may(Action::ManagePeople);
    html! {
        h2 class="govuk-heading-m" id="professionals" { "Professionals and schools" }
        @for professional in professionals {
            h3 class="govuk-heading-s govuk-!-margin-bottom-1" {
                @match professional.staff.filter(|_| manages) {
                    Some(staff) => { a class="govuk-link" href={ "/people/" (staff) } { bdi { (named(&professional.name)) } } }
                    None => { bdi { (named(&professional.name)) } }
                }
            }
            p class="govuk-body govuk-!-margin-bottom-1" {
                @if !professional.what.is_empty() { (shown_in_line(&professional.what)) }
                @for way in &professional.reached { br; (shown_in_line(way)) }
            }
            @if !professional.children.is_empty() {
                p class="govuk-body" {
                    "Works with " (children(&professional.children))
                    @if professional.more { " and others" }
                }
            }
        }
    }
}
