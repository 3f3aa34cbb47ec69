//! At which value of a lever a practice stops taking off.

use super::{PageContext, Question, scenario_inputs};
use crate::chart::{self, NamedPicture};
use crate::experiment::Executor;
use crate::experiment::threshold::{
    Inquiry, ThresholdFindings, WIDTH, levers_table, map_table, points_table, runs_table, spectral_table,
};
use crate::report::{self, Answer};
use crate::table::Table;
use darkside_engine::scenario::Scenario;
use darkside_error::Result;

/// Searches for the value of each lever at which a practice takes off in half of the seeds.
pub struct Threshold(pub Inquiry);

impl Question for Threshold {
    type Findings = ThresholdFindings;
    const KIND: &'static str = "threshold";

    fn name(&self) -> String {
        self.0.scenario.name.clone()
    }

    fn inputs(&self) -> Vec<String> {
        let inquiry = &self.0;
        let (scenario, practice) = (scenario_inputs(&inquiry.scenario), inquiry.practice_name().to_owned());
        let mut words = vec![Self::KIND.to_owned(), scenario, practice, inquiry.map.to_string()];
        words.extend(inquiry.levers.iter().map(|lever| {
            let [from, to] = lever.ends();
            format!("{} {from:?} {to:?}", lever.path())
        }));
        words
    }

    fn arms(&self) -> Vec<&Scenario> {
        vec![&self.0.scenario]
    }

    fn about(&self) -> String {
        let (levers, weeks) = (self.0.levers.len(), self.0.scenario.parameters.run.weeks);
        let levers = if levers == 1 { "1 lever".to_owned() } else { format!("{levers} levers") };
        format!("{levers}, up to {} runs of {weeks} weeks", self.0.runs())
    }

    fn width(&self) -> Result<usize> {
        Ok(WIDTH)
    }

    fn run(&self, executor: &Executor<'_>) -> Result<ThresholdFindings> {
        self.0.run(executor)
    }

    fn tables(&self, found: &ThresholdFindings) -> Vec<(&'static str, Table)> {
        let mut tables = vec![
            ("levers", levers_table(found)),
            ("points", points_table(found)),
            ("runs", runs_table(found)),
            ("spectral", spectral_table(found)),
        ];
        tables.extend(found.map.as_ref().map(|map| ("map", map_table(map))));
        tables
    }

    fn pictures(&self, found: &ThresholdFindings) -> Vec<NamedPicture> {
        let curves = Ok(chart::threshold::curves(&self.0, found));
        let mut pictures = vec![("threshold", "the chance to take off along each lever, with its threshold", curves)];
        pictures.extend(found.map.as_ref().map(|map| {
            let meaning = "the chance to take off over two levers, and the lines on which the household number is 1";
            ("map", meaning, Ok(chart::threshold::map(&self.0, map)))
        }));
        pictures
    }

    fn page(&self, found: &ThresholdFindings, context: &PageContext<'_>) -> Answer {
        report::threshold::answer(&self.0, found, context.drawn.to_vec(), context.fine_print.clone())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::panic::{AssertUnwindSafe, catch_unwind};
    use std::path::Path;
    use std::sync::atomic::{AtomicBool, Ordering};

    use super::*;
    use crate::archive::Format;
    use crate::experiment::Progress;
    use crate::experiment::threshold::{Where, levers};
    use crate::question::{AnswerOptions, ask};
    use darkside_engine::scenario::{Base, Request, load, read};

    /// Portfolios of five that meet at random. Nobody sees anybody, lapses leave no lesson, and enough relationships
    /// begin that chance hardly ever ends a wave.
    const MEET: &str = r#"
        extends = "known/neutral"
        run = { weeks = 400, seeds = 12 }
        population = { managers = 300, portfolio = 5 }
        contagion = { intra_imitation = 0.02, association = 0.1 }
        lapse = { drift = 0.15 }
        [[intervention]]
        week = 1
        act = "introduce"
        practices = ["novelty"]
        managers = 30
        share = 0.0
    "#;

    fn meeting(lever: &str) -> Result<Threshold> {
        of(read("meet.toml", MEET, Path::new(""), &[])?, &[lever], false)
    }

    fn asked(which: &str, set: &[&str], lever: &[&str], map: bool) -> Result<Threshold> {
        let set: Vec<String> = set.iter().map(|set| set.to_string()).collect();
        let scenario = load(&Request { set: &set, ..Request::of(which) }).unwrap_or_else(|error| panic!("{error}"));
        of(scenario, lever, map)
    }

    fn of(scenario: Scenario, lever: &[&str], map: bool) -> Result<Threshold> {
        let arguments: Vec<String> = lever.iter().map(|lever| lever.to_string()).collect();
        let levers = levers(&arguments, (None, None), &Base::of(&scenario)?, &scenario)?;
        Inquiry::new(scenario, None, levers, map).map(Threshold)
    }

    fn found(question: &Threshold) -> ThresholdFindings {
        question.run(&Executor::new(2)).unwrap_or_else(|error| panic!("{error}"))
    }

    #[test]
    fn among_many_who_meet_at_random_a_practice_takes_off_where_the_number_is_1() {
        let question = meeting("contagion.association=0.02..0.3").unwrap();
        let course = &found(&question).courses[0];
        assert_eq!(course.is, Where::Within);
        assert!((course.once_root - course.root).abs() < 1e-6, "nobody is met twice: {course:?}");
        // Slightly above 1, a tenth of relationships use it in the long run.
        let ratio = course.critical / course.root;
        assert!(ratio > 1.0 && ratio < 1.4, "{} and {}", course.critical, course.root);
        assert!(course.critical95.lower < course.critical && course.critical < course.critical95.upper);
        let below = course.points.iter().filter(|point| point.at < 0.9 * course.root);
        assert!(below.clone().count() > 0 && below.clone().all(|point| point.share() == 0.0), "{course:?}");
    }

    #[test]
    fn a_lever_without_a_threshold_is_told() {
        for (range, words) in [
            ("contagion.association=0.001..0.01", "takes off nowhere between 0.001 and 0.01 of contagion.association"),
            ("lapse.drift=0.0..0.001", "takes off everywhere between 0.0 and 0.001 of lapse.drift"),
        ] {
            let question = meeting(range).unwrap();
            let refused = question.run(&Executor::new(2)).unwrap_err();
            assert!(refused.message().contains(words), "{}", refused.message());
        }
    }

    /// Every file except the manifest, which contains times.
    fn files(directory: &Path) -> BTreeMap<String, Vec<u8>> {
        let mut all = BTreeMap::new();
        for entry in directory.read_dir().unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                all.extend(files(&path));
            } else if !path.ends_with("threshold.json") {
                all.insert(
                    path.display().to_string().rsplit('/').next().unwrap().into(),
                    std::fs::read(&path).unwrap(),
                );
            }
        }
        all
    }

    #[test]
    fn an_interrupted_search_goes_on_and_ends_with_the_same_bytes_on_any_threads() {
        let set = ["population.managers=40", "run.weeks=120", "run.seeds=4", "run.seed=3"];
        let levers = ["contagion.inter_imitation=0..0.08", "lapse.drift=0.05..0.6"];
        let question = asked("known/portfolios", &set, &levers, true).unwrap();
        let place = tempfile::tempdir().unwrap();
        let (whole, broken) = (place.path().join("whole"), place.path().join("broken"));
        let options = |directory, threads| AnswerOptions {
            directory: Some(directory),
            formats: &[Format::Csv],
            threads,
            ..AnswerOptions::default()
        };
        let answered = ask(&question, &options(&whole, 1), |_| (), &|_| ()).unwrap_or_else(|error| panic!("{error}"));
        let stopped = AtomicBool::new(false);
        let stop = |progress: Progress| {
            if progress.done > 90 && !stopped.swap(true, Ordering::Relaxed) {
                std::panic::resume_unwind(Box::new("interrupted"));
            }
        };
        let first = catch_unwind(AssertUnwindSafe(|| ask(&question, &options(&broken, 1), |_| (), &stop)));
        assert!(first.is_err() && !broken.join("report.html").exists(), "it was interrupted");
        let again = AtomicBool::new(false);
        let tell =
            |progress: Progress| again.store(progress.found > 80 || again.load(Ordering::Relaxed), Ordering::Relaxed);
        ask(&question, &options(&broken, 2), |_| (), &tell).unwrap_or_else(|error| panic!("{error}"));
        assert!(again.into_inner(), "runs that were kept are not run again");
        let (one, other) = (files(&whole), files(&broken));
        assert_eq!(one.keys().collect::<Vec<_>>(), other.keys().collect::<Vec<_>>());
        for (name, bytes) in &one {
            assert_eq!(bytes, &other[name], "{name}");
        }
        for name in ["levers.csv", "points.csv", "runs.csv", "spectral.csv", "map.csv", "map.svg", "threshold.png"] {
            assert!(one.contains_key(name), "{name} of {:?}", one.keys());
        }
        assert!(!answered.manifest.summary.answer.is_empty());
    }
}
