//! Where the texts of an assessment stand too: in older assessments of the same family, and in other families' records, found by fingerprints. Of another
//! family nothing is kept and nothing told but that the passage stands there.

use std::collections::BTreeSet;

use domain::access::{Action, Subject};
use domain::assessment::{Assessment, Other};
use domain::form::{Form, Place};
use domain::id::Id;
use domain::person::Person;
use store::{Stop, WriteDoor, WritePermit, load, relationship};

use crate::session::Session;

/// The assessment compared again where `changed` says that its text changed, within the act that changed it.
pub(super) fn compared(
    session: &Session<'_>,
    door: &WriteDoor,
    permit: &WritePermit<'_>,
    assessment: &Assessment,
    form: &Form,
    changed: impl Fn(&Place) -> bool,
) -> Result<Assessment, Stop> {
    let family = family(permit, assessment)?;
    let mut seen = BTreeSet::from([assessment.id]);
    let (mut older, mut strange) = (Vec::new(), Vec::new());
    for assessed in &assessment.children {
        for id in store::assessment::of_child(permit, assessed.child)? {
            if seen.insert(id) {
                older.extend(load(permit, id)?.map(|known| known.record));
            }
        }
    }
    // Only what changed is looked for in other families' records: the rest was found when it was saved.
    let mut part = assessment.clone();
    part.answers.given.retain(|place, _| changed(place));
    for id in store::assessment::sharing(permit, &part)? {
        if !seen.insert(id) {
            continue;
        }
        let Some(other) = load(permit, id)?.map(|known: store::Versioned<Assessment>| known.record) else {
            continue;
        };
        if is_of(&family, &other) { older.push(other) } else { strange.push(other) }
    }
    // An older record that the writer may not open is not named to them.
    let mut others = Vec::new();
    for known in &older {
        if door.would_permit_to(&session.actor, Action::ReadAssessment, Subject::record(known.id))? {
            others.push(Other::Older(known));
        }
    }
    others.extend(strange.iter().map(Other::Family));
    let names = names(permit, assessment)?;
    let rules = &session.house.pack.assessment;
    let who = (session.staff.id, session.at);
    Ok(assessment.compared(&others, changed, (form, rules), &names, who))
}

/// The people of the family: the children, their carers, and whoever is related to a child.
fn family(permit: &WritePermit<'_>, assessment: &Assessment) -> Result<BTreeSet<Id<Person>>, Stop> {
    let mut family: BTreeSet<Id<Person>> =
        assessment.carers.iter().filter_map(|carer| carer.person).collect();
    for assessed in &assessment.children {
        family.insert(assessed.child);
        for related in relationship::of_person(permit, assessed.child)?.into_iter().map(|known| known.record)
        {
            family.extend([related.from, related.to]);
        }
    }
    Ok(family)
}

fn is_of(family: &BTreeSet<Id<Person>>, other: &Assessment) -> bool {
    other.children.iter().any(|assessed| family.contains(&assessed.child))
        || other.carers.iter().filter_map(|carer| carer.person).any(|person| family.contains(&person))
}

/// The names of the family, so that another name makes no other text.
pub(super) fn names(permit: &store::Permit<'_>, assessment: &Assessment) -> Result<Vec<String>, Stop> {
    let people = assessment.children.iter().map(|assessed| assessed.child);
    let people = people.chain(assessment.carers.iter().filter_map(|carer| carer.person));
    let mut names: Vec<String> =
        assessment.carers.iter().map(|carer| carer.name.clone()).filter(|name| !name.is_empty()).collect();
    for person in people.collect::<BTreeSet<_>>() {
        names.extend(load(permit, person)?.map(|known: store::Versioned<Person>| known.record.name()));
    }
    Ok(names)
}
