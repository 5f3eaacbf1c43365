//! The sections of a form in their order, each repeat of a section in a frame of its own, and at the end whatever was sent that the form does not
//! ask for.

use design::Attributes;
use design::govuk::{Button, Details, Fieldset, Legend, Textarea};
use domain::form::{Kind, Per, Place, Repeats, Section};
use domain::person::name::shown_in_line;
use maud::{Markup, html};

use super::condition::{only_if, opened_by};
use super::spot::{Spot, writable};
use super::{Asking, Guidance, read};

/// One question with its guidance under it, and what stands beside it.
pub(super) fn question(spot: &Spot<'_>) -> Markup {
    if let Some((_, words)) = spot.asking.withheld.iter().find(|(place, _)| *place == spot.place()) {
        return html! { @if !words.is_empty() { p class="govuk-body" { (words) } } };
    }
    let above = spot.asking.above.map(|above| above(&spot.place()));
    let asked = html! { (above.unwrap_or_default()) (drawn(spot)) (guided(spot)) };
    let beside = spot.asking.beside.map(|beside| beside(&spot.place(), spot.question));
    two_columns(asked, &beside.unwrap_or_default())
}

/// A question and what stands beside it: two columns where the page is wide, one below the other where it is not.
pub(super) fn two_columns(asked: Markup, beside: &Markup) -> Markup {
    if beside.0.is_empty() {
        return asked;
    }
    html! {
        div class="app-beside" {
            div class="app-beside__question" { (asked) }
            div class="app-beside__evidence" { (beside) }
        }
    }
}

fn guided(spot: &Spot<'_>) -> Markup {
    let Some(guidance) = &spot.question.guidance else { return Markup::default() };
    let of =
        html! { "Help with this question" span class="govuk-visually-hidden" { ": " (spot.question.label) } };
    match spot.asking.guidance {
        Guidance::Folded => html! { (Details::new(of, guidance.as_str())) },
        Guidance::Open => html! { (Details { open: true, ..Details::new(of, guidance.as_str()) }) },
        Guidance::Hidden => Markup::default(),
    }
}

fn drawn(spot: &Spot<'_>) -> Markup {
    match &spot.question.kind {
        Kind::YesNo => spot.yes_or_no(),
        Kind::One(choices)
        | Kind::Several(choices)
        | Kind::Code { choices, .. }
        | Kind::Codes { choices, .. } => spot.choosing(choices),
        Kind::LongText => spot.lines(if spot.asking.is_compact { 3 } else { 5 }),
        Kind::Address => spot.lines(3),
        Kind::PartialDate => spot.date(),
        Kind::Moment { .. } => spot.moment(),
        Kind::Day => spot.line(),
        Kind::ShortText
        | Kind::PersonName
        | Kind::Phone
        | Kind::Email
        | Kind::NhsNumber
        | Kind::Upn
        | Kind::Postcode
        | Kind::Number { .. } => spot.line(),
    }
}

/// The id of a box that holds what the form does not ask for.
pub(super) fn unknown_id(prefix: &str, number: usize) -> String {
    format!("{prefix}also-sent-{}", number + 1)
}

impl Asking<'_> {
    pub(super) fn all(&self) -> Markup {
        html! {
            @for section in self.form.sections.iter().filter(|section| self.has_section(section)) { (self.section(section)) }
            @if !self.unknown.is_empty() { (self.also_sent()) }
        }
    }

    /// The form as it will look, on a page that sends nothing: no button, and what is typed goes nowhere.
    pub fn preview(&self) -> Markup {
        html! {
            @for section in &self.form.sections {
                (self.heading(&section.title))
                (self.introduced(section))
                @for (number, index) in self.blocks(section).into_iter().enumerate() {
                    @match &section.repeats {
                        None => (self.questions(section, index, true)),
                        Some(repeats) => {
                            (Fieldset::new(Legend::medium(block_words(section, repeats, number)), self.questions(section, index, number == 0)))
                            @if repeats.per == Per::Page { p class="govuk-hint" { "Asked once for each that the page gives." } }
                            @else { p class="govuk-hint" { "Here stands a button: “" (repeats.another) "”. At most " (repeats.max) "." } }
                        },
                    }
                }
            }
        }
    }

    fn introduced(&self, section: &Section) -> Markup {
        html! {
            @if let Some(guidance) = section.guidance.as_ref().filter(|_| self.guidance != Guidance::Hidden) {
                p class="govuk-body" { (guidance) }
            }
            @if let Some(when) = &section.when { p class="govuk-hint" { (only_if(&self.form, when)) } }
        }
    }

    /// The places of every question on the page, in its order.
    pub(super) fn shown_places(&self) -> impl Iterator<Item = Place> {
        self.form.sections.iter().filter(|section| self.has_section(section)).flat_map(|section| {
            self.blocks(section).into_iter().flat_map(move |index| {
                let at =
                    move |id: &str| Place { section: section.id.clone(), index, question: id.to_owned() };
                section.questions_in(index).iter().map(move |question| at(&question.id))
            })
        })
    }

    fn section(&self, section: &Section) -> Markup {
        // A question that says the same as its section is asked once: those that it opens stand under it.
        let mut standing = section.questions.iter().filter(|question| opened_by(section, question).is_none());
        let alone = standing.next().filter(|_| standing.next().is_none());
        let said_by_question = section.repeats.is_none()
            && section.when.is_none()
            && alone.is_some_and(|only| only.label == section.title);
        html! {
            // The heading of a page that asks one part alone says its name already.
            @if !said_by_question && self.only.len() != 1 { (self.heading(&section.title)) }
            (self.introduced(section))
            @match &section.repeats {
                None => (self.questions(section, None, true)),
                Some(repeats) => (self.repeated(section, repeats)),
            }
        }
    }

    /// The questions of a section, or of one repeat of it.
    pub(super) fn questions(&self, section: &Section, index: Option<u16>, is_first: bool) -> Markup {
        let later = |id: &str| self.page.is_some_and(|page| page.is_after_first(section, id));
        let standing =
            section.questions_in(index).iter().filter(|question| opened_by(section, question).is_none());
        let standing = standing.filter(|question| !(is_first && later(&question.id)));
        html! { @for each in standing { (question(&Spot::new(self, section, index, each))) } }
    }

    fn repeated(&self, section: &Section, repeats: &Repeats) -> Markup {
        let blocks = self.blocks(section);
        if repeats.is_about_people() {
            return self.of_people(section, repeats, &blocks);
        }
        let shown = blocks.len();
        let next = (0..repeats.max).find(|next| !blocks.contains(&Some(*next)));
        html! {
            @for (number, index) in blocks.into_iter().enumerate() {
                @let asked = Fieldset::new(Legend::medium(block_words(section, repeats, number)), self.questions(section, index, number == 0));
                @match self.beside_repeat.zip(index).map(|(beside, index)| beside(section, index)).filter(|beside| !beside.0.is_empty()) {
                    None => (asked),
                    Some(beside) => div class="app-split" { div { (asked) } (beside) },
                }
            }
            input type="hidden" name=(read::blocks_name(self.prefix, section)) value=(shown);
            @if let Some(next) = next {
                (self.another(section, repeats, next))
            } @else {
                p class="govuk-hint" { "No more than " (repeats.max) " fit here. Write the rest into another answer." }
            }
        }
    }

    /// One frame for each of the people; nobody is added here.
    fn of_people(&self, section: &Section, repeats: &Repeats, blocks: &[Option<u16>]) -> Markup {
        html! {
            @for index in blocks {
                @let number = usize::from(index.unwrap_or_default());
                @if section.row(*index).is_some_and(|row| row.title.is_empty()) { (self.questions(section, *index, false)) } @else {
                    (Fieldset::new(Legend::medium(block_words(section, repeats, number)), self.questions(section, *index, number == 0)))
                }
            }
            @if blocks.is_empty() {
                p class="govuk-body" { (nobody(repeats.per)) }
            }
        }
    }

    /// Whether anything of a section is asked on this page.
    fn has_section(&self, section: &Section) -> bool {
        self.only.is_empty() || self.only.iter().any(|part| part.split('.').next() == Some(&section.id))
    }

    /// Whether a repeat of a section is asked on this page.
    fn has_repeat(&self, section: &Section, index: Option<u16>) -> bool {
        let place = Place { section: section.id.clone(), index, question: String::new() };
        self.only.is_empty() || self.only.iter().any(|part| place.is_in(part))
    }

    /// The button that adds a repeat. The page that follows opens where the new questions begin, without a script.
    fn another(&self, section: &Section, repeats: &Repeats, next: u16) -> Button {
        let button = Button::new(repeats.another.as_str()).secondary();
        let button = button.sends(read::another_name(self.prefix), &section.id);
        let first = section.questions.first().map_or("", |question| question.id.as_str());
        let place = Place::nth(&section.id, next, first);
        Button {
            attributes: Attributes::new().with("formaction", format!("#{}", self.name_of(&place))),
            ..button
        }
    }

    /// The repeats of a section to draw: those with an answer, those opened before, and the one just asked for.
    pub(super) fn blocks(&self, section: &Section) -> Vec<Option<u16>> {
        let mut blocks = self.form.repeats(&self.answers, section);
        let Some(repeats) = &section.repeats else { return blocks };
        if repeats.is_about_people() {
            blocks.retain(|index| self.has_repeat(section, *index));
            return blocks;
        }
        let opened = read::blocks_opened(self.prefix, section, &self.fields).min(usize::from(repeats.max));
        let mut next = 0;
        while blocks.len() < opened && next < repeats.max {
            if !blocks.contains(&Some(next)) {
                blocks.push(Some(next));
            }
            next += 1;
        }
        blocks.sort_unstable();
        blocks
    }

    fn also_sent(&self) -> Markup {
        html! {
            (self.heading("Also sent"))
            p class="govuk-body" { "This form has no question for these words. Copy what matters into an answer, then empty the box." }
            @for (number, (name, text)) in self.unknown.iter().enumerate() {
                @let called = if name.trim().is_empty() { "_" } else { name.as_str() };
                @let label: String = shown_in_line(&writable(called)).chars().take(100).collect();
                (Textarea::new(writable(called), format!("“{label}”")).id(unknown_id(self.prefix, number)).value(writable(text)))
            }
        }
    }

    fn heading(&self, words: &str) -> Markup {
        match self.level {
            0..=2 => html! { h2 class="govuk-heading-m" { (words) } },
            3 => html! { h3 class="govuk-heading-s" { (words) } },
            _ => html! { h4 class="govuk-heading-s" { (words) } },
        }
    }
}

/// The heading of a repeat, counted from 0: the name when the people are known, "Child 2" when they are not.
pub(super) fn block_words(section: &Section, repeats: &Repeats, number: usize) -> String {
    if let Some(name) = repeats.named.as_ref().and_then(|people| people.get(number)) {
        return shown_in_line(name);
    }
    let number = number + 1;
    if let Some(one) = &repeats.one {
        return format!("{one} {number}");
    }
    match repeats.per {
        Per::Child => format!("Child {number}"),
        Per::Carer => format!("Parent or carer {number}"),
        Per::Free | Per::Page => format!("{}: {number}", section.title),
    }
}

/// What is said where a section repeats for people and there are none.
pub(super) fn nobody(per: Per) -> &'static str {
    match per {
        Per::Child => "No child is named here.",
        Per::Carer => "No parent or carer is named here.",
        Per::Free | Per::Page => "",
    }
}
