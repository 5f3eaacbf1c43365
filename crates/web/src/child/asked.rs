//! Which moment of knowledge the address asks for, and the controls that choose another: a day, an event, the one before and the one after. The
//! address can be sent to a manager, who then reads the same (ux.md 4.3).

use casework::child::{ChildPage, Moment, Shown, file};
use casework::{Seq, Stop};
use design::own::{KnownBanner, KnownControls, Slider};
use domain::calendar::london;
use domain::calendar::typed::parse_date;
use domain::id::Id;
use domain::person::Person;
use domain::refusal::Refusal;
use jiff::civil::Date;
use maud::{Markup, Render, html};

use crate::route::{Fields, Visit};

/// A child's record at the moment that was asked for.
pub(crate) struct Asked {
    /// As much of it as the viewer may have.
    pub(crate) shown: Shown,
    /// The moment it is shown at.
    pub(crate) when: When,
    /// Why it is shown as it stands though another moment was asked for.
    problem: Option<String>,
    /// Day, month and year as typed.
    typed: [String; 3],
}

/// The moment a page is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum When {
    /// Now.
    Now,
    /// The end of a day.
    Day(Date),
    /// After an entry or an event.
    Entry,
}

/// Reads a child's record at the moment the address asks for. A moment that cannot be read, or before anything was known, is said in words beside
/// the record as it stands.
pub(crate) fn read(visit: &Visit<'_>, child: Id<Person>) -> Result<Asked, Stop> {
    let typed = typed(&visit.query);
    let (when, moment) = match moment(&visit.query, london::date_of(visit.session.at)) {
        Ok(found) => found,
        Err(words) => return now(visit, child, Some(words), typed),
    };
    match file(&visit.session, child, moment) {
        Ok(shown) => Ok(Asked { shown, when, problem: None, typed }),
        Err(Stop::Refusal(Refusal::NotFound)) if when != When::Now => {
            now(visit, child, Some("Nothing was known about this child then.".into()), typed)
        }
        Err(stop) => Err(stop),
    }
}

fn now(
    visit: &Visit<'_>,
    child: Id<Person>,
    problem: Option<String>,
    typed: [String; 3],
) -> Result<Asked, Stop> {
    let shown = file(&visit.session, child, Moment::Now)?;
    Ok(Asked { shown, when: When::Now, problem, typed })
}

/// `?known=2026-09-03`, or the same in three fields, `?entry=512` for an entry of the ledger, `?event=6` for the child's sixth event.
fn moment(query: &Fields, today: Date) -> Result<(When, Moment), String> {
    if query.has("event") {
        let number = query.get("event").trim().parse().map_err(|_| "There is no such event.".to_owned())?;
        return Ok((When::Entry, Moment::Event(number)));
    }
    if query.has("entry") {
        let number = query.get("entry").trim().parse().map_err(|_| "There is no such entry.".to_owned())?;
        return Ok((When::Entry, Moment::Entry(Seq(number))));
    }
    let typed = day_typed(query);
    if typed.trim().is_empty() {
        return Ok((When::Now, Moment::Now));
    }
    let day = parse_date(&typed).map_err(|error| error.to_string())?;
    if day > today {
        return Err("That day has not come yet.".into());
    }
    Ok((When::Day(day), Moment::Then(london::end_of(day))))
}

fn day_typed(query: &Fields) -> String {
    if query.has("known") {
        return query.get("known").into();
    }
    ["known-day", "known-month", "known-year"].map(|name| query.get(name)).join(" ")
}

fn typed(query: &Fields) -> [String; 3] {
    match parse_date(query.get("known")) {
        Ok(day) => [day.day().to_string(), day.month().to_string(), day.year().to_string()],
        Err(_) => ["known-day", "known-month", "known-year"].map(|name| query.get(name).to_owned()),
    }
}

impl Asked {
    /// The query that keeps the moment on a link to another of the child's pages.
    pub(crate) fn query(&self, page: &ChildPage) -> String {
        match self.when {
            When::Now => String::new(),
            When::Day(day) => format!("?known={day}"),
            When::Entry => format!("?event={}", page.events_known),
        }
    }

    /// That the page is of the past, or that the moment asked for cannot be shown. Nothing for the record as it stands.
    pub(crate) fn banner(&self, page: &ChildPage, path: &str) -> Markup {
        let as_at = match self.when {
            When::Now => return Markup::default(),
            When::Day(day) => london::date_in_words(day),
            When::Entry => london::moment_in_words(page.at),
        };
        let extent = format!("{} of {} events known", page.events_known, page.events.len());
        KnownBanner { as_at, extent, now_href: path.into() }.render()
    }

    /// The ways to choose the moment.
    pub(crate) fn controls(&self, page: &ChildPage, path: &str) -> Markup {
        self.controls_keeping(page, path, &[])
    }

    /// The same, on a page whose address says more than the moment.
    pub(crate) fn controls_keeping(&self, page: &ChildPage, path: &str, kept: &[(String, String)]) -> Markup {
        let (known, last) = (page.events_known, page.events.len());
        let event = |number: usize| {
            let mut query = form_urlencoded::Serializer::new(String::new());
            query.append_pair("event", &number.to_string()).extend_pairs(kept);
            format!("{path}?{}", query.finish())
        };
        let slider = Slider {
            name: "event".into(),
            label: "Move from event to event".into(),
            min: 1,
            max: last.try_into().unwrap_or(u64::MAX),
            value: known.try_into().unwrap_or(u64::MAX),
            value_words: london::moment_in_words(page.at),
        };
        let controls = KnownControls {
            action: path.into(),
            date_name: "known".into(),
            date: self.typed.clone(),
            problem: self.problem.as_deref().map(Into::into),
            slider: (last > 1).then_some(slider),
            previous_href: if known > 1 { event(known - 1) } else { String::new() },
            next_href: if self.when != When::Now && known < last { event(known + 1) } else { String::new() },
            kept: kept.to_vec(),
        };
        html! {
            h2 class="govuk-heading-m" { "What was known when" }
            (controls)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_read_from_an_address_or_refused_in_words() {
        fn check(query: &str, expected: Result<(When, Moment), &str>) {
            let today = jiff::civil::date(2026, 11, 23);
            let found = moment(&Fields::read(query.as_bytes()), today);
            assert_eq!(found, expected.map_err(str::to_owned), "{query}");
        }
        let day = jiff::civil::date(2026, 9, 3);
        let end = "2026-09-03T22:59:59Z".parse().unwrap();
        check("", Ok((When::Now, Moment::Now)));
        check("known=", Ok((When::Now, Moment::Now)));
        check("known-day=&known-month=&known-year=", Ok((When::Now, Moment::Now)));
        check("known=2026-09-03", Ok((When::Day(day), Moment::Then(end))));
        check("known-day=3&known-month=9&known-year=2026", Ok((When::Day(day), Moment::Then(end))));
        check("entry=512", Ok((When::Entry, Moment::Entry(Seq(512)))));
        check("event=6", Ok((When::Entry, Moment::Event(6))));
        check("entry=all", Err("There is no such entry."));
        check("event=-1", Err("There is no such event."));
        check("entry=99999999999999999999999999", Err("There is no such entry."));
        check("known=31-11-2026", Err("November 2026 has 30 days, so there is no 31 November 2026."));
        check("known=2026-11-24", Err("That day has not come yet."));
        check("known=%3Cscript%3E", Err("Enter a date like 29 2 2016 or 29 February 2016."));
    }
}
