"""Everything that arrives. It is sealed to the intake team before it is stored, and read only at the desk."""
