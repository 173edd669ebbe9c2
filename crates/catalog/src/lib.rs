//! AWS reference data for sayso.
