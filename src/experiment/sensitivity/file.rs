//! The file of a sensitivity analysis.

use std::path::Path;
use std::sync::Arc;

use super::factor::{RangeSource, factors};
use super::plan::Method;
use crate::experiment::sweep::Factor;
use crate::experiment::{Reading, Window};
use darkside_engine::scenario::node::{Key, Node, Value};
use darkside_engine::scenario::{Base, Request, Scenario, file_text, load_over};
use darkside_error::{Error, Result, Source, nearest};
use darkside_scenarios::in_folder;

const KEYS: [&str; 10] =
    ["question", "scenario", "set", "metric", "window", "seeds", "design_seed", "factors", "morris", "sobol"];

/// Seeds at each point unless the file says otherwise.
const SEEDS: u32 = 5;
/// Trajectories and levels of elementary effects unless the file says otherwise.
const MORRIS: Method = Method::Morris { levels: 4, trajectories: 20 };
/// Blocks of Sobol' indices unless the file says otherwise.
const SOBOL: Method = Method::Sobol { blocks: 128 };

/// What a file asks, read and checked.
#[derive(Clone)]
pub struct Question {
    /// The file's stem.
    pub name: String,
    /// The question in words.
    pub question: String,
    /// The scenario in which the factors are varied; its seeds are those of each point.
    pub scenario: Scenario,
    /// The same, ready to be given other values.
    pub base: Base,
    /// What is varied.
    pub factors: Vec<Factor>,
    /// Where the range of each comes from.
    pub ranges: Vec<RangeSource>,
    /// What is read off each run.
    pub reading: Reading,
    /// Settings for elementary effects.
    pub morris: Method,
    /// Settings for Sobol' indices.
    pub sobol: Method,
    /// What the points are a function of.
    pub design_seed: u64,
}

/// What the command line changes.
#[derive(Clone, Copy, Debug, Default)]
pub struct Changes<'a> {
    /// `path=value` arguments.
    pub set: &'a [String],
    /// Weeks to simulate.
    pub weeks: Option<u32>,
    /// Seeds at each point.
    pub seeds: Option<u32>,
}

impl Question {
    /// Reads a shipped file by its name, or the file at `path`; a scenario's file in it is relative to its folder.
    ///
    /// # Errors
    /// If it cannot be read or anything in it makes no sense.
    pub fn read(path: &Path, changes: Changes<'_>) -> Result<Self> {
        if let Some(file) = in_folder("sensitivity").find(|file| Path::new(file.name()) == path) {
            return Self::of(file.name(), file.text, Path::new(""), changes);
        }
        Self::of(&path.display().to_string(), &file_text(path)?, path.parent().unwrap_or(Path::new("")), changes)
    }

    /// The same from a text, which messages call `name`; files in it are relative to `folder`.
    ///
    /// # Errors
    /// If anything in it makes no sense.
    pub fn of(name: &str, text: &str, folder: &Path, changes: Changes<'_>) -> Result<Self> {
        let source = Arc::new(Source { name: name.into(), text: text.into() });
        let file = Node::document(&source)?;
        let entries = file.table("the file")?;
        known(entries, "", &KEYS)?;
        let required = |key: &str, example: &str| {
            file.entry(key).ok_or_else(|| {
                Error::input(format!("`{key}` is missing")).at(&source, 0..0).help(format!("for example {example}"))
            })
        };
        let which = required("scenario", "scenario = \"baseline\"")?;
        let seeds = match (changes.seeds, file.entry("seeds")) {
            (Some(seeds), _) => seeds,
            (None, Some(node)) => count(node, "`seeds`", 1)?,
            (None, None) => SEEDS,
        };
        let which_text = which.text("`scenario`")?;
        let request = Request { which: which_text, set: changes.set, weeks: changes.weeks, seeds: Some(seeds) };
        let scenario = load_over(&request, folder, file.entry("set")).map_err(|error| match error.place() {
            Some(_) => error,
            None => darkside_engine::scenario::node::pointed(error, which.place.as_ref()),
        })?;
        let base = Base::of(&scenario)?;
        let (factors, ranges) = factors(required("factors", FACTORS)?, &base, &scenario)?.into_iter().unzip();
        let stem =
            Path::new(name).file_stem().map_or_else(|| "sensitivity".into(), |stem| stem.to_string_lossy().into());
        Ok(Self {
            name: stem,
            question: file.entry("question").map_or(Ok(""), |node| node.text("`question`"))?.into(),
            reading: reading(&file, &scenario)?,
            morris: morris(file.entry("morris"))?,
            sobol: sobol(file.entry("sobol"))?,
            design_seed: file.entry("design_seed").map_or(Ok(1), |node| count(node, "`design_seed`", 0))?.into(),
            scenario,
            base,
            factors,
            ranges,
        })
    }
}

const FACTORS: &str = "[factors] and below it \"contagion.spontaneous\" = \"catalogue\"";

fn reading(file: &Node, scenario: &Scenario) -> Result<Reading> {
    let metric = file.entry("metric");
    let name = metric.map_or(Ok("dark_share"), |node| node.text("`metric`"))?;
    let window = file.entry("window").map(window).transpose()?;
    let made = Reading::new(name, window, &scenario.practices, scenario.parameters.run.weeks);
    made.map_err(|error| {
        // A name that is unknown stands at `metric`, weeks that are not there at `window`.
        let known = crate::experiment::readable(&scenario.practices).iter().any(|metric| metric.name == name);
        let at = if known { file.entry("window") } else { metric };
        darkside_engine::scenario::node::pointed(error, at.and_then(|node| node.place.as_ref()))
    })
}

fn window(node: &Node) -> Result<Window> {
    let text = match &node.value {
        Value::Integer(week) => week.to_string(),
        Value::Text(text) => text.clone(),
        _ => return Err(node.must_be("`window`", "a week (260) or a stretch of weeks (\"104..260\")")),
    };
    text.parse().map_err(|error| darkside_engine::scenario::node::pointed(error, node.place.as_ref()))
}

fn morris(node: Option<&Node>) -> Result<Method> {
    let (Some(node), Method::Morris { mut levels, mut trajectories }) = (node, MORRIS) else { return Ok(MORRIS) };
    for (key, node) in known(node.table("`morris`")?, "morris", &["levels", "trajectories"])? {
        match key.name.as_str() {
            "levels" if count(node, "`levels`", 2)? % 2 == 1 => return Err(node.must_be("`levels`", "even")),
            "levels" => levels = count(node, "`levels`", 2)?,
            _ => trajectories = count(node, "`trajectories`", 2)?,
        }
    }
    Ok(Method::Morris { levels, trajectories })
}

fn sobol(node: Option<&Node>) -> Result<Method> {
    let Some(node) = node else { return Ok(SOBOL) };
    let entries = known(node.table("`sobol`")?, "sobol", &["blocks"])?;
    match entries.first() {
        Some((_, node)) => Ok(Method::Sobol { blocks: count(node, "`blocks`", 2)? }),
        None => Ok(SOBOL),
    }
}

/// The entries, all of them of known names.
fn known<'a>(entries: &'a [(Key, Node)], owner: &str, names: &[&str]) -> Result<&'a [(Key, Node)]> {
    let Some((key, _)) = entries.iter().find(|(key, _)| !names.contains(&key.name.as_str())) else {
        return Ok(entries);
    };
    let place = if owner.is_empty() { "a sensitivity file".into() } else { format!("`{owner}`") };
    let error = key.error(format!("unknown key `{}` in {place}", key.name));
    Err(match nearest(&key.name, names.iter().copied()) {
        Some(near) => error.help(format!("did you mean `{near}`?")),
        None => error.help(format!("known here: {}", names.join(", "))),
    })
}

/// A whole number of at least `least`.
fn count(node: &Node, what: &str, least: u32) -> Result<u32> {
    let number = match node.value {
        Value::Integer(number) => u32::try_from(number).ok().filter(|number| *number >= least),
        _ => None,
    };
    number.ok_or_else(|| node.must_be(what, &format!("a whole number of at least {least}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn question(text: &str) -> Result<Question> {
        Question::of("varied.toml", text, Path::new(""), Changes::default())
    }

    fn refused(text: &str) -> String {
        match question(text) {
            Ok(_) => panic!("{text} is accepted"),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn ranges_come_from_the_file_or_the_catalogue() {
        let text = "scenario = \"baseline\"\nmetric = \"value\"\nwindow = \"104..260\"\nseeds = 3\n[factors]\n\
                    \"lapse.embedded_hold\" = \"catalogue\"\n\"lapse.drift\" = \"catalogue\"\ncontagion.programme = [0, 0.03]\n\
                    dark_side.harm.conflict = { around = 0.2 }\npopulation.portfolio = \"catalogue\"\n\
                    \"practice.deep_integration.benefit\" = { around = 0.1 }\n";
        let text = text.replace("\"practice.deep_integration.benefit\"", "\"practice.deep_integration.load.conflict\"");
        let question = question(&text).unwrap();
        let ranges: Vec<_> = {
            let both = question.factors.iter().zip(&question.ranges);
            both.map(|(one, source)| (ends(one)[0], ends(one)[1], one.kind == FactorKind::Whole, *source)).collect()
        };
        use RangeSource::{Allowed, Around, Given};
        assert_eq!(ranges[0], (0.0, 1.0, false, Allowed));
        assert_eq!(ranges[1], (0.003, 0.009, false, Around));
        assert_eq!(ranges[2], (0.0, 0.03, false, Given));
        assert_eq!(ranges[3], (0.24, 0.36, false, Around));
        assert_eq!(ranges[4], (4.0, 12.0, true, Around));
        assert!((ranges[5].0 - 0.18).abs() < 1e-12);
        assert_eq!(question.reading.words(), "value, mean of weeks 104 to 260");
        assert_eq!((question.scenario.parameters.run.seeds, question.name.as_str()), (3, "varied"));
    }

    use crate::experiment::sensitivity::factor::ends;
    use crate::experiment::sweep::FactorKind;

    #[test]
    fn values_that_hold_at_every_point_are_set_in_the_file_below_the_command_line() {
        let text = "scenario = \"baseline\"\nset = { population = { firms = 2, managers = 40 } }\n[factors]\n\"lapse.drift\" = \"catalogue\"";
        let set = ["population.firms=4".to_owned()];
        let question =
            Question::of("varied.toml", text, Path::new(""), Changes { set: &set, ..Changes::default() }).unwrap();
        let population = question.scenario.parameters.population;
        assert_eq!((population.managers, population.firms), (40, 4));
        let wrong = refused(&text.replace("managers", "manager"));
        assert!(wrong.starts_with("varied.toml:2:") && wrong.contains("did you mean"), "{wrong}");
    }

    #[test]
    fn shipped_files_can_be_asked() {
        for name in in_folder("sensitivity").map(|file| file.name()) {
            let question =
                Question::read(Path::new(name), Changes::default()).unwrap_or_else(|error| panic!("{error}"));
            assert!(!question.question.is_empty() && question.factors.len() > 5);
        }
    }

    #[test]
    fn what_makes_no_sense_is_told_with_its_place_and_what_would_be_right() {
        let factor = |range: &str| format!("scenario = \"baseline\"\n[factors]\n{range}\n");
        let cases = [
            factor("\"contagion.spontaneus\" = \"catalogue\""),
            factor("\"practice.deep_integraton.push\" = \"catalogue\""),
            factor("\"lapse.drift\" = { from = 0.2, to = 0.2 }"),
            factor("\"lapse.drift\" = { from = 0.3, to = 0.2 }"),
            factor("\"lapse.drift\" = { from = -1, to = 0.2 }"),
            factor("\"lapse.drift\" = { from = 0, to = inf }"),
            factor("\"lapse.drift\" = { form = 0, to = 1 }"),
            factor("\"lapse.drift\" = { from = 0 }"),
            factor("\"lapse.drift\" = 0.1"),
            factor("\"lapse.drift\" = { around = 0 }"),
            factor("\"contagion.programme\" = \"catalogue\""),
            factor("\"enablers.scruples\" = { around = 0.5 }"),
            factor("\"contagion.rule\" = \"catalogue\""),
            factor("\"closeness.motivator\" = [0, 1]"),
            factor("\"run.weeks\" = [10, 20]"),
            factor(""),
            "scenario = \"baseline\"\nseeds = 0\n[factors]\n\"lapse.drift\" = \"catalogue\"".into(),
            "scenario = \"baseline\"\nmetric = \"dark_shares\"\n[factors]\n\"lapse.drift\" = \"catalogue\"".into(),
            "scenario = \"baseline\"\nwindow = 261\n[factors]\n\"lapse.drift\" = \"catalogue\"".into(),
            "scenario = \"baseline\"\nwindow = \"9..1\"\n[factors]\n\"lapse.drift\" = \"catalogue\"".into(),
            "scenario = \"baseline\"\n[morris]\nlevels = 5\n[factors]\n\"lapse.drift\" = \"catalogue\"".into(),
            "scenario = \"baseline\"\n[sobol]\nblock = 5\n[factors]\n\"lapse.drift\" = \"catalogue\"".into(),
            "scenario = \"base-line\"\n[factors]\n\"lapse.drift\" = \"catalogue\"".into(),
            "[factors]\n\"lapse.drift\" = \"catalogue\"".into(),
            "scenario = \"baseline\"\nmetrik = \"value\"".into(),
            "scenario = \"baseline\"\n".into(),
            "scenario =".into(),
            String::new(),
        ];
        let told: Vec<String> = cases.iter().map(|case| refused(case)).collect();
        insta::assert_snapshot!(told.join("\n"));
    }
}
