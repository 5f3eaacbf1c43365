//! Arranging a meeting: who is asked, when and where; changing it, so that every calendar follows; calling it off.

use jiff::{SignedDuration, Timestamp};

use super::{Attendance, Attended, Invited, Meeting, Stage, Who, holds_any};
use crate::access::{Guard, Sealed};
use crate::calendar::{Calendar, Due, due};
use crate::contact::Contact;
use crate::form::page::{Need, Takes};
use crate::form::{Answers, PageForm};
use crate::id::Id;
use crate::mash::Enquiry;
use crate::pack::Pack;
use crate::person::Person;
use crate::refusal::{Problem, Refusal};
use crate::staff::Staff;

/// A meeting is planned for less than this.
const LONGEST: SignedDuration = SignedDuration::from_hours(10);
/// More people than this are no meeting.
const MOST_PEOPLE: usize = 60;

/// The form in which a meeting is planned. What kind it is and who is asked are the page's, and so is what a strategy discussion asks beside it.
pub const FORM: PageForm = PageForm {
    id: "meeting",
    needs: &[
        Need::once("purpose", Takes::Words),
        Need::once("date", Takes::Day),
        Need::once("time", Takes::Words),
        Need::once("lasts", Takes::Number),
        Need::once("place", Takes::Words),
        Need::once("dial_in", Takes::Words),
        Need::once("chair", Takes::OneOfPage),
        Need::once("minute_taker", Takes::OneOfPage),
        Need::once("agenda", Takes::Words),
        Need::each("guest", "name", Takes::Words),
        Need::each("guest", "title", Takes::Words),
        Need::each("guest", "agency", Takes::OneOfPage),
        Need::each("guest", "organisation", Takes::Words),
        Need::each("guest", "email", Takes::Words),
        Need::each("guest", "family", Takes::Several(&["yes"])),
    ],
    beside: &[
        "kind",
        "person",
        "needed",
        "withdrawn",
        "wanted-*",
        "manager",
        "supervisor",
        "agreed-*",
        "telephone_why",
    ],
};

/// A meeting as it is planned on the page, at first or again.
#[derive(Debug, Clone, PartialEq)]
pub struct PlanAsked {
    /// The kind: a code of the pack. It stays as it was first.
    pub kind: String,
    /// Why these people meet.
    pub purpose: String,
    /// Who chairs.
    pub chair: Option<Id<Staff>>,
    /// Who writes the minutes.
    pub minute_taker: Option<Id<Staff>>,
    /// When it begins.
    pub starts: Timestamp,
    /// How long it is planned for, in minutes.
    pub lasts_minutes: u16,
    /// Where.
    pub place: String,
    /// How to dial in.
    pub dial_in: String,
    /// What is to be talked about.
    pub agenda: Vec<String>,
    /// The people with accounts who are asked, with whether they are needed and whether their organisation had no free time.
    pub people: Vec<(Staff, bool, bool)>,
    /// Guests who are asked beside those who were.
    pub guests: Vec<GuestAsked>,
    /// The places of guests who are not asked any more.
    pub withdrawn: Vec<usize>,
    /// Answers to the council's own questions, with the version of the form that was answered.
    pub further: Option<Answers>,
}

/// Somebody without an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GuestAsked {
    /// Their name.
    pub name: String,
    /// In which capacity.
    pub title: String,
    /// Their agency: a code of the pack; nothing for the family.
    pub agency: Option<String>,
    /// Which of its organisations.
    pub organisation: String,
    /// Where the invitation goes.
    pub email: Option<String>,
    /// Whether they are one of the family.
    pub family: bool,
}

/// What a meeting is about, and who arranged it, when it is first planned.
#[derive(Debug, Clone, PartialEq)]
pub struct Arranged {
    /// The record's name.
    pub id: Id<Meeting>,
    /// The number people say.
    pub reference: String,
    /// The contact.
    pub contact: Option<Id<Contact>>,
    /// The enquiry.
    pub enquiry: Option<Id<Enquiry>>,
    /// The children.
    pub children: Vec<Id<Person>>,
    /// Who arranges it.
    pub by: Id<Staff>,
}

impl Meeting {
    /// Plans a meeting. `secrets` are the names and addresses that may stand in no e-mail.
    ///
    /// # Errors
    /// When it lies in the past, has no purpose, chair or anybody from another agency, or its place names a child or an address.
    pub fn arrange(
        about: Arranged,
        asked: PlanAsked,
        secrets: &[String],
        now: Timestamp,
        pack: &Pack,
        calendar: &Calendar,
    ) -> Result<Meeting, Refusal> {
        Meeting::blank(about, &asked, now).planned(asked, secrets, now, true, pack, calendar)
    }

    /// A meeting that has begun already and is written down now: a call that could not wait. Everybody who is named was there.
    ///
    /// # Errors
    /// As [`Meeting::arrange`], except that it must not lie in the future.
    pub fn begun(
        about: Arranged,
        asked: PlanAsked,
        secrets: &[String],
        now: Timestamp,
        pack: &Pack,
        calendar: &Calendar,
    ) -> Result<Meeting, Refusal> {
        if asked.starts > now {
            return Err(Refusal::field("date", "Write when it began: it cannot lie in the future."));
        }
        let blank = Meeting::blank(about, &asked, now);
        let mut meeting = blank.planned(asked, secrets, now, false, pack, calendar)?;
        for invited in &mut meeting.invited {
            invited.attendance = Some(Attendance { how: Attended::Dialled, words: String::new() });
        }
        Ok(meeting)
    }

    fn blank(about: Arranged, asked: &PlanAsked, now: Timestamp) -> Meeting {
        Meeting {
            id: about.id,
            reference: about.reference,
            kind: asked.kind.clone(),
            purpose: String::new(),
            contact: about.contact,
            enquiry: about.enquiry,
            children: about.children,
            arranged_by: about.by,
            arranged_at: now,
            chair: about.by,
            minute_taker: None,
            starts: asked.starts,
            ends: asked.starts,
            place: String::new(),
            dial_in: String::new(),
            sequence: 0,
            changed_at: now,
            agenda: Vec::new(),
            invited: Vec::new(),
            said: Vec::new(),
            decision: None,
            actions: Vec::new(),
            next: None,
            gap: None,
            writers: Vec::new(),
            ended_at: None,
            clock: None,
            signed: None,
            reopened: Vec::new(),
            given: Vec::new(),
            cancelled: None,
            closes_at: None,
            further: None,
        }
    }

    /// Changes the plan. Whoever was asked for another time answers anew; calendars are told by a higher number.
    ///
    /// # Errors
    /// As [`Meeting::arrange`]; and when the meeting is over or called off.
    pub fn replanned(
        &self,
        asked: PlanAsked,
        secrets: &[String],
        now: Timestamp,
        pack: &Pack,
        calendar: &Calendar,
    ) -> Result<Meeting, Refusal> {
        self.must_be_planned()?;
        let asked = PlanAsked { kind: self.kind.clone(), ..asked };
        let mut meeting = self.clone().planned(asked, secrets, now, true, pack, calendar)?;
        meeting.sequence = self.sequence + 1;
        meeting.changed_at = now;
        Ok(meeting)
    }

    /// Calls it off.
    ///
    /// # Errors
    /// When it is over or called off, or no reason is given.
    pub fn called_off(
        &self,
        by: Id<Staff>,
        why: &str,
        now: Timestamp,
        pack: &Pack,
        calendar: &Calendar,
    ) -> Result<Meeting, Refusal> {
        self.must_be_planned()?;
        if why.trim().is_empty() {
            return Err(Refusal::field("why", "Say why the meeting is called off."));
        }
        let mut meeting = self.clone();
        meeting.cancelled = Some((by, now, why.to_owned()));
        meeting.sequence += 1;
        meeting.changed_at = now;
        meeting.closes_at = Some(due(pack.meetings.access, now, calendar).map_or(now, Due::instant));
        Ok(meeting)
    }

    fn must_be_planned(&self) -> Result<(), Refusal> {
        match self.stage() {
            Stage::Planned => Ok(()),
            Stage::Cancelled => Err(Refusal::NotNow("This meeting was called off.".into())),
            Stage::Held | Stage::Signed | Stage::Distributed => {
                Err(Refusal::NotNow("This meeting is over.".into()))
            }
        }
    }

    fn planned(
        mut self,
        asked: PlanAsked,
        secrets: &[String],
        now: Timestamp,
        ahead: bool,
        pack: &Pack,
        calendar: &Calendar,
    ) -> Result<Meeting, Refusal> {
        let moved = self.starts != asked.starts;
        let ahead = ahead && (moved || self.invited.is_empty());
        let mut problems = plan_problems(&asked, secrets, now, ahead, pack);
        self.purpose = asked.purpose;
        self.chair = asked.chair.unwrap_or(self.arranged_by);
        self.minute_taker = asked.minute_taker.filter(|staff| *staff != self.chair);
        self.ends = asked.starts + SignedDuration::from_mins(i64::from(asked.lasts_minutes));
        self.starts = asked.starts;
        (self.place, self.dial_in) = (asked.place, asked.dial_in);
        self.further = asked.further.or(self.further);
        self.agenda = asked.agenda.into_iter().filter(|line| !line.trim().is_empty()).collect();
        let answer_by =
            |at| due(pack.meetings.answer, at, calendar).map_or(at, Due::instant).min(asked.starts);
        for invited in self.invited.iter_mut().filter(|invited| moved && invited.withdrawn.is_none()) {
            (invited.asked_at, invited.answer_by, invited.reply) = (now, answer_by(now), None);
        }
        self.keep_asked(&asked.people, &asked.withdrawn, now, answer_by(now));
        for (number, guest) in asked.guests.into_iter().enumerate() {
            problems.extend(guest_problems(number, &guest, pack));
            self.invited.push(as_guest(guest, now, answer_by(now)));
        }
        let others = self.asked().any(|(_, invited)| invited.agency.is_some());
        if !others {
            problems.push(Problem::new("person", "Ask somebody of another agency: alone it is no meeting."));
        }
        if self.asked().count() > MOST_PEOPLE {
            problems.push(Problem::new("person", format!("Ask at most {MOST_PEOPLE} people.")));
        }
        if problems.is_empty() { Ok(self) } else { Err(Refusal::Invalid(problems)) }
    }

    /// Asks those who are new, and marks those with accounts who are not among them any more.
    fn keep_asked(
        &mut self,
        people: &[(Staff, bool, bool)],
        guests_withdrawn: &[usize],
        now: Timestamp,
        answer_by: Timestamp,
    ) {
        for (place, invited) in self.invited.iter_mut().enumerate() {
            let stays = match &invited.who {
                Who::Account(id) => people.iter().any(|(staff, ..)| staff.id == *id),
                Who::Guest { .. } => !guests_withdrawn.contains(&place),
            };
            if !stays {
                invited.withdrawn.get_or_insert(now);
            }
        }
        for (staff, needed, had_no_slot) in people {
            match self.place_of(staff.id).and_then(|place| self.invited.get_mut(place)) {
                Some(invited) => invited.needed = *needed,
                None => self.invited.push(as_asked(staff, *needed, *had_no_slot, now, answer_by)),
            }
        }
    }
}

/// Somebody with an account, asked now.
pub(super) fn as_asked(
    staff: &Staff,
    needed: bool,
    had_no_slot: bool,
    now: Timestamp,
    answer_by: Timestamp,
) -> Invited {
    Invited {
        who: Who::Account(staff.id),
        name: staff.name.clone(),
        agency: staff.agency.clone(),
        organisation: staff.organisation.clone(),
        title: staff.title.clone(),
        needed,
        instead_of: None,
        asked_at: now,
        answer_by,
        had_no_slot: had_no_slot && staff.agency.is_some(),
        reply: None,
        attendance: None,
        withdrawn: None,
    }
}

/// A guest, asked now.
pub(super) fn as_guest(guest: GuestAsked, now: Timestamp, answer_by: Timestamp) -> Invited {
    let email = guest.email.filter(|email| !email.trim().is_empty());
    let email = email.map(|email| Sealed::new(email, Guard::Content));
    Invited {
        who: Who::Guest { email, family: guest.family },
        name: guest.name,
        agency: guest.agency.filter(|_| !guest.family),
        organisation: guest.organisation,
        title: guest.title,
        needed: false,
        instead_of: None,
        asked_at: now,
        answer_by,
        had_no_slot: false,
        reply: None,
        attendance: None,
        withdrawn: None,
    }
}

fn plan_problems(
    asked: &PlanAsked,
    secrets: &[String],
    now: Timestamp,
    ahead: bool,
    pack: &Pack,
) -> Vec<Problem> {
    let mut problems = Vec::new();
    if pack.meetings.kind(&asked.kind).is_none() {
        problems.push(Problem::new("kind", "Choose what kind of meeting this is."));
    }
    if asked.purpose.trim().is_empty() {
        problems
            .push(Problem::new("purpose", "Say why these people meet: what is to be decided or found out."));
    }
    if asked.chair.is_none() {
        problems.push(Problem::new("chair", "Choose who chairs the meeting and signs its minutes."));
    }
    if ahead && asked.starts < now {
        problems.push(Problem::new("date", "The meeting must begin in the future."));
    }
    let lasts = SignedDuration::from_mins(i64::from(asked.lasts_minutes));
    if lasts.is_zero() || lasts > LONGEST {
        problems.push(Problem::new("lasts", "Write how many minutes it is planned for: 5 to 600."));
    }
    if asked.place.trim().is_empty() && asked.dial_in.trim().is_empty() {
        problems.push(Problem::new("place", "Write where the meeting is, or how to dial in."));
    }
    for (field, words) in [("place", &asked.place), ("dial_in", &asked.dial_in)] {
        if holds_any(words, secrets) {
            problems.push(Problem::new(
                field,
                "The invitation goes by e-mail. Write no child's name and no address of the family here: say “at the family's home”.",
            ));
        }
    }
    problems
}

pub(super) fn guest_problems(number: usize, guest: &GuestAsked, pack: &Pack) -> Vec<Problem> {
    let mut problems = Vec::new();
    let field = |name: &str| format!("guest-{number}-{name}");
    if guest.name.trim().is_empty() {
        problems.push(Problem::new(field("name"), "Write the guest's name."));
    }
    let known = guest.agency.as_deref().is_some_and(|agency| pack.agency(agency).is_some());
    if !guest.family && !known {
        problems.push(Problem::new(
            field("agency"),
            "Choose the guest's agency, or say that they are one of the family.",
        ));
    }
    if guest.email.as_ref().is_some_and(|email| !email.trim().is_empty() && !email.contains('@')) {
        problems.push(Problem::new(field("email"), "Write an e-mail address like name@place.example."));
    }
    problems
}
