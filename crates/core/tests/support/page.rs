//! A rule's page and its examples.

use sayso::PolicyType;
use sayso::lint::Attachment;

#[derive(Clone)]
pub(crate) struct Example {
    pub(crate) text: String,
    pub(crate) policy_type: PolicyType,
    pub(crate) attachment: Attachment<'static>,
}

#[derive(Default)]
pub(crate) struct Page {
    pub(crate) title: String,
    pub(crate) summary: String,
    pub(crate) fails: Vec<Example>,
    pub(crate) passes: Vec<Example>,
}

impl Page {
    pub(crate) fn read(text: &str) -> Self {
        let mut lines = text.lines();
        let title = lines.next().and_then(|line| line.strip_prefix("# ")).unwrap_or_default().to_owned();
        let summary = lines.clone().nth(1).unwrap_or_default().to_owned();
        let mut page = Self { title, summary, ..Self::default() };
        let mut section = "";
        while let Some(line) = lines.next() {
            if let Some(heading) = line.strip_prefix("## ") {
                section = heading;
            } else if let Some(kind) = line.strip_prefix("```json ") {
                let body: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
                let (kind, times) = kind.split_once(' ').unwrap_or((kind, "1 times"));
                let (policy_type, attachment) = kind_of(kind);
                let example = Example { text: repeated(&body, times), policy_type, attachment };
                match section {
                    "Fails" => page.fails.push(example),
                    "Passes" => page.passes.push(example),
                    other => panic!("{}: an example under {other:?}", page.title),
                }
            }
        }
        page
    }
}

/// The lines, the first that is an ARN so often as `times` says: long policies have short examples.
fn repeated(lines: &[&str], times: &str) -> String {
    let times: usize = times.strip_suffix(" times").unwrap().parse().unwrap();
    let arn = lines.iter().position(|line| line.trim_start().starts_with("\"arn:") && line.ends_with(','));
    let count = |number: usize| if arn == Some(number) { times } else { 1 };
    let all = lines.iter().enumerate().flat_map(|(number, line)| std::iter::repeat_n(*line, count(number)));
    all.collect::<Vec<_>>().join("\n")
}

/// What stands behind the word `json` of an example's fence.
fn kind_of(kind: &str) -> (PolicyType, Attachment<'static>) {
    let resource = |name| (PolicyType::Resource, Attachment::Resource(name));
    let plain = |policy_type| (policy_type, Attachment::Unknown);
    match kind {
        "identity" => plain(PolicyType::Identity),
        "managed" => (PolicyType::Identity, Attachment::Managed),
        "user" => (PolicyType::Identity, Attachment::User),
        "group" => (PolicyType::Identity, Attachment::Group),
        "role" => (PolicyType::Identity, Attachment::Role),
        "resource" => plain(PolicyType::Resource),
        "bucket" => resource("AWS::S3::Bucket"),
        "queue" => resource("AWS::SQS::Queue"),
        "topic" => resource("AWS::SNS::Topic"),
        "table" => resource("AWS::DynamoDB::Table"),
        "secret" => resource("AWS::SecretsManager::Secret"),
        "trust" => plain(PolicyType::RoleTrust),
        "key" => plain(PolicyType::KmsKey),
        "boundary" => plain(PolicyType::PermissionsBoundary),
        "session" => plain(PolicyType::Session),
        "scp" => plain(PolicyType::ServiceControl),
        "rcp" => plain(PolicyType::ResourceControl),
        "endpoint" => plain(PolicyType::VpcEndpoint),
        other => panic!("no kind of policy: {other:?}"),
    }
}
