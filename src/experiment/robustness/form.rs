//! Forms of the model: choices between words, such as the values of `contagion.rule`. Each point takes one word of
//! each.

use super::tuned::{Tuned, vary};
use darkside_engine::scenario::node::{Key, Node};
use darkside_engine::scenario::reader::{number, required, required_text, table};
use darkside_engine::scenario::{Base, Scenario, Takes};
use darkside_error::Result;

/// A choice between words.
#[derive(Clone, Debug, PartialEq)]
pub struct Form {
    /// Dotted path of the parameter or the practice's field.
    pub path: String,
    /// Its possible values.
    pub words: Vec<Word>,
}

/// One of the words, with the settings that go with it.
#[derive(Clone, Debug, PartialEq)]
pub struct Word {
    /// The word itself.
    pub name: String,
    /// The word and the values set together with it.
    values: Vec<(String, toml::Value)>,
    /// Factors for an arm's own values; being factors, they keep at 0 what the arm switches off.
    times: Vec<(String, f64)>,
}

impl Word {
    /// The arm with this word applied.
    ///
    /// # Errors
    /// If the values are not allowed together.
    pub(super) fn of(&self, arm: &Scenario) -> Result<Scenario> {
        let values: Vec<(&str, toml::Value)> =
            self.values.iter().map(|(path, value)| (path.as_str(), value.clone())).collect();
        let set = Base::of(arm)?.with(&values)?;
        let scaled = |path: &String| Tuned { path: path.clone(), part: 0, name: path.clone(), value: 1.0 };
        let tuned: Vec<Tuned> = self.times.iter().map(|(path, _)| scaled(path)).collect();
        let factors: Vec<f64> = self.times.iter().map(|(_, factor)| *factor).collect();
        vary(&Base::of(&set)?, &set, &tuned, &factors)
    }
}

/// Reads a `[[form]]` for these arms.
///
/// # Errors
/// If anything in it makes no sense for these arms.
pub(super) fn form(node: &Node, arms: &[Scenario]) -> Result<Form> {
    table(node, "[[form]]", &["path", "words", "set", "times"])?;
    let path = required_text(node, "path", "[[form]]")?.to_owned();
    let Some(first) = arms.first() else { return Err(node.error("a form needs arms to vary")) };
    let base = Base::of(first)?;
    let at = required(node, "path", "[[form]]")?;
    let key = Key { name: path.clone(), place: at.place.clone() };
    if base.name(&path, &key, at)?.takes != Takes::Other {
        return Err(at.error(format!("`{path}` takes numbers")).help(
            "a form is a choice between words or of true and false; tuned numbers vary anyway, as far as --within says",
        ));
    }
    let mut words: Vec<Word> = Vec::new();
    for one in required(node, "words", "[[form]]")?.list("`words`")? {
        base.check(&path, one)?;
        let word = Word {
            name: one.words().trim_matches('"').to_owned(),
            values: vec![(path.clone(), one.to_toml())],
            times: Vec::new(),
        };
        if words.iter().any(|other| other.name == word.name) {
            return Err(one.error(format!("\"{}\" stands there twice", word.name)));
        }
        words.push(word);
    }
    if words.len() < 2 {
        return Err(node.error("a form needs at least two `words`"));
    }
    with_words(node, "set", &mut words, |word, path, key, value| {
        base.check(path, value).map_err(|error| error.or_at(key.place.as_ref()))?;
        word.values.push((path.to_owned(), value.to_toml()));
        Ok(())
    })?;
    with_words(node, "times", &mut words, |word, path, key, value| {
        if base.name(path, key, value)?.takes != Takes::Number {
            return Err(key.error(format!("`{path}` cannot be multiplied")).help("it takes no number with decimals"));
        }
        word.times.push((path.to_owned(), number(value, "a factor")?));
        Ok(())
    })?;
    for (arm, word) in arms.iter().flat_map(|arm| words.iter().map(move |word| (arm, word))) {
        word.of(arm).map_err(|error| error.or_at(node.place.as_ref()))?;
    }
    Ok(Form { path, words })
}

/// Passes the entries of each table below `key` to `take`; each table is named after a word.
fn with_words(
    node: &Node,
    key: &str,
    words: &mut [Word],
    mut take: impl FnMut(&mut Word, &str, &Key, &Node) -> Result<()>,
) -> Result<()> {
    let Some(tables) = node.entry(key) else { return Ok(()) };
    for (name, entries) in tables.table(&format!("`{key}`"))? {
        let Some(at) = words.iter().position(|word| word.name == name.name) else {
            let known: Vec<&str> = words.iter().map(|word| word.name.as_str()).collect();
            let error = name.error(format!("\"{}\" is none of the `words`", name.name));
            return Err(error.did_you_mean(&name.name, known.iter().copied(), format!("words: {}", known.join(", "))));
        };
        for (path, value) in entries.table(&format!("`{key}.{}`", name.name))? {
            take(&mut words[at], &path.name, path, value)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use crate::experiment::robustness::{Claims, Robustness, forms_table, words_table};
    use crate::experiment::{Executor, ExperimentFile, Overrides};
    use darkside_engine::parameter::decimal;

    const CLAIMS: &str = "
[[arm]]
name = \"a\"
scenario = \"baseline\"
[[arm]]
name = \"b\"
text = \"contagion = { inter_imitation = 0 }\"
[[claim]]
id = \"more\"
pattern = \"1\"
status = \"tuned\"
claim = \"imitation between managers makes adoptions\"
metric = \"total_adoptions\"
terms = [{ arm = \"a\" }, { arm = \"b\", times = -1 }]
";

    fn claims() -> Claims {
        let set = ["population.managers=30", "population.firms=1"].map(String::from);
        let text = ExperimentFile::of("c.toml", CLAIMS, Path::new(""));
        Claims::of_text(&text, Overrides { set: &set, weeks: Some(60), seeds: Some(2) }).unwrap()
    }

    fn rules() -> ExperimentFile {
        ExperimentFile::find("rules", "robustness").unwrap()
    }

    fn refused(text: &str) -> String {
        claims().add_forms(&ExperimentFile::of("forms.toml", text, Path::new(""))).unwrap_err().to_string()
    }

    #[test]
    fn points_are_shared_out_among_the_words_and_judged_by_them() {
        let plain = Robustness::new(claims(), 7, 2, 0.5, 1).unwrap();
        let mut claims = claims();
        claims.add_forms(&rules()).unwrap();
        let robustness = Robustness::new(claims, 7, 2, 0.5, 1).unwrap();
        let words: Vec<usize> = (0..7).map(|number| robustness.words(number)[0]).collect();
        let of = |word: usize| words.iter().filter(|one| **one == word).count();
        assert!((0..3).all(|word| (2..=3).contains(&of(word))), "{words:?}");
        assert_eq!(robustness.factors(3), plain.factors(3), "the numbers vary as without forms");
        let found = robustness.run(&Executor::new(1)).unwrap();
        assert_eq!(
            found.by_word[0].iter().map(|claims| claims[0].points).collect::<Vec<_>>(),
            [of(0), of(1), of(2)].map(|n| n as u32)
        );
        let unlike = plain.run(&Executor::new(1)).unwrap().points;
        for (number, word) in words.iter().enumerate() {
            assert_eq!(found.points[number] == unlike[number], *word == 0, "point {number} with word {word}");
        }
        assert_eq!(forms_table(&robustness, &found.by_word).rows(), 3);
        assert_eq!(words_table(&robustness, &found.points).rows(), 7);
    }

    #[test]
    fn what_is_set_and_multiplied_goes_with_the_word_and_what_is_off_stays_off() {
        let mut claims = claims();
        claims.add_forms(&rules()).unwrap();
        let [hazard, share, threshold] = &claims.forms[0].words[..] else { panic!("three rules") };
        let own = decimal(claims.arms[0].parameters.contagion.inter_imitation);
        assert_eq!(hazard.of(&claims.arms[0]).unwrap().parameters, claims.arms[0].parameters);
        assert_eq!(share.of(&claims.arms[0]).unwrap().parameters.contagion.inter_imitation, (own * 6.0) as f32);
        assert_eq!(share.of(&claims.arms[1]).unwrap().parameters.contagion.inter_imitation, 0.0);
        assert_eq!(threshold.of(&claims.arms[0]).unwrap().parameters.contagion.threshold, 0.7);
    }

    #[test]
    fn what_makes_no_sense_is_told() {
        let form = |rest: &str| format!("[[form]]\npath = \"contagion.rule\"\n{rest}");
        let words = |rest: &str| form(&format!("words = [\"hazard\", \"share\"]\n{rest}"));
        let cases = [
            (String::new(), "has no form"),
            ("[[from]]".into(), "unknown key `from`"),
            (
                "[[form]]\npath = \"contagion.rules\"\nwords = [\"hazard\", \"share\"]".into(),
                "did you mean `contagion.rule`?",
            ),
            ("[[form]]\npath = \"lapse.drift\"\nwords = [0.1, 0.2]".into(), "`lapse.drift` takes numbers"),
            (form("words = [\"hazard\", \"hazrd\"]"), "did you mean \"hazard\"?"),
            (form("words = [\"hazard\", \"hazard\"]"), "stands there twice"),
            (form("words = [\"hazard\"]"), "at least two"),
            (words("[form.set.shares]\n\"lapse.drift\" = 0.1"), "did you mean \"share\"?"),
            (words("[form.set.share]\n\"lapse.drif\" = 0.1"), "did you mean `lapse.drift`?"),
            (words("[form.set.share]\n\"lapse.drift\" = \"much\""), "lapse.drift"),
            (words("[form.times.share]\n\"contagion.rule\" = 2"), "cannot be multiplied"),
            (words("[form.times.share]\n\"lapse.drif\" = 2"), "did you mean `lapse.drift`?"),
            (words(&words("")), "two forms vary"),
        ];
        for (text, expected) in cases {
            let told = refused(&text);
            assert!(told.contains(expected), "{told}\nwithout {expected}");
        }
    }
}
