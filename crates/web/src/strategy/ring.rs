//! A try to reach an agency, written down while the telephone is still warm: whom, what they said, from when they can. Silence climbs by itself.

use casework::Stop;
use design::govuk::{Button, Choice, SelectItem};
use domain::access::Action;
use domain::id::Id;
use domain::refusal::{Problem, Refusal};
use domain::strategy::{Discussion, RingAnswer, RingAsked};
use maud::html;

use super::record_read::LEFT_OUT;
use super::{address, back, page, steps};
use crate::contact::filled::Asked;
use crate::handover::moment;
use crate::route::{Act, At, Fields, Filling, Prefilled, Sent, View, Visit};

/// Writing a try down.
pub(super) static RING: Act<Id<Discussion>> = Act {
    path: "/strategy/{discussion}/ring",
    name: "write down a try to reach an agency",
    action: Action::PrepareDiscussion,
    prefill,
    show,
    send,
};

fn prefill(visit: &Visit<'_>, id: &Id<Discussion>, at: At) -> Result<Prefilled, Stop> {
    let version = match at {
        At::Now => casework::strategy::view(&visit.session, *id)?.discussion.version.0,
        At::Version(version) => version,
    };
    Ok(Prefilled { fields: Fields::default().with("agency", visit.query.get("agency")), version })
}

fn show(visit: &Visit<'_>, id: Id<Discussion>, filling: &Filling) -> Result<View, Stop> {
    let view = casework::strategy::view(&visit.session, id)?;
    let pack = &visit.house().pack;
    let asked = Asked::new(filling, &[]);
    let agencies = pack.agencies.iter().map(|agency| SelectItem::new(&agency.id, agency.name.as_str()));
    let answers = RingAnswer::ALL.into_iter().map(|answer| {
        let choice = Choice::new(answer.code(), answer.words());
        match answer {
            RingAnswer::CanLater => {
                choice.conditional(html! { (moment::asked(filling, "from", "From when", LEFT_OUT)) })
            }
            _ => choice,
        }
    });
    let body = html! {
        (asked.summary())
        (page::heading(&view, "A try to reach an agency"))
        (steps::steps(visit, &view))
        (asked.conflict(&[], &|_, words| words.to_owned()))
        (asked.form(visit, html! {
            (asked.list("agency", "Which agency?", agencies.collect()))
            (asked.line("organisation", "Which school, practice or service?"))
            (asked.line("whom", "Who was asked for?").hint("A name or a desk"))
            (asked.one_of("answer", "What came of it?", answers.collect()))
            (asked.lines("words", "What did they say?").rows(2))
            (moment::asked(filling, "at", "When it was tried; now, when you leave it out", LEFT_OUT))
            (Button::new("Write it down"))
        }))
    };
    Ok(View::new("A try to reach an agency", body).before(back(id)))
}

fn send(visit: &Visit<'_>, id: Id<Discussion>, filling: &Filling) -> Result<Sent, Stop> {
    let fields = &filling.fields;
    let mut problems: Vec<Problem> = Vec::new();
    let asked = RingAsked {
        agency: fields.get("agency").to_owned(),
        organisation: fields.get("organisation").to_owned(),
        whom: fields.get("whom").to_owned(),
        answer: RingAnswer::from_code(fields.get("answer")),
        can_from: moment::read(fields, "from", LEFT_OUT, &mut problems),
        words: fields.get("words").to_owned(),
        at: moment::read(fields, "at", LEFT_OUT, &mut problems),
    };
    if !problems.is_empty() {
        return Err(Refusal::Invalid(problems).into());
    }
    casework::strategy::ring(&visit.session, &filling.sending(), id, asked)?;
    Ok(Sent::to(address(id, "")))
}
