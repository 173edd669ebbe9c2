//! What clients write around a message: the code, the operation, the request's id.

use std::ops::Range;

use nom::bytes::complete::{take_while, take_while1};
use nom::combinator::opt;
use nom::{IResult, Parser as _};

use super::dense::{Dense, Gap, words};
use super::ends;

/// How far from a message its code may stand.
const NEAR: usize = 700;
const AFTER: usize = 400;
/// How far the code may stand from the message that it belongs to.
const TIGHT: usize = 60;

const CODES: [&str; 7] = [
    "AccessDeniedException",
    "AccessDenied",
    "UnauthorizedOperation",
    "AuthorizationErrorException",
    "AuthorizationError",
    "UnauthorizedException",
    "NotAuthorizedException",
];

/// What a client says of the call.
#[derive(Debug, Default)]
pub(super) struct Around {
    pub(super) code: Option<String>,
    pub(super) operation: Option<String>,
    pub(super) service: Option<String>,
    pub(super) request_id: Option<String>,
}

/// `An error occurred (CODE) when calling the OPERATION operation: `
pub(super) fn client(input: &str) -> IResult<&str, (String, String)> {
    let name = |it: char| it.is_ascii_alphanumeric() || matches!(it, '.' | '_' | '-');
    let (rest, ()) = words("An error occurred (").parse(input)?;
    let (rest, code) = take_while1(name).parse(rest)?;
    let (rest, ()) = words(") when calling the").parse(rest)?;
    let end = ends::within(rest, 150).find("operation").unwrap_or(0);
    let (operation, rest) = (rest.get(..end).unwrap_or_default(), rest.get(end..).unwrap_or_default());
    let (rest, ()) = words("operation").parse(rest)?;
    let retries = (words("(reached max retries:"), take_while(|it: char| it.is_ascii_digit()), words(")"));
    let (rest, _) = opt(retries).parse(rest)?;
    let (rest, ()) = words(":").parse(rest)?;
    Ok((rest, (code.to_owned(), operation.to_owned())))
}

/// A message with what a client writes before it.
pub(super) fn span(dense: &Dense, from: usize, message: &Range<usize>) -> Range<usize> {
    let near = dense.boundary(from.max(message.start.saturating_sub(NEAR)));
    let start = dense.slice(near..message.start).rfind("Anerroroccurred(").map(|at| near + at);
    let is_its = |start: &usize| {
        client(dense.slice(*start..message.start)).is_ok_and(|(between, _)| between.len() <= TIGHT)
    };
    let own = || code(dense.slice(near..message.start)).map_or(message.start, |(at, _)| near + at);
    start.filter(is_its).unwrap_or_else(own)..message.end
}

impl Around {
    /// Of a message that begins after `from`; `whole` begins with the client's words.
    pub(super) fn of(dense: &Dense, from: usize, message: &Range<usize>, whole: &Range<usize>) -> Self {
        let near = dense.boundary(from.max(message.start.saturating_sub(NEAR)));
        let far = dense.boundary((message.end + AFTER).min(dense.len()));
        let before = dense.slice(near..message.start);
        let after = of_this(dense.slice(message.end..far));
        let mut around =
            Self { request_id: request_id(after).or_else(|| request_id(before)), ..Self::default() };
        if let Ok((_, (code, operation))) = client(dense.slice(whole.start..message.start)) {
            around.code = Some(code);
            around.operation = Some(operation).filter(|it| !it.is_empty());
            return around;
        }
        around.code = code(before)
            .map(|(_, code)| code)
            .or_else(|| field(after, "ErrorCode:"))
            .or_else(|| handler(after));
        if let Some((service, operation)) = go(before) {
            (around.service, around.operation) = (Some(service), Some(operation));
        }
        around.service = around.service.or_else(|| field(after, "(Service:"));
        around
    }
}

/// What belongs to this message, not the next.
fn of_this(after: &str) -> &str {
    let next = ["User:", "Anerroroccurred(", "operationerror"].iter().filter_map(|it| after.find(it)).min();
    after.get(..next.unwrap_or(after.len())).unwrap_or_default()
}

/// `operation error S3: GetObject, …`
fn go(before: &str) -> Option<(String, String)> {
    let (_, told) = before.rsplit_once("operationerror")?;
    let (service, rest) = told.split_once(':')?;
    let (operation, _) = rest.split_once(',')?;
    let is_name = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric());
    (is_name(service) && is_name(operation)).then(|| (service.to_owned(), operation.to_owned()))
}

/// The last code right before the message, and where it is.
fn code(before: &str) -> Option<(usize, String)> {
    let tight = before.char_indices().rev().take(TIGHT).last().map_or(0, |(at, _)| at);
    let last = before.get(tight..)?;
    let at = CODES.iter().filter_map(|code| Some((last.rfind(code)?, code.len()))).max()?;
    let (start, length) = (tight + at.0, at.1);
    let client = before.get(..start).is_some_and(|it| it.ends_with("Client."));
    let start = if client { start - "Client.".len() } else { start };
    Some((start, before.get(start..tight + at.0 + length)?.to_owned()))
}

/// `Service: S3` within a Java client's brackets.
fn field(after: &str, name: &str) -> Option<String> {
    let (_, rest) = after.split_once(name)?;
    let end = rest.find(|it: char| !it.is_ascii_alphanumeric() && it != '.').unwrap_or(rest.len());
    rest.get(..end).filter(|text| !text.is_empty()).map(str::to_owned)
}

/// CloudFormation's word for it.
fn handler(after: &str) -> Option<String> {
    field(after, "HandlerErrorCode:")
}

fn request_id(text: &str) -> Option<String> {
    const NAMES: [&str; 5] = ["requestid:", "requestid=", "<requestid>", "requestid\":\"", "requestid':'"];
    let lower = text.to_ascii_lowercase();
    let start = NAMES.iter().filter_map(|name| Some(lower.find(name)? + name.len())).min()?;
    let rest = text.get(start..)?;
    let end = rest.find(|it: char| !it.is_ascii_alphanumeric() && it != '-').unwrap_or(rest.len());
    rest.get(..end).filter(|id| id.len() >= 8).map(str::to_owned)
}

/// Whether a byte of the text begins a word.
pub(super) fn begins(dense: &Dense, at: usize) -> bool {
    dense.gap(at) != Gap::None || !dense.slice(0..at).ends_with(|it: char| it.is_alphanumeric() || it == '_')
}
