//! What `show` prints: every parameter with its unit, every practice, in a fixed order.

use std::path::Path;

use darkside::scenario::{Request, load, read, to_json, to_toml};

#[test]
fn the_baseline_in_full() {
    insta::assert_snapshot!(to_toml(&load(&Request::of("baseline")).unwrap()));
}

#[test]
fn firms_and_interventions_show_what_distinguishes_them() {
    let text = r#"
        name = "short"
        question = "Does \"it\" print?"
        [population]
        firms = 4
        [catalogue]
        only = ["side_favours"]
        [[firm]]
        [[firm]]
        name = "Zeta"
        preset = "operating_level"
        resources = 1
        set = { "lapse.drift" = inf, "enablers.scruples" = 0.5 }
        [[intervention]]
        week = 160
        act = "introduce"
        practices = ["side_favours"]
        managers = 5
        [[intervention]]
        week = 156
        firms = ["Zeta", "D"]
        set = { "programme.filter" = 0.9, "dark_side.harm.conflict" = 1 }
    "#;
    let scenario = read("short.toml", text, Path::new(""), &[]).unwrap();
    let shown = to_toml(&scenario);
    let (head, tail) = (&shown[..shown.find("\n#").unwrap()], &shown[shown.find("[catalogue]").unwrap()..]);
    insta::assert_snapshot!(format!("{head}\n…\n{tail}"));
    insta::assert_snapshot!(serde_json::to_string_pretty(&to_json(&scenario)["firm"]).unwrap());
}
