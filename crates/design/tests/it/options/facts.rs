//! The options of everything that does not ask.

use design::govuk::{
    Action, Actions, BackLink, BannerKind, Breadcrumb, Breadcrumbs, Cell, Details, ErrorLink, ErrorSummary,
    ExitThisPage, GenericHeader, InsetText, NavigationItem, NotificationBanner, PageItem, PageLink,
    Pagination, Panel, PanelAction, PhaseBanner, ServiceNavigation, SkipLink, Slots, SummaryCard,
    SummaryList, SummaryRow, SummaryText, Tab, Table, Tabs, Tag, Task, TaskList, TaskStatus, WarningText,
};
use serde_json::Value;

use super::{
    attributes, choice, classes, content, content_of, flag, html, items, number, optional, present, text,
    truthy,
};

pub(super) fn back_link(o: &Value) -> BackLink {
    BackLink { href: text(o, "href"), content: content(o), classes: classes(o), attributes: attributes(o) }
}

pub(super) fn breadcrumbs(o: &Value) -> Breadcrumbs {
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

pub(super) fn details(o: &Value) -> Details {
    Details {
        summary: content_of(o, "summaryHtml", "summaryText"),
        content: content(o),
        open: flag(o, "open"),
        id: text(o, "id"),
        classes: classes(o),
        attributes: attributes(o),
    }
}

pub(super) fn error_summary(o: &Value) -> ErrorSummary {
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

pub(super) fn exit_this_page(o: &Value) -> ExitThisPage {
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

pub(super) fn generic_header(o: &Value) -> GenericHeader {
    GenericHeader {
        logo: content_of(o, "logoHtml", "logoText"),
        url: text(o, "url"),
        container_classes: text(o, "containerClasses"),
        classes: classes(o),
        attributes: attributes(o),
    }
}

pub(super) fn inset_text(o: &Value) -> InsetText {
    InsetText { content: content(o), id: text(o, "id"), classes: classes(o), attributes: attributes(o) }
}

pub(super) fn notification_banner(o: &Value) -> NotificationBanner {
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

pub(super) fn pagination(o: &Value) -> Pagination {
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
pub(super) fn panel(o: &Value) -> Panel {
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

pub(super) fn phase_banner(o: &Value) -> PhaseBanner {
    PhaseBanner { tag: tag(&o["tag"]), content: content(o), classes: classes(o), attributes: attributes(o) }
}

pub(super) fn service_navigation(o: &Value) -> ServiceNavigation {
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

pub(super) fn skip_link(o: &Value) -> SkipLink {
    SkipLink { href: text(o, "href"), content: content(o), classes: classes(o), attributes: attributes(o) }
}

pub(super) fn summary_list(o: &Value) -> SummaryList {
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

pub(super) fn actions(o: &Value) -> Actions {
    let action = |o: &Value| Action {
        content: content(o),
        href: text(o, "href"),
        visually_hidden_text: text(o, "visuallyHiddenText"),
        classes: classes(o),
        attributes: attributes(o),
    };
    Actions { items: items(o, "items").map(action).collect(), classes: classes(o) }
}

pub(super) fn table(o: &Value) -> Table {
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

pub(super) fn tabs(o: &Value) -> Tabs {
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

pub(super) fn tag(o: &Value) -> Tag {
    Tag { content: content(o), classes: classes(o), attributes: attributes(o) }
}

pub(super) fn task_list(o: &Value) -> TaskList {
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

pub(super) fn warning_text(o: &Value) -> WarningText {
    WarningText {
        content: content(o),
        icon_fallback_text: text(o, "iconFallbackText"),
        classes: classes(o),
        attributes: attributes(o),
    }
}
