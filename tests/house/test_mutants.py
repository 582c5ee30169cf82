"""What `./do mutants` changes, what it leaves alone, and that its list stays honest."""

import ast
import subprocess
import sys

import pytest

from tests.house.tree import HOUSE
from tools.mutants.__main__ import LIST, Listed, read_list, stale
from tools.mutants.making import mutants_of
from tools.mutants.trying import Target

MOST_EQUIVALENT = 40
RULES = '''"""A rule that says what."""
from x import Refused
Pair = tuple[int, str]
WHO = {"read": {"worker", "lead"}}
NO = "Please say it again."


def check(by, kind, most=4):
    """Say why."""
    assert by
    if by not in WHO["read"] and most >= 3:
        raise Refused(NO, kind)
    return most + 1
'''
EXPECTED = {
    ("raise Refused(NO, kind)", "pass"),
    ("raise Refused(NO, kind)", "raise Refused(kind, NO)"),
    ("raise Refused(NO, kind)", "raise Refused(NO, )"),
    ('if by not in WHO["read"] and most >= 3:', "if True:"),
    ('if by not in WHO["read"] and most >= 3:', "if False:"),
    ('if by not in WHO["read"] and most >= 3:', 'if (by not in WHO["read"]):'),
    ('if by not in WHO["read"] and most >= 3:', 'if by in WHO["read"] and most >= 3:'),
    ('if by not in WHO["read"] and most >= 3:', 'if by not in WHO["read"] and most > 3:'),
    ('if by not in WHO["read"] and most >= 3:', 'if by not in WHO["read"] and most >= 4:'),
    ('if by not in WHO["read"] and most >= 3:', 'if by not in WHO["read"] or most >= 3:'),
    ('WHO = {"read": {"worker", "lead"}}', 'WHO = {"read": {"lead"}}'),
    ("def check(by, kind, most=4):", "def check(by, kind, most=5):"),
}  # fmt: skip
LEFT_ALONE = ('"""', "import", "assert", "Pair", "Please")


def test_what_matters_in_rules_is_changed_and_wording_types_and_imports_are_not():
    found = {(each.was, each.becomes) for each in mutants_of(RULES)}
    assert found >= EXPECTED
    assert not [was for was, _ in found for left in LEFT_ALONE if left in was.replace("NO = ", "")]


def test_each_mutant_is_python_and_differs_in_one_place():
    mutants = mutants_of(RULES)
    assert len({each.text for each in mutants}) == len(mutants) > 20
    before = RULES.splitlines()
    for each in mutants:
        ast.parse(each.text)
        after = each.text.splitlines()
        assert len([1 for one, other in zip(before, after, strict=True) if one != other]) == 1
        assert before[each.line - 1].strip() == each.was


def test_the_list_names_files_that_are_there_and_few_equivalents_each_with_its_reason():
    listed = read_list(LIST.read_text("utf-8"))
    assert {each.about for each in listed} == {"phrase", "seal", "contact", "permission", "retention"}
    assert len({each.target.path for each in listed}) == len(listed)
    reasons = [because for each in listed for because in each.equivalent.values()]
    assert len(reasons) <= MOST_EQUIVALENT
    assert all(len(because.split()) >= 4 for because in reasons)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ('[[module]]\npath = "waymark/nowhere.py"\nabout = "seal"\ntests = []', "waymark/nowhere.py"),
        ('[[module]]\npath = "do"\nabout = "seal"\ntests = ["tests/nowhere.py"]', "tests/nowhere.py"),
        (
            '[[module]]\npath = "do"\nabout = "seal"\ntests = []\n'
            '[[equivalent]]\npath = "gone.py"\nwas = "a"\nbecomes = "b"\nbecause = "c"',
            "gone.py",
        ),
    ],
)
def test_an_entry_that_cannot_be_meant_is_named(text, named):
    with pytest.raises(ValueError, match=named):
        read_list(text)


def test_an_equivalent_that_fits_no_mutant_or_that_a_test_notices_is_stale():
    mutants = mutants_of(RULES)
    change = ("raise Refused(NO, kind)", "pass")
    listed = Listed(Target("x.py", (), False), "seal", {change: "no caller looks at it"})
    left = [each for each in mutants if (each.was, each.becomes) == change]
    assert stale(listed, mutants, left) == []
    assert stale(listed, mutants, []) == ["a test notices: raise Refused(NO, kind) => pass"]
    assert stale(listed, (), []) == ["no such mutant: raise Refused(NO, kind) => pass"]


def test_one_mutant_is_noticed_and_an_unchanged_text_is_not():
    target = Target("waymark/sealing/sessions.py", ("tests/sealing/test_sessions.py",), False)
    wrong = target.text.replace("waymark-sess-key", "waymark-sess-id")
    code = f"""
from tools.mutants.trying import Target, try_texts
target = {target!r}
tried = try_texts(target, {[target.text, wrong, "("]!r})
print(sorted((each.at, each.noticed) for each in tried))
"""
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=HOUSE, capture_output=True, text=True, check=False
    )
    assert done.stdout.strip().endswith("[(0, ''), (1, 'test'), (2, 'import')]"), done.stderr
