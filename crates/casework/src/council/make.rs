//! Making the council: everything happens in the order of time, as it would.

use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap};
use std::sync::Arc;

use domain::access::Guard;
use domain::calendar::Calendar;
use domain::contact::{Agreement, Channel, Contact, DecisionAsked, NextAction, Outcomes, RulingBasis};
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
use super::words;
use crate::child::{self, AllocationAsked, Moment, PersonAsked, Shown};
use crate::contact::{self, Whom};
use crate::house::House;
use crate::session::{Sending, Session};
use crate::simulation::{SeededChance, SimulatedClock};
use crate::work;

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
    family: usize,
    children: Vec<usize>,
    pub(super) contact: Id<Contact>,
    pub(super) officer: &'static str,
    worry: usize,
    reason: usize,
    leads_to: LeadsTo,
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

    fn arrives(
        &mut self,
        at: Timestamp,
        family: usize,
        source: &str,
        from: From,
        leads_to: LeadsTo,
    ) -> Result<(), Stop> {
        if self.families[family].restricted {
            return Ok(());
        }
        let officer = if months::by_day(at) {
            *self.dice.pick(&["officer", "officer", "officer2", "officer3"])
        } else {
            "night-worker"
        };
        let all = self.families[family].children.len();
        let children = if self.dice.in_hundred(65) { (0..all).collect() } else { vec![self.dice.below(all)] };
        let worries = self.families[family].worries.clone();
        let worry = *self.dice.pick(&worries);
        let mut reason = *self.dice.weighed(&[(30, 0), (25, 1), (16, 2), (20, 3), (9, 4)]);
        if leads_to == LeadsTo::WaitingReferral {
            reason =
                words::REASONS.iter().position(|(outcome, ..)| *outcome == "new_referral").unwrap_or(reason);
        }
        let channel = match from {
            From::Police => Channel::PoliceSystem,
            _ if officer == "night-worker" => Channel::NightTeam,
            From::Public | From::Family => Channel::Telephone,
            From::School | From::Professional => *self.dice.pick(&[Channel::Telephone, Channel::Email]),
        };
        let intake = self.intake(family, &children, worry, source, channel, from);
        let session = self.session(officer)?;
        let contact = contact::record(&session, &self.sending(0), intake)?;
        self.made.contacts += 1;
        if channel == Channel::NightTeam {
            self.plan_takeover(at, contact);
        }
        // One in fifteen that comes by day is not clear yet.
        let unclear = leads_to == LeadsTo::Anything && months::by_day(at) && self.dice.in_hundred(7);
        let leads_to = if unclear { LeadsTo::Enquiry } else { leads_to };
        let case = Box::new(Case { family, children, contact, officer, worry, reason, leads_to });
        self.later(at, 5, 70, What::Found(case));
        Ok(())
    }

    fn found(&mut self, at: Timestamp, case: Box<Case>) -> Result<(), Stop> {
        let session = self.session(case.officer)?;
        for (place, child) in case.children.iter().enumerate() {
            let held = self.families[case.family].children[*child].person;
            let opened = self.version(case.contact)?;
            let whom = held.map_or(Whom::New, Whom::Same);
            match contact::find_child(&session, &self.sending(opened), case.contact, place, whom) {
                Ok(()) => {}
                // A restricted child's contact is for the circle: it stays where it is.
                Err(Stop::Refusal(Refusal::NotAllowed(_))) => return Ok(()),
                Err(stop) => return Err(stop),
            }
            if held.is_none() {
                let view = contact::view(&self.house.system(), case.contact)?;
                let person = view.contact.record.children.get(place).and_then(|child| child.found.person());
                self.families[case.family].children[*child].person = person;
                self.made.children += 1;
                if let Some(person) = person {
                    self.sometimes_protect(person)?;
                }
            }
        }
        if case.leads_to == LeadsTo::Enquiry {
            return self.enquires(at, case);
        }
        self.later(at, 10, 120, What::Proposed(case));
        Ok(())
    }

    /// Two in a hundred live at an address that must not be told.
    fn sometimes_protect(&mut self, person: Id<Person>) -> Result<(), Stop> {
        if !self.dice.in_hundred(2) {
            return Ok(());
        }
        let session = self.session("mash-manager")?;
        if let Shown::Content(page) = child::file(&session, person, Moment::Now)? {
            let mut person: Person = page.file.child.record.clone();
            for address in &mut person.addresses {
                address.lines = address.lines.clone().guarded(Guard::Protected);
            }
            let reason = "They fled and must not be found.".to_owned();
            child::change_person(
                &session,
                &self.sending(page.file.child.version),
                person.id,
                PersonAsked { person, reason },
            )?;
            self.made.protected += 1;
        }
        Ok(())
    }

    /// What is proposed or recommended for a case, with its reasons.
    pub(super) fn ruling_basis(&self, at: Timestamp, case: &Case) -> Result<RulingBasis, Stop> {
        let (outcome, rationale, considered) = words::REASONS[case.reason];
        let level = match outcome {
            "nfa" => 1,
            "advice" | "early_help" => 2,
            _ => 4,
        };
        let (concern, ..) = words::WORRIES[case.worry];
        let worker = self.staff_id("social-worker")?;
        let actions = match outcome {
            "new_referral" | "cp_enquiry" => {
                vec![NextAction {
                    what: "See the child, and speak with them alone".into(),
                    owner: worker,
                    due: at + minutes(26 * 60),
                    done_at: None,
                }]
            }
            _ => Vec::new(),
        };
        Ok(RulingBasis {
            outcomes: Outcomes { primary: outcome.into(), also: BTreeSet::new() },
            level,
            paragraph: format!("{concern}_{level}"),
            paragraph_words: String::new(),
            pack_version: String::new(),
            rationale: rationale.into(),
            considered: considered.into(),
            no_enquiry: "What was told is clear enough to act on today.".into(),
            also_cited: Vec::new(),
            actions,
        })
    }

    /// The same where the children are open already: it is new information for their worker.
    pub(super) fn for_their_worker(&self, at: Timestamp, case: &Case) -> Result<RulingBasis, Stop> {
        let mut basis = self.ruling_basis(at, case)?;
        basis.outcomes.primary = "existing_referral".into();
        Ok(basis)
    }

    fn proposed(&mut self, at: Timestamp, case: Box<Case>) -> Result<(), Stop> {
        let basis = self.ruling_basis(at, &case)?;
        let session = self.session(case.officer)?;
        let opened = self.version(case.contact)?;
        match contact::propose(&session, &self.sending(opened), case.contact, basis) {
            Ok(()) => {}
            Err(Stop::Refusal(Refusal::Invalid(_))) => {
                let basis = self.for_their_worker(at, &case)?;
                contact::propose(&session, &self.sending(opened), case.contact, basis)?;
            }
            Err(Stop::Refusal(Refusal::NotAllowed(_))) => return Ok(()),
            Err(stop) => return Err(stop),
        }
        // Nine in ten within the day, the rest late: the clock shows which.
        let most = if self.dice.in_hundred(90) { 180 } else { 3 * 24 * 60 };
        self.later(at, 10, most, What::Decided(case));
        Ok(())
    }

    fn decided(&mut self, at: Timestamp, case: Box<Case>) -> Result<(), Stop> {
        let manager = *self.dice.pick(&["mash-manager", "mash-manager", "manager2"]);
        let session = self.session(manager)?;
        let opened = self.version(case.contact)?;
        let words = "I have read the history and weighed what is known and not known; this is right and proportionate for the child today.";
        let asked = DecisionAsked { agreement: Agreement::Agree, changed: None, words: words.into() };
        match contact::decide(&session, &self.sending(opened), case.contact, asked) {
            Ok(()) => {}
            Err(Stop::Refusal(Refusal::NotAllowed(_))) => return Ok(()),
            // The children were taken on meanwhile: it is new information for their worker.
            Err(Stop::Refusal(Refusal::Invalid(_))) => {
                let changed = Some(self.for_their_worker(at, &case)?);
                let asked =
                    DecisionAsked { agreement: Agreement::AgreeWithChange, changed, words: words.into() };
                contact::decide(&session, &self.sending(opened), case.contact, asked)?;
            }
            Err(stop) => return Err(stop),
        }
        self.after_the_decision(at, case);
        Ok(())
    }

    /// What follows from a decision: the referrer is told, actions are done, children get a worker, and some decisions are read again.
    pub(super) fn after_the_decision(&mut self, at: Timestamp, case: Box<Case>) {
        let allocates = case.reason >= 3;
        // Nearly every action is done in time; one in twelve waits, and my work says so.
        if allocates && !self.dice.in_hundred(8) {
            self.later(at, 60, 22 * 60, What::Done(case.contact));
        }
        let again = (*case).clone();
        self.later(at, 15, 240, What::Told(case));
        if allocates && again.leads_to != LeadsTo::WaitingReferral {
            // Most referrals are answered the same day; some wait, and the list says since when.
            let most = if self.dice.in_hundred(85) { 300 } else { 30 * 60 };
            self.later(at, 20, most, What::Allocated(Box::new(again)));
        }
        if self.dice.in_hundred(9) {
            self.later(at, 24 * 60, 6 * 24 * 60, What::Reads);
        }
        if self.dice.in_hundred(1) {
            self.later(at, 60, 24 * 60, What::Talks);
        }
    }

    fn told(&mut self, case: &Case) -> Result<(), Stop> {
        let Some((manager, view)) = self.read_by_a_manager(case.contact)? else { return Ok(()) };
        let session = self.session(manager)?;
        let Some(feedback) = view.feedback else { return Ok(()) };
        let sending = self.sending(feedback.version.0);
        match contact::approve_feedback(&session, &sending, case.contact, feedback.record.words) {
            Ok(()) | Err(Stop::Refusal(_)) => Ok(()),
            Err(stop) => Err(stop),
        }
    }

    /// The worker says that what was asked of them is done.
    fn done(&mut self, contact: Id<Contact>) -> Result<(), Stop> {
        match work::action_done(&self.session("social-worker")?, &self.sending(0), contact, 0) {
            Ok(()) | Err(Stop::Refusal(_)) => Ok(()),
            Err(stop) => Err(stop),
        }
    }

    /// The children go to a worker; one family in forty turns out to be a colleague's.
    fn allocated(&mut self, case: &Case) -> Result<(), Stop> {
        let (worker, team) = *self.dice.pick(&[
            ("social-worker", "assessment_1"),
            ("worker2", "assessment_1"),
            ("worker3", "assessment_2"),
            ("worker4", "assessment_2"),
        ]);
        let restricts = self.dice.in_hundred(3);
        let staff = self.staff_id(worker)?;
        let session = self.session("mash-manager")?;
        let children: Vec<Id<Person>> = case
            .children
            .iter()
            .filter_map(|child| self.families[case.family].children[*child].person)
            .collect();
        for person in &children {
            if self.answers(*person, staff, team)? || self.is_open(*person)? {
                continue;
            }
            let asked = AllocationAsked { staff, team: team.into(), role: "allocated social worker".into() };
            match child::allocate(&session, &self.sending(0), *person, asked) {
                Ok(()) => {}
                Err(Stop::Refusal(_)) => return Ok(()),
                Err(stop) => return Err(stop),
            }
        }
        // Once every child has a worker: whoever is outside the circle could no longer answer for the others.
        if restricts {
            self.families[case.family].restricted = true;
            for person in children {
                self.restrict(person, staff)?;
            }
        } else {
            self.allocated.extend(children.into_iter().map(|person| (person, worker)));
        }
        Ok(())
    }

    /// Whether an episode of need is open: then the child has a worker, and a contact is new information for them.
    fn is_open(&self, person: Id<Person>) -> Result<bool, Stop> {
        let today = domain::calendar::london::date_of(self.house.now());
        match child::file(&self.house.system(), person, Moment::Now)? {
            Shown::Content(page) => Ok(page.file.episodes.iter().any(|filed| filed.record.is_open_on(today))),
            _ => Ok(false),
        }
    }

    fn restrict(&mut self, person: Id<Person>, worker: Id<Staff>) -> Result<(), Stop> {
        let session = self.session("mash-manager")?;
        let circle = BTreeSet::from([worker, self.staff_id("service-manager")?]);
        let ring = "Margaret Osei, 01632 960101".to_owned();
        match child::restrict(
            &session,
            &self.sending(0),
            person,
            circle,
            ring,
            "A parent works for the council.".into(),
        ) {
            Ok(()) => self.made.restricted += 1,
            Err(Stop::Refusal(_)) => {}
            Err(stop) => return Err(stop),
        }
        Ok(())
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
