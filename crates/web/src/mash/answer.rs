//! An answer given by telephone, written down by somebody at the hub: who said it, what they said, how sure they are, and what may be done with it. The
//! same four boxes as the agency's own page.

use casework::Stop;
use casework::mash::TelephoneAsked;
use design::govuk::{Button, Choice, SelectItem};
use domain::access::Action;
use domain::mash::{AnswerAsked, Handling, Request, TELEPHONE_ANSWER};
use domain::pack::{MOST_QUESTIONS, Pack};
use maud::{Markup, html};

use super::{OfRequest, address, chase};
use crate::contact::filled::Asked;
use crate::route::{Act, Fields, Filling, Prefilled, Sent, View, Visit};

/// Writing an answer down.
pub(super) static ANSWER: Act<OfRequest> = Act {
    path: "/enquiries/{enquiry}/requests/{request}/answer",
    name: "write down an agency's answer",
    action: Action::ChaseAgency,
    prefill: |_, _, _| Ok(Prefilled { fields: usual(), version: 0 }),
    show,
    send,
};

/// The commonest answers stand chosen: what an agency tells the hub is for the hub unless it says otherwise.
fn usual() -> Fields {
    Fields::default().with("reliability", "own_record").with("handling", Handling::Council.code())
}

fn show(visit: &Visit<'_>, place: OfRequest, filling: &Filling) -> Result<View, Stop> {
    let asked = Asked::new(filling, &[]);
    chase::around(visit, place, "Write down their answer", &asked, |_, request| {
        Ok(html! {
            (asked.line(TELEPHONE_ANSWER, "Who told you?").hint("Name and role"))
            (boxes(&visit.house().pack, &asked, request))
            (Button::new("Save the answer"))
        })
    })
}

/// The boxes of an answer: the questions, anything else, how sure, and what may be done with it.
fn boxes(pack: &Pack, asked: &Asked<'_>, request: &Request) -> Markup {
    let hub = &pack.hub;
    let reliability = hub.reliability.iter().map(|each| Choice::new(&each.code, &each.words)).collect();
    let handling = hub.handling.iter().map(|each| Choice::new(&each.code, &each.words)).collect();
    html! {
        @for (place, question) in request.questions.iter().enumerate() {
            @let choices = hub.topic(&question.topic).map_or(&[][..], |topic| topic.choices.as_slice());
            @if !choices.is_empty() {
                (asked.list(format!("choice-{place}"), &format!("In short: {}", hub.topic(&question.topic).map_or("", |topic| topic.name.as_str()).to_lowercase()), choices.iter().map(|choice| SelectItem::new(choice.clone(), choice.clone())).collect()))
            }
            (asked.lines(format!("words-{place}"), &question.ask).rows(3))
        }
        (asked.lines("other", "Anything else, and what to be careful with").rows(2))
        (asked.ticked("no_trace", "Nothing is held about this family"))
        (asked.one_of("reliability", "How sure is it?", reliability).classes("govuk-radios--small"))
        (asked.one_of("handling", "What may be done with it?", handling).classes("govuk-radios--small"))
    }
}

/// From what was typed to an answer: on this page, and on the agency's own.
pub(crate) fn typed(fields: &Fields) -> AnswerAsked {
    let answer = |place: usize| {
        let choice = Some(fields.get(&format!("choice-{place}"))).filter(|choice| !choice.is_empty());
        let own = Handling::from_code(fields.get(&format!("handling-{place}")));
        (choice.map(str::to_owned), fields.get(&format!("words-{place}")).to_owned(), own)
    };
    AnswerAsked {
        no_trace: fields.has("no_trace"),
        answers: (0..MOST_QUESTIONS).map(answer).collect(),
        other: fields.get("other").to_owned(),
        reliability: fields.get("reliability").to_owned(),
        handling: Handling::from_code(fields.get("handling")),
    }
}

fn send(visit: &Visit<'_>, (enquiry, request): OfRequest, filling: &Filling) -> Result<Sent, Stop> {
    let asked =
        TelephoneAsked { name: filling.get(TELEPHONE_ANSWER).to_owned(), answer: typed(&filling.fields) };
    casework::mash::take_answer(&visit.session, &filling.sending(), enquiry, request, asked)?;
    Ok(Sent::to(address(enquiry, "")))
}
