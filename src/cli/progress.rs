//! How far a run is: a bar on a terminal, a few quiet lines elsewhere.

use std::io::Write;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Between two quiet lines passes at least so much time.
const QUIET: Duration = Duration::from_secs(30);

/// Watches the seeds of one scenario go by.
pub struct Watch {
    name: String,
    seeds: u64,
    bar: ProgressBar,
    began: Instant,
    spoke: Mutex<Instant>,
}

impl Watch {
    /// Begins to watch `seeds` seeds of the scenario `name`.
    pub fn begin(name: &str, seeds: u64) -> Self {
        let bar = ProgressBar::with_draw_target(Some(seeds), ProgressDrawTarget::stderr());
        let template = "{prefix:.bold} {wide_bar:.cyan} {pos}/{len} seeds, {per_sec}, {eta} left";
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style.progress_chars("━╸ "));
        }
        bar.set_prefix(name.to_owned());
        if !bar.is_hidden() {
            bar.enable_steady_tick(Duration::from_millis(200));
        }
        let now = Instant::now();
        Self { name: name.to_owned(), seeds, bar, began: now, spoke: Mutex::new(now) }
    }

    /// So many seeds are finished by now, `found` of them by an earlier start.
    pub fn reached(&self, finished: u64, found: u64) {
        if self.bar.is_hidden() {
            self.speak(finished, found);
            return;
        }
        if self.bar.position() < found {
            self.bar.set_position(found);
            self.bar.reset_eta();
        }
        self.bar.set_position(finished);
    }

    /// Takes the bar away.
    pub fn end(self) {
        self.bar.finish_and_clear();
    }

    fn speak(&self, finished: u64, found: u64) {
        let Ok(mut spoke) = self.spoke.lock() else { return };
        if spoke.elapsed() < QUIET || finished >= self.seeds {
            return;
        }
        *spoke = Instant::now();
        let rate = (finished - found.min(finished)) as f64 / self.began.elapsed().as_secs_f64();
        let left = (self.seeds - finished) as f64 / rate;
        let left = if left.is_finite() { format!(", about {left:.0} s left") } else { String::new() };
        say(&format!("{}: {finished} of {} seeds{left}", self.name, self.seeds));
    }
}

/// Says a line on standard error; a reader who has gone does not stop the run.
pub fn say(line: &str) {
    let _ = writeln!(anstream::stderr(), "{line}");
}
