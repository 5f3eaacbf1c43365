//! From what was typed about people to what was said of each child and of everybody around them. Ages and dates are read with honest precision; a
//! name that nobody knows stands as "Not known".

use casework::contact::NO_NAME;
use domain::access::{Guard, Sealed};
use domain::contact::{ChildWords, Described, Found, OtherPerson, SubjectChild};
use domain::person::Standing;
use domain::person::address::AddressLines;
use domain::person::known::Known;
use domain::person::name::PersonName;
use domain::person::nhs_number::NhsNumber;
use domain::person::partial_date::PartialDate;
use domain::person::phone::Phone;
use domain::person::postcode::Postcode;
use domain::person::relationship::Kinship;
use domain::person::upn::Upn;
use jiff::civil::Date;

use super::super::told::{sex, text, yes_no};
use super::read::Reading;
use super::{CHILD, OTHER};
use crate::forms::page::Given;

/// The question whether a child lives where the first one does.
const SAME_ADDRESS: &str = "same_address";
/// What says nothing of a child by itself.
const NOTHING_SAID: &[&str] = &[SAME_ADDRESS];

/// What was said of one child in a form that is still being typed: as much of it as can be read.
pub(super) fn described(given: &Given<'_>, child: u16, today: Date) -> Described {
    let mut reading = Reading::of(given, today);
    let mut said = reading.described(child);
    let first = reading.described_children().first().copied().filter(|first| *first != child);
    if let Some(first) = first.filter(|_| reading.is_ticked(child, SAME_ADDRESS)) {
        said.address = said.address.or(reading.described(first).address);
    }
    said
}

/// Everybody named beside the children so far.
pub(super) fn named_beside(given: &Given<'_>, today: Date) -> Vec<OtherPerson> {
    Reading::of(given, today).others()
}

impl Reading<'_> {
    /// The repeats in which something was said of a child.
    fn described_children(&self) -> Vec<u16> {
        let children = self.given.repeats(CHILD).into_iter();
        children.filter(|child| self.given.is_answered(CHILD, *child, NOTHING_SAID)).collect()
    }

    pub(super) fn children(&mut self) -> Vec<SubjectChild> {
        let mut children: Vec<SubjectChild> = Vec::new();
        for child in self.described_children() {
            let mut said = self.described(child);
            if self.is_ticked(child, SAME_ADDRESS)
                && let Some(first) = children.first()
            {
                said.address = said.address.or(first.said.address.clone());
            }
            let where_now = text(&self.nth(CHILD, child, "where_now"));
            children.push(SubjectChild { said, where_now, found: Found::NotLooked });
        }
        children
    }

    fn is_ticked(&self, child: u16, question: &str) -> bool {
        !self.given.nth(CHILD, child, question).is_empty()
    }

    fn described(&mut self, child: u16) -> Described {
        let name = self.nth(CHILD, child, "name");
        let name = if matches!(text(&name), Known::Is(_)) { name } else { NO_NAME.to_owned() };
        let birth = self.birth(child);
        let number = text(&self.nth(CHILD, child, "nhs_number"));
        Described {
            birth,
            sex: sex(&self.given.nth(CHILD, child, "sex")),
            address: self.address(child),
            school: text(&self.nth(CHILD, child, "school")),
            nhs_number: number.map(NhsNumber::new),
            upn: text(&self.nth(CHILD, child, "upn")).map(Upn::new),
            phone: text(&self.nth(CHILD, child, "phone"))
                .map(|number| Sealed::new(Phone::new(number), self.guard(child))),
            more: text(&self.nth(CHILD, child, "more")),
            ..Described::named(PersonName::single(name))
        }
    }

    /// Where a child must not be found, the telephone there is kept as the address is.
    fn guard(&self, child: u16) -> Guard {
        if self.is_ticked(child, "address_hidden") { Guard::Protected } else { Guard::Content }
    }

    fn address(&self, child: u16) -> Known<Sealed<AddressLines>> {
        let guard = self.guard(child);
        let (lines, postcode) = (self.nth(CHILD, child, "address"), self.nth(CHILD, child, "postcode"));
        let postcode = (!postcode.trim().is_empty()).then(|| Postcode::new(postcode.trim()));
        let lines = match (text(lines.trim()), &postcode) {
            (Known::Is(lines), _) => lines,
            (_, Some(_)) => String::new(),
            (silence, None) => {
                return silence
                    .map(|_| Sealed::new(AddressLines { lines: Vec::new(), postcode: None }, guard));
            }
        };
        let lines = lines.lines().map(str::to_owned).collect();
        Known::Is(Sealed::new(AddressLines { lines, postcode }, guard))
    }

    /// A date of birth, an age or an expected date. An age says about which year.
    fn birth(&mut self, child: u16) -> Known<PartialDate> {
        let (field, typed) = (format!("{CHILD}-{child}-birth"), self.nth(CHILD, child, "birth"));
        if let Some(year) = year_of_age(&typed, self.today) {
            return Known::Is(PartialDate::About(year));
        }
        match self.date(&field, &typed) {
            Known::Is(date) if date.is_after(self.today) && date.expected().is_none() => {
                self.wrong(
                    field,
                    "This day is still to come. For a baby that is not born yet, write “due” before the day.",
                );
                Known::NotAsked
            }
            date => date,
        }
    }

    /// A date as far as it is known.
    pub(super) fn date(&mut self, field: &str, typed: &str) -> Known<PartialDate> {
        if typed.trim().is_empty() {
            return Known::NotAsked;
        }
        match PartialDate::parse(typed) {
            Ok(PartialDate::NotKnown) => Known::NotKnown,
            Ok(date) => Known::Is(date),
            Err(wrong) => {
                self.wrong(field, wrong.to_string());
                Known::NotAsked
            }
        }
    }

    pub(super) fn others(&self) -> Vec<OtherPerson> {
        let other = |index: u16| {
            let at = |question: &str| self.given.nth(OTHER, index, question);
            let kinship = Kinship::from_code(&at("kinship"));
            let siblings = matches!(kinship, Some(Kinship::Sibling | Kinship::HalfSibling));
            let child = at("standing") == "child" || (siblings && at("standing").is_empty());
            OtherPerson {
                name: PersonName::single(self.nth(OTHER, index, "name")),
                standing: if child { Standing::Child } else { Standing::Adult },
                kinship,
                lives_with: yes_no(&at("lives_with")),
                parental_responsibility: yes_no(&at("responsibility")),
                words: self.nth(OTHER, index, "words"),
                person: None,
            }
        };
        self.given.repeats(OTHER).into_iter().map(other).collect()
    }

    /// What each child said, by the child's place in the contact.
    pub(super) fn words(&self) -> Vec<ChildWords> {
        let words = self.described_children().into_iter().enumerate().map(|(child, index)| ChildWords {
            words: self.nth(CHILD, index, "words"),
            child,
            heard_by: self.nth(CHILD, index, "heard_by"),
        });
        words.filter(|said| !said.words.trim().is_empty()).collect()
    }
}

/// The oldest age that is read as one: whoever is older is no child, and a larger number is a mistyped year.
const OLDEST: i16 = 25;

/// The year about which somebody of this age was born: "7", "aged 7", "7 years", "18 months", "3 weeks".
fn year_of_age(typed: &str, today: Date) -> Option<i16> {
    let lower = typed.trim().to_lowercase();
    let lower = ["about ", "aged ", "age "]
        .iter()
        .fold(lower.as_str(), |rest, word| rest.strip_prefix(word).unwrap_or(rest));
    let digits = lower.find(|c: char| !c.is_ascii_digit()).unwrap_or(lower.len());
    let (number, unit) = lower.split_at(digits);
    let number: i16 = number.parse().ok()?;
    let years = match unit.trim().trim_end_matches(" old") {
        "" | "y" | "yr" | "yrs" | "year" | "years" => number,
        "m" | "month" | "months" => number / 12,
        "week" | "weeks" | "day" | "days" => 0,
        _ => return None,
    };
    (years <= OLDEST).then_some(today.year() - years)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_age_says_about_which_year() {
        let today = jiff::civil::date(2026, 9, 4);
        fn check(typed: &str, today: Date, expected: Option<i16>) {
            assert_eq!(year_of_age(typed, today), expected, "{typed}");
        }
        check("7", today, Some(2019));
        check(" aged 7 ", today, Some(2019));
        check("about 7", today, Some(2019));
        check("7 years old", today, Some(2019));
        check("18 months", today, Some(2025));
        check("3 weeks", today, Some(2026));
        check("26", today, None);
        check("2016", today, None);
        check("29 2 2016", today, None);
        check("29/2/2016", today, None);
        check("7 or 8", today, None);
        check("", today, None);
        check("not known", today, None);
        check("99999999999999999999", today, None);
        check("-7", today, None);
    }
}
