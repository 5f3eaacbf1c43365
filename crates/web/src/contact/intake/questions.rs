//! The questions of a new contact, in the order a call goes: danger, who, the children and those around them, the worry, the family.

use design::govuk::{Choice, Fieldset, Hint, InsetText, Legend, SelectItem};
use domain::contact::{CONTACT_SOURCES, Channel};
use domain::pack::{Code, Pack};
use maud::{Markup, Render, html};

use super::super::filled::Asked;
use crate::route::Visit;

/// Ways a contact reaches somebody who types it in.
pub(super) const CHANNELS: &[Channel] =
    &[Channel::Telephone, Channel::InPerson, Channel::Email, Channel::PoliceSystem, Channel::NightTeam];

/// A group of sources, for choosing in two steps instead of from twenty-two. The codes of the national returns begin alike.
pub(super) struct Sources {
    pub(super) code: &'static str,
    words: &'static str,
    begins: &'static [&'static str],
}

/// The groups; the last takes every code that is in none of the others.
pub(super) const SOURCES: &[Sources] = &[
    Sources { code: "police", words: "Police", begins: &["6"] },
    Sources { code: "school", words: "School or education", begins: &["2"] },
    Sources { code: "health", words: "Health", begins: &["3"] },
    Sources { code: "family", words: "Family or public", begins: &["1A", "1B", "1C", "1D", "9"] },
    Sources { code: "other", words: "Other", begins: &[] },
];

impl Sources {
    /// The codes of the group that can be chosen today.
    pub(super) fn codes<'p>(&self, pack: &'p Pack) -> Vec<&'p Code> {
        let named =
            |group: &Sources, code: &Code| group.begins.iter().any(|start| code.code.starts_with(start));
        let mine = |code: &Code| match self.begins {
            [] => !SOURCES.iter().any(|group| named(group, code)),
            _ => named(self, code),
        };
        let list = pack.code_list(CONTACT_SOURCES).map_or(&[][..], |list| &list.codes);
        list.iter().filter(|code| !code.withdrawn && mine(code)).collect()
    }

    /// The field that says which of the group.
    pub(super) fn field(&self) -> String {
        format!("source-{}", self.code)
    }
}

/// Questions that belong together, under their heading.
pub(super) fn part(heading: &str, questions: Markup) -> Markup {
    Fieldset::new(Legend::medium(html! { h2 class="govuk-fieldset__heading" { (heading) } }), questions)
        .render()
}

/// Is any child in danger now? Asked first, because nothing else matters then.
pub(super) fn danger(asked: &Asked<'_>, pack: &Pack) -> Markup {
    let now = html! {
        (InsetText::new(html! {
            p class="govuk-body govuk-!-font-weight-bold" { "If nobody has rung 999 yet, ask the caller to do it now, or ring 999 yourself." }
            p class="govuk-body" {
                "Find out who is with the child, and stay on the line. Saving this contact tells every duty manager at once. "
                "Duty: " (pack.council.duty_phone) ". Nights: " (pack.council.night_phone) "."
            }
        }))
        (asked.lines("danger_words", "What is happening, has 999 been rung, and who is with the child?").rows(3))
    };
    let choices = vec![
        Choice::new("yes", "Yes").conditional(now),
        Choice::new("no", "No"),
        Choice::new(super::super::told::NOT_KNOWN, "Not known"),
    ];
    asked.one_of("danger_now", "Is any child in danger now?", choices).render()
}

/// Who is contacting us, when and how.
pub(super) fn who(asked: &Asked<'_>, visit: &Visit<'_>) -> Markup {
    let pack = &visit.house().pack;
    let channels = CHANNELS.iter().map(|channel| Choice::new(channel.code(), channel.words())).collect();
    let agencies = pack.agencies.iter().map(|agency| SelectItem::new(&agency.id, &agency.name)).collect();
    let earlier = html! {
        (asked.line("received-date", "Date").hint("Like 4 9 2026").classes("govuk-input--width-10"))
        (asked.line("received-time", "Time").hint("Like 15:00").classes("govuk-input--width-5"))
    };
    let received = vec![Choice::new("now", "Now"), Choice::new("earlier", "Earlier").conditional(earlier)];
    part(
        "Who is contacting us",
        html! {
            (asked.one_of("source", "Who is contacting us?", sources(asked, pack)))
            (asked.line("referrer-name", "Their name"))
            (asked.line("referrer-role", "Their role, or what they are to the child").hint("Designated safeguarding lead, neighbour, grandmother"))
            (asked.list("referrer-agency", "Their agency, for professionals", agencies))
            (asked.line("referrer-phone", "A number to ring back").classes("govuk-input--width-20"))
            (asked.line("referrer-email", "Their e-mail"))
            (asked.ticked("referrer-anonymous", "They ask that the family is not told who they are"))
            (asked.line("referrer-preference", "What we must not do when we answer them").hint("Do not leave a message, ring only after 16:00"))
            (asked.one_of("received", "When did this reach us?", received))
            (asked.one_of("channel", "How did it reach us?", channels).classes("govuk-radios--small"))
        },
    )
}

fn sources(asked: &Asked<'_>, pack: &Pack) -> Vec<Choice> {
    let choice = |group: &Sources| {
        let codes = group.codes(pack);
        let choice = Choice::new(group.code, group.words);
        if codes.len() < 2 {
            return choice;
        }
        let each = codes.iter().map(|code| Choice::new(&code.code, &code.words)).collect();
        let which = asked.one_of(group.field(), &format!("Which? {}", group.words), each);
        choice.conditional(which.classes("govuk-radios--small").render())
    };
    SOURCES.iter().map(choice).collect()
}

/// What they are worried about: facts apart from opinion, and what is working well.
pub(super) fn worry(asked: &Asked<'_>) -> Markup {
    part(
        "What are they worried about?",
        html! {
            (asked.lines("facts", "What was seen or heard, by whom, and when?").hint("Facts: what happened, in the caller's words").rows(6))
            (asked.lines("opinion", "What do they think it means?").hint("Opinion: kept apart from the facts").rows(3))
            (asked.line("happened", "When did it happen?").hint(when_hint()).classes("govuk-input--width-20"))
            (asked.line("injury", "Is anybody hurt? How?").hint("Or “not known”"))
            (asked.lines("impact", "How is it for the child?").hint("What the child does, shows or misses because of it").rows(3))
            (asked.lines("working_well", "What is working well?").rows(3))
            (asked.lines("who_else", "Who else knows the family or is involved?").rows(3))
        },
    )
}

/// Does the family know, and how can they be reached safely?
pub(super) fn family(asked: &Asked<'_>) -> Markup {
    part(
        "The family",
        html! {
            (asked.yes_no("family_aware", "Do the parents or carers know that we are being told?"))
            (asked.yes_no("family_agrees", "Do they agree?"))
            (asked.lines("family_words", "Why were they not asked, or what did they say?").rows(2))
            (asked.lines("safe_contact", "How can the family be reached safely?").rows(2))
            (asked.lines("never", "What must we not do or send?").hint("No letter to the house, do not ring him").rows(2))
            (asked.lines("staff_risk", "What must somebody know before they visit?").hint("Dogs, weapons, threats").rows(2))
        },
    )
}

/// How a date with honest precision is typed.
pub(super) fn when_hint() -> Hint {
    Hint::from("Like 29 2 2016, March 2014, about 2014 or not known")
}
