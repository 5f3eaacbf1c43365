//! Two records laid side by side: what each says, whether they agree, and why, in words. Nothing here is a score, and nothing decides.

use domain::access::{Action, Guard, Layer, Subject};
use domain::id::Id;
use domain::person::Person;
use domain::person::link::{Second, never_one, why_two};
use domain::person::partial_date::PartialDate;
use domain::refusal::Refusal;
use matching::{Agrees, Kind, Match, compare};
use store::{Permit, Stop};

use super::alike::described;
use super::around::{Around, SaidBefore};
use super::household::{Relation, relations};
use super::named::{Named, reads_both, together};
use crate::session::Session;

/// Two records beside each other.
#[derive(Debug, Clone, PartialEq)]
pub struct Beside {
    /// The record the page is about.
    pub this: Column,
    /// The other.
    pub that: Column,
    /// What each says, line by line.
    pub rows: Vec<Row>,
    /// Reasons that belong to no line: what several taken together say.
    pub together: Vec<String>,
    /// Why a second person will be asked; nothing where one is enough.
    pub second: Option<Second>,
    /// What was said of the two already, and by whom: nothing can be said of them before that is undone.
    pub before: Option<String>,
    /// Brothers, sisters and parents who may be on record twice as well.
    pub household: Vec<Relation>,
}

/// One of the two.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// The record.
    pub person: Id<Person>,
    /// What they are called.
    pub name: String,
    /// Whether the viewer may read more than that they are known.
    pub is_read: bool,
}

/// What the line of names is about.
pub const NAMES: &str = "Names";

/// One fact on both sides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// What it is about.
    pub about: &'static str,
    /// What this record says, one line each; nothing where it says nothing.
    pub this: Vec<String>,
    /// What the other says.
    pub that: Vec<String>,
    /// Whether they agree.
    pub agrees: Agrees,
    /// Why, in words.
    pub words: String,
}

/// Lays two records side by side, as far as the viewer may learn of each.
///
/// # Errors
/// When the person may not know of both, it is one record, or nothing is ever joined with one of them. Whoever may not read a summary of both is told of that as
/// of a record that is not there.
pub fn beside(session: &Session<'_>, this: Id<Person>, that: Id<Person>) -> Result<Beside, Stop> {
    session.read("two records side by side", |door| {
        let one = door.permit(Action::LinkRecords, Subject::Child(this))?;
        let other = door.permit(Action::LinkRecords, Subject::Child(that))?;
        let (mine, theirs) = (Around::of(session, &one, this)?, Around::of(session, &other, that)?);
        let before = SaidBefore::of(&one, &mine.group, &theirs.group)?;
        // Whoever is read as one already may be laid side by side; what may never be joined, not.
        let is_one = before.words().one.is_some();
        if !is_one && this != that {
            let named = |permit, around, person| Named { permit, around, person };
            together(named(&one, &mine, this), named(&other, &theirs, that))?;
        }
        if this == that || (!is_one && never_one(&mine.side, &theirs.side)) {
            return Err(Refusal::NotNow(
                "These two records cannot be laid side by side. Choose another record.".into(),
            )
            .into());
        }
        let (left, right) = mine.own(this).zip(theirs.own(that)).ok_or(Refusal::NotFound)?;
        let matched = compare(&described(&one, &left)?, &described(&other, &right)?);
        // Who is around somebody, what a relative is called and whether there is a plan is learnt with a summary and not before.
        let is_read = reads_both(&one, &other);
        let second = why_two(&mine.side, &theirs.side, !is_read || one.layer() != other.layer());
        let words = before.words();
        let said = [
            (words.one, "These two records are read as one already"),
            (words.waiting, "Somebody asked already to read these two as one"),
            (words.different, "Somebody said that these are two people"),
        ];
        let said = said.into_iter().find_map(|(who, what)| who.map(|who| format!("{what}: {who}.")));
        let household = match said {
            None if is_read => relations(session, door, &one, (that, this))?,
            None | Some(_) => Vec::new(),
        };
        Ok(Beside {
            rows: rows((&one, &left), (&other, &right), &matched),
            together: matched
                .reasons
                .into_iter()
                .filter(|reason| reason.kind == Kind::Together && is_read)
                .map(|reason| reason.words)
                .collect(),
            this: column(&one, &left),
            that: column(&other, &right),
            second,
            before: said,
            household,
        })
    })
}

fn column(permit: &Permit<'_>, person: &Person) -> Column {
    Column { person: person.id, name: person.name(), is_read: permit.layer() >= Layer::Summary }
}

type Read<'a> = (&'a Permit<'a>, &'a Person);

fn rows(this: Read<'_>, that: Read<'_>, matched: &Match) -> Vec<Row> {
    let birth = |person: &Person| person.birth.answer().map(PartialDate::to_string);
    let names = |person: &Person| person.names.iter().map(|known| known.name.display()).collect::<Vec<_>>();
    let mut rows = vec![
        compared(NAMES, Kind::Name, names(this.1), names(that.1), matched),
        compared(
            "Date of birth",
            Kind::Birth,
            birth(this.1).into_iter().collect(),
            birth(that.1).into_iter().collect(),
            matched,
        ),
    ];
    // Of somebody who is only known to be known, no more is laid out.
    if this.0.layer() < Layer::Summary || that.0.layer() < Layer::Summary {
        return rows;
    }
    let (one, other) = (this.1, that.1);
    let sex = |person: &Person| person.sex.answer().map(ToString::to_string).into_iter().collect();
    rows.push(plain("Sex", sex(one), sex(other)));
    let nhs = |person: &Person| {
        let number = person.nhs_number.answer();
        number.map(domain::person::nhs_number::NhsNumber::written).into_iter().collect()
    };
    rows.push(compared("NHS number", Kind::NhsNumber, nhs(one), nhs(other), matched));
    let upn =
        |person: &Person| person.upn.answer().map(domain::person::upn::Upn::written).into_iter().collect();
    rows.push(compared("Pupil number", Kind::Upn, upn(one), upn(other), matched));
    rows.push(compared("Addresses", Kind::Address, homes(one), homes(other), matched));
    rows.push(compared("Phones", Kind::Phone, phones(one), phones(other), matched));
    let school = |person: &Person| person.school.answer().cloned().into_iter().collect();
    rows.push(plain("School", school(one), school(other)));
    rows
}

/// Addresses that are not protected: of a protected one not even that there is one.
fn homes(person: &Person) -> Vec<String> {
    let open = person.addresses.iter().filter(|stay| stay.lines.guard() < Guard::Protected);
    open.map(|stay| stay.lines.unshown().one_line()).collect()
}

fn phones(person: &Person) -> Vec<String> {
    let open = person.phones.iter().filter(|phone| phone.number.guard() < Guard::Protected);
    open.map(|phone| phone.number.unshown().typed().to_owned()).collect()
}

/// A line that matching looks at: its reason stands beside it.
fn compared(about: &'static str, kind: Kind, this: Vec<String>, that: Vec<String>, matched: &Match) -> Row {
    let given = !this.is_empty() && !that.is_empty();
    let reason = matched.reasons.iter().find(|reason| reason.kind == kind);
    match reason {
        Some(reason) if given => {
            Row { about, this, that, agrees: reason.agrees, words: reason.words.clone() }
        }
        _ => plain(about, this, that),
    }
}

/// A line that is compared word for word.
fn plain(about: &'static str, this: Vec<String>, that: Vec<String>) -> Row {
    let agrees = match (this.is_empty() || that.is_empty(), this == that) {
        (true, _) => Agrees::Unknown,
        (false, true) => Agrees::Same,
        (false, false) => Agrees::Different,
    };
    let words = match (this.is_empty(), that.is_empty()) {
        (true, true) => "Neither record says",
        (true, false) => "Only the other record says",
        (false, true) => "Only this record says",
        (false, false) => "",
    };
    Row { about, this, that, agrees, words: words.into() }
}
