use std::collections::BTreeSet;

use design::rules::check_page;
use domain::form::{Form, Kind, Place, Question, Repeats, Stage};
use domain::pack::{Pack, england};
use domain::refusal::Problem;
use maud::{Render, html};

use super::{Asking, compare, fields, read, read_only, render_answers, wants_one_more};
use crate::route::Fields;

/// A form with every kind of question, with and without "not known", with guidance, conditions and repeats.
pub(super) fn every_kind() -> Form {
    let kinds: String = [
        ("short_text", ""),
        ("long_text", ""),
        ("yes_no", ""),
        ("partial_date", ""),
        ("day", ""),
        ("moment", "hour = \"09:00\""),
        ("person_name", ""),
        ("address", ""),
        ("phone", ""),
        ("email", ""),
        ("nhs_number", ""),
        ("upn", ""),
        ("postcode", ""),
        ("number", "min = 1\nmax = 9"),
        ("one", "choices = [{ value = \"a\", words = \"A <b>\", hint = \"first\" }, { value = \"b\", words = \"B\" }]"),
        ("several", "choices = [{ value = \"a\", words = \"A\" }, { value = \"b\", words = \"B\" }]"),
        ("code", "list = \"ethnicity\""),
        ("codes", "list = \"disability\""),
    ]
    .iter()
    .map(|(kind, more)| {
        let question = |id: &str, not_known: bool| {
            format!(
                "[[section.question]]\nid = \"{id}\"\nkind = \"{kind}\"\nlabel = \"The {kind}, {id}\"\nguidance = \"How to.\"\n\
                 not_known = {not_known}\nneeded = \"submit\"\nowner = \"A\"\nwhy = \"B\"\n{more}\n"
            )
        };
        question(kind, true) + &question(&format!("{kind}_plain"), false)
    })
    .collect();
    let conditions = "[[section.question]]\nid = \"under\"\nkind = \"short_text\"\nlabel = \"Under yes\"\nwhen = { question = \"yes_no\", is = \"yes\" }\nowner = \"A\"\nwhy = \"B\"\n\
         [[section.question]]\nid = \"apart\"\nkind = \"short_text\"\nlabel = \"Apart\"\nwhen = { any = [{ question = \"yes_no\", is = \"no\" }, { question = \"phone\", answered = true }] }\nowner = \"A\"\nwhy = \"B\"\n";
    let text = format!(
        "id = \"every\"\nversion = 3\ntitle = \"Every kind\"\n[[section]]\nid = \"children\"\ntitle = \"Children\"\n\
         [section.repeats]\nper = \"child\"\nmin = 1\nmax = 3\nanother = \"Add another child\"\n{kinds}{conditions}"
    );
    let pack = Pack::over_england([("forms/every.toml", text.as_str())])
        .unwrap_or_else(|problems| panic!("{problems:?}"));
    pack.form("every").unwrap().clone()
}

pub(super) fn typed(pairs: &[(&str, &str)]) -> Fields {
    Fields::from(
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect::<Vec<_>>(),
    )
}

/// The form on a page of its own, under the rules every page keeps.
#[track_caller]
pub(super) fn page(form: &Form, fields: &Fields, problems: &[Problem]) -> String {
    let asking = Asking::new(form, "", fields).problems(problems);
    let page = design::Page {
        in_error: !problems.is_empty(),
        council: "Northbridge".to_owned(),
        ..design::Page::new("A form")
    };
    let body = html! {
        (asking.summary().summary())
        h1 { "A form" }
        (design::Form::new("/a", "5f0c", html! { (asking) (design::govuk::Button::new("Send")) }))
    };
    let html = design::layout(&page, body).render().into_string();
    assert_eq!(check_page(&html), [], "{html}");
    html
}

/// What a browser would send of a page: every field with what stands in it, and only boxes and buttons that are ticked.
pub(super) fn sent(html: &str) -> BTreeSet<(String, String)> {
    let document = scraper::Html::parse_document(html);
    let all = scraper::Selector::parse("main input, main textarea, main select").unwrap();
    let chosen = scraper::Selector::parse("option[selected]").unwrap();
    let mut sent = BTreeSet::new();
    for field in document.select(&all) {
        let name = field.value().attr("name").unwrap_or_default().to_owned();
        let value = match (field.value().name(), field.value().attr("type")) {
            (_, Some("radio" | "checkbox")) if field.value().attr("checked").is_none() => continue,
            ("textarea", _) => field.text().collect::<String>(),
            ("select", _) => {
                let option = field.select(&chosen).next();
                option.and_then(|option| option.value().attr("value")).unwrap_or_default().to_owned()
            }
            _ => field.value().attr("value").unwrap_or_default().to_owned(),
        };
        if !value.is_empty() && name != design::FORM_FIELD && !name.starts_with('_') {
            sent.insert((name, value));
        }
    }
    sent
}

/// The fields on the page again as they were typed.
#[track_caller]
fn comes_back(form: &Form, pairs: &[(&str, &str)]) -> String {
    let fields = typed(pairs);
    let problems = read(form, "", &fields).problems;
    let html = page(form, &fields, &problems);
    let expected: BTreeSet<(String, String)> = fields.pairs().iter().cloned().collect();
    assert_eq!(sent(&html), expected);
    html
}

#[test]
fn every_form_of_the_pack_is_a_clean_page_empty_and_with_everything_missing() {
    let every = every_kind();
    for form in england().forms.iter().chain([&every]) {
        page(form, &Fields::default(), &[]);
        let missing = form.missing(&form.blank(), Stage::Authorise);
        page(form, &Fields::default(), &missing);
    }
}

#[test]
fn every_question_has_a_field_whose_id_is_its_place() {
    let form = every_kind();
    let html = page(&form, &Fields::default(), &[]);
    for question in &form.sections[0].questions {
        let place = Place::nth("children", 0, &question.id);
        assert!(html.contains(&format!("id=\"{place}\"")), "{place}");
        assert!(html.contains(&question.label) || question.label.contains('<'), "{place}");
        let offers = html.contains(&format!("name=\"{place}.not_known\""))
            || html.contains(&format!("id=\"{place}\"")) && chooses(question);
        assert!(!question.not_known || offers, "{place} offers no “not known”");
    }
    assert_eq!(html.matches("Add another child").count(), 1);
}

fn chooses(question: &Question) -> bool {
    question.kind.is_choice() && !question.kind.takes_several()
}

#[test]
fn whatever_was_typed_stands_on_the_page_again() {
    let form = every_kind();
    let long = "é".repeat(300_000);
    for pairs in [
        vec![("children.0.person_name", "O'Brien"), ("children.0.short_text", "Null")],
        vec![
            ("children.0.person_name", "<script>alert(1)</script>"),
            ("children.0.long_text", "\n=cmd|' /C calc'!A0\n"),
        ],
        vec![("children.0.person_name", "a\u{301}\u{202e}gnp.exe")],
        vec![("children.0.long_text", long.as_str())],
        vec![
            ("children.0.partial_date.day", "31"),
            ("children.0.partial_date.month", "November"),
            ("children.0.partial_date.year", "2019"),
        ],
        vec![
            ("children.0.partial_date", "about 7"),
            ("children.0.partial_date.year", "1899"),
            ("children.0.partial_date.precision", "about"),
        ],
        vec![("children.0.partial_date.precision", "perhaps"), ("children.0.partial_date.year", "2019")],
        vec![
            ("children.0.nhs_number", "999 000 0000"),
            ("children.0.postcode", "not a postcode"),
            ("children.0.number", "twelve"),
        ],
        vec![("children.0.short_text", "x"), ("children.0.short_text.not_known", "yes")],
        vec![
            ("children.0.several", "a"),
            ("children.0.several", "b"),
            ("children.0.several.not_known", "yes"),
        ],
        vec![("children.0.code", "no such code"), ("children.0.yes_no", "not_known")],
        vec![("children.2.short_text", "third"), ("children.1.short_text", "second")],
        vec![
            ("children.9.short_text", "too many"),
            ("elsewhere.thing", "no such question"),
            ("a b", "odd name"),
            ("children", "odder"),
        ],
        vec![("children.0.under", "kept though nobody said yes")],
    ] {
        comes_back(&form, &pairs);
    }
}

#[test]
fn what_cannot_be_taken_is_said_beside_its_field_and_in_the_summary() {
    let form = every_kind();
    for (pairs, field, words) in [
        (
            vec![
                ("children.0.partial_date.day", "31"),
                ("children.0.partial_date.month", "11"),
                ("children.0.partial_date.year", "2019"),
            ],
            "children.0.partial_date",
            "November",
        ),
        (vec![("children.0.short_text", "a\0b")], "children.0.short_text", "zero byte"),
        (
            vec![("children.0.several", "a"), ("children.0.several", "not_known")],
            "children.0.several",
            "Keep one of the two",
        ),
        (
            vec![("children.0.partial_date", "7"), ("children.0.partial_date.year", "2019")],
            "children.0.partial_date",
            "Keep the one that is right",
        ),
        (vec![("children.0.one", "c")], "children.0.one", "not one of the answers offered"),
        (vec![("nobody.asked", "words")], "nobody.asked", "no question"),
        (
            vec![("children.0.short_text", "a"), ("children.0.short_text", "b")],
            "children.0.short_text",
            "came twice",
        ),
    ] {
        let fields = typed(&pairs);
        let problems = read(&form, "", &fields).problems;
        let found = problems.iter().find(|problem| problem.field == field);
        assert!(found.is_some_and(|problem| problem.words.contains(words)), "{field}: {problems:?}");
        let html = page(&form, &fields, &problems);
        assert!(html.contains(words), "{field}");
        assert!(html.contains("govuk-error-summary"), "{field}");
    }
}

#[test]
fn a_zero_byte_is_shown_as_its_sign() {
    let form = every_kind();
    let html = page(&form, &typed(&[("children.0.short_text", "a\0b")]), &[]);
    assert!(html.contains("a\u{2400}b") && !html.contains('\0'));
}

#[test]
fn a_wrong_check_digit_is_pointed_out_and_in_nobodys_way() {
    let form = every_kind();
    let fields = typed(&[("children.0.nhs_number", "9990000000")]);
    let read = read(&form, "", &fields);
    assert_eq!(read.problems, []);
    let html = page(&form, &fields, &[]);
    assert!(html.contains("Please check: "), "{:?}", read.warnings);
    assert!(html.contains("aria-describedby=\"children.0.nhs_number.warning"));
}

#[test]
fn one_more_child_is_one_more_block_and_nothing_is_lost() {
    let form = every_kind();
    let blocks = |html: &str| html.matches(">Child ").count();
    let mut fields = typed(&[("children.0.short_text", "first"), ("_blocks.children", "1")]);
    assert!(!wants_one_more("", &fields));
    fields.set("_another", "children");
    assert!(wants_one_more("", &fields));
    let html = page(&form, &fields, &[]);
    assert_eq!(blocks(&html), 2);
    assert!(html.contains("value=\"first\"") && html.contains("name=\"_blocks.children\" value=\"2\""));
    assert!(html.contains("formaction=\"#children.2."), "the page that follows opens at the new child");
    // No more than the form takes, whatever a page says.
    fields.set("_blocks.children", "4000000000");
    let html = page(&form, &fields, &[]);
    assert_eq!(blocks(&html), 3);
    assert!(!html.contains("Add another child"));
}

#[test]
fn a_question_stands_under_the_choice_that_opens_it_or_says_when() {
    let form = every_kind();
    let html = page(&form, &Fields::default(), &[]);
    let document = scraper::Html::parse_document(&html);
    let under = scraper::Selector::parse(".govuk-radios__conditional [name='children.0.under']").unwrap();
    assert_eq!(document.select(&under).count(), 1);
    assert!(html.contains("Only if “The yes_no, yes_no” is “No”, or “The phone, phone” is answered."));
}

#[test]
fn a_form_inside_a_page_keeps_to_its_own_fields() {
    let form = england().form("contact").unwrap();
    let fields =
        typed(&[("facts", "the page's own"), ("extra.local.young_carer", "yes"), ("extra.local.gone", "x")]);
    let read = read(form, "extra.", &fields);
    assert_eq!(read.unknown, [("extra.local.gone".to_owned(), "x".to_owned())]);
    assert_eq!(read.problems.len(), 1);
    assert_eq!(read.problems[0].field, "extra.local.gone");
    let asking = Asking::new(form, "extra.", &fields).problems(&read.problems);
    let html = asking.render().into_string();
    assert!(
        html.contains("name=\"extra.local.young_carer\"") && html.contains("id=\"extra.also-sent-1\""),
        "{html}"
    );
    assert!(!html.contains("the page's own"));
    // Without a prefix, names are told apart by the form's sections.
    let fields = typed(&[("facts", "the page's own"), ("local.young_carer", "yes")]);
    let html = Asking::among(form, &fields).render().into_string();
    assert!(!html.contains("Also sent") && html.contains("checked"));
}

#[test]
fn answers_become_fields_and_answers_again() {
    let form = every_kind();
    let fields_of = typed(&[
        ("children.0.short_text.not_known", "yes"),
        ("children.0.one", "not_known"),
        ("children.0.codes.not_known", "yes"),
        ("children.0.several", "a"),
        ("children.0.several", "b"),
        ("children.1.partial_date.month", "3"),
        ("children.1.partial_date.year", "2019"),
        ("children.1.partial_date.precision", "about"),
        ("children.2.long_text", " as typed \n"),
    ]);
    let answers = read(&form, "", &fields_of).answers;
    assert_eq!(answers.given.len(), 6);
    assert_eq!(read(&form, "", &fields(&form, "", &answers)).answers, answers);
    assert_eq!(read(&form, "p.", &fields(&form, "p.", &answers)).answers, answers);
    let html =
        render_answers(&form, &answers, &[Problem::new("children.0.one", "Why so?")], &[]).into_string();
    assert!(html.contains("Why so?") && html.contains(" as typed "));
}

#[test]
fn an_answered_form_is_read_in_the_words_of_its_choices() {
    let form = every_kind();
    let fields_of = typed(&[
        ("children.0.one", "a"),
        ("children.0.yes_no", "no"),
        ("children.0.phone.not_known", "yes"),
        ("children.1.partial_date.year", "2019"),
        ("children.1.long_text", "<b>line</b>\nsecond \u{202e}line"),
        ("children.1.under", "nobody said yes"),
    ]);
    let mut answers = read(&form, "", &fields_of).answers;
    answers.put(Place::one("gone", "question"), domain::form::Answer::text("still here"));
    answers.version = 2;
    let html = read_only(&form, &answers).into_string();
    assert_eq!(design::rules::check_fragment(&html), []);
    for words in [
        "A &lt;b&gt;",
        ">No<",
        "Not known",
        "2019",
        "&lt;b&gt;line&lt;/b&gt;",
        "Child 2",
        "version 2",
        "version 3",
        "still here",
        "fall away",
    ] {
        assert!(html.contains(words), "{words}: {html}");
    }
    assert!(!html.contains('\u{202e}'));
}

#[test]
fn what_the_other_person_changed_is_laid_beside_ones_own() {
    let form = every_kind();
    let base = typed(&[("children.0.short_text", "old"), ("children.0.one", "a"), ("children.0.phone", "1")]);
    let yours =
        typed(&[("children.0.short_text", "mine"), ("children.0.one", "a"), ("children.0.phone", "2")]);
    let theirs =
        typed(&[("children.0.short_text", "other"), ("children.0.one", "b"), ("children.0.phone", "1")]);
    let html = compare(&form, "", &base, &yours, &theirs, "R. Khan, 14:02").into_string();
    for words in ["old", "mine", "other", "A &lt;b&gt;", "R. Khan, 14:02"] {
        assert!(html.contains(words), "{words}: {html}");
    }
    assert!(!html.contains("The phone"), "only yours changed: {html}");
    assert!(compare(&form, "", &base, &yours, &base, "").0.is_empty());
}

#[test]
fn the_test_form_has_every_kind() {
    let names: BTreeSet<&str> =
        every_kind().sections[0].questions.iter().map(|question| question.kind.name()).collect();
    assert_eq!(names.len(), 18);
    assert!(names.contains(Kind::YesNo.name()));
    assert!(every_kind().sections[0].repeats.as_ref().is_some_and(|Repeats { max, .. }| *max == 3));
}
