//! One person who is on record twice. Two records of one person are read as one from the moment it is said: neither is rewritten, the reasons stay with the
//! link, and it can be undone at any later date with both histories intact.
//!
//! A wrong child joined is another family's risk on this one, and a history missed (serious case reviews name both). So it takes two people where either has
//! a plan or a power or order in force, where the link would open a record to whoever asks for it, and where they may not read a summary of both. A record that was closed because the child was adopted is joined with nothing, ever:
//! the Adoption and Children Act 2002 (ss 56 to 65) lets nobody come from one identity to the other by a council's record.

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::Person;
use super::department::{Why, has_reason};
use crate::id::{Any, Id};
use crate::record::Record;
use crate::refusal::Refusal;
use crate::staff::Staff;

/// Something somebody said at a moment, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// Who.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
    /// Why, in words.
    pub reason: String,
}

/// That two records are one person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonLink {
    /// The record's name.
    pub id: Id<PersonLink>,
    /// The record that is "also on record as" the other.
    pub joined: Id<Person>,
    /// The record it was joined with.
    pub to: Id<Person>,
    /// The record that stands for all that are read as one with these: the one it was joined with, or another that that one joined later.
    pub stands: Id<Person>,
    /// What spoke for it when it was said, in the words of matching.
    pub likenesses: Vec<String>,
    /// Who said so, when, and how they know.
    pub said: Said,
    /// Why a second person is asked; nothing where one is enough.
    pub second: Option<Second>,
    /// Where it stands.
    pub stage: Stage,
    /// What the second person answered.
    pub answered: Option<Said>,
    /// Who asked to undo it, while a second person is waited for.
    pub undoing: Option<Said>,
    /// How it was undone.
    pub undone: Option<Undone>,
    /// Whose each record is that was written while the two were one, as far as somebody has said.
    pub sorted: Vec<Sorted>,
    /// The link of a brother or sister that it was said with.
    pub with: Option<Id<PersonLink>>,
}

/// Where a link stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Asked for: a second person has not answered.
    Waiting,
    /// The two are read as one.
    Stands,
    /// The second person said no.
    Declined,
    /// The two are read as two again.
    Undone,
}

/// Why a second person is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Second {
    /// One of the two has a plan, or a power or order in force.
    Plan,
    /// Whoever asks may not read all of both: it would open a record to them, or they read a summary of neither.
    Opens,
}

/// How a link was undone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Undone {
    /// Who asked, when and why.
    pub asked: Said,
    /// The second person, where one was needed.
    pub confirmed: Option<Said>,
}

/// Whose a record is that was written while two were one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sorted {
    /// The kind's name in the ledger.
    pub kind: String,
    /// The record.
    pub record: Id<Any>,
    /// Whose it is.
    pub of: Id<Person>,
    /// Who said so, when and how they know.
    pub said: Said,
}

/// One side of a link: everybody who is read as one there, and what the rules ask about them.
#[derive(Debug, Clone, PartialEq)]
pub struct Side {
    /// The records, the one that stands first.
    pub people: Vec<Person>,
    /// Whether any has a child protection plan, a child in need plan or a safety plan in force, or a power, an order or conditions.
    pub has_plan: bool,
    /// Whether any has an adoptive parent on record.
    pub has_adoptive_parent: bool,
    /// Who of the council works with any of them now.
    pub workers: BTreeSet<Id<Staff>>,
}

/// What is asked.
#[derive(Debug, Clone, PartialEq)]
pub struct Asked {
    /// The new record's name.
    pub id: Id<PersonLink>,
    /// Who asks, when, and how they know.
    pub said: Said,
    /// What speaks for it, in the words of matching.
    pub likenesses: Vec<String>,
    /// Whether the link would let the asker read more of either record than they may now.
    pub opens: bool,
    /// Whether the asker may read a summary of both. Else a second person is asked whatever there is, and is told what the asker may not know.
    pub reads: bool,
    /// The link of a brother or sister that it is said with.
    pub with: Option<Id<PersonLink>>,
}

/// What was said about these two sides before, and who said it, in words.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Before<'a> {
    /// Somebody said that two of them are two people: who, and when.
    pub different: Option<&'a str>,
    /// Somebody asked already to have them read as one: who, and when.
    pub waiting: Option<&'a str>,
    /// They are read as one already: who said so, and when.
    pub one: Option<&'a str>,
}

/// The same words for every record that nothing may be joined with: none of them tells which it is.
const NEVER: &str = "These two records cannot be read as one. Ask whoever is responsible for closed records if you think they should be.";

impl Side {
    /// The record that stands for this side.
    pub fn stands(&self) -> Option<&Person> {
        self.people.first()
    }

    fn is_closed(&self) -> bool {
        self.people.iter().any(Person::is_never_joined)
    }
}

impl Person {
    /// Whether the record was closed because the child was adopted: it is never beside the new identity, in no list, search or suggestion.
    pub fn is_closed_by_adoption(&self) -> bool {
        self.not_to_stand.as_ref().is_some_and(|said| said.why == Why::Adopted)
    }

    /// Whether nothing is ever joined with the record: it was closed by adoption, opened for the wrong child, or its file was taken back.
    pub fn is_never_joined(&self) -> bool {
        let wrong = self.not_to_stand.as_ref().is_some_and(|said| said.why == Why::WrongChild);
        self.taken_back || wrong || self.is_closed_by_adoption()
    }
}

/// Whether two sides may never be one: one was closed, or one may be the new identity of an adopted child and the other the old.
pub fn never_one(one: &Side, other: &Side) -> bool {
    one.is_closed() || other.is_closed() || one.has_adoptive_parent != other.has_adoptive_parent
}

/// Says that two records are one person: `joined` becomes "also on record as", `to` stands.
///
/// # Errors
/// When they are one record or one already, nothing is ever joined with one of them, somebody said that they are two people or asked already, one is a child's and
/// the other an adult's, both are restricted to different people, somebody outside the circle of one works with the other, or there is no reason.
pub fn ask(asked: Asked, joined: &Side, to: &Side, before: Before<'_>) -> Result<PersonLink, Refusal> {
    let (Some(joining), Some(standing)) = (joined.stands(), to.stands()) else {
        return Err(Refusal::NotFound);
    };
    if let Some(who) = before.one {
        return Err(Refusal::NotNow(format!("These two records are read as one already: {who} said so.")));
    }
    if joining.id == standing.id {
        return Err(Refusal::field("other", "Choose another record, and not this one."));
    }
    if never_one(joined, to) {
        return Err(Refusal::NotNow(NEVER.into()));
    }
    if let Some(who) = before.different {
        let words = format!(
            "{who} said that these are two people. Take that back first, with a reason, if you know better."
        );
        return Err(Refusal::NotNow(words));
    }
    if let Some(who) = before.waiting {
        return Err(Refusal::NotNow(format!(
            "{who} asked for this already, and it waits for a second person."
        )));
    }
    if joining.standing != standing.standing {
        let words =
            "One is a child's record and the other an adult's. Only records of one kind are read as one.";
        return Err(Refusal::NotNow(words.into()));
    }
    if standing.not_to_stand.is_some() && asked.reads {
        let words =
            "The record that is to stand is not to stand with the Department. Let the other one stand.";
        return Err(Refusal::field("stands", words));
    }
    one_circle(joined, to)?;
    nobody_comes_in(joined, to)?;
    nobody_comes_in(to, joined)?;
    has_reason(&asked.said.reason)?;
    let second = why_two(joined, to, asked.opens || !asked.reads);
    Ok(PersonLink {
        id: asked.id,
        joined: joining.id,
        to: standing.id,
        stands: standing.id,
        likenesses: asked.likenesses,
        said: asked.said,
        second,
        stage: if second.is_some() { Stage::Waiting } else { Stage::Stands },
        answered: None,
        undoing: None,
        undone: None,
        sorted: Vec::new(),
        with: asked.with,
    })
}

/// Why a second person is asked about two sides. That whoever asks may not read all of both is said first: then nothing is told of a plan.
pub fn why_two(one: &Side, other: &Side, reads_less: bool) -> Option<Second> {
    match (reads_less, one.has_plan || other.has_plan) {
        (true, _) => Some(Second::Opens),
        (false, true) => Some(Second::Plan),
        (false, false) => None,
    }
}

/// Two circles that differ would shut out people of both: they are made one before the records are.
fn one_circle(joined: &Side, to: &Side) -> Result<(), Refusal> {
    let circles = |side: &Side| -> BTreeSet<BTreeSet<Id<Staff>>> {
        let restricted = side.people.iter().filter_map(|person| person.restriction.as_ref());
        restricted.map(|restriction| restriction.circle.clone()).collect()
    };
    let mut all = circles(joined);
    all.extend(circles(to));
    if all.len() > 1 {
        let words = "Both records are restricted, to different people. Give both the same circle first, so that nobody is shut out of their work.";
        return Err(Refusal::NotNow(words.into()));
    }
    Ok(())
}

/// A worker reads the record of a child who is restricted. So a link would let whoever works with the one record into the circle of the other, and nobody would
/// have said so: whoever is to read on is put in the circle first, by name.
fn nobody_comes_in(restricted: &Side, other: &Side) -> Result<(), Refusal> {
    let closed = |worker: &Id<Staff>| {
        let mut circles = restricted.people.iter().filter_map(|person| person.restriction.as_ref());
        circles.any(|restriction| !restriction.circle.contains(worker))
    };
    if other.workers.difference(&restricted.workers).any(closed) {
        let words = "One record is restricted, and somebody who works with the other is outside its circle. Put them in the circle first, or end their \
                     allocation, so that nobody comes into it by a link.";
        return Err(Refusal::NotNow(words.into()));
    }
    Ok(())
}

impl PersonLink {
    /// Whether the two are read as one.
    pub const fn is_one(&self) -> bool {
        matches!(self.stage, Stage::Stands)
    }

    /// From when on the two are read as one, where they are: from the second person's yes, where one was asked.
    pub fn since(&self) -> Timestamp {
        self.answered.as_ref().map_or(self.said.at, |answered| answered.at)
    }

    /// Whether a second person is waited for, to link or to undo.
    pub const fn waits(&self) -> bool {
        matches!(self.stage, Stage::Waiting) || (self.is_one() && self.undoing.is_some())
    }

    /// The second person says yes or no to the link.
    ///
    /// # Errors
    /// When nobody is waited for, they asked themselves, or they say no without a reason. `who` is whoever answered before, in words.
    pub fn answer(self, yes: bool, said: Said, who: &str) -> Result<Self, Refusal> {
        match self.stage {
            Stage::Waiting => {}
            Stage::Stands => return Err(Refusal::NotNow(format!("{who} confirmed this already."))),
            Stage::Declined => return Err(Refusal::NotNow(format!("{who} said no to this already."))),
            Stage::Undone => return Err(Refusal::NotNow(format!("{who} undid this already."))),
        }
        not_own(self.said.by, said.by)?;
        if !yes {
            has_reason(&said.reason)?;
        }
        let stage = if yes { Stage::Stands } else { Stage::Declined };
        Ok(PersonLink { stage, answered: Some(said), ..self })
    }

    /// Undoes the link, or asks a second person to: where either has a plan or a power in force, where one would be open again that is closed by the other's
    /// restriction, and where whoever asks may not read a summary of both.
    ///
    /// # Errors
    /// When the two are not one, somebody asked already, or there is no reason. `who` is whoever was first, in words.
    pub fn undo(self, said: Said, needs_two: bool, who: &str) -> Result<Self, Refusal> {
        self.undoable(who)?;
        if self.undoing.is_some() {
            return Err(Refusal::NotNow(format!(
                "{who} asked to undo this already, and it waits for a second person."
            )));
        }
        has_reason(&said.reason)?;
        if needs_two {
            return Ok(PersonLink { undoing: Some(said), ..self });
        }
        let undone = Some(Undone { asked: said, confirmed: None });
        Ok(PersonLink { stage: Stage::Undone, stands: self.to, undone, ..self })
    }

    /// The second person says yes or no to undoing it.
    ///
    /// # Errors
    /// When nobody asked, they asked themselves, or they say no without a reason. `who` is whoever was first, in words.
    pub fn answer_undo(self, yes: bool, said: Said, who: &str) -> Result<Self, Refusal> {
        self.undoable(who)?;
        let Some(asked) = self.undoing.clone() else {
            return Err(Refusal::NotNow("Nobody asks to undo this.".into()));
        };
        not_own(asked.by, said.by)?;
        if !yes {
            has_reason(&said.reason)?;
            return Ok(PersonLink { undoing: None, ..self });
        }
        let undone = Some(Undone { asked, confirmed: Some(said) });
        Ok(PersonLink { stage: Stage::Undone, stands: self.to, undoing: None, undone, ..self })
    }

    fn undoable(&self, who: &str) -> Result<(), Refusal> {
        match self.stage {
            Stage::Stands => Ok(()),
            Stage::Undone => Err(Refusal::NotNow(format!("{who} undid this already."))),
            Stage::Waiting | Stage::Declined => {
                Err(Refusal::NotNow("These two records are not read as one.".into()))
            }
        }
    }

    /// Says whose a record is that was written while the two were one. What is said later stands.
    ///
    /// # Errors
    /// When the two are still one, or it is said to be a third person's.
    pub fn sort(mut self, sorted: Sorted) -> Result<Self, Refusal> {
        if self.stage != Stage::Undone {
            return Err(Refusal::NotNow(
                "These two records are read as one: there is nothing to sort.".into(),
            ));
        }
        if sorted.of != self.joined && sorted.of != self.to {
            return Err(Refusal::field("of", "Choose one of the two records."));
        }
        self.sorted.retain(|said| (said.kind.as_str(), said.record) != (sorted.kind.as_str(), sorted.record));
        self.sorted.push(sorted);
        Ok(self)
    }

    /// The link under another record that stands for the group.
    pub fn under(self, stands: Id<Person>) -> Self {
        PersonLink { stands, ..self }
    }
}

fn not_own(asked: Id<Staff>, answers: Id<Staff>) -> Result<(), Refusal> {
    if asked == answers {
        return Err(Refusal::NotAllowed("You asked for this, so somebody else must answer.".into()));
    }
    Ok(())
}

/// The records below one in a group: all that are read with it when it is taken out. `links` are those that stand.
pub fn below(person: Id<Person>, links: &[PersonLink]) -> BTreeSet<Id<Person>> {
    let mut below = BTreeSet::from([person]);
    loop {
        let before = below.len();
        let more: Vec<Id<Person>> =
            links.iter().filter(|link| below.contains(&link.to)).map(|link| link.joined).collect();
        below.extend(more);
        if below.len() == before {
            return below;
        }
    }
}

impl Record for PersonLink {
    const KIND: &'static str = "person_link";

    fn id(&self) -> Id<PersonLink> {
        self.id
    }

    fn children(&self) -> Vec<Id<Person>> {
        vec![self.joined, self.to, self.stands]
    }
}

#[cfg(test)]
#[path = "link_tests.rs"]
mod tests;
