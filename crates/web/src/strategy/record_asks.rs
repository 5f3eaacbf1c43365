//! The questions of the record, in the order in which people talk (domain.md 1.5): what it means, each risk by name, what is decided for each child
//! with what else was considered and who saw it differently, the enquiry's plan, what keeps the child safe, what comes next.

use design::govuk::{Checkboxes, Choice, Details, SelectItem};
use domain::pack::Pack;
use domain::strategy::Needed;
use maud::{Markup, html};

use super::record_read::{LEFT_OUT, RISK, dissent_shown, of_child};
use crate::contact::filled::Asked;
use crate::handover::moment;
use crate::meeting::name;
use crate::route::Filling;

/// What the questions need beside what is typed.
pub(super) struct Around<'a> {
    /// The pack.
    pub(super) pack: &'a Pack,
    /// The form with its answers.
    pub(super) asked: &'a Asked<'a>,
    /// The same, as it was filled in.
    pub(super) filling: &'a Filling,
    /// The children's names, with their ids as they stand in the form.
    pub(super) children: &'a [(String, String)],
    /// The agencies that are asked to the meeting.
    pub(super) agencies: &'a [SelectItem],
}

impl Around<'_> {
    /// What the information means.
    pub(super) fn analysis(&self) -> Markup {
        let asked = self.asked;
        html! {
            h2 class="govuk-heading-m" { "What it means" }
            (asked.lines("likelihood", "How likely is harm, and why?").rows(3))
            (asked.lines("severity", "How severe is it, or would it be?").rows(3))
            (asked.lines("protective", "What protects the child?").rows(3))
            (asked.lines("otherwise", "What else could explain this?").hint("Asked so that nobody is drawn in needlessly.").rows(3))
        }
    }

    /// Every risk by name.
    pub(super) fn risks(&self) -> Markup {
        let fields = &self.filling.fields;
        html! {
            h2 class="govuk-heading-m" { "Each risk by name" }
            p class="govuk-hint" { "One line each. The section 47 enquiry answers for every one of them." }
            @for (line, block) in RISK.blocks(fields).into_iter().enumerate() {
                @let at = |part: &str| RISK.field(block, part);
                (self.asked.line(at("words"), &format!("Risk {}", line + 1)))
                @if !fields.get(&at("number")).is_empty() { input type="hidden" name=(at("number")) value=(fields.get(&at("number"))); }
                @if self.children.len() > 1 {
                    (self.children_of(&at("children"), &format!("Risk {}: to whom? All, when nobody is ticked", line + 1)))
                }
            }
            (RISK.add("Name another risk"))
        }
    }

    fn children_of(&self, field: &str, question: &str) -> Markup {
        let boxes = self.children.iter().map(|(id, called)| Choice::new(id, name(called))).collect();
        let ticked = self.filling.fields.all(field).map(str::to_owned);
        let boxes = Checkboxes::new(field, question, boxes).values(ticked);
        html! { (boxes.error(self.filling.error(field)).classes("govuk-checkboxes--small")) }
    }

    /// What is decided for one child.
    pub(super) fn child(&self, place: usize) -> Markup {
        let at = |part: &str| of_child(place, part);
        let called = self.children.get(place).map_or("", |(_, called)| called.as_str());
        html! {
            h2 class="govuk-heading-m" { "Decision for " (name(called)) }
            (self.outcomes(place))
            (self.asked.lines(at("reasons"), "Is there reasonable cause to suspect significant harm, and why?").rows(4))
            (self.asked.lines(at("considered"), "What else was considered, and why not?").rows(3))
            (self.asked.lines(at("further_because"), "For a further discussion: what is missing that it would know?").rows(2))
            (self.dissent(place))
            h3 class="govuk-heading-s" { "Safe for now" }
            (self.asked.lines(at("interim"), "What keeps this child safe, and who does it?").rows(3))
            (moment::asked(self.filling, &at("interim"), "Until", LEFT_OUT))
            (self.plan(place))
        }
    }

    fn outcomes(&self, place: usize) -> Markup {
        let field = of_child(place, "outcome");
        let choices = self.pack.strategy.outcomes.iter().map(|outcome| {
            let choice = Choice::new(&outcome.code, outcome.name.as_str());
            let choice = if outcome.words.is_empty() { choice } else { choice.hint(outcome.words.as_str()) };
            if outcome.alone { choice.exclusive() } else { choice }
        });
        let ticked = self.filling.fields.all(&field).map(str::to_owned);
        let boxes = Checkboxes::new(&field, "What is decided?", choices.collect()).values(ticked);
        html! { (boxes.error(self.filling.error(&field)).classes("govuk-checkboxes--small")) }
    }

    fn dissent(&self, place: usize) -> Markup {
        let lines = dissent_shown(&self.filling.fields, place);
        let wrong = self
            .filling
            .problems
            .iter()
            .any(|problem| problem.field.starts_with(&of_child(place, "dissent")));
        let lines = html! {
            @for line in 0..lines {
                @let at = |part: &str| of_child(place, &format!("dissent-{line}-{part}"));
                (self.asked.list(at("agency"), "An agency that sees it differently", self.agencies.to_vec()))
                (self.asked.lines(at("words"), "What it would have decided, and why").rows(2))
            }
            p class="govuk-hint" { "Save, and there is room for another agency." }
        };
        html! { (Details { open: wrong || dissent_shown(&self.filling.fields, place) > 1, ..Details::new("Somebody sees it differently", lines) }) }
    }

    /// The plan of the enquiry: folded while none begins.
    fn plan(&self, place: usize) -> Markup {
        let start = of_child(place, "plan");
        let at = |part: &str| format!("{start}-{part}");
        let chosen =
            self.filling.fields.all(&of_child(place, "outcome")).any(|code| {
                self.pack.strategy.outcome(code).is_some_and(|outcome| outcome.section47.is_some())
            });
        let wrong = self.filling.problems.iter().any(|problem| problem.field.starts_with(&start));
        let asked = self.asked;
        let questions = html! {
            (asked.line(at("seen_by"), "Who sees the child?"))
            (asked.line(at("place"), "Where?"))
            (moment::asked(self.filling, &at("seen"), "Seen by", LEFT_OUT))
            (asked.line(at("with"), "With whom; is the child seen alone?"))
            (asked.line(at("language"), "In what language?"))
            (self.need(&at("interpreter"), "Is an interpreter needed?", "Who? Never one of the family."))
            (asked.lines(at("capacity"), "Mental capacity and learning disability, of the child and the parents: what is known, and what helps them?").hint("“None known” is an answer.").rows(3))
            (self.need(&at("intermediary"), "Is an intermediary or supporter needed?", "For whom, and who?"))
            (asked.lines(at("communication"), "How does the child communicate, and what is brought for it?").rows(2))
            (self.need(&at("parents"), "Are the parents told?", "What, by whom; or why not yet?"))
            (self.need(&at("medical"), "Is a medical examination needed?", "Who examines; or why not?"))
            (asked.line(at("medical_consent"), "Who consents to it?"))
            (self.need(&at("interview"), "Is there an achieving best evidence interview?", "Who interviews; or why not?"))
            (self.need(&at("legal"), "Is legal advice needed?", "From whom?"))
            (asked.lines(at("criminal"), "Criminal investigation: how and when?").rows(2))
            (asked.lines(at("open_because"), "If the plan cannot yet say who, where or when: why not?").rows(2))
        };
        html! { (Details { open: chosen || wrong, id: format!("{start}-fold"), ..Details::new("Plan of the section 47 enquiry", questions) }) }
    }

    fn need(&self, field: &str, question: &str, words: &str) -> Markup {
        let choices = Needed::ALL.iter().map(|needed| Choice::new(needed.code(), needed.words())).collect();
        html! {
            (self.asked.one_of(field, question, choices).classes("govuk-radios--inline govuk-radios--small"))
            (self.asked.lines(format!("{field}-words"), words).rows(2))
            (moment::asked(self.filling, field, "When", LEFT_OUT))
        }
    }

    /// Other children, the designated officer, what comes next.
    pub(super) fn rest(&self) -> Markup {
        html! {
            h2 class="govuk-heading-m" { "Beyond these children" }
            (self.asked.lines("other_children", "Other children who should be thought of").rows(2))
            (self.asked.lines("designated_officer", "Somebody who works or volunteers with children is involved: what is the designated officer told?").hint("Leave it empty when nobody is.").rows(2))
            h2 class="govuk-heading-m" { "Next discussion" }
            (moment::asked(self.filling, "next", "Next discussion", LEFT_OUT))
        }
    }
}
