//! Long forms as people meet them: about a family by name, evidence and comments beside the question, part by part, without guidance, on paper.

use casework::staff::Names;
use design::rules::{check_fragment, check_page};
use domain::form::{Comment, CommentAnswer, Form, People, Place, Question, Stage};
use domain::id::Id;
use domain::pack::{Pack, england};
use maud::{Markup, Render, html};

use super::tests::{every_kind, sent, typed};
use super::{Answered, Asking, Guidance, Paper, anchor, comment_list, comments_at, read, task_list};
use crate::route::Fields;

const FORM: &str = r#"
id = "family"
version = 2
title = "A family"

[[section]]
id = "day"
title = "A day in the child’s life"
guidance = "Each child apart."
repeats = { per = "child", min = 1, max = 4, another = "Add another child" }

[[section.question]]
id = "seen"
kind = "yes_no"
label = "Seen alone?"
guidance = "Not with a parent in the room."
needed = "submit"
owner = "Test"
why = "Test"

[[section.question]]
id = "why_not"
kind = "long_text"
label = "Why not?"
needed = "submit"
when = { question = "seen", is = "no" }
owner = "Test"
why = "Test"

[[section]]
id = "danger"
title = "Danger"

[[section.question]]
id = "what"
kind = "long_text"
label = "What may happen?"
needed = "submit"
owner = "Test"
why = "Test"
"#;

fn family() -> Form {
    let pack = Pack::over_england([("forms/family.toml", FORM)]).unwrap_or_else(|all| panic!("{all:?}"));
    pack.form("family").unwrap().clone()
}

fn names(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

/// What a page has, under the rules of every page.
#[track_caller]
fn on_a_page(body: &Markup) -> String {
    let page = design::Page { council: "Northbridge".to_owned(), ..design::Page::new("A form") };
    let body = html! { h1 { "A form" } (design::Form::new("/a", "5f0c", html! { (body) (design::govuk::Button::new("Send")) })) };
    let html = design::layout(&page, body).render().into_string();
    assert_eq!(check_page(&html), [], "{html}");
    html
}

#[test]
fn each_child_stands_under_their_name_and_nobody_is_added() {
    let (form, children) = (family(), names(&["Maya", "Ben <b>"]));
    let typed_in = typed(&[("day.0.seen", "yes"), ("day.1.why_not", "Asleep"), ("_blocks.day", "7")]);
    let people = People { children: &children, carers: &[] };
    let html = on_a_page(&Asking::new(&form, "", &typed_in).people(&people).render());
    assert!(html.contains(">Maya<") && html.contains(">Ben &lt;b&gt;<"), "{html}");
    assert!(!html.contains("Add another child") && !html.contains("name=\"day.2.seen\""), "{html}");
    assert!(html.contains("name=\"day.0.seen\"") && html.contains("Asleep"));
    // Words about a third child, whom nobody named, are handed back and never lost.
    let third = typed(&[("day.2.why_not", "He hid.")]);
    let html = on_a_page(&Asking::new(&form, "", &third).people(&people).render());
    assert!(html.contains("He hid.") && html.contains("Also sent"));
    let nobody = People { children: &[], carers: &[] };
    let html = on_a_page(&Asking::new(&form, "", &Fields::default()).people(&nobody).render());
    assert!(html.contains("No child is named here."), "{html}");
}

#[test]
fn evidence_stands_after_its_question_and_where_there_is_none_the_question_has_the_page() {
    let form = family();
    let beside = |place: &Place, question: &Question| match place.index {
        Some(1) => html! { p class="govuk-body" { "About " (place) ": " (question.label) } },
        _ => Markup::default(),
    };
    let children = names(&["Maya", "Ben"]);
    let people = People { children: &children, carers: &[] };
    let nothing = Fields::default();
    let html = on_a_page(&Asking::new(&form, "", &nothing).people(&people).beside(&beside).render());
    assert_eq!(html.matches("class=\"app-beside\"").count(), 2, "{html}");
    let question = html.find("name=\"day.1.seen\"").unwrap();
    let evidence = html.find("About day.1.seen: Seen alone?").unwrap();
    assert!(question < evidence);
    assert!(!html.contains("About day.0.seen"));
    // What is answered is read the same way.
    let answers = read(&form, "", &typed(&[("day.0.seen", "yes"), ("day.1.seen", "no")])).answers;
    let html = Answered::new(&form, &answers).people(&people).beside(&beside).with_unanswered().render();
    let html = html.into_string();
    assert_eq!(check_fragment(&html), []);
    for words in ["id=\"day.1.seen\"", "About day.1.why_not: Why not?", "<em>Not answered</em>", "Ben"] {
        assert!(html.contains(words), "{words}: {html}");
    }
    assert!(!html.contains("id=\"day.0.why_not\""), "it is not asked about Maya: {html}");
}

#[test]
fn a_part_is_asked_alone_and_keeps_the_others() {
    let form = family();
    let children = names(&["Maya", "Ben"]);
    let people = People { children: &children, carers: &[] };
    let check = |parts: &[&str], there: &[&str], not: &[&str]| {
        let nothing = Fields::default();
        let html = on_a_page(&Asking::new(&form, "", &nothing).people(&people).only(parts).render());
        for name in there {
            assert!(html.contains(&format!("name=\"{name}\"")), "{parts:?} {name}");
        }
        for name in not {
            assert!(!html.contains(&format!("name=\"{name}\"")), "{parts:?} {name}");
        }
    };
    check(&["danger"], &["danger.what"], &["day.0.seen", "day.1.seen"]);
    check(&["day.1"], &["day.1.seen", "day.1.why_not"], &["day.0.seen", "danger.what"]);
    check(&["day"], &["day.0.seen", "day.1.seen"], &["danger.what"]);
    let kept = read(&form, "", &typed(&[("day.0.seen", "yes"), ("danger.what", "Long")])).answers;
    let typed_in = typed(&[("day.1.seen", "no"), ("day.1.why_not", "Asleep")]);
    let page = on_a_page(&Asking::new(&form, "", &typed_in).people(&people).only(&["day.1"]).render());
    let posted: Vec<(String, String)> = sent(&page).into_iter().collect();
    let whole = kept.with_parts(&["day.1"], &read(&form, "", &Fields::from(posted)).answers);
    let words: Vec<String> =
        whole.given.iter().map(|(place, answer)| format!("{place}={}", answer.words())).collect();
    assert_eq!(words, ["danger.what=Long", "day.0.seen=yes", "day.1.seen=no", "day.1.why_not=Asleep"]);
}

#[test]
fn a_part_alone_is_named_by_its_page_and_two_parts_by_themselves() {
    let (form, nothing) = (family(), Fields::default());
    let asked = |parts: &[&str]| Asking::new(&form, "", &nothing).only(parts).render().into_string();
    assert!(!asked(&["danger"]).contains("Danger</h2>"));
    assert!(asked(&["danger", "day"]).contains("Danger</h2>"));
    assert!(asked(&[]).contains("Danger</h2>"));
}

#[test]
fn the_list_of_parts_says_how_far_each_is() {
    let children = names(&["Maya", "Ben"]);
    let form = family().with_people(&People { children: &children, carers: &[] });
    let answers = read(&form, "", &typed(&[("day.0.seen", "yes"), ("day.1.seen", "no")])).answers;
    let list = task_list(&form, &answers, Stage::Submit, &|part| format!("/a/{part}")).into_string();
    assert_eq!(check_fragment(&list), []);
    for words in [
        "href=\"/a/day.0\"",
        "A day in the child’s life: Ben",
        "Completed",
        "1 still to answer",
        "href=\"/a/danger\"",
        "Not started",
    ] {
        assert!(list.contains(words), "{words}: {list}");
    }
}

#[test]
fn guidance_is_folded_open_or_hidden() {
    let form = family();
    let nothing = Fields::default();
    let shown = |guidance| Asking::new(&form, "", &nothing).guidance(guidance).render().into_string();
    let (folded, open, hidden) = (shown(Guidance::Folded), shown(Guidance::Open), shown(Guidance::Hidden));
    assert!(
        folded.contains("Not with a parent")
            && folded.contains("Each child apart.")
            && !folded.contains(" open")
    );
    assert!(open.contains("<details class=\"govuk-details\" open>"), "{open}");
    assert!(!hidden.contains("Not with a parent") && !hidden.contains("Each child apart."));
    for (query, guidance, link) in [
        ("", Guidance::Folded, "?guidance=hidden"),
        ("guidance=hidden", Guidance::Hidden, "?guidance=folded"),
        ("guidance=open", Guidance::Open, "?guidance=hidden"),
        ("guidance=loud", Guidance::Folded, "?guidance=hidden"),
    ] {
        assert_eq!(Guidance::asked(&Fields::read(query.as_bytes())), guidance);
        assert!(guidance.link("/a").into_string().contains(link), "{query}");
    }
    assert!(Guidance::Folded.link("/a?x=1").into_string().contains("/a?x=1&amp;guidance=hidden"));
}

#[test]
fn a_comment_stands_beside_its_answer_and_leads_there_from_the_top() {
    let children = names(&["Maya", "Ben"]);
    let form = family().with_people(&People { children: &children, carers: &[] });
    let at: jiff::Timestamp = "2026-11-23T09:00:00Z".parse().unwrap();
    let by = Id::from_bits(3);
    let comment = |id: u32, place: Option<&str>, words: &str| Comment {
        id,
        place: place.map(|place| place.parse().unwrap()),
        words: words.to_owned(),
        by,
        at,
        answered: None,
        withdrawn: None,
    };
    let mut comments = vec![
        comment(1, Some("day.1.seen"), "How <b>do</b> you know?"),
        comment(2, None, &"Long. ".repeat(60)),
        comment(3, Some("danger.what"), "For whom?"),
    ];
    comments[2].answered = Some(CommentAnswer { words: "For Ben.".into(), by, at });
    let names = Names::default();
    let list =
        comment_list(&comments, &form, &names, &|comment| format!("#{}", anchor(comment))).into_string();
    assert_eq!(check_fragment(&list), []);
    for words in
        ["2 comments wait for an answer", "Ben: Seen alone?", "About the whole", "1 comment was answered"]
    {
        assert!(list.contains(words), "{words}: {list}");
    }
    assert!(list.contains("href=\"#comment-1\"") && list.contains('…'));
    let no_act = |_: &Comment| Markup::default();
    let place: Place = "day.1.seen".parse().unwrap();
    let beside = comments_at(&comments, Some(&place), &names, &no_act).into_string();
    assert!(beside.contains("How &lt;b&gt;do&lt;/b&gt; you know?") && !beside.contains("Long."), "{beside}");
    let place: Place = "danger.what".parse().unwrap();
    assert!(comments_at(&comments, Some(&place), &names, &no_act).into_string().contains("For Ben."));
    assert!(comments_at(&comments, None, &names, &no_act).into_string().contains("Long."));
    assert!(comment_list(&[], &form, &names, &|_| String::new()).0.is_empty());
}

#[test]
fn every_form_prints_empty_and_filled_without_anything_to_press() {
    let every = every_kind();
    for form in england().forms.iter().chain([&every]) {
        let empty = Paper::empty(form).render();
        let filled = Paper::filled(form, &form.blank()).guidance(Guidance::Hidden).render();
        for paper in [empty, filled] {
            let paper = paper.into_string();
            assert_eq!(check_fragment(&paper), [], "{}", form.id);
            for pressed in ["<button", "<input", "<textarea", "<select", "<details", "<form"] {
                assert!(!paper.contains(pressed), "{}: {pressed}", form.id);
            }
            let named = format!("Form “{}”, version {}.", form.id, form.version);
            assert!(paper.contains(&named), "{}", form.id);
        }
    }
    let typed_in = typed(&[
        ("children.0.one", "b"),
        ("children.0.long_text", "<i>x</i>\ny"),
        ("children.0.yes_no", "not_known"),
    ]);
    let answers = read(&every, "", &typed_in).answers;
    let paper = Paper::filled(&every, &answers).render().into_string();
    assert!(paper.contains("&lt;i&gt;x&lt;/i&gt;") && paper.contains("app-paper__choice--chosen"), "{paper}");
    let empty = Paper::empty(&every).render().into_string();
    assert!(
        empty.contains("app-paper__room--page") && empty.contains("Only if") && !empty.contains("--chosen")
    );
    assert_eq!(empty.matches(">Child ").count(), 2, "room for two where nobody is named");
}
