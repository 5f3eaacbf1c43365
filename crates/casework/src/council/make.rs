//! Making the council: everything happens in the order of time, as it would.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::sync::Arc;

use domain::calendar::Calendar;
use domain::contact::Contact;
use domain::id::Id;
use domain::pack::Pack;
use domain::person::Person;
use domain::refusal::Refusal;
use domain::staff::Staff;
use jiff::Timestamp;
use store::{Stop, Store};

use super::dice::Dice;
use super::family::Family;
use super::meetings::{Meetings, Part};
use super::months::{self, From, in_the_day, minutes};
use super::night;
use super::section47::{self, Enquiries};
use super::staff::{DemoPerson, StaffRoom};
use super::step::{Step, What};
use super::strategy::{self, Discussions};
use crate::contact;
use crate::house::House;
use crate::session::{Sending, Session};
use crate::simulation::{SeededChance, SimulatedClock};

/// How large a council to make.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Plan {
    /// The seed: the same seed gives the same council.
    pub seed: u64,
    /// Families the front door will hear of; about twice as many children.
    pub families: usize,
    /// Contacts in all.
    pub contacts: usize,
    /// Over how many months.
    pub months: u32,
}

impl Plan {
    /// A council of so many families: a year and a little for a demo, ten years for the largest.
    pub fn of(families: usize) -> Self {
        let months = if families > 5_000 { 120 } else { 14 };
        let contacts = if families > 5_000 { families * 32 / 5 } else { families * 7 / 4 };
        Plan { seed: 2026, families, contacts, months }
    }
}

/// What was made.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Made {
    /// Those a visitor of the demo can be.
    pub people: Vec<(DemoPerson, Id<Staff>)>,
    /// Children on the record.
    pub children: usize,
    /// Contacts.
    pub contacts: usize,
    /// Records that are restricted.
    pub restricted: usize,
    /// Addresses that are protected.
    pub protected: usize,
}

/// One contact on its way through the door.
#[derive(Clone)]
pub(super) struct Case {
    pub(super) family: usize,
    pub(super) children: Vec<usize>,
    pub(super) contact: Id<Contact>,
    pub(super) officer: &'static str,
    pub(super) worry: usize,
    pub(super) reason: usize,
    pub(super) leads_to: LeadsTo,
}

/// What a contact leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LeadsTo {
    /// Whatever the dice say.
    Anything,
    /// A referral that still waits to be accepted when a visitor comes.
    WaitingReferral,
    /// An enquiry by the hub.
    Enquiry,
}

/// Within this time of the visitor's coming only one of the managers has read, so that something waits for the others.
const LATELY: jiff::SignedDuration = jiff::SignedDuration::from_hours(30 * 24);

/// The managers who approve what referrers are told, the usual one first.
pub(super) const APPROVE: [&str; 2] = ["mash-manager", "manager2"];

pub(super) struct Making<'m> {
    pub(super) house: &'m House,
    clock: Arc<SimulatedClock>,
    staff: StaffRoom,
    pub(super) dice: Dice,
    pub(super) families: Vec<Family>,
    waiting: BinaryHeap<Reverse<Step>>,
    order: usize,
    pub(super) until: Timestamp,
    pub(super) made: Made,
    /// Children and their workers, in the order of allocation, none of them restricted.
    pub(super) allocated: Vec<(Id<Person>, &'static str)>,
    pub(super) cards: night::Cards,
    meetings: Meetings,
    /// Those of whom the significant events of the last weeks are told.
    pub(super) told_of: Vec<(Id<Person>, &'static str)>,
    enquiries: Enquiries,
    discussions: Discussions,
    pub(super) conferences: super::conference::Conferences,
    pub(super) assessments: super::assessment::Assessments,
    pub(super) in_need: super::child_in_need::InNeed,
}

/// Makes the council in a store. What has not happened by `until` is left waiting: that is the queue a visitor finds.
///
/// # Errors
/// When the store fails, or a use case refuses what it should not.
pub fn make(
    store: &Store,
    pack: &Arc<Pack>,
    calendar: &Arc<Calendar>,
    plan: Plan,
    until: Timestamp,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<Made, Stop> {
    let begins = until - minutes(i64::from(plan.months) * 31 * 24 * 60);
    let clock = Arc::new(SimulatedClock::at(begins));
    let chance = Arc::new(SeededChance::from_seed(plan.seed));
    let house = House::new(store.clone(), Arc::clone(pack), Arc::clone(calendar), clock.clone(), chance);
    let mut dice = Dice::from_seed(plan.seed);
    let day = domain::calendar::london::date_of(until);
    let families = (0..plan.families).map(|number| Family::make(&mut dice, number, day)).collect();
    let staff = StaffRoom::make(&house)?;
    let made = Made { people: staff.demo_people(), ..Made::default() };
    let mut making = Making {
        house: &house,
        clock,
        staff,
        dice,
        families,
        waiting: BinaryHeap::new(),
        order: 0,
        until,
        made,
        allocated: Vec::new(),
        cards: Vec::new(),
        meetings: Meetings::default(),
        told_of: Vec::new(),
        enquiries: Enquiries::default(),
        discussions: Discussions::default(),
        conferences: super::conference::Conferences::default(),
        assessments: super::assessment::Assessments::default(),
        in_need: super::child_in_need::InNeed::default(),
    };
    making.plan(plan);
    making.plan_last_night();
    making.plan_events();
    making.plan_local_forms();
    making.plan_conferences();
    making.plan_powers();
    making.plan_safety_plans();
    making.plan_childs_story();
    making.plan_documents();
    making.plan_watch(begins);
    making.plan_long_story();
    making.plan_assessments();
    making.plan_child_in_need();
    making.plan_twice();
    while let Some(Reverse(step)) = making.waiting.pop() {
        if step.at >= until {
            continue;
        }
        making.clock.set(step.at);
        making.happen(step)?;
        progress(making.made.contacts as u64, plan.contacts as u64);
    }
    Ok(making.made)
}

impl<'m> Making<'m> {
    fn plan(&mut self, plan: Plan) {
        let weights: Vec<(usize, usize)> =
            self.families.iter().enumerate().map(|(place, family)| (family.worry, place)).collect();
        for number in 0..plan.contacts {
            let family = *self.dice.weighed(&weights);
            let (source, from) = *self.dice.weighed(months::SOURCES);
            let mut at = months::moment(&mut self.dice, self.until, plan.months, from);
            // The last few have only just arrived: the door is never empty.
            if number < 8.min(plan.contacts / 4) {
                at = self.until - minutes(self.dice.between(3, 300));
            }
            let mut leads_to = LeadsTo::Anything;
            // Some referrals of the last days wait: one is due, another is late.
            if (8..13).contains(&number) && plan.contacts >= 40 {
                at = self.until - minutes(self.dice.between(26 * 60, 4 * 24 * 60));
                leads_to = LeadsTo::WaitingReferral;
            }
            // Some of the last day's are in the hub: one just asked about, one half answered, one late.
            if (13..18).contains(&number) && plan.contacts >= 40 {
                at = in_the_day(self.until - minutes(self.dice.between(4 * 60, 26 * 60)), &mut self.dice);
                leads_to = LeadsTo::Enquiry;
            }
            self.then(at, What::Arrives { family, source, from, leads_to });
        }
        for family in 0..self.families.len() {
            if self.dice.in_hundred(12) {
                let at = months::moment(&mut self.dice, self.until, plan.months, From::Family);
                self.then(at, What::Moves(family));
            }
        }
        self.then(self.until - minutes(7 * 24 * 60), What::Confirmed);
        for (at, part) in Part::planned(self.until, &self.house.calendar) {
            self.then(at, What::Meets(part));
        }
        for (at, part) in super::audit::Part::planned(self.until) {
            self.then(at, What::Audits(part));
        }
        for (at, part) in section47::Part::planned(self.until, &self.house.calendar) {
            self.then(at, What::Enquires47(part));
        }
        for (at, part) in strategy::Part::planned(self.until, &self.house.calendar) {
            self.then(at, What::Discusses(part));
        }
    }

    pub(super) fn then(&mut self, at: Timestamp, what: What) {
        self.order += 1;
        self.waiting.push(Reverse(Step { at, order: self.order, what }));
    }

    /// Later the same working day, or the next.
    pub(super) fn later(&mut self, at: Timestamp, least: i64, most: i64, what: What) {
        let at = at + minutes(self.dice.between(least, most));
        let at = in_the_day(at, &mut self.dice);
        self.then(at, what);
    }

    fn happen(&mut self, Step { at, what, .. }: Step) -> Result<(), Stop> {
        match what {
            What::Arrives { family, source, from, leads_to } => {
                self.arrives(at, family, source, from, leads_to)
            }
            What::Found(case) => self.found(at, case),
            What::Proposed(case) => self.proposed(at, case),
            What::Decided(case) => self.decided(at, case),
            What::Told(case) => self.told(&case),
            What::Allocated(case) => self.allocated(&case),
            What::Done(contact) => self.done(contact),
            What::Night(moment) => self.in_the_last_night(moment),
            What::TakenOver(contact) => self.taken_over(contact),
            What::Event(number) => self.event_told(number),
            What::LocalForm(number) => self.local_form_told(number),
            What::Reads => self.reads(self.until.duration_since(at) < LATELY),
            What::Talks => self.talks(),
            What::Confirmed => self.staff.confirm_partners(self.house),
            What::Hub(case, enquiry, moment) => self.in_the_hub(at, case, enquiry, moment),
            What::Conferences(part) => self.conferences(part),
            What::Power(begins) => self.power_begins(at, begins),
            What::Plans(moment) => self.in_safety_plans(moment),
            What::ChildsStory(part) => self.in_childs_story(part),
            What::Composes => self.compose_documents(),
            What::Twice => self.recorded_twice(),
            What::Watches => self.watches(at),
            What::LongStory => self.long_story(),
            What::Assesses(part) => self.assesses(part),
            What::InNeed(moment) => self.in_need_happens(moment),
            What::Audits(part) => self.audits(part),
            What::Meets(part) => self.meetings.happen(self.house, &self.staff, self.until, part),
            // A child may have gone to another worker meanwhile: then nothing more comes of it here.
            What::Enquires47(part) => {
                kept(self.enquiries.happen(self.house, &self.staff, &self.allocated, part)).map(drop)
            }
            What::Discusses(part) => self.discussions.happen(self.house, &self.staff, &self.allocated, part),
            What::Moves(family) => {
                self.families[family].moves(&mut self.dice);
                Ok(())
            }
        }
    }

    /// A form of its own.
    pub(super) fn sending(&self, opened: u64) -> Sending {
        Sending { form: self.house.id(), opened, content: Vec::new() }
    }

    pub(super) fn session(&self, user_name: &str) -> Result<Session<'m>, Stop> {
        let staff = self.staff.named(user_name).cloned().ok_or(Refusal::NotFound)?;
        Ok(self.house.session(staff))
    }

    pub(super) fn staff_id(&self, user_name: &str) -> Result<Id<Staff>, Stop> {
        Ok(self.staff.named(user_name).ok_or(Refusal::NotFound)?.id)
    }

    pub(super) fn version(&self, contact: Id<Contact>) -> Result<u64, Stop> {
        Ok(contact::view(&self.house.system(), contact)?.contact.version.0)
    }
}

/// What a refusal undoes is left out: a record that turned out restricted, or closed meanwhile.
pub(super) fn kept<T>(outcome: Result<T, Stop>) -> Result<Option<T>, Stop> {
    match outcome {
        Ok(made) => Ok(Some(made)),
        Err(Stop::Refusal(_)) => Ok(None),
        Err(stop) => Err(stop),
    }
}
