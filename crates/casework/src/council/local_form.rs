//! Two of the council's own forms about children whose events are told: one finished, with a manager's comment answered, one still being written.

use domain::form::{Answer, CommentAsked, Place};
use domain::local_form::FormSent;
use store::Stop;

use super::make::Making;
use super::months::minutes;
use super::night::allowed;
use super::step::What;
use crate::local_form;

/// A form: how many days ago, about which of the chosen children, whether it is finished, what is asked about it, the answers.
struct Told {
    days: i64,
    child: usize,
    finish: bool,
    asked: &'static str,
    answered: &'static str,
    answers: &'static [(&'static str, &'static [&'static str])],
}

const FORMS: &[Told] = &[
    Told {
        days: 9,
        child: 0,
        finish: true,
        asked: "Who does the medicine when the child is at school?",
        answered: "Nobody: the mother waits until three. I have asked the nurse to come at noon.",
        answers: &[
            ("whom", &["Mother, whose hands shake"]),
            ("does", &["house", "medicine"]),
            ("hours", &["21"]),
            ("wants", &["“I want to do football on Tuesdays. I don’t want Mum to know I said.”"]),
            ("tell", &["not_now"]),
            ("not_now_why", &["Says Mum would cry, and then nobody would cook."]),
        ],
    },
    Told {
        days: 3,
        child: 2,
        finish: false,
        asked: "",
        answered: "",
        answers: &[("whom", &["Two small brothers"]), ("does", &["siblings", "feelings"])],
    },
];

impl Making<'_> {
    /// Plans the forms of the last weeks.
    pub(super) fn plan_local_forms(&mut self) {
        for (number, told) in FORMS.iter().enumerate() {
            self.then(self.until - minutes(told.days * 24 * 60 + 40), What::LocalForm(number));
        }
    }

    /// One of them is filled in by the child's worker, unless by now they may not.
    pub(super) fn local_form_told(&mut self, number: usize) -> Result<(), Stop> {
        let Some(told) = FORMS.get(number) else { return Ok(()) };
        self.choose_children();
        let Some((child, worker)) = self.told_of.get(told.child).copied() else { return Ok(()) };
        let session = self.session(worker)?;
        let Some(form) = self.house.pack.form("young_carer") else { return Ok(()) };
        let mut answers = form.blank();
        for (question, given) in told.answers {
            let answer = match given {
                [one] if *question != "does" => Answer::text(*one),
                several => Answer::Several(several.iter().map(|one| (*one).to_owned()).collect()),
            };
            answers.put(Place::one("care", *question), answer);
        }
        let sent = FormSent { answers, finish: told.finish, reason: String::new() };
        let begun = match local_form::begin(&session, &self.sending(0), child, sent) {
            Ok(begun) => begun,
            Err(stop) => return allowed(Err(stop)),
        };
        if told.asked.is_empty() {
            return Ok(());
        }
        let asked = CommentAsked { place: Some(Place::one("care", "does")), words: told.asked.into() };
        allowed(local_form::comment(&session, &self.sending(1), begun, asked))?;
        allowed(local_form::answer_comment(&session, &self.sending(2), begun, 1, told.answered))
    }
}
