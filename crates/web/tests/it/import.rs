//! Moving in as people meet it: the files that came, deciding one proposal and all of a kind, the report, and taking the whole back. The people are invented.

use std::io::Cursor;

use axum::http::StatusCode;
use casework::Sending;
use casework::child::restrict;
use casework::import::{Bytes, Given, Open, bring};
use domain::access::{Action, Subject};
use domain::id::Id;
use domain::import::{Import, Source};
use domain::person::Person;
use domain::person::known::Known;
use domain::person::partial_date::PartialDate;
use domain::staff::Role;
use jiff::civil::date;
use store::{load, save};

use crate::child::family::{send, send_from};
use crate::house::{Invented, field};
use crate::neighbour::a_neighbour_rings;

const LIST: &str = "id,given name,family name,date of birth,postcode,shoe size
M1,Mara,Larchwood,2015-05-04,ZZ99 3AA,31
M2,Ivo,Larchwood,2017-02-01,ZZ99 3AA,28
M3,Una,Larchwood,soon,ZZ99 3AA,27
";

/// Brings a list of people, as the terminal does.
fn brought(of: &Invented, list: &'static str) -> Id<Import> {
    let open: Open<'_> = Box::new(move || Ok(Box::new(Cursor::new(list.as_bytes())) as Box<dyn Bytes>));
    let files = vec![("people.csv".to_owned(), open)];
    let given = Given { source: Source::People, name: "people.csv".into(), files, as_of: None };
    bring(&of.house.system(), &given, &mut |_| {}).unwrap().import.id
}

#[test]
fn what_a_file_says_is_looked_at_decided_and_taken_back() {
    let of = Invented::new();
    let administrator = Role::Administrator;
    of.get(administrator, "/imports").says("Nothing has been brought yet.");
    of.get(administrator, "/").says("Moving in");
    let import = brought(&of, LIST);
    of.get(administrator, "/imports").says("people.csv").says("Proposals");
    let page = format!("/imports/{import}");
    of.get(administrator, &page)
        .says("List of people: people.csv")
        .says("New to the record, waiting: 3")
        .says("1. Mara Larchwood")
        .says("Nobody on the record.")
        .says("born: “soon” is no day")
        .says("SHA-256");
    // One is taken as nobody known, one is refused, and neither is decided twice.
    let one = format!("{page}/proposals/1");
    let open = of.get(administrator, &one);
    open.says("Proposal 1: Mara Larchwood").says("Accept: this is nobody on the record");
    assert_eq!(field(&open, "onward"), "new_person");
    let undecided = send_from(&of, administrator, &open, &[]);
    assert_eq!(undecided.status, StatusCode::UNPROCESSABLE_ENTITY);
    undecided.says("Say what should happen.");
    // Whoever decided one stands before the others of its kind.
    let one_of_them = [("who", "nobody"), ("onward", "new_person")];
    assert_eq!(
        send_from(&of, administrator, &open, &one_of_them).to(),
        format!("{page}?kind=new_person#proposals")
    );
    let odd = [("who", "refuse"), ("onward", "//elsewhere.example")];
    assert_eq!(send(&of, administrator, &format!("{page}/proposals/2"), &odd).to(), page);
    of.get(administrator, &page).says("New to the record, accepted: 1").says("New to the record, refused: 1");
    let again = send(&of, administrator, &format!("{page}/proposals/2"), &[("who", "nobody")]);
    again.says("This was decided already: refused.");
    let all = send(&of, administrator, &format!("{page}/accept"), &[("kind", "new_person")]);
    assert_eq!(all.to(), page);
    of.get(administrator, &page).says("New to the record, accepted: 2");
    let report = of.get(administrator, &format!("{page}/report.csv"));
    assert_eq!(report.status, StatusCode::OK);
    assert!(report.body.contains("\"rows\",\"People\",\"\",\"new\",\"3\""), "{}", report.body);
    // The whole goes back, with a reason.
    let back = format!("{page}/take-back");
    let unsaid = send(&of, administrator, &back, &[("reason", " ")]);
    assert_eq!(unsaid.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(send(&of, administrator, &back, &[("reason", "The wrong list")]).to(), page);
    of.get(administrator, &page)
        .says("The wrong list")
        .says("New to the record, taken back: 2")
        .says_not("Accept all of a kind");
    send(&of, administrator, &one, &[("who", "nobody")]).says("This import was taken back");
}

#[test]
fn only_who_may_import_sees_what_came() {
    let of = Invented::new();
    let import = brought(&of, LIST);
    for role in [Role::ContactOfficer, Role::TeamManager, Role::Analyst, Role::Auditor, Role::Partner] {
        for page in ["", "/proposals/1", "/accept", "/take-back", "/report.csv"] {
            let answer = of.get(role, &format!("/imports/{import}{page}"));
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{role:?} {page}");
            answer.says_not("Larchwood");
        }
        of.get(role, "/").says_not("Moving in");
    }
}

#[test]
fn of_somebody_on_a_record_that_one_does_not_read_there_are_the_file_s_words_alone() {
    let of = Invented::new();
    let first = brought(&of, LIST);
    let administrator = Role::Administrator;
    send(&of, administrator, &format!("/imports/{first}/accept"), &[("kind", "new_person")]);
    let import = brought(&of, "id,given name,family name,date of birth\nM1,Maisie,Rowanberry,2015-05-05\n");
    // Another name and another day of birth stand with the identifier: somebody who reads the record says who it is.
    let page = of.get(administrator, &format!("/imports/{import}?kind=doubtful"));
    page.says("Maisie Rowanberry")
        .says("a record that you do not read")
        .says("The record says something else");
    page.says_not("Mara").says_not("Larchwood");
    let one = of.get(administrator, &format!("/imports/{import}/proposals/1"));
    one.says("Somebody who reads the records of all who may be meant says who this is")
        .says_not("Accept: this is")
        .says_not("Mara")
        .says_not("Larchwood");
}

/// Ava Quillon, of whom a neighbour rang, and whose birthday is known by now.
fn ava(of: &Invented) -> Id<Person> {
    let (_, child) = a_neighbour_rings(of, ("Ava", "Quillon"), "Crying at night, heard through the wall.");
    let sending = Sending { form: of.house.id(), opened: 0, content: Vec::new() };
    let kept = of.house.system().send(&sending, "test", |door| {
        let permit = door.permit(Action::ChangePerson, Subject::Child(child))?;
        let mut known = load::<Person>(&permit, child)?.unwrap();
        known.record.birth = Known::Is(PartialDate::Exact(date(2015, 5, 5)));
        // What a file says with another identifier is nobody's to take without asking.
        known.record.local_identifier = Some("A7".into());
        save(&permit, &known.record, known.version, "test", None)?;
        Ok(())
    });
    kept.unwrap();
    child
}

#[test]
fn a_record_says_where_each_fact_came_from_that_was_brought() {
    let of = Invented::new();
    let child = ava(&of);
    of.get(Role::ContactOfficer, &format!("/children/{child}")).says_not("brought from another system");
    let import = brought(&of, "id,given name,family name,date of birth,sex\nM1,Ava,Quillon,2015-05-05,F\n");
    // Who it is says somebody who reads the record: they find it on its page.
    let proposal = format!("/brought/{import}/1");
    of.get(Role::ContactOfficer, &format!("/children/{child}"))
        .says("Decide what a file says that may be about this record");
    let meant = child.to_string();
    // Why it may be she is said to whoever reads the record, and to nobody else.
    let page = of.get(Role::ContactOfficer, &proposal);
    page.says("On the record: Ava Quillon")
        .says("Strong: nearly all that is known agrees.")
        .says("Same Name: Ava Quillon");
    of.get(Role::Administrator, &format!("/imports/{import}"))
        .says("On the record: Ava Quillon")
        .says_not("Strong:")
        .says_not("Same Name");
    let onward = field(&page, "onward");
    let decided =
        send(&of, Role::ContactOfficer, &proposal, &[("who", meant.as_str()), ("onward", onward.as_str())]);
    assert_eq!(decided.to(), format!("/children/{child}"));
    of.get(Role::ContactOfficer, &format!("/children/{child}"))
        .says("Where each fact came from that was brought from another system")
        .says("List of people, people.csv, line 2")
        .says("Sex")
        .says("As it was brought");
}

#[test]
fn a_restricted_child_s_proposal_is_refused_to_whoever_posts_a_choice_and_decided_by_the_circle() {
    let of = Invented::new();
    let administrator = Role::Administrator;
    let child = ava(&of);
    let import = brought(&of, "id,given name,family name,date of birth\nM1,Ava,Quillon,2015-05-05\n");
    let one = format!("/imports/{import}/proposals/1");
    // The page was open before the record was restricted.
    let open = of.get(administrator, &one);
    let ring = "R. Khan 01632 960777";
    let circle = [of.staff[&Role::ServiceManager]].into();
    let sending = Sending { form: of.house.id(), opened: 0, content: Vec::new() };
    restrict(&of.house.system(), &sending, child, circle, ring.into(), "A colleague's child".into()).unwrap();
    assert_eq!(of.get(administrator, &one).status, StatusCode::FORBIDDEN);
    for who in ["nobody", "refuse", &child.to_string()] {
        let answer = send_from(&of, administrator, &open, &[("who", who)]);
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{who}: {}", answer.words());
        answer.says(ring).says_not("Quillon");
    }
    of.get(administrator, &format!("/imports/{import}?kind=doubtful")).says(ring).says_not("Quillon");
    let theirs = format!("/brought/{import}/1");
    for role in [administrator, Role::ContactOfficer, Role::SocialWorker, Role::Auditor] {
        let answer = of.get(role, &theirs);
        assert_ne!(answer.status, StatusCode::OK, "{role:?}");
        answer.says_not("Quillon");
    }
    of.get(Role::ServiceManager, &format!("/children/{child}"))
        .says("Decide what a file says that may be about this record");
    let meant = child.to_string();
    assert_eq!(send(&of, Role::ServiceManager, &theirs, &[("who", meant.as_str())]).to(), "/");
    of.get(Role::ServiceManager, &format!("/children/{child}"))
        .says_not("Decide what a file says that may be about this record");
}

#[test]
fn a_file_is_given_back_from_the_page_of_its_import() {
    let of = Invented::new();
    let import = brought(&of, LIST);
    of.get(Role::Administrator, &format!("/imports/{import}")).says("people.csv");
    let file = of.get(Role::Administrator, &format!("/imports/{import}/files/1"));
    assert_eq!((file.status, file.body.as_str()), (StatusCode::OK, LIST));
    for number in ["0", "2"] {
        let none = of.get(Role::Administrator, &format!("/imports/{import}/files/{number}"));
        assert_eq!(none.status, StatusCode::NOT_FOUND);
    }
    assert_eq!(of.get(Role::Auditor, &format!("/imports/{import}/files/1")).status, StatusCode::FORBIDDEN);
}
