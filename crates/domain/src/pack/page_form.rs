//! What the forms with a page of their own must ask: every question that becomes the record, once and of the right kind, in each version that is kept.

use super::Pack;
use super::nearest::meant;
use super::reading::Reading;
use crate::form::page::{ALL, Need};
use crate::form::{Form, PageForm, Per};

impl Reading<'_> {
    /// Checks them.
    pub(super) fn page_forms(&mut self, pack: &Pack) {
        for page in ALL.iter().filter(|page| pack.form(page.id).is_none()) {
            let words = format!("The pack has no form “{}”.", page.id);
            self.problem(&format!("forms/{}.toml", page.id), "", words);
        }
        let mut told: Vec<(String, String, String)> = Vec::new();
        for form in &pack.forms {
            let Some(file) = self.file_of(form) else { continue };
            let page = PageForm::named(&form.id);
            let missing = page.iter().flat_map(|page| missing(page, form));
            told.extend(missing.map(|words| (file.clone(), "section".to_owned(), words)));
            told.extend(wrong(page, form).into_iter().map(|(path, words)| (file.clone(), path, words)));
        }
        for (file, path, words) in told {
            self.problem(&file, &path, words);
        }
    }
}

fn missing<'f>(page: &'f PageForm, form: &'f Form) -> impl Iterator<Item = String> + 'f {
    page.needs.iter().filter(move |need| page.find(form, need).is_none()).map(move |need| {
        let (question, names) = (need.question, form.sections.iter().flat_map(|section| &section.questions));
        let near = meant(question, names.map(|question| question.id.as_str()));
        match need.section {
            Some(section) if need.is_of_row() => format!(
                "The program needs a question “{question}” in a section “{section}” with `per = \"page\"`.{near}"
            ),
            Some(section) => format!(
                "The program needs a question “{question}” in a section “{section}” that repeats.{near}"
            ),
            None => {
                format!("The program needs a question “{question}” in a section that does not repeat.{near}")
            }
        }
    })
}

/// Questions of another kind, asked twice, or chosen from what no page offers; each with its path in the file.
fn wrong(page: Option<&PageForm>, form: &Form) -> Vec<(String, String)> {
    let mut told = Vec::new();
    let mut met: Vec<&Need> = Vec::new();
    for (n, section) in form.sections.iter().enumerate() {
        let given = page.is_some_and(|page| page.gives_rows(&section.id));
        if !given && section.repeats.as_ref().is_some_and(|repeats| repeats.per == Per::Page) {
            told.push((
                format!("section.{n}.repeats"),
                "No page gives the repeats of this section: write `per = \"free\"`.".to_owned(),
            ));
        }
        for (m, question) in section.questions.iter().enumerate() {
            let path = |key: &str| format!("section.{n}.question.{m}.{key}");
            match page.and_then(|page| page.need(section, &question.id)) {
                Some(need) => {
                    if met.iter().any(|earlier| std::ptr::eq(*earlier, need)) {
                        told.push((
                            path("id"),
                            format!("The program needs “{}” once; it is asked twice.", question.id),
                        ));
                    }
                    met.push(need);
                    told.extend(need.takes.wrong(&question.kind).map(|words| (path("kind"), words)));
                }
                None if question.kind.is_of_page() => {
                    told.push((
                        path("list"),
                        "No page offers anything for this question: write its `choices`.".to_owned(),
                    ));
                }
                None => {}
            }
        }
    }
    told
}

#[cfg(test)]
mod tests {
    use crate::pack::{ENGLAND, Pack};

    /// What the pack of England is told with something changed in one of its forms.
    fn told(file: &str, from: &str, to: &str) -> Vec<String> {
        let text = ENGLAND.iter().find(|(name, _)| *name == file).unwrap().1;
        assert!(text.contains(from), "{from}");
        let changed = text.replacen(from, to, 1);
        match Pack::over_england([(file, changed.as_str())]) {
            Ok(_) => Vec::new(),
            Err(problems) => problems.iter().map(ToString::to_string).collect(),
        }
    }

    /// Where the text stands in the changed file.
    fn line(file: &str, text: &str) -> String {
        let found = ENGLAND.iter().find(|(name, _)| *name == file).unwrap().1;
        let line = found.lines().position(|line| line == text).unwrap() + 1;
        format!("{file}:{line}: ")
    }

    #[track_caller]
    fn check(file: &str, from: &str, to: &str, at: &str, words: &str) {
        let told = told(file, from, to);
        let found = told.iter().any(|problem| problem.contains(words) && problem.starts_with(at));
        assert!(found, "{words} at {at} in:\n{}", told.join("\n"));
    }

    #[test]
    fn what_the_program_needs_is_asked_once_and_of_the_right_kind() {
        const NOTE: &str = "forms/night_note.toml";
        const CARD: &str = "forms/night_card.toml";
        check(NOTE, "id = \"why_not\"", "id = \"why\"", NOTE, "needs a question “why_not”");
        check(NOTE, "id = \"done\"", "id = \"found_2\"", NOTE, "needs a question “done”");
        let why = "id = \"found\"\nkind = \"long_text\"";
        check(NOTE, why, "id = \"found\"\nkind = \"yes_no\"", NOTE, "The program needs words here");
        check(NOTE, "kind = \"moment\"\nhour = \"09:00\"", "kind = \"day\"", NOTE, "`kind = \"moment\"`");
        check(
            NOTE,
            "hour = \"12:00\"",
            "hour = \"noonish\"",
            &line(NOTE, "hour = \"12:00\""),
            "Enter a time like",
        );
        let again = "[[section]]\nid = \"again\"\ntitle = \"Again\"\n[[section.question]]\nid = \"safe\"\nkind = \"long_text\"\n\
                     label = \"L\"\nowner = \"A\"\nwhy = \"B\"\n\n[[section]]\nid = \"night\"";
        check(NOTE, "[[section]]\nid = \"night\"", again, NOTE, "needs “safe” once");
        check(CARD, "id = \"step\"", "id = \"plans\"", CARD, "“trigger” in a section “step” that repeats");
        check(CARD, "list = \"page\"", "list = \"sex\"", CARD, "`list = \"page\"`");
        check(
            "forms/young_carer.toml",
            "kind = \"long_text\"",
            "kind = \"code\"\nlist = \"page\"",
            "forms/young_carer.toml",
            "No page offers anything",
        );
        check(NOTE, "id = \"night_note\"", "id = \"night_notes\"", NOTE, "no form “night_note”");
        let rows = "repeats = { per = \"page\", min = 1, max = 2, another = \"x\" }";
        check(
            NOTE,
            "title = \"What happened\"",
            &format!("title = \"W\"\n{rows}"),
            NOTE,
            "write `per = \"free\"`",
        );
        let free = "title = \"The questions\"\nrepeats = { per = \"free\"";
        const ANSWER: &str = "forms/agency_answer.toml";
        check(
            ANSWER,
            "title = \"The questions\"\nrepeats = { per = \"page\"",
            free,
            ANSWER,
            "in a section “question” with `per = \"page\"`",
        );
    }

    #[test]
    fn words_order_guidance_and_questions_of_ones_own_are_the_councils() {
        let more = "[[section]]\nid = \"more\"\ntitle = \"More\"\n[[section.question]]\nid = \"pets\"\nkind = \"yes_no\"\nlabel = \"Pets?\"\n\
                    owner = \"A\"\nwhy = \"B\"\n\n[[section]]\nid = \"night\"";
        for (from, to) in [
            ("[[section]]\nid = \"night\"", more),
            (
                "label = \"What did you do?\"",
                "label = \"And you?\"\nguidance = \"Plainly.\"\nneeded = \"submit\"",
            ),
            ("kind = \"long_text\"", "kind = \"short_text\""),
        ] {
            assert_eq!(told("forms/night_note.toml", from, to), Vec::<String>::new());
        }
    }
}
