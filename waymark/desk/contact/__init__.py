"""How it is safe to reach somebody, as the desk draws it: the strip above every message and every case."""
