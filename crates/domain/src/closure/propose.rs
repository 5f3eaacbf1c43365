//! Proposing to close. What the returns and the law forbid is said here already, so that nobody writes a proposal that no manager may agree to.

use jiff::Timestamp;
use jiff::civil::Date;

use super::{Closure, Proposal, Stage, Standing, StepDown, ToTell};
use crate::calendar::london;
use crate::episode::Episode;
use crate::form::Answers;
use crate::form::page::{Need, PageForm, Takes};
use crate::id::Id;
use crate::pack::Pack;
use crate::refusal::{Problem, Refusal};
use crate::staff::Staff;

/// Reason of the census: closed after assessment, referred to early help.
const TO_EARLY_HELP: &str = "RC9";
/// Reason of the census: closed after assessment, no further action.
const NO_FURTHER_ACTION: &str = "RC8";

/// The form in which closing is proposed.
pub const FORM: PageForm = PageForm {
    id: "closure",
    needs: &[
        Need::once("closed_on", Takes::Day),
        Need::once("reason", Takes::OneOfPage),
        Need::once("because", Takes::OneOfPage),
        Need::once("changed", Takes::Words),
        Need::once("child_says", Takes::Words),
        Need::once("risks", Takes::Words),
        Need::once("in_mind", Takes::Words),
        Need::once("consent", Takes::OneOfPage),
        Need::once("consent_words", Takes::Words),
        Need::once("family", Takes::Words),
        Need::once("outstanding_words", Takes::Words),
        Need::once("lead", Takes::Words),
        Need::once("organisation", Takes::Words),
        Need::once("agreed", Takes::YesNo),
        Need::once("agreement", Takes::Words),
        Need::once("step_contingency", Takes::Words),
        Need::once("met_on", Takes::Day),
        Need::each("tell", "whom", Takes::Words),
    ],
    beside: &[],
};

/// A proposal as the page asks for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProposeAsked {
    /// The day of closing.
    pub on: Date,
    /// The reason of the census.
    pub reason: String,
    /// The code of why support stops.
    pub because: String,
    /// What changed for the child.
    pub changed: String,
    /// What the child says about it.
    pub child_says: String,
    /// Which risks remain.
    pub risks: String,
    /// Who holds the child in mind.
    pub in_mind: String,
    /// The code of how consent stands.
    pub consent: String,
    /// What was said about it.
    pub consent_words: String,
    /// What the family was told.
    pub family: String,
    /// Early help that goes on.
    pub step_down: StepDown,
    /// What becomes of what is outstanding.
    pub outstanding_words: String,
    /// Who is told that support ends.
    pub to_tell: Vec<String>,
    /// Answers to the council's own questions.
    pub further: Option<Answers>,
}

/// Who proposes, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Proposed {
    /// The record's name.
    pub id: Id<Closure>,
    /// Who.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
}

impl Closure {
    /// Proposes to close an episode. It stays open until a manager decides.
    ///
    /// # Errors
    /// When something is missing, or the episode cannot be closed like this: while an assessment, an enquiry or a plan is open, with a reason that the
    /// census rules out, or from a child protection plan straight to early help.
    pub fn propose(
        Proposed { id, by, at }: Proposed,
        asked: ProposeAsked,
        (episode, standing): (&Episode, &Standing),
        pack: &Pack,
    ) -> Result<Self, Refusal> {
        let to_tell = asked.to_tell.clone();
        let proposal = proposal((by, at), asked, (episode, standing), pack)?;
        Ok(Closure {
            id,
            child: episode.child,
            episode: episode.id,
            proposal,
            before: Vec::new(),
            answers: Vec::new(),
            stage: Stage::Proposed,
            closed: None,
            to_tell: ToTell::each(&to_tell),
            accepted: None,
            corrected: None,
        })
    }

    /// Proposes again what a manager sent back.
    ///
    /// # Errors
    /// As [`Closure::propose`]; and when it was not sent back.
    pub fn propose_again(
        &self,
        (by, at): (Id<Staff>, Timestamp),
        asked: ProposeAsked,
        (episode, standing): (&Episode, &Standing),
        pack: &Pack,
    ) -> Result<Self, Refusal> {
        if !self.stage.waits() {
            return Err(Refusal::NotNow(
                "This proposal is over. Propose to close anew, if it is still right.".into(),
            ));
        }
        let to_tell = asked.to_tell.clone();
        let proposal = proposal((by, at), asked, (episode, standing), pack)?;
        let mut after = self.clone();
        after.before.push(std::mem::replace(&mut after.proposal, proposal));
        after.stage = Stage::Proposed;
        after.to_tell = ToTell::each(&to_tell);
        Ok(after)
    }

    /// Takes a proposal back: the episode stays open, and nobody has to decide.
    ///
    /// # Errors
    /// When it is over already.
    pub fn take_back(&self) -> Result<Self, Refusal> {
        if !self.stage.waits() {
            return Err(Refusal::NotNow("This proposal is over already.".into()));
        }
        Ok(Closure { stage: Stage::Withdrawn, ..self.clone() })
    }
}

fn proposal(
    (by, at): (Id<Staff>, Timestamp),
    asked: ProposeAsked,
    (episode, standing): (&Episode, &Standing),
    pack: &Pack,
) -> Result<Proposal, Refusal> {
    let mut problems = missing(&asked, standing, pack);
    let today = london::date_of(at);
    match episode.closed(asked.on, &asked.reason, today, pack) {
        Ok(_) => {}
        Err(Refusal::Invalid(found)) => problems.extend(found),
        Err(other) => return Err(other),
    }
    let cause = pack.closure.cause(&asked.because);
    let steps_down = cause.is_some_and(|cause| cause.step_down) || asked.reason == TO_EARLY_HELP;
    if steps_down {
        problems.extend(step_down_problems(&asked.step_down, episode));
    }
    if cause.is_some_and(|cause| cause.step_down) && asked.reason == NO_FURTHER_ACTION {
        let words = "Early help goes on: choose RC9 after an assessment, or RC7 after a plan or an enquiry.";
        problems.push(Problem::new("reason", words));
    }
    if !problems.is_empty() {
        return Err(Refusal::Invalid(problems));
    }
    let consent = pack.closure.consent(&asked.consent);
    let said = cause.is_some_and(|cause| cause.withdrawn) || consent.is_some_and(|consent| consent.withdrawn);
    Ok(Proposal {
        on: asked.on,
        reason: asked.reason,
        because: asked.because,
        changed: asked.changed,
        child_says: asked.child_says,
        risks: asked.risks,
        in_mind: asked.in_mind,
        consent: asked.consent,
        consent_words: asked.consent_words,
        family: asked.family,
        withdrawn: said || standing.service_withdrawn.is_some(),
        step_down: Some(asked.step_down).filter(|_| steps_down),
        outstanding: standing.outstanding.clone(),
        outstanding_words: asked.outstanding_words,
        further: asked.further,
        repeated: standing.repeated(pack),
        by,
        at,
    })
}

fn missing(asked: &ProposeAsked, standing: &Standing, pack: &Pack) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut need = |field: &str, said: &str, words: &str| {
        if said.trim().is_empty() {
            problems.push(Problem::new(field, words));
        }
    };
    if !pack.closure.spared.contains(&asked.reason) {
        need("changed", &asked.changed, "Say what changed for the child.");
        need("child_says", &asked.child_says, "Say what the child says about it, or why nobody asked.");
        need("risks", &asked.risks, "Say which risks remain. If there is none, say how you know.");
        need("in_mind", &asked.in_mind, "Say who holds the child in mind from now on.");
        need("family", &asked.family, "Say what the family was told, by whom and when, or why not.");
    }
    if !standing.outstanding.is_empty() {
        let words = "Say what becomes of each thing that is outstanding.";
        need("outstanding_words", &asked.outstanding_words, words);
    }
    if pack.closure.cause(&asked.because).is_none() {
        problems.push(Problem::new("because", "Choose why support stops."));
    }
    match pack.closure.consent(&asked.consent) {
        None => problems.push(Problem::new("consent", "Choose how consent stands.")),
        Some(consent) if consent.withdrawn && asked.consent_words.trim().is_empty() => {
            let words = "Say who withdrew it, when and with what words.";
            problems.push(Problem::new("consent_words", words));
        }
        Some(_) => {}
    }
    problems
}

fn step_down_problems(step_down: &StepDown, episode: &Episode) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut problem = |field: &str, words: &str| problems.push(Problem::new(field, words));
    if episode.comes_from_protection() {
        problem(
            "because",
            "The child comes from a child protection plan: a child in need plan follows it, and early help only after that.",
        );
    }
    if step_down.lead.trim().is_empty() {
        problem("lead", "Say who leads early help, by name.");
    }
    if step_down.organisation.trim().is_empty() {
        problem("organisation", "Say for which school, service or team they work.");
    }
    if !step_down.agreed {
        problem("agreed", "Early help rests on the family's agreement. Without it, choose another reason.");
    } else if step_down.agreement.trim().is_empty() {
        problem("agreement", "Say who agreed, and how.");
    }
    if step_down.contingency.trim().is_empty() {
        problem("step_contingency", "Say what happens if early help does not work.");
    }
    problems
}
