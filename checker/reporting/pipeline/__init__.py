"""Results for pipelines: SARIF, JUnit, GitLab, GitHub, CSV."""
