//! Every form of the pack keeps what it is told: any answers, put into the fields of its page, drawn, sent as a browser sends them and read again, are the
//! same answers.

use domain::form::{Answer, Answers, DateParts, Form, Kind, NOT_KNOWN, People, Place, Question, Section};
use domain::pack::england;
use proptest::prelude::{ProptestConfig, prop_assert_eq, proptest};

use super::tests::{every_kind, page, sent, typed};
use super::{fields, read};
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

/// Those of the pack and one with every kind; each also about given people.
fn forms() -> Vec<Form> {
    let children: Vec<String> = ["Maya", "Ben <b>", "Ola & Ivy"].map(str::to_owned).into();
    let carers: Vec<String> = ["Jo", "The new partner"].map(str::to_owned).into();
    let people = People { children: &children, carers: &carers };
    let every = every_kind();
    let forms = england().forms.iter().chain([&every]);
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

#[test]
fn the_test_tells_one_answer_from_another() {
    let form = every_kind();
    let one = read(&form, "", &typed(&[("children.0.one", "a")])).answers;
    let other = read(&form, "", &typed(&[("children.0.one", NOT_KNOWN)])).answers;
    assert_ne!(one, other);
    assert_ne!(Chance(1).answers(&form), Chance(2).answers(&form));
}
