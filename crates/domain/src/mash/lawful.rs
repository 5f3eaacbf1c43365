//! On what ground an agency is asked. A request cannot be sent until agreement or a basis is on record, and the basis is printed on it: in *AB v
//! Haringey* [2013] EWHC 416 (Admin) checks made without either were unlawful.

use serde::{Deserialize, Serialize};

use crate::calendar::london;
use crate::consent::{Answer, Basis, BasisKind, Dispensation};
use crate::contact::Contact;
use crate::id::Id;
use crate::pack::{Needs, Pack};
use crate::refusal::Refusal;

/// The basis as it is printed on a request: everything in it is for the agency's eyes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lawful {
    /// The pack's code of the ground.
    pub ground: String,
    /// The ground's name that day.
    pub name: String,
    /// The Act, article and schedule that day.
    pub law: String,
    /// What is on record: who agreed, or that a manager decided to go on without them, and when. Never why: that is the council's.
    pub on_record: String,
    /// The record of consent or basis it rests on; nothing when it rests on a manager's decision of the contact.
    pub basis: Option<Id<Basis>>,
}

/// The outcome of a contact by which a manager has found reasonable cause to suspect significant harm.
const REASONABLE_CAUSE: &str = "cp_enquiry";
/// The ground of dispensing that says that asking would put the child at risk.
const RISK_TO_CHILD: &str = "harm_child";

/// The basis of a request on a ground, from what is on record.
///
/// # Errors
/// When the ground is not in the pack or not in force, or what it needs is not on record: with words that say how to mend it.
pub fn lawful(ground: &str, bases: &[Basis], contact: &Contact, pack: &Pack) -> Result<Lawful, Refusal> {
    let refuse = |words: &str| Refusal::field("ground", words);
    let ground =
        pack.hub.ground(ground).ok_or_else(|| refuse("Choose on which ground the agencies are asked."))?;
    if ground.coming {
        return Err(refuse(&format!("“{}” is not in force yet.", ground.name)));
    }
    let share =
        || bases.iter().rev().filter(|basis| basis.kind == BasisKind::Share && basis.withdrawn.is_none());
    let on = |basis: Option<&Basis>, on_record: String| Lawful {
        ground: ground.code.clone(),
        name: ground.name.clone(),
        law: ground.law.clone(),
        on_record,
        basis: basis.map(|basis| basis.id),
    };
    let day = |at| london::date_in_words(london::date_of(at));
    let agreed = share().find(|basis| basis.answer == Answer::Agreed);
    let dispensed = share().find_map(|basis| basis.dispensed.as_ref().map(|dispensed| (basis, dispensed)));
    let said =
        |basis: &Basis| on(Some(basis), format!("Agreed by {}, {}", basis.asked_of.trim(), day(basis.at)));
    let without = |(basis, dispensed): (&Basis, &Dispensation)| {
        let words = "A manager decided to ask without the family's agreement";
        on(Some(basis), format!("{words}, {}", day(dispensed.at)))
    };
    match ground.needs {
        Needs::Agreement => agreed.map(said).ok_or_else(|| {
            refuse("Nobody's agreement to share is on record. Record it, or choose another ground.")
        }),
        Needs::Standing => agreed.map(said).or_else(|| dispensed.map(without)).ok_or_else(|| {
            refuse("Neither agreement nor a manager's decision to go on without it is on record. Record one of them first.")
        }),
        Needs::ReasonableCause => {
            let found = contact.decision().filter(|decision| {
                decision.outcomes.as_ref().is_some_and(|basis| basis.outcomes.includes(REASONABLE_CAUSE))
            });
            let words = "A manager found reasonable cause to suspect significant harm";
            let found = found.map(|decision| on(None, format!("{words}, {}", day(decision.at))));
            let risky = dispensed.filter(|(_, dispensed)| dispensed.ground == RISK_TO_CHILD);
            found.or_else(|| risky.map(without)).ok_or_else(|| {
                refuse("No manager has decided that there is reasonable cause to suspect significant harm. Choose another ground, or ask a manager first.")
            })
        }
    }
}
