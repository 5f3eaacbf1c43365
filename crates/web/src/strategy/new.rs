//! Beginning a discussion: from a prompt of the watch, a contact, an enquiry or a child. It says why now; what is known already is put in from the
//! record and checked on the planner.

use casework::Stop;
use casework::child::{Moment, Shown, file};
use casework::meeting::About;
use casework::strategy::{Begun, Origin, begin, of_prompt, offers_for};
use design::govuk::{Button, Checkboxes, Choice, InsetText};
use domain::access::Action;
use domain::id::Id;
use domain::person::{Person, Standing};
use domain::refusal::{Problem, Refusal};
use domain::strategy::{Item, WhyNow};
use maud::{Markup, html};

use super::record_read::LEFT_OUT;
use super::{address, items};
use crate::contact::filled::Asked;
use crate::contact::told;
use crate::handover::moment;
use crate::meeting::name;
use crate::route::{Act, Fields, Filling, Prefilled, Sent, View, Visit};

/// Beginning one.
pub(super) static NEW: Act<()> = Act {
    path: "/strategy/new",
    name: "begin a strategy discussion",
    action: Action::BeginDiscussion,
    prefill,
    show,
    send,
};

/// What it is begun from stands in the address once, and in the form from then on.
const FROM: [&str; 5] = ["child", "contact", "enquiry", "prompt", "follows"];

fn prefill(visit: &Visit<'_>, (): &(), _: crate::route::At) -> Result<Prefilled, Stop> {
    let mut fields = Fields::default();
    for from in FROM {
        for value in visit.query.all(from) {
            fields.add(from, value);
        }
    }
    let (_, asked_about) = origin(visit, &fields)?;
    if let Some(about) = about(&fields, &asked_about) {
        for (child, proposed) in children(visit, about)? {
            if proposed.proposed || asked_about.contains(&child) {
                fields.add("children", child.to_string());
            }
        }
    }
    Ok(Prefilled { fields, version: 0 })
}

/// Where it comes from, with the children whom the prompt asks about: none where there is no prompt.
fn origin(visit: &Visit<'_>, fields: &Fields) -> Result<(Origin, Vec<Id<Person>>), Stop> {
    let (origin, children) = match fields.get("prompt").parse() {
        Ok(prompt) => of_prompt(&visit.session, prompt)?,
        Err(_) => (Origin::default(), Vec::new()),
    };
    Ok((Origin { follows: fields.get("follows").parse().ok(), ..origin }, children))
}

/// What a discussion is begun from: the enquiry, the contact it was opened from, one child, or the first child that a prompt asks about.
fn about(fields: &Fields, asked_about: &[Id<Person>]) -> Option<About> {
    let enquiry = fields.get("enquiry").parse().ok().map(About::Enquiry);
    let contact = || fields.get("contact").parse().ok().map(About::Contact);
    let child = || fields.get("child").parse().ok().map(About::Child);
    enquiry.or_else(contact).or_else(child).or_else(|| asked_about.first().copied().map(About::Child))
}

/// A child it can be about.
struct Proposed {
    called: String,
    why: String,
    proposed: bool,
}

/// The children it can be about: those of the contact, or the child with those who are linked to it.
fn children(visit: &Visit<'_>, about: About) -> Result<Vec<(Id<Person>, Proposed)>, Stop> {
    let session = &visit.session;
    let contact = match about {
        About::Contact(contact) => casework::contact::view(session, contact)?.contact.record,
        About::Enquiry(enquiry) => casework::mash::view(session, enquiry)?.contact.record,
        About::Child(child) => return of_child(visit, child),
    };
    let named = contact.children.iter().filter_map(|child| {
        let proposed = Proposed { called: told::name(child), why: String::new(), proposed: true };
        Some((child.found.person()?, proposed))
    });
    Ok(named.collect())
}

fn of_child(visit: &Visit<'_>, child: Id<Person>) -> Result<Vec<(Id<Person>, Proposed)>, Stop> {
    let page = match file(&visit.session, child, Moment::Now)? {
        Shown::Content(page) => page,
        Shown::Restricted(words) => return Err(Refusal::not_allowed(words).into()),
        Shown::Summary(_) | Shown::Existence(_) => return Ok(Vec::new()),
    };
    let itself = Proposed { called: page.file.child.record.name(), why: String::new(), proposed: true };
    let mut found = vec![(child, itself)];
    for linked in &page.linked {
        let why = linked.why.clone();
        found.push((linked.person, Proposed { called: linked.name.clone(), why, proposed: false }));
    }
    for relative in page.file.relatives.iter().map(|filed| &filed.record) {
        let known = found.iter().any(|(id, _)| *id == relative.id);
        if !known && relative.standing == Standing::Child {
            found.push((
                relative.id,
                Proposed { called: relative.name(), why: String::new(), proposed: false },
            ));
        }
    }
    Ok(found)
}

fn show(visit: &Visit<'_>, (): (), filling: &Filling) -> Result<View, Stop> {
    let (_, asked_about) = origin(visit, &filling.fields)?;
    let Some(about) = about(&filling.fields, &asked_about) else { return Ok(from_nothing()) };
    let children = children(visit, about)?;
    let asked = Asked::new(filling, &[]);
    let offered = Item::offered(&visit.house().pack.strategy, &offers_for(&visit.session, about, &[])?);
    let body = html! {
        (asked.summary())
        h1 class="govuk-heading-l" { "Begin a strategy discussion" }
        (InsetText::new("Its clock runs from now. On the next page you see what is known and what is not, and convene: that is always allowed."))
        (asked.form(visit, html! {
            @for from in FROM {
                @for value in filling.fields.all(from) { input type="hidden" name=(from) value=(value); }
            }
            (whom(filling, &children))
            (asked.lines("harm", "Which harm is suspected?").hint("In plain words: what is happening to the child, or likely to.").rows(3))
            (asked.lines("event", "Why now?").hint("The event, or the pattern that has built up.").rows(3))
            (moment::asked(filling, "first", "First known to anyone", LEFT_OUT))
            (asked.line("first_whom", "To whom?").hint("The school, a neighbour, the health visitor"))
            (moment::asked(filling, "knew", "This service knew", LEFT_OUT))
            (Button::new("Begin, and see what is known"))
        }))
        h2 class="govuk-heading-m" { "What the record offers already" }
        (items::bar(&visit.house().pack.strategy, &offered, "offered", "Information that is put in from the record", ""))
    };
    Ok(View::new("Begin a strategy discussion", body).wide())
}

fn whom(filling: &Filling, children: &[(Id<Person>, Proposed)]) -> Markup {
    let boxes = children.iter().map(|(child, proposed)| {
        let choice = Choice::new(child.to_string(), name(&proposed.called));
        if proposed.why.is_empty() { choice } else { choice.hint(proposed.why.clone()) }
    });
    let ticked = filling.fields.all("children").map(str::to_owned);
    html! {
        @if !children.is_empty() {
            (Checkboxes::new("children", "Which children is it about?", boxes.collect()).values(ticked).error(filling.error("children")))
        }
    }
}

/// Nobody begins one from nothing: it needs a child.
fn from_nothing() -> View {
    let body = html! {
        h1 class="govuk-heading-l" { "Begin a strategy discussion" }
        p class="govuk-body" { "A discussion is begun from the child, contact or enquiry that it is about, or from a prompt of the watch. Open one of them and choose “Begin a strategy discussion”." }
        p class="govuk-body" { a class="govuk-link" href="/strategy" { "Strategy discussions" } }
    };
    View::new("Begin a strategy discussion", body)
}

fn send(visit: &Visit<'_>, (): (), filling: &Filling) -> Result<Sent, Stop> {
    let fields = &filling.fields;
    let (origin, asked_about) = origin(visit, fields)?;
    let about = about(fields, &asked_about).ok_or(Refusal::NotFound)?;
    let mut problems: Vec<Problem> = Vec::new();
    let first = moment::read(fields, "first", LEFT_OUT, &mut problems);
    let service_knew = moment::read(fields, "knew", LEFT_OUT, &mut problems);
    let chosen: Vec<Id<Person>> = fields.all("children").filter_map(|child| child.parse().ok()).collect();
    if chosen.is_empty() && !children(visit, about)?.is_empty() {
        problems.push(Problem::new("children", "Choose the children it is about."));
    }
    if !problems.is_empty() {
        return Err(Refusal::Invalid(problems).into());
    }
    let why = WhyNow {
        harm: fields.get("harm").to_owned(),
        event: fields.get("event").to_owned(),
        first_known: first.map(|at| (at, fields.get("first_whom").to_owned())),
        service_knew,
    };
    let begun = Begun { about, children: chosen, why, origin };
    let discussion = begin(&visit.session, &filling.sending(), begun)?;
    Ok(Sent::to(address(discussion, "")))
}
