//! One message: who is not authorized to do what, on what, and why.

use std::ops::Range;

use nom::branch::alt;
use nom::bytes::complete::{tag, take_while1};
use nom::combinator::opt;
use nom::{IResult, Parser as _};

use super::dense::{Dense, LONGEST, words};
use super::ends::{self, Name};
use super::{Core, reason};
use crate::message::{Details, ResourceForm, Subject};

const NOT_AUTHORIZED: &str = "You are not authorized to perform this operation.";

/// The message around an anchor, which begins after `from`.
pub(super) fn at(dense: &Dense, from: usize, anchor: usize) -> Option<(Range<usize>, Core)> {
    let earliest = dense.boundary(from.max(anchor.saturating_sub(LONGEST)));
    let before = dense.slice(earliest..anchor);
    let user = before.rfind("User:").filter(|_| before.ends_with("isn")).map(|at| earliest + at);
    let ending = |words: &str| before.ends_with(words).then(|| anchor.checked_sub(words.len())).flatten();
    let starts = [ending("Youaren"), user, ending("Userisn"), ending("n"), ending("N")];
    let told = |start| {
        let (rest, core) = Grammar { dense }.message(dense.from(start)).ok()?;
        let is_told = core.is_ec2 || core.subject.is_some();
        is_told.then(|| (start..dense.len() - rest.len(), core))
    };
    starts.into_iter().flatten().find_map(told)
}

/// What follows where a message could begin, if it is more than nothing.
pub(super) fn tail(dense: &Dense, start: usize) -> (usize, Core) {
    let grammar = Grammar { dense };
    match grammar.message(dense.from(start)) {
        Ok((rest, core)) => (dense.len() - rest.len(), core),
        Err(_) => (start, Core::default()),
    }
}

#[derive(Clone, Copy)]
struct Grammar<'d> {
    dense: &'d Dense,
}

impl<'d> Grammar<'d> {
    fn place(self, input: &str) -> usize {
        self.dense.len() - input.len()
    }

    fn message(self, input: &'d str) -> IResult<&'d str, Core> {
        let mut core = Core::default();
        let (mut rest, ec2) = opt(words(NOT_AUTHORIZED)).parse(input)?;
        core.is_ec2 = ec2.is_some();
        if let Ok((after, subject)) = self.subject(rest, &mut core.is_joined) {
            core.subject = Some(subject);
            let (after, context) = opt(|input| reason::reason(self.dense, input)).parse(after)?;
            core.context = context;
            rest = after;
        }
        let (rest, encoded) = opt(|input| self.encoded(input)).parse(rest)?;
        let (rest, details) = opt(|input| self.details(input)).parse(rest)?;
        (core.encoded, core.details) = (encoded, details);
        Ok((rest, core))
    }

    fn subject(self, input: &'d str, is_joined: &mut bool) -> IResult<&'d str, Subject> {
        let (rest, principal) = alt((
            (words("User:"), |input| self.principal(input)).map(|((), principal)| Some(principal)),
            words("User is not authorized to perform:").map(|()| None),
            (words("not authorized to perform"), opt(tag(":"))).map(|_| None),
        ))
        .parse(input)?;
        let (rest, action) = self.name(ends::action, rest)?;
        let (rest, resource) = opt(|input| self.resource(input)).parse(rest)?;
        *is_joined = principal.as_ref().is_some_and(|it| it.is_joined) || action.is_joined;
        let resource = resource.map(|(form, joined)| {
            *is_joined |= joined;
            form
        });
        let principal = principal.map(|principal| principal.text).filter(|text| !text.is_empty());
        Ok((rest, Subject { principal, action: action.text, resource }))
    }

    /// Everything up to the words that follow; a name has no blanks.
    fn principal(self, input: &'d str) -> IResult<&'d str, Name> {
        const AFTER: &str = "isnotauthorizedtoperform";
        let end = ends::within(input, LONGEST).find(AFTER).ok_or_else(|| no(input))?;
        let (own, rest) = (input.get(..end).unwrap_or_default(), input.get(end..).unwrap_or_default());
        let start = self.place(input);
        if self.dense.first_gap(start..start + own.len(), |gap| gap == super::dense::Gap::Blank).is_some() {
            return Err(no(input));
        }
        let (rest, ()) = words("is not authorized to perform").parse(rest)?;
        let (rest, _) = opt(tag(":")).parse(rest)?;
        Ok((rest, ends::name(self.dense, start..start + own.len())))
    }

    fn name(self, end: fn(&Dense, usize) -> usize, input: &'d str) -> IResult<&'d str, Name> {
        let start = self.place(input);
        let end = end(self.dense, start);
        if end <= start {
            return Err(no(input));
        }
        Ok((self.dense.from(end), ends::name(self.dense, start..end)))
    }

    fn resource(self, input: &'d str) -> IResult<&'d str, (ResourceForm, bool)> {
        let this = words("on this resource").map(|()| (ResourceForm::This, false));
        let named = |input| {
            let (rest, ()) = words("on resource:").parse(input)?;
            alt((|input| self.quoted(input), |input| self.entity(input), |input| self.plain(input)))
                .parse(rest)
        };
        alt((named, this)).parse(input)
    }

    /// As S3 has it; within JSON or XML the quotes are written in other ways.
    fn quoted(self, input: &'d str) -> IResult<&'d str, (ResourceForm, bool)> {
        for quote in ["\"", "\\\"", "\\\\\\\"", "&quot;", "&#34;"] {
            let Some(rest) = input.strip_prefix(quote) else { continue };
            let end = ends::within(rest, LONGEST).find(quote).ok_or_else(|| no(input))?;
            let start = self.place(rest);
            let name = ends::name(self.dense, start..start + end);
            let rest = rest.get(end + quote.len()..).unwrap_or_default();
            return Ok((rest, (ResourceForm::Quoted(name.text), name.is_joined)));
        }
        Err(no(input))
    }

    /// `user ana`, as IAM has it.
    fn entity(self, input: &'d str) -> IResult<&'d str, (ResourceForm, bool)> {
        let (rest, kind) = alt((tag("user"), tag("role"), tag("group"), tag("policy"))).parse(input)?;
        if self.dense.gap(self.place(rest)) == super::dense::Gap::None {
            return Err(no(input));
        }
        let (rest, name) = self.name(ends::word, rest)?;
        Ok((rest, (ResourceForm::Named { kind: kind.to_owned(), name: name.text }, name.is_joined)))
    }

    fn plain(self, input: &'d str) -> IResult<&'d str, (ResourceForm, bool)> {
        let (rest, name) = self.name(ends::resource, input)?;
        Ok((rest, (ResourceForm::Plain(name.text), name.is_joined)))
    }

    fn encoded(self, input: &'d str) -> IResult<&'d str, String> {
        let (rest, _) = opt(tag(".")).parse(input)?;
        let (rest, ()) = words("Encoded authorization failure message:").parse(rest)?;
        let (rest, name) = self.name(ends::blob, rest)?;
        Ok((rest, name.text))
    }

    fn details(self, input: &'d str) -> IResult<&'d str, Details> {
        const AFTER: &str = "forcompletedetails";
        let (rest, _) = opt(tag(".")).parse(input)?;
        let (rest, ()) = words("Go to").parse(rest)?;
        let end = ends::within(rest, LONGEST).find(AFTER).ok_or_else(|| no(input))?;
        let (url, rest) = (rest.get(..end).unwrap_or_default(), rest.get(end..).unwrap_or_default());
        let (rest, ()) =
            words("for complete details, or call the GetRequestAuthorizationDetails API with the following authorization id:")
                .parse(rest)?;
        let (rest, id) = take_while1(|it: char| it.is_ascii_alphanumeric()).parse(rest)?;
        let start = self.place(id);
        let id = ends::cut(self.dense, start, start + id.len());
        let shown = self.dense.slice(start..id).to_owned();
        let _ = rest;
        Ok((self.dense.from(id), Details { url: url.to_owned(), id: shown }))
    }
}

pub(super) fn no(input: &str) -> nom::Err<nom::error::Error<&str>> {
    nom::Err::Error(nom::error::Error::new(input, nom::error::ErrorKind::Verify))
}
