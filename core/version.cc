#include "core/version.h"

namespace newsarc {

std::string_view version() { return NEWSARC_VERSION; }

}  // namespace newsarc
