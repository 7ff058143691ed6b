"""The numbered rules, once: rule book, API, phone, console and public page all take them from here.

In: a form, an election, a station and the values of one record. Out: findings. Invariant: a code is never
given to another rule. R16 (marks of one field against each other) lives in ``reading``, R18 (columns and
tiers) in ``recap``.
"""

from collections.abc import Mapping

from sirekap.election.model import ContestId, Election, FieldName, Station
from sirekap.forms.model import Form
from sirekap.record import rule_bounds as bounds
from sirekap.record.model import Values
from sirekap.record.rule import Case, Communal, Finding, Rule, RuleCode, Severity
from sirekap.record.rule_sums import adds_up, both

F, W = Severity.FAULT, Severity.WARNING

RULES: tuple[Rule, ...] = (
    Rule(
        RuleCode("R1"),
        F,
        both("Setiap baris: L + P = J.", "In each row, men and women make the total."),
        ("registered.*.*", "turnout.*.*", "disabled.*.*"),
        adds_up(RuleCode("R1")),
    ),
    Rule(
        RuleCode("R2"),
        F,
        both(
            "Jumlah pengguna hak pilih = DPT + pindahan + tidak terdaftar, pada L, P dan J.",
            "All who voted are listed, moved-in and unlisted voters together, in each column.",
        ),
        ("turnout.*.*",),
        adds_up(RuleCode("R2")),
    ),
    Rule(
        RuleCode("R3"),
        F,
        both(
            "Jumlah pemilih = DPT + pindahan + tidak terdaftar, pada L, P dan J.",
            "All voters are listed, moved-in and unlisted voters together, in each column.",
        ),
        ("registered.*.*",),
        adds_up(RuleCode("R3")),
    ),
    Rule(
        RuleCode("R4"),
        F,
        both(
            "Surat suara diterima = digunakan + rusak + tidak digunakan.",
            "Ballots received are those used, spoiled and unused together.",
        ),
        ("ballots.*",),
        adds_up(RuleCode("R4")),
    ),
    Rule(
        RuleCode("R5"),
        F,
        both(
            "Surat suara digunakan = jumlah pengguna hak pilih.", "As many ballots are used as people voted."
        ),
        ("ballots.used", "turnout.total.total"),
        bounds.equal(bounds.USED, bounds.TURNOUT),
        Communal.WARNS,
    ),
    Rule(
        RuleCode("R6"),
        F,
        both(
            "Suara sah dan tidak sah = suara sah + suara tidak sah.",
            "The last line is valid and invalid votes together.",
        ),
        ("cast", "valid", "invalid"),
        adds_up(RuleCode("R6")),
    ),
    Rule(
        RuleCode("R7"),
        F,
        both(
            "Suara sah dan tidak sah = surat suara digunakan. Bila berbeda, dasar penghitungan ulang "
            "(UU 7/2017 Pasal 374 ayat (2) huruf h).",
            "Valid and invalid votes together are the ballots used. A difference is a ground for a recount "
            "(Law 7/2017, Article 374(2)(h)).",
        ),
        ("cast", "ballots.used"),
        bounds.equal(bounds.CAST, bounds.USED),
    ),
    Rule(
        RuleCode("R8"),
        F,
        both(
            "Suara sah = jumlah suara semua peserta, termasuk kolom kosong.",
            "Valid votes are the votes of all choices together, the blank option included.",
        ),
        ("valid", "votes.*"),
        adds_up(RuleCode("R8")),
    ),
    Rule(
        RuleCode("R9"),
        F,
        both(
            "Suara tiap partai = suara partai saja + suara semua calonnya.",
            "A party's votes are those for the party alone and for its candidates together.",
        ),
        ("votes.*",),
        adds_up(RuleCode("R9")),
    ),
    Rule(
        RuleCode("R10"),
        F,
        both(
            "Pengguna hak pilih dalam DPT tidak melebihi DPT, pada L, P dan J.",
            "No more listed voters voted than are on the list, in each column.",
        ),
        ("turnout.listed.*", "registered.listed.*"),
        bounds.at_most(("turnout.listed.*", "registered.listed.*")),
        Communal.WARNS,
    ),
    Rule(
        RuleCode("R11"),
        F,
        both(
            "Pemilih disabilitas yang memilih tidak melebihi semua pengguna hak pilih, "
            "dan tidak melebihi semua pemilih disabilitas.",
            "No more voters with disabilities voted than voted at all, nor than there are.",
        ),
        ("disabled.*.*", "turnout.total.*"),
        bounds.at_most(("disabled.voted.*", "turnout.total.*"), ("disabled.voted.*", "disabled.all.*")),
        Communal.WARNS,
    ),
    Rule(
        RuleCode("R12"),
        W,
        both(
            "Surat suara diterima = yang dikirim; bila itu tidak diketahui, DPT dan cadangannya.",
            "Ballots received are those delivered; where that is not known, the list and its reserve.",
        ),
        ("ballots.received", "registered.listed.total"),
        bounds.ballots_as_delivered,
    ),
    Rule(
        RuleCode("R13"),
        F,
        both(
            "Jumlah pengguna hak pilih tidak melebihi surat suara diterima.",
            "No more people voted than ballots were received.",
        ),
        ("turnout.total.total", "ballots.received"),
        bounds.at_most(("turnout.total.total", "ballots.received")),
    ),
    Rule(
        RuleCode("R14"),
        W,
        both("DPT tidak melebihi batas pemilih per TPS.", "The list is no longer than a station may have."),
        ("registered.listed.total",),
        bounds.within_cap,
    ),
    Rule(
        RuleCode("R15"),
        F,
        both(
            "Suara tiap peserta ≤ suara sah ≤ suara sah dan tidak sah ≤ surat suara diterima.",
            "The votes of each choice ≤ valid votes ≤ valid and invalid votes ≤ ballots received.",
        ),
        ("votes.*", "valid", "cast", "ballots.received"),
        bounds.votes_within,
    ),
    Rule(
        RuleCode("R17"),
        F,
        both(
            "DPT sama pada formulir semua jenis pemilihan di TPS ini.",
            "The list of voters is the same on the station's forms of all contests.",
        ),
        ("registered.listed.*",),
        bounds.same_in_all_contests("registered.listed"),
    ),
    Rule(
        RuleCode("R20"),
        F,
        both(
            "Tidak ada jumlah suara atau pengguna hak pilih yang melebihi surat suara yang dikirim ke TPS.",
            "No number of votes or voters exceeds the ballots delivered to the station.",
        ),
        bounds.BOUND_BY_BALLOTS,
        bounds.within_delivery,
    ),
    Rule(
        RuleCode("R21"),
        F,
        both(
            "DPT pada formulir sama dengan DPT yang ditetapkan untuk TPS ini.",
            "The list of voters on the form is the one that was fixed for the station.",
        ),
        ("registered.listed.*",),
        bounds.list_as_known,
    ),
    Rule(
        RuleCode("R22"),
        W,
        both(
            "Pengguna hak pilih dalam DPT sama pada formulir semua jenis pemilihan di TPS ini.",
            "Listed voters who voted are the same on the station's forms of all contests.",
        ),
        ("turnout.listed.*",),
        bounds.same_in_all_contests("turnout.listed"),
    ),
    Rule(
        RuleCode("R23"),
        F,
        both(
            "Semua kolom diisi. Kolom kosong bukan nol.",
            "Every field is filled in. An empty field is not a zero.",
        ),
        ("*",),
        bounds.nothing_left_empty,
    ),
)


def judge(
    form: Form,
    election: Election,
    station: Station,
    values: Values,
    other_contests: Mapping[ContestId, Values] | None = None,
) -> tuple[Finding, ...]:
    """Return what *values* do not meet, in the order of the rules.

    A field that is absent from *values* is not known yet; one that is None stands empty on the paper. Neither
    is taken for a number: a rule that needs it is not judged.
    """
    on_form: dict[FieldName, int | None] = {
        each.name: values[each.name] for each in form.fields() if each.name in values
    }
    case = Case(form, election, station, on_form, other_contests or {})
    return tuple(
        Finding(rule.code, severity_of(rule, election, station), broken.fields, broken.says)
        for rule in RULES
        for broken in rule.check(case)
    )


def severity_of(rule: Rule, election: Election, station: Station) -> Severity:
    """Return how severe *rule* is here: an election, or voting as a community, may lower it to a warning."""
    lowered = rule.code in election.warnings_only
    communal = station.communal and rule.communal is Communal.WARNS
    return Severity.WARNING if lowered or communal else rule.severity
