//! Every page there is, walked by everybody: who may come at all is the access table; nothing fails; asking changes nothing.

use axum::http::{Method, StatusCode};
use domain::contact::Contact;
use domain::id::Id;
use domain::staff::Role;
use web::mounts;

use crate::house::Invented;
use crate::neighbour::a_neighbour_rings;
use crate::notification::{Notified, notified};

/// The house with one contact, whose child is now a person on the record.
struct Walked {
    invented: Invented,
    contact: Id<Contact>,
    child: String,
    notified: Notified,
}

fn walked() -> Walked {
    let invented = Invented::new();
    let (contact, child) =
        a_neighbour_rings(&invented, ("Ava", "Example"), "Crying at night, heard through the wall.");
    let notified = notified(&invented.house);
    Walked { invented, contact, child: child.to_string(), notified }
}

impl Walked {
    /// A mounted path with this house's records in it.
    fn filled(&self, path: &str) -> String {
        let nobody = "f".repeat(32);
        let colleague = self.invented.staff[&Role::SocialWorker].to_string();
        let part = |part: &str| match part {
            "{contact}" => self.contact.to_string(),
            "{child}" => self.child.clone(),
            "{staff}" => colleague.clone(),
            "{place}" => "0".into(),
            "{notification}" => self.notified.notification.clone(),
            "{batch}" => self.notified.batch.clone(),
            "{row}" => self.notified.row.clone(),
            "{key}" => self.notified.key.clone(),
            "{event_kind}" => "injury".into(),
            "{pack_form}" => "young_carer".into(),
            "{form_comment}" | "{comment}" | "{copy}" | "{proposal}" | "{file}" => "1".into(),
            "{*page}" => "people/new".into(),
            part if part.starts_with('{') => nobody.clone(),
            part => part.to_owned(),
        };
        path.split('/').map(part).collect::<Vec<_>>().join("/")
    }

    fn entries(&self) -> u64 {
        self.invented.house.store.heads().unwrap()[0].seq.0
    }
}

#[test]
fn nobody_sees_only_what_is_open_to_anybody() {
    let walked = walked();
    for mount in mounts().iter().filter(|mount| mount.kind().is_page()) {
        let path = walked.filled(mount.path());
        let answer = walked.invented.get_as_nobody(&path);
        if mount.kind().action().is_none() {
            let known = [StatusCode::OK, StatusCode::NOT_FOUND, StatusCode::CONFLICT, StatusCode::SEE_OTHER];
            assert!(known.contains(&answer.status), "{path}: {}", answer.status);
            continue;
        }
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{path}");
        assert!(answer.to().starts_with("/sign-in"), "{path}: {}", answer.to());
        assert_eq!(answer.body, "", "{path}");
    }
}

#[test]
fn nobody_can_send_what_is_not_open_to_anybody() {
    let walked = walked();
    let before = walked.entries();
    for mount in mounts().iter().filter(|mount| mount.kind().takes_post() && mount.kind().action().is_some())
    {
        let path = walked.filled(mount.path());
        let answer = walked.invented.post_with(None, &path, &[("name", "x")]);
        assert!(
            // To sign in, or to what they typed, which goes back to whoever sent it.
            [StatusCode::SEE_OTHER, StatusCode::UNAUTHORIZED, StatusCode::FORBIDDEN].contains(&answer.status),
            "{path}: {}",
            answer.status
        );
    }
    assert_eq!(walked.entries(), before);
}

#[test]
fn every_role_gets_what_the_table_gives_it() {
    let walked = walked();
    for role in Role::ALL.iter().copied().filter(|role| *role != Role::System) {
        for mount in mounts().iter().filter(|mount| mount.kind().is_page()) {
            let Some(action) = mount.kind().action() else { continue };
            let path = walked.filled(mount.path());
            let answer = walked.invented.get(role, &path);
            if !action.is_for(role) {
                assert_eq!(answer.status, StatusCode::FORBIDDEN, "{role:?} {path}: {}", answer.words());
                answer.says("Your role does not let you");
                continue;
            }
            let known = [StatusCode::OK, StatusCode::FORBIDDEN, StatusCode::NOT_FOUND, StatusCode::CONFLICT];
            assert!(known.contains(&answer.status), "{role:?} {path}: {} {}", answer.status, answer.words());
            let about_no_record = !mount.path().contains('{');
            if about_no_record {
                assert_eq!(answer.status, StatusCode::OK, "{role:?} {path}: {}", answer.words());
            }
        }
    }
}

#[test]
fn no_role_sends_what_is_not_its_act() {
    let walked = walked();
    let before = walked.entries();
    for role in Role::ALL.iter().copied().filter(|role| *role != Role::System) {
        for mount in mounts().iter().filter(|mount| mount.kind().takes_post()) {
            let Some(action) = mount.kind().action().filter(|action| !action.is_for(role)) else { continue };
            let path = walked.filled(mount.path());
            let answer = walked.invented.post(role, &path, &[("words", "typed")]);
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{role:?} {path} {action:?}");
        }
    }
    assert_eq!(walked.entries(), before);
}

#[test]
fn asking_twice_changes_nothing() {
    let walked = walked();
    let before = walked.entries();
    for role in [Role::ContactOfficer, Role::MashManager, Role::Partner, Role::Administrator, Role::Auditor] {
        for mount in mounts().iter().filter(|mount| mount.kind().is_page()) {
            let path = walked.filled(mount.path());
            let (first, second) = (walked.invented.get(role, &path), walked.invented.get(role, &path));
            assert_eq!(first.status, second.status, "{role:?} {path}");
        }
    }
    assert_eq!(walked.entries(), before);
}

#[test]
fn no_title_names_a_child() {
    let walked = walked();
    for mount in mounts().iter().filter(|mount| mount.kind().is_page()) {
        let path = walked.filled(mount.path());
        let answer = walked.invented.get(Role::MashManager, &path);
        let title = answer
            .body
            .split("<title>")
            .nth(1)
            .and_then(|rest| rest.split("</title>").next())
            .unwrap_or_default();
        assert!(!title.contains("Ava") && !title.contains("Example"), "{path}: {title}");
    }
}

#[test]
fn a_page_says_no_method_it_does_not_have() {
    let walked = walked();
    for mount in mounts() {
        let path = walked.filled(mount.path());
        let token = walked.invented.token(Role::MashManager);
        let answer = walked.invented.ask(Method::DELETE, Some(token), &path, "");
        assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED, "{path}");
    }
}
