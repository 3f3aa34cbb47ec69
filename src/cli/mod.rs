//! The command `darkside`: one thin file per subcommand.
//!
//! | file | what it does |
//! |---|---|
//! | `run.rs`, `plot.rs`, `verify.rs` | run scenarios into directories; redraw a finished directory; check for damage |
//! | `compare.rs`, `test.rs`, `answer.rs` | compare scenarios; test hypotheses; write and print an answer |
//! | `sweep.rs`, `merge.rs`, `replay.rs` | run a scenario at many points; merge shares; repeat one run in full |
//! | `slurm.rs` | a sweep's job array for a cluster |
//! | `show.rs`, `check.rs` | print a scenario fully resolved; check scenarios and other files and report every error |
//! | `question_file.rs` | the kinds of question files, and what reads each |
//! | `list.rs`, `explain.rs` | what exists, by topic; what a name means |
//! | `selftest.rs` | the known cases through the engine |
//! | `imported.rs` | what was read from an organisation's files |
//! | `workshop.rs` | the workshop page |
//! | `completions.rs` | completion scripts for shells |
//! | `attribute.rs` | which mechanism caused the dark side |
//! | `survey.rs` | what a field study would see of a scenario |
//! | `threshold.rs` | at which value of a lever a practice stops taking off |
//! | `identify.rs`, `power.rs` | which method finds the contagion in a world; how large a study must be |
//! | `sensitivity.rs`, `robustness.rs` | which parameters move an outcome; whether the patterns rest on tuned values |
//! | `request.rs`, `outcome.rs` | options that several commands have; how a command ends |
//! | `glossary.rs`, `words.rs` | everything that has a name, taken from the catalogues; values in words |
//! | `reading.rs`, `out_of_memory.rs`, `quiet.rs` | progress while reading large files; the message when memory runs out; panics that are reported with their point |
//! | `page.rs`, `problem.rs`, `progress.rs`, `reader_gone.rs` | how text, errors and progress look; unread output |
//!
//! A command writes its answer to standard output and everything else to standard error. Exit codes: 0 done, 1 the
//! machine could not do it (or, for `selftest`, a known case fails), 2 the request makes no sense.

mod answer;
mod attribute;
mod check;
mod compare;
mod completions;
mod explain;
mod glossary;
mod identify;
mod imported;
mod list;
mod merge;
pub(crate) mod out_of_memory;
mod outcome;
mod page;
mod plot;
mod power;
mod problem;
mod progress;
mod question_file;
mod quiet;
mod reader_gone;
mod reading;
mod replay;
mod request;
mod robustness;
mod run;
mod selftest;
mod sensitivity;
mod show;
mod slurm;
mod survey;
mod sweep;
mod test;
mod threshold;
mod verify;
mod words;
mod workshop;

use std::ffi::OsString;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{CommandFactory, Parser, Subcommand};

use darkside_error::{Error, nearest};

use outcome::{Outcome, Stop, worst};

const BEGIN: &str = "\
Begin with `darkside run baseline`, then open the report.html that it names.";

const EXAMPLES: &str = "\
Examples:
  darkside run baseline                    run it: tables, charts, a report
  darkside run baseline programme          two scenarios, one after the other
  darkside run my.toml --set run.weeks=52  a file, one value changed
  darkside list scenarios                  what is ready to run
  darkside explain dark_side.growth        what a name means

`darkside COMMAND --help` tells more about each command.";

/// Simulates how the dark side of close business relationships spreads between account managers.
///
/// A scenario says what differs from the baseline: who there is, how practices spread, what is changed
/// when. `run` simulates it under many seeds and writes tables, charts and a report that a manager can
/// read. The same scenario and seeds give the same results on every machine.
#[derive(Parser)]
#[command(name = "darkside", version, before_help = BEGIN, after_long_help = EXAMPLES, max_term_width = 100, arg_required_else_help = true)]
pub(crate) struct Cli {
    #[command(subcommand)]
    command: Command,
    /// Show no progress and no notes, only the answer and errors.
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    quiet: bool,
    /// Say more: how many threads work, how much memory is expected, how long each step took.
    #[arg(short, long, global = true)]
    verbose: bool,
}

#[derive(Subcommand)]
enum Command {
    Run(run::RunArgs),
    Compare(compare::CompareArgs),
    Test(test::TestArgs),
    Plot(plot::Plot),
    Verify(verify::Verify),
    Attribute(attribute::AttributeArgs),
    Sensitivity(sensitivity::SensitivityArgs),
    Threshold(threshold::ThresholdArgs),
    Robustness(robustness::RobustArgs),
    Survey(survey::Survey),
    Identify(identify::IdentifyArgs),
    Power(power::PowerArgs),
    Sweep(sweep::SweepArgs),
    Merge(merge::MergeArgs),
    Replay(replay::ReplayArgs),
    Show(show::Show),
    Check(check::Check),
    List(list::List),
    Explain(explain::Explain),
    Selftest(selftest::Selftest),
    Workshop(workshop::Workshop),
    Completions(completions::Completions),
}

/// How a command was called.
struct Call {
    /// The command line.
    line: Vec<String>,
    /// The directory of an answer whose page and pictures are made again, in place of the one that the options give.
    redrawn: Option<PathBuf>,
}

/// Runs the command given by `arguments` (the program's name first) and returns the exit code.
pub(crate) fn main(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    refuse_to_die_of_large_files();
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let cli = match Cli::try_parse_from(&arguments) {
        Ok(cli) => cli,
        Err(message) if message.kind() == ErrorKind::InvalidUtf8 => {
            problem::print(&[not_utf8(&arguments)]);
            return exit_code(2);
        }
        Err(message) => {
            let message = with_nearest_command(message);
            // If the reader of the help text has gone, there is nobody left to tell.
            let _ = message.print();
            return exit_code(message.exit_code());
        }
    };
    progress::set_loudness(cli.quiet, cli.verbose);
    let mut out = io::BufWriter::new(reader_gone::WhileRead::new(anstream::stdout()));
    let line = arguments.iter().map(|word| word.to_string_lossy().into_owned()).collect();
    let call = Call { line, redrawn: None };
    let outcome = reading::shown(|| perform(&cli.command, &call, &mut out)).and_then(|()| Ok(out.flush()?));
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(Stop::Output(cause)) => {
            problem::print(&[Error::machine(format!("cannot write to standard output: {cause}"))]);
            exit_code(1)
        }
        Err(Stop::Failed) => {
            let _ = out.flush();
            exit_code(1)
        }
        Err(Stop::Errors(errors)) => {
            // Print what was found so far above the errors.
            let _ = out.flush();
            problem::print(&errors);
            exit_code(worst(&errors))
        }
    }
}

/// The error for an argument that is not valid text.
fn not_utf8(arguments: &[OsString]) -> Error {
    let name = arguments.iter().find(|argument| argument.to_str().is_none()).map(|argument| argument.to_string_lossy());
    Error::input(format!("`{}` is not UTF-8", name.unwrap_or_default()))
        .help("what a command reads has a name in UTF-8: rename the file, or link to it under another name")
}

/// If a command does not exist, adds the one that was probably meant to the message.
fn with_nearest_command(mut message: clap::Error) -> clap::Error {
    let suggests = |value: &ContextValue| !matches!(value, ContextValue::Strings(commands) if commands.is_empty());
    if message.kind() != ErrorKind::InvalidSubcommand
        || message.get(ContextKind::SuggestedSubcommand).is_some_and(suggests)
    {
        return message;
    }
    let Some(ContextValue::String(word)) = message.get(ContextKind::InvalidSubcommand) else { return message };
    let commands = Cli::command();
    if let Some(near) = nearest(word, commands.get_subcommands().map(clap::Command::get_name)) {
        let near = ContextValue::Strings(vec![near.to_owned()]);
        message.insert(ContextKind::SuggestedSubcommand, near);
    }
    message
}

/// Keeps a limit on file sizes (`ulimit -f`) from killing the process. With a handler that does nothing, the write
/// fails instead and is reported like a full disk.
fn refuse_to_die_of_large_files() {
    #[cfg(unix)]
    {
        // If registering fails, the signal kills the process, as it would have anyway.
        let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, std::sync::Arc::default());
    }
}

fn perform(command: &Command, call: &Call, out: &mut dyn Write) -> Outcome {
    match command {
        Command::Run(run) => run.perform(call, out),
        Command::Compare(compare) => compare.perform(call, out),
        Command::Test(test) => test.perform(call, out),
        Command::Sweep(sweep) => sweep.perform(out),
        Command::Merge(merge) => merge.perform(out),
        Command::Replay(replay) => replay.perform(call, out),
        Command::Plot(plot) => plot.perform(out),
        Command::Verify(verify) => verify.perform(out),
        Command::Attribute(attribute) => attribute.perform(call, out),
        Command::Sensitivity(sensitivity) => sensitivity.perform(call, out),
        Command::Threshold(threshold) => threshold.perform(call, out),
        Command::Robustness(robustness) => robustness.perform(call, out),
        Command::Survey(survey) => survey.perform(call, out),
        Command::Identify(identify) => identify.perform(call, out),
        Command::Power(power) => power.perform(call, out),
        Command::Show(show) => show.perform(out),
        Command::Check(check) => check.perform(out),
        Command::List(list) => list.perform(out),
        Command::Explain(explain) => explain.perform(out),
        Command::Selftest(selftest) => selftest.perform(out),
        Command::Workshop(workshop) => workshop.perform(out),
        Command::Completions(completions) => completions.perform(out),
    }
}

fn exit_code(code: i32) -> ExitCode {
    ExitCode::from(u8::try_from(code).unwrap_or(1))
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    #[test]
    fn the_definitions_of_options_are_consistent() {
        super::Cli::command().debug_assert();
    }
}
