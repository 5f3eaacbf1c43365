//! Bytes that count their lines and end before they fill the memory: no tag, text or comment may be longer than a limit.

use std::io::{self, BufRead, Read};

/// The most bytes of one tag, one run of text or one comment.
pub(crate) const LONGEST_PIECE: usize = 64 * 1024;

/// A reader that knows its line and refuses a piece that does not end.
pub(crate) struct Guarded<R> {
    inner: R,
    /// The line being read, from 1.
    pub(crate) line: u64,
    /// Bytes read so far.
    pub(crate) position: u64,
    room: usize,
    /// Whether a piece was too long.
    pub(crate) exceeded: bool,
    /// The line of the first control character that XML does not allow.
    pub(crate) control: Option<u64>,
}

impl<R: BufRead> Guarded<R> {
    pub(crate) fn new(inner: R) -> Guarded<R> {
        Guarded { inner, line: 1, position: 0, room: LONGEST_PIECE, exceeded: false, control: None }
    }

    /// A new piece begins here.
    pub(crate) fn begin_piece(&mut self) {
        self.room = LONGEST_PIECE;
    }
}

impl<R: BufRead> Read for Guarded<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let length = {
            let available = self.fill_buf()?;
            let length = available.len().min(into.len());
            into[..length].copy_from_slice(&available[..length]);
            length
        };
        self.consume(length);
        Ok(length)
    }
}

impl<R: BufRead> BufRead for Guarded<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        let available = self.inner.fill_buf()?;
        if self.room == 0 && !available.is_empty() {
            self.exceeded = true;
            return Err(io::Error::other("a piece is too long"));
        }
        Ok(&available[..available.len().min(self.room)])
    }

    fn consume(&mut self, length: usize) {
        // The bytes are the ones that `fill_buf` last gave, so asking again costs nothing and cannot fail.
        if let Ok(available) = self.inner.fill_buf() {
            let taken = &available[..length.min(available.len())];
            let lines = |bytes: &[u8]| bytes.iter().filter(|byte| **byte == b'\n').count() as u64;
            // Most pieces hold none, and without a way out of the loop the processor looks at many bytes at once.
            if self.control.is_none() && taken.iter().fold(false, |any, byte| any | is_control(*byte)) {
                let at = taken.iter().position(|byte| is_control(*byte));
                self.control = at.map(|at| self.line + lines(&taken[..at]));
            }
            self.line += lines(taken);
        }
        self.position += length as u64;
        self.room = self.room.saturating_sub(length);
        self.inner.consume(length);
    }
}

/// Whether a byte is a control character that XML 1.0 does not allow.
fn is_control(byte: u8) -> bool {
    byte < 0x20 && byte != b'\t' && byte != b'\n' && byte != b'\r'
}
