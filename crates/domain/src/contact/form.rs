//! What the form of a contact must ask (ux.md 3.2), because the answers become the contact: whom we are told of, by whom, and what the worry is. A council
//! words the questions, orders them and adds its own. What is said is kept as it is typed while the caller speaks; a choice, a date and a time are read.

use crate::form::PageForm;
use crate::form::page::{Need, Takes};

/// The groups of sources, for choosing in two steps instead of from twenty-two.
const SOURCE_GROUPS: &[&str] = &["police", "school", "health", "family", "other"];
/// Ways a contact reaches somebody who types it in: codes of [`super::Channel`].
pub const TYPED_IN: &[&str] = &["telephone", "in_person", "email", "police_system", "night_team"];

/// A contact that is typed in.
pub const FORM: PageForm = PageForm {
    id: "contact",
    needs: &[
        Need::once("danger_now", Takes::YesNo),
        Need::once("danger_words", Takes::Words).as_typed(),
        Need::once("source", Takes::One(SOURCE_GROUPS)),
        Need::once("source_police", Takes::OneOfPage).field("source-police"),
        Need::once("source_school", Takes::OneOfPage).field("source-school"),
        Need::once("source_health", Takes::OneOfPage).field("source-health"),
        Need::once("source_family", Takes::OneOfPage).field("source-family"),
        Need::once("source_other", Takes::OneOfPage).field("source-other"),
        Need::once("referrer_name", Takes::Words).field("referrer-name").as_typed(),
        Need::once("referrer_role", Takes::Words).field("referrer-role").as_typed(),
        Need::once("referrer_agency", Takes::OneOfPage).field("referrer-agency"),
        Need::once("referrer_phone", Takes::Words).field("referrer-phone").as_typed(),
        Need::once("referrer_email", Takes::Words).field("referrer-email").as_typed(),
        Need::once("referrer_anonymous", Takes::Several(&["yes"])).field("referrer-anonymous"),
        Need::once("referrer_preference", Takes::Words).field("referrer-preference").as_typed(),
        Need::once("received", Takes::One(&["now", "earlier"])),
        Need::once("received_at", Takes::Moment).field("received"),
        Need::once("channel", Takes::One(TYPED_IN)),
        Need::each("child", "name", Takes::Words).as_typed(),
        Need::each("child", "birth", Takes::Date),
        Need::each("child", "sex", Takes::One(&["F", "M", "U"])),
        Need::each("child", "where_now", Takes::Words).as_typed(),
        Need::each("child", "same_address", Takes::Several(&["yes"])).after_first(),
        Need::each("child", "address", Takes::Words).as_typed(),
        Need::each("child", "postcode", Takes::Words).as_typed(),
        Need::each("child", "address_hidden", Takes::Several(&["yes"])),
        Need::each("child", "school", Takes::Words).as_typed(),
        Need::each("child", "nhs_number", Takes::Words).as_typed(),
        Need::each("child", "upn", Takes::Words).as_typed(),
        Need::each("child", "phone", Takes::Words).as_typed(),
        Need::each("child", "words", Takes::Words).as_typed(),
        Need::each("child", "heard_by", Takes::Words).as_typed(),
        Need::each("child", "more", Takes::Words).as_typed(),
        Need::each("other", "name", Takes::Words).as_typed(),
        Need::each("other", "kinship", Takes::OneOfPage),
        Need::each("other", "standing", Takes::One(&["adult", "child"])),
        Need::each("other", "lives_with", Takes::YesNo),
        Need::each("other", "responsibility", Takes::YesNo),
        Need::each("other", "words", Takes::Words).as_typed(),
        Need::once("facts", Takes::Words).as_typed(),
        Need::once("opinion", Takes::Words).as_typed(),
        Need::once("happened", Takes::Date),
        Need::once("injury", Takes::Words).as_typed(),
        Need::once("impact", Takes::Words).as_typed(),
        Need::once("working_well", Takes::Words).as_typed(),
        Need::once("who_else", Takes::Words).as_typed(),
        Need::once("family_aware", Takes::YesNo),
        Need::once("family_agrees", Takes::YesNo),
        Need::once("family_words", Takes::Words).as_typed(),
        Need::once("safe_contact", Takes::Words).as_typed(),
        Need::once("never", Takes::Words).as_typed(),
        Need::once("staff_risk", Takes::Words).as_typed(),
    ],
    beside: &["then"],
};

/// What a proposal rests on, and what a manager changes of it; inside the hub's analysis and decision as well. The outcome, the level of need and its
/// paragraph are chosen from what outcomes.toml and the threshold document have; a paragraph is asked under its level.
pub const BASIS_FORM: PageForm = PageForm {
    id: "ruling_basis",
    needs: &[
        Need::once("outcome", Takes::OneOfPage),
        Need::once("also", Takes::SeveralOfPage),
        Need::once("level", Takes::OneOfPage),
        Need::row("paragraph", "paragraph", Takes::OneOfPage).field("paragraph-#"),
        Need::once("also_cited", Takes::Words),
        Need::once("rationale", Takes::Words),
        Need::once("considered", Takes::Words),
        Need::once("no_enquiry", Takes::Words),
        Need::each("action", "what", Takes::Words),
        Need::each("action", "owner", Takes::OneOfPage),
        Need::each("action", "due", Takes::Moment).field("action-#"),
    ],
    beside: &[],
};

/// How a manager rules on what was proposed: codes of [`super::Agreement`].
pub const AGREEMENTS: &[&str] = &["agree", "send_back", "change"];

/// A manager's decision on a proposal. What is changed of it is asked in [`BASIS_FORM`], under the choice that changes it.
pub const DECISION_FORM: PageForm = PageForm {
    id: "contact_decision",
    needs: &[Need::once("agreement", Takes::One(AGREEMENTS)), Need::once("words", Takes::Words)],
    beside: BASIS_FIELDS,
};

/// The fields of [`BASIS_FORM`] and the button that was pressed, for the forms of the pages on which it stands too.
pub const BASIS_FIELDS: &[&str] = &[
    "act",
    "outcome",
    "also",
    "level",
    "paragraph-*",
    "also_cited",
    "rationale",
    "considered",
    "no_enquiry",
    "action-*",
    "basis-*",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contact::{Agreement, Channel};
    use crate::form::{Place, Row};
    use crate::pack::england;

    #[test]
    fn every_way_that_is_offered_is_a_channel() {
        for code in TYPED_IN {
            assert!(Channel::from_code(code).is_some(), "{code}");
        }
    }

    #[test]
    fn every_ruling_that_is_offered_is_one() {
        for code in AGREEMENTS {
            assert!(Agreement::from_code(code).is_some(), "{code}");
        }
    }

    #[test]
    fn the_page_of_a_decision_passes_over_every_field_of_what_it_rests_on() {
        let form = england().form("ruling_basis").unwrap().clone();
        let form = form.with_rows("paragraph", &[Row::new("4", "Statutory")]);
        let decision = england().form("contact_decision").unwrap();
        let check = |field: &str, place: &str| {
            assert_eq!(BASIS_FORM.read_as(&form, field).as_deref(), Some(place));
            assert!(BASIS_FORM.has_field(&form, field), "{field}");
            assert_eq!(DECISION_FORM.read_as(decision, field), None, "{field}");
        };
        check("outcome", "basis.outcome");
        check("paragraph-4", "paragraph.0.paragraph");
        check("also_cited", "basis.also_cited");
        check("action-1-what", "action.1.what");
        check("action-1-date", "action.1.due.date");
        check("action-1-time", "action.1.due.time");
        check("basis-basis.own", "basis.own");
        for other in ["agreement", "words", "basis.own", "more.own"] {
            assert!(!BASIS_FORM.has_field(&form, other), "{other}");
        }
        // Two questions of a council with one name have two names of fields.
        assert_eq!(BASIS_FORM.field(&form, &Place::one("more", "own")), "basis-more.own");
        assert_eq!(DECISION_FORM.field(decision, &Place::one("more", "own")), "more.own");
    }
}
