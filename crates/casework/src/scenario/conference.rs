//! Conferences and professional disagreements in a story. A conference is named by its child: the child's latest.

use std::fmt::Write;

use domain::calendar::Clock;
use domain::calendar::typed::{parse_date, parse_time};
use domain::conference::{
    Conference, Decision, DeclineAsked, FamilyThere, HoldAsked, Invited, Late, PlanAsked, PlanDecision,
    ReportTo, RequestAsked, ReviewAsked, There, Told,
};
use domain::disagreement::{Disagreement, RaiseAsked, ResolveAsked};
use domain::id::Id;
use domain::meeting::Attended;
use domain::refusal::Refusal;
use jiff::Timestamp;
use jiff::civil::Date;
use store::Stop;

use super::act::{self, Act};
use super::does::unknown;
use super::run::{Run, Show, state};
use super::story::{Step, moment};
use crate::conference::{self, Asked, ChildAsked};
use crate::disagreement;
use crate::session::{Sending, Session};

impl Run<'_> {
    /// Carries out a step about a conference or a disagreement; false when it is about something else.
    pub(super) fn conference_act(
        &mut self,
        session: &Session<'_>,
        sending: &Sending,
        step: &Step,
    ) -> Result<bool, Stop> {
        match &step.act {
            Act::ConferenceNeeded(asked) => self.needed(session, sending, asked, step.at)?,
            Act::ConferenceRequest(asked) => {
                let (id, sending, with) = self.of(&asked.child, &asked.with, sending)?;
                let asked =
                    RequestAsked { why: asked.why.clone(), needs: asked.needs.clone(), further: None };
                conference::ask_again(session, &sending, id, &asked, &with)?;
            }
            Act::ConferenceDay(asked) => {
                let (id, sending, with) = self.of(&asked.child, &asked.with, sending)?;
                conference::plan(session, &sending, id, &self.day(asked)?, &with)?;
            }
            Act::ConferenceReport(asked) => {
                let (id, sending, with) = self.of(&asked.child, &asked.with, sending)?;
                let to = ReportTo::from_code(&asked.to).ok_or_else(|| unknown("report to", &asked.to))?;
                conference::report_given(
                    session,
                    &sending,
                    id,
                    (to, date(&asked.on)?, asked.how.clone()),
                    &with,
                )?;
            }
            Act::ConferenceDeclined(asked) => {
                let (id, sending, _) = self.of(&asked.child, &[], sending)?;
                let on = domain::calendar::london::date_of(step.at);
                let told =
                    asked.told.iter().map(|who| Told { who: who.clone(), how: "By telephone".into(), on });
                let (reasons, instead) = (asked.reasons.clone(), asked.instead.clone());
                conference::decline(
                    session,
                    &sending,
                    id,
                    DeclineAsked { reasons, instead, told: told.collect(), further: None },
                )?;
            }
            Act::ConferenceOff(asked) => {
                let (id, sending, _) = self.of(&asked.child, &[], sending)?;
                conference::call_off(session, &sending, id, &asked.because)?;
            }
            Act::ConferenceHeld(asked) => {
                let (id, sending, _) = self.of(&asked.child, &[], sending)?;
                conference::hold(session, &sending, id, held(asked)?)?;
            }
            Act::CoreGroup(asked) => {
                let (id, sending, _) = self.of(&asked.child, &[], sending)?;
                conference::core_group_held(session, &sending, id, date(&asked.on)?)?;
            }
            Act::ConferenceReview(asked) => {
                let (id, sending, _) = self.of(&asked.child, &[], sending)?;
                conference::review_held(session, &sending, id, review(asked)?)?;
            }
            Act::ReadConference(of) => {
                let view = conference::view(session, self.conference_of(&of.child)?)?;
                self.shown = shown(&view.conference.record, &view, session.at);
            }
            _ => return self.disagreement_act(session, sending, step),
        }
        Ok(true)
    }

    fn disagreement_act(
        &mut self,
        session: &Session<'_>,
        sending: &Sending,
        step: &Step,
    ) -> Result<bool, Stop> {
        match &step.act {
            Act::Disagree(asked) => {
                let raised = RaiseAsked {
                    about: asked.about.clone(),
                    said_number: self.number(&asked.number_of)?,
                    said_children: asked.children.clone(),
                    issue: asked.issue.clone(),
                    wanted: asked.wanted.clone(),
                    meanwhile: asked.meanwhile.clone(),
                    agency: asked.agency.clone(),
                    for_whom: asked.for_whom.clone(),
                    ..RaiseAsked::default()
                };
                let id = match &asked.child {
                    Some(child) => disagreement::raise(session, sending, self.child(child)?, None, raised)?,
                    None => disagreement::raise_own(session, sending, raised)?,
                };
                self.disagreements.insert(asked.disagreement.clone(), id);
            }
            Act::PlaceDisagreement(asked) => {
                let id = self.disagreement(&asked.disagreement)?;
                disagreement::place(session, sending, self.child(&asked.child)?, id)?;
            }
            Act::AnswerDisagreement(asked) => self.answered(session, sending, asked)?,
            Act::DisagreementSpeakers(asked) => {
                let (id, sending) = self.opened_at(&asked.disagreement, sending)?;
                let ours =
                    asked.ours.as_deref().map(|ours| self.member(ours)).transpose()?.map(|staff| staff.id);
                let account = asked.theirs.as_deref().map(|theirs| self.member(theirs)).transpose()?;
                let account = account.map(|staff| staff.id);
                disagreement::speakers(session, &sending, id, ours, (String::new(), account))?;
            }
            Act::ResolveDisagreement(asked) => {
                let (id, sending) = self.opened_at(&asked.disagreement, sending)?;
                let asked = ResolveAsked {
                    outcome: asked.outcome.clone(),
                    agreed: asked.agreed,
                    changed: asked.changed.clone(),
                    learning: asked.learning.clone(),
                };
                disagreement::resolve(session, &sending, id, asked)?;
            }
            Act::ReadDisagreement(of) => {
                let id = self.disagreement(&of.disagreement)?;
                self.shown = read(session, id)?;
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn answered(
        &self,
        session: &Session<'_>,
        sending: &Sending,
        asked: &act::AnswerDisagreement,
    ) -> Result<(), Stop> {
        let (id, sending) = self.opened_at(&asked.disagreement, sending)?;
        let partner = session.staff.agency.is_some();
        match (asked.up, asked.settled, partner) {
            (true, _, true) => disagreement::move_up_own(session, &sending, id, &asked.words),
            (true, _, false) => disagreement::move_up(session, &sending, id, &asked.words),
            (_, true, _) => disagreement::withdraw(session, &sending, id, &asked.words),
            (_, _, true) => disagreement::say_own(session, &sending, id, &asked.words),
            (_, _, false) => disagreement::say(session, &sending, id, &asked.words),
        }
    }

    fn needed(
        &self,
        session: &Session<'_>,
        sending: &Sending,
        asked: &act::ConferenceNeeded,
        at: Timestamp,
    ) -> Result<(), Stop> {
        let time = |text: &str| moment(text, at).map_err(Refusal::NotNow);
        let initiated_at = time(&asked.initiated)?;
        let last_discussion_at = asked.last.as_deref().map(time).transpose()?;
        let of = |child: &String| -> Result<ChildAsked, Stop> {
            Ok(ChildAsked { child: self.child(child)?, section47: None, initiated_at, last_discussion_at })
        };
        let request = RequestAsked { why: asked.why.clone(), needs: asked.needs.clone(), further: None };
        let outcome = Asked {
            children: asked.children.iter().map(of).collect::<Result<_, _>>()?,
            decided_by: self.member(&asked.decided_by)?.id,
            decided_at: time(&asked.decided)?,
            request: (!asked.why.is_empty()).then_some(request),
        };
        conference::ask(session, sending, outcome).map(drop)
    }

    fn day(&self, asked: &act::ConferenceDay) -> Result<PlanAsked, Stop> {
        let invited = |one: &act::InvitedThere| -> Result<Invited, Stop> {
            let account = one.account.as_deref().map(|account| self.member(account)).transpose()?;
            Ok(Invited {
                agency: one.agency.clone(),
                organisation: one.organisation.clone(),
                name: String::new(),
                direct_contact: one.direct,
                staff: account.map(|staff| staff.id),
            })
        };
        Ok(PlanAsked {
            on: date(&asked.on)?,
            begins: parse_time(&asked.begins).map_err(|wrong| Refusal::NotNow(wrong.to_string()))?,
            bank_holiday: asked.bank_holiday,
            venue: asked.venue.clone(),
            chair: asked.chair.clone(),
            invited: asked.invited.iter().map(invited).collect::<Result<_, _>>()?,
            moved_because: asked.moved_because.clone(),
            late: Late { cause: asked.late.clone(), words: String::new() },
            further: None,
        })
    }

    /// A child's latest conference with the version its form would have been opened at, and those that go with it.
    fn of(&self, child: &str, with: &[String], sending: &Sending) -> Result<Opened, Stop> {
        let id = self.conference_of(child)?;
        let opened = conference::view(&self.house.system(), id)?.conference.version.0;
        let with = with.iter().map(|child| self.conference_of(child)).collect::<Result<_, _>>()?;
        Ok((id, Sending { opened, ..sending.clone() }, with))
    }

    fn conference_of(&self, child: &str) -> Result<Id<Conference>, Stop> {
        let found = conference::of_child(&self.house.system(), self.child(child)?)?;
        found.last().map(|conference| conference.id).ok_or_else(|| unknown("conference of", child).into())
    }

    /// The number of a child's conference, as an agency was told it.
    fn number(&self, child: &str) -> Result<String, Stop> {
        if child.is_empty() {
            return Ok(String::new());
        }
        let id = self.conference_of(child)?;
        Ok(conference::view(&self.house.system(), id)?.conference.record.reference)
    }

    fn disagreement(&self, name: &str) -> Result<Id<Disagreement>, Stop> {
        self.disagreements.get(name).copied().ok_or_else(|| unknown("disagreement", name).into())
    }

    fn opened_at(&self, name: &str, sending: &Sending) -> Result<(Id<Disagreement>, Sending), Stop> {
        let id = self.disagreement(name)?;
        let opened = disagreement::view(&self.house.system(), id)?.disagreement.version.0;
        Ok((id, Sending { opened, ..sending.clone() }))
    }
}

/// A conference, the form as it would have been opened, and those of brothers and sisters that go with it.
type Opened = (Id<Conference>, Sending, Vec<Id<Conference>>);

fn date(text: &str) -> Result<Date, Stop> {
    Ok(parse_date(text).map_err(|wrong| Refusal::NotNow(format!("{text}: {wrong}")))?)
}

fn maybe(text: &str) -> Result<Option<Date>, Stop> {
    if text.is_empty() { Ok(None) } else { date(text).map(Some) }
}

fn held(asked: &act::ConferenceHeld) -> Result<HoldAsked, Stop> {
    let there = |one: &act::InvitedThere| -> Result<There, Stop> {
        Ok(There {
            agency: one.agency.clone(),
            organisation: one.organisation.clone(),
            name: String::new(),
            direct_contact: one.direct,
            how: Attended::from_code(&one.how).ok_or_else(|| unknown("way of being there", &one.how))?,
        })
    };
    let family = asked.family.iter().map(|(who, part)| FamilyThere {
        who: who.clone(),
        part: part.clone(),
        words: String::new(),
    });
    Ok(HoldAsked {
        on: date(&asked.on)?,
        chair: asked.chair.clone(),
        child_part: asked.child_part.clone(),
        views: asked.views.clone(),
        no_views_because: String::new(),
        family: family.collect(),
        there: asked.there.iter().map(there).collect::<Result<_, _>>()?,
        not_quorate_because: asked.not_quorate_because.clone(),
        decision: Decision {
            plan: PlanDecision::from_code(&asked.plan).ok_or_else(|| unknown("decision", &asked.plan))?,
            category: Some(asked.category.clone()).filter(|code| !code.is_empty()),
            category_because: String::new(),
            reasons: asked.reasons.clone(),
        },
        dissent: asked.dissent.clone(),
        core_group_planned: maybe(&asked.core_group)?,
        review_planned: maybe(&asked.review)?,
        late: Late { cause: asked.late.clone(), words: String::new() },
        further: None,
    })
}

fn review(asked: &act::ConferenceReview) -> Result<ReviewAsked, Stop> {
    Ok(ReviewAsked {
        on: date(&asked.on)?,
        ends: asked.ends.clone(),
        category: asked.category.clone(),
        category_because: String::new(),
        reasons: asked.reasons.clone(),
        next_planned: None,
        further: None,
    })
}

/// What a conference's page shows, with its clocks: "T11 due 2026-04-22 is running".
fn shown(record: &Conference, view: &conference::ConferenceView, at: Timestamp) -> Show {
    let mut words =
        format!("{} {} {:?} {:?} ", view.child.name(), record.stage.words(), record.held, record.declined);
    let clock = |words: &mut String, what: &str, clock: &Clock| {
        let due = clock.due.map(|due| due.day().to_string()).unwrap_or_default();
        let _ = write!(words, "{what} due {due} is {}. ", state(clock.state(at)));
    };
    for one in &record.clocks {
        clock(&mut words, &one.timer, one);
    }
    if let Some(local) = &record.local {
        clock(&mut words, "local", local);
    }
    for plan in view.episode().map(|episode| episode.plans.as_slice()).unwrap_or_default() {
        let until = plan.ended_on.map_or_else(|| "now".to_owned(), |day| day.to_string());
        let _ = write!(words, "{} from {} until {until}. ", plan.kind.words(), plan.started_on);
    }
    for one in &view.disagreements {
        let _ = write!(words, "{} ", one.reference);
    }
    Show { layer: None, words, found: Some(record.reviews.len()) }
}

/// What a disagreement's page shows: the council's, or an agency's own.
fn read(session: &Session<'_>, id: Id<Disagreement>) -> Result<Show, Stop> {
    let mut words = String::new();
    let stages = if session.staff.agency.is_some() {
        let own = disagreement::own(session, id)?;
        let _ = write!(words, "{} {:?} {:?} ", own.said_children, own.resolved, own.issue);
        own.stages
            .iter()
            .map(|stage| {
                (stage.code.clone(), stage.clock.clone(), format!("{:?} {:?}", stage.said, stage.moved))
            })
            .collect::<Vec<_>>()
    } else {
        let record = disagreement::view(session, id)?.disagreement.record;
        let _ = write!(words, "{} {:?} {:?} ", record.said_children, record.resolved, record.issue);
        record
            .stages
            .iter()
            .map(|stage| {
                (stage.code.clone(), stage.clock.clone(), format!("{:?} {:?}", stage.said, stage.moved))
            })
            .collect()
    };
    for (code, clock, said) in &stages {
        let due = clock.due.map_or_else(|| "no day".to_owned(), |due| due.day().to_string());
        let _ = write!(words, "{code} due {due} {said} ");
    }
    Ok(Show { layer: None, words, found: Some(stages.len()) })
}
