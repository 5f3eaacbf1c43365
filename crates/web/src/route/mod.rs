//! How pages stand on the web. A page is one value that names its path, its act and its name in the log; there is no other way to mount
//! one. An act that changes something shows its form and takes it: a POST without a form does not mount.

mod answer;
mod answering;
mod arriving;
mod download;
mod fields;
mod filling;
mod mount;
mod page;
mod visit;

pub use answer::{Sent, SignIn, View};
pub use download::{Download, File};
pub use fields::{Fields, MOST_REPEATS};
pub use filling::{At, Conflict, Filling, Prefilled};
pub use mount::{Kind, Mount, Site};
pub use page::{Act, Fragment, Lookup, OpenAct, OpenPage, Page, Place, Signal};
pub use visit::{Caller, Visit};

pub(crate) use answering::nothing_there;
