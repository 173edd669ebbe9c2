//! The linter's findings, with places for an editor.

use sayso::lint::{self, Attachment, Options};
use sayso::{Diagnostic, PolicyDocument, PolicyType};
use sayso_catalog::ServiceReference;
use serde::Serialize;

use crate::offsets::{Offsets, Place};

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Check {
    policy_type: &'static str,
    findings: Vec<Finding>,
    statements: Vec<Statement>,
}

#[derive(Serialize)]
struct Finding {
    code: &'static str,
    severity: &'static str,
    message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<String>,
    #[serde(flatten)]
    place: Place,
    labels: Vec<Label>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fix: Option<Fix>,
}

#[derive(Serialize)]
struct Label {
    #[serde(flatten)]
    place: Place,
    text: String,
}

#[derive(Serialize)]
struct Fix {
    title: String,
    safe: bool,
    edits: Vec<Edit>,
}

#[derive(Serialize)]
struct Edit {
    #[serde(flatten)]
    place: Place,
    insert: String,
}

#[derive(Serialize)]
struct Statement {
    #[serde(flatten)]
    place: Place,
    index: usize,
    sid: String,
    effect: &'static str,
}

pub(crate) fn check(
    document: &PolicyDocument,
    policy_type: Option<PolicyType>,
    reference: ServiceReference<'_>,
) -> Check {
    let policy_type = policy_type.unwrap_or_else(|| PolicyType::detect(document));
    let options = Options { attachment: Attachment::Unknown, known_accounts: &[], reference };
    let offsets = Offsets::new(document.source().text());
    let found = lint::check(document, policy_type, &options);
    let statements = document.statements().iter().enumerate().map(|(index, node)| Statement {
        place: offsets.place(node.span),
        index,
        sid: node.sid.as_ref().map(|sid| sid.value.clone()).unwrap_or_default(),
        effect: node.effect.as_ref().map_or("", |effect| effect.value.as_str()),
    });
    Check {
        policy_type: policy_type.as_str(),
        findings: found.into_iter().map(|diagnostic| finding(diagnostic, &offsets)).collect(),
        statements: statements.collect(),
    }
}

fn finding(diagnostic: Diagnostic, offsets: &Offsets) -> Finding {
    let labels = diagnostic.labels.into_iter().map(|(span, text)| Label { place: offsets.place(span), text });
    Finding {
        code: diagnostic.code,
        severity: diagnostic.severity.as_str(),
        message: diagnostic.message,
        help: diagnostic.help,
        place: offsets.place(diagnostic.span),
        labels: labels.collect(),
        fix: diagnostic.fix.map(|fix| Fix {
            title: fix.title,
            safe: fix.is_safe,
            edits: fix
                .edits
                .into_iter()
                .map(|edit| Edit { place: offsets.place(edit.span), insert: edit.replacement })
                .collect(),
        }),
    }
}
