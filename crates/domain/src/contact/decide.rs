//! What may happen to a contact. Each function is the whole rule: what is known and what is asked in, the changed contact or a refusal out.

use jiff::Timestamp;

use super::deadlines;
use super::{
    Agreement, Channel, Cited, Concern, Contact, Decision, Found, OtherPerson, Outcomes, Proposal, Referrer,
    RulingBasis, SafeContact, Stage, SubjectChild,
};
use crate::calendar::Calendar;
use crate::form::Answers;
use crate::id::Id;
use crate::mash::MASH_ENQUIRY;
use crate::pack::Pack;
use crate::person::Person;
use crate::refusal::{Problem, Refusal};
use crate::staff::Staff;

/// A contact as it arrives. Everything may be "not known" except who is worried, about what, and where the child is (or that nobody knows).
#[derive(Debug, Clone, PartialEq)]
pub struct NewContact {
    /// The record's name, made by the session.
    pub id: Id<Contact>,
    /// The short number.
    pub reference: String,
    /// When it reached the council. Never later than now.
    pub received_at: Timestamp,
    /// Who types it in.
    pub logged_by: Option<Id<Staff>>,
    /// How it came.
    pub channel: Channel,
    /// Source code of the national returns.
    pub source: String,
    /// Who is worried.
    pub referrer: Referrer,
    /// The children.
    pub children: Vec<SubjectChild>,
    /// Everybody else named.
    pub others: Vec<OtherPerson>,
    /// The worry.
    pub concern: Concern,
    /// How to reach the family safely.
    pub safe_contact: SafeContact,
    /// Answers to forms.
    pub forms: Vec<Answers>,
}

/// An outcome as it is proposed on the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProposalAsked {
    /// Outcomes, threshold, reasons, actions. The paragraph's words are filled in from the pack.
    pub basis: RulingBasis,
    /// Whether a MASH enquiry into the contact was opened: then nobody need say why there was none.
    pub enquired: bool,
}

/// A ruling as it is asked for on the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecisionAsked {
    /// How it stands to the proposal.
    pub agreement: Agreement,
    /// What is decided instead, for "agree with a change".
    pub changed: Option<RulingBasis>,
    /// The manager's own words: why they agree, what they change, what they ask.
    pub words: String,
    /// Answers to the council's own questions.
    pub further: Option<Answers>,
}

/// What a decision brings about.
#[derive(Debug, Clone, PartialEq)]
pub struct Decided {
    /// The contact after it.
    pub contact: Contact,
    /// Whether the referrer is now to be told.
    pub tell_referrer: bool,
}

/// The pack's list of contact sources: the 22 codes of the national returns.
pub const CONTACT_SOURCES: &str = "contact_source";

/// The shortest rationale that is more than "agreed": asked for in words, and counted for the clinic, never scored.
const FEWEST_REASON_CHARACTERS: usize = 20;

impl Contact {
    /// Takes a contact in. Its clocks start when it was received, not when it was typed.
    pub fn receive(
        new: NewContact,
        now: Timestamp,
        pack: &Pack,
        calendar: &Calendar,
    ) -> Result<Contact, Refusal> {
        let mut problems = Vec::new();
        if new.received_at > now {
            problems.push(Problem::new("received_at", "The contact cannot have reached us later than now."));
        }
        if pack.code_list(CONTACT_SOURCES).is_none_or(|list| !list.holds(&new.source)) {
            problems.push(Problem::new("source", "Choose who is contacting us."));
        }
        if new.concern.facts.trim().is_empty() && new.concern.opinion.trim().is_empty() {
            problems
                .push(Problem::new("facts", "Write what you are worried about, or what was seen or said."));
        }
        if new.children.is_empty() {
            problems
                .push(Problem::new("children", "Say which child this is about. The name may be not known."));
        }
        if !problems.is_empty() {
            return Err(Refusal::Invalid(problems));
        }
        let clocks = vec![
            pack.start(deadlines::DECISION, new.received_at, calendar)?,
            pack.start(deadlines::ACKNOWLEDGEMENT, new.received_at, calendar)?,
        ];
        Ok(Contact {
            id: new.id,
            reference: new.reference,
            received_at: new.received_at,
            logged_at: now,
            logged_by: new.logged_by,
            channel: new.channel,
            source: new.source,
            referrer: new.referrer,
            children: new.children,
            others: new.others,
            different: Vec::new(),
            concern: new.concern,
            safe_contact: new.safe_contact,
            forms: new.forms,
            stage: Stage::Received,
            holder: None,
            proposal: None,
            decisions: Vec::new(),
            clocks,
        })
    }

    /// Says whom a child in the contact was found to be. May be put right until the contact is decided.
    pub fn find_child(&self, place: usize, found: Found) -> Result<Contact, Refusal> {
        self.must_be_open()?;
        let mut contact = self.clone();
        let child = contact.children.get_mut(place).ok_or(Refusal::NotFound)?;
        // Whoever the child is found to be is somebody else no longer.
        if let Found::Known { person, .. } = &found {
            contact.different.retain(|not| not.child != place || not.person != *person);
        }
        child.found = found;
        Ok(contact)
    }

    /// Says who somebody named beside the children is. Whoever was said to be somebody already stays who they are.
    ///
    /// # Errors
    /// When the contact is decided or names nobody there.
    pub fn find_other(&self, place: usize, person: Id<Person>) -> Result<Contact, Refusal> {
        self.must_be_open()?;
        let mut contact = self.clone();
        let other = contact.others.get_mut(place).ok_or(Refusal::NotFound)?;
        other.person = other.person.or(Some(person));
        Ok(contact)
    }

    /// Records that the referrer has been told their contact arrived.
    pub fn acknowledged(&self, at: Timestamp) -> Contact {
        let mut contact = self.clone();
        contact.stop(deadlines::ACKNOWLEDGEMENT, at);
        contact
    }

    /// Takes the contact on. Whoever holds it, its clocks stay what they are.
    pub fn held_by(&self, holder: Id<Staff>) -> Result<Contact, Refusal> {
        self.must_be_open()?;
        Ok(Contact { holder: Some(holder), ..self.clone() })
    }

    /// Proposes an outcome.
    pub fn propose(
        &self,
        by: Id<Staff>,
        asked: ProposalAsked,
        now: Timestamp,
        pack: &Pack,
    ) -> Result<Contact, Refusal> {
        self.must_be_open()?;
        self.everyone_looked_for()?;
        let skipped = if asked.enquired { None } else { unsaid_skip(&asked.basis, pack) };
        let basis = match (checked_basis(asked.basis, now, pack), skipped) {
            (Ok(basis), None) => basis,
            (Ok(_), Some(problem)) => return Err(Refusal::Invalid(vec![problem])),
            (Err(Refusal::Invalid(mut problems)), skipped) => {
                problems.extend(skipped);
                return Err(Refusal::Invalid(problems));
            }
            (Err(refusal), _) => return Err(refusal),
        };
        Ok(Contact {
            stage: Stage::Proposed,
            holder: self.holder.or(Some(by)),
            proposal: Some(Proposal { by, at: now, basis }),
            ..self.clone()
        })
    }

    /// Rules on the proposal. Nobody rules on their own; the access decision has said so first, and this says it again.
    pub fn decide(
        &self,
        by: Id<Staff>,
        asked: DecisionAsked,
        now: Timestamp,
        pack: &Pack,
        calendar: &Calendar,
    ) -> Result<Decided, Refusal> {
        self.must_be_open()?;
        let Some(proposal) = self.proposal.as_ref().filter(|_| self.stage == Stage::Proposed) else {
            return Err(Refusal::NotNow("Nothing has been proposed yet.".into()));
        };
        if proposal.by == by {
            return Err(Refusal::not_allowed("You proposed this outcome, so somebody else must decide it."));
        }
        if asked.words.trim().chars().count() < FEWEST_REASON_CHARACTERS {
            return Err(Refusal::field(
                "words",
                "Give your reasons: what you weighed, and why this is right for the child.",
            ));
        }
        let basis = match asked.agreement {
            Agreement::Agree => Some(proposal.basis.clone()),
            Agreement::AgreeWithChange => {
                let changed =
                    asked.changed.ok_or_else(|| Refusal::field("outcome", "Say what you are changing."))?;
                Some(checked_basis(changed, now, pack)?)
            }
            Agreement::SendBack => None,
        };
        let ruling = Decision {
            by,
            at: now,
            agreement: asked.agreement,
            outcomes: basis,
            words: asked.words,
            further: asked.further,
        };
        if asked.agreement == Agreement::SendBack {
            let mut contact = self.clone();
            contact.decisions.push(ruling);
            contact.stage = Stage::SentBack;
            return Ok(Decided { contact, tell_referrer: false });
        }
        self.clone().ruled(ruling, now, pack, calendar)
    }

    /// Records what a MASH enquiry into the contact came to. A contact that waited for it is decided by it; one that was decided on as "an enquiry is
    /// needed" now has its outcome, and its referrer is told that too.
    ///
    /// # Errors
    /// When the contact was decided otherwise meanwhile.
    pub(crate) fn settled_by_enquiry(
        &self,
        by: Id<Staff>,
        basis: RulingBasis,
        words: &str,
        now: Timestamp,
        pack: &Pack,
        calendar: &Calendar,
    ) -> Result<Decided, Refusal> {
        let before = self.decision().and_then(|decision| decision.outcomes.as_ref());
        if before.is_some_and(|basis| !basis.outcomes.includes(MASH_ENQUIRY)) {
            return Err(Refusal::NotNow("The contact was decided otherwise meanwhile.".into()));
        }
        let ruling = Decision {
            by,
            at: now,
            agreement: Agreement::Agree,
            outcomes: Some(basis),
            words: words.into(),
            further: None,
        };
        self.clone().ruled(ruling, now, pack, calendar)
    }

    /// The contact with a decision on it: its clock stops, and that of telling the referrer starts.
    fn ruled(
        mut self,
        ruling: Decision,
        now: Timestamp,
        pack: &Pack,
        calendar: &Calendar,
    ) -> Result<Decided, Refusal> {
        self.decisions.push(ruling);
        self.stop(deadlines::DECISION, now);
        let tell_referrer = self.can_tell_referrer();
        if tell_referrer {
            self.stage = Stage::Decided;
            // The referrer who was told that agencies are asked is told again: a clock of its own. One that still runs goes on running.
            if self.clock(deadlines::OUTCOME_TOLD).is_none_or(|clock| clock.met.is_some()) {
                self.clocks.push(pack.start(deadlines::OUTCOME_TOLD, now, calendar)?);
            }
        } else {
            self.stage = Stage::Closed;
            self.stop(deadlines::ACKNOWLEDGEMENT, now);
        }
        Ok(Decided { contact: self, tell_referrer })
    }

    /// Records that the referrer was told the outcome.
    pub fn told(&self, at: Timestamp) -> Result<Contact, Refusal> {
        if self.stage != Stage::Decided {
            return Err(Refusal::NotNow("The referrer is told once the contact is decided.".into()));
        }
        let mut contact = self.clone();
        contact.stop(deadlines::OUTCOME_TOLD, at);
        contact.stop(deadlines::ACKNOWLEDGEMENT, at);
        contact.stage = Stage::Closed;
        Ok(contact)
    }

    /// Marks a next action done, by its place in the decision.
    pub fn action_done(&self, place: usize, at: Timestamp) -> Result<Contact, Refusal> {
        let mut contact = self.clone();
        let basis = contact.decisions.iter_mut().rev().find_map(|decision| decision.outcomes.as_mut());
        let action = basis.and_then(|basis| basis.actions.get_mut(place)).ok_or(Refusal::NotFound)?;
        action.done_at.get_or_insert(at);
        Ok(contact)
    }

    /// Whether there is anybody to tell: a way to reach them, or a list of their own.
    fn can_tell_referrer(&self) -> bool {
        let referrer = &self.referrer;
        referrer.email.is_some() || referrer.phone.is_some() || self.channel == Channel::ReferralForm
    }

    pub(super) fn must_be_open(&self) -> Result<(), Refusal> {
        if self.stage.is_decided() {
            return Err(Refusal::NotNow("This contact has already been decided.".into()));
        }
        Ok(())
    }

    /// A contact is read against the whole history: nobody proposes before somebody has looked for every child.
    fn everyone_looked_for(&self) -> Result<(), Refusal> {
        match self.children.iter().position(|child| child.found == Found::NotLooked) {
            None => Ok(()),
            Some(place) => {
                let name = self.children[place].said.name.display();
                Err(Refusal::field(
                    format!("child-{place}"),
                    format!("Say whether {name} is already known before proposing an outcome."),
                ))
            }
        }
    }
}

/// An enquiry is skipped only where it is already clear what is right, and somebody says why.
fn unsaid_skip(basis: &RulingBasis, pack: &Pack) -> Option<Problem> {
    let asks = pack.outcome(&basis.outcomes.primary).is_some_and(|outcome| outcome.why_no_enquiry);
    (asks && basis.no_enquiry.trim().is_empty()).then(|| {
        Problem::new(
            "no_enquiry",
            "Say why no MASH enquiry is needed: what makes it clear already. Or open an enquiry.",
        )
    })
}

/// Checks a basis against the pack and fills in the words of the threshold paragraph as they stand today.
pub(crate) fn checked_basis(basis: RulingBasis, now: Timestamp, pack: &Pack) -> Result<RulingBasis, Refusal> {
    let mut problems = Vec::new();
    let Outcomes { primary, also } = &basis.outcomes;
    if pack.outcome(primary).is_none() {
        problems.push(Problem::new("outcome", "Choose what should happen."));
    }
    if also.iter().any(|code| pack.outcome(code).is_none() || code == primary) {
        problems.push(Problem::new("also", "Choose the other outcomes from the list."));
    }
    let paragraph =
        pack.thresholds.paragraph(&basis.paragraph).filter(|paragraph| paragraph.level == basis.level);
    if paragraph.is_none() {
        problems.push(Problem::new("paragraph", "Choose the threshold paragraph that fits."));
    }
    let also_cited = cited(&basis, pack);
    if also_cited.is_none() {
        problems.push(Problem::new(
            "also_cited",
            "Cite other paragraphs by their numbers, such as 4.1, each once and not the one chosen above.",
        ));
    }
    if basis.rationale.trim().chars().count() < FEWEST_REASON_CHARACTERS {
        problems.push(Problem::new(
            "rationale",
            "Say why: what it is like for the child, and what the history tells you.",
        ));
    }
    if basis.considered.trim().is_empty() {
        problems.push(Problem::new("considered", "Say what else you considered."));
    }
    for (place, action) in basis.actions.iter().enumerate() {
        if action.what.trim().is_empty() {
            problems.push(Problem::new(format!("action-{place}-what"), "Say what is to be done."));
        }
        if action.due < now {
            problems.push(Problem::new(
                format!("action-{place}-date"),
                "The time by which it is done must lie ahead.",
            ));
        }
    }
    match (paragraph, also_cited) {
        (Some(paragraph), Some(also_cited)) if problems.is_empty() => Ok(RulingBasis {
            paragraph_words: paragraph.text.clone(),
            pack_version: pack.version(),
            also_cited,
            ..basis
        }),
        _ => Err(Refusal::Invalid(problems)),
    }
}

/// The other paragraphs with their numbers and words as they stand today; nothing when one is not in the document or stands twice.
fn cited(basis: &RulingBasis, pack: &Pack) -> Option<Vec<Cited>> {
    let mut all = Vec::new();
    for asked in &basis.also_cited {
        let found = pack.thresholds.paragraph(&asked.paragraph)?;
        let twice = all.iter().any(|cited: &Cited| cited.paragraph == found.id);
        if twice || found.id == basis.paragraph {
            return None;
        }
        all.push(Cited {
            paragraph: found.id.clone(),
            number: found.number.clone(),
            words: found.text.clone(),
        });
    }
    Some(all)
}
