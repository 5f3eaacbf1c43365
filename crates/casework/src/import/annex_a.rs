//! A workbook of Annex A lists, in any spelling that is known, as what it says of each child. Lists are cross-sections: they say that a child was referred, assessed,
//! on a plan, and not which of these belong together. What belongs to an episode is put to the last one that had begun by then; where the lists have none, it
//! is not carried, and the report says so. Contacts, early help, care, leaving care and adoption have no place in this record.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::SeekFrom;

use domain::episode::{Assessment, BroughtPlan, Enquiry, Plan, PlanKind};
use domain::import::{Part, Rule, Told};
use domain::person::partial_date::PartialDate;
use domain::person::{Sex, Standing};
use jiff::civil::Date;
use returns::annex_a::check::{GivenRow, Got, read_until as rows_until};

use super::read::{Bytes, LONGEST_IDENTIFIER, LONGEST_VALUE, NotTaken, Whole, longer};

/// The columns by which every list tells a child.
const IDENTIFIER: &str = "Child Unique ID";

/// How much of a workbook is taken in.
struct Bounds {
    /// The most rows of all lists together.
    rows: usize,
    /// About so many rows are held at once.
    held: usize,
    /// The most rows of one child.
    of_one: usize,
}

/// The lists of the largest council have about a hundred thousand rows together, and no child more than some dozens.
const BOUNDS: Bounds = Bounds { rows: 400_000, held: 20_000, of_one: 500 };

/// Hands on what a workbook says of each child. It is read as often as it takes to hold only some of the children at a time; the lists of a usual council are held
/// at once, and the children come in the order in which the lists first name them.
pub(super) fn read(bytes: Box<dyn Bytes + '_>, on: &mut dyn FnMut(Told)) -> Result<Whole, NotTaken> {
    within(bytes, &BOUNDS, on)
}

fn within(
    mut bytes: Box<dyn Bytes + '_>,
    bounds: &Bounds,
    on: &mut dyn FnMut(Told),
) -> Result<Whole, NotTaken> {
    let mut whole = Whole::default();
    let mut count = 0;
    each(&mut bytes, &mut |row| {
        count += 1;
        if count > bounds.rows {
            let words = format!(
                "the lists have more than {} rows together. Bring them in several workbooks, some of the children in each.",
                bounds.rows
            );
            return Err(NotTaken::at(row.place, words));
        }
        match row.list {
            11 => whole.lost_line(&table(11), &row.place, Rule::NoPlace, "An adopter"),
            list if row.text(IDENTIFIER).is_none_or(str::is_empty) => {
                whole.lost_line(&table(list), &row.place, Rule::NoIdentifier, "A row without an identifier");
            }
            list if longer(row.text(IDENTIFIER).unwrap_or_default(), LONGEST_IDENTIFIER) => {
                let words = format!("The identifier is longer than {LONGEST_IDENTIFIER} letters");
                whole.lost_line(&table(list), &row.place, Rule::Unreadable, &words);
            }
            _ => {}
        }
        Ok(())
    })
    .map(|others| {
        for sheet in others {
            whole.lost(&format!("sheet {sheet}"), Rule::NoPlace, "The sheet is none of the lists");
        }
    })?;
    let parts = count.div_ceil(bounds.held).max(1);
    for part in 0..parts {
        some(&mut bytes, bounds, (part, parts), on)?;
    }
    Ok(whole)
}

/// Hands on the children of one part.
fn some(
    bytes: &mut Box<dyn Bytes + '_>,
    bounds: &Bounds,
    (part, parts): (usize, usize),
    on: &mut dyn FnMut(Told),
) -> Result<(), NotTaken> {
    let mut children: BTreeMap<String, Vec<GivenRow>> = BTreeMap::new();
    let mut order = Vec::new();
    let mut held = 0;
    each(bytes, &mut |mut row| {
        let identifier = row.text(IDENTIFIER).unwrap_or_default().to_owned();
        let nobody = row.list == 11 || identifier.is_empty() || longer(&identifier, LONGEST_IDENTIFIER);
        if nobody || part_of(&identifier, parts) != part {
            return Ok(());
        }
        held += 1;
        // Parts are about as large as one another, unless somebody chose the identifiers so that they are not.
        if held > bounds.held.saturating_mul(3) {
            return Err(NotTaken::at(
                row.place,
                "too many rows are of too few children. No such lists are like that.",
            ));
        }
        for value in row.values.values_mut() {
            if let Got::Text(text) = value
                && longer(text, LONGEST_VALUE)
            {
                *text = text.chars().take(LONGEST_VALUE).collect();
            }
        }
        let own = children.entry(identifier.clone()).or_insert_with(|| {
            order.push(identifier);
            Vec::new()
        });
        if own.len() == bounds.of_one {
            let words = format!("one child has more than {} rows. No child has as many.", bounds.of_one);
            return Err(NotTaken::at(row.place, words));
        }
        own.push(row);
        Ok(())
    })?;
    for identifier in order {
        if let Some(rows) = children.remove(&identifier) {
            on(told(identifier, &rows));
        }
    }
    Ok(())
}

/// Which part a child belongs to.
fn part_of(identifier: &str, parts: usize) -> usize {
    let mut hasher = DefaultHasher::new();
    identifier.hash(&mut hasher);
    usize::try_from(hasher.finish() % (parts.max(1) as u64)).unwrap_or_default()
}

/// Hands on each row, until one is refused; gives back the sheets that are no list.
fn each(
    bytes: &mut Box<dyn Bytes + '_>,
    on: &mut dyn FnMut(GivenRow) -> Result<(), NotTaken>,
) -> Result<Vec<String>, NotTaken> {
    bytes.seek(SeekFrom::Start(0))?;
    let mut stopped = None;
    let read = rows_until(bytes, &mut |row| match on(row) {
        Ok(()) => true,
        Err(error) => {
            stopped = Some(error);
            false
        }
    });
    match (stopped, read) {
        (Some(error), _) => Err(error),
        (None, read) => read.map_err(|error| NotTaken::at(error.place, error.words)),
    }
}

fn table(list: u8) -> String {
    format!("List {list}")
}

fn told(identifier: String, rows: &[GivenRow]) -> Told {
    let place = rows.first().map(|row| row.place.clone()).unwrap_or_default();
    let mut told = Told::nothing(place, identifier, Standing::Child);
    for row in rows {
        who(&mut told, row);
    }
    // Episodes first: what belongs to one needs it, whatever the order of the sheets.
    for list in [3, 6, 4, 5, 7] {
        for row in rows.iter().filter(|row| row.list == list) {
            let lost = match list {
                3 => referral(&mut told, row),
                6 => in_need(&mut told, row),
                4 => assessment(&mut told, row),
                5 => enquiry(&mut told, row),
                _ => protection(&mut told, row),
            };
            if let Err((rule, words)) = lost {
                told.lost_line(&table(list), &row.place, rule, words);
            }
        }
    }
    for row in rows {
        let words = match row.list {
            1 => "A contact: contacts before moving in stay in the system they were made in",
            2 => "An early help assessment",
            8 => "A child in care",
            9 => "A care leaver",
            10 => "Adoption",
            _ => continue,
        };
        told.lost_line(&table(row.list), &row.place, Rule::NoPlace, words);
    }
    told
}

/// Who the child is: the first list that says so is believed, and another that says otherwise is told of.
fn who(told: &mut Told, row: &GivenRow) {
    let sex = match row.text("Gender") {
        Some("M") => Some(Sex::Male),
        Some("F") => Some(Sex::Female),
        Some(_) => Some(Sex::Unknown),
        None => None,
    };
    let birth = row.day("Date of Birth").map(PartialDate::Exact);
    let ethnicity = row.text("Ethnicity").map(str::to_owned);
    let differs = [
        ("Gender", sex.is_some() && told.sex.is_some() && sex != told.sex),
        ("Date of Birth", birth.is_some() && told.birth.is_some() && birth != told.birth),
        ("Ethnicity", ethnicity.is_some() && told.ethnicity.is_some() && ethnicity != told.ethnicity),
    ];
    for (column, _) in differs.iter().filter(|(_, differs)| *differs) {
        told.lost(&row.place, Rule::Repeated, format!("{column}: an earlier list says otherwise"));
    }
    told.sex = told.sex.or(sex);
    told.birth = told.birth.or(birth);
    told.ethnicity = told.ethnicity.take().or(ethnicity);
    for column in &row.unreadable {
        told.lost(&row.place, Rule::Unreadable, format!("“{column}” cannot be read"));
    }
    for column in ["Allocated Team", "Allocated Worker"] {
        if row.values.contains_key(column) {
            told.lost(&row.place, Rule::NoPlace, format!("{column}: children are allocated here"));
        }
    }
}

type Carried = Result<(), (Rule, &'static str)>;

fn referral(told: &mut Told, row: &GivenRow) -> Carried {
    let on = row.day("Date of referral").ok_or((Rule::NoDay, "A referral without its date"))?;
    if told.episodes.iter().any(|known| known.referral_date == on) {
        return Err((Rule::Repeated, "A second referral on the same day"));
    }
    let episode = told.episode(on);
    episode.source = row.text("Referral Source").map(str::to_owned);
    episode.no_further_action = row.text("Referral NFA?") == Some("Y");
    told.line(&table(3), Part::Episode(on));
    Ok(())
}

/// The day on which the episode began to which something of a day belongs: the last that had begun by then and ended in nothing else than work.
fn belongs(told: &Told, on: Date) -> Option<Date> {
    let begun = told.episodes.iter().filter(|one| one.referral_date <= on && !one.no_further_action);
    begun.map(|one| one.referral_date).max()
}

/// A child in need: the start of this list is the referral that began the episode.
fn in_need(told: &mut Told, row: &GivenRow) -> Carried {
    let start = row.day("CIN Start Date").ok_or((Rule::NoDay, "A child in need without a start"))?;
    let on = belongs(told, start).unwrap_or(start);
    let closed = row.day("CIN Closure Date");
    if told.episodes.iter().any(|known| known.referral_date == on && known.primary_need.is_some()) {
        return Err((Rule::Repeated, "A second row of the same episode"));
    }
    let episode = told.episode(on);
    episode.primary_need = row.text("Primary Need Code").map(str::to_owned);
    episode.closed_on = closed;
    episode.closure_reason = row.text("Reason for Closure").map(str::to_owned);
    told.line(&table(6), Part::Episode(on));
    if row.text("Case Status") == Some("c") && closed.is_none() {
        told.lost(&row.place, Rule::NoDay, "A child in need plan runs: the list does not say since when");
    }
    if row.values.contains_key("Date Child Was Last Seen") {
        told.lost(&row.place, Rule::NoPlace, "Date Child Was Last Seen: visits are written here");
    }
    Ok(())
}

fn assessment(told: &mut Told, row: &GivenRow) -> Carried {
    let column = "Continuous Assessment Start Date";
    let started_on = row.day(column).ok_or((Rule::NoDay, "An assessment without its start"))?;
    let on = belongs(told, started_on).ok_or((Rule::NoEpisode, "An assessment before any referral"))?;
    let episode = told.episode(on);
    if episode.assessments.iter().any(|known| known.started_on == started_on) {
        return Err((Rule::Repeated, "A second assessment that began on the same day"));
    }
    episode.assessments.push(Assessment {
        started_on,
        authorised_on: row.day("Continuous Assessment Date of Authorisation"),
        factors: Vec::new(),
        record: None,
    });
    told.line(&table(4), Part::Assessment(on, started_on));
    Ok(())
}

fn enquiry(told: &mut Told, row: &GivenRow) -> Carried {
    let column = "Strategy discussion initiating Section 47 Enquiry Start Date";
    let started_on = row.day(column).ok_or((Rule::NoDay, "An enquiry without its start"))?;
    let on = belongs(told, started_on).ok_or((Rule::NoEpisode, "An enquiry before any referral"))?;
    let episode = told.episode(on);
    if episode.enquiries.iter().any(|known| known.started_on == started_on) {
        return Err((Rule::Repeated, "A second enquiry that began on the same day"));
    }
    episode.enquiries.push(Enquiry {
        started_on,
        conference_on: row.day("Date of Initial Child Protection Conference"),
        conference_not_required: row.text("Was an Initial Child Protection Conference deemed unnecessary?")
            == Some("Y"),
        record: None,
    });
    told.line(&table(5), Part::Enquiry(on, started_on));
    Ok(())
}

fn protection(told: &mut Told, row: &GivenRow) -> Carried {
    let column = "Child Protection Plan Start Date";
    let started_on = row.day(column).ok_or((Rule::NoDay, "A protection plan without its start"))?;
    let on = belongs(told, started_on).ok_or((Rule::NoEpisode, "A protection plan before any referral"))?;
    let kind = PlanKind::ChildProtection;
    let first = row.text("Initial Category of Abuse").map(str::to_owned);
    let latest = row.text("Latest Category of Abuse").map(str::to_owned);
    let episode = told.episode(on);
    if episode.plans.iter().any(|known| known.kind == kind && known.started_on == started_on) {
        return Err((Rule::Repeated, "A second plan that began on the same day"));
    }
    episode.plans.push(Plan {
        kind,
        started_on,
        ended_on: row.day("Child Protection Plan End Date"),
        category: latest.or_else(|| first.clone()),
    });
    let brought = episode.brought.get_or_insert_default();
    brought.plans.push(BroughtPlan {
        started_on,
        first_category: first,
        plans_before: row.whole("Number of Previous Child Protection Plans"),
        reviews: row.day("Date of latest review conference").into_iter().collect(),
    });
    told.line(&table(7), Part::Plan(on, kind, started_on));
    if row.values.contains_key("Date of the Last Statutory Visit") {
        told.lost(&row.place, Rule::NoPlace, "Date of the Last Statutory Visit: visits are written here");
    }
    Ok(())
}
