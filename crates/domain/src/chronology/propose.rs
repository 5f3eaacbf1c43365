//! Entries proposed from structured records: contacts and their decisions, episodes with their assessments, enquiries and plans, allocations,
//! significant events.

use jiff::Timestamp;
use jiff::civil::Date;

use super::{Source, told_by};
use crate::calendar::london;
use crate::contact::Contact;
use crate::episode::Episode;
use crate::event::Event;
use crate::id::{Any, Id};
use crate::involvement::{Involved, Involvement};
use crate::pack::Pack;
use crate::person::Person;
use crate::person::partial_date::PartialDate;
use crate::power::Power;
use crate::record::Record;
use crate::safety_plan::{How, SafetyPlan};
use crate::strategy::Discussion;

/// How much of what was told stands in an entry, in characters: enough to follow the story without opening each contact.
const LENGTH: usize = 300;

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
    /// The people it is about.
    pub people: Vec<Id<Person>>,
}

/// A record that can tell part of a child's story, with when the council knew its first version.
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
}

/// What a record proposes for one child's chronology.
pub fn proposed(told: Told<'_>, child: Id<Person>, pack: &Pack) -> Vec<Proposed> {
    match told {
        Told::Contact(contact) => from_contact(contact, child, pack),
        Told::Episode(episode, known_at) => from_episode(episode, known_at, pack),
        Told::Involvement(involvement, known_at) => from_involvement(involvement, known_at, pack),
        Told::Event(event) => from_event(event, pack),
        Told::Power(power, known_at) => from_power(power, known_at, pack),
        Told::SafetyPlan(plan) => from_safety_plan(plan, pack),
        Told::Discussion(discussion) => from_discussion(discussion, child, pack),
    }
}

struct Teller {
    kind: &'static str,
    record: Id<Any>,
}

impl Teller {
    fn of<R: Record>(record: &R) -> Self {
        Teller { kind: R::KIND, record: record.id().any() }
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
            themes: Vec::new(),
            agency: None,
            people: Vec::new(),
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

fn from_contact(contact: &Contact, child: Id<Person>, pack: &Pack) -> Vec<Proposed> {
    let teller = Teller::of(contact);
    let source = told_by(&contact.source, pack).unwrap_or_else(|| "a source not known".into());
    let words = format!("Contact from {source}: {}", told(&contact.concern.facts, &contact.concern.opinion));
    let received = contact.received_at;
    let mut entries = vec![match contact.concern.happened.answer() {
        Some(happened) => teller.tells("received", *happened, received, words),
        None => teller.tells_at("received", received, received, words),
    }];
    for (place, words) in contact.concern.words.iter().enumerate() {
        let said_by = contact.children.get(words.child).and_then(|said| said.found.person());
        if said_by == Some(child) {
            let words = format!("The child said: {}", quoted(&words.words));
            entries.push(teller.tells_at(format!("words {place}"), received, received, words));
        }
    }
    if let Some(decision) = contact.decision()
        && let Some(basis) = &decision.outcomes
    {
        let outcome = pack
            .outcome(&basis.outcomes.primary)
            .map_or(basis.outcomes.primary.as_str(), |outcome| outcome.name.as_str());
        let words = format!("Contact decided: {outcome}, threshold level {}", basis.level);
        entries.push(teller.tells_at("decided", decision.at, decision.at, words));
    }
    entries
}

fn from_episode(episode: &Episode, known_at: Timestamp, pack: &Pack) -> Vec<Proposed> {
    let teller = Teller::of(episode);
    let mut entries = Vec::new();
    let mut tell = |event: String, day: Option<Date>, words: String| {
        entries.extend(day.map(|day| teller.tells_on(event, day, known_at, words)));
    };
    let need = episode.primary_need.as_deref().and_then(|code| code_words(pack, "primary_need", code));
    let words = need.map_or_else(|| "Referral".into(), |need| format!("Referral: {need}"));
    tell("referral".into(), Some(episode.referral_date), words);
    for (place, assessment) in episode.assessments.iter().enumerate() {
        tell(format!("assessment {place}"), Some(assessment.started_on), "Assessment began".into());
        tell(
            format!("assessment {place} authorised"),
            assessment.authorised_on,
            "Assessment authorised".into(),
        );
    }
    for (place, enquiry) in episode.enquiries.iter().enumerate() {
        tell(format!("enquiry {place}"), Some(enquiry.started_on), "Section 47 enquiry began".into());
        tell(
            format!("conference {place}"),
            enquiry.conference_on,
            "Initial child protection conference".into(),
        );
    }
    for (place, plan) in episode.plans.iter().enumerate() {
        let kind = plan.kind.words();
        tell(format!("plan {place}"), Some(plan.started_on), format!("{kind} began"));
        tell(format!("plan {place} ended"), plan.ended_on, format!("{kind} ended"));
    }
    let reason = episode.closure_reason.as_deref().and_then(|code| code_words(pack, "closure_reason", code));
    let words = reason.map_or_else(|| "Closed".into(), |reason| format!("Closed: {reason}"));
    tell("closed".into(), episode.closed_on, words);
    entries
}

fn from_involvement(involvement: &Involvement, known_at: Timestamp, pack: &Pack) -> Vec<Proposed> {
    let teller = Teller::of(involvement);
    let of = match &involvement.who {
        Involved::Worker { team, .. } => {
            pack.council.team(team).map_or(team.as_str(), |team| team.name.as_str())
        }
        Involved::Agency { name, .. } => name,
    };
    let who = format!("{}, {of}", involvement.role);
    let mut entries =
        vec![teller.tells_at("began", involvement.from, known_at, format!("Involvement began: {who}"))];
    if let Some(until) = involvement.until {
        entries.push(teller.tells_at("ended", until, known_at, format!("Involvement ended: {who}")));
    }
    entries
}

/// An event, and what a child said in it: of several children, nobody knows here whose words they are. An event recorded in error is no part of the
/// story.
fn from_event(event: &Event, pack: &Pack) -> Vec<Proposed> {
    if !event.stands() {
        return Vec::new();
    }
    let teller = Teller::of(event);
    let tell = |part: &str, words: String| Proposed {
        moment: event.moment,
        ..teller.tells(part, event.happened, event.known_at, words)
    };
    let marks = event.marks_in_words(pack);
    let marks = if marks.is_empty() { String::new() } else { format!(" ({})", marks.join("; ")) };
    let until =
        event.until.map_or_else(String::new, |until| format!(", until {}", london::moment_in_words(until)));
    let says = told(&event.says(pack), "");
    let says = if says.is_empty() { says } else { format!(": {says}") };
    let mut entries = vec![tell("event", format!("{}{until}{marks}{says}", event.name(pack)))];
    let said = event.child_said(pack);
    if !said.trim().is_empty() {
        let who = if event.children.len() == 1 { "The child" } else { "A child" };
        entries.push(tell("words", format!("{who} said: {}", quoted(&said))));
    }
    entries
}

fn from_power(power: &Power, known_at: Timestamp, pack: &Pack) -> Vec<Proposed> {
    let teller = Teller::of(power);
    let name = pack.powers.kind(&power.kind).map_or(power.kind.as_str(), |kind| kind.name.as_str());
    let name = match &power.adult {
        Some(adult) => format!("{name} for {}", adult.name),
        None => name.to_owned(),
    };
    let by = [&power.made_by.name, &power.made_by.rank, &power.made_by.body].map(|words| words.trim());
    let by = by.into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>().join(", ");
    let words = if by.is_empty() { format!("{name} began") } else { format!("{name} began: {by}") };
    let mut entries = vec![teller.tells_at("began", power.started, known_at, words)];
    if let Some(wishes) = &power.wishes {
        let words = format!("The child's wishes: {}", quoted(&wishes.words));
        entries.push(teller.tells_at("wishes", wishes.at, wishes.at, words));
    }
    for (place, extension) in power.extensions.iter().enumerate() {
        let until = london::moment_in_words(extension.until);
        let words = format!("{name} holds until {until}: {}", extension.made_by);
        entries.push(teller.tells_at(format!("extension {place}"), extension.granted, extension.at, words));
    }
    match &power.ended {
        Some(ended) => {
            let words = format!("{name} ended. {}. {}", ended.how.words(), told(&ended.next, ""));
            entries.push(teller.tells_at("ended", ended.when, ended.at, words));
        }
        None => {
            if let Some(passed) = power.passed {
                let words = format!("{name}: its end passed, and what happened next is not recorded");
                entries.push(teller.tells_at("passed", passed, passed, words));
            }
        }
    }
    entries
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

/// When a safety plan was made, renewed and replaced, when it was broken, and its end.
fn from_safety_plan(plan: &SafetyPlan, pack: &Pack) -> Vec<Proposed> {
    let teller = Teller::of(plan);
    let at = |event: String, moment: Timestamp, known_at: Timestamp, words: String| {
        teller.tells_at(event, moment, known_at, words)
    };
    let mut entries: Vec<Proposed> = plan
        .editions()
        .enumerate()
        .map(|(place, edition)| {
            let how = match edition.how {
                How::Made => "Interim safety plan made",
                How::Renewed => "Interim safety plan renewed",
                How::Replaced => "Interim safety plan replaced",
            };
            let until = london::moment_in_words(edition.words.expires);
            let danger = edition.words.said("danger", "what");
            let danger = told(&danger, "");
            let words = if danger.is_empty() {
                format!("{how}, until {until}.")
            } else {
                format!("{how}, until {until}: {danger}")
            };
            at(format!("version {}", place + 1), edition.at, edition.at, words)
        })
        .collect();
    entries.extend(plan.checks.iter().enumerate().filter(|(_, check)| !check.kept).map(|(place, check)| {
        let words = format!("Interim safety plan broken: {}", told(&check.seen, ""));
        at(format!("check {}", place + 1), check.looked_at, check.at, words)
    }));
    entries.extend(plan.ended.as_ref().map(|ended| {
        let why =
            pack.safety_plans.ending(&ended.ending).map_or(ended.reason.as_str(), |ending| &ending.name);
        at("ended".into(), ended.at, ended.at, format!("Interim safety plan ended: {why}."))
    }));
    entries
}

/// That it was decided to hold one, and what was decided for this child: never what was decided for another.
fn from_discussion(discussion: &Discussion, child: Id<Person>, pack: &Pack) -> Vec<Proposed> {
    let teller = Teller::of(discussion);
    let (_, wanted) = discussion.decided_to_hold;
    let words =
        format!("Strategy discussion to be held: {}", told(&discussion.why.harm, &discussion.why.event));
    let mut entries = vec![teller.tells_at("wanted", wanted, discussion.begun_at, words)];
    if let (Some(held), Some((_, decided))) = (discussion.held_at, discussion.decided) {
        let outcomes = discussion.decision_of(child).map_or(&[][..], |decision| &decision.outcomes);
        let outcomes = outcomes
            .iter()
            .map(|code| pack.strategy.outcome(code).map_or(code.as_str(), |outcome| outcome.name.as_str()));
        let outcomes = outcomes.collect::<Vec<_>>().join("; ");
        let by = if discussion.telephone.is_some() {
            "Strategy discussion by telephone"
        } else {
            "Strategy discussion"
        };
        entries.push(teller.tells_at("held", held, decided, format!("{by}: {outcomes}.")));
    }
    if let Some((_, at, why)) = &discussion.called_off {
        let words = format!("No strategy discussion was held: {}", told(why, ""));
        entries.push(teller.tells_at("not held", *at, *at, words));
    }
    entries
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
