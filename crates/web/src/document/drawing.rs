//! The pictures of documents, drawn by the same hand as those of pages, to stand by themselves on paper.

use casework::document::{Drawing, Story, StoryMark};
use casework::network::NetworkView;
use design::picture::{Lane, LaneEvent, Lanes};
use domain::calendar::london;
use domain::pack::Pack;

use crate::chronology::{short, ticks};
use crate::network::family;

/// Draws the pictures of documents.
pub struct Pictures;

impl Drawing for Pictures {
    fn lanes(&self, story: &Story, pack: &Pack) -> Option<String> {
        let first = story.marks.iter().map(|mark| mark.at).min()?;
        let last = story.marks.iter().map(|mark| mark.at.max(mark.known)).max()?;
        // On paper only lanes in which something stands: room is dear there.
        let stands = |code: &str| story.marks.iter().any(|mark| mark.lane == code);
        let lanes = pack.chronology.lanes.iter().filter(|lane| stands(&lane.code));
        let mut lanes: Vec<Lane> =
            lanes.map(|lane| Lane { code: lane.code.clone(), name: lane.name.clone() }).collect();
        if story.marks.iter().any(|mark| lanes.iter().all(|lane| lane.code != mark.lane)) {
            lanes.push(Lane { code: String::new(), name: "Other".into() });
        }
        let events = story.marks.iter().map(|mark| event(mark, &lanes)).collect();
        let ticks = ticks(london::date_of(first), london::date_of(last));
        let sentence = story.sentence.clone();
        Some(Lanes { lanes, events, ticks, sentence, ..Lanes::default() }.on_paper())
    }

    fn family(&self, family: &NetworkView, pack: &Pack) -> Option<(String, String)> {
        let genogram = family::picture(family, &pack.network);
        let drawn = genogram.on_paper();
        (genogram.family.people.len() > 1).then_some((genogram.sentence, drawn))
    }
}

fn event(mark: &StoryMark, lanes: &[Lane]) -> LaneEvent {
    let lane = lanes.iter().position(|lane| lane.code == mark.lane);
    LaneEvent {
        at: mark.at.as_second(),
        known: mark.known.as_second(),
        day: london::date_of(mark.at).to_string(),
        when: mark.when.clone(),
        words: short(&mark.words),
        lane: lane.unwrap_or(lanes.len().saturating_sub(1)),
        href: String::new(),
        is_known: true,
        significant: mark.significant,
        number: mark.number,
    }
}
