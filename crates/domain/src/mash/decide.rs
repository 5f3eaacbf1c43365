//! What may happen to an enquiry: opened only when the outcome is not already clear, rated by somebody qualified, analysed before anything is
//! recommended, decided by somebody else. Each function is the whole rule.

use jiff::Timestamp;

use super::deadlines::rating_clock;
use super::{Analysis, Conflict, Enquiry, EnquiryRuling, Rated, Recommendation, Stage};
use crate::calendar::Calendar;
use crate::contact::{Agreement, Contact, Decided, Found, RulingBasis, checked_basis};
use crate::form::Answers;
use crate::id::Id;
use crate::pack::Pack;
use crate::refusal::{Problem, Refusal};
use crate::staff::Staff;

/// The outcome of a contact that says that an enquiry is needed. It is never the outcome of an enquiry: nothing is "pending".
pub const MASH_ENQUIRY: &str = "mash_enquiry";
/// The shortest reason that is more than "agreed".
const FEWEST_REASON_CHARACTERS: usize = 20;

/// An enquiry as it is opened on the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewEnquiry {
    /// The record's name.
    pub id: Id<Enquiry>,
    /// Why the outcome is not already clear.
    pub why: String,
    /// The pack's code of the first rating.
    pub rating: String,
    /// Why this rating.
    pub reason: String,
    /// Answers to the council's own questions.
    pub further: Option<Answers>,
}

/// An analysis, with what is recommended when it is ready, as it is sent from the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecommendationAsked {
    /// What could happen to the child, how likely and how bad.
    pub risk: String,
    /// What makes the child safer.
    pub protective: String,
    /// What the child says and shows.
    pub voice: String,
    /// What the history tells.
    pub history: String,
    /// What is not known, and whether it can wait.
    pub gaps: String,
    /// What is recommended; nothing while the analysis is only saved.
    pub recommendation: Option<Recommendation>,
    /// Answers to the council's own questions.
    pub further: Option<Answers>,
}

/// A manager's ruling as it is asked for on the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EnquiryDecisionAsked {
    /// How it stands to the recommendation.
    pub agreement: Agreement,
    /// What is decided instead, for "agree with a change".
    pub changed: Option<Recommendation>,
    /// The manager's own words: why they agree, what they change, what they ask.
    pub words: String,
    /// Answers to the council's own questions.
    pub further: Option<Answers>,
}

/// What a ruling brings about.
#[derive(Debug, Clone, PartialEq)]
pub struct EnquiryDecided {
    /// The enquiry after it.
    pub enquiry: Enquiry,
    /// What it brings about in the contact; nothing when the enquiry was sent back.
    pub contact: Option<Decided>,
}

impl Enquiry {
    /// Opens an enquiry from a contact.
    ///
    /// # Errors
    /// When a child has not been looked for, the contact was decided otherwise, or it is not said why the outcome is not clear.
    pub fn open(
        new: NewEnquiry,
        contact: &Contact,
        by: Id<Staff>,
        now: Timestamp,
        pack: &Pack,
        calendar: &Calendar,
    ) -> Result<Enquiry, Refusal> {
        if contact.children.iter().any(|child| child.found == Found::NotLooked) {
            return Err(Refusal::NotNow(
                "Say whether each child is already known before agencies are asked about them.".into(),
            ));
        }
        let otherwise = contact.decision().and_then(|decision| decision.outcomes.as_ref());
        if otherwise.is_some_and(|basis| !basis.outcomes.includes(MASH_ENQUIRY)) {
            return Err(Refusal::NotNow("This contact was decided without an enquiry.".into()));
        }
        if new.why.trim().chars().count() < FEWEST_REASON_CHARACTERS {
            return Err(Refusal::field(
                "why",
                "Say why the outcome is not already clear: what must be found out, and from whom.",
            ));
        }
        let enquiry = Enquiry {
            id: new.id,
            contact: contact.id,
            reference: contact.reference.clone(),
            children: contact.people().collect(),
            opened_at: now,
            opened_by: by,
            why: new.why,
            ratings: Vec::new(),
            conflicts: Vec::new(),
            shared: Vec::new(),
            analysis: None,
            rulings: Vec::new(),
            further: new.further,
        };
        enquiry.rate(by, &new.rating, &new.reason, now, pack, calendar)
    }

    /// Rates the urgency, at first or again. The clock starts when the hub received the enquiry, whatever the rating was before.
    ///
    /// # Errors
    /// When the enquiry is decided, the rating stands already, or no reason is given.
    pub fn rate(
        &self,
        by: Id<Staff>,
        rating: &str,
        reason: &str,
        now: Timestamp,
        pack: &Pack,
        calendar: &Calendar,
    ) -> Result<Enquiry, Refusal> {
        self.must_be_open()?;
        let mut problems = Vec::new();
        let rated = pack.hub.rating(rating);
        if rated.is_none() {
            problems.push(Problem::new("rating", "Choose how urgent this is."));
        }
        if self.ratings.last().is_some_and(|last| last.rating == rating) {
            problems.push(Problem::new("rating", "It has this rating already."));
        }
        if reason.trim().is_empty() {
            problems.push(Problem::new("reason", "Say why it is this urgent."));
        }
        let (Some(rated), true) = (rated, problems.is_empty()) else {
            return Err(Refusal::Invalid(problems));
        };
        let mut clock = rating_clock(rated, self.opened_at, pack, calendar)?;
        if let (Some(clock), Some(met)) = (&mut clock, self.clock().and_then(|before| before.met)) {
            clock.met = Some(met);
        }
        let mut enquiry = self.clone();
        enquiry.ratings.push(Rated { rating: rating.into(), by, at: now, reason: reason.into(), clock });
        Ok(enquiry)
    }

    /// Somebody says that they must not decide this enquiry.
    ///
    /// # Errors
    /// When it is decided, they said so already, or no reason is given.
    pub fn declare(&self, conflict: Conflict) -> Result<Enquiry, Refusal> {
        self.must_be_open()?;
        if conflict.words.trim().is_empty() {
            return Err(Refusal::field(
                "words",
                "Say why you must not decide, in as few words as you choose.",
            ));
        }
        if self.is_conflicted(conflict.by) {
            return Err(Refusal::NotNow("You have said so already.".into()));
        }
        let mut enquiry = self.clone();
        enquiry.conflicts.push(conflict);
        Ok(enquiry)
    }

    /// Saves the analysis; with a recommendation it goes to a manager, and the rating's clock stops.
    ///
    /// # Errors
    /// When the enquiry is decided, or what a recommendation needs is missing.
    pub fn analyse(
        &self,
        by: Id<Staff>,
        asked: RecommendationAsked,
        now: Timestamp,
        pack: &Pack,
    ) -> Result<Enquiry, Refusal> {
        self.must_be_open()?;
        let recommendation = match asked.recommendation {
            None => None,
            Some(recommendation) => {
                let mut problems =
                    unanalysed(&asked.risk, &asked.protective, &asked.voice, &asked.history, &asked.gaps);
                let checked =
                    checked_recommendation(recommendation, now, pack).map_err(|refusal| match refusal {
                        Refusal::Invalid(more) => problems.extend(more),
                        other => problems.push(Problem::new("outcome", other.to_string())),
                    });
                match checked {
                    Ok(checked) if problems.is_empty() => Some(checked),
                    _ => return Err(Refusal::Invalid(problems)),
                }
            }
        };
        let mut enquiry = self.clone();
        if recommendation.is_some()
            && let Some(clock) = enquiry.ratings.last_mut().and_then(|rated| rated.clock.as_mut())
        {
            clock.met.get_or_insert(now);
        }
        enquiry.analysis = Some(Analysis {
            by,
            at: now,
            risk: asked.risk,
            protective: asked.protective,
            voice: asked.voice,
            history: asked.history,
            gaps: asked.gaps,
            recommendation,
            further: asked.further,
        });
        Ok(enquiry)
    }

    /// Rules on the recommendation, and with it on the contact. Nobody decides on their own recommendation, or where they declared a conflict; the
    /// access decision has said so first, and this says it again.
    ///
    /// # Errors
    /// When nothing is recommended, the person may not decide, or reasons are missing.
    pub fn decide(
        &self,
        contact: &Contact,
        by: Id<Staff>,
        asked: EnquiryDecisionAsked,
        now: Timestamp,
        pack: &Pack,
        calendar: &Calendar,
    ) -> Result<EnquiryDecided, Refusal> {
        self.must_be_open()?;
        let recommendation = self.analysis.as_ref().and_then(|analysis| analysis.recommendation.clone());
        let Some(recommendation) = recommendation.filter(|_| self.stage() == Stage::Recommended) else {
            return Err(Refusal::NotNow("Nothing has been recommended yet.".into()));
        };
        if self.recommended_by() == Some(by) {
            return Err(Refusal::not_allowed("You recommended this, so somebody else must decide it."));
        }
        if self.is_conflicted(by) {
            return Err(Refusal::not_allowed(
                "You said that you must not decide this, so somebody else does.",
            ));
        }
        if asked.words.trim().chars().count() < FEWEST_REASON_CHARACTERS {
            return Err(Refusal::field(
                "words",
                "Give your reasons: what you weighed, and why this is right for the child.",
            ));
        }
        let decided = match asked.agreement {
            Agreement::Agree => Some(recommendation),
            Agreement::AgreeWithChange => {
                let changed =
                    asked.changed.ok_or_else(|| Refusal::field("outcome", "Say what you are changing."))?;
                Some(checked_recommendation(changed, now, pack)?)
            }
            Agreement::SendBack => None,
        };
        let contact = match &decided {
            None => None,
            Some(decided) => {
                let settled = contact.settled_by_enquiry(
                    by,
                    decided.basis.clone(),
                    &asked.words,
                    now,
                    pack,
                    calendar,
                )?;
                Some(settled)
            }
        };
        let mut enquiry = self.clone();
        enquiry.rulings.push(EnquiryRuling {
            by,
            at: now,
            agreement: asked.agreement,
            decided,
            words: asked.words,
            further: asked.further,
        });
        Ok(EnquiryDecided { enquiry, contact })
    }

    /// A manager decided on the contact itself while the enquiry was open: nothing urgent waits for it. The decision is the enquiry's too, and says so.
    #[must_use]
    pub fn overtaken(&self, by: Id<Staff>, basis: RulingBasis, words: &str, now: Timestamp) -> Enquiry {
        let decided = Recommendation { basis, would_change: String::new(), begun_by: now };
        let mut enquiry = self.clone();
        enquiry.rulings.push(EnquiryRuling {
            by,
            at: now,
            agreement: Agreement::AgreeWithChange,
            decided: Some(decided),
            words: words.into(),
            further: None,
        });
        enquiry
    }

    fn must_be_open(&self) -> Result<(), Refusal> {
        if self.stage() == Stage::Decided {
            return Err(Refusal::NotNow("This enquiry has already been decided.".into()));
        }
        Ok(())
    }
}

/// What an analysis must say before anything is recommended on it.
fn unanalysed(risk: &str, protective: &str, voice: &str, history: &str, gaps: &str) -> Vec<Problem> {
    [
        ("risk", risk, "Say what could happen to the child, how likely it is and how bad."),
        ("protective", protective, "Say what makes the child safer, or that nothing is known that does."),
        ("voice", voice, "Say what the child says and shows, or why nobody knows yet."),
        ("history", history, "Say what the history tells, read in the light of today."),
        ("gaps", gaps, "Say what is not known, and whether it can wait."),
    ]
    .into_iter()
    .filter(|(_, said, _)| said.trim().is_empty())
    .map(|(field, _, words)| Problem::new(field, words))
    .collect()
}

/// Checks a recommendation against the pack, and fills in the words of its paragraph as they stand today.
fn checked_recommendation(
    asked: Recommendation,
    now: Timestamp,
    pack: &Pack,
) -> Result<Recommendation, Refusal> {
    let mut problems = Vec::new();
    if asked.basis.outcomes.includes(MASH_ENQUIRY) {
        problems.push(Problem::new(
            "outcome",
            "Choose what should happen now: an enquiry does not end in an enquiry.",
        ));
    }
    if asked.would_change.trim().is_empty() {
        problems.push(Problem::new("would_change", "Say what would change your mind."));
    }
    if asked.begun_by < now {
        problems.push(Problem::new("begun_by-date", "The time by which it has begun must lie ahead."));
    }
    match checked_basis(asked.basis, now, pack) {
        Ok(basis) if problems.is_empty() => Ok(Recommendation { basis, ..asked }),
        Ok(_) => Err(Refusal::Invalid(problems)),
        Err(Refusal::Invalid(more)) => {
            problems.extend(more);
            Err(Refusal::Invalid(problems))
        }
        Err(other) => Err(other),
    }
}
