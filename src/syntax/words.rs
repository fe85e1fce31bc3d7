//! The words of the language: the one published list, and what pest expected in those words.
//!
//! Read [`RESERVED`] first. A test holds the keyword rules of the grammar to this list.

use super::build::Rule;

/// Words that begin an item at the left margin.
pub const ITEMS: &[&str] = &[
    "use",
    "calendar",
    "source",
    "choice",
    "record",
    "list",
    "table",
    "parameter",
    "define",
    "presume",
    "deem",
    "reading",
    "question",
    "requirement",
    "bar",
    "exception",
    "power",
    "note",
    "report",
    "example",
    "test",
    "amends",
];

/// Reserved words without a meaning of their own: the law's vocabulary is kept free for them, `else` for its repair.
pub const KEPT: &[&str] = &["else"];

macro_rules! words {
    (
        items { $($item:ident $item_word:literal)* }
        reserved { $($rule:ident $word:literal)* }
        in_place { $($free:ident $free_word:literal)* }
        parts { $($($part:ident)|+ => $text:expr;)* }
    ) => {
        /// Words that are no names, but after a dot and before a colon; [`ITEMS`] and [`KEPT`] are reserved too.
        pub const RESERVED: &[&str] = &[$($word),*];

        /// Words with a meaning in their place only; elsewhere they are names.
        pub const IN_PLACE: &[&str] = &[$($free_word),*];

        /// Whether a rule is a keyword or a sign: nothing to make a node of.
        pub(super) fn is_keyword(rule: Rule) -> bool {
            matches!(rule, $(Rule::$item)|* | $(Rule::$rule)|* | $(Rule::$free)|* | Rule::colon | Rule::comma | Rule::open)
        }

        /// What an author would call the rule that pest expected; empty for what is no news.
        pub(super) fn in_words(rule: Rule) -> &'static str {
            match rule {
                $(Rule::$item => concat!("`", $item_word, "`"),)*
                $(Rule::$rule => concat!("`", $word, "`"),)*
                $(Rule::$free => concat!("`", $free_word, "`"),)*
                $($(Rule::$part)|+ => $text,)*
            }
        }
    };
}

/// Whether a word is reserved: no name, but after a dot and before a colon.
#[must_use]
pub fn is_reserved(word: &str) -> bool {
    RESERVED.contains(&word) || ITEMS.contains(&word) || KEPT.contains(&word)
}

words! {
    items {
        kw_use "use" kw_calendar "calendar" kw_source "source" kw_choice "choice" kw_record "record" kw_list "list" kw_table "table"
        kw_parameter "parameter" kw_define "define" kw_presume "presume" kw_deem "deem" kw_reading "reading" kw_question "question"
        kw_requirement "requirement" kw_bar "bar" kw_exception "exception" kw_power "power" kw_note "note" kw_report "report" kw_example "example"
        kw_test "test" kw_amends "amends"
    }
    reserved {
        kw_advisory "advisory" kw_after "after" kw_always "always" kw_and "and" kw_as "as" kw_asked "asked" kw_assessment "assessment" kw_at "at"
        kw_bars "bars" kw_because "because" kw_before "before" kw_between "between" kw_burden "burden" kw_by "by" kw_cites "cites"
        kw_constraint "constraint" kw_contested "contested" kw_covers "covers" kw_curable "curable" kw_decided "decided" kw_does "does"
        kw_eligible "eligible" kw_every "every" kw_except "except" kw_exists "exists" kw_expect "expect" kw_for "for"
        kw_force "force" kw_from "from" kw_if "if" kw_immutable "immutable" kw_in "in" kw_ineligible "ineligible"
        kw_is "is" kw_inside "inside" kw_known "known" kw_law "law" kw_least "least" kw_less "less" kw_met "met" kw_minus "minus"
        kw_missing "missing" kw_more "more" kw_most "most" kw_no "no" kw_none "none" kw_not "not" kw_of "of" kw_on "on"
        kw_one "one" kw_only "only" kw_or "or" kw_otherwise "otherwise" kw_overlaps "overlaps" kw_plus "plus"
        kw_rounded "rounded" kw_rests "rests" kw_required "required" kw_repealed "repealed" kw_satisfies "satisfies" kw_says "says" kw_sensitive "sensitive" kw_shown "shown" kw_some "some" kw_than "than"
        kw_then "then" kw_through "through" kw_to "to" kw_today "today" kw_under "under" kw_undetermined "undetermined"
        kw_unknown "unknown" kw_until "until" kw_waived "waived" kw_when "when" kw_where "where" kw_with "with" kw_yes "yes"
    }
    in_place {
        kw_given "given"
        kw_age "age" kw_all "all" kw_any "any" kw_applicable "applicable" kw_applies "applies" kw_apply "apply" kw_authority "authority" kw_be "be" kw_birthdays "birthdays" kw_cases "cases"
        kw_completed "completed" kw_country "country" kw_date "date" kw_dated "dated" kw_day "day" kw_days "days" kw_default "default"
        kw_down "down" kw_earlier "earlier" kw_earliest "earliest" kw_ending "end" kw_even "even" kw_exercised "exercised" kw_fact "fact" kw_first "first" kw_February "February" kw_half "half" kw_held "held" kw_hold "hold" kw_holds "holds" kw_larger "larger" kw_largest "largest" kw_last "last" kw_later "later"
        kw_latest "latest" kw_leap "leap" kw_lift "lift" kw_match "match" kw_March "March" kw_may "may" kw_money "money" kw_months "months" kw_number "number" kw_open "open" kw_option "option" kw_over "over" kw_period "period" kw_periods "periods"
        kw_refuse "refuse" kw_refused "refused" kw_run "run" kw_set "set" kw_standard "standard" kw_smaller "smaller" kw_smallest "smallest" kw_sum "sum" kw_text "text" kw_the "the" kw_up "up" kw_used "used" kw_whole "whole"
        kw_years "years"
    }
    parts {
        EOI => "the end of the item";
        colon => "`:`"; comma => "`,`"; open => "`(`";
        item | any_item | blank | WHITESPACE | COMMENT | idc | kw_end | reserved => "";
        straight | curly | curly_end | string_part | string => "text in quotes";
        word | name | path | path_list | reference | member => "a name";
        field_path | entry | entries | field => "a name with a colon";
        date | month_date => "a date such as `2025-02-03`";
        number | quantity => "a number";
        currency => "a currency such as `USD`";
        unit => "`days`, `weeks`, `months` or `years`";
        value | value_list | braces | brackets => "a value";
        top | if_then | expr | group | operand | simple | quantifier | count | pick | days_between | days_of | completed_between | age_of | number_of
            | aggregate | the_one | periods | plain_cell => "an expression";
        expr_list => "a list in brackets such as `(a, b)`";
        tail | logic_tail | is_tail | exists_tail | apply_tail | for_tail | norm_tail | rounded_tail | operator_tail | operator | op_in | op_not_in | op_only_in | op_at | op_more
            | op_less | op_on_or | op_sign => "an operator";
        rounding => "`up`, `down`, `half up` or `half even`";
        leap_birthdays => "`leap birthdays`"; leap_day => "`1 March` or `28 February`";
        month_ends => "`months end`"; last_day => "`on the last day`"; run_over => "`run over`"; by_reading => "`by`";
        status | verdict_word | say => "`eligible`, `ineligible`, `undetermined` or `not applicable`";
        norm_status => "`met`, `waived` or `in force`";
        not_required => "`required`";
        loop_where | loop_satisfies => "a name for each element, such as `x in …`";
        type_expr | set_type | plain_type | yes_no_type | whole_type | money_type | list_type => "a type";
        or_none => "`or none`";
        clause | cites => "`cites`";
        sensitive_because => "`sensitive fact used because`";
        rests_on_assessment => "`rests on assessment`";
        in_force => "`in force`";
        force_from | version | table_file | bounds => "`from`";
        force_until => "`until`";
        known_from => "`known from`";
        repealed_from => "`repealed from`";
        curable => "`curable`";
        as_expr => "`as`";
        define_cases => "`is … when …`";
        by_table => "`by table`";
        window => "a stretch such as `(D to E)`";
        test_cell | any_cell | compare_cell | not_cell | values_cell => "`-`, a value or a comparison";
        use_item => "`use`"; calendar_item => "`calendar`"; source_item => "`source`"; choice_item => "`choice`"; record_item => "`record`"; list_item => "`list`";
        amended_list => "`list`"; amends_item => "`amends`";
        table_item => "`table`"; parameter_item | amended_parameter => "`parameter`"; define_item => "`define`"; presume_item => "`presume`"; deem_item => "`deem`";
        reading_item => "`reading`"; question_item => "`question`"; requirement_item => "`requirement`"; bar_item => "`bar`";
        exception_item => "`exception`"; power_item | expect_power => "`power`"; note_item | expect_note => "`note`"; report_item | expect_report => "`report`";
        example_item => "`example`"; test_item => "`test`";
        authority => "`authority`";
        authority_word => "`constitution`, `treaty`, `statute`, `regulation`, `case`, `policy`, `guidance` or `statement`";
        source_at => "`at`";
        dated => "`dated`";
        labelled => "a name";
        only_when => "`only when`"; sensitive => "`sensitive`"; always_known => "`always known`"; immutable => "`immutable`";
        asked => "`asked`"; decided_by => "`decided by`"; assessment => "`assessment by`"; constraint => "`constraint`";
        table_row | cell => "a row such as `| a | b |`";
        presume_in => "`in`"; burden_on => "`burden on`";
        option => "`option`";
        covers => "`covers cases where`"; law_as_at => "`law as at`"; advisory => "`advisory`"; says => "`says`";
        met_when => "`met when`"; required_when => "`required when`"; bars_when => "`bars when`"; plain_when => "`when`"; shown_when => "`shown when`";
        held_by => "`held by`"; may_do => "`may lift` or `may refuse`"; exercised_when => "`exercised when`"; refused_when => "`refused when`";
        power_status => "`open`, `exercised` or `refused`";
        named_targets | every_target => "the rule that is lifted";
        of_path => "`of`";
        under => "`under`"; under_option => "a reading"; given => "`given`"; expect => "`expect`";
        expectation | because => "`because`"; missing => "`missing`"; at_least => "`at least`"; waived => "`waived`"; contested => "`contested by`";
        expect_not_required => "`not required`"; open_by => "`open by`";
    }
}
