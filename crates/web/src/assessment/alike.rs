//! A text that stands elsewhere too: of a brother or sister, of an older assessment, of another family. The two stand side by side with the words that are
//! the same marked, and whoever writes says why. Of another family nothing is shown but that the passage stands there.

use casework::Stop;
use casework::assessment::{self, AssessmentView};
use design::govuk::{Button, Table};
use design::own::{Tone, scroll_pane};
use domain::access::Action;
use domain::assessment::likeness::{Compared, PASSAGE, RUN};
use domain::assessment::{Assessment, Copied, Origin};
use domain::form::{Form, Place};
use domain::id::Id;
use domain::refusal::Refusal;
use maud::{Markup, html};

use super::around_family::{AroundFamily, around_family};
use super::evidence::place_in_words;
use super::{address, below, form_of, heading, lines, name, record};
use crate::contact::filled::Asked;
use crate::route::{Act, At, Fields, Filling, Prefilled, Sent, View, Visit};

/// The two side by side, and saying why.
pub(super) static ALIKE: Act<(Id<Assessment>, usize)> = Act {
    path: "/assessments/{assessment}/alike/{copy}",
    name: "text of an assessment that stands elsewhere too",
    action: Action::WriteAssessment,
    prefill,
    show,
    send,
};

/// How many texts nobody has explained.
pub(super) fn unexplained(view: &AssessmentView) -> usize {
    view.assessment.record.copies.iter().filter(|copied| copied.explained.is_none()).count()
}

fn from(form: &Form, copied: &Copied) -> Markup {
    html! {
        @match &copied.from {
            Origin::Sibling { place } => { "A brother’s or sister’s text: " (name(&place_in_words(form, place))) },
            Origin::Older { assessment, reference, .. } => {
                "An older assessment, " a class="govuk-link" href=(address(*assessment, "/read")) { (reference) }
            },
            Origin::OtherFamily => "Another family’s record. Nobody authorises this before it is explained",
        }
    }
}

/// The list, for the mirror and for whoever signs.
pub(super) fn list(view: &AssessmentView) -> Markup {
    let (known, form) = (&view.assessment.record, form_of(view));
    let row = |(number, copied): (usize, &Copied)| {
        let state = html! {
            @match &copied.explained {
                Some(explained) => { (Tone::Done.tag("Explained")) " " (name(&explained.words)) },
                None => (Tone::Pressing.tag("Not explained")),
            }
        };
        let words = html! {
            a class="govuk-link" href=(address(known.id, &format!("/alike/{number}"))) {
                (copied.percent) "% the same" span class="govuk-visually-hidden" { ": " (place_in_words(&form, &copied.place)) }
            }
        };
        vec![
            name(&place_in_words(&form, &copied.place)).into(),
            html! { (from(&form, copied)) }.into(),
            words.into(),
            state.into(),
        ]
    };
    let rows: Vec<_> = known.copies.iter().enumerate().map(row).collect();
    html! {
        @if rows.is_empty() {
            p class="govuk-body" { "No text is found elsewhere." }
        } @else {
            (scroll_pane("Texts that stand elsewhere too", Table { caption_classes: "govuk-visually-hidden".into(), ..Table::new("Texts that stand elsewhere too", ["Text", "Stands too in", "How far", "Explained"], rows) }))
        }
    }
}

fn find(known: &Assessment, number: usize) -> Result<&Copied, Refusal> {
    known.copies.get(number).ok_or(Refusal::NotFound)
}

fn prefill(visit: &Visit<'_>, (id, number): &(Id<Assessment>, usize), at: At) -> Result<Prefilled, Stop> {
    let (known, version) = record(visit, *id, at)?;
    let words = known.copies.get(*number).and_then(|copied| copied.explained.as_ref());
    let fields = Fields::default().with("words", words.map_or("", |explained| explained.words.as_str()));
    Ok(Prefilled { fields, version })
}

fn show(visit: &Visit<'_>, (id, number): (Id<Assessment>, usize), filling: &Filling) -> Result<View, Stop> {
    let view = assessment::view(&visit.session, id)?;
    let known = &view.assessment.record;
    let copied = find(known, number)?;
    let asked = Asked::new(filling, &[]);
    let may = super::is_open(&view);
    let body = html! {
        (asked.summary())
        (heading(&view, "A text that stands elsewhere too"))
        (asked.conflict(&[("words", "Why")], &|_, words| words.to_owned()))
        p class="govuk-body" { strong { (copied.percent) "%" } " of the words are the same, whatever the names. They are marked." }
        (side_by_side(&view, &around_family(visit, &view)?, copied))
        @if may {
            (asked.form(visit, html! {
                (asked.lines("words", "Why do these words stand in both?").hint("If the text is not this child’s own, write it again instead").rows(3))
                (Button::new("Save why"))
            }))
        } @else if let Some(explained) = &copied.explained {
            (lines(&explained.words))
        }
    };
    Ok(below(visit, &view, "A text that stands elsewhere too", body)?.wide())
}

fn text_at(known: &Assessment, place: &Place) -> String {
    known.answers.at(place).map_or_else(String::new, domain::form::Answer::words)
}

fn side_by_side(view: &AssessmentView, around: &AroundFamily, copied: &Copied) -> Markup {
    let (known, form) = (&view.assessment.record, form_of(view));
    let mine = text_at(known, &copied.place);
    let (theirs, called) = match &copied.from {
        Origin::Sibling { place } => (Some(text_at(known, place)), place_in_words(&form, place)),
        Origin::Older { assessment, reference, place } => {
            let older = around.earlier.iter().find(|one| one.id == *assessment);
            let text = older.and_then(|one| one.answers.at(place)).map(domain::form::Answer::words);
            (text, format!("Assessment {reference}"))
        }
        Origin::OtherFamily => (None, String::new()),
    };
    let names: Vec<String> = view.children.iter().chain(&view.carers).cloned().collect();
    let read = Compared::new(&mine, &names);
    html! {
        div class="app-beside" {
            div class="app-beside__question" {
                h2 class="govuk-heading-s" { (name(&place_in_words(&form, &copied.place))) }
                @match &theirs {
                    Some(theirs) => (marked(&mine, &read.shared(&Compared::new(theirs, &names), RUN))),
                    None => (marked(&mine, &Compared::new(&mine, &[]).shared(&Compared::new(&copied.passage, &[]), PASSAGE))),
                }
            }
            div class="app-beside__evidence" {
                @match &theirs {
                    Some(theirs) => {
                        h2 class="govuk-heading-s" { (name(&called)) }
                        (marked(theirs, &Compared::new(theirs, &names).shared(&read, RUN)))
                    },
                    None => p class="govuk-body" { "The marked passage stands in another family’s record as well. Nothing of that family is shown here. Check that nobody’s life was written into the wrong record; if it was, tell the manager at once." },
                }
            }
        }
    }
}

/// A text with passages marked.
fn marked(text: &str, passages: &[std::ops::Range<usize>]) -> Markup {
    let mut pieces: Vec<(bool, &str)> = Vec::new();
    let mut from = 0;
    for passage in passages {
        pieces.push((false, text.get(from..passage.start).unwrap_or_default()));
        pieces.push((true, text.get(passage.clone()).unwrap_or_default()));
        from = passage.end;
    }
    pieces.push((false, text.get(from..).unwrap_or_default()));
    html! {
        p class="govuk-body app-wrap" dir="auto" {
            @for (same, words) in pieces {
                @if same { mark class="app-same" { (domain::person::name::shown(words)) } } @else { (domain::person::name::shown(words)) }
            }
        }
    }
}

fn send(visit: &Visit<'_>, (id, number): (Id<Assessment>, usize), filling: &Filling) -> Result<Sent, Stop> {
    assessment::explain_copy(&visit.session, &filling.sending(), id, number, filling.get("words"))?;
    Ok(Sent::to(address(id, "/mirror#alike")))
}
