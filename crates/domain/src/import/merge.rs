//! What is held of a person and what a file says of them, put together. The rules are few. Where the record is silent, the file speaks. Where both say the
//! same, nothing happens, so a file taken twice changes nothing. Where the record says otherwise, what somebody wrote here stands; what came from another
//! file gives way to a newer one, and not to an older. An episode that was opened here is not touched at all.

use std::collections::BTreeMap;
use std::fmt::Debug;

use jiff::civil::Date;
use serde::Serialize;

use super::told::{NotCarried, Provenance, Rule, Told};
use crate::episode::{Assessment, Brought, BroughtPlan, BroughtReview, Enquiry, Episode, Plan};
use crate::id::Id;
use crate::person::address::Address;
use crate::person::known::Known;
use crate::person::name::PersonName;
use crate::person::{self, Person};

/// What the record holds of somebody.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Held {
    /// Who they are; nobody when they are new.
    pub person: Option<Person>,
    /// Their episodes, oldest first.
    pub episodes: Vec<Episode>,
}

/// What the record would hold afterwards.
#[derive(Debug, Clone, PartialEq)]
pub struct Merged {
    /// Who they are.
    pub person: Person,
    /// All their episodes, oldest first.
    pub episodes: Vec<Episode>,
    /// What the file says and the record does not take.
    pub not_carried: Vec<NotCarried>,
}

/// What stands for a name where a file has none.
pub(super) const NAMELESS: &str = "Name not in the file";
/// How the source of a further name begins: each has its own.
pub(super) const ANOTHER_NAME: &str = "Another name";
/// How the source of an address begins. The address itself is not in it: it may be protected.
pub(super) const ADDRESS: &str = "Address";
/// Who somebody is: one file replaces what another said of it only where both say up to which day they know.
const WHO: [&str; 5] = ["Birth", "Death", "Sex", "NHS number", "Unique pupil number"];

fn nameless(told: &Told) -> PersonName {
    PersonName::single(format!("{NAMELESS} ({})", told.identifier))
}

/// Puts a file's words to what is held. `named` makes the bits of a new record's name.
pub fn merged(held: &Held, told: &Told, from: &Provenance, named: &mut dyn FnMut() -> u128) -> Merged {
    let mut not_carried = Vec::new();
    let mut person = held.person.clone().unwrap_or_else(|| {
        let name = told.name.clone().unwrap_or_else(|| nameless(told));
        let mut person = Person::named(Id::from_bits(named()), told.standing, name);
        person.provenance = Some(from.source.clone());
        person
    });
    of_person(&mut person, told, from, &mut not_carried, named, None);
    let mut episodes = held.episodes.clone();
    for said in &told.episodes {
        match episodes.iter_mut().find(|episode| episode.referral_date == said.referral_date) {
            Some(episode) => of_episode(episode, said, told, from, &mut not_carried, None),
            None => {
                let mut episode = Episode::opened(Id::from_bits(named()), person.id, said.referral_date);
                episode.provenance = Some(said.provenance.clone().unwrap_or_else(|| from.source.clone()));
                of_episode(&mut episode, said, told, from, &mut not_carried, None);
                episodes.push(episode);
            }
        }
    }
    episodes.sort_by_key(|episode| (episode.referral_date, episode.id));
    Merged { person, episodes, not_carried }
}

/// What decides between what is held and what a file says.
struct Facts<'f> {
    sources: &'f mut BTreeMap<String, Provenance>,
    told: &'f Told,
    from: &'f Provenance,
    not_carried: &'f mut Vec<NotCarried>,
    /// What each fact says now, for whoever asks that alone.
    standing: Option<&'f mut Standing>,
}

/// What each fact says, by its name.
pub(super) type Standing = BTreeMap<String, String>;

impl Facts<'_> {
    /// One fact.
    fn fact<T: Clone + PartialEq + Serialize + Debug>(
        &mut self,
        name: &str,
        held: &mut Option<T>,
        said: Option<&T>,
    ) {
        self.says(name, held.as_ref());
        let Some(said) = said else { return };
        match held {
            Some(held) if held == said => return,
            Some(standing) => {
                if let Some(rule) = self.stands(name, standing) {
                    return self.lost(rule, name);
                }
            }
            None => {}
        }
        *held = Some(said.clone());
        self.note(name, said);
    }

    /// One answer.
    fn known<T: Clone + PartialEq + Serialize + Debug>(
        &mut self,
        name: &str,
        held: &mut Known<T>,
        said: Option<&T>,
    ) {
        let mut answer = held.answer().cloned();
        self.fact(name, &mut answer, said);
        if let Some(answer) = answer {
            *held = Known::Is(answer);
        }
    }

    /// A yes or no that the record cannot leave open: a new episode says no until the file speaks.
    fn flag(&mut self, name: &str, held: &mut bool, said: bool) {
        let mut standing = (*held || self.sources.contains_key(name)).then_some(*held);
        if said || standing.is_some() {
            self.fact(name, &mut standing, Some(&said));
        }
        *held = standing.unwrap_or_default();
    }

    /// Parts of an episode, each told from the others by a key: what is new is added; of what is held, the file fills in and changes.
    fn parts<T: Clone + PartialEq + Serialize + Debug>(
        &mut self,
        what: &str,
        held: &mut Vec<T>,
        said: &[T],
        key: impl Fn(&T) -> String,
        together: impl Fn(&T, &T) -> Option<T>,
    ) {
        for one in held.iter() {
            self.says(&format!("{what} {}", key(one)), Some(one));
        }
        for one in said {
            let name = format!("{what} {}", key(one));
            let at = held.iter().position(|held| key(held) == key(one));
            let Some(standing) = at.and_then(|at| held.get_mut(at)) else {
                self.note(&name, one);
                held.push(one.clone());
                continue;
            };
            // Nothing when the part was made here.
            let Some(after) = together(standing, one) else {
                if standing != one {
                    self.lost(Rule::MadeHere, &name);
                }
                continue;
            };
            let mut slot = Some(standing.clone());
            self.fact(&name, &mut slot, Some(&after));
            if let Some(after) = slot {
                *standing = after;
            }
        }
    }

    /// The rule by which what is held stands against the file.
    fn stands<T: Serialize>(&self, name: &str, held: &T) -> Option<Rule> {
        let Some(source) = self.sources.get(name).filter(|source| source.value == value_of(held)) else {
            return Some(Rule::SaidHere);
        };
        match (source.as_of, self.from.as_of) {
            (Some(held), Some(said)) if said < held => Some(Rule::OlderFile),
            (Some(_), Some(_)) => None,
            _ if WHO.contains(&name) => Some(Rule::Undated),
            _ => None,
        }
    }

    fn says<T: Serialize>(&mut self, name: &str, held: Option<&T>) {
        if let Some(standing) = &mut self.standing {
            standing.insert(name.to_owned(), value_of(&held));
        }
    }

    fn note<T: Serialize>(&mut self, name: &str, value: &T) {
        self.sources.insert(name.to_owned(), Provenance { value: value_of(value), ..self.from.clone() });
    }

    fn lost(&mut self, rule: Rule, name: &str) {
        self.not_carried.push(NotCarried {
            place: self.told.place.clone(),
            identifier: self.told.identifier.clone(),
            rule,
            words: name.to_owned(),
        });
    }
}

/// What each fact about a person says now, by the names under which files are told of: a file that says nothing is put to the record.
pub(super) fn person_says(person: &Person) -> Standing {
    let (told, from) = nothing(person.standing);
    let mut standing = Standing::new();
    of_person(&mut person.clone(), &told, &from, &mut Vec::new(), &mut || 0, Some(&mut standing));
    standing
}

/// What each fact about an episode says now.
pub(super) fn episode_says(episode: &Episode) -> Standing {
    let (told, from) = nothing(person::Standing::Child);
    let said = Episode::opened(episode.id, episode.child, episode.referral_date);
    let mut standing = Standing::new();
    of_episode(&mut episode.clone(), &said, &told, &from, &mut Vec::new(), Some(&mut standing));
    standing
}

fn nothing(standing: person::Standing) -> (Told, Provenance) {
    let from = Provenance { source: String::new(), as_of: None, value: String::new() };
    (Told::nothing(String::new(), String::new(), standing), from)
}

/// A value as text, to see later whether it is the one that was brought.
pub(super) fn value_of<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

fn of_person(
    person: &mut Person,
    told: &Told,
    from: &Provenance,
    not_carried: &mut Vec<NotCarried>,
    named: &mut dyn FnMut() -> u128,
    standing: Option<&mut Standing>,
) {
    let mut sources = std::mem::take(&mut person.sources);
    let mut facts = Facts { sources: &mut sources, told, from, not_carried, standing };
    facts.known("Birth", &mut person.birth, told.birth.as_ref());
    facts.fact("Death", &mut person.died, told.died.as_ref());
    facts.known("Sex", &mut person.sex, told.sex.as_ref());
    facts.known("Ethnicity", &mut person.ethnicity, told.ethnicity.as_ref());
    facts.known("Disabilities", &mut person.disabilities, told.disabilities.as_ref());
    facts.known("NHS number", &mut person.nhs_number, told.nhs_number.as_ref());
    facts.known("Unique pupil number", &mut person.upn, told.upn.as_ref());
    facts.fact("Former unique pupil number", &mut person.former_upn, told.former_upn.as_ref());
    facts.fact("Why there is no unique pupil number", &mut person.upn_unknown, told.upn_unknown.as_ref());
    let identifier = Some(told.identifier.clone()).filter(|identifier| !identifier.is_empty());
    facts.fact("Identifier in national returns", &mut person.local_identifier, identifier.as_ref());
    of_names(person, told, &mut facts);
    if let Some(said) = &told.address {
        let known = person.addresses.iter().any(|address| address.lines.unshown() == said.unshown());
        if !known {
            let place = Id::from_bits(named());
            let number = facts.sources.keys().filter(|name| name.starts_with(ADDRESS)).count() + 1;
            facts.note(&format!("{ADDRESS} {number}"), &place);
            person.addresses.push(Address {
                place,
                lines: said.clone(),
                from: None,
                until: None,
                source: from.source.clone(),
            });
        }
    }
    person.sources = sources;
}

/// A name that the record has already is one of many that somebody may have; another is added as an alias, unless the record's own is none at all.
fn of_names(person: &mut Person, told: &Told, facts: &mut Facts<'_>) {
    facts.says("Name", person.names.first().map(|known| &known.name));
    let nameless = nameless(told);
    for said in told.name.iter().chain(&told.known_as) {
        if person.names.iter().any(|known| known.name.same_as(said)) {
            if !facts.sources.contains_key("Name") && person.provenance.as_ref() == Some(&facts.from.source) {
                facts.note("Name", said);
            }
            continue;
        }
        match person.names.first_mut().filter(|first| first.name == nameless) {
            Some(first) => {
                first.name = said.clone();
                facts.note("Name", said);
            }
            None => {
                person.names.push(person::KnownAs { name: said.clone(), kind: person::NameKind::Alias });
                facts.note(&format!("{ANOTHER_NAME}: {}", said.display()), said);
            }
        }
    }
}

fn of_episode(
    episode: &mut Episode,
    said: &Episode,
    told: &Told,
    from: &Provenance,
    not_carried: &mut Vec<NotCarried>,
    standing: Option<&mut Standing>,
) {
    if episode.referral.is_some() {
        not_carried.push(NotCarried {
            place: told.place.clone(),
            identifier: told.identifier.clone(),
            rule: Rule::MadeHere,
            words: format!("The episode that began on {}", episode.referral_date),
        });
        return;
    }
    let mut sources = std::mem::take(&mut episode.sources);
    let from =
        Provenance { source: said.provenance.clone().unwrap_or_else(|| from.source.clone()), ..from.clone() };
    let mut facts = Facts { sources: &mut sources, told, from: &from, not_carried, standing };
    facts.fact("Source of the referral", &mut episode.source, said.source.as_ref());
    facts.fact("Primary need", &mut episode.primary_need, said.primary_need.as_ref());
    facts.flag("No further action", &mut episode.no_further_action, said.no_further_action);
    facts.fact("Closed on", &mut episode.closed_on, said.closed_on.as_ref());
    facts.fact("Reason for closure", &mut episode.closure_reason, said.closure_reason.as_ref());
    facts.parts(
        "Assessment",
        &mut episode.assessments,
        &said.assessments,
        |one| one.started_on.to_string(),
        assessments,
    );
    facts.parts(
        "Section 47 enquiry",
        &mut episode.enquiries,
        &said.enquiries,
        |one| one.started_on.to_string(),
        enquiries,
    );
    facts.parts(
        "Plan",
        &mut episode.plans,
        &said.plans,
        |one| format!("{} {}", one.kind.words(), one.started_on),
        |held, said| Some(plans(held, said)),
    );
    facts.fact("Transfer in", &mut episode.transfer_in, said.transfer_in.as_ref());
    if let Some(said) = &said.brought {
        let mut brought = episode.brought.take().map(|held| *held).unwrap_or_default();
        of_brought(&mut brought, said, &mut facts);
        episode.brought = Some(brought).filter(|brought| !brought.is_empty()).map(Box::new);
    }
    episode.sources = sources;
}

fn of_brought(held: &mut Brought, said: &Brought, facts: &mut Facts<'_>) {
    facts.parts(
        "Review point",
        &mut held.reviews,
        &said.reviews,
        |one| one.started_on.to_string(),
        |_, said: &BroughtReview| Some(said.clone()),
    );
    facts.parts(
        "Reviews of plan",
        &mut held.plans,
        &said.plans,
        |one| one.started_on.to_string(),
        |held, said| Some(brought_plans(held, said)),
    );
    facts.parts(
        "Pre-proceedings",
        &mut held.pre_proceedings,
        &said.pre_proceedings,
        |one| one.started_on.map(|on: Date| on.to_string()).unwrap_or_default(),
        |_, said| Some(said.clone()),
    );
}

fn assessments(held: &Assessment, said: &Assessment) -> Option<Assessment> {
    held.record.is_none().then(|| Assessment {
        started_on: held.started_on,
        authorised_on: said.authorised_on.or(held.authorised_on),
        factors: if said.factors.is_empty() { held.factors.clone() } else { said.factors.clone() },
        record: None,
    })
}

fn enquiries(held: &Enquiry, said: &Enquiry) -> Option<Enquiry> {
    held.record.is_none().then(|| Enquiry {
        started_on: held.started_on,
        conference_on: said.conference_on.or(held.conference_on),
        conference_not_required: said.conference_not_required
            || (held.conference_not_required && said.conference_on.is_none()),
        record: None,
    })
}

fn plans(held: &Plan, said: &Plan) -> Plan {
    Plan {
        kind: held.kind,
        started_on: held.started_on,
        ended_on: said.ended_on.or(held.ended_on),
        category: said.category.clone().or_else(|| held.category.clone()),
    }
}

fn brought_plans(held: &BroughtPlan, said: &BroughtPlan) -> BroughtPlan {
    let mut reviews = held.reviews.clone();
    reviews.extend(said.reviews.iter().copied().filter(|day| !held.reviews.contains(day)));
    BroughtPlan {
        started_on: held.started_on,
        first_category: said.first_category.clone().or_else(|| held.first_category.clone()),
        plans_before: said.plans_before.or(held.plans_before),
        reviews,
    }
}
