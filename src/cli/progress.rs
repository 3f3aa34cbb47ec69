//! How far a run is: a bar on a terminal, a few quiet lines elsewhere.

use std::io::Write;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, OnceLock};
use std::time::{Duration, Instant};

use darkside::experiment::Progress;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};

/// Between two quiet lines passes at least so much time.
const QUIET: Duration = Duration::from_secs(30);

const BAR: &str = "{prefix:.bold} {wide_bar:.cyan} {pos}/{len} UNIT{pace}";

/// Watches the seeds of one scenario go by.
pub(super) struct Watch {
    name: String,
    bar: ProgressBar,
    course: Arc<Mutex<Pace>>,
    /// What is counted: seeds or runs.
    unit: &'static str,
}

/// How far and how fast the seeds have gone so far.
struct Pace {
    began: Instant,
    spoke: Instant,
    /// Seeds that were done when it began.
    found: Option<u32>,
    /// Seeds done by now, those found included, and when the last of them was.
    done: u32,
    at: Instant,
}

impl Pace {
    fn new() -> Self {
        let now = Instant::now();
        Self { began: now, spoke: now, found: None, done: 0, at: now }
    }

    /// Notes that `done` seeds are done.
    fn reach(&mut self, done: u32) {
        self.found.get_or_insert(done);
        // Threads may report in another order than they finish.
        if done > self.done {
            (self.done, self.at) = (done, Instant::now());
        }
    }

    /// Seconds for each seed, and seconds left of `seeds`; `None` before the first is done.
    fn pace(&self, seeds: u32) -> Option<(f64, f64)> {
        let done = self.done.saturating_sub(self.found.unwrap_or(0));
        let seconds = (self.at - self.began).as_secs_f64();
        pace(done, seeds.saturating_sub(self.done), seconds, self.at.elapsed().as_secs_f64())
    }
}

/// The pace is that up to the last seed done, averaged since the beginning: seeds end in bursts, one for each thread, so
/// that a rate of the moment would jump. What has passed since then is time less left, not a slower pace.
fn pace(done: u32, left: u32, seconds: f64, since: f64) -> Option<(f64, f64)> {
    if done == 0 {
        return None;
    }
    let each = seconds / f64::from(done);
    let left = each * f64::from(left) - since;
    Some((each, if left > 0.0 { left } else { 0.0 }))
}

impl Watch {
    /// Begins to watch the seeds of the scenario `name`.
    pub(super) fn begin(name: &str, seeds: u32, weeks: u32) -> Self {
        let about = format!("{seeds} {} of {weeks} weeks", if seeds == 1 { "seed" } else { "seeds" });
        Self::counting(name, seeds, "seeds", &about)
    }

    /// Begins to watch the runs of the sweep `name`, which `about` describes.
    pub(super) fn of_runs(name: &str, about: &str) -> Self {
        Self::counting(name, 0, "runs", about)
    }

    fn counting(name: &str, seeds: u32, unit: &'static str, about: &str) -> Self {
        let bar = ProgressBar::with_draw_target(Some(seeds.into()), target());
        let watch = Self { name: name.to_owned(), bar, course: Arc::new(Mutex::new(Pace::new())), unit };
        watch.set_template(&BAR.replace("UNIT", unit));
        let bar = &watch.bar;
        bar.set_prefix(name.to_owned());
        if bar.is_hidden() {
            say(&format!("{name}: {about}"));
        } else {
            bar.enable_steady_tick(Duration::from_millis(200));
        }
        watch
    }

    /// Watches over a run that is finished already.
    pub(super) fn nothing() -> Self {
        let course = Arc::new(Mutex::new(Pace::new()));
        Self { name: String::new(), bar: ProgressBar::hidden(), course, unit: "seeds" }
    }

    fn reached(&self, done: u32, seeds: u32) {
        // Asked for before: the bar, too, waits for the course while it is drawn.
        let hidden = self.bar.is_hidden();
        let Ok(mut course) = self.course.lock() else { return };
        course.reach(done);
        if hidden && course.spoke.elapsed() >= QUIET && course.done < seeds {
            course.spoke = Instant::now();
            let left = course.pace(seeds);
            let left = left.map_or_else(String::new, |(_, left)| format!(", about {} left", duration(left)));
            say(&format!("{}: {} of {seeds} {}{left}", self.name, course.done, self.unit));
        }
        let done = course.done;
        drop(course);
        if u64::from(done) > self.bar.position() {
            self.bar.set_position(done.into());
        }
    }

    /// So far the runs are.
    pub(super) fn went(&self, progress: Progress) {
        let few = |number: u64| u32::try_from(number).unwrap_or(u32::MAX);
        if self.bar.length() != Some(progress.runs) {
            self.bar.set_length(progress.runs);
        }
        if let Ok(mut course) = self.course.lock() {
            course.found = Some(few(progress.found));
        }
        self.reached(few(progress.done), few(progress.runs));
    }

    /// All seeds are done; charts are drawn.
    pub(super) fn drawing(&self) {
        self.set_template("{prefix:.bold} {spinner} drawing charts");
    }

    /// Takes the bar away.
    pub(super) fn end(self) {
        self.bar.finish_and_clear();
    }

    /// Sets what is shown.
    fn set_template(&self, template: &str) {
        let course = Arc::clone(&self.course);
        let pace = move |state: &ProgressState, line: &mut dyn std::fmt::Write| {
            let seeds = u32::try_from(state.len().unwrap_or(0)).unwrap_or(u32::MAX);
            let pace = course.lock().ok().and_then(|course| course.pace(seeds));
            // Nobody reads what cannot be written to a terminal's line.
            let _ = match pace {
                None => Ok(()),
                Some((each, left)) if each <= 1.0 => write!(line, ", {:.1}/s, {} left", 1.0 / each, duration(left)),
                Some((each, left)) => write!(line, ", {each:.1} s each, {} left", duration(left)),
            };
        };
        if let Ok(style) = ProgressStyle::with_template(template) {
            self.bar.set_style(style.progress_chars("━╸ ").with_key("pace", pace));
        }
    }
}

/// Watches the cases of a selftest go by.
pub(super) struct Cases {
    bar: ProgressBar,
    spoke: Mutex<Instant>,
    /// How many thousandths of each case are done.
    done: Vec<AtomicU64>,
}

impl Cases {
    /// Begins to watch `cases` cases.
    pub(super) fn begin(cases: usize) -> Self {
        let bar = ProgressBar::with_draw_target(Some(1000 * cases as u64), target());
        if let Ok(style) = ProgressStyle::with_template("{prefix:.bold} {wide_bar:.cyan} {percent} %, {elapsed}") {
            bar.set_style(style.progress_chars("━╸ "));
        }
        bar.set_prefix("selftest");
        Self { bar, spoke: Mutex::new(Instant::now()), done: (0..cases).map(|_| AtomicU64::new(0)).collect() }
    }

    /// A run of a case has ended.
    pub(super) fn reached(&self, progress: &darkside::selftest::SelftestProgress<'_>) {
        let thousandths = 1000 * u64::from(progress.done) / u64::from(progress.runs);
        let before = self.done[progress.case].fetch_max(thousandths, Ordering::Relaxed);
        if thousandths <= before {
            return;
        }
        self.bar.inc(thousandths - before);
        self.bar.set_prefix(progress.family.to_owned());
        let Ok(mut spoke) = self.spoke.lock() else { return };
        if self.bar.is_hidden() && spoke.elapsed() >= QUIET {
            *spoke = Instant::now();
            say(&format!("selftest: {} of {} cases", self.bar.position() / 1000, self.done.len()));
        }
    }

    /// Takes the bar away.
    pub(super) fn end(self) {
        self.bar.finish_and_clear();
    }
}

/// A time in words that fit on a line.
pub(super) fn duration(seconds: f64) -> String {
    match seconds {
        short if short < 9.95 => format!("{short:.1} s"),
        short if short < 120.0 => format!("{short:.0} s"),
        long if long < 7200.0 => format!("{:.0} min", long / 60.0),
        long => format!("{:.1} h", long / 3600.0),
    }
}

/// Says a line on standard error, unless --quiet; a reader who has gone does not stop the run.
pub(super) fn say(line: &str) {
    if LOUDNESS.get() != Some(&Loudness::Quiet) {
        let _ = writeln!(anstream::stderr(), "{line}");
    }
}

/// Says a line on standard error with --verbose.
pub(super) fn say_more(line: impl FnOnce() -> String) {
    if LOUDNESS.get() == Some(&Loudness::Verbose) {
        say(&line());
    }
}

/// How much is said besides the answer and errors.
#[derive(Debug, PartialEq)]
enum Loudness {
    Quiet,
    Usual,
    Verbose,
}

/// Set once, from the command line.
static LOUDNESS: OnceLock<Loudness> = OnceLock::new();

/// Sets how much is said.
pub(super) fn set_loudness(quiet: bool, verbose: bool) {
    let loudness = match (quiet, verbose) {
        (true, _) => Loudness::Quiet,
        (_, true) => Loudness::Verbose,
        _ => Loudness::Usual,
    };
    let _ = LOUDNESS.set(loudness);
}

/// Where bars are drawn.
pub(super) fn target() -> ProgressDrawTarget {
    match LOUDNESS.get() {
        Some(Loudness::Quiet) => ProgressDrawTarget::hidden(),
        _ => ProgressDrawTarget::stderr(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn while_a_seed_runs_the_time_left_only_shrinks() {
        let left = |since| pace(4, 6, 20.0, since).unwrap();
        assert_eq!(left(0.0), (5.0, 30.0));
        assert_eq!(left(4.0), (5.0, 26.0));
        assert_eq!(left(1e9), (5.0, 0.0), "and never below nothing");
        assert_eq!(pace(0, 6, 20.0, 1.0), None);
    }
}
