//! An assessment from its beginning to the day on which it is complete, as data. Times are London's.

mod copied;
mod property;
mod signed;

use jiff::Timestamp;
use jiff::civil::Date;

use super::*;
use crate::calendar::Calendar;
use crate::calendar::clock::State;
use crate::chronology::{Curation, Entry, Source, Verdict};
use crate::episode::Enquiry;
use crate::form::{Answer, Answers, DateParts, Form, Kind};
use crate::pack::{Pack, england};
use crate::person::partial_date::PartialDate;
use crate::refusal::Refusal;

pub(super) const WORKER: u128 = 11;
pub(super) const MANAGER: u128 = 12;
pub(super) const NOW: &str = "2026-03-10T10:00:00Z";

pub(super) fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

pub(super) fn day(text: &str) -> Date {
    text.parse().unwrap()
}

pub(super) fn staff(bits: u128) -> Id<Staff> {
    Id::from_bits(bits)
}

pub(super) fn child(number: u128) -> Id<Person> {
    Id::from_bits(100 + number)
}

pub(super) fn form() -> &'static Form {
    england().form(ASSESSMENT_FORM).unwrap()
}

/// An episode of the n-th child, with its clock.
pub(super) fn episode(number: u128, referral: &str) -> Episode {
    let referral_date = day(referral);
    Episode {
        primary_need: Some("N1".into()),
        clocks: crate::referral::assessment_clock(referral_date, england(), &Calendar::england()).unwrap(),
        ..Episode::opened(Id::from_bits(200 + number), child(number), referral_date)
    }
}

pub(super) fn carer(name: &str, stands: Stands) -> Carer {
    Carer {
        person: None,
        name: name.into(),
        relation: "parent".into(),
        stands,
        named_by: None,
        named_at: at(NOW),
    }
}

pub(super) fn beginning(children: Vec<Episode>) -> Beginning {
    Beginning {
        id: Id::from_bits(1),
        reference: "CFA-1".into(),
        children,
        carers: vec![carer("Dawn", Stands::Household), carer("Carl", Stands::Absent)],
        purpose: "What the nights are like".into(),
        worker: staff(WORKER),
        team: "assessment_1".into(),
        review: ReviewAsked {
            on: Some(day("2026-04-01")),
            why: String::new(),
            shared_on: Some(day("2026-03-10")),
            shared_with: "Dawn".into(),
        },
    }
}

pub(super) fn begin(beginning: Beginning, now: &str) -> Result<Begun, Refusal> {
    Assessment::begin(beginning, staff(WORKER), at(now), england(), &Calendar::england())
}

pub(super) fn begun() -> Assessment {
    begin(beginning(vec![episode(1, "2026-03-02"), episode(2, "2026-03-05")]), NOW).unwrap().assessment
}

/// Answers by the parts they play, over what stands.
pub(super) fn answered(assessment: &Assessment, answers: &[(&str, &str)]) -> Assessment {
    let parts = Parts::of(form(), &assessment.answers);
    let mut given = assessment.answers.clone();
    for (part, words) in answers {
        let (part, index) = match part.split_once('.') {
            Some((part, index)) => (part, index.parse().ok()),
            None => (*part, None),
        };
        let place = parts.places(part, index).into_iter().next().unwrap_or_else(|| panic!("no part {part}"));
        let answer = match form().question(&place).map(|question| &question.kind) {
            Some(Kind::Several(_) | Kind::Codes { .. }) => {
                Answer::Several(words.split(',').map(str::to_owned).collect())
            }
            Some(Kind::PartialDate) => {
                Answer::Date(DateParts { year: (*words).to_owned(), ..DateParts::default() })
            }
            _ => Answer::text(*words),
        };
        given.put(place, answer);
    }
    let sections = form().sections.iter().map(|section| section.id.clone()).collect();
    assessment.saved(SectionSaved { sections, answers: given }, form(), staff(WORKER)).unwrap()
}

/// What two children's assessment needs to be put before a manager without a reason.
pub(super) const WHOLE: &[(&str, &str)] = &[
    ("day_in_life.0", "Ava gets up alone."),
    ("day_in_life.1", "Kit is woken by his sister."),
    ("child_words.0", "I put Kit to bed."),
    ("child_words.1", "He is loud."),
    ("history_analysis", "The men change and the nights do not."),
    ("past_harm", "Two broken doors."),
    ("danger", "We are worried that he hits her."),
    ("protection", "Nan took them in."),
    ("carer_now.0", "Feeds them."),
    ("carer_now.1", "Rings on Wednesdays."),
    ("must_change.0", "She rings."),
    ("must_change.1", "He comes."),
    ("capacity_judgement.0", "willing_unproven"),
    ("capacity_judgement.1", "changing"),
    ("test_period.0", "Six weeks."),
    ("test_period.1", "Two Saturdays."),
    ("capacity_review.0", "2026"),
    ("capacity_review.1", "2026"),
    ("cumulative", "Worse each year."),
    ("need_outcome.0", "Nobody is hit."),
    ("need_who.0", "Dawn"),
    ("need_when.0", "2026"),
    ("need_measure.0", "School sees rested children."),
    ("need_contingency.0", "They go to Nan."),
    ("need_child.0", "all"),
    ("alternative", "It could be loud and no more."),
    ("family_view", "She agrees."),
    ("agency_view", "School agrees."),
    ("in_need.0", "yes"),
    ("in_need.1", "yes"),
    ("decision_outcome.0", "prov_of_services"),
    ("decision_outcome.1", "prov_of_services"),
    ("decision_reasons.0", "The history (B) repeats."),
    ("decision_reasons.1", "As for Ava, block C."),
    ("factors.0", "3B,7A"),
    ("factors.1", "3B"),
];

/// Two children's assessment with everything that the mirror asks for; questions that play no part may still be missing.
pub(super) fn whole() -> Assessment {
    let mut assessment = begun();
    // A thing that needs to happen is asked for only where something does.
    assessment.answers.put(Place::one("anything", "needed"), Answer::text("yes"));
    answered(&assessment, WHOLE)
}

pub(super) fn entry(number: u128, words: &str, significant: bool) -> Entry {
    let source = Source { kind: "event".into(), record: Id::from_bits(number), event: "event".into() };
    let curation = Curation {
        id: Id::from_bits(900 + number),
        child: child(1),
        source: source.clone(),
        verdict: Verdict::Accepted,
        significant,
        reason: "It is like now".into(),
        by: staff(WORKER),
        at: at(NOW),
    };
    Entry {
        source,
        happened: PartialDate::Exact(day("2024-01-01")),
        moment: None,
        known_at: at(NOW),
        words: words.into(),
        curation: Some(curation),
        lane: "police".into(),
        themes: Vec::new(),
        agency: None,
        told_by_others: false,
        people: vec![child(1)],
        known_from: String::new(),
        kind: None,
    }
}

#[track_caller]
pub(super) fn refused<T: std::fmt::Debug>(outcome: Result<T, Refusal>, words: &str) {
    let refusal = outcome.unwrap_err();
    assert!(refusal.to_string().contains(words), "{refusal} instead of {words}");
}

#[test]
fn the_clock_runs_from_the_earliest_referral_and_never_from_the_start() {
    let assessment = begun();
    let decision = assessment.clock(DECISION).unwrap();
    assert_eq!(london::date_of(decision.started), day("2026-03-02"));
    assert_eq!(decision.due.unwrap().day(), day("2026-05-07"), "45 working days over Easter and May Day");
    assert_eq!(assessment.clock(TARGET).unwrap().due.unwrap().day(), day("2026-04-15"));
    assert_eq!(assessment.clock(REVIEW).unwrap().due.unwrap().day(), day("2026-04-01"));
    assert_eq!(assessment.children[1].started_on, day("2026-03-10"));
}

#[test]
fn a_review_point_is_set_at_the_outset_and_shared() {
    let with =
        |review: ReviewAsked| begin(Beginning { review, ..beginning(vec![episode(1, "2026-03-02")]) }, NOW);
    let good = || beginning(Vec::new()).review;
    refused(with(ReviewAsked { on: None, ..good() }), "Set the day");
    refused(with(ReviewAsked { on: Some(day("2026-03-09")), ..good() }), "in the past");
    refused(with(ReviewAsked { on: Some(day("2026-05-08")), ..good() }), "before the day by which");
    refused(with(ReviewAsked { shared_on: Some(day("2026-03-11")), ..good() }), "cannot lie ahead");
    refused(with(ReviewAsked { shared_with: " ".into(), ..good() }), "Say who of the family");
    with(ReviewAsked { shared_on: None, shared_with: "Nobody yet: she was out.".into(), ..good() }).unwrap();
    refused(
        begin(Beginning { purpose: String::new(), ..beginning(vec![episode(1, "2026-03-02")]) }, NOW),
        "Say why",
    );
    refused(begin(beginning(Vec::new()), NOW), "Choose the child");
}

#[test]
fn one_assessment_is_open_in_an_episode() {
    let first = begin(beginning(vec![episode(1, "2026-03-02")]), NOW).unwrap();
    let episode = first.episodes[0].clone();
    assert_eq!(episode.assessments.len(), 1);
    assert_eq!(episode.assessments[0].record, Some(first.assessment.id));
    let second = Beginning { id: Id::from_bits(2), ..beginning(vec![episode.clone()]) };
    refused(begin(second, NOW), "one at a time");
    let closed = Episode { closed_on: Some(day("2026-03-09")), ..self::episode(3, "2026-03-02") };
    refused(begin(beginning(vec![closed]), NOW), "was closed");
    let nothing = Episode { no_further_action: true, ..self::episode(3, "2026-03-02") };
    refused(begin(beginning(vec![nothing]), NOW), "no further action");
}

#[test]
fn the_line_opened_with_an_enquiry_is_taken_over_with_its_start() {
    let line = Enquiry {
        started_on: day("2026-03-04"),
        conference_on: None,
        conference_not_required: false,
        record: Some(Id::from_bits(77)),
    };
    let enquired = episode(1, "2026-03-02").with_enquiry(line).unwrap();
    assert_eq!(enquired.assessments.len(), 1);
    let begun = begin(beginning(vec![enquired]), NOW).unwrap();
    assert_eq!(begun.episodes[0].assessments.len(), 1, "it is the same one");
    assert_eq!(begun.assessment.children[0].started_on, day("2026-03-04"));
    // Ended without being authorised, a line stays for the enquiry: an assessment belongs to it.
    let after = begun.episodes[0].without_assessment(begun.assessment.id);
    assert_eq!(after.assessments.len(), 1);
    assert_eq!(after.assessments[0].record, None);
    // Without an enquiry nothing stays.
    let plain = begin(beginning(vec![episode(1, "2026-03-02")]), NOW).unwrap();
    assert!(plain.episodes[0].without_assessment(plain.assessment.id).assessments.is_empty());
}

#[test]
fn a_later_assessment_in_the_same_episode_counts_from_its_own_start() {
    let mut before = episode(1, "2026-01-05");
    before.assessments.push(episode::Assessment {
        started_on: day("2026-01-06"),
        authorised_on: Some(day("2026-02-20")),
        factors: vec!["3B".into()],
        record: None,
    });
    let begun = begin(beginning(vec![before]), NOW).unwrap();
    let started = begun.assessment.clock(DECISION).unwrap().started;
    assert_eq!(london::date_of(started), day("2026-03-10"));
    assert_eq!(begun.episodes[0].assessments.len(), 2);
}

#[test]
fn carers_are_named_once_and_say_where_they_stand() {
    let assessment = begun();
    let named = |name: &str, stands| CarerNamed {
        person: None,
        name: name.into(),
        relation: "new partner".into(),
        stands,
    };
    let name = |asked| assessment.carer_named(asked, staff(WORKER), at(NOW));
    refused(name(named("", Some(Stands::NewPartner))), "Write the name");
    refused(name(named("Lee", None)), "whether they live with the child");
    refused(name(named("dawn ", Some(Stands::Other))), "already");
    let after = name(named("Lee", Some(Stands::NewPartner))).unwrap();
    assert_eq!(after.carers.len(), 3);
    assert!(after.carers[2].stands.in_the_home());
    let moved = after.carer_stands(2, Stands::Other, staff(WORKER)).unwrap();
    assert!(!moved.carers[2].stands.in_the_home());
}

#[test]
fn history_is_linked_set_aside_or_counted_as_not_yet() {
    let assessment = begun();
    let entries = vec![
        vec![entry(1, "Shouting", true), entry(2, "A door", true), entry(3, "A move", false)],
        vec![entry(1, "Shouting", true)],
    ];
    let source = |number| entry(number, "", false).source;
    assert_eq!(assessment.history(&entries), History { relevant: 2, linked: 0, set_aside: 0, not_yet: 2 });
    let link = |assessment: &Assessment, number, asked| {
        assessment.linked(child(2), source(number), asked, staff(WORKER), at(NOW))
    };
    let repeats = LinkAsked { now: Some(Now::Repeats), so_what: "Again.".into(), set_aside: None };
    refused(link(&assessment, 1, LinkAsked { now: None, ..repeats.clone() }), "Say whether it repeats");
    refused(link(&assessment, 1, LinkAsked { so_what: " ".into(), ..repeats.clone() }), "what this means");
    // What brothers and sisters share is one event: linked for one it is linked.
    let linked = link(&assessment, 1, repeats.clone()).unwrap();
    assert_eq!(linked.history(&entries), History { relevant: 2, linked: 1, set_aside: 0, not_yet: 1 });
    let aside = LinkAsked { set_aside: Some("Another family's".into()), ..LinkAsked::default() };
    let aside = link(&linked, 2, aside).unwrap();
    assert_eq!(aside.history(&entries), History { relevant: 2, linked: 1, set_aside: 1, not_yet: 0 });
    // What is linked and not marked becomes relevant, and what is cited.
    let cited =
        aside.cites(Place::one("harm", "past"), child(1), source(3), form(), staff(WORKER), at(NOW)).unwrap();
    assert_eq!(cited.history(&entries).relevant, 3);
    assert_eq!(cited.cited(&source(3)).len(), 1);
    let back = cited.uncites(&Place::one("harm", "past"), &source(3), staff(WORKER)).unwrap();
    assert_eq!(back.history(&entries).relevant, 2);
    let unlinked = back.unlinked(child(2), &source(1), staff(WORKER)).unwrap();
    assert_eq!(unlinked.history(&entries).not_yet, 1);
    refused(unlinked.unlinked(child(2), &source(1), staff(WORKER)), "nothing here");
    let nowhere = Place::one("harm", "nothing");
    refused(
        unlinked.cites(nowhere, child(1), source(3), form(), staff(WORKER), at(NOW)),
        "Choose the question",
    );
}

#[test]
fn sections_are_saved_apart_and_answers_keep_the_version_of_their_form() {
    let assessment = begun();
    assert_eq!(assessment.answers.version, form().version);
    let saved = answered(&assessment, &[("danger", "He hits her."), ("family_view", "She agrees.")]);
    let changed = answered(&saved, &[("danger", "He may hit her.")]);
    let section = |name: &str| vec![name.to_owned()];
    assert!(changed.same_in(&saved, &section("views")));
    assert!(!changed.same_in(&saved, &section("harm")));
    let other_form = Answers::to("other", 1);
    let asked = SectionSaved { sections: section("harm"), answers: other_form };
    refused(saved.saved(asked, form(), staff(WORKER)), "another form");
    let mut strange = form().blank();
    strange.put(Place::one("views", "family"), Answer::text("x"));
    let asked = SectionSaved { sections: section("harm"), answers: strange };
    refused(saved.saved(asked, form(), staff(WORKER)), "another form");
}

#[test]
fn what_does_not_fit_is_listed_until_somebody_weighs_it() {
    let pack: &Pack = england();
    let keys = |assessment: &Assessment| {
        let found = contradictions(assessment, form(), &[], pack);
        found.into_iter().map(|one| (one.key, one.weighed.is_some())).collect::<Vec<_>>()
    };
    let assessment = answered(&begun(), &[("factors.0", "3B,7A"), ("factors.1", "7A")]);
    assert_eq!(keys(&assessment), [("factor.3B".to_owned(), false)]);
    let weighed =
        assessment.weighs("factor.3B", "He does not live with his father.", staff(WORKER), at(NOW)).unwrap();
    assert_eq!(keys(&weighed), [("factor.3B".to_owned(), true)]);
    let same = answered(&begun(), &[("factors.0", "3B,7A"), ("factors.1", "3B")]);
    assert!(keys(&same).is_empty(), "what is a child's own may differ");
    let closing = answered(&begun(), &[("capacity_judgement.0", "unwilling"), ("decision_outcome.1", "nfa")]);
    assert_eq!(keys(&closing), [("closing.0".to_owned(), false)]);
    // Of somebody who does not live there it is no contradiction.
    let absent = answered(&begun(), &[("capacity_judgement.1", "unwilling"), ("decision_outcome.1", "nfa")]);
    assert!(keys(&absent).is_empty());
    let marked = begun().marks(None, "School says tired, home says rested", staff(WORKER), at(NOW)).unwrap();
    assert_eq!(keys(&marked), [("marked.1".to_owned(), false)]);
    refused(begun().marks(None, " ", staff(WORKER), at(NOW)), "what contradicts what");
}

#[test]
fn the_highest_need_is_the_first_of_the_list() {
    assert_eq!(highest_need(&["N5", "N3", "N4"], england()), Some("N3"));
    assert_eq!(highest_need(&[], england()), None);
}

#[test]
fn the_watch_hears_of_it_from_the_first_day_and_not_of_one_that_ended() {
    let assessment = begun();
    let facts = assessment.facts();
    assert_eq!(facts.len(), 2);
    assert!(facts[0].marks.contains("concern=N1"));
    assert_eq!(facts[0].kind, "assessment");
    let episode = begin(beginning(vec![episode(1, "2026-03-02")]), NOW).unwrap().episodes.remove(0);
    assert!(episode.facts().is_empty(), "its own record tells");
    let ended = EndAsked { ending: "moved".into(), words: "They moved, and the other council knows.".into() };
    let ended = assessment.ends(&ended, staff(MANAGER), at(NOW), england()).unwrap();
    assert!(ended.facts().is_empty());
}

#[test]
fn a_review_point_is_held_and_another_set_with_why() {
    let assessment = begun();
    refused(assessment.review_held(None, "", staff(WORKER), at(NOW)), "Say what you saw");
    let held = assessment
        .review_held(Some(day("2026-03-10")), "The fathers are missing.", staff(WORKER), at(NOW))
        .unwrap();
    assert_eq!(held.clock(REVIEW).unwrap().state(at(NOW)), State::Met);
    refused(held.review_held(None, "Again", staff(WORKER), at(NOW)), "No review point waits");
    let asked = ReviewAsked { on: Some(day("2026-04-20")), ..beginning(Vec::new()).review };
    refused(held.review_set(&asked, staff(WORKER), at(NOW)), "another day is set");
    let asked = ReviewAsked { why: "The baby is born then.".into(), ..asked };
    let set = held.review_set(&asked, staff(WORKER), at(NOW)).unwrap();
    assert_eq!(set.reviews.len(), 2);
    assert_eq!(set.clock(REVIEW).unwrap().due.unwrap().day(), day("2026-04-20"));
}
