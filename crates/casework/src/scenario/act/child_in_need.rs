//! What people do in a story about child in need plans and closing.

use serde::Deserialize;

acts! {
    /// An outcome of a plan; who does what in one step.
    Aim {
        what: String,
        who: String,
        does: String,
        by: Option<String>,
        measure: String,
        contingency: String,
        without: String,
    }
    /// What somebody of the family thinks of a plan.
    Thinks { who: String, answer: String, view: String, }
    /// What an agency does in a plan.
    Helps { agency: String, organisation: String, part: String, }
    /// A child in need plan, with brothers and sisters by what each says.
    NeedPlan {
        child: String,
        siblings: Vec<SiblingSays>,
        started: String,
        says: String,
        shows: String,
        not_known: String,
        /// Whether it begins with what the assessment found must happen, and with the child's last words.
        taken_over: bool,
        aim: Vec<Aim>,
        contingency: String,
        contingency_why: String,
        family: Vec<Thinks>,
        agency: Vec<Helps>,
        visit_days: Option<u16>,
        review: Option<String>,
    }
    /// What a brother or sister says.
    SiblingSays { child: String, says: String, }
    /// Another version: what is said is changed, the rest stays.
    ChangeNeedPlan {
        child: String,
        why: String,
        aim: Vec<Aim>,
        contingency: Option<String>,
        /// As if the page had been opened so many versions ago.
        behind: Option<u64>,
    }
    /// A review; progress by outcome, in order: "met", "moving", "not_moving", "worse".
    ReviewNeedPlan {
        child: String,
        on: String,
        progress: Vec<String>,
        says: String,
        came: String,
        decision: String,
        reasons: String,
        ending: String,
        next: Option<String>,
    }
    /// A manager's answer to the version that stands.
    AgreeNeedPlan { child: String, agrees: Option<bool>, words: String, }
    EndNeedPlan { child: String, on: String, ending: String, words: String, }
    /// A proposal to close; early help that goes on by who leads it.
    ProposeClosure {
        child: String,
        on: String,
        reason: String,
        because: String,
        changed: String,
        says: String,
        risks: String,
        in_mind: String,
        consent: String,
        consent_words: String,
        family: String,
        outstanding: String,
        tell: Vec<String>,
        lead: Option<String>,
        organisation: String,
        /// Who of the family agreed to early help.
        agreed: Option<String>,
        contingency: String,
        /// Whether it is a proposal that was sent back.
        again: bool,
    }
    DecideClosure {
        child: String,
        ruling: String,
        reasons: String,
        risk: String,
        considered: String,
        held: Option<String>,
        considered_words: String,
        /// The colleague who does what is left.
        hand_to: Option<String>,
    }
    CorrectClosure { child: String, open_again: bool, on: Option<String>, reason: String, why: String, }
    ToldOfClosure { child: String, whom: String, how: String, }
    AcceptStepDown { child: String, by: String, }
    /// What became of children closed between two days.
    ClosureMeasures { from: String, until: String, }
}
