//! One scenario, one seed: from TOML to numbers.
//!
//! `cargo run --example first_run`

use std::path::Path;

use darkside::record::metrics;
use darkside::run::run;
use darkside::scenario::read;

/// Only the differences from the baseline.
const SCENARIO: &str = r#"
question = "What does auditing the key accounts of a small firm change?"
run = { weeks = 104 }
population = { firms = 1, managers = 20 }
lapse = { audit = 0.05 }
"#;

fn main() -> darkside::error::Result<()> {
    let scenario = read("audited.toml", SCENARIO, Path::new(""), &[])?;
    let record = run(&scenario, 1, false);

    for (metric, series) in metrics(&scenario.practices).iter().zip(&record.series) {
        if ["dark_share", "value", "visible_value"].contains(&metric.name.as_str()) {
            println!(
                "{:13} week 0: {:.3}   week 104: {:.3}   ({})",
                metric.name, series[0], series[104], metric.meaning
            );
        }
    }
    println!("{} adoptions, the first of them:", record.ledger.len());
    for adoption in record.ledger.iter().take(5) {
        let practice = &scenario.practices[usize::from(adoption.practice)].name;
        println!("  week {}: manager {} takes up {practice}", adoption.week, adoption.target.manager);
    }
    Ok(())
}
