//! Two records side by side, in three columns: this record, that record, and whether they agree, with the reason in words. Whoever looks says that they are one
//! person, with the household ticked, or that they are two.

use casework::Stop;
use casework::person::{Beside, LinkAsked, NAMES, Relation, Row, beside, link, say_different};
use casework::search::Agrees;
use design::Content;
use design::govuk::{Button, Checkboxes, Choice, InsetText, Legend, Radios, Textarea};
use design::own::{CaseTable, Column};
use domain::access::Action;
use domain::id::Id;
use domain::person::Person;
use domain::person::name::shown_in_line;
use domain::refusal::Refusal;
use maud::{Markup, html};

use super::{at, said};
use crate::child::{identity, words};
use crate::contact::likeness;
use crate::route::{Act, At, Filling, Prefilled, Sent, View, Visit};

type Two = (Id<Person>, Id<Person>);

/// Two records side by side, and what is said of them.
pub(super) static BESIDE: Act<Two> = Act {
    path: "/children/{child}/same-as/{other}",
    name: "two records side by side",
    action: Action::LinkRecords,
    prefill,
    show,
    send,
};

const ANSWER: &str = "answer";
const STANDS: &str = "stands";
const HOUSEHOLD: &str = "household";
const REASON: &str = "reason";

fn prefill(_: &Visit<'_>, _: &Two, _: At) -> Result<Prefilled, Stop> {
    Ok(Prefilled::default())
}

fn show(visit: &Visit<'_>, (this, that): Two, filling: &Filling) -> Result<View, Stop> {
    let beside = beside(&visit.session, this, that)?;
    let body = html! {
        (filling.notices(&[]))
        h1 class="govuk-heading-l" { "Are these two records one person?" }
        (table(&beside))
        @for words in &beside.together { p class="govuk-body" { strong { (shown_in_line(words)) } } }
        @match &beside.before {
            Some(words) => (InsetText::new(shown_in_line(words).to_string())),
            None => (visit.form(filling, questions(&beside, filling))),
        }
    };
    identity::around_known(visit, this, "Two records side by side", body).map(View::wide)
}

fn table(beside: &Beside) -> Markup {
    let values = |values: &[String]| {
        html! {
            @if values.is_empty() { span class="govuk-hint" { "Not given" } }
            @for (place, value) in values.iter().enumerate() { @if place > 0 { br; } bdi { (shown_in_line(value)) } }
        }
    };
    let row = |row: &Row| -> Vec<Content> {
        let agreement = likeness::agreement(row.agrees);
        let why = likeness::why(agreement, &shown_in_line(&row.words));
        let [this, that] = match (row.about, row.this.as_slice(), row.that.as_slice()) {
            // Where one name is near another, the letters that differ stand out.
            (NAMES, [this], [that]) if row.agrees == Agrees::Near => {
                likeness::side_by_side(&shown_in_line(this), &shown_in_line(that))
            }
            _ => [values(&row.this), values(&row.that)],
        };
        vec![row.about.into(), this.into(), that.into(), why.into()]
    };
    let rows = beside.rows.iter().map(row).collect();
    let columns = ["Fact", "This record", "The other record", "Do they agree?"].map(Column::new).into();
    let partly = !beside.this.is_read || !beside.that.is_read;
    html! {
        (CaseTable::new("What each record says", columns, rows).stacked())
        p class="govuk-body" {
            "The other record: " a class="govuk-link" href={ "/children/" (beside.that.person) } { (words::name(&beside.that.name)) }
        }
        @if partly { p class="govuk-body" { "You may not read one of the two, so only names and dates of birth are laid out." } }
    }
}

fn questions(beside: &Beside, filling: &Filling) -> Markup {
    let name = |column: &casework::person::Column| {
        html! { (words::name(&column.name)) " (" @if column.person == beside.this.person { "this record" } @else { "the other record" } ")" }
    };
    let stands = vec![
        Choice::new(beside.this.person.to_string(), name(&beside.this)),
        Choice::new(beside.that.person.to_string(), name(&beside.that)),
    ];
    let standing = if filling.get(STANDS).is_empty() {
        beside.this.person.to_string()
    } else {
        filling.get(STANDS).into()
    };
    let same = html! {
        (Radios::new(STANDS, "Which record stands? The other is “also on record as”.", stands)
            .value(standing).error(filling.error(STANDS)))
        (household(&beside.household, filling))
        @if let Some(second) = beside.second { p class="govuk-body" { (said::second(second)) } }
    };
    let answers = vec![
        Choice::new("same", "The same person")
            .hint("Both records are read as one from now on.")
            .conditional(same),
        Choice::new("different", "Different people").hint("Nobody is asked again."),
    ];
    html! {
        (Radios::new(ANSWER, Legend::medium("Are they the same person?"), answers).value(filling.get(ANSWER)).error(filling.error(ANSWER)))
        (Textarea::new(REASON, "How do you know?").hint("The reason stays with both records.").value(filling.get(REASON)).error(filling.error(REASON)))
        (Button::new("Save the answer"))
    }
}

fn household(household: &[Relation], filling: &Filling) -> Markup {
    let choice = |relation: &Relation| {
        let words = html! { (words::name(&relation.names.0)) " and " (words::name(&relation.names.1)) ", " (relation.relation) };
        Choice::new(pair(relation), words).hint(relation.reasons.join("; "))
    };
    html! {
        @if !household.is_empty() || filling.error(HOUSEHOLD).is_some() {
            (Checkboxes::new(HOUSEHOLD, "Who else of the household is on record twice?", household.iter().map(choice).collect())
                .hint("Tick each whom you know to be one person as well.")
                .values(filling.fields.all(HOUSEHOLD).map(str::to_owned).collect::<Vec<_>>())
                .error(filling.error(HOUSEHOLD)))
        }
    }
}

fn pair(relation: &Relation) -> String {
    format!("{}-{}", relation.joined, relation.stands)
}

fn send(visit: &Visit<'_>, (this, that): Two, filling: &Filling) -> Result<Sent, Stop> {
    let reason = filling.get(REASON).to_owned();
    match filling.get(ANSWER) {
        "different" => {
            say_different(&visit.session, &filling.sending(), (this, that), &reason)?;
            Ok(Sent::to("/who-is-who"))
        }
        "same" => {
            let stands: Id<Person> = match filling.get(STANDS).parse() {
                Ok(stands) if stands == this || stands == that => stands,
                _ => return Err(Refusal::field(STANDS, "Choose the record that stands.").into()),
            };
            let turned = stands == that;
            let joined = if turned { this } else { that };
            let mut household = Vec::new();
            for ticked in filling.fields.all(HOUSEHOLD) {
                let (one, other) = two(ticked)?;
                // The pairs are laid out for this record standing.
                household.push(if turned { (other, one) } else { (one, other) });
            }
            let asked = LinkAsked { joined, stands, reason, household };
            Ok(Sent::to(at(link(&visit.session, &filling.sending(), &asked)?, "")))
        }
        _ => Err(Refusal::field(ANSWER, "Say whether they are the same person.").into()),
    }
}

fn two(ticked: &str) -> Result<Two, Refusal> {
    let two = ticked.split_once('-').and_then(|(one, other)| Some((one.parse().ok()?, other.parse().ok()?)));
    two.ok_or_else(|| Refusal::field(HOUSEHOLD, "Choose from the household."))
}
