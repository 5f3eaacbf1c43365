//! The invented council's hub: enquiries that were opened because it was not clear, asked about, answered, analysed and decided; and those that a
//! visitor finds on their way.

use domain::consent::{Answer, BasisKind};
use domain::contact::{Agreement, RulingBasis};
use domain::id::Id;
use domain::mash::{
    AnswerAsked, Asked, ChaseOutcome, Enquiry, EnquiryDecisionAsked, Handling, Recommendation,
    RecommendationAsked, Request,
};
use domain::person::known::Known;
use jiff::Timestamp;
use store::Stop;

use super::make::{Case, Making, kept};
use super::months::minutes;
use super::step::What;
use crate::consent::{self, BasisAsked};
use crate::mash::{self, AgencyAsked, ChaseAsked, OpeningAsked, RoundAsked};
use crate::partner;

/// What happens in an enquiry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Moment {
    /// An agency answers, by the name with which its person signs in.
    Answered(&'static str),
    /// The hub chases those that have not answered.
    Chased,
    /// It is analysed, and an outcome recommended.
    Recommended,
    /// A manager decides.
    Decided,
}

/// Who is asked, with what they say to each of the questions the pack has for them: the place of a short answer, and the words.
const ASKED: [(&str, [(usize, &str); 3]); 3] = [
    (
        "police-partner",
        [
            (0, "Two call-outs since September for shouting; the children were upstairs at the second."),
            (0, "The mother's partner, known to us for criminal damage in 2023. Nothing since."),
            (0, "None."),
        ],
    ),
    (
        "health-partner",
        [
            (2, "No attendances in the last 12 months."),
            (0, "Two appointments missed and one kept late; growth as expected; settled with the mother."),
            (0, "The mother has asked her doctor for help with sleep. Nothing else is known."),
        ],
    ),
    (
        "school-partner",
        [
            (0, "82 per cent this term, late most Mondays. The grandmother fetches on Fridays."),
            (0, "Says the weekends are loud and that breakfast club is the best part of the day."),
            (0, "With the mother; the father is said to have moved out in the summer."),
        ],
    ),
];

/// How an enquiry opened at the door was thought about.
const UNCLEAR: &str =
    "The school and the neighbour tell of different homes, and nobody has said who lives there now.";

impl Making<'_> {
    /// The officer records that the family agreed; the hub opens an enquiry and asks the agencies.
    pub(super) fn enquires(&mut self, at: Timestamp, case: Box<Case>) -> Result<(), Stop> {
        let agreed = BasisAsked {
            kind: BasisKind::Share,
            purpose: "agency_checks".into(),
            asked_of: "their mother".into(),
            parental_responsibility: Known::Is(true),
            capacity: "No doubt".into(),
            asked_how: "By telephone".into(),
            answer: Answer::Agreed,
            conditions: String::new(),
            legal_basis: "public_task".into(),
            further: None,
        };
        let officer = self.session(case.officer)?;
        if kept(consent::record_basis(&officer, &self.sending(0), case.contact, agreed))?.is_none() {
            return Ok(());
        }
        let rating = if self.dice.in_hundred(15) { "red" } else { "amber" };
        let worker = self.session("mash-worker")?;
        let opened = mash::open(
            &worker,
            &self.sending(0),
            case.contact,
            OpeningAsked {
                why: UNCLEAR.into(),
                rating: rating.into(),
                reason: "Nothing said so far shows danger today; what the weekends are like is not known."
                    .into(),
                further: None,
            },
        );
        let Some(enquiry) = kept(opened)? else { return Ok(()) };
        self.asks(enquiry)?;
        for (who, _) in ASKED {
            // Most answer in time; some are chased, and a few answer the next day.
            let most = if self.dice.in_hundred(85) { 200 } else { 26 * 60 };
            self.later(at, 15, most, What::Hub(case.clone(), enquiry, Moment::Answered(who)));
        }
        self.later(at, 245, 300, What::Hub(case.clone(), enquiry, Moment::Chased));
        self.later(at, 310, 480, What::Hub(case, enquiry, Moment::Recommended));
        Ok(())
    }

    /// The first round: police, health and the school, with the questions of the pack.
    fn asks(&self, enquiry: Id<Enquiry>) -> Result<(), Stop> {
        let worker = self.session("mash-worker")?;
        let about = mash::asking(&worker, enquiry)?.about.len();
        let mut agencies = Vec::new();
        for (who, _) in ASKED {
            let somebody = self.session(who)?.staff;
            let agency = somebody.agency.unwrap_or_default();
            let Some(template) = self.house.pack.hub.template(&agency) else { continue };
            let questions = template.questions.iter();
            let questions =
                questions.map(|question| Asked { topic: question.topic.clone(), ask: question.ask.clone() });
            agencies.push(AgencyAsked {
                why: template.why.clone(),
                organisation: somebody.organisation,
                to: None,
                questions: questions.collect(),
                agency,
                further: None,
            });
        }
        let round =
            RoundAsked { ground: "public_task".into(), due: None, about: (0..about).collect(), agencies };
        kept(mash::ask(&worker, &self.sending(0), enquiry, round)).map(drop)
    }

    pub(super) fn in_the_hub(
        &mut self,
        at: Timestamp,
        case: Box<Case>,
        enquiry: Id<Enquiry>,
        moment: Moment,
    ) -> Result<(), Stop> {
        match moment {
            Moment::Answered(who) => self.agency_answers(enquiry, who),
            Moment::Chased => self.chases(enquiry),
            Moment::Recommended => self.recommends(at, case, enquiry),
            Moment::Decided => self.decides(at, case, enquiry),
        }
    }

    /// The request to the agency of somebody, with its version.
    fn request_to(&self, enquiry: Id<Enquiry>, agency: &str) -> Result<Option<(Request, u64)>, Stop> {
        let view = mash::view(&self.house.system(), enquiry)?;
        let found = view.requests.into_iter().find(|known| known.record.agency == agency);
        Ok(found.map(|known| (known.record, known.version.0)))
    }

    fn agency_answers(&mut self, enquiry: Id<Enquiry>, who: &str) -> Result<(), Stop> {
        let session = self.session(who)?;
        let agency = session.staff.agency.clone().unwrap_or_default();
        let Some((request, version)) = self.request_to(enquiry, &agency)? else { return Ok(()) };
        let said = ASKED.iter().find(|(name, _)| *name == who).map(|(_, said)| said);
        let pack = &self.house.pack;
        let answers = request.questions.iter().zip(said.into_iter().flatten());
        let answers = answers.map(|(question, (place, words))| {
            let topic = pack.hub.topics.iter().find(|topic| topic.code == question.topic);
            let choice = topic.and_then(|topic| topic.choices.get(*place)).cloned();
            (choice, (*words).to_owned(), None)
        });
        let asked = AnswerAsked {
            no_trace: false,
            answers: answers.collect(),
            other: String::new(),
            reliability: "own_record".into(),
            handling: Some(Handling::Agencies),
            further: None,
        };
        kept(partner::request(&session, request.id))?;
        kept(partner::answer(&session, &self.sending(version), request.id, asked, Vec::new())).map(drop)
    }

    fn chases(&mut self, enquiry: Id<Enquiry>) -> Result<(), Stop> {
        let session = self.session("mash-worker")?;
        let view = mash::view(&self.house.system(), enquiry)?;
        for known in view.requests.iter().filter(|known| known.record.answer.is_none()) {
            let asked = ChaseAsked {
                rung: "chase".into(),
                outcome: ChaseOutcome::Spoke,
                words: "They have it before them and answer today.".into(),
            };
            let sending = self.sending(known.version.0);
            kept(mash::chase(&session, &sending, enquiry, known.record.id, asked))?;
        }
        Ok(())
    }

    fn recommends(&mut self, at: Timestamp, case: Box<Case>, enquiry: Id<Enquiry>) -> Result<(), Stop> {
        let session = self.session("mash-worker")?;
        let asked = |basis| RecommendationAsked {
            risk: "Loud weekends that the children hear: likely to go on, and hard on the youngest.".into(),
            protective: "The grandmother on Fridays, the breakfast club, a mother who asks for help.".into(),
            voice: "Says the weekends are loud; likes the breakfast club best.".into(),
            history: "Each call-out was looked at alone; together they are a pattern since September.".into(),
            gaps: "Whether the father has moved out. It can wait until somebody visits.".into(),
            recommendation: Some(recommendation(at, basis)),
            further: None,
        };
        let version = mash::view(&self.house.system(), enquiry)?.enquiry.version.0;
        let first = asked(self.ruling_basis(at, &case)?);
        if kept(mash::analyse(&session, &self.sending(version), enquiry, first))?.is_none() {
            let again = asked(self.for_their_worker(at, &case)?);
            if kept(mash::analyse(&session, &self.sending(version), enquiry, again))?.is_none() {
                return Ok(());
            }
        }
        self.later(at, 20, 150, What::Hub(case, enquiry, Moment::Decided));
        Ok(())
    }

    fn decides(&mut self, at: Timestamp, case: Box<Case>, enquiry: Id<Enquiry>) -> Result<(), Stop> {
        let session = self.session("mash-manager")?;
        let version = mash::view(&self.house.system(), enquiry)?.enquiry.version.0;
        let asked = |agreement, changed| EnquiryDecisionAsked {
            agreement,
            changed,
            words: "The three accounts fit together; this is proportionate, and the mother wants it.".into(),
            further: None,
        };
        let agreed = asked(Agreement::Agree, None);
        let mut decided = kept(mash::decide(&session, &self.sending(version), enquiry, agreed))?;
        if decided.is_none() {
            let changed = recommendation(at, self.for_their_worker(at, &case)?);
            let changed = asked(Agreement::AgreeWithChange, Some(changed));
            decided = kept(mash::decide(&session, &self.sending(version), enquiry, changed))?;
        }
        if decided.is_some() {
            self.after_the_decision(at, case);
        }
        Ok(())
    }
}

fn recommendation(at: Timestamp, basis: RulingBasis) -> Recommendation {
    Recommendation {
        basis,
        would_change: "A third call-out, or the mother no longer agreeing.".into(),
        begun_by: at + minutes(26 * 60),
    }
}
