//! The invented council's child who is on record twice: a school rings about a child whom a worker has had for a while, says the name a little otherwise, and the
//! officer finds nobody and makes a new record. Whoever keeps the record in order finds the two.

use domain::access::{Guard, Sealed};
use domain::calendar::{london, working_days};
use domain::contact::{Channel, Concern, Described, Referrer, SafeContact, SubjectChild};
use domain::person::address::AddressLines;
use domain::person::known::Known;
use domain::person::name::PersonName;
use domain::person::postcode::Postcode;
use jiff::civil::time;
use store::Stop;

use super::family::{Family, FamilyChild};
use super::make::{Making, kept};
use super::step::What;
use crate::contact::{Intake, Whom, find_child, record};

impl Making<'_> {
    /// Plans the call two working days before the council's own moment.
    pub(super) fn plan_twice(&mut self) {
        let today = london::date_of(self.until);
        let day = working_days::subtract(today, 2, &self.house.calendar.holidays);
        self.then(london::instant(day, time(15, 20, 0, 0)), What::Twice);
    }

    pub(super) fn recorded_twice(&mut self) -> Result<(), Stop> {
        let is_allocated = |child: &FamilyChild| {
            child.person.is_some_and(|person| self.allocated.iter().any(|(with, _)| *with == person))
        };
        let found = self.families.iter().filter(|family| !family.restricted).find_map(|family| {
            let named = |child: &&FamilyChild| child.family.chars().count() > 3 && is_allocated(child);
            family.children.iter().find(named).map(|child| (family, child))
        });
        let Some((family, child)) = found else { return Ok(()) };
        let intake = call(family, child);
        let officer = self.session("officer")?;
        let Some(contact) = kept(record(&officer, &self.sending(0), intake))? else { return Ok(()) };
        let sending = self.sending(self.version(contact)?);
        if kept(find_child(&officer, &sending, contact, 0, Whom::New))?.is_some() {
            self.made.children += 1;
        }
        self.made.contacts += 1;
        Ok(())
    }
}

/// The school's call: the last letter of the family name is not heard.
fn call(family: &Family, child: &FamilyChild) -> Intake {
    let mut heard = child.family.clone();
    heard.pop();
    let mut said = Described::named(PersonName::new(child.given.as_str(), heard.as_str()));
    said.birth = Known::Is(child.birth);
    said.sex = Known::Is(child.sex);
    let lines = AddressLines {
        lines: vec![family.street.clone(), "Northbridge".into()],
        postcode: Some(Postcode::new(family.postcode.as_str())),
    };
    said.address = Known::Is(Sealed::new(lines, Guard::Content));
    Intake {
        received_at: None,
        channel: Channel::Telephone,
        source: "2A".into(),
        referrer: Referrer {
            name: Some(Sealed::new("Odile Marsh".to_owned(), Guard::Content)),
            agency: Some("school".into()),
            role: "Designated safeguarding lead".into(),
            phone: Some(Sealed::new("01632 960300".to_owned(), Guard::Content)),
            email: None,
            anonymous: false,
            preference: String::new(),
        },
        children: vec![SubjectChild { said, where_now: Known::NotKnown, found: Default::default() }],
        others: family.adults.clone(),
        concern: Concern {
            danger_now: Known::Is(false),
            facts: "Came to school without a coat for the third day, and was hungry.".into(),
            ..Concern::default()
        },
        safe_contact: SafeContact::default(),
        forms: Vec::new(),
    }
}
