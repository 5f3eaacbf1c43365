//! Revealing a protected address: on this page only, for some minutes, to whoever asked with a reason. The asking is recorded beside who and when.

use casework::Stop;
use casework::child::{Revealed, SHOWN_FOR, ask_to_reveal, revealed};
use design::govuk::{Button, SummaryList, SummaryRow, Textarea, WarningText};
use domain::access::Action;
use domain::id::Id;
use domain::person::Person;
use domain::person::name::shown_in_line;
use maud::{Markup, html};

use super::{identity, words};
use crate::route::{Act, At, Filling, Prefilled, Sent, View, Visit};

/// Revealing a protected address.
pub static ADDRESS: Act<Id<Person>> = Act {
    path: "/children/{child}/address",
    name: "protected address",
    action: Action::RevealAddress,
    prefill,
    show,
    send,
};

fn prefill(visit: &Visit<'_>, child: &Id<Person>, _: At) -> Result<Prefilled, Stop> {
    identity::content(visit, *child, Action::RevealAddress)?;
    Ok(Prefilled::default())
}

fn show(visit: &Visit<'_>, child: Id<Person>, filling: &Filling) -> Result<View, Stop> {
    let page = identity::content(visit, child, Action::RevealAddress)?;
    let protected = page.file.child.record.addresses.iter().filter(|address| address.is_protected()).count();
    let shown = revealed(&visit.session, child)?;
    let body = html! {
        (filling.notices(&[]))
        h1 class="govuk-heading-l" { "Protected address" }
        @match shown {
            Some(revealed) => (addresses(&revealed)),
            None if protected == 0 => p class="govuk-body" { "No address of this child is protected." },
            None => {
                (WarningText::new("This address is protected. Whoever finds it may harm the child or the person who keeps them safe."))
                (visit.short_form(filling, question(filling)))
            }
        }
    };
    Ok(identity::around(&page, "Protected address", body))
}

fn question(filling: &Filling) -> Markup {
    html! {
        (Textarea::new("reason", "Why do you need the address?")
            .hint("Your name, the time and this reason are recorded, and others can read them.")
            .value(filling.get("reason"))
            .error(filling.error("reason")))
        (Button::new("Reveal the address").warning())
    }
}

fn addresses(revealed: &[Revealed]) -> Markup {
    let row = |found: &Revealed| {
        let dates = words::between(found.from.as_ref(), found.until.as_ref());
        let source = shown_in_line(&found.source);
        SummaryRow::new(
            dates,
            html! { bdi { (shown_in_line(&found.address)) } br; span class="govuk-hint" { (source) } },
        )
    };
    html! {
        p class="govuk-body" { "Shown to you for " (SHOWN_FOR.as_mins()) " minutes from your asking. Do not copy it into notes, messages or letters." }
        (SummaryList::new(revealed.iter().map(row).collect()))
    }
}

fn send(visit: &Visit<'_>, child: Id<Person>, filling: &Filling) -> Result<Sent, Stop> {
    ask_to_reveal(&visit.session, &filling.sending(), child, filling.get("reason"))?;
    Ok(Sent::to(visit.path.as_str()))
}
