//! Making the pack: who and what stands in it, and the last look over its words. Whoever packs reads as Frontdoor itself, so every rule about what may
//! leave is here: a restricted child is whom to ring, no address is taken along, and words are searched for what must not be given.

use std::collections::{BTreeMap, BTreeSet};

use domain::calendar::london;
use domain::contact::Contact;
use domain::episode::{Episode, Plan, PlanKind};
use domain::handover::{Card, CardWords, Night};
use domain::id::Id;
use domain::involvement::Involved;
use domain::person::known::Known;
use domain::person::partial_date::PartialDate;
use domain::person::{Person, Standing};
use jiff::civil::Date;
use store::contact::Queue;
use store::{Permit, Stop, load};

use super::super::board::standing;
use super::super::tonight_of;
use super::super::withhold::Forbidden;
use super::{Entry, STAFF_SAFETY, Section};
use crate::session::Session;

/// What stands in place of words that hold what must not be given.
const WITHHELD: &str = "Withheld: these words hold something that must not be given. Ring the night manager.";

/// The people of the pack while it is made: each is loaded once, and what of them must not be given is remembered.
pub(super) struct Packing<'s, 'd> {
    session: &'s Session<'s>,
    permit: &'s Permit<'d>,
    night: Night,
    today: Date,
    people: BTreeMap<Id<Person>, Option<Person>>,
    forbidden: Forbidden,
}

impl<'s, 'd> Packing<'s, 'd> {
    pub(super) fn new(session: &'s Session<'s>, permit: &'s Permit<'d>) -> Self {
        let night = tonight_of(session);
        Packing {
            session,
            permit,
            // By day what holds until noon is needed as well as what holds tonight.
            night: Night { begins: night.begins.min(session.at), ..night },
            today: london::date_of(session.at),
            people: BTreeMap::new(),
            forbidden: Forbidden::default(),
        }
    }

    fn person(&mut self, id: Id<Person>) -> Result<Option<Person>, Stop> {
        if let Some(known) = self.people.get(&id) {
            return Ok(known.clone());
        }
        let person = load(self.permit, id)?.map(|known| known.record);
        let person =
            person.map(|person| store::read_as_one::restricted_as_one(self.permit, person)).transpose()?;
        if let Some(person) = &person {
            self.forbidden.add(person);
        }
        // What another record of the same person hides stands in no words about them.
        for other in store::read_as_one::with_all(self.permit, [id])?.into_iter().filter(|other| *other != id)
        {
            if let Some(other) = load(self.permit, other)? {
                self.forbidden.add(&other.record);
            }
        }
        self.people.insert(id, person.clone());
        Ok(person)
    }

    /// An entry about a child, or whom to ring.
    fn about(
        &mut self,
        child: Id<Person>,
        facts: impl FnOnce(&mut Self, &Person) -> Result<Vec<(String, String)>, Stop>,
    ) -> Result<Option<Entry>, Stop> {
        let Some(person) = self.person(child)? else { return Ok(None) };
        if let Some(entry) = restricted(&person) {
            return Ok(Some(entry));
        }
        // A restricted relative or a protected home of theirs stands in no words about this child either.
        for related in store::relationship::to_withhold(self.permit, child)? {
            let other = if related.record.from == child { related.record.to } else { related.record.from };
            self.person(other)?;
        }
        let mut said = facts(self, &person)?;
        said.extend(self.if_it_fails(child)?);
        said.extend(self.involved(child)?);
        said.extend(person.hazards.iter().map(|hazard| ("To know first".to_owned(), hazard.words.clone())));
        Ok(Some(Entry { title: self.named(&person), facts: said }))
    }

    fn named(&self, person: &Person) -> String {
        let age = match (&person.birth, person.standing) {
            (Known::Is(birth), Standing::Child) => format!(", {}", age(birth, self.today)),
            _ => String::new(),
        };
        format!("{}{age}", person.name())
    }

    /// What the case summary says to do tonight if the plan does not hold, with how old it is.
    fn if_it_fails(&self, child: Id<Person>) -> Result<Option<(String, String)>, Stop> {
        let Some(id) = store::case_summary::of_child(self.permit, child)? else { return Ok(None) };
        let summary = load(self.permit, id)?.map(|known| known.record);
        Ok(summary.map(|summary| {
            let written = london::date_in_words(london::date_of(summary.now.at));
            (format!("If the plan fails (summary of {written})"), summary.now.words.contingency)
        }))
    }

    /// Who works with the child, and where to ring.
    fn involved(&self, child: Id<Person>) -> Result<Vec<(String, String)>, Stop> {
        let mut said = Vec::new();
        for held in store::involvement::of_child(self.permit, child)? {
            if !held.holds_at(self.session.at) {
                continue;
            }
            let pack = &self.session.house.pack;
            let (who, phone) = match &held.who {
                Involved::Worker { staff, team } => {
                    let name = store::staff::name(self.permit, *staff)?.unwrap_or_default();
                    let phone = pack.council.team(team).map_or("", |team| team.phone.as_str());
                    (name, phone.to_owned())
                }
                Involved::Agency { name, phone, .. } => (name.clone(), phone.clone()),
            };
            said.push((held.role.clone(), format!("{who}, {phone}")));
        }
        Ok(said)
    }

    pub(super) fn cards(&mut self) -> Result<Vec<(String, Entry)>, Stop> {
        let mut cards = Vec::new();
        for card in standing(self.session, self.permit, &self.night)? {
            let Some(stands) = card.seen_in(&self.night).cloned() else { continue };
            let kind = self.session.house.pack.handover.kind(&stands.words.kind);
            let kind = kind.map_or_else(String::new, |kind| kind.name.clone());
            let entry = self.card(&card, &stands.words, &kind)?;
            cards.extend(entry.map(|entry| (stands.words.kind.clone(), entry)));
        }
        Ok(cards)
    }

    fn card(&mut self, card: &Card, words: &CardWords, kind: &str) -> Result<Option<Entry>, Stop> {
        let fact = |what: &str, words: &str| (what.to_owned(), words.to_owned());
        self.about(card.child, |_, _| {
            let mut facts = vec![fact("What it is", kind)];
            facts.extend(words.steps.iter().map(|step| fact(&format!("If: {}", step.trigger), &step.plan)));
            facts.extend(
                words.call.iter().map(|call| fact("Call", &format!("{}, {}", call.who, call.number))),
            );
            facts.push(fact("Never give or say", &words.never));
            facts.push(fact(STAFF_SAFETY, &words.staff_safety));
            facts.push(fact("Safe", &words.safe));
            facts.push(fact("Until", &london::moment_in_words(words.until)));
            facts.retain(|(_, said)| !said.trim().is_empty());
            Ok(facts)
        })
    }

    /// The safety plans that stand, and those that ran out and were not renewed: an entry a child. One restricted child closes the plan.
    pub(super) fn safety_plans(&mut self) -> Result<Vec<Entry>, Stop> {
        let mut entries = Vec::new();
        for id in store::safety_plan::standing(self.permit)? {
            let Some(plan) = load(self.permit, id)?.map(|known| known.record) else { continue };
            let mut closed = None;
            for child in &plan.children {
                closed = closed.or(self.person(*child)?.as_ref().and_then(restricted));
            }
            if closed.is_some() {
                entries.extend(closed);
                continue;
            }
            let facts = crate::safety_plan::facts_for_the_night(self.session, &plan);
            for child in &plan.children {
                let facts = facts.clone();
                entries.extend(self.about(*child, |_, _| Ok(facts))?);
            }
        }
        Ok(entries)
    }

    /// Children on plans, child protection first; and children in an open section 47 enquiry.
    pub(super) fn episodes(&mut self) -> Result<(Vec<Entry>, Vec<Entry>), Stop> {
        let (mut protection, mut need, mut enquiries) = (Vec::new(), Vec::new(), Vec::new());
        let mut seen: BTreeSet<(Id<Person>, u8)> = BTreeSet::new();
        for id in store::episode::open_on(self.permit, self.today)? {
            let Some(episode) = load(self.permit, id)?.map(|known| known.record) else { continue };
            for plan in open_plans(&episode, self.today) {
                let (list, place) = match plan.kind {
                    PlanKind::ChildProtection => (&mut protection, 0),
                    PlanKind::ChildInNeed => (&mut need, 1),
                };
                if seen.insert((episode.child, place)) {
                    let since = london::date_in_words(plan.started_on);
                    let fact = ("Plan".to_owned(), format!("{} since {since}", plan.kind.words()));
                    list.extend(self.about(episode.child, |_, _| Ok(vec![fact]))?);
                }
            }
            let open = episode
                .enquiries
                .iter()
                .find(|enquiry| enquiry.conference_on.is_none() && !enquiry.conference_not_required);
            if let Some(enquiry) = open.filter(|_| seen.insert((episode.child, 2))) {
                let since = london::date_in_words(enquiry.started_on);
                let fact = ("Section 47 enquiry".to_owned(), format!("since {since}"));
                enquiries.extend(self.about(episode.child, |_, _| Ok(vec![fact]))?);
            }
        }
        protection.append(&mut need);
        Ok((protection, enquiries))
    }

    /// What runs, by when it ends: whom it is about, who made it, what it demands. Where the child is stays in the record.
    pub(super) fn powers(&mut self) -> Result<Vec<Entry>, Stop> {
        let mut entries = Vec::new();
        for running in crate::power::running_under(self.session, self.permit)? {
            let power = running.power;
            let made_by =
                [&power.made_by.name, &power.made_by.rank, &power.made_by.body, &power.made_by.reference];
            let made_by: Vec<&str> =
                made_by.into_iter().map(|said| said.trim()).filter(|said| !said.is_empty()).collect();
            let facts = vec![
                // A pack is read later than it is made: the moment, and no countdown.
                ("Runs".to_owned(), running.countdown.subject()),
                (running.countdown.ends_in_words().to_owned(), london::moment_in_words(power.end())),
                ("Who".to_owned(), made_by.join(", ")),
                ("Demands".to_owned(), power.conditions.clone()),
            ];
            let facts = facts.into_iter().filter(|(_, said)| !said.trim().is_empty()).collect();
            entries.extend(self.about(power.child, |_, _| Ok(facts))?);
        }
        Ok(entries)
    }

    /// What waits at the front door: whom it is about and where it stands. The worry's own words stay in the record.
    pub(super) fn contacts(&mut self) -> Result<Vec<Entry>, Stop> {
        let mut entries = Vec::new();
        for listed in store::contact::queue(self.permit, Queue::AtTheDoor)? {
            let Some(contact) = load(self.permit, listed.id)?.map(|known| known.record) else { continue };
            entries.push(self.contact(&contact)?);
        }
        Ok(entries)
    }

    fn contact(&mut self, contact: &Contact) -> Result<Entry, Stop> {
        for child in contact.people().collect::<Vec<_>>() {
            let person = self.person(child)?;
            if let Some(entry) = person.as_ref().and_then(restricted) {
                return Ok(entry);
            }
        }
        let names: Vec<String> = contact.children.iter().map(|child| child.said.name.display()).collect();
        let names = if names.is_empty() { "Nobody named".into() } else { names.join(", ") };
        let safe = &contact.safe_contact;
        let mut facts = vec![
            ("Contact".to_owned(), contact.reference.clone()),
            ("Received".to_owned(), london::moment_in_words(contact.received_at)),
            ("Stands".to_owned(), contact.stage.words().to_owned()),
            ("Never".to_owned(), safe.never.clone()),
            (STAFF_SAFETY.to_owned(), safe.staff_risk.clone()),
        ];
        if contact.concern.danger_now == Known::Is(true) {
            facts.insert(0, ("Danger".to_owned(), "A child may be in danger now".to_owned()));
        }
        facts.retain(|(_, words)| !words.trim().is_empty());
        Ok(Entry { title: names, facts })
    }

    /// Everybody on the record who may endanger staff.
    pub(super) fn warnings(&mut self) -> Result<Vec<Entry>, Stop> {
        let mut entries = Vec::new();
        for id in store::person::with_staff_warning(self.permit)? {
            let Some(person) = self.person(id)? else { continue };
            if let Some(entry) = restricted(&person) {
                entries.push(entry);
                continue;
            }
            let for_staff = person.hazards.iter().filter(|hazard| hazard.for_staff);
            let facts = for_staff.map(|hazard| (STAFF_SAFETY.to_owned(), hazard.words.clone())).collect();
            entries.push(Entry { title: self.named(&person), facts });
        }
        Ok(entries)
    }

    /// The last look over everything: no words that hold a protected address or a restricted name.
    pub(super) fn withhold(&self, sections: &mut [Section]) {
        for entry in sections.iter_mut().flat_map(|section| &mut section.entries) {
            if self.forbidden.stands_in(&entry.title) {
                *entry = Entry { title: WITHHELD.into(), facts: Vec::new() };
                continue;
            }
            for (what, words) in &mut entry.facts {
                if self.forbidden.stands_in(what) {
                    *what = "Withheld".into();
                }
                if self.forbidden.stands_in(words) {
                    *words = WITHHELD.into();
                }
            }
        }
        for section in sections {
            let mut told: BTreeSet<String> = BTreeSet::new();
            // Whom to ring about a restricted child stands once on a page, so that nobody counts such children.
            section.entries.retain(|entry| !entry.facts.is_empty() || told.insert(entry.title.clone()));
        }
    }
}

/// What a card or a contact says that endangers staff, for the list of warnings.
pub(super) fn for_staff(entry: &Entry) -> Option<Entry> {
    let facts: Vec<_> = entry.facts.iter().filter(|(what, _)| what == STAFF_SAFETY).cloned().collect();
    (!facts.is_empty()).then(|| Entry { title: entry.title.clone(), facts })
}

fn restricted(person: &Person) -> Option<Entry> {
    let restriction = person.restriction.as_ref()?;
    Some(Entry { title: format!("Restricted: ring {}.", restriction.ring), facts: Vec::new() })
}

fn open_plans(episode: &Episode, day: Date) -> impl Iterator<Item = &Plan> {
    episode
        .plans
        .iter()
        .filter(move |plan| plan.started_on <= day && plan.ended_on.is_none_or(|ended| day < ended))
}

fn age(birth: &PartialDate, today: Date) -> String {
    birth.age_in_words(today)
}
