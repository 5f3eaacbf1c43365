//! A professional's referral: who they are is known, so nobody asks; a draft is kept while they type; sending it shows the receipt.

use casework::Stop;
use casework::contact::{PROFESSIONAL, refer};
use design::govuk::{BackLink, Button};
use domain::access::Action;
use maud::{Render, html};

use super::{HOME, answers, emergency, form, form_id, once_only};
use crate::forms::{self, Asking};
use crate::route::{Act, At, Filling, Prefilled, Sent, View, Visit};

/// The form.
pub static NEW: Act<()> = Act {
    path: "/referrals/new",
    name: "send a referral",
    action: Action::SendReferral,
    prefill,
    show,
    send,
};

fn prefill(visit: &Visit<'_>, (): &(), _at: At) -> Result<Prefilled, Stop> {
    let form = form(visit.house(), PROFESSIONAL)?;
    let mut answers = form.blank();
    form.prefill(&mut answers, |source, _| {
        domain::local_form::of_viewer(&visit.session.staff, source, &visit.house().pack)
    });
    Ok(Prefilled { fields: forms::fields(form, "", &answers), version: 0 })
}

fn show(visit: &Visit<'_>, (): (), filling: &Filling) -> Result<View, Stop> {
    let form = form(visit.house(), PROFESSIONAL)?;
    let filling = &form_id(visit.house(), filling);
    let asking = Asking::new(form, "", &filling.fields).problems(&filling.problems);
    let questions = html! { (asking) (Button::new("Send referral")) };
    let body = html! {
        (asking.summary().summary())
        h1 class="govuk-heading-l" { (form.title) }
        (emergency(visit.house()))
        @if let Some(guidance) = &form.guidance { p class="govuk-body" { (guidance) } }
        (visit.form(filling, questions))
    };
    Ok(View::new(form.title.as_str(), body).before(BackLink::to(HOME.path).render()))
}

fn send(visit: &Visit<'_>, (): (), filling: &Filling) -> Result<Sent, Stop> {
    if forms::wants_one_more("", &filling.fields) {
        return Err(forms::once_more());
    }
    let answers = answers(form(visit.house(), PROFESSIONAL)?, &filling.fields)?;
    let receipt = refer(&visit.session, &filling.sending(), answers).map_err(once_only)?;
    Ok(Sent::to(format!("/referrals/sent/{}", receipt.reference)))
}
