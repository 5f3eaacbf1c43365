//! How far people agree who judged the same things: raw agreement, kappa for two, Krippendorff's alpha for any number of people who need not all have
//! judged everything. Each figure has an interval, and few or equal judgements are said in words instead (domain.md 1.9 and 4.4). Pure: where an
//! interval is drawn by lot, chance is an argument, so that the same judgements give the same figure.

mod alpha;
mod figure;
pub mod kappa;

pub use alpha::{Alpha, Metric, Ratings, Undefined};
pub use figure::Figure;
