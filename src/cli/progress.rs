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

/// Tracks the runs of a command.
pub(super) struct Watch {
    name: String,
    bar: ProgressBar,
    pace: Arc<Mutex<Pace>>,
    /// What is counted: seeds or runs.
    unit: &'static str,
}

/// How far the runs are, and how fast they went.
struct Pace {
    began: Instant,
    spoke: Instant,
    /// Runs that an earlier start had done.
    found: u64,
    /// Runs done by now, including those found, and when the last one finished.
    done: u64,
    at: Instant,
}

impl Pace {
    /// Seconds per run, and seconds left for `runs`; `None` before the first is done.
    fn pace(&self, runs: u64) -> Option<(f64, f64)> {
        let done = self.done.saturating_sub(self.found);
        let seconds = (self.at - self.began).as_secs_f64();
        pace(done, runs.saturating_sub(self.done), seconds, self.at.elapsed().as_secs_f64())
    }
}

/// The pace up to the last finished run, averaged since the beginning. Runs finish in bursts, one per thread, so a
/// momentary rate would jump. The time since the last run reduces the time left; it does not slow the pace.
fn pace(done: u64, left: u64, seconds: f64, since: f64) -> Option<(f64, f64)> {
    if done == 0 {
        return None;
    }
    let each = seconds / done as f64;
    let left = each * left as f64 - since;
    Some((each, if left > 0.0 { left } else { 0.0 }))
}

impl Watch {
    /// Starts tracking what `about` describes of `name`, counted in `unit`.
    pub(super) fn begin(name: &str, about: &str, unit: &'static str) -> Self {
        let bar = ProgressBar::with_draw_target(Some(0), target());
        let now = Instant::now();
        let pace = Pace { began: now, spoke: now, found: 0, done: 0, at: now };
        let watch = Self { name: name.to_owned(), bar, pace: Arc::new(Mutex::new(pace)), unit };
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

    /// Reports the progress of the runs.
    pub(super) fn went(&self, Progress { done, found, runs }: Progress) {
        if self.bar.length() != Some(runs) {
            self.bar.set_length(runs);
        }
        // Asked before locking: while the bar is drawn, it waits for the same lock.
        let hidden = self.bar.is_hidden();
        let Ok(mut pace) = self.pace.lock() else { return };
        pace.found = found;
        // Threads may report in a different order than they finish.
        if done > pace.done {
            (pace.done, pace.at) = (done, Instant::now());
        }
        if hidden && pace.spoke.elapsed() >= QUIET && pace.done < runs {
            pace.spoke = Instant::now();
            let left = pace.pace(runs).map_or_else(String::new, |(_, left)| format!(", about {} left", duration(left)));
            say(&format!("{}: {} of {runs} {}{left}", self.name, pace.done, self.unit));
        }
        let done = pace.done;
        drop(pace);
        if done > self.bar.position() {
            self.bar.set_position(done);
        }
    }

    /// Shows that all runs are done and charts are being drawn.
    pub(super) fn drawing(&self) {
        self.set_template("{prefix:.bold} {spinner} drawing charts");
    }

    /// Removes the bar.
    pub(super) fn end(self) {
        self.bar.finish_and_clear();
    }

    /// Sets what the bar shows.
    fn set_template(&self, template: &str) {
        let pace = Arc::clone(&self.pace);
        let pace = move |state: &ProgressState, line: &mut dyn std::fmt::Write| {
            let pace = pace.lock().ok().and_then(|pace| pace.pace(state.len().unwrap_or(0)));
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
    if !is_quiet() {
        let _ = writeln!(anstream::stderr(), "{line}");
    }
}

/// Whether only the answer and errors are wanted.
pub(super) fn is_quiet() -> bool {
    LOUDNESS.get() == Some(&Loudness::Quiet)
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
