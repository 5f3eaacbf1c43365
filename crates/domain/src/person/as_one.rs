//! Two records of one person, read as one: what each of them holds of the person, beside each other and none of it lost. The record that stands is heard first;
//! what it does not say, the other says. Neither record is changed by being read.

use super::address::Address;
use super::known::Known;
use super::{KnownAs, Person};
use crate::access::Guard;

impl Person {
    /// What is held of the person under `self`'s id, from every record of the group; `group` has the record that stands first, and `self` among it.
    ///
    /// A stay that one record protects is protected wherever another has the same words.
    pub fn as_one(self, group: &[Person]) -> Person {
        let mut one = self;
        let Some(stands) = group.first() else { return one };
        // What belongs to the record and not to the person stays the record's own.
        let own = one.clone();
        one = stands.clone();
        for other in &group[1..] {
            one.hear(other);
        }
        one.seal_alike();
        Person {
            id: own.id,
            restriction: own.restriction,
            provenance: own.provenance,
            sources: own.sources,
            taken_back: own.taken_back,
            not_to_stand: own.not_to_stand,
            ..one
        }
    }

    fn hear(&mut self, other: &Person) {
        let said: Vec<KnownAs> = other
            .names
            .iter()
            .filter(|known| !self.names.iter().any(|had| had.name == known.name))
            .cloned()
            .collect();
        self.names.extend(said);
        hear(&mut self.birth, &other.birth);
        self.died = self.died.or(other.died);
        hear(&mut self.sex, &other.sex);
        hear(&mut self.gender_identity, &other.gender_identity);
        hear(&mut self.ethnicity, &other.ethnicity);
        hear(&mut self.first_language, &other.first_language);
        hear(&mut self.interpreter, &other.interpreter);
        hear(&mut self.religion, &other.religion);
        hear(&mut self.disabilities, &other.disabilities);
        hear(&mut self.communication, &other.communication);
        hear(&mut self.school, &other.school);
        hear(&mut self.gp, &other.gp);
        hear(&mut self.nhs_number, &other.nhs_number);
        hear(&mut self.upn, &other.upn);
        hear(&mut self.immigration, &other.immigration);
        self.former_upn = self.former_upn.take().or_else(|| other.former_upn.clone());
        self.upn_unknown = self.upn_unknown.take().or_else(|| other.upn_unknown.clone());
        self.further = self.further.take().or_else(|| other.further.clone());
        // The stay that holds now is the last: the other's stays come before those of the record that stands.
        let mut stays: Vec<Address> =
            other.addresses.iter().filter(|stay| !self.addresses.contains(stay)).cloned().collect();
        stays.append(&mut self.addresses);
        self.addresses = stays;
        let phones = other.phones.iter().filter(|phone| !self.phones.contains(phone)).cloned();
        self.phones.extend(phones.collect::<Vec<_>>());
        let hazards = other.hazards.iter().filter(|hazard| !self.hazards.contains(hazard)).cloned();
        self.hazards.extend(hazards.collect::<Vec<_>>());
    }

    /// Protects every stay whose place or words one of the records protects.
    fn seal_alike(&mut self) {
        let hidden: Vec<Address> =
            self.addresses.iter().filter(|stay| stay.is_protected()).cloned().collect();
        self.seal(&hidden);
    }

    /// The record with every stay protected that another record of the person protects: what one hides no page shows of the other.
    #[must_use]
    pub fn sealed_as_in(mut self, group: &[Person]) -> Person {
        let stays = group.iter().flat_map(|person| &person.addresses);
        let hidden: Vec<Address> = stays.filter(|stay| stay.is_protected()).cloned().collect();
        self.seal(&hidden);
        self
    }

    fn seal(&mut self, hidden: &[Address]) {
        let is_hidden = |stay: &Address| {
            hidden
                .iter()
                .any(|one| one.place == stay.place || one.lines.unshown().is_same_place(stay.lines.unshown()))
        };
        for stay in self.addresses.iter_mut().filter(|stay| is_hidden(stay)) {
            stay.lines = stay.lines.clone().guarded(Guard::Protected);
        }
    }
}

fn hear<T: Clone>(had: &mut Known<T>, other: &Known<T>) {
    *had = had.clone().or(other.clone());
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::super::address::AddressLines;
    use super::super::name::PersonName;
    use super::super::partial_date::PartialDate;
    use super::super::postcode::Postcode;
    use super::super::{Hazard, Standing};
    use super::*;
    use crate::access::Sealed;
    use crate::id::Id;

    fn person(bits: u128, given: &str) -> Person {
        Person::named(Id::from_bits(bits), Standing::Child, PersonName::new(given, "Quillon"))
    }

    fn stay(place: u128, line: &str, guard: Guard) -> Address {
        let lines = AddressLines { lines: vec![line.into()], postcode: None };
        Address {
            place: Id::from_bits(place),
            lines: Sealed::new(lines, guard),
            from: None,
            until: None,
            source: "mother".into(),
        }
    }

    #[test]
    fn what_one_record_does_not_say_the_other_says() {
        let (mut ava, mut eva) = (person(1, "Ava"), person(2, "Eva"));
        eva.birth = Known::Is(PartialDate::Exact(date(2016, 2, 29)));
        eva.hazards = vec![Hazard { words: "A dog".into(), for_staff: true, review: None }];
        ava.school = Known::Is("Alderbrook".into());
        eva.school = Known::Is("Thornmere".into());
        let group = [ava.clone(), eva.clone()];
        let read = ava.clone().as_one(&group);
        assert_eq!((read.id, read.name()), (ava.id, "Ava Quillon".to_owned()));
        assert_eq!(read.names.len(), 2);
        assert_eq!(read.birth, eva.birth);
        assert_eq!(read.school, ava.school);
        assert_eq!(read.hazards, eva.hazards);
        // Opened from the other side it says the same, under the other's id.
        let other = eva.clone().as_one(&group);
        assert_eq!(Person { id: ava.id, ..other }, read);
        assert_eq!(ava.clone().as_one(std::slice::from_ref(&ava)), ava);
    }

    #[test]
    fn a_home_that_one_record_hides_no_other_shows() {
        let (mut ava, mut eva) = (person(1, "Ava"), person(2, "Eva"));
        ava.addresses = vec![stay(5, "12 Mill Lane", Guard::Content), stay(6, "3 Quay", Guard::Content)];
        eva.addresses = vec![stay(7, "12, Mill lane", Guard::Protected)];
        let read = ava.clone().as_one(&[ava, eva]);
        let hidden: Vec<bool> = read.addresses.iter().map(Address::is_protected).collect();
        assert_eq!(hidden, [true, true, false]);
    }

    #[test]
    fn nor_where_the_other_wrote_less_of_it_or_the_place_is_the_same() {
        let (mut ava, mut eva) = (person(1, "Ava"), person(2, "Eva"));
        ava.addresses =
            vec![stay(5, "12 Mill Lane", Guard::Content), stay(8, "The Old Mill", Guard::Content)];
        let lines = AddressLines {
            lines: vec!["12 Mill Lane".into(), "Alder Town".into()],
            postcode: Some(Postcode::new("NB1 4ZZ")),
        };
        let whole = Address { lines: Sealed::new(lines, Guard::Protected), ..stay(7, "", Guard::Protected) };
        eva.addresses = vec![whole, stay(8, "Mill House", Guard::Protected)];
        let read = ava.clone().as_one(&[ava, eva]);
        assert!(read.addresses.iter().all(Address::is_protected), "{:?}", read.addresses);
    }
}
