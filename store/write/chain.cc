#include "store/write/chain.h"

#include <algorithm>

namespace newsarc::store {
namespace {

class Deriving {
 public:
  explicit Deriving(std::span<const Content> observations) : observations_(observations) {}

  Chain run() {
    for (std::size_t i = 0; i < observations_.size(); ++i) take(i);
    return std::move(chain_);
  }

 private:
  void take(std::size_t observation) {
    if (chain_.links.empty()) return add(observation, Change::first);
    const Change change = difference(latest(), observations_[observation]);
    if (change == Change::none) {
      chain_.withheld_count = 0;
      chain_.links.back().last = observation;
      chain_.link_of.push_back(chain_.links.size() - 1);
    } else if (flaps(observations_[observation]) && withhold(observation)) {
      chain_.link_of.push_back(unlisted);
    } else {
      add(observation, change);
    }
  }

  void add(std::size_t observation, Change change) {
    chain_.links.push_back({observation, observation, change});
    chain_.link_of.push_back(chain_.links.size() - 1);
    chain_.withheld.reset();
    chain_.withheld_count = 0;
  }

  const Content& latest() const { return observations_[chain_.links.back().first]; }

  bool was_listed(const Content& content) const {
    const std::size_t earlier = chain_.links.size() - 1;
    const std::size_t from =
        earlier - std::min(earlier, static_cast<std::size_t>(remembered_versions));
    return std::any_of(chain_.links.begin() + static_cast<std::ptrdiff_t>(from),
                       chain_.links.begin() + static_cast<std::ptrdiff_t>(earlier),
                       [&](const auto& link) { return observations_[link.first] == content; });
  }

  bool flaps(const Content& today) const { return was_listed(today) && was_listed(latest()); }

  bool withhold(std::size_t observation) {
    const bool again =
        chain_.withheld && observations_[*chain_.withheld] == observations_[observation];
    chain_.withheld_count = again ? chain_.withheld_count + 1 : 1;
    if (chain_.withheld_count >= steady_visits) return false;
    chain_.withheld = observation;
    return true;
  }

  std::span<const Content> observations_;
  Chain chain_;
};

}  // namespace

Chain derive_chain(std::span<const Content> observations) { return Deriving(observations).run(); }

}  // namespace newsarc::store
