//! The pictures of a document: the story in lanes, and the family on a day (ux 3.9, 3.10). **A picture holds nothing that its document does not hold in
//! words**: the lanes are made from the lines that this reader gets, and from nothing else. The family and the child get none: their lines are looked through
//! and changed before they go, and a picture would keep what was taken out. The genogram stands in whole copies only, without anybody who is restricted,
//! because others read the document too.

use domain::calendar::london;
use domain::chronology::{Entry, version};
use domain::document::{Image, Kind, Part, Picture, Section};
use domain::pack::Pack;
use domain::person::name::shown_in_line;
use domain::person::relationship::Relationship;
use jiff::Timestamp;
use jiff::civil::Date;
use store::{Door, Stop};

use super::compose::From;
use crate::child::ChildPage;
use crate::network::{NetworkView, of_door};
use crate::session::Session;

/// Draws pictures for documents: from what they show to a drawing that stands by itself. The same facts give the same drawing.
pub trait Drawing: Send + Sync {
    /// A story in lanes, as SVG; nothing when nothing in it has a place in time.
    fn lanes(&self, story: &Story, pack: &Pack) -> Option<String>;

    /// A family on a day, as SVG, with what is to be seen in a sentence.
    fn family(&self, family: &NetworkView, pack: &Pack) -> Option<(String, String)>;
}

/// A story to be drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Story {
    /// What happened, oldest first.
    pub marks: Vec<StoryMark>,
    /// What is to be seen, in a sentence.
    pub sentence: String,
}

/// A line of a document, in its lane.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoryMark {
    /// The code of its lane.
    pub lane: String,
    /// The moment it happened; the beginning of the day, or of the earliest it can have been.
    pub at: Timestamp,
    /// When it was known here; the moment it happened where the reader is not told.
    pub known: Timestamp,
    /// When, in the words of the document.
    pub when: String,
    /// What, in the words of the document.
    pub words: String,
    /// Whether the document says that it is significant.
    pub significant: bool,
    /// Its number in the document, where lines are numbered.
    pub number: Option<usize>,
}

/// What a reader is told of an entry, beside its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Tells {
    /// When it became known.
    pub known: bool,
    /// That it is significant.
    pub significance: bool,
}

/// An entry with the words it has in the document; nothing when nobody knows even about when it happened.
pub(super) fn mark(entry: &Entry, words: &str, number: Option<usize>, tells: Tells) -> Option<StoryMark> {
    let at = entry.moment.or_else(|| entry.happened.earliest().map(london::start_of))?;
    Some(StoryMark {
        lane: entry.lane.clone(),
        at,
        known: if tells.known { entry.known_at.max(at) } else { at },
        when: entry.happened.to_string(),
        words: words.to_owned(),
        significant: tells.significance && entry.is_significant(),
        number,
    })
}

/// The lines of a version, each with the lane of its entry.
pub(super) fn of_lines(lines: &version::Composed, entries: &[Entry]) -> Vec<StoryMark> {
    let found = |line: &version::Line| {
        let entry = entries.iter().find(|entry| Some(&entry.source) == line.source.as_ref())?;
        let tells = Tells { known: true, significance: !line.why.is_empty() };
        mark(entry, &line.words, Some(line.number), tells)
    };
    lines.lines.iter().filter_map(found).collect()
}

/// The picture of these lines, of which the document has `all`.
pub(super) fn lanes(from: &From<'_>, marks: Vec<StoryMark>, all: usize) -> Option<Section> {
    let drawing = from.drawing?;
    let mut days: Vec<Date> = marks.iter().map(|mark| london::date_of(mark.at)).collect();
    days.sort();
    let (first, last) = (days.first()?, days.last()?);
    let mut sentence = format!(
        "{} in lanes, from {} to {}.",
        if marks.len() == 1 { "1 event".to_owned() } else { format!("{} events", marks.len()) },
        london::date_in_words(*first),
        london::date_in_words(*last)
    );
    for lane in &from.pack.chronology.lanes {
        let many = marks.iter().filter(|mark| mark.lane == lane.code).count();
        if many > 0 {
            sentence.push_str(&format!(" {}: {many}.", lane.name));
        }
    }
    let later = marks.iter().filter(|mark| london::date_of(mark.known) > london::date_of(mark.at)).count();
    if later > 0 {
        sentence.push_str(&format!(
            " {later} became known here later than they happened: the dotted line runs until then."
        ));
    }
    if all > marks.len() {
        sentence.push_str(&format!(" {} without a date stand only in the table.", all - marks.len()));
    }
    let numbered = marks.iter().any(|mark| mark.number.is_some());
    sentence.push_str(if numbered {
        " A number in a mark says how many events it stands for; the number beneath is that of the table, which holds the same."
    } else {
        " A number in a mark says how many events it stands for. The table holds the same."
    });
    let drawn = drawing.lanes(&Story { marks, sentence: sentence.clone() }, from.pack)?;
    Some(picture("lanes", "What built up, in lanes", sentence, drawn))
}

/// The family as at a day, for a whole copy.
///
/// # Errors
/// When the family cannot be read.
pub(super) fn family(
    session: &Session<'_>,
    door: &Door,
    page: &ChildPage,
    kind: Kind,
    day: Date,
) -> Result<Option<Section>, Stop> {
    let Some(drawing) = session.house.drawing.as_deref() else { return Ok(None) };
    if !kind.is_whole() {
        return Ok(None);
    }
    let mut view = of_door(session, door, page, day)?;
    let child = page.file.child.record.id;
    // Others read the document too: who is restricted stands in none.
    view.people.retain(|person| person.id == child || person.restriction.is_none());
    if kind == Kind::Court {
        // A warning for staff is the council's own.
        for badges in view.badges.values_mut() {
            badges.retain(|badge| *badge != domain::network::Badge::StaffWarning);
        }
    }
    if view.people.len() < 2 {
        return Ok(None);
    }
    let Some((sentence, drawn)) = drawing.family(&view, &session.house.pack) else { return Ok(None) };
    let rules = &session.house.pack.network;
    let is_drawn = |tie: &Relationship| domain::network::line(tie, day, rules).is_some();
    let mut words = vec![sentence];
    words.extend(view.ties.iter().filter(|tied| is_drawn(&tied.tie)).filter_map(|tied| {
        let name = |id| {
            view.people.iter().find(|person| person.id == id).map(|person| shown_in_line(&person.name()))
        };
        Some(format!("{}: {} of {}.", name(tied.tie.from)?, tied.tie.kind.words(), name(tied.tie.to)?))
    }));
    words.push("A square is male, a circle female, a diamond not known. The double outline is the child. A dashed line goes round whoever lives together.".into());
    let heading = format!("The family on {}", london::date_in_words(day));
    Ok(Some(picture("family", &heading, words.join(" "), drawn)))
}

fn picture(code: &str, heading: &str, description: String, drawn: String) -> Section {
    Section::of(code, heading, vec![Part::Picture(Picture { description, image: Image::Svg(drawn) })])
}
