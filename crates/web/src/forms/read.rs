//! From a page's fields to answers and back. A form may stand inside a page that asks for more: its fields then share a prefix, and only they are
//! read.

use casework::Stop;
use domain::calendar::typed::NotAMoment;
use domain::form::{Answer, Answers, Form, Kind, NOT_KNOWN, PageForm, Place, Read, Section};
use domain::refusal::{Problem, Refusal};

use crate::route::Fields;

/// The name of the button that adds a repeat of a section.
pub(super) fn another_name(prefix: &str) -> String {
    format!("{prefix}_another")
}

/// The name of the field that says how many repeats of a section were drawn.
pub(super) fn blocks_name(prefix: &str, section: &Section) -> String {
    format!("{prefix}_blocks.{}", section.id)
}

/// How many repeats of a section were drawn, and one more when its button was pressed.
pub(super) fn blocks_opened(prefix: &str, section: &Section, fields: &Fields) -> usize {
    let drawn: usize = fields.get(&blocks_name(prefix, section)).parse().unwrap_or(0);
    drawn.saturating_add(usize::from(fields.get(&another_name(prefix)) == section.id))
}

/// Whether the form was sent by a button that adds a repeat: it is then shown again and nothing else happens.
pub fn wants_one_more(prefix: &str, fields: &Fields) -> bool {
    !fields.get(&another_name(prefix)).is_empty()
}

/// Shows the page again with everything that was typed: nothing is wrong, and a draft of it is kept.
pub fn once_more() -> Stop {
    Refusal::Invalid(Vec::new()).into()
}

/// Whether a field is named after a section of the form.
pub(super) fn is_of(form: &Form, name: &str) -> bool {
    name.split_once('.').is_some_and(|(section, _)| form.section(section).is_some())
}

/// Reads the fields that begin with the prefix. Problems, warnings and unknown fields come with their names on the page. The page's own fields, whose
/// names begin with `_`, are passed over.
pub fn read(form: &Form, prefix: &str, fields: &Fields) -> Read {
    let mut posted: Vec<(String, String)> = Vec::new();
    for (name, value) in fields.pairs() {
        if let Some(name) = name.strip_prefix(prefix) {
            posted.push((name.to_owned(), value.clone()));
        }
    }
    let mut read = read_posted(form, posted);
    for problem in read.problems.iter_mut().chain(&mut read.warnings) {
        problem.field.insert_str(0, prefix);
    }
    for (name, _) in &mut read.unknown {
        name.insert_str(0, prefix);
    }
    read
}

fn read_posted(form: &Form, mut posted: Vec<(String, String)>) -> Read {
    let mut both = not_known_and_more(form, &mut posted);
    both.extend(boxes_and_words(form, &posted));
    let mut read = form.read(&posted);
    read.problems.extend(both);
    read
}

/// Reads the fields of a form with a page of its own. Problems and warnings come with the names of the page's fields.
pub(super) fn read_page(form: &Form, page: &PageForm, fields: &Fields) -> Read {
    let posted =
        fields.pairs().iter().filter_map(|(name, value)| Some((page.read_as(form, name)?, value.clone())));
    let Read { answers, problems, warnings, unknown } =
        kept_as_typed(form, page, read_posted(form, posted.collect()));
    let named = |problems: Vec<Problem>| {
        problems.into_iter().map(|problem| on_page(form, page, &answers, problem)).collect::<Vec<_>>()
    };
    let (problems, warnings) = (named(problems), named(warnings));
    Read { answers, problems, warnings, unknown }
}

/// The fields of one form, on a page that asks more than one.
pub(super) fn own_fields(form: &Form, page: &PageForm, fields: &Fields) -> Fields {
    let mut own = Fields::default();
    for (name, value) in fields.pairs() {
        if name.starts_with('_') || page.has_field(form, name) {
            own.add(name, value);
        }
    }
    own
}

/// What a question that keeps everything would refuse is a mark beside it.
fn kept_as_typed(form: &Form, page: &PageForm, mut read: Read) -> Read {
    for (place, answer) in read.answers.given.iter().filter(|(place, _)| page.keeps_as_typed(form, place)) {
        let Some(question) = form.question(place) else { continue };
        let field = place.to_string();
        if let Err(words) = question.value(answer) {
            read.problems.retain(|problem| problem.field != field || problem.words != words);
        }
        read.warnings.retain(|warning| warning.field != field);
        read.warnings.extend(question.mark(answer).map(|words| Problem::new(field, words)));
    }
    read
}

/// A problem by the name of the page's field. Of a moment, the box that is wrong.
pub(super) fn on_page(form: &Form, page: &PageForm, answers: &Answers, problem: Problem) -> Problem {
    let Ok(place) = problem.field.parse::<Place>() else { return problem };
    let Some(question) = form.question(&place) else { return problem };
    let field = page.field(form, &place);
    if !matches!(question.kind, Kind::Moment { .. }) {
        return Problem::new(field, problem.words);
    }
    let typed = match answers.at(&place) {
        Some(Answer::Date(parts)) => question.moment(parts),
        _ => None,
    };
    let field = match typed {
        Some(Err(NotAMoment::Time(_))) => moment_field(&field, "time"),
        // The day of a council's own moment has the question's own name for an id.
        _ if field.contains('.') => field,
        _ => moment_field(&field, "date"),
    };
    Problem::new(field, problem.words)
}

/// The name of one of the two fields of a moment. A council's own question has its place for a name, and its boxes stand below that.
pub(super) fn moment_field(field: &str, part: &str) -> String {
    let between = if field.contains('.') { '.' } else { '-' };
    format!("{field}{between}{part}")
}

/// "Not known" chosen beside other choices, which a browser without a script allows. The other choices stand, and a person chooses.
fn not_known_and_more(form: &Form, posted: &mut Vec<(String, String)>) -> Vec<Problem> {
    let is_choice = |name: &str| {
        let place: Option<Place> = name.parse().ok();
        place
            .and_then(|place| form.question(&place))
            .is_some_and(|question| question.kind.is_choice() && question.not_known)
    };
    let both: Vec<String> = posted
        .iter()
        .filter(|(name, value)| value == NOT_KNOWN && is_choice(name))
        .filter(|(name, _)| {
            posted
                .iter()
                .any(|(other, value)| other == name && value != NOT_KNOWN && !value.trim().is_empty())
        })
        .map(|(name, _)| name.clone())
        .collect();
    posted.retain(|(name, value)| value != NOT_KNOWN || !both.contains(name));
    let words = "You said that this is not known and also gave an answer. Keep one of the two.";
    both.into_iter().map(|name| Problem::new(name, words)).collect()
}

/// A date in its boxes and an age or a date in words: one of the two is the answer, and a person says which.
fn boxes_and_words(form: &Form, posted: &[(String, String)]) -> Vec<Problem> {
    let filled = |name: &str| posted.iter().any(|(other, value)| other == name && !value.trim().is_empty());
    let mut problems = Vec::new();
    for (name, value) in posted {
        let place: Option<Place> = name.parse().ok();
        let date = place
            .and_then(|place| form.question(&place))
            .is_some_and(|question| matches!(question.kind, Kind::PartialDate));
        if date
            && !value.trim().is_empty()
            && ["day", "month", "year"].iter().any(|part| filled(&format!("{name}.{part}")))
        {
            let words = "You gave a date and also an age or a date in words. Keep the one that is right and empty the other.";
            problems.push(Problem::new(name, words));
        }
    }
    problems
}

/// The fields in which answers stand on a page.
pub fn fields(form: &Form, prefix: &str, answers: &Answers) -> Fields {
    let mut fields = Fields::default();
    for (place, answer) in &answers.given {
        let name = format!("{prefix}{place}");
        match answer {
            Answer::NotKnown => {
                let one = form
                    .question(place)
                    .is_some_and(|question| question.kind.is_choice() && !question.kind.takes_several());
                match one {
                    true => fields.add(&name, NOT_KNOWN),
                    false => fields.add(&format!("{name}.{NOT_KNOWN}"), "yes"),
                }
            }
            Answer::Text(text) => fields.add(&name, text),
            Answer::Several(values) => values.iter().for_each(|value| fields.add(&name, value)),
            Answer::Date(parts) => {
                let parts = [
                    ("day", &parts.day),
                    ("month", &parts.month),
                    ("year", &parts.year),
                    ("precision", &parts.precision),
                    ("time", &parts.time),
                ];
                let moment =
                    form.question(place).is_some_and(|question| matches!(question.kind, Kind::Moment { .. }));
                for (part, value) in parts.into_iter().filter(|(_, value)| !value.is_empty()) {
                    let part = if moment && part == "day" { "date" } else { part };
                    fields.add(&format!("{name}.{part}"), value);
                }
            }
        }
    }
    fields
}
