//! Output whose reader may go away, as with `| head`. The work is still finished.

use std::io::{self, ErrorKind, Write};

/// Writes until nobody reads any more, then drops the rest.
pub(super) struct WhileRead<W> {
    out: W,
    gone: bool,
}

impl<W: Write> WhileRead<W> {
    /// Output to `out`.
    pub(super) fn new(out: W) -> Self {
        Self { out, gone: false }
    }

    fn unless_gone<T>(&mut self, dropped: T, write: impl FnOnce(&mut W) -> io::Result<T>) -> io::Result<T> {
        if self.gone {
            return Ok(dropped);
        }
        match write(&mut self.out) {
            Err(cause) if cause.kind() == ErrorKind::BrokenPipe => {
                self.gone = true;
                Ok(dropped)
            }
            written => written,
        }
    }
}

impl<W: Write> Write for WhileRead<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.unless_gone(bytes.len(), |out| out.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.unless_gone((), Write::flush)
    }
}
