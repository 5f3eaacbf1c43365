//! A list of people as a CSV file, from any system: names, days of birth, numbers, an address. Headings are known by the names that systems give them; a column that
//! is none of these is told of once.

use domain::access::{Guard, Sealed};
use domain::import::{Part, Rule, Told};
use domain::person::address::AddressLines;
use domain::person::name::PersonName;
use domain::person::nhs_number::NhsNumber;
use domain::person::partial_date::PartialDate;
use domain::person::postcode::Postcode;
use domain::person::upn::Upn;
use domain::person::{Sex, Standing};
use returns::csv_table::{Heading, Row, read as rows};

use super::read::{Bytes, LONGEST_IDENTIFIER, LONGEST_VALUE, NotTaken, Whole, longer};
use super::ssd::day_of;

const TABLE: &str = "People";

/// What a column is, and the headings that are known for it, squeezed.
const COLUMNS: [(&str, &[&str]); 15] = [
    (
        "identifier",
        &[
            "identifier",
            "id",
            "personid",
            "perspersonid",
            "lachildid",
            "childuniqueid",
            "uniqueid",
            "childid",
            "clientid",
        ],
    ),
    ("given", &["given", "givenname", "givennames", "firstname", "firstnames", "forename", "forenames"]),
    ("family", &["family", "familyname", "surname", "lastname"]),
    ("name", &["name", "fullname"]),
    ("known as", &["knownas", "preferredname", "alias", "aka"]),
    ("born", &["born", "dob", "dateofbirth", "birthdate", "persdob"]),
    ("died", &["died", "dateofdeath", "deathdate"]),
    ("sex", &["sex", "gender"]),
    ("ethnicity", &["ethnicity", "ethnicitycode", "ethnicorigin"]),
    ("nhs", &["nhsnumber", "nhsno", "nhs"]),
    ("upn", &["upn", "uniquepupilnumber"]),
    ("address", &["address", "address1", "addressline1", "street"]),
    ("town", &["address2", "addressline2", "town", "city"]),
    ("postcode", &["postcode", "postalcode"]),
    ("standing", &["standing", "adultorchild", "childoradult", "persontype"]),
];

/// Hands on each person of a list.
pub(super) fn read(bytes: Box<dyn Bytes + '_>, on: &mut dyn FnMut(Told)) -> Result<Whole, NotTaken> {
    let mut whole = Whole::default();
    let mut strangers = Vec::new();
    let mut again = Vec::new();
    let mut lost = Whole::default();
    let mut any = false;
    rows(
        bytes,
        &mut |headings| {
            let known =
                |heading: &Heading| COLUMNS.iter().any(|(_, names)| names.contains(&heading.known.as_str()));
            any = headings.iter().any(known);
            strangers = headings
                .iter()
                .filter(|heading| !known(heading))
                .map(|heading| heading.typed.clone())
                .collect();
            again = said_again(headings);
        },
        &mut |row| match row.fits() {
            true => on(told(row)),
            false => lost.lost_line(TABLE, &format!("line {}", row.line), Rule::Ragged, RAGGED),
        },
    )
    .map_err(|error| NotTaken::at(format!("line {}", error.line), error.words))?;
    if !any {
        return Err(NotTaken::at(
            "line 1",
            "no heading is one of a list of people: name, date of birth, identifier.",
        ));
    }
    for heading in strangers {
        whole.lost("line 1", Rule::NoPlace, &format!("The column “{heading:.60}”"));
    }
    for heading in again {
        let words = format!("The column “{heading:.60}”: another column says the same, and that one is read");
        whole.lost("line 1", Rule::Repeated, &words);
    }
    whole.not_carried.extend(lost.not_carried);
    whole.tally = lost.tally;
    Ok(whole)
}

/// What is said of a row that does not fit its headings.
const RAGGED: &str = "A row of a person: a value with a comma in it needs quotation marks around it";

/// The headings that say what another says which is read instead: of two known names of one thing the better known, of the same heading twice the first, and a whole name
/// beside its parts.
fn said_again(headings: &[Heading]) -> Vec<String> {
    let mut again = Vec::new();
    let there = |name: &str| headings.iter().any(|heading| heading.known == name);
    let mut parts = false;
    for (column, names) in COLUMNS {
        let read = names.iter().find(|name| there(name));
        parts |= matches!(column, "given" | "family") && read.is_some();
        let mut seen = false;
        for heading in headings.iter().filter(|heading| names.contains(&heading.known.as_str())) {
            let first =
                read.is_some_and(|read| *read == heading.known) && !std::mem::replace(&mut seen, true);
            if !first || (column == "name" && parts) {
                again.push(heading.typed.clone());
            }
        }
    }
    again
}

fn get<'r>(row: &'r Row<'_>, column: &str) -> Option<&'r str> {
    let (_, names) = COLUMNS.iter().find(|(name, _)| *name == column)?;
    names.iter().find_map(|name| row.get(name))
}

/// A value that is no longer than any such value: what is longer is told of and not carried.
fn short<'r>(row: &'r Row<'_>, column: &str, told: &mut Told) -> Option<&'r str> {
    let value = get(row, column)?;
    if !longer(value, LONGEST_VALUE) {
        return Some(value);
    }
    let place = told.place.clone();
    told.lost(&place, Rule::Unreadable, format!("{column}: it is longer than {LONGEST_VALUE} letters"));
    None
}

fn told(row: &Row<'_>) -> Told {
    let place = format!("line {}", row.line);
    let adult = get(row, "standing").is_some_and(|text| text.to_lowercase().starts_with("adult"));
    let standing = if adult { Standing::Adult } else { Standing::Child };
    // One that is too long is refused with its row; so much of it shows that it is.
    let identifier = get(row, "identifier").unwrap_or_default();
    let identifier = identifier.chars().take(LONGEST_IDENTIFIER + 1).collect();
    let mut told = Told::nothing(place.clone(), identifier, standing);
    let mut value = |column: &str| short(row, column, &mut told);
    let (said, known_as) = ((value("given"), value("family"), value("name")), value("known as"));
    let (ethnicity, nhs, upn) = (value("ethnicity"), value("nhs"), value("upn"));
    let (lines, postcode) = ([value("address"), value("town")], value("postcode"));
    told.name = match said {
        (None, None, None) => None,
        (None, None, Some(whole)) => Some(PersonName::single(whole)),
        (given, family, _) => Some(PersonName::new(given.unwrap_or_default(), family.unwrap_or_default())),
    };
    // "Kit" beside "Christopher Hill" is Kit Hill.
    told.known_as = known_as.map(|name| match said.1 {
        Some(family) if !name.contains(char::is_whitespace) => PersonName::new(name, family),
        _ => PersonName::single(name),
    });
    if told.name.is_none() {
        told.name = told.known_as.take();
    }
    told.birth = date(row, "born", &place, &mut told);
    told.died = date(row, "died", &place, &mut told);
    told.sex = match get(row, "sex").map(str::to_lowercase).as_deref() {
        None => None,
        Some("m" | "male" | "1") => Some(Sex::Male),
        Some("f" | "female" | "2") => Some(Sex::Female),
        Some(_) => Some(Sex::Unknown),
    };
    told.ethnicity = ethnicity.map(str::to_owned);
    told.nhs_number = nhs.map(NhsNumber::new);
    told.upn = upn.map(Upn::new);
    let lines: Vec<String> = lines.into_iter().flatten().map(str::to_owned).collect();
    let postcode = postcode.map(Postcode::new);
    if !lines.is_empty() || postcode.is_some() {
        told.address = Some(Sealed::new(AddressLines { lines, postcode }, Guard::Content));
    }
    told.line(TABLE, Part::Person);
    told
}

fn date(row: &Row<'_>, column: &str, place: &str, told: &mut Told) -> Option<PartialDate> {
    let text = get(row, column)?;
    let day = day_of(text).map(PartialDate::Exact).or_else(|| PartialDate::parse(text).ok());
    if day.is_none() {
        told.lost(place, Rule::Unreadable, format!("{column}: “{text:.40}” is no day"));
    }
    day
}
