//! Codes of countries and currencies.

/// A country, by ISO 3166-1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Country(u16);

/// A currency, by ISO 4217.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Currency(u16);

static COUNTRIES: &[(&str, &str, &str)] =
    &[("DE", "DEU", "Germany"), ("GB", "GBR", "United Kingdom"), ("SV", "SLV", "El Salvador"), ("US", "USA", "United States")];
static CURRENCIES: &[&str] = &["EUR", "USD"];

impl Country {
    /// The country of an alpha-2 code.
    #[must_use]
    pub fn from_alpha2(code: &str) -> Option<Country> {
        COUNTRIES.iter().position(|c| c.0 == code).and_then(|at| u16::try_from(at).ok()).map(Country)
    }

    /// The country of an alpha-3 code.
    #[must_use]
    pub fn from_alpha3(code: &str) -> Option<Country> {
        COUNTRIES.iter().position(|c| c.1 == code).and_then(|at| u16::try_from(at).ok()).map(Country)
    }

    /// What to write instead of a code that is none (`UK`, `EL`, ICAO, historic codes), in one sentence.
    #[must_use]
    pub fn advice(_code: &str) -> Option<&'static str> {
        None
    }

    /// The alpha-2 code.
    #[must_use]
    pub fn alpha2(self) -> &'static str {
        COUNTRIES.get(usize::from(self.0)).map_or("", |c| c.0)
    }

    /// The English short name.
    #[must_use]
    pub fn name(self) -> &'static str {
        COUNTRIES.get(usize::from(self.0)).map_or("", |c| c.2)
    }
}

impl Currency {
    /// The currency of a code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Currency> {
        CURRENCIES.iter().position(|c| *c == code).and_then(|at| u16::try_from(at).ok()).map(Currency)
    }

    /// The code.
    #[must_use]
    pub fn code(self) -> &'static str {
        CURRENCIES.get(usize::from(self.0)).copied().unwrap_or("")
    }
}
