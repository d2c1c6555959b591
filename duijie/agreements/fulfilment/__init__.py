"""What becomes of promises: marks with proof, and waivers by two persons."""
