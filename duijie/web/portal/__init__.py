"""The public pages, and the office pages that decide what stands on them."""
