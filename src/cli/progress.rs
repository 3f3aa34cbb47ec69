//! How far a run is: a bar on a terminal, a few quiet lines elsewhere.

use std::io::Write;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};

/// Between two quiet lines passes at least so much time.
const QUIET: Duration = Duration::from_secs(30);

const BAR: &str = "{prefix:.bold} {wide_bar:.cyan} {pos}/{len} seeds{pace}";

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
        set_template(&bar, BAR, 0);
        bar.set_prefix(name.to_owned());
        if bar.is_hidden() {
            say(&format!("{name}: {seeds} {} of {weeks} weeks", if seeds == 1 { "seed" } else { "seeds" }));
        } else {
            bar.enable_steady_tick(Duration::from_millis(200));
        }
        Self::over(name, bar)
    }

    /// Watches over a run that is finished already.
    pub fn nothing() -> Self {
        Self::over("", ProgressBar::hidden())
    }

    fn over(name: &str, bar: ProgressBar) -> Self {
        let now = Instant::now();
        Self { name: name.to_owned(), bar, course: Mutex::new(Course { began: now, spoke: now, found: None }) }
    }

    /// `done` of `seeds` are done. The first call says how many an earlier start has left.
    pub fn reached(&self, done: u32, seeds: u32) {
        let Ok(mut course) = self.course.lock() else { return };
        let found = *course.found.get_or_insert_with(|| {
            set_template(&self.bar, BAR, done.into());
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
            let left = if left.is_finite() { format!(", about {} left", duration(left)) } else { String::new() };
            say(&format!("{}: {done} of {seeds} seeds{left}", self.name));
        }
    }

    /// All seeds are done; charts are drawn.
    pub fn drawing(&self) {
        set_template(&self.bar, "{prefix:.bold} {spinner} drawing charts", 0);
    }

    /// Takes the bar away.
    pub fn end(self) {
        self.bar.finish_and_clear();
    }
}

/// Sets what is shown; rate and time left count from `found` seeds on, averaged since the beginning: seeds
/// end in bursts, one for each thread, so that a rate of the moment would jump.
fn set_template(bar: &ProgressBar, template: &str, found: u64) {
    let pace = move |state: &ProgressState, line: &mut dyn std::fmt::Write| {
        let done = state.pos().saturating_sub(found);
        let seconds = state.elapsed().as_secs_f64();
        let left = state.len().unwrap_or(0).saturating_sub(state.pos()) as f64 * seconds / done as f64;
        // Nobody reads what cannot be written to a terminal's line.
        let _ = match (done as f64 / seconds, done) {
            (_, 0) => Ok(()),
            (rate, _) if rate >= 1.0 => write!(line, ", {rate:.1}/s, {} left", duration(left)),
            (rate, _) => write!(line, ", {:.1} s each, {} left", 1.0 / rate, duration(left)),
        };
    };
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style.progress_chars("━╸ ").with_key("pace", pace));
    }
}

/// A time in words that fit on a line.
pub fn duration(seconds: f64) -> String {
    match seconds {
        short if short < 9.95 => format!("{short:.1} s"),
        short if short < 120.0 => format!("{short:.0} s"),
        long if long < 7200.0 => format!("{:.0} min", long / 60.0),
        long => format!("{:.1} h", long / 3600.0),
    }
}

/// Says a line on standard error; a reader who has gone does not stop the run.
fn say(line: &str) {
    let _ = writeln!(anstream::stderr(), "{line}");
}
