//! Agencies that were asked, as the council's side asks them, for tests of their own pages.

use casework::partner::{self, Upload};
use domain::calendar::{Clock, Limit};
use domain::contact::Contact;
use domain::id::Id;
use domain::mash::{
    About, Answer, AnswerAsked, AnsweredBy, Asked, Enquiry, Fact, Handling, Lawful, Rated, Request, Shared,
};
use domain::partner::Document;
use domain::person::Person;
use domain::staff::{Role, Staff};

use crate::canary::planted::{keep, session};
use crate::house::Invented;

/// An enquiry about one child.
pub fn enquiry(of: &Invented, contact: Id<Contact>, child: Id<Person>) -> Enquiry {
    let (by, at) = (of.staff[&Role::MashSocialWorker], of.house.now());
    Enquiry {
        id: of.house.id(),
        contact,
        reference: "FD-ASKED-1".into(),
        children: vec![child],
        opened_at: at,
        opened_by: by,
        why: "It is not clear who is at home.".into(),
        ratings: vec![Rated { rating: "amber".into(), by, at, reason: "Injury".into(), clock: None }],
        conflicts: Vec::new(),
        shared: Vec::new(),
        analysis: None,
        rulings: Vec::new(),
        further: None,
    }
}

/// A request of one question, to be answered within two hours.
pub fn request(
    of: &Invented,
    enquiry: &Enquiry,
    agency: &str,
    organisation: &str,
    to: Option<Id<Staff>>,
) -> Request {
    let at = of.house.now();
    Request {
        id: of.house.id(),
        enquiry: enquiry.id,
        contact: enquiry.contact,
        reference: enquiry.reference.clone(),
        children: enquiry.children.clone(),
        round: 1,
        agency: agency.into(),
        organisation: organisation.into(),
        to,
        lawful: Lawful {
            ground: "public_task".into(),
            name: "Public task, with the safeguarding condition".into(),
            law: "Children Act 2004 s10".into(),
            on_record: "Agreed by her mother, 23 November 2026".into(),
            basis: None,
        },
        why: "Her home may not be safe.".into(),
        questions: vec![
            Asked { topic: "violence".into(), ask: "Were you called to the home?".into() },
            Asked { topic: "adults".into(), ask: "Who lives there?".into() },
        ],
        about: enquiry
            .children
            .iter()
            .map(|child| About {
                person: Some(*child),
                name: "A. Example".into(),
                born: "3 May 2019".into(),
                part: "child".into(),
                address: None,
            })
            .collect(),
        asked_by: of.staff[&Role::MashSocialWorker],
        asked_at: at,
        clock: Clock::start("answer", at, Limit::Hours(2), &of.house.calendar),
        viewed: None,
        chases: Vec::new(),
        substitutes: Vec::new(),
        answer: None,
        withdrawn: None,
        closes_at: None,
        further: None,
    }
}

/// An answer of these facts, which may be shared with the agencies.
pub fn answered(of: &Invented, request: &Request, by: Id<Staff>, facts: &[&str]) -> Answer {
    let fact = |(place, words): (usize, &&str)| {
        let question = &request.questions[place.min(request.questions.len() - 1)];
        Fact {
            topic: question.topic.clone(),
            asked: question.ask.clone(),
            choice: None,
            words: (*words).to_owned(),
            reliability: "own_record".into(),
            handling: Handling::Agencies,
        }
    };
    let facts = facts.iter().enumerate().map(fact).collect();
    Answer { by: AnsweredBy::Partner(by), at: of.house.now(), no_trace: false, facts, further: None }
}

/// A line of the sharing sheet.
pub fn shared(of: &Invented, from: &Request, place: usize, with: &Request) -> Shared {
    Shared {
        request: from.id,
        fact: from.answer.as_ref().unwrap().facts[place].clone(),
        from: from.agency.clone(),
        with: with.agency.clone(),
        organisation: with.organisation.clone(),
        by: of.staff[&Role::MashManager],
        at: of.house.now(),
        why: "For their visit".into(),
    }
}

/// A document that somebody of an agency sent with an answer; whoever it is, they are of that agency while they send it.
pub fn sent_with(of: &Invented, request: &Request, partner: Id<Staff>, words: &str) -> Id<Document> {
    let known = session(of, Role::Partner).staff;
    assert_eq!(known.id, partner);
    let agency = Some(request.agency.clone());
    keep(of, &Staff { agency, organisation: request.organisation.clone(), ..known.clone() });
    let answer = request.answer.clone().unwrap();
    let asked = AnswerAsked {
        no_trace: false,
        answers: answer.facts.into_iter().map(|fact| (fact.choice, fact.words, None)).collect(),
        other: String::new(),
        reliability: "own_record".into(),
        handling: Some(Handling::Agencies),
        further: answer.further,
    };
    let sending = casework::Sending { form: of.house.id(), opened: 1, content: Vec::new() };
    let upload = Upload { name: "../../report.txt".into(), bytes: words.as_bytes().to_vec() };
    let session = session(of, Role::Partner);
    partner::answer(&session, &sending, request.id, asked, vec![upload]).unwrap();
    let document = partner::request(&session, request.id).unwrap().documents[0].id;
    keep(of, &known);
    document
}
