//! Who somebody in a file is on the record, and what is held of them. The same identifier is the same person, unless what stands with it is somebody else's: then
//! a person must say. Without it, one alone in whom nearly all that is
//! known agrees is taken for the same; where more may be meant, or another identifier stands with the one who is, a person must say.

use domain::id::Id;
use domain::import::{Found, Held, Told, may_be_another};
use domain::person::Person;
use domain::person::known::Known;
use matching::{Description, Strength};
use store::{Permit, Stop, load};

use crate::known_people::{Candidate, anybody_like};

/// So many who may be meant are offered.
const MOST_OFFERED: usize = 5;

/// Who somebody is on the record.
pub(super) fn up(permit: &Permit<'_>, told: &Told) -> Result<Found, Stop> {
    if !told.identifier.is_empty()
        && let Some(person) = store::person::by_local_identifier(permit, &told.identifier)?
    {
        let another =
            load::<Person>(permit, person)?.is_some_and(|known| may_be_another(&known.record, told));
        return Ok(if another { Found::Perhaps(vec![person]) } else { Found::Identifier(person) });
    }
    if told.name.is_none() && told.upn.is_none() && told.nhs_number.is_none() {
        return Ok(Found::Nobody);
    }
    let described = description(told);
    let is_certain = |held: &Candidate| {
        let own = held.person.local_identifier.as_ref();
        let other = own.is_some_and(|own| !told.identifier.is_empty() && *own != told.identifier);
        held.matched.strength == Strength::Strong && !other
    };
    let likely: Vec<(Id<Person>, bool)> = anybody_like(permit, &described, Strength::Likely)?
        .iter()
        .map(|held| (held.person.id, is_certain(held)))
        .collect();
    Ok(match likely.as_slice() {
        [] => Found::Nobody,
        [(id, true)] => Found::Nearly(*id),
        several => Found::Perhaps(several.iter().take(MOST_OFFERED).map(|(id, _)| *id).collect()),
    })
}

/// What is held of a person.
pub(super) fn held(permit: &Permit<'_>, person: Id<Person>) -> Result<Held, Stop> {
    let episodes = store::episode::of_child(permit, person)?;
    Ok(Held { person: load::<Person>(permit, person)?.map(|known| known.record), episodes })
}

/// What a file says of somebody, as it is compared.
pub(super) fn description(told: &Told) -> Description {
    let birth = told.birth.map_or(Known::NotAsked, Known::Is);
    Description {
        names: told.name.iter().chain(&told.known_as).map(store::person::name).collect(),
        birth: store::person::birth(&birth),
        sex: store::person::sex(&told.sex.map_or(Known::NotAsked, Known::Is)),
        nhs_number: told.nhs_number.as_ref().map(|number| number.typed().to_owned()),
        upn: told.upn.as_ref().map(|upn| upn.typed().to_owned()),
        addresses: told.address.iter().map(|address| store::person::lines(address.unshown())).collect(),
        ..Description::default()
    }
}
