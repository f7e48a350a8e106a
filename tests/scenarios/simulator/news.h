// What goes on in the country for some days: affairs that begin small and burst, reprints, corrections, and everyday news.
//
//   std::vector<Post> posts = InventNews(rng, {.sites = sites, .begin = begin, .days = 2});
//
// In time order; the same seed invents the same. Pure functions.

#ifndef FENGHUO_TESTS_SCENARIOS_SIMULATOR_NEWS_H_
#define FENGHUO_TESTS_SCENARIOS_SIMULATOR_NEWS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "base/rng.h"
#include "base/time.h"

namespace fenghuo {

struct Post {
  Timestamp at;         // of the true time
  size_t site = 0;      // index
  std::string id;       // one that is there already is corrected
  std::string title;
  std::string text;
  int64_t heat = 0;     // a board shows by it
};

struct NewsPlan {
  size_t sites = 1;
  Timestamp begin;
  int days = 1;
};

std::vector<Post> InventNews(Rng& rng, const NewsPlan& plan);

}  // namespace fenghuo

#endif  // FENGHUO_TESTS_SCENARIOS_SIMULATOR_NEWS_H_
