//! Where a record that was found is opened.

use casework::search::Child;
use domain::id::{Any, Id};

/// The page of a record by its kind; of a kind that stands only on a child's pages, the page of the first child whom the viewer may learn of.
pub(crate) fn href(kind: &str, id: Id<Any>, children: &[Child]) -> Option<String> {
    let of_child = |page: &str| children.first().map(|child| format!("/children/{}{page}", child.id));
    match kind {
        "contact" => Some(format!("/contacts/{id}")),
        "enquiry" => Some(format!("/enquiries/{id}")),
        "referral" => Some(format!("/acceptances/{id}")),
        "event" => of_child(&format!("/events/{id}")),
        "strategy_discussion" => Some(format!("/strategy/{id}")),
        "section47" => Some(format!("/section47/{id}")),
        "conference" => Some(format!("/conferences/{id}")),
        "meeting" => Some(format!("/meetings/{id}")),
        "power" => Some(format!("/powers/{id}")),
        "safety_plan" => Some(format!("/safety-plans/{id}")),
        "disagreement" => Some(format!("/disagreements/{id}")),
        "assessment" => Some(format!("/assessments/{id}")),
        "child_voice" => of_child("/voice"),
        "case_summary" => of_child("/summary"),
        "form_answer" => of_child(&format!("/forms/{id}")),
        "child_in_need_plan" => Some(format!("/plans/{id}")),
        "closure" => Some(format!("/closures/{id}")),
        "chronology_entry" => of_child("/chronology"),
        "issued_document" => Some(format!("/documents/{id}")),
        // What the night found stands in the chronology of the child.
        "night_note" => of_child("/chronology"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use domain::access::SEARCHED;

    use super::*;

    #[test]
    fn every_record_that_is_found_can_be_opened() {
        let child = Child { id: Id::from_bits(1), name: "Ava Example".into() };
        for searched in SEARCHED {
            assert!(
                href(searched.kind, Id::from_bits(2), std::slice::from_ref(&child)).is_some(),
                "{}",
                searched.kind
            );
        }
    }
}
