//! What is open, and what can be asked about it.

use std::fmt;

use sayso::Explanation;
use sayso::PolicyType;
use sayso_catalog::{ManagedPolicies, PackedServices, ServiceReference, load_tables, unpack};
use serde::Serialize;

use crate::fault::{faults, sentence};
use crate::shelf::Shelf;
use crate::{answer, assist, check, keys, lookup, matrix, read, test};

/// One page's documents with the data that it loaded. Every answer is JSON.
pub struct Session {
    pub(crate) reference: ServiceReference<'static>,
    pub(crate) shelf: Shelf,
    #[cfg(feature = "account")]
    pub(crate) account: crate::account::Account,
}

impl fmt::Debug for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Session").field("shelf", &self.shelf).finish_non_exhaustive()
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct About {
    version: &'static str,
    catalogue_date: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    managed_date: Option<&'static str>,
}

impl Session {
    /// With [`sayso_catalog::TABLES`], a zero byte behind each, and then the catalogue's services as
    /// [`sayso_catalog::pack`] packs them. All stays for the life of the program.
    ///
    /// # Errors
    /// What is wrong with the bytes.
    pub fn new(catalogue: &[u8]) -> Result<Self, String> {
        let services = load_tables(catalogue).and_then(unpack).map_err(|error| error.to_string())?;
        let reference = PackedServices::from_bytes(services.leak()).map_err(|error| error.to_string())?;
        let reference = Box::leak(Box::new(reference)).reference();
        Ok(Self {
            reference,
            shelf: Shelf::default(),
            #[cfg(feature = "account")]
            account: crate::account::Account::default(),
        })
    }

    /// The version and the dates of the data.
    pub fn about(&self) -> String {
        json(&About {
            version: env!("CARGO_PKG_VERSION"),
            catalogue_date: self.reference.data_date(),
            managed_date: self.shelf.managed.as_ref().map(ManagedPolicies::data_date),
        })
    }

    /// Takes in AWS's managed policies, which stay for the life of the program.
    ///
    /// # Errors
    /// What is wrong with the bytes.
    pub fn load_managed(&mut self, bytes: Vec<u8>) -> Result<(), String> {
        let managed = ManagedPolicies::from_bytes(bytes.leak()).map_err(|error| error.to_string())?;
        self.shelf.managed = Some(managed);
        Ok(())
    }

    /// Opens a document, or replaces its text.
    pub fn open(&mut self, name: &str, text: String) {
        self.shelf.open(name, text);
    }

    /// Forgets a document.
    pub fn close(&mut self, name: &str) {
        self.shelf.close(name);
    }

    /// What the linter finds in a document, as a policy of the type named, or as what it seems to be (`auto`).
    ///
    /// # Errors
    /// No document of that name is open, or no type is called that.
    pub fn check(&self, name: &str, policy_type: &str) -> Result<String, String> {
        let document = self.shelf.document(name)?;
        let policy_type = known(policy_type)?;
        Ok(json(&check::check(&document, policy_type, self.reference)))
    }

    /// What could be written at an offset of a document, in UTF-16 units.
    ///
    /// # Errors
    /// No document of that name is open, or no type is called that.
    pub fn complete(&self, name: &str, offset: usize, policy_type: &str) -> Result<String, String> {
        let document = self.shelf.document(name)?;
        Ok(json(&assist::completions(&document, offset, known(policy_type)?, &self.reference)))
    }

    /// What there is to say about what is written at an offset of a document, or `null`.
    ///
    /// # Errors
    /// No document of that name is open, or no type is called that.
    pub fn hover(&self, name: &str, offset: usize, policy_type: &str) -> Result<String, String> {
        let document = self.shelf.document(name)?;
        Ok(json(&assist::at(&document, offset, known(policy_type)?, &self.reference)))
    }

    /// The decision on a case and everything that explains it; or why the case can't be read.
    pub fn decide(&self, case: &str) -> String {
        match read::case(&self.shelf, case) {
            Ok(case) => json(&answer::answer(&self.shelf, &case, self.reference)),
            Err(diagnostics) => json(&answer::unreadable(faults(&diagnostics))),
        }
    }

    /// The report of a case, as the command line prints it on a line.
    ///
    /// # Errors
    /// Why the case can't be read.
    pub fn report(&self, case: &str) -> Result<String, String> {
        let case = read::case(&self.shelf, case).map_err(|diagnostics| sentence(&diagnostics))?;
        let explanation = Explanation::new(&case.policies, &case.request);
        Ok(json(&answer::report(&explanation, self.reference)))
    }

    /// A byte for each row and column, row by row: rows are resources or principals, columns actions.
    ///
    /// # Errors
    /// Why the case or the lists can't be read.
    pub fn matrix(&self, case: &str, row_kind: &str, rows: &str, columns: &str) -> Result<Vec<u8>, String> {
        matrix::matrix(&self.shelf, case, row_kind, rows, columns)
    }

    /// The results of a scenario's tests.
    pub fn test(&self, scenario: &str) -> String {
        json(&test::run(&self.shelf, scenario))
    }

    /// Actions that a search finds, best first; a pattern is expanded.
    pub fn actions(&self, query: &str, limit: usize) -> String {
        json(&lookup::actions(&self.reference, query, limit))
    }

    /// What the catalogue knows of an action, or `null`.
    pub fn action(&self, name: &str) -> String {
        json(&self.reference.action(name).map(|action| lookup::action(&action)))
    }

    /// The keys that a case's policies ask for, then those that its action carries.
    pub fn keys(&self, case: &str) -> String {
        match read::case(&self.shelf, case) {
            Ok(case) => json(&keys::keys(&case, &self.reference)),
            Err(_) => "[]".to_owned(),
        }
    }

    /// Names of managed policies that a search finds.
    pub fn managed(&self, query: &str, limit: usize) -> String {
        json(&lookup::managed(self.shelf.managed.as_ref(), query, limit))
    }

    /// A managed policy, or `null`.
    pub fn managed_policy(&self, name: &str) -> String {
        let policy = self.shelf.managed.as_ref().and_then(|managed| managed.find(name));
        json(&policy.map(lookup::ManagedPolicy::from))
    }
}

/// The type of policy that a word names; `None` for `auto`.
fn known(word: &str) -> Result<Option<PolicyType>, String> {
    (word != "auto").then(|| word.parse()).transpose()
}

/// Types of this crate are plain: they can't fail to be written.
pub(crate) fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}
