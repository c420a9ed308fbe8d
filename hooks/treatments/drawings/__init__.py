"""The figures: what each shows, and where its marks stand."""
