//! The chronology at any known time is what the ledger gives when it is replayed up to there: whatever was written since, and in whatever order. What each act
//! leaves is compared with what was seen at the time, when nothing else was known yet.

use casework::child::{
    CurationAsked, Moment, PersonAsked, RelativeAsked, Shown, add_relative, change_person, curate, file,
};
use casework::chronology::{Choice, candidates, choose, make, version, withdraw, write};
use casework::contact::{Whom, find_child, record, view};
use casework::event;
use domain::access::{Guard, Sealed};
use domain::chronology::{Entry, Recipient, Verdict, WrittenAsked};
use domain::contact::{Channel, Described};
use domain::event::EventAsked;
use domain::id::Id;
use domain::person::address::{Address, AddressLines};
use domain::person::known::Known;
use domain::person::name::PersonName;
use domain::person::partial_date::PartialDate;
use domain::person::relationship::Kinship;
use domain::person::{Person, Standing};
use domain::staff::{Role, Staff};
use jiff::SignedDuration;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use crate::house::{Story, each_house, neighbours_call, refused};

/// Something that somebody does to a child's record.
#[derive(Debug, Clone)]
enum Does {
    Contact(u8),
    Event { kind: bool, days_ago: u8 },
    Curate { which: u8, verdict: u8, significant: bool },
    Write(u16),
    Withdraw,
    Moves { sealed: bool, days_ago: u8 },
    Sibling { born: Option<u16>, restates: bool },
}

fn any_act() -> impl Strategy<Value = Does> {
    prop_oneof![
        any::<u8>().prop_map(Does::Contact),
        (any::<bool>(), any::<u8>()).prop_map(|(kind, days_ago)| Does::Event { kind, days_ago }),
        (any::<u8>(), 0_u8..4, any::<bool>()).prop_map(|(which, verdict, significant)| Does::Curate {
            which,
            verdict,
            significant
        }),
        (2000_u16..2026).prop_map(Does::Write),
        Just(Does::Withdraw),
        (any::<bool>(), any::<u8>()).prop_map(|(sealed, days_ago)| Does::Moves { sealed, days_ago }),
        (proptest::option::of(2005_u16..2026), any::<bool>())
            .prop_map(|(born, restates)| Does::Sibling { born, restates }),
    ]
}

struct Told<'s> {
    story: &'s Story,
    manager: Staff,
    child: Id<Person>,
    last_written: Option<Id<domain::chronology::Written>>,
}

fn child_of(story: &Story) -> Told<'_> {
    let manager = story.colleague("Mo Manager", Role::MashManager);
    let session = story.of(&manager);
    let said = Described::named(PersonName::new("Ava", "Example"));
    let contact =
        record(&session, &story.form(0), neighbours_call(Channel::Telephone, said, "Bruises")).unwrap();
    let opened = view(&session, contact).unwrap().contact.version.0;
    find_child(&session, &story.form(opened), contact, 0, Whom::New).unwrap();
    let child = view(&session, contact).unwrap().contact.record.people().next().unwrap();
    Told { story, manager, child, last_written: None }
}

impl Told<'_> {
    fn seen(&self, moment: Moment) -> (Vec<Entry>, u64) {
        let system = self.story.house.system();
        let Shown::Content(page) = file(&system, self.child, moment).unwrap() else { panic!("content") };
        // A brother's record is part of the story and no part of the child's own events: the ledger's head counts.
        let last = self.story.house.store.heads().unwrap()[0].seq.0;
        (page.file.chronology(&self.story.house.pack), last)
    }

    fn does(&mut self, act: &Does) {
        let (story, child) = (self.story, self.child);
        let session = story.of(&self.manager);
        let today = domain::calendar::london::date_of(story.house.now());
        let before = |days: u8| {
            PartialDate::Exact(today.checked_sub(jiff::Span::new().days(i64::from(days))).unwrap())
        };
        match act {
            Does::Contact(number) => {
                let said = Described::named(PersonName::new("Ava", "Example"));
                let call = neighbours_call(Channel::Telephone, said, &format!("Worry {number}"));
                let contact = record(&session, &story.form(0), call).unwrap();
                let opened = view(&session, contact).unwrap().contact.version.0;
                find_child(&session, &story.form(opened), contact, 0, Whom::Same(child)).unwrap();
            }
            Does::Event { kind, days_ago } => self.records(*kind, before(*days_ago)),
            Does::Curate { which, verdict, significant } => {
                let (entries, _) = self.seen(Moment::Now);
                let Some(entry) = entries.get(usize::from(*which) % entries.len().max(1)) else { return };
                let verdict = match verdict {
                    0 => Verdict::Accepted,
                    1 => Verdict::Edited { words: "In other words".into() },
                    2 => Verdict::Rejected,
                    _ => Verdict::Undone,
                };
                let asked = CurationAsked {
                    source: entry.source.clone(),
                    verdict,
                    significant: *significant,
                    reason: "Because".into(),
                };
                curate(&session, &story.form(0), child, asked).unwrap();
            }
            Does::Write(year) => {
                let asked = WrittenAsked {
                    happened: Some(PartialDate::Year(i16::try_from(*year).unwrap())),
                    words: format!("In the file of {year}"),
                    known_from: "Paper file".into(),
                    lane: "home".into(),
                    ..WrittenAsked::default()
                };
                self.last_written = Some(write(&session, &story.form(0), child, asked).unwrap());
            }
            Does::Withdraw => {
                if let Some(written) = self.last_written.take() {
                    withdraw(&session, &story.form(1), written, "Another child's").unwrap();
                }
            }
            Does::Moves { sealed, days_ago } => self.moves(*sealed, before(*days_ago)),
            Does::Sibling { born, restates } => self.sibling(*born, *restates),
        }
    }

    fn records(&self, moves: bool, happened: PartialDate) {
        let story = self.story;
        let (kind, place, words) = if moves {
            ("move_home", "move.why", "With her aunt")
        } else {
            ("hospital_attendance", "hospital.what", "A broken arm")
        };
        let form = story.house.pack.form(&story.house.pack.events.kind(kind).unwrap().form).unwrap();
        let read = form.read(&[(place.to_owned(), words.to_owned())]);
        let asked = EventAsked {
            kind: kind.into(),
            children: vec![self.child],
            adults: Vec::new(),
            happened,
            moment: None,
            until: None,
            known_at: None,
            from: "health".into(),
            who: String::new(),
            unnamed: false,
            answers: read.answers,
            further: None,
        };
        event::record(&story.of(&self.manager), &story.form(0), asked).unwrap();
    }

    fn held(&self, person: Id<Person>) -> (Person, u64) {
        let system = self.story.house.system();
        let Shown::Content(page) = file(&system, person, Moment::Now).unwrap() else { panic!("content") };
        (page.file.child.record, page.file.child.version)
    }

    fn moves(&self, sealed: bool, from: PartialDate) {
        let (mut person, opened) = self.held(self.child);
        let guard = if sealed { Guard::Protected } else { Guard::Content };
        let lines = AddressLines { lines: vec!["9 Quincebury Row".into()], postcode: None };
        let place = self.story.house.id::<domain::person::address::Place>();
        let stay = Address {
            place,
            lines: Sealed::new(lines, guard),
            from: Some(from),
            until: None,
            source: "mother".into(),
        };
        person.addresses.push(stay);
        self.change(person, opened);
    }

    fn change(&self, person: Person, opened: u64) {
        let id = person.id;
        let asked = PersonAsked { person, reason: "They said so".into() };
        change_person(&self.story.house.system(), &self.story.form(opened), id, asked).unwrap();
    }

    /// A brother is added, or an older one's birth is put right.
    fn sibling(&self, born: Option<u16>, restates: bool) {
        let system = self.story.house.system();
        let Shown::Content(page) = file(&system, self.child, Moment::Now).unwrap() else { panic!("content") };
        let known = page.file.relatives.first().map(|filed| filed.record.id);
        let sibling = known.filter(|_| restates).unwrap_or_else(|| {
            let asked = RelativeAsked {
                who: Err(PersonName::new("Bram", "Example")),
                standing: Standing::Child,
                kinship: Kinship::Sibling,
                parental_responsibility: Known::NotAsked,
                source: "mother".into(),
            };
            add_relative(&system, &self.story.form(0), self.child, asked).unwrap();
            let Shown::Content(page) = file(&system, self.child, Moment::Now).unwrap() else {
                panic!("content")
            };
            let mut all: Vec<_> =
                page.file.relatives.iter().map(|filed| (filed.first_known, filed.record.id)).collect();
            all.sort_unstable();
            all.last().unwrap().1
        });
        if let Some(year) = born {
            let (mut person, opened) = self.held(sibling);
            person.birth = Known::Is(PartialDate::Year(i16::try_from(year).unwrap()));
            self.change(person, opened);
        }
    }
}

#[test]
fn the_chronology_at_any_known_time_equals_the_ledgers_replay() {
    let mut runner = TestRunner::new(Config { cases: 12, failure_persistence: None, ..Config::default() });
    runner
        .run(&prop::collection::vec(any_act(), 1..14), |acts| {
            each_house(|story| {
                let mut told = child_of(story);
                let mut seen = vec![told.seen(Moment::Now)];
                for act in &acts {
                    story.later(SignedDuration::from_mins(61));
                    told.does(act);
                    seen.push(told.seen(Moment::Now));
                }
                for (then, last) in seen {
                    let (again, _) = told.seen(Moment::Entry(casework::Seq(last)));
                    assert_eq!(again, then, "after entry {last} of {acts:?}");
                }
                assert!(story.house.store.verify(&[], &mut |_| {}).unwrap().is_sound());
            });
            Ok(())
        })
        .unwrap();
}

#[test]
fn what_was_learned_late_says_when_and_a_hidden_move_tells_no_address() {
    each_house(|story| {
        let mut told = child_of(story);
        story.later(SignedDuration::from_hours(48));
        told.does(&Does::Moves { sealed: true, days_ago: 40 });
        let (entries, _) = told.seen(Moment::Now);
        // A neighbour is no agency, though a childminder's source has the same code.
        let told_us = entries.iter().find(|entry| entry.source.part() == "contact.received").unwrap();
        assert_eq!((told_us.agency.as_deref(), told_us.lane.as_str()), (None, "harm"));
        let moved = entries.iter().find(|entry| entry.source.part() == "person.moved").unwrap();
        assert_eq!(moved.known_at, story.house.now());
        assert!(moved.days_until_known().is_some_and(|days| days >= 40));
        assert!(entries.iter().all(|entry| !entry.words.contains("Quincebury")));
        // The line keeps its time when the record changes again.
        let known = moved.known_at;
        story.later(SignedDuration::from_hours(48));
        told.does(&Does::Moves { sealed: false, days_ago: 1 });
        let (entries, _) = told.seen(Moment::Now);
        let moves: Vec<_> = entries.iter().filter(|entry| entry.source.part() == "person.moved").collect();
        assert_eq!((moves.len(), moves[0].known_at), (2, known));
    });
}

#[test]
fn a_version_for_others_names_nobody_else_and_holds_no_protected_address() {
    each_house(|story| {
        let mut told = child_of(story);
        told.does(&Does::Moves { sealed: true, days_ago: 3 });
        told.does(&Does::Sibling { born: Some(2019), restates: false });
        told.does(&Does::Event { kind: false, days_ago: 4 });
        let session = story.of(&told.manager);
        let health = Recipient::Agency { agency: "health".into(), organisation: String::new() };
        let lines = candidates(&session, told.child, &health).unwrap();
        assert!(lines.iter().any(|(_, line)| line.offered && line.line.words.contains("broken arm")));
        assert!(lines.iter().all(|(_, line)| !line.line.words.contains("Bram")), "{lines:?}");
        assert!(lines.iter().any(|(_, line)| line.line.words.contains("brother or sister was born")));
        let choice = Choice {
            recipient: health,
            purpose: "For the paediatrician".into(),
            lines: lines.iter().map(|(key, _)| key.clone()).collect(),
        };
        let nobody = Choice { lines: Vec::new(), ..choice.clone() };
        assert!(refused(choose(&session, &story.form(0), told.child, &nobody)).contains("one line"));
        let chosen = choose(&session, &story.form(0), told.child, &choice).unwrap();
        let mut words: Vec<String> = lines.iter().map(|(_, line)| line.line.words.clone()).collect();
        words[0] = "They hide at 9 Quincebury Row".into();
        let asked = make(&session, &story.form(1), chosen, &words, true);
        assert!(refused(asked).contains("protected address"));
        words[0] = String::new();
        make(&session, &story.form(1), chosen, &words, true).unwrap();
        let (known, composed) = version(&session, chosen).unwrap();
        assert!(known.record.made.is_some());
        assert_eq!(composed.lines.len(), lines.len() - 1);
        // Words that somebody wrote over an entry are looked through too, even where the form does not bring them back.
        let (entries, _) = told.seen(Moment::Now);
        let told_us = entries.iter().find(|entry| entry.source.part() == "contact.received").unwrap();
        let over = CurationAsked {
            source: told_us.source.clone(),
            verdict: Verdict::Edited { words: "They hide at 9 Quincebury Row".into() },
            significant: false,
            reason: String::new(),
        };
        curate(&session, &story.form(0), told.child, over).unwrap();
        let again = choose(&session, &story.form(0), told.child, &choice).unwrap();
        assert!(refused(make(&session, &story.form(1), again, &[], true)).contains("protected address"));
    });
}
