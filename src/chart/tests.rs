//! Draws every picture for runs of every kind: nothing panics, and no text is cut off or overlaps another.

use super::layout::Rect;
use super::paper::{Down, Drawing, Text, Type, svg, width};
use super::*;
use crate::archive::PracticeName;
use crate::story::data::{Estimate, Firm};
use crate::story::synthetic::{MadeUpRun, story};
use darkside_engine::practice::Class;

/// A wide variety of runs, by name.
fn runs() -> Vec<(&'static str, Story)> {
    let with = |change: fn(&mut MadeUpRun)| {
        let mut shape = MadeUpRun::default();
        change(&mut shape);
        story(&shape)
    };
    let mut changed = story(&MadeUpRun::default());
    changed.interventions = vec![156, 200];
    for (firm, preset) in changed.firms.iter_mut().zip([
        "laissez_faire",
        "operating_level",
        "middle_management",
        "top_management",
        "cross_functional",
        "",
    ]) {
        firm.organisation = preset.into();
    }
    vec![
        ("thirty_seeds", story(&MadeUpRun::default())),
        ("one_seed", with(|shape| shape.seeds = 1)),
        ("thousand_seeds", with(|shape| shape.seeds = 1_000)),
        ("presets", changed),
        ("three_weeks", with(|shape| (shape.weeks, shape.managers, shape.firms, shape.seeds) = (3, 10, 1, 1))),
        ("one_manager", with(|shape| (shape.weeks, shape.managers, shape.firms) = (1, 1, 1))),
        ("law_firm", with(|shape| (shape.managers, shape.firms) = (71, 1))),
        ("many_managers", with(|shape| shape.managers = 1_250)),
        ("many_firms", with(|shape| (shape.managers, shape.firms) = (300, 30))),
        ("long_run", with(|shape| (shape.weeks, shape.managers) = (5_200, 20))),
        ("many_practices", with(many_practices)),
        ("long_names", long_names()),
        ("undefined", undefined()),
    ]
}

fn many_practices(shape: &mut MadeUpRun) {
    let class = |n: usize| Class::ALL[if n < 20 { 0 } else { 1 + n % 3 }].name().to_owned();
    let practice = |n| PracticeName { name: format!("practice_number_{n}_of_thirty_two"), class: class(n) };
    shape.practices = (0..32).map(practice).collect();
}

fn long_names() -> Story {
    let mut long = story(&MadeUpRun::default());
    let name = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft <&> \"söhne\"";
    long.scenario = format!("{name} {name}");
    for (n, firm) in long.firms.iter_mut().enumerate() {
        *firm = Firm { name: format!("{name} {n}"), organisation: format!("{name} lever {n}") };
    }
    for row in &mut long.groups {
        row.member = format!("{name} {}", row.member.bytes().map(|byte| byte - b'A').sum::<u8>());
    }
    for practice in &mut long.practices {
        let course = long.series.remove(&format!("use_{}", practice.name)).expect("was made");
        practice.name = format!("{} {name}", practice.name);
        long.series.insert(format!("use_{}", practice.name), course);
    }
    long
}

/// Every second stretch of each metric is undefined, and one metric throughout; only the series is recorded.
fn undefined() -> Story {
    let mut bare = story(&MadeUpRun::default());
    for (n, course) in bare.series.values_mut().enumerate() {
        for (week, estimate) in course.iter_mut().enumerate() {
            if week / 20 % 2 == 1 || n == 4 {
                *estimate = Estimate::UNDEFINED;
            }
        }
    }
    bare.spread = Default::default();
    bare.footprints.clear();
    bare.gap = vec![Estimate::UNDEFINED; 261];
    (bare.adoptions, bare.onsets) = (None, None);
    bare.ledger.clear();
    bare.moments.clear();
    bare.groups.clear();
    bare
}

fn drawings(story: &Story) -> Vec<(&'static str, Drawing)> {
    ALL.iter().filter_map(|chart| (chart.draw)(story).ok().map(|drawing| (chart.name, drawing))).collect()
}

/// The rectangle that a text occupies, in the drawing's units.
fn bounds(text: &Text) -> Rect {
    let (along, down) = text.start();
    let Type { size, weight, upwards, .. } = text.kind;
    let (_, capitals) = Text { kind: Type { down: Down::Top, ..text.kind }, ..text.clone() }.start();
    // Letters such as g reach below the baseline.
    let (up, high) = (down - capitals, capitals + 0.21 * size);
    let wide = width(&text.words, size, weight);
    let (x, y) = (f64::from(text.at.0), f64::from(text.at.1));
    match upwards {
        true => Rect { x: x + up, y: y - along - wide, w: high, h: wide },
        false => Rect { x: x + along, y: y + up, w: wide, h: high },
    }
}

#[test]
fn text_stays_inside_the_picture_and_does_not_overlap() {
    let mut faults = Vec::new();
    for (run, story) in runs() {
        for (chart, drawing) in drawings(&story) {
            let sheet = Rect { x: 0.0, y: 0.0, w: f64::from(drawing.width), h: f64::from(drawing.height) };
            let texts: Vec<_> = drawing.texts().map(|text| (text.words.clone(), bounds(text))).collect();
            for (n, (words, bounds)) in texts.iter().enumerate() {
                if !sheet.holds(bounds) {
                    faults.push(format!("{run}/{chart}: '{words}' is cut off: {bounds:?}"));
                }
                for (other, there) in &texts[n + 1..] {
                    if bounds.overlaps(there) {
                        faults.push(format!("{run}/{chart}: '{words}' and '{other}' overlap"));
                    }
                }
            }
        }
    }
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn every_picture_is_well_formed_svg_without_outside_references() {
    for (run, story) in runs() {
        for (chart, drawing) in drawings(&story) {
            let text = svg(&drawing);
            let document = roxmltree::Document::parse(&text).unwrap_or_else(|fault| panic!("{run}/{chart}: {fault}"));
            assert!(text.contains("SIL Open Font License"), "{run}/{chart} does not say whose letters it carries");
            for node in document.descendants() {
                let reference = node.attributes().find(|attribute| attribute.name() == "href");
                assert!(reference.is_none_or(|found| found.value().starts_with('#')), "{run}/{chart}");
            }
        }
    }
}

#[test]
fn a_full_run_gives_every_picture_and_a_bare_one_says_why_not() {
    let names = |story: &Story| drawings(story).into_iter().map(|(name, _)| name).collect::<Vec<_>>();
    let presets = runs().into_iter().find(|(name, _)| *name == "presets").expect("is among them").1;
    assert_eq!(names(&presets), ALL.iter().map(|chart| chart.name).collect::<Vec<_>>());
    assert_eq!(names(&undefined()), ["trajectories", "paradox", "effects", "practices", "phases_alignment"]);
    let network = ALL.iter().find(|chart| chart.name == "network").expect("is in the catalogue");
    assert_eq!((network.draw)(&undefined()).unwrap_err(), "no snapshots were recorded");
}

#[test]
fn files_are_the_same_bytes_every_time_and_leave_nothing_aside() {
    let folder = tempfile::tempdir().expect("a temporary directory");
    let small = story(&MadeUpRun { weeks: 20, managers: 12, firms: 2, ..MadeUpRun::default() });
    let read = |sub: &str| {
        let out = folder.path().join(sub);
        draw_story(&small, &out).expect("is written");
        let mut files: Vec<_> =
            std::fs::read_dir(&out).expect("is there").map(|entry| entry.expect("is read").path()).collect();
        files.sort();
        files
            .iter()
            .map(|path| (path.file_name().map(std::ffi::OsStr::to_owned), std::fs::read(path).expect("is read")))
            .collect::<Vec<_>>()
    };
    let (one, other) = (read("one"), read("other"));
    assert!(one == other, "two drawings of one run differ");
    assert!(one.iter().all(|(name, bytes)| !bytes.is_empty()
        && !name.as_ref().is_some_and(|name| name.to_string_lossy().ends_with(".part"))));
}

#[test]
fn one_picture_is_drawn_by_its_name() {
    let (_, story) = &runs()[0];
    let expected = drawings(story).into_iter().find(|(name, _)| *name == "paradox").unwrap().1;
    assert_eq!(super::svg(story, "paradox").unwrap(), super::paper::svg(&expected));
    let error = super::svg(story, "paradoxon").unwrap_err();
    assert!(error.advice().unwrap().contains("paradox, "), "{error}");
}

#[test]
fn pictures_carry_the_fonts_licence() {
    let folder = tempfile::tempdir().expect("a temporary directory");
    let small = story(&MadeUpRun { weeks: 20, managers: 12, firms: 2, ..MadeUpRun::default() });
    for drawn in draw_story(&small, folder.path()).expect("is written") {
        let Files::Written { png, .. } = drawn.files else { continue };
        let bytes = std::fs::read(png).expect("is read");
        let notice = b"SIL Open Font License";
        assert!(bytes.windows(notice.len()).any(|window| window == notice), "{}", drawn.name);
    }
}

#[test]
#[ignore = "writes every picture of every made-up run below the directory that PICTURES names, to be looked at"]
fn look() {
    let Some(out) = std::env::var_os("PICTURES") else { return };
    for (run, story) in runs() {
        draw_story(&story, &Path::new(&out).join(run)).expect("is written");
    }
}
