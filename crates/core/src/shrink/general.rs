//! A few patterns instead of many ARNs.

use std::collections::{BTreeMap, BTreeSet};

/// ARNs that may differ in one place before a pattern stands for them.
const MOST_ALIKE: usize = 3;

/// The ARNs, or patterns of them, as [`super::Grain::Resource`] says.
pub(super) fn generalised(arns: &BTreeSet<String>) -> BTreeSet<String> {
    let mut now = arns.clone();
    // From the longest to the shortest: what became one pattern may be one of several alike.
    for depth in (2..=depth(arns)).rev() {
        let mut groups: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for arn in std::mem::take(&mut now) {
            match parts(&arn) {
                Some((head, last, count)) if count >= depth => {
                    groups.entry(head.to_owned()).or_default().insert(last.to_owned());
                }
                _ => _ = now.insert(arn),
            }
        }
        for (head, lasts) in groups {
            if lasts.len() > MOST_ALIKE {
                now.insert(format!("{head}*"));
            } else {
                now.extend(lasts.iter().map(|last| format!("{head}{last}")));
            }
        }
    }
    now
}

/// An ARN up to its last slash or colon, what follows, and how many parts its resource has; what a pattern has for its
/// last part goes with the one before.
fn parts(arn: &str) -> Option<(&str, &str, usize)> {
    let whole = arn.strip_suffix("/*").or(arn.strip_suffix(":*")).unwrap_or(arn);
    let resource = whole.splitn(6, ':').nth(5)?;
    let count = resource.split(['/', ':']).count();
    let cut = whole.rfind(['/', ':'])? + 1;
    let (head, last) = arn.split_at_checked(cut)?;
    Some((head, last, count))
}

fn depth(arns: &BTreeSet<String>) -> usize {
    arns.iter().filter_map(|arn| parts(arn)).map(|(_, _, count)| count).max().unwrap_or_default().min(64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_than_three_alike_become_a_pattern() {
        let set = |arns: &[&str]| arns.iter().map(|arn| (*arn).to_owned()).collect::<BTreeSet<_>>();
        let (a, b) = ("arn:aws:s3:::b/2026/", "arn:aws:ec2:eu-west-1:123456789012:instance/");
        for (arns, expected) in [
            (
                vec![format!("{a}1"), format!("{a}2"), format!("{a}3")],
                vec![format!("{a}1"), format!("{a}2"), format!("{a}3")],
            ),
            ((0..4).map(|at| format!("{a}{at}")).collect(), vec![format!("{a}*")]),
            ((0..4).map(|at| format!("{b}i-{at}")).collect(), vec![format!("{b}*")]),
            // Never the name of a bucket, nor the service.
            (
                (0..9).map(|at| format!("arn:aws:s3:::b{at}")).collect(),
                (0..9).map(|at| format!("arn:aws:s3:::b{at}")).collect(),
            ),
        ] {
            let texts: Vec<&str> = arns.iter().map(String::as_str).collect();
            let expected: BTreeSet<String> = expected.into_iter().collect();
            assert_eq!(generalised(&set(&texts)), expected, "{arns:?}");
        }
        let deep: BTreeSet<String> =
            (0..4).flat_map(|year| (0..4).map(move |day| format!("arn:aws:s3:::b/{year}/{day}"))).collect();
        assert_eq!(generalised(&deep), set(&["arn:aws:s3:::b/*"]));
    }
}
