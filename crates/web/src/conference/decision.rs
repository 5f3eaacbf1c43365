//! What a conference decided for a child: the child's views first, then who was there, then the decision. Where a brother's or sister's is recorded already,
//! the form begins with who was there.

use casework::Stop;
use casework::conference::{ConferenceView, hold};
use design::govuk::{Button, Choice, Fieldset, Legend, SelectItem};
use domain::access::Action;
use domain::conference::{Conference, Decision, FamilyThere, HoldAsked, PlanDecision, There};
use domain::id::Id;
use domain::meeting::Attended;
use domain::pack::COUNCIL;
use domain::refusal::{Problem, Refusal};
use maud::{Markup, html};

use super::read::{self, FAMILY, THERE};
use super::{address, back, heading, late};
use crate::contact::filled::Asked;
use crate::contact::pressed_by_enter;
use crate::contact::repeat::{all_right, one_more};
use crate::meeting::typed::renumbered;
use crate::route::{Act, At, Fields, Filling, Prefilled, Sent, View, Visit};

/// Recording what was decided.
pub(super) static DECISION: Act<Id<Conference>> = Act {
    path: "/conferences/{conference}/decision",
    name: "record what a conference decided",
    action: Action::HoldConference,
    prefill,
    show,
    send,
};

const LABELS: &[(&str, &str)] = &[
    ("on", "Day"),
    ("views", "The child’s views"),
    ("reasons", "Why"),
    ("dissent", "Who sees it differently"),
    ("chair", "Chair"),
];

fn prefill(visit: &Visit<'_>, conference: &Id<Conference>, at: At) -> Result<Prefilled, Stop> {
    let view = casework::conference::view(&visit.session, *conference)?;
    let version = match at {
        At::Now => view.conference.version.0,
        At::Version(version) => version,
    };
    let mut fields = Fields::default();
    let record = &view.conference.record;
    let sister = view.together.iter().find_map(|one| one.conference.held.as_ref());
    if let Some(held) = sister {
        fields = fields.with("on", read::written(held.on)).with("chair", &*held.chair);
        fill_there(&mut fields, &held.there);
        fill_family(&mut fields, &held.family);
    } else {
        if let Some(day) = record.days.last() {
            fields = fields.with("on", read::written(day.on)).with("chair", &*day.chair);
        }
        for (place, one) in record.invited.iter().enumerate() {
            fields.set(&THERE.field(place, "agency"), &*one.agency);
            fields.set(&THERE.field(place, "organisation"), &*one.organisation);
            fields.set(&THERE.field(place, "name"), &*one.name);
            if one.direct_contact {
                fields.set(&THERE.field(place, "direct"), "yes");
            }
        }
    }
    Ok(Prefilled { fields, version })
}

fn fill_there(fields: &mut Fields, there: &[There]) {
    for (place, one) in there.iter().enumerate() {
        fields.set(&THERE.field(place, "agency"), &*one.agency);
        fields.set(&THERE.field(place, "organisation"), &*one.organisation);
        fields.set(&THERE.field(place, "name"), &*one.name);
        fields.set(&THERE.field(place, "how"), one.how.code());
        if one.direct_contact {
            fields.set(&THERE.field(place, "direct"), "yes");
        }
    }
}

fn fill_family(fields: &mut Fields, family: &[FamilyThere]) {
    for (place, one) in family.iter().enumerate() {
        fields.set(&FAMILY.field(place, "who"), &*one.who);
        fields.set(&FAMILY.field(place, "part"), &*one.part);
    }
}

fn show(visit: &Visit<'_>, conference: Id<Conference>, filling: &Filling) -> Result<View, Stop> {
    let view = casework::conference::view(&visit.session, conference)?;
    let asked = Asked::new(filling, &[]);
    let body = html! {
        (asked.summary())
        (heading(&view, "What the conference decided"))
        (asked.conflict(LABELS, &|_, words| words.to_owned()))
        (asked.form(visit, html! {
            (pressed_by_enter("Save what it decided"))
            (child(visit, &asked))
            (asked.line("on", "On which day was it held?").hint("Like 4 9 2026. A plan begins on this day.").classes("govuk-input--width-10"))
            (late(visit, &asked, &view.conference.record))
            (asked.line("chair", "Who chaired?"))
            h2 class="govuk-heading-m" { "The family" }
            @for block in FAMILY.blocks(&filling.fields) { (family(visit, &asked, block)) }
            (FAMILY.add("Somebody else of the family"))
            h2 class="govuk-heading-m" { "The agencies" }
            @for block in THERE.blocks(&filling.fields) { (there(visit, &asked, block)) }
            (THERE.add("Another agency"))
            (quorum(visit, &asked))
            (decision(visit, &asked, &view))
            (Button::new("Save what it decided"))
        }))
    };
    Ok(View::new("What the conference decided", body).before(back(conference)))
}

fn child(visit: &Visit<'_>, asked: &Asked<'_>) -> Markup {
    let parts = visit.house().pack.conferences.child_part.iter();
    html! {
        h2 class="govuk-heading-m" { "The child first" }
        (asked.one_of("child_part", "How did the child take part?", parts.map(|part| Choice::new(&part.code, &part.words)).collect()))
        (asked.lines("views", "What does the child say and wish, or show?").hint("In their own words where you have them."))
        (asked.lines("no_views_because", "If the child’s views are not known: why?").rows(2))
    }
}

fn legend(words: String) -> Legend {
    Legend { classes: "govuk-fieldset__legend--s".into(), ..words.into() }
}

fn family(visit: &Visit<'_>, asked: &Asked<'_>, block: usize) -> Markup {
    let field = |of: &str| FAMILY.field(block, of);
    let parts = visit.house().pack.conferences.family_part.iter();
    let parts = parts.map(|part| SelectItem::new(&part.code, &part.words)).collect();
    let questions = html! {
        (asked.line(field("who"), "Who?").hint("The mother; the father, who lives elsewhere"))
        (asked.list(field("part"), "How did they take part?", parts))
        (asked.lines(field("words"), "What did they say, or why were they not there?").rows(2))
    };
    html! { (Fieldset::new(legend(format!("Family {}", block + 1)), questions)) }
}

fn there(visit: &Visit<'_>, asked: &Asked<'_>, block: usize) -> Markup {
    let pack = &visit.house().pack;
    let field = |of: &str| THERE.field(block, of);
    let council = SelectItem::new(COUNCIL, pack.agency_name(COUNCIL));
    let agencies = pack.agencies.iter().map(|agency| SelectItem::new(&agency.id, agency.name.as_str()));
    let ways = Attended::ALL.into_iter().map(|how| SelectItem::new(how.code(), how.words()));
    let questions = html! {
        (asked.list(field("agency"), "Agency", std::iter::once(council).chain(agencies).collect()))
        (asked.line(field("organisation"), "Which school, practice or service?"))
        (asked.line(field("name"), "Who?"))
        (asked.list(field("how"), "How were they there?", ways.collect()))
        (asked.ticked(field("direct"), "In direct contact with the child"))
    };
    html! { (Fieldset::new(legend(format!("Agency {}", block + 1)), questions)) }
}

fn quorum(visit: &Visit<'_>, asked: &Asked<'_>) -> Markup {
    let rule = &visit.house().pack.conferences.quorum;
    html! {
        p class="govuk-body" {
            "Quorate with children’s social care and " (rule.others) " other agencies in direct contact with the child. "
            span class="govuk-hint" { (rule.source) }
        }
        (asked.lines("not_quorate_because", "If it was not quorate: why did it decide all the same?").rows(2))
    }
}

fn decision(visit: &Visit<'_>, asked: &Asked<'_>, view: &ConferenceView) -> Markup {
    let pack = &visit.house().pack;
    let list = pack.code_list("abuse_category").map_or(&[][..], |list| &list.codes);
    let categories = list.iter().filter(|code| !code.withdrawn);
    let categories = categories.map(|code| SelectItem::new(&code.code, &code.words)).collect();
    let plan = html! {
        (asked.list("category", "Category of abuse", categories))
        (asked.line("category_because", "If the category is discouraged: why does no other fit?").hint(&*pack.conferences.category.source))
        (asked.line("core_group_planned", "First core group arranged for").hint(&*limit(visit, domain::conference::CORE_GROUP)).classes("govuk-input--width-10"))
        (asked.line("review_planned", "First review arranged for").hint(&*limit(visit, domain::conference::FIRST_REVIEW)).classes("govuk-input--width-10"))
    };
    let choices = PlanDecision::ALL.into_iter().map(|decision| {
        let choice = Choice::new(decision.code(), decision.words());
        if decision == PlanDecision::Plan { choice.conditional(plan.clone()) } else { choice }
    });
    html! {
        h2 class="govuk-heading-m" { "What it decided for " (page_name(view)) }
        (asked.one_of("plan", "Is there a child protection plan?", choices.collect()))
        (asked.lines("reasons", "Why? What is the risk, and what makes the child safer?"))
        (asked.lines("dissent", "Who sees it differently, and how?").rows(3).hint("By agency. Leave it empty when nobody does."))
    }
}

fn page_name(view: &ConferenceView) -> Markup {
    super::name(&view.child.name())
}

/// The limit of a timer with its source, for a hint.
fn limit(visit: &Visit<'_>, timer: &str) -> String {
    let timer = visit.house().pack.timer(timer);
    timer.map_or_else(String::new, |timer| {
        format!("Within {} ({}, {}). Like 4 9 2026.", timer.limit, timer.source, timer.mark.words())
    })
}

fn send(visit: &Visit<'_>, conference: Id<Conference>, filling: &Filling) -> Result<Sent, Stop> {
    if let Some(more) = one_more(visit, filling, &[&FAMILY, &THERE]) {
        return more;
    }
    let fields = &filling.fields;
    let mut problems: Vec<Problem> =
        FAMILY.too_many(fields).into_iter().chain(THERE.too_many(fields)).collect();
    let (relatives, agencies) =
        (read::answered(&FAMILY, fields, &[]), read::answered(&THERE, fields, &["direct"]));
    let on = read::day(fields, "on", &mut problems);
    let there = read::there(fields, &agencies, &mut problems);
    let core_group_planned = read::maybe_day(fields, "core_group_planned", &mut problems);
    let review_planned = read::maybe_day(fields, "review_planned", &mut problems);
    let plan = PlanDecision::from_code(fields.get("plan"));
    if plan.is_none() {
        problems.push(Problem::new("plan", "Say whether there is a plan."));
    }
    all_right(problems)?;
    let (Some(on), Some(plan)) = (on, plan) else { return Err(Refusal::Invalid(Vec::new()).into()) };
    let typed = |name: &str| fields.get(name).to_owned();
    let is_plan = plan == PlanDecision::Plan;
    let asked = HoldAsked {
        on,
        chair: typed("chair").trim().to_owned(),
        child_part: typed("child_part"),
        views: typed("views"),
        no_views_because: typed("no_views_because"),
        family: read::family(fields, &relatives),
        there,
        not_quorate_because: typed("not_quorate_because"),
        decision: Decision {
            plan,
            category: Some(typed("category")).filter(|code| is_plan && !code.is_empty()),
            category_because: if is_plan { typed("category_because") } else { String::new() },
            reasons: typed("reasons"),
        },
        dissent: typed("dissent"),
        core_group_planned: core_group_planned.filter(|_| is_plan),
        review_planned: review_planned.filter(|_| is_plan),
        late: read::late(fields),
    };
    match hold(&visit.session, &filling.sending(), conference, asked) {
        Ok(()) => Ok(Sent::to(address(conference, ""))),
        Err(Stop::Refusal(Refusal::Invalid(problems))) => {
            let groups: [(&_, &[usize]); 2] = [(&FAMILY, &relatives), (&THERE, &agencies)];
            Err(Refusal::Invalid(renumbered(problems, &groups)).into())
        }
        Err(stop) => Err(stop),
    }
}
