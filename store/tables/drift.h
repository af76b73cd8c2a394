#pragma once
// Drift: a site that changed its layout, told by the figures of its runs: what share of its
// articles has a title, a time, credits or a byline, what share of its pages gives an article at
// all, how long the texts are. Pure: numbers in, findings out (decision 66). Private to store/ but
// for is_drift().

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace newsarc::store {

// What is measured; `name` is how warnings call it. Of pages: those that came whole where an
// article was expected, apart for pages that the run met first and for articles known before, as a
// new template may be that of new articles alone.
enum class Measure { title, published, credits, new_pages, known_pages, length };

constexpr std::array all_measures{Measure::title,     Measure::published,   Measure::credits,
                                  Measure::new_pages, Measure::known_pages, Measure::length};

std::string_view name(Measure measure);      // "title", …, "text of new pages"
std::string_view evidence(Measure measure);  // the field whose rules find it: "title", …, "body"

// How many of those that should have something have it. For Measure::length, `had` is the median
// length in characters.
struct Figure {
  std::int64_t had = 0;
  std::int64_t of = 0;

  bool operator==(const Figure&) const = default;
};

struct RunFigures {
  std::int64_t run = 0;
  std::int64_t profile = 0;  // 0: none
  std::array<Figure, all_measures.size()> figures = {};
  std::vector<std::string> warnings;  // as its end left them

  const Figure& at(Measure measure) const { return figures.at(static_cast<std::size_t>(measure)); }
  Figure& at(Measure measure) { return figures.at(static_cast<std::size_t>(measure)); }
};

struct Drift {
  Measure measure = Measure::title;
  Figure now;     // of the newest runs that together have enough
  Figure before;  // of the runs it is compared with, none of them weighing more than most_of
  std::int64_t last_good = 0;             // the newest run in which it was as before
  std::vector<std::int64_t> runs_now;     // newest first
  std::vector<std::int64_t> runs_before;  // newest first

  bool operator==(const Drift&) const = default;
};

// How many runs before the newest may be looked at.
constexpr std::size_t runs_compared = 10;
constexpr std::size_t runs_of_history = 2 * runs_compared;

// Newest first: the run that ends, then finished ones.
std::vector<Drift> find_drifts(std::span<const RunFigures> runs);

// `rule`: the one that found less than before, if any did.
std::string warning_of(const Drift& drift, const std::optional<std::string>& rule);

// Whether a run's warning is one of drift: it begins so.
constexpr std::string_view drift_of = "drift of ";
bool is_drift(std::string_view warning);

}  // namespace newsarc::store
