//! What the report says and does not say, on made-up runs.

use std::path::Path;

use super::*;
use crate::chart::draw_story;
use crate::story::data::Estimate;
use crate::story::synthetic::{MadeUpRun, story};
use crate::story::{change, finding, footprints, wave};

fn all_sentences(story: &Story) -> String {
    let parts = [
        finding::darkness(story),
        finding::paradox(story),
        finding::effects(story),
        finding::practices(story),
        finding::transmissions(story),
        finding::exposure(story),
        finding::latent(story),
        finding::onsets(story),
        finding::groups(story),
        wave::wave(story),
        footprints::said(story),
        change::confidence(story),
    ];
    parts.concat().join("\n")
}

fn report(story: &Story, folder: &Path) -> String {
    let charts = draw_story(story, &folder.join("charts")).expect("is drawn");
    let path = folder.join("report.html");
    write_story(story, &charts, &path).expect("is written");
    std::fs::read_to_string(path).expect("is read")
}

#[test]
fn sentences_of_a_run_with_thirty_seeds() {
    insta::assert_snapshot!(all_sentences(&story(&MadeUpRun::default())));
}

#[test]
fn one_seed_makes_no_claim_about_change() {
    let said = all_sentences(&story(&MadeUpRun { seeds: 1, ..MadeUpRun::default() }));
    insta::assert_snapshot!(said);
    assert!(!said.contains(" rose ") && !said.contains(" fell "), "{said}");
}

#[test]
fn a_run_in_which_nothing_is_defined_says_so() {
    let mut bare = story(&MadeUpRun { weeks: 3, managers: 2, firms: 1, ..MadeUpRun::default() });
    for course in bare.series.values_mut() {
        course.fill(Estimate::UNDEFINED);
    }
    bare.gap.clear();
    bare.changes.clear();
    bare.totals.clear();
    bare.ways.clear();
    bare.exposure.clear();
    bare.groups.clear();
    bare.onsets = None;
    bare.spread = Default::default();
    bare.footprints.clear();
    insta::assert_snapshot!(all_sentences(&bare));
}

#[test]
fn small_and_unclear_changes_are_not_sold_as_findings() {
    let mut still = story(&MadeUpRun::default());
    let little = Estimate { mean: 0.004, low: 0.002, high: 0.006 };
    let unclear = Estimate { mean: 0.03, low: -0.01, high: 0.07 };
    still.changes = [("dark_share".into(), little), ("value".into(), unclear)].into();
    let said = finding::darkness(&still).join("\n");
    assert!(said.contains("changed little: by +0.4 percentage points"), "{said}");
    assert!(said.contains("no clear change"), "{said}");
}

#[test]
fn names_from_files_cannot_become_markup() {
    let mut sly = story(&MadeUpRun { weeks: 60, managers: 20, firms: 2, ..MadeUpRun::default() });
    let evil = "<script>alert(1)</script>\"'&";
    sly.scenario = evil.into();
    sly.question = evil.into();
    sly.look_at = evil.into();
    sly.version = evil.into();
    sly.digest = evil.into();
    for practice in &mut sly.practices {
        let course = sly.series.remove(&format!("use_{}", practice.name)).expect("was made");
        practice.name = format!("{evil}{}", practice.name);
        sly.series.insert(format!("use_{}", practice.name), course);
    }
    for (n, firm) in sly.firms.iter_mut().enumerate() {
        (firm.name, firm.organisation) = (format!("{evil}{n}"), format!("{evil} lever {n}"));
    }
    for row in &mut sly.groups {
        row.member = format!("{evil}{}", row.member);
    }
    let folder = tempfile::tempdir().expect("a temporary directory");
    let page = report(&sly, folder.path());
    assert!(!page.contains("<script") && page.contains("&lt;script&gt;"));
}

#[test]
fn the_page_stands_alone_and_is_well_formed() {
    let folder = tempfile::tempdir().expect("a temporary directory");
    let page = report(&story(&MadeUpRun::default()), folder.path());
    for outside in ["src=\"http", "href=\"", "url(", "@import", "<script", "<link"] {
        assert!(!page.contains(outside), "the page refers to something outside: {outside}");
    }
    assert!(page.contains("SIL Open Font License"));
    assert!(page.len() < 2_200_000, "{} bytes", page.len());
    // Every element that is opened is closed: once its void elements are closed too, the page is XML.
    let page = page.strip_prefix("<!DOCTYPE html>").expect("is HTML");
    let void = |tag: &&str| ["meta ", "img ", "br>"].iter().any(|name| tag.starts_with(name));
    let xml: Vec<String> =
        page.split('<').map(|tag| if void(&tag) { tag.replacen('>', "/>", 1) } else { tag.to_owned() }).collect();
    let xml = xml.join("<");
    roxmltree::Document::parse(&xml).expect("is well formed");
    assert!(!folder.path().join("report.html.part").exists());
}

#[test]
#[ignore = "writes reports of made-up runs below the directory that PICTURES names, to be looked at"]
fn look() {
    let Some(out) = std::env::var_os("PICTURES") else { return };
    for (name, seeds) in [("one", 1), ("thirty", 30), ("thousand", 1_000)] {
        report(&story(&MadeUpRun { seeds, ..MadeUpRun::default() }), &Path::new(&out).join(name));
    }
}
