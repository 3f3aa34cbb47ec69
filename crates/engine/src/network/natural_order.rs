//! The order in which people sort names: `v2` before `v10`.

use std::cmp::Ordering;

/// Compares names; runs of digits count as numbers, of any length, and equal ones are told apart as texts.
///
/// A total order, so that sorted names do not depend on the order in which they came.
pub(super) fn compare(left: &str, right: &str) -> Ordering {
    let (mut a, mut b) = (left.as_bytes(), right.as_bytes());
    while let (Some(&first), Some(&second)) = (a.first(), b.first()) {
        let order = if first.is_ascii_digit() && second.is_ascii_digit() {
            let (one, rest_of_a) = split_number(a);
            let (other, rest_of_b) = split_number(b);
            (a, b) = (rest_of_a, rest_of_b);
            // Without leading zeros the longer number is the larger.
            one.len().cmp(&other.len()).then_with(|| one.cmp(other))
        } else {
            (a, b) = (&a[1..], &b[1..]);
            first.cmp(&second)
        };
        if order != Ordering::Equal {
            return order;
        }
    }
    a.len().cmp(&b.len()).then_with(|| left.cmp(right))
}

/// The digits at the start of a text, without leading zeros, and what follows them.
fn split_number(text: &[u8]) -> (&[u8], &[u8]) {
    let end = text.iter().position(|byte| !byte.is_ascii_digit()).unwrap_or(text.len());
    let (digits, rest) = text.split_at(end);
    let zeros = digits.iter().take_while(|&&digit| digit == b'0').count();
    (&digits[zeros..], rest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn numbers_inside_names_count_by_value() {
        let mut names = ["v10", "v2", "v02", "v", "w1", "v2b1", "v2b", "", "2", "10", "v99999999999999999999999999"];
        names.sort_by(|a, b| compare(a, b));
        let sorted = ["", "2", "10", "v", "v02", "v2", "v2b", "v2b1", "v10", "v99999999999999999999999999", "w1"];
        assert_eq!(names, sorted);
    }

    proptest! {
        #[test]
        fn it_is_a_total_order(a in "[a0-1ü]{0,5}", b in "[a0-1ü]{0,5}", c in "[a0-1ü]{0,5}") {
            prop_assert_eq!(compare(&a, &b), compare(&b, &a).reverse());
            prop_assert_eq!(compare(&a, &b) == Ordering::Equal, a == b);
            if compare(&a, &b) != Ordering::Greater && compare(&b, &c) != Ordering::Greater {
                prop_assert_ne!(compare(&a, &c), Ordering::Greater);
            }
        }
    }
}
