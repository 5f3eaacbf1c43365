//! Documents: composed from what was known, looked at as they go, the same bytes again; one restricted child closes a document everywhere; two who change one
//! at once do not overwrite each other; the same form sent twice is one document.

use std::sync::Arc;

use casework::child::AllocationAsked;
use casework::contact::{self, Whom};
use casework::document::{self, Asked, Document, Drawing, Files, Image, Part, Picture, Press, StoryMark};
use casework::network::NetworkView;
use casework::{House, child};
use domain::chronology::Verdict;
use domain::contact::{Channel, Described};
use domain::document::{Issued, Kind, Of, Recipient, Stage};
use domain::id::Id;
use domain::pack::Pack;
use domain::person::Person;
use domain::person::name::PersonName;
use domain::refusal::Refusal;
use domain::staff::{Role, Staff};
use jiff::SignedDuration;
use store::Stop;

use crate::house::{Story, each_house, fields, neighbours_call, refused};

/// A press for stories: the words themselves.
pub struct Typed;

impl Press for Typed {
    fn pdf(&self, document: &Document) -> Result<Vec<u8>, String> {
        Ok(format!("{} {}", document.made, document.texts().join("\n")).into_bytes())
    }

    fn word(&self, document: &Document) -> Result<Vec<u8>, String> {
        Ok(document.texts().join("|").into_bytes())
    }

    fn uncovered(&self, document: &Document) -> Vec<char> {
        document.texts().iter().flat_map(|text| text.chars()).filter(|found| *found == '\u{10FFFD}').collect()
    }
}

/// A hand for stories: a picture is what it shows, line by line.
struct Marked;

impl Drawing for Marked {
    fn lanes(&self, story: &document::Story, _: &Pack) -> Option<String> {
        let line = |mark: &StoryMark| {
            let late = if mark.known > mark.at { " late" } else { "" };
            format!(
                "[{}] {}{late}{}",
                mark.lane,
                mark.words,
                if mark.significant { " significant" } else { "" }
            )
        };
        Some(story.marks.iter().map(line).collect::<Vec<_>>().join("\n"))
    }

    fn family(&self, family: &NetworkView, _: &Pack) -> Option<(String, String)> {
        let names: Vec<String> = family.people.iter().map(Person::name).collect();
        Some((names.join(", "), format!("{} people", names.len())))
    }
}

pub fn with_press(house: House) -> House {
    house.with_press(Arc::new(Typed)).with_drawing(Arc::new(Marked))
}

/// What the pictures of a document show.
fn pictures(document: &Document) -> String {
    let drawn = document.parts.iter().filter_map(|part| match part {
        Part::Picture(Picture { image: Image::Svg(drawn), .. }) => Some(drawn.as_str()),
        _ => None,
    });
    drawn.collect::<Vec<_>>().join("\n")
}

#[test]
fn a_picture_holds_what_its_reader_gets_in_words_and_nothing_else() {
    each_house(|story| {
        let story = story.with(with_press);
        let door = door(&story);
        story.later(SignedDuration::from_hours(30));
        let composed = |asked: &Asked| {
            let id =
                document::prepare(&story.of(&door.worker), &story.form(0), door.child, None, asked).unwrap();
            document::view(&story.of(&door.worker), id).unwrap().document
        };
        let file = composed(&asked(Kind::File, "", "file"));
        assert!(pictures(&file).contains("Shouting through the wall"), "{file:#?}");
        // An agency's picture has no line that the agency does not get, and does not tell when something became known.
        let mut housing = asked(Kind::Agency, "Mr Lane", "safeguard");
        housing.recipient.agency = Some("housing".into());
        let agency = composed(&housing);
        let drawn = pictures(&agency);
        assert!(!drawn.is_empty() && !drawn.contains("Shouting") && !drawn.contains("late"), "{drawn}");
        let texts = agency.texts().join("\n");
        for line in drawn.lines() {
            let words = line.split_once("] ").unwrap().1;
            assert!(texts.contains(words), "{words} is drawn and not written:\n{texts}");
        }
        // What the family gets is changed before it goes: a picture would keep what was taken out.
        assert_eq!(pictures(&composed(&asked(Kind::Family, "Kim Exampleton", "share"))), "");
    });
}

struct Door {
    worker: Staff,
    other: Staff,
    child: Id<Person>,
}

fn door(story: &Story) -> Door {
    let officer = story.colleague("Asha Pillai", Role::ContactOfficer);
    let worker = story.colleague("Tom Okafor", Role::SocialWorker);
    let other = story.colleague("Rashid Karim", Role::MashManager);
    let said = Described::named(PersonName::single("Leo Exampleton"));
    let intake = neighbours_call(Channel::Telephone, said, "Shouting through the wall.");
    let contact = contact::record(&story.of(&officer), &story.form(0), intake).unwrap();
    contact::find_child(&story.of(&officer), &story.form(1), contact, 0, Whom::New).unwrap();
    let view = contact::view(&story.house.system(), contact).unwrap();
    let leo = view.contact.record.children[0].found.person().unwrap();
    let asked = AllocationAsked {
        staff: worker.id,
        team: "assessment_1".into(),
        role: "allocated social worker".into(),
    };
    child::allocate(&story.of(&other), &story.form(0), leo, asked).unwrap();
    Door { worker, other, child: leo }
}

fn asked(kind: Kind, name: &str, purpose: &str) -> Asked {
    Asked {
        of: Of::Chronology,
        record: None,
        letter: String::new(),
        recipient: Recipient {
            kind,
            name: name.into(),
            person: None,
            agency: None,
            agency_name: String::new(),
        },
        purpose: purpose.into(),
        purpose_words: String::new(),
        withhold: (String::new(), String::new()),
    }
}

fn prepared(story: &Story, door: &Door, asked: &Asked) -> Id<Issued> {
    document::prepare(&story.of(&door.worker), &story.form(0), door.child, None, asked).unwrap()
}

#[test]
fn what_was_given_is_made_again_with_the_same_bytes_whatever_became_known_since() {
    each_house(|story| {
        let story = story.with(with_press);
        let door = door(&story);
        let id = prepared(&story, &door, &asked(Kind::File, "", "file"));
        let early = refused(document::file(&story.of(&door.worker), id, Files::Pdf));
        assert!(early.contains("was not given to anybody"), "{early}");
        document::give(&story.of(&door.worker), &story.form(1), id, "Into the paper file").unwrap();
        let first = document::file(&story.of(&door.worker), id, Files::Pdf).unwrap();
        story.later(SignedDuration::from_hours(30));
        let again = document::file(&story.of(&door.other), id, Files::Pdf).unwrap();
        assert_eq!(first, again);
        let issued = document::view(&story.of(&door.worker), id).unwrap().issued.record;
        assert_eq!(first.name, format!("{}.pdf", issued.reference));
        assert!(!first.name.contains("Leo"));
    });
}

#[test]
fn without_a_press_a_document_is_kept_and_not_given() {
    each_house(|story| {
        let door = door(story);
        let id = prepared(story, &door, &asked(Kind::File, "", "file"));
        let words = refused(document::give(&story.of(&door.worker), &story.form(1), id, "Into the file"));
        assert!(words.contains("Tell the administrator"), "{words}");
        let view = document::view(&story.of(&door.worker), id).unwrap();
        assert_eq!(view.issued.record.stage(), Stage::Prepared);
    });
}

#[test]
fn two_who_change_one_at_once_do_not_overwrite_each_other() {
    each_house(|story| {
        let story = story.with(with_press);
        let door = door(&story);
        let id = prepared(&story, &door, &asked(Kind::Family, "Kim Exampleton", "share"));
        let change = |words: &str| [("worried".to_owned(), Some(words.to_owned()), None)];
        document::reword(&story.of(&door.worker), &story.form(1), id, &change("Mine")).unwrap();
        let second = document::reword(&story.of(&door.other), &story.form(1), id, &change("Theirs"));
        assert!(matches!(second, Err(Stop::Refusal(Refusal::Changed { opened: 1, now: 2 }))));
        let give = document::give(&story.of(&door.other), &story.form(1), id, "By hand");
        assert!(
            matches!(give, Err(Stop::Refusal(Refusal::Changed { .. }))),
            "what was not looked at is not given"
        );
        let view = document::view(&story.of(&door.worker), id).unwrap();
        assert!(view.document.texts().contains(&"Mine"));
    });
}

#[test]
fn the_same_form_sent_twice_is_one_document() {
    each_house(|story| {
        let door = door(story);
        let (session, form) = (story.of(&door.worker), story.form(0));
        let asked = asked(Kind::File, "", "file");
        let first = document::prepare(&session, &form, door.child, None, &asked).unwrap();
        let second = document::prepare(&session, &form, door.child, None, &asked).unwrap();
        assert_eq!(first, second);
        assert_eq!(document::of_child(&session, door.child).unwrap().documents.len(), 1);
        assert_eq!(document::waiting(&session).unwrap().len(), 1);
        assert_eq!(document::waiting(&story.of(&door.other)).unwrap().len(), 0);
    });
}

#[test]
fn what_is_missing_is_said_beside_its_field() {
    each_house(|story| {
        let door = door(story);
        let check = |asked: &Asked, expected: &[&str]| {
            let session = story.of(&door.worker);
            let found = fields(document::prepare(&session, &story.form(0), door.child, None, asked));
            assert_eq!(found, expected, "{asked:?}");
        };
        check(&asked(Kind::Family, "", "share"), &["name"]);
        check(&asked(Kind::Family, "Kim", ""), &["purpose"]);
        check(&asked(Kind::Agency, "", "plan"), &["agency"]);
        check(&asked(Kind::Family, "Kim", "proceedings"), &["purpose"]);
        let mut withheld = asked(Kind::Family, "Kim", "share");
        withheld.withhold = ("Dean".into(), String::new());
        check(&withheld, &["withhold_why"]);
    });
}

#[test]
fn a_document_of_an_earlier_moment_holds_what_was_known_then() {
    each_house(|story| {
        let door = door(story);
        let page = match child::file(&story.of(&door.worker), door.child, child::Moment::Now).unwrap() {
            child::Shown::Content(page) => page,
            other => panic!("{other:?}"),
        };
        let then = page.events[0].seq.0;
        let asked = asked(Kind::File, "", "file");
        let early =
            document::prepare(&story.of(&door.worker), &story.form(0), door.child, Some(then), &asked)
                .unwrap();
        let now = prepared(story, &door, &asked);
        let rows = |id| document::view(&story.of(&door.worker), id).unwrap().document.texts().len();
        assert!(rows(early) < rows(now), "less was known then");
        let view = document::view(&story.of(&door.worker), early).unwrap();
        assert_eq!(view.issued.record.known, then);
        assert!(view.document.texts().contains(&"As it was known on"));
    });
}

#[test]
fn what_cannot_be_printed_is_told_before_it_goes() {
    each_house(|story| {
        let story = story.with(with_press);
        let door = door(&story);
        let id = prepared(&story, &door, &asked(Kind::Family, "Kim \u{10FFFD}", "share"));
        assert_eq!(document::view(&story.of(&door.worker), id).unwrap().uncovered, ['\u{10FFFD}']);
    });
}

#[test]
fn words_that_a_worker_wrote_over_the_records_own_go_to_nobody_by_themselves() {
    each_house(|story| {
        let door = door(story);
        let worker = story.of(&door.worker);
        let child::Shown::Content(page) = child::file(&worker, door.child, child::Moment::Now).unwrap()
        else {
            panic!("the worker reads the record")
        };
        let entries = page.file.chronology(&story.house.pack);
        let began = entries.iter().find(|entry| entry.source.kind == "involvement").unwrap();
        let over = child::CurationAsked {
            source: began.source.clone(),
            verdict: Verdict::Edited { words: "Tom began after Jean next door rang about the father".into() },
            significant: false,
            reason: String::new(),
        };
        child::curate(&worker, &story.form(0), door.child, over).unwrap();
        let said = |asked: &Asked| {
            let id = prepared(story, &door, asked);
            document::view(&worker, id).unwrap().document.texts().join(" ")
        };
        let agency = Recipient { agency: Some("school".into()), ..asked(Kind::Agency, "", "plan").recipient };
        let for_agency = Asked { recipient: agency, ..asked(Kind::Agency, "", "plan") };
        for outside in [asked(Kind::Family, "Kim Exampleton", "plan"), for_agency] {
            let words = said(&outside);
            assert!(!words.contains("Jean") && words.contains("Involvement began"), "{words}");
        }
        assert!(
            said(&asked(Kind::File, "", "file")).contains("Jean"),
            "the file has the whole of what stands"
        );
    });
}
