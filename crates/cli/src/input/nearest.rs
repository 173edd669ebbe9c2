//! Near misses: what somebody meant.

/// The name nearest to `wanted`, letter case aside, if one is near enough to be meant.
pub(crate) fn to<'a>(wanted: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    // No name of ours is longer; a longer text is no typo.
    if wanted.len() > 200 {
        return None;
    }
    let wanted = wanted.to_ascii_lowercase();
    let likeness = |name: &str| strsim::jaro_winkler(&wanted, &name.to_ascii_lowercase());
    let best = names
        .map(|name| (likeness(name), name))
        .reduce(|best, next| if next.0 > best.0 { next } else { best });
    best.filter(|(likeness, _)| *likeness > 0.85).map(|(_, name)| name)
}
