//! Where agencies say different things: side by side, for a person to weigh.

use casework::mash::EnquiryView;
use design::own::{CaseTable, Column};
use maud::{Markup, html};

use super::agency_name;
use crate::contact::told;
use crate::route::Visit;

/// Each topic on which agencies differ. Nothing where they agree, or have not been compared.
pub(super) fn differences(visit: &Visit<'_>, view: &EnquiryView) -> Markup {
    let pack = &visit.house().pack;
    html! {
        @if !view.differences.is_empty() {
            h2 class="govuk-heading-m" { "Where agencies differ" }
            @for difference in &view.differences {
                @let columns = std::iter::once(Column::new("Topic")).chain(difference.sides.iter().map(|(agency, organisation, _)| Column::new(agency_name(pack, agency, organisation)))).collect();
                @let row = std::iter::once(difference.topic.clone().into()).chain(difference.sides.iter().map(|(_, _, fact)| html! {
                    @if let Some(choice) = &fact.choice { div { strong { (choice) } } }
                    @if !fact.words.trim().is_empty() { (told::verbatim(&fact.words)) }
                    div class="govuk-hint" { (pack.hub.reliability_words(&fact.reliability)) }
                }.into())).collect();
                (CaseTable { caption_hidden: true, ..CaseTable::new(format!("Agencies differ: {}", difference.topic), columns, vec![row]) })
            }
        }
    }
}
