//! The people around the child: every parent and carer, also a father who is absent and a partner who is new; brothers and sisters; and the medical.
//! Inspectors find again and again that fathers were not asked and siblings not thought of (domain.md 1.6, Appendix on themes).

use jiff::Timestamp;
use jiff::civil::Date;

use super::enquire::past_day;
use super::{Carer, CarerAnswer, Medical, Section47, Sibling, SiblingAnswer};
use crate::form::Answers;
use crate::id::Id;
use crate::pack::Pack;
use crate::refusal::{Problem, Refusal};
use crate::staff::Staff;

/// A parent or carer, as it is typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CarerAsked {
    /// Their place in the record; nothing for somebody who is added.
    pub place: Option<usize>,
    /// The name of somebody who is added.
    pub name: String,
    /// What somebody who is added is to the child.
    pub relation: String,
    /// Whether they were seen; nothing when nobody has said.
    pub seen: Option<bool>,
    /// On which day.
    pub on: Option<Date>,
    /// By whom.
    pub who: String,
    /// What they said; or why they were not seen.
    pub words: String,
}

/// A sibling, as it is typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SiblingAsked {
    /// Their place in the record; nothing for somebody who is added.
    pub place: Option<usize>,
    /// The name of somebody who is added.
    pub name: String,
    /// Whether an enquiry of their own is needed; nothing when nobody has said.
    pub own_enquiry: Option<bool>,
    /// Why, or why not.
    pub words: String,
}

/// The medical, as it is typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MedicalAsked {
    /// Where it stands: a code of the pack.
    pub state: String,
    /// Which doctor.
    pub doctor: String,
    /// On which day.
    pub on: Option<Date>,
    /// Who consented.
    pub consent: String,
    /// What was found; or why none.
    pub findings: String,
    /// Answers to the council's own questions, with the version of the form that was answered.
    pub further: Option<Answers>,
}

impl Section47 {
    /// Says which parents and carers were seen, and why others were not; which siblings were thought of.
    ///
    /// # Errors
    /// When an answer stands without its words, somebody added has no name, or the enquiry is not worked on any more.
    pub fn family_answered(
        &self,
        carers: Vec<CarerAsked>,
        siblings: Vec<SiblingAsked>,
        by: Id<Staff>,
        now: Timestamp,
    ) -> Result<Section47, Refusal> {
        self.is_worked_on()?;
        let mut section47 = self.clone();
        let mut problems = Vec::new();
        for asked in carers {
            let number = asked.place.unwrap_or(section47.carers.len());
            let answer = carer_answer(number, &asked, by, now, &mut problems);
            match asked.place {
                Some(place) => {
                    let Some(carer) = section47.carers.get_mut(place) else { return Err(Refusal::NotFound) };
                    carer.answer = match (carer.answer.take(), answer) {
                        (Some(before), Some(now)) if same_carer(&before, &now) => Some(before),
                        (_, answer) => answer,
                    };
                }
                None => {
                    let field = |field: &str| format!("carer-{number}-{field}");
                    if asked.name.trim().is_empty() {
                        problems.push(Problem::new(field("name"), "Write their name, or “not known”."));
                    }
                    if asked.relation.trim().is_empty() {
                        problems.push(Problem::new(field("relation"), "Write what they are to the child."));
                    }
                    let (name, relation) = (asked.name, asked.relation);
                    section47.carers.push(Carer { person: None, name, relation, answer });
                }
            }
        }
        for asked in siblings {
            let number = asked.place.unwrap_or(section47.siblings.len());
            let answer = sibling_answer(number, &asked, by, now, &mut problems);
            match asked.place {
                Some(place) => {
                    let Some(sibling) = section47.siblings.get_mut(place) else {
                        return Err(Refusal::NotFound);
                    };
                    sibling.answer = match (sibling.answer.take(), answer) {
                        (Some(before), Some(now))
                            if (before.own_enquiry, &before.words) == (now.own_enquiry, &now.words) =>
                        {
                            Some(before)
                        }
                        (_, answer) => answer,
                    };
                }
                None => {
                    if asked.name.trim().is_empty() {
                        problems.push(Problem::new(format!("sibling-{number}-name"), "Write their name."));
                    }
                    section47.siblings.push(Sibling { person: None, name: asked.name, answer });
                }
            }
        }
        if problems.is_empty() { Ok(section47) } else { Err(Refusal::Invalid(problems)) }
    }

    /// With answers to the council's own questions about the family.
    #[must_use]
    pub fn with_family_further(self, further: Option<Answers>) -> Section47 {
        Section47 { family_further: further.or(self.family_further), ..self }
    }

    /// The medical, or why none is needed.
    ///
    /// # Errors
    /// When it is not said where it stands, or its words are missing.
    pub fn medical_held(
        &self,
        asked: MedicalAsked,
        by: Id<Staff>,
        now: Timestamp,
        pack: &Pack,
    ) -> Result<Section47, Refusal> {
        self.is_worked_on()?;
        let mut problems = Vec::new();
        let state = pack.section47.medical(&asked.state);
        if state.is_none() {
            problems.push(Problem::new("state", "Say where the medical stands."));
        }
        let held = state.is_some_and(|state| state.held);
        if held {
            past_day("on", asked.on, now, "Say on which day it was held.", &mut problems);
            if asked.consent.trim().is_empty() {
                problems.push(Problem::new("consent", "Write who consented, and what the child wished."));
            }
        }
        if asked.findings.trim().is_empty() {
            let words = if held { "Write what was found." } else { "Say why, or what is to be done." };
            problems.push(Problem::new("findings", words));
        }
        if !problems.is_empty() {
            return Err(Refusal::Invalid(problems));
        }
        let MedicalAsked { state, doctor, on, consent, findings, further } = asked;
        let further = further.or_else(|| self.medical.as_ref()?.further.clone());
        let medical = Some(Medical { state, doctor, on, consent, findings, further, by, at: now });
        Ok(Section47 { medical, ..self.clone() })
    }
}

fn same_carer(before: &CarerAnswer, now: &CarerAnswer) -> bool {
    (before.seen, before.on, &before.who, &before.words) == (now.seen, now.on, &now.who, &now.words)
}

fn carer_answer(
    number: usize,
    asked: &CarerAsked,
    by: Id<Staff>,
    now: Timestamp,
    problems: &mut Vec<Problem>,
) -> Option<CarerAnswer> {
    let field = |field: &str| format!("carer-{number}-{field}");
    let Some(seen) = asked.seen else {
        if !asked.words.trim().is_empty() {
            problems.push(Problem::new(field("seen"), "Say whether they were seen."));
        }
        return None;
    };
    if asked.words.trim().is_empty() {
        let words =
            if seen { "Write what they said, and how they were." } else { "Say why they were not seen." };
        problems.push(Problem::new(field("words"), words));
    }
    if seen {
        past_day(&field("on"), asked.on, now, "Say on which day they were seen.", problems);
        if asked.who.trim().is_empty() {
            problems.push(Problem::new(field("who"), "Write who saw them."));
        }
    }
    let on = asked.on.filter(|_| seen);
    Some(CarerAnswer { seen, on, who: asked.who.clone(), words: asked.words.clone(), by, at: now })
}

fn sibling_answer(
    number: usize,
    asked: &SiblingAsked,
    by: Id<Staff>,
    now: Timestamp,
    problems: &mut Vec<Problem>,
) -> Option<SiblingAnswer> {
    let field = |field: &str| format!("sibling-{number}-{field}");
    let Some(own_enquiry) = asked.own_enquiry else {
        if !asked.words.trim().is_empty() {
            problems
                .push(Problem::new(field("own_enquiry"), "Say whether they need an enquiry of their own."));
        }
        return None;
    };
    if asked.words.trim().is_empty() {
        problems.push(Problem::new(field("words"), "Say why, and what was seen of them."));
    }
    Some(SiblingAnswer { own_enquiry, words: asked.words.clone(), by, at: now })
}
