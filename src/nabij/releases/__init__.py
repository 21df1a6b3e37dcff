"""The ledger of every figure ever given out. A stranger to matters."""
