//! Placeholders of AWS's, as texts that stand out until they are filled in.

/// A form of an ARN as a pattern: `arn:${Partition}:s3:::${BucketName}` is `arn:aws:s3:::BUCKET_NAME`.
pub(super) fn arn(form: &str) -> String {
    fill(form, |name| if name == "Partition" { "aws".to_owned() } else { capitals(name) })
}

/// A condition key: `aws:RequestTag/${TagKey}` is `aws:RequestTag/TAG_KEY`.
pub(super) fn key(name: &str) -> String {
    fill(name, capitals)
}

/// Replaces each `${…}` and `<…>`.
fn fill(form: &str, value: impl Fn(&str) -> String) -> String {
    let mut filled = String::with_capacity(form.len());
    let mut rest = form;
    while let Some(open) = rest.find(['$', '<']) {
        let Some((before, after)) = rest.split_at_checked(open) else { break };
        let inner = after.strip_prefix("${").or_else(|| after.strip_prefix('<'));
        let Some((name, after)) = inner.and_then(|inner| inner.split_once(['}', '>'])) else { break };
        filled.push_str(before);
        filled.push_str(&value(name));
        rest = after;
    }
    filled + rest
}

/// `BucketName` as `BUCKET_NAME`.
fn capitals(name: &str) -> String {
    let mut capitals = String::with_capacity(name.len() + 4);
    let mut was_small = false;
    for character in name.chars() {
        if character.is_ascii_uppercase() && was_small {
            capitals.push('_');
        }
        was_small = character.is_ascii_lowercase() || character.is_ascii_digit();
        capitals.push(if character.is_ascii_alphanumeric() { character.to_ascii_uppercase() } else { '_' });
    }
    capitals
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_stand_out() {
        for (form, expected) in [
            ("arn:${Partition}:s3:::${BucketName}/${ObjectName}", "arn:aws:s3:::BUCKET_NAME/OBJECT_NAME"),
            (
                "arn:${Partition}:sqs:${Region}:${Account}:${QueueName}",
                "arn:aws:sqs:REGION:ACCOUNT:QUEUE_NAME",
            ),
            ("*", "*"),
            ("arn:${Partition", "arn:${Partition"),
        ] {
            assert_eq!(arn(form), expected);
        }
        assert_eq!(key("s3:ExistingObjectTag/<key>"), "s3:ExistingObjectTag/KEY");
        assert_eq!(key("aws:RequestTag/${TagKey}"), "aws:RequestTag/TAG_KEY");
    }
}
