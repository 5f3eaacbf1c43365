//! The words of records: only of those that the viewer may read the content of now. That somebody searched words is written in the access log as such, with
//! every record of which a place was shown; opening one is a reading of its own.

use domain::access::{Action, Subject};
use domain::calendar::london;
use domain::passage::{NUMBER, Passage};
use store::search::{Asked, Hit, Told, found as hits, snippet};
use store::{Door, Stop};

use super::all::{InRecord, named};
use super::numbers::opened;
use crate::session::Session;

/// The most records that are shown.
const MOST: usize = 20;

/// The records in which the words stand, those in which they stand nearest first; and whether there are more.
pub(super) fn found(
    session: &Session<'_>,
    door: &Door,
    asked: &Asked,
) -> Result<(Vec<InRecord>, bool), Stop> {
    // Whoever reads no records searches none; to them there is nothing to refuse.
    if asked.is_empty() || !door.would_permit(Action::SearchText, Subject::House)? {
        return Ok((Vec::new(), false));
    }
    let permit = door.permit(Action::SearchText, Subject::House)?;
    let mut records = Vec::new();
    for hit in hits(&permit, asked)? {
        let Some(record) = record(session, door, &hit, asked)? else { continue };
        if records.len() == MOST {
            return Ok((records, true));
        }
        records.push(record);
    }
    Ok((records, false))
}

fn record(session: &Session<'_>, door: &Door, hit: &Hit, asked: &Asked) -> Result<Option<InRecord>, Stop> {
    let Some(Told { passages, children }) = opened(door, hit)? else { return Ok(None) };
    let told = hit.places.iter().filter_map(|place| passages.get(*place));
    let mut told = told
        .filter(|passage| passage.label != NUMBER)
        .map(|passage| (passage, snippet(&passage.words, asked)))
        .filter(|(_, pieces)| !pieces.is_empty());
    let Some((passage, pieces)) = told.next() else { return Ok(None) };
    let more = told.count();
    Ok(Some(InRecord {
        kind: hit.searched.kind,
        id: hit.id,
        name: hit.searched.name,
        children: named(door, children)?,
        part: part(session, passage),
        on: london::date_of(passage.when),
        pieces,
        more,
    }))
}

/// Which part of a record a passage is: the question it answers, as the pack asks it now, where it is an answer to a form.
fn part(session: &Session<'_>, passage: &Passage) -> String {
    let asked = passage.question.as_ref();
    let question = asked.and_then(|asked| session.house.pack.form(&asked.form)?.question(&asked.place));
    question.map_or(passage.label, |question| question.label.as_str()).to_owned()
}
