//! Text that stands elsewhere too keeps where it comes from: a brother's or sister's answer, an older assessment of the same children, another family's
//! record. What is like a sibling's is shown to author and authoriser. A passage of another family's record lets nobody authorise until somebody has
//! explained it; all that anybody learns of that family is that the passage stands there (domain.md 1.9 and 5).

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::Assessment;
use super::likeness::{self, Compared};
use crate::form::{Answer, Answers, Form, Place};
use crate::id::Id;
use crate::pack::AssessmentRules;
use crate::refusal::Refusal;
use crate::staff::Staff;

/// Text of an answer that stands elsewhere too.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Copied {
    /// The answer.
    pub place: Place,
    /// Where the text stands too.
    pub from: Origin,
    /// How much of the answer is like it, in per cent.
    pub percent: u8,
    /// The passage that stands elsewhere, in this answer's own words; empty where the whole answer is like the other.
    pub passage: String,
    /// Who had saved the answer when it was found.
    pub by: Id<Staff>,
    /// When it was found first.
    pub at: Timestamp,
    /// Why it stands here.
    pub explained: Option<Explained>,
}

/// Where a text stands too.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// A brother's or sister's answer here.
    Sibling {
        /// Where.
        place: Place,
    },
    /// An older assessment of the same family.
    Older {
        /// The assessment.
        assessment: Id<Assessment>,
        /// The number people say.
        reference: String,
        /// Where in it.
        place: Place,
    },
    /// Another family's record. Nothing else is kept of it.
    OtherFamily,
}

/// Why a text stands here as it stands elsewhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Explained {
    /// The words.
    pub words: String,
    /// Who.
    pub by: Id<Staff>,
    /// When.
    pub at: Timestamp,
}

/// Two siblings' answers that are alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// One answer.
    pub one: Place,
    /// The other.
    pub other: Place,
    /// How far they are alike, in per cent.
    pub percent: u8,
}

/// Another assessment with which this one's texts are compared.
#[derive(Debug, Clone, Copy)]
pub enum Other<'a> {
    /// An older one of the same family.
    Older(&'a Assessment),
    /// One of another family.
    Family(&'a Assessment),
}

/// The answers about brothers and sisters that are alike by more than the pack allows: each pair once, the earlier repeat first.
/// `names` are those of the family, so that another name makes no other text.
pub fn siblings_alike(
    form: &Form,
    answers: &Answers,
    rules: &AssessmentRules,
    names: &[String],
) -> Vec<Finding> {
    let mut by_question: BTreeMap<(&str, &str), Vec<(&Place, Compared)>> = BTreeMap::new();
    for (place, text) in texts(form, answers, rules) {
        if place.index.is_some() && is_per_child(form, place) {
            let compared = Compared::new(text, names);
            by_question.entry((&place.section, &place.question)).or_default().push((place, compared));
        }
    }
    let mut found = Vec::new();
    for same in by_question.into_values() {
        for (number, (one, text)) in same.iter().enumerate() {
            for (other, theirs) in same.iter().skip(number + 1) {
                let percent = text.percent(theirs);
                if percent > rules.sibling_percent {
                    found.push(Finding { one: (*one).clone(), other: (*other).clone(), percent });
                }
            }
        }
    }
    found
}

fn is_per_child(form: &Form, place: &Place) -> bool {
    let section = form.section(&place.section);
    section.and_then(|section| section.repeats.as_ref()).is_some_and(|one| one.per == crate::form::Per::Child)
}

/// The typed texts that are long enough to be compared.
fn texts<'a>(
    form: &'a Form,
    answers: &'a Answers,
    rules: &'a AssessmentRules,
) -> impl Iterator<Item = (&'a Place, &'a str)> {
    answers.given.iter().filter_map(move |(place, answer)| {
        let Answer::Text(text) = answer else { return None };
        let typed = form.question(place).is_some_and(|question| !question.kind.is_choice());
        (typed && text.split_whitespace().count() >= usize::from(rules.fewest_words))
            .then_some((place, text.as_str()))
    })
}

impl Assessment {
    /// The fingerprints of its longer texts, place by place: what another family's text is found by. They are made from the record and from nothing else.
    pub fn prints(&self) -> BTreeMap<&Place, Vec<u64>> {
        let typed = self.answers.given.iter().filter_map(|(place, answer)| match answer {
            Answer::Text(text) => Some((place, prints(&Compared::new(text, &[])))),
            Answer::NotKnown | Answer::Several(_) | Answer::Date(_) => None,
        });
        typed.filter(|(_, prints)| !prints.is_empty()).collect()
    }

    /// The same assessment with what of its text stands elsewhere found again: in its own answers about brothers and sisters, and in `others`. What was
    /// found before and still stands keeps who was first told, and its explanation; what was rewritten is gone. Of answers that did not change since the
    /// last comparison (`changed` says which did) what was found in other assessments stays as it is.
    #[must_use]
    pub fn compared(
        &self,
        others: &[Other<'_>],
        changed: impl Fn(&Place) -> bool,
        (form, rules): (&Form, &AssessmentRules),
        names: &[String],
        (by, at): (Id<Staff>, Timestamp),
    ) -> Assessment {
        let stays =
            |copied: &&Copied| !matches!(copied.from, Origin::Sibling { .. }) && !changed(&copied.place);
        let mut found: Vec<Copied> = self.copies.iter().filter(stays).cloned().collect();
        let new = |place: &Place, from: Origin, percent: u8, passage: String| {
            let place = place.clone();
            Copied { place, from, percent, passage, by, at, explained: None }
        };
        for alike in siblings_alike(form, &self.answers, rules, names) {
            let from = Origin::Sibling { place: alike.one };
            found.push(new(&alike.other, from, alike.percent, String::new()));
        }
        let others: Vec<Read<'_>> = others.iter().map(|other| Read::of(*other, names)).collect();
        for (place, text) in texts(form, &self.answers, rules).filter(|(place, _)| changed(place)) {
            let mine = Mine::of(text, names);
            for other in &others {
                let stands = other.holds(&mine, rules);
                found.extend(stands.map(|(from, percent, passage)| new(place, from, percent, passage)));
            }
        }
        found.sort_by(|one, two| {
            (&one.place, &one.from, two.percent).cmp(&(&two.place, &two.from, one.percent))
        });
        found.dedup_by(|later, first| later.place == first.place && later.from == first.from);
        for copied in &mut found {
            let same = |known: &&Copied| {
                known.place == copied.place && known.from == copied.from && known.passage == copied.passage
            };
            if let Some(known) = self.copies.iter().find(same) {
                (copied.by, copied.at, copied.explained) = (known.by, known.at, known.explained.clone());
            }
        }
        Assessment { copies: found, ..self.clone() }
    }

    /// Passages of another family's record that nobody has explained: they let nobody authorise.
    pub fn unexplained(&self) -> impl Iterator<Item = &Copied> {
        self.copies.iter().filter(|copied| copied.from == Origin::OtherFamily && copied.explained.is_none())
    }

    /// Says why a text stands here as it stands elsewhere. `number` is its place in the list. Whoever does so answers for the text, and does not sign it.
    ///
    /// # Errors
    /// When there is no such text, or no reason is given.
    pub fn explains(
        &self,
        number: usize,
        words: &str,
        by: Id<Staff>,
        at: Timestamp,
    ) -> Result<Assessment, Refusal> {
        if !self.runs() || self.authorised.is_some() {
            return Err(Refusal::NotNow(
                "This assessment is signed: nothing is explained afterwards.".into(),
            ));
        }
        if words.trim().is_empty() {
            return Err(Refusal::field("words", "Say how these words come to stand here too."));
        }
        let mut after = self.clone();
        let copied = after.copies.get_mut(number).ok_or(Refusal::NotFound)?;
        copied.explained = Some(Explained { words: words.trim().to_owned(), by, at });
        after.written_by(by);
        Ok(after)
    }
}

/// A text of this assessment, read for both comparisons.
struct Mine<'a> {
    text: &'a str,
    /// Where a name is a name, for records of the same family.
    named: Compared,
    /// Where a name is a word like others, for those of other families: what is found is found from the words alone, from either side.
    plain: Compared,
    prints: Vec<u64>,
}

impl<'a> Mine<'a> {
    fn of(text: &'a str, names: &[String]) -> Self {
        let plain = Compared::new(text, &[]);
        Mine { text, named: Compared::new(text, names), prints: prints(&plain), plain }
    }
}

/// Another assessment with its texts read: once, and not again for each text that is compared with them.
struct Read<'a> {
    other: Other<'a>,
    texts: Vec<(&'a Place, Compared, Vec<u64>)>,
}

impl<'a> Read<'a> {
    fn of(other: Other<'a>, names: &[String]) -> Self {
        let texts = match other {
            Other::Older(older) => {
                typed(older).map(|(place, text)| (place, Compared::new(text, names), Vec::new())).collect()
            }
            Other::Family(family) => typed(family)
                .map(|(place, text)| {
                    let read = Compared::new(text, &[]);
                    let prints = prints(&read);
                    (place, read, prints)
                })
                .collect(),
        };
        Read { other, texts }
    }

    /// Whether a text stands in it: in one of the same family by how alike two whole answers are, in another family's by a passage.
    fn holds(&self, mine: &Mine<'_>, rules: &AssessmentRules) -> Option<(Origin, u8, String)> {
        match self.other {
            Other::Older(older) => {
                let alike = self.texts.iter().map(|(place, theirs, _)| (mine.named.percent(theirs), *place));
                let (percent, place) = alike.max_by_key(|(percent, _)| *percent)?;
                let origin = Origin::Older {
                    assessment: older.id,
                    reference: older.reference.clone(),
                    place: place.clone(),
                };
                (percent > rules.older_percent).then_some((origin, percent, String::new()))
            }
            Other::Family(_) => {
                let least = usize::from(rules.passage_words).max(likeness::PASSAGE);
                // Texts that share a passage share a fingerprint: the others need no closer look.
                let near = self.texts.iter().filter(|(_, _, prints)| share_one(&mine.prints, prints));
                let passages = near.flat_map(|(_, theirs, _)| mine.plain.shared(theirs, least));
                let passage = passages.max_by_key(ExactSizeIterator::len).and_then(|at| mine.text.get(at))?;
                let words = Compared::new(passage, &[]).words();
                let percent = u8::try_from((words * 100 / mine.plain.words().max(1)).min(100)).unwrap_or(100);
                Some((Origin::OtherFamily, percent, passage.to_owned()))
            }
        }
    }
}

/// Whether two lists of fingerprints, each in order, have one in common.
fn share_one(mine: &[u64], theirs: &[u64]) -> bool {
    mine.iter().any(|print| theirs.binary_search(print).is_ok())
}

fn typed(assessment: &Assessment) -> impl Iterator<Item = (&Place, &str)> {
    assessment.answers.given.iter().filter_map(|(place, answer)| match answer {
        Answer::Text(text) => Some((place, text.as_str())),
        Answer::NotKnown | Answer::Several(_) | Answer::Date(_) => None,
    })
}

/// A text's fingerprints, each once and in order.
fn prints(text: &Compared) -> Vec<u64> {
    let mut prints: Vec<u64> = text.fingerprints().into_iter().map(|print| print.hash).collect();
    prints.sort_unstable();
    prints.dedup();
    prints
}
