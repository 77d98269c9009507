"""Bytes of all sorts become the text that was meant."""

from __future__ import annotations

import pytest

from autokg.articles.decoding import decode_bytes

FRENCH = "Alpha produit la Mésange à Metz depuis 2021. L’usine emploie 2 500 salariés."
GERMAN = "Das Werk beschäftigt 2.000 Menschen in Köln. „Wir bauen“, heißt es in München."
POLISH = "Fabryka w Tychach zatrudnia 2 500 osób i będzie produkować małe samochody; źródłem są żółte kartki."
CZECH = "Závod vyrábí vozy a zaměstnává 20 000 lidí. Příští rok začne výroba nového modelu v Kvasinách."
RUSSIAN = "Завод в Москве выпускает автомобили с 2022 года и принимает на работу две тысячи человек."
KOREAN = "알파코리아는 그라츠공장에서 새 차를 2031년부터 생산한다. 보레알리스가 지분 34%를 보유한다."
CHINESE = "阿尔法汽车在釜山工厂生产新车。公司表示,该车型将出口到北美市场,年产能三十万辆。"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (FRENCH, "utf-8"), (FRENCH, "utf-8-sig"), (FRENCH, "utf-16"), (FRENCH, "utf-16-le"), (FRENCH, "cp1252"),
        (FRENCH.replace("’", "'"), "latin-1"), (GERMAN, "cp1252"), (POLISH, "cp1250"), (CZECH, "cp1250"),
        (RUSSIAN, "cp1251"), (KOREAN, "euc-kr"), (CHINESE, "gb18030"),
    ],
)  # fmt: skip
def test_text_is_read_in_its_encoding(text: str, encoding: str) -> None:
    assert decode_bytes(text.encode(encoding)) == text


def test_a_file_of_two_encodings_is_read_in_both() -> None:
    content = FRENCH.encode() + b"\n" + GERMAN.encode("cp1252")
    assert decode_bytes(content) == f"{FRENCH}\n{GERMAN}"


def test_binary_data_is_no_text() -> None:
    with pytest.raises(UnicodeDecodeError):
        decode_bytes(bytes(range(256)) * 20)
