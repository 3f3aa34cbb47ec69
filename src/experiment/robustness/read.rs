//! Reading claims from a file.

use std::path::Path;

use super::claim::{Claim, Claims, Term};
use super::form;
use super::measure::Measure;
use crate::experiment::file_entries::{self, weight, window};
use crate::experiment::hypothesis::Status;
use crate::experiment::{ExperimentFile, Overrides};
use darkside_engine::scenario::node::Node;
use darkside_engine::scenario::reader::{above_zero, optional_list, required, required_text, table, word};
use darkside_engine::scenario::{Scenario, read};
use darkside_error::{Error, Result};

impl Claims {
    /// Reads and checks a file of claims: a shipped one by name (`patterns`), or a path.
    ///
    /// # Errors
    /// If it cannot be read or anything in it makes no sense.
    pub fn read(which: &str, overrides: Overrides<'_>) -> Result<Self> {
        Self::of_text(&ExperimentFile::find(which, "robustness")?, overrides)
    }

    /// Reads the claims in a text.
    ///
    /// # Errors
    /// If anything in it makes no sense.
    pub fn of_text(text: &ExperimentFile, overrides: Overrides<'_>) -> Result<Self> {
        let ExperimentFile { source, folder, .. } = text;
        let file = Node::document(source)?;
        table(&file, "a file of claims", &["arm", "claim", "form"])?;
        let mut names: Vec<String> = Vec::new();
        let mut arms = Vec::new();
        for node in optional_list(&file, "arm")? {
            let (name, scenario) = arm(node, folder, overrides)?;
            if names.contains(&name) {
                return Err(node.error(format!("two arms are called \"{name}\"")));
            }
            names.push(name);
            arms.push(scenario);
        }
        let mut claims: Vec<Claim> = Vec::new();
        for node in optional_list(&file, "claim")? {
            let claim = claim(node, &names, &arms)?;
            if claims.iter().any(|other| other.id == claim.id) {
                return Err(node.error(format!("two claims have the id \"{}\"", claim.id)));
            }
            claims.push(claim);
        }
        if claims.is_empty() {
            return Err(Error::input(format!("{} claims nothing", source.name))
                .help("it needs at least one [[arm]] and one [[claim]]"));
        }
        let mut claims = Self { arms, claims, forms: Vec::new() };
        claims.read_forms(&file)?;
        Ok(claims)
    }

    /// Adds the forms in a text.
    ///
    /// # Errors
    /// If anything in it makes no sense for these arms.
    pub fn add_forms(&mut self, text: &ExperimentFile) -> Result<()> {
        let file = Node::document(&text.source)?;
        table(&file, "a file of forms", &["form"])?;
        self.read_forms(&file)?;
        if self.forms.is_empty() {
            let error = Error::input(format!("{} has no form", text.source.name));
            return Err(error.help("it needs at least one [[form]]"));
        }
        Ok(())
    }

    /// Adds the forms that a file lists.
    fn read_forms(&mut self, file: &Node) -> Result<()> {
        for node in optional_list(file, "form")? {
            let form = form::form(node, &self.arms)?;
            if self.forms.iter().any(|other| other.path == form.path) {
                return Err(node.error(format!("two forms vary `{}`", form.path)));
            }
            self.forms.push(form);
        }
        Ok(())
    }
}

fn arm(node: &Node, folder: &Path, overrides: Overrides<'_>) -> Result<(String, Scenario)> {
    table(node, "[[arm]]", &["name", "scenario", "text"])?;
    let name = required_text(node, "name", "[[arm]]")?.to_owned();
    let scenario = match (node.entry("scenario"), node.entry("text")) {
        (Some(which), None) => file_entries::scenario(which, None, folder, overrides)?,
        (None, Some(text)) => {
            let mut set = overrides.set.to_vec();
            set.extend(overrides.weeks.map(|weeks| format!("run.weeks={weeks}")));
            set.extend(overrides.seeds.map(|seeds| format!("run.seeds={seeds}")));
            read(&format!("arm {name}"), text.text("`text`")?, folder, &set)?
        }
        _ => return Err(node.error(format!("arm \"{name}\" needs either `scenario` or `text`"))),
    };
    Ok((name.clone(), Scenario { name, ..scenario }))
}

const CLAIM_KEYS: [&str; 8] = ["id", "pattern", "status", "claim", "metric", "window", "terms", "within"];

fn claim(node: &Node, names: &[String], arms: &[Scenario]) -> Result<Claim> {
    table(node, "[[claim]]", &CLAIM_KEYS)?;
    let text = |key: &str| required_text(node, key, "[[claim]]").map(str::to_owned);
    let status = word(required(node, "status", "[[claim]]")?, "`status`", &Status::ALL)?;
    let terms = required(node, "terms", "[[claim]]")?;
    let terms: Vec<Term> =
        terms.list("`terms`")?.iter().map(|one| term(one, node, names, arms)).collect::<Result<_>>()?;
    if terms.is_empty() {
        return Err(node.error("a claim needs at least one term"));
    }
    let within = node.entry("within").map(|margin| above_zero(margin, "`within`")).transpose()?;
    Ok(Claim {
        id: text("id")?,
        pattern: text("pattern")?,
        status: status.name().to_owned(),
        claim: text("claim")?,
        within,
        terms,
    })
}

fn term(node: &Node, claim: &Node, names: &[String], arms: &[Scenario]) -> Result<Term> {
    table(node, "a term", &["arm", "metric", "window", "times"])?;
    let name = required_text(node, "arm", "a term")?;
    let Some(arm) = names.iter().position(|known| known == name) else {
        let error = node.error(format!("there is no arm \"{name}\""));
        return Err(error.did_you_mean(name, names.iter().map(String::as_str), format!("arms: {}", names.join(", "))));
    };
    let entry = |key: &str| node.entry(key).or_else(|| claim.entry(key));
    let metric = entry("metric").ok_or_else(|| node.error("neither the term nor the claim has a `metric`"))?;
    let within = |node: &Node| {
        let window = window(node)?;
        let within = window.within(arms[arm].parameters.run.weeks);
        within.map_err(|error| error.or_at(node.place.as_ref())).map(|()| window)
    };
    let window = entry("window").map(within).transpose()?;
    let measure = Measure::new(metric.text("`metric`")?, window, &arms[arm])
        .map_err(|error| error.or_at(metric.place.as_ref()))?;
    let times = node.entry("times").map_or(Ok(1.0), weight)?;
    Ok(Term { arm, measure, times })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(text: &str) -> String {
        let text = ExperimentFile::of("claims.toml", text, Path::new(""));
        Claims::of_text(&text, Overrides::default()).unwrap_err().to_string()
    }

    #[test]
    fn the_shipped_patterns_are_read_and_name_every_pattern() {
        let claims = Claims::read("patterns", Overrides::default()).unwrap();
        let mut patterns: Vec<&str> = claims.claims.iter().map(|claim| claim.pattern.as_str()).collect();
        patterns.dedup();
        assert_eq!(patterns, ["0", "1", "1b", "2", "3", "4", "5", "6", "7", "8"]);
        let used: Vec<usize> = claims.claims.iter().flat_map(|claim| &claim.terms).map(|term| term.arm).collect();
        assert!((0..claims.arms.len()).all(|arm| used.contains(&arm)), "no arm is run for nothing");
    }

    #[test]
    fn what_makes_no_sense_is_told() {
        let arm = "[[arm]]\nname = \"a\"\nscenario = \"baseline\"\n";
        let claim = |rest: &str| {
            format!(
                "{arm}[[claim]]\nid = \"1\"\npattern = \"1\"\nstatus = \"tuned\"\nclaim = \"so\"\nmetric = \"value\"\n{rest}"
            )
        };
        let cases = [
            String::new(),
            format!("{arm}{arm}"),
            "[[arm]]\nname = \"a\"\nscenario = \"basline\"".into(),
            "[[arm]]\nname = \"a\"\ntext = \"lapse = { audits = 1 }\"".into(),
            "[[arm]]\nname = \"a\"".into(),
            claim("terms = [{ arm = \"b\" }]"),
            claim("terms = [{ arm = \"a\", metric = \"dark_sahre\" }]"),
            claim("terms = [{ arm = \"a\", metric = \"value_near_2\" }]"),
            claim("terms = [{ arm = \"a\", metric = \"value_of_Z\" }]"),
            claim("terms = [{ arm = \"a\", window = 900 }]"),
            claim("terms = []"),
            claim("terms = [{ arm = \"a\", time = 1 }]"),
            claim("within = 0\nterms = [{ arm = \"a\" }]"),
            claim("terms = [{ arm = \"a\" }]").replace("tuned", "turned"),
        ];
        let told: Vec<String> = cases.iter().map(|case| refused(case)).collect();
        insta::assert_snapshot!(told.join("\n"));
        let heavy = refused(&claim("terms = [{ arm = \"a\", times = 1e308 }]"));
        assert!(heavy.contains("a weight of 1e308\n  help: at most 1e12 either way"), "{heavy}");
    }
}
