"""The gate for what strangers send: form keys, limits, mail links and pictures."""
