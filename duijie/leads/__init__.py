"""Leads before they are projects: registered once and for all, protected for whoever reported first, on the clock."""
