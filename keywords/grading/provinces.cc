#include "keywords/grading/provinces.h"

#include <algorithm>
#include <iterator>
#include <string_view>

namespace fenghuo {
namespace {

constexpr std::string_view kOurs = "本省";
constexpr std::string_view kProvinces[] = {"北京", "天津", "上海", "重庆", "河北", "山西", "内蒙古", "辽宁", "吉林",
                                           "黑龙江", "江苏", "浙江", "安徽", "福建", "江西", "山东", "河南", "湖北",
                                           "湖南", "广东", "广西", "海南", "四川", "贵州", "云南", "西藏", "陕西",
                                           "甘肃", "青海", "宁夏", "新疆", "香港", "澳门", "台湾"};

}  // namespace

std::string ProvinceOf(const LocalityFinding& finding) {
  if (finding.locality == Locality::kLocal || finding.locality == Locality::kConcerned) return std::string(kOurs);
  bool known = std::find(std::begin(kProvinces), std::end(kProvinces), finding.place) != std::end(kProvinces);
  return known ? finding.place : "";
}

}  // namespace fenghuo
