//! One long story of the invented council: three children, two fathers, a new partner, and four years in which much the same came back again and again. It
//! is accepted and allocated, and its assessment is still to be begun: a visitor of the demo can do that.

use domain::access::{Guard, Sealed};
use domain::calendar::london;
use domain::chronology::Verdict;
use domain::contact::{
    Agreement, Channel, Concern, DecisionAsked, Described, NextAction, Outcomes, Referrer, RulingBasis,
    SafeContact, SubjectChild,
};
use domain::event::{Adult, EventAsked};
use domain::form::{Answer, Place};
use domain::id::Id;
use domain::person::address::AddressLines;
use domain::person::known::Known;
use domain::person::name::PersonName;
use domain::person::partial_date::PartialDate;
use domain::person::postcode::Postcode;
use domain::person::relationship::Kinship;
use domain::person::{Person, Sex, Standing};
use jiff::ToSpan;
use store::Stop;

use super::make::Making;
use super::months::minutes;
use super::step::What;
use crate::child::{self, CurationAsked, Moment, RelativeAsked, Shown};
use crate::contact::{self, Intake, Whom};
use crate::referral::{self, Answer as ReferralAnswer};
use crate::{event, work};

/// The family's name, which no other family of the council has.
const FAMILY: &str = "Larkwhistle";
/// The children: name, born so many years ago, sex, school.
const CHILDREN: [(&str, i32, Sex, &str); 3] = [
    ("Orla", 12, Sex::Female, "Harbour Academy"),
    ("Dominic", 8, Sex::Male, "Elm Grove Primary"),
    ("Poppy", 3, Sex::Female, "Little Acorns Nursery"),
];
/// The adults: name, what they are to a child, to which of the children.
const ADULTS: [(&str, &str, Kinship, &[usize]); 4] = [
    ("Rhona", FAMILY, Kinship::Mother, &[0, 1, 2]),
    ("Declan", "Moorcroft", Kinship::Father, &[0, 1]),
    ("Stuart", "Penhale", Kinship::Father, &[2]),
    ("Maureen", FAMILY, Kinship::Grandparent, &[0, 1, 2]),
];
const WORKER: &str = "social-worker";

/// One event: how many months ago, of which of the children, its kind, where it is known from, who else was in it, the answers, and why it is significant
/// where it is.
type Told = (
    i32,
    &'static [usize],
    &'static str,
    &'static str,
    &'static str,
    &'static [(&'static str, &'static str)],
    &'static str,
);

const ALL: &[usize] = &[0, 1, 2];
const OLDER: &[usize] = &[0, 1];
const ORLA: &[usize] = &[0];
const DOMINIC: &[usize] = &[1];
const POPPY: &[usize] = &[2];
const FIRST: &str = "Declan Moorcroft";
const SECOND: &str = "Stuart Penhale";

/// The four years. What is said of the visits and concerns is much the same every year: that is the story.
const STORY: &[Told] = &[
    (
        48,
        OLDER,
        "domestic_abuse",
        "police",
        FIRST,
        &[
            ("incident.what", "He pushed her against the sink; Orla rang 999 herself."),
            ("incident.child_present", "yes"),
            ("incident.high_risk", "no"),
            ("incident.marac", "no"),
            ("incident.pregnant", "not_known"),
        ],
        "The first time Orla had to ring.",
    ),
    (
        47,
        OLDER,
        "visit",
        "ourselves",
        "",
        &[
            ("visit.outcome", "seen"),
            ("visit.alone", "yes"),
            (
                "visit.what",
                "Both children in their beds by day, curtains drawn. Their mother said she had not slept.",
            ),
        ],
        "",
    ),
    (
        46,
        ORLA,
        "professional_concern",
        "school",
        "",
        &[
            ("concern.what", "Late eleven times this half term; brings her brother to nursery first."),
            ("concern.trend", "escalating"),
        ],
        "A child of eight takes her brother to nursery.",
    ),
    (
        45,
        OLDER,
        "neglect_tool",
        "ourselves",
        "",
        &[
            ("neglect.physical_care", "3"),
            ("neglect.safety", "3"),
            ("neglect.warmth", "2"),
            ("neglect.encouragement", "2"),
            ("neglect.seen", "No clean bedding; a warm mother on a good day."),
        ],
        "",
    ),
    (
        44,
        OLDER,
        "visit",
        "ourselves",
        "",
        &[("visit.outcome", "not_seen"), ("visit.what", "Nobody in, though agreed.")],
        "",
    ),
    (
        43,
        OLDER,
        "domestic_abuse",
        "police",
        FIRST,
        &[
            ("incident.what", "Shouting in the street at two in the morning; both children on the stairs."),
            ("incident.child_present", "yes"),
            ("incident.high_risk", "no"),
            ("incident.marac", "no"),
            ("incident.pregnant", "not_known"),
        ],
        "",
    ),
    (
        42,
        OLDER,
        "adult_released",
        "police",
        FIRST,
        &[
            ("released.what", "Released under investigation, told not to go to the flat."),
            ("released.how", "released"),
        ],
        "",
    ),
    (
        41,
        OLDER,
        "other",
        "health",
        "",
        &[("event.what", "Two dental appointments missed and not rearranged.")],
        "",
    ),
    (
        40,
        OLDER,
        "move_home",
        "family",
        "",
        &[("move.why", "They left the flat at night for her mother’s house.")],
        "They fled, and Orla carried the bags.",
    ),
    (
        39,
        ORLA,
        "disclosure",
        "child",
        "",
        &[
            ("disclosure.child_words", "I sleep in my coat so I am ready."),
            ("disclosure.what", "Said to her teacher while drawing."),
            ("disclosure.explanation", "not_known"),
        ],
        "Her own words for how she lives.",
    ),
    (
        38,
        OLDER,
        "visit",
        "ourselves",
        "",
        &[
            ("visit.outcome", "seen"),
            ("visit.alone", "yes"),
            ("visit.what", "At their grandmother’s: calm, fed, school every day."),
        ],
        "Safe and well within four weeks at their grandmother’s.",
    ),
    (
        36,
        OLDER,
        "move_home",
        "family",
        "",
        &[("move.why", "Back to a flat of their own, a mile from their grandmother.")],
        "",
    ),
    (
        34,
        OLDER,
        "visit",
        "ourselves",
        "",
        &[
            ("visit.outcome", "seen"),
            ("visit.alone", "yes"),
            ("visit.what", "Their mother came to the programme for four months and then stopped."),
        ],
        "Four months of change, then it stopped.",
    ),
    (
        33,
        DOMINIC,
        "hospital_attendance",
        "health",
        "",
        &[
            ("hospital.what", "Burn on the hand from the kettle; waited a day to come."),
            ("hospital.where", "Northbridge General"),
        ],
        "",
    ),
    (
        32,
        OLDER,
        "professional_concern",
        "school",
        "",
        &[
            ("concern.what", "Orla asleep at the table; Dominic hungry on Mondays."),
            ("concern.trend", "same"),
        ],
        "",
    ),
    (
        31,
        OLDER,
        "adult_joins",
        "family",
        SECOND,
        &[("joins.what", "Stuart Penhale has moved in."), ("joins.risk_to_children", "not_known")],
        "A second partner within a year of the first.",
    ),
    (
        30,
        OLDER,
        "visit",
        "ourselves",
        "",
        &[
            ("visit.outcome", "seen"),
            ("visit.alone", "no"),
            ("visit.what", "He answered every question for her."),
        ],
        "",
    ),
    (
        28,
        OLDER,
        "domestic_abuse",
        "police",
        SECOND,
        &[
            ("incident.what", "He broke her telephone and kept the door shut; a neighbour rang."),
            ("incident.child_present", "yes"),
            ("incident.high_risk", "yes"),
            ("incident.marac", "yes"),
            ("incident.pregnant", "yes"),
        ],
        "High risk, and she was pregnant with Poppy.",
    ),
    (
        27,
        OLDER,
        "visit",
        "ourselves",
        "",
        &[("visit.outcome", "not_seen"), ("visit.what", "The curtains moved and nobody opened.")],
        "",
    ),
    (
        26,
        OLDER,
        "visit",
        "ourselves",
        "",
        &[
            ("visit.outcome", "seen"),
            ("visit.alone", "yes"),
            ("visit.what", "Dominic would not come out of the wardrobe."),
        ],
        "",
    ),
    (
        25,
        DOMINIC,
        "disclosure",
        "child",
        "",
        &[
            ("disclosure.child_words", "When he comes I count to a hundred."),
            ("disclosure.what", "Said to the school’s counsellor."),
            ("disclosure.explanation", "not_known"),
        ],
        "Dominic’s own words.",
    ),
    (
        24,
        ALL,
        "adult_released",
        "police",
        SECOND,
        &[
            ("released.what", "Left court with an order not to come near her; he went back the same week."),
            ("released.how", "released"),
        ],
        "The order did not hold for a week.",
    ),
    (
        23,
        ALL,
        "neglect_tool",
        "ourselves",
        "",
        &[
            ("neglect.physical_care", "4"),
            ("neglect.safety", "3"),
            ("neglect.warmth", "2"),
            ("neglect.encouragement", "3"),
            ("neglect.seen", "The baby in wet clothes at noon."),
        ],
        "",
    ),
    (
        22,
        POPPY,
        "hospital_attendance",
        "health",
        "",
        &[
            ("hospital.what", "Not gaining weight; three clinics missed."),
            ("hospital.where", "Northbridge General"),
        ],
        "Three missed clinics for a baby who did not grow.",
    ),
    (
        21,
        ALL,
        "visit",
        "ourselves",
        "",
        &[
            ("visit.outcome", "seen"),
            ("visit.alone", "yes"),
            ("visit.what", "Their grandmother had filled the cupboards."),
        ],
        "",
    ),
    (
        19,
        ORLA,
        "school_exclusion",
        "school",
        "",
        &[
            ("exclusion.what", "Two days for hitting a boy who pushed her brother."),
            ("exclusion.how", "suspension"),
        ],
        "",
    ),
    (
        18,
        ALL,
        "visit",
        "ourselves",
        "",
        &[
            ("visit.outcome", "seen"),
            ("visit.alone", "yes"),
            ("visit.what", "Better: he has moved out, the house is warm. Help ended."),
        ],
        "Help ended as things got a little better.",
    ),
    (
        15,
        ORLA,
        "professional_concern",
        "school",
        "",
        &[
            ("concern.what", "Attendance 71%. Says she has to be at home on Thursdays."),
            ("concern.trend", "escalating"),
        ],
        "",
    ),
    (
        14,
        ORLA,
        "missing",
        "police",
        "",
        &[
            ("missing.what", "Not home by midnight; found at the bus station with an older girl."),
            ("missing.risk", "medium"),
            ("missing.found", "At the bus station, three in the morning."),
        ],
        "The first time she was missing.",
    ),
    (
        12,
        ALL,
        "domestic_abuse",
        "police",
        SECOND,
        &[
            ("incident.what", "He came back at night and kicked the door until it gave."),
            ("incident.child_present", "yes"),
            ("incident.high_risk", "yes"),
            ("incident.marac", "yes"),
            ("incident.pregnant", "no"),
        ],
        "He came back, as before.",
    ),
    (
        11,
        ALL,
        "visit",
        "ourselves",
        "",
        &[("visit.outcome", "not_seen"), ("visit.what", "Nobody in. A card left.")],
        "",
    ),
    (
        10,
        ORLA,
        "missing",
        "police",
        "",
        &[
            ("missing.what", "Two nights. Would not say where."),
            ("missing.risk", "high"),
            ("missing.found", "Came home herself."),
        ],
        "",
    ),
    (
        9,
        ORLA,
        "exploitation",
        "police",
        "",
        &[
            ("exploitation.what", "Seen with a man of 24 who gave her a telephone."),
            ("exploitation.level", "medium"),
            ("exploitation.new_adult", "yes"),
        ],
        "An older man and a telephone.",
    ),
    (
        8,
        DOMINIC,
        "injury",
        "school",
        SECOND,
        &[
            ("injury.what", "A bruise on the upper arm, like the grip of a hand."),
            ("injury.where", "Left upper arm"),
            ("injury.seen_by", "School nurse"),
            ("injury.mobile", "yes"),
            ("injury.explanation", "none"),
            ("injury.child_words", "I fell."),
        ],
        "Nobody explained it.",
    ),
    (
        7,
        ALL,
        "neglect_tool",
        "ourselves",
        "",
        &[
            ("neglect.physical_care", "4"),
            ("neglect.safety", "4"),
            ("neglect.warmth", "3"),
            ("neglect.encouragement", "3"),
            ("neglect.seen", "No heating since the weekend; nappies from the food bank."),
        ],
        "Worse in every part than two years ago.",
    ),
    (
        6,
        POPPY,
        "other",
        "health",
        "",
        &[("event.what", "Two-year check: few words, afraid of men in the room.")],
        "",
    ),
    (
        5,
        ALL,
        "visit",
        "ourselves",
        "",
        &[
            ("visit.outcome", "seen"),
            ("visit.alone", "yes"),
            (
                "visit.what",
                "Orla cooked while we talked. Their mother cried and said that she wants it to stop.",
            ),
        ],
        "",
    ),
    (
        4,
        ORLA,
        "missing",
        "police",
        "",
        &[
            ("missing.what", "Gone on a Thursday again."),
            ("missing.risk", "medium"),
            ("missing.found", "At the same flat."),
        ],
        "",
    ),
    (
        3,
        DOMINIC,
        "professional_concern",
        "school",
        "",
        &[
            (
                "concern.what",
                "Flinches when somebody passes behind him. Asks whether he may stay after school.",
            ),
            ("concern.trend", "escalating"),
        ],
        "",
    ),
    (
        2,
        ALL,
        "domestic_abuse",
        "police",
        SECOND,
        &[
            (
                "incident.what",
                "Her arm was broken. Orla put the little ones into the bath and locked the door.",
            ),
            ("incident.child_present", "yes"),
            ("incident.high_risk", "yes"),
            ("incident.marac", "yes"),
            ("incident.pregnant", "no"),
        ],
        "The worst yet, and Orla kept the others safe.",
    ),
];

impl Making<'_> {
    /// Plans it: two days before the visitor comes.
    pub(super) fn plan_long_story(&mut self) {
        self.then(self.until - minutes(2 * 24 * 60), What::LongStory);
    }

    /// Everything of it.
    pub(super) fn long_story(&mut self) -> Result<(), Stop> {
        let children = self.story_contact()?;
        if children.len() != CHILDREN.len() {
            return Ok(());
        }
        self.made.contacts += 1;
        self.made.children += children.len();
        let worker = self.staff_id(WORKER)?;
        let manager = self.session("team-manager")?;
        for child in &children {
            let waiting = referral::waiting(&manager)?;
            let Some(found) = waiting.into_iter().find(|waiting| waiting.referral.child == *child) else {
                continue;
            };
            let opened = referral::view(&manager, found.referral.id)?.referral.version.0;
            let answer = ReferralAnswer::Accept {
                need: "N1".into(),
                team: "assessment_1".into(),
                worker,
                transfer: None,
            };
            let why = "Four years of the same, and the worst of it two months ago: what can change must be found out now.";
            referral::answer(&manager, &self.sending(opened), found.referral.id, answer, why.into())?;
        }
        self.story_adults(&children)?;
        for told in STORY {
            self.story_event(&children, told)?;
        }
        self.story_significance(&children)
    }

    /// A teacher rings; two people decide.
    #[expect(clippy::too_many_lines, reason = "four years, told one after another")]
    fn story_contact(&mut self) -> Result<Vec<Id<Person>>, Stop> {
        let officer = self.session("officer")?;
        let today = london::date_of(self.house.now());
        let lines = AddressLines {
            lines: vec!["31 Winter Row".into(), "Northbridge".into()],
            postcode: Some(Postcode::new("ZZ9 9ZZ")),
        };
        let subjects = CHILDREN.iter().map(|(given, years, sex, school)| {
            let mut said = Described::named(PersonName::new(*given, FAMILY));
            said.birth =
                Known::Is(PartialDate::Exact(today.saturating_sub(years.years()).saturating_sub(40.days())));
            said.sex = Known::Is(*sex);
            said.school = Known::Is((*school).into());
            said.address = Known::Is(Sealed::new(lines.clone(), Guard::Content));
            SubjectChild {
                said,
                where_now: Known::Is("At home with their mother".into()),
                found: Default::default(),
            }
        });
        let intake = Intake {
            received_at: None,
            channel: Channel::Telephone,
            source: "2A".into(),
            referrer: Referrer {
                name: Some(Sealed::new("Imogen Vale".into(), Guard::Content)),
                agency: Some("school".into()),
                role: "Designated safeguarding lead".into(),
                phone: Some(Sealed::new("01632 960347".into(), Guard::Content)),
                email: None,
                anonymous: false,
                preference: String::new(),
            },
            children: subjects.collect(),
            others: Vec::new(),
            concern: Concern {
                danger_now: Known::Is(false),
                facts:
                    "Dominic asked again whether he may sleep at school. Orla has not been in since Thursday."
                        .into(),
                opinion: "It is as it was two years ago, and worse.".into(),
                family_aware: Known::Is(true),
                ..Concern::default()
            },
            safe_contact: SafeContact::default(),
            forms: Vec::new(),
        };
        let contact = contact::record(&officer, &self.sending(0), intake)?;
        for place in 0..CHILDREN.len() {
            let opened = self.version(contact)?;
            contact::find_child(&officer, &self.sending(opened), contact, place, Whom::New)?;
        }
        let asked = self.story_basis()?;
        let opened = self.version(contact)?;
        contact::propose(&officer, &self.sending(opened), contact, asked)?;
        let manager = self.session("mash-manager")?;
        let opened = self.version(contact)?;
        let words = "I have read the history: the same came back each time help ended. It needs an assessment that asks what is different now.";
        let asked = DecisionAsked { agreement: Agreement::Agree, changed: None, words: words.into() };
        contact::decide(&manager, &self.sending(opened), contact, asked)?;
        work::action_done(&self.session(WORKER)?, &self.sending(0), contact, 0).or_else(not_now)?;
        let view = contact::view(&self.house.system(), contact)?;
        Ok(view.contact.record.children.iter().filter_map(|child| child.found.person()).collect())
    }

    fn story_basis(&self) -> Result<RulingBasis, Stop> {
        Ok(RulingBasis {
            outcomes: Outcomes { primary: "new_referral".into(), also: std::collections::BTreeSet::new() },
            level: 4,
            paragraph: "domestic_abuse_4".into(),
            paragraph_words: String::new(),
            pack_version: String::new(),
            rationale: "The third time in four years, and the children now hide from it by plan. What was tried did not last.".into(),
            considered: "Early help: it was tried and stopped each time help ended.".into(),
            no_enquiry: "What was told is clear enough to act on today.".into(),
            also_cited: Vec::new(),
            actions: vec![NextAction {
                what: "See each child, and speak with them alone".into(),
                owner: self.staff_id(WORKER)?,
                due: self.house.now() + minutes(26 * 60),
                done_at: None,
            }],
        })
    }

    fn story_adults(&self, children: &[Id<Person>]) -> Result<(), Stop> {
        let worker = self.session(WORKER)?;
        for (given, family, kinship, of) in ADULTS {
            let name = PersonName::new(given, family);
            let mut known: Option<Id<Person>> = None;
            for child in of.iter().filter_map(|place| children.get(*place)) {
                let asked = RelativeAsked {
                    who: known.map_or_else(|| Err(name.clone()), Ok),
                    standing: Standing::Adult,
                    kinship,
                    parental_responsibility: Known::Is(kinship != Kinship::Grandparent),
                    source: "The school’s record".into(),
                };
                child::add_relative(&worker, &self.sending(0), *child, asked)?;
                if let (None, Shown::Content(page)) = (known, child::file(&worker, *child, Moment::Now)?) {
                    let found = page
                        .file
                        .relatives
                        .iter()
                        .find(|one| one.record.name() == format!("{given} {family}"));
                    known = found.map(|one| one.record.id);
                }
            }
        }
        for (one, other, kinship) in
            [(0, 1, Kinship::Sibling), (0, 2, Kinship::HalfSibling), (1, 2, Kinship::HalfSibling)]
        {
            let (Some(one), Some(other)) = (children.get(one), children.get(other)) else { continue };
            let asked = RelativeAsked {
                who: Ok(*other),
                standing: Standing::Child,
                kinship,
                parental_responsibility: Known::NotAsked,
                source: "The school’s record".into(),
            };
            child::add_relative(&worker, &self.sending(0), *one, asked)?;
        }
        Ok(())
    }

    fn story_event(&self, children: &[Id<Person>], told: &Told) -> Result<(), Stop> {
        let (months, of, kind, from, adult, given, _) = told;
        let worker = self.session(WORKER)?;
        let pack = &self.house.pack;
        let Some(form) = pack.events.kind(kind).and_then(|kind| pack.form(&kind.form)) else { return Ok(()) };
        let mut answers = form.blank();
        for (place, answer) in *given {
            if let Ok(place) = place.parse::<Place>() {
                let answer =
                    if *answer == domain::form::NOT_KNOWN { Answer::NotKnown } else { Answer::text(*answer) };
                answers.put(place, answer);
            }
        }
        let day = london::date_of(self.house.now()).saturating_sub(months.months());
        let known = day.saturating_add(i64::from(months % 4).days()).saturating_add(1.days());
        let asked = EventAsked {
            kind: (*kind).into(),
            children: of.iter().filter_map(|place| children.get(*place)).copied().collect(),
            adults: (!adult.is_empty()).then(|| Adult::Named((*adult).into())).into_iter().collect(),
            happened: PartialDate::Exact(day),
            moment: None,
            until: None,
            known_at: Some(london::start_of(known) + minutes(10 * 60)),
            from: (*from).into(),
            who: String::new(),
            unnamed: false,
            answers,
        };
        event::record(&worker, &self.sending(0), asked).map(drop).or_else(not_now)
    }

    /// What matters is marked, with the reason, in the chronology of the first child it is about.
    fn story_significance(&self, children: &[Id<Person>]) -> Result<(), Stop> {
        let worker = self.session(WORKER)?;
        let today = london::date_of(self.house.now());
        for (number, child) in children.iter().enumerate() {
            let Shown::Content(page) = child::file(&worker, *child, Moment::Now)? else { continue };
            for entry in page.file.chronology(&self.house.pack) {
                let of = |told: &&Told| {
                    let day = today.saturating_sub(told.0.months());
                    told.1.first() == Some(&number)
                        && !told.6.is_empty()
                        && entry.happened == PartialDate::Exact(day)
                };
                let Some(told) = STORY.iter().find(of).filter(|_| entry.source.kind == "event") else {
                    continue;
                };
                let asked = CurationAsked {
                    source: entry.source.clone(),
                    verdict: Verdict::Accepted,
                    significant: true,
                    reason: told.6.into(),
                };
                child::curate(&worker, &self.sending(0), *child, asked)?;
            }
        }
        Ok(())
    }
}

/// What a pack of the council's own refuses is left out of the story.
fn not_now(stop: Stop) -> Result<(), Stop> {
    match stop {
        Stop::Refusal(_) => Ok(()),
        stop => Err(stop),
    }
}
