//! Why a discussion was late: one cause (domain.md, Appendix B3). A breach of the clock changes nothing by itself; its cause, counted by agency, does.

use casework::Stop;
use design::govuk::{Button, Choice, InsetText, SelectItem};
use domain::access::Action;
use domain::id::Id;
use domain::pack::{LateAsk, LateCause};
use domain::refusal::{Problem, Refusal};
use domain::strategy::{Discussion, LateAsked};
use maud::{Markup, html};

use super::record_read::LEFT_OUT;
use super::{address, back, page, steps, told};
use crate::contact::filled::Asked;
use crate::handover::moment;
use crate::route::{Act, At, Fields, Filling, Prefilled, Sent, View, Visit};

/// Saying why.
pub(super) static LATE: Act<Id<Discussion>> = Act {
    path: "/strategy/{discussion}/late",
    name: "say why a strategy discussion was late",
    action: Action::RecordDiscussion,
    prefill,
    show,
    send,
};

fn prefill(visit: &Visit<'_>, id: &Id<Discussion>, at: At) -> Result<Prefilled, Stop> {
    let (discussion, version) = match at {
        At::Now => {
            let known = casework::strategy::view(&visit.session, *id)?.discussion;
            (known.record, known.version.0)
        }
        At::Version(version) => (casework::strategy::version(&visit.session, *id, version)?, version),
    };
    let mut fields = Fields::default();
    if let Some(late) = &discussion.late {
        let start = |part: &str| format!("{}-{part}", late.cause);
        fields.set("cause", &late.cause);
        fields.set(&start("agency"), late.agency.clone().unwrap_or_default());
        for (part, words) in [
            ("trigger", &late.trigger),
            ("seen_by", &late.seen_by),
            ("with", &late.with),
            ("words", &late.words),
        ] {
            fields.set(&start(part), words);
        }
        for (part, at) in [("asked", late.asked_at), ("replied", late.replied_at)] {
            if let Some(at) = at {
                moment::filled(&mut fields, &start(part), at);
            }
        }
    }
    Ok(Prefilled { fields, version })
}

fn show(visit: &Visit<'_>, id: Id<Discussion>, filling: &Filling) -> Result<View, Stop> {
    let view = casework::strategy::view(&visit.session, id)?;
    let asked = Asked::new(filling, &[]);
    let causes = &visit.house().pack.strategy.causes;
    let choices = causes.iter().map(|cause| {
        Choice::new(&cause.code, cause.name.as_str()).conditional(further(visit, &asked, filling, cause))
    });
    let body = html! {
        (asked.summary())
        (page::heading(&view, "Why was it late?"))
        (steps::steps(visit, &view))
        (asked.conflict(&[], &|_, words| words.to_owned()))
        (told::clock(visit, &view.discussion.record))
        (InsetText::new("Sooner is not always better: waiting on purpose, with the child safe, is a cause like any other. The causes are counted for the safeguarding partners; no child is named there."))
        (asked.form(visit, html! {
            (asked.one_of("cause", "Choose one cause", choices.collect()))
            (Button::new("Save the cause"))
        }))
    };
    Ok(View::new("Why was it late?", body).before(back(id)))
}

/// What a cause asks for beside it.
fn further(visit: &Visit<'_>, asked: &Asked<'_>, filling: &Filling, cause: &LateCause) -> Markup {
    let at = |part: &str| format!("{}-{part}", cause.code);
    let agencies = visit.house().pack.agencies.iter();
    let agencies = || agencies.clone().map(|agency| SelectItem::new(&agency.id, agency.name.as_str()));
    html! {
        @for ask in &cause.asks {
            @match ask {
                LateAsk::Agency => (asked.list(at("agency"), "Which agency?", agencies().collect())),
                LateAsk::AskedAt => (moment::asked(filling, &at("asked"), "It was asked", LEFT_OUT)),
                LateAsk::RepliedAt => (moment::asked(filling, &at("replied"), "It replied; leave it out when it never did", LEFT_OUT)),
                LateAsk::Trigger => (asked.lines(at("trigger"), "Which event was not seen for what it was?").rows(2)),
                LateAsk::SeenBy => (asked.line(at("seen_by"), "Who saw it?")),
                LateAsk::With => (asked.lines(at("with"), "What was gathered, and from whom?").rows(2)),
                LateAsk::Words => (asked.lines(at("words"), "What happened?").rows(2)),
            }
        }
    }
}

fn send(visit: &Visit<'_>, id: Id<Discussion>, filling: &Filling) -> Result<Sent, Stop> {
    let fields = &filling.fields;
    let cause = fields.get("cause");
    let start = |part: &str| format!("{cause}-{part}");
    let get = |part: &str| fields.get(&start(part)).to_owned();
    let mut problems: Vec<Problem> = Vec::new();
    let asked = LateAsked {
        cause: cause.to_owned(),
        agency: get("agency"),
        asked_at: moment::read(fields, &start("asked"), LEFT_OUT, &mut problems),
        replied_at: moment::read(fields, &start("replied"), LEFT_OUT, &mut problems),
        trigger: get("trigger"),
        seen_by: get("seen_by"),
        with: get("with"),
        words: get("words"),
    };
    if !problems.is_empty() {
        return Err(Refusal::Invalid(problems).into());
    }
    let said = casework::strategy::late_cause(&visit.session, &filling.sending(), id, asked);
    said.map_err(|stop| match stop {
        Stop::Refusal(Refusal::Invalid(problems)) => {
            let at_the_cause = |problem: Problem| match problem.field.as_str() {
                "cause" => problem,
                field => Problem { field: start(field), ..problem },
            };
            Refusal::Invalid(problems.into_iter().map(at_the_cause).collect()).into()
        }
        stop => stop,
    })?;
    Ok(Sent::to(address(id, "")))
}
