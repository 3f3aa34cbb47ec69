//! From texts to an organisation: mixing, order, and what is refused.

mod any_bytes;

use super::*;
use crate::network::NetworkTie;
use crate::network::decode::decode;

fn text(name: &str, text: &str) -> Arc<Source> {
    decode(name.into(), text.as_bytes().to_vec()).unwrap()
}

fn tables(managers: Option<&str>, ties: &str, layers: &[(&str, f32)]) -> Result<Network> {
    let managers = managers.map(|managers| text("managers.csv", managers));
    let organisation = Organisation::Tables { managers, ties: text("ties.csv", ties) };
    let layers: Vec<_> = layers.iter().map(|&(name, weight)| (name.to_owned(), weight)).collect();
    assemble(&Texts { organisation, relationships: None }, &Files { layers, ..Files::default() }, None)
}

fn edges(list: &str) -> Result<Network> {
    let organisation = Organisation::Edges(text("edges.txt", list));
    assemble(&Texts { organisation, relationships: None }, &Files::default(), None)
}

fn ids(network: &Network) -> Vec<&str> {
    network.managers.iter().map(|manager| manager.id.as_str()).collect()
}

fn tie(source: u32, target: u32, weight: f32) -> NetworkTie {
    NetworkTie { source, target, weight }
}

#[test]
fn managers_are_seated_by_firm_and_by_the_numbers_in_their_ids() {
    let managers = "id,firm,office,rank\nv10,B,south,x\nv2,B,north,y\nv3,A2,,z\nv1,A10,north,w\n";
    let network = tables(Some(managers), "source,target\nv10,v2\nv3,v10\n", &[]).unwrap();
    assert_eq!(network.firms, ["A2", "A10", "B"]);
    assert_eq!(network.offices, ["north", "south"]);
    assert_eq!(ids(&network), ["v3", "v1", "v2", "v10"]);
    let seats: Vec<_> = network.managers.iter().map(|manager| (manager.firm, manager.office)).collect();
    assert_eq!(seats, [(0, None), (1, Some(0)), (2, Some(0)), (2, Some(1))]);
    assert_eq!(network.groups[0].values, ["z", "w", "y", "x"]);
    // `source` looks at `target`, whatever the seats.
    assert_eq!(network.ties, [tie(0, 3, 1.0), tie(3, 2, 1.0)]);
}

#[test]
fn layers_of_a_pair_become_one_tie_of_summed_weight() {
    let ties = "source,target,layer,weight\na,b,advice,2\na,b,friendship,3\nb,a,friendship,\nb,a,golf,9\n";
    let all = tables(None, ties, &[]).unwrap();
    assert_eq!(all.ties, [tie(0, 1, 5.0), tie(1, 0, 10.0)]);
    let some = tables(None, ties, &[("friendship", 0.5), ("advice", 1.0)]).unwrap();
    assert_eq!(some.ties, [tie(0, 1, 3.5), tie(1, 0, 0.5)]);
    let advice = tables(None, ties, &[("advice", 1.0), ("golf", 0.0)]).unwrap();
    assert_eq!(advice.ties, [tie(0, 1, 2.0)]);
    assert_eq!(ids(&advice), ["a", "b"]);
}

#[test]
fn ties_alone_name_the_managers_of_one_firm() {
    let network = edges("# a comment\n% another\n\nv10 v2 0.5\r\nv2,v1\n  v1\tv10  2\n").unwrap();
    assert_eq!(network.firms, ["A"]);
    assert_eq!(ids(&network), ["v1", "v2", "v10"]);
    assert_eq!(network.ties, [tie(0, 2, 2.0), tie(1, 0, 1.0), tie(2, 1, 0.5)]);
}

#[test]
fn what_is_wrong_with_ties_is_said_with_its_place() {
    let error = |ties: &str| tables(Some("id\nv1\nv2\nmiller\n"), ties, &[]).unwrap_err().to_string();
    insta::assert_snapshot!(error("sorce,target\nv1,v2\n"), @r"
    ties.csv:1:1: column `source` is missing
      help: is column `sorce` meant?
    ");
    insta::assert_snapshot!(error("source,target,wieght\nv1,v2,1\n"), @r"
    ties.csv:1:15: this table has no use for column `wieght`
      help: is `weight` meant? columns are source, target, layer, weight
    ");
    insta::assert_snapshot!(error("source,target\nv1,v2\nv2,v2\n"), @r#"
    ties.csv:3:1: manager `v2` has a tie to itself (the only one)
      help: leave such ties out with `self = "drop"` in [ties]
    "#);
    insta::assert_snapshot!(error("source,target\nv1,miler\n"), @r"
    ties.csv:2:4: `miler` is no manager of managers.csv
      help: is `miller` meant?
    ");
    insta::assert_snapshot!(error("source,target\nv1,V2\n"), @r"
    ties.csv:2:4: `V2` is no manager of managers.csv
      help: is `v2` meant?
    ");
    insta::assert_snapshot!(error("source,target\nv1,nobody\n"), @r"
    ties.csv:2:4: `nobody` is no manager of managers.csv
      help: its 3 managers are `v1`, `v2`, `miller`
    ");
    insta::assert_snapshot!(error("source,target\nv1,\n"), @"ties.csv:2:4: a manager's id is empty");
    insta::assert_snapshot!(error("source,target\nv1,v2\nv2,v1\nv1,v2\n"), @r#"
    ties.csv:4:1: the tie from `v1` to `v2` is there twice, first in line 2 (the only one)
      help: a pair has at most one tie per layer; to go on, write `twice = "sum"` in [ties], or "first", or "max"
    "#);
    insta::assert_snapshot!(error("source,target,layer\nv1,v2,a\nv1,v2,b\n\nv1,v2,a\n"), @r#"
    ties.csv:5:1: the tie from `v1` to `v2` in layer `a` is there twice, first in line 2 (the only one)
      help: a pair has at most one tie per layer; to go on, write `twice = "sum"` in [ties], or "first", or "max"
    "#);
    insta::assert_snapshot!(error("source,target,weight\nv1,v2,-1\nv1,miller,inf\nv2,v1,-2\n"), @r"
    ties.csv:2:7: weight `-1` is out of range (the first of 3)
      help: weight is a number from 0 to 3.4e38
    ");
    insta::assert_snapshot!(error("source,target,weight\nv1,v2,\"0,5\"\n"), @r"
    ties.csv:2:7: weight `0,5` is not a number
      help: weight is a number from 0 to 3.4e38, with a decimal point
    ");
    insta::assert_snapshot!(error("source,target,layer,weight\nv1,v2,a,3e38\nv1,v2,b,3e38\n"), @r"
    ties.csv:2:1: the ties of this pair weigh 6.000e38 in all
      help: at most a million: beyond it, sums over ties lose what the light ones add
    ");
}

#[test]
fn what_is_wrong_with_layers_firms_and_edge_lists_is_said() {
    let ties = "source,target,layer\na,b,advice\na,b,cowork\n";
    insta::assert_snapshot!(tables(None, ties, &[("advise", 1.0)]).unwrap_err(), @r"
    no tie of ties.csv has the layer `advise`
      help: is `advice` meant?
    ");
    insta::assert_snapshot!(tables(None, ties, &[("friendship", 1.0)]).unwrap_err(), @r"
    no tie of ties.csv has the layer `friendship`
      help: its layers are advice, cowork
    ");
    insta::assert_snapshot!(tables(None, ties, &[("advice", f32::NAN)]).unwrap_err(), @r"
    layer `advice` has the weight NaN
      help: the weight of a layer is a finite number, 0 or more
    ");
    insta::assert_snapshot!(tables(None, "source,target\na,b\n", &[("", 1.0)]).unwrap_err(), @r"
    no tie of ties.csv has the layer ``
      help: its ties have no layers
    ");
    insta::assert_snapshot!(tables(None, "source,target\n", &[]).unwrap_err(), @"ties.csv:1:1: ties.csv names no managers");
    insta::assert_snapshot!(tables(Some("id,firm\na,A\nb,\n"), ties, &[]).unwrap_err(), @r"
    managers.csv:3:1: manager `b` has no firm
      help: give every manager a firm, or none
    ");
    insta::assert_snapshot!(edges("a b\na\n").unwrap_err(), @r#"
    edges.txt:2:1: a line of an edge list has two ids and perhaps a weight, this one has one part
      help: separate by a comma, a semicolon or a tab, or by white space if no id contains any; if this is an adjacency list: python -c "import networkx as nx; nx.write_graphml(nx.read_adjlist('edges.txt'), 'edges.graphml')", then `graphml = "edges.graphml"` in [ties]
    "#);
    insta::assert_snapshot!(edges("a b c d e f\n").unwrap_err(), @r#"
    edges.txt:1:1: a line of an edge list has two ids and perhaps a weight, this one has more than three parts
      help: separate by a comma, a semicolon or a tab, or by white space if no id contains any; if this is an adjacency list: python -c "import networkx as nx; nx.write_graphml(nx.read_adjlist('edges.txt'), 'edges.graphml')", then `graphml = "edges.graphml"` in [ties]
    "#);
    insta::assert_snapshot!(edges("a b {'weight': 2}\n").unwrap_err(), @r"
    edges.txt:1:5: these are attributes as networkx writes them, not a weight
      help: write the file with nx.write_weighted_edgelist(…), or with data=False
    ");
    assert_eq!(edges("a b {}\n"), edges("a b\n"), "an edge without attributes, as networkx writes it");
    insta::assert_snapshot!(edges("Source,Target\n").unwrap_err(), @"edges.txt:1:1: edges.txt names no managers");
    insta::assert_snapshot!(edges("a b\n c c\n").unwrap_err(), @r#"
    edges.txt:2:2: manager `c` has a tie to itself (the only one)
      help: leave such ties out with `self = "drop"` in [ties]
    "#);
    insta::assert_snapshot!(edges("a,,1\n").unwrap_err(), @"edges.txt:1:3: a manager's id is empty");
    insta::assert_snapshot!(edges("a b\nb a\na b 2\n").unwrap_err(), @r#"
    edges.txt:3:1: the tie from `a` to `b` is there twice, first in line 1 (the only one)
      help: a pair has at most one tie per layer; to go on, write `twice = "sum"` in [ties], or "first", or "max"
    "#);
    insta::assert_snapshot!(edges("# nobody\n").unwrap_err(), @"edges.txt:1:1: edges.txt names no managers");
}

#[test]
fn one_kind_of_file_makes_an_organisation() {
    let path = || Some(PathBuf::from("none"));
    insta::assert_snapshot!(import(&Files::default(), None, None).unwrap_err(), @r"
    an imported organisation needs its ties
      help: give `ties` (with or without `managers`), `graphml` or `edges`
    ");
    insta::assert_snapshot!(import(&Files { managers: path(), ..Files::default() }, None, None).unwrap_err(), @r"
    an imported organisation needs its ties
      help: give `ties` (with or without `managers`), `graphml` or `edges`
    ");
    insta::assert_snapshot!(import(&Files { ties: path(), edges: path(), ..Files::default() }, None, None).unwrap_err(), @r"
    an organisation is imported from more than one kind of file
      help: give either `ties` (with or without `managers`), or `graphml`, or `edges`
    ");
    let both = Files { graphml: path(), edges: path(), ..Files::default() };
    assert_eq!(import(&both, None, None).unwrap_err().fault(), darkside_error::Fault::Input);
}
