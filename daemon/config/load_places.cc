#include "daemon/config/loaders.h"
#include "keywords/text/utf8.h"

namespace fenghuo {
namespace {

// A place name of one character would be found in every text.
void ReadPlaceNames(MapReader& map, const char* key, std::vector<std::string>& out, Need need = Need::kOptional) {
  map.Each(
      key,
      [&out](const Place& item) {
        std::string name;
        if (!ReadText(item, name)) return;
        if (CountCodePoints(name) < 2) return item.Wrong("must have at least two characters");
        out.push_back(std::move(name));
      },
      need);
}

County ReadCounty(const Place& place, Loading& loading) {
  County county;
  MapReader map(place);
  if (std::optional<Place> unit = map.Take("unit", Need::kRequired)) {
    ReadReference(*unit, NameKind::kUnit, loading, county.unit);
    loading.later.push_back([where = *unit, id = county.unit, &config = loading.config] {
      for (const Unit& known : config.staff.units) {
        if (known.id == id && known.county.empty()) where.Problem("must be a unit with a county, \"" + id + "\" has none");
      }
    });
  }
  map.Text("name", county.name, Need::kRequired);
  ReadPlaceNames(map, "places", county.places, Need::kRequired);
  return county;
}

}  // namespace

void LoadPlaces(const Place& root, Loading& loading) {
  Places& places = loading.config.places;
  MapReader map(root);
  map.Text("city", places.city, Need::kRequired);
  ReadPlaceNames(map, "city_names", places.city_names, Need::kRequired);
  map.Each("counties", [&](const Place& item) { places.counties.push_back(ReadCounty(item, loading)); });
  ReadPlaceNames(map, "concerned", places.concerned);
  ReadPlaceNames(map, "elsewhere", places.elsewhere);
  map.Texts("home_regions", places.home_regions);
}

}  // namespace fenghuo
