#include "daemon/commands/roster_calendar.h"

#include <libical/ical.h>

#include <algorithm>
#include <memory>

#include "alerts/incident/words.h"

namespace fenghuo {
namespace {

constexpr Duration kWholeDay = hours(20);
constexpr int kNoon = 12;

using Component = std::unique_ptr<icalcomponent, decltype(&icalcomponent_free)>;

icaltimetype UtcTime(Timestamp at) { return icaltime_from_timet_with_zone(ToUnixSeconds(at), 0, icaltimezone_get_utc_timezone()); }

std::string SummaryOf(const Shift& shift, const Roster& roster) {
  return "值班员：" + ShownPerson(roster, shift.desk) + "；带班领导：" + ShownPerson(roster, shift.leader);
}

// The phones, since whoever takes over wants to call whoever leaves.
std::string DescriptionOf(const Shift& shift, const Roster& roster) {
  std::string text;
  for (const std::string& id : {shift.desk, shift.leader}) {
    const Person* person = roster.FindPerson(id);
    if (person == nullptr || person->phone.empty()) continue;
    text += (text.empty() ? "" : "\n") + person->name + " " + person->phone;
  }
  return text;
}

struct Collecting {
  const CalendarReading& reading;
  std::vector<DutyEvent>& events;
  std::string summary;
  bool all_day = false;
};

// A whole day has no zone: it is the date that stands there.
DutyEvent EventOf(const Collecting& collecting, Timestamp from, Timestamp to) {
  using std::chrono::day;
  using std::chrono::month;
  using std::chrono::year;
  const CivilTime begin = collecting.all_day ? Zone::Utc().Local(from) : collecting.reading.zone.Local(from);
  const bool both = collecting.all_day || to - from >= kWholeDay;
  const std::chrono::sys_days date(year(begin.year) / month(static_cast<unsigned>(begin.month)) / day(static_cast<unsigned>(begin.day)));
  return {date, both || begin.hour < kNoon, both || begin.hour >= kNoon, collecting.summary};
}

void TakeOccurrence(icalcomponent*, icaltime_span* span, void* data) {
  auto& collecting = *static_cast<Collecting*>(data);
  const Timestamp from = FromUnixSeconds(span->start);
  if (from < collecting.reading.from || from >= collecting.reading.to) return;
  collecting.events.push_back(EventOf(collecting, from, FromUnixSeconds(span->end)));
}

}  // namespace

std::string WriteDutyCalendar(const std::vector<Shift>& shifts, const CalendarFacts& facts) {
  const Component calendar(icalcomponent_vanew(ICAL_VCALENDAR_COMPONENT, icalproperty_new_version("2.0"),
                                               icalproperty_new_prodid("-//Fenghuo//Duty roster//ZH"), nullptr),
                           icalcomponent_free);
  for (const Shift& shift : shifts) {
    const std::string uid = "shift-" + std::to_string(ToUnixSeconds(shift.from)) + "@fenghuo";
    icalcomponent* event = icalcomponent_vanew(
        ICAL_VEVENT_COMPONENT, icalproperty_new_uid(uid.c_str()), icalproperty_new_dtstamp(UtcTime(facts.now)),
        icalproperty_new_dtstart(UtcTime(shift.from)), icalproperty_new_dtend(UtcTime(shift.to)),
        icalproperty_new_summary(SummaryOf(shift, facts.roster).c_str()), icalproperty_new_location(facts.office.c_str()),
        icalproperty_new_description(DescriptionOf(shift, facts.roster).c_str()), nullptr);
    icalcomponent_add_component(calendar.get(), event);
  }
  const std::unique_ptr<char, decltype(&free)> text(icalcomponent_as_ical_string_r(calendar.get()), free);
  return text.get();
}

Result<std::vector<DutyEvent>> ReadDutyCalendar(std::string_view bytes, const CalendarReading& reading) {
  const Component root(icalparser_parse_string(std::string(bytes).c_str()), icalcomponent_free);
  if (root == nullptr || icalcomponent_isa(root.get()) != ICAL_VCALENDAR_COMPONENT) return Invalid("is no iCalendar file (RFC 5545)");
  std::vector<DutyEvent> events;
  for (icalcomponent* event = icalcomponent_get_first_component(root.get(), ICAL_VEVENT_COMPONENT); event != nullptr;
       event = icalcomponent_get_next_component(root.get(), ICAL_VEVENT_COMPONENT)) {
    const char* summary = icalcomponent_get_summary(event);
    Collecting collecting{reading, events, summary == nullptr ? "" : summary, icalcomponent_get_dtstart(event).is_date != 0};
    icalcomponent_foreach_recurrence(event, UtcTime(reading.from - hours(24)), UtcTime(reading.to), TakeOccurrence, &collecting);
  }
  std::sort(events.begin(), events.end(), [](const DutyEvent& a, const DutyEvent& b) {
    return std::pair(a.date, !a.day) < std::pair(b.date, !b.day);
  });
  return events;
}

}  // namespace fenghuo
