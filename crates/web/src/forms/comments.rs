//! Comments at the place: beside the answer they are about, and in a list at the top of the page that leads to each. The same on the page where the
//! answers are written, so that whoever mends them has the question, the answer and the comment in one view (domain.md 1.9, return for rework).

use casework::staff::Names;
use domain::calendar::london;
use domain::form::{Comment, Form, Place};
use domain::person::name::shown_in_line;
use maud::{Markup, html};

use crate::child::words::{name, verbatim};

/// How many characters of a comment stand in the list.
const FIRST_WORDS: usize = 80;

/// The comments about one answer, the oldest first; nothing when there are none. `act` draws what may be done with one: links, or buttons of the
/// page's form.
pub fn comments_at(
    comments: &[Comment],
    place: Option<&Place>,
    names: &Names,
    act: &dyn Fn(&Comment) -> Markup,
) -> Markup {
    let here: Vec<&Comment> = comments.iter().filter(|comment| comment.place.as_ref() == place).collect();
    html! { @for comment in here { (one(comment, names, act)) } }
}

fn one(comment: &Comment, names: &Names, act: &dyn Fn(&Comment) -> Markup) -> Markup {
    html! {
        div class="app-comment" id=(anchor(comment)) {
            p class="app-comment__who" { "Comment by " (name(names.name(comment.by))) ", " (london::moment_in_words(comment.at)) }
            @if comment.withdrawn.is_some() {
                p class="govuk-body" { em { "Taken back." } " " s { (verbatim(&comment.words)) } }
            } @else {
                p class="govuk-body" { (verbatim(&comment.words)) }
            }
            @if let Some(answer) = &comment.answered {
                p class="app-comment__who" { "Answered by " (name(names.name(answer.by))) ", " (london::moment_in_words(answer.at)) }
                p class="govuk-body" { (verbatim(&answer.words)) }
            }
            (act(comment))
        }
    }
}

/// The id of a comment on the page, for a link.
pub fn anchor(comment: &Comment) -> String {
    format!("comment-{}", comment.id)
}

/// The list at the top: what still waits for an answer, each with a link to its place, and how many are dealt with. `href` says where a comment
/// stands when the form has several pages; on one page it is `#` and the [`anchor`].
pub fn comment_list(
    comments: &[Comment],
    form: &Form,
    names: &Names,
    href: &dyn Fn(&Comment) -> String,
) -> Markup {
    let open: Vec<&Comment> = comments.iter().filter(|comment| comment.is_open()).collect();
    let done = comments.len() - open.len();
    if comments.is_empty() {
        return Markup::default();
    }
    html! {
        div class="govuk-inset-text" {
            @if open.is_empty() {
                p class="govuk-body" { "No comment waits for an answer." }
            } @else {
                h2 class="govuk-heading-s" { (waiting(open.len())) }
                ul class="govuk-list govuk-list--bullet" {
                    @for comment in open {
                        li {
                            a class="govuk-link" href=(href(comment)) { (about(comment, form)) }
                            br; (name(names.name(comment.by))) ": " bdi { (first_words(&comment.words)) }
                        }
                    }
                }
            }
            @if done > 0 { p class="govuk-hint" { (dealt_with(done)) } }
        }
    }
}

fn waiting(count: usize) -> String {
    match count {
        1 => "1 comment waits for an answer".to_owned(),
        many => format!("{many} comments wait for an answer"),
    }
}

fn dealt_with(count: usize) -> String {
    match count {
        1 => "1 comment was answered or taken back. It stands beside its question.".to_owned(),
        many => format!("{many} comments were answered or taken back. They stand beside their questions."),
    }
}

fn about(comment: &Comment, form: &Form) -> String {
    let Some(place) = &comment.place else { return "About the whole".to_owned() };
    let label = form.question(place).map_or_else(|| place.to_string(), |question| question.label.clone());
    match (form.whose(place), place.index) {
        (Some(whose), _) => format!("{}: {label}", shown_in_line(whose)),
        (None, Some(index)) => format!("{label} ({})", index + 1),
        (None, None) => label,
    }
}

fn first_words(words: &str) -> String {
    let line = shown_in_line(words);
    match line.char_indices().nth(FIRST_WORDS) {
        Some((end, _)) => format!("{}…", line[..end].trim_end()),
        None => line,
    }
}
