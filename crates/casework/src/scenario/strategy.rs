//! What people of a story do about strategy discussions.

use std::fmt::Write;

use domain::calendar::london;
use domain::id::Id;
use domain::meeting::Dissent;
use domain::pack::COUNCIL;
use domain::person::Person;
use domain::refusal::Refusal;
use domain::strategy::{
    Analysis, ChildDecision, ConveneAsked, Discussion, EnquiryPlan, GatherAsked, Informed, InformedAsked,
    Interim, LateAsked, Need, Needed, ParentsTold, RecordAsked, RingAnswer, RingAsked, RiskAsked, WhyNow,
};
use jiff::Timestamp;
use store::Stop;

use super::act::{self, Act};
use super::does::unknown;
use super::run::{Run, Show};
use super::story::{Step, moment};
use crate::meeting::{About, Planned, Written};
use crate::session::{Sending, Session};
use crate::strategy::{self, Begun, Origin, Recorded, Telephoned};

/// A moment of the story, where one is given.
fn when(text: Option<&String>, at: Timestamp) -> Result<Option<Timestamp>, Refusal> {
    text.map(|text| moment(text, at)).transpose().map_err(Refusal::NotNow)
}

impl Run<'_> {
    /// Carries out an act about a strategy discussion; gives the step back when it is none.
    pub(super) fn strategy_act(
        &mut self,
        session: &Session<'_>,
        sending: &Sending,
        step: &Step,
    ) -> Result<bool, Stop> {
        match &step.act {
            Act::BeginDiscussion(begin) => {
                let begun = self.begun(session, begin, step.at)?;
                let id = strategy::begin(session, sending, begun)?;
                self.discussions.insert(begin.discussion.clone(), id);
            }
            Act::Discussions(_) => {
                let rows = strategy::open(session)?;
                let found = Some(rows.len());
                self.shown = Show { words: format!("{rows:?}"), found, layer: None };
            }
            Act::DiscussionMeasures(_) => self.shown = Show { words: measured(session)?, ..Show::default() },
            Act::ReadSheet(of) => {
                let sheet = strategy::sheet(session, self.meeting(&of.meeting)?)?;
                let lines = sheet.into_iter().flat_map(|sheet| sheet.lines);
                let lines = lines.map(|line| {
                    let bring = if line.yours { ", bring it" } else { "" };
                    format!("{}: {}{bring}", line.name, line.state.words())
                });
                self.shown = Show { words: lines.collect::<Vec<_>>().join("\n"), ..Show::default() };
            }
            _ => return self.discussion_act(session, sending, step),
        }
        Ok(true)
    }

    fn discussion_act(
        &mut self,
        session: &Session<'_>,
        sending: &Sending,
        step: &Step,
    ) -> Result<bool, Stop> {
        match &step.act {
            Act::Information(given) => {
                let (id, sending) = self.opened_discussion(&given.discussion, sending)?;
                strategy::inform(session, &sending, id, informed(&given.item, step.at)?)?;
            }
            Act::Convene(convene) => {
                let (id, sending) = self.opened_discussion(&convene.discussion, sending)?;
                strategy::convene(session, &sending, id, convened(convene, step.at)?)?;
            }
            Act::RingRound(ring) => {
                let (id, sending) = self.opened_discussion(&ring.discussion, sending)?;
                strategy::ring(session, &sending, id, rung(ring, step.at)?)?;
            }
            Act::ArrangeDiscussion(arrange) => {
                let (id, sending) = self.opened_discussion(&arrange.discussion, sending)?;
                let planned = self.planned_discussion(
                    &arrange.chair,
                    &arrange.starts,
                    &arrange.people,
                    (&arrange.place, &arrange.dial_in),
                    step.at,
                )?;
                let wanted = when(arrange.wanted.as_ref(), step.at)?;
                let meeting = strategy::arrange(session, &sending, id, planned, wanted)?;
                self.meetings.insert(arrange.meeting.clone(), meeting);
            }
            Act::TelephoneDiscussion(call) => self.telephone(session, sending, call, step.at)?,
            Act::RecordDiscussion(record) => self.record_discussion(session, sending, record, step.at)?,
            Act::SignDiscussion(of) => {
                let (id, sending) = self.opened_discussion(&of.discussion, sending)?;
                strategy::sign(session, &sending, id)?;
            }
            _ => return self.looked_back(session, sending, step),
        }
        Ok(true)
    }

    fn looked_back(&mut self, session: &Session<'_>, sending: &Sending, step: &Step) -> Result<bool, Stop> {
        match &step.act {
            Act::LateCause(late) => {
                let (id, sending) = self.opened_discussion(&late.discussion, sending)?;
                strategy::late_cause(session, &sending, id, because(late, step.at)?)?;
            }
            Act::EarlyAnswer(early) => {
                let (id, sending) = self.opened_discussion(&early.discussion, sending)?;
                let place = early.place.saturating_sub(1);
                strategy::early_answer(session, &sending, id, place, early.emergency, &early.why)?;
            }
            Act::NotHeld(off) => {
                let (id, sending) = self.opened_discussion(&off.discussion, sending)?;
                strategy::call_off(session, &sending, id, &off.why)?;
            }
            Act::ReadDiscussion(of) => {
                let view = strategy::view(session, self.discussion(&of.discussion)?)?;
                let known = &view.discussion.record;
                let words = format!(
                    "{:?} stage {} late {} asks cause {} first unknown {} due {:?} {known:?}",
                    view.children,
                    known.stage().code(),
                    view.late,
                    view.asks_cause,
                    view.first_unknown,
                    known.due().map(london::moment_in_words),
                );
                self.shown = Show { words, ..Show::default() };
            }
            Act::PlanDiscussion(of) => {
                let planner = strategy::planner(session, self.discussion(&of.discussion)?)?;
                let mut words = format!("unknown {} {:?} ", planner.unknown.join(" "), planner.offers);
                for ring in &planner.rings {
                    let rung = ring.rung.as_ref().map_or("", |rung| rung.code.as_str());
                    let _ = write!(words, "{} tried {} rung {rung}. ", ring.agency, ring.tries.len());
                }
                let events = planner.trajectory.timeline.len();
                let _ = write!(words, "events {events} rising {}", planner.trajectory.rising);
                let _ = write!(words, " taken {:?}", planner.taken);
                self.shown = Show { words, ..Show::default() };
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn discussion(&self, name: &str) -> Result<Id<Discussion>, Stop> {
        self.discussions.get(name).copied().ok_or_else(|| unknown("strategy discussion", name).into())
    }

    /// A discussion, with the version that a form would have been opened at.
    fn opened_discussion(&self, name: &str, sending: &Sending) -> Result<(Id<Discussion>, Sending), Stop> {
        let id = self.discussion(name)?;
        let opened = strategy::view(&self.house.system(), id)?.discussion.version.0;
        Ok((id, Sending { opened, ..sending.clone() }))
    }

    fn begun(
        &self,
        session: &Session<'_>,
        begin: &act::BeginDiscussion,
        at: Timestamp,
    ) -> Result<Begun, Stop> {
        let about = match (&begin.contact, &begin.child) {
            (Some(contact), _) => About::Contact(self.contact(contact)?),
            (None, Some(child)) => About::Child(self.child(child)?),
            (None, None) => return Err(unknown("strategy discussion about", "nothing").into()),
        };
        let children = begin.children.iter().map(|child| self.child(child));
        let mut children: Vec<Id<Person>> = children.collect::<Result<_, _>>()?;
        let mut origin = Origin::default();
        if begin.prompted
            && let About::Child(child) = about
        {
            let prompt = crate::watch::of_child(session, child)?.into_iter().next();
            let prompt = prompt.ok_or_else(|| unknown("open prompt about", "the child"))?;
            let (from, all) = strategy::of_prompt(session, prompt.prompt)?;
            origin = from;
            children = all;
        }
        origin.follows = begin.follows.as_ref().map(|first| self.discussion(first)).transpose()?;
        let first = when(begin.first_known.as_ref(), at)?.map(|known| (known, begin.known_to.clone()));
        let why = WhyNow {
            harm: begin.harm.clone(),
            event: begin.event.clone(),
            first_known: first,
            service_knew: when(begin.knew.as_ref(), at)?,
        };
        Ok(Begun { about, children, why, origin })
    }

    fn planned_discussion(
        &self,
        chair: &str,
        starts: &str,
        people: &[String],
        (place, dial_in): (&str, &str),
        at: Timestamp,
    ) -> Result<Planned, Stop> {
        let pack = &self.house.pack;
        let kind = pack.meetings.kind(&pack.strategy.meeting).ok_or(Refusal::NotFound)?;
        let people = people.iter().map(|who| self.member(who).map(|staff| staff.id));
        Ok(Planned {
            kind: kind.code.clone(),
            purpose: "Strategy discussion".into(),
            chair: Some(self.member(chair)?.id),
            minute_taker: None,
            starts: moment(starts, at).map_err(Refusal::NotNow)?,
            lasts_minutes: kind.lasts_minutes,
            place: place.into(),
            dial_in: dial_in.into(),
            agenda: kind.agenda.clone(),
            people: people.collect::<Result<_, _>>()?,
            needed: Vec::new(),
            guests: Vec::new(),
            withdrawn: Vec::new(),
            further: None,
        })
    }

    fn telephone(
        &mut self,
        session: &Session<'_>,
        sending: &Sending,
        call: &act::TelephoneDiscussion,
        at: Timestamp,
    ) -> Result<(), Stop> {
        let (id, sending) = self.opened_discussion(&call.discussion, sending)?;
        let place = ("By telephone", "");
        let asked = Telephoned {
            manager: Some(self.member(&call.manager)?.id),
            supervisor: call.supervisor.clone(),
            agreed_at: None,
            why: call.why.clone(),
            planned: self.planned_discussion(&call.chair, &call.starts, &call.people, place, at)?,
        };
        let meeting = strategy::telephone(session, &sending, id, asked)?;
        self.meetings.insert(call.meeting.clone(), meeting);
        Ok(())
    }

    fn record_discussion(
        &self,
        session: &Session<'_>,
        sending: &Sending,
        record: &act::RecordDiscussion,
        at: Timestamp,
    ) -> Result<(), Stop> {
        let (id, sending) = self.opened_discussion(&record.discussion, sending)?;
        let view = strategy::view(&self.house.system(), id)?;
        let minutes = match (&record.minutes, view.meeting) {
            (Some(minute), Some(known)) => {
                let minutes = self.minutes(&known.record, minute, at)?;
                Some((known.version.0, Written { minutes, told: Vec::new() }))
            }
            _ => None,
        };
        let decisions = record.child.iter().map(|(name, says)| self.decision(name, says, at));
        let risk = |words: &String| RiskAsked { words: words.clone(), ..RiskAsked::default() };
        let asked = RecordAsked {
            information: informed(&record.item, at)?,
            analysis: Analysis {
                likelihood: record.likelihood.clone(),
                severity: record.severity.clone(),
                protective: record.protective.clone(),
                otherwise: record.otherwise.clone(),
            },
            risks: record.risk.iter().map(risk).collect(),
            decisions: decisions.collect::<Result<_, _>>()?,
            other_children: record.other_children.clone(),
            designated_officer: record.designated_officer.clone(),
            next: when(record.next.as_ref(), at)?,
            further: None,
        };
        let recorded = Recorded { record: asked, minutes };
        if record.decides {
            strategy::decide(session, &sending, id, Some(recorded))
        } else {
            strategy::record(session, &sending, id, recorded)
        }
    }

    fn decision(
        &self,
        name: &str,
        says: &act::DecidedForChild,
        at: Timestamp,
    ) -> Result<ChildDecision, Stop> {
        let dissent = says.dissent.iter().map(|(who, words)| {
            let staff = self.member(who)?;
            let agency = staff.agency.clone().unwrap_or_else(|| COUNCIL.to_owned());
            Ok(Dissent { agency, organisation: staff.organisation.clone(), words: words.clone() })
        });
        let parents = need(&says.parents);
        Ok(ChildDecision {
            outcomes: says.outcomes.clone(),
            reasons: says.reasons.clone(),
            considered: says.considered.clone(),
            dissent: dissent.collect::<Result<_, Stop>>()?,
            further_because: says.further_because.clone(),
            plan: EnquiryPlan {
                seen_by: says.seen_by.clone(),
                place: says.place.clone(),
                seen_by_when: when(says.seen_when.as_ref(), at)?,
                with: says.with.clone(),
                language: says.language.clone(),
                interpreter: need(&says.interpreter),
                capacity: says.capacity.clone(),
                intermediary: need(&says.intermediary),
                communication: says.communication.clone(),
                parents: ParentsTold { told: parents.needed, when: None, words: parents.words },
                medical: need(&says.medical),
                medical_consent: says.medical_consent.clone(),
                interview: need(&says.interview),
                legal_advice: need(&says.legal),
                criminal: says.criminal.clone(),
                open_because: says.open_because.clone(),
            },
            interim: Interim {
                words: says.safe.clone(),
                until: when(says.safe_until.as_ref(), at)?,
                plan: None,
            },
            ..ChildDecision::blank(self.child(name)?)
        })
    }
}

/// "yes: Dr Ives, today".
fn need(text: &str) -> Need {
    let (code, words) = text.split_once(": ").unwrap_or((text, ""));
    Need { needed: Needed::from_code(code).unwrap_or_default(), words: words.into(), when: None }
}

fn informed(items: &[act::ItemSaid], at: Timestamp) -> Result<InformedAsked, Refusal> {
    let item = |said: &act::ItemSaid| {
        let day = when(said.on.as_ref(), at)?.map_or(london::date_of(at), london::date_of);
        Ok(Informed {
            code: said.code.clone(),
            state: said.state.clone().unwrap_or_else(|| "known".into()),
            words: said.words.clone(),
            source: said.source.clone(),
            on: Some(day),
            due: when(said.due.as_ref(), at)?,
            can_wait: said.can_wait,
        })
    };
    items.iter().map(item).collect()
}

fn convened(convene: &act::Convene, at: Timestamp) -> Result<ConveneAsked, Refusal> {
    Ok(ConveneAsked {
        urgency: convene.urgency.clone(),
        words: convene.words.clone(),
        gather: GatherAsked {
            from: convene.from.clone(),
            changes: convene.changes.clone(),
            safe: convene.safe.clone(),
            until: when(convene.until.as_ref(), at)?,
        },
    })
}

fn rung(ring: &act::RingRound, at: Timestamp) -> Result<RingAsked, Refusal> {
    Ok(RingAsked {
        agency: ring.agency.clone(),
        organisation: ring.organisation.clone(),
        whom: ring.whom.clone(),
        answer: RingAnswer::from_code(&ring.answer),
        can_from: when(ring.can_from.as_ref(), at)?,
        words: ring.words.clone(),
        at: None,
    })
}

fn because(late: &act::LateCause, at: Timestamp) -> Result<LateAsked, Refusal> {
    Ok(LateAsked {
        cause: late.cause.clone(),
        agency: late.agency.clone(),
        asked_at: when(late.asked_at.as_ref(), at)?,
        replied_at: when(late.replied_at.as_ref(), at)?,
        trigger: late.trigger.clone(),
        seen_by: late.seen_by.clone(),
        with: late.with.clone(),
        words: late.words.clone(),
    })
}

fn measured(session: &Session<'_>) -> Result<String, Stop> {
    let found = strategy::measures(session, Timestamp::UNIX_EPOCH, session.at)?;
    let held = &found.held;
    let mut words = format!(
        "held {} late {} without a cause {} by telephone {} not followed {} ready {}. ",
        held.held, held.late, held.without_cause, held.by_telephone, held.not_followed, held.ready
    );
    for one in &found.by_cause {
        let agency = one.agency.as_deref().unwrap_or("nobody");
        let _ = write!(words, "late {} of {agency} {} replied {}. ", one.cause, one.late, one.replied);
    }
    for one in &found.by_team {
        let team = one.team.as_deref().unwrap_or("nobody");
        let _ = write!(words, "{} of {team} {} emergencies {}. ", one.kind, one.times, one.emergencies);
    }
    for one in &found.by_agency {
        let _ = write!(words, "{} had none {} taken {}. ", one.agency, one.none, one.taken);
    }
    for one in &found.by_outcome {
        let _ = write!(words, "{} {}. ", one.outcome, one.children);
    }
    Ok(words)
}
