"""The table of access as a page, written from the table itself.

In: nothing but ``ACCESS``. Out: the Markdown of docs/access.md. Invariant: the page says what the door does.
"""

from collections.abc import Iterator, Mapping

from sirekap.accounts.access import ACCESS, ANYONE
from sirekap.accounts.model import Role, Step
from sirekap.accounts.reach import TIERS
from sirekap.accounts.ways import SURE_STEPS

ROLES: Mapping[Role, str] = {
    Role.OFFICER: "petugas KPPS, two a station: main and reserve",
    Role.PPS: "village committee",
    Role.PPK: "district committee",
    Role.VERIFIER: "verifier of a KPU kabupaten/kota",
    Role.OPERATOR: "operator of a KPU office: kabupaten/kota, provinsi, RI",
    Role.APPROVER: "the operator's superior",
    Role.HELPDESK: "helps on the telephone",
    Role.AUDITOR: "audits",
    Role.OBSERVER: "watches, touches nothing",
    Role.ADMIN: "administers",
    Role.READER: "the machine that reads photos",
    Role.PUBLISHER: "the machine that writes the public files",
}
STEPS: Mapping[Step, str] = {
    Step.SIGN_IN: "sign in",
    Step.SIGN_OUT: "sign out",
    Step.ENROL: "activate a phone by its voucher",
    Step.LOOK: "see what is public",
    Step.CARRY: "bring a signed claim, its details or a photo, whoever signed it",
    Step.SEE: "see the working view of a station",
    Step.PHOTOGRAPH: "send a photo",
    Step.READ: "read a photo",
    Step.CHECK: "say what the paper says",
    Step.ENTER: "type a number from the photo alone",
    Step.CORRECT: "correct a number, with a reason",
    Step.WITHDRAW: "withdraw a wrong photo, with a reason",
    Step.NOTE_INCIDENT: "note a special event",
    Step.OBJECT: "note an objection",
    Step.ANSWER: "answer an objection",
    Step.EXPECT_COPY: "register who is to get a copy",
    Step.HAND_COPY: "note that a copy was handed over",
    Step.OPEN_VERSION: "open a new version: re-vote, continued or delayed vote, recount",
    Step.INSPECT: "see what was refused or is in doubt",
    Step.PUBLISH: "write the public files",
    Step.ADMIT: "open accounts and hand out vouchers",
    Step.REPLACE: "replace the lost phone of somebody below",
    Step.OWN_WAYS: "set up one's own passkeys, or password and authenticator app",
    Step.SEE_PEOPLE: "see the people of a region, and whether they can get in",
    Step.HAND_OUT: "print vouchers and codes for accounts below that have none",
    Step.RECOVER: "let somebody below in again who lost every way in",
    Step.AUDIT: "read the audit lines",
}

_HEAD = """# Who may do what

This page is written by `access_page()` in `src/sirekap/accounts/access_page.py`; a test holds it to the code.
To write it anew: `python -m sirekap.accounts.access_page > docs/access.md`.

An account has a role and a reach, the code of a station or region.
It acts on every code that begins with its reach, and nowhere else.
An officer so acts on one station, a PPK on one district.
What the table does not name is refused, answered 403 or 404, and leaves an audit line.
Every address of the server names one step and stands behind this table; the server does not start otherwise.
A test sends every role to every address.

Steps that need no account: {anyone}.
A signed claim needs no account either: its signature says whose it is, whoever brings it.

A code on paper does not suffice for these steps: {sure}.
For them one signs in by a phone's key, a passkey, or a password with an authenticator app.
Access is handed out and given back by somebody of a tier above, never by oneself.
At the nation it is another person.

## Roles and where they have their place

| Role | Who | Place |
|---|---|---|
"""


def access_page() -> str:
    """Return the page."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    anyone = "; ".join(f"`{step.value}` ({STEPS[step]})" for step in Step if step in ANYONE)
    sure = "; ".join(f"`{step.value}`" for step in Step if step in SURE_STEPS)
    yield _HEAD.format(anyone=anyone, sure=sure).rstrip("\n")
    for role in Role:
        tiers = ", ".join(tier.name.lower() for tier in sorted(TIERS[role])) or "none, it is a machine"
        yield f"| `{role.value}` | {ROLES[role]} | {tiers} |"
    yield "\n## Steps and who may take them\n"
    yield "| Step | What | Roles |"
    yield "|---|---|---|"
    for step in Step:
        if step not in ANYONE:
            roles = ", ".join(f"`{role.value}`" for role in Role if step in ACCESS[role])
            yield f"| `{step.value}` | {STEPS[step]} | {roles} |"


if __name__ == "__main__":
    print(access_page(), end="")  # noqa: T201 -- a script that writes a page
