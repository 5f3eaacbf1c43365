//! A hub in which agencies are asked: an enquiry about one child, made as the council's side makes it, and partners of every kind.

use std::collections::BTreeSet;

use casework::partner::{self, Upload};
use casework::staff::{StaffAsked, add_staff};
use domain::access::{Action, Subject};
use domain::calendar::{Clock, Limit};
use domain::contact::{
    Agreement, Channel, Concern, Contact, Decision, Described, Found, NewContact, NextAction, Outcomes,
    Referrer, RulingBasis, SafeContact, SubjectChild,
};
use domain::id::Id;
use domain::mash::{
    About, AnswerAsked, Asked, Chase, ChaseOutcome, Enquiry, EnquiryRuling, Handling, Lawful, Rated,
    Recommendation, Request, Standing, Substitute,
};
use domain::person::known::Known;
use domain::person::name::PersonName;
use domain::person::{self, Person};
use domain::staff::{Role, Staff};
use jiff::{SignedDuration, Timestamp};
use store::{Kept, Stop, Version, Versioned, load, save};

use crate::house::Story;

/// The hub of a story.
pub struct Hub<'s> {
    pub story: &'s Story,
    pub manager: Staff,
    pub enquiry: Id<Enquiry>,
    contact: Id<Contact>,
    child: Id<Person>,
}

/// A hub with one enquiry about Ava Example.
pub fn hub(story: &Story) -> Hub<'_> {
    let manager = story.colleague("Mara Manager", Role::MashManager);
    let child = Person::named(story.house.id(), person::Standing::Child, PersonName::new("Ava", "Example"));
    keep(story, &child);
    let contact = contact(story, &manager, child.id);
    let now = story.house.now();
    let enquiry = Enquiry {
        id: story.house.id(),
        contact: contact.id,
        reference: contact.reference.clone(),
        children: vec![child.id],
        opened_at: now,
        opened_by: manager.id,
        why: "It is not clear who is at home.".into(),
        ratings: vec![Rated {
            rating: "amber".into(),
            by: manager.id,
            at: now,
            reason: "Injury".into(),
            clock: None,
        }],
        conflicts: Vec::new(),
        shared: Vec::new(),
        analysis: None,
        rulings: Vec::new(),
        further: None,
    };
    keep(story, &enquiry);
    Hub { story, manager, enquiry: enquiry.id, contact: contact.id, child: child.id }
}

fn contact(story: &Story, manager: &Staff, child: Id<Person>) -> Contact {
    let now = story.house.now();
    let new = NewContact {
        id: story.house.id(),
        reference: "FD-TEST-1".into(),
        received_at: now,
        logged_by: Some(manager.id),
        channel: Channel::Telephone,
        source: "1A".into(),
        referrer: Referrer {
            name: None,
            agency: None,
            role: "neighbour".into(),
            phone: None,
            email: None,
            anonymous: false,
            preference: String::new(),
        },
        children: vec![SubjectChild {
            said: Described::named(PersonName::new("Ava", "Example")),
            where_now: Known::NotKnown,
            found: Found::Known { person: child, by: manager.id, at: now },
        }],
        others: Vec::new(),
        concern: Concern { facts: "A bruise".into(), ..Concern::default() },
        safe_contact: SafeContact::default(),
        forms: Vec::new(),
    };
    let contact = Contact::receive(new, now, &story.house.pack, &story.house.calendar).unwrap();
    keep(story, &contact);
    contact
}

/// Saves a record as Frontdoor itself.
pub fn keep<R: Kept>(story: &Story, record: &R) {
    let kept = story.house.system().send(&story.form(0), "make", |door| {
        let permit = door.permit(Action::RecordContact, Subject::House)?;
        let version = load(&permit, record.id())?.map_or(Version::NONE, |known| known.version);
        save(&permit, record, version, "make", None)?;
        Ok(())
    });
    kept.unwrap();
}

/// A record as it stands.
pub fn stands<R: Kept>(story: &Story, id: Id<R>) -> R {
    let known = story.house.system().read("a story", |door| {
        let permit = door.permit(Action::SeeOwnWork, Subject::House)?;
        Ok(load(&permit, id)?.map(|known: Versioned<R>| known.record))
    });
    known.unwrap().unwrap()
}

/// An answer that says one thing, for the hub only.
pub fn say(words: &str) -> AnswerAsked {
    AnswerAsked {
        no_trace: false,
        answers: vec![(None, words.into(), None)],
        other: String::new(),
        reliability: "own_record".into(),
        handling: Some(Handling::Council),
        further: None,
    }
}

/// Answers with a form opened at a version.
pub fn answer(
    hub: &Hub<'_>,
    staff: &Staff,
    id: Id<Request>,
    opened: u64,
    asked: AnswerAsked,
) -> Result<(), Stop> {
    partner::answer(&hub.story.of(staff), &hub.story.form(opened), id, asked, Vec::new())
}

/// Answers with documents, whatever the version.
pub fn answer_with(hub: &Hub<'_>, staff: &Staff, id: Id<Request>, uploads: Vec<Upload>) -> Result<(), Stop> {
    let session = hub.story.of(staff);
    let opened = partner::request(&session, id)?.request.version.0;
    partner::answer(&session, &hub.story.form(opened), id, say("See the documents"), uploads)
}

impl Hub<'_> {
    fn staff(&self, name: &str, roles: &[Role], agency: &str, organisation: &str) -> Staff {
        let asked = StaffAsked {
            name: name.into(),
            title: "Safeguarding lead".into(),
            roles: roles.iter().map(|role| role.code().to_owned()).collect(),
            teams: Vec::new(),
            agency: Some(agency.into()),
            organisation: organisation.into(),
            phone: "01632 960555".into(),
            email: format!("{}@agency.example", name.to_lowercase().replace(' ', ".")),
        };
        let id = add_staff(&self.story.house.system(), &self.story.form(0), asked).unwrap();
        stands(self.story, id)
    }

    pub fn partner(&self, name: &str, agency: &str, organisation: &str) -> Staff {
        self.staff(name, &[Role::Partner], agency, organisation)
    }

    pub fn administrator(&self, name: &str, agency: &str, organisation: &str) -> Staff {
        self.staff(name, &[Role::AgencyAdministrator], agency, organisation)
    }

    /// Asks an agency one question, to be answered within two hours.
    pub fn ask(&self, agency: &str, organisation: &str, to: Option<Id<Staff>>) -> Id<Request> {
        let story = self.story;
        let now = story.house.now();
        let request = Request {
            id: story.house.id(),
            enquiry: self.enquiry,
            contact: self.contact,
            reference: "FD-TEST-1".into(),
            children: vec![self.child],
            round: 1,
            agency: agency.into(),
            organisation: organisation.into(),
            to,
            lawful: Lawful {
                ground: "public_task".into(),
                name: "Public task".into(),
                law: "Children Act 2004 s10".into(),
                on_record: "Agreed by her mother".into(),
                basis: None,
            },
            why: "Her home may not be safe.".into(),
            questions: vec![Asked { topic: "attendance".into(), ask: "How does she attend?".into() }],
            about: vec![About {
                person: Some(self.child),
                name: "Ava Example".into(),
                born: "3 May 2019".into(),
                part: "child".into(),
                address: None,
            }],
            asked_by: self.manager.id,
            asked_at: now,
            clock: Clock::start("answer", now, Limit::Hours(2), &story.house.calendar),
            viewed: None,
            chases: Vec::new(),
            substitutes: Vec::new(),
            answer: None,
            withdrawn: None,
            closes_at: None,
            further: None,
        };
        keep(story, &request);
        request.id
    }

    pub fn request(&self, id: Id<Request>) -> Request {
        stands(self.story, id)
    }

    /// How the board says that a request stands.
    pub fn standing(&self, id: Id<Request>) -> Standing {
        let session = self.story.of(&self.manager);
        let seen = session.read("board", |door| {
            let permit = door.permit(Action::ReadEnquiry, Subject::Enquiry(self.enquiry))?;
            let known: Versioned<Request> = load(&permit, id)?.unwrap();
            partner::as_seen(&permit, known.record)
        });
        seen.unwrap().standing(session.at)
    }

    pub fn substitute(&self, id: Id<Request>, staff: &Staff) {
        let substitute = Substitute { staff: staff.id, by: self.manager.id, at: self.story.house.now() };
        keep(self.story, &self.request(id).substituted(substitute).unwrap());
    }

    pub fn withdraw(&self, id: Id<Request>) {
        let now = self.story.house.now();
        keep(self.story, &self.request(id).taken_back(self.manager.id, "Not needed", now).unwrap());
    }

    /// The agency's access ends now.
    pub fn withdraw_access(&self, id: Id<Request>) {
        self.close(id, self.story.house.now());
    }

    pub fn close(&self, id: Id<Request>, at: Timestamp) {
        keep(self.story, &self.request(id).closing(at));
    }

    pub fn chase(&self, id: Id<Request>) {
        let hub = &self.story.house.pack.hub;
        let chase = Chase {
            by: self.manager.id,
            at: self.story.house.now(),
            rung: hub.ladder[0].code.clone(),
            outcome: ChaseOutcome::Message,
            words: String::new(),
        };
        keep(self.story, &self.request(id).chased(chase, hub).unwrap());
    }

    pub fn share(&self, from: Id<Request>, place: usize, with: Id<Request>) {
        let enquiry: Enquiry = stands(self.story, self.enquiry);
        let (from, with) = (self.request(from), self.request(with));
        let now = self.story.house.now();
        let shared = enquiry.share(&from, place, &with, self.manager.id, "For their visit", now).unwrap();
        keep(self.story, &shared);
    }

    pub fn decide(&self) {
        self.decide_with_action("Visit", self.manager.id);
    }

    /// Decides the enquiry and its contact, with one thing to do.
    pub fn decide_with_action(&self, what: &str, owner: Id<Staff>) {
        let story = self.story;
        let (now, pack) = (story.house.now(), &story.house.pack);
        let due = now + SignedDuration::from_hours(30);
        let basis = RulingBasis {
            outcomes: Outcomes { primary: pack.outcomes[0].code.clone(), also: BTreeSet::new() },
            level: 2,
            paragraph: "neglect_2".into(),
            paragraph_words: "as it stood".into(),
            pack_version: pack.version(),
            rationale: "Because of what health said".into(),
            considered: "Nothing else".into(),
            no_enquiry: String::new(),
            also_cited: Vec::new(),
            actions: vec![NextAction { what: what.into(), owner, due, done_at: None }],
            further: None,
        };
        let mut enquiry: Enquiry = stands(story, self.enquiry);
        enquiry.rulings.push(EnquiryRuling {
            by: self.manager.id,
            at: now,
            agreement: Agreement::Agree,
            decided: Some(Recommendation {
                basis: basis.clone(),
                would_change: "News".into(),
                begun_by: due,
            }),
            words: "Because of what health said".into(),
            further: None,
        });
        keep(story, &enquiry);
        let mut contact: Contact = stands(story, self.contact);
        contact.decisions.push(Decision {
            by: self.manager.id,
            at: now,
            agreement: Agreement::Agree,
            outcomes: Some(basis),
            words: "Because of what health said".into(),
            further: None,
        });
        contact.stage = domain::contact::Stage::Decided;
        keep(story, &contact);
    }
}
