"""Measurements: ``python -m benchmarks`` prints JSON, each figure beside a peer or bound measured in the same run."""
