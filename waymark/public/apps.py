"""Registers the rooms of the public face that have templates; holds nothing else."""

from django.apps import AppConfig


class GuidanceConfig(AppConfig):
    name = "waymark.public.guidance"
    label = "guidance"
