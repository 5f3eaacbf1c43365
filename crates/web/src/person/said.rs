//! Words about links that several pages say.

use casework::child::{ChildPage, Party};
use design::govuk::InsetText;
use domain::calendar::london;
use domain::person::link::Second;
use domain::person::name::{shown, shown_in_line};
use maud::{Markup, html};

use super::at;
use crate::child::words;

/// That a child is also on record as somebody else: above the record, with the way to undo it.
pub(crate) fn also_on_record(page: &ChildPage, may_undo: bool) -> Markup {
    html! {
        @for also in &page.also {
            (InsetText::new(html! {
                strong { "Also on record as " } (words::name(&also.name)) ". "
                "Linked " (london::date_in_words(london::date_of(also.at))) " by " (words::name(&also.by)) ": both records are read as one."
                @if also.undoing { " Somebody asked to undo this, and it waits for a second person." }
                " " a class="govuk-link" href=(at(also.link, "")) { "The link and its reasons" }
                @if may_undo && !also.undoing { ". " a class="govuk-link" href=(at(also.link, "/undo")) { "Undo" } }
            }))
        }
    }
}

/// Who a party is: a link to the record, or whom to ring.
pub(crate) fn party(party: &Party) -> Markup {
    match party {
        Party::Person(person, name) => {
            html! { a class="govuk-link" href={ "/children/" (person) } { (words::name(name)) } }
        }
        Party::Restricted(words) => html! { (words) },
    }
}

/// Why a second person is asked.
pub(super) const fn second(second: Second) -> &'static str {
    match second {
        Second::Plan => {
            "One of the two has a plan, or a power or order in force, so a second person must confirm this."
        }
        Second::Opens => {
            "Whoever asks may not read all of both records now, so a second person must confirm this."
        }
    }
}

/// Why undoing takes two: the same words for every reason, so that they tell of none.
pub(super) const UNDONE_BY_TWO: &str = "It takes two people where one of the two has a plan or a power in force, where one is closed only because the other is \
     restricted, and where whoever asks may not read both.";

/// Reasons one under the other.
pub(crate) fn reasons(reasons: &[String]) -> Markup {
    html! {
        @if !reasons.is_empty() {
            ul class="govuk-list govuk-list--bullet" { @for reason in reasons { li { (shown_in_line(reason)) } } }
        }
    }
}

/// Words somebody typed.
pub(super) fn typed(said: &str) -> Markup {
    html! { span class="app-wrap" dir="auto" { (shown(said)) } }
}
