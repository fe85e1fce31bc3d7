//! Codes that occur in data and are none of ISO 3166-1: what to write instead.
//!
//! The texts stand together. A text names a code only where there is but one; where several could be meant it says how to
//! decide.

/// The advice on a code in capitals.
pub(super) fn of(code: &str) -> Option<&'static str> {
    same_country(code).or_else(|| travel_document(code)).or_else(|| historic(code))
}

/// Other codes of a country of today: of the European Union, of sport, of vehicles, of older editions of the standard.
fn same_country(code: &str) -> Option<&'static str> {
    Some(match code {
        "UK" | "UKM" | "ENG" | "SCO" | "WAL" | "NIR" | "EN" => "the United Kingdom is `GB`",
        "EL" | "GRE" => "Greece is `GR`",
        "D" | "GER" => "Germany is `DE`",
        "RKS" | "KOS" | "UNK" | "KV" => "Kosovo is `XK`",
        "ESA" | "SAL" | "ELS" => "El Salvador is `SV`; `ES` is Spain",
        "SP" | "SPA" | "E" => "Spain is `ES`; El Salvador is `SV`",
        "ALG" => "Algeria is `DZ`",
        "BAN" => "Bangladesh is `BD`",
        "BUL" => "Bulgaria is `BG`",
        "CHI" => "Chile is `CL`, China is `CN` and Switzerland is `CH`",
        "CRC" => "Costa Rica is `CR`",
        "CRO" => "Croatia is `HR`",
        "DEN" => "Denmark is `DK`",
        "GUA" => "Guatemala is `GT`",
        "HAI" => "Haiti is `HT`",
        "HON" => "Honduras is `HN`",
        "INA" => "Indonesia is `ID`",
        "IRI" => "Iran is `IR`",
        "KSA" => "Saudi Arabia is `SA`",
        "KUW" => "Kuwait is `KW`",
        "LAT" => "Latvia is `LV`",
        "LBA" => "Libya is `LY`",
        "LEB" => "Lebanon is `LB`",
        "MAS" => "Malaysia is `MY`",
        "MGL" => "Mongolia is `MN`",
        "MYA" => "Myanmar is `MM`",
        "NED" | "HOL" => "the Netherlands is `NL`",
        "NEP" => "Nepal is `NP`",
        "NCA" => "Nicaragua is `NI`",
        "NGR" => "Nigeria is `NG`; Niger is `NE`",
        "PAR" => "Paraguay is `PY`",
        "PHI" => "the Philippines is `PH`",
        "POR" => "Portugal is `PT`",
        "PUR" => "Puerto Rico is `PR`; its people are nationals of the United States, `US`",
        "ROM" => "Romania is `RO`",
        "RSA" | "SAF" => "South Africa is `ZA`; Saudi Arabia is `SA`",
        "SLO" => "Slovenia is `SI`; Slovakia is `SK`",
        "SRI" => "Sri Lanka is `LK`",
        "SUI" => "Switzerland is `CH`",
        "SUD" => "Sudan is `SD`",
        "TPE" => "Taiwan is `TW`",
        "UAE" => "the United Arab Emirates is `AE`",
        "URU" => "Uruguay is `UY`",
        "VIE" => "Vietnam is `VN`",
        _ => return None,
    })
}

/// Codes of ICAO Document 9303, as travel documents bear them.
fn travel_document(code: &str) -> Option<&'static str> {
    Some(match code {
        "XXA" => {
            "in a travel document this says that the person is stateless: write an empty, complete set of nationalities (`[]` in \
             JSON, `{}` in a cell)"
        }
        "XXB" | "XXC" => {
            "in a travel document this says that the person is a refugee, which is no nationality: write the nationality, or, if \
             it is not known, leave the fact out or write the set as incomplete"
        }
        "XXX" => {
            "in a travel document this says that the nationality is unspecified, not that there is none: leave the fact out, or \
             write the set as incomplete"
        }
        "GBD" | "GBN" | "GBO" | "GBP" | "GBS" => {
            "in a travel document this is a class of British nationality that is not British citizenship (overseas territories \
             citizen, national (overseas), overseas citizen, protected person, subject): write `GB` only if the law at hand \
             counts it as nationality of the United Kingdom"
        }
        "UNO" | "UNA" | "EUE" | "UN" | "EU" | "XBA" | "XIM" | "XCC" | "XCE" | "XCO" | "XEC" | "XES" | "XMP" | "XOM" | "XPO"
        | "XDC" => {
            "this names an organisation that issues travel documents, which is no nationality: write the nationality, or, if it is \
             not known, leave the fact out or write the set as incomplete"
        }
        _ => return None,
    })
}

/// Codes withdrawn from the standard (ISO 3166-3).
fn historic(code: &str) -> Option<&'static str> {
    Some(match code {
        "SU" | "SUN" => {
            "the Soviet Union ended in 1991: write the State of which the person is a national today, such as `RU` or `UA`"
        }
        "YU" | "YUG" => {
            "Yugoslavia has ended: write the State of which the person is a national today, such as `RS`, `HR` or `BA`"
        }
        "CS" => "`CS` was Czechoslovakia and later Serbia and Montenegro: write the State of today, `CZ`, `SK`, `RS` or `ME`",
        "CSK" => "Czechoslovakia ended in 1992: write the State of today, `CZ` or `SK`",
        "SCG" => "Serbia and Montenegro ended in 2006: write the State of today, `RS` or `ME`",
        "DD" | "DDR" => "the German Democratic Republic ended in 1990: Germany is `DE`",
        "AN" | "ANT" => {
            "the Netherlands Antilles ended in 2010: the country of today is `CW`, `SX` or `BQ`; the nationality of its people is \
             that of the Netherlands, `NL`"
        }
        "ZR" | "ZAR" => "Zaire is the Democratic Republic of the Congo, `CD`",
        "BU" | "BUR" => "Burma is Myanmar, `MM`",
        "TP" | "TMP" => "East Timor is Timor-Leste, `TL`",
        "FX" | "FXX" => "metropolitan France is a part of France, `FR`",
        "YD" | "YMD" => "Democratic Yemen is a part of Yemen, `YE`",
        "HV" | "HVO" => "Upper Volta is Burkina Faso, `BF`",
        "DY" | "DHY" => "Dahomey is Benin, `BJ`",
        "RH" | "RHO" => "Southern Rhodesia is Zimbabwe, `ZW`",
        "VD" | "VDR" => "the two States of Vietnam are one: Vietnam is `VN`",
        "NH" | "NHB" => "the New Hebrides are Vanuatu, `VU`",
        "PZ" | "PCZ" => "the Panama Canal Zone is a part of Panama, `PA`",
        "SKM" => "Sikkim is a part of India, `IN`",
        "BYS" => "Byelorussia is Belarus, `BY`",
        "AFI" => "the French Territory of the Afars and the Issas is Djibouti, `DJ`",
        "GEL" => "the Gilbert and Ellice Islands are Kiribati, `KI`, and Tuvalu, `TV`",
        "PC" | "PCI" => "the Trust Territory of the Pacific Islands has ended: the country of today is `FM`, `MH`, `MP` or `PW`",
        "NT" | "NTZ" => "the Neutral Zone was divided: write `SA` or `IQ`",
        _ => return None,
    })
}
