// The office: units in a tree, people with contacts, and who is on duty when. Plain data from staff.yml.

#ifndef FENGHUO_ALERTS_ROSTER_STAFF_H_
#define FENGHUO_ALERTS_ROSTER_STAFF_H_

#include <cstdint>
#include <string>
#include <vector>

#include "alerts/escalation/policy.h"
#include "base/time.h"

namespace fenghuo {

// Where a person can be reached: the name of a channel and their address there (mail address, mobile number, user id; empty
// for a robot that mentions nobody).
struct Contact {
  std::string channel;
  std::string address;
};

struct Person {
  std::string id;     // ASCII, stable
  std::string name;
  std::string unit;   // unit id
  std::string phone;  // shown to the desk, or empty
  std::vector<std::string> permissions;  // "view", "view_own", "acknowledge", "close", "assess", "operate", "reload"
  std::string token_hash;                // SHA-256 of the API token, hexadecimal, or empty
  std::vector<Contact> contacts;         // in order of preference
};

struct Unit {
  std::string id;
  std::string name;     // 餐饮科
  std::string parent;   // unit id, or empty for the bureau itself
  std::string head;     // person id
  std::string liaison;  // person id
  std::string county;   // for county bureaus: the county's name
  std::vector<std::string> group_channels;  // robots of the unit's chat group
};

// One line of the monthly spreadsheet: from `from` (inclusive) to `to` these two are on duty.
struct Shift {
  Timestamp from;
  Timestamp to;
  std::string desk;    // person id
  std::string leader;  // person id
};

struct Staff {
  std::vector<Unit> units;
  std::vector<Person> people;
  std::vector<Shift> shifts;      // in time order, without overlap
  std::string fallback_desk;      // person id when no shift covers an instant
  std::string fallback_leader;
  std::string deputy_in_charge;   // 分管局领导
  std::string director;           // 主要负责人
  std::string publicity_head;
  std::vector<std::string> task_force;
  std::vector<std::string> operations;
  std::string desk_phone;         // 值班室 number, shown in every message
  std::string office_name;        // 某市市场监督管理局
};

}  // namespace fenghuo

#endif  // FENGHUO_ALERTS_ROSTER_STAFF_H_
