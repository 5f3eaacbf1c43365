//! From a step to the use case it stands for.

use std::collections::BTreeSet;

use domain::access::{Guard, Sealed};
use domain::chronology::Verdict;
use domain::consent::{Answer, BasisKind};
use domain::contact::{
    Agreement, Channel, ChildWords, Cited, Concern, Contact, DecisionAsked, Described, NextAction,
    OtherPerson, Outcomes, Referrer, RulingBasis, SafeContact, SubjectChild,
};
use domain::id::Id;
use domain::person::address::AddressLines;
use domain::person::known::Known;
use domain::person::name::PersonName;
use domain::person::nhs_number::NhsNumber;
use domain::person::partial_date::PartialDate;
use domain::person::postcode::Postcode;
use domain::person::relationship::Kinship;
use domain::person::{Person, Sex, Standing};
use domain::refusal::Refusal;
use domain::staff::Staff;
use jiff::Timestamp;
use store::Stop;

use super::act::{self, Act};
use super::run::Run;
use super::story::{Step, moment};
use crate::child::{self, AllocationAsked, CurationAsked, Moment, PersonAsked, Shown};
use crate::consent::{self, BasisAsked, DispensationAsked};
use crate::contact::{self, Intake, Whom};
use crate::session::{Sending, Session};
use crate::{search, work};

impl Run<'_> {
    /// Carries out a step, with a form of its own or with one that was sent before.
    pub(super) fn act(&mut self, step: &Step, again: Option<Sending>) -> Result<(), Stop> {
        let session = self.session(step.who.as_deref());
        let content = format!("{:?}", step.act);
        let opened = match &again {
            Some(sending) => sending.opened,
            None => self.opened(&step.act)?,
        };
        let sending = again.unwrap_or_else(|| self.sending(&content, opened));
        self.last = Some((step.clone(), sending.clone()));
        let taken = self.hub_act(&session, &sending, step)?
            || self.watch_act(&session, &sending, step)?
            || self.event_act(&session, &sending, step)?
            || self.chronology_act(&session, &sending, step)?
            || self.strategy_act(&session, &sending, step)?
            || self.section47_act(&session, &sending, step)?
            || self.conference_act(&session, &sending, step)?
            || self.power_act(&session, &sending, step)?
            || self.assessment_act(&session, &sending, step)?
            || self.childs_story_act(&session, &sending, step)?
            || self.need_act(&session, &sending, step)?
            || self.closure_act(&session, &sending, step)?
            || self.audit_act(&session, &sending, step)?
            || self.local_form_act(&session, &sending, step)?;
        if taken {
            return Ok(());
        }
        self.contact_act(&session, &sending, step)
    }

    /// The version of the contact a form would have been opened at.
    fn opened(&self, act: &Act) -> Result<u64, Stop> {
        if let Some(version) = self.enquiry_opened(act).or_else(|| self.section47_opened(act)) {
            return version;
        }
        if let Some(version) = self.prompt_opened(act) {
            return version;
        }
        let contact = match act {
            Act::Find(act::Find { contact, .. })
            | Act::Propose(act::Propose { contact, .. })
            | Act::Decide(act::Decide { contact, .. }) => contact,
            Act::Draft(act::Feedback { contact, .. }) | Act::Approve(act::Feedback { contact, .. }) => {
                let view = contact::view(&self.house.system(), self.contact(contact)?)?;
                return Ok(view.feedback.map_or(0, |feedback| feedback.version.0));
            }
            Act::Dispense(act::Dispense { contact, .. }) | Act::Withdraw(act::Withdraw { contact, .. }) => {
                let view = contact::view(&self.house.system(), self.contact(contact)?)?;
                return Ok(view.bases.last().map_or(0, |basis| basis.version.0));
            }
            Act::Card(act::Card { child, .. })
            | Act::AuthoriseCard(act::OfChild { child })
            | Act::EndCard(act::EndCard { child, .. }) => return self.card_opened(child),
            Act::NextPlan(act::NextPlan { child, .. })
            | Act::EndPlan(act::EndPlan { child, .. })
            | Act::AgreePlan(act::PlanWords { child, .. }) => return self.plan_opened(child),
            Act::OwnPlan(act::OwnPlan { child, .. })
            | Act::PromiseLooked(act::PromiseLooked { child, .. }) => return self.own_plan_opened(child),
            Act::WriteSummary(summary) => return self.summary_opened(summary),
            _ => return self.opened_meeting(act),
        };
        Ok(contact::view(&self.house.system(), self.contact(contact)?)?.contact.version.0)
    }

    fn contact_act(&mut self, session: &Session<'_>, sending: &Sending, step: &Step) -> Result<(), Stop> {
        match &step.act {
            Act::Record(record) => {
                let id = contact::record(session, sending, intake(record, step.at)?)?;
                self.contacts.insert(record.contact.clone(), id);
            }
            Act::Refer(referral) => {
                let answers = self.answers(contact::PROFESSIONAL, referral)?;
                let receipt = contact::refer(session, sending, answers)?;
                self.referred(&referral.contact, &receipt.reference)?;
            }
            Act::TellUs(referral) => {
                let answers = self.answers(contact::PUBLIC, referral)?;
                let receipt = contact::refer_openly(self.house, sending, answers)?;
                self.referred(&referral.contact, &receipt.reference)?;
            }
            Act::Find(find) => self.find(session, sending, find)?,
            Act::TakeOn(of) => contact::take_on(session, sending, self.contact(&of.contact)?)?,
            Act::Propose(propose) => {
                let basis = self.basis(propose, step.at)?;
                contact::propose(session, sending, self.contact(&propose.contact)?, basis)?;
            }
            Act::Decide(decide) => self.decide(session, sending, decide, step.at)?,
            Act::Draft(feedback) | Act::Approve(feedback) => {
                self.feedback(session, sending, step, feedback)?;
            }
            Act::Telephone(of) => contact::told_by_telephone(session, sending, self.contact(&of.contact)?)?,
            Act::Read(of) => {
                let view = contact::view(session, self.contact(&of.contact)?)?;
                self.shown.words = format!("{:?} {}", view.contact.record.concern, view.history.len());
            }
            Act::Basis(_) | Act::Dispense(_) | Act::Withdraw(_) => {
                self.consent_act(session, sending, &step.act)?;
            }
            _ => self.child_act(session, sending, step)?,
        }
        Ok(())
    }

    fn consent_act(&self, session: &Session<'_>, sending: &Sending, act: &Act) -> Result<(), Stop> {
        match act {
            Act::Basis(given) => {
                let asked = BasisAsked {
                    kind: BasisKind::from_code(&given.kind)
                        .ok_or_else(|| unknown("kind of consent", &given.kind))?,
                    purpose: given.purpose.clone(),
                    asked_of: given.asked_of.clone(),
                    parental_responsibility: Known::NotAsked,
                    capacity: String::new(),
                    asked_how: String::new(),
                    answer: Answer::from_code(&given.answer)
                        .ok_or_else(|| unknown("answer", &given.answer))?,
                    conditions: String::new(),
                    legal_basis: given.legal_basis.clone(),
                    further: None,
                };
                consent::record_basis(session, sending, self.contact(&given.contact)?, asked).map(drop)
            }
            Act::Dispense(given) => {
                let contact = self.contact(&given.contact)?;
                let asked = DispensationAsked {
                    ground: given.ground.clone(),
                    reason: given.reason.clone(),
                    risk_if_asked: given.risk_if_asked.clone(),
                    review: None,
                    further: None,
                };
                consent::dispense(session, sending, contact, self.latest_basis(contact)?, asked)
            }
            Act::Withdraw(given) => {
                let contact = self.contact(&given.contact)?;
                consent::withdraw(session, sending, contact, self.latest_basis(contact)?, given.words.clone())
            }
            _ => Ok(()),
        }
    }

    fn child_act(&mut self, session: &Session<'_>, sending: &Sending, step: &Step) -> Result<(), Stop> {
        match &step.act {
            Act::Allocate(allocate) => {
                let asked = AllocationAsked {
                    staff: self.member(&allocate.to)?.id,
                    team: allocate.team.clone(),
                    role: allocate.role.clone().unwrap_or_else(|| "allocated social worker".into()),
                };
                child::allocate(session, sending, self.child(&allocate.child)?, asked)
            }
            Act::Protect(of) => self.protect(session, sending, &of.child),
            Act::Restrict(restrict) => {
                let circle = restrict.circle.iter().map(|name| self.member(name).map(|staff| staff.id));
                let circle = circle.collect::<Result<BTreeSet<_>, Stop>>()?;
                child::restrict(
                    session,
                    sending,
                    self.child(&restrict.child)?,
                    circle,
                    restrict.ring.clone(),
                    restrict.reason.clone(),
                )
            }
            Act::Open(open) => child::break_glass(session, sending, self.child(&open.child)?, &open.reason),
            Act::Review(review) => {
                let child = self.child(&review.child)?;
                let openings = child::openings_to_review(session)?;
                let opening =
                    openings.iter().find(|opening| opening.record.child == child).ok_or(Refusal::NotFound)?;
                child::review_opening(
                    session,
                    sending,
                    opening.record.id,
                    review.justified,
                    review.words.clone(),
                )
            }
            Act::Look(look) => {
                let known = look.known.as_deref().map(|known| moment(known, step.at)).transpose();
                let known = known.map_err(Refusal::NotNow)?.map_or(Moment::Now, Moment::Then);
                let shown = child::file(session, self.child(&look.child)?, known)?;
                self.show_child(&shown);
                Ok(())
            }
            Act::Search(typed) => {
                let found = search::search(session, &typed.typed)?;
                self.show_found(&found);
                Ok(())
            }
            Act::Acknowledge(_) => {
                for (place, notice) in work::own_work(session)?.notices.into_iter().enumerate() {
                    let sending = self.sending(&format!("acknowledge {place}"), 0);
                    work::acknowledge(session, &sending, notice.record.id)?;
                }
                Ok(())
            }
            Act::Curate(curate) => self.curate(session, sending, curate),
            Act::OpenAsked(_) | Act::AnswerAsked(_) => super::partner::act(session, sending, &step.act),
            _ => self.meeting_act(session, sending, step),
        }
    }

    fn find(&mut self, session: &Session<'_>, sending: &Sending, find: &act::Find) -> Result<(), Stop> {
        let contact = self.contact(&find.contact)?;
        let place = find.number.unwrap_or(1).saturating_sub(1);
        let whom = match (&find.same_as, &find.not_sure_of) {
            (Some(child), _) => Whom::Same(self.child(child)?),
            (None, Some(child)) => {
                Whom::NotSure { held: self.child(child)?, reasons: vec!["the story says so".into()] }
            }
            (None, None) => Whom::New,
        };
        contact::find_child(session, sending, contact, place, whom)?;
        let record = contact::view(&self.house.system(), contact)?.contact.record;
        let person = record.children.get(place).and_then(|child| child.found.person());
        if let (Some(name), Some(person)) = (&find.new, person) {
            self.children.insert(name.clone(), person);
        }
        Ok(())
    }

    fn decide(
        &self,
        session: &Session<'_>,
        sending: &Sending,
        decide: &act::Decide,
        at: Timestamp,
    ) -> Result<(), Stop> {
        let asked = DecisionAsked {
            agreement: Agreement::from_code(&decide.ruling)
                .ok_or_else(|| unknown("ruling", &decide.ruling))?,
            changed: decide.changed.as_ref().map(|changed| self.basis(changed, at)).transpose()?,
            words: decide.words.clone(),
            further: None,
        };
        contact::decide(session, sending, self.contact(&decide.contact)?, asked)
    }

    fn feedback(
        &self,
        session: &Session<'_>,
        sending: &Sending,
        step: &Step,
        feedback: &act::Feedback,
    ) -> Result<(), Stop> {
        let contact = self.contact(&feedback.contact)?;
        let drafted =
            contact::view(&self.house.system(), contact)?.feedback.map(|drafted| drafted.record.words);
        let words = feedback.words.clone().or(drafted).unwrap_or_default();
        match step.act {
            Act::Draft(_) => contact::draft_feedback(session, sending, contact, words),
            _ => contact::approve_feedback(session, sending, contact, words),
        }
    }

    fn protect(&self, session: &Session<'_>, sending: &Sending, name: &str) -> Result<(), Stop> {
        let id = self.child(name)?;
        let Shown::Content(page) = child::file(session, id, Moment::Now)? else {
            return Err(Refusal::NotFound.into());
        };
        let mut person: Person = page.file.child.record.clone();
        for address in &mut person.addresses {
            address.lines = address.lines.clone().guarded(Guard::Protected);
        }
        let sending = Sending { opened: page.file.child.version, ..sending.clone() };
        child::change_person(
            session,
            &sending,
            id,
            PersonAsked { person, reason: "the address is now protected".into() },
        )
    }

    fn curate(&self, session: &Session<'_>, sending: &Sending, curate: &act::Curate) -> Result<(), Stop> {
        let id = self.child(&curate.child)?;
        let Shown::Content(page) = child::file(session, id, Moment::Now)? else {
            return Err(Refusal::NotFound.into());
        };
        let chronology = page.file.chronology(&self.house.pack);
        // Named by its place in its record, or where several records have one of that name by words that stand in it.
        let named = chronology.iter().find(|entry| entry.source.event == curate.event);
        let told = || chronology.iter().find(|entry| entry.words.contains(&curate.event));
        let entry = named.or_else(told).cloned().ok_or(Refusal::NotFound)?;
        let verdict = match curate.verdict.as_str() {
            "edit" => Verdict::Edited { words: curate.words.clone() },
            "reject" => Verdict::Rejected,
            "undo" => Verdict::Undone,
            _ => Verdict::Accepted,
        };
        let asked = CurationAsked {
            source: entry.source,
            verdict,
            significant: curate.significant,
            reason: curate.reason.clone(),
        };
        child::curate(session, sending, id, asked)
    }

    fn referred(&mut self, name: &str, reference: &str) -> Result<(), Stop> {
        let session = self.house.system();
        let id = session.read("scenario", |door| {
            let permit = door.permit(domain::access::Action::SeeQueue, domain::access::Subject::House)?;
            Ok(store::contact::by_reference(&permit, reference)?)
        })?;
        self.contacts.insert(name.to_owned(), id.ok_or(Refusal::NotFound)?);
        Ok(())
    }

    fn answers(&self, form: &str, referral: &act::Refer) -> Result<domain::form::Answers, Stop> {
        let form = self.house.pack.form(form).ok_or(Refusal::NotFound)?;
        let posted: Vec<(String, String)> = referral.answers.clone().into_iter().collect();
        let read = form.read(&posted);
        if read.problems.is_empty() { Ok(read.answers) } else { Err(Refusal::Invalid(read.problems).into()) }
    }

    pub(super) fn basis(&self, propose: &act::Propose, at: Timestamp) -> Result<RulingBasis, Stop> {
        let mut actions = Vec::new();
        for action in &propose.action {
            let due = moment(&action.due, at).map_err(Refusal::NotNow)?;
            actions.push(NextAction {
                what: action.what.clone(),
                owner: self.member(&action.owner)?.id,
                due,
                done_at: None,
            });
        }
        Ok(RulingBasis {
            outcomes: Outcomes {
                primary: propose.outcome.clone(),
                also: propose.also.iter().cloned().collect(),
            },
            level: propose.level,
            paragraph: propose.paragraph.clone(),
            paragraph_words: String::new(),
            pack_version: String::new(),
            rationale: propose.rationale.clone(),
            considered: propose.considered.clone(),
            no_enquiry: propose.no_enquiry.clone(),
            also_cited: propose.also_cited.iter().map(|code| cited(code)).collect(),
            actions,
            further: None,
        })
    }

    fn latest_basis(&self, contact: Id<Contact>) -> Result<Id<domain::consent::Basis>, Stop> {
        let view = contact::view(&self.house.system(), contact)?;
        view.bases.last().map(|basis| basis.record.id).ok_or(Stop::Refusal(Refusal::NotFound))
    }

    pub(super) fn contact(&self, name: &str) -> Result<Id<Contact>, Stop> {
        self.contacts.get(name).copied().ok_or_else(|| unknown("contact", name).into())
    }

    pub(super) fn child(&self, name: &str) -> Result<Id<Person>, Stop> {
        self.children.get(name).copied().ok_or_else(|| unknown("child", name).into())
    }

    pub(super) fn member(&self, name: &str) -> Result<&Staff, Stop> {
        self.staff.get(name).ok_or_else(|| unknown("person", name).into())
    }
}

fn cited(code: &str) -> Cited {
    Cited { paragraph: code.to_owned(), number: String::new(), words: String::new() }
}

pub(super) fn unknown(what: &str, name: &str) -> Refusal {
    Refusal::NotNow(format!("the story has no {what} “{name}”"))
}

fn intake(record: &act::Record, at: Timestamp) -> Result<Intake, Refusal> {
    let referrer = &record.referrer;
    let guard = if referrer.anonymous { Guard::Protected } else { Guard::Content };
    let seal = |value: &Option<String>| value.clone().map(|value| Sealed::new(value, guard));
    let channel = record.channel.as_deref().unwrap_or("telephone");
    let words = record.words.iter().map(|words| ChildWords {
        words: words.clone(),
        child: 0,
        heard_by: "the caller".into(),
    });
    Ok(Intake {
        received_at: record
            .received
            .as_deref()
            .map(|received| moment(received, at))
            .transpose()
            .map_err(Refusal::NotNow)?,
        channel: Channel::from_code(channel).ok_or_else(|| unknown("channel", channel))?,
        source: record.source.clone(),
        referrer: Referrer {
            name: seal(&referrer.name),
            agency: referrer.agency.clone(),
            role: referrer.role.clone(),
            phone: seal(&referrer.phone),
            email: seal(&referrer.email),
            anonymous: referrer.anonymous,
            preference: String::new(),
        },
        children: record.child.iter().map(subject).collect::<Result<_, _>>()?,
        others: record.other.iter().map(other).collect::<Result<_, _>>()?,
        concern: Concern {
            danger_now: record.danger.into(),
            happened: date(record.happened.as_deref())?,
            facts: record.facts.clone(),
            opinion: record.opinion.clone(),
            words: words.collect(),
            working_well: record.working_well.clone(),
            family_aware: record.family_aware.into(),
            ..Concern::default()
        },
        safe_contact: SafeContact {
            never: record.never.clone(),
            staff_risk: record.staff_risk.clone(),
            ..SafeContact::default()
        },
        forms: Vec::new(),
    })
}

fn subject(child: &act::Child) -> Result<SubjectChild, Refusal> {
    let mut said = Described::named(PersonName::single(child.name.as_str()));
    said.birth = date(child.born.as_deref())?;
    said.sex = child.sex.as_deref().and_then(Sex::from_code).into();
    said.address = child.address.as_ref().map_or(Known::NotAsked, |line| {
        let postcode = child.postcode.clone().map(Postcode::new);
        Known::Is(Sealed::new(AddressLines { lines: vec![line.clone()], postcode }, Guard::Content))
    });
    said.school = child.school.clone().into();
    said.nhs_number = child.nhs_number.clone().map(NhsNumber::new).into();
    Ok(SubjectChild { said, where_now: child.where_now.clone().into(), found: Default::default() })
}

fn other(other: &act::Other) -> Result<OtherPerson, Refusal> {
    Ok(OtherPerson {
        name: PersonName::single(other.name.as_str()),
        standing: if other.adult { Standing::Adult } else { Standing::Child },
        kinship: Some(Kinship::from_code(&other.kinship).ok_or_else(|| unknown("kinship", &other.kinship))?),
        lives_with: other.lives_with.into(),
        parental_responsibility: other.parental_responsibility.into(),
        words: String::new(),
        person: None,
    })
}

fn date(text: Option<&str>) -> Result<Known<PartialDate>, Refusal> {
    match text {
        None => Ok(Known::NotAsked),
        Some(text) => {
            PartialDate::parse(text).map(Known::Is).map_err(|wrong| Refusal::NotNow(wrong.to_string()))
        }
    }
}
