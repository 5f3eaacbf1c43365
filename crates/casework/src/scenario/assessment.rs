//! What people of a story do in assessments.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use domain::assessment::mirror::About;
use domain::assessment::{
    ASSESSMENT_FORM, Assessment, AuthoriseAsked, CarerNamed, CommentAsked, EndAsked, ExceptionAsked,
    LinkAsked, Now, Parts, ReviewAsked, SectionSaved, Stands, SubmitAsked, ToldAsked,
};
use domain::calendar::typed::parse_date;
use domain::chronology::Source;
use domain::form::{Answer, Answers, Kind, Place};
use domain::id::Id;
use domain::person::Standing;
use domain::person::known::Known;
use domain::person::name::PersonName;
use domain::person::relationship::Kinship;
use domain::refusal::Refusal;
use jiff::civil::Date;
use store::{Stop, Versioned};

use super::act::{self, Act};
use super::does::unknown;
use super::run::{Run, Show};
use super::story::{Step, moment};
use crate::assessment::{self, AssessmentView, BeginAsked};
use crate::child::{self, RelativeAsked};
use crate::session::{Sending, Session};

impl Run<'_> {
    /// Carries out an act about an assessment; `false` when it is another's.
    pub(super) fn assessment_act(
        &mut self,
        session: &Session<'_>,
        sending: &Sending,
        step: &Step,
    ) -> Result<bool, Stop> {
        match &step.act {
            Act::Relative(relative) => self.relative(session, sending, relative)?,
            Act::BeginAssessment(begin) => {
                let others = begin.others.iter().map(|name| self.child(name)).collect::<Result<_, _>>()?;
                let worker = begin.worker.as_deref().map(|name| self.member(name)).transpose()?;
                let asked = BeginAsked {
                    others,
                    purpose: begin.purpose.clone(),
                    worker: worker.map(|staff| staff.id),
                    review: ReviewAsked {
                        on: day(&begin.review)?,
                        why: String::new(),
                        shared_on: day(begin.shared.as_deref().unwrap_or_default())?,
                        shared_with: begin.shared_with.clone(),
                    },
                };
                assessment::begin(session, sending, self.child(&begin.child)?, asked)?;
            }
            Act::AnswerAssessment(said) => self.answer_assessment(session, sending, said)?,
            Act::NameCarer(named) => {
                let asked = CarerNamed {
                    person: None,
                    name: named.name.clone(),
                    relation: named.relation.clone(),
                    stands: Stands::from_code(&named.stands),
                };
                assessment::name_carer(session, sending, self.assessment(&named.child)?.record.id, asked)?;
            }
            Act::JoinAssessment(joins) => {
                let id = self.assessment(&joins.child)?.record.id;
                assessment::join_child(session, sending, id, self.child(&joins.joins)?)?;
            }
            Act::HandAssessment(hand) => {
                let (id, sending) = self.assessment_opened(&hand.child, sending)?;
                assessment::hand_to(session, &sending, id, self.member(&hand.to)?.id)?;
            }
            Act::ReviewPoint(review) => self.review_point(session, sending, review)?,
            Act::Contradiction(said) => {
                let id = self.assessment(&said.child)?.record.id;
                match &said.key {
                    Some(key) => assessment::weigh(session, sending, id, key, &said.words)?,
                    None => assessment::mark(session, sending, id, None, &said.words)?,
                }
            }
            Act::ExplainCopy(said) => {
                let (id, sending) = self.assessment_opened(&said.child, sending)?;
                let number = said.number.saturating_sub(1);
                assessment::explain_copy(session, &sending, id, number, &said.words)?;
            }
            _ => return self.assessment_history(session, sending, step),
        }
        Ok(true)
    }

    fn assessment_history(
        &mut self,
        session: &Session<'_>,
        sending: &Sending,
        step: &Step,
    ) -> Result<bool, Stop> {
        match &step.act {
            Act::LinkHistory(link) => {
                let (child, source) = self.happened(session, &link.child, &link.event)?;
                let asked = LinkAsked {
                    now: Now::from_code(&link.now),
                    so_what: link.so_what.clone(),
                    set_aside: link.set_aside.clone(),
                };
                let id = self.assessment(&link.child)?.record.id;
                assessment::link(session, sending, id, child, source, asked)?;
            }
            Act::UnlinkHistory(link) => {
                let (child, source) = self.happened(session, &link.child, &link.event)?;
                let id = self.assessment(&link.child)?.record.id;
                assessment::unlink(session, sending, id, child, &source)?;
            }
            Act::CiteEvent(cite) => {
                let (child, source) = self.happened(session, &cite.child, &cite.event)?;
                let id = self.assessment(&cite.child)?.record.id;
                let place = self.part_place(&cite.child, &cite.part)?;
                if cite.back {
                    assessment::uncite(session, sending, id, &place, &source)?;
                } else {
                    assessment::cite(session, sending, id, place, child, source)?;
                }
            }
            Act::CommentAssessment(said) => {
                let place =
                    said.part.as_deref().map(|part| self.part_place(&said.child, part)).transpose()?;
                let asked = CommentAsked { place, words: said.words.clone() };
                assessment::comment(session, sending, self.assessment(&said.child)?.record.id, asked)?;
            }
            Act::AnswerComment(said) => {
                let id = self.assessment(&said.child)?.record.id;
                assessment::answer_comment(session, sending, id, said.number, &said.words)?;
            }
            _ => return self.assessment_signed(session, sending, step),
        }
        Ok(true)
    }

    fn assessment_signed(
        &mut self,
        session: &Session<'_>,
        sending: &Sending,
        step: &Step,
    ) -> Result<bool, Stop> {
        match &step.act {
            Act::SubmitAssessment(said) => {
                let (id, sending) = self.assessment_opened(&said.child, sending)?;
                let asked = SubmitAsked {
                    reasons: said.reasons.clone(),
                    urgent: said.urgent.clone(),
                    words: said.words.clone(),
                };
                assessment::submit(session, &sending, id, asked)?;
            }
            Act::SendBackAssessment(said) => {
                let (id, sending) = self.assessment_opened(&said.child, sending)?;
                let comment = |(part, words): (&String, &String)| {
                    let place = Some(self.part_place(&said.child, part)?);
                    Ok(CommentAsked { place, words: words.clone() })
                };
                let comments = said.comments.iter().map(comment).collect::<Result<Vec<_>, Stop>>()?;
                assessment::send_back(session, &sending, id, &said.why, comments)?;
            }
            Act::AuthoriseAssessment(said) => {
                let (id, sending) = self.assessment_opened(&said.child, sending)?;
                let seen = assessment::view(session, id)?.mirror.seen_as();
                let told = ToldAsked {
                    whom: "family".into(),
                    name: String::new(),
                    way: said.told_way.clone(),
                    on: day(said.told_on.as_deref().unwrap_or_default())?,
                    words: said.told_words.clone(),
                };
                let asked = AuthoriseAsked {
                    reasons: said.reasons.clone(),
                    seen,
                    looked: !said.not_looked,
                    told: (!said.told_later).then_some(told),
                };
                assessment::authorise(session, &sending, id, asked)?;
            }
            _ => return self.assessment_over(session, sending, step),
        }
        Ok(true)
    }

    /// More time, the end, and who is told.
    fn assessment_over(
        &mut self,
        session: &Session<'_>,
        sending: &Sending,
        step: &Step,
    ) -> Result<bool, Stop> {
        match &step.act {
            Act::AskException(said) => {
                let asked = ExceptionAsked {
                    reason: said.reason.clone(),
                    meanwhile: said.meanwhile.clone(),
                    until: day(&said.until)?,
                };
                assessment::ask_exception(session, sending, self.assessment(&said.child)?.record.id, &asked)?;
            }
            Act::DecideException(said) => {
                let (id, sending) = self.assessment_opened(&said.child, sending)?;
                assessment::decide_exception(session, &sending, id, said.approved, &said.words)?;
            }
            Act::EndAssessment(said) => {
                let (id, sending) = self.assessment_opened(&said.child, sending)?;
                let asked = EndAsked { ending: said.ending.clone(), words: said.words.clone() };
                assessment::end(session, &sending, id, &asked)?;
            }
            Act::TellAssessment(said) => {
                let asked = ToldAsked {
                    whom: said.whom.clone(),
                    name: said.name.clone(),
                    way: said.way.clone(),
                    on: day(said.on.as_deref().unwrap_or_default())?,
                    words: said.words.clone(),
                };
                assessment::tell(session, sending, self.assessment(&said.child)?.record.id, asked)?;
            }
            _ => return self.assessment_looked(session, step),
        }
        Ok(true)
    }

    /// Somebody looks at assessments.
    fn assessment_looked(&mut self, session: &Session<'_>, step: &Step) -> Result<bool, Stop> {
        self.shown = match &step.act {
            Act::ReadAssessment(of) => {
                let view = assessment::view(session, self.assessment(&of.child)?.record.id)?;
                let words = self.assessment_in_words(session, &of.child, &view)?;
                Show { words, layer: Some("content"), found: None }
            }
            Act::Assessments(_) => {
                let rows = assessment::running(session)?.0;
                let words = rows.iter().map(|row| format!("{} {:?} ", row.listed.stage, row.children));
                Show { words: words.collect(), found: Some(rows.len()), layer: None }
            }
            Act::AssessmentDesk(_) => {
                let desk = assessment::on_my_desk(session)?;
                let words = format!(
                    "{} to authorise, {} came back, {} own, {} to tell, {} ask for time",
                    desk.to_authorise.len(),
                    desk.returned.len(),
                    desk.own.len(),
                    desk.to_tell.len(),
                    desk.exceptions.len()
                );
                Show { words, found: None, layer: None }
            }
            Act::AssessmentMeasures(over) => {
                let when = |text: &str| moment(text, step.at).map_err(Refusal::NotNow);
                let counted = assessment::measures(session, when(&over.from)?, when(&over.until)?)?;
                let found = &counted.measures;
                let mut words = format!(
                    "{} authorised; rework {}; carers without {}; tested {}; whole needs {}; in time {}; again {}; ",
                    found.authorised,
                    found.rework.in_words(),
                    found.carers_without.in_words(),
                    found.capacity_tested.in_words(),
                    found.contingency.in_words(),
                    found.in_time.in_words(),
                    found.again.in_words()
                );
                let _ = write!(words, "from the referral {:?}", found.from_referral.median());
                Show { words, found: Some(found.authorised), layer: None }
            }
            _ => return Ok(false),
        };
        Ok(true)
    }

    /// What whoever reads it sees: where it stands, its clocks, the mirror, what does not fit, its line in the episode.
    fn assessment_in_words(
        &self,
        session: &Session<'_>,
        child: &str,
        view: &AssessmentView,
    ) -> Result<String, Stop> {
        let known = &view.assessment.record;
        let mut words = format!(
            "{} children {} carers {} ",
            known.stage().code(),
            view.children.len(),
            view.carers.len()
        );
        for clock in &known.clocks {
            let due = clock.due.map(|due| due.day().to_string()).unwrap_or_default();
            let stands = clock.in_words(session.at, &self.house.calendar);
            let _ = write!(words, "{} due {due} {stands}. ", clock.timer);
        }
        let history = view.mirror.history;
        let _ = write!(
            words,
            "history {} relevant {} linked {} aside {} not yet. ",
            history.relevant, history.linked, history.set_aside, history.not_yet
        );
        for line in &view.mirror.lines {
            let _ = write!(words, "{}={} ", line.key, if line.is_so { "yes" } else { "no" });
            if let About::Copy(_) = line.about {
                let _ = write!(words, "[{}] ", line.words);
            }
        }
        for one in &view.unanswered {
            let _ = write!(words, "unanswered {} ({}). ", one.agency, one.of.words());
        }
        for one in &view.contradictions {
            let weighed = if one.weighed.is_some() { "weighed" } else { "open" };
            let _ = write!(words, "contradiction {} {weighed}. ", one.key);
        }
        for found in &view.findings {
            let _ = write!(words, "alike {} {} {} per cent. ", found.one, found.other, found.percent);
        }
        for copied in &known.copies {
            let _ = write!(words, "copied {} {:?}: {}. ", copied.place, copied.from, copied.passage);
        }
        let _ = write!(words, "open comments {}. ", known.open_comments().count());
        let place = known.place_of(self.child(child)?).map(usize::from).unwrap_or_default();
        if let Some(episode) = view.episodes.get(place) {
            for line in episode.assessments.iter().filter(|line| line.record == Some(known.id)) {
                let _ = write!(
                    words,
                    "line {} to {} factors {:?}. ",
                    line.started_on,
                    line.authorised_on.map(|on| on.to_string()).unwrap_or_default(),
                    line.factors
                );
            }
        }
        let _ = write!(words, "may {:?} ", view.may);
        Ok(words)
    }

    /// The child's newest assessment.
    fn assessment(&self, child: &str) -> Result<Versioned<Assessment>, Stop> {
        let found = assessment::of_child(&self.house.system(), self.child(child)?)?.assessments;
        found.into_iter().next().ok_or_else(|| unknown("assessment of", child).into())
    }

    /// The child's newest assessment, as a form that says the whole of something would have been opened.
    fn assessment_opened(&self, child: &str, sending: &Sending) -> Result<(Id<Assessment>, Sending), Stop> {
        let known = self.assessment(child)?;
        Ok((known.record.id, Sending { opened: known.version.0, ..sending.clone() }))
    }

    /// An event of a child's chronology, as the viewer reads it: by its name in its record, or by words that stand in it.
    fn happened(
        &self,
        session: &Session<'_>,
        child: &str,
        event: &str,
    ) -> Result<(Id<domain::person::Person>, Source), Stop> {
        let known = self.assessment(child)?.record;
        let view = assessment::view(session, known.id)?;
        let id = self.child(child)?;
        let place = known.place_of(id).map(usize::from).ok_or_else(|| unknown("child", child))?;
        let entries = view.entries.into_iter().nth(place).unwrap_or_default();
        let is_it =
            |entry: &domain::chronology::Entry| entry.source.event == event || entry.words.contains(event);
        let found = entries.into_iter().find(is_it).ok_or_else(|| unknown("event", event))?;
        Ok((id, found.source))
    }

    /// Where a part stands in the form that a child's assessment answers: "danger", or "carer_now.1".
    fn part_place(&self, child: &str, part: &str) -> Result<Place, Stop> {
        let known = self.assessment(child)?.record;
        let form =
            self.house.pack.form_version(ASSESSMENT_FORM, known.answers.version).ok_or(Refusal::NotFound)?;
        place_of(Parts::of(form, &known.answers), part)
    }

    fn answer_assessment(
        &self,
        session: &Session<'_>,
        sending: &Sending,
        said: &act::AnswerAssessment,
    ) -> Result<(), Stop> {
        let known = self.assessment(&said.child)?;
        let behind = known.version.0.saturating_sub(said.behind.unwrap_or_default());
        let opened = assessment::version(session, known.record.id, behind)?;
        let form =
            self.house.pack.form_version(ASSESSMENT_FORM, opened.answers.version).ok_or(Refusal::NotFound)?;
        let saved = saved(Parts::of(form, &opened.answers), &said.answers)?;
        let sending = Sending { opened: behind, ..sending.clone() };
        assessment::save(session, &sending, known.record.id, saved)
    }

    fn review_point(
        &self,
        session: &Session<'_>,
        sending: &Sending,
        review: &act::ReviewPoint,
    ) -> Result<(), Stop> {
        let (id, opened) = self.assessment_opened(&review.child, sending)?;
        if review.held {
            return assessment::hold_review(session, sending, id, day(&review.on)?, &review.words);
        }
        let asked = ReviewAsked {
            on: day(&review.on)?,
            why: review.why.clone(),
            shared_on: day(review.shared.as_deref().unwrap_or_default())?,
            shared_with: review.shared_with.clone(),
        };
        assessment::set_review(session, &opened, id, &asked)
    }

    fn relative(
        &self,
        session: &Session<'_>,
        sending: &Sending,
        relative: &act::Relative,
    ) -> Result<(), Stop> {
        let kinship =
            Kinship::from_code(&relative.kinship).ok_or_else(|| unknown("kinship", &relative.kinship))?;
        let who = match &relative.is_child {
            Some(name) => Ok(self.child(name)?),
            None => Err(PersonName::single(relative.name.clone())),
        };
        let asked = RelativeAsked {
            who,
            standing: if relative.is_child.is_some() { Standing::Child } else { Standing::Adult },
            kinship,
            parental_responsibility: Known::NotAsked,
            source: "the family".into(),
        };
        child::add_relative(session, sending, self.child(&relative.child)?, asked)
    }
}

/// Answers by the parts they play, as a page would send the sections they stand in: what stood there before stands there still.
pub(crate) fn saved(parts: Parts<'_>, answers: &BTreeMap<String, String>) -> Result<SectionSaved, Stop> {
    let mut given: BTreeMap<Place, Answer> = BTreeMap::new();
    for (part, words) in answers {
        let place = place_of(parts, part)?;
        let kind = parts.form.question(&place).map(|question| &question.kind).ok_or(Refusal::NotFound)?;
        given.insert(place, answer_in_words(kind, words));
    }
    let sections: BTreeSet<String> = given.keys().map(|place| place.section.clone()).collect();
    let mut saved = Answers::to(&parts.answers.form, parts.answers.version);
    let stood = parts.answers.given.iter().filter(|(place, _)| sections.contains(&place.section));
    saved.given.extend(stood.map(|(place, answer)| (place.clone(), answer.clone())));
    saved.given.extend(given);
    Ok(SectionSaved { sections: sections.into_iter().collect(), answers: saved })
}

/// An answer as a story writes it: values between commas, a date between strokes.
pub(super) fn answer_in_words(kind: &Kind, words: &str) -> Answer {
    match kind {
        _ if words == domain::form::NOT_KNOWN => Answer::NotKnown,
        Kind::Several(_) | Kind::Codes { .. } => {
            Answer::Several(words.split(',').map(|value| value.trim().to_owned()).collect())
        }
        Kind::PartialDate => date_answer(words),
        _ => Answer::text(words),
    }
}

fn date_answer(words: &str) -> Answer {
    let mut parts = words.split('/').map(str::to_owned);
    let mut next = || parts.next().unwrap_or_default();
    let (day, month, year) = (next(), next(), next());
    Answer::Date(domain::form::DateParts { day, month, year, ..Default::default() })
}

fn place_of(parts: Parts<'_>, part: &str) -> Result<Place, Stop> {
    // A question of the form that plays no part is named by its place.
    if let Ok(place) = part.parse::<Place>()
        && parts.form.question(&place).is_some()
    {
        return Ok(place);
    }
    let (name, index) = match part.split_once('.') {
        Some((name, index)) => (name, index.parse::<u16>().ok()),
        None => (part, None),
    };
    let found = parts.places(name, index).into_iter().next();
    found.ok_or_else(|| unknown("part of the assessment", part).into())
}

fn day(text: &str) -> Result<Option<Date>, Stop> {
    if text.is_empty() {
        return Ok(None);
    }
    let wrong = |error: domain::calendar::typed::NotADate| Refusal::NotNow(error.to_string());
    Ok(Some(parse_date(text).map_err(wrong)?))
}
