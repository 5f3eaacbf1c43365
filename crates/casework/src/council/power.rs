//! What runs in the invented council: an agreement, bail that ends soon, an emergency protection order, and police protection from last night.

use domain::id::Id;
use domain::person::Person;
use domain::power::{Agreement, AgreementOf, Bound, MadeBy, More, PowerAsked, ToldAsked};
use jiff::Timestamp;
use store::Stop;

use super::make::{Making, kept};
use super::months::minutes;
use super::step::What;
use crate::power;

const HOUR: i64 = 60;
const DAY: i64 = 24 * HOUR;

/// What begins, in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Begins {
    /// Accommodation by agreement.
    Agreement,
    /// Bail with conditions.
    Bail,
    /// An emergency protection order.
    Order,
    /// Police protection, recorded by the night worker.
    Protection,
}

impl Begins {
    /// Each, with how long before the visitor's coming it begins.
    const ALL: [(Begins, i64); 4] = [
        (Begins::Agreement, 9 * DAY),
        (Begins::Bail, 26 * DAY),
        (Begins::Order, 2 * DAY + 3 * HOUR),
        (Begins::Protection, 12 * HOUR),
    ];

    /// Which of the children who were allocated first it is about.
    const fn place(self) -> usize {
        match self {
            Begins::Agreement => 0,
            Begins::Bail => 1,
            Begins::Order => 2,
            Begins::Protection => 3,
        }
    }
}

impl Making<'_> {
    /// Plans what runs when the visitor comes.
    pub(super) fn plan_powers(&mut self) {
        for (begins, before) in Begins::ALL {
            self.then(self.until - minutes(before), What::Power(begins));
        }
    }

    pub(super) fn power_begins(&mut self, at: Timestamp, begins: Begins) -> Result<(), Stop> {
        let mut children: Vec<(Id<Person>, &'static str)> = Vec::new();
        for (child, worker) in &self.allocated {
            if !children.iter().any(|(known, _)| known == child) {
                children.push((*child, *worker));
            }
        }
        let Some((child, worker)) = children.get(begins.place()).copied() else { return Ok(()) };
        let who = if begins == Begins::Protection { "night-worker" } else { worker };
        let session = self.session(who)?;
        let asked = asked(begins, at, self.until);
        let recorded = kept(power::record(&session, &self.sending(0), child, &[], &asked))?;
        let (Some(recorded), Begins::Protection) = (recorded, begins) else { return Ok(()) };
        let told = ToldAsked {
            whom: "designated_officer".into(),
            name: "Inspector Quayle".into(),
            when: Some(at),
            words: "By telephone, from the car.".into(),
        };
        kept(power::tell(&session, &self.sending(1), recorded.power, told)).map(drop)
    }
}

fn asked(begins: Begins, at: Timestamp, until: Timestamp) -> PowerAsked {
    let made_by = |name: &str, rank: &str, body: &str, reference: &str| MadeBy {
        name: name.into(),
        rank: rank.into(),
        body: body.into(),
        reference: reference.into(),
    };
    let started = Some(at - minutes(20));
    match begins {
        Begins::Agreement => agreed(at),
        Begins::Bail => PowerAsked {
            kind: "police_bail".into(),
            started,
            ends: Some(until + minutes(2 * DAY + 5 * HOUR)),
            made_by: made_by("", "Custody officer", "Northbridge police", "NB/2219"),
            adult: Some(Bound { person: None, name: "The mother's partner".into() }),
            more: More {
                conditions: "Not to go to the home. Not to speak with the mother or the children.".into(),
                ..More::default()
            },
            ..PowerAsked::default()
        },
        Begins::Order => PowerAsked {
            kind: "emergency_protection".into(),
            started,
            ends: Some(at + minutes(7 * DAY)),
            made_by: made_by("District Judge Abara", "", "Northbridge family court", "NB26C0417"),
            more: More {
                grounds:
                    "A fracture that nobody could explain, and no adult in the home who would stay away."
                        .into(),
                whereabouts: "On the children's ward.".into(),
                conditions: "Contact with the mother each day on the ward, with a worker there.".into(),
                ..More::default()
            },
            ..PowerAsked::default()
        },
        Begins::Protection => PowerAsked {
            kind: "police_protection".into(),
            started,
            made_by: made_by("Kaur", "Constable 4471", "Northbridge police", "NB/2304"),
            more: More {
                whereabouts: "At the police station, with a night worker.".into(),
                ..More::default()
            },
            ..PowerAsked::default()
        },
    }
}

/// Accommodation by the agreement of a parent.
fn agreed(at: Timestamp) -> PowerAsked {
    PowerAsked {
        kind: "accommodation".into(),
        started: Some(at - minutes(20)),
        made_by: MadeBy { body: "Assessment team 1".into(), ..MadeBy::default() },
        agreement: Some(Agreement {
            of: AgreementOf::Parent,
            name: "The child's mother".into(),
            in_writing: true,
            informed: "Read together with her sister; she knows that she may take the child home on any day."
                .into(),
        }),
        more: More {
            whereabouts: "With foster carers, near the school.".into(),
            wishes: "I want to see mum on Saturdays.".into(),
            ..More::default()
        },
        ..PowerAsked::default()
    }
}
