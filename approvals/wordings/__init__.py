"""The sentences of the checks, a module for each family of them. Joined in approvals.wording."""
