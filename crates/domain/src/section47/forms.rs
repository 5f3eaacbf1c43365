//! The forms in which it is written down what an enquiry finds, who was told, and what comes of it (Children Act 1989 s47; Working Together 2023, chapter 3).
//! Every question here becomes a part of the record and has rules: a risk that was enquired into has its words, a medical that was held its consent.
//! What a council asks beside these, a day in the child's life for one, is kept as it was answered.

use crate::form::page::{Need, PageForm, Takes};

/// Yes or no, each in the council's words.
const EITHER: Takes = Takes::One(&["yes", "no"]);

/// Every risk that was named, a row each, and one more that came up in the enquiry.
pub const RISKS_FORM: PageForm = PageForm {
    id: "section47_risks",
    needs: &[
        Need::row("risk", "named", Takes::Words),
        Need::row("risk", "enquired", EITHER),
        Need::row("risk", "words", Takes::Words),
        Need::row("risk", "who", Takes::Words),
        Need::row("risk", "on", Takes::Day),
    ],
    beside: &[],
};

/// Somebody went to see the child. The form began as questions about the child's day, and is still called so: what was answered then can be read.
pub const SEEN_FORM: PageForm = PageForm {
    id: "section47_day",
    needs: &[
        Need::once("seen", EITHER),
        Need::once("at", Takes::Moment),
        Need::once("who", Takes::Words),
        Need::once("place", Takes::Words),
        Need::once("alone", EITHER),
        Need::once("interpreter", Takes::Words),
        Need::once("looked", Takes::Words),
        Need::once("why", Takes::Words),
    ],
    beside: &[],
};

/// The child's own words.
pub const WORDS_FORM: PageForm = PageForm {
    id: "section47_words",
    needs: &[
        Need::once("words", Takes::Words),
        Need::once("asked", Takes::Words),
        Need::once("on", Takes::Day),
        Need::once("heard_by", Takes::Words),
    ],
    beside: &[],
};

/// Parents and carers, brothers and sisters: a row for each who is known, and one more of each.
pub const FAMILY_FORM: PageForm = PageForm {
    id: "section47_family",
    needs: &[
        Need::row("carer", "name", Takes::Words),
        Need::row("carer", "relation", Takes::Words),
        Need::row("carer", "seen", EITHER),
        Need::row("carer", "words", Takes::Words),
        Need::row("carer", "who", Takes::Words),
        Need::row("carer", "on", Takes::Day),
        Need::row("sibling", "name", Takes::Words),
        Need::row("sibling", "own_enquiry", EITHER),
        Need::row("sibling", "words", Takes::Words),
    ],
    beside: &[],
};

/// The medical, or why there is none.
pub const MEDICAL_FORM: PageForm = PageForm {
    id: "section47_medical",
    needs: &[
        Need::once("state", Takes::OneOfPage),
        Need::once("doctor", Takes::Words),
        Need::once("on", Takes::Day),
        Need::once("consent", Takes::Words),
        Need::once("findings", Takes::Words),
    ],
    beside: &[],
};

/// What an agency is asked in the enquiry, and what it answered.
pub const CHECK_FORM: PageForm = PageForm {
    id: "section47_check",
    needs: &[
        Need::once("agency", Takes::OneOfPage),
        Need::once("whom", Takes::Words),
        Need::once("asked_on", Takes::Day),
        Need::once("answered_on", Takes::Day),
        Need::once("result", Takes::Words),
    ],
    beside: &[],
};

/// The reasoning about significant harm, with the events of the chronology that it rests on. The form began as the questions that help to weigh it up,
/// under the same name.
pub const HARM_FORM: PageForm = PageForm {
    id: "section47_harm",
    needs: &[
        Need::once("finding", Takes::One(&["suffered", "likely", "none"])),
        Need::once("category", Takes::SeveralOfPage),
        Need::once("reasons", Takes::Words),
        Need::once("history", Takes::Words),
        Need::once("evidence", Takes::SeveralOfPage),
    ],
    beside: &[],
};

/// The outcome that is proposed to a manager.
pub const OUTCOME_FORM: PageForm = PageForm {
    id: "section47_outcome",
    needs: &[
        Need::once("finding", Takes::One(&["not_substantiated", "no_continuing_risk", "continuing_risk"])),
        Need::once("follows", Takes::SeveralOfPage),
        Need::once("unseen", Takes::Words),
        Need::once("words", Takes::Words),
    ],
    beside: &[],
};

/// Who was told what came of it, or why not.
pub const TOLD_FORM: PageForm = PageForm {
    id: "section47_told",
    needs: &[
        Need::once("whom", Takes::OneOfPage),
        Need::once("name", Takes::Words),
        Need::once("way", Takes::OneOfPage),
        Need::once("on", Takes::Day),
        Need::once("words", Takes::Words),
    ],
    beside: &[],
};
