#pragma once
// The archive key: what a page is archived under. The WHATWG form without fragment, credentials
// and tracking parameters; two URLs with one key are one page. The list of parameters and the
// version stand in docs/archive.md.

#include <string>

#include "core/url.h"

namespace newsarc::url {

std::string archive_key(const Url& url);

int key_version();

// A looser form for guessing aliases: scheme, "www.", index pages, trailing slash, case and session
// ids dropped. Two pages with one loose key are merged only when their content agrees.
std::string loose_key(const Url& url);

}  // namespace newsarc::url
