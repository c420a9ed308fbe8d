"""From YAML files to comparisons of treatments: no MkDocs, no clock, no network, no printing."""
