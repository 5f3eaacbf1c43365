//! Signing in: what a stranger learns, how long it lasts, what ends it.

use casework::Resumed;
use casework::sign_in::{self, Enrolled, SignInStep, Strength, begin, resume, second_factor};
use casework::staff::set_active;
use domain::access::{Action, Subject};
use domain::staff::{Role, Staff};
use identity::totp::Secret;
use jiff::SignedDuration;

use crate::house::{Story, each_house, fields, refused};

const HOME: &str = "198.51.100.7";
const PASSWORD: &str = "the kettle hums at dawn";

/// Somebody who has joined.
struct Joined {
    staff: Staff,
    name: &'static str,
    secret: Secret,
    codes: Vec<String>,
    token: String,
}

/// The secret behind a key as it is shown for typing.
fn secret(key: &str) -> Secret {
    const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let mut bits = Vec::new();
    for letter in key.bytes().filter(|letter| *letter != b' ') {
        let value = LETTERS.iter().position(|known| *known == letter).unwrap();
        bits.extend((0..5).rev().map(|place| value >> place & 1));
    }
    let bytes: Vec<u8> =
        bits.chunks_exact(8).map(|byte| byte.iter().fold(0, |sum, bit| sum << 1 | *bit as u8)).collect();
    Secret::from_bytes(bytes.try_into().unwrap())
}

fn joined(story: &Story, name: &'static str, role: Role) -> Joined {
    let house = &story.house;
    let staff = story.colleague("Amara Okoye", role);
    let invitation = sign_in::invite(&house.system(), staff.id, name).unwrap();
    let shown = sign_in::enrolment(house, &invitation.token).unwrap();
    let secret = secret(&shown.key);
    let Enrolled { signed_in, codes } =
        sign_in::enrol(house, &invitation.token, PASSWORD, &secret.code(house.now())).unwrap();
    story.later(SignedDuration::from_secs(30));
    Joined { staff, name, secret, codes, token: signed_in.token }
}

impl Joined {
    fn sign_in(&self, story: &Story) -> String {
        story.later(SignedDuration::from_secs(30));
        let begun = begin(&story.house, self.name, PASSWORD, HOME).unwrap();
        assert_eq!(begun.step, SignInStep::NeedsSecondFactor);
        let code = self.secret.code(story.house.now());
        second_factor(&story.house, &begun.token, &code, HOME).unwrap().token
    }
}

#[track_caller]
fn check(story: &Story, token: &str, expected: &str) {
    let found = match resume(&story.house, token).unwrap() {
        Resumed::Live { .. } => "live",
        Resumed::Ended { .. } => "ended",
        Resumed::Unknown => "unknown",
    };
    assert_eq!(found, expected);
}

#[test]
fn somebody_joins_by_a_link_that_works_once() {
    each_house(|story| {
        let house = &story.house;
        let staff = story.colleague("Amara Okoye", Role::ContactOfficer);
        let invitation = sign_in::invite(&house.system(), staff.id, " Amara@Northbridge.example ").unwrap();
        let shown = sign_in::enrolment(house, &invitation.token).unwrap();
        assert_eq!(
            (shown.name.as_str(), shown.user_name.as_str()),
            ("Amara Okoye", "amara@northbridge.example")
        );
        assert!(shown.picture.unwrap().starts_with("<svg"));
        let code = secret(&shown.key).code(house.now());
        // The link is no session, and there is no password yet.
        check(story, &invitation.token, "unknown");
        assert_eq!(fields(begin(house, "amara@northbridge.example", PASSWORD, HOME)), ["password"]);
        for (password, code, expected) in [
            ("short", code.as_str(), &["password"][..]),
            ("Amara Okoye Amara 2026", &code, &["password"]),
            (PASSWORD, "000000", &["code"]),
            ("", "", &["password", "code"]),
        ] {
            assert_eq!(
                fields(sign_in::enrol(house, &invitation.token, password, code)),
                expected,
                "{password}"
            );
        }
        let enrolled = sign_in::enrol(house, &invitation.token, PASSWORD, &code).unwrap();
        assert_eq!(enrolled.codes.len(), 10);
        check(story, &enrolled.signed_in.token, "live");
        let used = "This link has been used or is too old. Ask your administrator for a new one.";
        assert_eq!(refused(sign_in::enrol(house, &invitation.token, PASSWORD, &code)), used);
        assert_eq!(refused(sign_in::enrolment(house, &invitation.token)), used);
        assert_eq!(refused(sign_in::enrolment(house, "nonsense")), used);
        // A new link ends what was there, and grows old.
        let again = sign_in::invite(&house.system(), staff.id, "amara@northbridge.example").unwrap();
        check(story, &enrolled.signed_in.token, "ended");
        story.later(sign_in::INVITATION_LASTS);
        assert_eq!(refused(sign_in::enrolment(house, &again.token)), used);
    });
}

#[test]
fn only_who_manages_people_invites_and_no_name_is_given_twice() {
    each_house(|story| {
        let amara = joined(story, "amara", Role::ContactOfficer);
        let other = story.colleague("Ben Hale", Role::MashManager);
        assert_eq!(
            refused(sign_in::invite(&story.of(&amara.staff), other.id, "ben")),
            "Your role does not let you add, change and disable the people who sign in."
        );
        let administrator = story.colleague("Cy Lund", Role::Administrator);
        let session = story.of(&administrator);
        for name in ["AMARA", "", "two words", "nul\0", &"x".repeat(101)] {
            assert_eq!(fields(sign_in::invite(&session, other.id, name)), ["user_name"], "{name:?}");
        }
        sign_in::invite(&session, other.id, "ben").unwrap();
    });
}

#[test]
fn two_steps_with_a_new_token_each_and_a_code_once() {
    each_house(|story| {
        let house = &story.house;
        let amara = joined(story, "amara", Role::ContactOfficer);
        let begun = begin(house, " AMARA ", PASSWORD, HOME).unwrap();
        check(story, &begun.token, "unknown");
        let code = amara.secret.code(house.now());
        let wrong = if code == "123456" { "654321" } else { "123456" };
        assert_eq!(fields(second_factor(house, &begun.token, wrong, HOME)), ["code"]);
        let signed_in = second_factor(house, &begun.token, &code, HOME).unwrap();
        assert_ne!(signed_in.token, begun.token);
        assert_eq!(signed_in.strength, Strength::TwoFactors);
        check(story, &signed_in.token, "live");
        let start_again = "Signing in took too long. Nothing is wrong: start again.";
        for token in [&begun.token, &signed_in.token, "", "nonsense"] {
            assert_eq!(refused(second_factor(house, token, &code, HOME)), start_again, "{token}");
        }
        // The same code at once is refused, the next one is taken.
        let begun = begin(house, "amara", PASSWORD, HOME).unwrap();
        assert_eq!(fields(second_factor(house, &begun.token, &code, HOME)), ["code"]);
        story.later(SignedDuration::from_secs(30));
        second_factor(house, &begun.token, &amara.secret.code(house.now()), HOME).unwrap();
        // The second step does not wait for ever.
        let begun = begin(house, "amara", PASSWORD, HOME).unwrap();
        story.later(sign_in::BEGUN_LASTS);
        assert_eq!(
            refused(second_factor(house, &begun.token, &amara.secret.code(house.now()), HOME)),
            start_again
        );
    });
}

#[test]
fn a_recovery_code_works_once_and_new_ones_end_the_old() {
    each_house(|story| {
        let house = &story.house;
        let amara = joined(story, "amara", Role::ContactOfficer);
        let begun = begin(house, "amara", PASSWORD, HOME).unwrap();
        let signed_in = second_factor(house, &begun.token, &amara.codes[3].to_lowercase(), HOME).unwrap();
        assert_eq!(signed_in.strength, Strength::TwoFactorsByRecovery);
        let session = story.of(&amara.staff);
        assert_eq!(sign_in::recovery_codes_left(&session).unwrap(), 9);
        let begun = begin(house, "amara", PASSWORD, HOME).unwrap();
        assert_eq!(fields(second_factor(house, &begun.token, &amara.codes[3], HOME)), ["code"]);
        let fresh = sign_in::new_recovery_codes(&session, &amara.secret.code(house.now())).unwrap();
        assert_eq!(fields(second_factor(house, &begun.token, &amara.codes[4], HOME)), ["code"]);
        second_factor(house, &begun.token, &fresh[0], HOME).unwrap();
    });
}

/// What a stranger is told, for each kind of name, after the same tries.
#[test]
fn a_stranger_learns_nothing_about_names() {
    each_house(|story| {
        let house = &story.house;
        joined(story, "real", Role::ContactOfficer);
        let left = joined(story, "left", Role::ContactOfficer);
        set_active(&house.system(), &story.form(0), left.staff.id, false).unwrap();
        let invited = story.colleague("Ben Hale", Role::MashManager);
        sign_in::invite(&house.system(), invited.id, "invited").unwrap();
        let words = |name: &str, place: usize, password: &str| -> Vec<String> {
            (0..8).map(|_| refused(begin(house, name, password, &format!("203.0.113.{place}")))).collect()
        };
        let expected = words("nobody", 1, "wrong wrong wrong");
        assert_eq!(expected[0], "The user name or the password is not right.");
        assert_eq!(expected[5], "The user name or the password is not right.");
        assert_eq!(expected[6], "There were too many tries. Wait 5 seconds, then try again.");
        for (place, (name, password)) in [
            ("real", "wrong wrong wrong"),
            ("left", PASSWORD),
            ("invited", ""),
            ("invited", PASSWORD),
            ("nul\0name", PASSWORD),
            ("'; drop table staff; --", PASSWORD),
        ]
        .into_iter()
        .enumerate()
        {
            if !password.is_empty() {
                assert_eq!(words(name, place + 2, password), expected, "{name}");
            }
        }
        assert_eq!(fields(begin(house, "", "", HOME)), ["user_name", "password"]);
        let long = "x".repeat(1_000_000);
        assert_eq!(refused(begin(house, &long, &long, HOME)), expected[0]);
    });
}

#[test]
fn a_guesser_waits_and_the_owner_is_never_locked_out() {
    each_house(|story| {
        let house = &story.house;
        joined(story, "amara", Role::ContactOfficer);
        for _ in 0..6 {
            refused(begin(house, "amara", "a guess of a stranger", "203.0.113.9"));
        }
        // Even the right password must wait from there, and not from home.
        assert!(refused(begin(house, "amara", PASSWORD, "203.0.113.9")).contains("Wait 5 seconds"));
        begin(house, "amara", PASSWORD, HOME).unwrap();
        story.later(SignedDuration::from_secs(5));
        begin(house, "amara", PASSWORD, "203.0.113.9").unwrap();
    });
}

#[test]
fn codes_are_guessed_slowly() {
    each_house(|story| {
        let house = &story.house;
        let amara = joined(story, "amara", Role::ContactOfficer);
        let begun = begin(house, "amara", PASSWORD, HOME).unwrap();
        let wrong = (0..).map(|n| format!("{n:06}"));
        let right = amara.secret.code(house.now());
        for guess in wrong.filter(|guess| amara.secret.verify(guess, house.now(), None).is_none()).take(6) {
            assert_eq!(fields(second_factor(house, &begun.token, &guess, HOME)), ["code"]);
        }
        assert!(refused(second_factor(house, &begun.token, &right, HOME)).contains("Wait 10 seconds"));
        // Beginning anew does not help.
        let begun = begin(house, "amara", PASSWORD, HOME).unwrap();
        assert!(refused(second_factor(house, &begun.token, &right, HOME)).contains("Wait 10 seconds"));
        story.later(SignedDuration::from_secs(10));
        second_factor(house, &begun.token, &amara.secret.code(house.now()), HOME).unwrap();
    });
}

#[test]
fn a_session_ends_when_idle_and_after_the_longest_shift() {
    each_house(|story| {
        let amara = joined(story, "amara", Role::ContactOfficer);
        let token = amara.sign_in(story);
        let started = story.house.now();
        let minute = |minute: i64| started + SignedDuration::from_mins(minute);
        let ends = |token: &str| sign_in::extend(&story.house, token).unwrap();
        assert_eq!(ends(&token), Some(minute(30)));
        story.at(minute(29));
        assert_eq!(ends(&token), Some(minute(59)));
        story.at(minute(59));
        check(story, &token, "ended");
        assert_eq!(ends(&token), None);
        // Going on puts the end off, but not beyond twelve hours.
        let token = amara.sign_in(story);
        let started = story.house.now();
        for quarter in 1..48 {
            story.at(started + SignedDuration::from_mins(quarter * 15));
            check(story, &token, "live");
        }
        assert_eq!(ends(&token), Some(started + SignedDuration::from_hours(12)));
        story.at(started + SignedDuration::from_hours(12));
        check(story, &token, "ended");
    });
}

#[test]
fn signing_out_and_being_stopped_take_effect_at_once() {
    each_house(|story| {
        let house = &story.house;
        let amara = joined(story, "amara", Role::ContactOfficer);
        let (one, two) = (amara.sign_in(story), amara.sign_in(story));
        sign_in::sign_out(house, &one).unwrap();
        sign_in::sign_out(house, "nonsense").unwrap();
        check(story, &one, "ended");
        check(story, &two, "live");
        assert_eq!(sign_in::sign_out_everywhere(&story.of(&amara.staff)).unwrap(), 2);
        check(story, &two, "ended");
        check(story, &amara.token, "ended");
        let three = amara.sign_in(story);
        set_active(&house.system(), &story.form(0), amara.staff.id, false).unwrap();
        check(story, &three, "unknown");
        set_active(&house.system(), &story.form(0), amara.staff.id, true).unwrap();
        check(story, &three, "ended");
        check(story, &amara.sign_in(story), "live");
    });
}

#[test]
fn a_changed_password_ends_every_session_and_the_old_one() {
    each_house(|story| {
        let house = &story.house;
        let amara = joined(story, "amara", Role::ContactOfficer);
        let token = amara.sign_in(story);
        let session = story.of(&amara.staff);
        let new = "marbles under a quiet stair";
        assert_eq!(fields(sign_in::change_password(&session, "wrong", new)), ["current"]);
        assert_eq!(fields(sign_in::change_password(&session, PASSWORD, "short")), ["password"]);
        check(story, &token, "live");
        sign_in::change_password(&session, PASSWORD, new).unwrap();
        check(story, &token, "ended");
        assert_eq!(fields(begin(house, "amara", PASSWORD, HOME)), ["password"]);
        begin(house, "amara", new, HOME).unwrap();
    });
}

#[test]
fn codes_are_shown_only_in_a_demo() {
    each_house(|story| {
        let staff = story.colleague("Amara Okoye", Role::ContactOfficer);
        assert_eq!(
            refused(sign_in::demo_person(&story.house, staff.id, "amara", PASSWORD)),
            "Only a demo has people whose passwords are known."
        );
        let demo = story.house.clone().as_demo();
        sign_in::demo_person(&demo, staff.id, "amara", PASSWORD).unwrap();
        assert_eq!(sign_in::demo_codes(&story.house, "amara").unwrap(), None);
        assert_eq!(sign_in::demo_codes(&demo, "nobody").unwrap(), None);
        // Twice in the same half minute: the second time with the code to come.
        for _ in 0..2 {
            let begun = begin(&demo, "amara", PASSWORD, HOME).unwrap();
            let code = sign_in::demo_codes(&demo, "Amara").unwrap().unwrap();
            second_factor(&demo, &begun.token, &code, HOME).unwrap();
        }
        assert_eq!(sign_in::demo_codes(&demo, "amara").unwrap(), None);
    });
}

#[test]
fn sign_ins_and_refusals_are_on_record() {
    each_house(|story| {
        let amara = joined(story, "amara", Role::ContactOfficer);
        amara.sign_in(story);
        refused(begin(&story.house, "amara", "wrong", HOME));
        let system = story.house.system();
        let purposes = |of| {
            system.read("a story", |door| {
                let permit = door.permit(Action::SeeOwnWork, Subject::House)?;
                let looked = store::access_log::by_actor(&permit, of, None, 1000)?;
                Ok(looked.into_iter().map(|entry| entry.purpose).collect::<Vec<_>>())
            })
        };
        assert_eq!(purposes(amara.staff.id).unwrap(), ["signed in", "chose a password and a second factor"]);
        assert!(purposes(system.staff.id).unwrap().contains(&"a sign-in that was refused".to_owned()));
    });
}
