//! How pages stand on the web. A page is one value that names its path, its act and its name in the access log; there is no other way to mount
//! one. An act that changes something shows its form and takes it: a POST without a form does not mount.

mod answer;
mod fields;
mod filling;
mod headers;
mod mount;
mod page;
mod visit;

pub use answer::{Sent, View};
pub use fields::Fields;
pub use filling::{At, Conflict, Filling, Prefilled};
pub use headers::protect;
pub use mount::{Mount, Site};
pub use page::{Act, Fragment, OpenAct, OpenPage, Page};
pub use visit::{COOKIE, Caller, Visit, cookie_for, no_cookie};
