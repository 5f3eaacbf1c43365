//! National returns as they arrive: good ones, dirty ones, hostile ones.

mod cin_bad_bytes;
mod cin_reads;
mod notification;
