"""Colleagues: who is here, who waits to be admitted, who leaves, who comes back."""
