//! One agency asked, in one round: what is asked and why it is relevant, the lawful basis printed on it, by when, and all that was done to get an
//! answer. Each request is a record of its own, so that an agency's answer and the hub's work never get in each other's way.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::answer::{Answer, AnswerAsked, AnsweredBy};
use super::{Enquiry, Lawful, Stage, deadlines};
use crate::access::Sealed;
use crate::calendar::{Clock, Due};
use crate::contact::Contact;
use crate::form::Answers;
use crate::form::page::{Need, PageForm, Takes};
use crate::id::Id;
use crate::pack::{Hub, MOST_QUESTIONS};
use crate::person::Person;
use crate::record::Record;
use crate::refusal::{Problem, Refusal};
use crate::staff::Staff;

/// The form in which a round of requests is asked. Each agency that has questions in the pack is a row, and which are asked stands beside it.
pub const REQUEST_FORM: PageForm = PageForm {
    id: "agency_request",
    needs: &[
        Need::row("agency", "organisation", Takes::OneOfPage).field("#-organisation"),
        Need::row("agency", "name", Takes::Words).field("#-name"),
        Need::row("asked", "why", Takes::Words).field("#-why"),
        Need::row("asked", "ask_0", Takes::Words).field("#-ask-0"),
        Need::row("asked", "ask_1", Takes::Words).field("#-ask-1"),
        Need::row("asked", "ask_2", Takes::Words).field("#-ask-2"),
        Need::row("asked", "to", Takes::OneOfPage).field("#-to"),
        Need::once("ground", Takes::OneOfPage),
        Need::once("about", Takes::SeveralOfPage),
        Need::once("due", Takes::Moment),
    ],
    beside: &["agencies"],
};

/// A request to one agency.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Request {
    /// The record's name.
    pub id: Id<Request>,
    /// The enquiry it belongs to.
    pub enquiry: Id<Enquiry>,
    /// The contact of the enquiry.
    pub contact: Id<Contact>,
    /// The number by which people speak of it.
    pub reference: String,
    /// The children it is about.
    pub children: Vec<Id<Person>>,
    /// The round it was sent in, from 1.
    pub round: u16,
    /// The agency asked: a code of the pack.
    pub agency: String,
    /// Which of the agency's organisations: one school, one practice. Empty for an agency that is one.
    pub organisation: String,
    /// A named person of it; nobody when whoever is there may answer.
    pub to: Option<Id<Staff>>,
    /// The basis in law, as it is printed on the request.
    pub lawful: Lawful,
    /// Why the answer bears on the child.
    pub why: String,
    /// What is asked: three questions at most.
    pub questions: Vec<Asked>,
    /// Whom it is about, as the agency is told.
    pub about: Vec<About>,
    /// Who asked.
    pub asked_by: Id<Staff>,
    /// When.
    pub asked_at: Timestamp,
    /// By when it is answered, and when it was.
    pub clock: Clock,
    /// Who of the agency opened it first, and when.
    pub viewed: Option<(Id<Staff>, Timestamp)>,
    /// Every call and reminder, in order.
    pub chases: Vec<Chase>,
    /// Others of the agency who were asked instead.
    pub substitutes: Vec<Substitute>,
    /// The answer that stands.
    pub answer: Option<Answer>,
    /// Who took the request back, when and why.
    pub withdrawn: Option<Withdrawn>,
    /// When the agency's access ends; nothing while the enquiry is open.
    pub closes_at: Option<Timestamp>,
    /// What the hub answered to the council's own questions when it asked, with the version of the form that was answered. No agency is shown it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub further: Option<Answers>,
}

/// One question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    /// What it is about: a topic of the pack.
    pub topic: String,
    /// The question, word for word.
    pub ask: String,
}

/// Somebody a request is about, as the agency is told: what it needs to find its own record, and no more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    /// The person on the record, where there is one.
    pub person: Option<Id<Person>>,
    /// The name.
    pub name: String,
    /// Date of birth or age, in words.
    pub born: String,
    /// What they are in the family: "child", "mother".
    pub part: String,
    /// The address, where it may be told. A protected address never stands here.
    pub address: Option<Sealed<String>>,
}

/// A reminder or a call: the ring-round log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chase {
    /// Who chased.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
    /// The rung of the partnership's ladder: a code of the pack.
    pub rung: String,
    /// What came of it.
    pub outcome: ChaseOutcome,
    /// Who was spoken with and what they said.
    pub words: String,
}

/// What came of chasing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChaseOutcome {
    /// A reminder was sent.
    Reminded,
    /// Somebody was spoken with, and an answer is coming.
    Spoke,
    /// A message was left.
    Message,
    /// Nobody answered.
    NoReply,
}

impl ChaseOutcome {
    /// Every outcome.
    pub const ALL: [ChaseOutcome; 4] =
        [ChaseOutcome::Spoke, ChaseOutcome::Message, ChaseOutcome::NoReply, ChaseOutcome::Reminded];

    /// The code in forms.
    pub const fn code(self) -> &'static str {
        match self {
            ChaseOutcome::Reminded => "reminded",
            ChaseOutcome::Spoke => "spoke",
            ChaseOutcome::Message => "message",
            ChaseOutcome::NoReply => "no_reply",
        }
    }

    /// In words.
    pub const fn words(self) -> &'static str {
        match self {
            ChaseOutcome::Reminded => "Reminded by e-mail",
            ChaseOutcome::Spoke => "Spoke with somebody",
            ChaseOutcome::Message => "Left a message",
            ChaseOutcome::NoReply => "Nobody answered",
        }
    }

    /// The outcome with this code.
    pub fn from_code(code: &str) -> Option<ChaseOutcome> {
        ChaseOutcome::ALL.into_iter().find(|outcome| outcome.code() == code)
    }
}

/// Somebody asked instead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Substitute {
    /// Who may answer now.
    pub staff: Id<Staff>,
    /// Who asked them: somebody at the hub, or the agency's administrator.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
}

/// A request taken back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withdrawn {
    /// Who.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
    /// Why.
    pub words: String,
}

/// How a request stands, the state the board shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// Asked, and nobody has opened it.
    NotOpened,
    /// Opened by the agency.
    Viewed,
    /// Not answered, and the due time has gone by.
    Overdue,
    /// Answered.
    Answered,
    /// Taken back.
    Withdrawn,
}

impl Standing {
    /// In words.
    pub const fn words(self) -> &'static str {
        match self {
            Standing::NotOpened => "Not opened",
            Standing::Viewed => "Opened, not answered",
            Standing::Overdue => "Overdue",
            Standing::Answered => "Answered",
            Standing::Withdrawn => "Taken back",
        }
    }
}

/// A request as it is asked for on the page. The basis was found by [`super::lawful`] before: there is no request without one.
#[derive(Debug, Clone, PartialEq)]
pub struct NewRequest {
    /// The record's name.
    pub id: Id<Request>,
    /// The round.
    pub round: u16,
    /// The agency.
    pub agency: String,
    /// Which organisation of it.
    pub organisation: String,
    /// A named person of it.
    pub to: Option<Id<Staff>>,
    /// The basis.
    pub lawful: Lawful,
    /// Why the answer bears on the child.
    pub why: String,
    /// The questions; empty ones are no question.
    pub questions: Vec<Asked>,
    /// Whom it is about.
    pub about: Vec<About>,
    /// By when.
    pub due: Due,
    /// Answers to the council's own questions.
    pub further: Option<Answers>,
}

impl Request {
    /// Asks an agency.
    ///
    /// # Errors
    /// When the enquiry is decided, nothing is asked, nobody is named, or the due time has gone by. Field names begin with the agency's code.
    pub fn ask(
        new: NewRequest,
        enquiry: &Enquiry,
        by: Id<Staff>,
        now: Timestamp,
    ) -> Result<Request, Refusal> {
        if enquiry.stage() == Stage::Decided {
            return Err(Refusal::NotNow("This enquiry has been decided: no more agencies are asked.".into()));
        }
        let questions: Vec<Asked> =
            new.questions.into_iter().filter(|question| !question.ask.trim().is_empty()).collect();
        let mut problems = Vec::new();
        let field = |name: &str| format!("{}-{name}", new.agency);
        if questions.is_empty() {
            problems.push(Problem::new(field("ask-0"), "Write what this agency is asked."));
        }
        if questions.len() > MOST_QUESTIONS {
            problems.push(Problem::new(
                field("ask-0"),
                "Ask three questions at most: they are answered in a minute.",
            ));
        }
        if new.why.trim().is_empty() {
            problems.push(Problem::new(field("why"), "Say why this agency's answer bears on the child."));
        }
        if new.about.is_empty() {
            problems.push(Problem::new("about", "Choose whom the agencies are asked about."));
        }
        if new.due.is_past(now) {
            problems.push(Problem::new("due-date", "The time by which they answer must lie ahead."));
        }
        if !problems.is_empty() {
            return Err(Refusal::Invalid(problems));
        }
        Ok(Request {
            id: new.id,
            enquiry: enquiry.id,
            contact: enquiry.contact,
            reference: enquiry.reference.clone(),
            children: enquiry.children.clone(),
            round: new.round,
            agency: new.agency,
            organisation: new.organisation,
            to: new.to,
            lawful: new.lawful,
            why: new.why,
            questions,
            about: new.about,
            asked_by: by,
            asked_at: now,
            clock: Clock::set_by_plan(deadlines::ANSWER, now, new.due),
            viewed: None,
            chases: Vec::new(),
            substitutes: Vec::new(),
            answer: None,
            withdrawn: None,
            closes_at: None,
            further: new.further,
        })
    }

    /// Somebody of the agency opened it. Only the first opening is kept: the access log has the others.
    pub fn viewed_by(&self, staff: Id<Staff>, at: Timestamp) -> Option<Request> {
        let first = self.viewed.is_none() && self.answer.is_none() && self.withdrawn.is_none();
        first.then(|| Request { viewed: Some((staff, at)), ..self.clone() })
    }

    /// Takes an answer. A later one stands in its place; the ledger keeps both.
    ///
    /// # Errors
    /// When the request was taken back, access has ended, or the answer says nothing.
    pub fn answered(
        &self,
        by: AnsweredBy,
        asked: AnswerAsked,
        now: Timestamp,
        hub: &Hub,
    ) -> Result<Request, Refusal> {
        self.must_be_open(now)?;
        if let AnsweredBy::Telephone { name, .. } = &by
            && name.trim().is_empty()
        {
            return Err(Refusal::field(super::TELEPHONE_ANSWER, "Write who told you, and their role."));
        }
        let further = asked.further.clone();
        let (no_trace, facts) = asked.facts(&self.questions, hub)?;
        let mut request = self.clone();
        request.answer = Some(Answer { by, at: now, no_trace, facts, further });
        request.clock.met.get_or_insert(now);
        Ok(request)
    }

    /// Writes down a reminder or a call.
    ///
    /// # Errors
    /// When it has been answered or taken back, or somebody was spoken with and nothing is said of it.
    pub fn chased(&self, chase: Chase, hub: &Hub) -> Result<Request, Refusal> {
        self.must_be_open(chase.at)?;
        if self.answer.is_some() {
            return Err(Refusal::NotNow("This agency has answered already.".into()));
        }
        if !hub.ladder.iter().any(|rung| rung.code == chase.rung) {
            return Err(Refusal::field("rung", "Choose the step of the ladder."));
        }
        if chase.outcome == ChaseOutcome::Spoke && chase.words.trim().is_empty() {
            return Err(Refusal::field("words", "Write whom you spoke with, and what they said."));
        }
        let mut request = self.clone();
        request.chases.push(chase);
        Ok(request)
    }

    /// Lets somebody else of the agency answer.
    ///
    /// # Errors
    /// When it has been answered or taken back.
    pub fn substituted(&self, substitute: Substitute) -> Result<Request, Refusal> {
        self.must_be_open(substitute.at)?;
        if self.answer.is_some() {
            return Err(Refusal::NotNow("This agency has answered already.".into()));
        }
        let mut request = self.clone();
        request.substitutes.push(substitute);
        Ok(request)
    }

    /// Takes the request back. The agency sees it no more.
    ///
    /// # Errors
    /// When it has been answered or taken back already, or no reason is given.
    pub fn taken_back(&self, by: Id<Staff>, words: &str, now: Timestamp) -> Result<Request, Refusal> {
        self.must_be_open(now)?;
        if self.answer.is_some() {
            return Err(Refusal::NotNow("This agency has answered already.".into()));
        }
        if words.trim().is_empty() {
            return Err(Refusal::field("words", "Say why the request is taken back."));
        }
        let withdrawn = Some(Withdrawn { by, at: now, words: words.into() });
        Ok(Request { withdrawn, closes_at: Some(now), ..self.clone() })
    }

    /// Sets when the agency's access ends: once, when the enquiry is decided.
    #[must_use]
    pub fn closing(&self, at: Timestamp) -> Request {
        Request { closes_at: self.closes_at.or(Some(at)), ..self.clone() }
    }

    /// How it stands at a moment.
    pub fn standing(&self, now: Timestamp) -> Standing {
        if self.answer.is_some() {
            Standing::Answered
        } else if self.withdrawn.is_some() {
            Standing::Withdrawn
        } else if self.clock.due.is_some_and(|due| due.is_past(now)) {
            Standing::Overdue
        } else if self.viewed.is_some() {
            Standing::Viewed
        } else {
            Standing::NotOpened
        }
    }

    /// How many minutes the answer took.
    pub fn answered_in_minutes(&self) -> Option<i64> {
        self.answer.as_ref().map(|answer| self.asked_at.duration_until(answer.at).as_mins())
    }

    fn must_be_open(&self, now: Timestamp) -> Result<(), Refusal> {
        if self.withdrawn.is_some() {
            return Err(Refusal::NotNow("This request was taken back.".into()));
        }
        if self.closes_at.is_some_and(|closes| now >= closes) {
            return Err(Refusal::NotNow("This request is closed: the enquiry has been decided.".into()));
        }
        Ok(())
    }
}

/// How many of the agencies asked have answered: the requests that were not taken back, each agency's latest.
pub fn information_in_hand(requests: &[Request]) -> (usize, usize) {
    let counted: Vec<&Request> = requests.iter().filter(|request| request.withdrawn.is_none()).collect();
    (counted.iter().filter(|request| request.answer.is_some()).count(), counted.len())
}

impl Record for Request {
    const KIND: &'static str = "information_request";

    fn id(&self) -> Id<Request> {
        self.id
    }

    fn children(&self) -> Vec<Id<Person>> {
        self.children.clone()
    }
}
