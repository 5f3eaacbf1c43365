//! Significant events of the last weeks, for a few of the council's allocated children: neglect that gets worse, a call-out at night, three visits that
//! found nobody, a teacher who sees it escalate, a bruise that nobody explains.

use domain::event::{Adult, EventAsked};
use domain::form::{Answer, Place};
use domain::id::Id;
use domain::person::Person;
use domain::person::partial_date::PartialDate;
use store::Stop;

use super::make::Making;
use super::months::minutes;
use super::night::allowed;
use super::step::What;
use crate::event;

/// One event: how many days ago it was recorded, of which of the chosen children, its kind, where it is known from, how many hours before it
/// happened, the other adult in it, and the answers.
struct Told {
    days: i64,
    child: usize,
    kind: &'static str,
    from: &'static str,
    hours: i64,
    adult: &'static str,
    answers: &'static [(&'static str, &'static str)],
}

/// How many children events are told of.
const CHILDREN: usize = 4;

const EVENTS: &[Told] = &[
    Told {
        days: 24,
        child: 0,
        kind: "visit",
        from: "ourselves",
        hours: 3,
        adult: "",
        answers: &[
            ("visit.outcome", "seen"),
            ("visit.alone", "yes"),
            ("visit.where", "At home, in the kitchen"),
            ("visit.child_words", "I make my own tea now"),
            (
                "visit.what",
                "The kitchen was cold and there was little in the cupboards. The child showed me a drawing of the dog.",
            ),
            ("visit.bedroom", "yes"),
        ],
    },
    Told {
        days: 17,
        child: 0,
        kind: "neglect_tool",
        from: "ourselves",
        hours: 2,
        adult: "",
        answers: &[
            ("neglect.physical_care", "3"),
            ("neglect.safety", "2"),
            ("neglect.warmth", "2"),
            ("neglect.encouragement", "3"),
            ("neglect.seen", "The same jumper three visits running; two dental appointments missed."),
        ],
    },
    Told {
        days: 12,
        child: 1,
        kind: "domestic_abuse",
        from: "police",
        hours: 11,
        adult: "The mother's former partner",
        answers: &[
            ("incident.what", "He came to the flat at night and kicked the door until the neighbours rang."),
            ("incident.child_present", "yes"),
            ("incident.high_risk", "no"),
            ("incident.marac", "no"),
            ("incident.pregnant", "not_known"),
            ("incident.now", "Bailed not to go to the street, until the end of the month."),
        ],
    },
    Told {
        days: 9,
        child: 2,
        kind: "visit",
        from: "ourselves",
        hours: 1,
        adult: "",
        answers: &[("visit.outcome", "not_seen"), ("visit.what", "Nobody in. A card left, a text sent.")],
    },
    Told {
        days: 6,
        child: 2,
        kind: "visit",
        from: "ourselves",
        hours: 2,
        adult: "",
        answers: &[
            ("visit.outcome", "not_seen"),
            ("visit.what", "The curtains moved and nobody opened. School says: absent since Monday."),
        ],
    },
    Told {
        days: 5,
        child: 0,
        kind: "neglect_tool",
        from: "ourselves",
        hours: 3,
        adult: "",
        answers: &[
            ("neglect.physical_care", "4"),
            ("neglect.safety", "2"),
            ("neglect.warmth", "2"),
            ("neglect.encouragement", "3"),
            (
                "neglect.seen",
                "No heating since the weekend; the younger one in wet clothes at eleven in the morning.",
            ),
        ],
    },
    Told {
        days: 3,
        child: 2,
        kind: "visit",
        from: "ourselves",
        hours: 1,
        adult: "",
        answers: &[
            ("visit.outcome", "not_seen"),
            ("visit.what", "The mother at the door, on her way out. The child was “at a friend's”."),
        ],
    },
    Told {
        days: 2,
        child: 3,
        kind: "professional_concern",
        from: "school",
        hours: 5,
        adult: "",
        answers: &[
            (
                "concern.what",
                "Every week something else: late, hungry, asleep at the table, and now flinches when somebody passes behind.",
            ),
            ("concern.trend", "escalating"),
        ],
    },
    Told {
        days: 1,
        child: 1,
        kind: "injury",
        from: "health",
        hours: 4,
        adult: "The mother's former partner",
        answers: &[
            ("injury.what", "A bruise on the upper arm, like the grip of a hand, yellow at the edge."),
            ("injury.where", "Left upper arm, outside"),
            ("injury.seen_by", "School nurse"),
            ("injury.mobile", "yes"),
            ("injury.explanation", "none"),
            ("injury.child_words", "I don't know. I fell."),
        ],
    },
];

impl Making<'_> {
    /// Plans the events of the last weeks.
    pub(super) fn plan_events(&mut self) {
        for (number, told) in EVENTS.iter().enumerate() {
            self.then(self.until - minutes(told.days * 24 * 60 + 90), What::Event(number));
        }
    }

    /// One of them is recorded by the child's worker, unless by now they may not.
    pub(super) fn event_told(&mut self, number: usize) -> Result<(), Stop> {
        let Some(told) = EVENTS.get(number) else { return Ok(()) };
        self.choose_children();
        let Some((child, worker)) = self.told_of.get(told.child).copied() else { return Ok(()) };
        let session = self.session(worker)?;
        let pack = &self.house.pack;
        let Some(form) = pack.events.kind(told.kind).and_then(|kind| pack.form(&kind.form)) else {
            return Ok(());
        };
        let mut answers = form.blank();
        for (place, answer) in told.answers {
            if let Ok(place) = place.parse::<Place>() {
                let answer =
                    if *answer == domain::form::NOT_KNOWN { Answer::NotKnown } else { Answer::text(*answer) };
                answers.put(place, answer);
            }
        }
        let moment = session.at - minutes(told.hours * 60);
        let asked = EventAsked {
            kind: told.kind.into(),
            children: vec![child],
            adults: (!told.adult.is_empty()).then(|| Adult::Named(told.adult.into())).into_iter().collect(),
            happened: PartialDate::Exact(domain::calendar::london::date_of(moment)),
            moment: Some(moment),
            until: None,
            known_at: None,
            from: told.from.into(),
            who: String::new(),
            unnamed: false,
            answers,
            further: None,
        };
        allowed(event::record(&session, &self.sending(0), asked).map(drop))
    }

    /// The children who were allocated last by then: chosen once, so that one child's events are one story.
    pub(super) fn choose_children(&mut self) {
        if !self.told_of.is_empty() {
            return;
        }
        let mut chosen: Vec<(Id<Person>, &'static str)> = Vec::new();
        for (child, worker) in self.allocated.iter().rev() {
            if chosen.len() < CHILDREN && !chosen.iter().any(|(known, _)| known == child) {
                chosen.push((*child, *worker));
            }
        }
        self.told_of = chosen;
    }
}
