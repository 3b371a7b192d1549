"""Run by developers and by continuous integration: the demo, the environments, PostgreSQL for the tests."""
