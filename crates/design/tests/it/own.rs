//! Our own components in a whole page: they keep the rules, escape what people typed, and say in words what they show.

use design::govuk::{
    BackLink, Button, Checkboxes, Choice, DateInput, Details, Input, NavigationItem, NotificationBanner,
    Pagination, PasswordInput, Radios, Select, SelectItem, SummaryList, SummaryRow, Table, Textarea,
};
use design::own::{
    Agreement, CaseTable, Clock, ClockState, Column, Compare, ComparedField, Event, Hazard, IdentityBar,
    KnownBanner, KnownControls, LiveMatches, Match, MatchPanel, MatchReason, PersonCard, PreviousContact,
    PreviousContacts, Restricted, Slider, Sorted, Timeline, Tone, quote,
};
use design::rules::check_page;
use design::{Form, Markup, Page, Problems, Render, SessionEnd, Viewer, demonstration, html, layout};

const ODD: &str = "<script>alert(1)</script> O'Brien \"&\" ";

fn page(title: &str) -> Page {
    Page {
        council: "Northbridge Council".to_owned(),
        service_name: "Frontdoor".to_owned(),
        navigation: vec![
            NavigationItem { current: true, ..NavigationItem::new("My work", "/work") },
            NavigationItem::new("Contacts", "/contacts"),
        ],
        viewer: Some(Viewer {
            name: "Asha P".to_owned(),
            role: "contact officer".to_owned(),
            drafts_href: "/drafts".to_owned(),
            drafts: 2,
            sign_out_action: "/sign-out".to_owned(),
            search_action: "/search".to_owned(),
        }),
        duty: "Duty manager 01632 960001".into(),
        phase: Some(demonstration("Nobody here is real.")),
        session_end: Some(SessionEnd {
            expires_in_seconds: 1800,
            warn_seconds: 300,
            extend_url: "/session/extend".to_owned(),
            ended_url: "/sign-in".to_owned(),
        }),
        ..Page::new(title)
    }
}

fn contact_form(problems: &Problems) -> Markup {
    let yes_no = || vec![Choice::new("yes", "Yes"), Choice::new("no", "No")];
    let body = html! {
        (Input::new("caller", "Who is contacting us?").hint("Name or role").value(ODD).error(problems.at("caller")))
        (DateInput::new("dob", "When was the child born?").values("31", "", "2019").error(problems.at("dob")))
        (Textarea::new("worry", "What are you worried about?").value(ODD).rows(8))
        (Radios::new("danger", "Is any child in danger now?", vec![
            Choice::new("yes", "Yes").conditional(Input::new("where", "Where is the child?").render()),
            Choice::divider("or"),
            Choice::new("no", "No").hint("As far as you know"),
        ]).value("yes").error(problems.at("danger")))
        (Checkboxes::new("agencies", "Who else knows?", yes_no()).values(["no"]))
        (Select::new("source", "Source", vec![SelectItem::new("1A", "Individual: family member")]).value("1A"))
        (PasswordInput::new("code", "Code"))
        (Button::new("Save as contact")) (Button::new("Save and decide now").secondary().sends("then", "decide"))
    };
    Form::new("/contacts", "0123", body).opened_at(4).draft("/drafts/0123", "Draft saved 14:02").render()
}

fn events() -> Timeline {
    let early = Event {
        id: "event-1".to_owned(),
        when: "about March 2024".to_owned(),
        title: ODD.to_owned(),
        source: "Police notification".to_owned(),
        learnt: "learnt 9 October 2026".to_owned(),
        significant: "The first injury".to_owned(),
        not_yet_known: true,
        ..Event::default()
    };
    let late = Event {
        when: "2 October 2026".to_owned(),
        datetime: "2026-10-02".to_owned(),
        title: "Contact from school".to_owned(),
        href: "/contacts/1".to_owned(),
        text: "Arrived hungry".into(),
        ..Event::default()
    };
    Timeline::new(vec![early, late])
}

fn matches() -> MatchPanel {
    let found = Match {
        name: "Ava Example".to_owned(),
        href: "/people/1".to_owned(),
        strength: "Strong: two facts agree.".to_owned(),
        standing: "Open to Team 2".to_owned(),
        reasons: vec![MatchReason {
            fact: "Name".to_owned(),
            said: "Eva".to_owned(),
            held: "Ava".to_owned(),
            agreement: Agreement::Near,
            why: "they sound alike".to_owned(),
        }],
        born: "4 March 2019 (age 7)".to_owned(),
        with: vec![format!("{ODD}, mother")],
        ask: vec!["Ask for the NHS number.".to_owned()],
    };
    let restricted = vec![Restricted::ring("the duty manager, 01632 960001")];
    let less_likely = vec![Match { name: ODD.to_owned(), ..Match::default() }];
    MatchPanel { matches: vec![found], less_likely, restricted, looked: true, ..MatchPanel::default() }
}

fn live() -> LiveMatches {
    LiveMatches {
        id: "known-0".to_owned(),
        url: "/matches".to_owned(),
        form_id: "contact".to_owned(),
        fields: "child-".to_owned(),
        button: Button::new("Look for them").secondary().sends("then", "look"),
        back: "child-0-name".to_owned(),
        panel: matches(),
    }
}

fn queue() -> CaseTable {
    let row = vec![
        html! { a href="/contacts/1" { (ODD) } }.into(),
        Clock::new(ClockState::Overdue, "Overdue 40 minutes")
            .at("2026-10-05T15:00")
            .rule("Decide in a day")
            .render()
            .into(),
        Tone::Waiting.tag("Waiting").render().into(),
    ];
    let columns = vec![
        Column::sortable("Child", "?sort=child", None),
        Column::sortable("Due", "?sort=-due", Some(Sorted::Ascending)),
        Column::new("State"),
    ];
    CaseTable::new("My work: 1 overdue", columns, vec![row])
}

fn known() -> Markup {
    let banner = KnownBanner {
        as_at: "15 February 2026, 09:40".to_owned(),
        extent: "6 of 10 events known".to_owned(),
        now_href: "/people/1".to_owned(),
    };
    let controls = KnownControls {
        action: "/people/1".to_owned(),
        date_name: "known".to_owned(),
        date: ["15".to_owned(), "2".to_owned(), "2026".to_owned()],
        slider: Some(Slider {
            name: "seq".to_owned(),
            label: "Move through what became known".to_owned(),
            min: 1,
            max: 10,
            value: 6,
            value_words: "15 February 2026".to_owned(),
        }),
        previous_href: "/people/1?seq=5".to_owned(),
        next_href: "/people/1?seq=7".to_owned(),
        kept: vec![("view".to_owned(), "table".to_owned())],
        ..KnownControls::default()
    };
    html! { (banner) (controls) }
}

fn everything(problems: &Problems) -> Markup {
    let compare = Compare {
        theirs_by: "R. Khan, 14:02".to_owned(),
        fields: vec![ComparedField {
            question: "What worries you?".to_owned(),
            yours: ODD.to_owned(),
            theirs: "Hungry".to_owned(),
            ..ComparedField::default()
        }],
        ..Compare::default()
    };
    let contacts = PreviousContacts {
        summary: "4th contact in 9 months".to_owned(),
        contacts: vec![PreviousContact {
            when: "3 March 2026".to_owned(),
            source: "School".to_owned(),
            outcome: "Advice".to_owned(),
            href: "/contacts/2".to_owned(),
        }],
        all_href: "/people/1/contacts".to_owned(),
        ..PreviousContacts::default()
    };
    html! {
        (problems.summary())
        h1 class="govuk-heading-l" { "Contact" }
        (NotificationBanner::important("A record is restricted"))
        (known()) (contacts) (compare) (queue()) (queue().stacked())
        h2 class="govuk-heading-m" { "Chronology" }
        (events()) (events().table("Chronology"))
        (PersonCard::new(ODD, "/people/2").line("Mother", "Kim Example"))
        p id="child-0-name" { "Name" } (live().way()) (live())
        (quote(ODD, "To her teacher, 2 October 2026"))
        (Details::new("Why we ask", "The law asks for it."))
        (SummaryList::new(vec![SummaryRow::new("Name", ODD)]))
        (Table::new("Agencies", ["Agency", "Answered"], vec![vec!["Police".into(), "31 minutes".into()]]))
        (Pagination::numbered(5, 9, |page| format!("?page={page}")))
        div id="contact" { (contact_form(problems)) }
    }
}

fn identity() -> Markup {
    let hazards = ["Two-person visit", "Dog", "Do not ring the home", "Refuge"];
    let mut bar = IdentityBar::new(ODD, "7 years", "about March 2019");
    bar.hazards = hazards.map(|words| Hazard::new(words, "/people/1/hazards")).into();
    bar.status = Tone::Active.tag("Open to Team 2").render().into();
    bar.render()
}

fn whole_page(problems: &Problems) -> String {
    let mut page = page("Contact");
    page.in_error = !problems.is_empty();
    page.before = BackLink::to("/work").render();
    page.identity = identity();
    layout(&page, everything(problems)).into_string()
}

#[test]
fn a_page_of_everything_keeps_the_rules() {
    let wrong = Problems::none()
        .with("caller", "Say who is contacting us")
        .landing("dob", "Date of birth must include a month", "dob-day")
        .with("danger", "Say whether any child is in danger");
    for problems in [Problems::none(), wrong] {
        let html = whole_page(&problems);
        let findings: Vec<String> = check_page(&html).iter().map(ToString::to_string).collect();
        assert!(findings.is_empty(), "{}", findings.join("\n"));
    }
}

#[test]
fn what_people_typed_never_becomes_markup() {
    let html = whole_page(&Problems::none());
    assert!(!html.contains("<script>alert"), "typed words became a script");
    assert!(html.matches("&lt;script&gt;alert").count() >= 8);
}

/// What a component shows, and words that must stand in it.
#[test]
fn states_are_said_in_words() {
    let no_rows = CaseTable::new("My work", vec![], vec![]).render();
    let cases: Vec<(Markup, &[&str])> = vec![
        (Clock::new(ClockState::Soon, "Due 15:00").render(), &["Due 15:00", "app-clock--soon", "<path"]),
        (
            Restricted::ring("the duty manager").render(),
            &["<strong>Restricted:</strong> ring the duty manager"],
        ),
        (identity(), &["Two-person visit", "1 more to know first", "Age:", "about March 2019"]),
        (known(), &["As known on 15 February 2026, 09:40.", "6 of 10 events known", "rel=\"prev\""]),
        (
            matches().render(),
            &[
                "Near",
                "they sound alike",
                "Ask for the NHS number.",
                "1 person may be the same. 1 less likely.",
                "Restricted:",
            ],
        ),
        (queue().render(), &["aria-sort=\"ascending\"", "aria-sort=\"none\"", "Overdue 40 minutes"]),
        (
            queue().stacked().render(),
            &["role=\"table\"", "role=\"rowheader\"", "role=\"cell\"", "data-heading=\"State:\""],
        ),
        (no_rows, &["My work. Nothing here."]),
        (events().render(), &["Significant:", "Not yet known then", "learnt 9 October 2026"]),
        (
            contact_form(&Problems::none()),
            &["name=\"form\" value=\"0123\"", "name=\"version\" value=\"4\"", "role=\"status\""],
        ),
    ];
    for (markup, expected) in cases {
        let html = markup.into_string();
        for words in expected {
            assert!(html.contains(words), "{words} is not in {html}");
        }
    }
}

#[test]
fn pages_are_numbered_with_gaps() {
    let shown = |current, last| {
        let html = Pagination::numbered(current, last, |page| format!("?page={page}")).render().into_string();
        let numbers = html.split("aria-label=\"Page ").skip(1).filter_map(|rest| rest.split('"').next());
        (numbers.map(str::to_owned).collect::<Vec<_>>().join(" "), html.matches('\u{22ef}').count())
    };
    let cases =
        [((1, 1), ("", 0)), ((1, 3), ("1 2 3", 0)), ((5, 9), ("1 4 5 6 9", 2)), ((9, 9), ("1 8 9", 1))];
    for ((current, last), (numbers, gaps)) in cases {
        assert_eq!(shown(current, last), (numbers.to_owned(), gaps), "page {current} of {last}");
    }
}
