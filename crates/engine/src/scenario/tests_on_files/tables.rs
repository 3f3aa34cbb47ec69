//! Tables and edge lists.

use super::*;

/// The ring where `bert` works in another firm.
const RING_BY_FIRM: [&str; 3] = ["anna bert 1", "cora anna 1", "bert cora 1"];

#[test]
fn row_numbers_and_empty_columns_are_passed_over() {
    let managers = "\"\",\"id\",\"office\",\"\"\n\"1\",\"anna\",\"north\",\n\"4\",\"bert\",\"south\",\n\"5\",\"cora\",\"north\",\n";
    let pandas = "Unnamed: 0;source;target;;\n0;anna;bert;;\n1;bert;cora;;\n;;;;\n2;cora;anna;;\n";
    let network = tables(managers, pandas).unwrap();
    assert_eq!(found(&network), RING);
    assert_eq!(network.groups, []);
    let write_table =
        "\"from\" \"to\" \"weight\"\n\"1\" \"anna\" \"bert\" 1\n\"2\" \"bert\" \"cora\" 1\n\"3\" \"cora\" \"anna\" 1\n";
    assert_eq!(found(&ties(write_table, "").unwrap()), RING);
    // Names of rows are ids where nothing else is.
    let row_names =
        tables("\"\",\"office\"\n\"anna\",\"north\"\n\"bert\",\"south\"\n\"cora\",\"north\"\n", pandas).unwrap();
    assert_eq!(found(&row_names), RING);
}

#[test]
fn common_words_are_known_and_what_was_taken_for_what_is_said() {
    let managers = "Label,Employee Name,Organisation,BRANCH,tenure,Tenure (years),offices\n\
                    anna,A,F,north,4,3,n\nbert,B,G,south,4,1,n\ncora,C,F,NA,4,-,n\n";
    let network =
        tables(managers, "Sender,Receiver,Comment,Strength\nanna,bert,x,1\nbert,cora,y,1\ncora,anna,,1\n").unwrap();
    assert_eq!(found(&network), RING_BY_FIRM);
    insta::assert_snapshot!(said(&network), @r"
    managers: 3, tenure drawn for 1 of them
    firms: 2
    offices: 2
    ties: 3, 0 % of them returned, 33 % inside a firm
    mean weight: 1.00; the model's own ties weigh 1 in an office, 0.6 in a firm, 0.3 between firms
    components: 1, the largest of 3 managers; 0 without any tie
    groups: Employee Name (3 values), offices (1 value), tenure (1 value)
    m.csv: `Label` as id, `Employee Name` as group, `Organisation` as firm, `BRANCH` as office, `tenure` as group, `Tenure (years)` as tenure_years, `offices` as group
    t.csv: `Sender` as source, `Receiver` as target, `Comment` left out, `Strength` as weight
    note: cells of the office that say NA, read as missing: 1 (the first of manager `cora`)
    ");
}

#[test]
fn an_edges_table_of_gephi_keeps_weights_and_direction() {
    let table =
        "Source,Target,Type,Id,Label,timeset,Weight\nanna,bert,Undirected,0,,,1.5\nbert,cora,Directed,1,,,2.0\n";
    let network = ties(table, "").unwrap();
    assert_eq!(found(&network), ["anna bert 1.5", "bert anna 1.5", "bert cora 2"]);
    insta::assert_snapshot!(said(&network), @r"
    managers: 3
    firms: 1
    offices: drawn
    ties: 3, 67 % of them returned, 100 % inside a firm
    mean weight: 1.67; the model's own ties weigh 1 in an office, 0.6 in a firm, 0.3 between firms
    components: 1, the largest of 3 managers; 0 without any tie
    t.csv: `Source` as source, `Target` as target, `Type` as direction, `Id` left out, `Label` left out, `timeset` left out, `Weight` as weight
    ");
    // Other words are layers.
    let network = ties("source,target,type\nanna,bert,advice\nanna,bert,lunch\n", "layers = { advice = 0.5 }").unwrap();
    assert_eq!(found(&network), ["anna bert 0.5"]);
}

#[test]
fn missing_values_are_missing_and_said() {
    let network = tables(
        "id,office,tenure_years\nanna,north,3\nbert,NA,NA\ncora,north,nan\n",
        "source,target,weight\nbert,anna,2\nanna,bert,NA\ncora,bert,\n",
    );
    let network = network.unwrap();
    assert_eq!(network.offices, ["north"]);
    assert_eq!(
        network.managers.iter().map(|manager| manager.tenure_years).collect::<Vec<_>>(),
        [Some(3.0), None, None]
    );
    insta::assert_snapshot!(said(&network), @r"
    managers: 3, tenure drawn for 2 of them
    firms: 1
    offices: 1
    ties: 3, 67 % of them returned, 100 % inside a firm
    mean weight: 1.33; the model's own ties weigh 1 in an office, 0.6 in a firm, 0.3 between firms
    components: 1, the largest of 3 managers; 0 without any tie
    m.csv: `id` as id, `office` as office, `tenure_years` as tenure_years
    t.csv: `source` as source, `target` as target, `weight` as weight
    note: cells of the office that say NA, read as missing: 1 (the first of manager `bert`)
    note: missing weights, which count as 1: 2 (the first, `NA`, in line 3)
    ");
}

#[test]
fn separators_and_line_ends_of_spreadsheets_are_known() {
    let expected = ["anna bert 0.5", "bert anna 2"];
    for table in [
        "sep=;\r\nsource;target;weight\r\nanna;bert;0,5\r\nbert;anna;2\r\n",
        "source|target|weight\nanna|bert|0.5\nbert|anna|2\n",
        "source\ttarget\tweight\ranna\tbert\t0.5\rbert\tanna\t2\r",
        "source, target, weight\n \"anna\", \"bert\", 0.5\nbert, \"anna\" ,2\n",
    ] {
        assert_eq!(found(&ties(table, "").unwrap()), expected, "{table:?}");
    }
    let error = message(ties("source,target,weight\nanna,bert,\"0,5\"\n", ""));
    insta::assert_snapshot!(error, @r"
    t.csv:2:11: weight `0,5` is not a number
      help: weight is a number from 0 to 3.4e38, with a decimal point
    ");
}

#[test]
fn a_point_among_decimal_commas_is_not_read_as_one() {
    let table =
        |weights: [&str; 2]| format!("source;target;weight\nanna;bert;{}\nbert;anna;{}\n", weights[0], weights[1]);
    assert_eq!(found(&ties(&table(["2.5", "1.234"]), "").unwrap()), ["anna bert 2.5", "bert anna 1.234"]);
    insta::assert_snapshot!(message(ties(&table(["2,5", "1.234"]), "")), @r"
    t.csv:3:11: weight `1.234` has a point, but commas are decimal here
      help: is the point a thousands separator? leave it out; if it is decimal, write a comma
    ");
    insta::assert_snapshot!(message(ties(&table(["2", "1.234,5"]), "")), @r"
    t.csv:3:11: weight `1.234,5` has a point, but commas are decimal here
      help: is the point a thousands separator? leave it out; if it is decimal, write a comma
    ");
    insta::assert_snapshot!(message(ties(&table(["2,5", "1,2,3"]), "")), @r"
    t.csv:3:11: weight `1,2,3` is not a number
      help: weight is a number from 0 to 3.4e38, with a decimal comma
    ");
    let list = |second: &str| message(edges(&format!("anna;bert;2,5\nbert;anna;{second}\n"), ""));
    insta::assert_snapshot!(list("1.234"), @r"
    e.txt:2:11: weight `1.234` has a point, but commas are decimal here
      help: is the point a thousands separator? leave it out; if it is decimal, write a comma
    ");
    let matrix = ";anna;bert\nanna;;2,5\nbert;1.234;\n";
    insta::assert_snapshot!(message(ties(matrix, "")), @r"
    t.csv:3:6: weight `1.234` has a point, but commas are decimal here
      help: is the point a thousands separator? leave it out; if it is decimal, write a comma
    ");
    // What it is called says that it may be a weight.
    insta::assert_snapshot!(message(ties(&table(["2,5", "1.234"]).replace("weight", "strength"), "")), @r"
    t.csv:3:11: weight `1.234` has a point, but commas are decimal here
      help: is the point a thousands separator? leave it out; if it is decimal, write a comma
    ");
}

#[test]
fn an_open_quotation_mark_is_the_one_thing_wrong() {
    let managers = "id,office\nanna,north\nbert,south\n";
    for ties in
        ["anna,bert,\"kept\nbert,anna,x\n", "anna,bert,\"kept\nbert,anna,\"x\"\n", "bert,anna,x\n\"anna,bert,kept"]
    {
        let error = message(tables(managers, &format!("source,target,comment\n{ties}")));
        assert!(error.contains("its quotation mark is never closed") && error.lines().count() == 2, "{error}");
    }
    let ties = "source,target\nanna,bert\n";
    insta::assert_snapshot!(message(tables("id,office\nanna,\"north\nbert,south\n", ties)), @r"
    m.csv:2:6: a value goes over several lines, or its quotation mark is never closed
      help: is a quotation mark left open? a value stands on one line
    ");
    insta::assert_snapshot!(message(tables("id,office,grade\nanna,north,1\nbert,\"south,2", ties)), @r"
    m.csv:3:6: a value goes over several lines, or its quotation mark is never closed
      help: is a quotation mark left open? a value stands on one line
    ");
}

#[test]
fn an_organisation_without_ties_is_said() {
    let note = |network: &Network| said(network).lines().last().unwrap_or("").to_owned();
    let headings = tables("id\nanna\nbert\n", "source,target\n").unwrap();
    insta::assert_snapshot!(note(&headings), @"note: there are no ties, so nobody looks at anybody");
    let layers = ties("source,target,layer\nanna,bert,advice\n", "layers = { advice = 0 }").unwrap();
    insta::assert_snapshot!(note(&layers), @"note: there are no ties, so nobody looks at anybody: `layers` in [ties] leaves all of them out");
}

#[test]
fn edge_lists_may_have_headings_and_any_separator() {
    for list in [
        "anna; bert\nbert; cora\ncora; anna\n",
        "anna;bert;1,0\nbert;cora;1,0\ncora;anna;1\n",
        "from to\nanna bert\nbert cora\ncora anna\n",
        "Source,Target,Weight\nanna,bert,1\nbert,cora,1\ncora,anna,1\n",
        "\"anna\" \"bert\"\n\"bert\" \"cora\"\n\"cora\" \"anna\"\n",
        "anna|bert\nbert|cora\ncora|anna\n",
    ] {
        assert_eq!(found(&edges(list, "").unwrap()), RING, "{list:?}");
    }
    let names = edges("Anna Berg\tBert Carl\nBert Carl\tAnna Berg\n", "").unwrap();
    assert_eq!(found(&names), ["Anna Berg Bert Carl 1", "Bert Carl Anna Berg 1"]);
    // Two managers who are called like headings.
    assert_eq!(edges("i j\nj i\n", "").unwrap().managers.len(), 2);
}

#[test]
fn dyads_of_weight_0_are_no_ties_and_are_counted() {
    let network = edges("1 1 0\n1 2 1\n2 1 0\n2 2 0\n3 1 0\n", "").unwrap();
    assert_eq!((network.managers.len(), found(&network)), (3, vec!["1 2 1".to_owned()]));
    insta::assert_snapshot!(said(&network), @r"
    managers: 3
    firms: 1
    offices: drawn
    ties: 1, 0 % of them returned, 100 % inside a firm
    mean weight: 1.00; the model's own ties weigh 1 in an office, 0.6 in a firm, 0.3 between firms
    components: 2, the largest of 2 managers; 1 without any tie
    note: ties of weight 0, which are no ties: 4 (the first in line 1)
    ");
}

#[test]
fn a_matrix_is_read_as_ties() {
    let network = ties(";anna;bert;cora\nanna;0;0,5;\nbert;1;0;0\ncora;NA;0;0\n", "").unwrap();
    assert_eq!(found(&network), ["anna bert 0.5", "bert anna 1"]);
    assert_eq!(network.managers.len(), 3);
    insta::assert_snapshot!(said(&network), @r"
    managers: 3
    firms: 1
    offices: drawn
    ties: 2, 100 % of them returned, 100 % inside a firm
    mean weight: 0.75; the model's own ties weigh 1 in an office, 0.6 in a firm, 0.3 between firms
    components: 2, the largest of 2 managers; 1 without any tie
    note: t.csv is read as a matrix: who stands on the left looks at who stands above
    note: cells of the matrix that say that nothing is known, which are no ties: 1 (the first says `NA`)
    ");
    let bare = message(edges("0 1 1 0\n1 0 0 0\n1 0 0 1\n0 0 1 0\n", ""));
    insta::assert_snapshot!(bare, @r#"
    e.txt:1:1: this is a matrix without names
      help: python -c "import networkx as nx; nx.write_graphml(nx.from_numpy_array(__import__('numpy').loadtxt('e.txt'), create_using=nx.DiGraph), 'e.graphml')", then `graphml = "e.graphml"` in [ties]
    "#);
}

#[test]
fn options_say_what_files_cannot() {
    let table = "source,target,weight\nanna,bert,10\nbert,cora,30\n";
    assert_eq!(found(&ties(table, "mutual = true").unwrap()).len(), 4);
    assert_eq!(found(&ties(table, "scale = 0.1").unwrap()), ["anna bert 1", "bert cora 3"]);
    assert_eq!(found(&ties(table, "scale = 'mean'").unwrap()), ["anna bert 0.5", "bert cora 1.5"]);
    let repeated = "source,target,weight\nanna,bert,1\nanna,bert,3\nbert,bert,1\n";
    for (twice, weight) in [("sum", 4), ("first", 1), ("max", 3)] {
        let network = ties(repeated, &format!("twice = '{twice}'\nself = 'drop'")).unwrap();
        assert_eq!(found(&network), [format!("anna bert {weight}")]);
    }
    let layers = "source,target,layer,weight\nanna,bert,a,10\nanna,bert,b,20\nbert,anna,a,10\n";
    assert_eq!(found(&ties(layers, "scale = 'mean'\nlayers = { a = 1.0 }").unwrap()), ["anna bert 1", "bert anna 1"]);
    for wrong in
        ["mutual = 'maybe'", "scale = 0", "scale = -1.0", "scale = 'median'", "twice = 'last'", "self = 'keep'"]
    {
        assert!(ties(table, wrong).is_err(), "{wrong}");
    }
    let error = organisation("mutual = true", &[]).unwrap_err();
    insta::assert_snapshot!(error, @r"
    s.toml:2:1: an imported organisation needs its ties
      help: give `ties` (with or without `managers`), `graphml` or `edges`
    ");
}

#[test]
fn the_first_of_each_sort_of_mistake_is_shown_at_once() {
    let managers = "id,firm,tenure_years\nanna,F,300\nbert,,x\nanna,F,1\ncora,F\n";
    let table = "source,target,weight\nanna,bert,1\nanna,bert,2\nbert,bert,1\ndora,anna,1\nanna,emil,1\ncora,anna,-1\nanna,bert,3\n";
    insta::assert_snapshot!(message(tables(managers, table)), @r#"
    m.csv:2:8: tenure_years `300` is out of range
      help: tenure_years is a number from 0 to 100
    m.csv:3:7: tenure_years `x` is not a number
      help: tenure_years is a number from 0 to 100
    m.csv:4:1: manager `anna` is there twice, first in line 2
    m.csv:5:1: this row is too short: 2 of 3 cells
      help: a cell that contains the separator must stand in quotation marks
    t.csv:4:1: manager `bert` has a tie to itself (the only one)
      help: leave such ties out with `self = "drop"` in [ties]
    t.csv:5:1: `dora` is no manager of m.csv (the first of 2)
      help: is `cora` meant?
    t.csv:7:11: weight `-1` is out of range
      help: weight is a number from 0 to 3.4e38
    m.csv:3:1: manager `bert` has no firm
      help: give every manager a firm, or none
    t.csv:3:1: the tie from `anna` to `bert` is there twice, first in line 2 (the first of 2)
      help: a pair has at most one tie per layer; to go on, write `twice = "sum"` in [ties], or "first", or "max"
    "#);
}

#[test]
fn what_looks_undirected_or_counted_is_said() {
    let list: String = (1..8).map(|n| format!("a{n} a{} {}\n", n + 1, 10 * n)).collect();
    insta::assert_snapshot!(said(&edges(&list, "").unwrap()), @r#"
    managers: 8
    firms: 1
    offices: drawn
    ties: 7, 0 % of them returned, 100 % inside a firm
    mean weight: 40.0; the model's own ties weigh 1 in an office, 0.6 in a firm, 0.3 between firms
    components: 1, the largest of 8 managers; 0 without any tie
    note: no tie is returned: if a row means a tie both ways, write `mutual = true` in [ties]
    note: weights average 40.0, far above the model's 0.3 to 1: if they are counts, write `scale = "mean"` in [ties], or a factor such as `scale = 0.0250`
    "#);
    let small: String = (1..8).map(|n| format!("a{n} a{} 1\na{} a{n} 1\n", n + 1, n + 1)).collect();
    assert!(!said(&edges(&small, "").unwrap()).contains("note"));
}

#[test]
fn names_that_differ_little_are_said_and_unicode_forms_are_one_name() {
    let network =
        tables("id,office\nZo\u{eb},North\nbert,north\n", "source,target\nZoe\u{308},bert\nbert,Zo\u{eb}\n").unwrap();
    assert_eq!(found(&network), ["Zo\u{eb} bert 1", "bert Zo\u{eb} 1"]);
    assert!(
        said(&network).contains("offices with nearly the same name are different ones: `North` and `north`"),
        "{}",
        said(&network)
    );
    assert_eq!(edges("Zoe\u{308} bert\nbert Zo\u{eb}\n", "").unwrap().managers[0].id, "Zoe\u{308}");
}
