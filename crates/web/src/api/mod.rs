//! The interface for other agencies' systems: notifications in, what came of a batch out, and its own description. No answer says whether anybody is
//! on the record.

mod notifications;

use crate::route::{Mount, OpenFile};

/// The interface's description (OpenAPI 3.1). A test holds it against what is mounted.
static DESCRIPTION: OpenFile = OpenFile {
    path: "/api/openapi.json",
    name: "description of the interface",
    content_type: "application/json",
    text: include_str!("openapi.json"),
};

/// What is mounted.
pub fn mounts() -> Vec<Mount> {
    vec![DESCRIPTION.mount(), notifications::SEND.mount(), notifications::BATCH.mount()]
}
