//! The quality mirror: what whoever authorises an assessment is shown of the thinking in it, line by line, yes or no (domain.md 1.9). Was history used?
//! Does each child speak? Is each carer there, fathers too? Was capacity to change judged, with a test and a day to look again? Has what needs to happen a
//! who, a when, a measure and a what-if-not? Managers, auditors and measures use the same lines. It never scores a person, never counts words, and never
//! stops anything: what is missing asks for a reason.
//!
//! An answer that is added never turns a yes into a no. What is found to be copied stands in lines of its own.

use serde::{Deserialize, Serialize};

use super::{Assessment, History, Origin, Parts};
use crate::chronology::Entry;
use crate::form::{Form, Place};
use crate::pack::AssessmentRules;

/// The mirror, as it was at a moment.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mirror {
    /// The lines, in the order of the blocks.
    pub lines: Vec<Line>,
    /// How far history was used.
    pub history: History,
}

/// One line of the mirror.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// Its name: the same at every look, so that a reason finds it: "child_words.0".
    pub key: String,
    /// What is asked.
    pub asks: Asks,
    /// About whom.
    pub about: About,
    /// Whether it is so.
    pub is_so: bool,
    /// What there is of it: "3 events linked, 2 not yet"; what is missing.
    pub words: String,
    /// Where in the form it is answered.
    pub places: Vec<Place>,
}

/// Whom a line is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum About {
    /// The family.
    Family,
    /// A child, by their place.
    Child(u16),
    /// A carer, by their place.
    Carer(u16),
    /// One thing that needs to happen, by the number of its repeat.
    Need(u16),
    /// One text that stands elsewhere too, by its place in the list.
    Copy(u16),
}

/// What a line asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Asks {
    /// A: a day in each child's life.
    ChildsDay,
    /// A: each child's words, or why there are none.
    ChildsWords,
    /// B: every relevant event linked to now, or set aside with a reason.
    HistoryUsed,
    /// B: the present read in the light of the past.
    HistoryAnalysed,
    /// C: what is feared if nothing changes, in plain words.
    Danger,
    /// C: what has protected the children.
    Protection,
    /// D: each carer, absent fathers and new partners too: content, or why not.
    CarerThere,
    /// E: capacity to change judged.
    CapacityJudged,
    /// E: the judgement rests on a test.
    CapacityTested,
    /// E: a day on which it is looked at again.
    CapacityReviewed,
    /// F: how it has gone over time.
    Cumulative,
    /// G: that something needs to happen, or that nothing does, for each child.
    NeedsSaid,
    /// G: each thing has a who, a when, a measure, and a what-if-not.
    NeedWhole,
    /// H: another reading was considered.
    Alternative,
    /// H: the family's view.
    FamilyView,
    /// H: other agencies' views.
    AgencyView,
    /// I: what follows for each child.
    Decided,
    /// I: the reasons refer to what was found in A to G.
    ReasonsRefer,
    /// A text that stands elsewhere too is explained.
    CopyExplained,
}

impl Asks {
    /// Everything that can be asked, in order.
    pub const ALL: [Asks; 19] = [
        Asks::ChildsDay,
        Asks::ChildsWords,
        Asks::HistoryUsed,
        Asks::HistoryAnalysed,
        Asks::Danger,
        Asks::Protection,
        Asks::CarerThere,
        Asks::CapacityJudged,
        Asks::CapacityTested,
        Asks::CapacityReviewed,
        Asks::Cumulative,
        Asks::NeedsSaid,
        Asks::NeedWhole,
        Asks::Alternative,
        Asks::FamilyView,
        Asks::AgencyView,
        Asks::Decided,
        Asks::ReasonsRefer,
        Asks::CopyExplained,
    ];

    /// The code in keys and files.
    pub const fn code(self) -> &'static str {
        match self {
            Asks::ChildsDay => "child_day",
            Asks::ChildsWords => "child_words",
            Asks::HistoryUsed => "history_used",
            Asks::HistoryAnalysed => "history_analysed",
            Asks::Danger => "danger",
            Asks::Protection => "protection",
            Asks::CarerThere => "carer",
            Asks::CapacityJudged => "capacity",
            Asks::CapacityTested => "capacity_test",
            Asks::CapacityReviewed => "capacity_review",
            Asks::Cumulative => "cumulative",
            Asks::NeedsSaid => "needs",
            Asks::NeedWhole => "need",
            Asks::Alternative => "alternative",
            Asks::FamilyView => "family_view",
            Asks::AgencyView => "agency_view",
            Asks::Decided => "decided",
            Asks::ReasonsRefer => "reasons_refer",
            Asks::CopyExplained => "copy",
        }
    }

    /// The block of the assessment, A to I.
    pub const fn block(self) -> &'static str {
        match self {
            Asks::ChildsDay | Asks::ChildsWords | Asks::CopyExplained => "A",
            Asks::HistoryUsed | Asks::HistoryAnalysed => "B",
            Asks::Danger | Asks::Protection => "C",
            Asks::CarerThere => "D",
            Asks::CapacityJudged | Asks::CapacityTested | Asks::CapacityReviewed => "E",
            Asks::Cumulative => "F",
            Asks::NeedsSaid | Asks::NeedWhole => "G",
            Asks::Alternative | Asks::FamilyView | Asks::AgencyView => "H",
            Asks::Decided | Asks::ReasonsRefer => "I",
        }
    }

    /// The question of the mirror.
    pub const fn words(self) -> &'static str {
        match self {
            Asks::ChildsDay => "Is there a day in this child’s life?",
            Asks::ChildsWords => "Does this child speak, or does it say why not?",
            Asks::HistoryUsed => "Is every relevant event linked to now, or set aside with a reason?",
            Asks::HistoryAnalysed => "Is the present read in the light of the past?",
            Asks::Danger => "Does it say what is feared if nothing changes?",
            Asks::Protection => "Does it say what has protected the children?",
            Asks::CarerThere => "Is this carer there, or does it say why not?",
            Asks::CapacityJudged => "Is this carer’s capacity to change judged?",
            Asks::CapacityTested => "Does the judgement rest on a test?",
            Asks::CapacityReviewed => "Is there a day on which the judgement is looked at again?",
            Asks::Cumulative => "Does it say how it has gone over time?",
            Asks::NeedsSaid => "Does it say what needs to happen, or that nothing does?",
            Asks::NeedWhole => "Has this a who, a when, a measure, and a what-if-not?",
            Asks::Alternative => "Was another reading considered?",
            Asks::FamilyView => "Is the family’s view there?",
            Asks::AgencyView => "Are other agencies’ views there?",
            Asks::Decided => "Does it say what follows for this child?",
            Asks::ReasonsRefer => "Do the reasons refer to what was found?",
            Asks::CopyExplained => "Is this text explained, which stands elsewhere too?",
        }
    }
}

impl Mirror {
    /// The lines that are not so.
    pub fn missing(&self) -> impl Iterator<Item = &Line> {
        self.lines.iter().filter(|line| !line.is_so)
    }

    /// The line of this name.
    pub fn line(&self, key: &str) -> Option<&Line> {
        self.lines.iter().find(|line| line.key == key)
    }

    /// The lines that ask one thing, and how many of them are so.
    pub fn count(&self, asks: Asks) -> (usize, usize) {
        let lines = self.lines.iter().filter(|line| line.asks == asks);
        lines.fold((0, 0), |(so, all), line| (so + usize::from(line.is_so), all + 1))
    }

    /// The whole mirror as one short text: what was shown to whoever signs is what is kept.
    pub fn seen_as(&self) -> String {
        let lines = self.lines.iter().map(|line| format!("{}={}", line.key, u8::from(line.is_so)));
        lines.collect::<Vec<_>>().join(";")
    }
}

/// The mirror of an assessment. `entries` are the chronologies of its children as the viewer knows them, in the order of the children.
pub fn mirror(
    assessment: &Assessment,
    form: &Form,
    entries: &[Vec<Entry>],
    rules: &AssessmentRules,
) -> Mirror {
    let history = assessment.history(entries);
    let mut making =
        Making { assessment, parts: Parts::of(form, &assessment.answers), rules, lines: Vec::new() };
    making.children();
    making.past(history);
    making.carers();
    making.part(Asks::Cumulative, "cumulative");
    making.needs();
    making.part(Asks::Alternative, "alternative");
    making.part(Asks::FamilyView, "family_view");
    making.part(Asks::AgencyView, "agency_view");
    making.decision();
    making.copies();
    let mut lines = making.lines;
    lines.sort_by_key(|line| (line.asks.block(), line.asks, line.about));
    Mirror { lines, history }
}

struct Making<'a> {
    assessment: &'a Assessment,
    parts: Parts<'a>,
    rules: &'a AssessmentRules,
    lines: Vec<Line>,
}

impl Making<'_> {
    fn tells(&mut self, asks: Asks, about: About, is_so: bool, words: String, places: Vec<Place>) {
        let key = match about {
            About::Family => asks.code().to_owned(),
            About::Child(at) | About::Carer(at) | About::Need(at) | About::Copy(at) => {
                format!("{}.{at}", asks.code())
            }
        };
        self.lines.push(Line { key, asks, about, is_so, words, places });
    }

    /// A line about one part that is asked once.
    fn part(&mut self, asks: Asks, part: &str) {
        let is_so = self.parts.said(part, None);
        let places = self.parts.places(part, None);
        self.tells(asks, About::Family, is_so, String::new(), places);
    }

    fn children(&mut self) {
        for at in places_of(self.assessment.children.len()) {
            let index = Some(at);
            let day = self.parts.places("day_in_life", index);
            let is_so = self.parts.known("day_in_life", index);
            self.tells(Asks::ChildsDay, About::Child(at), is_so, String::new(), day);
            let mut places = self.parts.places("child_words", index);
            places.extend(self.parts.places("not_seen_why", index));
            let (words, why) =
                (self.parts.known("child_words", index), self.parts.known("not_seen_why", index));
            let said = if words {
                ""
            } else if why {
                "It says why the child was not seen alone"
            } else {
                ""
            };
            self.tells(Asks::ChildsWords, About::Child(at), words || why, said.to_owned(), places);
        }
    }

    fn past(&mut self, history: History) {
        let words = if history.relevant == 0 {
            "No event is marked as relevant".to_owned()
        } else {
            format!(
                "{} relevant: {} linked, {} set aside, {} not yet",
                history.relevant, history.linked, history.set_aside, history.not_yet
            )
        };
        self.tells(Asks::HistoryUsed, About::Family, history.not_yet == 0, words, Vec::new());
        self.part(Asks::HistoryAnalysed, "history_analysis");
        self.part(Asks::Danger, "danger");
        self.part(Asks::Protection, "protection");
    }

    fn carers(&mut self) {
        for at in places_of(self.assessment.carers.len()) {
            let (index, about) = (Some(at), About::Carer(at));
            let content = ["carer_now", "carer_for", "carer_against"];
            let mut places: Vec<Place> =
                content.iter().flat_map(|part| self.parts.places(part, index)).collect();
            places.extend(self.parts.places("carer_missing_why", index));
            let there = content.iter().any(|part| self.parts.known(part, index));
            let why = self.parts.known("carer_missing_why", index);
            let words = if !there && why { "It says why nothing is known" } else { "" };
            self.tells(Asks::CarerThere, about, there || why, words.to_owned(), places);
            let judged = self.parts.chosen("capacity_judgement", index);
            let is_judged = judged.iter().any(|one| one != NOT_ASSESSED);
            let places = self.parts.places("capacity_judgement", index);
            let words = if judged.is_empty() || is_judged { "" } else { "Not yet assessed" };
            self.tells(Asks::CapacityJudged, about, is_judged, words.to_owned(), places);
            let tested = self.parts.known("test_period", index);
            let places = self.parts.places("test_period", index);
            self.tells(Asks::CapacityTested, about, tested, String::new(), places);
            let reviewed = self.parts.known("capacity_review", index);
            let places = self.parts.places("capacity_review", index);
            self.tells(Asks::CapacityReviewed, about, reviewed, String::new(), places);
        }
    }

    fn needs(&mut self) {
        let needs = self.parts.repeats("need_outcome");
        let needs: Vec<u16> = needs.into_iter().filter(|at| self.need_said(*at)).collect();
        let mut places: Vec<Place> = Vec::new();
        let mut none = !self.assessment.children.is_empty();
        for at in places_of(self.assessment.children.len()) {
            places.extend(self.parts.places("in_need", Some(at)));
            none &= self.parts.chosen("in_need", Some(at)) == ["no"];
        }
        let words = match needs.len() {
            0 if none => "No child is in need".to_owned(),
            0 => String::new(),
            1 => "One thing".to_owned(),
            count => format!("{count} things"),
        };
        self.tells(Asks::NeedsSaid, About::Family, none || !needs.is_empty(), words, places);
        for at in needs {
            let lacks: Vec<&str> = NEED
                .iter()
                .filter(|(part, _)| !self.parts.known(part, Some(at)))
                .map(|(_, lacks)| *lacks)
                .collect();
            let words = if lacks.is_empty() { String::new() } else { format!("Lacks {}", lacks.join(", ")) };
            let places = NEED.iter().flat_map(|(part, _)| self.parts.places(part, Some(at))).collect();
            self.tells(Asks::NeedWhole, About::Need(at), lacks.is_empty(), words, places);
        }
    }

    fn need_said(&self, at: u16) -> bool {
        let any = |(part, _): &(&str, &str)| self.parts.known(part, Some(at));
        NEED.iter().any(any) || self.parts.known("need_child", Some(at))
    }

    fn decision(&mut self) {
        for at in places_of(self.assessment.children.len()) {
            let (index, about) = (Some(at), About::Child(at));
            let places = self.parts.places("decision_outcome", index);
            let decided = !self.parts.chosen("decision_outcome", index).is_empty();
            self.tells(Asks::Decided, about, decided, String::new(), places);
            let places = self.parts.places("decision_reasons", index);
            let reasons = self.parts.words("decision_reasons", index);
            let blocks = self.rules.blocks_named(&reasons);
            let cites = places.iter().any(|place| self.assessment.citations_at(place).next().is_some());
            let words = match (blocks.is_empty(), cites) {
                (true, false) => String::new(),
                (true, true) => "Cites events".to_owned(),
                (false, _) => format!("Refers to {}", blocks.join(", ")),
            };
            self.tells(Asks::ReasonsRefer, about, cites || !blocks.is_empty(), words, places);
        }
    }

    fn copies(&mut self) {
        for (at, copied) in (0_u16..).zip(&self.assessment.copies) {
            let from = match &copied.from {
                Origin::Sibling { .. } => "A brother’s or sister’s answer",
                Origin::Older { .. } => "An older assessment",
                Origin::OtherFamily => "Another family’s record",
            };
            let words = format!("{from}: {} per cent", copied.percent);
            let places = vec![copied.place.clone()];
            self.tells(Asks::CopyExplained, About::Copy(at), copied.explained.is_some(), words, places);
        }
    }
}

/// The judgement that says that nobody has judged.
const NOT_ASSESSED: &str = "not_assessed";

/// What each thing that needs to happen must have, and what is said where it lacks it.
const NEED: [(&str, &str); 5] = [
    ("need_outcome", "what will be different"),
    ("need_who", "by whom"),
    ("need_when", "by when"),
    ("need_measure", "how we will know"),
    ("need_contingency", "what if not"),
];

fn places_of(count: usize) -> std::ops::Range<u16> {
    0..u16::try_from(count).unwrap_or(u16::MAX)
}
