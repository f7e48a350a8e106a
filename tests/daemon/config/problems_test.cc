// What a broken configuration is told: every problem, word for word.

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/daemon/config/config_files.h"

namespace fenghuo {
namespace {

TEST(ConfigProblemsTest, AreGivenAllAtOnceByFileAndLine) {
  ConfigFiles files = SmallConfig()
                          .Changed("staff.yml", "parent: bureau, head: li, liaison: zhang,", "parent: bureau, head: lee, liaison: zhang,")
                          .Changed("fenghuo.yml", "zone: Asia/Shanghai", "zone: Asia/Nowhere")
                          .Changed("fenghuo.yml", "body_max: 2MiB", "body_max: 2 megabytes")
                          .Changed("sources/all.yml", "https://board.example", "ftp://board.example");

  EXPECT_EQ(ProblemsOf(files),
            "fenghuo.yml:2: zone: must be a time zone such as Asia/Shanghai, is \"Asia/Nowhere\"\n"
            "fenghuo.yml:6: crawl.body_max: must be a size such as 512KiB or 10MiB from 1024B to 1073741824B, is \"2 megabytes\"\n"
            "sources/all.yml:9: sources[1].url: must be http or https, is \"ftp://board.example/hot.json\"\n"
            "staff.yml:5: units[1].head: must be a person of staff.yml, is \"lee\"; the nearest is \"li\"");
}

struct Case {
  const char* file;
  const char* from;
  const char* to;
  const char* problem;
};

TEST(ConfigProblemsTest, NameTheRuleAndWhatWasFound) {
  const Case kCases[] = {
      // keys
      {"fenghuo.yml", "week_starts_on: friday", "week_start_on: friday",
       "fenghuo.yml:3: week_start_on: unknown key; the nearest known key is \"week_starts_on\""},
      {"fenghuo.yml", "week_starts_on: friday", "x: 1",
       "fenghuo.yml:3: x: unknown key; known here are data, zone, language, week_starts_on, crawl, deliver, serve, retention, stories"},
      {"fenghuo.yml", "week_starts_on: friday", "zone: UTC", "fenghuo.yml:3: zone: must be given once, is given again"},
      {"fenghuo.yml", "data: store\n", "", "fenghuo.yml:1: data: must be given"},
      {"fenghuo.yml", "data: store", "data:", "fenghuo.yml:1: data: must be one line of text, has no value"},
      // words, numbers, lengths
      {"fenghuo.yml", "friday", "Freitag",
       "fenghuo.yml:3: week_starts_on: must be one of monday, tuesday, wednesday, thursday, friday, saturday, sunday, is \"Freitag\""},
      {"fenghuo.yml", "body_max: 2MiB", "in_flight_max: 251",
       "fenghuo.yml:6: crawl.in_flight_max: must be a whole number from 1 to 250, is \"251\""},
      {"fenghuo.yml", "body_max: 2MiB", "in_flight_max: [3]",
       "fenghuo.yml:6: crawl.in_flight_max: must be a whole number from 1 to 250, is a list"},
      {"fenghuo.yml", "body_max: 2MiB", "jitter: .nan", "fenghuo.yml:6: crawl.jitter: must be a number from 0 to 0.5, is \".nan\""},
      {"fenghuo.yml", "body_max: 2MiB", "host_gap: 2",
       "fenghuo.yml:6: crawl.host_gap: must be a length of time such as 30s, 10m, 4h or 7d, is \"2\""},
      {"fenghuo.yml", "user_agent: fenghuo-test (desk@office.example)", "user_agent: fenghuo-test",
       "fenghuo.yml:5: crawl.user_agent: must begin with a product name and hold a contact, such as fenghuo/0.1 "
       "(+mailto:desk@office.example), is \"fenghuo-test\""},
      {"fenghuo.yml", "user_agent: fenghuo-test (desk@office.example)", "user_agent: 0 (desk@office.example)",
       "fenghuo.yml:5: crawl.user_agent: must begin with a product name and hold a contact, such as fenghuo/0.1 "
       "(+mailto:desk@office.example), is \"0 (desk@office.example)\""},
      {"fenghuo.yml", "body_max: 2MiB", "crawl_delay_max: 2h", "fenghuo.yml:6: crawl.crawl_delay_max: must be from 0s to 1h, is \"2h\""},
      {"fenghuo.yml", "body_max: 2MiB", "host_gap: 2h", "fenghuo.yml:6: crawl.host_gap: must be from 0s to 1h, is \"2h\""},
      {"fenghuo.yml", "body_max: 2MiB", "body_max: 9999999999GiB",
       "fenghuo.yml:6: crawl.body_max: must be a size such as 512KiB or 10MiB from 1024B to 1073741824B, is \"9999999999GiB\""},
      {"fenghuo.yml", "body_max: 2MiB", "allow_ports: [0]",
       "fenghuo.yml:6: crawl.allow_ports[0]: must be a whole number from 1 to 65535, is \"0\""},
      {"fenghuo.yml", "body_max: 2MiB", "allow_addresses: [\"10.0.0.1/8\"]",
       "fenghuo.yml:6: crawl.allow_addresses[0]: must be an address such as 10.0.0.0/8, 127.0.0.1:8650 or mail.example:25, is \"10.0.0.1/8\""},
      {"fenghuo.yml", "body_max: 2MiB", "allow_addresses: [\"256.1.1.1\"]",
       "fenghuo.yml:6: crawl.allow_addresses[0]: must be an address such as 10.0.0.0/8, 127.0.0.1:8650 or mail.example:25, is \"256.1.1.1\""},
      {"sources/all.yml", "https://board.example", "https://board.example:99999",
       "sources/all.yml:9: sources[1].url: the port must be 1 to 65535"},
      {"sources/all.yml", "https://board.example/hot.json", "http://10.1.2.3/hot.json",
       "sources/all.yml:9: sources[1].url: must be outside the office unless the source says inner: true, is \"http://10.1.2.3/hot.json\""},
      {"sources/all.yml", "https://board.example/hot.json", "http://localhost/hot.json",
       "sources/all.yml:9: sources[1].url: must be outside the office unless the source says inner: true, is \"http://localhost/hot.json\""},
      {"fenghuo.yml", "body_max: 2MiB", "allow_addresses: [\"Board.example:443\"]",
       "sources/all.yml:9: sources[1].url: must be outside the office unless the source says inner: true, is "
       "\"https://board.example/hot.json\""},
      {"sources/all.yml", "https://board.example", "https://10.0.0.256",
       "sources/all.yml:9: sources[1].url: the host looks like an address and is none"},
      {"fenghuo.yml", "body_max: 2MiB", "allow_addresses: [\"10.0.0.0/8/9\"]",
       "fenghuo.yml:6: crawl.allow_addresses[0]: must be an address such as 10.0.0.0/8, 127.0.0.1:8650 or mail.example:25, is \"10.0.0.0/8/9\""},
      {"fenghuo.yml", "week_starts_on: friday", "serve: {listen: localhost}",
       "fenghuo.yml:3: serve.listen: must be address:port such as 127.0.0.1:8640, is \"localhost\""},
      {"fenghuo.yml", "week_starts_on: friday", "retention: {raw: 23h}",
       "fenghuo.yml:3: retention.raw: must be from 1d to 3650d, is \"23h\""},
      {"fenghuo.yml", "week_starts_on: friday", "crawl2: 1", "fenghuo.yml:3: crawl2: unknown key; the nearest known key is \"crawl\""},
      // sources
      {"sources/all.yml", "id: hot\n", "id: 热榜\n",
       "sources/all.yml:4: sources[1].id: must be 1 to 64 letters, digits, \"-\", \"_\" or \".\" of ASCII, is \"热榜\""},
      {"sources/all.yml", "id: hot\n", "id: evening-paper\n",
       "sources/all.yml:4: sources[1].id: must be given once, \"evening-paper\" stands in sources/all.yml:3 already"},
      {"sources/all.yml", "silent_after: 2h", "robots_waiver: \"\"",
       "sources/all.yml:10: sources[1].robots_waiver: must be one line of text, is \"\""},
      {"sources/all.yml", "silent_after: 2h", "every_max: 1m",
       "sources/all.yml:4: sources[1]: every_max must not be shorter than every"},
      {"sources/all.yml", "silent_after: 2h", "silent_after: 1h\n    every_max: 2h",
       "sources/all.yml:4: sources[1]: silent_after must not be shorter than every_max"},
      {"sources/all.yml", "silent_after: 2h", "silent_after: 2m",
       "sources/all.yml:4: sources[1]: silent_after must not be shorter than every"},
      {"sources/all.yml", "https://board.example/", "https://a:b@board.example/",
       "sources/all.yml:9: sources[1].url: must not hold a user name or password; what is secret belongs into a file"},
      {"sources/all.yml", "list: /data/list", "list: data.list",
       "sources/all.yml:12: sources[1].board.list: must be a JSON pointer such as /data/0/title, is \"data.list\""},
      {"sources/all.yml", "type: board", "type: html",
       "sources/all.yml:4: sources[1].html: must be given\nsources/all.yml:12: sources[1].board: must be given for type board only"},
      {"sources/all.yml", "    board: {list: /data/list, title: [/word, /note], rank: /place, heat: /num}\n",
       "    html: {entries: \"li\", title: a}\n    board: {list: /data/list, title: [/word, /note], rank: /place, heat: /num}\n",
       "sources/all.yml:12: sources[1].html: must be given for type html only"},
      {"sources/all.yml", "    type: board\n", "    type: html\n    html: {entries: \"li >\", title: a, hat: b}\n",
       "sources/all.yml:7: sources[1].html.entries: must be a CSS selector, is \"li >\": an element is missing at \"\"\n"
       "sources/all.yml:7: sources[1].html.hat: unknown key; the nearest known key is \"heat\"\n"
       "sources/all.yml:13: sources[1].board: must be given for type board only"},
      {"sources/all.yml", "type: board", "type: feed", "sources/all.yml:12: sources[1].board: must be given for type board only"},
      {"sources/all.yml", "    board: {list: /data/list, title", "    json: {list: /data/list, title",
       "sources/all.yml:4: sources[1].board: must be given\n"
       "sources/all.yml:12: sources[1].json: must be given for type json only"},
      {"sources/all.yml", "type: board", "type: push",
       "sources/all.yml:4: sources[1].token_file: must be given\n"
       "sources/all.yml:9: sources[1].url: must not be given for type push\n"
       "sources/all.yml:12: sources[1].board: must be given for type board only"},
      {"sources/all.yml", "id: hot\n", "id: hot\n    token_file: x.token\n",
       "sources/all.yml:5: sources[1].token_file: must be given for type push only"},
      {"sources/all.yml", "id: hot\n", "id: hot\n    preset: weibo-hott\n",
       "sources/all.yml:5: sources[1].preset: must be one of the presets that \"fenghuo source types\" lists, is \"weibo-hott\"; the "
       "nearest is \"weibo-hot\""},
      {"sources/all.yml", "rank: /place", "url_template: \"https://x.example/q\"",
       "sources/all.yml:12: sources[1].board.url_template: must hold pointers in braces, such as {/id}, is \"https://x.example/q\""},
      {"sources/all.yml", "rank: /place", "next: /next", "sources/all.yml:12: sources[1].board.next: unknown key; the nearest known key is \"text\""},
      {"sources/all.yml", "silent_after: 2h", "follow: true",
       "sources/all.yml:4: sources[1]: follow must be given for type feed or html only"},
      {"sources/all.yml", "    board: {list: /data/list, title: [/word, /note], rank: /place, heat: /num}\n", "",
       "sources/all.yml:4: sources[1].board: must be given"},
      // rules
      {"rules/food.yml", "[餐厅, 火锅]", "[餐厅, 锅]", "rules/food.yml:10: rules[0].all[0][1]: must have at least two characters, is \"锅\""},
      {"rules/food.yml", "{set: 不洁异物}", "{set: 不洁食物}",
       "rules/food.yml:11: rules[0].all[1][0].set: must be a term set of rules/*.yml, is \"不洁食物\"; the nearest is \"不洁异物\""},
      {"rules/food.yml", "{set: 不洁异物}", "{sets: 不洁异物}",
       "rules/food.yml:11: rules[0].all[1][0]: must be a term, {set: …} or {pattern: …}\n"
       "rules/food.yml:11: rules[0].all[1][0].sets: unknown key; the nearest known key is \"set\""},
      {"rules/food.yml", "{pattern: \"老鼠+\"}", "{set: 不洁异物}",
       "rules/food.yml:2: term_sets.不洁异物[2].set: must not stand inside a term set"},
      {"rules/food.yml", "{pattern: \"老鼠+\"}", "{pattern: \"(老鼠\"}, {pattern: \"(虫\"}",
       "rules/food.yml:2: term_sets.不洁异物[2].pattern: must be a regular expression of RE2, \"(老鼠\" is refused by RE2: missing ): (老鼠\n"
       "rules/food.yml:2: term_sets.不洁异物[3].pattern: must be a regular expression of RE2, \"(虫\" is refused by RE2: missing ): (虫"},
      {"rules/food.yml", "none: [招聘]", "none: [{pattern: 招聘}]", "rules/food.yml:12: rules[0].none: must hold terms only, holds a pattern"},
      {"rules/food.yml", "departments: [catering]", "departments: [caterin]",
       "rules/food.yml:7: rules[0].departments[0]: must be a unit of staff.yml, is \"caterin\"; the nearest is \"catering\""},
      {"rules/food.yml", "floor: 3", "floor: 5", "rules/food.yml:14: rules[0].must_report.floor: must be a whole number from 1 to 4, is \"5\""},
      {"rules/food.yml", "severity: 35", "severity: high", "rules/food.yml:13: rules[0].severity: must be a whole number from 0 to 100, is \"high\""},
      // levels
      {"levels.yml", "heat_weight: 40", "heat_weight: 50",
       "levels.yml:1: grading: heat_weight and severity_weight must make 100, make 110"},
      {"levels.yml", "threshold: 60", "threshold: 80",
       "levels.yml:2: levels: the threshold of level 2 must be below that of level 1, they are 80 and 80"},
      {"levels.yml", "levels:\n", "floors: [{name: first, level: 3, best_rank: 1, says: 列热榜首位}]\nlevels:\n",
       "levels.yml:2: floors[0]: must ask for more than a place on a board"},
      {"levels.yml", "levels:\n", "floors: [{name: paper, level: 3, harm: true, outlet: local, says: 本地媒体}]\nlevels:\n",
       "levels.yml:2: floors[0].outlet: must be one of central, provincial, portal, city, is \"local\""},
      {"levels.yml", "levels:\n", "floors: [{name: paper, level: 3, outlet: city}]\nlevels:\n", "levels.yml:2: floors[0].says: must be given"},
      {"levels.yml", "repeat_every: 5m, ", "", "levels.yml:3: levels.1: repeat_max needs repeat_every"},
      {"levels.yml", "  4: {name: 一般, colour: blue, threshold: 12}\n", "", "levels.yml:2: levels.4: must be given"},
      // places
      {"places.yml", "unit: qingxi", "unit: catering",
       "places.yml:4: counties[0].unit: must be a unit with a county, \"catering\" has none"},
      {"places.yml", "柳林镇", "柳", "places.yml:4: counties[0].places[1]: must have at least two characters, is \"柳\""},
      // staff
      {"staff.yml", "parent: bureau, head: li, county", "parent: qingxi, head: li, county",
       "staff.yml:6: units[2].parent: must not lead back to the unit itself, does for \"qingxi\""},
      {"staff.yml", "permissions: [view, acknowledge]", "permissions: [all]",
       "staff.yml:8: people[0].permissions[0]: must be one of view, view_own, acknowledge, assess, close, operate, reload, alarm, is \"all\""},
      {"staff.yml", "channel: group", "channel: grop",
       "staff.yml:8: people[0].contacts[0].channel: must be a channel of channels.yml, is \"grop\"; the nearest is \"group\""},
      {"staff.yml", "director: zhao, ", "", "staff.yml:11: roles.director: must be given"},
      {"staff.yml", "date: 2026-11-21", "date: 2026-02-30",
       "staff.yml:19: shifts.roster[0].date: must be a date such as 2026-11-21, is \"2026-02-30\""},
      {"staff.yml", "to: 2026-11-30", "to: 2026-10-30",
       "staff.yml:15: shifts.rotation.to: must be within twenty years after from, is \"2026-10-30\""},
      {"staff.yml", "shifts:\n", "shifts:\n  day: {from: \"18:00\", to: \"08:00\"}\n", "staff.yml:13: shifts.day: to must be later than from"},
      {"staff.yml", "to: 2026-11-30", "to: 2026-11-31",
       "staff.yml:15: shifts.rotation.to: must be a date such as 2026-11-21, is \"2026-11-31\""},
      {"staff.yml", "name: 张某,", "name: 张某, token_file: no.token,",
       "staff.yml:8: people[0].token_file: must name a file that can be read, \"etc/no.token\": none"},
      // channels
      {"channels.yml", ", allow_plain_http: true", "",
       "channels.yml:2: channels[0].base_url: must be https, is \"http://127.0.0.1:8650/notify\""},
      {"channels.yml", "type: webhook, base_url: \"http://127.0.0.1:8650/notify\"", "type: wecom",
       "channels.yml:2: channels[0].token_file: must be given"},
      {"channels.yml", "type: webhook, base_url: \"http://127.0.0.1:8650/notify\"", "type: telegram, token_file: /run/secrets/bot",
       "channels.yml:2: channels[0].token_file: must name a file that can be read, \"/run/secrets/bot\": none\n"
       "channels.yml:2: channels[0].to: must be given"},
      {"channels.yml", "type: webhook, base_url: \"http://127.0.0.1:8650/notify\"", "type: ntfy, to: duty",
       "channels.yml:2: channels[0].base_url: must be given"},
      {"channels.yml", "type: webhook, base_url: \"http://127.0.0.1:8650/notify\"",
       "type: teams, token_file: /run/secrets/sig, base_url: \"http://127.0.0.1:8650/invoke?sv=1.0&sig=abc\"",
       "channels.yml:2: channels[0].base_url: must not hold sig=…, which is the secret: its value goes into token_file\n"
       "channels.yml:2: channels[0].token_file: must name a file that can be read, \"/run/secrets/sig\": none"},
      {"channels.yml", "type: webhook, base_url: \"http://127.0.0.1:8650/notify\"", "type: wecom_app",
       "channels.yml:2: channels[0].token_file: must be given\n"
       "channels.yml:2: channels[0].corp_id: must be given\n"
       "channels.yml:2: channels[0].agent_id: must be given"},
      {"channels.yml", "type: webhook, base_url: \"http://127.0.0.1:8650/notify\"",
       "type: tencent_sms, access_key: AKID, sign_name: 某市, template_id: \"1\", fields: [level, titel], app_id: \"14\"",
       "channels.yml:2: channels[0].secret_file: must be given\n"
       "channels.yml:2: channels[0].fields[1]: must be one of level, what, state, number, phone, is \"titel\""},
      {"channels.yml", "type: webhook,", "type: http_template, body: '{\"a\":\"{{haed}}\"}',",
       "channels.yml:2: channels[0].body: {{haed}} is no placeholder"},
      {"channels.yml", "type: webhook,", "type: http_template, body: '{\"a\":{{head}}}',",
       "channels.yml:2: channels[0].body: is no JSON when its placeholders are filled in; those of texts stand between quotation marks"},
      {"channels.yml", "type: webhook,", "type: http_template, body: '{}', path: '/{{title}}',",
       "channels.yml:2: channels[0].path: {{title}} may stand in the body only"},
      {"channels.yml", "type: webhook,", "type: http_template, body: '{}', path: send,",
       "channels.yml:2: channels[0].path: must begin with / or ?, is \"send\""},
      {"channels.yml", "type: webhook,", "type: http_template, body: '{}', headers: [{name: \"X Y\", value: a}],",
       "channels.yml:2: channels[0].headers[0].name: must be letters, digits, - and _, is \"X Y\""},
      {"channels.yml", "type: webhook,", "type: http_template, body: '{}', success: {pointer: errcode, value: \"0\"},",
       "channels.yml:2: channels[0].success.pointer: must be a JSON pointer such as /errcode, is \"errcode\""},
      {"channels.yml", "type: webhook,", "type: http_template, body: '{}', success: {pointer: /errcode},",
       "channels.yml:2: channels[0].success.value: must be given"},
      {"channels.yml", "type: webhook, base_url: \"http://127.0.0.1:8650/notify\"", "type: syslog, base_url: \"https://logs.example\"",
       "channels.yml:2: channels[0].base_url: must be udp or tcp or tls, is \"https://logs.example\"\n"
       "channels.yml:2: channels[0].hello_name: must be given"},
      {"channels.yml", "type: webhook, base_url: \"http://127.0.0.1:8650/notify\"",
       "type: syslog, base_url: \"udp://logs.example/x\", hello_name: 烽火, facility: kern, proxy: \"http://proxy.example:3128\"",
       "channels.yml:2: channels[0].base_url: the URL of a log collector must end with its port\n"
       "channels.yml:2: channels[0].proxy: must not be given: a log collector is reached directly\n"
       "channels.yml:2: channels[0].facility: must be one of local0, local1, local2, local3, local4, local5, local6, local7, is \"kern\"\n"
       "channels.yml:2: channels[0].hello_name: must be a host name of at most 255 ASCII characters, is \"烽火\""},
      {"channels.yml", "type: webhook, base_url: \"http://127.0.0.1:8650/notify\"",
       "type: syslog, base_url: \"tls://logs.example\", hello_name: desk, limits: {body_max: 9KiB}",
       "channels.yml:2: channels[0].limits.body_max: must be a size such as 512KiB or 10MiB from 256B to 8192B, is \"9KiB\""},
      {"channels.yml", "type: webhook, base_url: \"http://127.0.0.1:8650/notify\"", "type: cap, from: \"a&b@c\", area_code: \"3301\"",
       "channels.yml:2: channels[0].directory: must be given\n"
       "channels.yml:2: channels[0].area_code: must be the six digits of GB/T 2260, is \"3301\"\n"
       "channels.yml:2: channels[0].area: must be given\n"
       "channels.yml:2: channels[0].from: must be a mail address such as desk@office.example, is \"a&b@c\""},
      {"channels.yml", "type: webhook,", "type: webhok,",
       "channels.yml:2: channels[0].type: must be one of webhook, smtp, dingtalk, wecom, feishu, slack, teams, telegram, ntfy, "
       "pagerduty, alertmanager, wecom_app, aliyun_sms, tencent_sms, http_template, syslog, cap, is \"webhok\""},
      {"channels.yml", "allow_plain_http: true", "allow_plain_http: true, limits: {messages_a_minute: 1}",
       "channels.yml:2: channels[0].limits: reserved_for_urgent must be below messages_a_minute, or nothing else is ever sent"},
      {"channels.yml", "allow_plain_http: true", "allow_plain_http: true, fallback: group",
       "channels.yml:2: channels[0].fallback: must be another channel, is the same"},
      // policies
      {"policies.yml", "\"22:00\"", "\"10pm\"", "policies.yml:2: night.from: must be a time of day such as \"08:30\", is \"10pm\""},
      {"policies.yml", "when: night, digest: true", "when: day, digest: true",
       "policies.yml:4: notify: must have a row for every case, level 2 local at night has none\n"
       "policies.yml:4: notify: must have a row for every case, level 2 concerned at night has none\n"
       "policies.yml:4: notify: must have a row for every case, level 2 elsewhere at night has none\n"
       "policies.yml:4: notify: must have a row for every case, level 2 unknown at night has none\n"
       "policies.yml:7: notify[2]: must be given once, level 2 local has a row for this part of the day already\n"
       "policies.yml:7: notify[2]: must be given once, level 2 concerned has a row for this part of the day already\n"
       "policies.yml:7: notify[2]: must be given once, level 2 elsewhere has a row for this part of the day already\n"
       "policies.yml:7: notify[2]: must be given once, level 2 unknown has a row for this part of the day already"},
      {"policies.yml", "{tell: [section_head], by: message}", "{after: 2h, tell: [section_head], by: message}",
       "policies.yml:12: notify[3].steps[1]: must not come before the step above it"},
      {"policies.yml", "[section_head]", "[section_chief]",
       "policies.yml:11: notify[3].steps[0].tell[0]: must be one of desk, leader_on_duty, deputy_in_charge, director, publicity_head, "
       "section_head, section_liaison, county_head, county_liaison, task_force, operations, is \"section_chief\""},
      {"policies.yml", "tell: [section_head], by: message", "tell: [section_head]", "policies.yml:11: notify[3].steps[0].by: must be given"},
  };
  for (const Case& item : kCases) {
    EXPECT_EQ(ProblemsOf(SmallConfig().Changed(item.file, item.from, item.to)), item.problem);
  }
}

TEST(ConfigProblemsTest, NameFilesThatAreMissingOrThatNobodyReads) {
  EXPECT_EQ(ProblemsOf(SmallConfig().Without("levels.yml")), "levels.yml: must be there");
  EXPECT_EQ(ProblemsOf(SmallConfig().With("level.yml", "")), "level.yml: unknown file; the nearest known file is \"levels.yml\"");
  EXPECT_EQ(ProblemsOf(SmallConfig().With("rules/mine.yaml", "rules: []")), "rules/mine.yaml: must end in .yml, or nobody reads it");
  EXPECT_EQ(ProblemsOf(SmallConfig().Without("sources/all.yml")), "sources/*.yml: must be at least one file");
}

TEST(ConfigProblemsTest, NameTheFileThatIsMissingAndNotWhatWouldStandInIt) {
  for (const char* name : {"fenghuo.yml", "levels.yml", "places.yml", "staff.yml", "channels.yml", "policies.yml"}) {
    EXPECT_EQ(ProblemsOf(SmallConfig().Without(name)), std::string(name) + ": must be there");
  }
  EXPECT_EQ(ProblemsOf(SmallConfig().Without("rules/food.yml")), "rules/*.yml: must be at least one file");
  EXPECT_EQ(ProblemsOf(SmallConfig().With("staff.yml", "- people\n")),
            "staff.yml:1: must be a mapping of keys to values, is a list");
}

TEST(ConfigProblemsTest, TellWhatIsNoYaml) {
  EXPECT_EQ(ProblemsOf(SmallConfig().With("levels.yml", "levels: [1, 2\n")),
            "levels.yml:2: must be YAML: end of sequence flow not found");
  EXPECT_EQ(ProblemsOf(SmallConfig().With("levels.yml", "a: 1\n---\nb: 2\n")), "levels.yml:2: must be one YAML document, is more");
  EXPECT_EQ(ProblemsOf(SmallConfig().With("levels.yml", "- a\n- b\n")),
            "levels.yml:1: must be a mapping of keys to values, is a list");
  EXPECT_EQ(ProblemsOf(SmallConfig().With("levels.yml", "\xb5\xc8\xbc\xb6: 1\n")),
            "levels.yml: must be UTF-8, is something else (saved as GBK or ANSI?)");
}

TEST(ConfigProblemsTest, StopAliasesThatGrowIntoMillions) {
  std::string bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
  for (int i = 1; i < 9; ++i) {
    std::string before = "*a" + std::to_string(i - 1);
    std::string me = "a" + std::to_string(i);
    bomb += me + ": &" + me + " [" + before;
    for (int j = 0; j < 9; ++j) bomb += ", " + before;
    bomb += "]\n";
  }

  EXPECT_EQ(ProblemsOf(SmallConfig().With("levels.yml", bomb)), "levels.yml:5: must hold at most 100000 values, holds more");
}

TEST(ConfigProblemsTest, StopWhatIsTooDeepOrTooLong) {
  EXPECT_EQ(ProblemsOf(SmallConfig().With("levels.yml", std::string(100, '[') + std::string(100, ']'))),
            "levels.yml:1: must be nested at most 24 deep, is deeper");
  EXPECT_EQ(ProblemsOf(SmallConfig().With("levels.yml", std::string(1024 * 1024 + 1, '#'))),
            "levels.yml: must have at most 1048576 bytes, has 1048577");
}

TEST(ConfigProblemsTest, RefuseShortAndSharedTokens) {
  ConfigFiles files = SmallConfig()
                          .Changed("staff.yml", "name: 张某,", "name: 张某, token_file: a,")
                          .Changed("staff.yml", "name: 李某,", "name: 李某, token_file: b,")
                          .Changed("staff.yml", "name: 赵某,", "name: 赵某, token_file: c,")
                          .WithSecret("etc/a", "0123456789012345678901234567890")
                          .WithSecret("etc/b", "0123456789012345678901234567890")
                          .WithSecret("etc/c", "replace-me");

  EXPECT_EQ(ProblemsOf(files),
            "staff.yml:9: people[1].token_file: must hold a token of its own, holds the one of \"zhang\"\n"
            "staff.yml:10: people[2].token_file: must hold a token of at least 20 characters, holds 10");
}

TEST(ConfigProblemsTest, ShowNoMoreThanTwoHundred) {
  std::string sources = "sources:\n";
  for (int i = 0; i < 300; ++i) sources += "  - {name: 甲, url: \"https://a.example\"}\n";

  std::string problems = ProblemsOf(SmallConfig().With("sources/all.yml", sources));

  EXPECT_EQ(std::count(problems.begin(), problems.end(), '\n'), 200);
  EXPECT_TRUE(problems.ends_with("\n… and 100 more problems")) << problems.substr(problems.size() - 100);
}

TEST(ConfigProblemsTest, DoNotMindAnchorsThatOnlySaveTyping) {
  ConfigFiles files = SmallConfig()
                          .Changed("rules/food.yml", "[餐厅, 火锅]", "&shops [餐厅, 火锅]")
                          .Changed("rules/food.yml", "none: [招聘]", "none: *shops");
  Result<Config> config = files.Parse();

  ASSERT_TRUE(config.ok()) << config.error().message;
  EXPECT_EQ(config->rules.rules[0].none, (std::vector<std::string>{"餐厅", "火锅"}));
}

// A JSON API in place of the board, with these keys.
std::string ProblemOfApi(const std::string& keys) {
  Result<Config> config = SmallConfig()
                              .Changed("sources/all.yml", "    type: board\n", "    type: json\n")
                              .Changed("sources/all.yml", "    board: {list: /data/list, title: [/word, /note], rank: /place, heat: /num}\n",
                                       "    json: {title: /word, " + keys + "}\n")
                              .Parse();
  return config.ok() ? "" : config.error().message;
}

TEST(ConfigProblemsTest, TellWhereAnswersInPagesCannotGoOn) {
  EXPECT_EQ(ProblemOfApi("next_url: \"https://x.example/{number}\""),
            "sources/all.yml:12: sources[1].json.next_url: must hold {page} or pointers in braces, such as {/cursor}, is "
            "\"https://x.example/{number}\"");
  EXPECT_EQ(ProblemOfApi("next: /next, next_url: \"https://x.example/{page}\""),
            "sources/all.yml:12: sources[1].json.next_url: must not be given beside next");
  EXPECT_EQ(ProblemOfApi("next: /next, pages_max: 500"),
            "sources/all.yml:12: sources[1].json.pages_max: must be a whole number from 2 to 50, is \"500\"");
}

}  // namespace
}  // namespace fenghuo
