//! What may happen to a second reading: drawn, answered blind, given back, talked through.

use jiff::Timestamp;

use super::{
    First, GivenBack, Moderated, Moderation, Read, Second, SecondReading, Seed, Talked, WhyGivenBack,
};
use crate::calendar::clock::Clock;
use crate::calendar::{Calendar, Limit};
use crate::contact::Cited;
use crate::form::Answers;
use crate::id::Id;
use crate::pack::Pack;
use crate::person::Person;
use crate::refusal::{Problem, Refusal};
use crate::staff::Staff;

/// A decision that was drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawn {
    /// The reading's name.
    pub id: Id<SecondReading>,
    /// What is read.
    pub of: Read,
    /// Its number.
    pub reference: String,
    /// The children.
    pub children: Vec<Id<Person>>,
    /// The first answer.
    pub first: First,
    /// The ledger's entry of the decision.
    pub decided_in: u64,
    /// The seed.
    pub seed: Id<Seed>,
    /// Who reads: the first of those who may, in the order of the draw.
    pub reader: Option<Id<Staff>>,
}

/// A second answer as the page asks for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerAsked {
    /// Threshold level.
    pub level: u8,
    /// The paragraph it rests on most.
    pub paragraph: String,
    /// The codes of others.
    pub also: Vec<String>,
    /// The primary outcome.
    pub outcome: String,
    /// Why.
    pub reasons: String,
    /// Whether the reader thinks that a child is not safe as things stand; nothing while it is not answered.
    pub safe: Option<bool>,
    /// Why not.
    pub not_safe: String,
    /// Answers to the council's own questions.
    pub further: Option<Answers>,
}

/// What is written down of a talk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ModerationAsked {
    /// Who talked.
    pub talked: Talked,
    /// What it came to.
    pub found: Moderated,
    /// What was learnt.
    pub learnt: String,
    /// Which word of the threshold document should be changed.
    pub document: String,
}

/// As many characters as a reason has at the least: counted for no score.
const FEWEST_REASON_CHARACTERS: usize = 20;

impl SecondReading {
    /// A drawn decision waits for its reader.
    pub fn draw(drawn: Drawn, now: Timestamp, pack: &Pack, calendar: &Calendar) -> Self {
        let days = pack.consistency.second_reading.within_working_days;
        let clock = Clock::start("second_reading", now, Limit::WorkingDays(u16::from(days)), calendar);
        let Drawn { id, of, reference, children, first, decided_in, seed, reader } = drawn;
        let (given_back, second, moderation) = (Vec::new(), None, None);
        SecondReading {
            id,
            of,
            reference,
            children,
            first,
            decided_in,
            seed,
            reader,
            clock,
            given_back,
            second,
            moderation,
        }
    }

    /// Whether somebody had a part in the first answer, or gave the reading back before.
    pub fn had_a_part(&self, staff: Id<Staff>) -> bool {
        self.first.by == staff
            || self.first.proposed_by == Some(staff)
            || self.given_back.iter().any(|given| given.by == staff)
    }

    /// Answers. Only its reader does, once, without having seen the first answer.
    pub fn answer(
        &self,
        by: Id<Staff>,
        asked: AnswerAsked,
        now: Timestamp,
        pack: &Pack,
    ) -> Result<Self, Refusal> {
        self.must_be_its_reader(by)?;
        let mut problems = Vec::new();
        if pack.outcome(&asked.outcome).is_none() {
            problems.push(Problem::new("outcome", "Choose what should happen."));
        }
        let paragraph =
            pack.thresholds.paragraph(&asked.paragraph).filter(|found| found.level == asked.level);
        if paragraph.is_none() {
            problems.push(Problem::new("paragraph", "Choose the threshold paragraph that fits."));
        }
        let mut also_cited = Vec::new();
        for code in &asked.also {
            match pack.thresholds.paragraph(code).filter(|found| found.id != asked.paragraph) {
                Some(found) => also_cited.push(Cited {
                    paragraph: found.id.clone(),
                    number: found.number.clone(),
                    words: found.text.clone(),
                }),
                None => problems.push(Problem::new(
                    "also_cited",
                    "Cite other paragraphs by their numbers, such as 4.1, and not the one chosen above.",
                )),
            }
        }
        if asked.reasons.trim().chars().count() < FEWEST_REASON_CHARACTERS {
            problems
                .push(Problem::new("reasons", "Give your reasons: what you weighed, and why this is right."));
        }
        if asked.safe.is_none() {
            problems.push(Problem::new(
                "safe",
                "Say whether you think that the children are safe as things stand.",
            ));
        }
        if asked.safe == Some(false) && asked.not_safe.trim().is_empty() {
            problems.push(Problem::new(
                "not_safe",
                "Say why a child may not be safe, so that the manager can act now.",
            ));
        }
        let paragraph = paragraph.filter(|_| problems.is_empty()).ok_or(Refusal::Invalid(problems))?;
        let mut reading = self.clone();
        reading.clock.met = Some(now);
        reading.second = Some(Second {
            by,
            at: now,
            level: asked.level,
            paragraph: paragraph.id.clone(),
            paragraph_words: paragraph.text.clone(),
            also_cited,
            outcome: asked.outcome,
            reasons: asked.reasons,
            not_safe: (asked.safe == Some(false)).then_some(asked.not_safe),
            further: asked.further,
        });
        Ok(reading)
    }

    /// Gives the reading back. It goes to the next who may read, or to nobody. Its clock stays what it is.
    pub fn give_back(
        &self,
        by: Id<Staff>,
        why: WhyGivenBack,
        words: String,
        next: Option<Id<Staff>>,
        now: Timestamp,
    ) -> Result<Self, Refusal> {
        self.must_be_its_reader(by)?;
        let mut reading = self.clone();
        reading.given_back.push(GivenBack { by, at: now, why, words });
        reading.reader = next.filter(|next| !reading.had_a_part(*next));
        Ok(reading)
    }

    /// Writes down what talking a disagreement through came to. Neither answer is changed by it.
    pub fn moderate(&self, by: Id<Staff>, asked: ModerationAsked, now: Timestamp) -> Result<Self, Refusal> {
        let Some(second) = &self.second else {
            return Err(Refusal::NotNow("There is no second answer yet.".into()));
        };
        if !self.differs() {
            return Err(Refusal::NotNow("The two answers agree: there is nothing to talk through.".into()));
        }
        if self.moderation.is_some() {
            return Err(Refusal::NotNow("This has been talked through already.".into()));
        }
        let one_of_both = by == second.by || by == self.first.by;
        let proposer = self.first.proposed_by == Some(by);
        match asked.talked {
            Talked::Third if one_of_both || proposer => {
                return Err(Refusal::field(
                    "talked",
                    "You had a part in one of the two answers. Talk it through with the other, and say so, or leave it to a third person.",
                ));
            }
            Talked::Both if !one_of_both => {
                return Err(Refusal::field(
                    "talked",
                    "You gave neither answer: say that a third person talked it through.",
                ));
            }
            Talked::Third | Talked::Both => {}
        }
        if asked.learnt.trim().chars().count() < FEWEST_REASON_CHARACTERS {
            return Err(Refusal::field("learnt", "Write what was learnt, so that others can learn it too."));
        }
        let document = Some(asked.document).filter(|words| !words.trim().is_empty());
        let moderation = Moderation {
            by,
            at: now,
            talked: asked.talked,
            found: asked.found,
            learnt: asked.learnt,
            document,
        };
        Ok(SecondReading { moderation: Some(moderation), ..self.clone() })
    }

    fn must_be_its_reader(&self, by: Id<Staff>) -> Result<(), Refusal> {
        if self.had_a_part(by) {
            return Err(Refusal::not_allowed(
                "You had a part in this decision, so somebody else must read it.",
            ));
        }
        if self.reader != Some(by) {
            return Err(Refusal::NotFound);
        }
        if self.second.is_some() {
            return Err(Refusal::NotNow("You have given your answer already.".into()));
        }
        Ok(())
    }
}
