//! Each side of every rule of a strategy discussion.
