//! A file that a council moved in with: somebody new, Ava under another name, and her restricted sister.

use domain::access::{Guard, Sealed};
use domain::import::{Bundle, Found, Import, Kind, Part, Proposal, Rule, Source, Stage, State, Tally, Told};
use domain::person::Standing;
use domain::person::address::AddressLines;
use domain::person::name::PersonName;
use domain::staff::Role;

use super::planted::{People, keep};
use crate::house::Invented;

fn proposal(number: u64, identifier: &str, given: &str, (found, kind): (Found, Kind)) -> Proposal {
    let mut told = Told::nothing(format!("line {number}"), identifier.into(), Standing::Child);
    told.name = Some(PersonName::new(given, "Example"));
    told.line("People", Part::Person);
    let lines = AddressLines { lines: vec!["2 Wigeonstead Way".into()], postcode: None };
    told.address = Some(Sealed::new(lines, Guard::Content));
    Proposal { number, told, found, kind, state: State::Waiting }
}

/// Plants them.
pub fn proposals(of: &Invented, people: &People) -> Vec<(&'static str, &'static str, String)> {
    let proposals = vec![
        proposal(1, "I1", "Merganselle", (Found::Nobody, Kind::NewPerson)),
        proposal(2, "I2", "Lapwingholm", (Found::Identifier(people.ava), Kind::Changes)),
        proposal(3, "Shelduckton", "Goosanderby", (Found::Identifier(people.sister), Kind::Changes)),
    ];
    let mut ava = Told::nothing("line 2".into(), "I2".into(), Standing::Child);
    ava.lost("line 2", Rule::NoPlace, "Fulmarnook: the record holds no shoe size");
    let import = Import {
        id: of.house.id(),
        source: Source::People,
        name: "people.csv".into(),
        files: Vec::new(),
        digest: "0".repeat(64),
        as_of: None,
        by: of.staff[&Role::Administrator],
        at: of.house.now(),
        stage: Stage::Proposed,
        tally: Tally::default(),
        proposals: 3,
        not_carried: ava.not_carried,
    };
    keep(of, &import);
    keep(of, &Bundle { id: of.house.id(), import: import.id, place: 0, proposals });
    let mut named = vec![("import", "brought", import.id.to_string()), ("file", "original", "1".to_owned())];
    named.extend(
        [("proposal", "new", "1"), ("proposal", "of_ava", "2"), ("proposal", "of_sister", "3")]
            .map(|(kind, name, number)| (kind, name, number.to_owned())),
    );
    named
}
