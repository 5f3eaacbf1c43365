//! The options of questions and of buttons.

use design::govuk::{
    Affix, Button, CharacterCount, Checkboxes, Choice, CountType, DateInput, DatePart, ErrorMessage,
    Fieldset, FileUpload, FormGroup, Hint, Input, Label, Legend, PasswordInput, Radios, Select, SelectItem,
    Textarea,
};
use serde_json::Value;

use super::{
    attributes, attributes_at, choice, classes, content, flag, html, items, number, optional, plural,
    present, text, truthy, written,
};

pub(super) fn form_group(o: &Value, before: &str, after: &str) -> FormGroup {
    let group = &o["formGroup"];
    FormGroup {
        classes: classes(group),
        attributes: attributes(group),
        before_input: content(&group[before]),
        after_input: content(&group[after]),
    }
}

pub(super) fn single_group(o: &Value) -> FormGroup {
    form_group(o, "beforeInput", "afterInput")
}

pub(super) fn several_group(o: &Value) -> FormGroup {
    form_group(o, "beforeInputs", "afterInputs")
}

pub(super) fn hint(o: &Value) -> Hint {
    Hint { id: text(o, "id"), content: content(o), classes: classes(o), attributes: attributes(o) }
}

pub(super) fn error_message(o: &Value) -> ErrorMessage {
    let hidden = &o["visuallyHiddenText"];
    ErrorMessage {
        id: text(o, "id"),
        content: content(o),
        visually_hidden_text: (!hidden.is_null()).then(|| written(hidden)),
        classes: classes(o),
        attributes: attributes(o),
    }
}

pub(super) fn label(o: &Value) -> Label {
    Label {
        content: content(o),
        for_id: text(o, "for"),
        classes: classes(o),
        is_page_heading: flag(o, "isPageHeading"),
        attributes: attributes(o),
    }
}

pub(super) fn fieldset(o: &Value) -> Fieldset {
    let legend = &o["legend"];
    Fieldset {
        legend: Legend {
            content: content(legend),
            classes: classes(legend),
            is_page_heading: flag(legend, "isPageHeading"),
        },
        html: html(&text(o, "html")),
        described_by: text(o, "describedBy"),
        role: text(o, "role"),
        classes: classes(o),
        attributes: attributes(o),
    }
}

pub(super) fn button(o: &Value) -> Button {
    Button {
        content: content(o),
        href: text(o, "href"),
        button_type: text(o, "type"),
        name: text(o, "name"),
        value: text(o, "value"),
        disabled: flag(o, "disabled"),
        prevent_double_click: choice(o, "preventDoubleClick"),
        is_start_button: flag(o, "isStartButton"),
        id: text(o, "id"),
        classes: classes(o),
        attributes: attributes(o),
    }
}

pub(super) fn character_count(o: &Value) -> CharacterCount {
    CharacterCount {
        id: text(o, "id"),
        name: text(o, "name"),
        rows: number(o, "rows"),
        value: text(o, "value"),
        maxlength: number(o, "maxlength"),
        maxwords: number(o, "maxwords"),
        threshold: number(o, "threshold"),
        count_type: match text(o, "countType").as_str() {
            "characters" => Some(CountType::Characters),
            "words" => Some(CountType::Words),
            "length" => Some(CountType::Length),
            _ => None,
        },
        label: label(&o["label"]),
        hint: optional(o, "hint", hint),
        error_message: optional(o, "errorMessage", error_message),
        form_group: single_group(o),
        classes: classes(o),
        count_message_classes: classes(&o["countMessage"]),
        spellcheck: choice(o, "spellcheck"),
        textarea_description_text: text(o, "textareaDescriptionText"),
        characters_under_limit_text: plural(o, "charactersUnderLimitText"),
        characters_at_limit_text: text(o, "charactersAtLimitText"),
        characters_over_limit_text: plural(o, "charactersOverLimitText"),
        words_under_limit_text: plural(o, "wordsUnderLimitText"),
        words_at_limit_text: text(o, "wordsAtLimitText"),
        words_over_limit_text: plural(o, "wordsOverLimitText"),
        attributes: attributes(o),
    }
}

/// The macros count `null` items when they make ids; the typed list has none, so the counted id is given.
pub(super) fn choices(o: &Value) -> Vec<Choice> {
    let prefix = if flag(o, "idPrefix") { text(o, "idPrefix") } else { text(o, "name") };
    let has_gaps = items(o, "items").any(|item| !truthy(item));
    let counted = |index: usize| match index {
        _ if !has_gaps => String::new(),
        0 => prefix.clone(),
        _ => format!("{prefix}-{}", index + 1),
    };
    let all = items(o, "items").enumerate().filter(|(_, item)| truthy(item));
    all.map(|(index, item)| one_choice(item, counted(index))).collect()
}

pub(super) fn one_choice(o: &Value, counted_id: String) -> Choice {
    let conditional = &o["conditional"]["html"];
    Choice {
        id: if flag(o, "id") { text(o, "id") } else { counted_id },
        name: text(o, "name"),
        value: text(o, "value"),
        content: content(o),
        label_classes: classes(&o["label"]),
        label_attributes: attributes(&o["label"]),
        hint: optional(o, "hint", hint),
        divider: text(o, "divider"),
        checked: choice(o, "checked"),
        conditional: truthy(conditional).then(|| html(&written(conditional))),
        exclusive: text(o, "behaviour") == "exclusive",
        disabled: flag(o, "disabled"),
        attributes: attributes(o),
    }
}

pub(super) fn checkboxes(o: &Value) -> Checkboxes {
    Checkboxes {
        id: text(o, "idPrefix"),
        name: text(o, "name"),
        described_by: text(o, "describedBy"),
        fieldset: optional(o, "fieldset", fieldset),
        hint: optional(o, "hint", hint),
        error_message: optional(o, "errorMessage", error_message),
        form_group: several_group(o),
        items: choices(o),
        values: items(o, "values").map(written).collect(),
        classes: classes(o),
        attributes: attributes(o),
    }
}

pub(super) fn radios(o: &Value) -> Radios {
    Radios {
        id: text(o, "idPrefix"),
        name: text(o, "name"),
        fieldset: optional(o, "fieldset", fieldset),
        hint: optional(o, "hint", hint),
        error_message: optional(o, "errorMessage", error_message),
        form_group: several_group(o),
        items: choices(o),
        value: text(o, "value"),
        classes: classes(o),
        attributes: attributes(o),
    }
}

/// Day, month and year are options of their own, of which `false` leaves one out; a list replaces them all.
pub(super) fn date_parts(o: &Value) -> Vec<DatePart> {
    if items(o, "items").next().is_some() {
        return present(o, "items").map(|item| date_part(o, item, &text(item, "name"))).collect();
    }
    let named = ["day", "month", "year"];
    let wanted = named.into_iter().filter(|name| o[name] != Value::Bool(false));
    wanted
        .map(|name| {
            let given = &o[name];
            let called = if flag(given, "name") { text(given, "name") } else { name.to_owned() };
            DatePart { width: if name == "year" { 4 } else { 2 }, ..date_part(o, given, &called) }
        })
        .collect()
}

pub(super) fn date_part(o: &Value, item: &Value, name: &str) -> DatePart {
    let key =
        if flag(o, "namePrefix") { format!("{}-{name}", text(o, "namePrefix")) } else { name.to_owned() };
    let given = [&item["value"], &o[name]["value"], &o["values"][key.as_str()]];
    let value = given.into_iter().find(|value| !value.is_null()).map(written).unwrap_or_default();
    DatePart {
        id: text(item, "id"),
        label: text(item, "label"),
        error: choice(item, "error"),
        autocomplete: text(item, "autocomplete"),
        inputmode: text(item, "inputmode"),
        pattern: text(item, "pattern"),
        classes: classes(item),
        attributes: attributes(item),
        ..DatePart::new(name, value)
    }
}

pub(super) fn date_input(o: &Value) -> DateInput {
    DateInput {
        id: text(o, "id"),
        name_prefix: text(o, "namePrefix"),
        items: date_parts(o),
        fieldset: optional(o, "fieldset", fieldset),
        hint: optional(o, "hint", hint),
        error_message: optional(o, "errorMessage", error_message),
        form_group: several_group(o),
        classes: classes(o),
        attributes: attributes(o),
    }
}

pub(super) fn file_upload(o: &Value) -> FileUpload {
    FileUpload {
        id: text(o, "id"),
        name: text(o, "name"),
        disabled: flag(o, "disabled"),
        multiple: flag(o, "multiple"),
        javascript: flag(o, "javascript"),
        described_by: text(o, "describedBy"),
        label: label(&o["label"]),
        hint: optional(o, "hint", hint),
        error_message: optional(o, "errorMessage", error_message),
        form_group: single_group(o),
        choose_files_button_text: text(o, "chooseFilesButtonText"),
        no_file_chosen_text: text(o, "noFileChosenText"),
        multiple_files_chosen_text: plural(o, "multipleFilesChosenText"),
        drop_instruction_text: text(o, "dropInstructionText"),
        entered_drop_zone_text: text(o, "enteredDropZoneText"),
        left_drop_zone_text: text(o, "leftDropZoneText"),
        classes: classes(o),
        wrapper_classes: text(o, "wrapperClasses"),
        wrapper_attributes: attributes_at(o, "wrapperAttributes"),
        attributes: attributes(o),
    }
}

pub(super) fn affix(o: &Value) -> Affix {
    Affix { content: content(o), classes: classes(o), attributes: attributes(o) }
}

pub(super) fn input(o: &Value) -> Input {
    Input {
        id: text(o, "id"),
        name: text(o, "name"),
        input_type: text(o, "type"),
        inputmode: text(o, "inputmode"),
        value: text(o, "value"),
        disabled: flag(o, "disabled"),
        described_by: text(o, "describedBy"),
        label: label(&o["label"]),
        hint: optional(o, "hint", hint),
        error_message: optional(o, "errorMessage", error_message),
        prefix: affix(&o["prefix"]),
        suffix: affix(&o["suffix"]),
        form_group: single_group(o),
        classes: classes(o),
        autocomplete: text(o, "autocomplete"),
        pattern: text(o, "pattern"),
        spellcheck: choice(o, "spellcheck"),
        autocapitalize: text(o, "autocapitalize"),
        input_wrapper_classes: classes(&o["inputWrapper"]),
        input_wrapper_attributes: attributes(&o["inputWrapper"]),
        attributes: attributes(o),
    }
}

pub(super) fn password_input(o: &Value) -> PasswordInput {
    PasswordInput {
        id: text(o, "id"),
        name: text(o, "name"),
        value: text(o, "value"),
        disabled: flag(o, "disabled"),
        described_by: text(o, "describedBy"),
        label: label(&o["label"]),
        hint: optional(o, "hint", hint),
        error_message: optional(o, "errorMessage", error_message),
        form_group: single_group(o),
        classes: classes(o),
        autocomplete: text(o, "autocomplete"),
        show_password_text: text(o, "showPasswordText"),
        hide_password_text: text(o, "hidePasswordText"),
        show_password_aria_label_text: text(o, "showPasswordAriaLabelText"),
        hide_password_aria_label_text: text(o, "hidePasswordAriaLabelText"),
        password_shown_announcement_text: text(o, "passwordShownAnnouncementText"),
        password_hidden_announcement_text: text(o, "passwordHiddenAnnouncementText"),
        button_classes: classes(&o["button"]),
        attributes: attributes(o),
    }
}

pub(super) fn select(o: &Value) -> Select {
    let item = |o: &Value| SelectItem {
        value: (!o["value"].is_null()).then(|| text(o, "value")),
        text: text(o, "text"),
        selected: choice(o, "selected"),
        disabled: flag(o, "disabled"),
        attributes: attributes(o),
    };
    Select {
        id: text(o, "id"),
        name: text(o, "name"),
        items: present(o, "items").map(item).collect(),
        value: text(o, "value"),
        disabled: flag(o, "disabled"),
        described_by: text(o, "describedBy"),
        label: label(&o["label"]),
        hint: optional(o, "hint", hint),
        error_message: optional(o, "errorMessage", error_message),
        form_group: single_group(o),
        classes: classes(o),
        attributes: attributes(o),
    }
}

pub(super) fn textarea(o: &Value) -> Textarea {
    Textarea {
        id: text(o, "id"),
        name: text(o, "name"),
        spellcheck: choice(o, "spellcheck"),
        rows: number(o, "rows"),
        value: text(o, "value"),
        disabled: flag(o, "disabled"),
        described_by: text(o, "describedBy"),
        label: label(&o["label"]),
        hint: optional(o, "hint", hint),
        error_message: optional(o, "errorMessage", error_message),
        form_group: single_group(o),
        classes: classes(o),
        autocomplete: text(o, "autocomplete"),
        attributes: attributes(o),
    }
}
