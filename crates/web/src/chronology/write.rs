//! An entry written by hand, about something that no record here holds; and taking one back.

use casework::Stop;
use casework::child::ChildPage;
use casework::chronology::{withdraw, write};
use design::govuk::{
    Button, Checkboxes, Choice, DateInput, DatePart, Input, InsetText, Legend, Select, SelectItem, Textarea,
};
use domain::access::Action;
use domain::calendar::typed::parse_date;
use domain::chronology::{Written, WrittenAsked};
use domain::id::Id;
use domain::person::Person;
use domain::person::partial_date::PartialDate;
use domain::refusal::{Problem, Refusal};
use jiff::civil::Date;
use maud::{Markup, html};

use super::at;
use super::wanted::Naming;
use crate::child::{identity, words};
use crate::route::{Act, Fields, Filling, Prefilled, Sent, View, Visit};

/// The questions, for whoever meets another's answers.
const QUESTIONS: [(&str, &str); 3] = [
    ("happened", "When did it happen?"),
    ("words", "What happened?"),
    ("known_from", "Where is it known from?"),
];

/// Writing an entry.
pub(super) static WRITE: Act<Id<Person>> = Act {
    path: "/children/{child}/chronology/write",
    name: "chronology entry by hand",
    action: Action::CurateChronology,
    prefill: |visit, child, _| {
        identity::content(visit, *child, Action::CurateChronology)?;
        Ok(Prefilled { fields: Fields::default(), version: 0 })
    },
    show,
    send: |visit, child, filling| {
        write(&visit.session, &filling.sending(), child, asked(filling)?)?;
        Ok(Sent::to(at(child, "")))
    },
};

fn show(visit: &Visit<'_>, child: Id<Person>, filling: &Filling) -> Result<View, Stop> {
    let page = identity::content(visit, child, Action::CurateChronology)?;
    let body = html! {
        (filling.notices(&QUESTIONS))
        h1 class="govuk-heading-l" { "Write an entry by hand" }
        p class="govuk-body" { "For what no record here holds: an old paper file, another council, something told long after. What happens now is recorded as what it is, and the chronology is made from it." }
        (visit.form(filling, questions(visit, &page, filling)))
    };
    Ok(identity::around(&page, "Write an entry by hand", body)
        .before(identity::back("Back to the chronology", at(child, ""))))
}

fn questions(visit: &Visit<'_>, page: &ChildPage, filling: &Filling) -> Markup {
    let pack = &visit.house().pack;
    let naming = Naming::of(page, pack);
    let child = page.file.child.record.id;
    let select = |name: &str, label: &str, none: &str, items: Vec<SelectItem>| {
        let mut all = vec![SelectItem::new("", none)];
        all.extend(items);
        Select::new(name, label, all).value(filling.get(name)).error(filling.error(name))
    };
    let lanes =
        pack.chronology.lanes.iter().map(|lane| SelectItem::new(lane.code.as_str(), lane.name.as_str()));
    let agencies =
        pack.agencies.iter().map(|agency| SelectItem::new(agency.id.as_str(), agency.name.as_str()));
    let themes =
        pack.chronology.themes.iter().map(|theme| Choice::new(theme.code.as_str(), theme.name.as_str()));
    let people: Vec<Choice> = naming
        .people()
        .filter(|(person, _)| *person != child)
        .map(|(person, name)| Choice::new(person.to_string(), words::name(name)))
        .collect();
    let mut known = DateInput::new(
        "known_on",
        Legend {
            content: "Since which day do we know it?".into(),
            classes: "govuk-fieldset__legend--s".into(),
            ..Legend::default()
        },
    );
    let [day, month, year] =
        ["known_on-day", "known_on-month", "known_on-year"].map(|name| filling.get(name));
    known.items = DatePart::all(day, month, year);
    known.hint = Some("Leave it empty if we learned of it today".into());
    known.error_message = filling.error("known_on-day");
    html! {
        (Input::new("happened", "When did it happen?").hint("As closely as it is known: 4 9 2016, March 2014, 2014, about 2014").classes("govuk-input--width-20").value(filling.get("happened")).error(filling.error("happened")))
        (Textarea::new("words", "What happened?").hint("The fact, without an address").rows(4).value(filling.get("words")).error(filling.error("words")))
        (Textarea::new("known_from", "Where is it known from?").hint("Which file and page, which council, who told it").rows(2).value(filling.get("known_from")).error(filling.error("known_from")))
        (known)
        (select("lane", "Where does it stand in the picture?", "Choose a lane", lanes.collect()))
        (select("agency", "Which agency told it?", "None of them", agencies.collect()))
        (Checkboxes { classes: "govuk-checkboxes--small".into(), ..Checkboxes::new("themes", "Which themes is it part of?", themes.collect()) }.values(filling.fields.all("themes")))
        @if !people.is_empty() {
            (Checkboxes { classes: "govuk-checkboxes--small".into(), ..Checkboxes::new("people", "Who else is it about?", people) }.values(filling.fields.all("people")))
        }
        (Button::new("Write it into the chronology"))
    }
}

fn asked(filling: &Filling) -> Result<WrittenAsked, Refusal> {
    let mut problems = Vec::new();
    let typed = filling.get("happened").trim();
    let happened = if typed.is_empty() {
        None
    } else {
        PartialDate::parse(typed)
            .map_err(|wrong| problems.push(Problem::new("happened", wrong.to_string())))
            .ok()
    };
    let known_on = known_on(filling).unwrap_or_else(|words| {
        problems.push(Problem::new("known_on-day", words));
        None
    });
    if !problems.is_empty() {
        return Err(Refusal::Invalid(problems));
    }
    let all = |name: &str| filling.fields.all(name).map(str::to_owned).collect::<Vec<_>>();
    Ok(WrittenAsked {
        happened,
        words: filling.get("words").into(),
        known_from: filling.get("known_from").into(),
        known_on,
        lane: filling.get("lane").into(),
        themes: all("themes"),
        agency: filling.get("agency").into(),
        people: all("people").iter().filter_map(|person| person.parse().ok()).collect(),
    })
}

fn known_on(filling: &Filling) -> Result<Option<Date>, String> {
    let parts = ["known_on-day", "known_on-month", "known_on-year"].map(|name| filling.get(name).trim());
    if parts.iter().all(|part| part.is_empty()) {
        return Ok(None);
    }
    parse_date(&parts.join(" ")).map(Some).map_err(|wrong| wrong.to_string())
}

/// Taking back an entry that was written by hand.
pub(super) static WITHDRAW: Act<(Id<Person>, Id<Written>)> = Act {
    path: "/children/{child}/chronology/written/{entry}/withdraw",
    name: "chronology entry withdrawn",
    action: Action::CurateChronology,
    prefill: |visit, (child, entry), _| {
        let page = identity::content(visit, *child, Action::CurateChronology)?;
        let (_, version) = written(&page, *entry)?;
        Ok(Prefilled { fields: Fields::default(), version })
    },
    show: |visit, (child, entry), filling| {
        let page = identity::content(visit, child, Action::CurateChronology)?;
        let (written, _) = written(&page, entry)?;
        let body = html! {
            (filling.notices(&[("reason", "Why should it not stand?")]))
            h1 class="govuk-heading-l" { "Withdraw an entry" }
            (InsetText::new(html! { strong { (written.happened) } ": " (words::verbatim(&written.words)) div class="govuk-hint govuk-!-margin-bottom-0" { (words::name(&written.known_from)) } }))
            (visit.short_form(filling, html! {
                (Textarea::new("reason", "Why should it not stand?").rows(3).value(filling.get("reason")).error(filling.error("reason")))
                (Button::new("Withdraw it").warning())
            }))
        };
        Ok(identity::around(&page, "Withdraw an entry", body)
            .before(identity::back("Back to the chronology", at(child, ""))))
    },
    send: |visit, (child, entry), filling| {
        let page = identity::content(visit, child, Action::CurateChronology)?;
        written(&page, entry)?;
        withdraw(&visit.session, &filling.sending(), entry, filling.get("reason"))?;
        Ok(Sent::to(at(child, "")))
    },
};

fn written(page: &ChildPage, entry: Id<Written>) -> Result<(Written, u64), Stop> {
    let found = page.file.written.iter().find(|filed| filed.record.id == entry);
    found.map(|filed| (filed.record.clone(), filed.version)).ok_or(Stop::Refusal(Refusal::NotFound))
}
