//! Enquiries in lists: those that run, a child's, and what waits for somebody on their own first page.

use std::collections::BTreeMap;

use domain::access::{Action, Subject};
use domain::id::Id;
use domain::person::Person;
use domain::section47::{Section47, Stage};
use store::section47::Listed;
use store::{Permit, Stop, Versioned, load};

use crate::session::Session;
use crate::staff::Names;

/// What waits for somebody.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct OnDesk {
    /// Outcomes to authorise: never those the person worked on.
    pub to_authorise: Vec<Listed>,
    /// Children whom this person is to see, and, for managers, those who were to be seen by now.
    pub unseen: Vec<Listed>,
    /// Other enquiries this person leads.
    pub own: Vec<Listed>,
    /// What the children are called.
    pub children: BTreeMap<Id<Person>, String>,
}

/// A child's enquiries, for the child's page.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct OfChild {
    /// The enquiries, newest first.
    pub section47s: Vec<Versioned<Section47>>,
    /// The staff named in them.
    pub names: Names,
}

/// Enquiries in a list, what their children are called, and the names of who leads them.
pub type Running = (Vec<Listed>, BTreeMap<Id<Person>, String>, Names);

/// The enquiries that run and that the viewer may read, the longest first, with what the children are called and who leads them.
///
/// # Errors
/// When the person does not see them.
pub fn running(session: &Session<'_>) -> Result<Running, Stop> {
    session.read("section 47 enquiries", |door| {
        let permit = door.permit(Action::SeeSection47s, Subject::House)?;
        let found = store::section47::running(&permit)?;
        let children = named(&permit, &found)?;
        let names = Names::of(&permit, found.iter().filter_map(|listed| listed.worker))?;
        Ok((found, children, names))
    })
}

/// What the children of a list that was filtered already are called.
fn named(permit: &Permit<'_>, listed: &[Listed]) -> Result<BTreeMap<Id<Person>, String>, Stop> {
    let mut names = BTreeMap::new();
    for child in listed.iter().map(|listed| listed.child) {
        if let Some(known) = load(permit, child)? {
            permit.shown(child);
            names.insert(child, known.record.name());
        }
    }
    Ok(names)
}

/// What waits for this person.
///
/// # Errors
/// When the store fails.
pub fn on_my_desk(session: &Session<'_>) -> Result<OnDesk, Stop> {
    let is_for = |action: Action| session.actor.roles.iter().any(|role| action.is_for(*role));
    if !is_for(Action::MakeSection47) {
        return Ok(OnDesk::default());
    }
    let authorises = is_for(Action::AuthoriseSection47);
    session.read("section 47 enquiries on my desk", |door| {
        let permit = door.permit(Action::SeeSection47s, Subject::House)?;
        let me = Some(session.staff.id);
        let mut desk = OnDesk::default();
        for listed in store::section47::running(&permit)? {
            let mine = listed.worker == me;
            let late = listed.seen_due.is_some_and(|due| due < session.at);
            let to_authorise = listed.stage == Stage::ToAuthorise.code() && authorises;
            if to_authorise && !mine && listed.proposed_by != me {
                desk.to_authorise.push(listed);
            } else if listed.stage == Stage::Open.code()
                && listed.first_seen.is_none()
                && (mine || late && authorises)
            {
                desk.unseen.push(listed);
            } else if mine {
                desk.own.push(listed);
            }
        }
        let all: Vec<Listed> =
            desk.to_authorise.iter().chain(&desk.unseen).chain(&desk.own).cloned().collect();
        desk.children = named(&permit, &all)?;
        Ok(desk)
    })
}

/// A child's enquiries, for whoever may read them.
///
/// # Errors
/// When the person may not read the child's record.
pub fn of_child(session: &Session<'_>, child: Id<Person>) -> Result<OfChild, Stop> {
    session.read("section 47 enquiries of a child", |door| {
        let permit = door.permit(Action::ReadSection47, Subject::Child(child))?;
        let mut section47s = super::begin::of_child(&permit, child)?;
        section47s.reverse();
        let staff = section47s.iter().flat_map(|known| {
            let authorised = known.record.authorised.iter().map(|authorised| authorised.by);
            known.record.worker.into_iter().chain(authorised)
        });
        let names = Names::of(&permit, staff.collect::<Vec<_>>())?;
        Ok(OfChild { section47s, names })
    })
}
