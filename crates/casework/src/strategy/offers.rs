//! What the record offers for each item of the information state, with where it stands and from which day, so that nobody types it twice: what was
//! said at the front door, the child's own record, relationships, contacts and episodes, who is involved, and what agencies answered the hub. Only
//! what this person may read is offered; an answer that is for the hub only is named and not repeated.

use std::collections::BTreeMap;

use domain::access::{Action, Subject};
use domain::calendar::london;
use domain::contact::Contact;
use domain::id::{Any, Id};
use domain::mash::{Enquiry, Handling, Request};
use domain::pack::{InformationItem, OfferedFrom, Pack};
use domain::person::Person;
use domain::person::known::Known;
use domain::record::Record;
use domain::strategy::{Discussion, Item, ItemState};
use jiff::civil::Date;
use store::{Door, Stop, load};

use crate::child::{ChildPage, Moment, Shown, file};
use crate::meeting::About;
use crate::session::Session;

/// One line that is offered.
#[derive(Debug, Clone)]
struct Line {
    words: String,
    source: String,
    on: Date,
    origin: (String, Id<Any>),
}

/// What is known about what a discussion is about, as far as this person may read it.
struct Sources {
    contact: Option<Contact>,
    pages: Vec<ChildPage>,
    answers: Vec<Request>,
}

/// What the record offers now for a discussion that is begun: answers come in while it is prepared.
///
/// # Errors
/// When the person may not read it.
pub fn offers(session: &Session<'_>, discussion: &Discussion) -> Result<Vec<Item>, Stop> {
    let about = match (discussion.enquiry, discussion.contact, discussion.children.first()) {
        (Some(enquiry), ..) => About::Enquiry(enquiry),
        (None, Some(contact), _) => About::Contact(contact),
        (None, None, Some(child)) => About::Child(*child),
        (None, None, None) => return Ok(Vec::new()),
    };
    offers_for(session, about, &discussion.children)
}

/// What the record offers for a discussion about something, which is about these children or, where none is given, about all.
///
/// # Errors
/// When the store fails.
pub fn offers_for(session: &Session<'_>, about: About, children: &[Id<Person>]) -> Result<Vec<Item>, Stop> {
    let (contact, answers, all) = session.read("what is known before a strategy discussion", |door| {
        let mut found = (None, Vec::new(), children.to_vec());
        let of = match door.would_permit(Action::BeginDiscussion, about.subject())? {
            true => about.of(&door.permit(Action::BeginDiscussion, about.subject())?)?,
            false => return Ok(found),
        };
        if let Some(contact) = of.contact
            && door.would_permit(Action::ReadContact, Subject::Contact(contact))?
        {
            let permit = door.permit(Action::ReadContact, Subject::Contact(contact))?;
            found.0 = load(&permit, contact)?.map(|known| known.record);
        }
        if let Some(enquiry) = of.enquiry {
            found.1 = answers_of(door, enquiry)?;
        }
        if found.2.is_empty() {
            found.2 = of.children;
        }
        Ok(found)
    })?;
    let mut pages = Vec::new();
    for child in all {
        match file(session, child, Moment::Now) {
            Ok(Shown::Content(page)) => pages.push(*page),
            Ok(Shown::Summary(_) | Shown::Existence(_) | Shown::Restricted(_)) | Err(Stop::Refusal(_)) => {}
            Err(stop) => return Err(stop),
        }
    }
    let sources = Sources { contact, pages, answers };
    let pack = &session.house.pack;
    Ok(pack.strategy.items.iter().filter_map(|item| sources.item(item, pack)).collect())
}

fn answers_of(door: &Door, enquiry: Id<Enquiry>) -> Result<Vec<Request>, Stop> {
    if !door.would_permit(Action::ReadEnquiry, Subject::Enquiry(enquiry))? {
        return Ok(Vec::new());
    }
    let permit = door.permit(Action::ReadEnquiry, Subject::Enquiry(enquiry))?;
    let mut found = Vec::new();
    for id in store::mash::requests(&permit, enquiry)? {
        found.extend(load(&permit, id)?.map(|known| known.record));
    }
    Ok(found)
}

impl Sources {
    fn item(&self, item: &InformationItem, pack: &Pack) -> Option<Item> {
        let mut lines = Vec::new();
        for from in &item.from {
            match from {
                OfferedFrom::Contact => lines.extend(self.said_at_the_door(&item.code)),
                OfferedFrom::Child => {
                    lines.extend(self.pages.iter().flat_map(|page| of_child(page, &item.code)));
                }
                OfferedFrom::Family => {
                    lines.extend(self.pages.iter().filter_map(|page| family(page, &item.code)));
                }
                OfferedFrom::History => lines.extend(self.pages.iter().map(history)),
                OfferedFrom::Involved => {
                    lines.extend(self.pages.iter().filter_map(|page| involved(page, pack)));
                }
                OfferedFrom::Answers => {}
            }
        }
        if item.from.contains(&OfferedFrom::Answers)
            && let Some(agency) = &item.agency
        {
            lines.extend(self.answered(agency, pack));
        }
        let state = joined(&lines).or_else(|| self.asked(item, pack))?;
        let origin = lines.into_iter().next().map(|line| line.origin);
        Some(Item { code: item.code.clone(), state, said: None, origin })
    }

    fn said_at_the_door(&self, code: &str) -> Vec<Line> {
        let Some(contact) = &self.contact else { return Vec::new() };
        let concern = &contact.concern;
        let words = match code {
            "where_now" => {
                let said = contact.children.iter().filter_map(|child| {
                    Some(format!("{}: {}", child.said.name.display(), child.where_now.answer()?))
                });
                said.collect::<Vec<_>>().join("; ")
            }
            "harm" => concern.facts.clone(),
            "account" => {
                let said = concern.words.iter();
                let said = said.map(|said| format!("“{}” (heard by {})", said.words, said.heard_by));
                said.collect::<Vec<_>>().join("; ")
            }
            "other_children" => others(contact, domain::person::Standing::Child),
            "adults" => others(contact, domain::person::Standing::Adult),
            "injury" => concern.injury.answer().cloned().unwrap_or_default(),
            "family_knows" => match concern.family_aware {
                Known::Is(true) => format!("The family knows of the contact. {}", concern.family_words),
                Known::Is(false) => {
                    format!("The family does not know of the contact. {}", concern.family_words)
                }
                Known::NotAsked | Known::NotKnown => concern.family_words.clone(),
            },
            "staff_safety" => contact.safe_contact.staff_risk.clone(),
            _ => String::new(),
        };
        let line = Line {
            words: words.trim().to_owned(),
            source: format!("Contact {}", contact.reference),
            on: london::date_of(contact.received_at),
            origin: (Contact::KIND.to_owned(), contact.id.any()),
        };
        Some(line).filter(|line| !line.words.is_empty()).into_iter().collect()
    }

    /// What an agency answered. What it gave to the hub only is named and not repeated.
    fn answered(&self, agency: &str, pack: &Pack) -> Vec<Line> {
        let theirs = self.answers.iter().filter(|request| request.agency == agency);
        let answered = theirs.filter_map(|request| {
            let answer = request.answer.as_ref()?;
            let told = answer.facts.iter().filter(|fact| fact.handling >= Handling::Meeting);
            let told = told.map(|fact| match &fact.choice {
                Some(choice) if fact.words.trim().is_empty() => choice.clone(),
                Some(choice) => format!("{choice}. {}", fact.words),
                None => fact.words.clone(),
            });
            let mut words: Vec<String> = told.collect();
            let kept = answer.facts.iter().filter(|fact| fact.handling < Handling::Meeting).count();
            if kept > 0 {
                words.push(format!("{kept} more for the hub only: read it in the enquiry."));
            }
            if answer.no_trace {
                words.push("Nothing is held about anybody named.".into());
            }
            let organisation = Some(request.organisation.as_str()).filter(|name| !name.is_empty());
            Some(Line {
                words: words.join(" "),
                source: format!("Answer of {}", organisation.unwrap_or(pack.agency_name(agency))),
                on: london::date_of(answer.at),
                origin: (Request::KIND.to_owned(), request.id.any()),
            })
        });
        answered.filter(|line| !line.words.trim().is_empty()).collect()
    }

    /// That its agency was asked and has not answered.
    fn asked(&self, item: &InformationItem, pack: &Pack) -> Option<ItemState> {
        let agency = item.agency.as_deref().filter(|_| item.from.contains(&OfferedFrom::Answers))?;
        let waits = |request: &&Request| {
            request.agency == agency && request.answer.is_none() && request.withdrawn.is_none()
        };
        let request = self.answers.iter().find(waits)?;
        let due = request.clock.due.map(domain::calendar::Due::instant)?;
        Some(ItemState::Asked { whom: pack.agency_name(agency).to_owned(), due })
    }
}

fn joined(lines: &[Line]) -> Option<ItemState> {
    let words: Vec<&str> = lines.iter().map(|line| line.words.as_str()).collect();
    let mut sources: Vec<&str> = lines.iter().map(|line| line.source.as_str()).collect();
    sources.dedup();
    let on = lines.iter().map(|line| line.on).max()?;
    Some(ItemState::Known { words: words.join("\n"), source: sources.join("; "), on })
}

fn others(contact: &Contact, standing: domain::person::Standing) -> String {
    let named = contact.others.iter().filter(|other| other.standing == standing).map(|other| {
        let kinship = other.kinship.map(|kinship| format!(", {}", kinship.words())).unwrap_or_default();
        let home = match other.lives_with {
            Known::Is(true) => ", at home",
            Known::Is(false) => ", lives elsewhere",
            Known::NotAsked | Known::NotKnown => "",
        };
        let responsible = match other.parental_responsibility {
            Known::Is(true) => ", holds parental responsibility",
            Known::Is(false) | Known::NotAsked | Known::NotKnown => "",
        };
        format!("{}{kinship}{home}{responsible}", other.name.display())
    });
    named.collect::<Vec<_>>().join("; ")
}

fn line(page: &ChildPage, words: &str) -> Line {
    let child = &page.file.child;
    Line {
        words: format!("{}: {words}", child.record.name()),
        source: format!("Record of {}", child.record.name()),
        on: london::date_of(page.at),
        origin: (Person::KIND.to_owned(), child.record.id.any()),
    }
}

fn of_child(page: &ChildPage, code: &str) -> Option<Line> {
    let child = &page.file.child.record;
    let words = match code {
        "school" => child.school.answer().cloned(),
        "disability" => child.disabilities.answer().map(|codes| {
            let codes: Vec<&str> = codes.iter().map(String::as_str).collect();
            format!("recorded as {}", codes.join(", "))
        }),
        "communication" => child.communication.answer().cloned(),
        "language" => child.first_language.answer().map(|language| match child.interpreter {
            Known::Is(true) => format!("{language}; needs an interpreter"),
            Known::Is(false) => format!("{language}; needs no interpreter"),
            Known::NotAsked | Known::NotKnown => language.clone(),
        }),
        "culture" => {
            let faith = child.religion.answer().map(|faith| format!("faith: {faith}"));
            let ethnicity = child.ethnicity.answer().map(|code| format!("ethnicity recorded as {code}"));
            Some(ethnicity.into_iter().chain(faith).collect::<Vec<_>>().join("; "))
        }
        "staff_safety" => {
            let staff = child.hazards.iter().filter(|hazard| hazard.for_staff);
            Some(staff.map(|hazard| hazard.words.clone()).collect::<Vec<_>>().join("; "))
        }
        _ => None,
    };
    words.filter(|words| !words.trim().is_empty()).map(|words| line(page, &words))
}

/// Those around the child whom this person may know of; a restricted relative is not among them.
fn family(page: &ChildPage, code: &str) -> Option<Line> {
    let child = page.file.child.record.id;
    let wanted = match code {
        "other_children" => domain::person::Standing::Child,
        "adults" => domain::person::Standing::Adult,
        _ => return None,
    };
    let known: BTreeMap<Id<Person>, &Person> =
        page.file.relatives.iter().map(|filed| (filed.record.id, &filed.record)).collect();
    let named = page.file.relationships.iter().filter_map(|filed| {
        let relationship = &filed.record;
        let other = known.get(&page.file.other(relationship)).filter(|other| other.standing == wanted)?;
        let kinship = if relationship.to == child {
            relationship.kind.words()
        } else {
            relationship.kind.seen_from_the_other()
        };
        Some(format!("{} ({kinship})", other.name()))
    });
    let mut named: Vec<String> = named.collect();
    if wanted == domain::person::Standing::Child {
        let linked = page.linked.iter().map(|linked| linked.name.clone());
        named.extend(
            linked.filter(|name| !named.iter().any(|one| one.starts_with(name.as_str()))).collect::<Vec<_>>(),
        );
    }
    (!named.is_empty()).then(|| line(page, &named.join("; ")))
}

fn history(page: &ChildPage) -> Line {
    let file = &page.file;
    let closed = page.closed.len();
    let mut words = format!(
        "{} contacts, {} episodes, {} section 47 enquiries on record",
        file.contacts.len() + closed,
        file.episodes.len(),
        file.episodes.iter().map(|filed| filed.record.enquiries.len()).sum::<usize>(),
    );
    if let Some(last) = file.contacts.last() {
        let on = london::date_in_words(london::date_of(last.record.received_at));
        words.push_str(&format!("; the last contact was on {on}"));
    }
    line(page, &words)
}

fn involved(page: &ChildPage, pack: &Pack) -> Option<Line> {
    let now = page.file.involved_at(page.at).map(|one| match &one.who {
        domain::involvement::Involved::Worker { staff, team } => {
            let team = pack.council.team(team).map_or(team.as_str(), |team| team.name.as_str());
            format!("{} ({}, {team})", page.names.name(*staff), one.role)
        }
        domain::involvement::Involved::Agency { agency, name, .. } => {
            format!("{name} ({}, {})", one.role, pack.agency_name(agency))
        }
    });
    let now: Vec<String> = now.collect();
    (!now.is_empty()).then(|| line(page, &now.join("; ")))
}
