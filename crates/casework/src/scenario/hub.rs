//! The hub's acts of a story: an enquiry opened, rated, asked about, answered by telephone, shared, analysed and decided.

use domain::contact::Agreement;
use domain::id::Id;
use domain::mash::{
    AnswerAsked, Asked, ChaseOutcome, Enquiry, EnquiryDecisionAsked, Handling, Recommendation,
    RecommendationAsked, Request, information_in_hand,
};
use domain::refusal::Refusal;
use store::Stop;

use super::act::{self, Act};
use super::does::unknown;
use super::expect::Expectation;
use super::run::Run;
use super::story::{Step, moment};
use crate::mash::{self, AgencyAsked, ChaseAsked, EnquiryView, OpeningAsked, RoundAsked, TelephoneAsked};
use crate::session::{Sending, Session};

impl Run<'_> {
    /// Carries out an act of the hub; gives the step back when it is none.
    pub(super) fn hub_act(
        &mut self,
        session: &Session<'_>,
        sending: &Sending,
        step: &Step,
    ) -> Result<bool, Stop> {
        match &step.act {
            Act::OpenEnquiry(open) => {
                let contact = self.contact(&open.contact)?;
                let asked = OpeningAsked {
                    why: open.why.clone(),
                    rating: open.rating.clone(),
                    reason: open.reason.clone(),
                    further: None,
                };
                let id = mash::open(session, sending, contact, asked)?;
                self.enquiries.insert(open.enquiry.clone(), id);
            }
            Act::RateEnquiry(rate) => {
                let enquiry = self.enquiry(&rate.enquiry)?;
                mash::rate(session, sending, enquiry, &rate.rating, &rate.reason)?;
            }
            Act::Ask(asked) => self.ask(session, sending, asked, step)?,
            Act::Chase(chase) => {
                let (enquiry, request) = self.asked_of(&chase.enquiry, &chase.agency)?;
                let outcome = ChaseOutcome::from_code(&chase.outcome)
                    .ok_or_else(|| unknown("outcome", &chase.outcome))?;
                let asked = ChaseAsked { rung: chase.rung.clone(), outcome, words: chase.words.clone() };
                mash::chase(session, sending, enquiry, request, asked)?;
            }
            Act::AnswerByTelephone(answer) => {
                let (enquiry, request) = self.asked_of(&answer.enquiry, &answer.agency)?;
                let asked = TelephoneAsked { name: answer.name.clone(), answer: said(&answer.says) };
                mash::take_answer(session, sending, enquiry, request, asked)?;
            }
            Act::TakeBack(back) => {
                let (enquiry, request) = self.asked_of(&back.enquiry, &back.agency)?;
                mash::take_back(session, sending, enquiry, request, &back.words)?;
            }
            Act::Share(share) => {
                let (enquiry, from) = self.asked_of(&share.enquiry, &share.from)?;
                let (_, with) = self.asked_of(&share.enquiry, &share.with)?;
                let place = share.fact.saturating_sub(1);
                mash::share(session, sending, enquiry, (from, place), with, &share.why)?;
            }
            Act::Analyse(analyse) => self.analyse(session, sending, analyse, step)?,
            Act::DecideEnquiry(decide) => {
                let enquiry = self.enquiry(&decide.enquiry)?;
                let agreement =
                    Agreement::from_code(&decide.ruling).ok_or_else(|| unknown("ruling", &decide.ruling))?;
                let changed = decide.changed.as_ref().map(|it| self.recommendation(it, step)).transpose()?;
                let asked =
                    EnquiryDecisionAsked { agreement, changed, words: decide.words.clone(), further: None };
                mash::decide(session, sending, enquiry, asked)?;
            }
            Act::DeclareConflict(conflict) => {
                let enquiry = self.enquiry(&conflict.enquiry)?;
                mash::declare_conflict(session, sending, enquiry, &conflict.words)?;
            }
            Act::ReadEnquiry(read) => {
                let view = mash::view(session, self.enquiry(&read.enquiry)?)?;
                self.shown.words = in_words(&view);
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// The version of an enquiry that a form would have been opened at; nothing for an act of another kind.
    pub(super) fn enquiry_opened(&self, act: &Act) -> Option<Result<u64, Stop>> {
        let name = match act {
            Act::RateEnquiry(rate) => &rate.enquiry,
            Act::Share(share) => &share.enquiry,
            Act::Analyse(analyse) => &analyse.enquiry,
            Act::DecideEnquiry(decide) => &decide.enquiry,
            _ => return None,
        };
        let version = |id| Ok(mash::view(&self.house.system(), id)?.enquiry.version.0);
        Some(self.enquiry(name).and_then(version))
    }

    fn ask(
        &self,
        session: &Session<'_>,
        sending: &Sending,
        asked: &act::Ask,
        step: &Step,
    ) -> Result<(), Stop> {
        let enquiry = self.enquiry(&asked.enquiry)?;
        let known = mash::asking(session, enquiry)?;
        let pack = &self.house.pack;
        let agency = |agency: &act::AgencyAsked| AgencyAsked {
            agency: agency.agency.clone(),
            organisation: agency.organisation.clone(),
            to: None,
            why: pack.hub.template(&agency.agency).map(|template| template.why.clone()).unwrap_or_default(),
            questions: pack.hub.template(&agency.agency).map_or_else(Vec::new, |template| {
                let question = |question: &domain::pack::Question| Asked {
                    topic: question.topic.clone(),
                    ask: question.ask.clone(),
                };
                template.questions.iter().map(question).collect()
            }),
            further: None,
        };
        let due =
            asked.due.as_deref().map(|due| moment(due, step.at)).transpose().map_err(Refusal::NotNow)?;
        let round = RoundAsked {
            ground: asked.ground.clone(),
            due,
            about: (0..known.about.len()).collect(),
            agencies: asked.of.iter().map(agency).collect(),
        };
        mash::ask(session, sending, enquiry, round).map(drop)
    }

    fn analyse(
        &self,
        session: &Session<'_>,
        sending: &Sending,
        analyse: &act::Analyse,
        step: &Step,
    ) -> Result<(), Stop> {
        let recommendation =
            analyse.recommends.as_ref().map(|it| self.recommendation(it, step)).transpose()?;
        let asked = RecommendationAsked {
            risk: analyse.risk.clone(),
            protective: analyse.protective.clone(),
            voice: analyse.voice.clone(),
            history: analyse.history.clone(),
            gaps: analyse.gaps.clone(),
            recommendation,
            further: None,
        };
        mash::analyse(session, sending, self.enquiry(&analyse.enquiry)?, asked)
    }

    fn recommendation(&self, it: &act::Recommends, step: &Step) -> Result<Recommendation, Stop> {
        Ok(Recommendation {
            basis: self.basis(&it.basis, step.at)?,
            would_change: it.would_change.clone(),
            begun_by: moment(&it.begun_by, step.at).map_err(Refusal::NotNow)?,
        })
    }

    pub(super) fn enquiry(&self, name: &str) -> Result<Id<Enquiry>, Stop> {
        self.enquiries.get(name).copied().ok_or_else(|| unknown("enquiry", name).into())
    }

    /// The latest request to an agency in an enquiry of the story.
    pub(super) fn asked_of(&self, enquiry: &str, agency: &str) -> Result<(Id<Enquiry>, Id<Request>), Stop> {
        let id = self.enquiry(enquiry)?;
        let view = mash::view(&self.house.system(), id)?;
        let mut requests = view.requests.iter().map(|known| &known.record);
        let latest = requests.rfind(|request| request.agency == agency);
        Ok((id, latest.ok_or_else(|| unknown("request to", agency))?.id))
    }

    /// What must be true of an enquiry.
    pub(super) fn check_enquiry(&self, expected: &Expectation, wrong: &mut Vec<String>) -> Result<(), Stop> {
        let Some(name) = &expected.enquiry else { return Ok(()) };
        let view = mash::view(&self.house.system(), self.enquiry(name)?)?;
        let known = &view.enquiry.record;
        if let Some(stage) = expected.stage.as_ref().filter(|stage| known.stage().code() != **stage) {
            wrong.push(format!("{name} is {} instead of {stage}", known.stage().code()));
        }
        if let Some(rating) = expected.rating.as_ref().filter(|rating| known.rating().rating != **rating) {
            wrong.push(format!("{name} is rated {} instead of {rating}", known.rating().rating));
        }
        if let Some(in_hand) = &expected.in_hand {
            let (answered, asked) = information_in_hand(&view.asked());
            let found = format!("{answered} of {asked}");
            if found != *in_hand {
                wrong.push(format!("{found} in hand instead of {in_hand}"));
            }
        }
        if let Some(differ) = expected.differ.filter(|differ| view.differences.len() != *differ) {
            wrong.push(format!("agencies differ on {} topics instead of {differ}", view.differences.len()));
        }
        Ok(())
    }
}

/// An answer as a story gives it.
pub(super) fn said(says: &act::Says) -> AnswerAsked {
    let answer = |place: usize| {
        let words = says.words.get(place).cloned().unwrap_or_default();
        let choice = says.choices.get(place).filter(|choice| !choice.is_empty()).cloned();
        (choice, words, None)
    };
    AnswerAsked {
        no_trace: says.no_trace,
        answers: (0..domain::pack::MOST_QUESTIONS).map(answer).collect(),
        other: says.other.clone(),
        reliability: says.reliability.clone().unwrap_or_else(|| "own_record".into()),
        handling: Handling::from_code(says.handling.as_deref().unwrap_or("council")),
        further: None,
    }
}

/// What somebody who reads an enquiry is shown of the agencies' answers and of what was made of them.
fn in_words(view: &EnquiryView) -> String {
    let mut words = String::new();
    for request in &view.requests {
        let facts = request.record.answer.iter().flat_map(|answer| &answer.facts);
        words.extend(facts.map(|fact| format!("{} {}: {} ", request.record.agency, fact.asked, fact.words)));
    }
    if let Some(ruling) = view.enquiry.record.decision() {
        words.push_str(&ruling.words);
    }
    words
}
