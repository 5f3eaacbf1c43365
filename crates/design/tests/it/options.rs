//! From the options of GOV.UK's macros, as its fixtures write them, to our typed values. What a typed list cannot hold (`null` or `false`
//! between items) is dropped here, with the ids that the macros would have counted.

use design::govuk::{
    Action, Actions, Affix, BackLink, BannerKind, Breadcrumb, Breadcrumbs, Button, Cell, CharacterCount,
    Checkboxes, Choice, CountType, DateInput, DatePart, Details, ErrorLink, ErrorMessage, ErrorSummary,
    ExitThisPage, Fieldset, FileUpload, FormGroup, GenericHeader, Hint, Input, InsetText, Label, Legend,
    NavigationItem, NotificationBanner, PageItem, PageLink, Pagination, Panel, PanelAction, PasswordInput,
    PhaseBanner, Plural, Radios, Select, SelectItem, ServiceNavigation, SkipLink, Slots, SummaryCard,
    SummaryList, SummaryRow, SummaryText, Tab, Table, Tabs, Tag, Task, TaskList, TaskStatus, Textarea,
    WarningText,
};
use design::{Attributes, Content, Markup, PreEscaped, Render};
use serde_json::Value;

/// Draws a component from a fixture's options; `None` for a component we do not have.
pub fn draw(component: &str, o: &Value) -> Option<Markup> {
    let drawn = match component {
        "back-link" => back_link(o).render(),
        "breadcrumbs" => breadcrumbs(o).render(),
        "button" => button(o).render(),
        "character-count" => character_count(o).render(),
        "checkboxes" => checkboxes(o).render(),
        "date-input" => date_input(o).render(),
        "details" => details(o).render(),
        "error-message" => error_message(o).render(),
        "error-summary" => error_summary(o).render(),
        "exit-this-page" => exit_this_page(o).render(),
        "fieldset" => fieldset(o).render(),
        "file-upload" => file_upload(o).render(),
        "generic-header" => generic_header(o).render(),
        "hint" => hint(o).render(),
        "input" => input(o).render(),
        "inset-text" => inset_text(o).render(),
        "label" => label(o).render(),
        "notification-banner" => notification_banner(o).render(),
        "pagination" => pagination(o).render(),
        "panel" => panel(o).render(),
        "password-input" => password_input(o).render(),
        "phase-banner" => phase_banner(o).render(),
        "radios" => radios(o).render(),
        "select" => select(o).render(),
        "service-navigation" => service_navigation(o).render(),
        "skip-link" => skip_link(o).render(),
        "summary-list" => summary_list(o).render(),
        "table" => table(o).render(),
        "tabs" => tabs(o).render(),
        "tag" => tag(o).render(),
        "task-list" => task_list(o).render(),
        "textarea" => textarea(o).render(),
        "warning-text" => warning_text(o).render(),
        _ => return None,
    };
    Some(drawn)
}

/// As a template writes a value: nothing for null and missing, `true` and `false` in words.
fn written(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn text(o: &Value, key: &str) -> String {
    written(&o[key])
}

/// As a template's `if` sees it.
fn truthy(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Bool(yes) => *yes,
        Value::String(text) => !text.is_empty(),
        Value::Number(number) => number.as_f64() != Some(0.0),
        Value::Array(_) | Value::Object(_) => true,
    }
}

fn flag(o: &Value, key: &str) -> bool {
    truthy(&o[key])
}

fn choice(o: &Value, key: &str) -> Option<bool> {
    o[key].as_bool()
}

fn number(o: &Value, key: &str) -> Option<u32> {
    o[key].as_u64().and_then(|n| u32::try_from(n).ok())
}

fn html(markup: &str) -> Markup {
    PreEscaped(markup.to_owned())
}

fn content_of(o: &Value, html_key: &str, text_key: &str) -> Content {
    if truthy(&o[html_key]) {
        Content::Html(html(&text(o, html_key)))
    } else {
        Content::Text(text(o, text_key))
    }
}

fn content(o: &Value) -> Content {
    content_of(o, "html", "text")
}

fn attributes_at(o: &Value, key: &str) -> Attributes {
    let pairs = o[key].as_object().into_iter().flatten();
    pairs.fold(Attributes::new(), |all, (name, value)| all.with(name, written(value)))
}

fn attributes(o: &Value) -> Attributes {
    attributes_at(o, "attributes")
}

fn classes(o: &Value) -> String {
    text(o, "classes")
}

fn items<'a>(o: &'a Value, key: &str) -> impl Iterator<Item = &'a Value> {
    o[key].as_array().into_iter().flatten()
}

fn present<'a>(o: &'a Value, key: &str) -> impl Iterator<Item = &'a Value> {
    items(o, key).filter(|item| truthy(item))
}

fn optional<T>(o: &Value, key: &str, make: impl Fn(&Value) -> T) -> Option<T> {
    truthy(&o[key]).then(|| make(&o[key]))
}

fn plural(o: &Value, key: &str) -> Plural {
    let forms = o[key].as_object().into_iter().flatten();
    Plural(forms.map(|(form, words)| (form.clone(), written(words))).collect())
}

fn form_group(o: &Value, before: &str, after: &str) -> FormGroup {
    let group = &o["formGroup"];
    FormGroup {
        classes: classes(group),
        attributes: attributes(group),
        before_input: content(&group[before]),
        after_input: content(&group[after]),
    }
}

fn single_group(o: &Value) -> FormGroup {
    form_group(o, "beforeInput", "afterInput")
}

fn several_group(o: &Value) -> FormGroup {
    form_group(o, "beforeInputs", "afterInputs")
}

fn hint(o: &Value) -> Hint {
    Hint { id: text(o, "id"), content: content(o), classes: classes(o), attributes: attributes(o) }
}

fn error_message(o: &Value) -> ErrorMessage {
    let hidden = &o["visuallyHiddenText"];
    ErrorMessage {
        id: text(o, "id"),
        content: content(o),
        visually_hidden_text: (!hidden.is_null()).then(|| written(hidden)),
        classes: classes(o),
        attributes: attributes(o),
    }
}

fn label(o: &Value) -> Label {
    Label {
        content: content(o),
        for_id: text(o, "for"),
        classes: classes(o),
        is_page_heading: flag(o, "isPageHeading"),
        attributes: attributes(o),
    }
}

fn fieldset(o: &Value) -> Fieldset {
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

fn back_link(o: &Value) -> BackLink {
    BackLink { href: text(o, "href"), content: content(o), classes: classes(o), attributes: attributes(o) }
}

fn breadcrumbs(o: &Value) -> Breadcrumbs {
    let step =
        |o: &Value| Breadcrumb { content: content(o), href: text(o, "href"), attributes: attributes(o) };
    Breadcrumbs {
        items: items(o, "items").map(step).collect(),
        collapse_on_mobile: flag(o, "collapseOnMobile"),
        label_text: text(o, "labelText"),
        classes: classes(o),
        attributes: attributes(o),
    }
}

fn button(o: &Value) -> Button {
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

fn character_count(o: &Value) -> CharacterCount {
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
fn choices(o: &Value) -> Vec<Choice> {
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

fn one_choice(o: &Value, counted_id: String) -> Choice {
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

fn checkboxes(o: &Value) -> Checkboxes {
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

fn radios(o: &Value) -> Radios {
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
fn date_parts(o: &Value) -> Vec<DatePart> {
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

fn date_part(o: &Value, item: &Value, name: &str) -> DatePart {
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

fn date_input(o: &Value) -> DateInput {
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

fn details(o: &Value) -> Details {
    Details {
        summary: content_of(o, "summaryHtml", "summaryText"),
        content: content(o),
        open: flag(o, "open"),
        id: text(o, "id"),
        classes: classes(o),
        attributes: attributes(o),
    }
}

fn error_summary(o: &Value) -> ErrorSummary {
    let link =
        |o: &Value| ErrorLink { content: content(o), href: text(o, "href"), attributes: attributes(o) };
    ErrorSummary {
        title: content_of(o, "titleHtml", "titleText"),
        description: content_of(o, "descriptionHtml", "descriptionText"),
        errors: items(o, "errorList").map(link).collect(),
        disable_auto_focus: choice(o, "disableAutoFocus"),
        classes: classes(o),
        attributes: attributes(o),
    }
}

fn exit_this_page(o: &Value) -> ExitThisPage {
    ExitThisPage {
        content: content(o),
        redirect_url: text(o, "redirectUrl"),
        id: text(o, "id"),
        activated_text: text(o, "activatedText"),
        timed_out_text: text(o, "timedOutText"),
        press_two_more_times_text: text(o, "pressTwoMoreTimesText"),
        press_one_more_time_text: text(o, "pressOneMoreTimeText"),
        classes: classes(o),
        attributes: attributes(o),
    }
}

fn file_upload(o: &Value) -> FileUpload {
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

fn generic_header(o: &Value) -> GenericHeader {
    GenericHeader {
        logo: content_of(o, "logoHtml", "logoText"),
        url: text(o, "url"),
        container_classes: text(o, "containerClasses"),
        classes: classes(o),
        attributes: attributes(o),
    }
}

fn affix(o: &Value) -> Affix {
    Affix { content: content(o), classes: classes(o), attributes: attributes(o) }
}

fn input(o: &Value) -> Input {
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

fn inset_text(o: &Value) -> InsetText {
    InsetText { content: content(o), id: text(o, "id"), classes: classes(o), attributes: attributes(o) }
}

fn notification_banner(o: &Value) -> NotificationBanner {
    NotificationBanner {
        content: content(o),
        kind: if text(o, "type") == "success" { BannerKind::Success } else { BannerKind::Important },
        title: content_of(o, "titleHtml", "titleText"),
        title_heading_level: number(o, "titleHeadingLevel").and_then(|n| u8::try_from(n).ok()),
        title_id: text(o, "titleId"),
        role: text(o, "role"),
        disable_auto_focus: choice(o, "disableAutoFocus"),
        classes: classes(o),
        attributes: attributes(o),
    }
}

fn pagination(o: &Value) -> Pagination {
    let link = |o: &Value| PageLink {
        href: text(o, "href"),
        content: content(o),
        label_text: text(o, "labelText"),
        attributes: attributes(o),
    };
    let page = |o: &Value| {
        if flag(o, "ellipsis") {
            return PageItem::Ellipsis;
        }
        PageItem::Page {
            number: text(o, "number"),
            href: text(o, "href"),
            current: flag(o, "current"),
            visually_hidden_text: text(o, "visuallyHiddenText"),
            attributes: attributes(o),
        }
    };
    let filled = |item: &&Value| item.as_object().is_some_and(|fields| !fields.is_empty());
    Pagination {
        previous: optional(o, "previous", link),
        next: optional(o, "next", link),
        items: items(o, "items").filter(filled).map(page).collect(),
        landmark_label: text(o, "landmarkLabel"),
        classes: classes(o),
        attributes: attributes(o),
    }
}

/// Whether it interrupts is a class among the others in the macro, and a field of its own here.
fn panel(o: &Value) -> Panel {
    let interruption = "govuk-panel--interruption";
    let action = |o: &Value| PanelAction {
        text: text(o, "text"),
        href: text(o, "href"),
        action_type: text(o, "type"),
        classes: classes(o),
        attributes: attributes(o),
    };
    let actions = &o["actions"];
    let given = classes(o);
    let other: Vec<&str> = given.split_whitespace().filter(|class| *class != interruption).collect();
    Panel {
        title: content_of(o, "titleHtml", "titleText"),
        heading_level: number(o, "headingLevel").and_then(|n| u8::try_from(n).ok()),
        content: content(o),
        is_interruption: given.contains(interruption),
        actions: truthy(actions).then(|| items(actions, "items").map(action).collect()),
        actions_classes: classes(actions),
        actions_attributes: attributes(actions),
        classes: other.join(" "),
        attributes: attributes(o),
    }
}

fn password_input(o: &Value) -> PasswordInput {
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

fn phase_banner(o: &Value) -> PhaseBanner {
    PhaseBanner { tag: tag(&o["tag"]), content: content(o), classes: classes(o), attributes: attributes(o) }
}

fn select(o: &Value) -> Select {
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

fn service_navigation(o: &Value) -> ServiceNavigation {
    let item = |o: &Value| NavigationItem {
        content: content(o),
        href: text(o, "href"),
        current: flag(o, "current"),
        active: flag(o, "active"),
        attributes: attributes(o),
    };
    let slots = &o["slots"];
    let end = if slots["end"].is_string() { text(slots, "end") } else { text(&slots["end"], "html") };
    ServiceNavigation {
        service_name: text(o, "serviceName"),
        service_url: text(o, "serviceUrl"),
        navigation: present(o, "navigation").map(item).collect(),
        collapse_navigation_on_mobile: choice(o, "collapseNavigationOnMobile"),
        menu_button_text: text(o, "menuButtonText"),
        menu_button_label: text(o, "menuButtonLabel"),
        navigation_label: text(o, "navigationLabel"),
        navigation_id: text(o, "navigationId"),
        navigation_classes: text(o, "navigationClasses"),
        aria_label: text(o, "ariaLabel"),
        slots: Slots {
            start: html(&text(slots, "start")),
            end: html(&end),
            end_inline: text(&slots["end"], "align") == "inline",
            navigation_start: html(&text(slots, "navigationStart")),
            navigation_end: html(&text(slots, "navigationEnd")),
        },
        classes: classes(o),
        attributes: attributes(o),
    }
}

fn skip_link(o: &Value) -> SkipLink {
    SkipLink { href: text(o, "href"), content: content(o), classes: classes(o), attributes: attributes(o) }
}

fn summary_list(o: &Value) -> SummaryList {
    let said = |o: &Value| SummaryText { content: content(o), classes: classes(o) };
    let row = |o: &Value| SummaryRow {
        key: said(&o["key"]),
        value: said(&o["value"]),
        actions: o["actions"]["items"].is_array().then(|| actions(&o["actions"])),
        classes: classes(o),
    };
    SummaryList {
        rows: present(o, "rows").map(row).collect(),
        card: optional(o, "card", |card| {
            let title = &card["title"];
            SummaryCard {
                title: truthy(title).then(|| content(title)),
                heading_level: number(title, "headingLevel").and_then(|n| u8::try_from(n).ok()),
                title_classes: classes(title),
                actions: actions(&card["actions"]),
                classes: classes(card),
                attributes: attributes(card),
            }
        }),
        classes: classes(o),
        attributes: attributes(o),
    }
}

fn actions(o: &Value) -> Actions {
    let action = |o: &Value| Action {
        content: content(o),
        href: text(o, "href"),
        visually_hidden_text: text(o, "visuallyHiddenText"),
        classes: classes(o),
        attributes: attributes(o),
    };
    Actions { items: items(o, "items").map(action).collect(), classes: classes(o) }
}

fn table(o: &Value) -> Table {
    let cell = |o: &Value| Cell {
        content: content(o),
        format: text(o, "format"),
        colspan: number(o, "colspan"),
        rowspan: number(o, "rowspan"),
        classes: classes(o),
        attributes: attributes(o),
    };
    let row = |row: &Value| row.as_array().into_iter().flatten().map(cell).collect();
    Table {
        caption: text(o, "caption"),
        caption_classes: text(o, "captionClasses"),
        head: items(o, "head").map(cell).collect(),
        rows: present(o, "rows").map(row).collect(),
        first_cell_is_header: flag(o, "firstCellIsHeader"),
        classes: classes(o),
        attributes: attributes(o),
    }
}

fn tabs(o: &Value) -> Tabs {
    let tab = |o: &Value| Tab {
        id: text(o, "id"),
        label: text(o, "label"),
        panel: content(&o["panel"]),
        panel_attributes: attributes(&o["panel"]),
        attributes: attributes(o),
    };
    Tabs {
        id: text(o, "id"),
        id_prefix: text(o, "idPrefix"),
        title: text(o, "title"),
        items: present(o, "items").map(tab).collect(),
        classes: classes(o),
        attributes: attributes(o),
    }
}

fn tag(o: &Value) -> Tag {
    Tag { content: content(o), classes: classes(o), attributes: attributes(o) }
}

fn task_list(o: &Value) -> TaskList {
    let prefix = if flag(o, "idPrefix") { text(o, "idPrefix") } else { "task-list".to_owned() };
    let task = |(index, o): (usize, &Value)| Task {
        id: format!("{prefix}-{}", index + 1),
        title: content(&o["title"]),
        title_classes: classes(&o["title"]),
        hint: optional(o, "hint", content),
        href: text(o, "href"),
        status: TaskStatus {
            content: content(&o["status"]),
            tag: optional(&o["status"], "tag", tag),
            classes: classes(&o["status"]),
        },
        classes: classes(o),
    };
    TaskList {
        items: items(o, "items").enumerate().filter(|(_, item)| truthy(item)).map(task).collect(),
        id_prefix: text(o, "idPrefix"),
        classes: classes(o),
        attributes: attributes(o),
    }
}

fn textarea(o: &Value) -> Textarea {
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

fn warning_text(o: &Value) -> WarningText {
    WarningText {
        content: content(o),
        icon_fallback_text: text(o, "iconFallbackText"),
        classes: classes(o),
        attributes: attributes(o),
    }
}
