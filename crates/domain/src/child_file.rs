//! Everything the record holds about one child, as it stands now or as it stood at an earlier moment: the same struct either way,
//! so that every page has its past.

use jiff::Timestamp;

use crate::access::break_glass::BreakGlass;
use crate::chronology::{Curation, Entry, Told, chronology, proposed};
use crate::consent::Basis;
use crate::contact::Contact;
use crate::episode::Episode;
use crate::event::Event;
use crate::feedback::Feedback;
use crate::handover::{Card, NightItem, NightNote};
use crate::id::Id;
use crate::involvement::Involvement;
use crate::notice::Notice;
use crate::pack::Pack;
use crate::person::Person;
use crate::person::possible_match::PossibleMatch;
use crate::person::relationship::Relationship;
use crate::power::{Countdown, Power};
use crate::referral::Referral;
use crate::section47::{DirectWork, Section47};

use crate::safety_plan::{ChildPlan, SafetyPlan};

/// Which moment of knowledge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Known {
    /// As it stands.
    Now,
    /// After this entry of the ledger: the order of knowledge is the ledger's order, not a clock's.
    At(u64),
}

/// A record in the file, with when the council first knew it.
#[derive(Debug, Clone, PartialEq)]
pub struct Filed<R> {
    /// The record.
    pub record: R,
    /// Its version: what a form that changes it says it was opened at.
    pub version: u64,
    /// When its first version was written.
    pub first_known: Timestamp,
}

/// One child's file.
#[derive(Debug, Clone, PartialEq)]
pub struct ChildFile {
    /// The child.
    pub child: Filed<Person>,
    /// Relationships the child is part of.
    pub relationships: Vec<Filed<Relationship>>,
    /// The other people in those relationships, as far as this viewer may know them.
    pub relatives: Vec<Filed<Person>>,
    /// Contacts about the child, oldest first.
    pub contacts: Vec<Filed<Contact>>,
    /// Referrals, oldest first: those waiting to be accepted and those answered.
    pub referrals: Vec<Filed<Referral>>,
    /// Episodes of need, oldest first.
    pub episodes: Vec<Filed<Episode>>,
    /// Involvements, oldest first.
    pub involvements: Vec<Filed<Involvement>>,
    /// Consents and lawful bases.
    pub bases: Vec<Filed<Basis>>,
    /// Cards for the night.
    pub cards: Vec<Filed<Card>>,
    /// What the night recorded.
    pub night_notes: Vec<Filed<NightNote>>,
    /// What the night left, and who accepted it.
    pub night_items: Vec<Filed<NightItem>>,
    /// Messages to referrers.
    pub feedback: Vec<Filed<Feedback>>,
    /// Notices to workers.
    pub notices: Vec<Filed<Notice>>,
    /// Possible matches.
    pub possible_matches: Vec<Filed<PossibleMatch>>,
    /// Openings with a reason.
    pub break_glass: Vec<Filed<BreakGlass>>,
    /// What people said about chronology entries.
    pub curations: Vec<Filed<Curation>>,
    /// Significant events.
    pub events: Vec<Filed<Event>>,
    /// Section 47 enquiries, oldest first.
    pub section47s: Vec<Filed<Section47>>,
    /// Direct work done in them.
    pub direct_work: Vec<Filed<DirectWork>>,
    /// Powers, orders and conditions.
    pub powers: Vec<Filed<Power>>,
    /// The moment of knowledge: the ledger's entry and its time.
    pub known: Known,
    /// When that entry was written; nothing for now.
    pub known_at: Option<Timestamp>,
    /// Child protection conferences, oldest first.
    pub conferences: Vec<Filed<crate::conference::Conference>>,
    /// Safety plans.
    pub safety_plans: Vec<Filed<SafetyPlan>>,
    /// The child's own plan.
    pub own_plans: Vec<Filed<ChildPlan>>,
    /// Strategy discussions, oldest first.
    pub discussions: Vec<Filed<crate::strategy::Discussion>>,
    /// Documents that were prepared and given to somebody, oldest first.
    pub documents: Vec<Filed<crate::document::Issued>>,
}

impl ChildFile {
    /// The chronology made from the structured records in the file.
    pub fn chronology(&self, pack: &Pack) -> Vec<Entry> {
        let id = self.child.record.id;
        let contacts = self.contacts.iter().map(|filed| Told::Contact(&filed.record));
        let episodes = self.episodes.iter().map(|filed| Told::Episode(&filed.record, filed.first_known));
        let involvements =
            self.involvements.iter().map(|filed| Told::Involvement(&filed.record, filed.first_known));
        let events = self.events.iter().map(|filed| Told::Event(&filed.record));
        let powers = self.powers.iter().map(|filed| Told::Power(&filed.record, filed.first_known));
        let plans = self.safety_plans.iter().map(|filed| Told::SafetyPlan(&filed.record));
        let discussions = self.discussions.iter().map(|filed| Told::Discussion(&filed.record));
        let told = contacts
            .chain(episodes)
            .chain(involvements)
            .chain(events)
            .chain(powers)
            .chain(plans)
            .chain(discussions)
            .flat_map(|told| proposed(told, id, pack))
            .collect();
        let curations: Vec<Curation> = self.curations.iter().map(|filed| filed.record.clone()).collect();
        chronology(told, &curations)
    }

    /// Who is involved at a moment.
    pub fn involved_at(&self, at: Timestamp) -> impl Iterator<Item = &Involvement> {
        self.involvements
            .iter()
            .map(|filed| &filed.record)
            .filter(move |involvement| involvement.holds_at(at))
    }

    /// What the child's powers say of themselves at the moment, the one that ends first standing first.
    pub fn countdowns(&self, pack: &Pack, at: Timestamp) -> Vec<Countdown> {
        let said = self.powers.iter().filter_map(|filed| filed.record.countdown(&pack.powers, at));
        let mut said: Vec<Countdown> = said.collect();
        said.sort_by_key(|countdown| countdown.ends);
        said
    }

    /// The other person in a relationship.
    pub fn other(&self, relationship: &Relationship) -> Id<Person> {
        if relationship.from == self.child.record.id { relationship.to } else { relationship.from }
    }
}
