//! Every form of the pack keeps what it is told: any answers, put into the fields of its page, drawn, sent as a browser sends them and read again, are the
//! same answers.

use std::collections::BTreeSet;

use domain::form::page::ALL;
use domain::form::{
    Answer, Answers, Choice, DateParts, Form, Kind, NOT_KNOWN, PageForm, People, Per, Place, Question, Row,
    Section,
};
use domain::pack::{ENGLAND, Pack, england};
use maud::html;
use proptest::prelude::{ProptestConfig, prop_assert_eq, proptest};

use super::page::{Sheet, further_told};
use super::read::read_page;
use super::tests::{every_kind, page, sent, typed};
use super::{Asking, fields, read};
use crate::route::Fields;

/// Chance that is the same every time.
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: usize) -> usize {
        // The numbers of Knuth's MMIX generator.
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % most.max(1)
    }

    fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len())]
    }

    /// Words of one line that are not empty.
    fn line(&mut self) -> String {
        const WORDS: &[&str] = &[
            "O'Brien",
            "<b>",
            "&amp;",
            "\"",
            "伊藤",
            "Zoe\u{308}",
            "null",
            "=1+1",
            "é",
            "%41+",
            "7",
            "a;b=c",
            "not_known",
        ];
        let words: Vec<&str> = (0..=self.below(4)).map(|_| self.one(WORDS)).collect();
        words.join(" ")
    }

    fn answer(&mut self, question: &Question) -> Answer {
        if question.not_known && self.below(5) == 0 {
            return Answer::NotKnown;
        }
        let values: Vec<&str> = match &question.kind {
            Kind::YesNo => vec!["yes", "no"],
            kind => kind.choices().iter().map(|choice| choice.value.as_str()).collect(),
        };
        match &question.kind {
            kind if kind.takes_several() => {
                let first = self.below(values.len());
                let many = 1 + self.below(values.len() - first);
                Answer::Several(values[first..first + many].iter().map(|value| (*value).to_owned()).collect())
            }
            kind if kind.is_choice() => Answer::text(self.one(&values)),
            Kind::LongText | Kind::Address => {
                Answer::Text(format!("{}{}\n\n {}\n", self.one(&["", "\n"]), self.line(), self.line()))
            }
            Kind::PartialDate => self.date(),
            Kind::Moment { .. } => Answer::Date(DateParts {
                day: self.one(&["4 9 2026", "31 2 2026", "soon"]).to_owned(),
                time: self.one(&["", "14:30", "late"]).to_owned(),
                ..DateParts::default()
            }),
            Kind::Number { min, max } => Answer::Text(min.or(*max).unwrap_or(3).to_string()),
            // What an email or a number may be is told when it is wrong, and kept all the same.
            _ => Answer::Text(format!("{}.", self.line())),
        }
    }

    fn date(&mut self) -> Answer {
        let part = |chance: &mut Chance, of: &[&str]| chance.one(of).to_owned();
        Answer::Date(DateParts {
            day: part(self, &["", "1", "31", "x"]),
            month: part(self, &["", "2", "March"]),
            year: part(self, &["2019", "1899"]),
            precision: part(self, &["", "about", "expected"]),
            ..DateParts::default()
        })
    }

    fn answers(&mut self, form: &Form) -> Answers {
        let mut answers = form.blank();
        for section in &form.sections {
            for index in self.repeats(section) {
                for question in &section.questions {
                    if self.below(3) > 0 {
                        let place =
                            Place { section: section.id.clone(), index, question: question.id.clone() };
                        answers.put(place, self.answer(question));
                    }
                }
            }
        }
        answers
    }

    fn repeats(&mut self, section: &Section) -> Vec<Option<u16>> {
        let Some(repeats) = &section.repeats else { return vec![None] };
        let most = repeats.named.as_ref().map_or(usize::from(repeats.max), Vec::len);
        let shown = if repeats.named.is_some() { most } else { self.below(most.min(3) + 1) };
        (0..shown).map(|n| Some(u16::try_from(n).unwrap())).collect()
    }
}

/// With something to choose where a page would offer it.
fn offered(form: &Form) -> Form {
    let of_page =
        form.sections.iter().flat_map(|section| &section.questions).filter(|each| each.kind.is_of_page());
    of_page.fold(form.clone(), |form, question| {
        form.offering(&question.id, &[("a", "A"), ("b", "B")].map(|(value, words)| Choice::new(value, words)))
    })
}

/// With rows where the page gives them; the name of one row begins that of the other.
fn with_rows(form: Form) -> Form {
    let rows = |of: &str| [Row::new(format!("{of}-1"), "Police"), Row::new(format!("{of}-1-2"), "A school")];
    let of_page = |section: &&Section| section.repeats.as_ref().is_some_and(|each| each.per == Per::Page);
    let sections: Vec<String> =
        form.sections.iter().filter(of_page).map(|section| section.id.clone()).collect();
    sections.iter().fold(form, |form, section| form.with_rows(section, &rows(section)))
}

/// Those of the pack and one with every kind; each also about given people.
fn forms() -> Vec<Form> {
    let children: Vec<String> = ["Maya", "Ben <b>", "Ola & Ivy"].map(str::to_owned).into();
    let carers: Vec<String> = ["Jo", "The new partner"].map(str::to_owned).into();
    let people = People { children: &children, carers: &carers };
    let every = every_kind();
    let forms = england().forms.iter().chain([&every]).map(offered);
    forms.flat_map(|form| [form.clone(), form.with_people(&people)]).collect()
}

/// As a browser sends the fields, and the server reads them.
fn through_the_wire(sent: &Fields) -> Fields {
    let mut body = form_urlencoded::Serializer::new(String::new());
    for (name, value) in sent.pairs() {
        body.append_pair(name, &value.replace('\n', "\r\n"));
    }
    Fields::read(body.finish().as_bytes())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn every_form_of_the_pack_keeps_what_it_is_told(seed: u64) {
        let mut chance = Chance(seed);
        for form in forms() {
            let answers = chance.answers(&form);
            let posted = through_the_wire(&fields(&form, "", &answers));
            let again = read(&form, "", &posted);
            prop_assert_eq!(&again.answers, &answers, "{}", form.id);
            prop_assert_eq!(again.unknown, Vec::new(), "{}", form.id);
            let prefixed = through_the_wire(&fields(&form, "extra.", &answers));
            prop_assert_eq!(&read(&form, "extra.", &prefixed).answers, &answers, "{}", form.id);
        }
    }
}

#[test]
fn every_form_of_the_pack_drawn_and_sent_says_the_same() {
    let mut chance = Chance(5);
    for form in forms() {
        for _ in 0..3 {
            let answers = chance.answers(&form);
            let typed_in = fields(&form, "", &answers);
            let html = page(&form, &typed_in, &[]);
            let posted: Vec<(String, String)> = sent(&html).into_iter().collect();
            let again = read(&form, "", &through_the_wire(&Fields::from(posted)));
            let same = again.answers.given.iter().map(|(place, answer)| (place, sorted(answer)));
            let told = answers.given.iter().map(|(place, answer)| (place, sorted(answer)));
            assert!(same.eq(told), "{}: {:?} {:?}", form.id, again.answers, answers);
        }
    }
}

/// Ticked boxes are sent in the order of the page; the test gathers them in another.
fn sorted(answer: &Answer) -> Answer {
    match answer {
        Answer::Several(values) => {
            let mut values = values.clone();
            values.sort();
            Answer::Several(values)
        }
        answer => answer.clone(),
    }
}

/// The fields of a page of its own in which answers stand.
fn page_fields(form: &Form, page: &PageForm, answers: &Answers) -> Fields {
    let mut named = Fields::default();
    for (name, value) in fields(form, "", answers).pairs() {
        let of = answers
            .given
            .keys()
            .find(|place| *name == place.to_string() || name.starts_with(&format!("{place}.")));
        let of = of.unwrap();
        let part = &name[of.to_string().len()..];
        let field = page.field(form, of);
        let beside = matches!(part, ".date" | ".time" | ".not_known") && !field.contains('.');
        let part = if beside { part.replace('.', "-") } else { part.to_owned() };
        named.add(&format!("{field}{part}"), &**value);
    }
    named
}

#[test]
fn every_form_with_a_page_of_its_own_says_the_same_under_the_names_of_that_page() {
    let mut chance = Chance(7);
    let mut asks_more = BTreeSet::new();
    for page in ALL {
        let form = with_rows(offered(england().form(page.id).unwrap()));
        for _ in 0..5 {
            let mut answers = chance.answers(&form);
            // What makes no sense of the first repeat is not asked there.
            let asked = |place: &Place| {
                let section = form.section(&place.section).unwrap();
                place.index != Some(0) || !page.is_after_first(section, &place.question)
            };
            answers.given.retain(|place, _| asked(place));
            let typed_in = page_fields(&form, page, &answers);
            let html = html! { main { (Asking::of_page(&form, page, &typed_in)) } }.into_string();
            let posted = through_the_wire(&Fields::from(sent(&html).into_iter().collect::<Vec<_>>()));
            let again = read_page(&form, page, &posted);
            assert_eq!(again.unknown, Vec::new(), "{}", page.id);
            let same = again.answers.given.iter().map(|(place, answer)| (place, sorted(answer)));
            let told = answers.given.iter().map(|(place, answer)| (place, sorted(answer)));
            assert!(same.eq(told), "{}: {:?} {:?}", page.id, again.answers, answers);
            // Every field of the program's is under the program's name.
            let own = page.further(&form, &again.answers);
            assert_eq!(own.version, form.version, "{}", page.id);
            if !own.is_empty() {
                asks_more.insert(page.id);
            }
        }
    }
    let asks_more: Vec<&str> = asks_more.into_iter().collect();
    assert_eq!(
        asks_more,
        ["child_voice", "contact", "safety_plan", "section47_day", "section47_harm"],
        "forms in which England asks questions of its own"
    );
}

#[test]
fn a_question_of_the_councils_own_and_a_word_that_nobody_asked_for_are_told_apart() {
    let page = PageForm::named("night_note").unwrap();
    let text = ENGLAND.iter().find(|(name, _)| *name == "forms/night_note.toml").unwrap().1;
    let text = format!(
        "{text}\n[[section]]\nid = \"more\"\ntitle = \"More\"\n[[section.question]]\nid = \"pets\"\nkind = \"moment\"\n\
         label = \"Pets fed\"\nneeded = \"submit\"\nowner = \"A\"\nwhy = \"B\"\n"
    );
    let pack = Pack::over_england([("forms/night_note.toml", text.as_str())]).unwrap();
    let sheet = Sheet::new(&pack, page, None).unwrap();
    let given = |pairs: &[(&str, &str)]| {
        let fields = typed(pairs);
        let given = sheet.read(&fields).unwrap();
        let problems: Vec<String> = given.problems.iter().map(|problem| problem.field.clone()).collect();
        (given.words("found"), given.moment("happened"), given.further().unwrap(), problems)
    };
    let moment = [("happened-date", "4 9 2026"), ("more.pets.date", "5 9 2026"), ("more.pets.time", "07:00")];
    let (found, happened, further, problems) = given(&[&[("found", "He rang")], &moment[..]].concat());
    assert_eq!((found.as_str(), problems), ("He rang", Vec::new()));
    assert_eq!(happened.unwrap().to_string(), "2026-09-03T23:00:00Z");
    assert_eq!(further.given.keys().map(ToString::to_string).collect::<Vec<_>>(), ["more.pets"]);
    assert!(further_told(&pack, Some(&further)).into_string().contains("5 9 2026 07:00"));
    let (.., problems) = given(&[
        ("happened-date", "31 9 2026"),
        ("safe_until-date", "1 9 2026"),
        ("safe_until-time", "x"),
        ("odd", "y"),
    ]);
    assert_eq!(problems, ["odd", "happened-date", "safe_until-time", "more.pets"]);
}

#[test]
fn the_test_tells_one_answer_from_another() {
    let form = every_kind();
    let one = read(&form, "", &typed(&[("children.0.one", "a")])).answers;
    let other = read(&form, "", &typed(&[("children.0.one", NOT_KNOWN)])).answers;
    assert_ne!(one, other);
    assert_ne!(Chance(1).answers(&form), Chance(2).answers(&form));
}
