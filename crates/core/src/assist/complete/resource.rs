//! ARNs of the resource types that a statement's actions take.

use sayso_catalog::ResourceType;

use super::{List, Question};
use crate::assist::CompletionKind::{Arn, Value};
use crate::assist::placeholder;

pub(super) fn offer(question: &Question<'_, '_, '_>, list: &mut List<'_>) {
    let listed = [question.place.list("Resource"), question.place.list("NotResource")].concat();
    let actions = question.actions();
    // A form for each action that takes it, and what it is.
    let mut forms: Vec<(String, String)> = Vec::new();
    let mut add = |resource_type: &ResourceType<'_>| {
        for form in resource_type.arn_patterns() {
            let detail = format!("{} {}", resource_type.service().prefix(), resource_type.name());
            forms.push((placeholder::arn(form), detail));
        }
    };
    for action in &actions {
        action.resource_types().for_each(|it| add(&it.resource_type));
    }
    let service = list.typed.strip_prefix("arn:").and_then(|rest| rest.split(':').nth(1));
    if let Some(service) =
        service.filter(|_| actions.is_empty()).and_then(|it| question.reference.service(it))
    {
        service.resource_types().for_each(|it| add(&it));
    }
    forms.sort_by(|(a, _), (b, _)| a.cmp(b));
    let mut forms: Vec<_> = forms.chunk_by(|(a, _), (b, _)| a == b).collect();
    forms.sort_by_key(|same| std::cmp::Reverse(same.len()));
    for (form, detail) in forms.into_iter().filter_map(<[_]>::first) {
        if form != "*" && !listed.contains(&form.as_str()) {
            list.offer(form, detail.clone(), Arn);
        }
    }
    let without = actions.iter().find(|action| action.resource_types().next().is_none());
    let detail = without.map_or_else(|| "every resource".to_owned(), |it| format!("all that {it} takes"));
    if !listed.contains(&"*") {
        list.offer("*", detail, Value);
    }
}
