"""Who goes where: candidate projects proposed to parks within what these have to give, proven best where it can be."""
