//! Words that output and documentation use without being names in a scenario or a table.

use super::Entry;

/// A word, what it means, and where there is more about it.
type Word = (&'static str, &'static str, &'static str);

const MODEL: &str = "docs/model.md";
const OUTPUTS: &str = "docs/outputs.md";
const EPIDEMIOLOGY: &str = "docs/epidemiology.md";
const EXPERIMENTS: &str = "docs/experiments.md";
const SENSITIVITY: &str = "docs/sensitivity.md";
const SWEEPS: &str = "docs/sweeps.md";
const THRESHOLD: &str = "docs/threshold.md";

/// Words about relationships, practices and managers.
static OF_THE_MODEL: [Word; 15] = [
    ("dark", "of a relationship: the flag of at least one of the six dark-side effects is on", MODEL),
    (
        "flag",
        "one for each effect and relationship: turns on where the effect's intensity is above dark_side.onset, and off below dark_side.offset",
        MODEL,
    ),
    (
        "intensity",
        "how strong one dark-side effect is in one relationship, from 0 to 1; it grows with closeness and harms value",
        MODEL,
    ),
    (
        "credited",
        "an onset is credited to the practice in use that feeds the effect most, and to the mechanism and locus by which that practice had arrived; \
         practices of week 0 count as spontaneous, from origin. It does not ask whether the effect would have come without",
        MODEL,
    ),
    (
        "load",
        "how much a practice feeds each dark-side effect where the relationship is close; a loaded practice has one",
        MODEL,
    ),
    ("latent", "of a copy: the source did not show the dark side yet that the practice feeds most", MODEL),
    (
        "merit",
        "how good a manager believes a practice to be: the belief over contagion.belief_full, from 0 to 1. Learning is proportional to it, imitation is blind to it",
        MODEL,
    ),
    (
        "grasp",
        "how well a manager can take a practice up: learning orientation, held back where the practice is complex and the capacity to absorb small",
        MODEL,
    ),
    (
        "credibility",
        "how much a manager is looked up to: by success in the firm and by seniority; imitation of others is proportional to it",
        MODEL,
    ),
    (
        "need",
        "how much a relationship makes its manager look around for practices: more where expectations are unmet and after a shock",
        MODEL,
    ),
    (
        "lesson",
        "what a review or an audit can leave behind: the relationship does not take that practice up again while the lesson lasts",
        MODEL,
    ),
    (
        "settling",
        "in worlds without a run-up (`run.settle` = 0), the first three years, weeks 0 to 156: every dark side starts at 0, so that all of them rise whatever is done. Date \
         interventions from week 156 and read later weeks; charts shade the time before",
        MODEL,
    ),
    (
        "volume",
        "the sheer number of practices that are adopted, however they came. `darkside compare SCENARIO --yoked` splits what contagion does into volume, mix and placement",
        MODEL,
    ),
    (
        "spreading",
        "that practices arrive by copying, from the own portfolio, from other managers or from a programme, and not by being found anew",
        MODEL,
    ),
    (
        "case",
        "a relationship's first onset of an effect; its parent is the relationship from which the credited practice was copied, if that is ever a case",
        MODEL,
    ),
];

/// Words about results.
static OF_RESULTS: [Word; 17] = [
    ("actual_value", "what a relationship really yields in a week: the column `value`", MODEL),
    (
        "cohort",
        "cases that began in the same weeks; its reproduction number is how many further cases each led to, those after the end of the run included",
        EPIDEMIOLOGY,
    ),
    ("generation", "the weeks from a case to a case that was copied from it", EPIDEMIOLOGY),
    ("attack_rate", "the share of a group of managers that a practice or effect ever reached", EPIDEMIOLOGY),
    (
        "bridge",
        "the copy by which a practice came to an office where nobody had used it, from another office",
        EPIDEMIOLOGY,
    ),
    (
        "footprint",
        "how alike an effect or practice is along ties and within portfolios, offices and firms: what a field study could see of contagion, and of what looks like it",
        EPIDEMIOLOGY,
    ),
    (
        "moran_i",
        "Moran's I: how alike those are who are tied, between −1 and 1, near 0 by chance; here of managers' shares less the mean of their firm",
        EPIDEMIOLOGY,
    ),
    ("arm", "one of the scenarios that an experiment compares, all under the same seeds", EXPERIMENTS),
    (
        "pairing",
        "differences between arms are taken within each seed; `pairing removes` is the share of an unpaired difference's variance that this takes away",
        EXPERIMENTS,
    ),
    (
        "standardised",
        "a difference in standard deviations of an arm over seeds: large or not beside what chance does to a run; `d` in the output of compare",
        OUTPUTS,
    ),
    (
        "holds",
        "of a difference: the share of seeds that by themselves differ the way the mean does. Of a claim in robustness: the mean over seeds is as claimed",
        SENSITIVITY,
    ),
    (
        "planned",
        "decided on before the first run; what is looked at afterwards can suggest, but tests nothing",
        EXPERIMENTS,
    ),
    (
        "exploratory",
        "looked at after the runs, or under a file of hypotheses that changed since it was registered",
        EXPERIMENTS,
    ),
    (
        "verdict",
        "supported, if such numbers would be unlikely were the claim just not true; negligible, if they would be unlikely were the effect as large as the smallest one of \
         interest; contrary, if they would be unlikely without an effect in the other direction; each after Holm's correction; else undecided",
        EXPERIMENTS,
    ),
    (
        "prediction",
        "the status of a claim that nobody put in and no value was chosen for; a claim that is built_in or tuned is no evidence when it comes out",
        EXPERIMENTS,
    ),
    ("built_in", "the status of a claim that the equations assume: no evidence when it comes out", EXPERIMENTS),
    (
        "digest",
        "SHA-256 of what it names: equal digests of inputs promise equal results, and equal digests of results are the same numbers to the bit",
        OUTPUTS,
    ),
];

/// Words about attributions, sensitivities, robustness and sweeps.
static OF_EXPERIMENTS: [Word; 15] = [
    (
        "shapley_value",
        "what a mechanism adds to an outcome, averaged over all orders in which the mechanisms can be switched on; the values add up to what all of them add",
        SENSITIVITY,
    ),
    ("replaced", "onsets credited to a mechanism that would still happen without it, credited otherwise", SENSITIVITY),
    (
        "mu_star",
        "written μ*: the mean size of a factor's elementary effects, which is how important the factor is",
        SENSITIVITY,
    ),
    (
        "mu",
        "written μ: the mean of a factor's elementary effects with their sign, which way the factor acts",
        SENSITIVITY,
    ),
    (
        "sigma",
        "written σ: the spread of a factor's elementary effects; above μ*, how the factor acts depends mainly on the others",
        SENSITIVITY,
    ),
    (
        "elementary_effect",
        "the difference of the outcome between two points that differ in one factor, per whole range of that factor",
        SENSITIVITY,
    ),
    (
        "first_order",
        "the share of the outcome's variance over the ranges that goes if the factor is known",
        SENSITIVITY,
    ),
    (
        "total_index",
        "the share of the outcome's variance over the ranges that stays if all other factors are known",
        SENSITIVITY,
    ),
    (
        "tornado",
        "the picture of the outcome at both ends of each factor's range, the most important factor first",
        SENSITIVITY,
    ),
    (
        "doubtful",
        "how many points of a robustness analysis so few seeds are likely to have put on the wrong side",
        SENSITIVITY,
    ),
    (
        "lever",
        "a number of the scenario along which `darkside threshold` searches for where a practice stops taking off",
        THRESHOLD,
    ),
    (
        "household_number",
        "how many other portfolios a portfolio that uses a practice starts, computed from ties and portfolios just before the practice arrives",
        THRESHOLD,
    ),
    ("factor", "a parameter or a practice's field that a sweep or a sensitivity analysis varies", SWEEPS),
    ("point", "one combination of the factors' values; every point is run under the same seeds", SWEEPS),
    (
        "set_aside",
        "a point without outcomes, because a run of it failed; set_aside.csv says why and how to replay it",
        SWEEPS,
    ),
];

/// Every word.
pub(super) fn words() -> Vec<Entry> {
    let all = OF_THE_MODEL.iter().chain(&OF_RESULTS).chain(&OF_EXPERIMENTS);
    all.map(|&(word, meaning, page)| Entry::new("word", word, meaning).fact("more in", page)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_that_words_point_to_speak_of_them() {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
        for &(word, _, page) in OF_THE_MODEL.iter().chain(&OF_RESULTS).chain(&OF_EXPERIMENTS) {
            let text = std::fs::read_to_string(root.join(page)).unwrap().to_lowercase();
            let spoken = match word {
                "mu_star" => "μ*".to_owned(),
                "mu" => "μ".to_owned(),
                "sigma" => "σ".to_owned(),
                // That page uses the plural.
                "intensity" => "intensities".to_owned(),
                _ => word.split('_').next().unwrap_or(word).to_owned(),
            };
            assert!(text.contains(&spoken), "{page} does not speak of {word}");
        }
    }

    #[test]
    fn parameters_that_words_name_exist() {
        let names = ["dark_side.onset", "dark_side.offset", "contagion.belief_full"];
        let said: String = words().iter().map(|entry| entry.meaning.clone()).collect();
        for name in names {
            assert!(said.contains(name) && darkside_engine::parameter::find(name).is_some(), "{name}");
        }
    }
}
