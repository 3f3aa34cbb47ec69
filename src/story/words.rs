//! Names, mechanisms, loci and seeds in words.

use super::data::Story;
use super::number::count;
use darkside_engine::practice::Class;
use darkside_engine::record::{Locus, Mechanism};

/// A name from a file as words: underscores become spaces.
pub fn spaced(name: &str) -> String {
    name.replace('_', " ")
}

/// Capitalises the first letter unless it is Greek: that would turn a symbol into another one.
pub fn capital(text: &str) -> String {
    if text.starts_with(|first| ('α'..='ω').contains(&first)) {
        return text.to_owned();
    }
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Words joined to a list: `a, b and c`.
pub fn listed(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [only] => only.clone(),
        [others @ .., last] => format!("{} and {last}", others.join(", ")),
    }
}

/// `1 seed` or `30 seeds`.
pub fn seeds(seeds: u32) -> String {
    if seeds == 1 { "1 seed".into() } else { format!("{} seeds", count(f64::from(seeds))) }
}

/// The line below a headline: scenario, seeds, and the meaning of ribbons.
pub fn subtitle(story: &Story, ribbons: bool) -> String {
    let scenario = spaced(&story.scenario);
    match (ribbons, story.seeds) {
        (false, _) => format!("Scenario {scenario}, {}", seeds(story.seeds)),
        (true, 1) => format!("Scenario {scenario}, 1 seed: one seed gives no interval"),
        (true, _) => format!(
            "Scenario {scenario}, mean of {} with its 95 % confidence interval where that is wider than the line",
            seeds(story.seeds)
        ),
    }
}

/// The note below pictures over time that explains how the first `settling` weeks look, in the words `shaded`; `None`
/// if nothing settles.
pub fn settling_note(shaded: &str, settling: u32) -> Option<String> {
    let note =
        format!("{shaded}: weeks 0 to {settling}, in which the model settles, because every dark side starts at 0.");
    (settling > 0).then_some(note)
}

/// A locus, as a label.
pub const fn locus(locus: Locus) -> &'static str {
    match locus {
        Locus::Origin => "Invented in place",
        Locus::IntraPortfolio => "Same manager's portfolio",
        Locus::InterPortfolio => "Other managers, same firm",
        Locus::WiderNetwork => "Wider network",
    }
}

/// A locus, within a sentence.
pub const fn place(locus: Locus) -> &'static str {
    match locus {
        Locus::Origin => "the relationship itself",
        Locus::IntraPortfolio => "the same manager's portfolio",
        Locus::InterPortfolio => "other managers of the firm",
        Locus::WiderNetwork => "the wider network",
    }
}

/// A mechanism, as a label.
pub const fn mechanism(mechanism: Mechanism) -> &'static str {
    match mechanism {
        Mechanism::Spontaneous => "spontaneous",
        Mechanism::IntraImitation => "imitation of own relationships",
        Mechanism::IntraLearning => "learning from own experience",
        Mechanism::InterImitation => "imitation of other managers",
        Mechanism::InterLearning => "learning from other managers",
        Mechanism::Association => "professional meetings",
        Mechanism::Programme => "programme",
        Mechanism::Introduction => "introduced by intervention",
        Mechanism::Fashion => "suggested from outside",
    }
}

/// A way, as a label: its locus, and the mechanism as it works from there.
pub fn way_label(by: Mechanism, from: Locus) -> String {
    let how = match (by, from) {
        (Mechanism::IntraLearning, Locus::WiderNetwork) => "memory of an earlier firm",
        _ => mechanism(by),
    };
    format!("{}: {how}", locus(from))
}

/// A way, within a sentence: the mechanism, as it works from this locus.
pub const fn way(mechanism: Mechanism, locus: Locus) -> &'static str {
    let elsewhere = matches!(locus, Locus::WiderNetwork);
    match mechanism {
        Mechanism::Spontaneous => "invention in place",
        Mechanism::IntraImitation => "imitation of the manager's own relationships",
        Mechanism::IntraLearning if elsewhere => "memory of practices from an earlier firm",
        Mechanism::IntraLearning => "learning from the manager's own experience",
        Mechanism::InterImitation if elsewhere => "imitation of managers of other firms",
        Mechanism::InterImitation => "imitation of colleagues in the firm",
        Mechanism::InterLearning if elsewhere => "learning from managers of other firms",
        Mechanism::InterLearning => "learning from colleagues in the firm",
        Mechanism::Association => "meetings of the profession",
        Mechanism::Programme => "the firm's dissemination programme",
        Mechanism::Introduction => "introduction by an intervention",
        Mechanism::Fashion => "a suggestion from outside",
    }
}

/// A class of practices, as a heading.
pub const fn class(class: Class) -> &'static str {
    match class {
        Class::BestPractice => "Best practices: praised, and feed the dark side",
        Class::Benign => "Benign practices: useful and harmless",
        Class::Malpractice => "Malpractices: serve the manager alone",
        Class::Safeguard => "Safeguards: governance that restrains the dark side",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_begin_with_a_capital_but_symbols_stay() {
        assert_eq!(capital("éclat is seen"), "Éclat is seen");
        assert_eq!(capital("μ* against σ"), "μ* against σ");
        assert_eq!(capital(""), "");
    }
}
