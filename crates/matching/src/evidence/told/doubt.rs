//! Doubts in words, with the names when it is somebody in particular who may be meant.

use super::{Pair, reason};
use crate::compare::{Agrees, Kind, Reason};
use crate::evidence::doubt::is_one_birth;
use crate::evidence::names::named;
use crate::evidence::{Doubt, Evidence};
use crate::experience::Score;
use crate::normal::shown;

/// What is said of all facts taken together; nothing where no doubt is worth saying.
pub(crate) fn doubt(pair: &Pair<'_>, evidence: &Evidence, score: &Score) -> Option<Reason> {
    let doubt = score.why.filter(|doubt| doubt.is_always_said() || score.doubt != 0.0)?;
    let agrees = if score.doubt > 0.0 { Agrees::Same } else { Agrees::Different };
    let words = match doubt {
        Doubt::Named | Doubt::NamedAlike => who_is_named(pair).map(|named| match doubt {
            Doubt::NamedAlike => format!("{named}: perhaps parent and child of one name"),
            _ => named,
        }),
        Doubt::SiblingsNumber => who_is_named(pair)
            .map(|named| format!("{named}: the number may stand on the wrong one's record"))
            .or_else(|| {
                let twins = is_one_birth(evidence);
                twins.then(|| "One number on two children of one birth: perhaps a twin's number".to_owned())
            }),
        _ => None,
    };
    Some(reason(Kind::Together, agrees, words.unwrap_or_else(|| doubt.words().to_owned()), score.doubt))
}

/// "Chidi Okoye is named as brother of Amara Okoye".
fn who_is_named(pair: &Pair<'_>) -> Option<String> {
    let found = named(pair.read.0, pair.read.1, pair.vocabulary)?;
    let (names, _) = if found.second_names_first { (pair.written.1, pair.written.0) } else { pair.written };
    let relative = names.relatives.get(found.relative)?;
    let who = if relative.relation.trim().is_empty() { "relative" } else { relative.relation.as_str() };
    let whose = names.names.first().map(|name| shown(&name.whole())).filter(|name| !name.is_empty());
    let whose = whose.map(|name| format!(" of {name}")).unwrap_or_default();
    Some(format!("{} is named as {}{whose}", shown(&relative.name.whole()), shown(who)))
}
