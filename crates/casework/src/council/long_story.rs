//! One long story of the invented council: three children, two fathers, a new partner, and four years in which much the same came back again and again. It
//! is accepted and allocated, and its assessment is still to be begun: a visitor of the demo can do that.

mod told;

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
use jiff::civil::Date;
use store::Stop;

use self::told::{ADULTS, CHILDREN, FAMILY, STORY, Told};
use super::make::Making;
use super::months::minutes;
use super::step::What;
use crate::child::{self, CurationAsked, Moment, RelativeAsked, Shown};
use crate::contact::{self, Intake, Whom};
use crate::referral::{self, Answer as ReferralAnswer};
use crate::{event, work};

const WORKER: &str = "social-worker";

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
    fn story_contact(&mut self) -> Result<Vec<Id<Person>>, Stop> {
        let officer = self.session("officer")?;
        let intake = rings(london::date_of(self.house.now()));
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
        let asked =
            DecisionAsked { agreement: Agreement::Agree, changed: None, words: words.into(), further: None };
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
            further: None,
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
        let Told { months, of, kind, from, adult, answers: given, .. } = told;
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
            further: None,
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
                    let day = today.saturating_sub(told.months.months());
                    told.of.first() == Some(&number)
                        && !told.why.is_empty()
                        && entry.happened == PartialDate::Exact(day)
                };
                let Some(told) = STORY.iter().find(of).filter(|_| entry.source.kind == "event") else {
                    continue;
                };
                let asked = CurationAsked {
                    source: entry.source.clone(),
                    verdict: Verdict::Accepted,
                    significant: true,
                    reason: told.why.into(),
                };
                child::curate(&worker, &self.sending(0), *child, asked)?;
            }
        }
        Ok(())
    }
}

/// The children as the school knows them.
fn subjects(today: Date) -> Vec<SubjectChild> {
    let lines = AddressLines {
        lines: vec!["31 Winter Row".into(), "Northbridge".into()],
        postcode: Some(Postcode::new("ZZ9 9ZZ")),
    };
    let subject = |(given, years, sex, school): &(&str, i32, Sex, &str)| {
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
    };
    CHILDREN.iter().map(subject).collect()
}

/// What the teacher tells.
fn rings(today: Date) -> Intake {
    Intake {
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
        children: subjects(today),
        others: Vec::new(),
        concern: Concern {
            danger_now: Known::Is(false),
            facts: "Dominic asked again whether he may sleep at school. Orla has not been in since Thursday."
                .into(),
            opinion: "It is as it was two years ago, and worse.".into(),
            family_aware: Known::Is(true),
            ..Concern::default()
        },
        safe_contact: SafeContact::default(),
        forms: Vec::new(),
    }
}

/// What a pack of the council's own refuses is left out of the story.
fn not_now(stop: Stop) -> Result<(), Stop> {
    match stop {
        Stop::Refusal(_) => Ok(()),
        stop => Err(stop),
    }
}
