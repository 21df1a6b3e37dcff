"""What ``./nabij help`` prints. Run by itself as well, by any Python and before a package is there: it imports none."""

import sys
from collections.abc import Sequence

HELP = """\
Nabij: de werkplek voor vertrouwenspersonen

  ./nabij demo [--port 8700] [--data MAP] [--replay BESTAND.json]
      Start een verzonnen praktijk op deze computer. Zij antwoordt op --port en bewaart alles in --data (anders
      ~/.nabij-demo). Met --replay speelt de demo ook een gepubliceerd verslag na.
  ./nabij serve [--port 8700] [--address 127.0.0.1] [--workers 2] [--patience 20]
      Start een echte installatie. De gegevens staan in NABIJ_DATA (anders ~/.nabij) of in NABIJ_DATABASE_URL.
      Wie langer dan --patience seconden over een verzoek doet, wordt losgelaten.
  ./nabij new-practice [--name NAAM] [--manager NAAM] [--email ADRES] [--port 8700]
      Maak de eerste praktijk en druk de uitnodiging voor de praktijkmanager af.
  ./nabij backup MAP
      Maak een reservekopie; de sleutels waarmee wissen echt wissen is, gaan apart.
  ./nabij restore MAP [--forget-released]
      Zet een reservekopie terug; wat gewist was, blijft gewist. Cijfers die daarna uitgingen, blijven in het
      register. Passen die niet in de kopie, dan gebeurt er niets. Met --forget-released zijn ze weg.
  ./nabij released keep|put-back BESTAND
      Bij PostgreSQL: bewaar het register van cijfers voordat je een oudere kopie terugzet, en zet daarna terug wat de
      kopie mist. Past het niet, dan gebeurt er niets. Het bestand is zo geheim als de database.
  ./nabij clean-up
      Wis sleutels en bestanden die een afgebroken opslag achterliet, langer dan een dag geleden. Voor elke nacht.
  ./nabij send-mail
      Verstuur de mails die klaarstaan. Een draaiende server doet dat zelf, elke minuut; dit is voor cron.
  ./nabij audit-verify
      Loop het logboek en het register van cijfers na: klopt elke schakel?
  ./nabij matcher serve|keys|new-key|destroy-key NUMMER --keys MAP [--socket BESTAND]
                  [--address ADRES --port 8743 --certificate BESTAND --private-key BESTAND --callers BESTAND]
      Draai de vergelijkdienst apart, of vervang de sleutel ervan. Zonder NABIJ_MATCHER start serve er zelf een.
  ./nabij open BESTAND.age [--identity BESTAND] [--out MAP]
      Open een export op je eigen computer, zonder server.
  ./nabij protect TABEL.csv [--threshold 5] [--history MAP] [--period K1,K2] [--new-period]
                  [--hierarchy KOLOM=BESTAND.json] [--out MAP] [--lang nl|en] [--advice 10] [--try]
      Bescherm een tabel met aantallen mensen, zodat niemand een verborgen cijfer kan uitrekenen.
      Wat hier uitgaat, staat in --history MAP en niet in het register van het jaarverslag: die weten niets van elkaar.
      Het scherm en uitleg.md zeggen dat ook.
  ./nabij check [ONDERDEEL ...]
      Voor ontwikkelaars: controleer alles, of alleen de genoemde onderdelen.
  ./nabij help
      Toon deze uitleg.

De instellingen staan in docs/operation.md."""


def help_for(words: Sequence[str]) -> str:
    """What is said of one command, when the first word names it; else of all of them."""
    commands = HELP.partition("\n\n")[2].partition("\n\n")[0].split("\n  ./nabij ")
    for text in commands:
        told = text.removeprefix("  ./nabij ")
        if words and words[0] != "help" and told.split()[0] == words[0]:
            return f"  ./nabij {told}"
    return HELP


if __name__ == "__main__":
    print(help_for(sys.argv[1:]))
