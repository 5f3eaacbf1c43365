//! The escalation watch at work: it looks at whatever was recorded before that lasts, and at what time alone brings; it asks a manager, goes on to the
//! next when nobody answers, and keeps every answer. It blocks nothing and scores nobody (domain register, Appendix B1).

mod answer;
mod ask;
mod look;
mod replay;
mod time;
mod view;

pub use answer::{AnswerGiven, answer};
pub(crate) use look::attend;
pub use replay::{Replayed, replay};
pub use time::{Swept, arrange_sweep, next_due, pass_time, sweep};
pub use view::{
    Banner, FactSays, FactShown, PromptList, PromptRow, PromptView, TripShown, all_since, banners, clinic,
    of_child, prompts, view,
};
