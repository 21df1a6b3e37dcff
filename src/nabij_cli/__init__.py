"""The front desk: the commands of ``./nabij``. The only room that sees every package; nobody imports it."""
