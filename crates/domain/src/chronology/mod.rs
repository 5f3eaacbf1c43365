//! chronology
