//! Which part of the thinking an answer is, by names that the program knows (`plays = "capacity_judgement"`). A council words, splits and orders
//! the questions of its assessment as it likes; the signer's mirror, the measures and the history of a family find the answers by these names and
//! never by a question's id (domain.md 1.9).

use super::{Form, Kind, Per, Place, Question, Section};

/// One part of the thinking.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Play {
    /// The name in a form's file.
    pub name: &'static str,
    /// The block of the assessment it belongs to.
    pub block: &'static str,
    /// What the answer says.
    pub words: &'static str,
    /// For whom it is asked; nothing when the form may ask it as it likes.
    pub per: Option<Per>,
    /// What sort of answer the program can read.
    pub answer: Answer,
}

/// What sort of answer a part needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// Words.
    Words,
    /// Any kind.
    Any,
    /// A date.
    Date,
    /// Yes or no.
    YesNo,
    /// One of these choices, no fewer and no others.
    Choices(&'static [&'static str]),
    /// Codes of a list of the pack.
    Codes(&'static str),
}

const fn play(
    name: &'static str,
    block: &'static str,
    words: &'static str,
    per: Option<Per>,
    answer: Answer,
) -> Play {
    Play { name, block, words, per, answer }
}

const CHILD: Option<Per> = Some(Per::Child);
const CARER: Option<Per> = Some(Per::Carer);
const FREE: Option<Per> = Some(Per::Free);

/// The judgements of a carer's capacity to change.
pub const CAPACITY: &[&str] =
    &["changed", "changing", "willing_unproven", "unable_now", "unwilling", "not_assessed"];

/// Every part that the program knows, in the order of the blocks.
pub const PLAYS: &[Play] = &[
    play("day_in_life", "A", "what a day is like for the child", CHILD, Answer::Words),
    play("child_words", "A", "the child's own words", CHILD, Answer::Words),
    play("not_seen_why", "A", "why the child was not seen or not seen alone", CHILD, Answer::Words),
    play("seen_alone", "A", "whether the child was seen without their parents", CHILD, Answer::YesNo),
    play("seen", "A", "whether the child was seen at all", CHILD, Answer::YesNo),
    play("seen_on", "A", "on which day the child was last seen for it", CHILD, Answer::Date),
    play("history_analysis", "B", "what the history means now", None, Answer::Words),
    play("past_harm", "C", "harm that has happened", None, Answer::Words),
    play("danger", "C", "what may happen if nothing changes", None, Answer::Words),
    play("complicating", "C", "what makes it harder to keep the child safe", None, Answer::Words),
    play("protection", "C", "what keeps the child safe, as it was shown", None, Answer::Words),
    play("carer_now", "D", "how the carer cares for the child now", CARER, Answer::Words),
    play("carer_for", "D", "what speaks for the carer", CARER, Answer::Words),
    play("carer_against", "D", "what speaks against", CARER, Answer::Words),
    play("carer_missing_why", "D", "why the carer was not seen", CARER, Answer::Words),
    play("must_change", "E", "what must change", CARER, Answer::Words),
    play("insight", "E", "whether the carer sees what must change", CARER, Answer::Any),
    play("motivation", "E", "whether the carer wants it", CARER, Answer::Any),
    play("tried_before", "E", "what was tried before and what came of it", CARER, Answer::Words),
    play("support_offered", "E", "what support was offered", CARER, Answer::Words),
    play("barriers", "E", "what stands in the way", CARER, Answer::Words),
    play("test_period", "E", "over what time change is tested, and how", CARER, Answer::Any),
    play("movement", "E", "what has moved", CARER, Answer::Any),
    play(
        "capacity_judgement",
        "E",
        "the judgement of the capacity to change",
        CARER,
        Answer::Choices(CAPACITY),
    ),
    play("capacity_review", "E", "when the judgement is looked at again", CARER, Answer::Date),
    play("cumulative", "F", "what the harm adds up to over time", None, Answer::Words),
    play("need_child", "G", "for which child it must happen", FREE, Answer::Any),
    play("need_outcome", "G", "what must be different for the child", FREE, Answer::Words),
    play("need_who", "G", "who does it", FREE, Answer::Words),
    play("need_when", "G", "by when", FREE, Answer::Any),
    play("need_measure", "G", "how anybody will know", FREE, Answer::Words),
    play("need_contingency", "G", "what happens if it does not", FREE, Answer::Words),
    play("alternative", "H", "another way to read it", None, Answer::Words),
    play("family_view", "H", "what the family says to it", None, Answer::Words),
    play("agency_view", "H", "what agencies say to it", None, Answer::Words),
    play("dissent", "H", "who disagrees, and why", None, Answer::Words),
    play("factors", "I", "factors as understood at the end", None, Answer::Codes("assessment_factor")),
    play("in_need", "I", "whether the child is in need", None, Answer::Any),
    play("decision_outcome", "I", "what is decided", None, Answer::Any),
    play("decision_reasons", "I", "the reasons", None, Answer::Words),
];

/// The part of this name.
pub fn named(name: &str) -> Option<&'static Play> {
    PLAYS.iter().find(|play| play.name == name)
}

/// The parts that a form has no question for; nothing for a form with no part at all, which is no assessment.
pub fn missing(form: &Form) -> Vec<&'static Play> {
    let has = |name: &str| questions(form).any(|(_, question)| question.plays.as_deref() == Some(name));
    if !questions(form).any(|(_, question)| question.plays.is_some()) {
        return Vec::new();
    }
    PLAYS.iter().filter(|play| !has(play.name)).collect()
}

impl Play {
    /// What is wrong with a question of this section playing this part.
    pub fn wrong(&self, section: &Section, question: &Question) -> Option<String> {
        let per = section.repeats.as_ref().map(|repeats| repeats.per);
        if self.per.is_some() && self.per != per {
            let need = match self.per {
                Some(Per::Child) => "once for each child: its section needs repeats with `per = \"child\"`",
                Some(Per::Carer) => "once for each carer: its section needs repeats with `per = \"carer\"`",
                _ => "as often as needed: its section needs repeats with `per = \"free\"`",
            };
            return Some(format!("“{}” ({}) is asked {need}.", self.name, self.words));
        }
        let fits = match (self.answer, &question.kind) {
            (Answer::Any, _)
            | (Answer::Words, Kind::LongText | Kind::ShortText)
            | (Answer::Date, Kind::PartialDate)
            | (Answer::YesNo, Kind::YesNo) => return None,
            (Answer::Codes(list), Kind::Codes { list: of, .. }) => of == list,
            (Answer::Choices(values), Kind::One(choices)) => {
                choices.len() == values.len()
                    && choices.iter().all(|each| values.contains(&each.value.as_str()))
            }
            _ => false,
        };
        (!fits).then(|| format!("“{}” ({}) needs {}.", self.name, self.words, self.answer.words()))
    }
}

impl Answer {
    fn words(self) -> String {
        match self {
            Answer::Words => "a question of kind “long_text” or “short_text”".to_owned(),
            Answer::Any => "a question of any kind".to_owned(),
            Answer::Date => "a question of kind “partial_date”".to_owned(),
            Answer::YesNo => "a question of kind “yes_no”".to_owned(),
            Answer::Codes(list) => format!("a question of kind “codes” with list “{list}”"),
            Answer::Choices(values) => {
                format!("a question of kind “one” with exactly the values {}", values.join(", "))
            }
        }
    }
}

impl Form {
    /// The question that plays a part, with its section; the first when the form has several.
    pub fn played(&self, name: &str) -> Option<(&Section, &Question)> {
        questions(self).find(|(_, question)| question.plays.as_deref() == Some(name))
    }

    /// Where the answer that plays a part stands, in one repeat when its section repeats.
    pub fn place_of(&self, name: &str, index: Option<u16>) -> Option<Place> {
        let (section, question) = self.played(name)?;
        let index = section.repeats.as_ref().and(index);
        if section.repeats.is_some() != index.is_some() {
            return None;
        }
        Some(Place { section: section.id.clone(), index, question: question.id.clone() })
    }
}

fn questions(form: &Form) -> impl Iterator<Item = (&Section, &Question)> {
    form.sections.iter().flat_map(|section| section.questions.iter().map(move |question| (section, question)))
}
