//! Invented children for a census, as many as wanted: each follows from a number, breaks no rule of its year, and is nobody. For the benchmark and for the tests
//! of what is written.

use domain::calendar::{BankHolidays, working_days};
use jiff::ToSpan;
use jiff::civil::{Date, Weekday, date};
use returns::cin::{
    Assessment, CinChild, CinEpisode, CinPlan, Given, PreProceedings, ProtectionPlan, Section47, Sex,
};

/// Factors that may stand beside each other.
const FACTORS: [&str; 12] = ["1B", "2B", "3A", "3B", "4A", "4B", "7A", "10A", "16A", "17A", "18C", "24A"];
const DISABILITIES: [&str; 12] =
    ["MOB", "HAND", "PC", "INC", "COMM", "LD", "HEAR", "VIS", "BEH", "CON", "AUT", "DDA"];
const SOURCES: [&str; 8] = ["1A", "2A", "3A", "3E", "5C", "6", "8", "10"];
const NEEDS: [&str; 5] = ["N2", "N3", "N4", "N5", "N8"];
const ABUSE: [&str; 4] = ["NEG", "PHY", "SAB", "EMO"];
const ETHNICITY: [&str; 6] = ["WBRI", "MWAS", "APKN", "BAFR", "OOTH", "NOBT"];
const LETTERS: &[u8; 23] = b"ABCDEFGHJKLMNPQRTUVWXYZ";

/// Chance that can be repeated (SplitMix64).
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Dice {
        Dice(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below another.
    pub fn below(&mut self, most: usize) -> usize {
        (self.next() % most.max(1) as u64) as usize
    }

    fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    fn one_of(&mut self, words: &[&str]) -> String {
        words[self.below(words.len())].to_owned()
    }

    /// A day between two, both among them.
    fn day(&mut self, from: Date, until: Date) -> Date {
        let days = (until - from).get_days().max(0) as usize;
        from + (self.below(days + 1) as i64).days()
    }

    fn some_of(&mut self, words: &[&str], most: usize) -> Vec<String> {
        let (first, many) = (self.below(words.len()), 1 + self.below(most));
        (0..many).map(|n| words[(first + n * 5) % words.len()].to_owned()).collect()
    }
}

/// Where a child's story has come to, within one year.
struct Telling {
    dice: Dice,
    start: Date,
    end: Date,
    holidays: BankHolidays,
}

/// The child of this number in the return of the year that ends on 31 March.
pub fn child(number: u64, year: i16) -> CinChild {
    let (start, end) = (date(year - 1, 4, 1), date(year, 3, 31));
    let mut telling =
        Telling { dice: Dice::new(number ^ 0xf00d), start, end, holidays: BankHolidays::england() };
    let mut child = CinChild::default();
    child.identifiers.la_child_id = format!("NB{number:016X}");
    child.characteristics.ethnicity = Some(telling.dice.one_of(&ETHNICITY));
    if telling.dice.once_in(20) {
        telling.unborn(&mut child);
    } else {
        telling.born(&mut child, number);
    }
    let sex = child.identifiers.sex;
    if year >= 2025 {
        child.identifiers.sex_code = sex.map(|sex| sex.code().to_owned());
    } else {
        child.identifiers.gender_code = sex.map(|sex| sex.gender_code().to_owned());
    }
    child
}

impl Telling {
    fn unborn(&mut self, child: &mut CinChild) {
        let expected = self.dice.day(self.end - 25.days(), self.end + 8.months());
        child.identifiers.expected_birth = Given::Read(expected);
        child.identifiers.sex = Some(Sex::Unknown);
        child.characteristics.ethnicity = Some("NOBT".into());
        let first = (expected - 270.days()).max(self.start);
        let referral = self.dice.day(first, self.end);
        child.episodes.push(self.referred(referral));
    }

    fn born(&mut self, child: &mut CinChild, number: u64) {
        let birth = self.dice.day(self.end - 17.years(), self.end - 250.days());
        let at_school = birth <= date(self.end.year() - 6, 8, 31);
        let who = &mut child.identifiers;
        who.birth = Given::Read(birth);
        who.sex = Some(if self.dice.once_in(2) { Sex::Female } else { Sex::Male });
        if at_school {
            who.upn = Some(upn(number));
        } else {
            who.upn_unknown = Some("UN1".into());
        }
        child.characteristics.disabilities = match self.dice.below(4) {
            0 => self.dice.some_of(&DISABILITIES, 3),
            _ => vec!["NONE".into()],
        };
        let first = (self.start - 150.days()).max(birth);
        let mut day = self.dice.day(first, self.start + 120.days());
        loop {
            let episode = self.episode(day);
            let (closed, nothing) = (episode.closed.read(), episode.referral_no_further_action.is(&true));
            child.episodes.push(episode);
            let Some(over) = closed.or(nothing.then_some(day)) else { break };
            let next = over + (1 + self.dice.below(60) as i64).days();
            if next > self.end || self.dice.once_in(2) {
                break;
            }
            day = next;
        }
        let plans = child.episodes.iter_mut().flat_map(|episode| &mut episode.protection_plans);
        let before = self.dice.below(3) as u32;
        (before..).zip(plans).for_each(|(many, plan)| plan.previous_plans = Given::Read(many));
        if child.episodes.iter().all(|episode| episode.referral_no_further_action.is(&true)) {
            child.identifiers.upn = None;
            child.identifiers.upn_unknown = Some("UN7".into());
            child.characteristics.disabilities.clear();
        }
    }

    fn referred(&mut self, on: Date) -> CinEpisode {
        CinEpisode {
            referral: Given::Read(on),
            source: Some(self.dice.one_of(&SOURCES)),
            primary_need: Some(self.dice.one_of(&NEEDS)),
            referral_no_further_action: Given::Read(false),
            ..CinEpisode::default()
        }
    }

    fn episode(&mut self, on: Date) -> CinEpisode {
        let mut episode = self.referred(on);
        if on >= self.start && self.dice.once_in(8) {
            episode.referral_no_further_action = Given::Read(true);
            episode.primary_need = None;
            return episode;
        }
        let from = on.max(self.start);
        let begun = self.dice.day(from, from + 5.days()).min(self.end);
        let authorised = begun + (1 + self.dice.below(40) as i64).days();
        if authorised > self.end {
            episode.assessments.push(Assessment { started: Given::Read(begun), ..Assessment::default() });
            return episode;
        }
        self.assessed(&mut episode, begun, authorised);
        match self.dice.below(4) {
            0 => self.closed_after_assessment(&mut episode, authorised),
            1 | 2 => self.in_need(&mut episode, authorised),
            _ => self.protected(&mut episode, begun, authorised),
        }
        if self.end.year() >= 2027 && self.dice.once_in(3) {
            episode.pre_proceedings.push(self.pre_proceedings());
        }
        episode
    }

    fn assessed(&mut self, episode: &mut CinEpisode, begun: Date, authorised: Date) {
        let internal_review = match self.dice.below(3) {
            0 => Given::Read(self.dice.day(begun, authorised)),
            _ => Given::Missing,
        };
        episode.assessments.push(Assessment {
            started: Given::Read(begun),
            internal_review,
            authorised: Given::Read(authorised),
            factors: self.dice.some_of(&FACTORS, 4),
            ..Assessment::default()
        });
    }

    fn closed_after_assessment(&mut self, episode: &mut CinEpisode, on: Date) {
        if self.dice.once_in(3) {
            episode.assessments[0].factors = vec!["21".into()];
        }
        episode.closed = Given::Read(on);
        episode.closure_reason = Some(self.dice.one_of(&["RC8", "RC9"]));
    }

    fn in_need(&mut self, episode: &mut CinEpisode, from: Date) {
        let mut plan = CinPlan { started: Given::Read(from), ..CinPlan::default() };
        let until = self.dice.day(from + 1.days(), from + 250.days());
        if until < self.end {
            plan.ended = Given::Read(until);
            episode.closed = Given::Read(until);
            episode.closure_reason = Some(self.dice.one_of(&["RC3", "RC4", "RC5", "RC7"]));
        }
        episode.plans.push(plan);
    }

    fn protected(&mut self, episode: &mut CinEpisode, begun: Date, authorised: Date) {
        episode.primary_need = Some("N1".into());
        let due = working_days::add(begun, 15, &self.holidays);
        let mut enquiry = Section47 {
            started: Given::Read(begun),
            conference_due: Given::Read(due),
            conference_not_required: Given::Read(true),
            ..Section47::default()
        };
        let held = weekday(self.dice.day(begun + 5.days(), due));
        if held > self.end || self.dice.once_in(4) {
            episode.section47s.push(enquiry);
            return self.in_need(episode, authorised);
        }
        enquiry.conference = Given::Read(held);
        enquiry.conference_not_required = Given::Read(false);
        episode.section47s.push(enquiry);
        let until = self.dice.day(held + 30.days(), held + 300.days());
        let review = held + 29.days();
        let mut plan = ProtectionPlan {
            started: Given::Read(held),
            initial_category: Some(self.dice.one_of(&ABUSE)),
            latest_category: Some(self.dice.one_of(&ABUSE)),
            ..ProtectionPlan::default()
        };
        if review <= self.end {
            plan.reviews.push(Given::Read(review));
        }
        if until < self.end && authorised <= until {
            plan.ended = Given::Read(until);
            episode.protection_plans.push(plan);
            return self.in_need(episode, until);
        }
        episode.protection_plans.push(plan);
    }

    fn pre_proceedings(&mut self) -> PreProceedings {
        let started = self.dice.day(self.start, self.start + 100.days());
        let later = |days: i64| Given::Read(started + days.days());
        PreProceedings {
            started: Given::Read(started),
            letter_sent: later(7),
            family_meeting_offered: Given::Read(true),
            family_meeting_held: Given::Read(self.dice.once_in(2)),
            first_meeting: later(20),
            review_meetings: Given::Read(self.dice.below(4) as u32),
            step_decision: later(80),
            outcome: Some(self.dice.one_of(&["A", "B", "C"])),
            court_application: later(81),
            letter_of_initiation: later(82),
            ..PreProceedings::default()
        }
    }
}

/// The day, or the Monday after a weekend.
fn weekday(day: Date) -> Date {
    match day.weekday() {
        Weekday::Saturday => day + 2.days(),
        Weekday::Sunday => day + 1.days(),
        _ => day,
    }
}

/// A number that checks, of an authority that gives such numbers out, and of no child.
fn upn(number: u64) -> String {
    let digits = format!("801{:09}", number % 1_000_000_000);
    let sum: usize = digits.bytes().zip(2..).map(|(digit, weight)| usize::from(digit - b'0') * weight).sum();
    format!("{}{digits}", LETTERS[sum % LETTERS.len()] as char)
}
