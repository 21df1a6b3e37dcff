"""The front desk: the commands behind ./nabij. Nobody imports it."""
