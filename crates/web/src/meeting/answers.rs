//! Writing down what somebody answered by telephone.

use casework::Stop;
use casework::meeting::Answering;
use design::govuk::{Button, Choice};
use domain::access::Action;
use domain::id::Id;
use domain::meeting::{Coming, Meeting};
use domain::refusal::Refusal;
use maud::html;

use super::{address, back, heading, name};
use crate::contact::filled::Asked;
use crate::route::{Act, At, Fields, Filling, Prefilled, Sent, View, Visit};

/// Writing down an answer.
pub(super) static ANSWER: Act<(Id<Meeting>, usize)> = Act {
    path: "/meetings/{meeting}/answers/{place}",
    name: "write down an answer to an invitation",
    action: Action::ArrangeMeeting,
    prefill,
    show,
    send,
};

pub(super) fn choices() -> Vec<Choice> {
    Coming::ALL.into_iter().map(|coming| Choice::new(coming.code(), coming.words())).collect()
}

fn prefill(visit: &Visit<'_>, (meeting, place): &(Id<Meeting>, usize), at: At) -> Result<Prefilled, Stop> {
    let (record, version) = match at {
        At::Now => {
            let view = casework::meeting::view(&visit.session, *meeting)?;
            (view.meeting.record, view.meeting.version.0)
        }
        At::Version(version) => (casework::meeting::version(&visit.session, *meeting, version)?, version),
    };
    let invited = record.invited.get(*place).ok_or(Refusal::NotFound)?;
    let fields = invited.reply.as_ref().map_or_else(Fields::default, |reply| {
        Fields::default().with("coming", reply.coming.code()).with("words", &reply.words)
    });
    Ok(Prefilled { fields, version })
}

fn show(visit: &Visit<'_>, (meeting, place): (Id<Meeting>, usize), filling: &Filling) -> Result<View, Stop> {
    let view = casework::meeting::view(&visit.session, meeting)?;
    let invited = view.meeting.record.invited.get(place).ok_or(Refusal::NotFound)?;
    let asked = Asked::new(filling, &[]);
    let body = html! {
        (asked.summary())
        (heading(&view, "Write down an answer"))
        p class="govuk-body" { "What does " (name(&invited.name)) " say?" }
        (asked.conflict(&[("coming", "Answer"), ("words", "Words")], &|_, words| words.to_owned()))
        (asked.short_form(visit, html! {
            (asked.one_of("coming", "Answer", choices()))
            (asked.lines("words", "Why not, or what else").rows(2))
            (Button::new("Save the answer"))
        }))
    };
    Ok(View::new("Write down an answer", body).before(back(meeting)))
}

fn send(visit: &Visit<'_>, (meeting, place): (Id<Meeting>, usize), filling: &Filling) -> Result<Sent, Stop> {
    let answering = Answering {
        place,
        coming: Coming::from_code(filling.get("coming")),
        words: filling.get("words").to_owned(),
        substitute: None,
    };
    casework::meeting::answer_for(&visit.session, &filling.sending(), meeting, answering)?;
    Ok(Sent::to(address(meeting, "")))
}
