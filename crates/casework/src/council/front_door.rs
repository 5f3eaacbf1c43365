//! What happens at the front door of the council: a contact arrives, the child is found, an outcome is proposed and decided, the referrer is told, the children
//! go to a worker; some families turn out to be a colleague's.

use std::collections::BTreeSet;

use domain::access::Guard;
use domain::contact::{Agreement, Channel, Contact, DecisionAsked, NextAction, Outcomes, RulingBasis};
use domain::id::Id;
use domain::person::Person;
use domain::refusal::Refusal;
use domain::staff::Staff;
use jiff::Timestamp;
use store::Stop;

use super::make::{Case, LeadsTo, Making};
use super::months::{self, From, minutes};
use super::step::What;
use super::words;
use crate::child::{self, AllocationAsked, Moment, PersonAsked, Shown};
use crate::contact::{self, Whom};
use crate::work;

impl Making<'_> {
    pub(super) fn arrives(
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

    pub(super) fn found(&mut self, at: Timestamp, case: Box<Case>) -> Result<(), Stop> {
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
            further: None,
        })
    }

    /// The same where the children are open already: it is new information for their worker.
    pub(super) fn for_their_worker(&self, at: Timestamp, case: &Case) -> Result<RulingBasis, Stop> {
        let mut basis = self.ruling_basis(at, case)?;
        basis.outcomes.primary = "existing_referral".into();
        Ok(basis)
    }

    pub(super) fn proposed(&mut self, at: Timestamp, case: Box<Case>) -> Result<(), Stop> {
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

    pub(super) fn decided(&mut self, at: Timestamp, case: Box<Case>) -> Result<(), Stop> {
        let manager = *self.dice.pick(&["mash-manager", "mash-manager", "manager2"]);
        let session = self.session(manager)?;
        let opened = self.version(case.contact)?;
        let words = "I have read the history and weighed what is known and not known; this is right and proportionate for the child today.";
        let asked =
            DecisionAsked { agreement: Agreement::Agree, changed: None, words: words.into(), further: None };
        match contact::decide(&session, &self.sending(opened), case.contact, asked) {
            Ok(()) => {}
            Err(Stop::Refusal(Refusal::NotAllowed(_))) => return Ok(()),
            // The children were taken on meanwhile: it is new information for their worker.
            Err(Stop::Refusal(Refusal::Invalid(_))) => {
                let changed = Some(self.for_their_worker(at, &case)?);
                let asked = DecisionAsked {
                    agreement: Agreement::AgreeWithChange,
                    changed,
                    words: words.into(),
                    further: None,
                };
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

    pub(super) fn told(&mut self, case: &Case) -> Result<(), Stop> {
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
    pub(super) fn done(&mut self, contact: Id<Contact>) -> Result<(), Stop> {
        match work::action_done(&self.session("social-worker")?, &self.sending(0), contact, 0) {
            Ok(()) | Err(Stop::Refusal(_)) => Ok(()),
            Err(stop) => Err(stop),
        }
    }

    /// The children go to a worker; one family in forty turns out to be a colleague's.
    pub(super) fn allocated(&mut self, case: &Case) -> Result<(), Stop> {
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
}
