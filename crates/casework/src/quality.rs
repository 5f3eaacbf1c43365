//! How good and how consistent the work is (domain register, 1.9 and 4.4): grades by domain before and after moderation, how far two auditors agree, by team as
//! a spread, what audits are about, and whether actions were closed. Every number leads to the audits behind it for those who may read them. No number is of a
//! person. Audits about a restricted child are counted for its circle alone.

use std::collections::{BTreeMap, BTreeSet};

use domain::access::{Action, Subject};
use domain::assessment::Assessment;
use domain::assessment::measures::{Measures, Share};
use domain::audit::{Audit, Counted, Grade, Measure};
use domain::calendar::london;
use domain::id::Id;
use domain::refusal::Refusal;
use domain::statistics::kappa::{Agreement, Weights};
use domain::statistics::{Figure, Metric, Ratings};
use jiff::civil::Date;
use jiff::{SignedDuration, ToSpan};
use store::{Door, Permit, Stop, load};

use crate::calibration::chance_for;
use crate::session::Session;

/// So many audits stand in one list; the number beside it counts them all.
pub const IN_SIGHT: usize = 200;

/// The page of consistency.
#[derive(Debug, Clone, PartialEq)]
pub struct Quality {
    /// From which day audits are counted, by the day they were graded.
    pub since: Date,
    /// How many audits were graded.
    pub audits: u32,
    /// How many of them by two auditors.
    pub twice: u32,
    /// Each measure.
    pub measures: Vec<(Measure, Counted)>,
    /// How assessments were made: blocks, days, teams.
    pub assessments: Measures,
    /// Each domain.
    pub domains: Vec<OfDomain>,
    /// Agreement over all domains together.
    pub together: Agreed,
    /// The domain `overall`, or the last one, by team, in the order of the teams' names.
    pub teams: Vec<OfTeam>,
    /// Which domain the teams are shown by.
    pub of_teams: String,
    /// What audits are about, the commonest first.
    pub tags: Vec<(String, u32)>,
    /// What others can learn, the newest first, for those who may read the audits.
    pub learning: Vec<Learnt>,
}

/// How a domain was graded.
#[derive(Debug, Clone, PartialEq)]
pub struct OfDomain {
    /// The domain's code.
    pub domain: String,
    /// How many got each grade from the first auditor, best first.
    pub before: [u32; 4],
    /// How many have each grade now.
    pub after: [u32; 4],
    /// How many could not be told, or stand unsettled between two auditors.
    pub without: u32,
    /// How far two auditors agree.
    pub agreed: Agreed,
}

/// How far two auditors agree.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Agreed {
    /// The same grade, of all graded by two.
    pub raw: Counted,
    /// Krippendorff's alpha, ordinal.
    pub alpha: Figure,
    /// Kappa with linear weights.
    pub linear: Figure,
    /// Kappa with quadratic weights.
    pub quadratic: Figure,
}

/// How a team's audits were graded: a spread, and no rank.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfTeam {
    /// The team's code; empty for work of no team.
    pub team: String,
    /// How many have each grade, best first.
    pub grades: [u32; 4],
}

/// What an audit taught.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Learnt {
    /// The audit.
    pub audit: Id<Audit>,
    /// Its number.
    pub reference: String,
    /// The words.
    pub words: String,
}

/// Which audits a number stands for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Behind {
    /// Those with a grade in this domain.
    pub domain: Option<String>,
    /// With this grade.
    pub grade: Option<Grade>,
    /// Whether the grade is meant before moderation.
    pub first: bool,
    /// Of this team's work.
    pub team: Option<String>,
    /// About this.
    pub tag: Option<String>,
    /// Graded by two who differ in the domain, or in any.
    pub differ: bool,
}

/// An audit behind a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The audit's name and number; nothing for one the viewer may not read.
    pub open: Option<(Id<Audit>, String)>,
    /// When it was graded.
    pub graded_at: jiff::Timestamp,
    /// The code of what it is of.
    pub draw: domain::audit::Draw,
}

/// An assessment behind a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfAssessment {
    /// The assessment and its number; nothing for one the viewer may not read.
    pub open: Option<(Id<Assessment>, String)>,
    /// Whether it is so of it.
    pub so: bool,
}

impl Behind {
    fn holds(&self, audit: &Audit) -> bool {
        let of = |domain: &str| if self.first { audit.first_grade(domain) } else { audit.grade(domain) };
        let graded = match (&self.domain, self.grade) {
            (Some(domain), Some(grade)) => of(domain) == Some(grade),
            (Some(domain), None) => audit.domains().contains(&domain.as_str()),
            (None, _) => true,
        };
        let differs = |domain: &str| audit.both(domain).is_some_and(|(one, other)| one != other);
        let differ = !self.differ
            || audit
                .domains()
                .into_iter()
                .any(|domain| self.domain.as_ref().is_none_or(|asked| asked == domain) && differs(domain));
        let tagged = |tag: &String| audit.gradings.iter().any(|grading| grading.tags.contains(tag));
        graded
            && differ
            && self.team.as_ref().is_none_or(|team| *team == audit.of.team)
            && self.tag.as_ref().is_none_or(tagged)
    }
}

/// The audits graded between two days, each day whole.
fn graded(permit: &Permit<'_>, (from, until): (Date, Date)) -> Result<Vec<Audit>, Stop> {
    let mut audits = Vec::new();
    for id in store::audit::graded(permit, london::start_of(from), london::end_of(until))? {
        audits.extend(load(permit, id)?.map(|known| known.record));
    }
    Ok(audits)
}

/// A measure between two days.
pub(crate) fn counted(
    session: &Session<'_>,
    permit: &Permit<'_>,
    measure: Measure,
    domain: Option<&str>,
    days: (Date, Date),
) -> Result<Counted, Stop> {
    if measure.is_of_audits() {
        return Ok(measure.count(&graded(permit, days)?, domain));
    }
    if measure == Measure::SummaryFresh {
        return fresh(session, permit);
    }
    let (from, until) = (london::start_of(days.0), london::end_of(days.1));
    let (made, _) = crate::assessment::measures_under(session, permit, from, until)?;
    Ok(of_assessments(measure, &made))
}

/// A measure of assessments.
fn of_assessments(measure: Measure, made: &Measures) -> Counted {
    let share = match measure {
        Measure::AssessmentWhole => {
            let wholes = made
                .by_team
                .values()
                .map(|team| Counted { count: count(team.whole.of), of: count(team.whole.all) });
            return wholes.fold(Counted::default(), |sum, whole| Counted {
                count: sum.count + whole.count,
                of: sum.of + whole.of,
            });
        }
        Measure::CapacityTested => &made.capacity_tested,
        Measure::NeedsWhole => &made.contingency,
        Measure::Rework => &made.rework,
        Measure::AssessmentTime => &made.in_time,
        Measure::Reassessed => &made.again,
        _ => return Counted::default(),
    };
    Counted { count: count(share.of), of: count(share.all) }
}

/// Case summaries as they stand today.
fn fresh(session: &Session<'_>, permit: &Permit<'_>) -> Result<Counted, Stop> {
    let days = i64::from(session.house.pack.case_summary.due_days);
    let due = session.at.saturating_sub(SignedDuration::from_hours(24 * days)).unwrap_or(session.at);
    let found = store::case_summary::freshness(permit, due)?;
    let all = |many: u64| u32::try_from(many).unwrap_or(u32::MAX);
    Ok(Counted { count: all(found.fresh), of: all(found.open) })
}

/// The page over the pack's period.
///
/// # Errors
/// When the person does not see it.
pub fn quality(session: &Session<'_>) -> Result<Quality, Stop> {
    session.read("how good and how consistent the work is", |door| {
        let permit = door.permit(Action::SeeQuality, Subject::House)?;
        let pack = &session.house.pack.audit;
        let (since, today) = period(session);
        let audits = graded(&permit, (since, today))?;
        let domains: Vec<OfDomain> =
            pack.domains.iter().map(|domain| of_domain(&audits, &domain.code, pack)).collect();
        let codes: Vec<&str> = pack.domains.iter().map(|domain| domain.code.as_str()).collect();
        let of_teams =
            codes.iter().find(|code| **code == "overall").or(codes.last()).copied().unwrap_or_default();
        let (made, _) = crate::assessment::measures_under(
            session,
            &permit,
            london::start_of(since),
            london::end_of(today),
        )?;
        let mut measures = Vec::new();
        for measure in Measure::ALL.iter().copied() {
            let counted = match measure {
                measure if measure.is_of_audits() => measure.count(&audits, None),
                Measure::SummaryFresh => fresh(session, &permit)?,
                measure => of_assessments(measure, &made),
            };
            measures.push((measure, counted));
        }
        Ok(Quality {
            since,
            audits: count(audits.len()),
            twice: count(audits.iter().filter(|audit| audit.gradings.len() > 1).count()),
            measures,
            assessments: made,
            together: agreed(&audits, &codes, pack),
            domains,
            teams: by_team(session, &audits, of_teams),
            of_teams: of_teams.to_owned(),
            tags: tags(&audits),
            learning: learning(door, &audits)?,
        })
    })
}

/// The assessments behind a measure of assessments, each once: those of which it is so first. For those who may not read one, only that there is one.
///
/// # Errors
/// When the person does not see the page, or the measure is not of assessments.
pub fn behind_measure(session: &Session<'_>, measure: Measure) -> Result<Vec<OfAssessment>, Stop> {
    session.read("assessments behind a number", |door| {
        let permit = door.permit(Action::SeeQuality, Subject::House)?;
        let (since, today) = period(session);
        let (from, until) = (london::start_of(since), london::end_of(today));
        let (made, authorised) = crate::assessment::measures_under(session, &permit, from, until)?;
        let mut rows = Vec::new();
        for (share, so) in shares(measure, &made).ok_or(Refusal::NotFound)? {
            for id in share.into_iter().take(IN_SIGHT) {
                let may = door.would_permit(Action::ReadAssessment, Subject::record(id))?;
                let reference = authorised.iter().find(|one| one.id == id).map(|one| one.reference.clone());
                rows.push(OfAssessment {
                    open: reference.filter(|_| may).map(|reference| (id, reference)),
                    so,
                });
            }
        }
        Ok(rows)
    })
}

/// The assessments of which a measure is so, and those of which it is not.
fn shares(measure: Measure, made: &Measures) -> Option<[(Vec<Id<Assessment>>, bool); 2]> {
    let of = |share: &Share| [(share.so.clone(), true), (share.not.clone(), false)];
    Some(match measure {
        Measure::AssessmentWhole => {
            let teams = made.by_team.values();
            let so = teams.clone().flat_map(|team| team.whole.so.iter().copied()).collect();
            let not = teams.flat_map(|team| team.whole.not.iter().copied()).collect();
            [(so, true), (not, false)]
        }
        Measure::CapacityTested => of(&made.capacity_tested),
        Measure::NeedsWhole => of(&made.contingency),
        Measure::Rework => of(&made.rework),
        Measure::AssessmentTime => of(&made.in_time),
        Measure::Reassessed => of(&made.again),
        _ => return None,
    })
}

/// How many audits are behind a number, and the newest of them.
///
/// # Errors
/// When the person does not see the page.
pub fn behind(session: &Session<'_>, behind: &Behind) -> Result<(usize, Vec<Row>), Stop> {
    session.read("audits behind a number", |door| {
        let permit = door.permit(Action::SeeQuality, Subject::House)?;
        let held: Vec<Audit> =
            graded(&permit, period(session))?.into_iter().filter(|audit| behind.holds(audit)).collect();
        let mut rows = Vec::new();
        for audit in held.iter().take(IN_SIGHT) {
            let may = door.would_permit(Action::ReadAudit, Subject::Audit(audit.id))?;
            rows.push(Row {
                open: may.then(|| (audit.id, audit.reference.clone())),
                graded_at: audit.clock.met.unwrap_or(audit.clock.started),
                draw: audit.of.draw,
            });
        }
        Ok((held.len(), rows))
    })
}

/// What audits are about, the commonest first.
fn tags(audits: &[Audit]) -> Vec<(String, u32)> {
    let mut tags: BTreeMap<&str, u32> = BTreeMap::new();
    for audit in audits {
        let of_audit: BTreeSet<&String> = audit.gradings.iter().flat_map(|grading| &grading.tags).collect();
        for tag in of_audit {
            *tags.entry(tag).or_default() += 1;
        }
    }
    let mut tags: Vec<(String, u32)> = tags.into_iter().map(|(tag, times)| (tag.to_owned(), times)).collect();
    tags.sort_by_key(|(tag, times)| (std::cmp::Reverse(*times), tag.clone()));
    tags
}

/// What others can learn, of the audits that the viewer may read.
fn learning(door: &Door, audits: &[Audit]) -> Result<Vec<Learnt>, Stop> {
    let mut learning = Vec::new();
    for audit in audits.iter().take(IN_SIGHT) {
        let words: Vec<&str> = audit.gradings.iter().map(|grading| grading.learning.trim()).collect();
        let words = words.into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>().join("\n\n");
        if !words.is_empty() && door.would_permit(Action::ReadAudit, Subject::Audit(audit.id))? {
            learning.push(Learnt { audit: audit.id, reference: audit.reference.clone(), words });
        }
    }
    Ok(learning)
}

fn period(session: &Session<'_>) -> (Date, Date) {
    let today = london::date_of(session.at);
    let months = i32::from(session.house.pack.audit.months);
    (today.checked_sub(months.months()).unwrap_or(today), today)
}

fn count(many: usize) -> u32 {
    u32::try_from(many).unwrap_or(u32::MAX)
}

fn of_domain(audits: &[Audit], domain: &str, pack: &domain::pack::Audits) -> OfDomain {
    let (mut before, mut after, mut without) = ([0; 4], [0; 4], 0);
    for audit in audits.iter().filter(|audit| audit.domains().contains(&domain)) {
        if let Some(grade) = audit.first_grade(domain) {
            before[grade.place()] += 1;
        }
        match audit.grade(domain) {
            Some(grade) => after[grade.place()] += 1,
            None => without += 1,
        }
    }
    OfDomain { domain: domain.to_owned(), before, after, without, agreed: agreed(audits, &[domain], pack) }
}

/// How far two auditors agree in these domains: what both graded.
fn agreed(audits: &[Audit], domains: &[&str], pack: &domain::pack::Audits) -> Agreed {
    let (mut table, mut ratings, mut raw) =
        (Agreement::<4>::default(), Ratings::default(), Counted::default());
    let mut twice = BTreeSet::new();
    for audit in audits {
        for domain in domains {
            let Some((one, other)) = audit.both(domain) else { continue };
            twice.insert(audit.id);
            table.count(one.place(), other.place());
            ratings.add(
                [one, other].into_iter().filter_map(|grade| i32::try_from(grade.place()).ok()).collect(),
            );
            raw.add(one == other);
        }
    }
    // So many audits it takes, however many domains each has: the domains of one audit are no new audits.
    let (n, fewest) = (count(twice.len()), pack.fewest);
    let said = |figure: Figure| match figure {
        _ if n < fewest => Figure::TooFew { n, fewest },
        Figure::Said { value, lower, upper, .. } => Figure::Said { n, value, lower, upper },
        Figure::AllAlike { .. } => Figure::AllAlike { n },
        figure => figure,
    };
    let mut chance = chance_for(&format!("{domains:?} {:?}", table.counts));
    let alpha = if n < fewest {
        Figure::TooFew { n, fewest }
    } else {
        let alpha = ratings.alpha_with_interval(Metric::Ordinal, pack.samples, &mut chance);
        Figure::of_alpha(ratings.pairable(), 2, alpha)
    };
    Agreed {
        raw,
        alpha: said(alpha),
        linear: said(Figure::of(&table, Weights::Linear, 2)),
        quadratic: said(Figure::of(&table, Weights::Quadratic, 2)),
    }
}

fn by_team(session: &Session<'_>, audits: &[Audit], domain: &str) -> Vec<OfTeam> {
    let mut teams: BTreeMap<&str, [u32; 4]> = BTreeMap::new();
    for audit in audits {
        if let Some(grade) = audit.grade(domain) {
            teams.entry(&audit.of.team).or_default()[grade.place()] += 1;
        }
    }
    let mut found: Vec<OfTeam> =
        teams.into_iter().map(|(team, grades)| OfTeam { team: team.to_owned(), grades }).collect();
    let council = &session.house.pack.council;
    found.sort_by_key(|of| council.team(&of.team).map_or_else(|| of.team.clone(), |team| team.name.clone()));
    found
}
