"""The 24 stories that are always there, told on fixed days for tests, tours and the manual."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Story:
    """One story: its client, other clients it needs, and what the region file cannot say."""

    number: int
    title: str
    region: str
    client: str
    note: str
    also: tuple[str, ...] = ()


F, V = "FLEVOLAND", "IJSSELVECHT"

STORIES: tuple[Story, ...] = (
    Story(1, "Jongere van 17 jaar en 10 maanden start op de 18e verjaardag", F, "C-7KQ4X",
          "Vooraanmelding; wordt 18 op 5 december 2026."),
    Story(2, "Overdracht van Rotterdam naar Zwolle, geaccepteerd", V, "C-R4M8Z",
          "Verzoek, antwoord en datum staan bij de melding onder Overdracht."),
    Story(3, "Overdracht met geschil, stap 2: de regioadviseur", V, "C-G9T3W",
          "De stappen van het geschil staan bij de melding onder Overdracht."),
    Story(4, "Inwoner van Zeewolde gaat in februari 2024 naar Noord-Veluwe", F, "C-Z2B6H",
          "Uitkomst: overgedragen."),
    Story(5, "Omklap: dezelfde woning, huur op eigen naam, één plek minder", F, "C-K8V5D",
          "De corporatie draagt het huurcontract over."),
    Story(6, "Van OT terug naar BW Midden binnen 7 maanden", F, "C-T6N2R", "Telt mee als terugval."),
    Story(7, "Beschermd Thuis als allereerste zorg", F, "C-B4W9P", "Nooit beschermd gewoond."),
    Story(8, "Van Beschermd Thuis naar BW Hoog naar OT", F, "C-H3X7G", "Geen ladder: elke volgorde kan."),
    Story(9, "Wacht op voorkeur na een geweigerd aanbod", V, "C-V5D8K",
          "Het geweigerde voorstel staat niet in het regiobestand."),
    Story(10, "Staat op twee lijsten tegelijk", F, "C-D6J4T", "Telt één keer in de netto wachtlijst."),
    Story(11, "Gedwongen verhuizing door ombouw; cliënt wilde niet", F, "C-N9R2M",
          "Telt mee als gedwongen verhuizing."),
    Story(12, "Geen toestemming om gegevens met de corporatie te delen", V, "C-P3G7Q",
          "De geweigerde toestemming staat niet in het regiobestand."),
    Story(13, "Eigenaar van een koopwoning met Beschermd Thuis", F, "C-X8H5B", "Huurvorm KOOP, geen plek."),
    Story(14, "Naar de Wlz", V, "C-W7C3J", "Zorg eindigt met reden WLZ."),
    Story(15, "Spoed (artikel 2.3.3), later toch afgewezen", F, "C-Q2F6N",
          "Tijdelijke plek vooruitlopend op het besluit."),
    Story(16, "Afgewezen, bezwaar gegrond", V, "C-J5K9V",
          "Het bezwaar staat niet in het regiobestand; de nieuwe melding is het nieuwe besluit."),
    Story(17, "Persoonsgebonden budget", V, "C-M4P8X", "Telt in A1, niet in D2."),
    Story(18, "140 dagen klaar voor uitstroom", F, "C-F7T2Z", "Klaar sinds 18 mei 2026."),
    Story(19, "Opschalen zonder verhuizen", V, "C-C9B4G", "Van OT naar Begeleid wonen in dezelfde huurwoning."),
    Story(20, "Contract van de aanbieder eindigt; zes cliënten houden hun woning", F, "C-2HM7R",
          "Op 1 juli 2025 van Kompaswoon naar Randmeer.",
          also=("C-3JN8T", "C-4KP9V", "C-5MQ2W", "C-6NR3X", "C-8PT4Z")),
    Story(21, "Melding doorgestuurd naar het CIZ", V, "C-9QV5B", "Uitkomst: doorgestuurd."),
    Story(22, "Overleden tijdens het wachten", F, "C-3RW6D", "Wachtlijst eindigt met reden OVERLEDEN."),
    Story(23, "Zelfredzaamheid op drie onderdelen, met redenen", F, "C-4TX7F",
          "De drie onderdelen en de redenen staan niet in het regiobestand; de melding is in onderzoek."),
    Story(24, "Opgeschorte termijn: vijf weken in de kliniek", V, "C-5VZ8G", "35 dagen tellen niet mee; op tijd."),
)  # fmt: skip
