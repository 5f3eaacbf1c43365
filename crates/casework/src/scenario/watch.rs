//! The escalation watch in a story: time that passes prompt by prompt, answers, what must and must not have been asked, and the report of all of it.

use std::fmt::Write;

use domain::calendar::london;
use domain::id::Id;
use domain::refusal::Refusal;
use domain::watch::{Answer, AnswerAsked, Prompt, Waits};
use jiff::Timestamp;
use store::Stop;

use super::act::{self, Act};
use super::expect::Expectation;
use super::report::{Became, PromptLine, Report};
use super::run::{Run, Show};
use super::story::{Step, moment};
use crate::session::{Sending, Session};
use crate::watch::{self, FactSays, PromptView};

/// "Any rule", in an expectation.
const ANY: &str = "any";

impl Run<'_> {
    /// Carries out a step about the watch; false for any other.
    pub(super) fn watch_act(
        &mut self,
        session: &Session<'_>,
        sending: &Sending,
        step: &Step,
    ) -> Result<bool, Stop> {
        match &step.act {
            Act::AnswerPrompt(answer) => {
                let prompt = self.prompt_about(&answer.child)?.id;
                watch::answer(session, sending, prompt, asked(answer, step.at)?)?;
            }
            Act::ReadPrompt(of) => {
                let view = watch::view(session, self.prompt_about(&of.child)?.id)?;
                self.shown = Show { layer: None, words: page(&view), found: Some(view.trips.len()) };
            }
            Act::Prompts(_) => {
                let list = watch::prompts(session)?;
                let mut words = list.rings.join(" ");
                for row in &list.rows {
                    let names: Vec<&str> = row.children.iter().map(|(_, name)| name.as_str()).collect();
                    let _ = write!(words, " {}: {}", names.join(", "), row.rules.join("; "));
                }
                let mine = list.rows.iter().filter(|row| row.mine).count();
                self.shown = Show { layer: None, words, found: Some(mine) };
            }
            Act::SweepWatch(_) => {
                let swept = watch::sweep(self.house)?;
                self.shown.words = format!("{} of {} children looked at", swept.looked_at, swept.children);
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// The version a prompt's form would have been opened at; nothing for any other act.
    pub(super) fn prompt_opened(&self, act: &Act) -> Option<Result<u64, Stop>> {
        let Act::AnswerPrompt(answer) = act else { return None };
        Some(self.prompt_about(&answer.child).and_then(|prompt| {
            let view = watch::view(&self.house.system(), prompt.id)?;
            Ok(view.prompt.version.0)
        }))
    }

    /// The last prompt about a child, an open one first.
    fn prompt_about(&self, child: &str) -> Result<Prompt, Stop> {
        let child = self.child(child)?;
        let prompts = self.prompts()?.into_iter().filter(|prompt| prompt.children.contains(&child));
        Ok(prompts.max_by_key(|prompt| (prompt.is_open(), prompt.opened_at)).ok_or(Refusal::NotFound)?)
    }

    fn prompts(&self) -> Result<Vec<Prompt>, Stop> {
        watch::all_since(&self.house.system(), Timestamp::MIN)
    }

    /// Whether what a step expects of the watch is so.
    pub(super) fn check_watch(&self, expected: &Expectation, wrong: &mut Vec<String>) -> Result<(), Stop> {
        let asks =
            [&expected.prompt, &expected.no_prompt, &expected.prompt_stands].iter().any(|it| it.is_some());
        if !asks && expected.prompts.is_none() && expected.open_prompts.is_none() {
            return Ok(());
        }
        let about = expected.about.as_deref().map(|child| self.child(child)).transpose()?;
        let mut prompts = self.prompts()?;
        prompts.retain(|prompt| about.is_none_or(|child| prompt.children.contains(&child)));
        let says = |rule: &str, prompt: &Prompt| {
            let of_child = |trip: &&domain::watch::Trip| about.is_none_or(|child| trip.child == child);
            prompt.trips.iter().filter(of_child).any(|trip| rule == ANY || trip.rule == rule)
        };
        let who = expected.about.as_deref().unwrap_or("anybody");
        if let Some(rule) = &expected.prompt
            && !prompts.iter().any(|prompt| says(rule, prompt))
        {
            wrong.push(format!("nothing asked {rule} about {who}"));
        }
        if let Some(rule) = &expected.no_prompt {
            let asked = prompts.iter().filter(|prompt| says(rule, prompt));
            wrong.extend(asked.map(|prompt| format!("{rule} was asked about {who}: {}", self.cause(prompt))));
        }
        if let Some(stands) = &expected.prompt_stands {
            let rule = expected.prompt.as_deref().unwrap_or(ANY);
            let last = prompts.iter().rfind(|prompt| says(rule, prompt));
            let found = last.map_or("not there", standing);
            if found != stands {
                wrong.push(format!("the prompt about {who} is {found} instead of {stands}"));
            }
        }
        let open = prompts.iter().filter(|prompt| prompt.is_open()).count();
        for (what, expected, found) in
            [("prompts", expected.prompts, prompts.len()), ("open prompts", expected.open_prompts, open)]
        {
            if let Some(count) = expected.filter(|count| *count != found) {
                wrong.push(format!("{found} {what} about {who} instead of {count}"));
            }
        }
        Ok(())
    }

    /// Every prompt of the story with its cause and what became of it.
    pub(super) fn report_prompts(&self, report: &mut Report) -> Result<(), Stop> {
        let names: Vec<(Id<domain::staff::Staff>, &str)> =
            self.staff.values().map(|staff| (staff.id, staff.name.as_str())).collect();
        let name = |id: Id<domain::staff::Staff>| {
            names.iter().find(|(staff, _)| *staff == id).map_or("somebody", |(_, name)| *name).to_owned()
        };
        for prompt in self.prompts()? {
            let mut became: Vec<(Timestamp, String)> = Vec::new();
            let rung = |code: &str| {
                let rungs = &self.house.pack.watch.ladder;
                rungs.iter().find(|rung| rung.code == code).map_or(code.to_owned(), |rung| rung.name.clone())
            };
            became.extend(
                prompt.climbs.iter().map(|climb| (climb.at, format!("unanswered: {}", rung(&climb.rung)))),
            );
            became.extend(prompt.answers.iter().map(|answer| {
                (answer.at, format!("{}: {}: {}", name(answer.by), answer.what.words(), said(&answer.what)))
            }));
            became.extend(prompt.closed.iter().map(|closed| (closed.at, closed.cause.words().to_owned())));
            became.sort();
            report.prompts.push(PromptLine {
                at: london::moment_in_words(prompt.opened_at),
                triggered: london::moment_in_words(prompt.triggered_at()),
                children: self.called(&prompt),
                rules: rules(&prompt),
                immediate: prompt.immediate,
                because: self.causes(&prompt),
                asked: prompt.told.iter().map(|staff| name(*staff)).collect(),
                became: became
                    .into_iter()
                    .map(|(at, words)| Became { at: london::moment_in_words(at), words })
                    .collect(),
                stands: standing(&prompt).to_owned(),
            });
        }
        Ok(())
    }

    fn called(&self, prompt: &Prompt) -> Vec<String> {
        let called = self.children.iter().filter(|(_, id)| prompt.children.contains(id));
        called.map(|(name, _)| name.clone()).collect()
    }

    fn causes(&self, prompt: &Prompt) -> Vec<String> {
        let mut causes = Vec::new();
        for trip in &prompt.trips {
            let words = trip.in_words(&self.house.pack.watch);
            if !causes.contains(&words) {
                causes.push(words);
            }
        }
        causes
    }

    fn cause(&self, prompt: &Prompt) -> String {
        format!("{}: {}", london::moment_in_words(prompt.opened_at), self.causes(prompt).join(" / "))
    }
}

/// What a step expects of the watch, in words; nothing when it expects nothing of it.
pub(super) fn watched_in_words(expected: &Expectation) -> Option<String> {
    let named = |rule: &String| if rule == ANY { "any rule".to_owned() } else { rule.clone() };
    let says = [
        expected.prompt.as_ref().map(|rule| format!("{} has asked", named(rule))),
        expected.no_prompt.as_ref().map(|rule| format!("{} must not have asked", named(rule))),
        expected.prompt_stands.as_ref().map(|stands| format!("the last prompt stands: {stands}")),
        expected.prompts.map(|count| format!("prompts so far: {count}")),
        expected.open_prompts.map(|count| format!("open prompts: {count}")),
    ];
    let says: Vec<String> = says.into_iter().flatten().collect();
    let who = expected.about.as_deref().unwrap_or("anybody");
    (!says.is_empty()).then(|| format!("about {who}: {}", says.join(", ")))
}

fn rules(prompt: &Prompt) -> Vec<String> {
    let mut rules: Vec<String> = prompt.trips.iter().map(|trip| trip.rule.clone()).collect();
    rules.sort();
    rules.dedup();
    rules
}

/// Where a prompt stands, in the words of expectations.
fn standing(prompt: &Prompt) -> &'static str {
    if let Some(closed) = &prompt.closed {
        return closed.cause.code();
    }
    match prompt.waits {
        Waits::Gathering => "gathering",
        Waits::Discussion => "to be held",
        Waits::Answer if prompt.is_for_clinic() => "clinic",
        Waits::Answer if !prompt.climbs.is_empty() => "climbed",
        Waits::Answer => "asked",
    }
}

fn said(answer: &Answer) -> String {
    match answer {
        Answer::HoldNow { words } => words.clone(),
        Answer::GatherFirst { by, from, safe, .. } => {
            format!("{from}, by {}; meanwhile {safe}", london::moment_in_words(*by))
        }
        Answer::NotNeeded { because } => because.clone(),
    }
}

fn asked(answer: &act::AnswerPrompt, at: Timestamp) -> Result<AnswerAsked, Refusal> {
    Ok(match answer.answer.as_str() {
        "hold_now" => AnswerAsked::HoldNow { words: answer.because.clone() },
        "gather_first" => AnswerAsked::GatherFirst {
            by: answer.by.as_deref().map(|by| moment(by, at)).transpose().map_err(Refusal::NotNow)?,
            from: answer.from.clone(),
            safe: answer.safe.clone(),
        },
        "not_needed" => AnswerAsked::NotNeeded { because: answer.because.clone() },
        other => return Err(super::does::unknown("answer", other)),
    })
}

/// A prompt's page in words.
fn page(view: &PromptView) -> String {
    let mut words = format!("{} {}\n", view.rung, view.prompt.record.in_words());
    for trip in &view.trips {
        let _ = writeln!(words, "{} {}: {} ({})", trip.rule, trip.name, trip.why, trip.source);
        for fact in trip.facts.iter().chain(&trip.background) {
            match &fact.says {
                FactSays::Shown { words: said, .. } | FactSays::Restricted(said) => {
                    let _ = writeln!(words, "{said}");
                }
            }
        }
    }
    words
}
