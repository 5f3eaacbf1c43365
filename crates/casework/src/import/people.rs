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
use returns::csv_table::{Row, read as rows};

use super::read::{Bytes, NotTaken, Whole};
use super::ssd::day_of;

const TABLE: &str = "People";

/// What a column is, and the headings that are known for it, squeezed.
const COLUMNS: [(&str, &[&str]); 14] = [
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
    ("name", &["name", "fullname", "knownas"]),
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
    let mut any = false;
    rows(
        bytes,
        &mut |headings| {
            let known = |heading: &String| COLUMNS.iter().any(|(_, names)| names.contains(&heading.as_str()));
            any = headings.iter().any(known);
            strangers = headings.iter().filter(|heading| !known(heading)).cloned().collect();
        },
        &mut |row| on(told(row)),
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
    Ok(whole)
}

fn get<'r>(row: &'r Row<'_>, column: &str) -> Option<&'r str> {
    let (_, names) = COLUMNS.iter().find(|(name, _)| *name == column)?;
    names.iter().find_map(|name| row.get(name))
}

fn told(row: &Row<'_>) -> Told {
    let place = format!("line {}", row.line);
    let adult = get(row, "standing").is_some_and(|text| text.to_lowercase().starts_with("adult"));
    let standing = if adult { Standing::Adult } else { Standing::Child };
    let identifier = get(row, "identifier").unwrap_or_default().to_owned();
    let mut told = Told::nothing(place.clone(), identifier, standing);
    told.name = match (get(row, "given"), get(row, "family"), get(row, "name")) {
        (None, None, None) => None,
        (None, None, Some(whole)) => Some(PersonName::single(whole)),
        (given, family, _) => Some(PersonName::new(given.unwrap_or_default(), family.unwrap_or_default())),
    };
    told.birth = date(row, "born", &place, &mut told);
    told.died = date(row, "died", &place, &mut told);
    told.sex = match get(row, "sex").map(str::to_lowercase).as_deref() {
        None => None,
        Some("m" | "male" | "1") => Some(Sex::Male),
        Some("f" | "female" | "2") => Some(Sex::Female),
        Some(_) => Some(Sex::Unknown),
    };
    told.ethnicity = get(row, "ethnicity").map(str::to_owned);
    told.nhs_number = get(row, "nhs").map(NhsNumber::new);
    told.upn = get(row, "upn").map(Upn::new);
    let lines: Vec<String> =
        ["address", "town"].iter().filter_map(|column| get(row, column)).map(str::to_owned).collect();
    let postcode = get(row, "postcode").map(Postcode::new);
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
