//! What a caller of the invented council tells: about whom, what worries them, who they are.

use domain::access::{Guard, Sealed};
use domain::contact::{Channel, ChildWords, Concern, Described, Referrer, SafeContact, SubjectChild};
use domain::person::address::AddressLines;
use domain::person::known::Known;
use domain::person::postcode::Postcode;

use super::dice::Dice;
use super::family::said;
use super::make::Making;
use super::months::From;
use super::words;
use crate::contact::Intake;

impl Making<'_> {
    pub(super) fn intake(
        &mut self,
        family: usize,
        children: &[usize],
        worry: usize,
        source: &str,
        channel: Channel,
        from: From,
    ) -> Intake {
        let (_, facts, opinion) = words::WORRIES[worry];
        let dice = &mut self.dice;
        let at = &self.families[family];
        let lines = AddressLines {
            lines: vec![at.street.clone(), "Northbridge".into()],
            postcode: Some(Postcode::new(at.postcode.as_str())),
        };
        let subject = |child: &usize| {
            let child = &at.children[*child];
            let mut described = Described::named(said(dice, child));
            described.birth = Known::Is(child.birth);
            described.sex = Known::Is(child.sex);
            described.address = Known::Is(Sealed::new(lines.clone(), Guard::Content));
            described.nhs_number = child.nhs_number.clone().map_or(Known::NotAsked, Known::Is);
            if !child.school.is_empty() {
                described.school = Known::Is(child.school.into());
            }
            SubjectChild {
                said: described,
                where_now: Known::Is("At home, as far as is known".into()),
                found: Default::default(),
            }
        };
        let subjects: Vec<SubjectChild> = children.iter().map(subject).collect();
        let words = if dice.in_hundred(30) {
            vec![ChildWords {
                words: dice.pick(words::SAID).to_string(),
                child: 0,
                heard_by: "their teacher".into(),
            }]
        } else {
            Vec::new()
        };
        Intake {
            received_at: None,
            channel,
            source: source.into(),
            referrer: referrer(dice, from),
            children: subjects,
            others: at.adults.clone(),
            concern: Concern {
                danger_now: Known::Is(false),
                facts: facts.into(),
                opinion: opinion.into(),
                words,
                family_aware: *dice.pick(&[
                    Known::Is(true),
                    Known::Is(true),
                    Known::Is(false),
                    Known::NotKnown,
                ]),
                ..Concern::default()
            },
            safe_contact: SafeContact::default(),
            forms: Vec::new(),
        }
    }
}

fn referrer(dice: &mut Dice, from: From) -> Referrer {
    let (role, agency) = match from {
        From::Police => ("Police vulnerability unit", Some("police")),
        From::School => ("Designated safeguarding lead", Some("school")),
        From::Professional => ("Health visitor", Some("health")),
        From::Family => ("Grandmother", None),
        From::Public => ("Neighbour", None),
    };
    let anonymous = from == From::Public && dice.in_hundred(50);
    let guard = if anonymous { Guard::Protected } else { Guard::Content };
    let name = format!("{} {}", dice.pick(words::GIVEN).0, dice.pick(words::FAMILY));
    let email = agency.map(|agency| Sealed::new(format!("{agency}.safeguarding@partners.example"), guard));
    Referrer {
        name: Some(Sealed::new(name, guard)),
        agency: agency.map(String::from),
        role: role.into(),
        phone: Some(Sealed::new("01632 960300".to_owned(), guard)),
        email,
        anonymous,
        preference: String::new(),
    }
}
