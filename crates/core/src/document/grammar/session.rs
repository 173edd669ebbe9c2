//! Session policies: incomplete ARNs are refused there (G27).

use super::Check;
use crate::diagnostic::quote;
use crate::document::{StatementNode, Version};

impl Check<'_> {
    pub(super) fn session(&mut self, statement: &StatementNode) {
        let version = self.document.version.as_ref().map_or_else(Version::default, |version| version.value);
        for entry in statement.resource.iter().flat_map(|resource| &resource.entries) {
            let fields = fields(&entry.value, version);
            if entry.value != "*" && fields < 6 {
                let found = quote(&entry.value);
                let message = format!("{found} has {fields} of the 6 fields of an ARN");
                let help = "write them all: `arn:partition:service:region:account:resource`";
                self.refuse("MISSING_ARN_FIELD", entry.span, message, help);
            }
        }
    }
}

/// The fields that colons separate; the colon of a variable separates none (G08, C30).
fn fields(arn: &str, version: Version) -> usize {
    let mut rest = arn;
    let mut fields = 1;
    while let Some((before, after)) = rest.split_once(':') {
        let variable = before.rsplit_once("${").is_some_and(|(_, open)| !open.contains('}'));
        match after.split_once('}') {
            Some((_, after)) if variable && version == Version::V2012 => rest = after,
            _ => {
                fields += 1;
                rest = after;
            }
        }
    }
    fields
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_colons_outside_variables_count() {
        for (arn, count) in [
            ("arn:aws:s3", 3),
            ("arn:aws:s3:::b/${aws:username}/x", 6),
            ("arn:aws:s3:${aws:RequestedRegion}", 4),
            ("arn:aws:s3:${aws:PrincipalTag/a:b, 'x'}:${aws:PrincipalAccount}:r", 6),
            ("${aws:a}${aws:b}", 1),
            ("arn:${aws", 2),
            ("", 1),
        ] {
            assert_eq!(fields(arn, Version::V2012), count, "{arn}");
        }
        assert_eq!(fields("arn:aws:s3:${aws:RequestedRegion}", Version::V2008), 5);
    }
}
