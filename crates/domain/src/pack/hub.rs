//! The hub in the pack: ratings and their hours, the grounds on which agencies are asked, what each is asked, and the partnership's ladder for
//! an agency that does not answer (domain.md 1.2). Ratings are a local choice; there is no national standard.

use std::collections::BTreeSet;

use serde::Deserialize;

use super::Pack;
use super::reading::Reading;
use crate::calendar::Limit;

/// How the hub works.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hub {
    /// Codes of the ratings that are worked to completion past closing time: their hours run on in the evening.
    pub worked_past_closing: BTreeSet<String>,
    /// How long after the decision an agency still sees what it was asked and what came of it.
    pub partner_access: Limit,
    /// The ratings, the most urgent first.
    #[serde(rename = "rating")]
    pub ratings: Vec<Rating>,
    /// The grounds on which agencies are asked.
    #[serde(rename = "ground")]
    pub grounds: Vec<Ground>,
    /// How sure an agency can be of what it says.
    pub reliability: Vec<Worded>,
    /// What an agency lets be done with what it says, from the narrowest to the widest.
    pub handling: Vec<Worded>,
    /// What agencies are asked about.
    #[serde(rename = "topic")]
    pub topics: Vec<Topic>,
    /// What each agency is asked unless the worker changes it.
    #[serde(rename = "template")]
    pub templates: Vec<Template>,
    /// What happens when an agency does not answer, step by step.
    pub ladder: Vec<Rung>,
    /// How long agencies' accounts and links last.
    pub partner: Partners,
}

/// How long agencies' accounts and links last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Partners {
    /// After how many days without use an account lapses.
    pub unused_days: u32,
    /// After how many days without their administrator's word an account lapses.
    pub confirm_days: u32,
    /// For how many hours a link opens the request it was sent for.
    pub link_hours: u32,
    /// For how many hours after the due time a link may still open it.
    pub link_grace_hours: u32,
}

/// How urgent an enquiry is.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rating {
    /// The rating's code.
    pub code: String,
    /// Its name on pages.
    pub name: String,
    /// When it is right.
    pub words: String,
    /// The pack's clock that it starts; none for an enquiry that is not needed after all.
    pub timer: Option<String>,
    /// How long an agency has to answer.
    pub answer: Limit,
}

/// On what ground an agency is asked.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ground {
    /// The ground's code.
    pub code: String,
    /// Its name on pages and on the request.
    pub name: String,
    /// The Act, article and schedule, as they are printed on the request.
    pub law: String,
    /// What must be on record first.
    pub needs: Needs,
    /// Where this is written.
    pub source: String,
    /// Not yet in force: it cannot be chosen.
    #[serde(default)]
    pub coming: bool,
}

/// What must be on record before a request can be sent on a ground.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Needs {
    /// Somebody who may agree has agreed.
    Agreement,
    /// They agreed, or a manager decided to go on without them.
    Standing,
    /// A manager decided that there is reasonable cause to suspect significant harm, or that asking would put the child at risk.
    ReasonableCause,
}

/// A code and its words.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Worded {
    /// What is kept.
    pub code: String,
    /// What is read.
    pub words: String,
}

/// What agencies are asked about.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Topic {
    /// The topic's code.
    pub code: String,
    /// Its name on pages.
    pub name: String,
    /// Short answers by which agencies can be compared; none where only words will do.
    #[serde(default)]
    pub choices: Vec<String>,
    /// Those of the choices that say nothing is known: whoever does not know does not contradict whoever does.
    #[serde(default)]
    pub unknown: Vec<String>,
}

/// What an agency is asked unless the worker changes it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Template {
    /// The agency's code.
    pub agency: String,
    /// Why its answer bears on the child.
    pub why: String,
    /// The questions: three at most.
    pub questions: Vec<Question>,
}

/// One question of a template.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// What it is about.
    pub topic: String,
    /// The question.
    pub ask: String,
}

/// One rung of the ladder.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rung {
    /// The rung's code.
    pub code: String,
    /// Its name on pages.
    pub name: String,
    /// How many minutes after the due time it is reached.
    pub after_minutes: u32,
    /// What is done.
    pub words: String,
}

/// The most questions of a template: with "anything else" they are the four boxes of an answer.
pub const MOST_QUESTIONS: usize = 3;

impl Hub {
    /// The rating with this code.
    pub fn rating(&self, code: &str) -> Option<&Rating> {
        self.ratings.iter().find(|each| each.code == code)
    }

    /// The ground with this code.
    pub fn ground(&self, code: &str) -> Option<&Ground> {
        self.grounds.iter().find(|each| each.code == code)
    }

    /// The topic with this code.
    pub fn topic(&self, code: &str) -> Option<&Topic> {
        self.topics.iter().find(|each| each.code == code)
    }

    /// What an agency is asked unless the worker changes it.
    pub fn template(&self, agency: &str) -> Option<&Template> {
        self.templates.iter().find(|each| each.agency == agency)
    }

    /// The words of a reliability code.
    pub fn reliability_words<'a>(&'a self, code: &'a str) -> &'a str {
        self.reliability.iter().find(|each| each.code == code).map_or(code, |each| &each.words)
    }

    /// The rungs that are reached `minutes` after the due time.
    pub fn reached(&self, minutes: i64) -> impl Iterator<Item = &Rung> {
        self.ladder.iter().filter(move |rung| i64::from(rung.after_minutes) <= minutes)
    }
}

/// What an agency lets be done with what it says (the pack has the words).
pub const HANDLING: [&str; 4] = ["council", "meeting", "agencies", "family"];

impl Reading<'_> {
    /// What must hold between the hub's file and the others.
    pub(super) fn hub(&mut self, pack: &Pack) {
        const FILE: &str = "hub.toml";
        let hub = &pack.hub;
        self.once(FILE, "rating", "code", hub.ratings.iter().map(|each| each.code.as_str()));
        self.once(FILE, "ground", "code", hub.grounds.iter().map(|each| each.code.as_str()));
        self.once(FILE, "reliability", "code", hub.reliability.iter().map(|each| each.code.as_str()));
        self.once(FILE, "topic", "code", hub.topics.iter().map(|each| each.code.as_str()));
        self.once(FILE, "template", "agency", hub.templates.iter().map(|each| each.agency.as_str()));
        self.once(FILE, "ladder", "code", hub.ladder.iter().map(|each| each.code.as_str()));
        let mut wrong: Vec<(String, String)> = Vec::new();
        for code in hub.worked_past_closing.iter().filter(|code| hub.rating(code).is_none()) {
            wrong.push(("worked_past_closing".into(), format!("There is no rating “{code}”.")));
        }
        for (n, rating) in hub.ratings.iter().enumerate() {
            if let Some(timer) = rating.timer.as_ref().filter(|timer| pack.timer(timer).is_none()) {
                wrong.push((format!("rating.{n}.timer"), format!("timers.toml has no timer “{timer}”.")));
            }
            if rating.answer == Limit::Set {
                wrong.push((format!("rating.{n}.answer"), "Say how long an agency has to answer.".into()));
            }
        }
        if hub.partner_access == Limit::Set {
            wrong.push(("partner_access".into(), "An agency's access must have an end.".into()));
        }
        if hub.handling.iter().map(|each| each.code.as_str()).ne(HANDLING) {
            let words = format!("The handling codes are {}, in this order.", HANDLING.join(", "));
            wrong.push(("handling".into(), words));
        }
        for (n, topic) in hub.topics.iter().enumerate() {
            for choice in topic.unknown.iter().filter(|choice| !topic.choices.contains(choice)) {
                wrong.push((format!("topic.{n}.unknown"), format!("“{choice}” is not one of the choices.")));
            }
        }
        for (n, template) in hub.templates.iter().enumerate() {
            wrong.extend(template_problems(n, template, pack));
        }
        let times = [
            ("unused_days", hub.partner.unused_days, 366),
            ("confirm_days", hub.partner.confirm_days, 366),
            ("link_hours", hub.partner.link_hours, 24 * 7),
        ];
        for (name, number, most) in times {
            if !(1..=most).contains(&number) {
                wrong.push((format!("partner.{name}"), format!("Write a whole number from 1 to {most}.")));
            }
        }
        let steps: Vec<u32> = hub.ladder.iter().map(|rung| rung.after_minutes).collect();
        if !steps.is_sorted() {
            wrong.push(("ladder".into(), "The rungs stand in the order in which they are reached.".into()));
        }
        for (path, words) in wrong {
            self.problem(FILE, &path, words);
        }
    }
}

fn template_problems(n: usize, template: &Template, pack: &Pack) -> Vec<(String, String)> {
    let mut wrong = Vec::new();
    if pack.agency(&template.agency).is_none() {
        let words = format!("agencies.toml has no agency “{}”.", template.agency);
        wrong.push((format!("template.{n}.agency"), words));
    }
    if template.questions.is_empty() || template.questions.len() > MOST_QUESTIONS {
        let words = format!(
            "A template asks one to {MOST_QUESTIONS} questions: the answer is four boxes on a phone."
        );
        wrong.push((format!("template.{n}.questions"), words));
    }
    for (m, question) in template.questions.iter().enumerate() {
        if pack.hub.topic(&question.topic).is_none() {
            let words = format!("There is no topic “{}”.", question.topic);
            wrong.push((format!("template.{n}.questions.{m}.topic"), words));
        }
    }
    wrong
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::{ENGLAND, PackProblem, england};

    fn with(from: &str, to: &str) -> Vec<PackProblem> {
        let hub = ENGLAND.iter().find(|(name, _)| *name == "hub.toml").unwrap().1;
        assert!(hub.contains(from), "{from}");
        Pack::over_england([("hub.toml", hub.replacen(from, to, 1))]).map(drop).unwrap_err()
    }

    #[test]
    fn every_agency_that_is_asked_has_questions_that_can_be_compared() {
        let hub = &england().hub;
        for agency in [
            "police",
            "health",
            "school",
            "housing",
            "probation",
            "adult_care",
            "domestic_abuse",
            "early_help",
            "voluntary",
        ] {
            assert!(hub.template(agency).is_some(), "{agency}");
        }
        assert!(hub.topic("lives_with").is_some_and(|topic| topic.choices.len() > 2));
    }

    #[test]
    fn a_hub_that_does_not_fit_the_pack_is_told_with_its_line() {
        for (from, to, words) in [
            ("timer = \"T04\"", "timer = \"T99\"", "no timer “T99”"),
            ("worked_past_closing = []", "worked_past_closing = [\"purple\"]", "no rating “purple”"),
            ("agency = \"police\"", "agency = \"polis\"", "no agency “polis”"),
            ("topic = \"violence\"", "topic = \"violins\"", "no topic “violins”"),
            ("code = \"meeting\"", "code = \"meetings\"", "handling codes"),
            ("after_minutes = 30", "after_minutes = 300", "in the order"),
            ("unused_days = 30", "unused_days = 0", "from 1 to 366"),
            ("link_hours = 24", "link_hours = 2400", "from 1 to 168"),
            (
                "partner_access = { limit = 5, unit = \"working days\" }",
                "partner_access = { limit = \"set\", unit = \"local\" }",
                "must have an end",
            ),
        ] {
            let problems = with(from, to);
            assert!(
                problems.iter().any(|problem| problem.words.contains(words) && problem.line > 1),
                "{from} -> {to}: {problems:?}"
            );
        }
    }
}
