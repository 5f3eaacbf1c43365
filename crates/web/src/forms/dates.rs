//! A date as exactly as it is known: boxes that may stay empty, how sure it is, and for a birth an age instead (domain.md 1.1).

use design::govuk::{DateInput, DatePart, Fieldset, Hint, Input, Label, Select, SelectItem};
use domain::form::{Kind, Target};
use maud::{Markup, Render, html};

use super::read::moment_field;
use super::spot::Spot;

impl Spot<'_> {
    /// The two lines of a moment: its day and its time.
    pub(super) fn moment(&self) -> Markup {
        let hour = match &self.question.kind {
            Kind::Moment { hour: Some(hour) } => format!("Like 15:00; {hour} when you leave it out"),
            _ => "Like 15:00".to_owned(),
        };
        let [date, time] = ["date", "time"].map(|part| moment_field(&self.name, part));
        let asked = self.question.label.trim_end_matches(['?', ':', ' ']);
        // A link of the error summary lands on the question's own name where the boxes have names below it.
        let lands_on = if date.starts_with(&format!("{}.", self.name)) { &self.name } else { &date };
        let day = Input {
            hint: self.hint("Like 4 9 2026"),
            autocomplete: "off".to_owned(),
            ..Input::new(&date, format!("{asked}: day"))
        };
        let day = day.id(lands_on).classes("govuk-input--width-10").value(self.typed_at(&date));
        let hour = Input {
            autocomplete: "off".to_owned(),
            ..Input::new(&time, format!("{asked}: time")).hint(hour)
        };
        let hour = hour.classes("govuk-input--width-5").value(self.typed_at(&time));
        let own = if self.shares_its_name() { None } else { self.error() };
        html! {
            (day.error(own.or_else(|| self.error_at(&date))))
            (hour.error(self.error_at(&time)))
            (self.after())
        }
    }

    /// Whether another question of the section has a field of this name, as words have beside their moment: what is wrong with the name is then its.
    fn shares_its_name(&self) -> bool {
        let others = self.section.questions.iter().filter(|other| other.id != self.question.id);
        others
            .into_iter()
            .any(|other| Spot::new(self.asking, self.section, self.index, other).name == self.name)
    }

    /// The boxes of a date, in one fieldset with how sure it is. The error summary lands in the first box.
    pub(super) fn date(&self) -> Markup {
        let boxes_id = self.part("date");
        let boxes = DateInput {
            id: boxes_id.clone(),
            items: ["day", "month", "year"].map(|part| self.date_part(part)).into(),
            hint: self.hint("Leave empty what you do not know."),
            error_message: self.error(),
            ..DateInput::default()
        };
        let mut described = Vec::new();
        if boxes.hint.is_some() {
            described.push(format!("{boxes_id}-hint"));
        }
        if boxes.error_message.is_some() {
            described.push(format!("{boxes_id}-error"));
        }
        let inside = html! {
            (boxes)
            (self.how_sure())
            @if self.takes_age() { (self.age()) }
        };
        let fieldset = Fieldset { described_by: described.join(" "), ..Fieldset::new(self.legend(), inside) };
        html! { (fieldset) (self.after()) }
    }

    fn date_part(&self, part: &str) -> DatePart {
        let id = if part == "day" { self.name.clone() } else { self.part(part) };
        let label = match part {
            "day" => "Day",
            "month" => "Month",
            _ => "Year",
        };
        let width = if part == "year" { 4 } else { 2 };
        DatePart {
            id,
            label: label.to_owned(),
            width,
            ..DatePart::new(&self.part(part), self.typed_in(part))
        }
    }

    fn is_birth(&self) -> bool {
        self.question.fills == Some(Target::ChildBirth)
    }

    fn takes_age(&self) -> bool {
        self.is_birth() || !self.typed().is_empty()
    }

    fn how_sure(&self) -> Markup {
        let chosen = self.typed_in("precision");
        let mut items = vec![SelectItem::new("", "Exactly this"), SelectItem::new("about", "About then")];
        if self.is_birth() || chosen == "expected" {
            items.push(SelectItem::new("expected", "Expected: the baby is not born yet"));
        }
        if !items.iter().any(|item| item.value.as_deref() == Some(&chosen)) {
            items.push(SelectItem::new(&chosen, &chosen));
        }
        let label = Label::from("How sure is it?");
        Select::new(self.part("precision"), label, items).value(chosen).render()
    }

    fn age(&self) -> Markup {
        let input = Input {
            autocomplete: "off".to_owned(),
            hint: Some(Hint::from("For example: 7, 14 months, about 2014.")),
            ..Input::new(&self.name, "Or the age, or the date in words")
        };
        input.id(self.part("words")).classes("govuk-input--width-10").value(self.typed()).render()
    }
}
