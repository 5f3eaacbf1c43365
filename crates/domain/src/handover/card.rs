//! A card for the night: one a child. If they ring: what may set it off and the plan for it; whom to call; what must not be given or said; what
//! endangers staff; what is safe, and until when (an end must be set: domain register 1.4). A worker who may read the child writes it, a manager
//! who did not write it authorises it, and only then does the night team see it. A change waits for authorisation as well: until then the night
//! team keeps what was authorised before.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::night::Night;
use crate::calendar::london;
use crate::form::Answers;
use crate::form::page::{Need, PageForm, Takes};
use crate::id::Id;
use crate::pack::Handover;
use crate::person::Person;
use crate::record::Record;
use crate::refusal::{Problem, Refusal};
use crate::staff::Staff;

/// The form in which a card is written.
pub const CARD_FORM: PageForm = PageForm {
    id: "night_card",
    needs: &[
        Need::once("kind", Takes::OneOfPage),
        Need::each("step", "trigger", Takes::Words),
        Need::each("step", "plan", Takes::Words),
        Need::each("call", "who", Takes::Words),
        Need::each("call", "number", Takes::Words),
        Need::once("never", Takes::Words),
        Need::once("staff_safety", Takes::Words),
        Need::once("safe", Takes::Words),
        Need::once("until", Takes::Moment),
    ],
    beside: &[],
};

/// One child's card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Card {
    /// The record's name.
    pub id: Id<Card>,
    /// The child.
    pub child: Id<Person>,
    /// What waits to be authorised.
    pub draft: Option<Drafted>,
    /// What the night team sees.
    pub stands: Option<Authorised>,
    /// That it is no longer needed.
    pub ended: Option<Ended>,
}

/// What a card says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardWords {
    /// The code of its kind in the pack: an interim safety plan, a missing child.
    pub kind: String,
    /// What may set it off, and the plan for each.
    pub steps: Vec<Step>,
    /// Whom to call, in this order.
    pub call: Vec<Call>,
    /// What must not be given or said, in words: "his mother's address: give to nobody". Never the protected thing itself.
    pub never: String,
    /// What endangers staff.
    pub staff_safety: String,
    /// What is safe.
    pub safe: String,
    /// Until when.
    pub until: Timestamp,
    /// Answers to the council's own questions, with the version of the form that was answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub further: Option<Answers>,
}

/// If this happens, do that.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// If they ring, or this is seen.
    pub trigger: String,
    /// The plan.
    pub plan: String,
}

/// Somebody to call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Call {
    /// Name and capacity.
    pub who: String,
    /// The number.
    pub number: String,
}

/// Words that wait for a manager.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Drafted {
    /// The words.
    pub words: CardWords,
    /// Who wrote them.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
}

/// Words a manager authorised.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Authorised {
    /// The words.
    pub words: CardWords,
    /// Who wrote them.
    pub drafted_by: Id<Staff>,
    /// Who authorised them.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
}

/// The end of a card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ended {
    /// Who ended it.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
    /// Why.
    pub reason: String,
}

impl CardWords {
    /// Whether they can stand: a kind, something to do, somebody to call, and an end that lies ahead and not too far.
    fn check(&self, at: Timestamp, hours: &Handover) -> Result<(), Refusal> {
        let mut problems = Vec::new();
        if hours.kind(&self.kind).is_none() {
            problems.push(Problem::new("kind", "Choose what kind of card it is."));
        }
        if self.steps.is_empty() {
            problems
                .push(Problem::new("step-0-trigger", "Say what may happen tonight, and what to do then."));
        }
        for (place, step) in self.steps.iter().enumerate() {
            if step.trigger.trim().is_empty() {
                problems.push(Problem::new(format!("step-{place}-trigger"), "Say when this plan is for."));
            }
            if step.plan.trim().is_empty() {
                problems
                    .push(Problem::new(format!("step-{place}-plan"), "Say what the night team does then."));
            }
        }
        if self.call.is_empty() {
            problems.push(Problem::new("call-0-who", "Say whom the night team calls."));
        }
        for (place, call) in self.call.iter().enumerate() {
            if call.who.trim().is_empty() {
                problems.push(Problem::new(format!("call-{place}-who"), "Say whose number it is."));
            }
            if !call.number.chars().any(|sign| sign.is_ascii_digit()) {
                problems.push(Problem::new(format!("call-{place}-number"), "Enter the number to ring."));
            }
        }
        let longest = at.saturating_add(SignedDuration::from_hours(24 * i64::from(hours.longest_days)));
        if self.until <= at {
            problems.push(Problem::new("until-date", "Until when it is safe must lie ahead."));
        } else if longest.is_ok_and(|longest| self.until > longest) {
            let words = format!(
                "A card holds for at most {} days. Set an earlier day: it is looked at again then.",
                hours.longest_days
            );
            problems.push(Problem::new("until-date", words));
        }
        if problems.is_empty() { Ok(()) } else { Err(Refusal::Invalid(problems)) }
    }

    /// Everything typed into the card, for looking for what must not stand there; each beside its field.
    pub fn typed(&self) -> Vec<(String, &str)> {
        let mut typed = vec![
            ("never".to_owned(), self.never.as_str()),
            ("staff_safety".to_owned(), self.staff_safety.as_str()),
            ("safe".to_owned(), self.safe.as_str()),
        ];
        for (place, step) in self.steps.iter().enumerate() {
            typed.push((format!("step-{place}-trigger"), step.trigger.as_str()));
            typed.push((format!("step-{place}-plan"), step.plan.as_str()));
        }
        for (place, call) in self.call.iter().enumerate() {
            typed.push((format!("call-{place}-who"), call.who.as_str()));
            typed.push((format!("call-{place}-number"), call.number.as_str()));
        }
        typed.extend(self.further.iter().flat_map(Answers::typed));
        typed
    }
}

impl Card {
    /// A new card, waiting to be authorised.
    pub fn draft(
        id: Id<Card>,
        child: Id<Person>,
        words: CardWords,
        by: Id<Staff>,
        at: Timestamp,
        hours: &Handover,
    ) -> Result<Self, Refusal> {
        Card { id, child, draft: None, stands: None, ended: None }.change(words, by, at, hours)
    }

    /// Other words, waiting to be authorised. The night team keeps what stands until then.
    pub fn change(
        &self,
        words: CardWords,
        by: Id<Staff>,
        at: Timestamp,
        hours: &Handover,
    ) -> Result<Self, Refusal> {
        self.is_live()?;
        words.check(at, hours)?;
        Ok(Card { draft: Some(Drafted { words, by, at }), ..self.clone() })
    }

    /// Authorises what waits: never by the person who wrote it.
    pub fn authorise(&self, by: Id<Staff>, at: Timestamp) -> Result<Self, Refusal> {
        self.is_live()?;
        let Some(draft) = &self.draft else {
            return Err(Refusal::NotNow(
                "Nothing waits to be authorised: somebody has done it already.".into(),
            ));
        };
        if draft.by == by {
            return Err(Refusal::not_allowed("You wrote this card, so somebody else must authorise it."));
        }
        if draft.words.until <= at {
            let ran_out = format!(
                "What it says was safe until {}, which is past. Change the card first.",
                london::moment_in_words(draft.words.until)
            );
            return Err(Refusal::NotNow(ran_out));
        }
        let stands = Authorised { words: draft.words.clone(), drafted_by: draft.by, by, at };
        Ok(Card { draft: None, stands: Some(stands), ..self.clone() })
    }

    /// Ends the card: the night team no longer sees it.
    pub fn end(&self, by: Id<Staff>, at: Timestamp, reason: &str) -> Result<Self, Refusal> {
        self.is_live()?;
        if reason.trim().is_empty() {
            return Err(Refusal::field("reason", "Say why the night team no longer needs it."));
        }
        Ok(Card { ended: Some(Ended { by, at, reason: reason.trim().into() }), ..self.clone() })
    }

    fn is_live(&self) -> Result<(), Refusal> {
        match self.ended {
            Some(_) => Err(Refusal::NotNow("This card has been ended. Write a new one.".into())),
            None => Ok(()),
        }
    }

    /// What the night team sees of it in a night: nothing before it is authorised, nothing after it is ended, and nothing that ran out before the
    /// night began. What runs out in the night stays in sight, so that somebody looks again.
    pub fn seen_in(&self, night: &Night) -> Option<&Authorised> {
        let stands = self.stands.as_ref().filter(|_| self.ended.is_none())?;
        (stands.words.until > night.begins).then_some(stands)
    }
}

impl Record for Card {
    const KIND: &'static str = "night_card";

    fn id(&self) -> Id<Card> {
        self.id
    }

    fn children(&self) -> Vec<Id<Person>> {
        vec![self.child]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Calendar;
    use crate::pack::england;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn words(until: &str) -> CardWords {
        CardWords {
            kind: "interim_safety_plan".into(),
            steps: vec![Step {
                trigger: "If the father comes".into(),
                plan: "Ring 999, then the aunt".into(),
            }],
            call: vec![Call { who: "Aunt".into(), number: "01632 960001".into() }],
            never: "The mother's address: give to nobody".into(),
            staff_safety: String::new(),
            safe: "With the aunt".into(),
            until: at(until),
            further: None,
        }
    }

    const NOW: &str = "2026-11-24T15:00:00Z";

    fn card(until: &str) -> Card {
        Card::draft(
            Id::from_bits(1),
            Id::from_bits(2),
            words(until),
            Id::from_bits(3),
            at(NOW),
            &england().handover,
        )
        .unwrap()
    }

    #[test]
    fn a_card_says_what_to_do_whom_to_call_and_until_when() {
        let check = |change: &dyn Fn(&mut CardWords), field: &str| {
            let mut words = words("2026-11-25T12:00:00Z");
            change(&mut words);
            let (id, child, by) = (Id::from_bits(1), Id::from_bits(2), Id::from_bits(3));
            match Card::draft(id, child, words, by, at(NOW), &england().handover) {
                Err(Refusal::Invalid(problems)) => assert_eq!(problems[0].field, field),
                other => panic!("{field}: {other:?}"),
            }
        };
        check(&|words| words.kind = "other_kind".into(), "kind");
        check(&|words| words.steps.clear(), "step-0-trigger");
        check(&|words| words.steps[0].plan.clear(), "step-0-plan");
        check(&|words| words.call.clear(), "call-0-who");
        check(&|words| words.call[0].number = "ring her".into(), "call-0-number");
        check(&|words| words.until = at(NOW), "until-date");
        check(&|words| words.until = at("2027-11-24T15:00:00Z"), "until-date");
    }

    #[test]
    fn nobody_authorises_their_own_card_and_a_change_waits_again() {
        let (author, manager) = (Id::from_bits(3), Id::from_bits(4));
        let card = card("2026-11-25T12:00:00Z");
        let night = Night::tonight(at(NOW), &Calendar::england(), &england().handover);
        assert_eq!(card.seen_in(&night), None);
        assert!(matches!(card.authorise(author, at(NOW)), Err(Refusal::NotAllowed(_))));
        let authorised = card.authorise(manager, at(NOW)).unwrap();
        assert_eq!(authorised.seen_in(&night).unwrap().words.safe, "With the aunt");
        assert!(matches!(authorised.authorise(manager, at(NOW)), Err(Refusal::NotNow(_))));
        let other = CardWords { safe: "With the grandmother".into(), ..words("2026-11-25T12:00:00Z") };
        let changed = authorised.change(other, manager, at(NOW), &england().handover).unwrap();
        assert_eq!(changed.seen_in(&night).unwrap().words.safe, "With the aunt");
        // Whoever changes it is its author now.
        assert!(matches!(changed.authorise(manager, at(NOW)), Err(Refusal::NotAllowed(_))));
        let again = changed.authorise(author, at(NOW)).unwrap();
        assert_eq!(again.seen_in(&night).unwrap().words.safe, "With the grandmother");
        assert!(again.end(author, at(NOW), " ").is_err());
        let ended = again.end(author, at(NOW), "The family moved to the aunt for good").unwrap();
        assert_eq!(ended.seen_in(&night), None);
        assert!(matches!(ended.authorise(manager, at(NOW)), Err(Refusal::NotNow(_))));
    }

    #[test]
    fn what_runs_out_in_the_night_stays_in_sight_and_no_longer() {
        let card = card("2026-11-25T02:00:00Z").authorise(Id::from_bits(4), at(NOW)).unwrap();
        let night = |now: &str| Night::tonight(at(now), &Calendar::england(), &england().handover);
        assert!(card.seen_in(&night("2026-11-25T03:00:00Z")).is_some());
        assert!(card.seen_in(&night("2026-11-25T18:00:00Z")).is_none());
        let waiting = self::card("2026-11-24T16:00:00Z");
        assert!(matches!(
            waiting.authorise(Id::from_bits(4), at("2026-11-24T16:30:00Z")),
            Err(Refusal::NotNow(_))
        ));
    }
}
