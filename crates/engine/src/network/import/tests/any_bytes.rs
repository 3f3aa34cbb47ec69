//! Input that nobody would write on purpose: read or refused, never a panic.

use proptest::prelude::*;

use super::*;
use crate::network::{Scale, TieOptions, Twice};

/// Reads `bytes` as each kind of file; whatever comes, it comes as a network or as an error that can be shown.
fn read_as_everything(bytes: &[u8]) {
    let Ok(source) = decode("fuzz".into(), bytes.to_vec()).map_err(|error| error.to_string()) else {
        return;
    };
    let two = || text("managers.csv", "id\na\nb\n");
    let edges = || Organisation::Edges(text("edges.txt", "a b\n"));
    let layers = Files { layers: vec![("a".to_owned(), 0.5)], ..Files::default() };
    let options = TieOptions { mutual: true, scale: Some(Scale::Mean), twice: Some(Twice::Sum), drop_self: true };
    let options = Files { options, ..Files::default() };
    for (organisation, relationships) in [
        (Organisation::Tables { managers: Some(source.clone()), ties: text("ties.csv", "source,target\na,b\n") }, None),
        (Organisation::Tables { managers: Some(two()), ties: source.clone() }, None),
        (Organisation::Tables { managers: None, ties: source.clone() }, None),
        (Organisation::Graph(source.clone()), None),
        (Organisation::Edges(source.clone()), None),
        (edges(), Some(source.clone())),
    ] {
        let texts = Texts { organisation, relationships };
        for files in [&Files::default(), &layers, &options] {
            match assemble(&texts, files, Some(&["a"])) {
                Ok(network) => check_canonical(&network),
                Err(error) => assert!(!error.to_string().is_empty()),
            }
        }
    }
}

/// What the engine relies on.
fn check_canonical(network: &Network) {
    let count = network.managers.len() as u32;
    assert!(count > 0 && network.firms.is_sorted_by(|a, b| a != b));
    assert!(network.managers.is_sorted_by_key(|manager| manager.firm));
    assert!(network.ties.is_sorted_by(|a, b| (a.source, a.target) < (b.source, b.target)));
    for tie in &network.ties {
        assert!(tie.source != tie.target && tie.source < count && tie.target < count);
        assert!(tie.weight > 0.0 && tie.weight.is_finite());
    }
    for group in &network.groups {
        assert_eq!(group.values.len(), count as usize);
    }
    assert!(!crate::network::summary(network).is_empty());
}

/// A header of a table, then cells and separators in any order.
fn table() -> impl Strategy<Value = String> {
    let header = prop::sample::select(vec![
        "id,firm,office,tenure_years,rank\n",
        "source,target\n",
        "source;target;layer;weight\r\n",
        "source,target,layer,weight\n",
        "manager,account,closeness,age,phase,practices\n",
        "manager,account\n",
        "",
    ]);
    let piece = prop::sample::select(vec![
        "a",
        "b",
        "ü",
        "a,b\n",
        "b,a\n",
        "a,b,a,1\n",
        "b,x,0.5,1,maturity,a\n",
        "a,x\n",
        "b,y\n",
        ",",
        ";",
        "\t",
        " ",
        "\n",
        "\r\n",
        "\r",
        "\"",
        "\"\"",
        "\"a\nb\"",
        "1",
        "-1",
        "1e39",
        "inf",
        "0.5",
        "#",
        "\u{0}",
        "\u{feff}",
    ]);
    (header, prop::collection::vec(piece, 0..14)).prop_map(|(header, pieces)| header.to_owned() + &pieces.concat())
}

/// Pieces of GraphML in any order, mostly inside a graph.
fn graph() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "<key id='k' for='node' attr.name='firm'><default>A</default></key>",
        "<key id='w' for='edge' attr.name='weight'/>",
        "<graph edgedefault='directed'>",
        "<graph edgedefault='undirected'>",
        "</graph>",
        "<node id='a'/>",
        "<node id='b'><data key='k'>B</data></node>",
        "<node id='n1'>",
        "</node>",
        "<edge source='a' target='b'/>",
        "<edge source='b' target='a' directed='false'><data key='w'>2</data></edge>",
        "<edge source='a' target='c'>",
        "</edge>",
        "<hyperedge/>",
        "<port name='p'/>",
        "<data key='k'>",
        "<data key='w'><!-- ü -->1<![CDATA[0]]></data>",
        "</data>",
        "&lt;&#x41;",
        "&bad;",
        "ü",
        "<!DOCTYPE graphml>",
        "\n",
    ]);
    (any::<bool>(), prop::collection::vec(piece, 0..12)).prop_map(|(wrapped, pieces)| {
        let inside = pieces.concat();
        if wrapped {
            format!("<graphml><key id='k' attr.name='firm'/><key id='w' attr.name='weight'/><graph edgedefault='directed'>\n<node id='a'/><node id='b'/>{inside}</graph></graphml>")
        } else {
            format!("<graphml>{inside}</graphml>")
        }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
        read_as_everything(&bytes);
    }

    #[test]
    fn any_table_is_read_or_refused(table in table()) {
        read_as_everything(table.as_bytes());
    }

    #[test]
    fn any_graph_is_read_or_refused(graph in graph()) {
        read_as_everything(graph.as_bytes());
    }
}
