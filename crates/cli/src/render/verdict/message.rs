//! The message that AWS would give, for comparing with a log.

use sayso::report::Report;

use crate::render::wrap;

/// For a denial: the message, indented and wrapped between words.
pub(super) fn block(report: &Report) -> Option<String> {
    let message = report.message.as_ref()?;
    let code = report.error_code.as_deref().unwrap_or_default();
    Some(format!("AWS would say ({code})\n{}", wrap::hanging("  ", message)))
}
