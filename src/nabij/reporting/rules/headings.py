"""Headings of a report that its other parts point at. Pure."""

IN_SHORT = "Het verslag in één minuut"
RECOMMENDED = "Wat we aanbevelen"
COUNSELLORS = "Wie de vertrouwenspersonen zijn"
FOLLOWED = "Wat er met onze aanbevelingen gebeurde"
ACCOUNTED = "Tellen en vertellen: waar we voor staan"
CONFIDENTIAL = "Vertrouwelijk: wat we niet tonen, en waarom"
WITHOUT_COUNTS = "Waar geen aantallen bij staan"
