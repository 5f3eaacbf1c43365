//! Day and night in a story: cards, notes of the night, what it left and who has it.

use std::fmt::Write;

use domain::handover::{Call, CardWords, NightNoteAsked, Step as Plan};
use domain::id::Id;
use domain::refusal::Refusal;
use jiff::Timestamp;
use store::Stop;

use super::act::{self, Act};
use super::run::{Run, Show};
use super::story::{Step, moment};
use crate::handover::{self, About, Group, OnBoard};
use crate::session::{Sending, Session};

impl Run<'_> {
    /// Carries out a step of the day or the night.
    pub(super) fn night_act(
        &mut self,
        session: &Session<'_>,
        sending: &Sending,
        step: &Step,
    ) -> Result<(), Stop> {
        match &step.act {
            Act::Card(card) => {
                let words = words(card, step.at)?;
                handover::draft_card(session, sending, self.child(&card.child)?, words).map(drop)
            }
            Act::AuthoriseCard(of) => handover::authorise_card(session, sending, self.card(&of.child)?),
            Act::EndCard(end) => handover::end_card(session, sending, self.card(&end.child)?, &end.reason),
            Act::NightNote(note) => self.note(session, sending, note, step.at),
            Act::TakeOver(of) => handover::accept(session, sending, &self.left(session, of)?),
            Act::Hand(hand) => {
                let of = act::OfNight { child: hand.child.clone(), contact: hand.contact.clone() };
                handover::hand(session, sending, &self.left(session, &of)?, self.member(&hand.to)?.id)
            }
            Act::Tonight(_) => {
                self.shown = board(session)?;
                Ok(())
            }
            Act::Morning(_) => {
                self.shown = morning(session)?;
                Ok(())
            }
            _ => self.notified_act(session, sending, step),
        }
    }

    /// The version a card's form would have been opened at.
    pub(super) fn card_opened(&self, child: &str) -> Result<u64, Stop> {
        let view = handover::card_of(&self.house.system(), self.child(child)?)?;
        Ok(view.card.map_or(0, |card| card.version.0))
    }

    fn card(&self, child: &str) -> Result<Id<domain::handover::Card>, Stop> {
        let view = handover::card_of(&self.house.system(), self.child(child)?)?;
        Ok(view.card.ok_or(Refusal::NotFound)?.record.id)
    }

    fn note(
        &self,
        session: &Session<'_>,
        sending: &Sending,
        note: &act::NightNote,
        at: Timestamp,
    ) -> Result<(), Stop> {
        let time = |text: &Option<String>| {
            text.as_deref().map(|text| moment(text, at)).transpose().map_err(Refusal::NotNow)
        };
        let asked = NightNoteAsked {
            found: note.found.clone(),
            done: note.done.clone(),
            why_not: note.why_not.clone(),
            safe: note.safe.clone(),
            safe_until: time(&note.safe_until)?,
            day_must: note.day_must.clone(),
            day_by: time(&note.day_by)?,
            happened_at: time(&note.happened)?,
            further: None,
        };
        match (&note.child, &note.contact) {
            (Some(child), _) => handover::note_on_child(session, sending, self.child(child)?, asked),
            (None, Some(contact)) => {
                handover::note_on_contact(session, sending, self.contact(contact)?, asked)
            }
            (None, None) => return Err(Refusal::NotNow("say whom the note is about".into()).into()),
        }
        .map(drop)
    }

    /// The pieces that wait about a child or a contact.
    fn left(
        &self,
        session: &Session<'_>,
        of: &act::OfNight,
    ) -> Result<Vec<Id<domain::handover::NightItem>>, Stop> {
        let child = of.child.as_deref().map(|child| self.child(child)).transpose()?;
        let contact = of.contact.as_deref().map(|contact| self.contact(contact)).transpose()?;
        let is_it = |group: &&Group| match &group.about {
            About::Child(id, _) => Some(*id) == child,
            About::Contact(id, ..) => Some(*id) == contact,
            About::Restricted(_) => false,
        };
        let morning = handover::morning(session)?;
        let group = morning.groups.iter().find(is_it).ok_or(Refusal::NotFound)?;
        let waits = group.items.iter().map(|item| &item.item).filter(|item| item.is_open());
        Ok(waits.map(|item| item.id).collect())
    }
}

fn words(card: &act::Card, at: Timestamp) -> Result<CardWords, Refusal> {
    Ok(CardWords {
        kind: card.kind.clone(),
        steps: vec![Plan { trigger: card.trigger.clone(), plan: card.plan.clone() }],
        call: vec![Call { who: card.call.clone(), number: card.number.clone() }],
        never: card.never.clone(),
        staff_safety: card.staff_safety.clone(),
        safe: card.safe.clone(),
        until: moment(&card.until, at).map_err(Refusal::NotNow)?,
        further: None,
    })
}

fn board(session: &Session<'_>) -> Result<Show, Stop> {
    let tonight = handover::tonight(session)?;
    let mut words = String::new();
    for card in &tonight.cards {
        match card {
            OnBoard::Restricted(restricted) => words.push_str(restricted),
            OnBoard::Card(card) => {
                let _ = write!(words, "{} {:?} ", card.name, card.stands.words);
                if card.ran_out {
                    words.push_str("ran out ");
                }
            }
        }
    }
    for plan in &tonight.plans {
        let _ = write!(words, "{plan:?} ");
    }
    Ok(Show { layer: None, words, found: Some(tonight.cards.len()) })
}

fn morning(session: &Session<'_>) -> Result<Show, Stop> {
    let morning = handover::morning(session)?;
    let mut words = String::new();
    for group in &morning.groups {
        match &group.about {
            About::Child(_, name) => words.push_str(name),
            About::Contact(_, reference, names) => {
                let _ = write!(words, "{reference} {}", names.join(" "));
            }
            About::Restricted(restricted) => words.push_str(restricted),
        }
        for item in &group.items {
            let _ = write!(words, " {:?}", item.says);
            if let Some(accepted) = &item.item.accepted {
                let _ = write!(words, " accepted by {}", morning.names.name(accepted.by));
            } else if let Some(handed) = &item.item.handed {
                let _ = write!(words, " handed to {}", morning.names.name(handed.to));
            }
            if item.item.gone_to_manager.is_some() {
                words.push_str(" gone to the manager");
            }
        }
        words.push('\n');
    }
    Ok(Show { layer: None, words, found: Some(morning.groups.len()) })
}
