//! The known cases, as `darkside selftest` runs them.

use darkside::selftest::{FAMILIES, Finding, Options, prepare, run};

fn findings(options: &Options<'_>) -> Vec<Finding> {
    let cases = prepare(options).unwrap_or_else(|error| panic!("{error}"));
    run(&cases, 2, &|_| ())
}

#[test]
fn the_quick_selftest_passes() {
    let findings = findings(&Options { quick: true, ..Options::default() });
    for finding in &findings {
        println!(
            "{} | {} | {} | {:.5} | {:.5} ± {:.5} | z {:.2} | {} runs",
            finding.family,
            finding.setting,
            finding.quantity.name,
            finding.quantity.expected,
            finding.got,
            finding.standard_error,
            finding.z,
            finding.runs
        );
    }
    let failed: Vec<&Finding> = findings.iter().filter(|finding| !finding.passes).collect();
    assert!(failed.is_empty(), "{failed:#?}");
    assert!(findings.len() > 30);
}
