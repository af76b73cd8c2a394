#include "text/zone.h"

#include <unicode/basictz.h>
#include <unicode/simpletz.h>
#include <unicode/timezone.h>

#include <algorithm>
#include <array>
#include <memory>

namespace newsarc::text {
namespace {

// ICU knows abbreviations that IANA does not, and CST or IST mean a different zone to each reader;
// these names of three letters are IANA's own.
constexpr std::array<std::string_view, 13> short_names{
    "CET", "EET", "EST", "GMT", "HST", "MET", "MST", "PRC", "ROC", "ROK", "UCT", "UTC", "WET"};

// Names that ICU knows and IANA does not.
bool is_only_icus(std::string_view name) {
  return name == "Etc/Unknown" ||
         (name.size() == 3 && std::ranges::find(short_names, name) == short_names.end());
}

icu::UnicodeString icu_id(std::string_view name) {
  return icu::UnicodeString::fromUTF8(
      icu::StringPiece(name.data(), static_cast<std::int32_t>(name.size())));
}

}  // namespace

bool is_zone(std::string_view iana_name) {
  if (is_only_icus(iana_name)) return false;
  UErrorCode status = U_ZERO_ERROR;
  icu::UnicodeString canonical;
  UBool is_system = false;
  icu::TimeZone::getCanonicalID(icu_id(iana_name), canonical, is_system, status);
  return U_SUCCESS(status) && is_system;
}

std::optional<std::chrono::minutes> zone_offset(std::string_view iana_name,
                                                std::chrono::local_seconds local) {
  if (is_only_icus(iana_name)) return std::nullopt;
  const std::unique_ptr<icu::TimeZone> zone(icu::TimeZone::createTimeZone(icu_id(iana_name)));
  const auto* const rules = dynamic_cast<const icu::BasicTimeZone*>(zone.get());
  // Of names it does not know, and of GMT+8, ICU makes a simple one. To ask is_zone() takes longer
  // than all the rest.
  if (rules == nullptr || dynamic_cast<const icu::SimpleTimeZone*>(rules) != nullptr)
    return std::nullopt;
  const auto milliseconds = static_cast<UDate>(local.time_since_epoch().count()) * 1000;
  std::int32_t standard = 0;
  std::int32_t saving = 0;
  UErrorCode status = U_ZERO_ERROR;
  rules->getOffsetFromLocal(milliseconds, UCAL_TZ_LOCAL_FORMER, UCAL_TZ_LOCAL_FORMER, standard,
                            saving, status);
  if (U_FAILURE(status)) return std::nullopt;
  return std::chrono::floor<std::chrono::minutes>(std::chrono::milliseconds(standard + saving));
}

}  // namespace newsarc::text
