//! The table of all codes. A code is never reused; its page is `docs/findings/CODE.md`.

use super::Severity;

macro_rules! codes {
    ($($code:ident $title:literal)*) => {
        /// The stable code of a finding.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $(
            #[doc = $title]
            $code,
        )* }

        impl Code {
            /// All codes, in order.
            pub const ALL: &'static [Code] = &[$(Code::$code),*];

            /// As printed: `E201`.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Code::$code => stringify!($code),)* }
            }

            /// One line on what the code stands for.
            #[must_use]
            pub fn title(self) -> &'static str {
                match self { $(Code::$code => $title,)* }
            }
        }

        /// The page of a code: what it finds, an input that triggers it, what to write instead.
        #[must_use]
        pub fn page(code: Code) -> &'static str {
            match code { $(Code::$code => include_str!(concat!("../../docs/findings/", stringify!($code), ".md")),)* }
        }
    };
}

codes! {
    // Text and syntax (syntax/).
    E001 "the text cannot be read as a rule"
    // Packs, names and items (check/, items).
    // Expressions and types (check/, expressions).
    // Warnings.
}

impl Code {
    /// Errors begin with `E`, warnings with `W`.
    #[must_use]
    pub fn severity(self) -> Severity {
        if self.as_str().starts_with('W') { Severity::Warning } else { Severity::Error }
    }

    /// The code of a name as printed, in either case.
    #[must_use]
    pub fn parse(name: &str) -> Option<Code> {
        Code::ALL.iter().copied().find(|code| code.as_str().eq_ignore_ascii_case(name))
    }
}

impl std::fmt::Display for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}
