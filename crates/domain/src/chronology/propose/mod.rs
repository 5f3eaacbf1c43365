//! Entries proposed from structured records: contacts and their decisions, episodes with their assessments, enquiries and plans, allocations, significant
//! events, powers, plans, discussions, enquiries, conferences, the night, moves and births. Each record is told by its own area of practice; lane, themes
//! and people are put beside it from the pack (domain register 1.15).

mod at_home;
mod family_support;
mod front_door;
mod need;
mod protection;
mod safety_now;

use jiff::Timestamp;
use jiff::civil::Date;

use super::{Source, Written};
use crate::calendar::london;
use crate::conference::Conference;
use crate::contact::Contact;
use crate::episode::Episode;
use crate::event::Event;
use crate::handover::NightNote;
use crate::id::{Any, Id};
use crate::involvement::Involvement;
use crate::pack::{Pack, Theme, england};
use crate::person::Person;
use crate::person::partial_date::PartialDate;
use crate::power::Power;
use crate::record::Record;
use crate::safety_plan::SafetyPlan;
use crate::section47::{DirectWork, Section47};
use crate::strategy::Discussion;
use crate::voice::ChildVoice;

/// How much of what was told stands in an entry, in characters: enough to follow the story without opening each contact.
const LENGTH: usize = 300;

/// Every part of a record that tells something, as the pack names it: the record's kind, and what of it without its number. What a kind of significant
/// event tells is named by the kind.
pub const PARTS: &[&str] = &[
    "contact.received",
    "contact.words",
    "contact.decided",
    "episode.referral",
    "episode.assessment",
    "episode.assessment_authorised",
    "episode.enquiry",
    "episode.conference",
    "episode.plan",
    "episode.plan_ended",
    "episode.closed",
    "involvement.began",
    "involvement.ended",
    "event.words",
    "power.began",
    "power.wishes",
    "power.extension",
    "power.ended",
    "power.passed",
    "safety_plan.version",
    "safety_plan.check",
    "safety_plan.ended",
    "strategy_discussion.wanted",
    "strategy_discussion.held",
    "strategy_discussion.not_held",
    "section47.seen",
    "section47.words",
    "section47.medical",
    "section47.outcome",
    "direct_work.done",
    "conference.held",
    "conference.views",
    "conference.declined",
    "conference.called_off",
    "conference.review",
    "night_note.night",
    "person.moved",
    "person.born",
    "chronology_entry.written",
    "child_voice.quote",
    "child_voice.wishes",
    "child_in_need_plan.aims",
    "child_in_need_plan.words",
    "child_in_need_plan.review",
    "child_in_need_plan.review_words",
    "child_in_need_plan.why_ended",
    "closure.refused",
    "closure.why_closed",
    "closure.step_down",
    "closure.in_error",
];

/// An entry as the record tells it, before anybody has looked at it.
#[derive(Debug, Clone, PartialEq)]
pub struct Proposed {
    /// Which part of which record.
    pub source: Source,
    /// When it happened.
    pub happened: PartialDate,
    /// The moment it happened, where the record has more than the day.
    pub moment: Option<Timestamp>,
    /// When the council knew.
    pub known_at: Timestamp,
    /// What happened.
    pub words: String,
    /// Its lane, by the code of the pack.
    pub lane: String,
    /// Its themes, by the codes of the pack.
    pub themes: Vec<String>,
    /// The agency that told it or did it, by its code in the pack.
    pub agency: Option<String>,
    /// Whether it holds what others told us, agency or neighbour, whoever they are: nothing of it goes to the family by itself.
    pub told_by_others: bool,
    /// The people it is about, the child first.
    pub people: Vec<Id<Person>>,
    /// Where it is known from, in words: "Contact CT-4F7", "Paper file of Otherham Council".
    pub known_from: String,
    /// The kind of significant event, by its code in the pack: an injury, the score of a tool. Nothing for what is no event.
    pub kind: Option<String>,
}

/// A record that can tell part of a child's story, with when the council knew its first version where the record itself does not say.
#[derive(Debug, Clone, Copy)]
pub enum Told<'a> {
    /// A contact.
    Contact(&'a Contact),
    /// An episode of need.
    Episode(&'a Episode, Timestamp),
    /// An involvement.
    Involvement(&'a Involvement, Timestamp),
    /// A significant event.
    Event(&'a Event),
    /// A power, an order or conditions.
    Power(&'a Power, Timestamp),
    /// A safety plan.
    SafetyPlan(&'a SafetyPlan),
    /// A strategy discussion.
    Discussion(&'a Discussion),
    /// A section 47 enquiry.
    Section47(&'a Section47),
    /// Direct work.
    DirectWork(&'a DirectWork),
    /// A child protection conference.
    Conference(&'a Conference),
    /// A night note.
    NightNote(&'a NightNote),
    /// The child: where they live.
    Child(&'a Person, Timestamp),
    /// A brother or sister: that they were born.
    Sibling(&'a Person, Timestamp),
    /// What a person wrote by hand.
    Written(&'a Written),
    /// What the child said to somebody.
    Voice(&'a ChildVoice),
    /// A child in need plan.
    NeedPlan(&'a crate::child_in_need::ChildInNeedPlan),
    /// A closing.
    Closure(&'a crate::closure::Closure),
}

impl Source {
    /// Which part of a record it is, without its number, as the pack names it: `episode.plan_ended` for the end of the third plan.
    pub fn part(&self) -> String {
        let is_number = |word: &str| word.chars().all(|letter| letter.is_ascii_digit());
        // The name of a place has 32 hexadecimal digits, as every record's has.
        let is_name = |word: &str| word.len() == 32;
        let words = self.event.split_whitespace().filter(|word| !is_number(word) && !is_name(word));
        let words: Vec<&str> = words.collect();
        format!("{}.{}", self.kind, words.join("_"))
    }
}

/// What a record proposes for one child's chronology.
pub fn proposed(told: Told<'_>, child: Id<Person>, pack: &Pack) -> Vec<Proposed> {
    let mut entries = match told {
        Told::Contact(contact) => front_door::from_contact(contact, child, pack),
        Told::Episode(episode, known_at) => family_support::from_episode(episode, known_at, pack),
        Told::Involvement(involvement, known_at) => {
            family_support::from_involvement(involvement, known_at, pack)
        }
        Told::Event(event) => front_door::from_event(event, pack),
        Told::Power(power, known_at) => safety_now::from_power(power, known_at, pack),
        Told::SafetyPlan(plan) => safety_now::from_safety_plan(plan, pack),
        Told::Discussion(discussion) => protection::from_discussion(discussion, child, pack),
        Told::Section47(section47) => protection::from_section47(section47, pack),
        Told::DirectWork(work) => protection::from_direct_work(work, pack),
        Told::Conference(conference) => protection::from_conference(conference, pack),
        Told::NightNote(note) => front_door::from_night_note(note),
        Told::Child(person, known_at) => at_home::from_child(person, known_at),
        Told::Sibling(person, known_at) => at_home::from_sibling(person, known_at),
        Told::Written(written) => at_home::from_written(written),
        Told::Voice(voice) => protection::from_voice(voice),
        Told::NeedPlan(plan) => need::from_need_plan(plan, pack),
        Told::Closure(closure) => need::from_closure(closure, pack),
    };
    for entry in &mut entries {
        if entry.lane.is_empty() {
            let lane = pack.chronology.lane_of(&entry.source.part(), entry.agency.as_deref());
            lane.clone_into(&mut entry.lane);
        }
        entry.people.retain(|person| *person != child);
        entry.people.insert(0, child);
    }
    entries
}

/// What a record proposes, without its words: by comparing the versions of a record it is found when a part of it first stood there. The names of parts do
/// not depend on the pack, so any pack will do.
pub fn standing(told: Told<'_>) -> Vec<Source> {
    proposed(told, Id::from_bits(0), england()).into_iter().map(|proposed| proposed.source).collect()
}

/// What an entry says beside its words: told again for every part of one record.
#[derive(Debug, Clone)]
struct Teller {
    kind: &'static str,
    record: Id<Any>,
    themes: Vec<String>,
    agency: Option<String>,
    told_by_others: bool,
    people: Vec<Id<Person>>,
    known_from: String,
}

/// What a kind of record is called where an entry says where it is known from.
const KINDS: &[(&str, &str)] = &[
    ("contact", "Contact"),
    ("episode", "Episode of need"),
    ("involvement", "Involvement"),
    ("event", "Significant event"),
    ("power", "Power or order"),
    ("safety_plan", "Interim safety plan"),
    ("strategy_discussion", "Strategy discussion"),
    ("section47", "Section 47 enquiry"),
    ("direct_work", "Direct work"),
    ("conference", "Child protection conference"),
    ("night_note", "Night note"),
    ("person", "The child's details"),
    ("chronology_entry", "Written by hand"),
    ("child_voice", "What the child said"),
    ("child_in_need_plan", "Child in need plan"),
    ("closure", "Closing"),
];

impl Teller {
    fn of<R: Record>(record: &R) -> Self {
        Teller {
            kind: R::KIND,
            record: record.id().any(),
            themes: Vec::new(),
            agency: None,
            told_by_others: false,
            people: Vec::new(),
            known_from: KINDS
                .iter()
                .find(|(kind, _)| *kind == R::KIND)
                .map_or(R::KIND, |(_, words)| words)
                .to_owned(),
        }
    }

    /// With the number people say.
    fn called(mut self, reference: &str) -> Self {
        self.known_from = format!("{} {reference}", self.known_from);
        self
    }

    /// With the themes that `belongs` says yes to.
    fn about(mut self, pack: &Pack, belongs: impl Fn(&Theme) -> bool) -> Self {
        self.themes = pack.chronology.themes_where(belongs);
        self
    }

    /// With the agency that told it or did it.
    fn by(mut self, agency: Option<&str>) -> Self {
        self.agency = agency.map(str::to_owned);
        self
    }

    /// It holds what others told us.
    fn in_confidence(mut self, told_by_others: bool) -> Self {
        self.told_by_others = told_by_others;
        self
    }

    /// With the people it is about.
    fn with(mut self, people: impl IntoIterator<Item = Id<Person>>) -> Self {
        self.people = people.into_iter().collect();
        self.people.sort_unstable();
        self.people.dedup();
        self
    }

    fn tells(
        &self,
        event: impl Into<String>,
        happened: PartialDate,
        known_at: Timestamp,
        words: String,
    ) -> Proposed {
        let source = Source { kind: self.kind.into(), record: self.record, event: event.into() };
        Proposed {
            source,
            happened,
            moment: None,
            known_at,
            words,
            lane: String::new(),
            themes: self.themes.clone(),
            agency: self.agency.clone(),
            told_by_others: self.told_by_others,
            people: self.people.clone(),
            known_from: self.known_from.clone(),
            kind: None,
        }
    }

    fn tells_on(&self, event: impl Into<String>, day: Date, known_at: Timestamp, words: String) -> Proposed {
        self.tells(event, PartialDate::Exact(day), known_at, words)
    }

    /// What the record has to the minute. Midnight is how a record that has only the day writes it.
    fn tells_at(
        &self,
        event: impl Into<String>,
        moment: Timestamp,
        known_at: Timestamp,
        words: String,
    ) -> Proposed {
        let day = london::date_of(moment);
        let moment = (moment != london::start_of(day)).then_some(moment);
        Proposed { moment, ..self.tells_on(event, day, known_at, words) }
    }
}

/// The facts, else the worry, in one line; what is too long ends after a whole word.
fn told(facts: &str, opinion: &str) -> String {
    let text = if facts.trim().is_empty() { opinion } else { facts };
    let mut line = String::new();
    let mut length = 0;
    for word in text.split_whitespace() {
        length += word.chars().count() + 1;
        if length > LENGTH {
            // A text without spaces is cut where it must be.
            let start = if line.is_empty() { word.chars().take(LENGTH).collect() } else { line };
            return start + "…";
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

/// Words in quotation marks; whoever typed them with marks of their own keeps those.
fn quoted(words: &str) -> String {
    let words = words.trim();
    if words.contains(['“', '”', '"']) || (words.starts_with('‘') && words.ends_with('’')) {
        return words.to_owned();
    }
    format!("“{words}”")
}

fn code_words<'a>(pack: &'a Pack, list: &str, code: &str) -> Option<&'a str> {
    pack.code_list(list)?.words(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_told_stands_in_one_line_as_far_as_there_is_room() {
        fn check(facts: &str, opinion: &str, expected: &str) {
            assert_eq!(told(facts, opinion), expected);
        }
        check(
            "A bruise.\nThree weeks ago there was one on the back. ",
            "Worried",
            "A bruise. Three weeks ago there was one on the back.",
        );
        check(" ", "Worried. Very.", "Worried. Very.");
        check("", "", "");
        let four = "home ".repeat(100);
        check(&four, "", &format!("{}…", "home ".repeat(60).trim()));
        check(&"é".repeat(400), "", &format!("{}…", "é".repeat(300)));
    }

    #[test]
    fn a_childs_words_have_one_pair_of_quotation_marks() {
        fn check(words: &str, expected: &str) {
            assert_eq!(quoted(words), expected);
        }
        check("I have to be quiet", "“I have to be quiet”");
        check(" “I have to be quiet…” ", "“I have to be quiet…”");
        check("\"Not again\"", "\"Not again\"");
        check("“Quiet”, he says", "“Quiet”, he says");
        check("", "“”");
    }
}
