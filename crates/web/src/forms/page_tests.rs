//! A form with a page of its own: the page's live parts among the questions, the short look, and words that are kept as they are typed.

use domain::contact::FORM;
use domain::form::{Place, Section};
use domain::pack::england;
use maud::{Markup, Render, html};
use scraper::{Html, Selector};

use super::Asking;
use super::read::read_page;
use super::tests::typed;
use crate::route::Fields;

fn count(html: &Html, what: &str) -> usize {
    html.select(&Selector::parse(what).unwrap()).count()
}

fn drawn(fields: &Fields) -> Html {
    let form = england().form("contact").unwrap();
    let above = |place: &Place| match place.question.as_str() {
        "danger_words" => html! { p id="now" { "Ring 999." } },
        _ => Markup::default(),
    };
    let beside = |section: &Section, index: u16| match section.id.as_str() {
        "child" => html! { aside id=(format!("known-{index}")) { "Nobody found" } },
        _ => Markup::default(),
    };
    let asking = Asking::of_page(form, &FORM, fields).compact().above(&above).beside_repeat(&beside);
    Html::parse_fragment(&asking.render().into_string())
}

#[test]
fn live_parts_of_a_page_stand_among_its_questions() {
    let html = drawn(&typed(&[("child-0-name", "Ava"), ("child-2-name", "Noah")]));
    assert_eq!(count(&html, ".govuk-radios__conditional #now"), 1, "it opens with the answer that needs it");
    assert_eq!(count(&html, ".app-split #known-0, .app-split #known-2"), 2);
    assert_eq!(count(&html, ".app-split"), 2, "nothing stands beside the other people");
    assert_eq!(count(&html, "[name='child-0-same_address']"), 0, "the first lives with nobody before");
    assert_eq!(count(&html, "[name='child-2-same_address']"), 1);
    assert_eq!(count(&html, "[name='referrer-anonymous']"), 1);
}

#[test]
fn a_short_look_says_nothing_twice() {
    let html = drawn(&Fields::default());
    let words = html.root_element().text().collect::<String>();
    for once in
        ["Is any child in danger now?", "They ask that the family is not told who they are", "Person 1"]
    {
        assert_eq!(words.matches(once).count(), 1, "{once}");
    }
    assert_eq!(count(&html, ".govuk-radios:not(.govuk-radios--small)"), 0);
    assert_eq!(count(&html, ".govuk-radios--inline [name='child-0-sex']"), 3);
}

#[test]
fn what_is_kept_as_typed_is_marked_and_what_is_chosen_is_refused() {
    let form = england().form("contact").unwrap();
    let fields =
        typed(&[("facts", "a\0b"), ("referrer-email", "ring her"), ("channel", "pigeon"), ("odd", "A word")]);
    let read = read_page(form, &FORM, &fields);
    let fields = |problems: &[domain::refusal::Problem]| {
        problems.iter().map(|problem| problem.field.clone()).collect::<Vec<_>>()
    };
    assert_eq!(fields(&read.warnings), ["referrer-email", "facts"]);
    let mut problems = fields(&read.problems);
    problems.sort();
    assert_eq!(problems, ["channel", "odd"]);
    assert_eq!(read.answers.one("worry", "facts").unwrap().words(), "a\0b");
    assert_eq!(read.unknown, [("odd".to_owned(), "A word".to_owned())]);
}
