//! Who counts children they do not read. Analysts and leaders see figures of the whole council and no record (domain register, 2.1); a restricted child is in none
//! of them.

use crate::staff::Role;

/// Whether the role counts every child whose record is not restricted, without reading any.
pub fn counts_everybody(role: Role) -> bool {
    matches!(role, Role::Analyst | Role::Leader)
}

/// Whether the role sees so much of the council that what is asked of a whole return can be asked of what it sees.
pub fn sees_the_whole(role: Role) -> bool {
    counts_everybody(role) || matches!(role, Role::Auditor | Role::PrincipalSocialWorker)
}
