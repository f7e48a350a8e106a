// A Gazetteer tells whose a document is: 本地, 涉本地, 外地关联 or 不明 (reference: bureau.md 2).
//
//   Gazetteer gazetteer(places);
//   LocalityFinding finding = gazetteer.Find(document);   // {kLocal, county "qingxi", "青溪区"}
//
// A place, firm or office of the city or its counties gives 本地; a product or chain present here 涉本地; a place of another
// province or a foreign country 外地, unless 进口, 海关, 召回 or 代购 stands in the same sentence; a source whose own region is
// the city gives 本地 when nothing else is named. Otherwise 不明. The title decides before the text; in each, 本地 before 涉本地
// before 外地.
//
// Names are compared folded, in one sentence, and the longest counts: 南京东路 in a list of ours hides 南京. A far place directly
// before 路, 街, 拉面, 火锅 and the like names a street or a dish, not the place. Of several counties the one named most often is
// given, of equals the first; a name that two counties share gives 本地 without a county.
//
// Immutable: any number of threads.

#ifndef FENGHUO_KEYWORDS_GRADING_LOCALITY_H_
#define FENGHUO_KEYWORDS_GRADING_LOCALITY_H_

#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "keywords/document.h"
#include "keywords/grading/level.h"

namespace fenghuo {

// From the configuration; plain data.
struct County {
  std::string unit;                 // id of the county bureau in staff.yml
  std::string name;                 // as shown
  std::vector<std::string> places;  // names of the county, its towns, schools, markets
};

struct Places {
  std::string city;                       // as shown, "某市"
  std::vector<std::string> city_names;    // names of the city itself and its offices
  std::vector<County> counties;
  std::vector<std::string> concerned;     // products, chains and bodies present here
  std::vector<std::string> elsewhere;     // other provinces, large cities, foreign countries
  std::vector<std::string> home_regions;  // values of Document::region that mean "ours"
};

struct LocalityFinding {
  Locality locality = Locality::kUnknown;
  std::string county_unit;  // id of the county bureau, or empty
  std::string place;        // the name found, as configured (or the source's region), for the score card
};

class Gazetteer {
 public:
  // The names of the city and of each county count with their places. kInvalid when a name has fewer than two characters or
  // is in lists of different localities.
  static Result<Gazetteer> Make(const Places& places);

  Gazetteer(Gazetteer&&) noexcept;
  Gazetteer& operator=(Gazetteer&&) noexcept;
  ~Gazetteer();

  LocalityFinding Find(const Document& document) const;

 private:
  class Compiled;
  explicit Gazetteer(std::unique_ptr<const Compiled> compiled);
  std::unique_ptr<const Compiled> compiled_;
};

}  // namespace fenghuo

#endif  // FENGHUO_KEYWORDS_GRADING_LOCALITY_H_
