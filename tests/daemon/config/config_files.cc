#include "tests/daemon/config/config_files.h"

namespace fenghuo {
namespace {

constexpr const char* kMain = R"(data: store
zone: Asia/Shanghai
week_starts_on: friday
crawl:
  user_agent: fenghuo-test (desk@office.example)
  body_max: 2MiB
)";

constexpr const char* kLevels = R"(grading: {heat_weight: 40, severity_weight: 60}
levels:
  1: {name: 特别重大, colour: red, threshold: 80, acknowledge_within: 5m, repeat_every: 5m, repeat_max: 3}
  2: {name: 重大, colour: orange, threshold: 60}
  3: {name: 较大, colour: yellow, threshold: 40}
  4: {name: 一般, colour: blue, threshold: 12}
)";

constexpr const char* kPlaces = R"(city: 清河市
city_names: [清河市, 清河]
counties:
  - {unit: qingxi, name: 青溪区, places: [青溪区, 柳林镇]}
elsewhere: [外省某市]
)";

constexpr const char* kStaff = R"(office: 清河市市场监督管理局
desk_phone: 0000-0000000
units:
  - {id: bureau, name: 市局, head: zhao}
  - {id: catering, name: 餐饮科, parent: bureau, head: li, liaison: zhang, group_channels: [group]}
  - {id: qingxi, name: 青溪区局, parent: bureau, head: li, county: 青溪区}
people:
  - {id: zhang, name: 张某, unit: catering, permissions: [view, acknowledge], contacts: [{channel: group, address: "1"}]}
  - {id: li, name: 李某, unit: catering}
  - {id: zhao, name: 赵某, unit: bureau}
roles: {fallback_desk: zhang, fallback_leader: li, deputy_in_charge: li, director: zhao, operations: [zhang]}
shifts:
  rotation:
    from: 2026-11-01
    to: 2026-11-30
    day: [{desk: zhang, leader: li}]
    night: [{desk: li, leader: zhao}, {desk: zhang, leader: zhao}]
  roster:
    - {date: 2026-11-21, shift: day, desk: li, leader: zhao}
)";

constexpr const char* kChannels = R"(channels:
  - {id: group, name: 值班群, type: webhook, base_url: "http://127.0.0.1:8650/notify", allow_plain_http: true}
)";

constexpr const char* kPolicies = R"(open_at: 3
night: {from: "22:00", to: "07:00"}
digests: ["12:00", "09:00"]
notify:
  - {level: 1, locality: [local, concerned, elsewhere, unknown], steps: [{tell: [desk, leader_on_duty], by: ring}]}
  - {level: 2, locality: [local, concerned, elsewhere, unknown], when: day, steps: [{tell: [desk], by: message}]}
  - {level: 2, locality: [local, concerned, elsewhere, unknown], when: night, digest: true}
  - level: 3
    locality: [local, concerned, elsewhere, unknown]
    steps:
      - {tell: [section_head], by: message}
      - {after: 30m, tell: [leader_on_duty], by: ring}
  - {level: 4, locality: [local, concerned, elsewhere, unknown], digest: true}
)";

constexpr const char* kSources = R"(defaults: {tier: city, region: 清河市, every: 5m}
sources:
  - {id: evening-paper, name: 清河晚报, url: "https://paper.example/feed.xml"}
  - id: hot
    name: 热榜
    type: board
    kind: hotlist
    tier: platform
    url: https://board.example/hot.json
    silent_after: 2h
    national_board: true
    board: {list: /data/list, title: [/word, /note], rank: /place, heat: /num}
)";

constexpr const char* kRules = R"(term_sets:
  不洁异物: [异物, 蟑螂, {pattern: "老鼠+"}]
dampers: [演练]
rules:
  - id: catering
    name: 餐饮服务
    departments: [catering]
    any: [食物中毒]
    all:
      - [餐厅, 火锅]
      - [{set: 不洁异物}, 变质]
    none: [招聘]
    severity: 35
    must_report: {when: {any: [食物中毒], patterns: ["[0-9]+人"]}, floor: 3, local_only: true}
)";

}  // namespace

ConfigFiles SmallConfig() {
  return ConfigFiles()
      .With("fenghuo.yml", kMain)
      .With("levels.yml", kLevels)
      .With("places.yml", kPlaces)
      .With("staff.yml", kStaff)
      .With("channels.yml", kChannels)
      .With("policies.yml", kPolicies)
      .With("sources/all.yml", kSources)
      .With("rules/food.yml", kRules);
}

}  // namespace fenghuo
