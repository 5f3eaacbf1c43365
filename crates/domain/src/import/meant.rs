//! Whether somebody in a file is another than the one on the record who has the same identifier. Identifiers are typed by hand, given twice, and given anew when
//! systems are joined: two children must not become one because of it (Caldicott: the right information about the right person).

use super::told::Told;
use crate::person::name::PersonName;
use crate::person::upn::Upn;
use crate::person::{Person, Sex};

/// Whether what is said beside the identifier is that of somebody else: another NHS number, another day of birth with another name, sex or pupil number, or another
/// pupil number where no day of birth says that it is the same. One correction alone is none: days of birth and names are put right.
pub fn may_be_another(held: &Person, told: &Told) -> bool {
    let birth = told.birth.zip(held.birth.answer().copied()).map(|(said, held)| said != held);
    let name = told.name.as_ref().filter(|_| held.names.iter().any(|known| !is_none(&known.name)));
    let name = name.is_some_and(|said| !held.names.iter().any(|known| known.name.same_as(said)));
    let clear = |sex: Option<Sex>| sex.filter(|sex| *sex != Sex::Unknown);
    let sex = clear(told.sex).zip(clear(held.sex.answer().copied())).is_some_and(|(said, held)| said != held);
    let numbers = told.nhs_number.as_ref().zip(held.nhs_number.answer());
    let nhs = numbers.is_some_and(|(said, held)| bare(said.typed()) != bare(held.typed()));
    let upn = told.upn.as_ref().filter(|_| held.upn.answer().is_some()).is_some_and(|said| {
        // A pupil number is given anew: the former one says that it is the same child.
        let own = [held.upn.answer(), held.former_upn.as_ref()];
        let theirs = [Some(said), told.former_upn.as_ref()];
        let same = |one: &Upn| own.iter().flatten().any(|known| bare(known.typed()) == bare(one.typed()));
        !theirs.into_iter().flatten().any(same)
    });
    nhs || (birth == Some(true) && (name || sex || upn)) || (upn && birth.is_none())
}

/// Whether a name only says that there is none.
fn is_none(name: &PersonName) -> bool {
    name.display().starts_with(super::merge::NAMELESS)
}

/// Letters and figures alone.
fn bare(typed: &str) -> String {
    typed.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_uppercase).collect()
}
