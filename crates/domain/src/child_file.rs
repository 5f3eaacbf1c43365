//! Everything the record holds about one child, as it stands now or as it stood at an earlier moment: the same struct either way,
//! so that every page has its past.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use jiff::civil::Date;

use crate::access::break_glass::BreakGlass;
use crate::calendar::london;
use crate::chronology::{Curation, Entry, Proposed, Source, Told, chronology, proposed};
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
use crate::person::relationship::{Kinship, Relationship};
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
    /// Chronology entries written by hand.
    pub written: Vec<Filed<crate::chronology::Written>>,
    /// What was chosen of the chronology for somebody.
    pub selections: Vec<Filed<crate::chronology::Selection>>,
    /// When what a record proposes first stood in it, for records that do not say so themselves: where the child lives, the lines of an episode, the end
    /// of an involvement.
    pub first_stood: BTreeMap<Source, Timestamp>,
    /// Child and family assessments, oldest first.
    pub assessments: Vec<Filed<crate::assessment::Assessment>>,
    /// The case summary.
    pub case_summaries: Vec<Filed<crate::case_summary::CaseSummary>>,
    /// Days on which the child was listened to.
    pub voices: Vec<Filed<crate::voice::ChildVoice>>,
    /// Answers to the council's own forms.
    pub form_answers: Vec<Filed<crate::local_form::FormAnswer>>,
    /// Child in need plans, oldest first.
    pub need_plans: Vec<Filed<crate::child_in_need::ChildInNeedPlan>>,
    /// Closings, proposed and decided, oldest first.
    pub closures: Vec<Filed<crate::closure::Closure>>,
    /// What was moved from this record to another or from another to this, or is to be.
    pub moved: Vec<Filed<crate::person::moved::Moved>>,
    /// Documents that were prepared and given to somebody, oldest first.
    pub documents: Vec<Filed<crate::document::Issued>>,
}

impl ChildFile {
    /// The chronology made from the structured records in the file.
    pub fn chronology(&self, pack: &Pack) -> Vec<Entry> {
        let curations: Vec<Curation> = self.curations.iter().map(|filed| filed.record.clone()).collect();
        let mut proposed = self.proposed(pack);
        for entry in &mut proposed {
            // What was planned before its day stood in the record before it was so.
            if let Some(first) = self.first_stood.get(&entry.source) {
                let begins = entry.happened.earliest().map(london::start_of);
                entry.known_at = begins.map_or(*first, |begins| begins.max(*first));
            }
        }
        self.say_what_was_moved(&mut proposed);
        chronology(proposed, &curations)
    }

    /// An entry of a record that was moved here says so where it says where it is known from.
    fn say_what_was_moved(&self, proposed: &mut [Proposed]) {
        let here =
            self.moved.iter().map(|filed| &filed.record).filter(|moved| moved.to == self.child.record.id);
        for done in here.filter_map(|moved| moved.stands()) {
            let on = london::date_in_words(london::date_of(done.at));
            let is_moved =
                |entry: &&mut Proposed| done.records.iter().any(|one| one.record == entry.source.record);
            for entry in proposed.iter_mut().filter(is_moved) {
                entry.known_from =
                    format!("{}, moved here from another child’s record on {on}", entry.known_from);
            }
        }
    }

    /// What every record in the file proposes.
    fn proposed(&self, pack: &Pack) -> Vec<Proposed> {
        let id = self.child.record.id;
        let mut all = Vec::new();
        let mut tell = |told: Told<'_>| all.extend(proposed(told, id, pack));
        self.contacts.iter().for_each(|filed| tell(Told::Contact(&filed.record)));
        self.episodes.iter().for_each(|filed| tell(Told::Episode(&filed.record, filed.first_known)));
        self.involvements.iter().for_each(|filed| tell(Told::Involvement(&filed.record, filed.first_known)));
        self.events.iter().for_each(|filed| tell(Told::Event(&filed.record)));
        self.powers.iter().for_each(|filed| tell(Told::Power(&filed.record, filed.first_known)));
        self.safety_plans.iter().for_each(|filed| tell(Told::SafetyPlan(&filed.record)));
        self.discussions.iter().for_each(|filed| tell(Told::Discussion(&filed.record)));
        self.section47s.iter().for_each(|filed| tell(Told::Section47(&filed.record)));
        self.direct_work.iter().for_each(|filed| tell(Told::DirectWork(&filed.record)));
        self.conferences.iter().for_each(|filed| tell(Told::Conference(&filed.record)));
        self.night_notes.iter().for_each(|filed| tell(Told::NightNote(&filed.record)));
        self.written.iter().for_each(|filed| tell(Told::Written(&filed.record)));
        self.voices.iter().for_each(|filed| tell(Told::Voice(&filed.record)));
        self.need_plans.iter().for_each(|filed| tell(Told::NeedPlan(&filed.record)));
        self.closures.iter().for_each(|filed| tell(Told::Closure(&filed.record)));
        self.siblings().for_each(|filed| tell(Told::Sibling(&filed.record, filed.first_known)));
        tell(Told::Child(&self.child.record, self.child.first_known));
        // A conference that has a record is told by it; what was said about the episode's own line still stands with that line.
        let held: BTreeSet<Option<Date>> =
            self.conferences.iter().filter_map(|filed| Some(Some(filed.record.held.as_ref()?.on))).collect();
        let curated = |source: &Source| self.curations.iter().any(|filed| filed.record.source == *source);
        all.retain(|entry| {
            entry.source.part() != "episode.conference"
                || !held.contains(&entry.happened.exact())
                || curated(&entry.source)
        });
        all
    }

    /// Brothers and sisters whom this viewer may know.
    fn siblings(&self) -> impl Iterator<Item = &Filed<Person>> {
        let related = self.relationships.iter().map(|filed| &filed.record);
        let siblings = related
            .filter(|related| matches!(related.kind, Kinship::Sibling | Kinship::HalfSibling))
            .map(|related| self.other(related));
        let siblings: BTreeSet<Id<Person>> = siblings.collect();
        self.relatives.iter().filter(move |filed| siblings.contains(&filed.record.id))
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
    /// What the child says and shows, the latest first.
    pub fn says_and_shows(&self) -> Vec<crate::voice::Line> {
        crate::voice::says_and_shows(
            self.voices.iter().map(|filed| &filed.record),
            self.direct_work.iter().map(|filed| &filed.record),
            self.section47s.iter().map(|filed| &filed.record),
            self.own_plans.iter().map(|filed| &filed.record),
        )
    }

    /// The case summary.
    pub fn case_summary(&self) -> Option<&crate::case_summary::CaseSummary> {
        self.case_summaries.iter().map(|filed| &filed.record).max_by_key(|summary| summary.now.at)
    }
}
