//! The people of a new contact: each child with what was said and who was heard to say it, and everybody around them, wherever they live.
//! Fathers and other adults elsewhere are asked for by name: reviews find them forgotten again and again.

use design::govuk::{Choice, SelectItem};
use design::own::{MatchPanel, live_matches};
use domain::person::relationship::Kinship;
use maud::{Markup, Render, html};

use super::super::filled::Asked;
use super::super::repeat::Group;
use super::{CHILDREN, FORM, KNOWN, OTHERS};
use crate::route::Fields;

/// The children, each with who may already be known beside.
pub(super) fn children(asked: &Asked<'_>, fields: &Fields, panels: &[(usize, MatchPanel)]) -> Markup {
    let blocks = CHILDREN.blocks(fields);
    html! {
        h2 class="govuk-heading-m" { "The children" }
        @for (place, block) in blocks.iter().copied().enumerate() {
            @let panel = panels.iter().find(|(of, _)| *of == block).map(|(_, panel)| panel.clone()).unwrap_or_default();
            div class="app-split" {
                div { (child(asked, place, block)) }
                (live_matches(KNOWN.path, FORM, &CHILDREN.field(block, ""), &MatchPanel { heading_level: 3, ..panel }))
            }
        }
        (CHILDREN.add("Add another child"))
    }
}

/// One child: name, birth, where now, and the child's own words.
fn child(asked: &Asked<'_>, place: usize, block: usize) -> Markup {
    let at = |field: &str| CHILDREN.field(block, field);
    let sexes = vec![Choice::new("F", "Female"), Choice::new("M", "Male"), Choice::new("U", "Not known")];
    block_of(
        &CHILDREN,
        place,
        html! {
            (asked.line(at("name"), "Name").hint("As it was said; an unborn baby may be “baby of …”"))
            (asked.line(at("birth"), "Date of birth, or age")
                .hint("Like 29 2 2016, 7, 18 months, about 2014, due 3 5 2027 or not known").classes("govuk-input--width-20"))
            (asked.one_of(at("sex"), "Sex", sexes).classes("govuk-radios--inline govuk-radios--small"))
            (asked.line(at("where_now"), "Where is the child now?").hint("Or “not known”"))
            @if place > 0 { (asked.ticked(at("same_address"), "Lives with the first child")) }
            (asked.lines(at("address"), "Address").rows(3))
            (asked.line(at("postcode"), "Postcode").classes("govuk-input--width-10"))
            (asked.ticked(at("address_hidden"), "Keep this address hidden: a refuge or a home that must not be found"))
            (asked.line(at("school"), "School, nursery or college"))
            (asked.line(at("nhs_number"), "NHS number").hint("Ten digits; it is taken as it is said").classes("govuk-input--width-10"))
            (asked.lines(at("words"), "What did the child say? Their own words").rows(3))
            (asked.line(at("heard_by"), "Who heard it, and when?"))
            (asked.lines(at("more"), "Anything else about this child").hint("Disability, language, how they communicate").rows(2))
        },
    )
}

/// Everybody else: those at home, and fathers and other adults who live elsewhere.
pub(super) fn others(asked: &Asked<'_>, fields: &Fields) -> Markup {
    html! {
        h2 class="govuk-heading-m" { "Parents, carers, and everybody else in the children's lives" }
        p class="govuk-body" { "Also fathers and other adults who live elsewhere, and other children at home." }
        @for (place, block) in OTHERS.blocks(fields).into_iter().enumerate() { (other(asked, place, block)) }
        (OTHERS.add("Add another person"))
    }
}

fn other(asked: &Asked<'_>, place: usize, block: usize) -> Markup {
    let at = |field: &str| OTHERS.field(block, field);
    let kinships = Kinship::ALL.iter().map(|kind| SelectItem::new(kind.code(), kind.words())).collect();
    let standings = vec![Choice::new("adult", "Adult"), Choice::new("child", "Child")];
    block_of(
        &OTHERS,
        place,
        html! {
            (asked.line(at("name"), "Name").hint("Or what they are called: “the man called Mick”"))
            (asked.list(at("kinship"), "What are they to the first child?", kinships))
            (asked.one_of(at("standing"), "Adult or child?", standings).classes("govuk-radios--inline govuk-radios--small"))
            (asked.yes_no(at("lives_with"), "Do they live with the child?"))
            (asked.yes_no(at("responsibility"), "Do they hold parental responsibility?"))
            (asked.line(at("words"), "Anything else about them"))
        },
    )
}

fn block_of(group: &Group, place: usize, questions: Markup) -> Markup {
    let heading = format!("{} {}", capital(group.one), place + 1);
    let legend = design::govuk::Legend {
        content: html! { h3 class="govuk-fieldset__heading" { (heading) } }.into(),
        classes: "govuk-fieldset__legend--s".into(),
        ..Default::default()
    };
    design::govuk::Fieldset::new(legend, questions).render()
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
