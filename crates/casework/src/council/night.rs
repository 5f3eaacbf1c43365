//! The council's last night: cards that were authorised at five and one that waits, what the night team wrote down, and a morning list of which one
//! child has been taken over. And every morning before it, when the day team took over what the night had taken in.

use domain::contact::{Channel, Concern, Contact, Described, Referrer, SafeContact, SubjectChild};
use domain::handover::{Call, Card, CardWords, Left, Night, NightItem, NightNoteAsked, Step};
use domain::id::Id;
use domain::person::Person;
use domain::person::known::Known;
use domain::person::name::PersonName;
use domain::refusal::Refusal;
use jiff::Timestamp;
use store::Stop;

use super::make::Making;
use super::months::minutes;
use super::step::What;
use crate::contact::{self, Intake, NO_NAME};
use crate::handover::{self, Group};

/// One of the last night's moments.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Moment {
    /// Workers write cards.
    Written,
    /// A manager authorises all but one.
    Authorised,
    /// The night team writes down what happens.
    Noted,
    /// A worker takes over one child.
    TakenOver,
}

/// What the cards of the demo say: kind, if, then, safe, and for how many hours after the morning.
const CARDS: &[(&str, &str, &str, &str, i64)] = &[
    (
        "interim_safety_plan",
        "the father rings or comes to the door",
        "Tell him nothing. If he is at the door: 999, then the aunt.",
        "Asleep at the aunt's, who has the plan in writing.",
        7,
    ),
    (
        "missing",
        "the police or a friend has found the child",
        "Do not ask where. Say that everybody is glad, ring the aunt, and arrange a return home interview.",
        "Not known: last seen at the bus station at 14:20.",
        4 * 24,
    ),
    (
        "child_protection_plan",
        "a neighbour rings about shouting",
        "Ask the police for a welfare check; the mother has the safe word.",
        "The grandmother sleeps in the house this week.",
        6 * 24,
    ),
    (
        "strategy_tomorrow",
        "the hospital rings before ten",
        "The child stays in hospital until the discussion; nobody takes the child home.",
        "On the children's ward.",
        30,
    ),
];

impl Making<'_> {
    /// Plans the last night before the council's own moment.
    pub(super) fn plan_last_night(&mut self) {
        let night = self.last_night();
        let moments = [
            (Moment::Written, night.begins - minutes(100)),
            (Moment::Authorised, night.begins - minutes(20)),
            (Moment::Noted, (night.begins + minutes(9 * 60)).min(self.until - minutes(40))),
            (Moment::TakenOver, self.until - minutes(10)),
        ];
        for (moment, at) in moments {
            self.then(at, What::Night(moment));
        }
    }

    fn last_night(&self) -> Night {
        Night::last_begun(self.until, &self.house.calendar, &self.house.pack.handover)
    }

    /// The morning after the night team took a contact in, an officer has it.
    pub(super) fn plan_takeover(&mut self, at: Timestamp, contact: Id<Contact>) {
        let hours = &self.house.pack.handover;
        let ends = Night::last_begun(at, &self.house.calendar, hours).ends;
        self.then(ends.max(at) + minutes(-12), What::TakenOver(contact));
    }

    pub(super) fn taken_over(&self, contact: Id<Contact>) -> Result<(), Stop> {
        let session = self.session("officer")?;
        let is_it = |item: &&NightItem| item.left == Left::Contact(contact) && item.is_open();
        let groups = handover::morning(&session)?.groups;
        let items = groups.iter().flat_map(|group| &group.items).map(|item| &item.item);
        let waits: Vec<Id<NightItem>> = items.filter(is_it).map(|item| item.id).collect();
        if waits.is_empty() { Ok(()) } else { allowed(handover::accept(&session, &self.sending(0), &waits)) }
    }

    pub(super) fn in_the_last_night(&mut self, moment: Moment) -> Result<(), Stop> {
        match moment {
            Moment::Written => self.cards_written(),
            Moment::Authorised => self.cards_authorised(),
            Moment::Noted => self.noted(),
            Moment::TakenOver => self.one_child_taken_over(),
        }
    }

    fn cards_written(&mut self) -> Result<(), Stop> {
        let ends = self.last_night().ends;
        let mut newest: Vec<(Id<Person>, &'static str)> = Vec::new();
        for (child, worker) in self.allocated.iter().rev() {
            if newest.len() < CARDS.len() && !newest.iter().any(|(known, _)| known == child) {
                newest.push((*child, *worker));
            }
        }
        for ((child, worker), (kind, trigger, plan, safe, hours)) in newest.into_iter().zip(CARDS) {
            let session = self.session(worker)?;
            let words = CardWords {
                kind: (*kind).into(),
                steps: vec![Step { trigger: (*trigger).into(), plan: (*plan).into() }],
                call: vec![
                    Call { who: "Aunt, awake until midnight".into(), number: "01632 960311".into() },
                    Call { who: "Service manager on call".into(), number: "01632 960101".into() },
                ],
                never: "Where the child sleeps: to nobody but the police.".into(),
                staff_safety: if *kind == "child_protection_plan" {
                    "A large dog in the yard: ring from the car.".into()
                } else {
                    String::new()
                },
                safe: (*safe).into(),
                until: ends + minutes(hours * 60),
                further: None,
            };
            match handover::draft_card(&session, &self.sending(0), child, words) {
                Ok(card) => self.cards.push((card, child)),
                Err(stop) => allowed(Err(stop))?,
            }
        }
        Ok(())
    }

    /// All but the last, which waits on the managers' own page.
    fn cards_authorised(&self) -> Result<(), Stop> {
        let session = self.session("mash-manager")?;
        for (card, _) in self.cards.iter().take(CARDS.len() - 1) {
            allowed(handover::authorise_card(&session, &self.sending(1), *card))?;
        }
        Ok(())
    }

    fn noted(&mut self) -> Result<(), Stop> {
        let session = self.session("night-worker")?;
        let by = Some(self.until.max(self.last_night().ends) + minutes(4 * 60));
        if let Some((_, child)) = self.cards.get(1) {
            let asked = NightNoteAsked {
                found: "The child's friend rang at half past one: they were together at the harbour until midnight.".into(),
                done: "Told the police, who had a car there in ten minutes. Nobody was found.".into(),
                why_not: "No visit to the friend: it would tell his mother's partner that he had rung us.".into(),
                day_must: "Speak with the friend at school, alone, before the first lesson.".into(),
                day_by: by,
                ..NightNoteAsked::default()
            };
            allowed(handover::note_on_child(&session, &self.sending(0), *child, asked).map(drop))?;
        }
        let contact = contact::record(&session, &self.sending(0), baby())?;
        self.made.contacts += 1;
        let asked = NightNoteAsked {
            found: "A baby of about three weeks, well fed, in a clean blanket. Nobody knows the name.".into(),
            done: "The ward keeps the baby until the day team comes.".into(),
            safe: "On the children's ward, with a nurse.".into(),
            safe_until: by,
            day_must: "Find out who the baby is, and see the mother.".into(),
            day_by: by,
            ..NightNoteAsked::default()
        };
        allowed(handover::note_on_contact(&session, &self.sending(0), contact, asked).map(drop))
    }

    fn one_child_taken_over(&self) -> Result<(), Stop> {
        let Some((_, child)) = self.cards.get(1) else { return Ok(()) };
        let worker = self.allocated.iter().rev().find(|(known, _)| known == child).map(|(_, worker)| *worker);
        let session = self.session(worker.unwrap_or("social-worker"))?;
        let is_it = |group: &&Group| matches!(&group.about, handover::About::Child(id, _) if id == child);
        let groups = handover::morning(&session)?.groups;
        let items = groups.iter().filter(is_it).flat_map(|group| &group.items);
        let waits = items.filter(|item| item.item.is_open()).map(|item| item.item.id).collect::<Vec<_>>();
        if waits.is_empty() { Ok(()) } else { allowed(handover::accept(&session, &self.sending(0), &waits)) }
    }
}

/// The cards of the last night, with their children.
pub(super) type Cards = Vec<(Id<Card>, Id<Person>)>;

/// What a use case refuses here, because a record was restricted or closed meanwhile, does not happen.
pub(super) fn allowed(outcome: Result<(), Stop>) -> Result<(), Stop> {
    match outcome {
        Ok(()) | Err(Stop::Refusal(Refusal::NotAllowed(_) | Refusal::NotFound | Refusal::NotNow(_))) => {
            Ok(())
        }
        Err(stop) => Err(stop),
    }
}

/// An unknown baby at the hospital.
fn baby() -> Intake {
    Intake {
        received_at: None,
        channel: Channel::NightTeam,
        source: "3A".into(),
        referrer: Referrer {
            name: None,
            agency: Some("health".into()),
            role: "Nurse, emergency department".into(),
            phone: None,
            email: None,
            anonymous: false,
            preference: String::new(),
        },
        children: vec![SubjectChild {
            said: Described::named(PersonName::single(NO_NAME)),
            where_now: Known::Is("On the children's ward".into()),
            found: Default::default(),
        }],
        others: Vec::new(),
        concern: Concern {
            danger_now: Known::Is(false),
            facts: "A baby of about three weeks was brought to the hospital by somebody who then left."
                .into(),
            ..Concern::default()
        },
        safe_contact: SafeContact::default(),
        forms: Vec::new(),
    }
}
