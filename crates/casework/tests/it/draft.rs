//! Drafts: every word comes back to its author, and to nobody else.

use casework::draft;
use domain::id::Id;
use domain::staff::Role;
use jiff::SignedDuration;

use crate::house::{each_house, refused};

const PAGE: &str = "/contacts/new";

fn typed(words: &str) -> Vec<(String, String)> {
    vec![("facts".into(), words.into()), ("tick".into(), "a".into()), ("tick".into(), "b".into())]
}

#[test]
fn words_come_back_as_they_were_typed() {
    each_house(|story| {
        let session = story.of(&story.colleague("Amara Okoye", Role::ContactOfficer));
        let long = "long ".repeat(200_000);
        for words in ["", "O'Brien", "a\0b", "\u{202e}txt", "e\u{301}", "<script>", "=cmd", "\"\\\n", &long] {
            let form = story.house.id();
            let saved_at = draft::keep(&story.house, session.staff.id, form, PAGE, 3, &typed(words)).unwrap();
            let found = draft::find(&session, PAGE).unwrap().unwrap();
            assert_eq!((found.form, found.opened, found.saved_at), (form, 3, saved_at));
            assert_eq!(found.page, PAGE);
            assert!(found.fields == typed(words), "{words:.20?}");
            draft::throw_away(&session, form).unwrap();
        }
        assert_eq!(draft::find(&session, PAGE).unwrap(), None);
    });
}

#[test]
fn a_draft_is_its_authors_and_its_pages() {
    each_house(|story| {
        let [amara, ben] =
            ["Amara Okoye", "Ben Hale"].map(|name| story.colleague(name, Role::ContactOfficer));
        let keep = |form, page: &str, words| {
            story.later(SignedDuration::from_secs(10));
            draft::keep(&story.house, amara.id, form, page, 0, &typed(words)).unwrap()
        };
        let (older, newer, elsewhere) = (Id::from_bits(1), Id::from_bits(2), Id::from_bits(3));
        keep(older, PAGE, "older");
        keep(newer, PAGE, "newer");
        keep(elsewhere, "/contacts/new/2", "elsewhere");
        let of = |staff, page| draft::find(&story.of(staff), page).unwrap().map(|draft| draft.form);
        assert_eq!(of(&amara, PAGE), Some(newer));
        assert_eq!(of(&amara, "/contacts/new/2"), Some(elsewhere));
        assert_eq!(of(&amara, "/contacts"), None);
        assert_eq!(of(&ben, PAGE), None);
        draft::throw_away(&story.of(&ben), newer).unwrap();
        let listed = draft::list(&story.of(&amara)).unwrap();
        assert_eq!(listed.iter().map(|draft| draft.form).collect::<Vec<_>>(), [elsewhere, newer, older]);
        assert_eq!(draft::list(&story.of(&ben)).unwrap(), []);
    });
}

#[test]
fn what_was_sent_leaves_no_draft_behind() {
    each_house(|story| {
        let amara = story.colleague("Amara Okoye", Role::ContactOfficer);
        let session = story.of(&amara);
        let sending = story.form(0);
        let keep = || draft::keep(&story.house, amara.id, sending.form, PAGE, 0, &typed("words"));
        keep().unwrap();
        session.send(&sending, "a story", |_| Ok(())).unwrap();
        assert_eq!(draft::find(&session, PAGE).unwrap(), None);
        // A save that was under way arrives too late and brings nothing back.
        assert_eq!(refused(keep()), "This form has been sent. There is nothing left to keep.");
        assert_eq!(draft::find(&session, PAGE).unwrap(), None);
    });
}
