//! The questions of the form that changes what is held. Every group ends with an empty row, so that one more can be added without a script.

use design::govuk::{
    Button, Checkboxes, Choice, Fieldset, Input, Legend, Radios, Select, SelectItem, Textarea,
};
use maud::{Markup, Render, html};

use super::facts::{NOT_KNOWN, TEXTS, tick};
use super::groups::{KINDS, field};
use crate::route::{Filling, Visit};

const BIRTH: &str = "Born";
const DATE_HINT: &str = "Like 29 2 2016, March 2014, 2014, about 2014, due 3 5 2027, or not known.";

/// The whole form.
pub(super) fn all(visit: &Visit<'_>, filling: &Filling) -> Markup {
    html! {
        (group("Names", filling, "name", name))
        (input(filling, "birth", BIRTH, DATE_HINT))
        (input(filling, "died", "Died", "Only if they have. The same ways of writing a date."))
        (coded(visit, filling))
        @for text in TEXTS { (known(filling, text.name, text.question)) }
        (group("Addresses", filling, "address", address))
        (group("Telephone numbers", filling, "phone", phone))
        (group("To know first", filling, "hazard", hazard))
        (Textarea::new("reason", "Why is it changed?")
            .hint("A correction says what was wrong and who said so.")
            .value(filling.get("reason"))
            .error(filling.error("reason")))
        (Button::new("Save the change"))
    }
}

/// The questions with the names of their fields: what is compared when two people write at once.
pub(super) fn asked(filling: &Filling) -> Vec<(String, String)> {
    let mut asked: Vec<(String, String)> =
        vec![("birth".into(), BIRTH.into()), ("died".into(), "Died".into())];
    for (name, question) in [
        ("sex", "Sex"),
        ("ethnicity", "Ethnicity"),
        ("interpreter", "Interpreter"),
        ("disabilities", "Disability"),
        ("upn_unknown", "Why there is no unique pupil number"),
    ] {
        asked.push((name.into(), question.into()));
    }
    asked.extend(TEXTS.iter().map(|text| (text.name.into(), text.question.into())));
    let theirs = filling.conflict.as_ref().map(|conflict| &conflict.theirs);
    let groups: [(&str, &str, &[&str]); 4] = [
        ("name", "Name", &["given", "family", "single", "kind"]),
        ("address", "Address", &["lines", "postcode", "from", "until"]),
        ("phone", "Telephone", &["number", "whose", "never"]),
        ("hazard", "To know first", &["words", "review"]),
    ];
    for (group, question, parts) in groups {
        let rows = filling.fields.repeats(group).max(theirs.map_or(0, |theirs| theirs.repeats(group)));
        for place in 0..rows {
            asked.extend(
                parts
                    .iter()
                    .map(|part| (field(group, place, part), format!("{question} {}: {part}", place + 1))),
            );
        }
    }
    asked
}

fn group(words: &str, filling: &Filling, name: &str, row: fn(&Filling, usize) -> Markup) -> Markup {
    // Rows left empty when the form was sent are not drawn twice.
    let rows = filling.fields.repeats(name);
    let last_is_empty = rows > 0
        && filling.fields.pairs().iter().all(|(field, value)| {
            !field.starts_with(&format!("{name}-{}-", rows - 1))
                || field.ends_with("-kind")
                || value.is_empty()
        });
    let rows = if last_is_empty { rows } else { rows + 1 };
    html! {
        h2 class="govuk-heading-m" { (words) }
        @for place in 0..rows {
            (Fieldset::new(Legend { content: legend(words, place, place + 1 == rows).into(), classes: "govuk-fieldset__legend--s".into(), ..Legend::default() }, row(filling, place)))
        }
    }
}

fn legend(words: &str, place: usize, new: bool) -> String {
    if new { format!("{words}: one more") } else { format!("{words}: {}", place + 1) }
}

fn input(filling: &Filling, name: &str, question: &str, hint: &str) -> Markup {
    let input = Input::new(name, question).value(filling.get(name)).error(filling.error(name));
    if hint.is_empty() { input.render() } else { input.hint(hint).render() }
}

fn part(filling: &Filling, group: &str, place: usize, part: &str, question: &str) -> Markup {
    input(filling, &field(group, place, part), question, "")
}

fn hidden(filling: &Filling, name: &str) -> Markup {
    html! { @if !filling.get(name).is_empty() { input type="hidden" name=(name) value=(filling.get(name)); } }
}

fn ticked(filling: &Filling, name: &str, words: &str) -> Markup {
    let values = filling.fields.has(name).then_some("yes");
    Checkboxes::single(name, Choice::new("yes", words))
        .values(values)
        .classes("govuk-checkboxes--small")
        .render()
}

/// A fact in words with a tick for "asked, and not known".
fn known(filling: &Filling, name: &str, question: &str) -> Markup {
    html! { (input(filling, name, question, "")) (ticked(filling, &tick(name), &format!("{question}: asked, and not known"))) }
}

fn coded(visit: &Visit<'_>, filling: &Filling) -> Markup {
    let pack = &visit.house().pack;
    let silence = [(NOT_KNOWN, "Asked, and not known"), ("", "Not asked")]
        .map(|(code, words)| Choice::new(code, words));
    let sexes = [("M", "Male"), ("F", "Female"), ("U", "Not known to anybody yet: unborn")];
    let sexes =
        sexes.map(|(code, words)| Choice::new(code, words)).into_iter().chain(silence.clone()).collect();
    let interpreter = [("yes", "Yes"), ("no", "No")].map(|(code, words)| Choice::new(code, words));
    let interpreter = interpreter.into_iter().chain(silence).collect();
    let mut ethnicity =
        vec![SelectItem::new("", "Not asked"), SelectItem::new(NOT_KNOWN, "Asked, and not known")];
    let listed = |list: &str| pack.code_list(list).map(|list| list.codes.as_slice()).unwrap_or_default();
    ethnicity.extend(listed("ethnicity").iter().map(|code| SelectItem::new(&code.code, &code.words)));
    let mut no_number =
        vec![SelectItem::new("", "There is one, or the reason follows from age and referral")];
    no_number
        .extend(listed("upn_unknown_reason").iter().map(|code| SelectItem::new(&code.code, &code.words)));
    let choice = |code: &domain::pack::Code| {
        let choice = Choice::new(&code.code, &code.words);
        if code.code == "NONE" { choice.exclusive() } else { choice }
    };
    let mut disabilities: Vec<Choice> = listed("disability").iter().map(choice).collect();
    disabilities.push(Choice::new(NOT_KNOWN, "Asked, and not known").exclusive());
    html! {
        (Radios::new("sex", "Sex", sexes).value(filling.get("sex")).error(filling.error("sex")))
        (Select::new("ethnicity", "Ethnicity", ethnicity).value(filling.get("ethnicity")).error(filling.error("ethnicity")))
        (Radios::new("interpreter", "Is an interpreter needed?", interpreter).value(filling.get("interpreter")).error(filling.error("interpreter")))
        (Checkboxes::new("disabilities", "Disability", disabilities)
            .hint("Leave all empty when nobody has asked.")
            .values(filling.fields.all("disabilities"))
            .error(filling.error("disabilities")))
        (Select::new("upn_unknown", "Why there is no unique pupil number", no_number)
            .value(filling.get("upn_unknown"))
            .error(filling.error("upn_unknown")))
    }
}

fn name(filling: &Filling, place: usize) -> Markup {
    let kind = field("name", place, "kind");
    let kinds = KINDS.iter().map(|(_, code, words)| SelectItem::new(*code, *words)).collect();
    let chosen = match filling.get(&kind) {
        "" if place > 0 => "alias",
        chosen => chosen,
    };
    html! {
        (part(filling, "name", place, "given", "Given names"))
        (part(filling, "name", place, "family", "Family name"))
        (part(filling, "name", place, "single", "Or one name that is not parted"))
        (Select::new(kind.as_str(), "What kind of name?", kinds).value(chosen))
    }
}

fn address(filling: &Filling, place: usize) -> Markup {
    let (lines, protect) = (field("address", place, "lines"), field("address", place, "protect"));
    let held = !filling.get(&field("address", place, "place")).is_empty();
    // A protected address has its place and no lines: they do not pass through the form.
    let sealed = held && !filling.fields.has(&lines);
    html! {
        (hidden(filling, &field("address", place, "place")))
        @if sealed {
            p class="govuk-body" { "Protected address: withheld. Its dates can be changed." }
        } @else {
            (Textarea::new(lines.as_str(), "House, street and town").rows(3).value(filling.get(&lines)).error(filling.error(&lines)))
            (part(filling, "address", place, "postcode", "Postcode"))
            (ticked(filling, &protect, "Protect this address: a refuge, a confidential placement, a hidden home. It then stands on no page."))
        }
        (part(filling, "address", place, "from", "From"))
        (part(filling, "address", place, "until", "Until"))
        (part(filling, "address", place, "source", "Who said so?"))
    }
}

fn phone(filling: &Filling, place: usize) -> Markup {
    let number = field("phone", place, "number");
    let sealed = !filling.get(&field("phone", place, "held")).is_empty() && !filling.fields.has(&number);
    html! {
        (hidden(filling, &field("phone", place, "held")))
        @if sealed { p class="govuk-body" { "Protected number: withheld." } } @else { (part(filling, "phone", place, "number", "Number")) }
        (part(filling, "phone", place, "whose", "Whose is it?"))
        (part(filling, "phone", place, "never", "Must it not be used? Say why: it is shown before the number"))
    }
}

fn hazard(filling: &Filling, place: usize) -> Markup {
    html! {
        (hidden(filling, &field("hazard", place, "held")))
        (part(filling, "hazard", place, "words", "In a few words"))
        (ticked(filling, &field("hazard", place, "staff"), "It is about the safety of staff"))
        (part(filling, "hazard", place, "review", "To be looked at again on"))
    }
}
