"""One rule a file. Each has `CODE`, `GUIDELINES` and `run(subject)`, which yields findings."""
