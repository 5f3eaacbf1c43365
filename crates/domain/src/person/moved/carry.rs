//! How each kind of record is told of another child. Nothing of what it says changes: only whose it is.

use jiff::Timestamp;

use super::super::Person;
use crate::chronology::{Curation, Written};
use crate::consent::Basis;
use crate::contact::{Contact, Found};
use crate::event::Event;
use crate::feedback::Feedback;
use crate::handover::{NightItem, NightNote};
use crate::id::Id;
use crate::local_form::FormAnswer;
use crate::record::Record;
use crate::referral::Referral;
use crate::section47::DirectWork;
use crate::staff::Staff;
use crate::voice::ChildVoice;

/// Who moves, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mover {
    /// Who.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
}

/// A record that can be told of another child.
pub trait Movable: Record {
    /// The record, told of the second person instead of the first. Whoever else it is about stays.
    #[must_use]
    fn told_of(&self, from: Id<Person>, to: Id<Person>, mover: Mover) -> Self;

    /// The record told of the first person again. `before` is how it stood before it was moved: what was written since is kept, and whom it is about is what
    /// it was.
    #[must_use]
    fn told_again(&self, before: &Self, from: Id<Person>, to: Id<Person>) -> Self;
}

macro_rules! of_one_child {
    ($($record:ty),* $(,)?) => {$(
        impl Movable for $record {
            fn told_of(&self, from: Id<Person>, to: Id<Person>, _: Mover) -> Self {
                let child = if self.child == from { to } else { self.child };
                Self { child, ..self.clone() }
            }

            fn told_again(&self, _: &Self, from: Id<Person>, to: Id<Person>) -> Self {
                let child = if self.child == to { from } else { self.child };
                Self { child, ..self.clone() }
            }
        }
    )*};
}

macro_rules! of_several_children {
    ($($record:ty),* $(,)?) => {$(
        impl Movable for $record {
            fn told_of(&self, from: Id<Person>, to: Id<Person>, _: Mover) -> Self {
                Self { children: instead(&self.children, from, to), ..self.clone() }
            }

            fn told_again(&self, before: &Self, from: Id<Person>, to: Id<Person>) -> Self {
                Self { children: again(&self.children, &before.children, from, to), ..self.clone() }
            }
        }
    )*};
}

of_one_child!(Written, ChildVoice, DirectWork, FormAnswer, Referral, Curation);
of_several_children!(Event, NightNote, NightItem, Feedback, Basis);

/// The children with the second in the place of the first; a child named twice is named once.
fn instead(children: &[Id<Person>], from: Id<Person>, to: Id<Person>) -> Vec<Id<Person>> {
    let mut after = Vec::new();
    for child in children {
        let child = if *child == from { to } else { *child };
        if !after.contains(&child) {
            after.push(child);
        }
    }
    after
}

/// The children as they were, when nobody changed them since; else with the first again in the place of the second, who stays where they were before.
fn again(
    children: &[Id<Person>],
    before: &[Id<Person>],
    from: Id<Person>,
    to: Id<Person>,
) -> Vec<Id<Person>> {
    if children == instead(before, from, to) {
        return before.to_vec();
    }
    let mut after = instead(children, to, from);
    if before.contains(&to) && children.contains(&to) {
        after.push(to);
    }
    after
}

impl Movable for Contact {
    fn told_of(&self, from: Id<Person>, to: Id<Person>, Mover { by, at }: Mover) -> Self {
        let mut after = self.clone();
        for (place, child) in after.children.iter_mut().enumerate() {
            if child.found.person() == Some(from) {
                child.found = Found::Known { person: to, by, at };
                // Who the first child is not was said of the first: nobody has said it of the second.
                after.different.retain(|not| not.child != place);
            }
        }
        after
    }

    fn told_again(&self, before: &Self, from: Id<Person>, to: Id<Person>) -> Self {
        let mut after = self.clone();
        for (place, child) in after.children.iter_mut().enumerate() {
            let was = before.children.get(place).map(|child| &child.found);
            if let Some(was) =
                was.filter(|was| was.person() == Some(from) && child.found.person() == Some(to))
            {
                child.found = was.clone();
                after.different.retain(|not| not.child != place);
                after.different.extend(before.different.iter().filter(|not| not.child == place).cloned());
            }
        }
        after
    }
}
