//! Powers, orders and conditions (domain register 1.4): recorded in a minute at night, completed later, and what is left of each in words wherever its
//! child appears. [`said`] is the one place in which those words are put on a page.

mod add;
mod finish;
mod form;
mod list;
mod new;
mod page;
mod record;

use std::collections::BTreeMap;

use casework::Stop;
use design::govuk::WarningText;
use design::own::{Clock, ClockState};
use domain::contact::Contact;
use domain::id::Id;
use domain::person::Person;
use domain::person::name::shown_in_line;
use domain::power::{Countdown, Power, Standing};
use maud::{Markup, html};

pub(crate) use list::{on_work_page, tonight};
pub(crate) use record::{acts, by_night, of_child, record_link};

use crate::route::{Mount, Visit};

/// The pages.
pub fn mounts() -> Vec<Mount> {
    vec![
        new::CHOOSE.mount(),
        new::NEW.mount(),
        record::OF_CHILD.mount(),
        list::LIST.mount(),
        page::POWER.mount(),
        add::MORE.mount(),
        add::TOLD.mount(),
        finish::EXTEND.mount(),
        finish::END.mount(),
    ]
}

/// The address of a power, or of a page below it.
fn at(power: Id<Power>, below: &str) -> String {
    format!("/powers/{power}{below}")
}

/// What runs for a child, in words, the one that ends first standing first.
pub(crate) fn said(countdowns: &[Countdown]) -> Markup {
    html! {
        @if !countdowns.is_empty() {
            ul class="govuk-list govuk-!-margin-bottom-0" {
                @for countdown in countdowns { li { strong { (clock(countdown)) } } }
            }
        }
    }
}

/// The same at the top of the child's own page: what is past its end without a record of what happened stands as a warning.
pub(crate) fn on_top(countdowns: &[Countdown]) -> Markup {
    let (passed, running): (Vec<&Countdown>, Vec<&Countdown>) =
        countdowns.iter().partition(|countdown| countdown.standing == Standing::Passed);
    html! {
        @for countdown in passed { (WarningText::new(html! { (shown_in_line(&countdown.words)) "." })) }
        @if !running.is_empty() {
            div class="govuk-inset-text" {
                @for countdown in running { p class="govuk-body" { strong { (clock(countdown)) } } }
            }
        }
    }
}

/// How long one of them still has: the words say it, a shape helps the eye.
fn clock(countdown: &Countdown) -> Clock {
    let state = match countdown.standing {
        Standing::Passed => ClockState::Overdue,
        Standing::Running if countdown.soon => ClockState::Soon,
        Standing::Running | Standing::Ahead => ClockState::Due,
        Standing::Ended => ClockState::Stopped,
    };
    Clock::new(state, shown_in_line(&countdown.words)).at(countdown.ends.to_string())
}

/// What runs for the children of one page.
#[derive(Debug, Default)]
pub(crate) struct OfChildren(BTreeMap<Id<Person>, Vec<Countdown>>);

impl OfChildren {
    /// Asks once for all the children of a page.
    pub(crate) fn ask(
        visit: &Visit<'_>,
        children: impl IntoIterator<Item = Id<Person>>,
    ) -> Result<Self, Stop> {
        let children: Vec<Id<Person>> = children.into_iter().collect();
        Ok(OfChildren(casework::power::countdowns(&visit.session, &children)?))
    }

    /// What runs for one of them.
    pub(crate) fn of(&self, child: Id<Person>) -> Markup {
        self.0.get(&child).map_or_else(Markup::default, |countdowns| said(countdowns))
    }

    /// What runs for the children of a contact, each by name.
    pub(crate) fn in_words(&self, contact: &Contact) -> Markup {
        let found = contact.children.iter().filter_map(|child| {
            let running = self.0.get(&child.found.person()?)?;
            Some((shown_in_line(&child.said.name.display()), running))
        });
        let found: Vec<_> = found.collect();
        html! {
            @if !found.is_empty() {
                div class="govuk-inset-text" {
                    @for (name, running) in &found { p class="govuk-body" { bdi { (name) } } (said(running)) }
                }
            }
        }
    }

    /// What runs for several of them, in a row of a list.
    pub(crate) fn of_each(&self, children: &[Id<Person>]) -> Markup {
        html! { @for child in children { (self.of(*child)) } }
    }
}
