"""From metres on the national grid, as lists of postcodes have them, to latitude and longitude."""

from math import atan, cos, degrees, radians, sin, sqrt, tan


def degrees_of(east: float, north: float) -> tuple[float, float]:
    """Latitude and longitude (WGS 84, degrees) of metres on the national grid of Great Britain.

    The inverse of the transverse Mercator projection on Airy's ellipsoid, then a shift of seven parameters:
    good to about 5 m, where the middle of an outcode is good to kilometres. The formulas and constants are
    the Ordnance Survey's published ones.
    """
    a, b = 6_377_563.396, 6_356_256.909
    scale, north0, east0 = 0.9996012717, -100_000.0, 400_000.0
    lat0, lon0 = radians(49), radians(-2)
    e2 = 1 - (b * b) / (a * a)
    n = (a - b) / (a + b)
    latitude, arc = lat0, 0.0
    while True:
        latitude += (north - north0 - arc) / (a * scale)
        d, s = latitude - lat0, latitude + lat0
        arc = (
            b
            * scale
            * (
                (1 + n + 1.25 * n**2 + 1.25 * n**3) * d
                - (3 * n + 3 * n**2 + 2.625 * n**3) * sin(d) * cos(s)
                + (1.875 * n**2 + 1.875 * n**3) * sin(2 * d) * cos(2 * s)
                - (35 / 24) * n**3 * sin(3 * d) * cos(3 * s)
            )
        )
        if abs(north - north0 - arc) < 0.001:
            break
    nu = a * scale / sqrt(1 - e2 * sin(latitude) ** 2)
    rho = a * scale * (1 - e2) / (1 - e2 * sin(latitude) ** 2) ** 1.5
    eta2, t, x = nu / rho - 1, tan(latitude), east - east0
    seven = t / (2 * rho * nu)
    eight = t / (24 * rho * nu**3) * (5 + 3 * t**2 + eta2 - 9 * t**2 * eta2)
    nine = t / (720 * rho * nu**5) * (61 + 90 * t**2 + 45 * t**4)
    secant = 1 / cos(latitude)
    ten = secant / nu
    eleven = secant / (6 * nu**3) * (nu / rho + 2 * t**2)
    twelve = secant / (120 * nu**5) * (5 + 28 * t**2 + 24 * t**4)
    return _to_wgs84(
        latitude - seven * x**2 + eight * x**4 - nine * x**6, lon0 + ten * x - eleven * x**3 + twelve * x**5
    )


def _to_wgs84(latitude: float, longitude: float) -> tuple[float, float]:
    """From Airy's ellipsoid (OSGB36) to WGS 84, radians in, degrees out, at height nought."""
    a, b = 6_377_563.396, 6_356_256.909
    e2 = 1 - (b * b) / (a * a)
    nu = a / sqrt(1 - e2 * sin(latitude) ** 2)
    x, y = nu * cos(latitude) * cos(longitude), nu * cos(latitude) * sin(longitude)
    z = nu * (1 - e2) * sin(latitude)
    second = radians(1 / 3600)
    rx, ry, rz, grow = 0.1502 * second, 0.2470 * second, 0.8421 * second, 1 - 20.4894e-6
    x, y, z = (
        446.448 + x * grow - y * rz + z * ry,
        -125.157 + x * rz + y * grow - z * rx,
        542.060 - x * ry + y * rx + z * grow,
    )
    a, b = 6_378_137.0, 6_356_752.314245
    e2 = 1 - (b * b) / (a * a)
    p = sqrt(x * x + y * y)
    found = atan(z / (p * (1 - e2)))
    for _ in range(6):
        nu = a / sqrt(1 - e2 * sin(found) ** 2)
        found = atan((z + e2 * nu * sin(found)) / p)
    return degrees(found), degrees(atan(y / x))
