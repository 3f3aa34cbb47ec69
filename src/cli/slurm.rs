//! A sweep on a Slurm cluster: a job array, and a job that merges its shares.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::outcome::Outcome;
use super::page;
use super::words::counted;
use darkside::archive::whole_file::{sync_directory, write_bytes};
use darkside_error::{Error, Result};

/// A task that keeps dying is abandoned after this many starts.
const MOST_STARTS: u32 = 20;

/// The second line of every script that we write.
const MARK: &str = "# Written by darkside sweep --slurm, which writes over it.";

/// Writes the scripts beside `directory` and submits them. `words` are the options of the sweep, `file` is the sweep
/// file.
pub(super) fn submit(
    file: &str,
    words: &[String],
    name: &str,
    directory: &Path,
    tasks: u32,
    threads: Option<usize>,
    out: &mut dyn Write,
) -> Outcome {
    let own = std::env::current_exe().map_err(|cause| Error::machine(format!("cannot find this program: {cause}")))?;
    let here =
        std::env::current_dir().map_err(|cause| Error::machine(format!("cannot find this directory: {cause}")))?;
    let directory = here.join(directory);
    let beside = named_beside(&directory, "slurm");
    let plan = JobArray { own, here, file, words, name, directory, beside, tasks, threads: threads.unwrap_or(1) };
    let scripts = [("array.sh", plan.array()?), ("merge.sh", plan.merge()?), ("submit.sh", plan.both()?)];
    plan.check(&scripts.each_ref().map(|(name, _)| *name))?;
    let log = plan.beside.join("log");
    std::fs::create_dir_all(&log).map_err(|cause| Error::file(&log, "create", &cause))?;
    for (name, text) in &scripts {
        write_bytes(&plan.beside.join(name), text.as_bytes())?;
    }
    sync_directory(&plan.beside);
    let script = plan.beside.join("submit.sh");
    let by_hand = format!("on a machine that has it: bash {}", script.display());
    let output = Command::new("bash").arg(&script).output();
    let output = output.map_err(|cause| Error::machine(format!("cannot start bash: {cause}")).help(by_hand.clone()))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        let said = said.trim().lines().last().unwrap_or("it says nothing");
        return Err(Error::machine(format!("sbatch did not take the jobs: {said}")).help(by_hand).into());
    }
    page::heading(out, &format!("{name}: {} submitted", counted(tasks, "task")))?;
    write!(out, "{}", String::from_utf8_lossy(&output.stdout))?;
    writeln!(out, "  scripts, logs and shares in {}", plan.beside.display())?;
    writeln!(out, "  results will be in {}", plan.directory.display())?;
    Ok(())
}

/// The path with an ending appended to its name.
pub(super) fn named_beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{ending}"));
    path.with_file_name(name)
}

struct JobArray<'a> {
    own: PathBuf,
    here: PathBuf,
    file: &'a str,
    words: &'a [String],
    name: &'a str,
    directory: PathBuf,
    beside: PathBuf,
    tasks: u32,
    threads: usize,
}

impl JobArray<'_> {
    /// Refuses to write through a link, or over a file that is not one of this program's scripts.
    fn check(&self, scripts: &[&str]) -> Result<()> {
        for folder in [self.beside.clone(), self.beside.join("log")] {
            if folder.is_symlink() {
                return Err(Error::input(format!("{} is a link", folder.display())).help(
                    "scripts are never written through a link: remove it, or give another directory with --out",
                ));
            }
        }
        for script in scripts.iter().map(|name| self.beside.join(name)) {
            let ours = match std::fs::symlink_metadata(&script) {
                Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => true,
                Err(cause) => return Err(Error::file(&script, "read", &cause)),
                Ok(found) if !found.is_file() => false,
                Ok(_) => std::fs::read(&script).is_ok_and(|text| String::from_utf8_lossy(&text).contains(MARK)),
            };
            if !ours {
                return Err(Error::input(format!("{} is there already and is not a script of ours", script.display()))
                    .help("move it, or give another directory with --out"));
            }
        }
        Ok(())
    }

    fn array(&self) -> Result<String> {
        let words = self.words.iter().map(|word| quoted(word));
        let command = std::iter::once(path(&self.own)?).chain(words).collect::<Vec<_>>().join(" ");
        let (name, file) = (plain(self.name), quoted(self.file));
        let (here, beside) = (path(&self.here)?, path(&self.beside)?);
        let Self { tasks, threads, .. } = self;
        Ok(format!(
            r#"#!/bin/bash
{MARK}
# One share of a sweep a task. A task that dies is queued again and goes on where it was.
#SBATCH --job-name=darkside-{name}
#SBATCH --array=1-{tasks}
#SBATCH --requeue
#SBATCH --open-mode=append
#SBATCH --cpus-per-task={threads}
#SBATCH --signal=B:USR1@60
cd {here} || exit 1
share={beside}/share-$SLURM_ARRAY_TASK_ID

again() {{
  if [ "${{SLURM_RESTART_COUNT:-0}}" -ge {MOST_STARTS} ]; then
    echo "given up after {MOST_STARTS} starts"
    exit 1
  fi
  echo "queued again: $1"
  scontrol requeue "${{SLURM_ARRAY_JOB_ID}}_${{SLURM_ARRAY_TASK_ID}}" || exit 1
  sleep 300
  exit 1
}}

{command} --shard "$SLURM_ARRAY_TASK_ID/{tasks}" --out "$share" --threads "${{SLURM_CPUS_PER_TASK:-1}}" -- {file} &
child=$!
# Slurm says so a minute before the time is up.
trap 'kill -TERM $child 2>/dev/null; again "the time is up"' USR1
wait $child
code=$?
case $code in
  0) exit 0 ;;
  2) exit 2 ;; # what was asked for makes no sense, and would not the next time
  *) again "it ended with code $code" ;;
esac
"#
        ))
    }

    fn merge(&self) -> Result<String> {
        let (name, tasks) = (plain(self.name), self.tasks);
        let (here, beside) = (path(&self.here)?, path(&self.beside)?);
        let (own, directory) = (path(&self.own)?, path(&self.directory)?);
        Ok(format!(
            r#"#!/bin/bash
{MARK}
# Puts the shares together, and removes them once the whole is there.
#SBATCH --job-name=darkside-{name}-merge
#SBATCH --requeue
#SBATCH --open-mode=append
cd {here} || exit 1
shares=()
for number in $(seq 1 {tasks}); do
  shares+=({beside}/share-$number)
done
{own} merge "${{shares[@]}}" --out {directory} && rm -r -- "${{shares[@]}}"
"#
        ))
    }

    fn both(&self) -> Result<String> {
        let (beside, log) = (path(&self.beside)?, pattern(&self.beside.join("log"))?);
        Ok(format!(
            r#"#!/bin/bash
{MARK}
# Submits the array, and the merge for when every task of it has ended well.
set -e
array=$(sbatch --parsable --output={log}/share-%a.log {beside}/array.sh)
merge=$(sbatch --parsable --output={log}/merge.log --dependency="afterok:${{array%%;*}}" --kill-on-invalid-dep=yes {beside}/merge.sh)
echo "  array ${{array%%;*}}, merge ${{merge%%;*}}; squeue shows them"
"#
        ))
    }
}

/// A path, quoted for the shell.
fn path(path: &Path) -> Result<String> {
    let text = path.to_str().ok_or_else(|| {
        Error::input(format!("{} is not UTF-8, and a script is", path.display()))
            .help("give another directory with --out, or rename the folder")
    })?;
    Ok(quoted(text))
}

/// A path with nothing in it that sbatch would expand.
fn pattern(file: &Path) -> Result<String> {
    let words = path(file)?;
    if words.contains('\\') {
        return Err(Error::input(format!("{} contains a backslash, which sbatch takes as a sign", file.display()))
            .help("give another directory with --out"));
    }
    Ok(words.replace('%', "%%"))
}

/// A word, quoted for the shell if necessary.
fn quoted(word: &str) -> String {
    let bare = |c: char| c.is_ascii_alphanumeric() || "-_./=,:+@".contains(c);
    if !word.is_empty() && word.chars().all(bare) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}

/// A name that is safe for a job.
fn plain(name: &str) -> String {
    name.chars().map(|c| if c.is_ascii_alphanumeric() || c == '_' || c == '-' { c } else { '_' }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(words: &[String]) -> JobArray<'_> {
        JobArray {
            own: "/opt/dark side/darkside".into(),
            here: "/home/me".into(),
            file: "it's.toml",
            words,
            name: "a & b",
            directory: "/home/me/answer".into(),
            beside: "/home/me/answer.slurm".into(),
            tasks: 4,
            threads: 2,
        }
    }

    #[test]
    fn scripts_are_valid_and_quote_what_the_shell_would_take_apart() {
        let words = ["sweep", "--set", "contagion.programme=0.03"].map(str::to_owned);
        let plan = plan(&words);
        for script in [plan.array(), plan.merge(), plan.both()].map(Result::unwrap) {
            let checked = Command::new("bash").args(["-n", "-c", &script]).output().unwrap();
            assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stderr));
        }
        let array = plan.array().unwrap();
        assert!(array.contains("'/opt/dark side/darkside' sweep --set contagion.programme=0.03 --shard"), "{array}");
        assert!(array.contains(r"-- 'it'\''s.toml' &"), "{array}");
        assert!(array.contains("--job-name=darkside-a___b\n"));
    }

    #[test]
    fn sbatch_replaces_nothing_in_a_path() {
        let with = |beside: &str| JobArray { beside: beside.into(), ..plan(&[]) }.both();
        assert!(with("/home/a%j").unwrap().contains("--output='/home/a%%j/log'/share-%a.log '/home/a%j'/array.sh"));
        assert!(with("/home/a\\b").unwrap_err().message().contains("backslash"));
        #[cfg(unix)]
        {
            use std::os::unix::ffi::OsStrExt as _;
            let beside = std::ffi::OsStr::from_bytes(b"/home/\xff").to_owned();
            let odd = JobArray { beside: beside.into(), ..plan(&[]) };
            assert!(odd.array().is_err() && odd.merge().is_err() && odd.both().is_err());
        }
    }

    #[cfg(unix)]
    #[test]
    fn only_scripts_of_ours_are_written_over() {
        let home = tempfile::tempdir().unwrap();
        let beside = home.path().join("answer.slurm");
        let plan = JobArray { beside: beside.clone(), ..plan(&[]) };
        assert!(plan.check(&["array.sh"]).is_ok());
        std::fs::create_dir(&beside).unwrap();
        for (text, ours) in [(plan.array().unwrap(), true), ("#!/bin/bash\necho mine\n".to_owned(), false)] {
            std::fs::write(beside.join("array.sh"), text).unwrap();
            assert_eq!(plan.check(&["array.sh"]).is_ok(), ours);
        }
        let link = JobArray { beside: home.path().join("link"), ..plan };
        std::os::unix::fs::symlink(&beside, &link.beside).unwrap();
        assert!(link.check(&[]).unwrap_err().message().ends_with("is a link"));
    }
}
