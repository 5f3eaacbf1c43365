//! The questions of a recommendation: what should happen, with the threshold and its reasons, what would change one's mind, and by when it has begun. The
//! same for the recommendation and for a manager's change of it.

use casework::Stop;
use domain::calendar::london;
use domain::calendar::typed::{NotAMoment, parse_moment};
use domain::contact::Contact;
use domain::id::Id;
use domain::mash::Recommendation;
use domain::refusal::{Problem, Refusal};
use maud::{Markup, html};

use crate::contact::basis;
use crate::contact::filled::{Asked, Labelled};
use crate::contact::repeat::all_right;
use crate::route::{Fields, Filling, Visit};

/// The questions, for two people who answered at once.
pub(super) const LABELS: &[Labelled<'_>] = &[
    ("outcome", "What should happen"),
    ("level", "Threshold level"),
    ("rationale", "Why"),
    ("considered", "What else was considered"),
    ("would_change", "What would change your mind"),
    ("begun_by-date", "Begun by which day"),
];

/// The answers that a recommendation gives.
pub(super) fn fields(it: &Recommendation) -> Fields {
    basis::fields(&it.basis)
        .with("would_change", &*it.would_change)
        .with("begun_by-date", london::date_in_digits(london::date_of(it.begun_by)))
        .with("begun_by-time", london::time_in_words(it.begun_by))
}

/// The questions, with decisions like the one being made beside its paragraph.
pub(super) fn questions(
    visit: &Visit<'_>,
    asked: &Asked<'_>,
    filling: &Filling,
    like: Option<Id<Contact>>,
) -> Result<Markup, Stop> {
    Ok(html! {
        (basis::questions(visit, asked, filling, like, false)?)
        (asked.lines("would_change", "What would change your mind?").hint("The fact that would make something else right, and who may know it").rows(2))
        (asked.line("begun_by-date", "By which day must it have begun?").hint("Like 4 9 2026").classes("govuk-input--width-10"))
        (asked.line("begun_by-time", "By what time?").hint("Like 15:00; 17:00 when you leave it out").classes("govuk-input--width-5"))
    })
}

/// From what was typed to a recommendation. What the pack must know is checked where it is made; here only what cannot be read is said.
pub(super) fn read(visit: &Visit<'_>, fields: &Fields) -> Result<Recommendation, Refusal> {
    let mut problems = Vec::new();
    let time = Some(fields.get("begun_by-time")).filter(|time| !time.trim().is_empty()).unwrap_or("17:00");
    let begun_by = parse_moment(fields.get("begun_by-date"), time).map_err(|wrong| {
        problems.push(match wrong {
            NotAMoment::Date(wrong) => Problem::new("begun_by-date", wrong.to_string()),
            NotAMoment::Time(wrong) => Problem::new("begun_by-time", wrong.to_string()),
        });
    });
    let basis = basis::read(visit, fields).map_err(|refusal| {
        if let Refusal::Invalid(more) = refusal {
            problems.extend(more);
        }
    });
    match (basis, begun_by) {
        (Ok(basis), Ok(begun_by)) => {
            all_right(problems)?;
            Ok(Recommendation { basis, would_change: fields.get("would_change").to_owned(), begun_by })
        }
        _ => Err(Refusal::Invalid(problems)),
    }
}

/// On which element the link of a problem lands.
pub(super) fn lands(fields: &Fields) -> Vec<(&'static str, String)> {
    let mut lands = basis::lands(fields);
    lands.push(("begun_by", "begun_by-date".to_owned()));
    lands
}
