//! The copy of the crate, and how it is built.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The test targets, in the order in which they are tried.
pub const TESTS: [&str; 5] = ["second_engine", "golden", "lib", "determinism", "invariants"];

/// What every copy gets: a switch that is read from the environment once.
const SWITCH: &str = r#"//! Which mutation is on.
#![allow(missing_docs)]
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

static ON: AtomicU32 = AtomicU32::new(u32::MAX);

#[inline(always)]
pub fn on(number: u32) -> bool {
    let on = ON.load(Relaxed);
    if on == u32::MAX { read() == number } else { on == number }
}

/// The switch of a generated mutation, which is found again by its position in its file.
#[inline(always)]
pub fn at(_: u32, number: u32) -> bool {
    on(number)
}

#[cold]
#[inline(never)]
fn read() -> u32 {
    let number = std::env::var("DARKSIDE_MUTATION").ok().and_then(|text| text.parse().ok()).unwrap_or(0);
    ON.store(number, Relaxed);
    number
}
"#;

/// A copy of the crate.
pub struct Tree {
    pub folder: PathBuf,
}

/// A place at which the compiler found fault: file and lines.
pub type Wrong = (String, usize, usize);

impl Tree {
    /// Copies every file under version control, and adds the switch.
    pub fn new(name: &str) -> Result<Self, String> {
        let folder = crate::target().join(name);
        let listed = Command::new("git").arg("ls-files").current_dir(crate::root()).output().map_err(said("git"))?;
        for path in String::from_utf8_lossy(&listed.stdout).lines() {
            let from = crate::root().join(path);
            if !from.is_file() || path.starts_with("output/") {
                continue;
            }
            write(&folder.join(path), &fs::read(&from).map_err(said(path))?)?;
        }
        write(&folder.join("src/mutation.rs"), SWITCH.as_bytes())?;
        let tree = Self { folder };
        let library = tree.original("src/lib.rs")?;
        write(
            &tree.folder.join("src/lib.rs"),
            format!("#![allow(warnings)]\n{library}\n#[doc(hidden)]\npub mod mutation;\n").as_bytes(),
        )?;
        Ok(tree)
    }

    /// A file of the repository, as it is.
    pub fn original(&self, path: &str) -> Result<String, String> {
        fs::read_to_string(crate::root().join(path)).map_err(said(path))
    }

    /// Writes a file of the copy.
    pub fn write(&self, path: &str, text: &str) -> Result<(), String> {
        write(&self.folder.join(path), text.as_bytes())
    }

    /// Where the copy does not compile.
    pub fn check(&self) -> Result<Vec<Wrong>, String> {
        let mut cargo = self.cargo("check");
        let output =
            cargo.args(["--profile", "test", "--lib", "--message-format=json"]).output().map_err(said("cargo"))?;
        let mut wrong = Vec::new();
        for line in String::from_utf8_lossy(&output.stdout).lines() {
            let Ok(message) = serde_json::from_str::<serde_json::Value>(line) else { continue };
            if message["message"]["level"] != "error" {
                continue;
            }
            for span in message["message"]["spans"].as_array().into_iter().flatten() {
                let number = |key: &str| span[key].as_u64().unwrap_or(0) as usize;
                if span["is_primary"] == true {
                    let file = span["file_name"].as_str().unwrap_or_default().to_string();
                    wrong.push((file, number("line_start"), number("line_end")));
                }
            }
        }
        if wrong.is_empty() && !output.status.success() {
            return Err(String::from_utf8_lossy(&output.stderr).into_owned());
        }
        Ok(wrong)
    }

    /// Builds the tests; the programs in the order of [`TESTS`].
    pub fn build(&self) -> Result<Vec<PathBuf>, String> {
        let mut cargo = self.cargo("test");
        cargo.args(["--no-run", "--message-format=json", "--lib"]);
        TESTS.iter().filter(|&&test| test != "lib").for_each(|test| {
            cargo.args(["--test", test]);
        });
        let output = cargo.stderr(std::process::Stdio::inherit()).output().map_err(said("cargo"))?;
        if !output.status.success() {
            return Err("the copy does not build".into());
        }
        let mut programs = vec![PathBuf::new(); TESTS.len()];
        for line in String::from_utf8_lossy(&output.stdout).lines() {
            let Ok(message) = serde_json::from_str::<serde_json::Value>(line) else { continue };
            let name = message["target"]["name"].as_str().unwrap_or_default();
            let name = if name == "darkside" { "lib" } else { name };
            if let (Some(program), Some(position)) =
                (message["executable"].as_str(), TESTS.iter().position(|&test| test == name))
            {
                programs[position] = program.into();
            }
        }
        Ok(programs)
    }

    /// Little optimisation: building must be quick, and most mutations are found out at once.
    fn cargo(&self, command: &str) -> Command {
        let mut cargo = Command::new("cargo");
        cargo.args([command, "--no-default-features"]).current_dir(&self.folder);
        // One for each copy: cargo tells packages of the same name in different places apart by nothing.
        cargo.env("CARGO_TARGET_DIR", self.folder.with_extension("build"));
        for (setting, value) in
            [("OPT_LEVEL", "1"), ("DEBUG", "false"), ("INCREMENTAL", "true"), ("CODEGEN_UNITS", "16")]
        {
            cargo.env(format!("CARGO_PROFILE_TEST_{setting}"), value);
        }
        cargo
    }
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), String> {
    let name = path.display().to_string();
    if fs::read(path).is_ok_and(|old| old == bytes) {
        return Ok(());
    }
    path.parent().map_or(Ok(()), fs::create_dir_all).map_err(said(&name))?;
    fs::write(path, bytes).map_err(said(&name))
}

/// An error with what it is about.
pub fn said<E: std::fmt::Display>(about: &str) -> impl Fn(E) -> String {
    move |error| format!("{about}: {error}")
}
