"""What each page receives: one frozen value, ready to print. Templates neither query nor compute."""
