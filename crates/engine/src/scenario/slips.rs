//! What people who know other programs write: slips in TOML, with what they should write instead, and words for true and
//! false.

/// What to write instead, if the line around byte `at` holds a known slip.
pub(super) fn advice(text: &str, at: usize) -> Option<String> {
    let at = (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let line = text[start..].lines().next().unwrap_or("");
    let value = line.split_once('=').map_or("", |(_, value)| value).split('#').next().unwrap_or("").trim();
    if let Some(path) = value.strip_prefix('"')
        && path.contains('\\')
    {
        let path = path.split('"').next().unwrap_or("").replace('\\', "/");
        return Some(format!(
            "a backslash begins a special character: write \"{path}\", or use single quotation marks"
        ));
    }
    if let Some(number) = bare_fraction(value) {
        return Some(format!("a number needs a digit before its point: write {number}"));
    }
    if let Some((whole, decimals)) = value.split_once(',')
        && [whole, decimals].iter().all(|digits| is_digits(digits.trim_start_matches(['-', '+'])))
    {
        return Some(format!("a decimal comma is not known: write {whole}.{decimals}"));
    }
    if let Some(truth) = truth(value).filter(|_| !is_digits(value)) {
        return Some(format!("write {truth}"));
    }
    let is_word = value.starts_with(|c: char| c.is_alphabetic() || "_./~".contains(c))
        && value.chars().all(|c| c.is_alphanumeric() || "_-./~ ".contains(c));
    if is_word && !is_number(value) {
        return Some(format!("a text needs quotation marks: write \"{value}\""));
    }
    None
}

/// Whether a word means true or false.
pub(super) fn truth(word: &str) -> Option<bool> {
    match word.to_ascii_lowercase().as_str() {
        "true" | "yes" | "1" => Some(true),
        "false" | "no" | "0" => Some(false),
        _ => None,
    }
}

/// `.01` as `0.01`.
fn bare_fraction(value: &str) -> Option<String> {
    let digits = value.trim_start_matches(['-', '+']);
    let sign = &value[..value.len() - digits.len()];
    let decimals = digits.strip_prefix('.')?;
    is_number(digits).then(|| format!("{sign}0.{decimals}"))
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_number(text: &str) -> bool {
    text.parse::<f64>().is_ok()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use crate::scenario::read;

    fn help(text: &str) -> String {
        let error = read("s.toml", text, Path::new(""), &[]).unwrap_err();
        error.advice().unwrap_or("none").to_owned()
    }

    #[test]
    fn slips_are_answered_with_what_to_write() {
        let slips = [
            "[ties]\nmanagers = \"C:\\Users\\me\\m.csv\"\n",
            "[lapse]\naudit = .01\n",
            "[lapse]\naudit = -.01\n",
            "[lapse]\naudit = 0,01\n",
            "[ties]\nrewire_imported = True\n",
            "extends = baseline\n",
            "[run]\nweeks = 10\nweeks = 20\n",
        ];
        insta::assert_snapshot!(slips.map(help).join("\n"), @r#"
        a backslash begins a special character: write "C:/Users/me/m.csv", or use single quotation marks
        a number needs a digit before its point: write 0.01
        a number needs a digit before its point: write -0.01
        a decimal comma is not known: write 0.01
        write true
        a text needs quotation marks: write "baseline"
        none
        "#);
    }

    #[test]
    fn keys_in_the_wrong_place_are_sent_to_the_right_one() {
        let slips = [
            "[[firm]]\nname = 'A'\nquestion = 'x'\n",
            "[[intervention]]\nweek = 1\nset = { \"lapse.audit\" = 0.1 }\nlook_at = 'x'\n",
            "\"lapse.audit\" = 0.1\n",
            "[lapse]\n\"lapse.audit\" = 0.1\n",
            "set = { \"lapse.audit\" = 0.1 }\n",
        ];
        insta::assert_snapshot!(slips.map(help).join("\n"), @r"
        `question` stands at the top of a file: move it above the first [header]
        `look_at` stands at the top of a file: move it above the first [header]
        leave out the quotation marks: lapse.audit = …
        below [lapse] write `audit` alone
        a scenario's own values stand in their groups: [lapse], below it audit = 0.01
        ");
    }

    #[test]
    fn whole_numbers_and_truth_may_be_written_as_other_programs_do() {
        let text = "[run]\nweeks = 20.0\nseeds = 1e2\n[ties]\nrewire_imported = \"TRUE\"\n";
        let scenario = read("s.toml", text, Path::new(""), &[]).unwrap();
        assert_eq!((scenario.parameters.run.weeks, scenario.parameters.run.seeds), (20, 100));
        assert!(scenario.parameters.ties.rewire_imported);
        assert!(read("s.toml", "[run]\nweeks = 20.5\n", Path::new(""), &[]).is_err());
        let set = ["ties.rewire_imported=0".to_owned()];
        assert!(!read("s.toml", text, Path::new(""), &set).unwrap().parameters.ties.rewire_imported);
    }
}
