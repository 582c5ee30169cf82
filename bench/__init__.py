"""The measurements behind every figure that the docs claim; `./do bench NAME` runs one."""
