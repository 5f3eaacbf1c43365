//! Running a story through the real use cases.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::{Arc, Mutex, PoisonError};

use domain::calendar::london;
use domain::contact::Contact;
use domain::event::Event;
use domain::id::Id;
use domain::mash::Enquiry;
use domain::meeting::Meeting;
use domain::person::Person;
use domain::power::Power;
use domain::staff::Staff;
use domain::strategy::Discussion;
use store::Stop;

use super::act::Act;
use super::expect::Expectation;
use super::report::{ClockLine, Entry, MessageLine, Report, WatchedLine};
use super::story::{Step, Story, moment};
use super::watch::watched_in_words;
use crate::child::Shown;
use crate::house::House;
use crate::outbox::{MailFault, Mailer, Message, Outbox};
use crate::search::Found;
use crate::session::{Sending, Session};
use crate::simulation::SimulatedClock;
use crate::staff::{StaffAsked, add_staff};
use crate::{child, contact, watch, work};

/// What a story runs on: a house, and the clock it reads.
pub struct Stage {
    /// The house.
    pub house: House,
    /// Its clock.
    pub clock: Arc<SimulatedClock>,
}

/// What the story has made so far.
pub(super) struct Run<'s> {
    pub(super) story: &'s Story,
    pub(super) house: &'s House,
    pub(super) staff: BTreeMap<String, Staff>,
    pub(super) contacts: BTreeMap<String, Id<Contact>>,
    pub(super) children: BTreeMap<String, Id<Person>>,
    pub(super) enquiries: BTreeMap<String, Id<Enquiry>>,
    pub(super) meetings: BTreeMap<String, Id<Meeting>>,
    pub(super) discussions: BTreeMap<String, Id<Discussion>>,
    pub(super) events: BTreeMap<String, Id<Event>>,
    pub(super) entries: BTreeMap<String, Id<domain::chronology::Written>>,
    pub(super) versions: BTreeMap<String, Id<domain::chronology::Selection>>,
    pub(super) disagreements: BTreeMap<String, Id<domain::disagreement::Disagreement>>,
    pub(super) powers: BTreeMap<String, Id<Power>>,
    pub(super) last: Option<(Step, Sending)>,
    pub(super) shown: Show,
    mail: Arc<Post>,
    outbox: Outbox,
    pub(super) held_discussions: BTreeMap<String, Id<Discussion>>,
    pub(super) calibrations: BTreeMap<String, Id<domain::calibration::Calibration>>,
    pub(super) practice_sessions: BTreeMap<String, Id<domain::practice_development::PracticeSession>>,
}

/// What a step showed to whoever took it.
#[derive(Default)]
pub(super) struct Show {
    pub(super) layer: Option<&'static str>,
    pub(super) words: String,
    pub(super) found: Option<usize>,
}

/// A letterbox that keeps what was sent.
#[derive(Default)]
struct Post(Mutex<Vec<Message>>);

impl Mailer for Post {
    fn send(&self, message: &Message) -> Result<(), MailFault> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(message.clone());
        Ok(())
    }
}

/// Runs a story to its end. What it expected and did not find stands in the report.
///
/// # Errors
/// When the store fails, or the story's people cannot be made.
pub fn run(stage: &Stage, story: &Story) -> Result<Report, Stop> {
    stage.clock.set(story.begins);
    let mail = Arc::new(Post::default());
    let house = house_of(stage, story);
    let outbox = Outbox::new(house.clone(), Arc::clone(&mail) as Arc<dyn Mailer>);
    let mut run = Run {
        story,
        house: &house,
        staff: BTreeMap::new(),
        contacts: BTreeMap::new(),
        children: BTreeMap::new(),
        enquiries: BTreeMap::new(),
        meetings: BTreeMap::new(),
        discussions: BTreeMap::new(),
        events: BTreeMap::new(),
        entries: BTreeMap::new(),
        versions: BTreeMap::new(),
        disagreements: BTreeMap::new(),
        powers: BTreeMap::new(),
        last: None,
        shown: Show::default(),
        mail,
        outbox,
        held_discussions: BTreeMap::new(),
        calibrations: BTreeMap::new(),
        practice_sessions: BTreeMap::new(),
    };
    run.make_people()?;
    let mut report = Report { title: story.title.clone(), ..Report::default() };
    let mut delivered = 0;
    for step in &story.steps {
        run.pass_time(stage, step)?;
        run.take(step, &mut report)?;
        run.outbox.run_due("scenario")?;
        watch::pass_time(&house)?;
        delivered = run.deliver(step, delivered, &mut report);
        for expectation in &step.then {
            run.check(step, expectation, &mut report)?;
        }
    }
    run.clocks(&mut report)?;
    run.report_prompts(&mut report)?;
    Ok(report)
}

/// The stage's house, with what the story changes in its pack.
fn house_of(stage: &Stage, story: &Story) -> House {
    let mut house = stage.house.clone();
    if let Some(share) = story.second_reading_share {
        let mut pack = house.pack.as_ref().clone();
        pack.consistency.second_reading.share = share;
        pack.audit.second_share = share;
        house.pack = Arc::new(pack);
    }
    house
}

impl<'s> Run<'s> {
    /// Lets time pass until a step. What time alone brings the escalation watch to ask is asked at its own moment.
    fn pass_time(&mut self, stage: &Stage, step: &Step) -> Result<(), Stop> {
        while let Some(due) = watch::next_due(self.house)?.filter(|due| *due <= step.at) {
            stage.clock.set(due.max(self.house.now()));
            watch::pass_time(self.house)?;
            self.outbox.run_due("scenario")?;
        }
        stage.clock.set(step.at);
        Ok(())
    }

    fn make_people(&mut self) -> Result<(), Stop> {
        let session = self.house.system();
        for (name, member) in &self.story.people {
            let asked = StaffAsked {
                name: member.name.clone(),
                title: member.title.clone(),
                roles: member.roles.clone(),
                teams: member.teams.clone(),
                agency: member.agency.clone(),
                organisation: member.organisation.clone(),
                phone: String::new(),
                email: member.email.clone(),
            };
            let sending = self.sending(name, 0);
            let id = add_staff(&session, &sending, asked)?;
            let made = self.house.store.read(&session.actor, session.at, "scenario", |door| {
                let permit =
                    door.permit(domain::access::Action::ManagePeople, domain::access::Subject::House)?;
                Ok(store::load(&permit, id)?)
            })?;
            self.staff.extend(made.map(|made| (name.clone(), made.record)));
        }
        Ok(())
    }

    /// A form of its own for each step.
    pub(super) fn sending(&self, content: &str, opened: u64) -> Sending {
        Sending { form: self.house.id(), opened, content: content.as_bytes().to_vec() }
    }

    /// The session of whoever takes a step; Frontdoor's own for the public and for time.
    pub(super) fn session(&self, who: Option<&str>) -> Session<'s> {
        match who.and_then(|who| self.staff.get(who)) {
            Some(staff) => self.house.session(staff.clone()),
            None => self.house.system(),
        }
    }

    fn take(&mut self, step: &Step, report: &mut Report) -> Result<(), Stop> {
        self.shown = Show::default();
        let outcome = match (&step.act, self.last.clone()) {
            (Act::Again(_), Some((before, sending))) => self.act(&before, Some(sending)),
            _ => self.act(step, None),
        };
        let who = step
            .who
            .as_deref()
            .map_or("Somebody", |who| self.story.people.get(who).map_or(who, |member| member.name.as_str()));
        let mut entry = Entry {
            at: london::moment_in_words(step.at),
            who: who.to_owned(),
            act: step.act.words().to_owned(),
            outcome: "done",
            words: self
                .shown
                .layer
                .map(str::to_owned)
                .or_else(|| self.shown.found.map(|found| format!("{found} found"))),
        };
        match (outcome, &step.refused) {
            (Ok(()), None) => {}
            (Ok(()), Some(words)) => report
                .failures
                .push(format!("line {}: expected a refusal “{words}”, and it was done", step.line)),
            (Err(Stop::Refusal(refusal)), expected) => {
                let words = refusal.to_string();
                if !expected.as_ref().is_some_and(|expected| words.contains(expected.as_str())) {
                    report.failures.push(format!("line {}: refused: {words}", step.line));
                }
                entry.outcome = "refused";
                entry.words = Some(words);
            }
            (Err(stop), _) => return Err(stop),
        }
        report.acts.push(entry);
        Ok(())
    }

    /// Messages that have left since.
    fn deliver(&self, step: &Step, delivered: usize, report: &mut Report) -> usize {
        let sent = self.mail.0.lock().unwrap_or_else(PoisonError::into_inner);
        for message in sent.iter().skip(delivered) {
            report.messages.push(MessageLine {
                at: london::moment_in_words(step.at),
                to: message.to.email.to_string(),
                subject: message.subject.clone(),
                body: message
                    .calendar
                    .as_ref()
                    .map_or_else(|| message.words.clone(), |(_, file)| format!("{}\n{file}", message.words)),
            });
        }
        sent.len()
    }

    fn clocks(&self, report: &mut Report) -> Result<(), Stop> {
        let session = self.house.system();
        for (name, id) in &self.contacts {
            for clock in contact::view(&session, *id)?.contact.record.clocks {
                report.clocks.push(ClockLine {
                    contact: name.clone(),
                    stands: clock.in_words(session.at, &self.house.calendar),
                    timer: clock.timer,
                    started: london::moment_in_words(clock.started),
                    due: clock.due.map(|due| london::moment_in_words(due.instant())),
                    met: clock.met.map(london::moment_in_words),
                });
            }
        }
        Ok(())
    }

    fn check(&self, step: &Step, expected: &Expectation, report: &mut Report) -> Result<(), Stop> {
        let mut wrong = Vec::new();
        self.check_contact(step, expected, &mut wrong)?;
        self.check_enquiry(expected, &mut wrong)?;
        let before = wrong.len();
        self.check_watch(expected, &mut wrong)?;
        let watched = watched_in_words(expected).map(|expects| WatchedLine {
            at: london::moment_in_words(step.at),
            line: step.line,
            expects,
            so: wrong.len() == before,
        });
        report.watched.extend(watched);
        self.check_shown(expected, report, &mut wrong);
        if let Some(count) = expected.contacts {
            let contacts = work::queue(&self.house.system())?.0.len();
            if contacts != count {
                wrong.push(format!("{contacts} contacts at the front door instead of {count}"));
            }
        }
        if let (Some(count), Some(who)) = (expected.notices, &expected.waiting_for) {
            let waiting = work::own_work(&self.session(Some(who)))?.notices.len();
            if waiting != count {
                wrong.push(format!("{waiting} notices wait for {who} instead of {count}"));
            }
        }
        report.failures.extend(wrong.into_iter().map(|wrong| format!("line {}: {wrong}", step.line)));
        Ok(())
    }

    fn check_contact(
        &self,
        step: &Step,
        expected: &Expectation,
        wrong: &mut Vec<String>,
    ) -> Result<(), Stop> {
        let Some(of) = &expected.of else { return Ok(()) };
        let Some(id) = self.contacts.get(of) else {
            wrong.push(format!("there is no contact “{of}”"));
            return Ok(());
        };
        let contact = contact::view(&self.house.system(), *id)?.contact.record;
        if let Some(stage) = &expected.stage
            && contact.stage.code() != stage
        {
            wrong.push(format!("{of} is {} instead of {stage}", contact.stage.code()));
        }
        let Some(timer) = &expected.clock else { return Ok(()) };
        let Some(clock) = contact.clock(timer) else {
            wrong.push(format!("no clock {timer} runs on {of}"));
            return Ok(());
        };
        let stands = state(clock.state(step.at));
        if let Some(is) = &expected.is
            && stands != is
        {
            wrong.push(format!("{timer} of {of} is {stands} instead of {is}"));
        }
        if let Some(due) = &expected.due {
            let day = clock.due.map(|due| due.day().to_string()).unwrap_or_default();
            let same_moment =
                moment(due, step.at).is_ok_and(|due| clock.due.is_some_and(|found| found.instant() == due));
            if day != *due && !same_moment {
                wrong.push(format!("{timer} of {of} is due {day} instead of {due}"));
            }
        }
        Ok(())
    }

    fn check_shown(&self, expected: &Expectation, report: &Report, wrong: &mut Vec<String>) {
        if let Some(sees) = &expected.sees
            && self.shown.layer != Some(sees.as_str())
        {
            wrong.push(format!("saw {} instead of {sees}", self.shown.layer.unwrap_or("nothing")));
        }
        if let Some(words) = &expected.shows
            && !self.shown.words.contains(words.as_str())
        {
            wrong.push(format!("“{words}” was not shown"));
        }
        if let Some(words) = &expected.never_shows {
            let told = report
                .messages
                .iter()
                .any(|message| message.body.contains(words) || message.subject.contains(words));
            if self.shown.words.contains(words.as_str()) || told {
                wrong.push(format!("“{words}” was shown"));
            }
        }
        if let Some(count) = expected.finds
            && self.shown.found != Some(count)
        {
            wrong.push(format!("found {} instead of {count}", self.shown.found.unwrap_or_default()));
        }
        if let Some(to) = &expected.message_to
            && !report.messages.iter().any(|message| message.to == *to)
        {
            wrong.push(format!("no message has gone to {to}"));
        }
    }

    /// Notes what a look at a child showed, protected values only as far as this viewer had them opened.
    pub(super) fn show_child(&mut self, shown: &Shown) {
        let (layer, words) = match shown {
            Shown::Content(page) => ("content", page_words(page, self.house)),
            Shown::Summary(page) => {
                let said: Vec<&str> = page.countdowns.iter().map(|one| one.words.as_str()).collect();
                ("summary", format!("{} {}", page.existence.name, said.join(" ")))
            }
            Shown::Existence(existence) => {
                ("existence", format!("{} {}", existence.name, existence.involved.join(" ")))
            }
            Shown::Restricted(words) => ("restricted", words.clone()),
        };
        self.shown = Show { layer: Some(layer), words, found: None };
    }

    /// Notes what a search showed.
    pub(super) fn show_found(&mut self, found: &[Found]) {
        let mut words = String::new();
        for found in found {
            match found {
                Found::Person { existence, reasons, .. } => {
                    let _ = write!(words, "{} {} ", existence.name, existence.involved.join(" "));
                    words.extend(reasons.iter().map(|reason| format!("{} ", reason.words)));
                }
                Found::Restricted(restricted) => words.push_str(restricted),
            }
        }
        self.shown = Show { layer: None, words, found: Some(found.len()) };
    }
}

fn page_words(page: &child::ChildPage, house: &House) -> String {
    let mut words = page.file.child.record.name();
    for address in &page.file.child.record.addresses {
        words.push_str(
            &address
                .lines
                .open(page.unsealing)
                .map_or_else(|| " withheld ".into(), |lines| format!(" {} ", lines.one_line())),
        );
    }
    for entry in page.file.chronology(&house.pack).iter().filter(|entry| entry.stands()) {
        let _ = write!(words, " {} ", entry.words_that_stand());
    }
    for countdown in &page.countdowns {
        let _ = write!(words, " {} ", countdown.words);
    }
    words.extend(page.withheld.values().map(|words| format!(" {words} ")));
    words
}

pub(super) fn state(state: domain::calendar::clock::State) -> &'static str {
    use domain::calendar::clock::State;
    match state {
        State::NoDaySet => "no day set",
        State::Running => "running",
        State::DueToday => "due today",
        State::Overdue => "overdue",
        State::Met => "met",
        State::MetLate => "met late",
    }
}
