//! What an agency may see: what it told or did itself, and what children's social care decided with it. Another agency's words go to it only by a line of a
//! sharing sheet, and never by a document.

use domain::chronology::Entry;

use super::compose::Told;

/// What of an entry an agency is told, in the record's own words: what somebody wrote over them may hold what another agency told.
pub(super) fn tells(entry: &Entry, agency: &str) -> Told {
    if entry.source.kind == "strategy_discussion" {
        return Told::Not("Entries of strategy discussions");
    }
    let own_words = || Told::As(entry.words.clone());
    if entry.agency.as_deref() == Some(agency) {
        return own_words();
    }
    match entry.source.kind.as_str() {
        // What children's social care did, in words that hold nothing of what anybody told.
        "episode" => own_words(),
        // What the danger is stands in the plan itself, for those who have a part in it.
        "safety_plan" => Told::As("An interim safety plan was made or changed.".into()),
        "involvement" if entry.agency.is_none() => own_words(),
        _ => Told::Not("Entries of what others told or did"),
    }
}
