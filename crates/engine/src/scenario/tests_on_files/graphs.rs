//! GraphML, encodings, and what is no table at all.

use std::io::Write;

use super::*;

#[test]
fn two_keys_of_one_name_are_one_column() {
    let keys = "<key id='a' for='edge' attr.name='weight' attr.type='long'/><key id='b' for='edge' attr.name='weight' attr.type='double'/>";
    let inside = "<edge source='n0' target='n1'><data key='a'>2</data></edge><edge source='n1' target='n0'><data key='b'>0x1p-1</data></edge>";
    assert_eq!(found(&graph(keys, inside, "").unwrap()), ["n0 n1 2", "n1 n0 0.5"]);
}

#[test]
fn edge_attributes_of_other_names_are_read_and_said() {
    let keys = "<key id='v' for='edge' attr.name='value'/><key id='r' for='edge' attr.name='relation'/><key id='c' for='edge' attr.name='colour'/>";
    let inside = "<edge source='n0' target='n1'><data key='v'>0.1</data><data key='r'>advice</data><data key='c'>red</data></edge>";
    let network = graph(keys, inside, "layers = { advice = 2.0 }").unwrap();
    assert_eq!(found(&network), ["n0 n1 0.2"]);
    insta::assert_snapshot!(said(&network), @r"
    managers: 3
    firms: 1
    offices: drawn
    ties: 1, 0 % of them returned, 100 % inside a firm
    mean weight: 0.20; the model's own ties weigh 1 in an office, 0.6 in a firm, 0.3 between firms
    components: 2, the largest of 2 managers; 1 without any tie
    layers: advice (1 tie)
    g.graphml (edges): `value` as weight, `relation` as layer, `colour` left out
    ");
    // A value that is no number is no weight.
    let text = graph(keys, &inside.replace("0.1", "low"), "").unwrap();
    assert_eq!(found(&text), ["n0 n1 1"]);
}

#[test]
fn repeated_edges_are_refused_with_the_option_that_settles_them() {
    let edge = "<edge source='n0' target='n1'/>\n";
    insta::assert_snapshot!(message(graph("", &edge.repeat(3), "")), @r#"
    g.graphml:4:1: the tie from `n0` to `n1` is there twice, first in line 3 (the first of 2)
      help: a pair has at most one tie per layer; to go on, write `twice = "sum"` in [ties], or "first", or "max"
    "#);
    assert_eq!(found(&graph("", &edge.repeat(3), "twice = 'sum'").unwrap()), ["n0 n1 3"]);
    let both = graphml(
        "<graphml><graph edgedefault='undirected'><node id='a'/><node id='b'/>\n<edge source='a' target='b'/>\n<edge source='b' target='a'/></graph></graphml>",
        "",
    );
    insta::assert_snapshot!(message(both), @r#"
    g.graphml:3:1: the tie from `a` to `b` is there twice, first in line 2 (the only one)
      help: an undirected edge already is a tie each way; to go on, write `twice = "first"` in [ties]: "first" and "max" keep one, "sum" adds their weights
    "#);
}

#[test]
fn ids_are_what_people_gave_where_every_node_has_one() {
    let text = |keys: &str, label: &str| {
        let node = |n: usize, data: &str| format!("<node id='n{n}'>{data}</node>");
        format!(
            "<graphml>{keys}<graph edgedefault='directed'>{}{}<edge source='n0' target='n1'/></graph></graphml>",
            node(0, label),
            node(1, &label.replace("anna", "bert"))
        )
    };
    let boxes = "<key for='node' id='d' yfiles.type='nodegraphics'/>";
    let label = "<data key='d'><y:ShapeNode xmlns:y='u'><y:NodeLabel>anna</y:NodeLabel></y:ShapeNode></data>";
    let network = graphml(&text(boxes, label), "").unwrap();
    assert_eq!(found(&network), ["anna bert 1"]);
    assert!(said(&network).contains("the labels of the boxes are the ids") && network.groups.is_empty());

    let partly = text("<key id='k' for='node' attr.name='id'/>", "<data key='k'>anna</data>")
        .replace("<data key='k'>bert</data>", "");
    let network = graphml(&partly, "").unwrap();
    assert_eq!(found(&network), ["n0 n1 1"]);
    assert!(said(&network).contains("the attribute `id` is not taken for the id: 1 of 2 nodes have none"));
    let same = text("<key id='k' for='node' attr.name='id'/>", "<data key='k'>x</data>");
    assert!(said(&graphml(&same, "").unwrap()).contains("several nodes have `x`"));
}

#[test]
fn cytoscape_keeps_names_beside_its_numbers() {
    let text = "<graphml><key id='s' for='node' attr.name='shared name'/><key id='n' for='node' attr.name='name'/>\
                <graph edgedefault='directed'><node id='62'><data key='s'>anna</data><data key='n'>anna</data></node>\
                <node id='64'><data key='s'>bert</data><data key='n'>bert</data></node><edge source='62' target='64'/></graph></graphml>";
    assert_eq!(found(&graphml(text, "").unwrap()), ["anna bert 1"]);
}

#[test]
fn a_graph_without_a_default_is_undirected_and_a_document_type_does_no_harm() {
    let text = "<!DOCTYPE graphml SYSTEM \"http://example.org/graphml.dtd\">\n<graphml><graph><node id='a'/><node id='b'/><edge source='a' target='b'/></graph></graphml>";
    let network = graphml(text, "").unwrap();
    assert_eq!(found(&network), ["a b 1", "b a 1"]);
    assert!(said(&network).contains("its edges are read as undirected"));
}

#[test]
fn gzip_utf16_and_declared_encodings_are_read() {
    let text = "source\ttarget\nZoë\tbert\n";
    let utf16: Vec<u8> = "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    assert_eq!(found(&organisation("ties = 't.csv'", &[("t.csv", &utf16)]).unwrap()), ["Zoë bert 1"]);

    let graph = "<?xml version='1.0' encoding='ISO-8859-1'?><graphml><graph edgedefault='directed'><node id='Zo\u{eb}'/><node id='b'/><edge source='b' target='Zo\u{eb}'/></graph></graphml>";
    let latin: Vec<u8> = graph.chars().map(|c| c as u8).collect();
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packed.write_all(&latin).unwrap();
    let packed = packed.finish().unwrap();
    assert_eq!(found(&organisation("graphml = 'g.graphml.gz'", &[("g.graphml.gz", &packed)]).unwrap()), ["b Zoë 1"]);
}

#[test]
fn other_formats_are_named_with_the_line_that_converts_them() {
    let formats = [
        "*Vertices 2\n1 \"anna\"\n2 \"bert\"\n*Arcs\n1 2\n",
        "dl n=2 format=edgelist1\ndata:\n1 2\n",
        "graph [\n  node [ id 1 label \"anna\" ]\n]\n",
        "Creator \"x\"\ngraph\n[\n]\n",
        "<?xml version='1.0'?>\n<gexf version='1.3'/>\n",
        "<graphml/>",
        "/* by igraph */\n\ndigraph {\n a -> b\n}\n",
        "{\"nodes\": []}\n",
        "%%MatrixMarket matrix coordinate\n2 2 1\n1 2 1\n",
        "anna 2\nbert {}\ncora {}\n",
    ];
    let told: String = formats.iter().map(|text| message(edges(text, ""))).collect();
    insta::assert_snapshot!(told, @r#"
    s.toml:2:1: e.txt is Pajek
      help: python -c "import networkx as nx; nx.write_graphml(nx.read_pajek('e.txt'), 'e.graphml')", then `graphml = "e.graphml"` in [ties]
    s.toml:2:1: e.txt is UCINET DL
      help: python -c "import igraph; igraph.Graph.Read_DL('e.txt').write_graphml('e.graphml')", then `graphml = "e.graphml"` in [ties]
    s.toml:2:1: e.txt is GML
      help: python -c "import networkx as nx; nx.write_graphml(nx.read_gml('e.txt'), 'e.graphml')", then `graphml = "e.graphml"` in [ties]
    s.toml:2:1: e.txt is GML
      help: python -c "import networkx as nx; nx.write_graphml(nx.read_gml('e.txt', label='id'), 'e.graphml')", then `graphml = "e.graphml"` in [ties]
    s.toml:2:1: e.txt is GEXF
      help: python -c "import networkx as nx; nx.write_graphml(nx.read_gexf('e.txt'), 'e.graphml')", then `graphml = "e.graphml"` in [ties]
    s.toml:2:1: e.txt is GraphML
      help: read it with `graphml = "e.txt"` in [ties]
    s.toml:2:1: e.txt is Graphviz DOT
      help: python -c "import networkx as nx; nx.write_graphml(nx.nx_pydot.read_dot('e.txt'), 'e.graphml')", then `graphml = "e.graphml"` in [ties]
    s.toml:2:1: e.txt is JSON
      help: python -c "import networkx as nx; nx.write_graphml(nx.node_link_graph(__import__('json').load(open('e.txt'))), 'e.graphml')", then `graphml = "e.graphml"` in [ties]
    s.toml:2:1: e.txt is MatrixMarket
      help: python -c "import networkx as nx; nx.write_graphml(nx.from_scipy_sparse_array(__import__('scipy.io').io.mmread('e.txt')), 'e.graphml')", then `graphml = "e.graphml"` in [ties]
    e.txt:2:1: this is an adjacency list of several lines to a node, as networkx writes it (the first of 2)
      help: python -c "import networkx as nx; nx.write_graphml(nx.read_multiline_adjlist('e.txt'), 'e.graphml')", then `graphml = "e.graphml"` in [ties]
    "#);
}

/// Time must not grow with the square of what a hostile file holds.
#[test]
fn hostile_files_are_refused_in_time() {
    let attributes: String = (0..100_000).map(|n| format!(" a{n}='x'")).collect();
    let text = format!("<graphml><graph edgedefault='directed'><node id='a'{attributes}/></graph></graphml>");
    assert!(message(graphml(&text, "")).contains("an element has more than 1000 XML attributes"));
    let many = format!("id{}\n{}", ",".repeat(100_000), format!("a{}\n", ",".repeat(100_000)).repeat(20));
    assert!(message(tables(&many, "source,target\na,b\n")).contains("there twice"));
    let near: String = (0..2_000).map(|n| format!(",wieght{n}")).collect();
    assert!(message(ties(&format!("source,target{near}\n"), "")).len() < 10_000);
    let ids: String = (0..20_000).map(|n| format!("m{n}\n")).collect();
    let unknown: String = (0..20_000).map(|n| format!("x{n},m{n}\n")).collect();
    let error = message(tables(&format!("id\n{ids}"), &format!("source,target\n{unknown}")));
    assert!(error.contains("(the first of 20000)"), "{error}");
}

#[test]
fn binary_is_never_shown() {
    for (option, name) in [("ties", "t.csv"), ("edges", "e.txt"), ("graphml", "g.graphml")] {
        let error =
            organisation(&format!("{option} = '{name}'"), &[(name, b"\x00\x01\x1b[31m\xff\xfe binary")]).unwrap_err();
        assert!(
            error.message().ends_with("is binary, not text")
                && error.place().is_none_or(|place| place.source.name == "s.toml"),
            "{error}"
        );
    }
    let error = organisation("ties = 't.csv'", &[("t.csv", b"source,target\na\x1b[31m,b\n")]).unwrap_err();
    assert!(!error.message().contains('\x1b'), "{error:?}");
}
