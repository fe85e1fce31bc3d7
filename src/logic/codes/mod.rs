//! Codes of countries and currencies.
//!
//! Read [`Country`] first. A code is read exactly as the standard has it or not at all: what else occurs in data gets
//! [`Country::advice`], never a guess (`ES` is Spain, whoever meant El Salvador by it).

mod advice;
mod countries;
mod currencies;

use countries::COUNTRIES;
use currencies::CURRENCIES;

/// A country, by ISO 3166-1. The order is that of the alpha-2 codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Country(u16);

/// A currency, by ISO 4217. The order is that of the codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Currency(u16);

impl Country {
    /// All countries, in the order of their alpha-2 codes.
    pub fn all() -> impl Iterator<Item = Country> {
        (0_u16..).take(COUNTRIES.len()).map(Country)
    }

    /// The country of an alpha-2 code, in capitals.
    #[must_use]
    pub fn from_alpha2(code: &str) -> Option<Country> {
        COUNTRIES.binary_search_by_key(&code, |c| c.0).ok().and_then(|at| u16::try_from(at).ok()).map(Country)
    }

    /// The country of an alpha-3 code, in capitals.
    #[must_use]
    pub fn from_alpha3(code: &str) -> Option<Country> {
        COUNTRIES.iter().position(|c| c.1 == code).and_then(|at| u16::try_from(at).ok()).map(Country)
    }

    /// What to write instead of a code that is none (`UK`, `EL`, ICAO, historic codes), in one sentence; nothing for codes
    /// that are right or not known to occur.
    #[must_use]
    pub fn advice(code: &str) -> Option<&'static str> {
        let right = Country::from_alpha2(code).or_else(|| Country::from_alpha3(code));
        if right.is_some() { None } else { advice::of(code) }
    }

    /// The alpha-2 code.
    #[must_use]
    pub fn alpha2(self) -> &'static str {
        COUNTRIES.get(usize::from(self.0)).map_or("", |c| c.0)
    }

    /// The alpha-3 code.
    #[must_use]
    pub fn alpha3(self) -> &'static str {
        COUNTRIES.get(usize::from(self.0)).map_or("", |c| c.1)
    }

    /// The English short name.
    #[must_use]
    pub fn name(self) -> &'static str {
        COUNTRIES.get(usize::from(self.0)).map_or("", |c| c.2)
    }
}

impl Currency {
    /// All currencies, in the order of their codes.
    pub fn all() -> impl Iterator<Item = Currency> {
        (0_u16..).take(CURRENCIES.len()).map(Currency)
    }

    /// The currency of a code, in capitals.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Currency> {
        CURRENCIES.binary_search(&code).ok().and_then(|at| u16::try_from(at).ok()).map(Currency)
    }

    /// The code.
    #[must_use]
    pub fn code(self) -> &'static str {
        CURRENCIES.get(usize::from(self.0)).copied().unwrap_or("")
    }
}
