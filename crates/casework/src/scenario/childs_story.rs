//! Case summaries, what a child says and shows, family and network in a story.

use std::fmt::Write;

use domain::calendar::london;
use domain::calendar::typed::parse_date;
use domain::form::{Answer, Answers};
use domain::id::Id;
use domain::network::line;
use domain::pack::CHILD_VOICE_FORM;
use domain::person::known::Known;
use domain::person::name::PersonName;
use domain::person::partial_date::PartialDate;
use domain::person::relationship::{Kinship, TieAsked};
use domain::person::{Person, Standing};
use domain::refusal::Refusal;
use domain::section47::NewDirectWork;
use domain::voice::{HeardAsked, Quote};
use jiff::Timestamp;
use jiff::civil::Date;
use store::Stop;

use super::act::{self, Act};
use super::does::unknown;
use super::run::{Run, Show};
use super::story::{Step, moment};
use crate::case_summary::{self, SummaryAsked};
use crate::child::{ChildPage, Moment, Shown, file};
use crate::network::{self, NetworkView, NewTie, Tied};
use crate::session::{Sending, Session};
use crate::voice;

impl Run<'_> {
    /// An act about the child's own story; whether it was one.
    pub(super) fn childs_story_act(
        &mut self,
        session: &Session<'_>,
        sending: &Sending,
        step: &Step,
    ) -> Result<bool, Stop> {
        match &step.act {
            Act::WriteSummary(said) => {
                let mut words = domain::case_summary::SummaryWords::default();
                for (code, given) in [
                    ("who", &said.picture),
                    ("why", &said.why),
                    ("plan", &said.plan),
                    ("contingency", &said.contingency),
                    ("contact", &said.contact),
                    ("staff_safety", &said.staff_safety),
                ] {
                    if let Some(part) = words.part_mut(code) {
                        part.clone_from(given);
                    }
                }
                let asked = SummaryAsked {
                    words,
                    address_meant: said.address_meant,
                    long_why: said.long_why.clone(),
                    further: None,
                };
                case_summary::write(session, sending, self.child(&said.child)?, asked)?;
            }
            Act::Hear(heard) => {
                voice::hear(session, sending, self.child(&heard.child)?, self.heard(heard, step.at)?)?;
            }
            Act::TakeBackVoice(back) => {
                let child = self.child(&back.child)?;
                let view = voice::view(&self.house.system(), child)?;
                let latest = view.voices.first().ok_or(Refusal::NotFound)?;
                voice::take_back(session, sending, child, latest.id, &back.reason)?;
            }
            Act::Draw(draw) => {
                let new = NewDirectWork {
                    kind: draw.kind.clone(),
                    on: Some(day(&draw.on, step.at)?),
                    description: draw.description.clone(),
                    agreed: draw.agreed.clone(),
                    further: None,
                };
                voice::add_direct_work(session, sending, self.child(&draw.child)?, new, Vec::new())?;
            }
            Act::Relate(relate) => self.relate(session, sending, relate, step.at)?,
            Act::EndRelation(end) => {
                let child = self.child(&end.child)?;
                let tied = self.tied(child, (end.of.as_deref(), &end.kinship, &end.other), step.at)?;
                let said = (partial(&end.until)?, end.how.clone(), end.reason.clone());
                let sending = Sending { opened: tied.version, ..sending.clone() };
                network::end_tie(session, &sending, child, tied.tie.id, said)?;
            }
            _ => return self.childs_story_look(session, step),
        }
        Ok(true)
    }

    fn childs_story_look(&mut self, session: &Session<'_>, step: &Step) -> Result<bool, Stop> {
        self.shown = match &step.act {
            Act::ReadSummary(read) => {
                let then = match &read.known {
                    Some(then) => Moment::Then(moment(then, step.at).map_err(Refusal::NotNow)?),
                    None => Moment::Now,
                };
                let view = case_summary::view(session, self.child(&read.child)?, then)?;
                let age = view.summary.as_ref().map_or(0, |summary| summary.age_in_days(view.at));
                let words = format!("{}, {age} days old. {view:?}", view.standing.words());
                Show { words, found: None, layer: None }
            }
            Act::Summaries(_) => {
                let rows = case_summary::list(session)?;
                Show { words: format!("{rows:?}"), found: Some(rows.len()), layer: None }
            }
            Act::ReadVoice(of) => {
                let view = voice::view(session, self.child(&of.child)?)?;
                let mut words = String::new();
                for said in &view.lines {
                    let _ =
                        write!(words, "{} [{}] {} ({}). ", said.on, said.asked, said.words, said.heard_by);
                }
                let _ = write!(words, "{:?}", view.voices);
                Show { words, found: Some(view.lines.len()), layer: None }
            }
            Act::Network(seen) => {
                let page = content(session, self.child(&seen.child)?, seen.known.as_deref(), step.at)?;
                let day = if seen.on.is_empty() { london::date_of(page.at) } else { day(&seen.on, step.at)? };
                let view = network::of_page(session, &page, day)?;
                Show { words: self.drawn(&view), found: Some(view.people.len()), layer: None }
            }
            _ => return Ok(false),
        };
        Ok(true)
    }

    /// The version that a form of these acts would have been opened at.
    pub(super) fn summary_opened(&self, act: &act::WriteSummary) -> Result<u64, Stop> {
        match act.opened {
            Some(opened) => Ok(opened),
            None => {
                Ok(case_summary::view(&self.house.system(), self.child(&act.child)?, Moment::Now)?.version)
            }
        }
    }

    fn heard(&self, heard: &act::Hear, at: Timestamp) -> Result<HeardAsked, Stop> {
        let mut answers = None;
        if !heard.answers.is_empty() {
            let form = self.house.pack.form(CHILD_VOICE_FORM).ok_or(Refusal::NotFound)?;
            let mut given = Answers::to(&*form.id, form.version);
            for (place, words) in &heard.answers {
                let place = place.parse().map_err(|_| unknown("question", place))?;
                given.put(place, Answer::text(words.as_str()));
            }
            answers = Some(given);
        }
        let quote = |said: &act::QuoteSaid| Quote {
            asked: said.asked.clone(),
            words: said.words.clone(),
            way: said.way.clone(),
        };
        Ok(HeardAsked {
            on: Some(day(&heard.on, at)?),
            occasion: heard.occasion.clone(),
            heard_by: heard.heard_by.clone(),
            setting: String::new(),
            quotes: heard.quote.iter().map(quote).collect(),
            wishes: heard.wishes.clone(),
            feelings: heard.feelings.clone(),
            answers,
        })
    }

    fn relate(
        &self,
        session: &Session<'_>,
        sending: &Sending,
        said: &act::Relate,
        at: Timestamp,
    ) -> Result<(), Stop> {
        let child = self.child(&said.child)?;
        let kinship = Kinship::from_code(&said.kinship).ok_or_else(|| unknown("kinship", &said.kinship))?;
        let of = match &said.of {
            Some(of) => self.someone(child, of, at)?.ok_or_else(|| unknown("person", of))?,
            None => child,
        };
        let who = match self.someone(child, &said.other, at)? {
            Some(person) => Ok(person),
            None => {
                let (given, family) = said.other.rsplit_once(' ').unwrap_or((said.other.as_str(), ""));
                Err(PersonName::new(given, family))
            }
        };
        let asked = TieAsked {
            since: partial(&said.since)?,
            parental_responsibility: Known::NotAsked,
            closeness: said.closeness.clone(),
            says: said.says.clone(),
            source: said.source.clone(),
            further: None,
        };
        let standing = if said.is_child { Standing::Child } else { Standing::Adult };
        let new =
            NewTie { of, kinship, turned: said.turned, who, standing, asked, until: partial(&said.until)? };
        network::add_tie(session, sending, child, new)?;
        Ok(())
    }

    /// Somebody by their name in the story, or by their name in the child's network.
    fn someone(&self, child: Id<Person>, name: &str, at: Timestamp) -> Result<Option<Id<Person>>, Stop> {
        if let Ok(known) = self.child(name) {
            return Ok(Some(known));
        }
        let view = self.network_of(child, at)?;
        Ok(view.people.iter().find(|person| person.name() == name).map(|person| person.id))
    }

    fn network_of(&self, child: Id<Person>, at: Timestamp) -> Result<NetworkView, Stop> {
        let system = self.house.system();
        let page = content(&system, child, None, at)?;
        network::of_page(&system, &page, london::date_of(at))
    }

    fn tied(
        &self,
        child: Id<Person>,
        (of, kinship, who): (Option<&str>, &str, &str),
        at: Timestamp,
    ) -> Result<Tied, Stop> {
        let of = match of {
            Some(of) => self.someone(child, of, at)?.ok_or_else(|| unknown("person", of))?,
            None => child,
        };
        let who = self.someone(child, who, at)?.ok_or_else(|| unknown("person", who))?;
        let view = self.network_of(child, at)?;
        let found = view
            .ties
            .into_iter()
            .find(|tied| tied.tie.from == who && tied.tie.to == of && tied.tie.kind.code() == kinship);
        found.ok_or_else(|| unknown("relationship", kinship).into())
    }

    /// A network in words: who is joined to whom on the day, and who lives together where.
    fn drawn(&self, view: &NetworkView) -> String {
        let name = |id: Id<Person>| {
            view.people.iter().find(|person| person.id == id).map_or_else(String::new, Person::name)
        };
        let mut words = String::new();
        for tie in view.ties.iter().map(|tied| &tied.tie) {
            let drawn = line(tie, view.day, &self.house.pack.network);
            let _ = write!(words, "{} {} {} {drawn:?}. ", name(tie.from), tie.kind.words(), name(tie.to));
        }
        for home in &view.homes {
            let members: Vec<String> = home.members.iter().map(|member| name(*member)).collect();
            let _ = write!(words, "{}: {}. ", home.label, members.join(", "));
        }
        for people in view.people.iter().map(Person::name) {
            let _ = write!(words, "{people}; ");
        }
        words.push_str(&view.withheld.join(" "));
        words
    }
}

fn content(
    session: &Session<'_>,
    child: Id<Person>,
    known: Option<&str>,
    at: Timestamp,
) -> Result<Box<ChildPage>, Stop> {
    let then = match known {
        Some(then) => Moment::Then(moment(then, at).map_err(Refusal::NotNow)?),
        None => Moment::Now,
    };
    match file(session, child, then)? {
        Shown::Content(page) => Ok(page),
        Shown::Restricted(words) => Err(Refusal::not_allowed(words).into()),
        Shown::Summary(_) | Shown::Existence(_) => {
            Err(Refusal::not_allowed("Only part of the record.").into())
        }
    }
}

fn partial(text: &str) -> Result<Option<PartialDate>, Stop> {
    if text.is_empty() {
        return Ok(None);
    }
    Ok(Some(PartialDate::parse(text).map_err(|fault| Refusal::NotNow(fault.to_string()))?))
}

fn day(text: &str, at: Timestamp) -> Result<Date, Stop> {
    if text.is_empty() {
        return Ok(london::date_of(at));
    }
    Ok(parse_date(text).map_err(|fault| Refusal::NotNow(fault.to_string()))?)
}
