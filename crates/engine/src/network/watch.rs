//! Reports how far the reading of an organisation has got: large files take a while.
//!
//! The listener belongs to the thread, so that no reader in between has to pass it on.

use std::cell::RefCell;
use std::rc::Rc;

/// How far the reading has got.
#[derive(Clone, Debug, PartialEq)]
pub enum ReadingStage<'a> {
    /// These files are about to be read.
    Begins {
        /// Names and bytes, unpacked.
        files: Vec<(String, usize)>,
        /// Bytes of memory that this needs, about.
        memory: f64,
    },
    /// Some more rows have been read.
    Reads {
        /// Name of the file.
        file: &'a str,
        /// The share of it that has been read.
        share: f64,
    },
    /// Everything has been read, and is put in order.
    Orders,
    /// Reading has ended, well or not.
    Ends,
}

/// Is called at every stage.
pub type ReadingListener = Rc<dyn Fn(ReadingStage<'_>)>;

thread_local! {
    static LISTENER: RefCell<Option<ReadingListener>> = const { RefCell::new(None) };
}

/// Bytes between two reports on the same file.
const STRETCH: usize = 1 << 18;

/// Does `work`, and tells `listener` about every organisation that it reads from files on this thread.
pub fn listening<T>(listener: ReadingListener, work: impl FnOnce() -> T) -> T {
    /// Puts the former listener back, however `work` ends.
    struct Former(Option<ReadingListener>);
    impl Drop for Former {
        fn drop(&mut self) {
            LISTENER.set(self.0.take());
        }
    }
    let _former = Former(LISTENER.replace(Some(listener)));
    work()
}

/// Notifies the listener, if there is one.
pub(super) fn tell<'a>(stage: impl FnOnce() -> ReadingStage<'a>) {
    // Called without a borrow, so that it may read something itself.
    if let Some(listener) = LISTENER.with_borrow(Clone::clone) {
        listener(stage());
    }
}

/// Progress through one file, reported at intervals.
pub(super) struct Progress<'a> {
    file: &'a str,
    bytes: usize,
    next: usize,
}

impl<'a> Progress<'a> {
    /// At the start of a file of `bytes` bytes.
    pub(super) fn start(file: &'a str, bytes: usize) -> Self {
        Self { file, bytes, next: STRETCH }
    }

    /// Everything before byte `at` has been read.
    pub(super) fn at(&mut self, at: usize) {
        if at >= self.next {
            self.next = at + STRETCH;
            tell(|| ReadingStage::Reads { file: self.file, share: at as f64 / self.bytes as f64 });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::{Files, import};
    use darkside_error::Source;

    #[test]
    fn whoever_listens_hears_how_far_the_reading_is_and_nobody_else() {
        let rows: String = (0..100_000).map(|n| format!("manager{n},manager{}\n", (n + 1) % 100_000)).collect();
        let text = Source { name: "t.csv".into(), text: format!("source,target\n{rows}") };
        let files = Files { ties: Some("t.csv".into()), ..Files::default() };
        let heard: Rc<RefCell<Vec<String>>> = Rc::default();
        let shares: Rc<RefCell<Vec<f64>>> = Rc::default();
        let listener: ReadingListener = {
            let (heard, shares) = (Rc::clone(&heard), Rc::clone(&shares));
            Rc::new(move |stage| match stage {
                ReadingStage::Begins { files, memory } => {
                    // 100,000 managers and as many ties.
                    assert!((2e7..2e8).contains(&memory), "{memory}");
                    heard.borrow_mut().push(format!("{files:?}"));
                }
                ReadingStage::Reads { file, share } => {
                    assert_eq!(file, "t.csv");
                    shares.borrow_mut().push(share);
                }
                other => heard.borrow_mut().push(format!("{other:?}")),
            })
        };
        let read = || import(&files, Some(std::slice::from_ref(&text)), Some(&[])).unwrap();
        listening(Rc::clone(&listener), read);
        let begins = format!("[(\"t.csv\", {})]", text.text.len());
        assert_eq!(*heard.borrow(), [begins.as_str(), "Orders", "Ends"]);
        let told = shares.borrow().len();
        assert!(
            told > 5 && shares.borrow().is_sorted() && shares.borrow().iter().all(|share| (0.0..=1.0).contains(share))
        );
        read();
        assert_eq!((heard.borrow().len(), shares.borrow().len()), (3, told));
    }
}
