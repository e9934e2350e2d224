"""Numbers that must not be published: of identity cards, of bank cards, of personal telephones."""

import re

from .text import is_date

LEAK = re.compile(r"[0-9０-９](?:[ -]?[0-9０-９]){10,}[XxＸｘ]?")
IN_WORD = set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/_=@%&#+~.*")
ISSUERS = ("62", "4", "51", "52", "53", "54", "55", "34", "37", "9558", "60", "68")
COUNTED = ("元", "万", "亿", "件", "条", "人", "个", "次", "份")
CONTACT = ("疑问", "地址", "邮编", "邮政编码", "请与", "联系方式", "咨询电话")
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
FULL_DIGITS = {ord("０") + i: str(i) for i in range(10)} | dict.fromkeys(map(ord, "xＸｘ"), "X") | {ord(" "): None, ord("-"): None}


def is_identity(digits):
    if not "1" <= digits[0] <= "8":
        return False
    if len(digits) == 18 and digits[:17].isdigit():
        check = "10X98765432"[sum(int(d) * weight for d, weight in zip(digits, WEIGHTS)) % 11]
        return digits[17] == check and is_day(digits[6:10], digits[10:12], digits[12:14])
    return len(digits) == 15 and digits.isdigit() and is_day("19" + digits[6:8], digits[8:10], digits[10:12])


def is_day(year, month, day):
    return 1900 <= int(year) <= 2100 and is_date(int(year), int(month), int(day))


def is_bank_card(digits):
    if not 15 <= len(digits) <= 19 or not digits.isdigit() or not digits.startswith(ISSUERS):
        return False
    doubled = (int(d) * (2 if place % 2 else 1) for place, d in enumerate(reversed(digits)))
    return sum(n // 10 + n % 10 for n in doubled) % 10 == 0


def leaks(text, start=0, end=None):
    """Whether each number that must not be published is a telephone."""
    end = len(text) if end is None else end
    for match in LEAK.finditer(text, start, end):
        begin, stop = match.span()
        after, more = text[stop:stop + 1], text[stop + 1:stop + 2]
        ends = after == "." and not (more.isascii() and more.isalnum())
        if begin > start and text[begin - 1] in IN_WORD or after in IN_WORD and after and not ends:
            continue
        whole = match[0]
        for piece in [whole, *(whole.split(" ") if " " in whole else ())]:
            digits = piece.translate(FULL_DIGITS)
            counts = text[stop:stop + 4].lstrip().startswith(COUNTED)
            if digits and (is_identity(digits) or is_bank_card(digits)):
                yield begin, False
            elif len(digits) == 11 and digits.isdigit() and digits[0] == "1" and digits[1] >= "3" and not counts:
                yield begin, True
            else:
                continue
            if piece is whole:
                break
