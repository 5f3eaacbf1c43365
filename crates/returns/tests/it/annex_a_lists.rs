//! The rows that a child's record makes: which list, which six or twelve months, which case status, and that what is written is right by our own check.

use std::io::Cursor;

use domain::calendar::london;
use domain::episode::{Assessment, Enquiry, Episode, Plan, PlanKind};
use domain::id::Id;
use domain::involvement::{Involved, Involvement};
use domain::person::known::Known;
use domain::person::name::PersonName;
use domain::person::partial_date::PartialDate;
use domain::person::{Person, Sex, Standing};
use domain::staff::Staff;
use jiff::ToSpan;
use jiff::civil::{Date, date};
use proptest::prelude::*;
use returns::Held;
use returns::annex_a::check::check;
use returns::annex_a::derive::{Asked, Line, lines};
use returns::annex_a::rows::Row;
use returns::annex_a::write::{Notes, write};
use returns::workbook::Written;

const ON: Date = date(2026, 6, 30);

fn person() -> Person {
    let mut person = Person::named(Id::from_bits(7), Standing::Child, PersonName::new("Ava", "Quillon"));
    person.birth = Known::Is(PartialDate::Exact(date(2019, 1, 15)));
    person.sex = Known::Is(Sex::Female);
    person.ethnicity = Known::Is("WBRI".into());
    person.disabilities = Known::Is(["NONE".to_owned()].into());
    person
}

fn episode(referral: Date) -> Episode {
    Episode {
        id: Id::from_bits(
            u128::from(referral.day().unsigned_abs())
                + 100 * u128::from(referral.month().unsigned_abs())
                + 10_000 * u128::from(referral.year().unsigned_abs()),
        ),
        child: Id::from_bits(7),
        referral_date: referral,
        source: Some("6".into()),
        primary_need: Some("N1".into()),
        no_further_action: false,
        closed_on: None,
        closure_reason: None,
        assessments: Vec::new(),
        enquiries: Vec::new(),
        plans: Vec::new(),
        provenance: None,
        referral: None,
        transfer_in: None,
        brought: None,
        clocks: Vec::new(),
        sources: Default::default(),
        taken_back: false,
    }
}

fn assessed(started: Date, authorised: Option<Date>) -> Assessment {
    Assessment { started_on: started, authorised_on: authorised, factors: Vec::new(), record: None }
}

fn plan(kind: PlanKind, started: Date, ended: Option<Date>) -> Plan {
    Plan { kind, started_on: started, ended_on: ended, category: Some("NEG".into()) }
}

fn of(person: &Person, episodes: &[Episode], involvements: &[Involvement]) -> Vec<Line> {
    let held = Held { episodes, involvements, ..Held::of(person, "NB7") };
    lines(
        held,
        Asked {
            on: ON,
            team: &|team| format!("Team {team}"),
            worker: &|staff| format!("Worker {}", staff.bits()),
        },
    )
}

fn made(episodes: &[Episode]) -> Vec<u8> {
    of(&person(), episodes, &[]).iter().map(|line| line.row.list()).collect()
}

/// The cell of a column in the only row of a list.
fn cell(episodes: &[Episode], list: u8, column: &str) -> Written {
    let lines = of(&person(), episodes, &[]);
    let rows: Vec<&Line> = lines.iter().filter(|line| line.row.list() == list).collect();
    assert_eq!(rows.len(), 1, "list {list}: {lines:#?}");
    let place = returns::annex_a::layout::list(list).unwrap().place(column).unwrap();
    rows[0].row.cells()[place].clone()
}

fn text(words: &str) -> Written {
    Written::Text(words.to_owned())
}

#[test]
fn each_list_has_its_own_time() {
    // Referred within the six months: 30 December is in them, the day before is not.
    assert_eq!(made(&[episode(date(2025, 12, 30))]), [3]);
    assert!(made(&[episode(date(2025, 12, 29))]).is_empty());
    assert_eq!(made(&[episode(date(2026, 6, 30))]), [3]);
    assert!(made(&[episode(date(2026, 7, 1))]).is_empty());
    let old = || episode(date(2025, 3, 3));
    // An assessment that is open, or was authorised within the six months; and with it, need.
    let with = |authorised| Episode { assessments: vec![assessed(date(2025, 3, 4), authorised)], ..old() };
    assert_eq!(made(&[with(None)]), [4, 6]);
    assert_eq!(made(&[with(Some(date(2025, 12, 30)))]), [4, 6]);
    assert_eq!(made(&[with(Some(date(2025, 12, 29)))]), [6]);
    // Closed within the six months, and before.
    let closed = |day| Episode {
        closed_on: Some(day),
        closure_reason: Some("RC7".into()),
        ..with(Some(date(2025, 4, 4)))
    };
    assert_eq!(made(&[closed(date(2025, 12, 30))]), [6]);
    assert!(made(&[closed(date(2025, 12, 29))]).is_empty());
    assert_eq!(made(&[closed(date(2026, 7, 1))]), [6]);
    // A plan that runs or ended within the six months.
    let on_plan =
        |ended| Episode { plans: vec![plan(PlanKind::ChildProtection, date(2025, 4, 1), ended)], ..old() };
    assert_eq!(made(&[on_plan(None)]), [6, 7]);
    assert_eq!(made(&[on_plan(Some(date(2025, 12, 30)))]), [6, 7]);
    assert_eq!(made(&[on_plan(Some(date(2025, 12, 29)))]), [6]);
    // An enquiry of the six months, one with its conference in them, one that is open; and one that is over.
    let enquired = |started, conference_on, conference_not_required| Episode {
        enquiries: vec![Enquiry {
            started_on: started,
            conference_on,
            conference_not_required,
            record: None,
        }],
        ..old()
    };
    assert_eq!(made(&[enquired(date(2026, 1, 5), None, true)]), [5, 6]);
    assert_eq!(made(&[enquired(date(2025, 12, 15), Some(date(2026, 1, 5)), false)]), [5, 6]);
    assert_eq!(made(&[enquired(date(2025, 9, 1), None, false)]), [5, 6]);
    assert_eq!(made(&[enquired(date(2025, 9, 1), None, true)]), [6]);
}

#[test]
fn a_referral_alone_is_no_child_in_need_and_with_nothing_further_is_told_as_such() {
    let nothing = Episode { no_further_action: true, ..episode(date(2026, 5, 4)) };
    assert_eq!(made(std::slice::from_ref(&nothing)), [3]);
    assert_eq!(cell(&[nothing], 3, "Referral NFA?"), text("a) Yes"));
    assert_eq!(cell(&[episode(date(2026, 5, 4))], 3, "Referral NFA?"), text("b) No"));
}

/// The whole numbers in a column of a list, row by row.
fn wholes(episodes: &[Episode], list: u8, column: &str) -> Vec<Written> {
    let place = returns::annex_a::layout::list(list).unwrap().place(column).unwrap();
    let lines = of(&person(), episodes, &[]);
    lines.iter().filter(|line| line.row.list() == list).map(|line| line.row.cells()[place].clone()).collect()
}

/// Referrals and enquiries of the same days: both lists count the twelve months before the row's own day, and never the row itself.
#[test]
fn in_the_last_twelve_months_is_counted_from_the_day_of_the_row() {
    let enquired = |started: Date| Episode {
        enquiries: vec![Enquiry {
            started_on: started,
            conference_on: Some(started),
            conference_not_required: false,
            record: None,
        }],
        ..episode(started)
    };
    for (days, expected) in [
        (vec![date(2026, 1, 15), date(2026, 3, 16)], vec![0, 1]),
        // The day a year before is in them, the one before it is not.
        (vec![date(2025, 5, 4), date(2026, 5, 4)], vec![1]),
        (vec![date(2025, 5, 3), date(2026, 5, 4)], vec![0]),
        // Neither the day itself, nor what came after.
        (vec![date(2026, 5, 4), date(2026, 5, 5), date(2026, 7, 1)], vec![0, 1]),
    ] {
        let all: Vec<Episode> = days.iter().copied().map(enquired).collect();
        let expected: Vec<Written> = expected.into_iter().map(Written::Whole).collect();
        for (list, column) in [
            (3, "Number of Referrals in Last 12 Months"),
            (5, "Number of Section 47 Enquiries in the last 12 months"),
            (5, "Number of ICPCs in the last 12 months"),
        ] {
            assert_eq!(wholes(&all, list, column), expected, "{column}: {days:?}");
        }
    }
}

#[test]
fn the_case_status_goes_by_precedence() {
    let status = |episode: Episode| cell(&[episode], 6, "Case Status");
    let open = Episode { assessments: vec![assessed(date(2026, 5, 5), None)], ..episode(date(2026, 5, 4)) };
    assert_eq!(status(open.clone()), text("d) Open assessment"));
    let done =
        Episode { assessments: vec![assessed(date(2026, 5, 5), Some(date(2026, 6, 1)))], ..open.clone() };
    assert_eq!(status(done), text("c) Child in need plan"));
    let in_need =
        Episode { plans: vec![plan(PlanKind::ChildInNeed, date(2026, 6, 2), None)], ..open.clone() };
    assert_eq!(status(in_need.clone()), text("c) Child in need plan"));
    let protected = Episode {
        plans: vec![
            plan(PlanKind::ChildInNeed, date(2026, 5, 9), Some(date(2026, 6, 1))),
            plan(PlanKind::ChildProtection, date(2026, 6, 1), None),
        ],
        ..open
    };
    assert_eq!(status(protected.clone()), text("b) Child Protection plan"));
    let closed = Episode { closed_on: Some(ON), closure_reason: Some("RC7".into()), ..protected.clone() };
    assert_eq!(status(closed), text("e) Closed episode"));
    // What happens after the day of the lists has not happened in them.
    let later =
        Episode { closed_on: Some(date(2026, 7, 1)), closure_reason: Some("RC7".into()), ..protected };
    assert_eq!(status(later.clone()), text("b) Child Protection plan"));
    assert_eq!(cell(&[later], 6, "Reason for Closure"), Written::Blank);
    assert_eq!(cell(&[in_need], 6, "Primary Need Code"), text("N1 - Abuse or neglect"));
}

#[test]
fn who_a_child_is() {
    let check = |change: &dyn Fn(&mut Person), column: usize, expected: Written| {
        let mut person = person();
        change(&mut person);
        let lines = of(&person, &[episode(date(2026, 5, 4))], &[]);
        assert_eq!(lines[0].row.cells()[column], expected);
    };
    check(&|_| {}, 1, text("b) Female"));
    check(&|_| {}, 2, text("a) WBRI"));
    check(&|_| {}, 3, Written::Day(date(2019, 1, 15)));
    check(&|_| {}, 4, Written::Whole(7));
    check(&|person| person.ethnicity = Known::NotAsked, 2, text("u) UNKNOWN"));
    let unborn = |person: &mut Person| {
        person.birth = Known::Is(PartialDate::Expected(date(2026, 9, 1)));
        person.ethnicity = Known::NotAsked;
    };
    check(&unborn, 1, text("c) Not stated/recorded (or unborn)"));
    check(&unborn, 2, text("t) NOBT"));
    check(&unborn, 3, Written::Blank);
    check(&unborn, 4, Written::Blank);
    // Born after the day of the lists: unborn on it.
    check(&|person| person.birth = Known::Is(PartialDate::Exact(date(2026, 7, 1))), 3, Written::Blank);
    // A year alone gives no day, and an age only when every day of it gives the same.
    check(&|person| person.birth = Known::Is(PartialDate::Year(2019)), 3, Written::Blank);
    check(&|person| person.birth = Known::Is(PartialDate::Year(2019)), 4, Written::Blank);
    check(
        &|person| person.birth = Known::Is(PartialDate::Month { year: 2019, month: 3 }),
        4,
        Written::Whole(7),
    );
}

#[test]
fn whoever_has_the_child_on_the_day_stands_in_the_row() {
    let staff = |bits| Id::<Staff>::from_bits(bits);
    let one = |bits: u128, from: Date, until: Option<Date>| Involvement {
        id: Id::from_bits(bits),
        child: Id::from_bits(7),
        who: Involved::Worker { staff: staff(bits), team: bits.to_string() },
        role: "allocated social worker".into(),
        from: london::start_of(from),
        until: until.map(london::start_of),
        reason: None,
    };
    let worker = |involvements: &[Involvement], closed: Option<Date>| {
        let episode = Episode {
            closed_on: closed,
            closure_reason: closed.map(|_| "RC7".into()),
            ..episode(date(2026, 5, 4))
        };
        let lines = of(&person(), &[episode], involvements);
        let cells = lines[0].row.cells();
        cells[cells.len() - 1].clone()
    };
    let all = [
        one(1, date(2026, 5, 4), Some(date(2026, 6, 1))),
        one(2, date(2026, 6, 1), None),
        one(3, date(2026, 7, 2), None),
    ];
    assert_eq!(worker(&all, None), text("Worker 2"));
    assert_eq!(worker(&all, Some(date(2026, 5, 20))), text("Worker 1"));
    assert_eq!(worker(&all[..1], None), text("Worker 1"));
    assert_eq!(worker(&[], None), text("Not allocated"));
}

#[test]
fn each_row_says_why_it_is_here() {
    let episode =
        Episode { assessments: vec![assessed(date(2026, 5, 5), None)], ..episode(date(2026, 5, 4)) };
    let why: Vec<String> = of(&person(), &[episode], &[]).into_iter().map(|line| line.why).collect();
    assert_eq!(
        why,
        [
            "A referral that was accepted is dated 4 May 2026, in the six months since 30 December 2025.",
            "An assessment begun on 5 May 2026 was open on 30 June 2026.",
            "An episode of need begun on 4 May 2026 was open on 30 June 2026. Its status is so because an assessment is open and there is no plan.",
        ]
    );
}

fn notes() -> Notes {
    Notes { council: "Northbridge".into(), on: ON, words: vec!["Invented.".into()] }
}

/// An episode that could be: its days follow each other.
fn any_episode() -> impl Strategy<Value = Episode> {
    let days = prop::collection::vec(0_i32..120, 8);
    (
        0_i32..400,
        days,
        prop::sample::select(vec!["N1", "N2", "N4"]),
        prop::sample::select(vec!["1A", "5D", "10"]),
        any::<[bool; 6]>(),
    )
        .prop_map(|(ago, days, need, source, choices)| {
            let mut day = ON.checked_sub(ago.days()).unwrap();
            let mut days = days.into_iter();
            let mut next = || {
                day = day.checked_add(days.next().unwrap().days()).unwrap();
                // No conference, and so nothing that it begins, at a weekend.
                while matches!(day.weekday(), jiff::civil::Weekday::Saturday | jiff::civil::Weekday::Sunday) {
                    day = day.tomorrow().unwrap();
                }
                day
            };
            let mut episode =
                Episode { source: Some(source.into()), primary_need: Some(need.into()), ..episode(next()) };
            let started = next();
            if choices[0] {
                episode.no_further_action = true;
                return episode;
            }
            let authorised = next();
            episode.assessments.push(assessed(started, choices[1].then_some(authorised)));
            if choices[2] {
                let conference = next();
                episode.enquiries.push(Enquiry {
                    started_on: started,
                    conference_on: choices[3].then_some(conference),
                    conference_not_required: !choices[3],
                    record: None,
                });
                if choices[3] && choices[4] {
                    episode.plans.push(plan(PlanKind::ChildProtection, conference, None));
                }
            }
            if choices[5] && choices[1] && episode.plans.is_empty() {
                episode.closed_on = Some(next());
                episode.closure_reason = Some("RC7".into());
            }
            episode
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// Whatever a child's record is, the workbook that is made of it has nothing wrong in it by our own check.
    #[test]
    fn what_is_made_from_a_record_is_right(episode in any_episode()) {
        let rows: Vec<Row> = of(&person(), &[episode], &[]).into_iter().map(|line| line.row).collect();
        let bytes = write(Cursor::new(Vec::new()), &notes(), &rows).unwrap().into_inner();
        let mut findings = Vec::new();
        let checked = check(Cursor::new(bytes), Some(ON), &mut |finding| findings.push(finding.clone())).unwrap();
        prop_assert!(findings.is_empty(), "{findings:#?}\n{rows:#?}");
        let made: u64 = checked.rows.values().sum();
        prop_assert_eq!(made, rows.len() as u64);
    }
}

#[test]
fn the_same_rows_give_the_same_bytes() {
    let rows: Vec<Row> =
        of(&person(), &[episode(date(2026, 5, 4))], &[]).into_iter().map(|line| line.row).collect();
    let made = || write(Cursor::new(Vec::new()), &notes(), &rows).unwrap().into_inner();
    assert_eq!(made(), made());
    let mut theirs: calamine::Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(made())).unwrap();
    use calamine::Reader;
    assert_eq!(theirs.sheet_names().len(), 12);
    let notes = theirs.worksheet_range("Notes").unwrap();
    let said: Vec<String> = notes.rows().map(|row| row[2].to_string()).collect();
    assert!(
        said.iter().any(|line| line
            == "Northbridge: lists of 30 June 2026, as the record was known at the end of that day."),
        "{said:?}"
    );
    assert!(
        said.iter().any(|line| line.starts_with("Adopters. Adopters are not in this record.")),
        "{said:?}"
    );
}
