//! An agency's administrator and its people: nothing of any other agency, words handed on when an account closes, leavers lapse and come back.

use casework::partner::{self, MemberAsked};
use casework::sign_in::{begin, demo_person};
use casework::{Resumed, draft, resume};
use domain::id::Id;
use domain::partner::ContactAsked;
use domain::staff::{Role, Staff};
use jiff::SignedDuration;

use super::NOTHING;
use super::asked::{Hub, answer, hub, say, stands};
use crate::house::{Story, each_house, fields, refused};

fn asked(name: &str) -> MemberAsked {
    MemberAsked {
        name: name.into(),
        title: "Teacher".into(),
        phone: "01632 960777".into(),
        email: "teacher@elm.example".into(),
        administrator: false,
    }
}

struct Elm<'s> {
    hub: Hub<'s>,
    administrator: Staff,
    first: Staff,
    second: Staff,
}

fn elm(story: &Story) -> Elm<'_> {
    let hub = hub(story);
    Elm {
        administrator: hub.administrator("Ada Elm", "school", "Elm School"),
        first: hub.partner("Ela Elm", "school", "Elm School"),
        second: hub.partner("Eva Elm", "school", "Elm School"),
        hub,
    }
}

#[test]
fn an_administrator_has_the_people_of_their_own_organisation_and_no_others() {
    each_house(|story| {
        let Elm { hub, administrator, first, .. } = elm(story);
        let oak = hub.partner("Oda Oak", "school", "Oak School");
        let session = story.of(&administrator);
        let id = partner::add_member(&session, &story.form(0), asked("New Teacher")).unwrap();
        let new: Staff = stands(story, id);
        assert_eq!((new.agency.as_deref(), new.organisation.as_str()), (Some("school"), "Elm School"));
        assert_eq!(new.roles.iter().copied().collect::<Vec<_>>(), [Role::Partner]);
        partner::invite_member(&session, id, "new.teacher").unwrap();
        let names = |people: Vec<partner::Member>| -> Vec<String> {
            people.into_iter().map(|member| member.staff.name).collect()
        };
        assert_eq!(
            names(partner::agency(&session).unwrap().people),
            ["Ada Elm", "Ela Elm", "Eva Elm", "New Teacher"]
        );
        for other in [oak.id, hub.manager.id, Id::from_bits(77)] {
            let (form, off) = (story.form(0), partner::set_member_active);
            assert_eq!(refused(off(&session, &form, other, false)), NOTHING);
            assert_eq!(refused(partner::confirm_member(&session, &form, other)), NOTHING);
            assert_eq!(refused(partner::invite_member(&session, other, "stolen")), NOTHING);
            assert_eq!(refused(partner::member(&session, other)), NOTHING);
        }
        let own = partner::set_member_active(&session, &story.form(0), administrator.id, false);
        assert_eq!(refused(own), "Somebody else must do this for you.");
        let partner_tries = partner::set_member_active(&story.of(&first), &story.form(0), id, false);
        assert!(refused(partner_tries).starts_with("Your role does not let you"));
        // Contacts: added to their own organisation, whatever the form says; another's cannot be verified.
        let contact = ContactAsked {
            agency: "police".into(),
            organisation: "Oak School".into(),
            name: "Sid Site".into(),
            role: "Site manager".into(),
            email: "sid@elm.example".into(),
            phone: "01632 960778".into(),
        };
        partner::add_contact(&session, &story.form(0), contact.clone()).unwrap();
        let theirs = partner::contacts(&session).unwrap().contacts;
        assert_eq!(theirs[0].record.organisation, "Elm School");
        assert_eq!(theirs[0].record.agency, "school");
        let others = partner::add_contact(&story.of(&hub.manager), &story.form(0), contact).unwrap();
        let outcome = partner::verify_contact(&session, &story.form(1), others, "Rang them");
        assert_eq!(refused(outcome), NOTHING);
        assert_eq!(refused(partner::contact(&session, others)), NOTHING);
        assert_eq!(partner::contacts(&session).unwrap().contacts.len(), 1);
        assert_eq!(partner::contacts(&story.of(&hub.manager)).unwrap().contacts.len(), 2);
    });
}

#[test]
fn an_administrator_sees_how_requests_stand_and_asks_somebody_else() {
    each_house(|story| {
        let Elm { hub, administrator, first, second } = elm(story);
        let oak = hub.partner("Oda Oak", "school", "Oak School");
        let request = hub.ask("school", "Elm School", Some(first.id));
        let elsewhere = hub.ask("school", "Oak School", None);
        let session = story.of(&administrator);
        let listed = partner::agency(&session).unwrap().requests;
        assert_eq!(listed.iter().map(|of| of.request.id).collect::<Vec<_>>(), [request]);
        assert_eq!(refused(partner::agency_request(&session, elsewhere)), NOTHING);
        assert!(refused(partner::request(&session, request)).starts_with("Your role does not let you"));
        assert_eq!(refused(partner::request(&story.of(&second), request)), NOTHING);
        let to = |staff: Id<Staff>| partner::reassign(&session, &story.form(0), request, staff);
        assert_eq!(refused(to(oak.id)), NOTHING);
        assert_eq!(fields(to(administrator.id)), ["to"]);
        to(second.id).unwrap();
        assert_eq!(refused(partner::reassign(&session, &story.form(0), elsewhere, second.id)), NOTHING);
        answer(&hub, &second, request, 2, say("Attendance 71%")).unwrap();
        let seen = partner::agency_request(&session, request).unwrap();
        assert_eq!(seen.of.request.answer.unwrap().facts[0].words, "Attendance 71%");
        assert!(refused(to(first.id)).contains("answered already"));
    });
}

#[test]
fn words_left_unfinished_are_handed_on_unread() {
    each_house(|story| {
        let Elm { hub, administrator, first, second } = elm(story);
        let request = hub.ask("school", "Elm School", None);
        let page = format!("/requests/{request}");
        let typed = [("words-0".to_owned(), "She hides in the corner at pick-up".to_owned())];
        draft::keep(&story.house, first.id, story.house.id(), &page, 1, &typed).unwrap();
        let session = story.of(&administrator);
        let hand =
            |from: &Staff, to: &Staff| partner::hand_words(&session, &story.form(0), request, from.id, to.id);
        // While they can sign in their words are theirs alone.
        assert!(partner::agency(&session).unwrap().requests[0].waiting.is_empty());
        assert!(refused(hand(&first, &second)).contains("theirs alone"));
        partner::set_member_active(&session, &story.form(0), first.id, false).unwrap();
        let waiting = partner::agency(&session).unwrap().requests[0].waiting.clone();
        assert_eq!(waiting.iter().map(|waiting| waiting.owner).collect::<Vec<_>>(), [first.id]);
        let oak = hub.partner("Oda Oak", "school", "Oak School");
        assert_eq!(refused(hand(&first, &oak)), NOTHING);
        hand(&first, &second).unwrap();
        let found = draft::find(&story.of(&second), &page).unwrap().unwrap();
        assert_eq!(found.fields, typed);
        assert!(draft::find(&story.of(&first), &page).unwrap().is_none());
        assert!(partner::agency(&session).unwrap().requests[0].waiting.is_empty());
        assert_eq!(hub.request(request).substitutes.last().unwrap().staff, second.id, "it is on the record");
        assert!(refused(hand(&first, &second)).contains("no words"));
    });
}

#[test]
fn whoever_is_stopped_while_they_write_leaves_their_words_to_their_agency() {
    each_house(|plain| {
        let story = &plain.with(casework::House::as_demo);
        let Elm { administrator, first, .. } = elm(story);
        demo_person(&story.house, first.id, "ela.elm", "a long pass phrase of words").unwrap();
        let token = signed_in(story, "ela.elm");
        partner::set_member_active(&story.of(&administrator), &story.form(0), first.id, false).unwrap();
        // What comes from their browser now is known to be theirs, so that it can be kept; they are not let in.
        for _ in 0..2 {
            assert!(
                matches!(resume(&story.house, &token).unwrap(), Resumed::Ended { staff } if staff == first.id)
            );
        }
        story.later(SignedDuration::from_hours(13));
        assert!(matches!(resume(&story.house, &token).unwrap(), Resumed::Unknown));
    });
}

fn signed_in(story: &Story, name: &str) -> String {
    let begun = begin(&story.house, name, "a long pass phrase of words", "192.0.2.1").unwrap();
    let code = casework::sign_in::demo_codes(&story.house, name).unwrap().unwrap();
    casework::sign_in::second_factor(&story.house, &begun.token, &code, "192.0.2.1").unwrap().token
}

const DAY: SignedDuration = SignedDuration::from_hours(24);

#[test]
fn an_account_that_is_not_used_lapses_at_the_next_sign_in_and_by_itself() {
    each_house(|plain| {
        let story = &plain.with(casework::House::as_demo);
        let Elm { administrator, first, second, hub, .. } = elm(story);
        for (staff, name) in [(&first, "ela.elm"), (&second, "eva.elm"), (&hub.manager, "mara")] {
            demo_person(&story.house, staff.id, name, "a long pass phrase of words").unwrap();
        }
        let password = |name| begin(&story.house, name, "a long pass phrase of words", "192.0.2.1").map(drop);
        story.later(DAY * 29);
        signed_in(story, "eva.elm");
        story.later(DAY);
        // Thirty days without a sign-in; the password is right.
        let words = refused(password("ela.elm"));
        assert!(words.contains("closed by itself") && words.contains("administrator"), "{words}");
        let lapsed: Staff = stands(story, first.id);
        assert!(!lapsed.active);
        assert_eq!(refused(password("ela.elm")), words, "and again");
        // With a wrong password nothing is told.
        let wrong = begin(&story.house, "ela.elm", "something else entirely", "192.0.2.1").map(drop);
        assert_eq!(refused(wrong), "The user name or the password is not right.");
        // Used yesterday, and no partner: they go on.
        password("eva.elm").unwrap();
        password("mara").unwrap();
        // The hourly job: the administrator has not been here for thirty days either.
        assert_eq!(partner::lapse_unused(&story.house).unwrap(), 1);
        assert_eq!(partner::lapse_unused(&story.house).unwrap(), 0);
        assert!(!stands::<Staff>(story, administrator.id).active);
        let back = casework::staff::set_active;
        back(&story.house.system(), &story.form(0), administrator.id, true).unwrap();
        let administrator: Staff = stands(story, administrator.id);
        let seen = partner::member(&story.of(&administrator), first.id).unwrap();
        assert!(seen.lapsed && !seen.staff.active);
        partner::set_member_active(&story.of(&administrator), &story.form(0), first.id, true).unwrap();
        password("ela.elm").unwrap();
        assert_eq!(partner::lapse_unused(&story.house).unwrap(), 0);
    });
}

#[test]
fn an_account_that_nobody_confirms_lapses_however_often_it_is_used() {
    each_house(|plain| {
        let story = &plain.with(casework::House::as_demo);
        let Elm { administrator, first, second, .. } = elm(story);
        for (staff, name) in [(&first, "ela.elm"), (&second, "eva.elm")] {
            demo_person(&story.house, staff.id, name, "a long pass phrase of words").unwrap();
        }
        for _ in 0..4 {
            story.later(DAY * 20);
            signed_in(story, "ela.elm");
            signed_in(story, "eva.elm");
            partner::agency(&story.of(&administrator)).unwrap();
        }
        partner::confirm_member(&story.of(&administrator), &story.form(0), second.id).unwrap();
        story.later(DAY * 10);
        let words = begin(&story.house, "ela.elm", "a long pass phrase of words", "192.0.2.1").map(drop);
        assert!(refused(words).contains("closed by itself"));
        signed_in(story, "eva.elm");
    });
}
