"""Values that every package speaks in: quantities, periods, spans, ids. Pure; imports nothing of ours."""
