//! Assessments in lists: those that run, a child's, what waits for somebody on their own first page, and the queues that a manager answers for.

use domain::access::{Action, Subject};
use domain::assessment::{Assessment, Stage};
use domain::calendar::london;
use domain::id::Id;
use domain::person::Person;
use jiff::{Span, Timestamp};
use store::assessment::Listed;
use store::{Door, Permit, Stop, Versioned, load};

use crate::session::Session;
use crate::staff::Names;

/// An assessment in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The assessment.
    pub listed: Listed,
    /// The children, with what they are called.
    pub children: Vec<(Id<Person>, String)>,
    /// Whether the viewer wrote any of it: then another signs it.
    pub wrote: bool,
    /// How many comments nobody has answered.
    pub open_comments: usize,
}

/// What waits for somebody.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct OnDesk {
    /// To authorise, for managers: never those the person wrote.
    pub to_authorise: Vec<Row>,
    /// More time to decide on, for managers.
    pub exceptions: Vec<Row>,
    /// The person's own that were sent back.
    pub returned: Vec<Row>,
    /// The person's own that run, what is due first at the top.
    pub own: Vec<Row>,
    /// The person's own that are authorised and of which the family is still to be told.
    pub to_tell: Vec<Row>,
    /// The names of who makes them.
    pub names: Names,
}

/// A child's assessments, for the child's page.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct OfChild {
    /// The assessments that the viewer may read, newest first.
    pub assessments: Vec<Versioned<Assessment>>,
    /// Whether the viewer may begin one now: an episode is open, and none runs.
    pub may_begin: bool,
    /// The staff named in them.
    pub names: Names,
}

/// How long a queue is.
pub type Queue = (&'static str, &'static str, usize, Option<Timestamp>);

/// The assessments that run and that the viewer may read, what is due first at the top, and the names of who makes them.
///
/// # Errors
/// When the person does not see them.
pub fn running(session: &Session<'_>) -> Result<(Vec<Row>, Names), Stop> {
    session.read("assessments", |door| {
        let permit = door.permit(Action::SeeAssessments, Subject::House)?;
        let rows = rows(session, &permit, store::assessment::running(&permit)?)?;
        let names = Names::of(&permit, rows.iter().map(|row| row.listed.worker))?;
        Ok((rows, names))
    })
}

fn rows(session: &Session<'_>, permit: &Permit<'_>, listed: Vec<Listed>) -> Result<Vec<Row>, Stop> {
    let mut rows = Vec::new();
    for listed in listed {
        let Some(known) = load(permit, listed.id)?.map(|known: Versioned<Assessment>| known.record) else {
            continue;
        };
        let mut children = Vec::new();
        for assessed in &known.children {
            if let Some(child) = load(permit, assessed.child)? {
                permit.shown(assessed.child);
                children.push((assessed.child, child.record.name()));
            }
        }
        let (wrote, open_comments) = (known.wrote(session.staff.id), known.open_comments().count());
        rows.push(Row { listed, children, wrote, open_comments });
    }
    Ok(rows)
}

/// What waits for this person.
///
/// # Errors
/// When the store fails.
pub fn on_my_desk(session: &Session<'_>) -> Result<OnDesk, Stop> {
    let is_for = |action: Action| session.actor.roles.iter().any(|role| action.is_for(*role));
    if !is_for(Action::WriteAssessment) {
        return Ok(OnDesk::default());
    }
    let authorises = is_for(Action::AuthoriseAssessment);
    session.read("assessments on my desk", |door| {
        let permit = door.permit(Action::SeeAssessments, Subject::House)?;
        let me = session.staff.id;
        let concerns = |listed: &Listed| {
            let manages = authorises && (listed.stage == Stage::Submitted.code() || listed.exception_asked);
            listed.worker == me || manages
        };
        let listed = store::assessment::running(&permit)?.into_iter().filter(concerns).collect();
        let mut desk = OnDesk::default();
        for row in rows(session, &permit, listed)? {
            let mine = row.listed.worker == me;
            if authorises && row.listed.exception_asked && !row.wrote {
                desk.exceptions.push(row.clone());
            }
            let stage = Stage::from_code(&row.listed.stage);
            match stage {
                Some(Stage::Submitted) if authorises && !row.wrote => desk.to_authorise.push(row),
                Some(Stage::Returned) if mine => desk.returned.push(row),
                Some(Stage::ToTell) if mine => desk.to_tell.push(row),
                _ if mine => desk.own.push(row),
                _ => {}
            }
        }
        desk.to_authorise.sort_by_key(|row| row.listed.submitted_at);
        let all = desk.to_authorise.iter().chain(&desk.exceptions).map(|row| row.listed.worker);
        desk.names = Names::of(&permit, all.collect::<Vec<_>>())?;
        Ok(desk)
    })
}

/// A child's assessments, for whoever may read the child's record. One that is also about a restricted brother or sister is closed to others.
///
/// # Errors
/// When the person may not read the child's record.
pub fn of_child(session: &Session<'_>, child: Id<Person>) -> Result<OfChild, Stop> {
    session.read("assessments of a child", |door| {
        let permit = door.permit(Action::ReadAssessment, Subject::Child(child))?;
        let mut of_child = OfChild::default();
        let mut runs = false;
        for id in store::assessment::of_child(&permit, child)? {
            let Some(known) = load(&permit, id)? else { continue };
            runs |= known.record.runs();
            if door.would_permit(Action::ReadAssessment, Subject::record(id))? {
                of_child.assessments.push(known);
            }
        }
        of_child.assessments.reverse();
        of_child.may_begin = !runs && may_begin(session, door, &permit, child)?;
        let staff = of_child.assessments.iter().flat_map(|known| {
            let authorised = known.record.authorised.iter().map(|authorised| authorised.by);
            std::iter::once(known.record.worker).chain(authorised)
        });
        of_child.names = Names::of(&permit, staff.collect::<Vec<_>>())?;
        Ok(of_child)
    })
}

fn may_begin(
    session: &Session<'_>,
    door: &Door,
    permit: &Permit<'_>,
    child: Id<Person>,
) -> Result<bool, Stop> {
    if !door.would_permit(Action::BeginAssessment, Subject::Child(child))? {
        return Ok(false);
    }
    let today = london::date_of(session.at);
    Ok(store::episode::of_child(permit, child)?.iter().any(|episode| episode.is_open_on(today)))
}

/// The queues of assessments, as far as the viewer may read what waits in them: their names, who answers for them, how long, since when.
///
/// # Errors
/// When the store fails.
pub fn queues(session: &Session<'_>, permit: &Permit<'_>) -> Result<Vec<Queue>, Stop> {
    let listed = store::assessment::running(permit)?;
    let soon = Span::new().days(i64::from(session.house.pack.assessment.soon_days));
    let until = london::date_of(session.at).saturating_add(soon);
    let until = london::end_of(until);
    let signed = |listed: &&Listed| listed.stage == Stage::ToTell.code();
    let waits: Vec<&Listed> = listed.iter().filter(|one| one.stage == Stage::Submitted.code()).collect();
    let open = || listed.iter().filter(|one| !signed(one));
    let overdue: Vec<&Listed> = open().filter(|one| one.due.is_some_and(|due| due < session.at)).collect();
    let near = |due: Timestamp| due >= session.at && due <= until;
    let due_soon: Vec<&Listed> = open().filter(|one| one.due.is_some_and(near)).collect();
    let more: Vec<&Listed> = open().filter(|one| one.exception_asked).collect();
    let started = |rows: &[&Listed]| rows.iter().map(|one| one.started).min();
    Ok(vec![
        (
            "Assessments to be authorised",
            "Team managers",
            waits.len(),
            waits.iter().filter_map(|one| one.submitted_at).min(),
        ),
        ("Assessments due soon", "Team managers", due_soon.len(), started(&due_soon)),
        (
            "Assessments past the limit",
            "Team managers",
            overdue.len(),
            overdue.iter().filter_map(|one| one.due).min(),
        ),
        ("Assessments that ask for more time", "Team managers", more.len(), started(&more)),
    ])
}
