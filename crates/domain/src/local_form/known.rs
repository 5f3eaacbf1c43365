//! Ask once: what the child's record and the worker's account already answer (ux.md 0, 2).

use crate::form::{Answer, DateParts, Source, Target};
use crate::pack::Pack;
use crate::person::Person;
use crate::person::partial_date::PartialDate;
use crate::staff::Staff;

/// What a child's record holds for a part of a contact's core; nothing where it holds nothing, or what may be protected: an address.
pub fn of_child(child: &Person, target: Target) -> Option<Answer> {
    let text = |known: Option<&String>| known.map(Answer::text);
    match target {
        Target::ChildName => Some(Answer::text(child.name())),
        Target::ChildBirth => child.birth.answer().and_then(date),
        Target::ChildSex => child.sex.answer().map(|sex| Answer::text(sex.code())),
        Target::ChildGender => text(child.gender_identity.answer()),
        Target::ChildEthnicity => text(child.ethnicity.answer()),
        Target::ChildLanguage => text(child.first_language.answer()),
        Target::ChildInterpreter => {
            child.interpreter.answer().map(|needed| Answer::text(if *needed { "yes" } else { "no" }))
        }
        Target::ChildReligion => text(child.religion.answer()),
        Target::ChildDisability => {
            let codes = child.disabilities.answer().filter(|codes| !codes.is_empty());
            codes.map(|codes| Answer::Several(codes.iter().cloned().collect()))
        }
        Target::ChildCommunication => text(child.communication.answer()),
        Target::ChildSchool => text(child.school.answer()),
        Target::ChildGp => text(child.gp.answer()),
        Target::ChildNhsNumber => child.nhs_number.answer().map(|number| Answer::text(number.typed())),
        Target::ChildUpn => child.upn.answer().map(|upn| Answer::text(upn.typed())),
        Target::ChildImmigration => text(child.immigration.answer()),
        _ => None,
    }
}

/// What somebody's account says of them.
pub fn of_viewer(staff: &Staff, source: Source, pack: &Pack) -> Option<Answer> {
    let text = match source {
        Source::ViewerName => staff.name.as_str(),
        Source::ViewerRole => staff.title.as_str(),
        Source::ViewerPhone => staff.phone.as_str(),
        Source::ViewerEmail => staff.email.as_str(),
        Source::ViewerAgency => pack.agency(staff.agency.as_deref()?)?.name.as_str(),
        Source::Record(_) => return None,
    };
    (!text.trim().is_empty()).then(|| Answer::text(text))
}

/// A date in its boxes.
fn date(date: &PartialDate) -> Option<Answer> {
    let parts = |year: i16, month: Option<i8>, day: Option<i8>, precision: &str| {
        let typed = |part: Option<i8>| part.map(|part| part.to_string()).unwrap_or_default();
        let (year, precision) = (year.to_string(), precision.to_owned());
        Some(Answer::Date(DateParts {
            day: typed(day),
            month: typed(month),
            year,
            precision,
            ..Default::default()
        }))
    };
    match date {
        PartialDate::Exact(day) => parts(day.year(), Some(day.month()), Some(day.day()), ""),
        PartialDate::Expected(day) => parts(day.year(), Some(day.month()), Some(day.day()), "expected"),
        PartialDate::Month { year, month } => parts(*year, Some(*month), None, ""),
        PartialDate::Year(year) => parts(*year, None, None, ""),
        PartialDate::About(year) => parts(*year, None, None, "about"),
        PartialDate::NotKnown => None,
    }
}
