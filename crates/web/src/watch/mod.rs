//! The escalation watch on the web: the prompts that wait, one prompt with what asks and its three answers, the rules in words, the banner on a child's
//! pages. It asks a manager a question and shows no score; nothing waits for it that is urgent (domain register, Appendix B1).

mod answer;
mod banner;
mod list;
mod on_work;
mod prompt;
mod rules;
mod words;

use domain::id::Id;
use domain::watch::Prompt;

pub(crate) use banner::under_banner;
pub(crate) use on_work::on_work_page;

use crate::route::Mount;

/// The pages.
pub fn mounts() -> Vec<Mount> {
    vec![list::WAITING.mount(), rules::RULES.mount(), prompt::PROMPT.mount(), answer::ANSWER.mount()]
}

/// The address of a prompt, or of a page below it.
fn at(prompt: Id<Prompt>, below: &str) -> String {
    format!("/watch/{prompt}{below}")
}
