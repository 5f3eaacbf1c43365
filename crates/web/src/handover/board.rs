//! Tonight: a card a child, what is most dangerous and newest first. At 17:00 this is what the night team opens, at 03:00 what it answers by.

use casework::Stop;
use casework::handover::{Ahead, OnBoard, Tonight, tonight};
use design::govuk::{Button, button_group};
use design::own::Tone;
use domain::access::Action;
use domain::calendar::london;
use domain::person::known::Known;
use maud::{Markup, Render, html};

use super::words;
use crate::power::OfChildren;
use crate::route::{Page, View, Visit};

/// Tonight's cards.
pub(super) static TONIGHT: Page<()> =
    Page { path: "/tonight", name: "tonight", action: Action::SeeTonight, show };

fn show(visit: &Visit<'_>, (): ()) -> Result<View, Stop> {
    let board = tonight(&visit.session)?;
    let council = &visit.house().pack.council;
    let children = board.cards.iter().filter_map(|card| match card {
        OnBoard::Card(card) => Some(card.child),
        OnBoard::Restricted(_) => None,
    });
    let running = OfChildren::ask(visit, children)?;
    let body = html! {
        h1 class="govuk-heading-l" { "Tonight" }
        p class="govuk-body" {
            "From " (london::moment_in_words(board.night.begins)) " to " (london::moment_in_words(board.night.ends)) ". "
            (counted(board.cards.len())) " Nights: " (council.night_phone) "."
        }
        (crate::power::tonight(visit, board.night.ends)?)
        @for card in &board.cards { (on_board(visit, &board, card, &running)) }
        (crate::safety_plan::tonight(&board.plans))
    };
    Ok(View::new("Tonight", body).wide())
}

fn counted(cards: usize) -> String {
    match cards {
        0 => "No card is authorised for it.".into(),
        1 => "1 card.".into(),
        cards => format!("{cards} cards."),
    }
}

fn on_board(visit: &Visit<'_>, board: &Tonight, card: &OnBoard, running: &OfChildren) -> Markup {
    match card {
        OnBoard::Restricted(said) => words::restricted(said),
        OnBoard::Card(card) => one(visit, board, card, running),
    }
}

fn one(visit: &Visit<'_>, board: &Tonight, card: &Ahead, running: &OfChildren) -> Markup {
    let hours = &visit.house().pack.handover;
    let kind = hours.kind(&card.stands.words.kind);
    let tone = if kind.is_some_and(|kind| kind.danger) { Tone::Pressing } else { Tone::Active };
    let today = london::date_of(visit.session.at);
    let age = match &card.birth {
        Known::Is(birth) => format!(", {}", birth.age_in_words(today)),
        Known::NotAsked | Known::NotKnown => String::new(),
    };
    html! {
        div {
            h2 class="govuk-heading-m" {
                a class="govuk-link" href={ "/children/" (card.child) } { (words::name(&card.name)) } (age)
            }
            (running.of(card.child))
            p class="govuk-body" {
                (tone.tag(words::kind(hours, &card.stands.words.kind)))
                @if card.ran_out { " " (Tone::Pressing.tag("Ran out")) " What was safe is so no longer: look again." }
            }
            @if !card.hazards.is_empty() {
                p class="govuk-body" {
                    "To know first: "
                    @for (place, hazard) in card.hazards.iter().enumerate() { @if place > 0 { "; " } (words::name(&hazard.words)) }
                }
            }
            (words::card(&visit.house().pack, &card.stands.words))
            p class="govuk-body" {
                "Written by " (words::name(board.names.name(card.stands.drafted_by))) ", authorised by "
                (words::name(board.names.name(card.stands.by))) " " (london::moment_in_short(card.stands.at, visit.session.at)) "."
                @if card.changing { " A change of it waits to be authorised." }
            }
            (button_group(html! {
                @if visit.may(Action::WriteNightNote) {
                    (Button::link("Write a night note", format!("/children/{}/night-note", card.child)).secondary().render())
                }
                @if visit.may(Action::EndCard) {
                    a class="govuk-link" href={ "/cards/" (card.card) "/end" } {
                        "End this card" span class="govuk-visually-hidden" { " about " (card.name) }
                    }
                }
            }))
        }
    }
}
