//! GOV.UK's components and our own as typed functions.
