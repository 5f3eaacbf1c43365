//! The invented council's conferences and disagreements: one child whose conference was held and who is on a plan, one whose day is planned, one for whom the
//! request is still to be sent, one whose conference was declined and whose school disagrees; and a disagreement of the police whose child nobody has said.

use domain::access::Action;
use domain::calendar::{london, working_days};
use domain::conference::{
    Conference, Decision, DeclineAsked, FamilyThere, HoldAsked, Invited, Late, PlanAsked, PlanDecision,
    ReportTo, RequestAsked, There, Told,
};
use domain::disagreement::{DECLINED_CONFERENCE, RaiseAsked};
use domain::id::Id;
use domain::meeting::Attended;
use domain::person::Person;
use jiff::civil::{Date, Time};
use jiff::{SignedDuration, Timestamp};
use store::Stop;

use super::make::{Making, kept};
use super::step::What;
use crate::conference::{self, Asked, ChildAsked};
use crate::disagreement;

/// What happens about conferences.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// The first is asked for and planned; another is asked for and declined.
    Asked,
    /// The report is given, and a school disagrees with what was declined.
    Reported,
    /// The first is held, and the next is planned.
    Held,
    /// One is needed, and the police disagree.
    Needed,
}

/// The conferences made so far.
#[derive(Debug, Default)]
pub(super) struct Conferences {
    first: Option<(Id<Conference>, &'static str)>,
    declined: Option<(Id<Conference>, Id<Person>)>,
}

const TEN: Time = Time::constant(10, 0, 0, 0);

impl Making<'_> {
    pub(super) fn plan_conferences(&mut self) {
        let days = |count: i64| SignedDuration::from_hours(24 * count);
        let held = london::instant(self.held_on(), Time::constant(16, 0, 0, 0));
        for (at, part) in [
            (self.until - days(12), Part::Asked),
            (held - days(4), Part::Reported),
            (held, Part::Held),
            (self.until - SignedDuration::from_hours(20), Part::Needed),
        ] {
            self.then(at, What::Conferences(part));
        }
    }

    /// Two working days before a visitor comes.
    fn held_on(&self) -> Date {
        working_days::subtract(london::date_of(self.until), 2, &self.house.calendar.holidays)
    }

    pub(super) fn conferences(&mut self, part: Part) -> Result<(), Stop> {
        match part {
            Part::Asked => {
                if let Some((child, worker)) = self.child(0) {
                    let made = self.asked(child, worker, true)?;
                    if let Some(id) = made {
                        self.day(id, worker, self.held_on())?;
                        self.conferences.first = Some((id, worker));
                    }
                }
                if let Some((child, worker)) = self.child(1) {
                    let made = self.asked(child, worker, true)?;
                    self.conferences.declined = made.map(|id| (id, child));
                    return self.decline();
                }
                Ok(())
            }
            Part::Reported => {
                self.report()?;
                self.school_disagrees()
            }
            Part::Held => {
                self.hold()?;
                let Some((child, worker)) = self.child(2) else { return Ok(()) };
                let Some(id) = self.asked(child, worker, true)? else { return Ok(()) };
                let day = working_days::add(london::date_of(self.until), 6, &self.house.calendar.holidays);
                self.day(id, worker, day)
            }
            Part::Needed => {
                if let Some((child, worker)) = self.child(3) {
                    self.asked(child, worker, false)?;
                }
                self.police_disagree()
            }
        }
    }

    /// One of the children with a worker, each once; the order is that of allocation.
    fn child(&self, number: usize) -> Option<(Id<Person>, &'static str)> {
        let mut found: Vec<(Id<Person>, &'static str)> = Vec::new();
        for (child, worker) in &self.allocated {
            if !found.iter().any(|(known, _)| known == child) {
                found.push((*child, *worker));
            }
        }
        found.get(number).copied()
    }

    fn asked(&self, child: Id<Person>, worker: &str, sent: bool) -> Result<Option<Id<Conference>>, Stop> {
        let session = self.session(worker)?;
        let now = self.house.now();
        let before = |hours: i64| -> Timestamp { now - SignedDuration::from_hours(hours) };
        let request = RequestAsked {
            why: "Hurt twice within a month, and nobody at home says how. Is it safe there, and what must change?".into(),
            needs: "The grandmother needs an interpreter.".into(),
            further: None,
        };
        let outcome = Asked {
            children: vec![ChildAsked {
                child,
                section47: None,
                initiated_at: before(24 * 6),
                last_discussion_at: Some(before(24 * 4)),
            }],
            decided_by: self.session("mash-manager")?.staff.id,
            decided_at: before(2),
            request: sent.then_some(request),
        };
        Ok(kept(conference::ask(&session, &self.sending(0), outcome))?.and_then(|made| made.first().copied()))
    }

    fn day(&self, id: Id<Conference>, worker: &str, on: Date) -> Result<(), Stop> {
        let session = self.session(worker)?;
        let nurse = self.session("health-partner")?.staff;
        let invited = |agency: &str, organisation: &str, direct_contact, staff| Invited {
            agency: agency.into(),
            organisation: organisation.into(),
            name: String::new(),
            direct_contact,
            staff,
        };
        let asked = PlanAsked {
            on,
            begins: TEN,
            bank_holiday: false,
            venue: "Civic centre, room 2".into(),
            chair: "Joyce Amankwah".into(),
            invited: vec![
                invited("council", "", true, None),
                invited("health", &nurse.organisation, true, Some(nurse.id)),
                invited("school", "Elm Grove Primary", true, None),
                invited("police", "", false, None),
            ],
            moved_because: String::new(),
            late: Late { cause: String::new(), words: String::new() },
            further: None,
        };
        kept(conference::plan(&session, &self.sending(1), id, &asked, &[])).map(drop)
    }

    fn decline(&self) -> Result<(), Stop> {
        let Some((id, _)) = self.conferences.declined else { return Ok(()) };
        let on = london::date_of(self.house.now());
        let told = |who: &str| Told { who: who.into(), how: "By telephone".into(), on };
        for manager in ["team-manager", "service-manager"] {
            let session = self.session(manager)?;
            let asked = DeclineAsked {
                reasons:
                    "The stepfather has left the home and agreed to stay away while the assessment goes on."
                        .into(),
                instead: "The aunt is there each night, and the worker sees the child alone twice a week."
                    .into(),
                told: vec![told("Mother"), told("The school’s safeguarding lead")],
                further: None,
            };
            if kept(conference::decline(&session, &self.sending(1), id, asked))?.is_some() {
                return Ok(());
            }
        }
        Ok(())
    }

    fn report(&self) -> Result<(), Stop> {
        let Some((id, worker)) = self.conferences.first else { return Ok(()) };
        let session = self.session(worker)?;
        let Some(view) = kept(conference::view(&session, id))? else { return Ok(()) };
        let opened = view.conference.version.0;
        let given = (
            ReportTo::Family,
            london::date_of(self.house.now()),
            "Read through with the mother at home.".to_owned(),
        );
        kept(conference::report_given(&session, &self.sending(opened), id, given, &[])).map(drop)
    }

    fn school_disagrees(&self) -> Result<(), Stop> {
        let Some((id, child)) = self.conferences.declined else { return Ok(()) };
        let number =
            kept(conference::view(&self.house.system(), id))?.map(|view| view.conference.record.reference);
        let school = self.session("school-partner")?;
        let asked = RaiseAsked {
            about: DECLINED_CONFERENCE.into(),
            said_number: number.unwrap_or_default(),
            said_children: "The child we rang about, in year 4".into(),
            issue: "The stepfather fetched the child from school yesterday. Nobody has asked us what we see each day.".into(),
            wanted: "A conference, with us there.".into(),
            meanwhile: "We ring the duty worker before the child goes home.".into(),
            ..RaiseAsked::default()
        };
        let raised = disagreement::raise_own(&school, &self.sending(0), asked)?;
        let manager = self.session("mash-manager")?;
        if manager.actor.roles.iter().any(|role| Action::RaiseDisagreement.is_for(*role)) {
            kept(disagreement::place(&manager, &self.sending(0), child, raised))?;
        }
        Ok(())
    }

    fn police_disagree(&self) -> Result<(), Stop> {
        let police = self.session("police-partner")?;
        let asked = RaiseAsked {
            about: "contact_decision".into(),
            said_children: "A boy of about nine, Harbour Rise, incident of Sunday night".into(),
            issue: "We notified this as high risk, and were told that no further action is taken.".into(),
            wanted: "That somebody sees the boy alone this week.".into(),
            meanwhile: "An officer looks in each evening.".into(),
            ..RaiseAsked::default()
        };
        disagreement::raise_own(&police, &self.sending(0), asked).map(drop)
    }

    /// With a plan, when the child's episode is open; without one otherwise.
    fn hold(&self) -> Result<(), Stop> {
        let Some((id, worker)) = self.conferences.first else { return Ok(()) };
        let session = self.session(worker)?;
        let Some(view) = kept(conference::view(&session, id))? else { return Ok(()) };
        let opened = view.conference.version.0;
        for plan in [PlanDecision::Plan, PlanDecision::NoPlan] {
            let held = conference::hold(&session, &self.sending(opened), id, held(self.held_on(), plan));
            if kept(held)?.is_some() {
                return Ok(());
            }
        }
        Ok(())
    }
}

fn held(on: Date, plan: PlanDecision) -> HoldAsked {
    let there = |agency: &str, how, direct_contact| There {
        agency: agency.into(),
        organisation: String::new(),
        name: String::new(),
        direct_contact,
        how,
    };
    HoldAsked {
        on,
        chair: "Joyce Amankwah".into(),
        child_part: "worker".into(),
        views: "“I want it to be quiet. I want to sleep at Nan’s.”".into(),
        no_views_because: String::new(),
        family: vec![FamilyThere {
            who: "Mother".into(),
            part: "came".into(),
            words: "She agrees that it must stop.".into(),
        }],
        there: vec![
            there("council", Attended::InPerson, true),
            there("health", Attended::InPerson, true),
            there("school", Attended::Dialled, true),
            there("police", Attended::SentInformation, false),
        ],
        not_quorate_because: String::new(),
        decision: Decision {
            plan,
            category: Some("PHY".to_owned()).filter(|_| plan == PlanDecision::Plan),
            category_because: String::new(),
            reasons: "Two injuries that nobody explains; the mother wants help and has her own mother near."
                .into(),
        },
        dissent: String::new(),
        core_group_planned: None,
        review_planned: None,
        late: Late { cause: "other".into(), words: String::new() },
        further: None,
    }
}
