//! What a scenario file means where an organisation is imported.

use super::load::read_on_network;
use super::*;
use crate::network::{Network, NetworkManager, NetworkRelationship, NetworkTie};

/// Two firms, three managers, one tie.
fn network() -> Network {
    let manager = |id: &str, firm| NetworkManager { id: id.into(), firm, office: None, tenure_years: Some(2.0) };
    Network {
        accounts: Vec::new(),
        firms: vec!["Acme".into(), "Bolt".into()],
        offices: Vec::new(),
        managers: vec![manager("7", 0), manager("kim", 0), manager("lee", 1)],
        ties: vec![NetworkTie { source: 0, target: 1, weight: 1.0 }],
        relationships: None,
        groups: Vec::new(),
        reading: crate::network::Reading::default(),
    }
}

fn relationship(manager: u32) -> NetworkRelationship {
    NetworkRelationship { manager, account: 0, closeness: None, age: None, phase: None, practices: None }
}

fn scenario(text: &str) -> Scenario {
    read_on_network(text, network()).unwrap_or_else(|error| panic!("{error}"))
}

fn message(text: &str) -> String {
    read_on_network(text, network()).expect_err(text).to_string()
}

#[test]
fn counts_and_names_come_from_the_network() {
    let scenario = scenario("[[firm]]\nteamwork = 0.5\n[[firm]]\nname = 'Bolt'\n[population]\nmanagers = 3");
    let population = &scenario.parameters.population;
    assert_eq!((population.managers, population.firms, population.portfolio), (3, 2, 8));
    assert_eq!(scenario.firms.iter().map(|firm| firm.name.as_str()).collect::<Vec<_>>(), ["Acme", "Bolt"]);
    assert_eq!(scenario.firms[0].levers.get(Lever::Teamwork), Some(0.5));
    assert_eq!((scenario.firm_of(1), scenario.firm_of(2), scenario.managers_of(&[0])), (0, 1, 2));
}

#[test]
fn an_entry_finds_its_firm_by_name_wherever_it_stands() {
    let scenario = scenario("[[firm]]\nname = 'Bolt'\nteamwork = 0.5");
    assert_eq!(
        (scenario.firms[0].levers.get(Lever::Teamwork), scenario.firms[1].levers.get(Lever::Teamwork)),
        (None, Some(0.5))
    );
}

#[test]
fn the_largest_portfolio_comes_from_imported_relationships() {
    let mut network = network();
    network.relationships = Some(vec![relationship(0), relationship(1), relationship(1), relationship(2)]);
    let scenario = read_on_network("question = 'x'", network.clone()).unwrap();
    assert_eq!(scenario.parameters.population.portfolio, 2);
    assert!(read_on_network("population.portfolio = 3", network.clone()).is_err());
    network.relationships = Some(Vec::new());
    assert!(read_on_network("question = 'x'", network).is_err(), "an empty portfolio");
}

#[test]
fn managers_are_named_by_their_ids() {
    let act = "[[intervention]]\nweek = 1\nact = 'introduce'\npractices = ['side_favours']\nmanagers = ['lee', 7]";
    let scenario = scenario(act);
    let Deed::Act(Act::Introduce { managers, .. }) = &scenario.interventions[0].deed else { panic!() };
    assert_eq!(*managers, WhichManagers::Seats(vec![0, 2]));
    assert!(to_toml(&scenario).contains(r#"managers = ["7", "lee"]"#));
}

#[test]
fn what_contradicts_the_network_is_refused() {
    insta::assert_snapshot!(message("[population]\nmanagers = 300"), @r#"
    test.toml:2:12: population.managers is 300, but the imported network has 3
      help: leave out population.managers: it follows from the files
    "#);
    insta::assert_snapshot!(message("[population]\nfirms = 1"), @r#"
    test.toml:2:9: population.firms is 1, but the imported network has 2
      help: leave out population.firms: it follows from the files
    "#);
    insta::assert_snapshot!(message("[[firm]]\nname = 'Blot'"), @r#"
    test.toml:2:8: there is no firm "Blot"
      help: did you mean "Bolt"?
    "#);
    insta::assert_snapshot!(message("[[firm]]\n[[firm]]\n[[firm]]"), @r#"
    test.toml:3:1: [[firm]] number 3 is too many: the number of firms is 2
      help: it comes from the imported network; leave entries out or change it
    "#);
    let act = "[[intervention]]\nweek = 1\nact = 'introduce'\npractices = ['side_favours']\n";
    insta::assert_snapshot!(message(&format!("{act}managers = ['lea']")), @r#"
    test.toml:5:13: there is no manager "lea" in the imported network
      help: did you mean "lee"?
    "#);
    insta::assert_snapshot!(message(&format!("{act}managers = ['lee']\nfirms = ['Acme']")), @r#"test.toml:5:13: manager "lee" is in none of the firms concerned"#);
}

#[test]
fn the_shown_digest_tells_networks_apart() {
    let shown = |network: Network| to_json(&read_on_network("question = 'x'", network).unwrap())["network"].clone();
    let first = shown(network());
    assert_eq!((&first["managers"], &first["ties"]), (&3.into(), &1.into()));
    assert_eq!(first, shown(network()));
    let mut other = network();
    other.ties[0].weight = 0.5;
    assert_ne!(first["digest"], shown(other)["digest"]);
    let mut other = network();
    other.managers[2].firm = 0;
    assert_ne!(first["digest"], shown(other)["digest"]);
}

/// A folder with a table of ties, one of relationships, and scenarios in a folder below.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    std::fs::create_dir(folder.path().join("below")).unwrap();
    write("ties.csv", "source,target,layer\na,b,advice\nb,c,advice\nc,a,gossip\n");
    write("cases.csv", "manager,account,practices\na,x,side_favours\nb,y,\nc,y,new_one\n");
    write("below/org.toml", "[ties]\nties = '../ties.csv'\nlayers = { advice = 2 }");
    write("child.toml", "extends = 'below/org.toml'\n[ties]\nedges = 'pairs.txt'\nlayers = { \"\" = 1 }");
    write("known.toml", "[ties]\nties = 'ties.csv'\nrelationships = 'cases.csv'\n[[practice]]\nname = 'new_one'");
    write("unknown.toml", "[ties]\nties = 'ties.csv'\nrelationships = 'cases.csv'");
    write("missing.toml", "question = 'x'\n[ties]\nedges = 'nowhere.txt'");
    folder
}

fn load_from(folder: &tempfile::TempDir, name: &str) -> Result<Scenario, darkside_error::Error> {
    load(&Request::of(folder.path().join(name).to_str().unwrap()))
}

#[test]
fn paths_are_relative_to_the_file_that_names_them() {
    let folder = folder();
    let scenario = load_from(&folder, "below/org.toml").unwrap();
    let ties = &scenario.network.as_ref().unwrap().ties;
    assert_eq!(
        ties.iter().map(|tie| (tie.source, tie.target, tie.weight)).collect::<Vec<_>>(),
        [(0, 1, 2.0), (1, 2, 2.0)]
    );
    assert_eq!((scenario.parameters.population.managers, scenario.firms.len()), (3, 1));
}

#[test]
fn files_of_a_descendant_replace_those_of_its_ancestor() {
    let folder = folder();
    let error = load_from(&folder, "child.toml").unwrap_err();
    assert!(error.message().contains("pairs.txt"), "{error}");
    assert_eq!(error.place().map(|place| place.line_and_column()), Some((3, 1)), "{error}");
}

#[test]
fn practices_of_imported_relationships_are_those_of_the_catalogue() {
    let folder = folder();
    let scenario = load_from(&folder, "known.toml").unwrap();
    assert_eq!(scenario.parameters.population.portfolio, 1);
    let error = load_from(&folder, "unknown.toml").unwrap_err();
    assert!(error.message().contains("new_one"), "{error}");
    assert!(error.place().unwrap().source.name.ends_with("cases.csv"), "{error}");
}

#[test]
fn a_file_that_is_not_there_is_the_machines_fault_and_shows_who_named_it() {
    let folder = folder();
    let error = load_from(&folder, "missing.toml").unwrap_err();
    assert_eq!(error.fault(), darkside_error::Fault::Machine);
    assert!(error.place().unwrap().source.name.ends_with("missing.toml"), "{error}");
}

#[test]
fn files_can_be_named_on_the_command_line() {
    let folder = folder();
    let set = [format!("ties.ties={}", folder.path().join("ties.csv").display())];
    let scenario = load(&Request { set: &set, ..Request::of("isolated") }).unwrap();
    assert_eq!(scenario.network.unwrap().ties.len(), 3);
}

#[test]
fn a_shipped_scenario_finds_its_tables_in_the_program() {
    let text = "[ties]\nmanagers = 'networks/two_suppliers_managers.csv'\nties = 'networks/two_suppliers_ties.csv'";
    let built_in = read("org.toml", text, std::path::Path::new(crate::network::SHIPPED_FOLDER), &[]).unwrap();
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../scenarios");
    assert_eq!(built_in, read("org.toml", text, std::path::Path::new(folder), &[]).unwrap());
    assert_eq!(built_in.firms.len(), 2);
}
