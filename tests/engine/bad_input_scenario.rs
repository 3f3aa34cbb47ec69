//! What the reader says about bad scenarios, and that no text makes it panic.

use std::fmt::Write;
use std::path::Path;

use darkside::error::Fault;
use darkside::scenario::{Request, load, read};
use proptest::prelude::*;

/// What is wrong, and a scenario with that fault.
const BAD: &[(&str, &str)] = &[
    ("empty", ""),
    ("only a comment", "# nothing\n"),
    ("no TOML", "[run\nweeks = 3"),
    ("a key twice", "[run]\nweeks = 3\nweeks = 4"),
    ("an unclosed string", "question = \"what"),
    ("a number too large for TOML", "[lapse]\ndrift = 1e999"),
    ("a whole number too large for TOML", "[run]\nseed = 9223372036854775808"),
    ("an unknown key", "[contagion]\nspontanous = 0.1"),
    ("a key of another group", "[contagion]\ndrift = 0.1"),
    ("an unknown key like none", "[contagion]\nzzz = 0.1"),
    ("an unknown group", "[contagoin]\nspontaneous = 0.1"),
    ("an unknown top-level key", "zzz = 1"),
    ("a parameter outside its group", "weeks = 3"),
    ("a group that is no table", "contagion = 3"),
    ("a word for a number", "[dark_side]\ngrowth = \"high\""),
    ("a number for a switch", "[run]\nrelationship_step = 2"),
    ("a fraction for a count", "[population]\nmanagers = 3.5"),
    ("a date", "[dark_side]\ngrowth = 2026-01-01"),
    ("a word that is none of the choices", "[contagion]\nrule = \"treshold\""),
    ("a probability above 1", "[people]\nturnover = 1.5"),
    ("a negative hazard", "[contagion]\nspontaneous = -0.1"),
    ("NaN", "[contagion]\nspontaneous = nan"),
    ("infinity where none makes sense", "[dark_side]\ngrowth = inf"),
    ("a hazard beyond single precision", "[lapse]\ndrift = 1e300"),
    ("a list that is too short", "[closeness]\nmotivator = [1.0]"),
    ("a wrong item of a list", "[closeness]\nmotivator = [1.0, \"a\"]"),
    ("an unknown effect", "[dark_side]\nharm = { oportunism = 0.3 }"),
    ("an effect out of range", "[dark_side]\nharm.conflict = -1"),
    ("a number for all effects", "[dark_side]\nharm = 0.3"),
    ("a distribution without shapes", "[enablers]\nscruples = { scale = 1 }"),
    ("a distribution with a shape of 0", "[enablers]\nscruples = { beta = [0, 1] }"),
    ("a distribution that leaves the range", "[enablers]\nscruples = { beta = [2, 1], scale = 2 }"),
    ("an unknown key of a distribution", "[enablers]\nscruples = { beta = [2, 1], scala = 2 }"),
    ("zero managers", "[population]\nmanagers = 0"),
    ("an empty portfolio", "[population]\nportfolio = 0"),
    ("more firms than managers", "[population]\nfirms = 7\nmanagers = 6"),
    ("more firms than managers by entries", "[population]\nmanagers = 1\n[[firm]]\n[[firm]]"),
    ("offset above onset", "[dark_side]\noffset = 0.6"),
    ("an unknown graph", "ties.graph = \"lattice\""),
    ("a ring with an odd number of contacts", "ties = { graph = \"ring\", degree = 5 }"),
    ("a ring with a fraction of a contact", "ties = { graph = \"ring\", degree = 2.5 }"),
    ("more contacts than managers", "ties = { graph = \"poisson\", degree = 300 }"),
    ("more contacts than managers by default", "ties.graph = \"ring\"\npopulation = { managers = 8, firms = 1 }"),
    ("more memory than there is", "[population]\nmanagers = 100_000_000\nportfolio = 1000"),
    ("seeds beyond the last one", "[run]\nseed = 9223372036854775800"),
    ("a practice without a name", "[[practice]]\npush = 1"),
    ("a practice named twice", "[[practice]]\nname = \"a\"\n[[practice]]\nname = \"a\""),
    ("a practice that cannot be a column", "[[practice]]\nname = \"a b\""),
    ("an unknown field of a practice", "[[practice]]\nname = \"a\"\nbenefits = [1, 2, 3, 4]"),
    ("a practice in single brackets", "[practice]\nname = \"a\""),
    ("practices that are no tables", "practice = [1]"),
    ("a safeguard without governance", "[[practice]]\nname = \"a\"\nclass = \"safeguard\""),
    ("governance without a safeguard", "[[practice]]\nname = \"a\"\ngovernance = \"formal\""),
    ("an unknown class", "[[practice]]\nname = \"a\"\nclass = \"best practice\""),
    ("an empty catalogue", "[catalogue]\nonly = []"),
    ("an unknown practice in the catalogue", "[catalogue]\nonly = [\"side_favors\"]"),
    ("a practice twice in the catalogue", "[catalogue]\nonly = [\"side_favours\", \"side_favours\"]"),
    ("an unknown key of the catalogue", "[catalogue]\nolny = []"),
    ("an unknown preset", "[[firm]]\npreset = \"top_managment\""),
    ("a lever above 1", "[[firm]]\nteamwork = 1.2"),
    ("an unknown lever", "[[firm]]\nteam_work = 0.2"),
    ("a parameter of a firm outside set", "[[firm]]\nprogramme.filter = 0.9"),
    ("an unknown parameter of a firm", "[[firm]]\nset = { \"programme.filtre\" = 0.9 }"),
    ("a firm's own run length", "[[firm]]\nset = { \"run.weeks\" = 9 }"),
    ("a firm's own obsolescence", "[[firm]]\nset = { \"triggers.obsolescence\" = 0 }"),
    ("a firm's own practice", "[[firm]]\nset = { \"practice.side_favours.push\" = 0 }"),
    ("a firm's offset above its onset", "[[firm]]\nset = { \"dark_side.onset\" = 0.1 }"),
    ("two firms of one name", "[[firm]]\nname = \"X\"\n[[firm]]\nname = \"X\""),
    ("a firm with another's letter", "[[firm]]\nname = \"B\"\n[[firm]]"),
    ("more entries than firms", "[population]\nfirms = 1\n[[firm]]\n[[firm]]"),
    ("an intervention without a week", "[[intervention]]\nact = \"trace\""),
    ("an intervention in week 0", "[[intervention]]\nweek = 0\nact = \"trace\""),
    ("an intervention after the last week", "[[intervention]]\nweek = 261\nact = \"trace\""),
    ("an intervention that does nothing", "[[intervention]]\nweek = 9"),
    (
        "an intervention that does two things",
        "[[intervention]]\nweek = 9\nact = \"trace\"\nset = { \"lapse.audit\" = 1 }",
    ),
    ("an unknown act", "[[intervention]]\nweek = 9\nact = \"introduse\""),
    ("an unknown key of an intervention", "[[intervention]]\nweek = 9\nsett = { \"lapse.audit\" = 1 }"),
    ("a key that the act does not take", "[[intervention]]\nweek = 9\nact = \"trace\"\nshare = 0.5"),
    ("an act that lacks a key", "[[intervention]]\nweek = 9\nact = \"train\"\npractices = [\"side_favours\"]"),
    (
        "an unknown practice in an act",
        "[[intervention]]\nweek = 9\nact = \"train\"\nshare = 1\npractices = [\"side_favour\"]",
    ),
    ("an unknown firm", "[[intervention]]\nweek = 9\nact = \"trace\"\nfirms = [\"Z\"]"),
    ("no firms", "[[intervention]]\nweek = 9\nact = \"trace\"\nfirms = []"),
    ("a share above 1", "[[intervention]]\nweek = 9\nact = \"rotate\"\nshare = 50"),
    ("meetings of nobody", "[[intervention]]\nweek = 9\nact = \"meetings\"\nshare = 0\nweeks = 4"),
    ("lessons for none", "[[intervention]]\nweek = 9\nact = \"train\"\nshare = 0.0\npractices = [\"side_favours\"]"),
    ("one office to merge", "[[intervention]]\nweek = 9\nact = \"merge_offices\"\noffices = [1]"),
    ("an office twice", "[[intervention]]\nweek = 9\nact = \"merge_offices\"\noffices = [1, 1]"),
    ("an office that is not there", "[[intervention]]\nweek = 9\nact = \"transfer\"\nmanagers = 3\noffice = 3"),
    ("an office by name", "[[intervention]]\nweek = 9\nact = \"transfer\"\nmanagers = 3\noffice = \"north\""),
    ("meetings without end", "[[intervention]]\nweek = 9\nact = \"meetings\"\nshare = 0.5"),
    ("meetings of no week", "[[intervention]]\nweek = 9\nact = \"meetings\"\nshare = 0.5\nweeks = 0"),
    (
        "more managers than there are",
        "[[intervention]]\nweek = 9\nact = \"introduce\"\npractices = [\"side_favours\"]\nmanagers = 51\nfirms = [\"A\"]",
    ),
    (
        "a manager who does not exist",
        "[[intervention]]\nweek = 9\nact = \"introduce\"\npractices = [\"side_favours\"]\nmanagers = [300]",
    ),
    (
        "a manager of another firm",
        "[[intervention]]\nweek = 9\nact = \"introduce\"\npractices = [\"side_favours\"]\nmanagers = [50]\nfirms = [\"A\"]",
    ),
    ("an unknown parameter in a patch", "[[intervention]]\nweek = 9\nset = { \"programm.filter\" = 0.9 }"),
    ("a patch out of range", "[[intervention]]\nweek = 9\nset = { \"programme.filter\" = 9 }"),
    ("a patch of what is fixed", "[[intervention]]\nweek = 9\nset = { \"population.managers\" = 9 }"),
    (
        "a patch for firms of what is everybody's",
        "[[intervention]]\nweek = 9\nfirms = [\"A\"]\nset = { \"triggers.obsolescence\" = 0 }",
    ),
    (
        "a patch of a practice's class",
        "[[intervention]]\nweek = 9\nset = { \"practice.side_favours.class\" = \"benign\" }",
    ),
    ("a patch of an unknown practice", "[[intervention]]\nweek = 9\nset = { \"practice.side.push\" = 1 }"),
    ("a patch of an unknown field", "[[intervention]]\nweek = 9\nset = { practice.side_favours.pull = 1 }"),
    (
        "patches that cross each other",
        "[[intervention]]\nweek = 9\nset = { \"dark_side.onset\" = 0.4 }\n[[intervention]]\nweek = 8\nset = { \"dark_side.offset\" = 0.45 }",
    ),
    ("a name that is a path", "name = \"../x\""),
    ("extends something unknown", "extends = \"isolatd\""),
    ("two kinds of network files", "[ties]\nmanagers = \"a.csv\"\ngraphml = \"b.graphml\""),
    ("managers without ties", "[ties]\nmanagers = \"a.csv\""),
    ("layers without a network", "[ties]\nlayers = { advice = 1 }"),
    ("no name of a file", "[ties]\nedges = \"\""),
    ("a number for a file", "[ties]\nedges = 3"),
    ("no layers", "[ties]\nedges = \"a\"\nlayers = {}"),
    ("a negative layer", "[ties]\nedges = \"a\"\nlayers = { advice = -1 }"),
    ("an unknown key of ties", "[ties]\nmanager = \"a.csv\""),
];

/// `--set` arguments that are wrong.
const BAD_ARGUMENTS: &[&str] = &[
    "contagion.programme",
    "contagion.programme=",
    "contagion.programe=0.03",
    "contagion.programme=0.03x",
    "contagion.programme=high",
    "contagion.rule=hazzard",
    "contagion..programme=1",
    "=1",
    "contagion=1",
    "practice.side_favors.push=1",
    "practice.side_favours=1",
    "practice.side_favours.load.conflikt=1",
    "dark_side.harm.conflict.x=1",
    "dark_side.growth.x=1",
    "run.weeks=[1",
    "extends=isolated",
    "darkside.growht=1",
    "name=a/b",
    "people.turnover=nan",
];

#[test]
fn every_kind_of_bad_scenario_gets_one_clear_message() {
    let mut all = String::new();
    for (what, text) in BAD {
        let error = read("test.toml", text, Path::new(""), &[]).expect_err(what);
        assert_eq!(error.fault(), Fault::Input, "{what}");
        assert!(error.place().is_some(), "{what} is somewhere: {error}");
        writeln!(all, "{what}\n  {error}\n").unwrap();
    }
    insta::assert_snapshot!(all);
}

#[test]
fn every_kind_of_bad_override_points_into_the_argument() {
    let mut all = String::new();
    for argument in BAD_ARGUMENTS {
        let set = [(*argument).to_string()];
        let error = load(&Request { set: &set, ..Request::of("baseline") }).expect_err(argument);
        assert_eq!(error.place().expect("a place").source.name, "--set", "{argument}");
        writeln!(all, "{argument}\n  {error}\n").unwrap();
    }
    insta::assert_snapshot!(all);
}

#[test]
fn more_practices_than_bits_are_refused() {
    let text: String = (0..21).map(|i| format!("[[practice]]\nname = \"p{i}\"\n")).collect();
    let error = read("test.toml", &text, Path::new(""), &[]).unwrap_err();
    insta::assert_snapshot!(error, @r#"
    test.toml:42:8: 33 practices are too many: at most 32
      help: keep a selection with [catalogue] only = ["…"]
    "#);
    let fits: String = (0..20).map(|i| format!("[[practice]]\nname = \"p{i}\"\n")).collect();
    assert!(read("test.toml", &fits, Path::new(""), &[]).is_ok(), "12 of the baseline and 20 more are 32");
}

#[test]
fn files_that_cannot_be_scenarios() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| std::fs::write(folder.path().join(name), bytes).unwrap();
    write("empty.toml", b"");
    write("latin.toml", b"question = 'a'\nlook_at = 'caf\xe9'\n");
    write("self.toml", b"extends = 'self.toml'\n");
    write("one.toml", b"extends = './two.toml'\n");
    write("two.toml", b"question = 'x'\nextends = 'one.toml'\n");
    write("missing_parent.toml", b"\nextends = 'nowhere.toml'\n");
    write("bad_parent.toml", b"extends = 'latin.toml'\n");
    std::fs::create_dir(folder.path().join("folder.toml")).unwrap();
    let mut all = String::new();
    for name in [
        "empty.toml",
        "latin.toml",
        "self.toml",
        "one.toml",
        "missing_parent.toml",
        "bad_parent.toml",
        "folder.toml",
        "isolatd.toml",
    ] {
        let path = folder.path().join(name);
        let error = load(&Request::of(path.to_str().unwrap())).unwrap_err();
        let code = if error.fault() == Fault::Input { 2 } else { 1 };
        writeln!(all, "{name} (exit code {code})\n  {error}\n").unwrap();
    }
    for name in ["isolate", "zebra", ""] {
        writeln!(all, "{name:?}\n  {}\n", load(&Request::of(name)).unwrap_err()).unwrap();
    }
    insta::assert_snapshot!(all.replace(folder.path().to_str().unwrap(), "FOLDER"));
}

/// A scenario with some of everything, to be damaged.
const RICH: &str = r#"
question = "What?"
extends = "isolated"
[population]
firms = 3
managers = 30
[enablers]
scruples = { beta = [1, 3], scale = 0.5 }
[dark_side]
harm = { conflict = 0.9 }
[[practice]]
name = "new-one"
class = "malpractice"
load = { opportunism = 0.5 }
benefit = [0.1, 0.2, -0.3, 0]
[catalogue]
only = ["new-one", "side_favours"]
[[firm]]
name = "X"
preset = "laissez_faire"
set = { "programme.filter" = 0.9 }
[[intervention]]
week = 156
firms = ["X", "B"]
set = { "lapse.audit" = inf }
[[intervention]]
week = 157
act = "introduce"
practices = ["new-one"]
managers = [1, 2]
share = 0.5
"#;

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_makes_the_reader_panic(text in any::<String>()) {
        let _ = read("test", &text, Path::new(""), &[]);
    }

    #[test]
    fn no_argument_makes_the_reader_panic(path in "[a-z_.]{0,20}", value in any::<String>()) {
        let _ = read("test", "question = 'x'", Path::new(""), &[format!("{path}={value}"), value]);
    }

    /// Every parameter takes or refuses any kind of value; the message has a position; what is accepted can be shown
    /// and read back.
    #[test]
    fn any_value_for_any_parameter_is_taken_or_refused(
        index in 0..darkside::parameter::CATALOGUE.len(),
        value in prop_oneof![
            Just("inf"), Just("nan"), Just("-inf"), Just("true"), Just("[]"), Just("[1, 2]"), Just("[1, 2, 3, 4]"), Just("{}"),
            Just("1979-05-27"), Just("''"), Just("'none'"), Just("-9223372036854775808"), Just("9223372036854775807"),
            Just("1e308"), Just("-1e308"), Just("1e-320"), Just("0"), Just("1"), Just("0.3"), Just("{ beta = [1, 1] }"), Just("{ conflict = 1 }"),
            Just("-0.0"),
        ].prop_map(str::to_owned).boxed(),
    ) {
        let path = darkside::parameter::CATALOGUE[index].path;
        // Small enough to build whatever the number of firms.
        match read("test", "question = 'x'", Path::new(""), &[format!("{path}={value}")]) {
            Ok(scenario) => {
                let shown = darkside::scenario::to_toml(&scenario);
                prop_assert_eq!(read("test", &shown, Path::new(""), &[]).unwrap(), scenario);
            }
            Err(error) => prop_assert!(error.place().is_some(), "{}={}: {}", path, value, error),
        }
    }

    /// A part of the text is replaced by other text, mostly by pieces of the scenario itself.
    #[test]
    fn no_damaged_scenario_makes_the_reader_panic(
        from in 0..RICH.len(), length in 0..40_usize, piece in 0..RICH.len(), piece_length in 0..40_usize, junk in ".{0,3}",
    ) {
        let end = (from + length).min(RICH.len());
        let piece_end = (piece + piece_length).min(RICH.len());
        let text = format!("{}{}{}{}", &RICH[..from], &RICH[piece..piece_end], junk, &RICH[end..]);
        let _ = read("test", &text, Path::new(""), &[]);
    }
}
