//! A sweep on a Slurm cluster: a job array, and a job that merges its shares.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::Outcome;
use super::page;
use darkside_error::{Error, Result};

/// A task that keeps dying is given up after so many starts.
const MOST_STARTS: u32 = 20;

/// Writes the scripts beside `directory` and submits them.
pub fn submit(
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
    std::fs::create_dir_all(beside.join("log")).map_err(|cause| Error::file(&beside, "create", &cause))?;
    let plan = Plan { own, here, words, name, directory, beside, tasks, threads: threads.unwrap_or(1) };
    plan.write("array.sh", &plan.array())?;
    plan.write("merge.sh", &plan.merge())?;
    plan.write("submit.sh", &plan.both())?;
    let script = plan.beside.join("submit.sh");
    let by_hand = format!("on a machine that has it: bash {}", script.display());
    let output = Command::new("bash").arg(&script).output();
    let output = output.map_err(|cause| Error::machine(format!("cannot start bash: {cause}")).help(by_hand.clone()))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        let said = said.trim().lines().last().unwrap_or("it says nothing");
        return Err(Error::machine(format!("sbatch did not take the jobs: {said}")).help(by_hand).into());
    }
    let some = if tasks == 1 { "task" } else { "tasks" };
    page::heading(out, &format!("{name}: {tasks} {some} submitted"))?;
    write!(out, "{}", String::from_utf8_lossy(&output.stdout))?;
    writeln!(out, "  scripts, logs and shares in {}", plan.beside.display())?;
    writeln!(out, "  results will be in {}", plan.directory.display())?;
    Ok(())
}

/// The path with an ending added to its name.
pub fn named_beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{ending}"));
    path.with_file_name(name)
}

struct Plan<'a> {
    own: PathBuf,
    here: PathBuf,
    words: &'a [String],
    name: &'a str,
    directory: PathBuf,
    beside: PathBuf,
    tasks: u32,
    threads: usize,
}

impl Plan<'_> {
    fn array(&self) -> String {
        let command: Vec<String> =
            std::iter::once(path(&self.own)).chain(self.words.iter().map(|word| quoted(word))).collect();
        format!(
            r#"#!/bin/bash
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

{command} --shard "$SLURM_ARRAY_TASK_ID/{tasks}" --out "$share" --threads "${{SLURM_CPUS_PER_TASK:-1}}" &
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
"#,
            name = plain(self.name),
            tasks = self.tasks,
            threads = self.threads,
            here = path(&self.here),
            beside = path(&self.beside),
            command = command.join(" "),
        )
    }

    fn merge(&self) -> String {
        format!(
            r#"#!/bin/bash
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
"#,
            name = plain(self.name),
            tasks = self.tasks,
            here = path(&self.here),
            beside = path(&self.beside),
            own = path(&self.own),
            directory = path(&self.directory),
        )
    }

    fn both(&self) -> String {
        format!(
            r#"#!/bin/bash
# Submits the array, and the merge for when every task of it has ended well.
set -e
array=$(sbatch --parsable --output={beside}/log/share-%a.log {beside}/array.sh)
merge=$(sbatch --parsable --output={beside}/log/merge.log --dependency="afterok:${{array%%;*}}" --kill-on-invalid-dep=yes {beside}/merge.sh)
echo "  array ${{array%%;*}}, merge ${{merge%%;*}}; squeue shows them"
"#,
            beside = path(&self.beside),
        )
    }

    fn write(&self, file: &str, text: &str) -> Result<()> {
        let file = self.beside.join(file);
        std::fs::write(&file, text).map_err(|cause| Error::file(&file, "write", &cause))
    }
}

fn path(path: &Path) -> String {
    quoted(&path.display().to_string())
}

/// A word as the shell takes it.
fn quoted(word: &str) -> String {
    let bare = |c: char| c.is_ascii_alphanumeric() || "-_./=,:+@".contains(c);
    if !word.is_empty() && word.chars().all(bare) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}

/// A name for a job.
fn plain(name: &str) -> String {
    name.chars().map(|c| if c.is_ascii_alphanumeric() || c == '_' || c == '-' { c } else { '_' }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(words: &[String]) -> Plan<'_> {
        Plan {
            own: "/opt/dark side/darkside".into(),
            here: "/home/me".into(),
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
        let words = ["sweep", "it's.toml", "--set", "contagion.programme=0.03"].map(str::to_owned);
        let plan = plan(&words);
        for script in [plan.array(), plan.merge(), plan.both()] {
            let checked = Command::new("bash").args(["-n", "-c", &script]).output().unwrap();
            assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stderr));
        }
        assert!(
            plan.array()
                .contains(r"'/opt/dark side/darkside' sweep 'it'\''s.toml' --set contagion.programme=0.03 --shard")
        );
        assert!(plan.array().contains("--job-name=darkside-a___b\n"));
    }
}
