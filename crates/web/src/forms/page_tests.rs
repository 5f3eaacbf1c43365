//! A form with a page of its own: the page's live parts among the questions, the short look, and words that are kept as they are typed.

use domain::contact::{BASIS_FORM, FORM};
use domain::form::{Choice, Place, Section};
use domain::pack::england;
use maud::{Markup, Render, html};
use scraper::{Html, Selector};

use super::Asking;
use super::read::{own_fields, read_page};
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

#[test]
fn what_is_seldom_chosen_is_folded_and_what_belongs_to_a_choice_opens_under_it() {
    let choice = |value: &str, folded: Option<&str>| Choice {
        hint: Some("When it is right".to_owned()),
        folded: folded.map(str::to_owned),
        ..Choice::new(value, value)
    };
    let common = (0..9).map(|number| choice(&format!("common_{number}"), None));
    let offered: Vec<Choice> = common.chain([choice("rare", Some("Rarer outcomes"))]).collect();
    let levels = ["1", "2"].map(|level| Choice::new(level, level));
    let form = england().form("ruling_basis").unwrap().clone();
    let form = form.offering("outcome", &offered).offering("also", &offered).offering("level", &levels);
    let under = |place: &Place, value: &str| match (&*place.question, value) {
        ("level", "2") => html! { p id="below" { "The paragraphs of level 2" } },
        _ => Markup::default(),
    };
    let drawn = |fields: &Fields| {
        let asking = Asking::of_page(&form, &BASIS_FORM, fields).under(&under);
        Html::parse_fragment(&asking.render().into_string())
    };
    let html = drawn(&Fields::default());
    assert_eq!(
        count(&html, "[type=radio][name=outcome]"),
        10,
        "a list has no room for the words under a choice"
    );
    assert_eq!(count(&html, "details:not([open]) [type=radio][value=rare]"), 1);
    assert_eq!(count(&html, "details:not([open]) [type=checkbox][name=also]"), 10);
    assert_eq!(count(&html, ".govuk-radios__conditional #below"), 1);
    let html = drawn(&typed(&[("outcome", "rare"), ("also", "rare")]));
    assert_eq!(count(&html, "details[open] [value=rare][checked]"), 2, "what was chosen is in sight");
}

#[test]
fn a_form_that_stands_on_the_page_of_another_reads_its_own_fields_alone() {
    let form = england().form("ruling_basis").unwrap();
    let sent = typed(&[
        ("agreement", "change"),
        ("words", "Because"),
        ("rationale", "Why"),
        ("action-0-date", "24 11 2026"),
        ("basis-basis.own", "Ours"),
        ("basis.own", "Theirs"),
        ("odd", "A word"),
    ]);
    let own = own_fields(form, &BASIS_FORM, &sent);
    let names: Vec<&str> = own.pairs().iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["rationale", "action-0-date", "basis-basis.own"]);
}
