//! Questions that are answered by choosing: buttons for few choices, a list for many, boxes where several may be true. "Not known" is one more
//! choice.

use design::govuk::{Checkboxes, Choice, Details, Legend, Radios, Select, SelectItem};
use domain::form::{self, Kind, NOT_KNOWN};
use maud::{Markup, Render};

use super::condition::{has_buttons, opened_by};
use super::sections::question;
use super::spot::Spot;

impl Spot<'_> {
    /// A question answered by choosing.
    pub(super) fn choosing(&self, choices: &[form::Choice]) -> Markup {
        if choices.is_empty() && self.question.kind.is_of_page() {
            return self.nothing_offered();
        }
        if self.question.kind.takes_several() {
            return self.several(choices);
        }
        if has_buttons(self.question) { self.one(choices) } else { self.folded(choices) }
    }

    /// Where the form stands alone, nobody knows what the page would offer. What was sent all the same is shown.
    fn nothing_offered(&self) -> Markup {
        let list = SelectItem::new("", "What the record or another file of the pack offers");
        let typed = self.ticked().join(", ");
        let mut items = vec![list];
        if !typed.is_empty() {
            items.push(SelectItem::new(&typed, format!("{typed} (not on the list)")));
        }
        let mut list = Select::new(&self.name, self.label(), items).value(typed).error(self.error());
        list.hint = self.hint("");
        list.render()
    }

    /// Yes or no.
    pub(super) fn yes_or_no(&self) -> Markup {
        self.one(&[form::Choice::new("yes", "Yes"), form::Choice::new("no", "No")])
    }

    fn one(&self, choices: &[form::Choice]) -> Markup {
        let all_folded = choices.iter().all(|choice| choice.folded.is_some());
        let (standing, folded): (Vec<_>, Vec<_>) =
            choices.iter().partition(|choice| all_folded || choice.folded.is_none());
        let mut items: Vec<Choice> = standing.into_iter().map(|choice| self.item(choice)).collect();
        if self.question.not_known {
            items.push(self.opening(Choice::new(NOT_KNOWN, "Not known"), NOT_KNOWN));
        }
        let few = matches!(self.question.kind, Kind::YesNo)
            || (self.asking.is_compact && items.len() <= 3 && items.iter().all(|item| item.hint.is_none()));
        let short = few && items.iter().all(|item| item.conditional.is_none());
        let chosen = if self.says_not_known() { NOT_KNOWN.to_owned() } else { self.typed() };
        let rarer = self.rarer(&folded, &chosen);
        let mut radios = Radios::new(&self.name, self.legend(), items).value(chosen).error(self.error());
        radios.hint = self.hint("");
        radios.form_group.after_input = rarer.into();
        let radios = if self.asking.is_compact { radios.classes("govuk-radios--small") } else { radios };
        if short { radios.inline().render() } else { radios.render() }
    }

    /// What is seldom chosen: the same question, folded away unless one of it was chosen.
    fn rarer(&self, folded: &[&form::Choice], chosen: &str) -> Markup {
        let Some(words) = folded.first().and_then(|first| first.folded.clone()) else {
            return Markup::default();
        };
        let items = folded.iter().map(|choice| self.item(choice)).collect();
        let (id, name) = (format!("{}-rarer", self.name), self.name.clone());
        let radios = Radios { id, name, items, ..Radios::default() }.value(chosen);
        let radios = if self.asking.is_compact { radios.classes("govuk-radios--small") } else { radios };
        let open = folded.iter().any(|choice| choice.value == chosen);
        let classes = "govuk-!-margin-top-3".into();
        Details { open, classes, ..Details::new(words, radios.render()) }.render()
    }

    fn several(&self, choices: &[form::Choice]) -> Markup {
        if let [only] = choices
            && only.words == self.question.label
            && !self.question.not_known
        {
            return self.single(only);
        }
        let mut items: Vec<Choice> = choices.iter().map(|choice| self.item(choice)).collect();
        if self.question.not_known {
            items.push(Choice::divider("or"));
            let not_known = Choice::new("yes", "Not known").exclusive();
            let not_known =
                Choice { name: self.part(NOT_KNOWN), checked: Some(self.says_not_known()), ..not_known };
            items.push(self.opening(not_known, NOT_KNOWN));
        }
        let mut legend: Legend = self.legend();
        if self.question.folded {
            legend.classes = "govuk-visually-hidden".to_owned();
        }
        let mut boxes = Checkboxes::new(&self.name, legend, items).values(self.ticked()).error(self.error());
        boxes.hint = self.hint("Choose all that are true.");
        let boxes = if self.asking.is_compact { boxes.classes("govuk-checkboxes--small") } else { boxes };
        if !self.question.folded {
            return boxes.render();
        }
        let open = !boxes.values.is_empty() || boxes.error_message.is_some();
        Details { open, ..Details::new(self.question.label.as_str(), boxes.render()) }.render()
    }

    /// One box whose words are the question.
    fn single(&self, choice: &form::Choice) -> Markup {
        let ticked = self.ticked();
        let item = Choice { checked: Some(ticked.contains(&choice.value)), ..self.item(choice) };
        let mut boxes = Checkboxes::single(&self.name, item).error(self.error());
        boxes.hint = self.hint("");
        let boxes = if self.asking.is_compact { boxes.classes("govuk-checkboxes--small") } else { boxes };
        boxes.render()
    }

    fn folded(&self, choices: &[form::Choice]) -> Markup {
        let typed = if self.says_not_known() { NOT_KNOWN.to_owned() } else { self.typed() };
        let mut items = vec![SelectItem::new("", "Choose one")];
        items.extend(choices.iter().map(|choice| SelectItem::new(&choice.value, &choice.words)));
        if self.question.not_known {
            items.push(SelectItem::new(NOT_KNOWN, "Not known"));
        }
        if !typed.is_empty() && !items.iter().any(|item| item.value.as_deref() == Some(&typed)) {
            // A code that the list no longer has: shown, so that nothing is lost, and told beside the field.
            items.push(SelectItem::new(&typed, format!("{typed} (not on the list)")));
        }
        let mut list = Select::new(&self.name, self.label(), items).value(typed).error(self.error());
        list.hint = self.hint("");
        // Nothing opens under a list: what the page has for a choice stands below it.
        maud::html! { (list) @for choice in choices { (self.of_page(&choice.value)) } }
    }

    /// What the page itself has under a choice.
    fn of_page(&self, value: &str) -> Markup {
        self.asking.under.map(|under| under(&self.place(), value)).unwrap_or_default()
    }

    fn item(&self, choice: &form::Choice) -> Choice {
        let item = Choice::new(&choice.value, choice.words.as_str());
        let item = match &choice.hint {
            Some(hint) => item.hint(hint.as_str()),
            None => item,
        };
        self.opening(item, &choice.value)
    }

    /// The choice with the questions that it opens under it.
    fn opening(&self, item: Choice, value: &str) -> Choice {
        let opened = self.section.questions_in(self.index).iter().filter(|other| {
            opened_by(self.section, other)
                .is_some_and(|(earlier, opens)| earlier.id == self.question.id && opens == value)
        });
        let under: Markup = maud::html! {
            @for other in opened { (question(&Spot::new(self.asking, self.section, self.index, other))) }
            (self.of_page(value))
        };
        if under.0.is_empty() { item } else { item.conditional(under) }
    }
}
