//! Routes, forms and pages: a folder an area, a file an act.
