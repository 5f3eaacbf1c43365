//! Audits in lists: those a viewer may read, those that wait for them, and samples with what came of each.

use domain::access::{Action, Subject};
use domain::audit::{Audit, Counted, Measure, Sample};
use domain::id::Id;
use domain::refusal::Refusal;
use store::audit::{Listed, OpenAction};
use store::{Door, Permit, Stop, Versioned, load};

use crate::session::Session;
use crate::staff::Names;

/// What waits for a person.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Mine {
    /// Audits that wait for their grades.
    pub to_grade: Vec<Listed>,
    /// Actions they own that are not closed, each with the audit's number.
    pub actions: Vec<(OpenAction, String)>,
}

/// A sample with the audits the viewer may read.
#[derive(Debug, Clone, PartialEq)]
pub struct SamplePage {
    /// The sample.
    pub sample: Versioned<Sample>,
    /// The audits drawn, in the order of the draw.
    pub audits: Vec<Drawn>,
    /// The sample whose actions it looks at again, with its audits.
    pub before: Option<(Sample, Vec<Audit>)>,
    /// The graded audits of this one.
    pub graded: Vec<Audit>,
    /// The staff named.
    pub names: Names,
}

/// An audit of a sample in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawn {
    /// The audit.
    pub id: Id<Audit>,
    /// Its number; nothing for one the viewer may not read.
    pub reference: Option<String>,
    /// Where it stands.
    pub stage: domain::audit::Stage,
    /// Its auditors, as far as the viewer may know them.
    pub auditors: Vec<Id<domain::staff::Staff>>,
}

impl SamplePage {
    /// A measure over the graded audits of the earlier sample and of this one.
    pub fn moved(&self, measure: Measure, domain: Option<&str>) -> (Counted, Counted) {
        let before =
            self.before.as_ref().map(|(_, audits)| measure.count(audits, domain)).unwrap_or_default();
        (before, measure.count(&self.graded, domain))
    }
}

/// The audits the viewer may read.
///
/// # Errors
/// When the person takes part in no audits.
pub fn visible(session: &Session<'_>) -> Result<Vec<Listed>, Stop> {
    session.read("audits", |door| {
        let permit = door.permit(Action::SeeAudits, Subject::House)?;
        Ok(store::audit::visible(&permit)?)
    })
}

/// What waits for the viewer: audits to grade, and actions.
///
/// # Errors
/// When the person takes part in no audits.
pub fn mine(session: &Session<'_>) -> Result<Mine, Stop> {
    session.read("my audits", |door| {
        let permit = door.permit(Action::SeeAudits, Subject::House)?;
        let to_grade =
            store::audit::visible(&permit)?.into_iter().filter(|listed| listed.waits > 0).collect();
        let mut actions = Vec::new();
        for action in store::audit::own_actions(&permit)? {
            if door.would_permit(Action::ReadAudit, Subject::Audit(action.id))? {
                let known = load(&permit, action.id)?;
                actions.extend(known.map(|known| (action, known.record.reference)));
            }
        }
        Ok(Mine { to_grade, actions })
    })
}

/// The samples, the newest first.
///
/// # Errors
/// When the person sees no samples.
pub fn samples(session: &Session<'_>) -> Result<Vec<Sample>, Stop> {
    session.read("audit samples", |door| {
        let permit = door.permit(Action::SeeSamples, Subject::House)?;
        let mut samples = Vec::new();
        for id in store::audit::samples(&permit)? {
            samples.extend(load(&permit, id)?.map(|known| known.record));
        }
        Ok(samples)
    })
}

/// One sample with its audits.
///
/// # Errors
/// When there is none, or the person sees no samples.
pub fn sample(session: &Session<'_>, id: Id<Sample>) -> Result<SamplePage, Stop> {
    session.read("audit sample", |door| {
        let permit = door.permit(Action::SeeSamples, Subject::House)?;
        let sample = load(&permit, id)?.ok_or(Refusal::NotFound)?;
        let (mut audits, mut graded) = (Vec::new(), Vec::new());
        for audit in &sample.record.drawn {
            let Some(known) = load(&permit, *audit)? else { continue };
            let may = door.would_permit(Action::ReadAudit, Subject::Audit(*audit))?;
            let seen = known.record.for_viewer(session.staff.id);
            audits.push(Drawn {
                id: *audit,
                reference: may.then(|| seen.reference.clone()),
                stage: known.record.stage(),
                auditors: if may { seen.auditors.clone() } else { Vec::new() },
            });
            if may && known.record.is_graded() {
                graded.push(known.record);
            }
        }
        let before = match sample.record.follows {
            Some(earlier) => earlier_sample(door, &permit, earlier)?,
            None => None,
        };
        let names = Names::of(
            &permit,
            audits.iter().flat_map(|drawn| drawn.auditors.iter().copied()).chain([sample.record.by]),
        )?;
        Ok(SamplePage { sample, audits, before, graded, names })
    })
}

fn earlier_sample(
    door: &Door,
    permit: &Permit<'_>,
    earlier: Id<Sample>,
) -> Result<Option<(Sample, Vec<Audit>)>, Stop> {
    let Some(sample) = load(permit, earlier)?.map(|known| known.record) else { return Ok(None) };
    let mut audits = Vec::new();
    for id in &sample.drawn {
        let Some(audit) = load(permit, *id)?.map(|known| known.record) else { continue };
        if audit.is_graded() && door.would_permit(Action::ReadAudit, Subject::Audit(*id))? {
            audits.push(audit);
        }
    }
    Ok(Some((sample, audits)))
}
