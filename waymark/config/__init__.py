"""The composition root: settings, keys on disk, one URL map a face, and the `waymark` command."""
