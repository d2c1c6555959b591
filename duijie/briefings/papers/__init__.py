"""The composed briefing on paper: docx, PDF, HTML, plain text. Each carries the trace of its numbers."""
