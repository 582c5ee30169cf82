import pytest

from bench.measure import Report, clients, percentile


def test_percentiles_lie_between_neighbours():
    assert percentile([3, 1, 2], 0.5) == 2
    assert percentile([0, 10], 0.99) == pytest.approx(9.9)
    assert percentile([7], 0.99) == 7
    with pytest.raises(ValueError, match="no values"):
        percentile([], 0.5)


def test_faults_are_counted_and_never_as_successes():
    def act(number):
        if number == 1:
            raise TimeoutError("canary")

    load = clients(2, 0.05, act)
    assert load.rate > 0
    assert set(load.faults) == {"TimeoutError"}


def test_a_missed_bound_is_remembered(capsys):
    report = Report("probe")
    report.hold("rate", 39.0, least=40)
    report.hold("p99 ms", 500.0, most=600)
    assert report.short == ["rate: 39.000, wanted ≥ 40"]
    assert "39.0" in capsys.readouterr().out
