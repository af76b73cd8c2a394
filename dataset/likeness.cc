#include "dataset/likeness.h"

#include <algorithm>
#include <array>
#include <bit>
#include <numeric>
#include <unordered_map>

namespace newsarc::dataset {
namespace {

// Of two different articles of a news site, one pair in hundreds of millions is as near.
constexpr int nearest = 3;

using Index = std::uint32_t;

// Disjoint sets of articles (Galler, Fischer 1964); the smallest index of each is its root.
class Sets {
 public:
  explicit Sets(std::size_t size) : parent_(size) {
    std::iota(parent_.begin(), parent_.end(), Index{0});
  }
  Index root(Index one) {
    while (parent_[one] != one) one = parent_[one] = parent_[parent_[one]];
    return one;
  }
  void join(Index one, Index other) {
    one = root(one);
    other = root(other);
    if (one != other) parent_[std::max(one, other)] = std::min(one, other);
  }

 private:
  std::vector<Index> parent_;
};

// A simhash and an article that has it.
struct Print {
  std::uint64_t simhash = 0;
  Index article = 0;
};

class Finder {
 public:
  explicit Finder(std::span<const Likeness> records)
      : records_(records), articles_(sorted_articles(records)), sets_(articles_.size()) {}

  std::vector<Alike> find() {
    join_same_bodies();
    join_near_bodies();
    std::vector<Alike> found;
    found.reserve(records_.size());
    for (const auto& record : records_) found.push_back(alike(record));
    return found;
  }

 private:
  static std::vector<std::int64_t> sorted_articles(std::span<const Likeness> records) {
    std::vector<std::int64_t> ids;
    ids.reserve(records.size());
    for (const auto& record : records) ids.push_back(record.article_id);
    std::ranges::sort(ids);
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    return ids;
  }

  Index index_of(std::int64_t article) const {
    return static_cast<Index>(std::ranges::lower_bound(articles_, article) - articles_.begin());
  }

  void join_same_bodies() {
    for (const auto& record : records_) {
      const Index article = index_of(record.article_id);
      auto& first = first_with_.try_emplace(record.text_id, article).first->second;
      sets_.join(first, article);
      first = std::min(first, article);
    }
  }

  // Each simhash once, its articles joined.
  std::vector<Print> prints() {
    std::vector<Print> all;
    for (const auto& record : records_) {
      if (record.simhash != 0) all.push_back({record.simhash, index_of(record.article_id)});
    }
    std::ranges::sort(all, {}, &Print::simhash);
    std::vector<Print> different;
    for (const auto& print : all) {
      if (different.empty() || different.back().simhash != print.simhash)
        different.push_back(print);
      else
        sets_.join(different.back().article, print.article);
    }
    return different;
  }

  // Where at most three bits differ, one of four quarters is the same in both.
  void join_near_bodies() {
    auto all = prints();
    for (int quarter = 0; quarter < 4; ++quarter) {
      const auto part = [quarter](const Print& print) {
        return static_cast<std::uint16_t>(print.simhash >> (16 * quarter));
      };
      std::ranges::sort(all, {}, part);
      for (auto first = all.begin(); first != all.end();) {
        auto last = std::find_if(first, all.end(),
                                 [&](const Print& print) { return part(print) != part(*first); });
        join_near(std::span(&*first, static_cast<std::size_t>(last - first)));
        first = last;
      }
    }
  }

  void join_near(std::span<const Print> prints) {
    for (std::size_t i = 0; i < prints.size(); ++i) {
      for (std::size_t j = i + 1; j < prints.size(); ++j) {
        if (std::popcount(prints[i].simhash ^ prints[j].simhash) <= nearest)
          sets_.join(prints[i].article, prints[j].article);
      }
    }
  }

  Alike alike(const Likeness& record) {
    const Index article = index_of(record.article_id);
    const Index first = first_with_.at(record.text_id);
    Alike found;
    if (first != article) found.duplicate_of = articles_[first];
    found.cluster = articles_[sets_.root(article)];
    return found;
  }

  std::span<const Likeness> records_;
  std::vector<std::int64_t> articles_;
  Sets sets_;
  std::unordered_map<std::int64_t, Index> first_with_;  // by text_id
};

}  // namespace

std::vector<Alike> find_alike(std::span<const Likeness> records) { return Finder(records).find(); }

}  // namespace newsarc::dataset
