//! Blocks of questions that stand several times in one form: children, other people, actions. "Add another" works without a script: what is
//! typed is kept as the draft with one block more, and the same page is shown again. No record is made.

use std::collections::BTreeSet;

use casework::Stop;
use domain::refusal::{Problem, Refusal};
use maud::{Markup, Render};

use crate::route::{Fields, Filling, Sent, Visit};

/// A group of questions that repeats.
pub(crate) struct Group {
    /// The beginning of the names of its fields: `child` in `child-0-name`.
    pub(crate) name: &'static str,
    /// The first field of a block: where adding one lands.
    pub(crate) first: &'static str,
    /// What one of them is called: "child".
    pub(crate) one: &'static str,
    /// How many are shown before anybody asked for more.
    pub(crate) least: usize,
}

/// The name of the button that asks for one more.
const MORE: &str = "more";
/// More blocks than this are no contact: whoever needs them sends a second one.
const MOST: usize = 60;

impl Group {
    /// The numbers of the blocks in a form, in order.
    pub(crate) fn blocks(&self, fields: &Fields) -> Vec<usize> {
        let mut numbers = self.numbers(fields);
        numbers.extend(0..self.least);
        numbers.into_iter().take(MOST).collect()
    }

    fn numbers(&self, fields: &Fields) -> BTreeSet<usize> {
        fields.pairs().iter().filter_map(|(name, _)| self.number(name)).collect()
    }

    /// The block a field is in. A number is written in one way only: 7 and never 007.
    fn number(&self, field: &str) -> Option<usize> {
        let written = field.strip_prefix(self.name)?.strip_prefix('-')?.split('-').next()?;
        written.parse().ok().filter(|number: &usize| number.to_string() == written)
    }

    /// The name of a field in a block.
    pub(crate) fn field(&self, block: usize, field: &str) -> String {
        format!("{}-{block}-{field}", self.name)
    }

    /// Whether anything was answered in a block, whatever stands in the fields that are passed over.
    pub(crate) fn is_answered(&self, fields: &Fields, block: usize, passed_over: &[&str]) -> bool {
        let start = self.field(block, "");
        let answers =
            fields.pairs().iter().filter_map(|(name, value)| Some((name.strip_prefix(&start)?, value)));
        answers.into_iter().any(|(name, value)| !passed_over.contains(&name) && !value.trim().is_empty())
    }

    /// Words about more blocks than one form takes.
    pub(crate) fn too_many(&self, fields: &Fields) -> Option<Problem> {
        let words = format!(
            "One form takes at most {MOST} blocks, each for one {}. Put the rest into a second one. Nothing that you sent was saved.",
            self.one
        );
        (self.numbers(fields).len() > MOST).then(|| Problem::new(self.field(0, self.first), words))
    }

    /// The button that asks for one more.
    pub(crate) fn add(&self, words: &str) -> Markup {
        design::govuk::Button::new(words).secondary().sends(MORE, self.name).render()
    }
}

/// Whether one more block was asked for: keeps what is typed with that block, and shows the page again at it.
pub(crate) fn one_more(
    visit: &Visit<'_>,
    filling: &Filling,
    groups: &[&Group],
) -> Option<Result<Sent, Stop>> {
    let group = groups.iter().find(|group| group.name == filling.get(MORE))?;
    let next = group.blocks(&filling.fields).last().map_or(0, |last| last.saturating_add(1));
    let first = group.field(next, group.first);
    let typed = filling.fields.pairs().iter().filter(|(name, _)| name != MORE).cloned();
    let typed: Vec<(String, String)> = typed.chain([(first.clone(), String::new())]).collect();
    let owner = visit.session.staff.id;
    let kept = casework::draft::keep(visit.house(), owner, filling.form, &visit.path, filling.opened, &typed);
    Some(kept.map(|_| Sent::to(format!("{}#{first}", visit.path))))
}

/// Refuses with what is wrong, if anything is.
pub(crate) fn all_right(problems: Vec<Problem>) -> Result<(), Refusal> {
    if problems.is_empty() { Ok(()) } else { Err(Refusal::Invalid(problems)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_counted_by_what_was_sent_not_by_the_highest_number() {
        const CHILD: Group = Group { name: "child", first: "name", one: "child", least: 1 };
        fn check(query: &str, expected: &[usize]) {
            assert_eq!(CHILD.blocks(&Fields::read(query.as_bytes())), expected, "{query}");
        }
        check("", &[0]);
        check("child-0-name=a&child-2-name=", &[0, 2]);
        check("child-999999999-name=a", &[0, 999_999_999]);
        check("child-007-name=a&child-+7-name=b", &[0]);
        check("child-99999999999999999999999999-name=a&child--name=b&children-4=c", &[0]);
    }
}
