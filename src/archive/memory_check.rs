//! Whether a run fits into the machine's memory.

use darkside_engine::scenario::{Scenario, memory_words as words};
use darkside_error::{Error, Result};

/// Bytes of memory available to this process: those of the machine, of the process's group or of its own limit,
/// whichever is least. `None` if the system does not say.
pub(super) fn of_machine() -> Option<f64> {
    let installed = std::fs::read_to_string("/proc/meminfo").ok().and_then(|text| installed(&text));
    let limits = std::fs::read_to_string("/proc/self/limits").ok().and_then(|text| address_space(&text));
    [installed, granted(), limits].into_iter().flatten().reduce(least)
}

/// The smallest limit of this process's control group and the groups around it.
fn granted() -> Option<f64> {
    let number = |path: &std::path::Path| -> Option<f64> { std::fs::read_to_string(path).ok()?.trim().parse().ok() };
    let root = std::path::Path::new("/sys/fs/cgroup");
    let groups = std::fs::read_to_string("/proc/self/cgroup").unwrap_or_default();
    let mut found: Vec<f64> = number(&root.join("memory/memory.limit_in_bytes")).into_iter().collect();
    // Version 2 of control groups has a single line, `0::/path`.
    let own = groups.lines().find_map(|line| line.strip_prefix("0::/")).unwrap_or_default();
    found.extend(
        root.join(own)
            .ancestors()
            .take_while(|group| group.starts_with(root))
            .filter_map(|group| number(&group.join("memory.max"))),
    );
    found.into_iter().reduce(least)
}

fn least(one: f64, other: f64) -> f64 {
    if one < other { one } else { other }
}

/// The line `Max address space         1073741824           1073741824           bytes`, which `ulimit -v` sets.
fn address_space(limits: &str) -> Option<f64> {
    let line = limits.lines().find_map(|line| line.strip_prefix("Max address space"))?;
    line.split_whitespace().next()?.parse().ok()
}

/// The line `MemTotal:  24606004 kB`.
fn installed(meminfo: &str) -> Option<f64> {
    let line = meminfo.lines().find_map(|line| line.strip_prefix("MemTotal:"))?;
    let kibibytes: f64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(1024.0 * kibibytes)
}

/// What this process may use of the machine's memory, asked once for many checks.
pub struct MachineMemory(Option<f64>);

impl MachineMemory {
    /// What the system says now.
    pub fn read() -> Self {
        Self(of_machine())
    }

    /// Rejects a scenario if one run of it on each thread does not fit. Nothing is checked where the system does not report
    /// its memory.
    ///
    /// # Errors
    /// If memory is short; the error names what is needed and what there is.
    pub fn holds(&self, scenario: &Scenario, threads: usize) -> Result<()> {
        let memory = darkside_engine::scenario::memory(scenario);
        check(memory.total(threads), threads, memory.total(1), self.0)
    }
}

/// Rejects scenarios, as [`MachineMemory::holds`] does each of them.
///
/// # Errors
/// If memory is short for any.
pub fn enough_room(scenarios: &[&Scenario], threads: usize) -> Result<()> {
    let memory = MachineMemory::read();
    scenarios.iter().try_for_each(|scenario| memory.holds(scenario, threads))
}

/// Rejects runs if the machine cannot hold `numbers` numbers of each.
///
/// # Errors
/// As [`MachineMemory::holds`].
pub fn enough_for_results(runs: u64, numbers: usize) -> Result<()> {
    // Numbers are kept by run, then once more as columns; a list has a header of four words.
    let need = runs as f64 * (32.0 + 16.0 * numbers as f64);
    let Some(have) = of_machine().filter(|have| need > *have) else { return Ok(()) };
    let message =
        format!("the results of {runs} runs would need about {} of memory, and there are {}", words(need), words(have));
    Err(Error::machine(message).help("fewer points or seeds at a time"))
}

/// Rejects what needs more memory than there is; `one` is what a single thread would need.
pub(super) fn check(need: f64, threads: usize, one: f64, have: Option<f64>) -> Result<()> {
    let Some(have) = have.filter(|have| need > *have) else { return Ok(()) };
    let on = if threads == 1 { "one thread".into() } else { format!("{threads} threads") };
    let message = format!("this run would need about {} of memory on {on}, and there are {}", words(need), words(have));
    Err(Error::machine(message).help(if one <= have && threads > 1 {
        format!("fewer threads: one needs about {}", words(one))
    } else {
        "fewer managers, relationships, ties or weeks, or a larger machine".to_owned()
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_fit_is_refused_with_what_would() {
        let gibibytes = |number: f64| number * 1_073_741_824.0;
        let told = |need, threads, one| check(gibibytes(need), threads, gibibytes(one), Some(gibibytes(16.0)));
        insta::assert_snapshot!(told(40.0, 4, 10.0).unwrap_err(), @r"
        this run would need about 40 GiB of memory on 4 threads, and there are 16 GiB
          help: fewer threads: one needs about 10 GiB
        ");
        insta::assert_snapshot!(told(80.0, 1, 80.0).unwrap_err(), @r"
        this run would need about 80 GiB of memory on one thread, and there are 16 GiB
          help: fewer managers, relationships, ties or weeks, or a larger machine
        ");
        assert!(told(16.0, 4, 10.0).is_ok());
        assert!(check(1e30, 1, 1e30, None).is_ok(), "where nobody says what there is, nothing is refused");
    }

    #[test]
    fn the_system_tells_in_kibibytes() {
        assert_eq!(installed("MemFree: 1 kB\nMemTotal:       24606004 kB\n"), Some(24_606_004.0 * 1024.0));
        assert_eq!(installed("MemTotal: much\n"), None);
        let line = "Max address space         1073741824           unlimited            bytes     \n";
        assert_eq!(address_space(line), Some(1_073_741_824.0));
        assert_eq!(address_space(&line.replace("1073741824", "unlimited ")), None);
    }
}
