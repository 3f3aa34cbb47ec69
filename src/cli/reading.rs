//! Progress while the files of a large organisation are read.

use std::cell::RefCell;
use std::path::Path;
use std::rc::Rc;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

use super::out_of_memory;
use super::page::visible;
use super::progress::{say, target};
use darkside_engine::network::{ReadingStage, listening};
use darkside_engine::scenario::memory_words;

/// Files below this size are read too quickly to need progress.
const LARGE: usize = 8 << 20;

/// Runs `work`, and shows its progress while it reads large files.
pub(super) fn shown<T>(work: impl FnOnce() -> T) -> T {
    let bar: RefCell<Option<ProgressBar>> = RefCell::default();
    let listener = move |stage: ReadingStage<'_>| match stage {
        ReadingStage::Begins { files, memory } => {
            out_of_memory::expect(memory, None);
            if files.iter().map(|(_, bytes)| bytes).sum::<usize>() >= LARGE {
                let names: Vec<String> = files.iter().map(|(name, bytes)| size(name, *bytes)).collect();
                say(&format!("reading {}: about {} of memory", names.join(", "), memory_words(memory)));
                bar.replace(Some(begin()));
            }
        }
        ReadingStage::Reads { file, share } => {
            let words = || format!("reading {}, {:.0} %", name_of(file), 100.0 * share);
            bar.borrow().iter().for_each(|bar| bar.set_message(words()));
        }
        ReadingStage::Orders => bar.borrow().iter().for_each(|bar| bar.set_message("putting everything in order")),
        ReadingStage::Ends => bar.borrow_mut().take().iter().for_each(ProgressBar::finish_and_clear),
    };
    listening(Rc::new(listener), work)
}

fn begin() -> ProgressBar {
    let bar = ProgressBar::with_draw_target(None, target());
    if let Ok(style) = ProgressStyle::with_template("{spinner} {msg}, {elapsed}") {
        bar.set_style(style);
    }
    bar.set_message("reading");
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}

fn size(file: &str, bytes: usize) -> String {
    format!("{} ({})", name_of(file), memory_words(bytes as f64))
}

/// A file's name without its folder.
fn name_of(file: &str) -> String {
    let name = Path::new(file).file_name().map(|name| name.to_string_lossy().into_owned());
    visible(&name.unwrap_or_else(|| file.to_owned()))
}
