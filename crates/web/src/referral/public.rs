//! Telling us without an account. Emergency words come first, one answer is enough, nothing says whether a child is known, and a quick way out is
//! always at hand. Nothing is kept on the device: no cookie, no draft.

use casework::contact::{PUBLIC, may_refer_openly, refer_openly};
use casework::{House, Stop};
use design::govuk::{Button, Panel};
use maud::{Markup, html};

use super::{answers, emergency, form, form_id, once_only};
use crate::forms::{self, Asking};
use crate::route::{Caller, Filling, OpenAct, OpenPage, Sent, View};

/// The form for anybody.
pub static TELL_US: OpenAct<()> = OpenAct { path: "/tell-us", name: "public referral", show, send };

/// Its receipt.
pub static RECEIVED: OpenPage<()> =
    OpenPage { path: "/tell-us/received", name: "public receipt", show: received };

fn show(caller: &Caller<'_>, (): (), filling: &Filling) -> Result<View, Stop> {
    let form = form(caller.house, PUBLIC)?;
    let filling = &form_id(caller.house, filling);
    let asking = Asking::new(form, "", &filling.fields).problems(&filling.problems);
    let questions = html! {
        (asking)
        p class="govuk-body" { "A person reads this. If it is night or a weekend and cannot wait, ring instead." }
        (Button::new("Send"))
    };
    let body = html! {
        (asking.summary().summary())
        h1 class="govuk-heading-l" { (form.title) }
        (emergency(caller.house))
        @if let Some(guidance) = &form.guidance { p class="govuk-body" { (guidance) } }
        (filling.undrafted(TELL_US.path, questions))
    };
    Ok(View::new(form.title.as_str(), body).exit())
}

fn send(caller: &Caller<'_>, (): (), filling: &Filling) -> Result<Sent, Stop> {
    if forms::wants_one_more("", &filling.fields) {
        return Err(forms::once_more());
    }
    let answers = answers(form(caller.house, PUBLIC)?, &filling.fields)?;
    may_refer_openly(caller.house, &caller.address)?;
    let receipt = refer_openly(caller.house, &filling.sending(), answers).map_err(once_only)?;
    Ok(Sent::to(format!("{}?reference={}", RECEIVED.path, receipt.reference)))
}

/// The receipt: the same for every child but for the number, which it repeats and looks up nowhere.
fn received(caller: &Caller<'_>, (): ()) -> Result<View, Stop> {
    let reference = caller.query.get("reference");
    let number = is_reference(reference).then(|| html! { "Your number: " strong { (reference) } });
    let body = html! {
        (Panel::new("Thank you. We have what you told us", number.unwrap_or_default()))
        (next(caller.house))
    };
    Ok(View::new("Thank you. We have what you told us", body).exit())
}

fn next(house: &House) -> Markup {
    html! {
        h2 class="govuk-heading-m" { "What happens next" }
        p class="govuk-body" { "A social worker reads it and decides what to do. We may not be able to tell you what we did, because it is private to the family. What you told us is always read." }
        p class="govuk-body" { "Write the number down if it is safe to. You can give it when you ring us, and need not say who you are." }
        h2 class="govuk-heading-m" { "If something changes" }
        (emergency(house))
        p class="govuk-body" { a class="govuk-link" href=(super::LEAVE.path) { "Leave this page" } }
    }
}

/// Whether a text has the form of a number that a receipt gives, so that nothing else is ever repeated on the page.
fn is_reference(text: &str) -> bool {
    let letters =
        |part: &str| part.len() == 5 && part.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
    text.split_once('-').is_some_and(|(one, two)| letters(one) && letters(two))
}

#[cfg(test)]
mod tests {
    use super::is_reference;

    #[test]
    fn only_a_number_is_repeated_on_the_receipt() {
        for (text, expected) in [
            ("ABCDE-23456", true),
            ("ABCDE-2345", false),
            ("abcde-23456", false),
            ("ABCDE", false),
            ("", false),
            ("<b>xx-yyyyy", false),
            ("ABCDÉ-2345", false),
            ("ABCDE-23456-ABCDE", false),
        ] {
            assert_eq!(is_reference(text), expected, "{text}");
        }
    }
}
