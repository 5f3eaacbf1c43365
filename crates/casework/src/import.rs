//! Taking in records from elsewhere. First proposals, from a first reading of the whole file; then, if somebody accepts them, records with their
//! provenance, from a second reading. A file that cannot be read to its end brings in nothing, and the same file taken twice adds nothing.

use std::io::BufRead;

use domain::access::{Action, Subject};
use domain::episode::{
    Assessment, Brought, BroughtPlan, BroughtReview, Enquiry, Episode, Plan, PlanKind, PreProceedings,
    TransferIn,
};
use domain::id::Id;
use domain::person::known::Known;
use domain::person::name::PersonName;
use domain::person::partial_date::PartialDate;
use domain::person::upn::Upn;
use domain::person::{Person, Sex, Standing};
use domain::refusal::Refusal;
use returns::cin::{self, CinChild, CinEpisode};
use store::{Permit, Stop, Version, WriteDoor, WritePermit, save};

use crate::session::Session;

/// What taking in one child would do, or has done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// The line of the file where the child begins.
    pub line: u64,
    /// The council's identifier for the child.
    pub identifier: String,
    /// Whether the record has the child already.
    pub known: bool,
    /// Episodes that the record does not have yet.
    pub new_episodes: usize,
    /// What could not be read, in words with its line.
    pub findings: Vec<String>,
}

/// What a whole file would do, or has done.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Total {
    /// Children in the file.
    pub children: u64,
    /// Children that are new to the record.
    pub new_children: u64,
    /// Episodes that are new to the record.
    pub new_episodes: u64,
    /// Findings.
    pub findings: u64,
}

/// A file that was not taken in.
#[derive(Debug, thiserror::Error)]
pub enum NotTaken {
    /// The file cannot be opened.
    #[error("the file cannot be read: {0}")]
    File(#[from] std::io::Error),
    /// The file cannot be read to its end.
    #[error("line {line}: {words}")]
    Unreadable {
        /// The line.
        line: u64,
        /// What is wrong there.
        words: String,
    },
    /// Not allowed, or a failure of ours.
    #[error(transparent)]
    Stopped(#[from] Stop),
}

impl From<Refusal> for NotTaken {
    fn from(refusal: Refusal) -> Self {
        NotTaken::Stopped(refusal.into())
    }
}

/// How many children are taken in one transaction.
const TOGETHER: usize = 200;

/// Reads a CIN census return and proposes what to take in; with `accept`, takes it in.
///
/// # Errors
/// When the file cannot be read to its end (nothing is taken then), or the person may not import.
pub fn cin<R: BufRead>(
    session: &Session<'_>,
    file_name: &str,
    open: impl Fn() -> std::io::Result<R>,
    accept: bool,
    tell: &mut dyn FnMut(&Proposal),
) -> Result<Total, NotTaken> {
    let mut total = Total::default();
    in_groups(open()?, &mut |children| {
        let proposals = session.read("import proposals", |door| {
            let permit = door.permit(Action::ImportRecords, Subject::House)?;
            children
                .iter()
                .map(|child| propose(&permit, child).map(|known| known.1))
                .collect::<Result<Vec<_>, Stop>>()
        })?;
        for proposal in &proposals {
            total.count(proposal);
            tell(proposal);
        }
        Ok(())
    })?;
    if accept {
        in_groups(open()?, &mut |children| {
            session.house.store.write(&session.actor, session.at, "import_cin", |door| {
                take(session, door, file_name, children)
            })
        })?;
    }
    Ok(total)
}

impl Total {
    fn count(&mut self, proposal: &Proposal) {
        self.children += 1;
        self.new_children += u64::from(!proposal.known);
        self.new_episodes += proposal.new_episodes as u64;
        self.findings += proposal.findings.len() as u64;
    }
}

/// Reads a return and hands its children on, some at a time.
fn in_groups(
    reader: impl BufRead,
    hand_on: &mut dyn FnMut(&[CinChild]) -> Result<(), Stop>,
) -> Result<(), NotTaken> {
    let mut waiting = Vec::with_capacity(TOGETHER);
    let mut stopped: Result<(), Stop> = Ok(());
    let read = cin::read(reader, &mut |child| {
        waiting.push(child);
        if waiting.len() == TOGETHER && stopped.is_ok() {
            stopped = hand_on(&waiting);
            waiting.clear();
        }
    });
    stopped?;
    read.map_err(|error| NotTaken::Unreadable { line: error.line, words: error.words })?;
    hand_on(&waiting)?;
    Ok(())
}

/// What taking a child in would do, and who they are if the record has them.
fn propose(permit: &Permit<'_>, child: &CinChild) -> Result<(Option<Id<Person>>, Proposal), Stop> {
    let identifier = child.identifiers.la_child_id.clone();
    let person = match identifier.as_str() {
        "" => None,
        identifier => store::person::by_local_identifier(permit, identifier)?,
    };
    let held = person.map(|person| store::episode::of_child(permit, person)).transpose()?.unwrap_or_default();
    let proposal = Proposal {
        line: child.line,
        identifier,
        known: person.is_some(),
        new_episodes: child.episodes.iter().filter(|episode| is_new(episode, &held)).count(),
        findings: child
            .findings
            .iter()
            .map(|f| format!("line {}: {}: {}", f.line, f.element, f.words))
            .collect(),
    };
    Ok((person, proposal))
}

/// An episode is the same when its referral date is: no council refers one child twice on one day (the guide keeps the first).
fn is_new(episode: &CinEpisode, held: &[Episode]) -> bool {
    episode.referral.read().is_some_and(|referral| held.iter().all(|held| held.referral_date != referral))
}

fn take(session: &Session<'_>, door: &WriteDoor, file_name: &str, children: &[CinChild]) -> Result<(), Stop> {
    let permit = door.permit(Action::ImportRecords, Subject::House)?;
    for child in children {
        if child.identifiers.la_child_id.is_empty() {
            continue;
        }
        let (person, _) = propose(&permit, child)?;
        let source = format!("CIN census, {file_name}, line {}", child.line);
        let person = match person {
            Some(person) => person,
            None => {
                let person = as_person(session, child, &source);
                save(&permit, &person, Version::NONE, "import_cin", Some(&source))?;
                person.id
            }
        };
        take_episodes(session, &permit, child, person, file_name)?;
    }
    Ok(())
}

fn take_episodes(
    session: &Session<'_>,
    permit: &WritePermit<'_>,
    child: &CinChild,
    person: Id<Person>,
    file_name: &str,
) -> Result<(), Stop> {
    let held = store::episode::of_child(permit, person)?;
    for episode in child.episodes.iter().filter(|episode| is_new(episode, &held)) {
        let source = format!("CIN census, {file_name}, line {}", episode.line);
        let Some(episode) = as_episode(session, person, episode, &source) else { continue };
        save(permit, &episode, Version::NONE, "import_cin", Some(&source))?;
    }
    Ok(())
}

/// A census carries no name: the identifier stands in for it until somebody writes one.
fn as_person(session: &Session<'_>, child: &CinChild, source: &str) -> Person {
    let identifiers = &child.identifiers;
    let name = PersonName::single(format!("Name not in the census ({})", identifiers.la_child_id));
    let mut person = Person::named(session.house.id(), Standing::Child, name);
    let birth = identifiers
        .birth
        .read()
        .map(PartialDate::Exact)
        .or(identifiers.expected_birth.read().map(PartialDate::Expected));
    person.birth = birth.map_or(Known::NotKnown, Known::Is);
    person.died = identifiers.death.read().map(PartialDate::Exact);
    person.sex = identifiers.sex.map_or(Known::NotAsked, |sex| {
        Known::Is(match sex {
            cin::Sex::Male => Sex::Male,
            cin::Sex::Female => Sex::Female,
            cin::Sex::Unknown | cin::Sex::Indeterminate => Sex::Unknown,
        })
    });
    person.ethnicity = child.characteristics.ethnicity.clone().into();
    if !child.characteristics.disabilities.is_empty() {
        person.disabilities = Known::Is(child.characteristics.disabilities.iter().cloned().collect());
    }
    person.upn = identifiers.upn.clone().map(Upn::new).into();
    person.former_upn = identifiers.former_upn.clone().map(Upn::new);
    person.upn_unknown = identifiers.upn_unknown.clone();
    person.local_identifier = Some(identifiers.la_child_id.clone());
    person.provenance = Some(source.to_owned());
    person
}

fn as_episode(
    session: &Session<'_>,
    child: Id<Person>,
    episode: &CinEpisode,
    source: &str,
) -> Option<Episode> {
    let in_need = episode.plans.iter().filter_map(|plan| {
        Some(Plan {
            kind: PlanKind::ChildInNeed,
            started_on: plan.started.read()?,
            ended_on: plan.ended.read(),
            category: None,
        })
    });
    let protection = episode.protection_plans.iter().filter_map(|plan| {
        let category = plan.latest_category.clone().or_else(|| plan.initial_category.clone());
        Some(Plan {
            kind: PlanKind::ChildProtection,
            started_on: plan.started.read()?,
            ended_on: plan.ended.read(),
            category,
        })
    });
    let assessments = episode.assessments.iter().filter_map(|assessment| {
        Some(Assessment {
            started_on: assessment.started.read()?,
            authorised_on: assessment.authorised.read(),
            factors: assessment.factors.clone(),
            record: None,
        })
    });
    let enquiries = episode.section47s.iter().filter_map(|enquiry| {
        Some(Enquiry {
            started_on: enquiry.started.read()?,
            conference_on: enquiry.conference.read(),
            conference_not_required: enquiry.conference_not_required.read().unwrap_or_default(),
            record: None,
        })
    });
    Some(Episode {
        source: episode.source.clone(),
        primary_need: episode.primary_need.clone(),
        no_further_action: episode.referral_no_further_action.read().unwrap_or_default(),
        closed_on: episode.closed.read(),
        closure_reason: episode.closure_reason.clone(),
        assessments: assessments.collect(),
        enquiries: enquiries.collect(),
        plans: in_need.chain(protection).collect(),
        provenance: Some(source.to_owned()),
        transfer_in: transfer_in(episode),
        brought: Some(brought(episode)).filter(|brought| !brought.is_empty()).map(Box::new),
        ..Episode::opened(session.house.id(), child, episode.referral.read()?)
    })
}

/// A conference that stands with the episode and in no enquiry is that of a child who came on another council's plan. The census does not say whose.
fn transfer_in(episode: &CinEpisode) -> Option<TransferIn> {
    Some(TransferIn {
        authority: "Another council: the census does not say which".to_owned(),
        notified_on: episode.referral.read()?,
        conference_on: Some(episode.initial_conference.read()?),
    })
}

/// What the record has no other place for.
fn brought(episode: &CinEpisode) -> Brought {
    let reviews = episode.assessments.iter().filter_map(|assessment| {
        Some(BroughtReview { started_on: assessment.started.read()?, on: assessment.internal_review.read()? })
    });
    let plans = episode.protection_plans.iter().filter_map(|plan| {
        Some(BroughtPlan {
            started_on: plan.started.read()?,
            first_category: plan.initial_category.clone(),
            plans_before: plan.previous_plans.read(),
            reviews: plan.reviews.iter().filter_map(|review| review.read()).collect(),
        })
    });
    let pre_proceedings = episode.pre_proceedings.iter().map(|block| PreProceedings {
        started_on: block.started.read(),
        letter_on: block.letter_sent.read(),
        family_meeting_offered: block.family_meeting_offered.read(),
        family_meeting_held: block.family_meeting_held.read(),
        first_meeting_on: block.first_meeting.read(),
        review_meetings: block.review_meetings.read(),
        step_on: block.step_decision.read(),
        outcome: block.outcome.clone(),
        court_on: block.court_application.read(),
        proceedings_letter_on: block.letter_of_initiation.read(),
    });
    Brought { reviews: reviews.collect(), plans: plans.collect(), pre_proceedings: pre_proceedings.collect() }
}
