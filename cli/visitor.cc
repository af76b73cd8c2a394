#include "cli/visitor.h"

#include <utility>

#include "cli/workspace.h"
#include "core/version.h"
#include "crawler/fetch.h"

namespace newsarc::cli {

struct Visitor::State {
  Site site;
  SystemClock clock;
  std::unique_ptr<crawler::Fetcher> fetcher;
  std::unique_ptr<crawler::Ask> ask;
};

Visitor::Visitor(std::unique_ptr<State> state) : state_(std::move(state)) {}
Visitor::Visitor(Visitor&&) noexcept = default;
Visitor& Visitor::operator=(Visitor&&) noexcept = default;
Visitor::~Visitor() = default;

std::string user_agent(const Config& config) {
  const auto name = "newsarc/" + std::string(version());
  return config.contact.empty() ? name : name + " (+" + config.contact + ")";
}

Result<Visitor> Visitor::create(const Globals& globals, Site site,
                                const std::vector<std::string>& allow) {
  const auto config = load_config(globals);
  if (!config) return tl::unexpected(config.error());
  auto state = std::make_unique<State>();
  state->site = std::move(site);
  auto fetcher = crawler::curl_fetcher({user_agent(*config), allow, {}}, state->clock);
  if (!fetcher) return failure(Fault::usage, fetcher.error().what, fetcher.error().where);
  state->fetcher = *std::move(fetcher);
  state->ask =
      std::make_unique<crawler::Ask>(state->site, "newsarc", *state->fetcher, state->clock);
  return Visitor(std::move(state));
}

Result<Page> Visitor::page(const Url& url, Purpose purpose, Hints hints) {
  return state_->ask->page(url, purpose, std::move(hints));
}

void add_allow(CLI::App& command, std::vector<std::string>& allow) {
  command
      .add_option("--allow", allow,
                  "HOST:PORT of a loopback or private address that may be contacted")
      ->expected(1)
      ->allow_extra_args(false)  // what follows its one value is no value of it
      ->take_all();
}

}  // namespace newsarc::cli
