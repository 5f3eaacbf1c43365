//! From a form's answers to the contact's typed core: each answer becomes what its question fills. The answers themselves are kept beside it as they
//! were sent, with the form's version.

use std::collections::BTreeMap;

use domain::access::{Guard, Sealed};
use domain::calendar::london;
use domain::contact::{Channel, ChildWords, Concern, Described, Found, Referrer, SafeContact, SubjectChild};
use domain::form::{Answers, Filled, Form, Stage, Target, Value};
use domain::person::Sex;
use domain::person::address::AddressLines;
use domain::person::known::Known;
use domain::person::name::PersonName;
use domain::person::partial_date::PartialDate;
use domain::refusal::{Problem, Refusal};
use jiff::Timestamp;
use jiff::civil::Date;

use super::NO_NAME;
use super::record::Intake;

/// The contact's typed core from the answers that fill it.
///
/// # Errors
/// What cannot be taken, and what is needed and missing, all at once.
pub(super) fn intake(
    form: &Form,
    answers: Answers,
    channel: Channel,
    source: String,
    at: Timestamp,
) -> Result<Intake, Refusal> {
    let mut problems: Vec<Problem> = form.check(&answers);
    problems.extend(form.missing(&answers, Stage::Submit));
    if !problems.is_empty() {
        return Err(Refusal::Invalid(problems));
    }
    let mut core = Core::new(at);
    for filled in form.filled(&answers) {
        core.fill(&filled);
    }
    Ok(Intake {
        received_at: None,
        channel,
        source,
        referrer: core.referrer(),
        forms: vec![core.kept(form, answers)],
        children: or_unnamed(core.children),
        others: Vec::new(),
        concern: core.concern,
        safe_contact: core.safe_contact,
    })
}

/// The core while answers fill it.
struct Core {
    at: Timestamp,
    /// By the number of their repeat in the form: a repeat that was left empty is no child.
    children: BTreeMap<Option<u16>, SubjectChild>,
    concern: Concern,
    safe_contact: SafeContact,
    name: Option<String>,
    role: String,
    phone: Option<String>,
    email: Option<String>,
    anonymous: bool,
}

impl Core {
    fn new(at: Timestamp) -> Self {
        Core {
            at,
            children: BTreeMap::new(),
            concern: Concern::default(),
            safe_contact: SafeContact::default(),
            name: None,
            role: String::new(),
            phone: None,
            email: None,
            anonymous: false,
        }
    }

    fn referrer(&self) -> Referrer {
        let guard = if self.anonymous { Guard::Protected } else { Guard::Content };
        let seal = |value: &Option<String>| value.clone().map(|value| Sealed::new(value, guard));
        Referrer {
            name: seal(&self.name),
            agency: None,
            role: self.role.clone(),
            phone: seal(&self.phone),
            email: seal(&self.email),
            anonymous: self.anonymous,
            preference: String::new(),
        }
    }

    /// The answers as they are kept. Who somebody is that asked to stay unnamed stands under seal in one place only, the typed core.
    fn kept(&self, form: &Form, mut kept: Answers) -> Answers {
        if self.anonymous {
            kept.given.retain(|place, _| {
                let fills = form.question(place).and_then(|question| question.fills);
                !matches!(fills, Some(Target::ReferrerName | Target::ReferrerPhone | Target::ReferrerEmail))
            });
        }
        kept
    }

    fn child(&mut self, index: Option<u16>) -> &mut SubjectChild {
        self.children.entry(index).or_insert_with(unnamed)
    }

    fn fill(&mut self, filled: &Filled<'_>) {
        let Ok(value) = filled.question.value(filled.answer) else { return };
        let words = filled.answer.words();
        match filled.target {
            Target::ReferrerName => self.name = Some(words),
            Target::ReferrerRole | Target::ReferrerRelation => self.role = words,
            Target::ReferrerPhone => self.phone = Some(words),
            Target::ReferrerEmail => self.email = Some(words),
            Target::ReferrerAnonymous => self.anonymous = value == Value::YesNo(true),
            target if target.as_str().starts_with("child.") => {
                self.fill_child(filled, &value, words);
            }
            target => self.fill_concern(filled, target, &value, words),
        }
    }

    fn fill_child(&mut self, filled: &Filled<'_>, value: &Value, words: String) {
        let today = london::date_of(self.at);
        let child = self.child(filled.index);
        let said = &mut child.said;
        let text = known_text(value, words.clone());
        match filled.target {
            Target::ChildName if words.trim().is_empty() => said.name = PersonName::single(NO_NAME),
            Target::ChildName => said.name = PersonName::single(words),
            Target::ChildBirth => said.birth = date(value, today),
            Target::ChildSex => said.sex = Sex::from_code(&words).map_or(Known::NotKnown, Known::Is),
            Target::ChildAddress => {
                said.address = text.map(|text| {
                    let lines = text.lines().map(str::to_owned).collect();
                    Sealed::new(AddressLines { lines, postcode: None }, Guard::Content)
                });
            }
            Target::ChildSchool => said.school = text,
            Target::ChildNhsNumber => {
                if let Value::NhsNumber(number) = value {
                    said.nhs_number = Known::Is(number.clone());
                }
            }
            Target::ChildWhereNow => child.where_now = text,
            // What has no place of its own stands in words beside its question, and whole in the form's answers.
            _ => {
                if let Known::Is(words) = text {
                    let line = beside_question(filled, &words);
                    let before = said.more.answer().map(|more| format!("{more}\n{line}"));
                    said.more = Known::Is(before.unwrap_or(line));
                }
            }
        }
    }

    fn fill_concern(&mut self, filled: &Filled<'_>, target: Target, value: &Value, words: String) {
        let today = london::date_of(self.at);
        let concern = &mut self.concern;
        match target {
            Target::DangerNow => concern.danger_now = yes_no(value),
            Target::DangerWords => concern.danger_words = words,
            Target::Injury => concern.injury = known_text(value, words),
            Target::HappenedOn => concern.happened = date(value, today),
            // Somebody who is worried and has seen nothing says so: that is told too.
            Target::Facts if words.trim().is_empty() => concern.facts = beside_question(filled, "Not known"),
            Target::Facts => concern.facts = words,
            Target::Opinion => concern.opinion = words,
            Target::ChildWords if !words.is_empty() => {
                concern.words.push(ChildWords { words, child: 0, heard_by: "the referrer".into() });
            }
            Target::Impact => concern.impact = words,
            Target::WorkingWell => concern.working_well = words,
            Target::OthersInvolved | Target::Household | Target::HouseholdElsewhere if !words.is_empty() => {
                if !concern.who_else.is_empty() {
                    concern.who_else.push('\n');
                }
                concern.who_else.push_str(&beside_question(filled, &words));
            }
            Target::FamilyAware => concern.family_aware = yes_no(value),
            Target::Agreed => concern.family_agrees = yes_no(value),
            Target::WhyNot => concern.family_words = words,
            Target::SafeContact => self.safe_contact.how = words,
            Target::Never => self.safe_contact.never = words,
            Target::StaffRisk => self.safe_contact.staff_risk = words,
            _ => {}
        }
    }
}

fn known_text(value: &Value, words: String) -> Known<String> {
    if *value == Value::NotKnown { Known::NotKnown } else { Known::Is(words) }
}

fn yes_no(value: &Value) -> Known<bool> {
    match value {
        Value::YesNo(answer) => Known::Is(*answer),
        _ => Known::NotKnown,
    }
}

/// The children in the order of the form; one whom nobody named when none was: a worry without a name is a worry.
fn or_unnamed(children: BTreeMap<Option<u16>, SubjectChild>) -> Vec<SubjectChild> {
    if children.is_empty() { vec![unnamed()] } else { children.into_values().collect() }
}

/// A child of whom nothing is said yet.
fn unnamed() -> SubjectChild {
    let said = Described::named(PersonName::single(NO_NAME));
    SubjectChild { said, where_now: Known::NotAsked, found: Found::default() }
}

/// A date or an age, as a date; "not known" is no date.
fn date(value: &Value, today: Date) -> Known<PartialDate> {
    match value.birth(today) {
        None | Some(PartialDate::NotKnown) => Known::NotKnown,
        Some(date) => Known::Is(date),
    }
}

/// Words with what was asked, where several answers stand in one place.
fn beside_question(filled: &Filled<'_>, words: &str) -> String {
    format!("{} {words}", filled.question.label)
}
