//! Graphs as the tools write them, and what is refused.

use super::*;
use crate::network::decode::decode;

fn graph(text: &str) -> Result<(ManagerList, TieList)> {
    let mut findings = Findings::default();
    let source = decode("g.graphml".into(), text.as_bytes().to_vec())?;
    let read = read(&source, &TieOptions::default(), &mut findings);
    findings.or_refuse(read.as_ref().map(drop).map_err(Error::clone));
    findings.finish()?;
    read
}

fn people(list: &ManagerList) -> Vec<(&str, &str, Option<f32>)> {
    list.entries.iter().map(|entry| (entry.id.as_str(), entry.firm.as_str(), entry.tenure_years)).collect()
}

fn ties(list: &ManagerList, ties: TieList) -> Vec<(u32, u32, f32)> {
    let seats: Vec<u32> = (0..list.entries.len() as u32).collect();
    let mixed = ties.mix(list, &seats, &[], &mut Findings::default()).unwrap();
    mixed.iter().map(|tie| (tie.source, tie.target, tie.weight)).collect()
}

#[test]
fn networkx() {
    let (list, found) = graph(
        r#"<?xml version='1.0' encoding='utf-8'?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
  <key id="d4" for="edge" attr.name="weight" attr.type="double" />
  <key id="d3" for="edge" attr.name="layer" attr.type="string" />
  <key id="d2" for="node" attr.name="name" attr.type="string" />
  <key id="d1" for="node" attr.name="tenure_years" attr.type="long" />
  <key id="d0" for="node" attr.name="firm" attr.type="string" />
  <graph edgedefault="directed">
    <node id="v1">
      <data key="d0">Grün &amp; Co</data>
      <data key="d1">31</data>
      <data key="d2">Ann</data>
    </node>
    <node id="v2"><data key="d0">B</data></node>
    <edge source="v1" target="v2" id="0"><data key="d3">advice</data><data key="d4">0.5</data></edge>
    <edge source="v1" target="v2" id="1"><data key="d3">cowork</data></edge>
  </graph>
</graphml>"#,
    )
    .unwrap();
    // A name is a group here: the nodes have ids of their own.
    assert_eq!(people(&list), [("v1", "Grün & Co", Some(31.0)), ("v2", "B", None)]);
    assert_eq!(list.groups, ["name"]);
    assert_eq!(ties(&list, found), [(0, 1, 1.5)]);
}

#[test]
fn igraph() {
    let (list, found) = graph(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
<!-- Created by igraph -->
  <key id="v_name" for="node" attr.name="name" attr.type="string"/>
  <key id="e_weight" for="edge" attr.name="weight" attr.type="double"/>
  <graph id="G" edgedefault="undirected">
    <node id="n0"><data key="v_name">v10</data></node>
    <node id="n1"><data key="v_name">v2</data></node>
    <edge source="n0" target="n1"><data key="e_weight">2</data></edge>
  </graph>
</graphml>"#,
    )
    .unwrap();
    assert_eq!(people(&list), [("v10", "", None), ("v2", "", None)]);
    assert!(list.groups.is_empty());
    assert_eq!(ties(&list, found), [(0, 1, 2.0), (1, 0, 2.0)]);
}

#[test]
fn gephi() {
    let (list, found) = graph(
        r#"<?xml version="1.0" encoding="UTF-8"?><graphml xmlns="http://graphml.graphdrawing.org/xmlns">
<key attr.name="label" attr.type="string" for="node" id="label"/>
<key attr.name="Edge Label" attr.type="string" for="edge" id="edgelabel"/>
<key attr.name="weight" attr.type="double" for="edge" id="weight"><default>3</default></key>
<key attr.name="Firm" attr.type="string" for="node" id="firm"><default>A</default></key>
<key attr.name="r" attr.type="int" for="node" id="r"/>
<key attr.name="x" attr.type="float" for="node" id="x"/>
<graph edgedefault="undirected">
<node id="7"><data key="label">Ann</data><data key="r">0</data><data key="x">-1.5</data></node>
<node id="8"><data key="label">Bob</data><data key="firm">B</data></node>
<edge id="0" source="7" target="8" directed="true"><data key="edgelabel">z</data></edge>
</graph></graphml>"#,
    )
    .unwrap();
    assert_eq!(people(&list), [("7", "A", None), ("8", "B", None)]);
    assert_eq!(list.groups, ["label"]);
    assert_eq!(ties(&list, found), [(0, 1, 3.0)]);
}

#[test]
fn an_attribute_called_id_is_the_id_and_edges_may_come_first() {
    let (list, found) = graph(
        "<graphml><key id='i' for='all' attr.name='id'/><graph edgedefault='directed'>\
         <edge source='y' target='x'/><node id='x'><data key='i'>v1</data></node><node id='y'><data key='i'>v2</data></node>\
         </graph></graphml>",
    )
    .unwrap();
    assert_eq!(people(&list), [("v1", "", None), ("v2", "", None)]);
    assert_eq!(ties(&list, found), [(1, 0, 1.0)]);
}

#[test]
fn what_is_wrong_is_said_with_its_place() {
    let whole = |text: &str| graph(text).map(|_| ()).unwrap_err().to_string();
    insta::assert_snapshot!(whole("<!DOCTYPE g [<!ENTITY a \"aaaa\">]>\n<graphml/>"), @r"
    g.graphml:1:1: a document type is not read
      help: take out the declaration `<!DOCTYPE …>`
    ");
    insta::assert_snapshot!(whole("id,firm\nv1,A\n"), @"g.graphml:1:1: this is not well-formed XML: unknown token");
    insta::assert_snapshot!(whole("<graphml>\n  <graph>\n</graphml>"), @"g.graphml:3:1: this is not well-formed XML: expected 'graph' tag, not 'graphml'");
    insta::assert_snapshot!(whole("<gexf/>"), @"g.graphml:1:1: this is not GraphML: its root is `gexf`");
    insta::assert_snapshot!(whole("<graphml>\n</graphml>"), @"g.graphml:1:1: this GraphML has no graph");
    insta::assert_snapshot!(whole("<graphml>\n<graph edgedefault='directed'/>\n<graph/></graphml>"), @"g.graphml:3:1: this GraphML has more than one graph");
    let inside = |text: &str| {
        whole(&format!(
            "<graphml>\n<key id='k' attr.name='firm' for='node'/><key id='w' attr.name='weight' for='edge'/>\n\
             <graph edgedefault='directed'>\n<node id='v1'/><node id='v2'/>\n{text}\n</graph></graphml>"
        ))
    };
    insta::assert_snapshot!(inside("<node id='v3'><graph/></node>"), @r"
    g.graphml:5:15: a graph inside a node is not read
      help: a graph of nodes and edges is read: no hyperedges, ports or graphs inside nodes
    ");
    insta::assert_snapshot!(inside("<node id='v3'>\n<port name='p'/></node>"), @r"
    g.graphml:6:1: a port is not read
      help: a graph of nodes and edges is read: no hyperedges, ports or graphs inside nodes
    ");
    insta::assert_snapshot!(inside("<hyperedge/>"), @r"
    g.graphml:5:1: a hyperedge is not read
      help: a graph of nodes and edges is read: no hyperedges, ports or graphs inside nodes
    ");
    insta::assert_snapshot!(inside("<node/>"), @"g.graphml:5:1: this `node` has no attribute `id`");
    insta::assert_snapshot!(inside("<node id=''/>"), @"g.graphml:5:1: a manager's id is empty");
    insta::assert_snapshot!(inside("<node id='v1'/>"), @"g.graphml:5:1: node `v1` is there twice, first in line 4");
    insta::assert_snapshot!(inside("<node id='v3'><data key='l'>x</data></node>"), @"g.graphml:5:15: there is no key `l` for a `node`");
    insta::assert_snapshot!(inside("<node id='v3'><data key='k'>x</data>\n<data key='k'>y</data></node>"), @"g.graphml:6:1: attribute `firm` is given twice");
    insta::assert_snapshot!(inside("<edge source='v1' target='v22'/>"), @r"
    g.graphml:5:1: target `v22` is no node of this graph
      help: is `v2` meant?
    ");
    insta::assert_snapshot!(inside("<edge source='v1' target='v1'/>"), @r#"
    g.graphml:5:1: manager `v1` has a tie to itself (the only one)
      help: leave such ties out with `self = "drop"` in [ties]
    "#);
    insta::assert_snapshot!(inside("<edge source='v1' target='v2' directed='yes'/>"), @r"
    g.graphml:5:1: `directed` is `yes`
      help: it is true or false
    ");
    insta::assert_snapshot!(inside("<edge source='v1' target='v2'>\n <data key='w'>-1</data></edge>"), @r"
    g.graphml:6:2: weight `-1` is out of range
      help: weight is a number from 0 to 3.4e38
    ");
}

/// The error of two ties of a pair comes when ties are mixed.
fn whole_error(text: &str) -> String {
    let (list, ties) = graph(text).unwrap();
    let mut findings = Findings::default();
    ties.mix(&list, &[0, 1], &[], &mut findings).unwrap();
    findings.finish().unwrap_err().to_string()
}

#[test]
fn an_undirected_edge_given_from_both_ends_is_there_twice() {
    let text = "<graphml><graph edgedefault='undirected'><node id='a'/><node id='b'/>\n\
                <edge source='a' target='b'/>\n<edge source='b' target='a'/></graph></graphml>";
    insta::assert_snapshot!(whole_error(text), @r#"
    g.graphml:3:1: the tie from `a` to `b` is there twice, first in line 2 (the only one)
      help: an undirected edge already is a tie each way; to go on, write `twice = "first"` in [ties]: "first" and "max" keep one, "sum" adds their weights
    "#);
}

#[test]
fn neither_depth_nor_name_spaces_nor_absent_attributes_take_more_than_their_share() {
    let deep = "<a>".repeat(200_000);
    assert!(graph(&format!("<graphml>{deep}")).is_err());
    let closed = format!("<graphml>{deep}{}</graphml>", "</a>".repeat(200_000));
    assert_eq!(graph(&closed).unwrap_err().message(), "this GraphML has no graph");
    let spaces: String = (0..2000).map(|n| format!("<a xmlns:a{n}='u{n}'>")).collect();
    assert!(graph(&spaces).unwrap_err().message().starts_with("more than 1000 declarations"));
    let keys: String = (0..300).map(|n| format!("<key id='{n}' attr.name='k{n}'/>")).collect();
    let many = format!("<graphml>{keys}<graph edgedefault='directed'><node id='a'/></graph></graphml>");
    assert_eq!(graph(&many).unwrap_err().message(), "more than 256 attributes");
}
