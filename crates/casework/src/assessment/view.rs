//! An assessment as its page shows it, composed for one viewer.

use domain::access::{Action, Subject};
use domain::assessment::mirror::Mirror;
use domain::assessment::{
    Assessment, Contradiction, Finding, Origin, Stage, Unanswered, contradictions, mirror, missing,
    siblings_alike,
};
use domain::chronology::Entry;
use domain::episode::Episode;
use domain::form::Form;
use domain::id::Id;
use domain::refusal::{Problem, Refusal};
use domain::staff::Staff;
use store::{Door, Stop, Versioned, load};

use super::around::{called, entries, file_of, requests, unanswered};
use super::begin::may_read;
use super::form_of;
use super::write::at_version;
use crate::session::Session;
use crate::staff::Names;

/// An assessment with what its page needs.
#[derive(Debug, Clone, PartialEq)]
pub struct AssessmentView {
    /// The assessment.
    pub assessment: Versioned<Assessment>,
    /// The version of the form that it answers.
    pub form: Form,
    /// What the children are called, in their order.
    pub children: Vec<String>,
    /// What the carers are called, in their order; the words of a restriction where there is one.
    pub carers: Vec<String>,
    /// The children's chronologies, in their order, as the viewer may read them.
    pub entries: Vec<Vec<Entry>>,
    /// The children's episodes, in their order.
    pub episodes: Vec<Episode>,
    /// Agencies that were asked and have not answered, as far as the viewer may read where.
    pub unanswered: Vec<Unanswered>,
    /// What does not fit.
    pub contradictions: Vec<Contradiction>,
    /// The quality mirror: of an authorised assessment as it was shown then.
    pub mirror: Mirror,
    /// Answers about brothers and sisters that are alike. What else is copied stands in the record, with where it comes from.
    pub findings: Vec<Finding>,
    /// What is missing for a submission, by the names that the reasons are given under.
    pub missing: Vec<Problem>,
    /// The staff named in it.
    pub names: Names,
    /// What the viewer may do next. Whoever wrote any of it is not offered to sign it.
    pub may: Vec<Action>,
}

/// An assessment's page.
///
/// # Errors
/// When there is none that the viewer may read.
pub fn view(session: &Session<'_>, id: Id<Assessment>) -> Result<AssessmentView, Stop> {
    session.read("assessment", |door| {
        let permit = door.permit(Action::ReadAssessment, Subject::record(id))?;
        let mut assessment = load(&permit, id)?.ok_or(Refusal::NotFound)?;
        own_origins(door, &mut assessment.record)?;
        let known = &assessment.record;
        let form = form_of(session, known)?;
        let (mut children, mut files, mut episodes) = (Vec::new(), Vec::new(), Vec::new());
        for assessed in &known.children {
            permit.shown(assessed.child);
            children.push(load(&permit, assessed.child)?.ok_or(Refusal::NotFound)?.record.name());
            files.push(file_of(door, assessed.child)?);
            episodes.push(load(&permit, assessed.episode)?.ok_or(Refusal::NotFound)?.record);
        }
        let carers = carers(door, known)?;
        let entries = entries(session, &files);
        let pack = &session.house.pack;
        let requests = requests(door, &files)?;
        let unanswered = unanswered(session, door, known, &files, &requests)?;
        let contradictions = contradictions(known, form, &requests, pack);
        let now = mirror(known, form, &entries, &pack.assessment);
        let mirror = known.authorised.as_ref().map_or(now, |authorised| authorised.mirror.clone());
        let missing = if known.stage().is_written() { missing(known, form, &mirror) } else { Vec::new() };
        let family: Vec<String> = children.iter().chain(&carers).cloned().collect();
        let findings = siblings_alike(form, &known.answers, &pack.assessment, &family);
        let names = Names::of(&permit, named(known))?;
        let may = may(session, door, known)?;
        Ok(AssessmentView {
            form: form.clone(),
            children,
            carers,
            entries,
            episodes,
            unanswered,
            contradictions,
            mirror,
            findings,
            missing,
            names,
            may,
            assessment,
        })
    })
}

/// An assessment with the form that it answers, for filling a form in: without what stands around it.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    /// The assessment.
    pub assessment: Versioned<Assessment>,
    /// The version of the form that it answers.
    pub form: Form,
    /// What the children are called, in their order.
    pub children: Vec<String>,
    /// What the carers are called, in their order; the words of a restriction where there is one.
    pub carers: Vec<String>,
}

/// An assessment as a form is filled from it. The children's files, which may be long, are not read.
///
/// # Errors
/// When there is none that the viewer may read.
pub fn sheet(session: &Session<'_>, id: Id<Assessment>) -> Result<Sheet, Stop> {
    session.read("assessment as a form is filled", |door| {
        let permit = door.permit(Action::ReadAssessment, Subject::record(id))?;
        let mut assessment = load(&permit, id)?.ok_or(Refusal::NotFound)?;
        own_origins(door, &mut assessment.record)?;
        let form = form_of(session, &assessment.record)?.clone();
        let mut children = Vec::new();
        for assessed in &assessment.record.children {
            permit.shown(assessed.child);
            children.push(load(&permit, assessed.child)?.ok_or(Refusal::NotFound)?.record.name());
        }
        let carers = carers(door, &assessment.record)?;
        Ok(Sheet { assessment, form, children, carers })
    })
}

/// One version of an assessment: what a form that was opened at it began from.
///
/// # Errors
/// When there is no such version, or the viewer may not read it.
pub fn version(session: &Session<'_>, id: Id<Assessment>, version: u64) -> Result<Assessment, Stop> {
    session.read("assessment as a form was opened", |door| {
        let permit = door.permit(Action::ReadAssessment, Subject::record(id))?;
        let mut found = at_version(&permit, id, version)?.ok_or(Refusal::NotFound)?;
        own_origins(door, &mut found)?;
        Ok(found)
    })
}

/// Where a text stands too in an older record that this viewer may not open, it is not named to them. The list keeps its length: places in it are names.
fn own_origins(door: &Door, assessment: &mut Assessment) -> Result<(), Stop> {
    for copied in &mut assessment.copies {
        if let Origin::Older { assessment, reference, .. } = &mut copied.from
            && !may_read(door, *assessment)?
        {
            "an older record that is not open to you".clone_into(reference);
        }
    }
    Ok(())
}

fn carers(door: &Door, assessment: &Assessment) -> Result<Vec<String>, Stop> {
    let called = |carer: &domain::assessment::Carer| match carer.person {
        Some(person) => called(door, person),
        None => Ok(carer.name.clone()),
    };
    assessment.carers.iter().map(called).collect()
}

fn named(assessment: &Assessment) -> Vec<Id<Staff>> {
    let mut staff = vec![assessment.begun_by, assessment.worker];
    staff.extend(&assessment.authors);
    staff.extend(assessment.links.iter().map(|link| link.by));
    staff.extend(assessment.set_aside.iter().map(|aside| aside.by));
    staff.extend(assessment.citations.iter().map(|citation| citation.by));
    let comments = assessment.comments.iter();
    staff.extend(comments.flat_map(|comment| {
        std::iter::once(comment.by).chain(comment.answered.as_ref().map(|answered| answered.by))
    }));
    staff.extend(assessment.marked.iter().map(|marked| marked.by));
    staff.extend(assessment.weighed.values().map(|weighed| weighed.by));
    let copies = assessment.copies.iter();
    staff.extend(copies.flat_map(|copied| {
        std::iter::once(copied.by).chain(copied.explained.as_ref().map(|explained| explained.by))
    }));
    let reviews = assessment.reviews.iter();
    staff.extend(
        reviews.flat_map(|review| std::iter::once(review.by).chain(review.held.as_ref().map(|held| held.by))),
    );
    let exceptions = assessment.exceptions.iter();
    staff.extend(exceptions.flat_map(|exception| {
        std::iter::once(exception.by).chain(exception.decided.as_ref().map(|decided| decided.by))
    }));
    staff.extend(assessment.submissions.iter().map(|submission| submission.by));
    staff.extend(assessment.returned.iter().map(|returned| returned.by));
    staff.extend(assessment.authorised.iter().map(|authorised| authorised.by));
    staff.extend(assessment.ended.iter().map(|ended| ended.by));
    staff.extend(assessment.told.iter().map(|told| told.by));
    staff
}

/// What the viewer may do with it as it stands. Whoever wrote any of it signs nothing.
fn may(session: &Session<'_>, door: &Door, assessment: &Assessment) -> Result<Vec<Action>, Stop> {
    let wrote = assessment.wrote(session.staff.id);
    let offered: &[Action] = match assessment.stage() {
        Stage::Begun | Stage::Returned if wrote => &[Action::WriteAssessment, Action::SubmitAssessment],
        Stage::Begun | Stage::Returned => {
            &[Action::WriteAssessment, Action::SubmitAssessment, Action::EndAssessment]
        }
        Stage::Submitted if wrote => &[Action::WriteAssessment],
        Stage::Submitted => &[Action::WriteAssessment, Action::AuthoriseAssessment, Action::EndAssessment],
        Stage::ToTell | Stage::Authorised => &[Action::WriteAssessment],
        Stage::Ended => &[],
    };
    let mut may = Vec::new();
    for action in offered {
        if door.would_permit(*action, Subject::record(assessment.id))? {
            may.push(*action);
        }
    }
    Ok(may)
}
