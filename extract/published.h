#pragma once
// Published: when the page says that it was published, and last changed. Private to extract/.

#include <chrono>
#include <optional>
#include <string>

#include "core/links.h"
#include "core/time.h"
#include "core/url.h"
#include "extract/dates.h"
#include "extract/layout.h"
#include "extract/metadata.h"
#include "extract/time_labels.h"
#include "extract/trace.h"

namespace newsarc::extract {

// Where the article stands among the page's lines.
struct Place {
  NodeId title = no_node;
  NodeId container = 0;
  NodeId first_prose = 0;
};

struct Times {
  std::optional<Stated> published;
  std::optional<Stated> modified;
  std::string rule;  // of published; "" when there is none
  std::string modified_rule;
  NodeId node = no_node;  // where published stands, when it stands on the page
};

struct TimeContext {
  const Document& document;
  const Layout& layout;
  const Metadata& metadata;
  const TimeLabels& labels;
  const Hints& hints;
  const Url& url;
  Instant fetched_at;  // the epoch when not known
  std::string_view language;
  Trace* trace = nullptr;
};

Times find_times(const TimeContext& context, const Place& place);

// The first date in `text` that can be meant: a profile's own field, a hint, an attribute.
std::optional<Stated> read_date(std::string_view text, const TimeContext& context);

// Not after the page was fetched: what lies in the future is an event's, or a mistake.
bool is_sane(const Stated& when, const TimeContext& context);

// Whether 04/05/2020 is of April.
bool writes_month_first(const TimeContext& context);

}  // namespace newsarc::extract
