//! Questions that are answered by typing, each with the keyboard, the width and the browser's help that its kind deserves.

use design::Attributes;
use design::govuk::{Checkboxes, Choice, Input, Textarea};
use domain::form::{Kind, NOT_KNOWN, Source};
use maud::{Markup, Render, html};

use super::spot::Spot;

/// How a line is typed: classes, type of field, keyboard, whether spelling is checked, help when the form gives none.
struct Manner {
    classes: &'static str,
    input_type: &'static str,
    inputmode: &'static str,
    spelling: bool,
    help: &'static str,
}

impl Manner {
    fn of(kind: &Kind) -> Manner {
        let plain = Manner { classes: "", input_type: "text", inputmode: "", spelling: true, help: "" };
        match kind {
            Kind::PersonName => Manner { spelling: false, ..plain },
            Kind::Phone => {
                Manner { classes: "govuk-input--width-20", input_type: "tel", spelling: false, ..plain }
            }
            Kind::Email => Manner { input_type: "email", spelling: false, ..plain },
            Kind::NhsNumber => {
                let help =
                    "10 digits, with or without spaces. We take it as you have it, even if a digit is wrong.";
                Manner {
                    classes: "govuk-input--width-20",
                    inputmode: "numeric",
                    spelling: false,
                    help,
                    ..plain
                }
            }
            Kind::Upn => {
                let help = "13 characters, from the school. We take it as you have it, even if one is wrong.";
                Manner { classes: "govuk-input--width-20", spelling: false, help, ..plain }
            }
            Kind::Day => {
                let help = "For example, 4 9 2026";
                Manner { classes: "govuk-input--width-10", spelling: false, help, ..plain }
            }
            Kind::Postcode => Manner { classes: "govuk-input--width-10", spelling: false, ..plain },
            Kind::Number { .. } => {
                Manner { classes: "govuk-input--width-5", inputmode: "numeric", spelling: false, ..plain }
            }
            _ => plain,
        }
    }
}

impl Spot<'_> {
    /// A question answered in one line.
    pub(super) fn line(&self) -> Markup {
        let Manner { classes, input_type, inputmode, spelling, help } = Manner::of(&self.question.kind);
        let input = Input {
            inputmode: inputmode.to_owned(),
            input_type: input_type.to_owned(),
            spellcheck: (!spelling).then_some(false),
            autocomplete: self.own_detail().to_owned(),
            described_by: self.warning_id(),
            hint: self.hint(help),
            attributes: any_direction(),
            ..Input::new(&self.name, self.label())
        };
        html! { (input.classes(classes).value(self.typed()).error(self.error())) (self.after()) }
    }

    /// A question answered in as many lines as it takes.
    pub(super) fn lines(&self, rows: u32) -> Markup {
        let area = Textarea {
            hint: self.hint(""),
            autocomplete: self.own_detail().to_owned(),
            described_by: self.warning_id(),
            attributes: any_direction(),
            ..Textarea::new(&self.name, self.label())
        };
        html! { (area.rows(rows).value(self.typed()).error(self.error())) (self.after()) }
    }

    /// What stands under a typed answer: what looks odd, and the box that says nobody knows.
    pub(super) fn after(&self) -> Markup {
        html! {
            @if let Some(words) = self.warning() {
                p class="govuk-hint" id=(self.warning_id()) { strong { "Please check: " } (words) }
            }
            @if self.question.not_known { (self.not_known_box()) }
        }
    }

    fn not_known_box(&self) -> Markup {
        let choice = Choice::new("yes", self.not_known_words());
        let choice = Choice { checked: Some(self.says_not_known()), ..choice };
        Checkboxes::single(self.part(NOT_KNOWN), choice).classes("govuk-checkboxes--small").render()
    }

    /// Which of the writer's own details a browser may fill in: only where they have signed in and the form asks about themselves. Never on a
    /// form for anybody, whose browser somebody else may look into.
    fn own_detail(&self) -> &'static str {
        match self.question.prefill {
            Some(Source::ViewerName) => "name",
            Some(Source::ViewerRole) => "organization-title",
            Some(Source::ViewerAgency) => "organization",
            Some(Source::ViewerPhone) => "tel",
            Some(Source::ViewerEmail) => "email",
            Some(Source::Record(_)) | None => "off",
        }
    }
}

/// Words in any script are written in their own direction.
fn any_direction() -> Attributes {
    Attributes::new().with("dir", "auto")
}
