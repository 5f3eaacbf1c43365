//! Writing the summary: one box a part, for a stranger at two in the morning. The same words sent again confirm that they still hold. A draft is kept, and
//! a second writer is shown both.

use casework::Stop;
use casework::case_summary::{SummaryAsked, version, view, write};
use casework::child::Moment;
use design::govuk::Button;
use domain::access::Action;
use domain::case_summary::{CaseSummary, FORM, SummaryWords};
use domain::id::Id;
use domain::person::Person;
use maud::html;

use super::{at, block};
use crate::child::identity;
use crate::contact::filled::Asked;
use crate::forms::page::Sheet;
use crate::route::{Act, At, Fields, Filling, Prefilled, Sent, View, Visit};

/// Writing it.
pub(super) static WRITE: Act<Id<Person>> = Act {
    path: "/children/{child}/summary/write",
    name: "write a case summary",
    action: Action::WriteCaseSummary,
    prefill,
    show,
    send,
};

/// The box to tick when words that hold a protected address are meant.
const MEANT: &str = "address_meant";
/// The box for why it is longer than one page holds.
const LONG: &str = "long_why";

fn prefill(visit: &Visit<'_>, child: &Id<Person>, asked: At) -> Result<Prefilled, Stop> {
    identity::content(visit, *child, Action::WriteCaseSummary)?;
    let (summary, version) = match asked {
        At::Now => {
            let view = view(&visit.session, *child, Moment::Now)?;
            match view.summary {
                Some(summary) => (summary, view.version),
                None => return Ok(Prefilled::default()),
            }
        }
        At::Version(0) => return Ok(Prefilled::default()),
        At::Version(number) => (version(&visit.session, *child, number)?, number),
    };
    let mut fields = Fields::default();
    for (code, _, said) in summary.now.words.parts() {
        fields.set(code, said);
    }
    fields.set(LONG, &*summary.now.long_why);
    sheet(visit, Some(&summary))?.fill_further(&mut fields, summary.now.further.as_ref());
    Ok(Prefilled { fields, version })
}

/// The form, in the version in which the summary was written before.
fn sheet(visit: &Visit<'_>, summary: Option<&CaseSummary>) -> Result<Sheet, Stop> {
    Sheet::new(&visit.house().pack, &FORM, summary.and_then(|summary| summary.now.further.as_ref()))
}

fn show(visit: &Visit<'_>, child: Id<Person>, filling: &Filling) -> Result<View, Stop> {
    let page = identity::content(visit, child, Action::WriteCaseSummary)?;
    let current = view(&visit.session, child, Moment::Now)?;
    let asked = Asked::new(filling, &[]);
    // Why it is longer than a page is asked once it is.
    let long = filling.error(LONG).is_some() || !filling.get(LONG).is_empty();
    let out: &[&str] = if long { &[] } else { &[LONG] };
    let sheet = sheet(visit, current.summary.as_ref())?.without(out);
    let warned = filling.problems.iter().any(|problem| problem.words.contains("protected address"));
    let questions = html! {
        (sheet.asked(filling))
        @if warned || filling.fields.has(MEANT) {
            (asked.ticked(MEANT, "I have looked: the words stand here on purpose, and everybody who may read a summary may read them"))
        }
        (Button::new("Sign this summary"))
    };
    let body = html! {
        (sheet.notices(filling))
        h1 class="govuk-heading-l" { "Write the case summary" }
        p class="govuk-body" {
            "For somebody who has never met the child and has a minute. At most " (visit.house().pack.case_summary.most_words)
            " words. Status, orders and workers come from the record by themselves: leave them out."
        }
        p class="govuk-body" { (block::stands(&current.standing)) }
        (visit.form(filling, questions))
    };
    Ok(identity::around(&page, "Write the case summary", body)
        .before(identity::back("Back to the case summary", at(child, ""))))
}

fn send(visit: &Visit<'_>, child: Id<Person>, filling: &Filling) -> Result<Sent, Stop> {
    let current = view(&visit.session, child, Moment::Now)?;
    let sheet = sheet(visit, current.summary.as_ref())?;
    let given = sheet.read(&filling.fields)?;
    given.all_right()?;
    let mut words = SummaryWords::default();
    for (code, ..) in SummaryWords::PARTS {
        if let Some(part) = words.part_mut(code) {
            *part = given.words(code);
        }
    }
    let asked = SummaryAsked {
        words,
        address_meant: filling.fields.has(MEANT),
        long_why: given.words(LONG),
        further: given.further(),
    };
    write(&visit.session, &filling.sending(), child, asked)?;
    Ok(Sent::to(at(child, "")))
}
