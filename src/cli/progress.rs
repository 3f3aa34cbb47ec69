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
    bar: ProgressBar,
    course: Mutex<Course>,
}

/// What the quiet lines need to know.
struct Course {
    began: Instant,
    spoke: Instant,
    /// Seeds that were done when it began.
    found: Option<u32>,
}

impl Watch {
    /// Begins to watch the seeds of the scenario `name`.
    pub fn begin(name: &str, seeds: u32, weeks: u32) -> Self {
        let bar = ProgressBar::with_draw_target(Some(seeds.into()), ProgressDrawTarget::stderr());
        set_template(&bar, "{prefix:.bold} {wide_bar:.cyan} {pos}/{len} seeds, {per_sec}, {eta} left");
        bar.set_prefix(name.to_owned());
        if bar.is_hidden() {
            say(&format!("{name}: {seeds} seeds of {weeks} weeks"));
        } else {
            bar.enable_steady_tick(Duration::from_millis(200));
        }
        let now = Instant::now();
        Self { name: name.to_owned(), bar, course: Mutex::new(Course { began: now, spoke: now, found: None }) }
    }

    /// `done` of `seeds` are done. The first call says how many an earlier start has left.
    pub fn reached(&self, done: u32, seeds: u32) {
        let Ok(mut course) = self.course.lock() else { return };
        let found = *course.found.get_or_insert_with(|| {
            self.bar.set_position(done.into());
            self.bar.reset_eta();
            done
        });
        // Threads may report in another order than they finish.
        if u64::from(done) > self.bar.position() {
            self.bar.set_position(done.into());
        }
        if self.bar.is_hidden() && course.spoke.elapsed() >= QUIET && done < seeds {
            course.spoke = Instant::now();
            let pace = course.began.elapsed().as_secs_f64() / f64::from(done.saturating_sub(found));
            let left = pace * f64::from(seeds - done);
            let left = if left.is_finite() { format!(", about {left:.0} s left") } else { String::new() };
            say(&format!("{}: {done} of {seeds} seeds{left}", self.name));
        }
    }

    /// All seeds are done; charts are drawn.
    pub fn drawing(&self) {
        set_template(&self.bar, "{prefix:.bold} {spinner} drawing charts");
    }

    /// Takes the bar away.
    pub fn end(self) {
        self.bar.finish_and_clear();
    }
}

fn set_template(bar: &ProgressBar, template: &str) {
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style.progress_chars("━╸ "));
    }
}

/// Says a line on standard error; a reader who has gone does not stop the run.
fn say(line: &str) {
    let _ = writeln!(anstream::stderr(), "{line}");
}
