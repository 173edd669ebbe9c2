//! YAML 1.2, core schema, as the nodes that our JSON reader makes: every value keeps its place, repeated
//! keys are kept, aliases are resolved within a budget.

mod anchor;
mod extent;
mod fault;
mod offsets;
mod scalar;
mod template;

use std::borrow::Cow;

use saphyr_parser::{Event, Parser, ScalarStyle, Tag};
use sayso::json::{Limits, Member, Node, Value};
use sayso::{Diagnostic, Source, Span, Spanned};

use anchor::Anchors;
use offsets::Offsets;

/// The documents of a stream up to its first fault, and that fault.
pub(crate) fn parse<'a>(source: &'a Source, limits: &Limits) -> (Vec<Node<'a>>, Option<Diagnostic>) {
    compose(source, limits, false)
}

/// The same of other people's files: short tags such as `!Ref` are the objects that they are short for, `<<` merges,
/// and what looks like a number that JSON does not have is text.
pub(crate) fn parse_template<'a>(source: &'a Source, limits: &Limits) -> (Vec<Node<'a>>, Option<Diagnostic>) {
    compose(source, limits, true)
}

fn compose<'a>(source: &'a Source, limits: &Limits, template: bool) -> (Vec<Node<'a>>, Option<Diagnostic>) {
    let mut documents = Vec::new();
    let fault = fault::control_character(source).or_else(|| {
        let composer = Composer {
            source,
            offsets: Offsets::of(source.text()),
            depth: limits.depth,
            template,
            anchors: Anchors::default(),
            open: Vec::new(),
        };
        composer.stream(&mut documents).err()
    });
    (documents, fault)
}

type Composed<T> = Result<T, Diagnostic>;

/// Builds nodes out of the parser's events. A list of open collections stands in for recursion.
struct Composer<'a> {
    source: &'a Source,
    offsets: Offsets<'a>,
    depth: usize,
    /// Whether it is read as [`parse_template`] does.
    template: bool,
    anchors: Anchors<'a>,
    open: Vec<Open<'a>>,
}

/// A collection whose end is still to come.
struct Open<'a> {
    /// Of an opening bracket, or empty: then the collection ends where its last item does.
    start: Span,
    anchor: usize,
    /// The function that its tag is short for.
    function: Option<String>,
    items: Items<'a>,
}

enum Items<'a> {
    Sequence(Vec<Node<'a>>),
    Mapping { members: Vec<Member<'a>>, key: Option<Spanned<Cow<'a, str>>> },
}

impl<'a> Composer<'a> {
    fn stream(mut self, documents: &mut Vec<Node<'a>>) -> Composed<()> {
        let mut parser = Parser::new_from_str(self.source.text());
        while let Some(event) = parser.next_event() {
            let (event, place) = event.map_err(|error| {
                fault::report(
                    self.source,
                    self.offsets.byte(error.marker().index()),
                    error.info(),
                    self.depth,
                )
            })?;
            let span =
                Span::new(self.offsets.byte(place.start.index()), self.offsets.byte(place.end.index()));
            let complete = self.event(event, span)?;
            // A document without content, such as one of comments only, is none.
            documents.extend(complete.filter(|node| node.value != Value::Null));
        }
        Ok(())
    }

    /// Takes one event in; the document, if that completes it.
    fn event(&mut self, event: Event<'a>, span: Span) -> Composed<Option<Node<'a>>> {
        match event {
            Event::DocumentStart(_) => {
                self.anchors.clear();
                Ok(None)
            }
            Event::Scalar(text, style, anchor, tag) => self.scalar(text, style, tag.as_deref(), anchor, span),
            Event::Alias(anchor) => {
                let node = self.anchors.resolve(anchor, self.depth.saturating_sub(self.open.len()));
                let node = node.map_err(|message| fault::alias(self.source, span, message))?;
                self.add(node)
            }
            Event::SequenceStart(anchor, tag) => {
                self.enter(span, anchor, tag.as_deref(), "seq", Items::Sequence(Vec::new()))
            }
            Event::MappingStart(anchor, tag) => {
                let items = Items::Mapping { members: Vec::new(), key: None };
                self.enter(span, anchor, tag.as_deref(), "map", items)
            }
            Event::SequenceEnd | Event::MappingEnd => self.leave(span),
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => Ok(None),
        }
    }

    fn scalar(
        &mut self,
        text: Cow<'a, str>,
        style: ScalarStyle,
        tag: Option<&Tag>,
        anchor: usize,
        span: Span,
    ) -> Composed<Option<Node<'a>>> {
        let whole = span;
        let span = extent::of_scalar(self.source, span, style);
        let plain = style == ScalarStyle::Plain;
        if let Some(Open { items: Items::Mapping { key: key @ None, .. }, .. }) = self.open.last_mut() {
            if plain && text == "<<" && !self.template {
                return Err(fault::merge_key(self.source, span));
            }
            // A key is a name however it looks: the condition operator `Null` is no null.
            if anchor != 0 {
                let node = Node { span, value: Value::String(text.clone()) };
                self.anchors
                    .keep(anchor, &node)
                    .map_err(|message| fault::alias(self.source, span, message))?;
            }
            *key = Some(Spanned { value: text, span });
            return Ok(None);
        }
        if let Some(function) = tag.and_then(|tag| self.function(tag)) {
            let argument = Node { span, value: Value::String(text) };
            let called = template::call(self.source, function, whole, argument);
            return self.anchored(anchor, called);
        }
        let blamed = if tag.is_some() { whole } else { span };
        let value = match scalar::resolve(text.clone(), plain, tag) {
            Err(_) if self.template && tag.is_none() => Value::String(text),
            resolved => resolved
                .map_err(|refusal| fault::error(self.source, blamed, refusal.message).help(refusal.help))?,
        };
        self.anchored(anchor, Node { span, value })
    }

    /// The function that a tag is short for, where tags are.
    fn function(&self, tag: &Tag) -> Option<String> {
        if self.template { template::function(&scalar::name(tag)) } else { None }
    }

    fn enter(
        &mut self,
        start: Span,
        anchor: usize,
        tag: Option<&Tag>,
        kind: &str,
        items: Items<'a>,
    ) -> Composed<Option<Node<'a>>> {
        let function = tag.and_then(|tag| self.function(tag));
        if function.is_none() {
            scalar::collection_tag(tag, kind)
                .map_err(|refusal| fault::error(self.source, start, refusal.message).help(refusal.help))?;
        }
        if self.at_key() {
            return Err(fault::key(self.source, start));
        }
        if self.open.len() >= self.depth {
            return Err(fault::too_deep(self.source, start, self.depth));
        }
        self.open.push(Open { start, anchor, function, items });
        Ok(None)
    }

    fn leave(&mut self, end: Span) -> Composed<Option<Node<'a>>> {
        let Some(Open { start, anchor, function, items }) = self.open.pop() else { return Ok(None) };
        let value = match items {
            Items::Sequence(items) => Value::Array(items),
            Items::Mapping { members, .. } if self.template => Value::Object(template::merged(members)),
            Items::Mapping { members, .. } => Value::Object(members),
        };
        // What an alias repeats has its place elsewhere, perhaps before the collection.
        let is_inside = |span: &Span| span.end >= start.end;
        let last = match &value {
            Value::Array(items) => items.iter().rev().map(|item| item.span).find(is_inside),
            Value::Object(members) => {
                let members = members.iter().rev().map(|member| member.key.span.to(member.value.span));
                members.into_iter().find(is_inside)
            }
            _ => None,
        };
        let last = last.unwrap_or(start);
        let span = start.to(if end.start == end.end { last } else { end });
        let node = Node { span, value };
        let node = match function {
            Some(function) => template::call(self.source, function, span, node),
            None => node,
        };
        self.anchored(anchor, node)
    }

    fn anchored(&mut self, anchor: usize, node: Node<'a>) -> Composed<Option<Node<'a>>> {
        if anchor != 0 {
            self.anchors
                .keep(anchor, &node)
                .map_err(|message| fault::alias(self.source, node.span, message))?;
        }
        self.add(node)
    }

    fn at_key(&self) -> bool {
        matches!(self.open.last(), Some(Open { items: Items::Mapping { key: None, .. }, .. }))
    }

    /// Puts a node where it belongs; hands it back where nothing is open.
    fn add(&mut self, node: Node<'a>) -> Composed<Option<Node<'a>>> {
        match self.open.last_mut().map(|open| &mut open.items) {
            None => return Ok(Some(node)),
            Some(Items::Sequence(items)) => items.push(node),
            Some(Items::Mapping { members, key }) => match (key.take(), node.value) {
                (Some(key), value) => members.push(Member { key, value: Node { span: node.span, value } }),
                (None, Value::String(text)) => *key = Some(Spanned { value: text, span: node.span }),
                (None, _) => return Err(fault::key(self.source, node.span)),
            },
        }
        Ok(None)
    }
}

#[cfg(test)]
mod tests;
