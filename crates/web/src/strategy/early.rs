//! A visit or a safety plan after the threshold was reached and before the discussion: why it did not wait. Where it was an emergency it was right; the
//! pattern, by team, is not.

use casework::Stop;
use design::govuk::{Button, Choice};
use domain::access::Action;
use domain::calendar::london;
use domain::id::Id;
use domain::refusal::Refusal;
use domain::strategy::Discussion;
use maud::html;

use super::{address, back, page, steps};
use crate::contact::filled::Asked;
use crate::route::{Act, At, Fields, Filling, Prefilled, Sent, View, Visit};

/// Saying why it did not wait.
pub(super) static EARLY: Act<(Id<Discussion>, usize)> = Act {
    path: "/strategy/{discussion}/early/{place}",
    name: "say why something did not wait for a strategy discussion",
    action: Action::RecordDiscussion,
    prefill,
    show,
    send,
};

fn prefill(visit: &Visit<'_>, (id, place): &(Id<Discussion>, usize), at: At) -> Result<Prefilled, Stop> {
    let (discussion, version) = match at {
        At::Now => {
            let known = casework::strategy::view(&visit.session, *id)?.discussion;
            (known.record, known.version.0)
        }
        At::Version(version) => (casework::strategy::version(&visit.session, *id, version)?, version),
    };
    let early = discussion.early.get(*place).ok_or(Refusal::NotFound)?;
    let mut fields = Fields::default();
    if let Some(answer) = &early.answer {
        fields.set("emergency", if answer.emergency { "yes" } else { "no" });
        fields.set("why", &answer.why);
    }
    Ok(Prefilled { fields, version })
}

fn show(visit: &Visit<'_>, (id, place): (Id<Discussion>, usize), filling: &Filling) -> Result<View, Stop> {
    let view = casework::strategy::view(&visit.session, id)?;
    let early = view.discussion.record.early.get(place).ok_or(Refusal::NotFound)?;
    let asked = Asked::new(filling, &[]);
    let choices = vec![Choice::new("yes", "Yes: it could not wait"), Choice::new("no", "No")];
    let body = html! {
        (asked.summary())
        (page::heading(&view, early.kind.words()))
        (steps::steps(visit, &view))
        (asked.conflict(&[("why", "Why it did not wait")], &|_, words| words.to_owned()))
        p class="govuk-body" {
            "It happened " (london::moment_in_words(early.happened)) ". The threshold was reached "
            (london::moment_in_words(view.discussion.record.threshold_at)) "."
        }
        (asked.form(visit, html! {
            (asked.one_of("emergency", "Was it an emergency?", choices))
            (asked.lines("why", "Why did it not wait for the discussion?").rows(3))
            (Button::new("Save the answer"))
        }))
    };
    Ok(View::new(early.kind.words(), body).before(back(id)))
}

fn send(visit: &Visit<'_>, (id, place): (Id<Discussion>, usize), filling: &Filling) -> Result<Sent, Stop> {
    let emergency = match filling.get("emergency") {
        "yes" => true,
        "no" => false,
        _ => return Err(Refusal::field("emergency", "Say whether it was an emergency.").into()),
    };
    let (session, sending) = (&visit.session, filling.sending());
    casework::strategy::early_answer(session, &sending, id, place, emergency, filling.get("why"))?;
    Ok(Sent::to(address(id, "")))
}
