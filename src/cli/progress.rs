//! Progress of a run: a bar on a terminal, occasional plain lines elsewhere.

use std::io::Write;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, OnceLock};
use std::time::{Duration, Instant};

use darkside::experiment::Progress;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};

/// Least time between two plain lines.
const QUIET: Duration = Duration::from_secs(30);

const BAR: &str = "{prefix:.bold} {wide_bar:.cyan} {pos}/{len} UNIT{pace}";

/// Tracks the seeds of one scenario.
pub(super) struct Watch {
    name: String,
    bar: ProgressBar,
    course: Arc<Mutex<Pace>>,
    /// What is counted: seeds or runs.
    unit: &'static str,
}

/// How far the seeds are, and how fast they went.
struct Pace {
    began: Instant,
    spoke: Instant,
    /// Seeds that were already done at the start.
    found: Option<u32>,
    /// Seeds done by now, including those found, and when the last one finished.
    done: u32,
    at: Instant,
}

impl Pace {
    fn new() -> Self {
        let now = Instant::now();
        Self { began: now, spoke: now, found: None, done: 0, at: now }
    }

    /// Records that `done` seeds are done.
    fn reach(&mut self, done: u32) {
        self.found.get_or_insert(done);
        // Threads may report in a different order than they finish.
        if done > self.done {
            (self.done, self.at) = (done, Instant::now());
        }
    }

    /// Seconds per seed, and seconds left for `seeds`; `None` before the first is done.
    fn pace(&self, seeds: u32) -> Option<(f64, f64)> {
        let done = self.done.saturating_sub(self.found.unwrap_or(0));
        let seconds = (self.at - self.began).as_secs_f64();
        pace(done, seeds.saturating_sub(self.done), seconds, self.at.elapsed().as_secs_f64())
    }
}

/// The pace up to the last finished seed, averaged since the beginning. Seeds finish in bursts, one per thread, so a
/// momentary rate would jump. The time since the last seed reduces the time left; it does not slow the pace.
fn pace(done: u32, left: u32, seconds: f64, since: f64) -> Option<(f64, f64)> {
    if done == 0 {
        return None;
    }
    let each = seconds / f64::from(done);
    let left = each * f64::from(left) - since;
    Some((each, if left > 0.0 { left } else { 0.0 }))
}

impl Watch {
    /// Starts tracking the seeds of the scenario `name`.
    pub(super) fn begin(name: &str, seeds: u32, weeks: u32) -> Self {
        let about = format!("{seeds} {} of {weeks} weeks", if seeds == 1 { "seed" } else { "seeds" });
        Self::counting(name, seeds, "seeds", &about)
    }

    /// Starts tracking the runs of the sweep `name`, which `about` describes.
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

    /// Tracks a run that is already finished.
    pub(super) fn nothing() -> Self {
        let course = Arc::new(Mutex::new(Pace::new()));
        Self { name: String::new(), bar: ProgressBar::hidden(), course, unit: "seeds" }
    }

    fn reached(&self, done: u32, seeds: u32) {
        // Asked before locking: while the bar is drawn, it waits for the same lock.
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

    /// Reports the progress of the runs.
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

    /// Shows that all seeds are done and charts are being drawn.
    pub(super) fn drawing(&self) {
        self.set_template("{prefix:.bold} {spinner} drawing charts");
    }

    /// Removes the bar.
    pub(super) fn end(self) {
        self.bar.finish_and_clear();
    }

    /// Sets what the bar shows.
    fn set_template(&self, template: &str) {
        let course = Arc::clone(&self.course);
        let pace = move |state: &ProgressState, line: &mut dyn std::fmt::Write| {
            let seeds = u32::try_from(state.len().unwrap_or(0)).unwrap_or(u32::MAX);
            let pace = course.lock().ok().and_then(|course| course.pace(seeds));
            // A failed write to the terminal's line does not matter.
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

/// Tracks the cases of a selftest.
pub(super) struct Cases {
    bar: ProgressBar,
    spoke: Mutex<Instant>,
    /// Thousandths of each case that are done.
    done: Vec<AtomicU64>,
}

impl Cases {
    /// Starts tracking `cases` cases.
    pub(super) fn begin(cases: usize) -> Self {
        let bar = ProgressBar::with_draw_target(Some(1000 * cases as u64), target());
        if let Ok(style) = ProgressStyle::with_template("{prefix:.bold} {wide_bar:.cyan} {percent} %, {elapsed}") {
            bar.set_style(style.progress_chars("━╸ "));
        }
        bar.set_prefix("selftest");
        Self { bar, spoke: Mutex::new(Instant::now()), done: (0..cases).map(|_| AtomicU64::new(0)).collect() }
    }

    /// Reports that a run of a case has ended.
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

    /// Removes the bar.
    pub(super) fn end(self) {
        self.bar.finish_and_clear();
    }
}

/// A duration in words, short enough for a line.
pub(super) fn duration(seconds: f64) -> String {
    match seconds {
        short if short < 9.95 => format!("{short:.1} s"),
        short if short < 120.0 => format!("{short:.0} s"),
        long if long < 7200.0 => format!("{:.0} min", long / 60.0),
        long => format!("{:.1} h", long / 3600.0),
    }
}

/// Prints a line to standard error, unless --quiet is set. A closed standard error does not stop the run.
pub(super) fn say(line: &str) {
    if LOUDNESS.get() != Some(&Loudness::Quiet) {
        let _ = writeln!(anstream::stderr(), "{line}");
    }
}

/// Prints a line to standard error if --verbose is set.
pub(super) fn say_more(line: impl FnOnce() -> String) {
    if LOUDNESS.get() == Some(&Loudness::Verbose) {
        say(&line());
    }
}

/// How much is printed besides the answer and errors.
#[derive(Debug, PartialEq)]
enum Loudness {
    Quiet,
    Usual,
    Verbose,
}

/// Set once, from the command line.
static LOUDNESS: OnceLock<Loudness> = OnceLock::new();

/// Sets how much is printed.
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
