#!/usr/bin/env python3
"""Writes encoding_index.txt from the Encoding Standard's indexes.json.

  make_encoding_index.py indexes.json > encoding_index.txt

Source: https://encoding.spec.whatwg.org/indexes.json
"""

import json
import sys

LICENSE = """\
# The indexes of the WHATWG Encoding Standard (https://encoding.spec.whatwg.org/), written by make_encoding_index.py.
#
# "@name" begins an index; a row is the pointer of its first character, a TAB and the characters of that pointer and
# the ones after it. Pointers that no row names have no character. "@gb18030-ranges" has rows "pointer TAB code point".
#
# Copyright (c) WHATWG (Apple, Google, Mozilla, Microsoft).
#
# Redistribution and use in source and binary forms, with or without modification, are permitted provided that the
# following conditions are met:
#
# 1. Redistributions of source code must retain the above copyright notice, this list of conditions and the following
#    disclaimer.
#
# 2. Redistributions in binary form must reproduce the above copyright notice, this list of conditions and the
#    following disclaimer in the documentation and/or other materials provided with the distribution.
#
# 3. Neither the name of the copyright holder nor the names of its contributors may be used to endorse or promote
#    products derived from this software without specific prior written permission.
#
# THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND ANY EXPRESS OR IMPLIED WARRANTIES,
# INCLUDING, BUT NOT LIMITED TO, THE IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE
# DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDER OR CONTRIBUTORS BE LIABLE FOR ANY DIRECT, INDIRECT, INCIDENTAL,
# SPECIAL, EXEMPLARY, OR CONSEQUENTIAL DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR
# SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER CAUSED AND ON ANY THEORY OF LIABILITY,
# WHETHER IN CONTRACT, STRICT LIABILITY, OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE
# OF THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.
"""
ROW = 94
UNUSED = {"iso-2022-jp-katakana"}  # for encoders only


def rows(index):
    """Runs of neighbours that have a character, cut to rows of one length."""
    start = 0
    while start < len(index):
        if index[start] is None:
            start += 1
            continue
        end = start
        while end < len(index) and end - start < ROW and index[end] is not None:
            end += 1
        yield start, "".join(map(chr, index[start:end]))
        start = end


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        indexes = json.load(file)
    out = [LICENSE]
    for name in sorted(set(indexes) - UNUSED):
        out.append(f"@{name}\n")
        if name == "gb18030-ranges":
            out += [f"{pointer}\t{code:04X}\n" for pointer, code in indexes[name]]
        else:
            out += [f"{pointer}\t{text}\n" for pointer, text in rows(indexes[name])]
    sys.stdout.buffer.write("".join(out).encode("utf-8"))


main()
