"""Headings of a report that its other parts point at. Pure."""

FOLLOWED = "Wat er met onze aanbevelingen gebeurde"
ACCOUNTED = "Tellen en vertellen: waar we voor staan"
CONFIDENTIAL = "Vertrouwelijk: wat we niet tonen, en waarom"
