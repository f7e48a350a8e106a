#include "daemon/crawl/charset_labels.h"

#include <map>
#include <string>

namespace fenghuo {
namespace {

using enum CharsetKind;

struct Row {
  Charset charset;
  const char* labels;  // separated by spaces
};

constexpr Row kRows[] = {
    {{"utf-8", "utf-8", kUtf8}, "unicode-1-1-utf-8 unicode11utf8 unicode20utf8 utf-8 utf8 x-unicode20utf8 utf-8n utf_8"},
    {{"gb18030", "gb18030", kGb18030},
     "gb18030 gbk gb2312 gb_2312 gb_2312-80 chinese csgb2312 csiso58gb231280 iso-ir-58 x-gbk cp936 ms936 windows-936 euc-cn "
     "gb-2312 gb2312-80 gb_18030 gb-18030"},
    {{"big5", "ibm-1375_P100-2008", kMultiByte}, "big5 big5-hkscs cn-big5 csbig5 x-x-big5 cp950 windows-950 big-5"},
    {{"shift_jis", "ibm-943_P15A-2003", kMultiByte},
     "csshiftjis ms932 ms_kanji shift-jis shift_jis sjis windows-31j x-sjis cp932"},
    {{"euc-jp", "euc-jp-2007", kMultiByte}, "cseucpkdfmtjapanese euc-jp x-euc-jp eucjp"},
    {{"iso-2022-jp", "ISO-2022-JP", kMultiByte}, "csiso2022jp iso-2022-jp"},
    {{"euc-kr", "windows-949-2000", kMultiByte},
     "cseuckr csksc56011987 euc-kr iso-ir-149 korean ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601 windows-949 cp949 uhc"},
    {{"utf-16be", "UTF-16BE", kUtf16}, "unicodefffe utf-16be"},
    {{"utf-16le", "UTF-16LE", kUtf16}, "csunicode iso-10646-ucs-2 ucs-2 unicode unicodefeff utf-16 utf-16le utf16"},
    {{"windows-1252", "windows-1252", kSingleByte},
     "ansi_x3.4-1968 ascii cp1252 cp819 csisolatin1 ibm819 iso-8859-1 iso-ir-100 iso8859-1 iso88591 iso_8859-1 "
     "iso_8859-1:1987 l1 latin1 us-ascii windows-1252 x-cp1252 latin-1"},
    {{"windows-1250", "windows-1250", kSingleByte}, "cp1250 windows-1250 x-cp1250"},
    {{"windows-1251", "windows-1251", kSingleByte}, "cp1251 windows-1251 x-cp1251"},
    {{"windows-1253", "windows-1253", kSingleByte}, "cp1253 windows-1253 x-cp1253"},
    {{"windows-1254", "windows-1254", kSingleByte},
     "cp1254 csisolatin5 iso-8859-9 iso-ir-148 iso8859-9 iso88599 iso_8859-9 iso_8859-9:1989 l5 latin5 windows-1254 x-cp1254"},
    {{"windows-1255", "windows-1255", kSingleByte}, "cp1255 windows-1255 x-cp1255"},
    {{"windows-1256", "windows-1256", kSingleByte}, "cp1256 windows-1256 x-cp1256"},
    {{"windows-1257", "windows-1257", kSingleByte}, "cp1257 windows-1257 x-cp1257"},
    {{"windows-1258", "windows-1258", kSingleByte}, "cp1258 windows-1258 x-cp1258"},
    {{"windows-874", "windows-874-2000", kSingleByte},
     "dos-874 iso-8859-11 iso8859-11 iso885911 tis-620 windows-874"},
    {{"iso-8859-2", "ISO-8859-2", kSingleByte},
     "csisolatin2 iso-8859-2 iso-ir-101 iso8859-2 iso88592 iso_8859-2 iso_8859-2:1987 l2 latin2"},
    {{"iso-8859-3", "ISO-8859-3", kSingleByte},
     "csisolatin3 iso-8859-3 iso-ir-109 iso8859-3 iso88593 iso_8859-3 iso_8859-3:1988 l3 latin3"},
    {{"iso-8859-4", "ISO-8859-4", kSingleByte},
     "csisolatin4 iso-8859-4 iso-ir-110 iso8859-4 iso88594 iso_8859-4 iso_8859-4:1988 l4 latin4"},
    {{"iso-8859-5", "ISO-8859-5", kSingleByte},
     "csisolatincyrillic cyrillic iso-8859-5 iso-ir-144 iso8859-5 iso88595 iso_8859-5 iso_8859-5:1988"},
    {{"iso-8859-6", "ISO-8859-6", kSingleByte},
     "arabic asmo-708 csiso88596e csiso88596i csisolatinarabic ecma-114 iso-8859-6 iso-8859-6-e iso-8859-6-i iso-ir-127 "
     "iso8859-6 iso88596 iso_8859-6 iso_8859-6:1987"},
    {{"iso-8859-7", "ISO-8859-7", kSingleByte},
     "csisolatingreek ecma-118 elot_928 greek greek8 iso-8859-7 iso-ir-126 iso8859-7 iso88597 iso_8859-7 iso_8859-7:1987 "
     "sun_eu_greek"},
    {{"iso-8859-8", "ISO-8859-8", kSingleByte},
     "csiso88598e csisolatinhebrew hebrew iso-8859-8 iso-8859-8-e iso-ir-138 iso8859-8 iso88598 iso_8859-8 iso_8859-8:1988 "
     "visual"},
    {{"iso-8859-8-i", "ISO-8859-8", kSingleByte}, "csiso88598i iso-8859-8-i logical"},
    {{"iso-8859-10", "iso-8859_10-1998", kSingleByte}, "csisolatin6 iso-8859-10 iso-ir-157 iso8859-10 iso885910 l6 latin6"},
    {{"iso-8859-13", "ISO-8859-13", kSingleByte}, "iso-8859-13 iso8859-13 iso885913"},
    {{"iso-8859-14", "iso-8859_14-1998", kSingleByte}, "iso-8859-14 iso8859-14 iso885914"},
    {{"iso-8859-15", "ISO-8859-15", kSingleByte}, "csisolatin9 iso-8859-15 iso8859-15 iso885915 iso_8859-15 l9 latin-9"},
    {{"koi8-r", "KOI8-R", kSingleByte}, "cskoi8r koi koi8 koi8-r koi8_r"},
    {{"koi8-u", "KOI8-U", kSingleByte}, "koi8-ru koi8-u"},
    {{"ibm866", "IBM866", kSingleByte}, "866 cp866 csibm866 ibm866"},
    {{"macintosh", "macintosh", kSingleByte}, "csmacintosh mac macintosh x-mac-roman"},
    {{"x-mac-cyrillic", "x-mac-cyrillic", kSingleByte}, "x-mac-cyrillic x-mac-ukrainian"},
    {{"utf-7", "", kRefused}, "utf-7 utf7 unicode-1-1-utf-7 unicode11utf7 csunicode11utf7 x-unicode20utf7 utf-7-imap"},
    {{"replacement", "", kRefused}, "csiso2022kr hz-gb-2312 iso-2022-cn iso-2022-cn-ext iso-2022-kr replacement"},
};

std::map<std::string, const Charset*, std::less<>> MakeLabels() {
  std::map<std::string, const Charset*, std::less<>> labels;
  for (const Row& row : kRows) {
    std::string_view left = row.labels;
    while (!left.empty()) {
      size_t space = left.find(' ');
      labels.emplace(left.substr(0, space), &row.charset);
      left = space == std::string_view::npos ? std::string_view() : left.substr(space + 1);
    }
  }
  return labels;
}

}  // namespace

const Charset* FindCharset(std::string_view label) {
  static const std::map<std::string, const Charset*, std::less<>> labels = MakeLabels();
  constexpr std::string_view kSpace = " \t\r\n\f\"'";
  size_t first = label.find_first_not_of(kSpace);
  if (first == std::string_view::npos) return nullptr;
  label = label.substr(first, label.find_last_not_of(kSpace) - first + 1);
  std::string lower(label.substr(0, 64));
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  auto found = labels.find(lower);
  return found == labels.end() ? nullptr : found->second;
}

}  // namespace fenghuo
