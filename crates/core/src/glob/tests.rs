//! Pairs of patterns, and what the comparison says of them.

use super::*;

fn glob(text: &str) -> Glob {
    Glob::of(&Pattern::parse(text, Syntax { wildcards: true, variables: true }))
}

#[test]
fn what_covers_and_what_meets() {
    // One pattern, another, whether the first covers the second, whether they meet.
    for (own, other, covers, meets) in [
        ("*", "s3:Get*", true, true),
        ("s3:Get*", "s3:GetObject", true, true),
        ("s3:Get*", "s3:Get*", true, true),
        ("s3:Get*Acl", "s3:GetObject*", false, true),
        ("s3:Get*", "s3:*", false, true),
        ("s3:Get?", "s3:Get*", false, true),
        ("s3:Get*", "s3:Get?", true, true),
        ("a*b*c", "ab*c", true, true),
        ("a*b*c", "a*c", false, true),
        ("a*", "b*", false, false),
        ("*a", "*b", false, false),
        ("a*b", "b*a", false, false),
        ("*abc*", "x?bcx", false, true),
        ("", "*", false, true),
        ("", "a", false, false),
        ("home/${aws:username}/*", "home/${aws:username}/a/*", true, true),
        ("home/${aws:username}/*", "home/${aws:userid}/a", false, true),
        ("home/${aws:username}/*", "home/ana/a", false, true),
        ("home/*", "home/${aws:username}", true, true),
        ("home/???????????????", "home/${aws:username}", false, true),
        ("home/${*}", "home/x", false, false),
    ] {
        assert_eq!(glob(own).covers_within(&glob(other), &mut 1_000), covers, "{own} covers {other}");
        assert_eq!(glob(own).meets(&glob(other)), meets, "{own} meets {other}");
        assert_eq!(glob(other).meets(&glob(own)), meets, "{other} meets {own}");
    }
}

#[test]
fn a_text_that_both_match() {
    for (own, other, common) in [
        ("*", "role/*", Some("role/any")),
        ("role/app-*", "role/*", Some("role/app-any")),
        ("role/app-?", "*", Some("role/app-x")),
        ("*:role/*", "arn:aws:iam::1:role/*", Some("arn:aws:iam::1:role/any")),
        ("role/a", "role/a", Some("role/a")),
        ("a*c", "*b*", Some("aanybanyc")),
        ("*end", "start*", Some("startanyend")),
        ("role/*", "user/*", None),
        ("a", "", None),
    ] {
        assert_eq!(glob(own).common(&glob(other), "any").as_deref(), common, "{own} and {other}");
    }
}
