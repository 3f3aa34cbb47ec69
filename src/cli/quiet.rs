//! Runs whose panics the program reports itself, with their point, so that Rust's panic hook is not needed.

use std::panic::{self, AssertUnwindSafe};

/// Runs `work` without the panic hook's messages; the hook is restored afterwards, however `work` ends.
pub(super) fn quietly<T>(work: impl FnOnce() -> T) -> T {
    let former = panic::take_hook();
    panic::set_hook(Box::new(|_| {}));
    let done = panic::catch_unwind(AssertUnwindSafe(work));
    panic::set_hook(former);
    done.unwrap_or_else(|panic| panic::resume_unwind(panic))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicU32, Ordering};

    /// Identifies this test's panics: other tests may panic at the same time.
    const WORDS: &str = "a panic of the test of quietly";
    static HEARD: AtomicU32 = AtomicU32::new(0);

    #[test]
    fn panics_are_silent_only_while_the_work_lasts() {
        let before = panic::take_hook();
        panic::set_hook(Box::new(|info| {
            let heard = info.payload().downcast_ref::<&str>().is_some_and(|words| *words == WORDS);
            HEARD.fetch_add(heard.into(), Ordering::Relaxed);
        }));
        let heard = |run: &dyn Fn()| {
            run();
            HEARD.swap(0, Ordering::Relaxed)
        };
        let silent = heard(&|| quietly(|| drop(panic::catch_unwind(|| std::panic::panic_any(WORDS)))));
        let loud = heard(&|| drop(panic::catch_unwind(|| std::panic::panic_any(WORDS))));
        panic::set_hook(before);
        assert_eq!((silent, loud), (0, 1));
    }
}
