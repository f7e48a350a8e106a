// Counts how far our reading of other readers' test files agrees with what they expect, and keeps the list of differences
// honest: a difference that is not listed fails, and so does a listed one that is gone.
//
//   Conformance conformance("gofeed", kReasons);
//   conformance.Compare(file, "title", expected, ours);
//   conformance.Judge(0.99);
//
// One thread.

#ifndef FENGHUO_TESTS_DAEMON_CRAWL_FEED_CONFORMANCE_H_
#define FENGHUO_TESTS_DAEMON_CRAWL_FEED_CONFORMANCE_H_

#include <gtest/gtest.h>

#include <cstdio>
#include <map>
#include <set>
#include <string>

namespace fenghuo {

class Conformance {
 public:
  // `reasons`: file -> why we differ from it, and will.
  Conformance(std::string name, std::map<std::string, std::string> reasons) : name_(std::move(name)), reasons_(std::move(reasons)) {}

  void Compare(const std::string& file, const std::string& field, const std::string& expected, const std::string& ours) {
    files_.insert(file);
    if (!expected.empty()) ++fields_;
    if (expected == ours) return;
    ++(expected.empty() ? extra_fields_ : differing_fields_);
    differences_[file] += "\n    " + field + ": expected \"" + expected.substr(0, 200) + "\", ours \"" + ours.substr(0, 200) + "\"";
  }

  // `share_min` of the expected fields must agree.
  void Judge(double share_min) const {
    size_t agreeing = files_.size() - differences_.size();
    std::printf("%s: %zu of %zu files agree (%.1f %%), %zu of %zu expected fields (%.2f %%); %zu fields that only we have\n",
                name_.c_str(), agreeing, files_.size(), 100.0 * static_cast<double>(agreeing) / static_cast<double>(files_.size()),
                fields_ - differing_fields_, fields_,
                100.0 * static_cast<double>(fields_ - differing_fields_) / static_cast<double>(fields_), extra_fields_);
    for (const auto& [file, difference] : differences_) {
      auto reason = reasons_.find(file);
      EXPECT_TRUE(reason != reasons_.end()) << "differs and is not listed: " << file << difference;
      if (reason != reasons_.end()) std::printf("  differs: %s: %s\n", file.c_str(), reason->second.c_str());
    }
    for (const auto& [file, reason] : reasons_) {
      EXPECT_TRUE(differences_.contains(file)) << "is listed but agrees: " << file;
    }
    EXPECT_GE(static_cast<double>(fields_ - differing_fields_), share_min * static_cast<double>(fields_));
  }

 private:
  std::string name_;
  std::map<std::string, std::string> reasons_;
  std::set<std::string> files_;
  std::map<std::string, std::string> differences_;
  size_t fields_ = 0;
  size_t differing_fields_ = 0;
  size_t extra_fields_ = 0;  // expected to be absent, and there
};

}  // namespace fenghuo

#endif  // FENGHUO_TESTS_DAEMON_CRAWL_FEED_CONFORMANCE_H_
