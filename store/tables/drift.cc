#include "store/tables/drift.h"

#include <algorithm>
#include <cmath>

namespace newsarc::store {
namespace {

// Fewer say nothing: two changed pages without a credit are no drift. A quiet run is judged
// together with the runs before it.
constexpr std::int64_t fewest = 8;
// A run weighs no more: else a first crawl outweighs the nine nights after it.
constexpr std::int64_t most_of = 50;
// How likely chance alone may do what is called drift.
constexpr double chance = 1e-3;
// And it must be far below: three quarters of the share there was, half of the length.
constexpr double share_left = 0.75;
constexpr double length_left = 0.5;

std::string prefix_of(Measure measure) {
  return std::string(drift_of) + std::string(name(measure)) + ": ";
}

bool was_found(const RunFigures& run, Measure measure) {
  return std::any_of(run.warnings.begin(), run.warnings.end(), [&](const std::string& warning) {
    return warning.starts_with(prefix_of(measure));
  });
}

double weight_of(const Figure& figure) { return static_cast<double>(std::min(figure.of, most_of)); }

double ratio(const Figure& figure) {
  return static_cast<double>(figure.had) / static_cast<double>(figure.of);
}

// Mean and variance over runs, each with its weight.
struct Spread {
  double weight = 0;
  double mean = 0;
  double variance = 0;
  double runs = 0;
};

template <class Value>
Spread spread_of(std::span<const Figure> figures, const Value& value) {
  Spread spread;
  for (const auto& figure : figures) {
    spread.runs += 1;
    spread.weight += weight_of(figure);
    spread.mean += weight_of(figure) * value(figure);
  }
  spread.mean /= spread.weight;
  for (const auto& figure : figures) {
    const double off = value(figure) - spread.mean;
    spread.variance += weight_of(figure) * off * off / spread.weight;
  }
  return spread;
}

// P(X <= had) of a beta-binomial distribution.
double tail(const Figure& figure, double alpha, double beta) {
  const auto of = static_cast<double>(figure.of);
  const auto log_beta = [](double a, double b) {
    return std::lgamma(a) + std::lgamma(b) - std::lgamma(a + b);
  };
  double sum = 0;
  for (std::int64_t i = 0; i <= figure.had; ++i) {
    const auto k = static_cast<double>(i);
    const double choose = -std::log(of + 1) - log_beta(of - k + 1, k + 1);
    sum += std::exp(choose + log_beta(k + alpha, of - k + beta) - log_beta(alpha, beta));
  }
  return sum;
}

// Pages of one run are alike: the same section, the same hand. So shares differ more between runs
// than chance among pages makes them, by as much as the runs before show; what few runs do not
// show is supposed.
bool is_far_below(const Figure& now, std::span<const Figure> before) {
  constexpr double concentration_a_run = 5;  // no surer than this many pages for each run
  const Spread spread = spread_of(before, ratio);
  // Jeffreys: what was never missing may be missing once.
  const double share = (spread.mean * spread.weight + 0.5) / (spread.weight + 1);
  if (ratio(now) > share_left * share) return false;
  const double by_chance = share * (1 - share) * spread.runs / spread.weight;
  // Twice: ten runs often show less than they could.
  const double between = std::max(2 * (spread.variance - by_chance), 1e-9);
  const double concentration =
      std::clamp(share * (1 - share) / between - 1, 1.0, concentration_a_run * spread.runs);
  return tail(now, share * concentration, (1 - share) * concentration) < chance;
}

// Lengths of texts are spread evenly on a logarithmic scale, by a factor of e about.
bool is_far_shorter(const Figure& now, std::span<const Figure> before) {
  constexpr double median_variance = 1.57;  // pi/2: of a median, for a spread of one
  constexpr double least_between = 0.15 * 0.15;
  constexpr double deviations = 3.1;  // normal: chance, 1e-3
  const auto log_length = [](const Figure& figure) {
    return std::log(static_cast<double>(std::max<std::int64_t>(figure.had, 1)));
  };
  const Spread spread = spread_of(before, log_length);
  const double fall = spread.mean - log_length(now);
  const double variance = std::max(2 * spread.variance, least_between) +
                          median_variance / static_cast<double>(now.of) +
                          median_variance / spread.weight;
  return fall > std::max(-std::log(length_left), deviations * std::sqrt(variance));
}

// Several runs as one.
Figure joined(std::span<const Figure> figures, Measure measure, bool weighed) {
  Figure all;
  double lengths = 0;
  for (const auto& figure : figures) {
    const std::int64_t of = weighed ? std::min(figure.of, most_of) : figure.of;
    all.of += of;
    all.had += weighed ? std::llround(ratio(figure) * static_cast<double>(of)) : figure.had;
    lengths += static_cast<double>(figure.had) * static_cast<double>(of);
  }
  if (measure == Measure::length && all.of > 0)
    all.had = std::llround(lengths / static_cast<double>(all.of));
  return all;
}

struct Comparison {
  std::vector<Figure> now;
  std::vector<Figure> before;
  Drift drift;
};

// The newest runs that together have enough: all of today's profile, as what another one read says
// nothing of this. Gives the first run after them.
std::size_t take_now(std::span<const RunFigures> runs, Measure measure, Comparison& comparison) {
  std::int64_t of = 0;
  std::size_t i = 0;
  for (; i < std::min(runs.size(), runs_compared) && of < fewest; ++i) {
    if (runs[i].profile != runs.front().profile) break;
    const Figure& figure = runs[i].at(measure);
    if (figure.of == 0) continue;
    of += figure.of;
    comparison.now.push_back(figure);
    comparison.drift.runs_now.push_back(runs[i].run);
  }
  return of < fewest ? runs.size() : i;
}

// What a run says of how it used to be. A known article was read as one when it was new.
Figure as_before(const RunFigures& run, Measure measure) {
  Figure figure = run.at(measure);
  if (measure != Measure::known_pages) return figure;
  figure.had += run.at(Measure::new_pages).had;
  figure.of += run.at(Measure::new_pages).had;
  return figure;
}

// The ten runs before those, without the ones that had drifted already: a site does not come to be
// as it should by being broken for nine nights.
void take_before(std::span<const RunFigures> runs, Measure measure, Comparison& comparison) {
  std::size_t looked_at = 0;
  for (const auto& run : runs) {
    if (looked_at == runs_compared) return;
    const Figure figure = as_before(run, measure);
    if (figure.of == 0) continue;
    ++looked_at;
    if (was_found(run, measure)) continue;
    comparison.before.push_back(figure);
    comparison.drift.runs_before.push_back(run.run);
  }
}

// A quiet run that still was as before may have been joined to those that are not.
std::int64_t last_good(std::span<const RunFigures> runs, const Drift& drift) {
  const bool is_length = drift.measure == Measure::length;
  const auto value = [is_length](const Figure& figure) {
    return is_length ? static_cast<double>(figure.had) : ratio(figure);
  };
  const double middle = (value(drift.now) + value(drift.before)) / 2;
  for (const auto& run : runs.subspan(1)) {
    const Figure figure = as_before(run, drift.measure);
    if (figure.of > 0 && !was_found(run, drift.measure) && value(figure) >= middle) return run.run;
  }
  return drift.runs_before.front();
}

std::optional<Drift> find_drift(std::span<const RunFigures> runs, Measure measure) {
  Comparison comparison;
  const std::size_t older = take_now(runs, measure, comparison);
  take_before(runs.subspan(older), measure, comparison);
  Drift& drift = comparison.drift;
  drift.measure = measure;
  drift.now = joined(comparison.now, measure, false);
  drift.before = joined(comparison.before, measure, true);
  if (drift.before.of < fewest) return std::nullopt;
  const bool fell = measure == Measure::length ? is_far_shorter(drift.now, comparison.before)
                                               : is_far_below(drift.now, comparison.before);
  if (!fell) return std::nullopt;
  drift.last_good = last_good(runs, drift);
  return std::move(drift);
}

std::string_view claim_of(Measure measure) {
  switch (measure) {
    case Measure::title:
      return "articles read have a title";
    case Measure::published:
      return "articles read have a published time";
    case Measure::credits:
      return "articles read have credits or a byline";
    case Measure::new_pages:
      return "new pages that should be articles can be read as one";
    case Measure::known_pages:
      return "pages of known articles can be read as one";
    case Measure::length:
      break;
  }
  return "";
}

std::string figures_of(const Drift& drift) {
  if (drift.measure == Measure::length)
    return "half of the texts have no more than " + std::to_string(drift.now.had) +
           " characters, before that " + std::to_string(drift.before.had);
  return std::to_string(drift.now.had) + " of " + std::to_string(drift.now.of) + " " +
         std::string(claim_of(drift.measure)) + ", before that " +
         std::to_string(std::llround(ratio(drift.before) * 100)) + "%";
}

}  // namespace

std::string_view name(Measure measure) {
  switch (measure) {
    case Measure::title:
      return "title";
    case Measure::published:
      return "published";
    case Measure::credits:
      return "credits";
    case Measure::new_pages:
      return "body (new pages)";
    case Measure::known_pages:
      return "body (known articles)";
    case Measure::length:
      return "body (length)";
  }
  return "";
}

std::string_view evidence(Measure measure) {
  switch (measure) {
    case Measure::title:
    case Measure::published:
    case Measure::credits:
      return name(measure);
    case Measure::new_pages:
    case Measure::known_pages:
    case Measure::length:
      break;
  }
  return "body";
}

std::vector<Drift> find_drifts(std::span<const RunFigures> runs) {
  std::vector<Drift> drifts;
  if (runs.empty()) return drifts;
  for (const Measure measure : all_measures) {
    if (auto drift = find_drift(runs, measure)) drifts.push_back(*std::move(drift));
  }
  return drifts;
}

std::string warning_of(const Drift& drift, const std::optional<std::string>& rule) {
  std::string text = prefix_of(drift.measure) + figures_of(drift);
  if (rule) text += "; the rule that broke is \"" + *rule + "\"";
  return text + "; run " + std::to_string(drift.last_good) + " was the last good one";
}

bool is_drift(std::string_view warning) { return warning.starts_with(drift_of); }

}  // namespace newsarc::store
