//! How pages stand on the web. A page is one value that names its path, its act and its name in the log; there is no other way to mount
//! one. An act that changes something shows its form and takes it: a POST without a form does not mount.

mod answer;
mod answering;
mod arriving;
mod fields;
mod file;
mod filling;
mod mount;
mod multipart;
mod page;
mod system;
mod visit;
mod watch;

pub use answer::{Sent, SignIn, View};
pub use fields::{Fields, MOST_REPEATS};
pub use file::{Attached, Sandboxed};
pub use filling::{At, Conflict, Filling, Prefilled};
pub use mount::{Kind, Mount, Site};
pub use page::{Act, File, Fragment, Lookup, OpenAct, OpenPage, Page, Place, Signal};
pub use system::{Call, OpenFile, Problem, Reply, SystemAsks, SystemSends, problem};
pub use visit::{Caller, Visit};
pub use watch::Watch;
pub(crate) use watch::Watchers;

pub(crate) use answering::nothing_there;
pub(crate) use system::{another_method, is_for_a_system, no_such_thing, too_busy};
