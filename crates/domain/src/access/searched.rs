//! Under which access the words of a record are searched: by whom it is read, with the act of the page that shows it. A kind of record that does not stand
//! here is searched by nobody, whatever it tells ([`crate::passage`]).
//!
//! Words are found only in what the viewer may read the content of now. Whoever reads a summary of a record and not the record searches none of it: not
//! business support, not early help.

use super::facts::{RecordName, Subject};
use super::{Action, Actor, Role};
use crate::assessment::Assessment;
use crate::case_summary::CaseSummary;
use crate::child_in_need::ChildInNeedPlan;
use crate::chronology::Written;
use crate::closure::Closure;
use crate::conference::Conference;
use crate::contact::Contact;
use crate::disagreement::Disagreement;
use crate::document::Issued;
use crate::event::Event;
use crate::handover::NightNote;
use crate::id::{Any, Id};
use crate::local_form::FormAnswer;
use crate::mash::Enquiry;
use crate::meeting::Meeting;
use crate::power::Power;
use crate::record::Record;
use crate::referral::Referral;
use crate::safety_plan::SafetyPlan;
use crate::section47::Section47;
use crate::strategy::Discussion;
use crate::voice::ChildVoice;

/// What the reading of a record depends on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Through {
    /// The children it is about.
    Children,
    /// A contact: the children in it, and the front door.
    Contact,
    /// An enquiry of the hub: its contact.
    Enquiry,
    /// A meeting: its children, those of its contact, and who takes part.
    Meeting,
    /// A strategy discussion: its children, and who takes part.
    Discussion,
    /// A professional disagreement: its children, and who takes part.
    Disagreement,
}

impl Through {
    /// Every way.
    pub const ALL: [Through; 6] = [
        Through::Children,
        Through::Contact,
        Through::Enquiry,
        Through::Meeting,
        Through::Discussion,
        Through::Disagreement,
    ];
}

/// A kind of record whose words are searched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Searched {
    /// The kind's name in the ledger.
    pub kind: &'static str,
    /// What it is called.
    pub name: &'static str,
    /// The act by which it is read.
    pub reads: Action,
    /// What reading it depends on.
    pub through: Through,
}

const fn of<R: Record>(name: &'static str, reads: Action, through: Through) -> Searched {
    Searched { kind: R::KIND, name, reads, through }
}

/// Every kind of record whose words are searched.
pub const SEARCHED: &[Searched] = &[
    of::<Contact>("Contact", Action::ReadContact, Through::Contact),
    of::<Enquiry>("MASH enquiry", Action::ReadEnquiry, Through::Enquiry),
    of::<Referral>("Referral", Action::ReadFile, Through::Children),
    of::<Event>("Significant event", Action::ReadEvent, Through::Children),
    of::<NightNote>("Night note", Action::ReadNightNote, Through::Children),
    of::<Discussion>("Strategy discussion", Action::ReadDiscussion, Through::Discussion),
    of::<Section47>("Section 47 enquiry", Action::ReadSection47, Through::Children),
    of::<Conference>("Child protection conference", Action::ReadConference, Through::Children),
    of::<Meeting>("Meeting", Action::ReadMeeting, Through::Meeting),
    of::<Power>("Power or order", Action::ReadPower, Through::Children),
    of::<SafetyPlan>("Safety plan", Action::ReadSafetyPlan, Through::Children),
    of::<Disagreement>("Professional disagreement", Action::ReadDisagreement, Through::Disagreement),
    of::<Assessment>("Assessment", Action::ReadAssessment, Through::Children),
    of::<ChildVoice>("What the child said", Action::ReadVoice, Through::Children),
    of::<CaseSummary>("Case summary", Action::ReadCaseSummary, Through::Children),
    of::<FormAnswer>("The council's own form", Action::ReadLocalForm, Through::Children),
    of::<ChildInNeedPlan>("Child in need plan", Action::ReadChildInNeedPlan, Through::Children),
    of::<Closure>("Closing", Action::ReadClosure, Through::Children),
    of::<Written>("Chronology", Action::ReadFile, Through::Children),
    of::<Issued>("Document given", Action::ReadDocument, Through::Children),
];

/// How a kind of record is searched; nothing for one that is not.
pub fn searched(kind: &str) -> Option<&'static Searched> {
    SEARCHED.iter().find(|searched| searched.kind == kind)
}

impl Searched {
    /// What the door is asked about one record of this kind.
    pub fn subject(&self, id: Id<Any>) -> Subject {
        match self.through {
            Through::Children => Subject::Record(RecordName { kind: self.kind, id }),
            Through::Contact => Subject::Contact(id.of_kind()),
            Through::Enquiry => Subject::Enquiry(id.of_kind()),
            Through::Meeting => Subject::Meeting(id.of_kind()),
            Through::Discussion => Subject::Discussion(id.of_kind()),
            Through::Disagreement => Subject::Disagreement(id.of_kind()),
        }
    }

    /// The viewer's roles that both search words and read this kind.
    pub fn roles(&self, actor: &Actor) -> Vec<Role> {
        let both = |role: &Role| Action::SearchText.is_for(*role) && self.reads.is_for(*role);
        actor.roles.iter().copied().filter(both).collect()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn each_kind_is_searched_in_one_way_and_read_by_an_act_that_needs_a_subject() {
        let kinds: BTreeSet<&str> = SEARCHED.iter().map(|searched| searched.kind).collect();
        assert_eq!(kinds.len(), SEARCHED.len());
        for kind in
            ["person", "information_request", "direct_work", "notification", "audit", "child_plan", "basis"]
        {
            assert_eq!(searched(kind), None, "{kind}");
        }
        for searched in SEARCHED {
            assert!(searched.reads.needs() > super::super::Layer::Nothing, "{}", searched.kind);
        }
    }

    #[test]
    fn whoever_searches_no_words_has_no_role_for_any_kind() {
        let actor = |role| Actor { roles: [role].into(), ..Actor::system() };
        for role in [Role::Partner, Role::Administrator, Role::Analyst, Role::Leader, Role::BusinessSupport] {
            assert!(SEARCHED.iter().all(|searched| searched.roles(&actor(role)).is_empty()), "{role:?}");
        }
    }
}
