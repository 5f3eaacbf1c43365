//! The team's manager answers a referral: accepted, no further action, or no referral at all. An acceptance opens the episode of need, gives the child
//! to a worker, and tells the worker and whoever asked.

use domain::access::{Action, Subject};
use domain::calendar::london;
use domain::contact::Contact;
use domain::feedback::Feedback;
use domain::form::Answers;
use domain::id::Id;
use domain::notice::Notice;
use domain::pack::Pack;
use domain::referral::{ASSESSMENT, AcceptanceAsked, NoFurtherActionAsked, Referral};
use domain::refusal::Refusal;
use domain::staff::Staff;
use jiff::civil::Date;
use store::{Stop, Version, WriteDoor, WritePermit, load, save};

use crate::child::{AllocationAsked, allocated};
use crate::outbox;
use crate::second_reading::not_blind;
use crate::session::{Sending, Session};

/// What the manager answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// Accepted.
    Accept {
        /// Primary need N0 to N9.
        need: String,
        /// The team.
        team: String,
        /// The worker.
        worker: Id<Staff>,
        /// For a transfer-in: the other authority and the day of formal notification.
        transfer: Option<(String, Date)>,
    },
    /// No further action.
    NoFurtherAction {
        /// Whether nothing is done beyond advice or passing on.
        only_advice: bool,
    },
    /// New information on a child who was open.
    NewInformation,
}

/// Why a manager answers so.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Because {
    /// The reasons, in their own words.
    pub rationale: String,
    /// Answers to the council's own questions.
    pub further: Option<Answers>,
}

impl From<&str> for Because {
    fn from(rationale: &str) -> Self {
        Because { rationale: rationale.to_owned(), further: None }
    }
}

/// Answers a referral.
///
/// # Errors
/// When the person decided the contact themselves, somebody else answered it, or a rule of the returns does not allow it.
pub fn answer(
    session: &Session<'_>,
    sending: &Sending,
    id: Id<Referral>,
    answer: Answer,
    because: Because,
) -> Result<(), Stop> {
    let Because { rationale, further } = because;
    session.send(sending, "answer_referral", |door| {
        let house = door.permit(Action::SeeReferralsWaiting, Subject::House)?;
        let known = load(&house, id)?.ok_or(Refusal::NotFound)?;
        if known.record.stage != domain::referral::Stage::Waiting {
            return Err(Refusal::NotNow("This referral has been answered already.".into()).into());
        }
        let permit = door.permit(Action::AcceptReferral, Subject::Contact(known.record.contact))?;
        for request in &known.record.requests {
            not_blind(&permit, request.contact)?;
        }
        let (by, at, reason) = (session.staff.id, session.at, rationale.clone());
        let before = store::episode::of_child(&permit, known.record.child)?;
        let keep = |referral: &Referral, command: &str| {
            let referral = referral.clone().with_further(further.clone());
            save(&permit, &referral, Version(sending.opened), command, Some(&reason))
        };
        match answer {
            Answer::Accept { need, team, worker, transfer } => {
                let episode = session.house.id();
                let asked = AcceptanceAsked { episode, need, team, worker, rationale, transfer };
                let (pack, calendar) = (&session.house.pack, &session.house.calendar);
                let accepted = known.record.accept(by, asked, &before, at, pack, calendar)?;
                keep(&accepted.referral, "accept_referral")?;
                save(&permit, &accepted.episode, Version::NONE, "accept_referral", None)?;
                give(session, door, &permit, &accepted.referral, &accepted.episode)?;
                let words = format!("The referral was accepted by {}.", team_of(pack, &accepted.referral));
                tell_referrers(session, &permit, &accepted.referral, &words)
            }
            Answer::NoFurtherAction { only_advice } => {
                let episode = session.house.id();
                let asked = NoFurtherActionAsked { episode, only_advice, rationale };
                let answered = known.record.no_further_action(by, asked, &before, at)?;
                keep(&answered.referral, "no_further_action")?;
                save(&permit, &answered.episode, Version::NONE, "no_further_action", None)?;
                let words =
                    "The referral was looked at and social care does nothing further with it beyond advice.";
                tell_referrers(session, &permit, &answered.referral, words)
            }
            Answer::NewInformation => {
                let answered = known.record.new_information(by, rationale, &before, at)?;
                keep(&answered, "new_information")?;
                for worker in store::involvement::workers_now(&permit, answered.child)? {
                    notice(
                        session,
                        &permit,
                        &answered,
                        worker,
                        "is new information on a child who is open to you. Read it.",
                    )?;
                }
                Ok(())
            }
        }
    })
}

/// The team that a referral went to, in words.
fn team_of<'p>(pack: &'p Pack, referral: &Referral) -> &'p str {
    let allocated = referral.ruling.as_ref().and_then(|ruling| ruling.allocated.as_ref());
    allocated.and_then(|(team, _)| pack.council.team(team)).map_or("the team", |team| &team.name)
}

/// The child goes to the worker, who sees it on their work page and gets a message that says where to look.
fn give(
    session: &Session<'_>,
    door: &WriteDoor,
    permit: &WritePermit<'_>,
    referral: &Referral,
    episode: &domain::episode::Episode,
) -> Result<(), Stop> {
    let Some((team, worker)) = referral.ruling.as_ref().and_then(|ruling| ruling.allocated.clone()) else {
        return Ok(());
    };
    let asked = AllocationAsked { staff: worker, team, role: "allocated social worker".into() };
    allocated(session, permit, referral.child, asked).map_err(in_this_form)?;
    let due = episode.clocks.iter().find(|clock| clock.timer == ASSESSMENT).and_then(|clock| clock.due);
    let due = due.map_or_else(String::new, |due| {
        format!(
            " The assessment is due by {}, counted from the referral date.",
            london::date_in_words(due.day())
        )
    });
    notice(session, permit, referral, worker, &format!("was accepted and is yours.{due}"))?;
    let words = format!("A referral, {}, is allocated to you. Sign in to read it.", referral.reference);
    outbox::tell_colleague(session, door, worker, &words)
}

/// The allocation names its field `staff`; here it is the worker.
fn in_this_form(stop: Stop) -> Stop {
    match stop {
        Stop::Refusal(Refusal::Invalid(mut problems)) => {
            for problem in problems.iter_mut().filter(|problem| problem.field == "staff") {
                problem.field = "worker".into();
            }
            Stop::Refusal(Refusal::Invalid(problems))
        }
        stop => stop,
    }
}

fn notice(
    session: &Session<'_>,
    permit: &WritePermit<'_>,
    referral: &Referral,
    to: Id<Staff>,
    words: &str,
) -> Result<(), Stop> {
    let notice = Notice {
        id: session.house.id(),
        to,
        child: referral.child,
        contact: Some(referral.contact),
        words: format!("Referral {} {words}", referral.reference),
        sent_at: session.at,
        acknowledged_at: None,
    };
    save(permit, &notice, Version::NONE, "tell_worker", None)?;
    Ok(())
}

/// Each agency that asked is told: the sentence stands in the message that waits to be approved. When that has left already, whoever wrote it is
/// told to ring. A member of the public is told nothing about any child.
fn tell_referrers(
    session: &Session<'_>,
    permit: &WritePermit<'_>,
    referral: &Referral,
    words: &str,
) -> Result<(), Stop> {
    for request in &referral.requests {
        let Some(contact) = load(permit, request.contact)?.map(|known| known.record) else { continue };
        let Some(id) = store::feedback::of_contact(permit, request.contact)? else { continue };
        let Some(known) = load(permit, id)? else { continue };
        if !is_professional(session, &contact) {
            continue;
        }
        if known.record.approved.is_none() {
            let told = Feedback {
                words: format!("{}\n\n{words}", known.record.words.trim_end()),
                drafted_by: session.staff.id,
                drafted_at: session.at,
                ..known.record
            };
            save(permit, &told, known.version, "draft_feedback", None)?;
        } else {
            notice(
                session,
                permit,
                referral,
                known.record.drafted_by,
                "was answered after the referrer had been told. Ring them with the answer.",
            )?;
        }
    }
    Ok(())
}

/// Whether an agency told us: only a professional learns what becomes of a referral.
fn is_professional(session: &Session<'_>, contact: &Contact) -> bool {
    let agencies = &session.house.pack.agencies;
    let by_source = agencies.iter().any(|agency| agency.sources.contains(&contact.source));
    !contact.referrer.anonymous && (contact.referrer.agency.is_some() || by_source)
}

/// Records the conference of a child who came on another authority's plan.
///
/// # Errors
/// When the day cannot be, or no such conference waits.
pub fn conference_held(
    session: &Session<'_>,
    sending: &Sending,
    id: Id<Referral>,
    held_on: Date,
    category: Option<String>,
) -> Result<(), Stop> {
    session.send(sending, "transfer_conference", |door| {
        let house = door.permit(Action::SeeReferralsWaiting, Subject::House)?;
        let referral = load(&house, id)?.ok_or(Refusal::NotFound)?.record;
        let permit = door.permit(Action::AcceptReferral, Subject::Child(referral.child))?;
        let episode = referral.ruling.as_ref().and_then(|ruling| ruling.episode).ok_or(Refusal::NotFound)?;
        let known = load(&permit, episode)?.ok_or(Refusal::NotFound)?;
        let list = session.house.pack.code_list("abuse_category");
        if category.as_ref().is_some_and(|code| !list.is_some_and(|list| list.holds(code))) {
            return Err(Refusal::field("category", "Choose the category of abuse.").into());
        }
        let held = known.record.transfer_conference(held_on, category, london::date_of(session.at))?;
        save(&permit, &held, Version(sending.opened), "transfer_conference", None)?;
        if held.is_on_protection_plan(held_on) {
            crate::child_in_need::superseded(session, &permit, &held, held_on)?;
        }
        Ok(())
    })
}
