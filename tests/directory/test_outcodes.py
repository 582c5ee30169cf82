"""Lists of postcodes in their publishers' layouts give the middle of each outcode; other rows are told."""

import tomllib
import zipfile
from argparse import Namespace

import pytest

from waymark.config.verbs.outcodes import run
from waymark.directory.lists.grid import degrees_of
from waymark.directory.lists.outcodes import read_outcodes
from waymark.records.refusal import Refused

# The first two rows of each list are of one outcode; made-up places on a real layout.
OFFICE = """pcd,pcd2,pcds,dointr,doterm,oscty,lat,long,imd
"LE1 1AA","LE1  1AA","LE1 1AA","198001","","E10",52.630000,-1.130000,1
"LE1 1AB","LE1  1AB","LE1 1AB","198001","","E10",52.640000,-1.132000,1
"LE113AA","LE11 3AA","LE11 3AA","198001","","E10",52.770000,-1.210000,1
"IM1 1AA","IM1  1AA","IM1 1AA","198001","","",99.999999,0.000000,1
"LE1 1AC","LE1  1AC","LE1 1AC","198001","","E10",north,-1.1,1
"knitting","","knitting","198001","","E10",52.1,-1.1,1
"LE1 1AD"
"""
CODE_POINT = """"LE1 1AA",10,458900,304500,"E92000001","E19000001","E18000001","","E06000016","E05000001"
"LE1 1AB",10,458900,304500,"E92000001","E19000001","E18000001","","E06000016","E05000001"
"LE113AA",10,452900,319500,"E92000001","E19000001","E18000001","","E07000130","E05000002"
"LE1 9ZZ",90,0,0,"E92000001","E19000001","E18000001","","E06000016","E05000001"
"""
OUTCODES = """outcode,latitude,longitude,town,country
LE1,52.634,-1.128,Leicester,ENG
AB10,57.135,-2.117,Aberdeen,SCT
"""


@pytest.fixture
def listed(tmp_path):
    def listed(text, name="list.csv"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return listed


def test_a_table_of_outcodes_is_read_as_it_stands(listed):
    assert read_outcodes(listed(OUTCODES)).middles() == {
        "AB10": (57.135, -2.117, "Aberdeen"),
        "LE1": (52.634, -1.128, "Leicester"),
    }


def test_a_directory_of_postcodes_gives_middles_and_tells_what_it_left_out(listed):
    found = read_outcodes(listed(OFFICE))
    assert found.middles() == {"LE1": (52.635, -1.131, ""), "LE11": (52.77, -1.21, "")}
    assert found.faults == [
        (5, "It has no place."),
        (6, "The latitude or longitude is no number."),
        (7, "This is no postcode."),
        (8, "The row is too short."),
    ]


def test_code_point_open_is_read_from_its_zip_in_metres(listed, tmp_path):
    path = tmp_path / "codepo_gb.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(
            "Doc/Code-Point_Open_Column_Headers.csv", "PC,PQ,EA,NO\nPostcode,Quality,Eastings,Northings\n"
        )
        archive.writestr("Data/CSV/le.csv", CODE_POINT)
    found = read_outcodes(path)
    middles = found.middles()
    assert list(middles) == ["LE1", "LE11"]
    assert middles["LE1"] == (52.635, -1.131, "")
    assert found.faults == [(4, "It has no place.")]


def test_metres_become_degrees_as_the_published_example_says():
    """The worked example of the survey's guide (its Caister tower), on WGS 84, within 5 m."""
    latitude, longitude = degrees_of(651409.903, 313177.270)
    assert latitude == pytest.approx(52.657977, abs=5e-5)
    assert longitude == pytest.approx(1.716038, abs=7e-5)


@pytest.mark.parametrize(
    ("only", "left"), [(["LE"], ["LE1", "LE11"]), (["le11"], ["LE11"]), ([], ["LE1", "LE11"])]
)
def test_only_some_outcodes_are_taken(listed, only, left):
    assert list(read_outcodes(listed(OFFICE), only).middles()) == left


@pytest.mark.parametrize(
    ("text", "name", "said"),
    [
        ("", "a.csv", "holds no outcode"),
        ("name,phone\nElm,1\n", "a.csv", "holds no outcode"),
        (b"outcode,latitude,longitude\n\xff\xfe,1,1\n", "a.csv", "not text in UTF-8"),
        (b"PK but no zip", "a.zip", "cannot be read"),
    ],
)
def test_what_is_no_such_list_is_refused(listed, text, name, said):
    with pytest.raises(Refused, match=said):
        read_outcodes(listed(text, name))
    with pytest.raises(Refused, match="cannot be read"):
        read_outcodes(listed("").with_name("absent.csv"))


def test_the_command_writes_a_packs_places_and_keeps_the_towns_it_knows(listed, capsys):
    asked = Namespace(file=listed(OFFICE), only=[], area=['Elm "county"'], source="ONS, May 2026, OGL 3")
    run(asked)
    printed = capsys.readouterr()
    written = tomllib.loads(printed.out)
    assert written["areas"] == ['Elm "county"']
    assert written["outcodes"]["LE1"] == [52.635, -1.131, "Leicester"]
    assert "2 outcodes; 4 rows left out." in printed.err
