//! The escalation watch: what has been recorded about a child since anybody last considered a strategy discussion, and when that asks a manager a
//! question (domain.md, Appendix B1). It never scores a child, and it decides nothing.

mod fact;

pub use fact::Fact;
