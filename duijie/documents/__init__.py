"""Files received: bytes by hash, from whom, when, why."""
