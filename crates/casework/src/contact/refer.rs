//! Referrals that come by a form of the pack: a professional's, who has signed in, and the public's, from anybody. The form's answers are kept as they
//! were sent, with the form's version; what they fill becomes the contact's typed core.

use domain::access::{Action, Guard, Sealed, Subject};
use domain::calendar::london;
use domain::contact::{
    Channel, ChildWords, Concern, Contact, Described, Referrer, SafeContact, SubjectChild,
};
use domain::form::{Answers, Filled, Form, Stage, Target, Value};
use domain::person::Sex;
use domain::person::address::AddressLines;
use domain::person::known::Known;
use domain::person::name::PersonName;
use domain::refusal::{Problem, Refusal};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use store::Stop;

use super::record::{Intake, keep, received};
use crate::house::House;
use crate::session::{Sending, Session};

/// The form for a professional who has signed in.
pub const PROFESSIONAL: &str = "referral_professional";
/// The form for anybody.
pub const PUBLIC: &str = "referral_public";

/// What a referrer is given at once: the same whether the child is known or not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// The number to quote.
    pub reference: String,
}

/// Takes a professional's referral.
///
/// # Errors
/// When a needed answer is missing, or the person is not a partner.
pub fn refer(session: &Session<'_>, sending: &Sending, answers: Answers) -> Result<Receipt, Stop> {
    let form = form(session.house, PROFESSIONAL)?;
    let agency = session.staff.agency.clone();
    let source = agency
        .as_deref()
        .and_then(|agency| session.house.pack.agency(agency))
        .and_then(|agency| agency.sources.first());
    let source = source.cloned().unwrap_or_else(|| OTHER_SOURCE.to_owned());
    session.send(sending, "send_referral", |door| {
        let permit = door.permit(Action::SendReferral, Subject::House)?;
        let mut intake = intake(form, &answers, Channel::ReferralForm, source, session.at)?;
        let referrer = &mut intake.referrer;
        referrer.agency = agency;
        referrer.name.get_or_insert_with(|| Sealed::new(session.staff.name.clone(), Guard::Content));
        referrer.email.get_or_insert_with(|| Sealed::new(session.staff.email.clone(), Guard::Content));
        if referrer.role.is_empty() {
            referrer.role.clone_from(&session.staff.title);
        }
        let contact = received(session, intake, Some(session.staff.id))?;
        // The receipt on the next page is the acknowledgement.
        let contact = contact.acknowledged(session.at);
        keep(session, door, &permit, &contact, "send_referral")?;
        Ok(Receipt { reference: contact.reference })
    })
}

/// Takes a referral from anybody. Nobody signs in, so Frontdoor itself is the one who acts.
///
/// # Errors
/// When a needed answer is missing.
pub fn refer_openly(house: &House, sending: &Sending, answers: Answers) -> Result<Receipt, Stop> {
    let form = form(house, PUBLIC)?;
    let session = house.system();
    session.send(sending, "send_public_referral", |door| {
        let permit = door.permit(Action::SendReferral, Subject::House)?;
        let intake = intake(form, &answers, Channel::PublicForm, PUBLIC_SOURCE.to_owned(), session.at)?;
        let contact: Contact = received(&session, intake, None)?.acknowledged(session.at);
        keep(&session, door, &permit, &contact, "send_public_referral")?;
        Ok(Receipt { reference: contact.reference })
    })
}

/// Source code "individual: other", for the public.
const PUBLIC_SOURCE: &str = "1D";
/// Source code "other", for an agency whose source is not in the pack.
const OTHER_SOURCE: &str = "8";

fn form<'h>(house: &'h House, id: &str) -> Result<&'h Form, Stop> {
    house.pack.form(id).ok_or_else(|| Refusal::NotNow("This form is not in use.".into()).into())
}

/// The contact's typed core from the answers that fill it.
fn intake(
    form: &Form,
    answers: &Answers,
    channel: Channel,
    source: String,
    at: Timestamp,
) -> Result<Intake, Refusal> {
    let mut problems: Vec<Problem> = form.check(answers);
    problems.extend(form.missing(answers, Stage::Submit));
    if !problems.is_empty() {
        return Err(Refusal::Invalid(problems));
    }
    let mut core = Core::new(at);
    for filled in form.filled(answers) {
        core.fill(&filled);
    }
    Ok(Intake {
        received_at: None,
        channel,
        source,
        referrer: core.referrer(),
        children: core.children,
        others: Vec::new(),
        concern: core.concern,
        safe_contact: core.safe_contact,
        forms: vec![answers.clone()],
    })
}

/// The core while answers fill it.
struct Core {
    at: Timestamp,
    children: Vec<SubjectChild>,
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
            children: Vec::new(),
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

    fn child(&mut self, index: Option<u16>) -> &mut SubjectChild {
        let index = usize::from(index.unwrap_or_default());
        while self.children.len() <= index {
            let said = Described::named(PersonName::single(""));
            self.children.push(SubjectChild { said, where_now: Known::NotAsked, found: Default::default() });
        }
        &mut self.children[index]
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
                self.fill_child(target, filled.index, &value, words)
            }
            target => self.fill_concern(target, &value, words),
        }
    }

    fn fill_child(&mut self, target: Target, index: Option<u16>, value: &Value, words: String) {
        let today = london::date_of(self.at);
        let child = self.child(index);
        let said = &mut child.said;
        let text = known_text(value, words.clone());
        match target {
            Target::ChildName => {
                said.name = PersonName::single(if words.is_empty() { super::NO_NAME.into() } else { words })
            }
            Target::ChildBirth => said.birth = value.birth(today).map_or(Known::NotKnown, Known::Is),
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
            // What has no place of its own yet stands in words, and whole in the form's answers.
            _ => said.more = text.or(said.more.clone()),
        }
    }

    fn fill_concern(&mut self, target: Target, value: &Value, words: String) {
        let concern = &mut self.concern;
        match target {
            Target::DangerNow => concern.danger_now = yes_no(value),
            Target::DangerWords => concern.danger_words = words,
            Target::Injury => concern.injury = known_text(value, words),
            Target::HappenedOn => {
                concern.happened = value.birth(london::date_of(self.at)).map_or(Known::NotKnown, Known::Is)
            }
            Target::Facts => concern.facts = words,
            Target::Opinion => concern.opinion = words,
            Target::ChildWords if !words.is_empty() => {
                concern.words.push(ChildWords { words, child: 0, heard_by: "the referrer".into() });
            }
            Target::Impact => concern.impact = words,
            Target::WorkingWell => concern.working_well = words,
            Target::OthersInvolved | Target::Household | Target::HouseholdElsewhere => {
                if !concern.who_else.is_empty() && !words.is_empty() {
                    concern.who_else.push('\n');
                }
                concern.who_else.push_str(&words);
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
