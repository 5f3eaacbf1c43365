//! The forms of a conference: the request, the day with who is asked, declining, what it decided, a review. The pack asks; these answers become the
//! record, because the limits, the quorum and the census's rules rest on them. What a council asks beside them is kept with the record.

use crate::form::page::{Need, PageForm, Takes};

/// Brothers and sisters whose conferences go with it: the page knows them.
const WITH: &[&str] = &["with"];

/// Asking for a conference; where the enquiry stands here, only why and what the family needs.
pub const REQUEST_FORM: PageForm = PageForm {
    id: "conference_request",
    needs: &[
        Need::once("initiated", Takes::Moment),
        Need::once("last", Takes::Moment),
        Need::once("decided", Takes::Moment),
        Need::once("decided_by", Takes::OneOfPage),
        Need::once("children", Takes::SeveralOfPage),
        Need::once("why", Takes::Words),
        Need::once("needs", Takes::Words),
    ],
    beside: WITH,
};

/// The day, and who is asked to come.
pub const DAY_FORM: PageForm = PageForm {
    id: "conference_day",
    needs: &[
        Need::once("on", Takes::Day),
        Need::once("bank_holiday", Takes::Several(&["yes"])),
        Need::once("begins", Takes::Words),
        Need::once("moved_because", Takes::Words),
        Need::once("late", Takes::OneOfPage),
        Need::once("late_words", Takes::Words),
        Need::once("venue", Takes::Words),
        Need::once("chair", Takes::Words),
        Need::each("invited", "agency", Takes::OneOfPage),
        Need::each("invited", "organisation", Takes::Words),
        Need::each("invited", "name", Takes::Words),
        Need::each("invited", "staff", Takes::OneOfPage),
        Need::each("invited", "direct", Takes::Several(&["yes"])),
    ],
    beside: WITH,
};

/// Declining a conference.
pub const DECLINE_FORM: PageForm = PageForm {
    id: "conference_decline",
    needs: &[
        Need::once("reasons", Takes::Words),
        Need::once("instead", Takes::Words),
        Need::each("told", "who", Takes::Words),
        Need::each("told", "how", Takes::Words),
        Need::each("told", "on", Takes::Day),
    ],
    beside: &[],
};

/// What it decided.
pub const DECISION_FORM: PageForm = PageForm {
    id: "conference_decision",
    needs: &[
        Need::once("child_part", Takes::OneOfPage),
        Need::once("views", Takes::Words),
        Need::once("no_views_because", Takes::Words),
        Need::once("on", Takes::Day),
        Need::once("late", Takes::OneOfPage),
        Need::once("late_words", Takes::Words),
        Need::once("chair", Takes::Words),
        Need::each("family", "who", Takes::Words),
        Need::each("family", "part", Takes::OneOfPage),
        Need::each("family", "words", Takes::Words),
        Need::each("there", "agency", Takes::OneOfPage),
        Need::each("there", "organisation", Takes::Words),
        Need::each("there", "name", Takes::Words),
        Need::each("there", "how", Takes::OneOfPage),
        Need::each("there", "direct", Takes::Several(&["yes"])),
        Need::once("not_quorate_because", Takes::Words),
        Need::once("plan", Takes::One(&["plan", "no_plan", "goes_on"])),
        Need::once("category", Takes::OneOfPage),
        Need::once("category_because", Takes::Words),
        Need::once("core_group_planned", Takes::Day),
        Need::once("review_planned", Takes::Day),
        Need::once("reasons", Takes::Words),
        Need::once("dissent", Takes::Words),
    ],
    beside: &[],
};

/// A review of the plan.
pub const REVIEW_FORM: PageForm = PageForm {
    id: "conference_review",
    needs: &[
        Need::once("on", Takes::Day),
        Need::once("plan", Takes::One(&["goes_on", "ends"])),
        Need::once("category", Takes::OneOfPage),
        Need::once("category_because", Takes::Words),
        Need::once("next_planned", Takes::Day),
        Need::once("ends", Takes::OneOfPage),
        Need::once("reasons", Takes::Words),
    ],
    beside: &[],
};
