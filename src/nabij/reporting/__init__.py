"""The annual report: the value that it is (``document``), and how it is drawn, on a page, as PDF, Word and CSV."""
