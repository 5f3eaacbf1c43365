//! How an enquiry begins: a strategy discussion decided on it. It opens the child's episode where none is open and answers the referral that waits,
//! lets an assessment start where none runs, and makes the primary need abuse or neglect (DfE, children in need census; domain.md 1.6).

use jiff::Timestamp;

use super::{CONFERENCE, Carer, Discussed, ENQUIRY, FIRST_SEEN, LOCAL_CONFERENCE, Risk, Section47, Sibling};
use crate::calendar::{Calendar, Clock, Due, Limit, due, london};
use crate::episode::Episode;
use crate::id::Id;
use crate::pack::{EnquiryBy, Pack};
use crate::person::Person;
use crate::referral::Referral;
use crate::refusal::Refusal;
use crate::staff::Staff;
use crate::strategy::{Discussion, EnquiryPlan};

/// What a discussion gives to the enquiry into one child.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beginning {
    /// The name of the record.
    pub id: Id<Section47>,
    /// The number people will say.
    pub reference: String,
    /// The child.
    pub child: Id<Person>,
    /// The discussion that decided on it.
    pub discussion: Discussed,
    /// Who enquires.
    pub led: EnquiryBy,
    /// The social worker who leads it, when that was said.
    pub worker: Option<Id<Staff>>,
    /// Whether the child must be seen as fast as the pack says for what is urgent; a time in the plan goes before.
    pub urgent: bool,
    /// How it is to be done.
    pub plan: EnquiryPlan,
    /// The risks that were named, with their numbers in the discussion.
    pub risks: Vec<RiskNamed>,
    /// Parents and carers who are on the record.
    pub carers: Vec<Carer>,
    /// Brothers and sisters who are on the record.
    pub siblings: Vec<Sibling>,
    /// The name of the episode, where one has to be opened.
    pub new_episode: Id<Episode>,
    /// The source code of the contact behind it, where an episode has to be opened and no referral waits.
    pub source: Option<String>,
}

/// A risk, as a discussion named it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RiskNamed {
    /// Its number in the discussion.
    pub number: u32,
    /// The risk.
    pub words: String,
}

/// An enquiry that has begun, and what changed with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Begun {
    /// The enquiry.
    pub section47: Section47,
    /// The episode after it.
    pub episode: Episode,
    /// The referral that waited and is answered by it.
    pub referral: Option<Referral>,
}

impl Discussed {
    /// The discussion, as an enquiry into one child knows it: when it was held.
    pub fn of(discussion: &Discussion) -> Option<Self> {
        let at = discussion.held_at?;
        Some(Discussed { id: discussion.id, reference: discussion.reference.clone(), at })
    }
}

impl RiskNamed {
    /// The risks that a discussion named for a child.
    pub fn of(discussion: &Discussion, child: Id<Person>) -> Vec<Self> {
        let named =
            |risk: &crate::strategy::Risk| RiskNamed { number: risk.number, words: risk.words.clone() };
        discussion.risks_of(child).map(named).collect()
    }
}

impl Section47 {
    /// Begins an enquiry. `episodes` are all the child's, `others` all the child's enquiries, `waiting` the referral that waits to be accepted.
    ///
    /// # Errors
    /// When an enquiry of the child runs already, the discussion lies ahead, or a rule of the census would be broken.
    #[expect(clippy::too_many_arguments, reason = "a decision takes all it depends on, each by its name")]
    pub fn begin(
        beginning: Beginning,
        episodes: &[Episode],
        others: &[Section47],
        waiting: Option<&Referral>,
        by: Id<Staff>,
        now: Timestamp,
        pack: &Pack,
        calendar: &Calendar,
    ) -> Result<Begun, Refusal> {
        if beginning.discussion.at > now {
            return Err(Refusal::NotNow(
                "The discussion lies ahead: an enquiry begins when it was held.".into(),
            ));
        }
        if let Some(other) = others.iter().find(|other| other.runs()) {
            return Err(Refusal::NotNow(format!(
                "A section 47 enquiry, {}, has run since {}: a child has one at a time. Add this discussion and its risks to that one.",
                other.reference,
                london::date_in_words(other.started_on())
            )));
        }
        let start = london::date_of(beginning.discussion.at);
        let (episode, referral) = match episodes.iter().rfind(|episode| episode.is_open_on(start)) {
            Some(open) => (open.clone(), None),
            None => opened(&beginning, episodes, waiting, by, now, pack, calendar)?,
        };
        let section47 = Section47 {
            id: beginning.id,
            reference: beginning.reference,
            child: beginning.child,
            episode: episode.id,
            clocks: clocks(&beginning.discussion, &beginning.plan, beginning.urgent, pack, calendar)?,
            risks: beginning.risks.into_iter().map(|risk| named(risk, &beginning.discussion)).collect(),
            initiated: beginning.discussion,
            later: Vec::new(),
            led: beginning.led,
            worker: beginning.worker,
            begun_by: by,
            begun_at: now,
            plan: beginning.plan,
            plan_further: None,
            risks_further: None,
            seen: Vec::new(),
            words: Vec::new(),
            carers: beginning.carers,
            siblings: beginning.siblings,
            family_further: None,
            medical: None,
            checks: Vec::new(),
            harm: None,
            outcome: None,
            returned: Vec::new(),
            authorised: None,
            told: Vec::new(),
            settled: None,
        };
        let episode = episode.with_enquiry(section47.line())?;
        Ok(Begun { section47, episode, referral })
    }

    /// Another discussion about the same enquiry: its risks are to be enquired into as well, and the local clock counts from it. The national clock
    /// stays where it is. After the authorisation its risks go to the conference.
    ///
    /// # Errors
    /// When the enquiry is over.
    pub fn joined(
        &self,
        discussion: Discussed,
        risks: Vec<RiskNamed>,
        calendar: &Calendar,
    ) -> Result<Section47, Refusal> {
        if !self.runs() {
            return Err(Refusal::NotNow("This enquiry is over. A new discussion begins a new one.".into()));
        }
        let mut section47 = self.clone();
        if self.knows(&discussion) {
            return Ok(section47);
        }
        let new = risks.into_iter().filter(|risk| !self.risks.iter().any(|known| known.words == risk.words));
        section47.risks.extend(new.map(|risk| named(risk, &discussion)));
        section47.later.push(discussion);
        section47.later.sort_by_key(|later| later.at);
        section47.local_clock_moves(calendar);
        Ok(section47)
    }

    /// Whether a discussion is one of this enquiry's.
    pub fn knows(&self, discussion: &Discussed) -> bool {
        self.later.iter().chain([&self.initiated]).any(|known| known.id == discussion.id)
    }
}

fn named(risk: RiskNamed, discussion: &Discussed) -> Risk {
    Risk {
        named: Some((discussion.id, risk.number)),
        words: risk.words,
        named_at: discussion.at,
        answer: None,
    }
}

/// The episode that the enquiry opens. A referral that waits is answered by it: the discussion decided that something is done.
fn opened(
    beginning: &Beginning,
    episodes: &[Episode],
    waiting: Option<&Referral>,
    by: Id<Staff>,
    now: Timestamp,
    pack: &Pack,
    calendar: &Calendar,
) -> Result<(Episode, Option<Referral>), Refusal> {
    let start = london::date_of(beginning.discussion.at);
    if let Some(later) = episodes.iter().find(|episode| episode.is_open_on(london::date_of(now))) {
        return Err(Refusal::NotNow(format!(
            "The discussion was held on {}, and the child's referral is dated {}: an enquiry cannot begin before the referral. Put right whichever day is wrong.",
            london::date_in_words(start),
            london::date_in_words(later.referral_date)
        )));
    }
    if let Some(referral) = waiting {
        let accepted =
            referral.taken_by_enquiry(beginning.new_episode, start, episodes, by, now, pack, calendar)?;
        return Ok((accepted.episode, Some(accepted.referral)));
    }
    let episode = Episode {
        source: beginning.source.clone(),
        primary_need: Some(crate::episode::ABUSE_OR_NEGLECT.into()),
        provenance: Some(format!("strategy discussion {}", beginning.discussion.reference)),
        clocks: crate::referral::assessment_clock(start, pack, calendar)?,
        ..Episode::opened(beginning.new_episode, beginning.child, start)
    };
    episode.may_follow(episodes)?;
    Ok((episode, None))
}

/// The clocks: child first seen as the plan says; the conference from the initiating discussion; the pack's local ones.
fn clocks(
    discussion: &Discussed,
    plan: &EnquiryPlan,
    urgent: bool,
    pack: &Pack,
    calendar: &Calendar,
) -> Result<Vec<Clock>, Refusal> {
    let at = discussion.at;
    let rules = &pack.section47;
    let first_seen = match plan.seen_by_when {
        Some(see_by) => Clock::set_by_plan(FIRST_SEEN, at, Due::At(see_by)),
        None if urgent => Clock { due: due(rules.urgent_seen, at, calendar), ..no_day(at, calendar) },
        None => no_day(at, calendar),
    };
    let mut clocks = vec![
        first_seen,
        pack.start(CONFERENCE, at, calendar)?,
        Clock::start(ENQUIRY, at, rules.enquiry, calendar),
    ];
    clocks.extend(rules.local_conference.map(|limit| Clock::start(LOCAL_CONFERENCE, at, limit, calendar)));
    Ok(clocks)
}

/// Nobody has said by when the child is seen.
fn no_day(at: Timestamp, calendar: &Calendar) -> Clock {
    Clock::start(FIRST_SEEN, at, Limit::Set, calendar)
}
