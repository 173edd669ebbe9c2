//! Templates of resources, their parameters filled in.

use std::borrow::Cow;

use sayso_catalog::ResourceTemplate;

use super::call::Need;
use super::parameters::Parameters;
use super::record::{Record, RecordResource};
use crate::arn::Arn;
use crate::request::Principal;

/// How many resources one call may have: more of them are of no use to anyone.
const MOST: usize = 200;

/// A template, cut into pieces.
#[derive(Debug)]
pub(super) struct Template {
    kind: Box<str>,
    pieces: Vec<Piece>,
}

#[derive(Debug)]
enum Piece {
    Text(Box<str>),
    Partition,
    Region,
    Account,
    /// Paths of parameters, any of which may be given.
    Parameter(Vec<Box<str>>),
}

/// A resource of a call.
pub(super) struct Found<'e> {
    pub(super) arn: Cow<'e, str>,
    /// The owner, where the event names it.
    pub(super) account: Option<&'e str>,
    /// Whether the ARN has `*` for what the event does not tell.
    pub(super) open: bool,
}

/// Where a call is made.
pub(super) struct Around<'e> {
    partition: &'e str,
    region: &'e str,
    account: &'e str,
}

impl<'e> Around<'e> {
    pub(super) fn of(record: &'e Record<'_>, principal: &Principal<'e>) -> Self {
        let arn =
            record.user_identity.as_ref().and_then(|identity| identity.arn.as_deref()).unwrap_or_default();
        let own = record.user_identity.as_ref().and_then(|identity| identity.account_id.as_deref());
        let theirs = record.recipient_account_id.as_deref();
        Self {
            partition: Arn::of(arn).map_or("aws", Arn::partition),
            region: record.aws_region.as_deref().unwrap_or("*"),
            account: if principal.is_iam() { own.or(theirs) } else { theirs }.unwrap_or("*"),
        }
    }
}

impl Template {
    pub(super) fn compile(template: ResourceTemplate<'_>) -> Self {
        let mut pieces = cut(template.fields);
        pieces.extend(cut(template.resource));
        Self { kind: template.resource_type.into(), pieces }
    }

    /// A pattern of the reference: its variables are taken for parameters of that name.
    pub(super) fn of_pattern(kind: &str, pattern: &str) -> Self {
        let mut pieces = cut(pattern);
        for piece in &mut pieces {
            if let Piece::Text(text) = piece
                && let Some(name) = text.strip_prefix("${").and_then(|text| text.strip_suffix('}'))
            {
                *piece = Piece::Parameter(vec![name.into()]);
            }
        }
        Self { kind: kind.into(), pieces }
    }

    pub(super) fn is_bound(&self, parameters: &Parameters<'_>) -> bool {
        self.paths().any(|path| !parameters.values(path).is_empty())
    }

    fn paths(&self) -> impl Iterator<Item = &str> {
        let paths = self.pieces.iter().filter_map(|piece| match piece {
            Piece::Parameter(paths) => Some(paths),
            _ => None,
        });
        paths.flatten().map(AsRef::as_ref)
    }

    /// The ARNs that it stands for, and of each whether something is left open.
    fn fill(&self, parameters: &Parameters<'_>, around: &Around<'_>) -> Vec<(String, bool)> {
        let mut arns = vec![(String::new(), false)];
        for piece in &self.pieces {
            let paths = match piece {
                Piece::Text(text) => {
                    let open = text.contains(['*', '?']);
                    for (arn, is_open) in &mut arns {
                        append(arn, text);
                        *is_open |= open;
                    }
                    continue;
                }
                Piece::Partition => [around.partition],
                Piece::Region => [around.region],
                Piece::Account => [around.account],
                Piece::Parameter(paths) => {
                    let values: Vec<&str> = paths.iter().flat_map(|path| parameters.values(path)).collect();
                    arns = given(arns, paths, &values, self.pieces.len() == 1);
                    continue;
                }
            };
            for (arn, open) in &mut arns {
                arn.extend(paths);
                *open |= paths == ["*"];
            }
        }
        arns
    }
}

/// The ARNs so far, each with every value of a parameter; `*` where it has none.
fn given(arns: Vec<(String, bool)>, paths: &[Box<str>], values: &[&str], whole: bool) -> Vec<(String, bool)> {
    let is_path = |path: &str| path.ends_with("Path") && values.is_empty();
    if paths.iter().any(|path| is_path(path)) {
        // A user or role without a path has `/`.
        return with(arns, "/", false);
    }
    if values.is_empty() {
        return with(arns, "*", true);
    }
    let mut out = Vec::new();
    for (arn, open) in &arns {
        for value in values.iter().take(MOST) {
            if value.starts_with("arn:") {
                // The parameter takes ARNs, too: that is the resource.
                out.push(((*value).to_owned(), false));
                continue;
            }
            let mut filled = arn.clone();
            let name = value.strip_prefix("https://").and_then(|url| url.rsplit('/').next()).unwrap_or(value);
            // What should be an ARN is some other name of the resource.
            let is_other_name = whole || (arn.contains(":kms:") && name.starts_with("alias/"));
            append(&mut filled, if is_other_name { "*" } else { name });
            out.push((filled, *open || is_other_name));
            if out.len() >= MOST {
                return out;
            }
        }
    }
    out
}

fn with(mut arns: Vec<(String, bool)>, text: &str, is_open: bool) -> Vec<(String, bool)> {
    for (arn, open) in &mut arns {
        append(arn, text);
        *open |= is_open;
    }
    arns
}

/// Appends, of two slashes one; an object's name has none at its beginning.
fn append(arn: &mut String, text: &str) {
    arn.push_str(if arn.ends_with('/') || arn.ends_with(":::") {
        text.strip_prefix('/').unwrap_or(text)
    } else {
        text
    });
}

fn cut(template: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = template;
    while let Some(at) = rest.find('{') {
        let (before, after) = rest.split_at_checked(at).unwrap_or((rest, ""));
        let Some((name, end)) = after.strip_prefix('{').and_then(|after| after.split_once('}')) else {
            break;
        };
        let (before, around) = match before.strip_suffix('$') {
            Some(before) => (before, true),
            None => (before, false),
        };
        if !before.is_empty() {
            pieces.push(Piece::Text(before.into()));
        }
        pieces.push(match (around, name) {
            (true, "Partition") => Piece::Partition,
            (true, "Region") => Piece::Region,
            (true, "Account") => Piece::Account,
            (true, name) => Piece::Text(format!("${{{name}}}").into()),
            (false, names) => Piece::Parameter(names.split('|').map(Into::into).collect()),
        });
        rest = end;
    }
    if !rest.is_empty() {
        pieces.push(Piece::Text(rest.into()));
    }
    pieces
}

/// The resources for which a call needs an action.
pub(super) fn resources<'e>(
    record: &'e Record<'_>,
    need: &Need,
    parameters: &Parameters<'_>,
    around: &Around<'e>,
) -> Vec<Found<'e>> {
    if !need.takes_resource() {
        return vec![Found { arn: "*".into(), account: None, open: false }];
    }
    let named = named(record, need);
    if !need.one_of_several && !named.is_empty() {
        return named;
    }
    let filled = filled(need, parameters, around);
    let bound: Vec<Found<'_>> =
        filled.iter().filter(|(_, found)| *found).flat_map(|(arns, _)| arns.iter().map(found)).collect();
    if bound.iter().any(|found| !found.open) || (named.is_empty() && !bound.is_empty()) {
        return with_owner(bound, record);
    }
    if !named.is_empty() {
        return named;
    }
    let required = |kind: &str| {
        let mut types = need.entry.into_iter().flat_map(|entry| entry.resource_types());
        types.any(|it| it.required && it.resource_type.name() == kind)
    };
    let open = need.templates.iter().zip(&filled);
    let mut open: Vec<_> =
        open.filter(|(template, _)| required(&template.kind)).map(|(_, (arns, _))| arns).collect();
    if open.is_empty() && filled.len() == 1 {
        open.extend(filled.first().map(|(arns, _)| arns));
    }
    let open: Vec<Found<'_>> =
        open.into_iter().flatten().map(|(arn, _)| found(&(arn.clone(), true))).collect();
    if open.is_empty() { vec![Found { arn: "*".into(), account: None, open: true }] } else { open }
}

fn found<'e>((arn, open): &(String, bool)) -> Found<'e> {
    Found { arn: Cow::Owned(arn.clone()), account: None, open: *open }
}

/// The ARNs of each template, and whether the request has a parameter of it.
fn filled(need: &Need, parameters: &Parameters<'_>, around: &Around<'_>) -> Vec<(Vec<(String, bool)>, bool)> {
    let filled = need
        .templates
        .iter()
        .map(|template| (template.fill(parameters, around), template.is_bound(parameters)));
    filled.collect()
}

/// The resources that the event lists, of the types that the action can be allowed for.
fn named<'e>(record: &'e Record<'_>, need: &Need) -> Vec<Found<'e>> {
    let Some(entry) = need.entry else { return Vec::new() };
    let listed = record.resources.iter().flatten();
    let of_action = |arn: &str| {
        entry.resource_types().any(|it| {
            let bucket = it.resource_type.name() == "bucket" && arn.contains('/');
            !bucket && it.resource_type.can_be(arn)
        })
    };
    let named = listed.filter_map(|listed: &RecordResource<'_>| {
        let arn = listed.arn.as_deref()?;
        let account = listed.account_id.as_deref().filter(|account| !account.is_empty());
        of_action(arn).then_some(Found { arn: Cow::Borrowed(arn), account, open: false })
    });
    named.take(MOST).collect()
}

/// The owners, where the event lists the resource or the bucket that it is in.
fn with_owner<'e>(mut found: Vec<Found<'e>>, record: &'e Record<'_>) -> Vec<Found<'e>> {
    for resource in &mut found {
        let owner = record.resources.iter().flatten().find(|listed| {
            let arn = listed.arn.as_deref().unwrap_or_default();
            let rest = resource.arn.strip_prefix(arn).filter(|_| !arn.is_empty());
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        });
        resource.account = owner.and_then(|owner| owner.account_id.as_deref());
    }
    found
}
