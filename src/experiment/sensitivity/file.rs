//! The file of a sensitivity analysis.

use std::path::Path;
use std::sync::Arc;

use super::factor::{RangeSource, factors};
use super::plan::Method;
use crate::experiment::file_entries;
use crate::experiment::sweep::Factor;
use crate::experiment::{ExperimentFile, Overrides, Reading};
use darkside_engine::scenario::node::{Content, Node};
use darkside_engine::scenario::reader::{count, name_of_file, optional_text, required, table};
use darkside_engine::scenario::{Base, Scenario};
use darkside_error::{Result, Source};

const KEYS: [&str; 10] =
    ["question", "scenario", "set", "metric", "window", "seeds", "design_seed", "factors", "morris", "sobol"];

/// Seeds at each point unless the file says otherwise.
const SEEDS: u32 = 5;
/// Levels and trajectories of elementary effects unless the file says otherwise.
const MORRIS: Method = Method::Morris { levels: 4, trajectories: 20 };
/// Blocks of Sobol' indices unless the file says otherwise.
const SOBOL: Method = Method::Sobol { blocks: 128 };

/// What a file asks, after reading and checking.
#[derive(Clone)]
pub struct FactorQuestion {
    /// The file's stem.
    pub name: String,
    /// The question in words.
    pub question: String,
    /// The scenario in which the factors are varied; every point is run with its seeds.
    pub scenario: Scenario,
    /// The same scenario, prepared for variation.
    pub base: Base,
    /// What is varied.
    pub factors: Vec<Factor>,
    /// Where each factor's range comes from.
    pub ranges: Vec<RangeSource>,
    /// What is read off each run.
    pub reading: Reading,
    /// Settings for elementary effects.
    pub morris: Method,
    /// Settings for Sobol' indices.
    pub sobol: Method,
    /// The seed that generates the points.
    pub design_seed: u64,
}

impl FactorQuestion {
    /// Reads a shipped file by name (`sensitivity/contagion`), or the file at a path.
    ///
    /// # Errors
    /// If it cannot be read or anything in it makes no sense.
    pub fn read(which: &str, overrides: Overrides<'_>) -> Result<Self> {
        Self::of_text(&ExperimentFile::find(which, "sensitivity")?, overrides)
    }

    /// The same from a text.
    ///
    /// # Errors
    /// If anything in it makes no sense.
    pub fn of_text(text: &ExperimentFile, overrides: Overrides<'_>) -> Result<Self> {
        let ExperimentFile { source, name, folder } = text;
        let file = Node::document(source)?;
        table(&file, WITHIN, &KEYS)?;
        let which =
            required(&file, "scenario", WITHIN).map_err(|error| error.help("for example scenario = \"baseline\""))?;
        let seeds = match (overrides.seeds, file.entry("seeds")) {
            (Some(seeds), _) => seeds,
            (None, Some(node)) => count(node, "`seeds`", 1)?,
            (None, None) => SEEDS,
        };
        let overrides = Overrides { seeds: Some(seeds), ..overrides };
        let scenario = file_entries::scenario(which, file.entry("set"), folder, overrides)?;
        Self::of_document(&file, name.clone(), scenario)
    }

    /// The same for a scenario in memory, whose seeds are run at each point; the text must have none of `scenario`,
    /// `set` and `seeds`.
    ///
    /// # Errors
    /// If anything in it makes no sense.
    pub fn over(scenario: Scenario, source: &Source) -> Result<Self> {
        let file = Node::document(&Arc::new(source.clone()))?;
        let known: Vec<&str> = KEYS.into_iter().filter(|key| !matches!(*key, "scenario" | "set" | "seeds")).collect();
        table(&file, WITHIN, &known)?;
        Self::of_document(&file, name_of_file(Path::new(&source.name), "sensitivity"), scenario)
    }

    fn of_document(file: &Node, name: String, scenario: Scenario) -> Result<Self> {
        let example = "for example [factors] and below it \"contagion.spontaneous\" = \"catalogue\"";
        let varied = required(file, "factors", WITHIN).map_err(|error| error.help(example))?;
        let base = Base::of(&scenario)?;
        let (factors, ranges) = factors(varied, &base, &scenario)?.into_iter().unzip();
        Ok(Self {
            name,
            question: optional_text(file, "question")?.into(),
            reading: reading(file, &scenario)?,
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

/// What messages call a file of this kind.
const WITHIN: &str = "a sensitivity file";

fn reading(file: &Node, scenario: &Scenario) -> Result<Reading> {
    let dark_share = Node { content: Content::Text("dark_share".into()), place: None };
    file_entries::reading(file.entry("metric").unwrap_or(&dark_share), file.entry("window"), scenario)
}

fn morris(node: Option<&Node>) -> Result<Method> {
    let (Some(node), Method::Morris { mut levels, mut trajectories }) = (node, MORRIS) else { return Ok(MORRIS) };
    for (key, node) in table(node, "`morris`", &["levels", "trajectories"])? {
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
    match table(node, "`sobol`", &["blocks"])?.first() {
        Some((_, node)) => Ok(Method::Sobol { blocks: count(node, "`blocks`", 2)? }),
        None => Ok(SOBOL),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn question(text: &str) -> Result<FactorQuestion> {
        FactorQuestion::of_text(&ExperimentFile::of("varied.toml", text, Path::new("")), Overrides::default())
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
            both.map(|(one, source)| (one.ends()[0], one.ends()[1], one.kind == FactorKind::Whole, *source)).collect()
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

    use crate::experiment::sweep::FactorKind;

    #[test]
    fn values_that_hold_at_every_point_are_set_in_the_file_below_the_command_line() {
        let text = "scenario = \"baseline\"\nset = { population = { firms = 2, managers = 40 } }\n[factors]\n\"lapse.drift\" = \"catalogue\"";
        let file = ExperimentFile::of("varied.toml", text, Path::new(""));
        let set = ["population.firms=4".to_owned()];
        let question = FactorQuestion::of_text(&file, Overrides { set: &set, ..Overrides::default() }).unwrap();
        let population = question.scenario.parameters.population;
        assert_eq!((population.managers, population.firms), (40, 4));
        let wrong = refused(&text.replace("managers", "manager"));
        assert!(wrong.starts_with("varied.toml:2:") && wrong.contains("did you mean"), "{wrong}");
    }

    #[test]
    fn a_scenario_in_memory_is_varied_as_one_in_a_file() {
        let rest = "metric = \"value\"\n[factors]\n\"lapse.drift\" = \"catalogue\"";
        let by_file = question(&format!("scenario = \"audited\"\nseeds = 4\n{rest}")).unwrap();
        let scenario = by_file.scenario.clone();
        let over = |text: &str| {
            FactorQuestion::over(scenario.clone(), &Source { name: "varied.toml".into(), text: text.into() })
        };
        let in_memory = over(rest).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!((&in_memory.scenario, &in_memory.factors), (&by_file.scenario, &by_file.factors));
        assert_eq!((&in_memory.reading, in_memory.name), (&by_file.reading, by_file.name));
        assert!(over(&format!("scenario = \"audited\"\n{rest}")).is_err());
    }

    #[test]
    fn shipped_files_can_be_asked() {
        for name in darkside_scenarios::in_folder("sensitivity").map(|file| file.name()) {
            let question = FactorQuestion::read(name, Overrides::default()).unwrap_or_else(|error| panic!("{error}"));
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
