//! Never lose a word: what somebody is still typing, kept for them alone; the list of it; going on, and throwing away.

use casework::{SentForm, Stop};
use design::govuk::Button;
use design::own::{CaseTable, Column};
use domain::access::Action;
use domain::calendar::london;
use domain::id::Id;
use domain::refusal::Refusal;
use maud::{Markup, html};

use crate::route::{Act, At, Filling, Mount, Page, Prefilled, Sent, Signal, View, Visit};

/// The pages.
pub(crate) fn mounts() -> Vec<Mount> {
    vec![LIST.mount(), THROW_AWAY.mount(), KEEP.mount()]
}

static LIST: Page<()> = Page { path: "/drafts", name: "drafts", action: Action::SeeOwnWork, show: list };

static THROW_AWAY: Act<Id<SentForm>> = Act {
    path: "/drafts/{form}/throw-away",
    name: "throw a draft away",
    action: Action::SeeOwnWork,
    prefill: |_, _, _: At| Ok(Prefilled::default()),
    show: ask_first,
    send: throw_away,
};

/// Where a page's script keeps what is typed: the page's own address follows.
static KEEP: Signal<String> = Signal { path: "/drafts/keep/{*page}", name: "keep a draft", answer: keep };

fn list(visit: &Visit<'_>, (): ()) -> Result<View, Stop> {
    let drafts = casework::draft::list(&visit.session)?;
    let rows = drafts.iter().map(|draft| {
        let saved = london::moment_in_words(draft.saved_at);
        let what = what(&draft.page);
        vec![
            html! { a class="govuk-link" href=(draft.page) { "Go on: " (what) } }.into(),
            saved.as_str().into(),
            html! {
                a class="govuk-link" href={ "/drafts/" (draft.form) "/throw-away" } {
                    "Throw away" span class="govuk-visually-hidden" { " the draft of " (what) ", saved " (saved) }
                }
            }
            .into(),
        ]
    });
    let columns = vec![
        Column::new("What you were writing"),
        Column::new("Saved"),
        Column::new("If you no longer need it"),
    ];
    let table = CaseTable {
        empty: "You have no drafts. What you type in a form is kept here until you send it.".to_owned(),
        caption_hidden: true,
        ..CaseTable::new("Your drafts", columns, rows.collect())
    };
    let body = html! {
        h1 class="govuk-heading-l" { "Your drafts" }
        p class="govuk-body" { "Nobody else can see them." }
        (table)
    };
    Ok(View::new("Your drafts", body))
}

fn ask_first(visit: &Visit<'_>, _: Id<SentForm>, filling: &Filling) -> Result<View, Stop> {
    let title = "Throw this draft away?";
    let body = html! {
        h1 class="govuk-heading-l" { (title) }
        p class="govuk-body" { "What you typed in it is then gone. Nothing that was sent changes." }
        (visit.short_form(filling, buttons()))
    };
    Ok(View::new(title, body))
}

fn buttons() -> Markup {
    html! {
        div class="govuk-button-group" {
            (Button::new("Throw the draft away").warning())
            a class="govuk-link" href="/drafts" { "Keep it" }
        }
    }
}

fn throw_away(visit: &Visit<'_>, form: Id<SentForm>, _: &Filling) -> Result<Sent, Stop> {
    casework::draft::throw_away(&visit.session, form)?;
    Ok(Sent::to("/drafts"))
}

#[expect(clippy::needless_pass_by_value, reason = "a page is given what stands in its path")]
fn keep(visit: &Visit<'_>, page: String, filling: &Filling) -> Result<String, Stop> {
    let fields = filling.fields.without_secrets();
    let page = format!("/{page}");
    // Whoever came by a link writes on one page.
    if visit.session.actor.scope.is_some_and(|request| page != format!("/requests/{request}")) {
        return Err(Refusal::NotFound.into());
    }
    let owner = visit.session.staff.id;
    let saved =
        casework::draft::keep(visit.house(), owner, filling.form, &page, filling.opened, fields.pairs())?;
    Ok(format!("Draft saved {}", london::time_in_words(saved)))
}

/// What a page is for, from its address: the last word in it that is no record's id.
fn what(page: &str) -> String {
    let parts: Vec<&str> = page.split('/').filter(|part| !part.is_empty() && part.len() < 32).collect();
    match parts.as_slice() {
        ["contacts", "new"] => "a new contact".to_owned(),
        ["contacts", rest @ ..] => format!("a contact: {}", words(rest)),
        ["children", rest @ ..] => format!("a child's record: {}", words(rest)),
        ["referrals", ..] => "a referral".to_owned(),
        ["requests", ..] => "an answer".to_owned(),
        ["assessments", rest @ ..] => format!("an assessment: {}", words(rest)),
        ["openings", ..] => "a record opened with a reason".to_owned(),
        [] => "a form".to_owned(),
        rest => words(rest),
    }
}

fn words(parts: &[&str]) -> String {
    let named: Vec<String> = parts
        .iter()
        .filter(|part| part.parse::<usize>().is_err())
        .map(|part| part.replace('-', " "))
        .collect();
    if named.is_empty() { "the form".to_owned() } else { named.join(", ") }
}

#[cfg(test)]
mod tests {
    use super::what;

    #[test]
    fn a_draft_is_named_for_what_it_is_about() {
        let id = "0".repeat(32);
        for (page, expected) in [
            ("/contacts/new".to_owned(), "a new contact"),
            (format!("/contacts/{id}/proposal"), "a contact: proposal"),
            (format!("/contacts/{id}/children/0"), "a contact: children"),
            (format!("/children/{id}/chronology/entry"), "a child's record: chronology, entry"),
            (format!("/children/{id}"), "a child's record: the form"),
            ("/".to_owned(), "a form"),
            ("/people/new".to_owned(), "people, new"),
        ] {
            assert_eq!(what(&page), expected);
        }
    }
}
