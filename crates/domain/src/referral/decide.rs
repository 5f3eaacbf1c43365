//! What may happen to a referral: asked for by a contact's decision, joined by another agency's request, accepted, or not.

use jiff::Timestamp;
use jiff::civil::Date;

use super::{ASSESSMENT, DECISION, Kind, Referral, Request, Ruling, Stage, TRANSFER_CONFERENCE, re_referral};
use crate::calendar::clock::Clock;
use crate::calendar::{Calendar, london};
use crate::contact::{Contact, Decision};
use crate::episode::{Episode, TransferIn};
use crate::form::Answers;
use crate::id::Id;
use crate::pack::{AsksReferral, Outcome, Pack};
use crate::person::Person;
use crate::refusal::{Problem, Refusal};
use crate::staff::Staff;

/// An acceptance as the page asks for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AcceptanceAsked {
    /// The name of the episode to be opened.
    pub episode: Id<Episode>,
    /// Primary need N0 to N9.
    pub need: String,
    /// The team that takes it.
    pub team: String,
    /// The worker.
    pub worker: Id<Staff>,
    /// Why.
    pub rationale: String,
    /// For a transfer-in: the other authority and the day of formal notification.
    pub transfer: Option<(String, Date)>,
}

/// "No further action" as the page asks for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoFurtherActionAsked {
    /// The name of the episode that keeps the NFA referral for the returns.
    pub episode: Id<Episode>,
    /// Whether nothing is done beyond advice or passing on.
    pub only_advice: bool,
    /// Why.
    pub rationale: String,
}

/// An answered referral and the episode it makes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accepted {
    /// The referral after it.
    pub referral: Referral,
    /// The episode.
    pub episode: Episode,
}

/// The flag under which the national data set counts a suspicion of significant harm.
const SUSPECTS_HARM: &str = "CP_ENQUIRY_FLAG";
/// The code list of primary needs.
const NEEDS: &str = "primary_need";
/// As many characters as a reason has at the least.
const FEWEST_REASON_CHARACTERS: usize = 20;

/// Whether a contact may be decided with this outcome, when so many of its children are open already, of how many. New information on an open child
/// is no referral.
pub fn may_be_asked(outcome: &Outcome, open: usize, children: usize) -> Result<(), Refusal> {
    if outcome.referral == Some(AsksReferral::Always) && children > 0 && open == children {
        return Err(Refusal::field(
            "outcome",
            "This child is open already, so this is new information and no referral: choose “New information on an open child”, and the allocated worker is told.",
        ));
    }
    Ok(())
}

impl Referral {
    /// The referral a contact's decision asks for, of one child who is not open; nothing when the outcome asks for none.
    pub fn asked(
        id: Id<Referral>,
        child: Id<Person>,
        contact: &Contact,
        decision: &Decision,
        pack: &Pack,
        calendar: &Calendar,
    ) -> Result<Option<Self>, Refusal> {
        let Some(basis) = &decision.outcomes else { return Ok(None) };
        let codes = std::iter::once(&basis.outcomes.primary).chain(&basis.outcomes.also);
        let outcomes: Vec<&Outcome> = codes.filter_map(|code| pack.outcome(code)).collect();
        let asks: Vec<AsksReferral> = outcomes.iter().filter_map(|outcome| outcome.referral).collect();
        if asks.is_empty() {
            return Ok(None);
        }
        let kind = if asks.contains(&AsksReferral::TransferIn) { Kind::TransferIn } else { Kind::Request };
        let request = request(contact);
        let clock = pack.start(DECISION, request.received_at, calendar)?;
        Ok(Some(Referral {
            id,
            child,
            contact: contact.id,
            reference: contact.reference.clone(),
            kind,
            requests: vec![request],
            asked_by: decision.by,
            asked_at: decision.at,
            protection: outcomes.iter().any(|outcome| outcome.ssd_flag == SUSPECTS_HARM),
            stage: Stage::Waiting,
            clocks: vec![clock],
            ruling: None,
        }))
    }

    /// Another agency asks for the same child while the first request waits: one referral, dated and sourced by whichever came first. A request that
    /// came earlier moves the clock's start to its own receipt; nothing ever moves it later.
    pub fn joined(&self, other: &Referral, calendar: &Calendar) -> Result<Referral, Refusal> {
        self.must_wait()?;
        let mut referral = self.clone();
        let first = self.first_request().map(|request| request.received_at);
        referral.requests.extend(other.requests.iter().filter(|new| !self.requests.contains(new)).cloned());
        referral.protection |= other.protection;
        if other.kind == Kind::TransferIn {
            referral.kind = Kind::TransferIn;
        }
        if let Some(now_first) = referral.first_request().map(|request| request.received_at)
            && first.is_some_and(|first| now_first < first)
        {
            for clock in &mut referral.clocks {
                *clock = Clock { started: now_first, ..clock.clone() }.recomputed(calendar);
            }
        }
        Ok(referral)
    }

    /// The referral date that an acceptance would bear today, for the page: a transfer-in bears the day of formal notification instead.
    pub fn dated(&self, before: &[Episode]) -> Date {
        last_of(self.received_on(), before)
    }

    /// Accepts: an episode of need opens on the referral date, and the assessment's clock runs from that day, not from today.
    pub fn accept(
        &self,
        by: Id<Staff>,
        asked: AcceptanceAsked,
        before: &[Episode],
        now: Timestamp,
        pack: &Pack,
        calendar: &Calendar,
    ) -> Result<Accepted, Refusal> {
        self.may_be_answered(by, &asked.rationale)?;
        let mut problems = Vec::new();
        if !pack
            .code_list(NEEDS)
            .is_some_and(|list| list.codes.iter().any(|code| code.code == asked.need && !code.withdrawn))
        {
            problems.push(Problem::new("need", "Choose the primary need."));
        }
        if pack.council.team(&asked.team).is_none() {
            problems.push(Problem::new("team", "Choose the team that takes it."));
        }
        let transfer = self.transfer(asked.transfer, now, &mut problems);
        if !problems.is_empty() {
            return Err(Refusal::Invalid(problems));
        }
        let asked_on = transfer.as_ref().map_or_else(|| self.received_on(), |transfer| transfer.notified_on);
        let referral_date = last_of(asked_on, before);
        let mut clocks = vec![pack.start(ASSESSMENT, london::start_of(referral_date), calendar)?];
        if let Some(transfer) = &transfer {
            let notified = london::start_of(transfer.notified_on);
            clocks.push(pack.start(TRANSFER_CONFERENCE, notified, calendar)?);
        }
        let episode = Episode {
            primary_need: Some(asked.need.clone()),
            transfer_in: transfer,
            clocks,
            ..self.episode(asked.episode, referral_date)
        };
        episode.may_follow(before)?;
        let ruling = Ruling {
            need: Some(asked.need),
            allocated: Some((asked.team, asked.worker)),
            ..self.ruling(by, now, asked.rationale, referral_date, before, Some(asked.episode))
        };
        Ok(Accepted { referral: self.answered(Stage::Accepted, ruling), episode })
    }

    /// A strategy discussion decided on a section 47 enquiry while the request waited: that is its answer, and nobody answers it a second time. The
    /// episode bears the day of the request, or of the discussion where that was earlier: an enquiry never begins before its referral.
    #[expect(clippy::too_many_arguments, reason = "a decision takes all it depends on, each by its name")]
    pub fn taken_by_enquiry(
        &self,
        episode: Id<Episode>,
        started_on: Date,
        before: &[Episode],
        by: Id<Staff>,
        now: Timestamp,
        pack: &Pack,
        calendar: &Calendar,
    ) -> Result<Accepted, Refusal> {
        self.must_wait()?;
        let referral_date = last_of(self.received_on().min(started_on), before);
        let need = crate::episode::ABUSE_OR_NEGLECT;
        let episode = Episode {
            primary_need: Some(need.into()),
            clocks: assessment_clock(referral_date, pack, calendar)?,
            ..self.episode(episode, referral_date)
        };
        episode.may_follow(before)?;
        let why = "A strategy discussion decided on a section 47 enquiry.".to_owned();
        let ruling = Ruling {
            need: Some(need.into()),
            ..self.ruling(by, now, why, referral_date, before, Some(episode.id))
        };
        Ok(Accepted { referral: self.answered(Stage::Accepted, ruling), episode })
    }

    /// No further action: after initial consideration nothing is done beyond advice or passing on. The episode it leaves holds nothing else.
    pub fn no_further_action(
        &self,
        by: Id<Staff>,
        asked: NoFurtherActionAsked,
        before: &[Episode],
        now: Timestamp,
    ) -> Result<Accepted, Refusal> {
        self.may_be_answered(by, &asked.rationale)?;
        if self.kind == Kind::TransferIn {
            return Err(Refusal::NotNow(
                "A child on another authority's protection plan who moves in is accepted: the conference is due.".into(),
            ));
        }
        if self.protection {
            return Err(Refusal::NotNow(
                "Significant harm is suspected and a strategy discussion was decided, so something is done: this is not “no further action”. Accept it, or have the contact's manager decide again.".into(),
            ));
        }
        if !asked.only_advice {
            return Err(Refusal::field(
                "only_advice",
                "“No further action” means that nothing is done beyond advice or passing it on. If anything else is done, accept the referral; it is closed after the assessment.",
            ));
        }
        let referral_date = self.received_on();
        let episode = Episode { no_further_action: true, ..self.episode(asked.episode, referral_date) };
        episode.may_follow(before)?;
        let ruling = self.ruling(by, now, asked.rationale, referral_date, before, Some(asked.episode));
        Ok(Accepted { referral: self.answered(Stage::NoFurtherAction, ruling), episode })
    }

    /// It was no referral: the child was open when the request came. It goes to the allocated worker.
    pub fn new_information(
        &self,
        by: Id<Staff>,
        rationale: String,
        before: &[Episode],
        now: Timestamp,
    ) -> Result<Referral, Refusal> {
        self.may_be_answered(by, &rationale)?;
        let on = self.received_on();
        if !before.iter().any(|episode| episode.is_open_on(on) || episode.is_open_on(london::date_of(now))) {
            return Err(Refusal::NotNow(
                "The child was not open when this was received, so it is a referral: accept it, or decide on no further action.".into(),
            ));
        }
        let ruling = self.ruling(by, now, rationale, on, &[], None);
        Ok(self.answered(Stage::NewInformation, ruling))
    }

    fn transfer(
        &self,
        asked: Option<(String, Date)>,
        now: Timestamp,
        problems: &mut Vec<Problem>,
    ) -> Option<TransferIn> {
        if self.kind != Kind::TransferIn {
            return None;
        }
        let Some((authority, notified_on)) = asked else {
            problems.push(Problem::new(
                "notified_on",
                "Write the day on which the other council formally told us of the move.",
            ));
            return None;
        };
        if authority.trim().is_empty() {
            problems.push(Problem::new("authority", "Write which council's plan the child is on."));
        }
        if notified_on > london::date_of(now) {
            problems.push(Problem::new("notified_on", "The day of formal notification cannot lie ahead."));
        }
        Some(TransferIn { authority, notified_on, conference_on: None })
    }

    fn episode(&self, id: Id<Episode>, referral_date: Date) -> Episode {
        Episode {
            source: Some(self.source().to_owned()).filter(|code| !code.is_empty()),
            provenance: Some(format!("contact {}", self.reference)),
            referral: Some(self.id),
            ..Episode::opened(id, self.child, referral_date)
        }
    }

    fn ruling(
        &self,
        by: Id<Staff>,
        at: Timestamp,
        rationale: String,
        referral_date: Date,
        before: &[Episode],
        episode: Option<Id<Episode>>,
    ) -> Ruling {
        Ruling {
            by,
            at,
            rationale,
            need: None,
            allocated: None,
            referral_date,
            source: self.source().to_owned(),
            re_referral: re_referral(before, referral_date),
            episode,
            further: None,
        }
    }

    /// With the answers to the council's own questions beside what was decided.
    #[must_use]
    pub fn with_further(mut self, further: Option<Answers>) -> Referral {
        if let Some(ruling) = &mut self.ruling {
            ruling.further = further;
        }
        self
    }

    fn answered(&self, stage: Stage, ruling: Ruling) -> Referral {
        let mut referral = self.clone();
        for clock in referral.clocks.iter_mut().filter(|clock| clock.met.is_none()) {
            clock.met = Some(ruling.at);
        }
        referral.stage = stage;
        referral.ruling = Some(ruling);
        referral
    }

    fn may_be_answered(&self, by: Id<Staff>, rationale: &str) -> Result<(), Refusal> {
        self.must_wait()?;
        if by == self.asked_by {
            return Err(Refusal::not_allowed(
                "You decided the contact that asks for this referral, so somebody else must accept it.",
            ));
        }
        if rationale.trim().chars().count() < FEWEST_REASON_CHARACTERS {
            return Err(Refusal::field(
                "rationale",
                "Say why: what it is like for the child, and what is to be found out.",
            ));
        }
        Ok(())
    }

    fn must_wait(&self) -> Result<(), Refusal> {
        if self.stage != Stage::Waiting {
            return Err(Refusal::NotNow("This referral has been answered already.".into()));
        }
        Ok(())
    }
}

/// The referral date of an episode that opens now. When a later request was answered with no further action before this one was decided, the open
/// episode must still be the last (8816): it bears that request's date, and the two stand together.
fn last_of(asked_on: Date, before: &[Episode]) -> Date {
    let answered =
        before.iter().filter(|episode| episode.no_further_action).map(|episode| episode.referral_date);
    answered.fold(asked_on, Date::max)
}

fn request(contact: &Contact) -> Request {
    Request { contact: contact.id, received_at: contact.received_at, source: contact.source.clone() }
}

/// The clock of the assessment, from the referral date.
pub(crate) fn assessment_clock(
    referral_date: Date,
    pack: &Pack,
    calendar: &Calendar,
) -> Result<Vec<Clock>, Refusal> {
    Ok(vec![pack.start(ASSESSMENT, london::start_of(referral_date), calendar)?])
}
