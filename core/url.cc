#include "core/url.h"

namespace newsarc {

const Url::Parts& Url::placeholder() {
  static const Parts parts;
  return parts;
}

std::string_view Url::host() const { return part(parts().host_begin, parts().host_end); }

std::string_view Url::path() const { return part(parts().path_begin, parts().path_end); }

std::optional<std::uint16_t> Url::port() const {
  if (parts().host_end == parts().path_begin) return std::nullopt;
  return parts().port;
}

std::uint16_t Url::port_or_default() const {
  return port().value_or(scheme() == "https" ? 443 : 80);
}

std::optional<std::string_view> Url::query() const {
  const std::size_t mark = parts().path_end;
  if (mark >= href().size() || href()[mark] != '?') return std::nullopt;
  return part(mark + 1, parts().query_end);
}

std::optional<std::string_view> Url::fragment() const {
  if (parts().query_end >= href().size()) return std::nullopt;
  return part(parts().query_end + 1, href().size());
}

std::string Url::origin() const {
  return std::string(scheme()) + "://" + std::string(part(parts().host_begin, parts().path_begin));
}

std::string Url::without_fragment() const { return href().substr(0, parts().query_end); }

std::string Url::target() const { return std::string(part(parts().path_begin, parts().query_end)); }

}  // namespace newsarc
