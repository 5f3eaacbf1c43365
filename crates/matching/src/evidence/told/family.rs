//! Relatives in words.

use super::{Pair, names, not_given, reason, upper_first};
use crate::compare::{Agrees, Kind, Reason};
use crate::description::Relative;
use crate::evidence::Kin;
use crate::evidence::names::kin as nearest;
use crate::normal::shown;

/// What the relatives' names say; nothing when neither side has any.
pub(crate) fn kin(pair: &Pair<'_>, bits: f32) -> Option<Reason> {
    let has_named = |relatives: &[Relative]| relatives.iter().any(|one| !one.name.whole().is_empty());
    let Some(found) = nearest(pair.read.0, pair.read.1, pair.vocabulary) else {
        let given = (has_named(&pair.written.0.relatives), has_named(&pair.written.1.relatives));
        return not_given(Kind::Relative, "Relatives", given);
    };
    let (at, other_at) = found.names.at;
    let written = pair.written.0.relatives.get(at).zip(pair.written.1.relatives.get(other_at));
    let agrees = match found.level {
        Kin::Same => Agrees::Same,
        Kin::Near => Agrees::Near,
        Kin::Different | Kin::OtherMother => Agrees::Different,
        Kin::NotGiven => return None,
    };
    let Some((one, other)) = written else {
        // "Baby of Ngozi Okoye" names a mother without naming her as a relative.
        let words = match agrees {
            Agrees::Different => "Another mother is named in the baby's name",
            _ => "Mother named in the baby's name agrees",
        };
        return Some(reason(Kind::Relative, agrees, words, bits));
    };
    let words = match found.level {
        Kin::OtherMother => {
            format!("Different mothers: {} / {}", shown(&one.name.whole()), shown(&other.name.whole()))
        }
        Kin::Different => {
            format!("No relative of the same name: {} / {}", with_relation(one), with_relation(other))
        }
        Kin::Same | Kin::Near | Kin::NotGiven => {
            let who = if other.relation.is_empty() { "relative" } else { &other.relation };
            let read = (pair.read.0.relatives.get(at)?, pair.read.1.relatives.get(other_at)?);
            let said = names::said(&found.names, (&one.name, &other.name), read, pair.vocabulary);
            // After a colon a sentence goes on in small letters, but a name keeps its capital.
            let said = said
                .strip_prefix("Same name")
                .map_or_else(|| said.clone(), |rest| format!("same name{rest}"));
            format!("{}: {said}", upper_first(&shown(who)))
        }
    };
    Some(reason(Kind::Relative, agrees, words, bits))
}

fn with_relation(relative: &Relative) -> String {
    format!("{} {}", shown(&relative.relation), shown(&relative.name.whole())).trim().to_owned()
}
