//! Section 47 enquiries of the invented council: one that was authorised and waits for its conference, one whose outcome waits for a manager, one whose
//! child was to be seen by now, and one that is being made, with the child's words and a drawing that is described.

use domain::access::Action;
use domain::calendar::{Calendar, london, working_days};
use domain::id::Id;
use domain::person::Person;
use domain::refusal::Refusal;
use domain::section47::{
    CarerAsked, CheckAsked, Finding, HarmAsked, HarmFinding, MedicalAsked, NewDirectWork, OutcomeAsked,
    RiskAsked, Section47, SeenAsked, SiblingAsked, WordsAsked,
};
use domain::strategy::EnquiryPlan;
use jiff::civil::Time;
use jiff::{SignedDuration, Timestamp};
use store::Stop;

use super::make::kept;
use super::staff::StaffRoom;
use crate::child::may;
use crate::house::House;
use crate::scenario::section47::{HeldDiscussion, held, keep};
use crate::section47;
use crate::session::{Sending, Session};

/// What happens about enquiries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// The first is begun.
    First,
    /// It is made and concluded.
    FirstConcluded,
    /// It is authorised: a conference.
    FirstAuthorised,
    /// The second is begun.
    Second,
    /// It is made and concluded: it waits for a manager.
    SecondConcluded,
    /// The third is begun; nobody has seen the child.
    Third,
    /// The fourth is begun.
    Fourth,
    /// Its child is seen.
    FourthSeen,
}

impl Part {
    /// When each happens.
    pub(super) fn planned(until: Timestamp, calendar: &Calendar) -> [(Timestamp, Part); 8] {
        let day = |before: u32, hour: i8| {
            let day = working_days::subtract(london::date_of(until), before, &calendar.holidays);
            london::instant(day, Time::constant(hour, 0, 0, 0))
        };
        [
            (day(9, 10), Part::First),
            (day(3, 12), Part::FirstConcluded),
            (day(2, 15), Part::FirstAuthorised),
            (day(8, 11), Part::Second),
            (day(1, 12), Part::SecondConcluded),
            (day(2, 11), Part::Third),
            (day(2, 13), Part::Fourth),
            (day(1, 15), Part::FourthSeen),
        ]
    }
}

/// The enquiries made so far: the child and the worker's name to sign in with.
#[derive(Debug, Default)]
pub(super) struct Enquiries {
    of: [Option<(Id<Person>, &'static str)>; 4],
}

/// The workers whose team's manager can be visited in the demo.
const WORKERS: [&str; 2] = ["social-worker", "worker2"];

impl Enquiries {
    /// Lets a part happen. Without a child who has a worker there is nothing to enquire into.
    pub(super) fn happen(
        &mut self,
        house: &House,
        staff: &StaffRoom,
        allocated: &[(Id<Person>, &'static str)],
        part: Part,
    ) -> Result<(), Stop> {
        match part {
            Part::First => self.begin(
                0,
                house,
                staff,
                allocated,
                &[
                    "Bruises on the back, not explained",
                    "A new adult in the home with a conviction for assault",
                ],
            ),
            Part::Second => {
                self.begin(1, house, staff, allocated, &["Left alone at night", "No food in the home"])
            }
            Part::Third => {
                self.begin(2, house, staff, allocated, &["She says that she is afraid to go home"])
            }
            Part::Fourth => self.begin(
                3,
                house,
                staff,
                allocated,
                &[
                    "Shouting and blows between the adults, and she was in the room",
                    "He breaks the order that keeps him away",
                ],
            ),
            Part::FirstConcluded => {
                kept(self.conclude(0, house, staff, Finding::ContinuingRisk, &["conference", "services"]))
                    .map(drop)
            }
            Part::SecondConcluded => {
                kept(self.conclude(1, house, staff, Finding::NoContinuingRisk, &["services"])).map(drop)
            }
            Part::FirstAuthorised => self.authorise(0, house, staff),
            Part::FourthSeen => {
                self.seen(3, house, staff)?;
                // Somebody reads the old file of the children whom an enquiry is about.
                for (child, worker) in [self.of[0], self.of[3]].into_iter().flatten() {
                    kept(super::chronology::told(house, staff, child, worker))?;
                }
                Ok(())
            }
        }
    }

    fn begin(
        &mut self,
        number: usize,
        house: &House,
        staff: &StaffRoom,
        allocated: &[(Id<Person>, &'static str)],
        risks: &[&str],
    ) -> Result<(), Stop> {
        let mut free = Vec::new();
        for (child, worker) in allocated.iter().rev().filter(|(_, worker)| WORKERS.contains(worker)) {
            let taken = self.of.iter().flatten().any(|(other, _)| other == child);
            let session = house.session(staff.named(worker).cloned().ok_or(Refusal::NotFound)?);
            // Only a child who is still this worker's: another may have been given the child since.
            if !taken && may(&session, *child)?.contains(&Action::ReadFile) {
                free.push((*child, *worker));
            }
            if free.len() > number {
                break;
            }
        }
        let Some((child, worker)) = free.get(number).copied() else { return Ok(()) };
        let manager = staff.named("team-manager").ok_or(Refusal::NotFound)?.id;
        let risks: Vec<String> = risks.iter().map(|risk| (*risk).to_owned()).collect();
        let at = house.now();
        let plan = EnquiryPlan {
            seen_by: "The social worker, with police".into(),
            place: "School, before the end of the day".into(),
            seen_by_when: Some(at + SignedDuration::from_hours(6)),
            language: "English".into(),
            with: "Alone, with her teacher near".into(),
            ..EnquiryPlan::default()
        };
        let (children, contact) = (vec![child], None);
        let told = HeldDiscussion { children, contact, held_at: at, risks: &risks, plan, urgent: false };
        let discussion = held(house, manager, &told)?;
        if kept(keep(&house.system(), &sending(house, 0), &discussion, true))?.is_some() {
            self.of[number] = Some((child, worker));
        }
        Ok(())
    }

    fn found<'h>(
        &self,
        number: usize,
        house: &'h House,
        staff: &StaffRoom,
    ) -> Result<Option<(Session<'h>, Section47, u64)>, Stop> {
        let Some((child, worker)) = self.of[number] else { return Ok(None) };
        let session = house.session(staff.named(worker).cloned().ok_or(Refusal::NotFound)?);
        let newest = section47::of_child(&house.system(), child)?.section47s.into_iter().next();
        Ok(newest.map(|known| (session, known.record, known.version.0)))
    }

    /// The child is seen alone, says something and draws.
    fn seen(&self, number: usize, house: &House, staff: &StaffRoom) -> Result<(), Stop> {
        let Some((session, known, _)) = self.found(number, house, staff)? else { return Ok(()) };
        let at = house.now() - SignedDuration::from_mins(70);
        let today = london::date_of(at);
        let saw = SeenAsked {
            at: Some(at),
            seen: Some(true),
            alone: Some(true),
            who: "The social worker and a detective constable".into(),
            place: "School, the reading room".into(),
            looked:
                "Quiet at first. A plaster on the chin; says it is from the bicycle. Laughs when she draws."
                    .into(),
            ..SeenAsked::default()
        };
        if kept(section47::saw(&session, &sending(house, 0), known.id, saw))?.is_none() {
            return Ok(());
        }
        let said = WordsAsked {
            on: Some(today),
            heard_by: session.staff.name.clone(),
            asked: "What happens when it gets loud?".into(),
            words: "I go in the cupboard with Bear. Bear does not like it when it is loud.".into(),
            further: None,
        };
        kept(section47::child_said(&session, &sending(house, 0), known.id, said))?;
        let work = NewDirectWork {
            kind: "three_houses".into(),
            on: Some(today),
            description: "House of worries: a door with many lines, “he kicks it”. House of good things: Bear, Gran, swimming. House of dreams: a key that only Mum has.".into(),
            agreed: "She wants Gran to see it, and nobody else.".into(),
            further: None,
        };
        kept(section47::add_direct_work(&session, &sending(house, 0), known.id, work, Vec::new()))?;
        Ok(())
    }

    /// What a refusal undoes is left out: the child may have gone to another worker meanwhile.
    fn conclude(
        &self,
        number: usize,
        house: &House,
        staff: &StaffRoom,
        finding: Finding,
        follows: &[&str],
    ) -> Result<(), Stop> {
        self.seen(number, house, staff)?;
        let Some((session, known, version)) = self.found(number, house, staff)? else { return Ok(()) };
        let today = london::date_of(house.now());
        let name = session.staff.name.clone();
        let risk = |place: usize| RiskAsked {
            place: Some(place),
            enquired: Some(true),
            words: "Spoken about with the child, the parents and the school; it is as was feared.".into(),
            who: name.clone(),
            on: Some(today),
            ..RiskAsked::default()
        };
        let risks = (0..known.risks.len()).map(risk).collect();
        section47::answer_risks(&session, &sending(house, version), known.id, risks, None)?;
        self.family(number, house, staff)?;
        let Some((session, known, version)) = self.found(number, house, staff)? else { return Ok(()) };
        let medical = MedicalAsked {
            state: "not_needed".into(),
            findings: "Nothing to be seen, and the child was seen by the school nurse.".into(),
            ..MedicalAsked::default()
        };
        section47::hold_medical(&session, &sending(house, version), known.id, medical)?;
        let check = CheckAsked {
            agency: "police".into(),
            whom: "Vulnerability unit".into(),
            asked_on: Some(today),
            answered_on: Some(today),
            result: "Two calls in the year; nobody was charged.".into(),
            ..CheckAsked::default()
        };
        section47::check(&session, &sending(house, 0), known.id, check)?;
        let Some((session, known, version)) = self.found(number, house, staff)? else { return Ok(()) };
        let harm = HarmAsked {
            finding: Some(HarmFinding::Likely),
            categories: vec!["EMO".into()],
            reasons: "The child hears and sees it most weeks, sleeps badly and is afraid; nothing that was agreed has held so far.".into(),
            history: "The same was told two years ago; it stopped while the grandmother lived there, and began again when she moved.".into(),
            ..HarmAsked::default()
        };
        section47::reason(&session, &sending(house, version), known.id, harm)?;
        let outcome = OutcomeAsked {
            finding: Some(finding),
            follows: follows.iter().map(|code| (*code).to_owned()).collect(),
            ..OutcomeAsked::default()
        };
        let version = version + 1;
        kept(section47::conclude(&session, &sending(house, version), known.id, outcome)).map(drop)
    }

    /// Everybody who is on the record is spoken of, and a father who is not.
    fn family(&self, number: usize, house: &House, staff: &StaffRoom) -> Result<(), Stop> {
        let Some((session, known, version)) = self.found(number, house, staff)? else { return Ok(()) };
        let today = london::date_of(house.now());
        let name = session.staff.name.clone();
        let seen = |place: usize| CarerAsked {
            place: Some(place),
            seen: Some(true),
            on: Some(today),
            who: name.clone(),
            words: "Was frightened to speak at first; wants it to stop.".into(),
            ..CarerAsked::default()
        };
        let mut carers: Vec<CarerAsked> = (0..known.carers.len()).map(seen).collect();
        carers.push(CarerAsked {
            name: "Not known".into(),
            relation: "father, lives elsewhere".into(),
            seen: Some(false),
            words: "His address is not known; the grandmother asks for it.".into(),
            ..CarerAsked::default()
        });
        let sibling = |place: usize| SiblingAsked {
            place: Some(place),
            own_enquiry: Some(false),
            words: "Seen at home the same day; lives with the grandmother in the week.".into(),
            ..SiblingAsked::default()
        };
        let siblings = (0..known.siblings.len()).map(sibling).collect();
        section47::answer_family(&session, &sending(house, version), known.id, carers, siblings, None)
    }

    fn authorise(&self, number: usize, house: &House, staff: &StaffRoom) -> Result<(), Stop> {
        let Some((_, known, version)) = self.found(number, house, staff)? else { return Ok(()) };
        let manager = house.session(staff.named("team-manager").cloned().ok_or(Refusal::NotFound)?);
        let words = "Each risk was followed, the father is being looked for, and what was agreed has not held: a conference.";
        kept(section47::authorise(&manager, &sending(house, version), known.id, words)).map(drop)
    }
}

fn sending(house: &House, opened: u64) -> Sending {
    Sending { form: house.id(), opened, content: Vec::new() }
}
