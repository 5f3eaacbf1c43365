//! What a child says and shows, from wherever it was written down, the latest first: this stands under the first heading of every plan.

use jiff::Timestamp;
use jiff::civil::Date;

use super::ChildVoice;
use crate::id::Id;
use crate::safety_plan::ChildPlan;
use crate::section47::{DirectWork, Section47};

/// One thing that a child said or showed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// On which day.
    pub on: Date,
    /// When it was written down.
    pub at: Timestamp,
    /// What it is.
    pub shows: Shows,
    /// What was asked before; empty when nothing was, or nobody wrote it down.
    pub asked: String,
    /// The words: the child's own, or what a drawing shows.
    pub words: String,
    /// Who heard or saw it; empty when nobody wrote it down.
    pub heard_by: String,
}

/// What a line is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shows {
    /// The child's own words, and how they were told: a code of the pack, or empty.
    Said {
        /// How.
        way: String,
    },
    /// What the child wishes.
    Wishes,
    /// How the child feels.
    Feels,
    /// A drawing or other direct work, described.
    Work {
        /// Which.
        work: Id<DirectWork>,
        /// Its kind: a code of the pack.
        kind: String,
    },
}

/// Everything that a child said and showed, the latest first. What was taken back is left out.
///
/// * `voices`: days on which the child was listened to;
/// * `works`: direct work;
/// * `enquiries`: the child's section 47 enquiries, for the words in them;
/// * `own`: the child's own plans, for the words in them.
pub fn says_and_shows<'a>(
    voices: impl IntoIterator<Item = &'a ChildVoice>,
    works: impl IntoIterator<Item = &'a DirectWork>,
    enquiries: impl IntoIterator<Item = &'a Section47>,
    own: impl IntoIterator<Item = &'a ChildPlan>,
) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for voice in voices.into_iter().filter(|voice| voice.taken_back.is_none()) {
        lines.extend(of_voice(voice));
    }
    for work in works {
        let shows = Shows::Work { work: work.id, kind: work.kind.clone() };
        let words = work.description.clone();
        lines.push(Line {
            on: work.on,
            at: work.at,
            shows,
            asked: String::new(),
            words,
            heard_by: String::new(),
        });
    }
    for said in enquiries.into_iter().flat_map(|enquiry| &enquiry.words) {
        lines.push(Line {
            on: said.on,
            at: said.at,
            shows: Shows::Said { way: String::new() },
            asked: said.asked.clone(),
            words: said.words.clone(),
            heard_by: said.heard_by.clone(),
        });
    }
    for plan in own {
        lines.extend(plan.now.words.said.iter().map(|said| Line {
            on: said.on,
            at: plan.now.at,
            shows: Shows::Said { way: String::new() },
            asked: String::new(),
            words: said.words.clone(),
            heard_by: String::new(),
        }));
    }
    // Stable: what was written down together stays in the order it was said.
    lines.sort_by_key(|line| std::cmp::Reverse((line.on, line.at)));
    lines
}

fn of_voice(voice: &ChildVoice) -> Vec<Line> {
    let heard = &voice.heard;
    let line = |shows: Shows, asked: &str, words: &str| Line {
        on: heard.on,
        at: voice.at,
        shows,
        asked: asked.trim().into(),
        words: words.into(),
        heard_by: heard.heard_by.clone(),
    };
    let quotes = heard
        .quotes
        .iter()
        .map(|quote| line(Shows::Said { way: quote.way.clone() }, &quote.asked, &quote.words));
    let wishes = (!heard.wishes.is_empty()).then(|| line(Shows::Wishes, "", &heard.wishes));
    let feels = (!heard.feelings.is_empty()).then(|| line(Shows::Feels, "", &heard.feelings));
    quotes.chain(wishes).chain(feels).collect()
}
