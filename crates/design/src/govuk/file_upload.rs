//! A file from the person's device. <https://design-system.service.gov.uk/components/file-upload/>

use maud::{Markup, Render};

use super::character_count::Plural;
use super::form_group::{Help, id_or_name, question_setters, single_field};
use super::{ErrorMessage, FormGroup, Hint, Label};
use crate::element::{Attributes, Element};

/// A file from the person's device.
#[derive(Debug, Clone, Default)]
pub struct FileUpload {
    /// Identifier: the name when empty.
    pub id: String,
    /// The field's name in the form.
    pub name: String,
    /// Whether it cannot be answered.
    pub disabled: bool,
    /// Whether several files may be chosen.
    pub multiple: bool,
    /// Whether a script makes it a place to drop files on.
    pub javascript: bool,
    /// Ids of other elements that describe the field.
    pub described_by: String,
    /// The question.
    pub label: Label,
    /// Help: which kinds, how large.
    pub hint: Option<Hint>,
    /// What is wrong.
    pub error_message: Option<ErrorMessage>,
    /// The frame.
    pub form_group: FormGroup,
    /// Words on the button.
    pub choose_files_button_text: String,
    /// Words while no file is chosen.
    pub no_file_chosen_text: String,
    /// Words when several are chosen.
    pub multiple_files_chosen_text: Plural,
    /// Words on where to drop.
    pub drop_instruction_text: String,
    /// Words when a file is held over the place.
    pub entered_drop_zone_text: String,
    /// Words when it has left.
    pub left_drop_zone_text: String,
    /// More classes.
    pub classes: String,
    /// More classes for the place to drop on.
    pub wrapper_classes: String,
    /// More attributes for the place to drop on.
    pub wrapper_attributes: Attributes,
    /// More attributes.
    pub attributes: Attributes,
}

question_setters!(FileUpload);

impl FileUpload {
    /// A field with its name in the form and its question.
    pub fn new(name: impl Into<String>, label: impl Into<Label>) -> Self {
        FileUpload { name: name.into(), label: label.into(), ..FileUpload::default() }
    }

    fn drop_zone(&self, field: &Markup) -> Markup {
        let Plural(chosen) = &self.multiple_files_chosen_text;
        let chosen = chosen.iter().fold(Attributes::new(), |all, (form, text)| {
            all.with(format!("data-i18n.multiple-files-chosen.{form}"), text)
        });
        Element::new("div")
            .class("govuk-file-upload-wrapper")
            .class(&self.wrapper_classes)
            .attribute("data-module", "govuk-file-upload")
            .optional("data-i18n.choose-files-button", &self.choose_files_button_text)
            .optional("data-i18n.no-file-chosen", &self.no_file_chosen_text)
            .attributes(&chosen)
            .optional("data-i18n.drop-instruction", &self.drop_instruction_text)
            .optional("data-i18n.entered-drop-zone", &self.entered_drop_zone_text)
            .optional("data-i18n.left-drop-zone", &self.left_drop_zone_text)
            .attributes(&self.wrapper_attributes)
            .holding(field)
    }
}

impl Render for FileUpload {
    fn render(&self) -> Markup {
        let help = Help {
            id: id_or_name(&self.id, &self.name),
            described_by: &self.described_by,
            hint: self.hint.as_ref(),
            error: self.error_message.as_ref(),
        };
        let field = Element::new("input")
            .class("govuk-file-upload")
            .class(&self.classes)
            .class_if(self.error_message.is_some(), "govuk-file-upload--error")
            .attribute("id", help.id)
            .attribute("name", &self.name)
            .attribute("type", "file")
            .flag("disabled", self.disabled)
            .flag("multiple", self.multiple)
            .optional("aria-describedby", &help.described_by())
            .attributes(&self.attributes)
            .void();
        let field = if self.javascript { self.drop_zone(&field) } else { field };
        single_field(&self.form_group, &self.label, &help, &field)
    }
}
