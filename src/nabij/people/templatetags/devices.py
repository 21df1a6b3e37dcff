"""Browsers and their systems in words that a person recognises."""

from django import template

from nabij.people import rules

register = template.Library()
register.filter("device_words", rules.device_words)
