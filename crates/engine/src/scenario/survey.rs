//! The `[survey]` table: the design of a survey, checked as parameters are.

use std::collections::BTreeMap;

use super::node::{Content, Node};
use super::path::{PathValue, flatten};
use super::value;
use crate::parameter::{SURVEY, Survey, find_in_survey};
use darkside_error::{Error, Place, Result, nearest};

/// The paths that layers set, with the place of the last value.
type GivenPlaces = BTreeMap<&'static str, Option<Place>>;

/// Puts one more `[survey]` table on top of what the layers so far have said.
///
/// # Errors
/// Everything that is wrong in it, at once.
pub(super) fn apply(survey: &mut Option<Survey>, given: &mut GivenPlaces, node: &Node) -> Result<()> {
    let Content::Table(table) = &node.content else {
        return Err(node.must_be("`survey`", "a table").help("see `darkside list survey`"));
    };
    survey.get_or_insert_default();
    let errors = flatten("survey", table).iter().filter_map(|value| change(survey, given, value).err()).collect();
    Error::all(errors).map_or(Ok(()), Err)
}

/// Writes one value of the design.
pub(super) fn change(survey: &mut Option<Survey>, given: &mut GivenPlaces, change: &PathValue) -> Result<()> {
    let Some(field) = find_in_survey(&change.path) else {
        let key = change.path.strip_prefix("survey.").unwrap_or(&change.path);
        let known = SURVEY.iter().filter_map(|field| field.path.strip_prefix("survey."));
        let error = change.key.error(format!("unknown parameter `{}`", change.path));
        return Err(match nearest(key, known) {
            Some(near) => error.help(format!("did you mean `survey.{near}`?")),
            None => error.help("see `darkside list survey`"),
        });
    };
    given.insert(field.path, change.node.place.clone());
    let survey = survey.get_or_insert_default();
    value::write(field, survey, &change.node, field.path)
}

/// What concerns several values of the design at once.
///
/// # Errors
/// Everything that is wrong, at once.
pub(super) fn check(survey: &Survey, given: &GivenPlaces) -> Result<()> {
    let at = |error: Error, path: &str| error.at_place(given.get(path).and_then(Option::as_ref));
    let errors = wrong(survey).into_iter().map(|(path, error)| at(error, path)).collect();
    Error::all(errors).map_or(Ok(()), Err)
}

/// What is wrong between the values of a design, each with the path to point at.
fn wrong(survey: &Survey) -> Vec<(&'static str, Error)> {
    let mut errors = Vec::new();
    if let Some(pair) = survey.weeks.windows(2).find(|pair| pair[0] >= pair[1]) {
        let message = format!("survey.weeks is not increasing: week {} comes after week {}", pair[1], pair[0]);
        errors.push(("survey.weeks", Error::input(message).help("each wave is later than the one before")));
    }
    let waves = survey.weeks.len();
    if survey.response.is_empty() || (survey.response.len() > 1 && waves > 0 && survey.response.len() != waves) {
        let message = format!("survey.response has {} numbers for {waves} waves", survey.response.len());
        errors.push(("survey.response", Error::input(message).help("one number for all waves, or one for each")));
    }
    let items = survey.items as usize;
    if !(survey.loadings.len() == 1 || survey.loadings.len() == items) {
        let message = format!("survey.loadings has {} numbers for {items} items", survey.loadings.len());
        errors.push(("survey.loadings", Error::input(message).help("one number for all items, or one for each")));
    }
    if survey.points == 1 {
        let error =
            Error::input("a scale of 1 point has only one answer").help("survey.points is 0 (a slider) or 2 to 100");
        errors.push(("survey.points", error));
    }
    let (thresholds, between) = (survey.thresholds.len(), survey.points.saturating_sub(1));
    if thresholds > 0 && thresholds != between as usize {
        let message = format!("survey.thresholds has {thresholds} numbers for a scale of {} points", survey.points);
        errors.push(("survey.thresholds", Error::input(message).help(format!("{between} numbers, or none"))));
    } else if let Some(pair) = survey.thresholds.windows(2).find(|pair| pair[0] >= pair[1]) {
        let message = format!("survey.thresholds is not increasing: {} comes after {}", pair[1], pair[0]);
        errors.push(("survey.thresholds", Error::input(message).help("each threshold is above the one before")));
    }
    errors
}

#[cfg(test)]
mod tests {
    use super::super::{Base, load, read, to_toml};
    use crate::parameter::{Roster, Survey};
    use crate::scenario::Request;
    use darkside_error::Result;
    use std::path::Path;

    fn survey_of(text: &str, set: &[&str]) -> Result<Option<Survey>> {
        let set: Vec<String> = set.iter().map(|one| (*one).to_owned()).collect();
        Ok(read("s.toml", text, Path::new(""), &set)?.survey)
    }

    fn messages(text: &str) -> Vec<String> {
        survey_of(text, &[]).unwrap_err().apart().iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_scenario_has_no_survey_unless_it_says_so_and_then_the_defaults_of_what_it_does_not_say() {
        assert_eq!(survey_of("run = { weeks = 10 }", &[]).unwrap(), None);
        assert_eq!(survey_of("[survey]", &[]).unwrap(), Some(Survey::default()));
        let text = "[survey]\nweeks = [52, 104]\nnames = 5\nroster = \"firm\"\nresponse = [0.8, 0.5]\nloadings = 0.7";
        let survey = survey_of(text, &["survey.names=none", "survey.items=3"]).unwrap().unwrap();
        let expected = Survey {
            weeks: vec![52, 104],
            roster: Roster::Firm,
            response: vec![0.8, 0.5],
            loadings: vec![0.7],
            items: 3,
            ..Survey::default()
        };
        assert_eq!(survey, expected);
    }

    #[test]
    fn a_survey_comes_back_from_what_show_prints_and_can_be_varied() {
        let text = "[survey]\nweeks = [5, 10]\npoints = 3\nthresholds = [0.2, 0.6]\naccounts = 2";
        let scenario = read("s.toml", text, Path::new(""), &["run.weeks=10".into()]).unwrap();
        let back = read("s.toml", &to_toml(&scenario), Path::new(""), &[]).unwrap();
        assert_eq!(back, scenario);
        let varied = Base::of(&scenario).unwrap().with(&[("survey.names", toml::Value::Integer(3))]).unwrap();
        assert_eq!(varied.survey.unwrap().names, Some(3));
        let plain = load(&Request::of("baseline")).unwrap();
        assert!(!to_toml(&plain).contains("survey"), "what has no survey prints none");
    }

    #[test]
    fn everything_that_is_wrong_is_said_at_once_with_its_place() {
        insta::assert_snapshot!(
            messages("[survey]\nnames = 0\nnmaes = 3\nrecall = 1.5\nresponse = [0.5, 2]\nroster = \"frim\"").join("\n")
        );
        insta::assert_snapshot!(
            messages(
                "[survey]\nweeks = [10, 10]\nresponse = [1, 1, 1]\nitems = 4\nloadings = [1, 1]\npoints = 5\n\
                 thresholds = [0.5, 0.4, 0.6, 0.7]"
            )
            .join("\n")
        );
        assert_eq!(messages("[survey]\npoints = 1").len(), 1);
    }
}
