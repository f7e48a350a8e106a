#!/usr/bin/env python3
"""Writes han_readings.inc: each syllable of Hanyu Pinyin, without tones and with v for ü, and the characters that are read so.

  make_han_readings.py /usr/share/gocode/src/github.com/mozillazg/go-pinyin/pinyin_dict.go > han_readings.inc

Source: Debian's golang-github-mozillazg-go-pinyin-dev, whose table is that of https://github.com/mozillazg/pinyin-data (MIT), drawn
from Unihan's kHanyuPinyin, kXHC1983, kTGHZ2013, kHanyuPinlu and kMandarin. ICU's transliterator knows one reading of a character,
input methods know words; this has every reading of each.
"""

import re
import sys
import unicodedata

FIRST, LAST = 0x4E00, 0x9FFF  # the block in which all but rare characters stand

HEADER = """\
// Syllables and the characters that are read so, written by make_han_readings.py. Only for keywords/text/readings.cc.
//
// From pinyin-data, https://github.com/mozillazg/pinyin-data. Copyright (c) 2016 mozillazg, under the MIT licence:
//
// Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files (the
// "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy, modify, merge, publish,
// distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to
// the following conditions:
//
// The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.
//
// THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF
// MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR
// ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH
// THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
"""


def without_tone(reading):
    """lǜ -> lv"""
    letters = unicodedata.normalize("NFD", reading).replace("u\u0308", "v")
    return "".join(c for c in letters if not unicodedata.combining(c))


def main():
    characters = {}
    with open(sys.argv[1], encoding="utf-8") as table:
        for code, readings in re.findall(r'0x([0-9A-F]+):\s*"([^"]+)"', table.read()):
            if not FIRST <= int(code, 16) <= LAST:
                continue
            for reading in readings.split(","):
                characters.setdefault(without_tone(reading), set()).add(chr(int(code, 16)))
    print(HEADER, end="")
    for syllable in sorted(characters):
        assert re.fullmatch("[a-z]{1,6}", syllable), syllable
        print(f'{{"{syllable}", "{"".join(sorted(characters[syllable]))}"}},')


main()
