//! How an assessment begins: a referral was accepted and an episode of need is open. One assessment at a time in an episode (DfE, children in need census:
//! 8896, 8863Q); brothers and sisters may be assessed together. The clock has been running since the referral.

use jiff::Timestamp;
use jiff::civil::Date;

use super::{ASSESSMENT_FORM, Assessed, Assessment, Carer, DECISION, REVIEW, ReviewPoint, Stands, TARGET};
use crate::calendar::{Calendar, Clock, Due, london};
use crate::episode::Episode;
use crate::id::Id;
use crate::pack::Pack;
use crate::person::Person;
use crate::refusal::{Problem, Refusal};
use crate::staff::Staff;

/// The field of the review point's day.
pub const REVIEW_FIELD: &str = "review_on";

/// An assessment as somebody begins it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beginning {
    /// The name of the record.
    pub id: Id<Assessment>,
    /// The number people will say.
    pub reference: String,
    /// The children, each with the episode that is open.
    pub children: Vec<Episode>,
    /// Those who care for them.
    pub carers: Vec<Carer>,
    /// Why it is made: what is to be found out.
    pub purpose: String,
    /// The social worker who makes it.
    pub worker: Id<Staff>,
    /// The team they make it in.
    pub team: String,
    /// The review point.
    pub review: ReviewAsked,
}

/// A review point as it is typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReviewAsked {
    /// The day.
    pub on: Option<Date>,
    /// Why then.
    pub why: String,
    /// On which day the family was told of it.
    pub shared_on: Option<Date>,
    /// Who was told; or why nobody was.
    pub shared_with: String,
}

/// A carer as somebody names them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CarerNamed {
    /// The person on the record.
    pub person: Option<Id<Person>>,
    /// The name of somebody who is not on the record.
    pub name: String,
    /// What they are to the children.
    pub relation: String,
    /// Where they stand.
    pub stands: Option<Stands>,
}

/// A child who joins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChildNamed {
    /// The episode of the child.
    pub episode: Episode,
    /// Carers of this child who are not there yet.
    pub carers: Vec<Carer>,
}

/// An assessment and the episodes whose lines it made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Begun {
    /// The assessment.
    pub assessment: Assessment,
    /// The episodes after it, in the order of the children.
    pub episodes: Vec<Episode>,
}

impl Assessment {
    /// Begins an assessment of one child or of brothers and sisters.
    ///
    /// # Errors
    /// With everything that is missing; when no episode is open, or an assessment of a child runs already.
    pub fn begin(
        beginning: Beginning,
        by: Id<Staff>,
        now: Timestamp,
        pack: &Pack,
        calendar: &Calendar,
    ) -> Result<Begun, Refusal> {
        let form = pack.form(ASSESSMENT_FORM).ok_or_else(no_form)?;
        let mut problems = Vec::new();
        if beginning.children.is_empty() {
            problems.push(Problem::new("children", "Choose the child or children whom it is about."));
        }
        if beginning.purpose.trim().is_empty() {
            problems.push(Problem::new("purpose", "Say why it is made: what is to be found out."));
        }
        let from = beginning.children.iter().map(|episode| counts_from(episode, london::date_of(now))).min();
        let from = from.unwrap_or_else(|| london::date_of(now));
        let clocks = clocks(from, pack, calendar)?;
        let review = review_point(&beginning.review, &clocks, by, now, &mut problems);
        let Some(review) = review.filter(|_| problems.is_empty()) else {
            return Err(Refusal::Invalid(problems));
        };
        let mut assessment = Assessment {
            id: beginning.id,
            reference: beginning.reference,
            children: Vec::new(),
            carers: beginning.carers,
            purpose: beginning.purpose.trim().to_owned(),
            worker: beginning.worker,
            team: beginning.team,
            begun_by: by,
            begun_at: now,
            authors: Vec::new(),
            answers: form.blank(),
            links: Vec::new(),
            set_aside: Vec::new(),
            citations: Vec::new(),
            comments: Vec::new(),
            marked: Vec::new(),
            weighed: std::collections::BTreeMap::new(),
            copies: Vec::new(),
            reviews: Vec::new(),
            exceptions: Vec::new(),
            submissions: Vec::new(),
            returned: Vec::new(),
            authorised: None,
            ended: None,
            told: Vec::new(),
            clocks,
        };
        assessment.sets_review(review);
        let mut episodes = Vec::new();
        for episode in &beginning.children {
            episodes.push(assessment.takes(episode, by, now)?);
        }
        Ok(Begun { assessment, episodes })
    }

    /// A child joins: its clock does not begin again for that. Where the child's referral is older than the others', the clock has been running since then.
    ///
    /// # Errors
    /// When it is not being written, the child is in it, or an assessment of the child runs already.
    pub fn joined(
        &self,
        child: ChildNamed,
        by: Id<Staff>,
        now: Timestamp,
        pack: &Pack,
        calendar: &Calendar,
    ) -> Result<(Assessment, Episode), Refusal> {
        self.must_be_written()?;
        if self.place_of(child.episode.child).is_some() {
            return Err(Refusal::field("child", "This child is in the assessment already."));
        }
        let mut after = self.clone();
        let from = counts_from(&child.episode, london::date_of(now));
        let started = london::start_of(from);
        if after.clock(DECISION).is_some_and(|clock| started < clock.started) {
            for earlier in clocks(from, pack, calendar)? {
                if let Some(clock) = after.clocks.iter_mut().find(|clock| clock.timer == earlier.timer) {
                    (clock.started, clock.due) = (earlier.started, earlier.due);
                }
            }
        }
        let known = |carer: &Carer| {
            carer.person.is_some() && self.carers.iter().any(|one| one.person == carer.person)
        };
        after.carers.extend(child.carers.into_iter().filter(|carer| !known(carer)));
        let episode = after.takes(&child.episode, by, now)?;
        after.written_by(by);
        Ok((after, episode))
    }

    fn takes(&mut self, episode: &Episode, by: Id<Staff>, now: Timestamp) -> Result<Episode, Refusal> {
        // Where an assessment was opened with an enquiry and nobody has written it yet, this is it: its start stays.
        let today = london::date_of(now);
        let begun =
            episode.assessments.iter().find(|one| one.record.is_none() && one.authorised_on.is_none());
        let assessed = Assessed {
            child: episode.child,
            episode: episode.id,
            started_on: begun.map_or(today, |one| one.started_on),
            referral_date: episode.referral_date,
            need: episode.primary_need.clone(),
            joined_at: now,
            joined_by: by,
        };
        self.children.push(assessed);
        let line = self.line(episode.child).ok_or(Refusal::NotFound)?;
        episode.with_assessment(line, None)
    }

    /// Names a carer who is not there: an absent father, a new partner.
    ///
    /// # Errors
    /// When it is not being written, nobody is named, or they are there already.
    pub fn carer_named(
        &self,
        named: CarerNamed,
        by: Id<Staff>,
        at: Timestamp,
    ) -> Result<Assessment, Refusal> {
        self.must_be_written()?;
        let CarerNamed { person, name, relation, stands } = named;
        let mut problems = Vec::new();
        if person.is_none() && name.trim().is_empty() {
            problems.push(Problem::new("name", "Write the name, or the words by which they are known."));
        }
        if relation.trim().is_empty() {
            problems.push(Problem::new("relation", "Write what they are to the children."));
        }
        let Some(stands_now) = stands.filter(|_| problems.is_empty()) else {
            if stands.is_none() {
                problems.push(Problem::new("stands", "Say whether they live with the child."));
            }
            return Err(Refusal::Invalid(problems));
        };
        let there = |known: &Carer| match person {
            Some(_) => known.person == person,
            None => known.person.is_none() && known.name.trim().eq_ignore_ascii_case(name.trim()),
        };
        if self.carers.iter().any(there) {
            return Err(Refusal::field("name", "They are in the assessment already."));
        }
        let mut after = self.clone();
        after.carers.push(Carer {
            person,
            name: if person.is_some() { String::new() } else { name.trim().to_owned() },
            relation: relation.trim().to_owned(),
            stands: stands_now,
            named_by: Some(by),
            named_at: at,
        });
        after.written_by(by);
        Ok(after)
    }

    /// Says anew where a carer stands: he moved out, she moved in.
    ///
    /// # Errors
    /// When it is not being written, or there is no such carer.
    pub fn carer_stands(&self, place: usize, stands: Stands, by: Id<Staff>) -> Result<Assessment, Refusal> {
        self.must_be_written()?;
        let mut after = self.clone();
        after.carers.get_mut(place).ok_or(Refusal::NotFound)?.stands = stands;
        after.written_by(by);
        Ok(after)
    }

    /// Another social worker makes it. No clock moves.
    ///
    /// # Errors
    /// When it is over.
    pub fn handed_to(&self, worker: Id<Staff>, team: &str) -> Result<Assessment, Refusal> {
        if !self.runs() || self.authorised.is_some() {
            return Err(Refusal::NotNow("This assessment is over.".into()));
        }
        let mut after = self.clone();
        // Whoever made it so far wrote it, even where nothing bears their name.
        after.written_by(self.worker);
        (after.worker, after.team) = (worker, team.to_owned());
        Ok(after)
    }

    /// Sets another review point, with why.
    ///
    /// # Errors
    /// When it is over, or something is missing.
    pub fn review_set(
        &self,
        asked: &ReviewAsked,
        by: Id<Staff>,
        at: Timestamp,
    ) -> Result<Assessment, Refusal> {
        if !self.runs() || self.authorised.is_some() {
            return Err(Refusal::NotNow("This assessment is over: it needs no review point.".into()));
        }
        let mut problems = Vec::new();
        if asked.why.trim().is_empty() {
            problems.push(Problem::new("why", "Say why another day is set."));
        }
        let review = review_point(asked, &self.clocks, by, at, &mut problems);
        let Some(review) = review.filter(|_| problems.is_empty()) else {
            return Err(Refusal::Invalid(problems));
        };
        let mut after = self.clone();
        after.sets_review(review);
        Ok(after)
    }

    fn sets_review(&mut self, review: ReviewPoint) {
        let started = self.clock(DECISION).map_or(review.at, |clock| clock.started);
        let clock = Clock::set_by_plan(REVIEW, started, Due::EndOf(review.on));
        self.clocks.retain(|known| known.timer != REVIEW);
        self.clocks.push(clock);
        self.reviews.push(review);
    }
}

fn no_form() -> Refusal {
    Refusal::NotNow("The practice pack has no form for assessments. Tell the administrator.".into())
}

/// The day from which the limit of an assessment counts that begins in an episode today: the referral. Where an assessment of the same episode was authorised
/// before, nobody referred the child for this one, and it counts from its own start.
pub fn counts_from(episode: &Episode, today: Date) -> Date {
    if !episode.assessments.iter().any(|one| one.authorised_on.is_some()) {
        return episode.referral_date;
    }
    let open = episode.assessments.iter().find(|one| one.authorised_on.is_none());
    open.map_or(today, |open| open.started_on)
}

fn clocks(from: Date, pack: &Pack, calendar: &Calendar) -> Result<Vec<Clock>, Refusal> {
    let at = london::start_of(from);
    Ok(vec![pack.start(DECISION, at, calendar)?, pack.start(TARGET, at, calendar)?])
}

fn review_point(
    asked: &ReviewAsked,
    clocks: &[Clock],
    by: Id<Staff>,
    at: Timestamp,
    problems: &mut Vec<Problem>,
) -> Option<ReviewPoint> {
    let today = london::date_of(at);
    let limit = clocks.iter().find(|clock| clock.timer == DECISION).and_then(|clock| clock.due).map(Due::day);
    let mut wrong = |field: &str, words: &str| problems.push(Problem::new(field, words));
    let on = match asked.on {
        None => {
            wrong(REVIEW_FIELD, "Set the day on which you look whether this gets where it should.");
            None
        }
        Some(on) if on < today => {
            wrong(REVIEW_FIELD, "The review point cannot lie in the past.");
            None
        }
        // Once the limit itself has passed there is no day before it left.
        Some(on) if limit.is_some_and(|limit| on > limit && today <= limit) => {
            wrong(REVIEW_FIELD, "The review point lies before the day by which it must be decided.");
            None
        }
        Some(on) => Some(on),
    };
    if asked.shared_on.is_some_and(|shared| shared > today) {
        wrong("shared_on", "The day on which the family was told cannot lie ahead.");
    }
    if asked.shared_with.trim().is_empty() {
        wrong("shared_with", "Say who of the family was told of the review point, or why nobody was yet.");
    }
    Some(ReviewPoint {
        on: on?,
        why: asked.why.trim().to_owned(),
        by,
        at,
        shared_on: asked.shared_on,
        shared_with: asked.shared_with.trim().to_owned(),
        held: None,
    })
}
