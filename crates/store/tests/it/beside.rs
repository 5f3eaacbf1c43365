//! What stands beside the record: drafts that only their author reads, credentials, sessions, counts of tries.

use domain::access::Actor;
use domain::id::Id;
use store::credential::Credential;
use store::draft::{Draft, Kept};
use store::ledger::Version;
use store::session::Session;
use store::submission::{Form, Submission};
use store::throttle::Tried;
use store::{Database, Failure, Stop};

use crate::jotting::{at, chance, each};

fn draft(owner: u128, form: Id<Form>, body: &str, saved: i64) -> Draft {
    Draft {
        owner: Id::from_bits(owner),
        form,
        page: "/contacts/new".to_owned(),
        subject: Some(Id::from_bits(77)),
        base_version: Version(4),
        body: body.to_owned(),
        saved_at: at(saved),
    }
}

#[test]
fn a_draft_is_its_authors_alone_and_newer_words_win() {
    each(|store, _| {
        let form = Id::from_bits(chance());
        let newer = draft(1, form, "I am worried about Sam, who said", 30);
        assert_eq!(store.save_draft(&newer, [1; 24]).unwrap(), Kept::Kept);
        let late = draft(1, form, "I am worr", 15);
        assert_eq!(store.save_draft(&late, [2; 24]).unwrap(), Kept::Older);
        assert_eq!(store.draft(Id::from_bits(1), form).unwrap(), Some(newer));
        assert_eq!(store.draft(Id::from_bits(2), form).unwrap(), None);
        let anothers = draft(2, form, "mine", 40);
        assert_eq!(store.save_draft(&anothers, [3; 24]).unwrap(), Kept::Kept);
        assert_eq!(store.drafts(Id::from_bits(1)).unwrap().len(), 1);
        store.drop_draft(Id::from_bits(1), form).unwrap();
        assert_eq!(store.draft(Id::from_bits(2), form).unwrap(), Some(anothers));
        assert_eq!(store.forget_drafts(at(41)).unwrap(), 1);
    });
}

#[test]
fn a_draft_goes_with_the_sending_and_does_not_come_back() {
    each(|store, _| {
        let form = Id::from_bits(chance());
        let system = Actor::system();
        let own = draft(0, form, "the words", 0);
        let send = |refuse: bool| {
            store.write(&system, at(1), "test", |door| {
                door.once(&Submission { form, command: "jot", content: b"the words" }, |door| {
                    door.drop_draft(form)?;
                    if refuse { Err(Stop::Refusal(domain::refusal::Refusal::NotFound)) } else { Ok(true) }
                })
            })
        };
        store.save_draft(&own, [1; 24]).unwrap();
        assert!(send(true).is_err());
        assert_eq!(
            store.draft(own.owner, form).unwrap(),
            Some(own.clone()),
            "a refused sending leaves the draft"
        );
        assert!(send(false).unwrap());
        assert_eq!(store.draft(own.owner, form).unwrap(), None);
        assert_eq!(store.save_draft(&own, [2; 24]).unwrap(), Kept::Sent);
        assert_eq!(store.draft(own.owner, form).unwrap(), None);
    });
}

#[test]
fn a_draft_is_not_readable_in_the_database_and_not_in_another_row() {
    each(|store, throwaway| {
        let form = Id::from_bits(chance());
        store.save_draft(&draft(1, form, "UNMISTAKABLE", 0), [1; 24]).unwrap();
        if let Database::Sqlite(path) = &throwaway.database {
            for file in [path.clone(), path.with_extension("sqlite-wal")] {
                let bytes = std::fs::read(file).unwrap();
                assert!(!bytes.windows(12).any(|part| part == b"UNMISTAKABLE"));
            }
        }
        throwaway.as_administrator("update draft set owner = '00000000000000000000000000000002'").unwrap();
        assert!(matches!(store.draft(Id::from_bits(2), form), Err(Failure::Sealed)));
    });
}

#[test]
fn credentials_are_found_by_name_and_a_code_works_once() {
    each(|store, _| {
        let credential = Credential {
            staff: Id::from_bits(1),
            user_name: "amira.officer".to_owned(),
            password_hash: "$argon2id$".to_owned(),
            totp_sealed: Some(store.seal("totp 1", b"secret", [9; 24]).unwrap()),
            last_step: None,
            state: "active".to_owned(),
            changed_at: at(0),
        };
        store.save_credential(&credential).unwrap();
        assert_eq!(store.credential_of_name("amira.officer").unwrap(), Some(credential.clone()));
        assert_eq!(store.credential_of_name("nobody").unwrap(), None);
        let same_name = Credential { staff: Id::from_bits(2), ..credential.clone() };
        assert!(store.save_credential(&same_name).is_err());
        let steps = [(10, true), (10, false), (9, false), (11, true)];
        for (step, expected) in steps {
            assert_eq!(store.use_step(credential.staff, step).unwrap(), expected, "{step}");
        }
        assert_eq!(store.credential_of(credential.staff).unwrap().unwrap().last_step, Some(11));
        assert_eq!(store.unseal("totp 1", &credential.totp_sealed.unwrap()).unwrap(), b"secret");
        store.replace_recovery_codes(credential.staff, &[[1; 32], [2; 32]]).unwrap();
        assert!(store.use_recovery_code(credential.staff, &[2; 32]).unwrap());
        assert!(!store.use_recovery_code(credential.staff, &[2; 32]).unwrap());
        assert_eq!(store.recovery_codes(credential.staff).unwrap(), [[1; 32]]);
        assert_eq!(store.credentials().unwrap().len(), 1);
    });
}

#[test]
fn sessions_begin_are_seen_and_end() {
    each(|store, _| {
        let session = |number: u8, staff| Session {
            token_digest: [number; 32],
            staff: Id::from_bits(staff),
            started_at: at(0),
            seen_at: at(0),
            second_factor_at: None,
            request: None,
        };
        for (number, staff) in [(1, 1), (2, 1), (3, 2)] {
            store.start_session(&session(number, staff)).unwrap();
        }
        let first = session(1, 1);
        for (seen, expected) in [(29, 0), (30, 30), (10, 30)] {
            store.session_seen(&first, at(seen)).unwrap();
            assert_eq!(store.session(&[1; 32]).unwrap().unwrap().seen_at, at(expected), "{seen}");
        }
        store.session_proved(&[1; 32], at(5)).unwrap();
        assert_eq!(store.session(&[1; 32]).unwrap().unwrap().second_factor_at, Some(at(5)));
        assert_eq!(store.end_sessions(Id::from_bits(1)).unwrap(), 2);
        // Whoever had signed in is still known, so that their words wait for them, and was last seen when nobody was.
        let ended = store.session(&[1; 32]).unwrap().unwrap();
        assert_eq!((ended.staff, ended.seen_at), (Id::from_bits(1), jiff::Timestamp::UNIX_EPOCH));
        assert_eq!(store.end_sessions(Id::from_bits(1)).unwrap(), 0);
        // A step of signing in that is over is nobody's.
        assert_eq!(store.session(&[2; 32]).unwrap(), None);
        store.end_session(&[3; 32]).unwrap();
        assert_eq!(store.session(&[3; 32]).unwrap(), None);
        store.start_session(&session(4, 4)).unwrap();
        assert_eq!(store.forget_sessions(at(1)).unwrap(), 2);
    });
}

#[test]
fn tries_at_the_same_moment_are_all_counted() {
    each(|store, _| {
        let one_more = |before: Option<Tried>| match before {
            Some(tried) => Tried { count: tried.count + 1, ..tried },
            None => Tried { count: 1, since: at(0) },
        };
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| store.count_try("amira", at(0), one_more).unwrap());
            }
        });
        assert_eq!(store.tried("amira").unwrap(), Some(Tried { count: 8, since: at(0) }));
        store.clear_tries("amira").unwrap();
        assert_eq!(store.tried("amira").unwrap(), None);
        store.count_try("other", at(0), one_more).unwrap();
        assert_eq!(store.forget_tries(at(1)).unwrap(), 1);
    });
}
