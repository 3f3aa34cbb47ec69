//! Failures of a method, counted by kind.

use super::MethodAnswer;

/// How often each kind of failure occurs, most frequent first, with the reason of the first one of its kind. Reasons
/// that differ only in numbers are of one kind.
pub(super) fn failures(answers: &[Result<MethodAnswer, String>]) -> Vec<(u32, String)> {
    let kind = |reason: &str| reason.replace(|c: char| c.is_ascii_digit(), "");
    let mut kinds: Vec<(String, u32, String)> = Vec::new();
    for reason in answers.iter().filter_map(|answer| answer.as_ref().err()) {
        match kinds.iter_mut().find(|(known, ..)| *known == kind(reason)) {
            Some((_, count, _)) => *count += 1,
            None => kinds.push((kind(reason), 1, reason.clone())),
        }
    }
    kinds.sort_by_key(|(_, count, _)| std::cmp::Reverse(*count));
    kinds.into_iter().map(|(_, count, reason)| (count, reason)).collect()
}
