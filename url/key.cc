#include "url/key.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include "core/ascii.h"
#include "url/percent.h"

namespace newsarc::url {
namespace {

// Which values of a tracking parameter are a tracker's; any other selects content and stays.
enum class Values { any, number, unix_time, share_target };

struct Tracker {
  std::string_view name;  // with '*' at its end: every name that begins so
  Values values;
};

// Parameters that say how a reader came, never what the page is. Public: docs/decisions/0050
// lists them; a change raises key_version().
constexpr std::array trackers = {
    Tracker{"utm_*", Values::any},              // Google Analytics and all that imitate it
    Tracker{"_ga", Values::any},                // … its cross-site linker
    Tracker{"_gl", Values::any},                //
    Tracker{"gclid", Values::any},              // Google Ads
    Tracker{"gclsrc", Values::any},             //
    Tracker{"dclid", Values::any},              //
    Tracker{"gbraid", Values::any},             //
    Tracker{"wbraid", Values::any},             //
    Tracker{"fbclid", Values::any},             // Facebook
    Tracker{"igshid", Values::any},             // Instagram
    Tracker{"msclkid", Values::any},            // Microsoft Advertising
    Tracker{"twclid", Values::any},             // X
    Tracker{"yclid", Values::any},              // Yandex
    Tracker{"mc_cid", Values::any},             // Mailchimp
    Tracker{"mc_eid", Values::any},             //
    Tracker{"spm", Values::any},                // Alibaba: the place of the link that was followed
    Tracker{"bd_vid", Values::any},             // Baidu's advertisements
    Tracker{"hmsr", Values::any},               // Baidu Tongji: medium, plan, unit, word, idea
    Tracker{"hmpl", Values::any},               //
    Tracker{"hmcu", Values::any},               //
    Tracker{"hmkw", Values::any},               //
    Tracker{"hmci", Values::any},               //
    Tracker{"share_token", Values::any},        // Toutiao and its kin
    Tracker{"nsukey", Values::any},             // WeChat's browser
    Tracker{"isappinstalled", Values::number},  // WeChat: a page shared by an app
    Tracker{"from", Values::share_target},      // … and to whom
    Tracker{"clicktime", Values::number},       // … when it was opened
    Tracker{"enterid", Values::number},         //
    Tracker{"_t", Values::unix_time},           // a clock, so that no cache answers
    Tracker{"_", Values::unix_time},            // jQuery's
};

// Names of session ids, in lower case, as PHP, Java, ASP and ColdFusion put them into links.
constexpr std::array<std::string_view, 8> session_names = {
    "phpsessid", "jsessionid", "aspsessionid*", "sessionid", "session_id", "sid", "cfid", "cftoken",
};

// Names of the page that a folder shows, and what such names end in.
constexpr std::array<std::string_view, 2> index_stems = {"index", "default"};
constexpr std::array<std::string_view, 9> page_endings = {
    ".html", ".htm", ".shtml", ".shtm", ".php", ".asp", ".aspx", ".jsp", ".do",
};
// Endings that a site may leave out: an ending with a program behind it means something.
constexpr std::array<std::string_view, 4> plain_endings = {".html", ".htm", ".shtml", ".shtm"};

// RFC 3986 §2.3: an escaped unreserved character is the character.
bool is_unreserved(char c) {
  return is_ascii_letter(c) || is_digit(c) || c == '-' || c == '.' || c == '_' || c == '~';
}

// One spelling for all that decode alike: unreserved characters bare, other escapes in upper case,
// a '%' that escapes nothing as %25.
std::string normalised(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      out += text[i];
    } else if (!is_escape(text, i)) {
      append_escape(out, '%');
    } else {
      const char byte = unescaped(text, i);
      is_unreserved(byte) ? out.push_back(byte) : append_escape(out, byte);
      i += 2;
    }
  }
  return out;
}

// The non-empty pieces of `text` between marks.
std::vector<std::string_view> split(std::string_view text, char mark) {
  std::vector<std::string_view> pieces;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(mark), text.size());
    if (end > 0) pieces.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return pieces;
}

bool has_name(std::string_view name, std::string_view pattern) {
  if (!pattern.ends_with('*')) return name == pattern;
  return name.starts_with(pattern.substr(0, pattern.size() - 1));
}

bool is_number(std::string_view value) {
  return !value.empty() && std::ranges::all_of(value, is_digit);
}

bool is_trackers_value(std::string_view value, Values values) {
  switch (values) {
    case Values::any:
      return true;
    case Values::number:
      return is_number(value);
    case Values::unix_time:  // of our time: seconds or milliseconds
      return is_number(value) && (value.size() == 10 || value.size() == 13);
    case Values::share_target:
      return value == "timeline" || value == "singlemessage" || value == "groupmessage";
  }
  return false;
}

struct Parameter {
  std::string_view text, name, value;
};

std::vector<Parameter> parameters_of(std::string_view query) {
  std::vector<Parameter> parameters;
  for (std::string_view text : split(query, '&')) {
    const std::size_t mark = std::min(text.find('='), text.size());
    const std::size_t value = std::min(mark + 1, text.size());
    parameters.push_back({text, text.substr(0, mark), text.substr(value)});
  }
  return parameters;
}

bool is_tracker(const Parameter& parameter) {
  return std::ranges::any_of(trackers, [&](const Tracker& tracker) {
    return has_name(parameter.name, tracker.name) &&
           is_trackers_value(parameter.value, tracker.values);
  });
}

bool is_session(const Parameter& parameter) {
  const std::string name = lower_case(parameter.name);
  if (name == "sid" && is_number(parameter.value)) return false;  // of a section, or a story
  return std::ranges::any_of(session_names,
                             [&](std::string_view pattern) { return has_name(name, pattern); });
}

// WeChat's `scene` is a number that other sites use for content, so it goes only where WeChat's
// other marks stand beside it.
bool is_wechat_scene(const Parameter& parameter, const std::vector<Parameter>& all) {
  return parameter.name == "scene" && is_number(parameter.value) &&
         std::ranges::any_of(all, [](const Parameter& other) {
           return (other.name == "clicktime" || other.name == "enterid") && is_number(other.value);
         });
}

// The query's parameters that may select content, in their order.
std::vector<Parameter> telling_parameters(std::string_view query) {
  auto parameters = parameters_of(query);
  const auto all = parameters;
  std::erase_if(parameters, [&](const Parameter& parameter) {
    return is_tracker(parameter) || is_wechat_scene(parameter, all);
  });
  return parameters;
}

std::string joined(const std::vector<Parameter>& parameters) {
  std::string out;
  for (const Parameter& parameter : parameters) {
    out += out.empty() ? '?' : '&';
    out += parameter.text;
  }
  return out;
}

// "index.html", "default.aspx", "index".
bool is_index(std::string_view segment) {
  const std::string_view stem = segment.substr(0, segment.find('.'));
  if (std::ranges::find(index_stems, stem) == index_stems.end()) return false;
  const std::string_view ending = segment.substr(stem.size());
  return ending.empty() || std::ranges::find(page_endings, ending) != page_endings.end();
}

std::string_view without_plain_ending(std::string_view segment) {
  for (std::string_view ending : plain_endings) {
    if (segment.size() > ending.size() && segment.ends_with(ending)) {
      return segment.substr(0, segment.size() - ending.size());
    }
  }
  return segment;
}

// ASP.NET's "(S(lit3py55t21z5v55vlm25s55))", a segment of its own.
bool is_session_segment(std::string_view segment) {
  return lower_case(segment.substr(0, 3)) == "(s(" && segment.ends_with("))");
}

std::string loose_path(std::string_view path) {
  const std::string lower = lower_case(normalised(path));
  std::vector<std::string_view> segments = split(lower, '/');
  for (std::string_view& segment : segments) {
    segment = segment.substr(0, segment.find(";jsessionid="));
  }
  std::erase_if(segments, is_session_segment);
  if (!segments.empty() && is_index(segments.back())) segments.pop_back();
  if (!segments.empty()) segments.back() = without_plain_ending(segments.back());
  std::string out;
  for (std::string_view segment : segments) out.append("/").append(segment);
  return out;
}

std::string loose_host(const Url& url) {
  std::string_view host = url.host();
  if (host.starts_with("www.")) host.remove_prefix(4);
  if (host.ends_with('.')) host.remove_suffix(1);
  std::string out(host);
  if (url.port()) out.append(":").append(std::to_string(*url.port()));
  return out;
}

}  // namespace

std::string archive_key(const Url& url) {
  const std::string query = normalised(url.query().value_or(""));
  return url.origin() + normalised(url.path()) + joined(telling_parameters(query));
}

int key_version() { return 1; }

std::string loose_key(const Url& url) {
  const std::string query = normalised(url.query().value_or(""));
  auto parameters = telling_parameters(query);
  std::erase_if(parameters, is_session);
  std::ranges::sort(parameters, {}, &Parameter::text);
  return loose_host(url) + loose_path(url.path()) + joined(parameters);
}

std::optional<std::string> key_without_session(const Url& url) {
  const std::string path = normalised(url.path());
  std::string bare;
  std::string_view rest = path;
  while (!rest.empty()) {
    const std::string_view segment = rest.substr(1, rest.find('/', 1) - 1);
    rest.remove_prefix(1 + segment.size());
    if (!is_session_segment(segment))
      bare.append("/").append(segment.substr(0, lower_case(segment).find(";jsessionid=")));
  }
  if (bare.size() == path.size()) return std::nullopt;
  return url.origin() + bare + joined(telling_parameters(normalised(url.query().value_or(""))));
}

}  // namespace newsarc::url
