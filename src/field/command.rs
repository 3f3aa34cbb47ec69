//! Methods that are other programs: each is given the directory of a panel and answers with a JSON object on standard
//! output.

use std::fs::File;
use std::io::{BufWriter, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use darkside_survey::{FieldStudy, Panel};
use serde::Deserialize;

use super::method_answer::MethodAnswer;
use crate::survey::{codebook, tables};
use crate::table::CsvWriter;
use darkside_engine::record::Digest;
use darkside_stats::Interval;

/// Most bytes of output to keep.
const MOST_OUTPUT: usize = 1 << 16;
/// How often to check whether a command has ended.
const CHECK_EVERY: Duration = Duration::from_millis(5);
/// How long to wait for output after a command has ended.
const WAIT_FOR_OUTPUT: Duration = Duration::from_secs(2);
/// Characters of a command's output that a failure message quotes.
const MOST_QUOTED: usize = 120;
/// The 97.5 % quantile of the standard normal distribution.
const Z: f64 = 1.959_963_984_540_054;

/// A command that estimates.
#[derive(Clone, Debug, PartialEq)]
pub struct EstimatorCommand {
    /// The program and its arguments. `{panel}` in an argument stands for the panel's directory, `{practice}` for the
    /// practice's name. No shell is involved.
    pub words: Vec<String>,
    /// The folder in which it runs.
    pub folder: PathBuf,
    /// How long it may take.
    pub time_limit: Duration,
}

/// A command's answer.
#[derive(Deserialize)]
struct Reply {
    estimate: Option<f64>,
    standard_error: Option<f64>,
    p: Option<f64>,
    converged: Option<bool>,
    note: Option<String>,
}

impl EstimatorCommand {
    /// Everything that identifies the command: its words, its time limit, and the contents of the files that the words
    /// name.
    pub(super) fn inputs(&self) -> String {
        let file =
            |word: &String| std::fs::read(self.folder.join(word)).ok().map(|bytes| Digest::of(&bytes).to_string());
        let files: Vec<String> = self.words.iter().filter_map(file).collect();
        format!("{:?} {:?} {}", self.words, self.time_limit, files.join(" "))
    }

    /// What the command says about a panel, or why it has no answer.
    pub(super) fn answer(&self, study: &FieldStudy, panel: &Panel, practice: &str) -> Result<MethodAnswer, String> {
        let place = tempfile::tempdir().map_err(|cause| format!("no temporary directory: {cause}"))?;
        write(study, panel, place.path()).map_err(|cause| format!("cannot write the panel: {cause}"))?;
        let directory = place.path().to_str().ok_or("the temporary directory's name is not UTF-8")?;
        let words: Vec<String> =
            self.words.iter().map(|word| word.replace("{panel}", directory).replace("{practice}", practice)).collect();
        let (status, output, errors) = self.run(&words)?;
        if !status.success() {
            return Err(format!("{status}: {}", quoted(&errors[..errors.len().min(MOST_OUTPUT)])));
        }
        if output.len() > MOST_OUTPUT {
            return Err(format!("more than {MOST_OUTPUT} bytes on standard output instead of one JSON object"));
        }
        let reply = serde_json::from_slice(&output);
        let reply = reply.map_err(|_| format!("no JSON object on standard output but: {}", quoted(&output)))?;
        answer_of(reply)
    }

    /// How the command ended, and what it wrote on standard output and standard error.
    fn run(&self, words: &[String]) -> Result<(ExitStatus, Vec<u8>, Vec<u8>), String> {
        let (program, arguments) = words.split_first().ok_or("the command is empty")?;
        let mut command = std::process::Command::new(program);
        command.args(arguments).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        if !self.folder.as_os_str().is_empty() {
            command.current_dir(&self.folder);
        }
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        let mut child = command.spawn().map_err(|cause| format!("cannot start {program}: {cause}"))?;
        let output = child.stdout.take().map(drained);
        let errors = child.stderr.take().map(drained);
        let status = self.wait(&mut child);
        // Processes that the command started may still hold its output open.
        end(&mut child);
        let take = |from: Option<Receiver<Vec<u8>>>| {
            from.and_then(|from| from.recv_timeout(WAIT_FOR_OUTPUT).ok()).unwrap_or_default()
        };
        let (output, errors) = (take(output), take(errors));
        let status = status.map_err(|cause| format!("cannot wait for {program}: {cause}"))?;
        match status {
            Some(status) => Ok((status, output, errors)),
            None => Err(format!("no answer within {} s", self.time_limit.as_secs_f64())),
        }
    }

    /// How the command ended; `None` if it ran out of time.
    #[allow(clippy::disallowed_methods, reason = "a time limit is what a clock is for")]
    fn wait(&self, child: &mut Child) -> std::io::Result<Option<ExitStatus>> {
        let began = Instant::now();
        loop {
            if let Some(status) = child.try_wait()? {
                return Ok(Some(status));
            }
            if began.elapsed() >= self.time_limit {
                return Ok(None);
            }
            thread::sleep(CHECK_EVERY);
        }
    }
}

/// Kills a command and everything it started.
fn end(child: &mut Child) {
    #[cfg(unix)]
    {
        use rustix::process::{Pid, Signal, kill_process_group};
        if let Some(group) = i32::try_from(child.id()).ok().and_then(Pid::from_raw) {
            // This fails if the whole group has already ended.
            let _ = kill_process_group(group, Signal::KILL);
        }
    }
    let _ = child.kill();
    let _ = child.wait();
}

/// The beginning of what is written, a byte more than is kept if there is more. A separate thread reads all of it, so that
/// the writer never blocks.
fn drained(mut from: impl Read + Send + 'static) -> Receiver<Vec<u8>> {
    let (send, receive) = channel();
    thread::spawn(move || {
        let mut beginning = Vec::new();
        let _ = from.by_ref().take(MOST_OUTPUT as u64 + 1).read_to_end(&mut beginning);
        let _ = send.send(beginning);
        std::io::copy(&mut from, &mut std::io::sink())
    });
    receive
}

fn answer_of(reply: Reply) -> Result<MethodAnswer, String> {
    let note = reply.note.map_or_else(String::new, |note| format!(": {note}"));
    if reply.converged == Some(false) {
        return Err(format!("did not converge{note}"));
    }
    let finite = |number: Option<f64>| number.filter(|number| number.is_finite());
    let (Some(effect), Some(p)) = (finite(reply.estimate), finite(reply.p)) else {
        return Err(format!("no estimate or no p in the answer{note}"));
    };
    let Some(standard_error) = finite(reply.standard_error).filter(|error| *error > 0.0) else {
        return Err(format!("no standard error above 0 in the answer{note}"));
    };
    if !(0.0..=1.0).contains(&p) {
        return Err(format!("p = {p} in the answer is no probability{note}"));
    }
    let interval = Interval::new(effect - Z * standard_error, effect + Z * standard_error);
    Ok(MethodAnswer { effect, standard_error, interval, p })
}

/// The end of a command's output, on one line.
fn quoted(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    let line: Vec<char> = text.split_whitespace().collect::<Vec<_>>().join(" ").chars().collect();
    match line.len() {
        0 => "nothing".to_owned(),
        short if short <= MOST_QUOTED => line.into_iter().collect(),
        long => format!("…{}", line[long - MOST_QUOTED..].iter().collect::<String>()),
    }
}

/// Writes the tables of a panel and its codebook as CSV.
fn write(study: &FieldStudy, panel: &Panel, directory: &Path) -> std::io::Result<()> {
    for (name, table) in tables(study, panel).into_iter().chain([("codebook", codebook(study))]) {
        let file = File::create(directory.join(format!("{name}.csv")))?;
        let mut writer = CsvWriter::new(BufWriter::new(file), false, &table.headings())?;
        writer.write(&table)?;
        writer.finish()?;
    }
    Ok(())
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use darkside_engine::scenario::{Request, load};

    fn ask(script: &str, limit: f64) -> Result<MethodAnswer, String> {
        let set =
            ["population.managers=12", "population.firms=2", "run.weeks=4", "survey.weeks=[2, 4]"].map(String::from);
        let study = FieldStudy::new(&load(&Request { set: &set, ..Request::of("baseline") }).unwrap()).unwrap();
        let words = ["sh", "-c", script, "sh", "{panel}", "{practice}"].map(String::from).to_vec();
        let command = EstimatorCommand { words, folder: PathBuf::new(), time_limit: Duration::from_secs_f64(limit) };
        command.answer(&study, &study.panel(1).unwrap(), "flattery")
    }

    #[test]
    fn a_command_reads_the_panel_and_answers() {
        let script = r#"test -s "$1/truth_ties.csv" && test "$2" = flattery &&
            rows=$(wc -l < "$1/wave_managers.csv") && echo "{\"estimate\": $rows, \"standard_error\": 1, \"p\": 0.5, \"converged\": true}""#;
        let answer = ask(script, 20.0).unwrap();
        assert_eq!((answer.effect, answer.p), (25.0, 0.5), "a head and twelve managers at two waves");
        assert!((answer.interval.upper - 26.96).abs() < 1e-3);
    }

    #[test]
    fn what_is_no_answer_is_a_failure_in_a_sentence() {
        let refused = |script: &str| ask(script, 20.0).unwrap_err();
        assert_eq!(refused("echo Loading; echo 3"), "no JSON object on standard output but: Loading 3");
        assert_eq!(refused("true"), "no JSON object on standard output but: nothing");
        assert_eq!(refused("echo no package lme4 >&2; exit 3"), "exit status: 3: no package lme4");
        assert_eq!(refused(r#"echo '{"converged": false, "note": "singular"}'"#), "did not converge: singular");
        assert_eq!(refused(r#"echo '{"estimate": 1, "p": 0.1}'"#), "no standard error above 0 in the answer");
        assert_eq!(
            refused(r#"echo '{"estimate": 1, "standard_error": 1, "p": 2}'"#),
            "p = 2 in the answer is no probability"
        );
        let endless = refused("yes | head -c 100000");
        assert_eq!(endless, "more than 65536 bytes on standard output instead of one JSON object");
        let absent = EstimatorCommand {
            words: vec!["no-such-program".into()],
            folder: PathBuf::new(),
            time_limit: WAIT_FOR_OUTPUT,
        };
        assert!(absent.run(&absent.words).err().unwrap().starts_with("cannot start no-such-program: "));
    }

    #[test]
    #[allow(clippy::disallowed_methods, reason = "a time limit is what a clock is for")]
    fn a_command_that_hangs_is_ended_with_all_that_it_started() {
        let place = tempfile::tempdir().unwrap();
        let file = place.path().join("child");
        let began = Instant::now();
        let script = format!("sleep 60 & echo $! > {}; wait", file.display());
        assert_eq!(ask(&script, 0.5), Err("no answer within 0.5 s".into()));
        assert!(began.elapsed() < Duration::from_secs(20));
        let child = std::fs::read_to_string(file).unwrap();
        thread::sleep(Duration::from_millis(200));
        let state = std::fs::read_to_string(format!("/proc/{}/stat", child.trim())).unwrap_or_default();
        assert!(state.is_empty() || state.contains(") Z "), "the child still runs: {state}");
    }
}
