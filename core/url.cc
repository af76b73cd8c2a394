#include "core/url.h"

namespace newsarc {

std::optional<std::uint16_t> Url::port() const {
  if (host_end_ == path_begin_) return std::nullopt;
  return port_;
}

std::uint16_t Url::port_or_default() const {
  if (host_end_ != path_begin_) return port_;
  return scheme() == "https" ? 443 : 80;
}

std::optional<std::string_view> Url::query() const {
  if (path_end_ >= href_.size() || href_[path_end_] != '?') return std::nullopt;
  return part(path_end_ + 1, query_end_);
}

std::optional<std::string_view> Url::fragment() const {
  if (query_end_ >= href_.size()) return std::nullopt;
  return part(query_end_ + 1, href_.size());
}

std::string Url::origin() const {
  return std::string(scheme()) + "://" + std::string(part(host_begin_, path_begin_));
}

std::string Url::without_fragment() const { return href_.substr(0, query_end_); }

std::string Url::target() const { return std::string(part(path_begin_, query_end_)); }

}  // namespace newsarc
