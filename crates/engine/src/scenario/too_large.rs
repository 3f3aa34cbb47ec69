//! Refuses scenarios that need more memory than any machine has, before any of it is taken.

use super::firm::Firm;
use super::memory::{Quantities, words};
use super::node::Node;
use crate::parameter::{Parameters, find};
use darkside_error::{Error, Result};

/// No run may need more memory than this: a terabyte, which large machines have.
const MOST: f64 = 1024.0 * GIBIBYTE;
/// Reading a scenario may not take more than this for its firms.
const MOST_FOR_FIRMS: f64 = 2.0 * GIBIBYTE;
const GIBIBYTE: f64 = 1_073_741_824.0;

/// Refuses a scenario that no machine could run, before the firms are made.
pub(super) fn check(parameters: &Parameters, practices: usize) -> Result<()> {
    let memory = Quantities::of(parameters).size(practices).memory();
    let population = &parameters.population;
    let (managers, portfolio, weeks) = (population.managers, population.portfolio, parameters.run.weeks);
    if memory.total(1) > MOST {
        let message = format!(
            "{managers} managers with {portfolio} relationships each over {weeks} weeks would need about {} of memory",
            words(memory.total(1))
        );
        let help = format!("at most {}: fewer managers, relationships, ties, offices or weeks", words(MOST));
        return Err(Error::input(message).help(help));
    }
    // The reader keeps a firm twice: what the layers say of it, and what it is.
    let firms = 2.0 * f64::from(population.firms) * size_of::<Firm>() as f64;
    if firms > MOST_FOR_FIRMS {
        let message = format!("{} firms would need about {} of memory", population.firms, words(firms));
        return Err(Error::input(message).help(format!("at most {} for their parameters", words(MOST_FOR_FIRMS))));
    }
    Ok(())
}

/// For a value above all that `path` allows: how much memory it would need, if it is one that decides this.
pub(super) fn of_too_much(path: &str, node: &Node, parameters: &Parameters, practices: usize) -> Option<Error> {
    let asked = node.number()?;
    let allowed = find(path)?.allowed;
    if asked <= allowed.to || !asked.is_finite() {
        return None;
    }
    let mut quantities = Quantities::of(parameters);
    let slot = match path {
        "population.managers" => &mut quantities.managers,
        "population.portfolio" => &mut quantities.portfolio,
        "population.firms" => &mut quantities.firms,
        "population.accounts_per_relationship" => &mut quantities.accounts,
        "ties.inside" => &mut quantities.inside,
        "ties.outside" => &mut quantities.outside,
        "population.offices_per_firm" => &mut quantities.offices,
        "run.weeks" => &mut quantities.weeks,
        "run.seeds" => &mut quantities.seeds,
        _ => return None,
    };
    *slot = asked;
    let bytes = quantities.size(practices).memory().total(1);
    if bytes <= MOST {
        return None;
    }
    let bytes = words(bytes);
    Some(node.error(format!("{path} cannot be {}: that would need about {bytes} of memory", node.words())))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use crate::scenario::read;

    fn refused(text: &str) -> String {
        read("test.toml", text, Path::new(""), &[]).unwrap_err().to_string()
    }

    #[test]
    fn what_no_machine_could_hold_is_refused_with_what_it_would_need() {
        insta::assert_snapshot!(refused("[population]\nmanagers = 1_000_000_000_000"), @r"
        test.toml:2:12: population.managers cannot be 1000000000000: that would need about 1.3 PiB of memory
          help: allowed: 1 to 100000000 (count)
        ");
        insta::assert_snapshot!(refused("[population]\nportfolio = 1_000_000_000"), @r"
        test.toml:2:13: population.portfolio cannot be 1000000000: that would need about 43 TiB of memory
          help: allowed: 1 to 1000 (count)
        ");
        insta::assert_snapshot!(refused("[run]\nweeks = 1_000_000_000_000"), @r"
        test.toml:2:9: run.weeks cannot be 1000000000000: that would need about 647 TiB of memory
          help: allowed: 1 to 60000 (weeks)
        ");
        insta::assert_snapshot!(refused("[run]\nseeds = 1_000_000_000_000"), @r"
        test.toml:2:9: run.seeds cannot be 1000000000000: that would need about 91 TiB of memory
          help: allowed: 1 to 10000000 (count)
        ");
        insta::assert_snapshot!(refused("[population]\nfirms = 1_000_000_000_000"), @r"
        test.toml:2:9: population.firms cannot be 1000000000000: that would need about 22 PiB of memory
          help: allowed: 1 to 100000000 (count)
        ");
        insta::assert_snapshot!(refused("[population]\nmanagers = 100_000_000\nfirms = 100_000_000"), @r"
        test.toml:2:12: 100000000 managers with 8 relationships each over 260 weeks would need about 2.6 TiB of memory
          help: at most 1.0 TiB: fewer managers, relationships, ties, offices or weeks
        ");
        insta::assert_snapshot!(refused("[population]\nmanagers = 10_000_000\nfirms = 10_000_000"), @r"
        test.toml:2:12: 10000000 firms would need about 16 GiB of memory
          help: at most 2.0 GiB for their parameters
        ");
        insta::assert_snapshot!(refused("population = { managers = 100_000_000 }\nties.inside = 10_000"), @r"
        test.toml:1:27: 100000000 managers with 8 relationships each over 260 weeks would need about 18 TiB of memory
          help: at most 1.0 TiB: fewer managers, relationships, ties, offices or weeks
        ");
    }
}
