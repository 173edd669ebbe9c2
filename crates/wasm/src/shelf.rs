//! The open documents, each parsed and compiled once for a text.

use std::cell::RefCell;
use std::sync::Arc;

use sayso::case::LoadError;
use sayso::{Diagnostic, Limits, Policy, PolicyDocument, PolicyLoader, PolicyType, Source};
use sayso_catalog::ManagedPolicies;

type Compiled = Result<Arc<Policy>, Vec<Diagnostic>>;

/// Documents, a few, and AWS's managed policies once they are loaded.
#[derive(Debug, Default)]
pub(crate) struct Shelf {
    documents: Vec<Arc<PolicyDocument>>,
    pub(crate) managed: Option<ManagedPolicies<'static>>,
    /// Policies of documents and managed policies by reference and type, made when first asked for.
    compiled: RefCell<Vec<(String, PolicyType, Compiled)>>,
}

impl Shelf {
    pub(crate) fn open(&mut self, name: &str, text: String) {
        if self.opened(name).is_some_and(|document| document.source().text() == text) {
            return;
        }
        self.close(name);
        let document = PolicyDocument::parse(&Source::new(name, text), &Limits::default());
        self.documents.push(Arc::new(document));
    }

    pub(crate) fn close(&mut self, name: &str) {
        self.documents.retain(|document| document.source().name() != name);
        self.compiled.get_mut().retain(|(document, ..)| document != name);
    }

    pub(crate) fn document(&self, name: &str) -> Result<Arc<PolicyDocument>, String> {
        if let Some(document) = self.opened(name) {
            return Ok(document.clone());
        }
        let source = self.managed_source(name)?;
        Ok(Arc::new(PolicyDocument::parse(&source, &Limits::default())))
    }

    /// Whether a document of that name is open: edits can be made in it.
    pub(crate) fn is_open(&self, name: &str) -> bool {
        self.opened(name).is_some()
    }

    fn opened(&self, name: &str) -> Option<&Arc<PolicyDocument>> {
        self.documents.iter().find(|document| document.source().name() == name)
    }

    fn managed_source(&self, reference: &str) -> Result<Source, String> {
        let Some(name) = reference.strip_prefix("managed:") else {
            return Err(format!("no document is named `{reference}`"));
        };
        let managed = self.managed.as_ref().ok_or("AWS's managed policies are not loaded yet")?;
        let policy = managed.find(name).ok_or_else(|| {
            let hint = managed.suggest(name).map(|it| format!("; did you mean `{it}`?")).unwrap_or_default();
            format!("no AWS managed policy is named `{name}` in the data of {}{hint}", managed.data_date())
        })?;
        Ok(Source::new(reference, policy.document_json()))
    }

    fn compile(&self, reference: &str, policy_type: PolicyType) -> Option<Compiled> {
        let document = self.document(reference).ok()?;
        let policy = Policy::compile(document, policy_type);
        Some(policy.map(|policy| {
            Arc::new(match self.arn(reference) {
                Some(arn) => policy.with_arn(arn),
                None => policy,
            })
        }))
    }
}

impl PolicyLoader for Shelf {
    fn load(&self, reference: &str) -> Result<Source, LoadError> {
        match self.document(reference) {
            Ok(document) => Ok(document.source().clone()),
            Err(message) => Err(LoadError::Missing(message)),
        }
    }

    fn arn(&self, reference: &str) -> Option<String> {
        let policy = self.managed.as_ref()?.find(reference.strip_prefix("managed:")?)?;
        Some(policy.arn())
    }

    fn compiled(&self, reference: &str, policy_type: PolicyType) -> Option<Compiled> {
        let is_it = |(name, of, _): &&(String, PolicyType, Compiled)| name == reference && *of == policy_type;
        if let Some((.., compiled)) = self.compiled.borrow().iter().find(is_it) {
            return Some(compiled.clone());
        }
        let compiled = self.compile(reference, policy_type)?;
        self.compiled.borrow_mut().push((reference.to_owned(), policy_type, compiled.clone()));
        Some(compiled)
    }
}
