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
    E002 "a limit is reached"
    E003 "a character that cannot stand in a rule"
    E004 "a letter that only looks like another"
    E005 "text in quotes is not closed"
    E006 "a bracket without its counterpart"
    E007 "a date in another form"
    E008 "a number in another form"
    E009 "a dash, or a minus without blanks"
    E010 "a sign of comparison that is not of the language"
    E011 "a programmer's sign for `and`, `or`, `not`"
    E012 "`and` beside `or` without brackets"
    E013 "two comparisons in a row"
    E014 "a list without brackets"
    E015 "`else` for `otherwise`"
    E016 "a norm without its sentence"
    E017 "words in the wrong order"
    E018 "no item of the language"
    E019 "an item that does not begin at the left margin"
    E020 "an item without its main part"
    E021 "a part that stands twice"
    E022 "quoted law above no item"
    E023 "a word of the language used as a name"
    E024 "a sum beside `rounded` without brackets"
    E025 "a calculation behind `rounded` without brackets"
    E026 "a rounding that does not say which way"
    E027 "`for` where no question is asked"
    E028 "a decision table whose last column is not what it defines"
    E029 "a row of a decision table with too few or too many cells"
    E030 "a cell of a decision table that says nothing"
    E031 "a deeming without its questions"
    // Packs, names and items (check/, items).
    E100 "no rule files in a folder"
    E101 "packs use each other in a circle"
    E102 "two packs under one name"
    E103 "a file that is not UTF-8"
    E104 "a name that is taken"
    E105 "a question of another pack"
    E106 "an exception without a norm that it can lift"
    E107 "a clause that cannot stand there"
    E108 "a fact of which record?"
    E109 "a type that cannot stand there"
    E110 "versions that overlap"
    E111 "a hole between versions"
    E112 "dates in force without a day"
    E113 "dated values out of order"
    E114 "a value of the law without a value"
    E116 "versions of one name that differ"
    E118 "bounds that fit no value"
    E119 "a reserved name for a fact"
    E120 "a table's heading that does not fit"
    E121 "a cell of another type"
    E122 "an empty cell"
    E123 "too few or too many cells"
    E124 "a table file that cannot be read"
    E125 "a record that cannot be a row"
    E131 "a circle"
    E140 "too few options"
    E141 "two defaults"
    E142 "a member that stands twice"
    E143 "two phrases for one verdict"
    E153 "an example of another record"
    E154 "a second calendar"
    E155 "a calendar left to a reading with other options"
    E157 "a decision table that leaves cases open"
    E158 "two rows of a decision table that fit one case"
    E159 "a decision table that cannot be gone through"
    E163 "an assessment of several things"
    E164 "a value that stands for a fact, outside its bounds"
    E165 "a row that contradicts a constraint"
    E170 "a version that ends twice"
    E171 "known before it is law"
    E172 "nothing to amend"
    E173 "an amendment of another kind"
    E174 "an amendment without a first day"
    E175 "an amendment of what is not yet law"
    E180 "a power over an exception"
    // Expressions and types (check/, expressions).
    E200 "unknown name"
    E201 "a value of another type is wanted"
    E202 "a name that could be two things"
    E203 "unknown country code"
    E204 "unknown option"
    E205 "quotes around an option or a country"
    E207 "dates compared with words of amounts"
    E208 "amounts compared with words of dates"
    E209 "values that have no order"
    E210 "values of different types compared"
    E211 "a date taken from a date"
    E212 "months taken from a date"
    E213 "periods of which neither is always longer"
    E214 "amounts in two currencies"
    E215 "unknown currency code"
    E216 "money beside a bare number"
    E217 "a value that may be none is not guarded"
    E218 "a calculation that makes no sense"
    E219 "a bound name hides another"
    E220 "a list of records used as one record"
    E221 "a part of something that has no parts"
    E222 "a loop over what is neither list nor table"
    E223 "a name that is no value"
    E224 "a derived fact or a question of another record"
    E225 "a norm that depends on ignorance"
    E226 "the verdict of what is no question"
    E227 "the governing date reads more than facts"
    E228 "`only when` reads more than facts of the record"
    E229 "a fixed value is wanted"
    E230 "unknown written as a value"
    E231 "a month or year written as a date"
    E232 "a record written out in a rule"
    E233 "a set and a single value confused"
    E234 "none where a value always exists"
    E236 "a count that makes no sense"
    E237 "a fact given twice"
    E238 "a value outside the bounds of its field"
    E239 "an age without a rule for leap birthdays"
    E240 "a rounding of what is no amount"
    E241 "a unit of rounding that is not above zero"
    E242 "a unit of rounding that is not fixed"
    E245 "a question asked on what is no record of it"
    E246 "periods of no length, or of a length that facts decide"
    E247 "a stretch of time whose ends are no dates of the elements"
    E248 "days inside what is no stretch of time"
    E249 "one element's list or record used as a value"
    E255 "a constraint that reads more than the record"
    E265 "the status of a norm where the law is applied"
    E266 "a status that such a norm cannot have"
    E267 "a power read as a fact"
    // Law: sensitive facts, advisory questions, versions in force (check/).
    E300 "a sensitive fact used without a reason"
    E301 "a binding norm reads an advisory question"
    E302 "an advisory question without its own words"
    E303 "no version on a day in force"
    E304 "an assessment read without saying so"
    // Warnings.
    W001 "a norm without citation"
    W002 "a binding norm that cites only what does not bind"
    W003 "an unused item"
    W004 "a question without a test"
    W005 "an outcome of a norm without a test"
    W006 "a threshold without a test"
    W050 "every element of a list that may be empty"
    W051 "a norm that compares text"
    W060 "quoted law and a condition that disagree"
    W053 "an age counted in two ways"
    W054 "a condition that holds in every case or in none"
    W055 "a row of a decision table that is never reached"
    W056 "a norm that never changes the verdict"
    W057 "an assessment announced that is not read"
    W058 "a reason without a sensitive fact"
    W059 "an exception that never helps"
    W061 "a row of a decision table that no case reaches"
    W062 "a presumption that contradicts a constraint"
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
