"""Speed as ratios to a bare Django view, measured in one run (`make bench`)."""
