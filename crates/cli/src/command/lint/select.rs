//! Which findings a word stands for: a code, a part of one, a severity or a group.

use sayso::Severity;
use sayso::lint::{self, Origin};

use crate::input::nearest;

/// What `--select`, `--ignore` and the settings name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Selector {
    All,
    Code(String),
    /// What a code begins with.
    Prefix(String),
    Severity(Severity),
    AccessAnalyzer,
    Sayso,
}

/// What readers tell under codes that are no rules.
pub(crate) const READERS: [(&str, &str); 5] = [
    ("DUPLICATE_KEY", "An object has a key twice."),
    ("NOT_A_POLICY", "A text is no policy."),
    ("NOT_STATIC", "A policy, or a part of one, is known on deployment only, and was not checked."),
    ("TOO_MANY_FAULTS", "More is wrong than is listed."),
    ("TOO_MANY_STATEMENTS", "A policy has more statements than are read."),
];

/// The words for severities, mildest first.
pub(crate) const SEVERITIES: [(&str, Severity); 4] = [
    ("suggestion", Severity::Suggestion),
    ("warning", Severity::Warning),
    ("security-warning", Severity::SecurityWarning),
    ("error", Severity::Error),
];

/// The word for a severity.
pub(crate) fn severity_word(severity: Severity) -> &'static str {
    SEVERITIES.iter().find(|(_, of)| *of == severity).map_or("", |(word, _)| word)
}

impl Selector {
    /// Reads a word. What matches no rule is refused: it would be a typo.
    pub(crate) fn parse(word: &str) -> Result<Self, String> {
        let known = match word.to_ascii_lowercase().as_str() {
            "all" | "*" => Some(Self::All),
            "access-analyzer" => Some(Self::AccessAnalyzer),
            "sayso" => Some(Self::Sayso),
            lower => SEVERITIES.iter().find(|(name, _)| *name == lower).map(|(_, it)| Self::Severity(*it)),
        };
        if let Some(selector) = known {
            return Ok(selector);
        }
        let upper = word.to_ascii_uppercase();
        if let Some(prefix) = upper.strip_suffix('*') {
            let is_known = lint::rules().any(|rule| rule.code.starts_with(prefix));
            let selector = is_known.then(|| Self::Prefix(prefix.to_owned()));
            return selector
                .ok_or_else(|| format!("no rule's code begins with `{prefix}`; `sayso rule` lists them"));
        }
        match lint::rule(&upper).map(|rule| rule.code).or_else(|| reader(&upper).map(|(code, _)| code)) {
            Some(code) => Ok(Self::Code(code.to_owned())),
            None => Err(format!("there is no rule `{word}`; {}", hint(word))),
        }
    }

    /// Whether it stands for findings of this code and severity.
    pub(crate) fn matches(&self, code: &str, severity: Severity) -> bool {
        match self {
            Self::All => true,
            Self::Code(wanted) => wanted == code,
            Self::Prefix(prefix) => code.starts_with(prefix.as_str()),
            Self::Severity(wanted) => *wanted == severity,
            Self::AccessAnalyzer => !is_ours(code),
            Self::Sayso => is_ours(code),
        }
    }
}

fn is_ours(code: &str) -> bool {
    lint::rule(code).is_none_or(|rule| rule.origin == Origin::Sayso)
}

/// A code of readers with what it means.
pub(crate) fn reader(code: &str) -> Option<(&'static str, &'static str)> {
    READERS.into_iter().find(|(name, _)| name.eq_ignore_ascii_case(code))
}

/// What to do about a code that is none.
pub(crate) fn hint(code: &str) -> String {
    let groups = ["access-analyzer", "sayso"].into_iter();
    let names = lint::rules()
        .map(|rule| rule.code)
        .chain(READERS.map(|(code, _)| code))
        .chain(groups)
        .chain(SEVERITIES.map(|(word, _)| word));
    match nearest::to(code, names) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "`sayso rule` lists them".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stand_for_codes_severities_and_groups() {
        let code = ("EMPTY_SID_VALUE", Severity::Suggestion);
        for (word, expected) in [
            ("EMPTY_SID_VALUE", true),
            ("empty_sid_value", true),
            ("EMPTY_*", true),
            ("empty*", true),
            ("suggestion", true),
            ("not_static", false),
            ("access-analyzer", true),
            ("*", true),
            ("MISSING_EFFECT", false),
            ("MISSING_*", false),
            ("security-warning", false),
            ("sayso", false),
        ] {
            assert_eq!(Selector::parse(word).unwrap().matches(code.0, code.1), expected, "{word}");
        }
        assert!(Selector::parse("EMPTY_SID_VALU").unwrap_err().ends_with("did you mean `EMPTY_SID_VALUE`?"));
        assert!(Selector::parse("NOPE*").is_err());
        assert!(Selector::parse("").is_err());
    }
}
