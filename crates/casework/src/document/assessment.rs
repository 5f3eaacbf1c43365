//! A child and family assessment for a reader (Working Together 2023, chapter 3: it is shared with the child and family, and the family gets it in writing). The
//! file and a court have all answers, of every child. The family and the child have what is feared, what protects, what must happen by when and what happens if
//! not, in words that are looked through before they go; an agency has what was decided and what must happen. Both only of the child at whose record it was
//! begun, and only once a manager has authorised it: until then nothing is decided that anybody could be told.

use std::collections::BTreeMap;

use domain::assessment::{Assessment, ChildOutcome, Parts, Stage};
use domain::calendar::london;
use domain::document::{Kind, Part, Section, Table};
use domain::form::{Form, Per, Place};
use domain::refusal::Refusal;
use jiff::civil::Date;

use super::compose::{Composed, From, fact, lines, said};

/// Composes it.
///
/// # Errors
/// When there is none, or it is for somebody outside and no manager has authorised it.
pub(super) fn compose(from: &From<'_>) -> Result<Composed, Refusal> {
    let assessment = chosen(from)?;
    let form = from.pack.form_version(&assessment.answers.form, assessment.answers.version);
    let form =
        form.ok_or_else(|| Refusal::NotNow("The form of this assessment is no longer in the pack.".into()))?;
    if from.kind() != Kind::File && assessment.authorised.is_none() {
        let words = "No manager has authorised this assessment yet. Until then only a copy for the file is made; write a letter instead.";
        return Err(Refusal::NotNow(words.into()));
    }
    let told = Told { from, assessment, parts: Parts::of(form, &assessment.answers), form };
    let (sections, left_out) = match from.kind() {
        Kind::Family | Kind::Child => (
            told.for_family(),
            vec!["Everything but what is feared, what protects and what must happen: say in plain words what this reader may know".into()],
        ),
        Kind::Agency => (told.for_agency(), vec!["Everything but what was decided and what must happen".into()]),
        Kind::Court | Kind::File => (told.whole(), Vec::new()),
    };
    let children = if from.kind().is_whole() {
        assessment.children.iter().map(|assessed| assessed.child).collect()
    } else {
        vec![from.child_id()]
    };
    let title = if from.kind().is_composed() {
        "What we found, and what happens now".into()
    } else {
        format!("Child and family assessment: {}", from.child())
    };
    Ok(Composed { title, children, sections, left_out })
}

/// Whether what was typed of whom a need is for is this child, or all of them. Whole words: "Callum" is neither "all" nor "Cal".
fn names_child(whom: &str, given: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        let words = text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
        words.map(str::to_lowercase).collect()
    };
    let (whom, given) = (words(whom), words(given));
    let named = !given.is_empty() && given.iter().all(|name| whom.contains(name));
    whom.is_empty() || whom.iter().any(|word| word == "all") || named
}

fn chosen<'a>(from: &From<'a>) -> Result<&'a Assessment, Refusal> {
    let all = from.page.file.assessments.iter().map(|filed| &filed.record);
    let mut chosen =
        all.filter(|one| from.record.map_or(one.stage() != Stage::Ended, |record| one.id.any() == record));
    chosen.next_back().ok_or_else(|| Refusal::NotNow("No assessment is on this child's record.".into()))
}

/// The day as at which the assessment sees the family: when a manager authorised it; until then the page's own.
///
/// # Errors
/// When there is none.
pub(super) fn day(from: &From<'_>) -> Result<Date, Refusal> {
    let authorised = chosen(from)?.authorised.as_ref().map(|authorised| authorised.at);
    Ok(london::date_of(authorised.unwrap_or(from.page.at)))
}

struct Told<'a> {
    from: &'a From<'a>,
    assessment: &'a Assessment,
    parts: Parts<'a>,
    form: &'a Form,
}

/// What must happen for a child.
struct Need {
    outcome: String,
    who: String,
    when: String,
    measure: String,
    contingency: String,
}

impl Told<'_> {
    /// What stands where a part is asked for, in words.
    fn words(&self, part: &str, index: Option<u16>) -> String {
        let given = self.parts.given(part, index).into_iter();
        let texts = given.filter_map(|(place, answer)| Some(said(self.form.question(&place)?, answer)));
        texts.collect::<Vec<_>>().join("\n")
    }

    /// What must happen for the child of this document: what names the child, and what is for all.
    fn needs(&self) -> Vec<Need> {
        let given = self.from.page.file.child.record.names.first();
        let given = given.map(|known| known.name.given().to_owned()).unwrap_or_default();
        let alone = self.assessment.children.len() == 1;
        let is_for = |index: &u16| alone || names_child(&self.words("need_child", Some(*index)), &given);
        let repeats = self.parts.repeats("need_outcome").into_iter().filter(is_for);
        let need = |index: u16| {
            let [outcome, who, when, measure, contingency] =
                ["need_outcome", "need_who", "need_when", "need_measure", "need_contingency"]
                    .map(|part| self.words(part, Some(index)));
            Need { outcome, who, when, measure, contingency }
        };
        repeats.map(need).filter(|need| !need.outcome.trim().is_empty()).collect()
    }

    fn outcome(&self) -> Option<&ChildOutcome> {
        let authorised = self.assessment.authorised.as_ref()?;
        authorised.outcomes.iter().find(|outcome| outcome.child == self.from.child_id())
    }

    fn decided(&self) -> String {
        let follows = self.outcome().into_iter().flat_map(|outcome| &outcome.follows);
        let name = |code: &String| {
            self.from.pack.assessment.outcome(code).map_or(code.clone(), |outcome| outcome.name.clone())
        };
        follows.map(name).collect::<Vec<_>>().join("; ")
    }

    fn for_family(&self) -> Vec<Section> {
        let needs = self.needs();
        let must = needs.iter().map(|need| {
            let when =
                if need.when.trim().is_empty() { String::new() } else { format!(", by {}", need.when) };
            let measure = if need.measure.trim().is_empty() {
                String::new()
            } else {
                format!(" We will know by this: {}", need.measure)
            };
            format!("{} ({}{when}).{measure}", need.outcome.trim_end_matches('.'), need.who)
        });
        let otherwise = needs.iter().map(|need| need.contingency.clone());
        let said = match (self.from.kind(), self.assessment.place_of(self.from.child_id())) {
            (Kind::Child, Some(index)) => self.words("child_words", Some(index)),
            _ => String::new(),
        };
        let given = BTreeMap::from([
            ("worried", self.words("danger", None)),
            ("well", self.words("protection", None)),
            ("must", lines(must)),
            ("otherwise", lines(otherwise)),
            ("said", said),
        ]);
        let decided = Section::own("decided", "What we decided", self.decided());
        let mut sections = vec![decided];
        sections.extend(self.from.headings(&given));
        sections
    }

    fn for_agency(&self) -> Vec<Section> {
        vec![self.head(), self.needs_table()]
    }

    fn head(&self) -> Section {
        let mut facts = vec![
            ("Child".to_owned(), self.from.child()),
            ("Assessment".to_owned(), self.assessment.reference.clone()),
        ];
        if let Some(authorised) = &self.assessment.authorised {
            let by = self.from.staff(authorised.by);
            facts.push(("Authorised".into(), format!("{}, {by}", london::moment_in_words(authorised.at))));
        } else {
            facts.push(("Stands".into(), "Not authorised: nothing is decided yet".into()));
        }
        facts.extend(fact("What follows", &self.decided()));
        Section::of("decided", "What was decided", vec![Part::Facts(facts)])
    }

    fn needs_table(&self) -> Section {
        let rows: Vec<Vec<String>> = self
            .needs()
            .into_iter()
            .map(|need| vec![need.outcome, need.who, need.when, need.measure, need.contingency])
            .collect();
        let head = ["What will be different", "Who", "By when", "How we will know", "What if not"];
        let table = Table {
            caption: String::new(),
            head: head.map(Into::into).into(),
            widths: vec![26, 18, 14, 21, 21],
            rows,
        };
        let parts = if table.rows.is_empty() { Vec::new() } else { vec![Part::Table(table)] };
        Section::of("needs", "What must happen", parts)
    }

    /// Every answer, section by section, each repeat under the name of whom it is about.
    fn whole(&self) -> Vec<Section> {
        let mut sections = vec![self.from.about(), self.head()];
        if !self.assessment.purpose.trim().is_empty() {
            sections.push(Section::of("purpose", "Why it is made", Part::typed(&self.assessment.purpose)));
        }
        let asked = self.form.asked(&self.assessment.answers);
        for section in &self.form.sections {
            let mut parts = Vec::new();
            let mut last = None;
            for (place, question) in asked.iter().filter(|(place, _)| place.section == section.id) {
                let Some(answer) = self.assessment.answers.at(place) else { continue };
                if section.repeats.is_some() && last != Some(place.index) {
                    parts.push(Part::heading(
                        2,
                        self.whom(section.repeats.as_ref().map(|repeats| repeats.per), place),
                    ));
                    last = Some(place.index);
                }
                let row = (question.label.clone(), said(question, answer));
                match parts.last_mut() {
                    Some(Part::Facts(facts)) => facts.push(row),
                    _ => parts.push(Part::Facts(vec![row])),
                }
            }
            sections.push(Section::of(format!("section_{}", section.id), section.title.clone(), parts));
        }
        if let Some(authorised) = &self.assessment.authorised {
            sections.push(Section::of(
                "reasons",
                "Why a manager authorised it",
                Part::typed(&authorised.reasons),
            ));
        }
        sections
    }

    fn whom(&self, per: Option<Per>, place: &Place) -> String {
        let number = usize::from(place.index.unwrap_or_default());
        let named = match per {
            Some(Per::Child) => {
                self.assessment.children.get(number).and_then(|assessed| self.called(assessed.child))
            }
            Some(Per::Carer) => self.assessment.carers.get(number).and_then(|carer| {
                carer
                    .person
                    .and_then(|person| self.called(person))
                    .or_else(|| Some(carer.name.clone()).filter(|name| !name.is_empty()))
            }),
            Some(Per::Free | Per::Page) | None => None,
        };
        named.unwrap_or_else(|| (number + 1).to_string())
    }

    /// What somebody is called, as far as whoever prepares this may know of them.
    fn called(&self, person: domain::id::Id<domain::person::Person>) -> Option<String> {
        if person == self.from.child_id() {
            return Some(self.from.child());
        }
        let known = self.from.page.file.relatives.iter().find(|filed| filed.record.id == person)?;
        Some(known.record.name())
    }
}

#[cfg(test)]
mod tests {
    use super::names_child;

    #[test]
    fn a_need_of_a_brother_stands_on_no_copy_for_his_sister() {
        let of_ava = |whom: &str| names_child(whom, "Ava");
        for theirs in ["", "All", "All the children", "Ava", "Ben and Ava.", "ava"] {
            assert!(of_ava(theirs), "{theirs}");
        }
        for anothers in ["Ben", "Callum", "Sally", "Avaline", "Ben, Callum"] {
            assert!(!of_ava(anothers), "{anothers}");
        }
        assert!(names_child("Mary Jane", "Mary Jane") && !names_child("Mary", "Mary Jane"));
        assert!(!names_child("Steve", "Eve"));
    }
}
