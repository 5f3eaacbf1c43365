//! A chronology that was chosen line by line for somebody and looked at: what was made there goes as it was made.

use domain::chronology::version::{self, Composed as Lines};
use domain::chronology::{Recipient as Chosen, Selection};
use domain::document::{Kind, Part, Section, Table};
use domain::refusal::Refusal;
use domain::safety_plan::Holder;

use super::compose::{Composed, From};

/// The selection that a document is to be made of, when one was chosen.
///
/// # Errors
/// When it was chosen for another reader, or nobody has looked at it a second time.
pub(super) fn of(from: &From<'_>) -> Result<Option<Composed>, Refusal> {
    let Some(record) = from.record else { return Ok(None) };
    let selections = from.page.file.selections.iter().map(|filed| &filed.record);
    let Some(selection) = selections.into_iter().find(|one| one.id.any() == record) else { return Ok(None) };
    if selection.made.is_none() {
        return Err(Refusal::NotNow("Nobody has looked at each line of this choice yet.".into()));
    }
    if !is_for(from, selection) {
        return Err(Refusal::field(
            "kind",
            "These lines were chosen for another reader. Choose lines for this one.",
        ));
    }
    let lines = version::of_selection(selection, &from.child(), from.pack);
    let sections = if from.kind().is_composed() {
        let mut sections = vec![table(&lines)];
        sections.extend(from.headings(&std::collections::BTreeMap::new()));
        sections
    } else {
        vec![table(&lines)]
    };
    let left_out = vec!["Lines that nobody chose for this reader".to_owned()];
    Ok(Some(Composed { title: lines.title, children: vec![selection.child], sections, left_out }))
}

fn is_for(from: &From<'_>, selection: &Selection) -> bool {
    match (&selection.recipient, from.kind()) {
        (Chosen::Agency { agency, .. }, Kind::Agency) => from.recipient.agency.as_ref() == Some(agency),
        (Chosen::Family { who }, Kind::Family) => {
            Holder { name: who.clone(), ..Holder::default() }.may_be(&from.recipient.holder())
        }
        _ => false,
    }
}

/// The lines as a table, with what the reader must know of how they were made.
pub(super) fn table(lines: &Lines) -> Section {
    let later = lines.lines.iter().any(|line| !line.known.is_empty());
    let why = lines.lines.iter().any(|line| !line.why.is_empty());
    let known_from = lines.lines.iter().any(|line| !line.known_from.is_empty());
    let mut head: Vec<String> = vec!["No.".into(), "When".into(), "What happened".into()];
    let mut widths = vec![7, 20, 46];
    for (stands, words, width) in
        [(known_from, "Known from", 15), (later, "Known to us", 15), (why, "Why it matters", 18)]
    {
        if stands {
            head.push(words.into());
            widths.push(width);
        }
    }
    let row = |line: &version::Line| {
        let mut row = vec![line.number.to_string(), line.happened.clone(), line.words.clone()];
        row.extend(known_from.then(|| line.known_from.clone()));
        row.extend(later.then(|| line.known.clone()));
        row.extend(why.then(|| line.why.clone()));
        row
    };
    let rows: Vec<Vec<String>> = lines.lines.iter().map(row).collect();
    let mut parts: Vec<Part> = lines.notes.iter().map(Part::words).collect();
    if rows.is_empty() {
        parts.push(Part::words("Nothing stands here."));
    } else {
        let caption = format!("{} entries, oldest first", rows.len());
        parts.push(Part::Table(Table { caption, head, widths, rows }));
    }
    Section::of("entries", "What happened", parts)
}
