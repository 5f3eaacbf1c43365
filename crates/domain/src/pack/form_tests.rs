//! Forms as somebody who does not program writes them, with the slips they make.

use super::*;

/// A form that is whole.
const FORM: &str = r#"id = "sleep"
version = 1
title = "Sleep"
offered = "child"

[[section]]
id = "nights"
title = "Nights"
bands = [{ from = 0, words = "settled" }, { from = 3, words = "worrying" }]

[[section.question]]
id = "bed"
kind = "one"
label = "Where does the child sleep?"
owner = "Health visitor lead"
why = "Safe sleep."
choices = [
    { value = "own", words = "In a bed of their own", weight = 0 },
    { value = "shared", words = "In a shared bed", weight = 2 },
    { value = "none", words = "Nowhere fixed", weight = 4 },
]

[[section.question]]
id = "whom"
kind = "short_text"
label = "With whom?"
needed = "submit"
when = { question = "bed", is = "shared" }
evidence = ["home", "plans"]
owner = "Health visitor lead"
why = "Safe sleep."

[[section]]
id = "people"
title = "At home"
repeats = { per = "carer", min = 1, max = 6, another = "Add another" }

[[section.question]]
id = "smokes"
kind = "yes_no"
label = "Do they smoke?"
not_known = true
owner = "Health visitor lead"
why = "Safe sleep."
"#;

fn problems(text: &str) -> Vec<String> {
    match Pack::over_england([("forms/sleep.toml", text)]) {
        Ok(_) => Vec::new(),
        Err(problems) => problems.iter().map(ToString::to_string).collect(),
    }
}

/// What stands there | what is put there | where it must be told: there, or at this text | the words.
const WRONG: &str = r#"
title = "Sleep" | titel = "Sleep" | (there) | There is no `titel` here. Did you mean “title”?
title = "Sleep" | titel = "Sleep" | id = "sleep" | `title` is missing: the heading of the form's page.
version = 1 | version = "1" | (there) | `version` must be a whole number without quotes, 1 or more.
version = 1 | version = 0 | (there) | `version` must be a whole number without quotes, 1 or more.
version = 1 | version = 1.5 | (there) | whole number
id = "sleep" | id = "Sleep" | (there) | “Sleep” cannot be a name
id = "sleep" | id = "slep" | (there) | belongs in forms/slep.toml
offered = "child" | offered = "children" | (there) | `offered` cannot be “children”. Did you mean “child”?
[[section]]\nid = "nights" | [section]\nid = "nights" | (anywhere) | (any)
[[section.question]]\nid = "bed" | [[question]]\nid = "bed" | [[question]] | write [[section.question]]
id = "whom" | id = "bed" | id = "bed"\nkind = "short_text" | Two questions of this section are called “bed”.
id = "people" | id = "nights" | id = "nights"\ntitle = "At home" | Two sections are called “nights”.
kind = "short_text" | kind = "shorttext" | (there) | There is no kind of question called “shorttext”. Did you mean “short_text”?
kind = "short_text"\n | (nothing) | [[section.question]]\nid = "whom" | `kind` is missing
label = "With whom?" | label = 7 | (there) | `label` must be words in quotes
label = "With whom?" | label = "" | (there) | needs a label
needed = "submit" | needed = "yes" | (there) | `needed` cannot be “yes”. There is: save, submit, authorise.
needed = "submit" | missing = "Say with whom." | (there) | say from when with `needed`
question = "bed" | question = "bad" | (there) | No question before this one is called “bad”. Did you mean “bed”?
question = "bed" | question = "smokes" | (there) | No question before this one
is = "shared" | is = "share" | (there) | “bed” can never be “share”. Did you mean “shared”?
is = "shared" } | is = "shared", or = "none" } | (there) | There is no `or` here
is = "shared" } | is = 2 } | (there) | `is` must be words in quotes, like "yes", or a list of them
{ question = "bed", is = "shared" } | "bed is shared" | (there) | `when` must be a condition in curly brackets
{ question = "bed", is = "shared" } | { all = [{ question = "bed", is = "own" }, { question = "bed", is = "shared" }] } | (there) | never asked though it is needed
evidence = ["home", "plans"] | evidence = ["hom", "plans"] | (there) | No lane of the chronology and no pane is called “hom”. Did you mean “home”?
evidence = ["home", "plans"] | evidence = "home" | (there) | `evidence` must be a list of words
weight = 2 | weight = "2" | (there) | `weight` must be a whole number
, weight = 2 | (nothing) | choices = [ | “shared” has no `weight`
{ from = 0, words = "settled" }, { from = 3 | { from = 3, words = "settled" }, { from = 0 | bands = | Bands go from the lowest to the highest.
from = 0 | from = 1 | (there) | The sum can be 0, and the lowest band begins at 1.
from = 3 | from = 5 | (there) | “worrying” from 5 is never reached
value = "shared" | value = "own" | { value = "own", words = "In a shared | a value of its own
value = "shared" | vaule = "shared" | (there) | There is no `vaule` here. Did you mean “value”?
per = "carer" | per = "parent" | (there) | `per` cannot be “parent”. There is: child, carer, free, page.
min = 1, max = 6 | min = 7, max = 6 | (there) | from `min` to `max` times
another = "Add another" | other = "Add another" | (there) | `another` is missing
not_known = true | not_known = "yes" | (there) | `not_known` must be true or false, without quotes
not_known = true | choices = ["a"] | (there) | `choices` must be written as a list
not_known = true | list = "sex" | (there) | A question of kind “yes_no” has no `list`.
not_known = true | plays = "dangr" | (there) | No part of the thinking is called “dangr”. Did you mean “danger”?
not_known = true | plays = "capacity_judgement" | (there) | “capacity_judgement” (the judgement of the capacity to change) needs a question of kind “one”
not_known = true | prefill = "child.nme" | (there) | Nothing on the record is called “child.nme”. Did you mean “child.name”?
not_known = true | prefill = "child.name" | (there) | “child.name” cannot answer a question of kind “yes_no”.
title = "At home" | title = "At home"\nblock = "J" | block = "J" | A block is one of A to I
title = "At home" | title = "At home | (anywhere) | (any)
"#;

#[test]
fn every_slip_is_told_on_its_line_in_plain_words() {
    assert_eq!(problems(FORM), Vec::<String>::new());
    let mut untold: Vec<String> = Vec::new();
    for case in WRONG.trim().lines() {
        let parts: Vec<String> = case
            .split(" | ")
            .map(|part| part.replace("\\n", "\n").replace("(nothing)", "").replace("(any)", ""))
            .collect();
        let [from, to, at, words] = parts.as_slice() else { panic!("not a case: {case}") };
        assert!(FORM.contains(from.as_str()), "{from}");
        let offset = FORM.find(from.as_str()).unwrap();
        let text = FORM.replacen(from.as_str(), to, 1);
        let line = match at.as_str() {
            "(there)" => Some(offset),
            "(anywhere)" => None,
            at => Some(text.find(at).unwrap_or_else(|| panic!("{at} is not in {case}"))),
        };
        let line = line.map(|offset| text[..offset].matches('\n').count() + 1);
        let begins = line.map_or("forms/sleep.toml:".to_owned(), |line| format!("forms/sleep.toml:{line}: "));
        let told = problems(&text);
        if !told.iter().any(|problem| problem.starts_with(&begins) && problem.contains(words.as_str())) {
            untold.push(format!("{case}\n  wanted {begins}\n  told {}", told.join("\n  ")));
        }
    }
    assert!(untold.is_empty(), "{}", untold.join("\n\n"));
}

#[test]
fn one_slip_hides_no_other() {
    let text = FORM
        .replacen("version = 1", "version = \"one\"", 1)
        .replacen("title = \"Nights\"", "titel = \"Nights\"", 1)
        .replacen("kind = \"one\"", "kind = \"choice\"", 1)
        .replacen("\"plans\"", "\"plan\"", 1)
        .replacen("per = \"carer\"", "per = \"adult\"", 1)
        .replacen("why = \"Safe sleep.\"\n\n[[section]]", "\n[[section]]", 1);
    let told = problems(&text);
    for words in [
        "`version` must be",
        "no `titel` here",
        "no kind of question called “choice”",
        "`why` is missing",
        "called “plan”",
        "`per` cannot be",
    ] {
        assert!(told.iter().any(|problem| problem.contains(words)), "{words} in:\n{}", told.join("\n"));
    }
    assert!(!told.iter().any(|problem| problem.contains("has no `choices`")), "{told:?}");
}

#[test]
fn a_file_that_is_no_toml_hides_nothing_of_the_other_forms() {
    let broken = "id = \"a\nversion = 1\n";
    let other = FORM.replacen("kind = \"short_text\"", "kind = \"shorttext\"", 1);
    let files = [("forms/a.toml", broken), ("forms/sleep.toml", other.as_str())];
    let told = Pack::over_england(files).unwrap_err();
    let files: Vec<&str> = told.iter().map(|problem| problem.file.as_str()).collect();
    assert!(files.contains(&"forms/a.toml") && files.contains(&"forms/sleep.toml"), "{told:?}");
    assert!(told.iter().all(|problem| problem.file.starts_with("forms/")), "{told:?}");
}

#[test]
fn a_form_that_plays_a_part_plays_them_all() {
    let text = FORM.replacen("not_known = true", "plays = \"in_need\"", 1);
    let told = problems(&text);
    assert_eq!(told.len(), crate::form::plays::PLAYS.len() - 1, "{told:?}");
    assert!(told.iter().any(|problem| problem.contains("No question plays “danger”")), "{told:?}");
}

#[test]
fn the_documentation_names_every_key_kind_part_and_source() {
    let text = include_str!("../../../../docs/forms.md");
    let named = |name: &str| text.contains(&format!("`{name}`")) || text.contains(&format!("[[{name}]]"));
    let missing: Vec<&str> = form_keys::every_key()
        .chain(form_keys::every_kind())
        .chain(crate::form::plays::PLAYS.iter().map(|play| play.name))
        .chain(crate::form::evidence::PANES.iter().map(|(pane, _)| *pane))
        .chain(england().lanes())
        .chain(crate::form::Source::names())
        .filter(|name| !named(name))
        .collect();
    assert_eq!(missing, Vec::<&str>::new(), "docs/forms.md does not say what these are");
}

/// The blocks of the documentation that hold a file or a condition.
fn fenced(language: &str) -> Vec<&'static str> {
    let text = include_str!("../../../../docs/forms.md");
    let begins = format!("```{language}\n");
    let parts = text.split(begins.as_str()).skip(1);
    parts.filter_map(|part| part.split("\n```").next()).collect()
}

#[test]
fn the_examples_of_the_documentation_are_whole() {
    let [bedtime] = fenced("toml").try_into().unwrap();
    let read = |text: &str| Pack::over_england([("forms/bedtime.toml", text)]).map(drop);
    assert_eq!(read(bedtime), Ok(()));
    let conditions: Vec<&str> = fenced("")
        .iter()
        .flat_map(|block| block.lines())
        .filter(|line| line.starts_with("when = "))
        .collect();
    assert!(conditions.len() > 5, "{conditions:?}");
    for condition in conditions {
        let more = format!(
            "{bedtime}\n\n[[section.question]]\nid = \"more\"\nkind = \"yes_no\"\nlabel = \"More?\"\n{condition}\nowner = \"A\"\nwhy = \"B\"\n"
        );
        assert_eq!(read(&more), Ok(()), "{condition}");
    }
    let repeats = fenced("").into_iter().find(|block| block.starts_with("repeats = ")).unwrap();
    let repeated = bedtime.replacen("title = \"Nights\"", &format!("title = \"Nights\"\n{repeats}"), 1);
    assert_eq!(read(&repeated), Ok(()));
}
