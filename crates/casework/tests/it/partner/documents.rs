//! Documents: kept sealed with the answer, locked until they are scanned, opened by their agency, by whoever reads the enquiry, and by nobody else.

use std::sync::Arc;

use casework::outbox::{FileMailer, Outbox};
use casework::partner::{self, Scanner, Upload, Verdict, Ways};
use domain::id::Id;
use domain::mash::{Handling, Request};
use domain::partner::{Document, Scan};
use domain::staff::{Role, Staff};
use store::Database;

use super::NOTHING;
use super::asked::{Hub, answer_with, hub, say, stands};
use crate::house::{each_house, fields, refused};

fn text(name: &str, words: &str) -> Upload {
    Upload { name: name.into(), bytes: words.as_bytes().to_vec() }
}

fn sent(hub: &Hub<'_>, staff: &Staff, id: Id<Request>) -> Vec<Document> {
    partner::request(&hub.story.of(staff), id).unwrap().documents
}

#[test]
fn a_document_is_for_its_agency_and_for_whoever_reads_the_enquiry() {
    each_house(|story| {
        let hub = hub(story);
        let school = hub.partner("Ela Elm", "school", "Elm School");
        let police = hub.partner("Pat Police", "police", "");
        let (of_school, of_police) = (hub.ask("school", "Elm School", None), hub.ask("police", "", None));
        answer_with(&hub, &school, of_school, vec![text("../../attendance.txt", "71 per cent")]).unwrap();
        let [document] = sent(&hub, &school, of_school).try_into().unwrap();
        let Document { id, name, scan, .. } = document;
        assert_eq!((name.as_str(), &scan), ("attendance.txt", &Scan::NotScanned));
        let own = partner::download_as_partner(&story.of(&school), of_school, id).unwrap();
        assert_eq!(own.bytes, b"71 per cent");
        let read = partner::download(&story.of(&hub.manager), of_school, id).unwrap();
        assert_eq!(read.bytes, b"71 per cent");
        // Another agency, by either request; a colleague who does not read the enquiry; another request's number.
        for request in [of_school, of_police] {
            let outcome = partner::download_as_partner(&story.of(&police), request, id);
            assert_eq!(refused(outcome), NOTHING);
        }
        let analyst = story.colleague("Ann Analyst", Role::Analyst);
        assert!(partner::download(&story.of(&analyst), of_school, id).is_err());
        assert_eq!(refused(partner::download(&story.of(&hub.manager), of_police, id)), NOTHING);
        // Shared only as far as the agency that sent it allows.
        let share = |why: &str| {
            partner::share_document(&story.of(&hub.manager), &story.form(0), of_school, id, of_police, why)
        };
        assert_eq!(fields(share("For their visit")), ["with"]);
    });
}

#[test]
fn a_document_is_shared_when_its_agency_allows_it() {
    each_house(|story| {
        let hub = hub(story);
        let school = hub.partner("Ela Elm", "school", "Elm School");
        let police = hub.partner("Pat Police", "police", "");
        let (of_school, of_police) = (hub.ask("school", "Elm School", None), hub.ask("police", "", None));
        let mut asked = say("See the drawing");
        asked.handling = Some(Handling::Agencies);
        let uploads = vec![text("drawing.txt", "A house without a door")];
        partner::answer(&story.of(&school), &story.form(1), of_school, asked, uploads).unwrap();
        let id = sent(&hub, &school, of_school)[0].id;
        let share = |why: &str| {
            partner::share_document(&story.of(&hub.manager), &story.form(0), of_school, id, of_police, why)
        };
        assert_eq!(fields(share(" ")), ["why"]);
        share("For their visit").unwrap();
        assert!(refused(share("Again")).contains("already"));
        let view = partner::request(&story.of(&police), of_police).unwrap();
        assert_eq!(view.shared_documents.len(), 1);
        assert!(view.documents.is_empty());
        let opened = partner::download_as_partner(&story.of(&police), of_police, id).unwrap();
        assert_eq!(opened.bytes, b"A house without a door");
        hub.withdraw_access(of_police);
        let outcome = partner::download_as_partner(&story.of(&police), of_police, id);
        assert_eq!(refused(outcome), NOTHING);
    });
}

#[test]
fn what_is_not_taken_takes_nothing_with_it() {
    each_house(|story| {
        let hub = hub(story);
        let school = hub.partner("Ela Elm", "school", "Elm School");
        let id = hub.ask("school", "Elm School", None);
        let bad = vec![text("ok.txt", "fine"), text("x.svg", "<svg onload='x()'/>")];
        assert_eq!(fields(answer_with(&hub, &school, id, bad)), ["file"]);
        assert!(hub.request(id).answer.is_none() && sent(&hub, &school, id).is_empty());
        let many = (0..11).map(|number| text(&format!("{number}.txt"), "x")).collect();
        assert_eq!(fields(answer_with(&hub, &school, id, many)), ["file"]);
        assert!(sent(&hub, &school, id).is_empty());
    });
}

/// Finds whatever holds the word.
struct Finds;

impl Scanner for Finds {
    fn scan(&self, bytes: &[u8]) -> Result<Verdict, String> {
        let found = bytes.windows(5).any(|window| window == b"EICAR");
        Ok(if found { Verdict::Harmful("Eicar".into()) } else { Verdict::Clean })
    }
}

#[test]
fn a_document_is_locked_until_it_is_scanned_and_when_something_was_found() {
    each_house(|story| {
        let ways = Ways { scanner: Some(Arc::new(Finds)), ..Ways::default() };
        let story = &story.with(|house| house.with_ways(ways));
        let hub = hub(story);
        let school = hub.partner("Ela Elm", "school", "Elm School");
        let id = hub.ask("school", "Elm School", None);
        let uploads = vec![text("good.txt", "fine"), text("bad.txt", "X5O EICAR test")];
        answer_with(&hub, &school, id, uploads).unwrap();
        let open = |document: &Document| {
            let own = partner::download_as_partner(&story.of(&school), id, document.id).map(|it| it.bytes);
            assert_eq!(own.is_ok(), partner::download(&story.of(&hub.manager), id, document.id).is_ok());
            own
        };
        for document in sent(&hub, &school, id) {
            assert_eq!(document.scan, Scan::Waiting);
            assert!(refused(open(&document)).starts_with("Being scanned"));
        }
        let folder = tempfile::tempdir().unwrap();
        let outbox = Outbox::new(story.house.clone(), Arc::new(FileMailer::into(folder.path()).unwrap()));
        assert!(outbox.run_due("test").unwrap() >= 2);
        let documents = sent(&hub, &school, id);
        let by_name = |name: &str| documents.iter().find(|document| document.name == name).unwrap();
        assert_eq!(open(by_name("good.txt")).unwrap(), b"fine");
        assert!(refused(open(by_name("bad.txt"))).starts_with("Locked"));
        assert!(matches!(&by_name("bad.txt").scan, Scan::Harmful { found, .. } if found == "Eicar"));
        // The hub's managers are told, and no name is in it.
        let mails = std::fs::read_dir(folder.path()).unwrap();
        let mails: Vec<String> =
            mails.map(|mail| std::fs::read_to_string(mail.unwrap().path()).unwrap()).collect();
        assert!(mails.iter().any(|mail| mail.contains("Something harmful")), "{mails:?}");
        assert!(mails.iter().all(|mail| !mail.contains("Ava")));
    });
}

#[test]
fn documents_are_sealed_and_go_with_a_copy_and_a_backup() {
    each_house(|story| {
        let hub = hub(story);
        let school = hub.partner("Ela Elm", "school", "Elm School");
        let id = hub.ask("school", "Elm School", None);
        answer_with(&hub, &school, id, vec![text("secret.txt", "Quillwortleaf")]).unwrap();
        let document = sent(&hub, &school, id)[0].clone();
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("tonight.backup");
        story.house.store.backup(&file, &mut |_| {}).unwrap();
        let bytes = std::fs::read(&file).unwrap();
        assert!(
            !bytes.windows(13).any(|window| window == b"Quillwortleaf"),
            "the backup holds it in the clear"
        );
        let moved = folder.path().join("moved.sqlite");
        let copy = story.house.store.copy_to(Database::Sqlite(moved), &mut |_| {}).unwrap();
        let report = copy.verify(&story.house.store.heads().unwrap(), &mut |_| {}).unwrap();
        assert!(report.is_sound());
        let again = story.with(|mut house| {
            house.store = copy;
            house
        });
        let kept = partner::download_as_partner(&again.of(&school), id, document.id).unwrap();
        assert_eq!(kept.bytes, b"Quillwortleaf");
        let record: Document = stands(&again, document.id);
        assert_eq!(record, document);
    });
}
