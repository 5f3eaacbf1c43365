//! What people of a story do in section 47 enquiries. The discussion that decides on one is told in one step: held, decided and signed; what follows from
//! it is the decision's own way into the enquiry.

use std::fmt::Write;

use domain::access::{Action, Subject};
use domain::calendar::typed::parse_date;
use domain::contact::Contact;
use domain::id::Id;
use domain::pack::EnquiryBy;
use domain::person::Person;
use domain::refusal::Refusal;
use domain::section47::{
    CarerAsked, CheckAsked, Finding, HarmAsked, HarmFinding, MedicalAsked, OutcomeAsked, RiskAsked,
    Section47, SeenAsked, SiblingAsked, ToldAsked, WordsAsked,
};
use domain::staff::Staff;
use domain::strategy::{ChildDecision, Convened, Discussion, EnquiryPlan, NewDiscussion, Risk, WhyNow};
use jiff::Timestamp;
use jiff::civil::Date;
use store::{Stop, Version, Versioned, save};

use super::act::{self, Act};
use super::does::unknown;
use super::run::{Run, Show};
use super::story::{Step, moment};
use crate::house::House;
use crate::section47;
use crate::session::{Sending, Session};

/// A discussion that was held and decided on a section 47 enquiry for each of its children.
pub(crate) struct HeldDiscussion<'a> {
    pub(crate) children: Vec<Id<Person>>,
    pub(crate) contact: Option<Id<Contact>>,
    pub(crate) held_at: Timestamp,
    pub(crate) risks: &'a [String],
    pub(crate) plan: EnquiryPlan,
    pub(crate) urgent: bool,
}

/// The record of such a discussion, signed.
pub(crate) fn held(
    house: &House,
    manager: Id<Staff>,
    held: &HeldDiscussion<'_>,
) -> Result<Discussion, Refusal> {
    let id = house.id();
    let at = held.held_at;
    let new = NewDiscussion {
        id,
        reference: format!("SD-{:05}", id.bits() % 100_000),
        children: held.children.clone(),
        contact: held.contact,
        enquiry: None,
        prompts: Vec::new(),
        follows: None,
        why: WhyNow {
            harm: "Significant harm is suspected.".into(),
            event: held.risks.join("; "),
            ..WhyNow::default()
        },
        threshold_at: None,
        decided: None,
        watch_due: None,
        offers: Vec::new(),
    };
    let mut discussion = Discussion::begin(new, manager, at, &house.pack, &house.calendar)?;
    let urgency = house.pack.strategy.urgencies.first().filter(|_| held.urgent);
    let urgency = urgency.map(|urgency| urgency.code.clone());
    discussion.convened = Some(Convened { by: manager, at, urgency, words: String::new() });
    discussion.held_at = Some(at);
    let numbered = held.risks.iter().zip(1..);
    discussion.risks = numbered
        .map(|(words, number)| Risk { number, words: words.clone(), children: held.children.clone() })
        .collect();
    discussion.risks_named = u32::try_from(discussion.risks.len()).unwrap_or(u32::MAX);
    let decide = |child: &Id<Person>| ChildDecision {
        begins: Some(EnquiryBy::Joint),
        plan: held.plan.clone(),
        reasons: "There is reasonable cause to suspect significant harm.".into(),
        ..ChildDecision::blank(*child)
    };
    discussion.decisions = held.children.iter().map(decide).collect();
    discussion.decided = Some((manager, at));
    discussion.signed = Some((manager, at));
    Ok(discussion)
}

/// Keeps such a discussion and, where it decides now, begins its enquiries in the same transaction, as its decision does.
pub(crate) fn keep(
    session: &Session<'_>,
    sending: &Sending,
    discussion: &Discussion,
    begins: bool,
) -> Result<(), Stop> {
    session.send(sending, "decide_discussion", |door| {
        let first = discussion.children.first().copied().ok_or(Refusal::NotFound)?;
        let permit = door.permit(Action::BeginSection47, Subject::Child(first))?;
        save(&permit, discussion, Version::NONE, "decide_discussion", None)?;
        for child in discussion.children.iter().filter(|_| begins) {
            section47::begin(session, door, &permit, discussion, *child)?;
        }
        Ok(())
    })
}

impl Run<'_> {
    /// The version of the enquiry a form would have been opened at.
    pub(super) fn section47_opened(&self, act: &Act) -> Option<Result<u64, Stop>> {
        let child = match act {
            Act::AnswerRisk(act::AnswerRisk { child, .. })
            | Act::Family(act::FamilySeen { child, .. })
            | Act::Medical(act::Medical { child, .. })
            | Act::ReasonHarm(act::ReasonHarm { child, .. })
            | Act::ConcludeSection47(act::ConcludeSection47 { child, .. })
            | Act::AuthoriseSection47(act::AuthoriseSection47 { child, .. }) => child,
            _ => return None,
        };
        Some(self.section47(child).map(|known| known.version.0))
    }

    /// The child's newest enquiry.
    fn section47(&self, child: &str) -> Result<Versioned<Section47>, Stop> {
        let found = section47::of_child(&self.house.system(), self.child(child)?)?.section47s;
        found.into_iter().next().ok_or_else(|| unknown("section 47 enquiry of", child).into())
    }

    /// Carries out a step about an enquiry; whether it was one.
    pub(super) fn section47_act(
        &mut self,
        session: &Session<'_>,
        sending: &Sending,
        step: &Step,
    ) -> Result<bool, Stop> {
        match &step.act {
            Act::Discuss47(discuss) => self.discuss(session, sending, discuss, step.at)?,
            Act::BeginSection47(of) => {
                let (discussion, child) = (self.held(&of.discussion)?, self.child(&of.child)?);
                let act = if of.add { section47::add_discussion } else { section47::begin_by_hand };
                act(session, sending, discussion, child)?;
            }
            Act::SeeChild(saw) => {
                let at = moment(&saw.when, step.at).map_err(Refusal::NotNow)?;
                let asked = SeenAsked {
                    at: Some(at),
                    seen: Some(saw.seen),
                    alone: Some(saw.alone),
                    who: saw.by.clone(),
                    place: saw.place.clone(),
                    interpreter: saw.interpreter.clone(),
                    looked: saw.looked.clone(),
                    why: saw.why.clone(),
                    further: None,
                };
                section47::saw(session, sending, self.section47(&saw.child)?.record.id, asked)?;
            }
            Act::ChildSays(said) => {
                let asked = WordsAsked {
                    on: day(&said.on)?,
                    heard_by: said.heard_by.clone(),
                    words: said.words.clone(),
                    ..WordsAsked::default()
                };
                section47::child_said(session, sending, self.section47(&said.child)?.record.id, asked)?;
            }
            Act::Check47(check) => {
                let asked = CheckAsked {
                    agency: check.agency.clone(),
                    whom: check.whom.clone(),
                    asked_on: day(&check.asked_on)?,
                    answered_on: day(&check.answered_on)?,
                    result: check.result.clone(),
                    ..CheckAsked::default()
                };
                section47::check(session, sending, self.section47(&check.child)?.record.id, asked)?;
            }
            Act::TellOutcome47(told) => {
                let asked = ToldAsked {
                    whom: told.whom.clone(),
                    name: told.name.clone(),
                    way: told.way.clone(),
                    on: day(&told.on)?,
                    words: told.words.clone(),
                    further: None,
                };
                section47::told(session, sending, self.section47(&told.child)?.record.id, asked)?;
            }
            Act::ReadSection47(of) => self.read_section47(session, &of.child)?,
            Act::Section47s(_) => {
                self.shown = Show { found: Some(section47::running(session)?.0.len()), ..Show::default() };
            }
            _ => return self.section47_whole(session, sending, step),
        }
        Ok(true)
    }

    /// The forms that say the whole of something.
    fn section47_whole(
        &mut self,
        session: &Session<'_>,
        sending: &Sending,
        step: &Step,
    ) -> Result<bool, Stop> {
        match &step.act {
            Act::AnswerRisk(risk) => {
                let asked = RiskAsked {
                    place: risk.risk.and_then(|number| number.checked_sub(1)),
                    named: risk.named.clone(),
                    enquired: Some(risk.enquired),
                    words: risk.words.clone(),
                    who: risk.by.clone(),
                    on: day(&risk.on)?,
                };
                section47::answer_risks(
                    session,
                    sending,
                    self.section47(&risk.child)?.record.id,
                    vec![asked],
                    None,
                )?;
            }
            Act::Family(family) => self.family(session, sending, family)?,
            Act::Medical(medical) => {
                let asked = MedicalAsked {
                    state: medical.state.clone(),
                    doctor: medical.doctor.clone(),
                    on: day(&medical.on)?,
                    consent: medical.consent.clone(),
                    findings: medical.findings.clone(),
                    further: None,
                };
                section47::hold_medical(session, sending, self.section47(&medical.child)?.record.id, asked)?;
            }
            Act::ReasonHarm(harm) => {
                let asked = HarmAsked {
                    finding: HarmFinding::from_code(&harm.finding),
                    categories: harm.category.clone(),
                    reasons: harm.reasons.clone(),
                    history: harm.history.clone(),
                    further: None,
                    evidence: Vec::new(),
                };
                section47::reason(session, sending, self.section47(&harm.child)?.record.id, asked)?;
            }
            Act::ConcludeSection47(outcome) => {
                let asked = OutcomeAsked {
                    finding: Finding::from_code(&outcome.finding),
                    follows: outcome.follows.clone(),
                    unseen: outcome.unseen.clone(),
                    words: String::new(),
                    further: None,
                };
                section47::conclude(session, sending, self.section47(&outcome.child)?.record.id, asked)?;
            }
            Act::AuthoriseSection47(authorise) => {
                let id = self.section47(&authorise.child)?.record.id;
                let act = if authorise.back { section47::send_back } else { section47::authorise };
                act(session, sending, id, &authorise.words)?;
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn held(&self, name: &str) -> Result<Id<Discussion>, Stop> {
        self.held_discussions.get(name).copied().ok_or_else(|| unknown("discussion", name).into())
    }

    fn discuss(
        &mut self,
        session: &Session<'_>,
        sending: &Sending,
        discuss: &act::Discuss47,
        at: Timestamp,
    ) -> Result<(), Stop> {
        let when = |text: &str| moment(text, at).map_err(Refusal::NotNow);
        let children = discuss.children.iter().map(|child| self.child(child)).collect::<Result<_, _>>()?;
        let plan = EnquiryPlan {
            seen_by: discuss.seen_by.clone(),
            place: discuss.place.clone(),
            seen_by_when: discuss.see_by.as_deref().map(when).transpose()?,
            language: discuss.language.clone(),
            ..EnquiryPlan::default()
        };
        let contact = discuss.contact.as_deref().map(|contact| self.contact(contact)).transpose()?;
        let told = HeldDiscussion {
            children,
            contact,
            held_at: discuss.held.as_deref().map_or(Ok(at), when)?,
            risks: &discuss.risk,
            plan,
            urgent: discuss.urgent,
        };
        let discussion = held(self.house, session.staff.id, &told)?;
        keep(session, sending, &discussion, !discuss.by_hand)?;
        self.held_discussions.insert(discuss.discussion.clone(), discussion.id);
        Ok(())
    }

    /// Those who are on the record come first, in order; who has a name here is added.
    fn family(&self, session: &Session<'_>, sending: &Sending, family: &act::FamilySeen) -> Result<(), Stop> {
        let id = self.section47(&family.child)?.record.id;
        let mut place = 0..;
        let carers = family.carer.iter().map(|carer| {
            Ok(CarerAsked {
                place: carer.name.is_empty().then(|| place.next()).flatten(),
                name: carer.name.clone(),
                relation: carer.relation.clone(),
                seen: Some(carer.seen),
                on: day(&carer.on)?,
                who: carer.by.clone(),
                words: carer.words.clone(),
            })
        });
        let carers = carers.collect::<Result<Vec<_>, Stop>>()?;
        let mut place = 0..;
        let siblings = family.sibling.iter().map(|sibling| SiblingAsked {
            place: sibling.name.is_empty().then(|| place.next()).flatten(),
            name: sibling.name.clone(),
            own_enquiry: Some(sibling.own_enquiry),
            words: sibling.words.clone(),
        });
        section47::answer_family(session, sending, id, carers, siblings.collect(), None)
    }

    /// What whoever reads it sees: where it stands, its clocks, its line in the episode.
    fn read_section47(&mut self, session: &Session<'_>, child: &str) -> Result<(), Stop> {
        let view = section47::view(session, self.section47(child)?.record.id)?;
        let known = &view.section47.record;
        let mut words = format!("{} start {} ", known.stage().code(), known.started_on());
        for clock in &known.clocks {
            let due = clock.due.map(|due| due.day().to_string()).unwrap_or_default();
            let _ = write!(
                words,
                "{} due {due} {}. ",
                clock.timer,
                clock.in_words(session.at, &self.house.calendar)
            );
        }
        let _ = write!(
            words,
            "open risks {} flags {:?} ",
            known.open_risks().count(),
            known.flags(&self.house.pack)
        );
        if let Some(episode) = &view.episode {
            let line = episode.enquiries.iter().find(|line| line.record == Some(known.id));
            let not_required = line.is_some_and(|line| line.conference_not_required);
            let need = episode.primary_need.as_deref().unwrap_or_default();
            let _ = write!(
                words,
                "need {need} no conference required {not_required} referral {} ",
                episode.referral_date
            );
            let _ = write!(words, "assessments {} ", episode.assessments.len());
        }
        let said = known.words.iter().map(|said| said.words.as_str());
        words.extend(said);
        self.shown = Show { words, layer: Some("content"), found: None };
        Ok(())
    }
}

/// A day as it is typed; nothing when nothing is.
fn day(text: &str) -> Result<Option<Date>, Refusal> {
    if text.is_empty() {
        return Ok(None);
    }
    parse_date(text).map(Some).map_err(|fault| Refusal::NotNow(fault.to_string()))
}
