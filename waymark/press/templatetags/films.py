"""The slot of every page for its film: empty where there is none."""

from django import template

from waymark.press.films import Film, find_film

register = template.Library()


@register.inclusion_tag("press/film.html")
def signed_film(code: str) -> dict[str, Film | None]:
    return {"film": find_film(code)}
