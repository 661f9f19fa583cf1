"""How the names of areas are made and shortened: rules on words alone, without any data.

An official name is a stem, the peoples of an autonomous area and a suffix: ``环江|毛南族|自治县``. Papers also write
``环江县`` (customary) and, of larger areas, the stem alone.
"""

from __future__ import annotations

import re

# Longest first within what shares an ending, so that 自治县 is not taken for 县.
SUFFIXES = (
    "特别行政区", "维吾尔自治区", "自治区", "自治州", "自治县", "自治旗", "民族乡", "民族苏木",
    "林区", "特区", "新区", "地区", "街道", "苏木", "省", "市", "州", "盟", "县", "区", "旗", "镇", "乡",
)  # fmt: skip

# Peoples as they stand in names of areas; those that also stand there without 族 come without it.
_PEOPLES = (
    "汉|蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|拉祜|水|东乡|纳西|景颇|柯尔克孜|"
    "土|达斡尔|仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|塔吉克|怒|乌孜别克|俄罗斯|鄂温克|德昂|保安|裕固|京|塔塔尔|独龙|"
    "鄂伦春|赫哲|门巴|珞巴|基诺|各"
)
_PEOPLES_WITH_SUFFIX = re.compile(f"(?:(?:{_PEOPLES})族)+$")
_PEOPLE_WITHOUT = re.compile("(?:蒙古|哈萨克|柯尔克孜|塔吉克|锡伯)$")
_AUTONOMOUS = {"自治州": "州", "自治县": "县", "自治旗": "旗"}
_TOWNSHIP_WITH_PEOPLE = ("民族苏木", "民族乡", "苏木", "乡")


def split(name: str) -> tuple[str, str]:
    """Stem and suffix of an official name, the peoples left out: ``甘孜藏族自治州`` is ``甘孜``, ``自治州``.

    An area named after its people alone keeps it (``东乡族自治县`` is ``东乡``, ``自治县``); a name without a known
    suffix is all stem.
    """
    for suffix in SUFFIXES:
        if name.endswith(suffix) and len(name) > len(suffix):
            stem = name.removesuffix(suffix)
            if suffix.startswith("自治") or suffix in _TOWNSHIP_WITH_PEOPLE or suffix == "区":
                stem = _without_peoples(stem, bare=suffix in _AUTONOMOUS)
            return stem, "自治区" if suffix == "维吾尔自治区" else suffix
    return name, ""


def _without_peoples(stem: str, bare: bool) -> str:
    """``bare``: also peoples written without 族, which stand in 木垒哈萨克自治县, but not in 内蒙古自治区."""
    rest = _PEOPLES_WITH_SUFFIX.sub("", stem)
    if bare:
        rest = _PEOPLE_WITHOUT.sub("", rest)
    return rest or stem.removesuffix("族")


def customary(name: str) -> str:
    """The form the papers use of an official name where they do not write it in full: ``甘孜州``, ``环江县``, ``广西``.

    Of names that are short already, the name itself (``焦作市``).
    """
    stem, suffix = split(name)
    if suffix in _AUTONOMOUS:
        return stem + _AUTONOMOUS[suffix]
    if suffix in ("自治区", "特别行政区"):
        return stem
    if suffix in ("民族乡", "乡") and len(stem) > 1:
        return stem + "乡"
    return name
