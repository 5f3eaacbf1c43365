//! A register, and what people at a telephone ask of it: a name over a bad line, an age, a street, a number with a slip.
//!
//! One in nine of the people is left off the register, and some of the questions are about them: their brothers, cousins and
//! namesakes are on it.

use crate::set::{Form, Question, SearchSet};

use super::chance::Chance;
use super::fact_habits::slipped;
use super::life::{Community, Day, LAST_YEAR, Person, YEAR, day, held, on};
use super::record;
use super::systems::{EARLY_HELP, HOSPITAL, Moment, SCHOOL, SOCIAL_CARE, SYSTEMS, Stage};
use super::tables::Tables;
use super::writing::{Writing, by_ear, mistyped, without_marks};

/// How much goes wrong on the register itself: it has been tended.
const TENDED: f64 = 0.6;
/// One person in this many is not on the register.
const LEFT_OFF: usize = 9;
/// The share of the questions that are about people who are not on it.
const ABOUT_STRANGERS: f64 = 0.15;

/// A register of this many people with so many questions. The same seed gives the same set.
pub fn search_set(people: usize, questions: usize, seed: u64) -> SearchSet {
    let tables = Tables::read();
    let mut set = SearchSet { name: format!("second: {people} people, seed {seed}"), ..SearchSet::default() };
    let (mut run, mut first) = (0, 0);
    let often = Often::of(people, questions);
    let mut entered = 0;
    while entered < people {
        let (community, mut chance) = super::lived(&tables, seed, run, first);
        for person in &community.people {
            let left_off = chance.below(LEFT_OFF) == 0;
            let asked = chance.happens(if left_off { often.strangers } else { often.known });
            if !left_off && entered < people {
                enter(&mut set, &tables, &community, person, &mut chance);
                entered += 1;
            } else if !left_off {
                continue;
            }
            if asked && set.questions.len() < questions {
                let (mut form, kind) = ask(&tables, &community, person, &mut chance);
                form.rec_id = format!("Q{:06}", set.questions.len());
                let person_asked = (!left_off).then_some(person.id);
                let culture = tables.cultures[person.culture].name;
                set.questions.push(Question { row: form.row(), person: person_asked, kind, culture });
            }
        }
        first += u32::try_from(community.people.len()).unwrap_or_default();
        run += 1;
    }
    set
}

/// How often a person is asked about, so that the questions are spread over the whole register.
struct Often {
    known: f64,
    strangers: f64,
}

impl Often {
    fn of(people: usize, questions: usize) -> Often {
        let size = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
        let share = 1.02 * size(questions) / size(people.max(1));
        let left_off = size(LEFT_OFF - 1);
        Often { known: share * (1.0 - ABOUT_STRANGERS), strangers: share * ABOUT_STRANGERS * left_off }
    }
}

/// Puts a person on the register as last written down; one in four also as written down years before.
fn enter(set: &mut SearchSet, tables: &Tables, of: &Community, person: &Person, chance: &mut Chance) {
    let today = day(LAST_YEAR, 12, 31);
    let unborn = person.born > today - 60 && person.mother.is_some();
    let stage = if unborn { Stage::Unborn } else { Stage::Named };
    let rows = if chance.happens(0.25) { 2 } else { 1 };
    for row in 0..rows {
        let back = row * YEAR + chance.between(0, (2 + 4 * row) * YEAR);
        let day = if unborn { person.born - 20 } else { (today - back).max(person.born + 30) };
        let system = *chance.one(&[SOCIAL_CARE, SOCIAL_CARE, SCHOOL, HOSPITAL, EARLY_HELP]);
        let mut record = record::write(tables, of, person, Moment { system, day, stage }, TENDED, chance);
        record.form.rec_id = format!("P{:08}", set.register.len());
        set.register.push(record.form.row());
        set.truth.push(person.id);
    }
}

/// What a caller says of the name.
#[derive(Clone, Copy)]
enum Said {
    Whole,
    Called,
    MothersSurname,
    Initial,
    TwoLetters,
    Forename,
    OtherOrder,
    OneField,
}

/// What a caller says of the birth.
#[derive(Clone, Copy)]
enum When {
    Unsaid,
    Age,
    Year,
    Day,
    DayAsWritten,
}

/// What else a caller says.
#[derive(Clone, Copy)]
enum Also {
    Nothing,
    Street,
    Address,
    Postcode,
    AddressAndPostcode,
    MothersPhone,
    Number,
}

/// The ways of asking: how often, what of the name, what of the birth, what else, and what it is called in the figures.
const WAYS: [(f64, Said, When, Also, &str); 11] = [
    (6.0, Said::Whole, When::Age, Also::Nothing, "name and age"),
    (12.0, Said::Whole, When::Unsaid, Also::Street, "name and street"),
    (12.0, Said::Initial, When::DayAsWritten, Also::Postcode, "initial, date of birth and postcode"),
    (10.0, Said::Called, When::Year, Also::Street, "called name, year and street"),
    (16.0, Said::Whole, When::Day, Also::Nothing, "name by ear and date of birth"),
    (8.0, Said::MothersSurname, When::Age, Also::Address, "mother's surname, age and address"),
    (8.0, Said::Forename, When::Age, Also::MothersPhone, "forename, age and mother's phone"),
    (8.0, Said::OtherOrder, When::Day, Also::Nothing, "names in the other order and date of birth"),
    (6.0, Said::OneField, When::Day, Also::Nothing, "one field and date of birth"),
    (
        6.0,
        Said::TwoLetters,
        When::Year,
        Also::AddressAndPostcode,
        "start of a name, surname, year and address",
    ),
    (8.0, Said::Whole, When::Unsaid, Also::Number, "name and an NHS number with a slip"),
];

/// What a caller knows and the officer types.
fn ask(tables: &Tables, of: &Community, person: &Person, chance: &mut Chance) -> (Form, &'static str) {
    let today = day(LAST_YEAR, 12, 31);
    // The last way needs a number.
    let ways = if person.nhs.is_some() { &WAYS[..] } else { &WAYS[..WAYS.len() - 1] };
    let weights: Vec<f64> = ways.iter().map(|way| way.0).collect();
    let (_, said, when, also, kind) = ways[chance.weighed(&weights)];
    let mut call =
        Call { writing: Writing { form: Form::default(), faults: vec![], chance, rate: 1.0 }, tables };
    SYSTEMS[SOCIAL_CARE].source.clone_into(&mut call.writing.form.source);
    call.writing.form.recorded = on(today).to_string();
    call.name(said, of, person, today);
    match when {
        When::Unsaid => {}
        When::Age => call.age(person.born, today),
        When::Year => call.writing.form.dob = on(person.born).year().to_string(),
        When::Day => call.date(person.born),
        When::DayAsWritten => call.writing.form.dob = on(person.born).to_string(),
    }
    if call.writing.chance.happens(0.3) {
        call.writing.form.sex = if person.girl { "F" } else { "M" }.to_owned();
    }
    match also {
        Also::Nothing => {}
        Also::Street => call.street(of, person, false),
        Also::Address => call.street(of, person, true),
        Also::Postcode => call.postcode(of, person),
        Also::AddressAndPostcode => {
            call.street(of, person, true);
            call.postcode(of, person);
        }
        Also::MothersPhone => {
            let whose = person.mother.map_or(person, |mother| &of.people[mother]);
            call.writing.form.phone = held(&whose.phones, today - 200).cloned().unwrap_or_default();
        }
        Also::Number => {
            let number = person.nhs.as_deref().unwrap_or_default();
            call.writing.form.nhs_number = slipped(number, &mut call.writing);
        }
    }
    (call.writing.form, kind)
}

/// The mother's family name; for a grown person the first that they had.
fn first_of(person: &Person, of: &Community, today: Day) -> String {
    match person.mother.filter(|_| person.age(today) < 18) {
        Some(mother) => of.people[mother].naming(today).family,
        None => person.names.first().map(|(_, named)| named.family.clone()).unwrap_or_default(),
    }
}

/// A call, and the officer typing.
struct Call<'a> {
    writing: Writing<'a>,
    tables: &'a Tables,
}

impl Call<'_> {
    fn name(&mut self, said: Said, of: &Community, person: &Person, today: Day) {
        let named = person.naming(today);
        let start = |letters| named.given.chars().take(letters).collect::<String>();
        match said {
            Said::Whole => self.full_name(&named.given, &named.family),
            Said::Called if person.called.is_empty() => self.full_name(&named.given, &named.family),
            Said::Called => self.full_name(&person.called, &named.family),
            Said::MothersSurname => self.full_name(&named.given, &first_of(person, of, today)),
            Said::Initial => self.full_name(&start(1), &named.family),
            Said::TwoLetters => self.full_name(&start(2), &named.family),
            Said::Forename => self.writing.form.forename = self.heard(&named.given),
            Said::OtherOrder => self.full_name(&named.family, &named.given),
            Said::OneField => {
                let (given, family) = (self.heard(&named.given), self.heard(&named.family));
                self.writing.form.forename = format!("{given} {family}");
            }
        }
    }

    fn full_name(&mut self, given: &str, family: &str) {
        self.writing.form.forename = self.heard(given);
        self.writing.form.surname = self.heard(family);
    }

    /// A name as it is typed while somebody is speaking.
    fn heard(&mut self, name: &str) -> String {
        let plain = without_marks(name);
        if plain.len() < 3 {
            return plain;
        }
        let chance = &mut *self.writing.chance;
        if let Some(others) = self.tables.spelt.get(name)
            && chance.happens(0.3)
        {
            return (*chance.one(others)).to_owned();
        }
        match chance.below(20) {
            0..4 => by_ear(&plain, chance),
            4..6 => mistyped(&plain, chance),
            6 => plain.to_lowercase(),
            _ => plain,
        }
    }

    /// A year from an age that may be one off.
    fn age(&mut self, born: Day, today: Day) {
        let off = if self.writing.chance.happens(0.15) { self.writing.chance.between(-1, 1) } else { 0 };
        let year = on(today).year() - i16::try_from((today - born) / YEAR + off).unwrap_or_default();
        self.writing.form.dob = year.to_string();
    }

    /// A date of birth, now and then with day and month swapped or a day off.
    fn date(&mut self, born: Day) {
        let date = on(born);
        let swapped = date.day() <= 12 && self.writing.chance.happens(0.05);
        self.writing.form.dob = if swapped {
            format!("{}-{:02}-{:02}", date.year(), date.day(), date.month())
        } else if self.writing.chance.happens(0.05) {
            on(born + self.writing.chance.between(-2, 2)).to_string()
        } else {
            date.strftime("%d/%m/%Y").to_string()
        };
    }

    fn street(&mut self, of: &Community, person: &Person, number: bool) {
        let back = self.writing.chance.between(0, YEAR);
        let Some(home) = held(&person.homes, day(LAST_YEAR, 12, 31) - back) else { return };
        let name = &of.area.streets[home.street].name;
        self.writing.form.address = if number { format!("{} {name}", home.number) } else { name.clone() };
    }

    fn postcode(&mut self, of: &Community, person: &Person) {
        if let Some(home) = held(&person.homes, day(LAST_YEAR, 12, 31)) {
            self.writing.form.postcode.clone_from(&of.area.streets[home.street].postcode);
        }
    }
}
