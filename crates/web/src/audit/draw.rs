//! Drawing a sample: which decisions, of which days, how many, and of which theme.

use casework::Stop;
use casework::audit::{draw_sample, samples};
use design::govuk::{BackLink, Button, Choice, InsetText, SelectItem};
use domain::access::Action;
use domain::audit::{Draw, SampleAsked};
use domain::refusal::Refusal;
use maud::{Render, html};

use super::{DAY_HINT, day, sample};
use crate::contact::filled::Asked;
use crate::route::{Act, At, Fields, Filling, Prefilled, Sent, View, Visit};

pub(super) static DRAW: Act<()> = Act {
    path: "/audits/samples/new",
    name: "draw a sample of decisions to audit",
    action: Action::DrawSample,
    prefill,
    show,
    send,
};

/// Looking again begins from what was looked at.
fn prefill(visit: &Visit<'_>, (): &(), _: At) -> Result<Prefilled, Stop> {
    let mut fields = Fields::default();
    if let Ok(follows) = visit.query.get("follows").parse()
        && let Some(before) = samples(&visit.session)?.into_iter().find(|sample| sample.id == follows)
    {
        fields = fields
            .with("follows", before.id.to_string())
            .with("draw", before.draw.code())
            .with("theme", before.theme.unwrap_or_default())
            .with("many", before.many.to_string());
    }
    Ok(Prefilled { fields, version: 0 })
}

fn show(visit: &Visit<'_>, (): (), filling: &Filling) -> Result<View, Stop> {
    let pack = &visit.house().pack.audit;
    let asked = Asked::new(filling, &[]);
    let draws = Draw::ALL.iter().map(|draw| Choice::new(draw.code(), draw.words())).collect();
    let themes = pack.themes.iter().map(|theme| SelectItem::new(&theme.code, theme.name.as_str())).collect();
    let body = html! {
        (asked.summary())
        h1 class="govuk-heading-l" { "Draw a sample" }
        (InsetText::new("The lot chooses, by a seed that is made now and kept. Nobody audits their own work, and no manager their own team’s: those who had a part are left out by themselves. A share is graded by two, neither knowing of the other."))
        (asked.form(visit, html! {
            @if filling.fields.has("follows") { input type="hidden" name="follows" value=(filling.get("follows")); }
            (asked.one_of("draw", "Which decisions?", draws))
            (asked.list("theme", "Of a theme?", themes).hint("Leave it at “Choose” for a sample at random"))
            (asked.line("from", "Decided from").hint(DAY_HINT))
            (asked.line("until", "Decided until").hint(DAY_HINT))
            (asked.line("many", "How many?"))
            (asked.lines("why", "Why are you drawing it?").rows(3).hint("What you hope to learn"))
            (Button::new("Draw it"))
        }))
    };
    let back = BackLink { content: "Back to samples".into(), ..BackLink::to("/audits/samples") };
    Ok(View::new("Draw a sample", body).before(back.render()))
}

fn send(visit: &Visit<'_>, (): (), filling: &Filling) -> Result<Sent, Stop> {
    let mut problems = Vec::new();
    let asked = SampleAsked {
        draw: Draw::from_code(filling.get("draw")),
        theme: filling.get("theme").to_owned(),
        from: day(filling, "from", &mut problems),
        until: day(filling, "until", &mut problems),
        many: filling.get("many").trim().parse().ok(),
        why: filling.get("why").to_owned(),
        follows: filling.get("follows").parse().ok(),
    };
    if !problems.is_empty() {
        return Err(Refusal::Invalid(problems).into());
    }
    let drawn = draw_sample(&visit.session, &filling.sending(), &asked)?;
    Ok(Sent::to(sample::at(drawn)))
}
