"""What `flask backup`, `flask restore` and `flask database copy` say when it went well."""

from webapp.backup.making import Made
from webapp.backup.moving import Moved
from webapp.backup.restoring import Restored
from webapp.backup.values import Manifest
from webapp.ground.clock import STOCKHOLM


def made(copy: Made) -> list[str]:
    """Where it lies, what is in it, and what to do about a key that is new."""
    said = [f"Säkerhetskopian ligger i {copy.path}.", f"I den finns {_contents(copy.manifest)}."]
    if copy.new_key:
        said.append(
            "Nyckeln backup.key är ny. Kopiera hela MELLANSTEG_KEYS_DIR till ett annat ställe nu: utan nycklarna går kopian inte att läsa."
        )
    return said


def checked(copy: Restored) -> list[str]:
    """That it can be restored, and what would follow."""
    return [
        f"{copy.path.name} går att återställa. Den gjordes {_moment(copy.manifest)} och har {_contents(copy.manifest)}.",
        f"Händelseloggen är hel, och alla {copy.fields} låsta fält går att öppna.",
        *_boxes(copy),
        "Ingenting är ändrat.",
    ]


def restored(copy: Restored) -> list[str]:
    """What is true now, what was lost, and what is to be done before anybody is let in."""
    settled = copy.settled
    return [
        f"Databasen är återställd från {copy.path.name}, som gjordes {_moment(copy.manifest)}. Den har {_contents(copy.manifest)}.",
        f"Händelseloggen är hel, och alla {copy.fields} låsta fält går att öppna.",
        f"Alla får logga in igen: {settled.sessions} inloggningar är avslutade, och koder och ord är glömda.",
        f"{settled.messages} meddelanden kan ha gått iväg efter kopian. De står som okända och skickas inte av sig själva.",
        f"{settled.requests} som hade bett om sin länk får be igen.",
        *_boxes(copy),
        "Det som hände efter kopian finns inte. Ett samtycke som togs tillbaka då gäller igen: tala om det för kursledarna.",
        "Kör flask prepare innan du startar webb och arbetare.",
    ]


def moved(copy: Moved) -> list[str]:
    """Every table with its number of rows and the beginning of its hash, and what is to be done now."""
    width = max(map(len, copy.tallies))
    tables = [f"{name:<{width}}  {one.rows:>9}  {one.short}" for name, one in sorted(copy.tallies.items())]
    rows = sum(one.rows for one in copy.tallies.values())
    return [
        f"{'tabell':<{width}}  {'rader':>9}  hash i båda",
        *tables,
        f"Alla {rows} rader i {len(copy.tallies)} tabeller är lika i {copy.where} och i databasen här.",
        f"Händelseloggen är hel, och alla {copy.fields} låsta fält går att öppna.",
        "Byt MELLANSTEG_DATABASE_URL på varje maskin innan du startar webb och arbetare. Starta ingenting på den gamla databasen mer.",
    ]


def _boxes(copy: Restored) -> list[str]:
    said = []
    if count := copy.settled.shut_for_ever:
        rounds = "1 omgång av den anonyma enkäten" if count == 1 else f"{count} omgångar av den anonyma enkäten"
        said.append(
            f"{rounds} kan aldrig öppnas: nyckeln finns inte i MELLANSTEG_BOX_KEYS_DIR. Ligger mappen på en egen disk, sätt in den."
        )
    if count := copy.settled.unknown_keys:
        keys = "1 nyckel" if count == 1 else f"{count} nycklar"
        said.append(
            f"{keys} i MELLANSTEG_BOX_KEYS_DIR hör till omgångar som inte finns i kopian. Ta bort dem när du vet att det är rätt kopia."
        )
    return said


def _contents(manifest: Manifest) -> str:
    return f"{sum(manifest.rows.values())} rader i {len(manifest.rows)} tabeller"


def _moment(manifest: Manifest) -> str:
    return f"{manifest.made_at.astimezone(STOCKHOLM):%Y-%m-%d klockan %H.%M}"
