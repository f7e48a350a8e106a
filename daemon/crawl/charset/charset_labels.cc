#include "daemon/crawl/charset/charset_labels.h"

#include <map>
#include <string>

namespace fenghuo {
namespace {

using enum CharsetKind;
using D = Decoder;

struct Row {
  Charset charset;
  const char* labels;  // separated by spaces
};

constexpr Row kRows[] = {
    {{"utf-8", kUtf8, D::kUtf8}, "unicode-1-1-utf-8 unicode11utf8 unicode20utf8 utf-8 utf8 x-unicode20utf8 utf-8n utf_8"},
    {{"gb18030", kGb18030, D::kGb18030},
     "gb18030 gbk gb2312 gb_2312 gb_2312-80 chinese csgb2312 csiso58gb231280 iso-ir-58 x-gbk cp936 ms936 windows-936 euc-cn "
     "gb-2312 gb2312-80 gb_18030 gb-18030"},
    {{"big5", kMultiByte, D::kBig5}, "big5 big5-hkscs cn-big5 csbig5 x-x-big5 cp950 windows-950 big-5"},
    {{"shift_jis", kMultiByte, D::kShiftJis},
     "csshiftjis ms932 ms_kanji shift-jis shift_jis sjis windows-31j x-sjis cp932"},
    {{"euc-jp", kMultiByte, D::kEucJp}, "cseucpkdfmtjapanese euc-jp x-euc-jp eucjp"},
    {{"iso-2022-jp", kMultiByte, D::kIso2022Jp}, "csiso2022jp iso-2022-jp"},
    {{"euc-kr", kMultiByte, D::kEucKr},
     "cseuckr csksc56011987 euc-kr iso-ir-149 korean ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601 windows-949 cp949 uhc"},
    {{"utf-16be", kUtf16, D::kUtf16Be}, "unicodefffe utf-16be"},
    {{"utf-16le", kUtf16, D::kUtf16Le}, "csunicode iso-10646-ucs-2 ucs-2 unicode unicodefeff utf-16 utf-16le utf16"},
    {{"windows-1252", kSingleByte, D::kSingleByte},
     "ansi_x3.4-1968 ascii cp1252 cp819 csisolatin1 ibm819 iso-8859-1 iso-ir-100 iso8859-1 iso88591 iso_8859-1 "
     "iso_8859-1:1987 l1 latin1 us-ascii windows-1252 x-cp1252 latin-1"},
    {{"windows-1250", kSingleByte, D::kSingleByte}, "cp1250 windows-1250 x-cp1250"},
    {{"windows-1251", kSingleByte, D::kSingleByte}, "cp1251 windows-1251 x-cp1251"},
    {{"windows-1253", kSingleByte, D::kSingleByte}, "cp1253 windows-1253 x-cp1253"},
    {{"windows-1254", kSingleByte, D::kSingleByte},
     "cp1254 csisolatin5 iso-8859-9 iso-ir-148 iso8859-9 iso88599 iso_8859-9 iso_8859-9:1989 l5 latin5 windows-1254 x-cp1254"},
    {{"windows-1255", kSingleByte, D::kSingleByte}, "cp1255 windows-1255 x-cp1255"},
    {{"windows-1256", kSingleByte, D::kSingleByte}, "cp1256 windows-1256 x-cp1256"},
    {{"windows-1257", kSingleByte, D::kSingleByte}, "cp1257 windows-1257 x-cp1257"},
    {{"windows-1258", kSingleByte, D::kSingleByte}, "cp1258 windows-1258 x-cp1258"},
    {{"windows-874", kSingleByte, D::kSingleByte},
     "dos-874 iso-8859-11 iso8859-11 iso885911 tis-620 windows-874"},
    {{"iso-8859-2", kSingleByte, D::kSingleByte},
     "csisolatin2 iso-8859-2 iso-ir-101 iso8859-2 iso88592 iso_8859-2 iso_8859-2:1987 l2 latin2"},
    {{"iso-8859-3", kSingleByte, D::kSingleByte},
     "csisolatin3 iso-8859-3 iso-ir-109 iso8859-3 iso88593 iso_8859-3 iso_8859-3:1988 l3 latin3"},
    {{"iso-8859-4", kSingleByte, D::kSingleByte},
     "csisolatin4 iso-8859-4 iso-ir-110 iso8859-4 iso88594 iso_8859-4 iso_8859-4:1988 l4 latin4"},
    {{"iso-8859-5", kSingleByte, D::kSingleByte},
     "csisolatincyrillic cyrillic iso-8859-5 iso-ir-144 iso8859-5 iso88595 iso_8859-5 iso_8859-5:1988"},
    {{"iso-8859-6", kSingleByte, D::kSingleByte},
     "arabic asmo-708 csiso88596e csiso88596i csisolatinarabic ecma-114 iso-8859-6 iso-8859-6-e iso-8859-6-i iso-ir-127 "
     "iso8859-6 iso88596 iso_8859-6 iso_8859-6:1987"},
    {{"iso-8859-7", kSingleByte, D::kSingleByte},
     "csisolatingreek ecma-118 elot_928 greek greek8 iso-8859-7 iso-ir-126 iso8859-7 iso88597 iso_8859-7 iso_8859-7:1987 "
     "sun_eu_greek"},
    {{"iso-8859-8", kSingleByte, D::kSingleByte},
     "csiso88598e csisolatinhebrew hebrew iso-8859-8 iso-8859-8-e iso-ir-138 iso8859-8 iso88598 iso_8859-8 iso_8859-8:1988 "
     "visual"},
    {{"iso-8859-8-i", kSingleByte, D::kSingleByte, "iso-8859-8"}, "csiso88598i iso-8859-8-i logical"},
    {{"iso-8859-10", kSingleByte, D::kSingleByte}, "csisolatin6 iso-8859-10 iso-ir-157 iso8859-10 iso885910 l6 latin6"},
    {{"iso-8859-13", kSingleByte, D::kSingleByte}, "iso-8859-13 iso8859-13 iso885913"},
    {{"iso-8859-14", kSingleByte, D::kSingleByte}, "iso-8859-14 iso8859-14 iso885914"},
    {{"iso-8859-15", kSingleByte, D::kSingleByte}, "csisolatin9 iso-8859-15 iso8859-15 iso885915 iso_8859-15 l9 latin-9"},
    {{"iso-8859-16", kSingleByte, D::kSingleByte}, "iso-8859-16"},
    {{"koi8-r", kSingleByte, D::kSingleByte}, "cskoi8r koi koi8 koi8-r koi8_r"},
    {{"koi8-u", kSingleByte, D::kSingleByte}, "koi8-ru koi8-u"},
    {{"ibm866", kSingleByte, D::kSingleByte}, "866 cp866 csibm866 ibm866"},
    {{"macintosh", kSingleByte, D::kSingleByte}, "csmacintosh mac macintosh x-mac-roman"},
    {{"x-mac-cyrillic", kSingleByte, D::kSingleByte}, "x-mac-cyrillic x-mac-ukrainian"},
    {{"x-user-defined", kSingleByte, D::kUserDefined}, "x-user-defined"},
    {{"utf-7", kRefused, D::kUtf8}, "utf-7 utf7 unicode-1-1-utf-7 unicode11utf7 csunicode11utf7 x-unicode20utf7 utf-7-imap"},
    {{"replacement", kRefused, D::kUtf8}, "csiso2022kr hz-gb-2312 iso-2022-cn iso-2022-cn-ext iso-2022-kr replacement"},
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
