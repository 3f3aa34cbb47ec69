//! Whole organisations: the same network, whatever the order of rows and the format of the file.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use darkside::network::{Files, Network, import, summary};
use proptest::prelude::*;
use tempfile::TempDir;

#[path = "../../examples/make_network.rs"]
#[allow(dead_code)]
mod make_network;

/// An organisation as somebody might write it down: an id, a firm, an office, years; then ties.
#[derive(Clone, Debug)]
struct Written {
    managers: Vec<[String; 4]>,
    ties: Vec<[String; 4]>,
}

impl Written {
    fn csv(&self, folder: &Path) -> Files {
        let mut managers = String::from("id,firm,office,tenure_years\n");
        let mut ties = String::from("source,target,layer,weight\n");
        for (rows, text) in [(&self.managers, &mut managers), (&self.ties, &mut ties)] {
            for row in rows {
                writeln!(text, "{}", row.join(",")).unwrap();
            }
        }
        Files {
            managers: Some(write(folder, "managers.csv", &managers)),
            ties: Some(write(folder, "ties.csv", &ties)),
            ..Files::default()
        }
    }

    fn graphml(&self, folder: &Path) -> Files {
        let mut text = String::from("<graphml xmlns='http://graphml.graphdrawing.org/xmlns'>\n");
        for (key, element, name) in [
            ("d0", "node", "firm"),
            ("d1", "node", "office"),
            ("d2", "node", "tenure_years"),
            ("d3", "edge", "layer"),
            ("d4", "edge", "weight"),
        ] {
            writeln!(text, "<key id='{key}' for='{element}' attr.name='{name}'/>").unwrap();
        }
        text += "<graph edgedefault='directed'>\n";
        // Edges first: a node may be declared after its edges.
        for [source, target, layer, weight] in &self.ties {
            let data = format!("<data key='d3'>{layer}</data><data key='d4'>{weight}</data>");
            writeln!(text, "<edge source='{source}' target='{target}'>{data}</edge>").unwrap();
        }
        for [id, firm, office, years] in &self.managers {
            let data =
                format!("<data key='d1'>{office}</data><data key='d0'>{firm}</data><data key='d2'>{years}</data>");
            writeln!(text, "<node id='{id}'>{data}</node>").unwrap();
        }
        text += "</graph></graphml>\n";
        Files { graphml: Some(write(folder, "graph.graphml", &text)), ..Files::default() }
    }

    /// Leaves out what an edge list cannot hold; `ties` must be of one layer.
    fn edges(&self, folder: &Path) -> Files {
        let lines = self.ties.iter().map(|[source, target, _, weight]| format!("{source}\t{target}  {weight}\n"));
        Files { edges: Some(write(folder, "edges.txt", &lines.collect::<String>())), ..Files::default() }
    }
}

fn write(folder: &Path, name: &str, text: &str) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, text).unwrap();
    path
}

/// Up to 12 managers, ties of up to three layers, everything in random order.
fn written() -> impl Strategy<Value = Written> {
    let firms = prop::sample::select(vec!["B", "A2", "A10"]);
    let offices = prop::sample::select(vec!["", "north", "south"]);
    let years = prop::sample::select(vec!["", "0.1", "12", "3.7"]);
    let manager = (firms, offices, years).prop_map(|(firm, office, years)| [firm, office, years].map(str::to_owned));
    let weights = prop::sample::select(vec!["", "1", "0.1", "0.7", "1e-3", "123.456"]);
    let tie = (0..12usize, 0..12usize, 0..3usize, weights);
    (prop::collection::vec(manager, 12), prop::collection::vec(tie, 0..80)).prop_flat_map(|(managers, ties)| {
        let managers: Vec<_> = managers
            .into_iter()
            .enumerate()
            .map(|(number, [firm, office, years])| [format!("v{number}"), firm, office, years])
            .collect();
        let mut seen = std::collections::BTreeSet::new();
        let ties: Vec<_> = ties
            .into_iter()
            .filter(|&(source, target, layer, _)| source != target && seen.insert((source, target, layer)))
            .map(|(source, target, layer, weight)| {
                let layer = ["", "advice", "cowork"][layer].to_owned();
                [format!("v{source}"), format!("v{target}"), layer, weight.to_owned()]
            })
            .collect();
        (Just(managers).prop_shuffle(), Just(ties).prop_shuffle())
            .prop_map(|(managers, ties)| Written { managers, ties })
    })
}

/// For equality to the last bit, which `==` on numbers does not test.
fn bits(network: &Network) -> String {
    let weights: Vec<u32> = network.ties.iter().map(|tie| tie.weight.to_bits()).collect();
    // The record of how it was read depends on the files.
    let network = Network { reading: Default::default(), ..network.clone() };
    format!("{network:?} {weights:?}")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn neither_order_nor_format_changes_a_bit(
        (first, second) in written().prop_flat_map(|one| {
            let shuffled = (Just(one.managers.clone()).prop_shuffle(), Just(one.ties.clone()).prop_shuffle());
            (Just(one), shuffled.prop_map(|(managers, ties)| Written { managers, ties }))
        }),
        mixed in any::<bool>(),
    ) {
        let folder = TempDir::new().unwrap();
        let has = |layer: &str| first.ties.iter().any(|tie| tie[2] == layer);
        let layers: Vec<_> = [("cowork", 0.3), ("advice", 0.9)]
            .into_iter()
            .filter(|(layer, _)| mixed && has(layer))
            .map(|(layer, weight)| (layer.to_owned(), weight))
            .collect();
        let network = |files: Files| bits(&import(&Files { layers: layers.clone(), ..files }, None, None).unwrap());
        let reference = network(first.csv(folder.path()));
        prop_assert_eq!(&reference, &network(second.csv(folder.path())));
        prop_assert_eq!(&reference, &network(first.graphml(folder.path())));
        prop_assert_eq!(&reference, &network(second.graphml(folder.path())));
    }

    #[test]
    fn an_edge_list_is_a_table_of_ties_without_layers(one in written()) {
        let ties: Vec<_> = one.ties.into_iter().filter(|tie| tie[2].is_empty()).collect();
        prop_assume!(!ties.is_empty());
        let one = Written { managers: Vec::new(), ties };
        let folder = TempDir::new().unwrap();
        let table = Files { managers: None, ..one.csv(folder.path()) };
        prop_assert_eq!(bits(&import(&table, None, None).unwrap()), bits(&import(&one.edges(folder.path()), None, None).unwrap()));
    }
}

/// What is said of an organisation, without what was read as what.
fn counts(network: &Network) -> String {
    let lines = summary(network).into_iter().filter(|(label, _)| label != "note" && !label.ends_with(".csv"));
    lines.map(|(label, words)| format!("{label}: {words}\n")).collect()
}

#[test]
fn the_shipped_network_is_the_one_that_the_example_makes() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/networks");
    let (managers, ties) = (folder.join("two_suppliers_managers.csv"), folder.join("two_suppliers_ties.csv"));
    let (made_managers, made_ties) = make_network::tables();
    assert_eq!(std::fs::read_to_string(&managers).unwrap().replace("\r\n", "\n"), made_managers);
    assert_eq!(std::fs::read_to_string(&ties).unwrap().replace("\r\n", "\n"), made_ties);

    let files = Files { managers: Some(managers), ties: Some(ties), ..Files::default() };
    insta::assert_snapshot!(counts(&import(&files, None, None).unwrap()), @r"
    managers: 90
    firms: 2
    offices: 5
    ties: 857, 77 % of them returned, 98 % inside a firm
    mean weight: 1.09; the model's own ties weigh 1 in an office, 0.6 in a firm, 0.3 between firms
    components: 1, the largest of 90 managers; 0 without any tie
    layers: advice (449 ties), co_work (486 ties)
    groups: seniority (3 values)
    ");
}

#[test]
fn a_portfolio_may_come_from_a_table() {
    let folder = TempDir::new().unwrap();
    let relationships = "manager,account,closeness\nm2,beta,0.5\nm10,alpha,1\nm2,alpha,\n";
    let files = Files {
        edges: Some(write(folder.path(), "edges.txt", "m10 m2\n")),
        relationships: Some(write(folder.path(), "relationships.csv", relationships)),
        ..Files::default()
    };
    let network = import(&files, None, None).unwrap();
    let found = network.relationships.as_ref().unwrap();
    let found: Vec<_> = found.iter().map(|one| (one.manager, one.account, one.closeness)).collect();
    assert_eq!(found, [(0, 0, None), (0, 1, Some(0.5)), (1, 0, Some(1.0))]);
    assert!(counts(&network).contains("relationships: 3 with 2 accounts\n"));
}

/// The real law firm, if its data are present: `DARKSIDE_DATA`, else `../shared/data`.
fn lazega() -> Option<Files> {
    let data = std::env::var_os("DARKSIDE_DATA")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data"), PathBuf::from);
    let folder = data.join("lazega");
    let (managers, ties) = (folder.join("managers.csv"), folder.join("ties.csv"));
    if !managers.is_file() || !ties.is_file() {
        eprintln!("skipped: no law firm in {}", folder.display());
        return None;
    }
    Some(Files { managers: Some(managers), ties: Some(ties), ..Files::default() })
}

fn with_layers(files: &Files, layers: &[(&str, f32)]) -> Files {
    Files { layers: layers.iter().map(|&(name, weight)| (name.to_owned(), weight)).collect(), ..files.clone() }
}

#[test]
fn a_real_law_firm_is_imported() {
    let Some(files) = lazega() else { return };
    for (layer, ties) in [("advice", 892), ("friendship", 575), ("cowork", 756)] {
        assert_eq!(import(&with_layers(&files, &[(layer, 1.0)]), None, None).unwrap().ties.len(), ties, "{layer}");
    }
    let cowork = import(&with_layers(&files, &[("cowork", 1.0)]), None, None).unwrap().ties;
    let is_tied = |source: u32, target: u32| cowork.iter().any(|tie| (tie.source, tie.target) == (source, target));
    assert!(cowork.iter().all(|tie| is_tied(tie.target, tie.source)), "all ties are returned");

    let network = import(&with_layers(&files, &[("advice", 1.0), ("friendship", 0.5)]), None, None).unwrap();
    let ids: Vec<_> = network.managers.iter().map(|manager| manager.id.clone()).collect();
    assert_eq!(ids, (1..=71).map(|number| format!("v{number}")).collect::<Vec<_>>());
    assert_eq!(network.offices, ["boston", "hartford", "providence"]);
    assert_eq!(network.managers[0].tenure_years, Some(31.0));
    let groups: Vec<_> = network.groups.iter().map(|group| group.name.as_str()).collect();
    assert_eq!(groups, ["age_years", "department", "rank", "seniority_rank"]);
    // v1 asks v17, who is also a friend.
    let tie = network.ties.iter().find(|tie| (tie.source, tie.target) == (0, 16)).unwrap();
    assert_eq!(tie.weight, 1.5);
    insta::assert_snapshot!(counts(&network), @r"
    managers: 71
    firms: 1
    offices: 3
    ties: 1109, 53 % of them returned, 100 % inside a firm
    mean weight: 1.06; the model's own ties weigh 1 in an office, 0.6 in a firm, 0.3 between firms
    components: 1, the largest of 71 managers; 0 without any tie
    layers: advice (892 ties), cowork (756 ties, left out), friendship (575 ties)
    groups: age_years (33 values), department (2 values), rank (2 values), seniority_rank (71 values)
    ");
}

#[test]
fn a_layer_that_the_law_firm_does_not_have_is_an_error() {
    let Some(files) = lazega() else { return };
    let error = import(&with_layers(&files, &[("co_work", 1.0)]), None, None).unwrap_err();
    assert_eq!(error.advice(), Some("is `cowork` meant?"));
}
