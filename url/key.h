#pragma once
// The archive key: what a page is archived under. The WHATWG form without fragment, credentials
// and tracking parameters; two URLs with one key are one page. The rules and the list of parameters
// stand in docs/decisions/0050. Nothing here fails. Thread-safe.

#include <optional>
#include <string>

#include "core/url.h"

namespace newsarc::url {

std::string archive_key(const Url& url);  // a URL whose key is itself

int key_version();  // changes with the rules

// A looser form for guessing aliases: scheme, "www.", index pages, trailing slash, case and session
// ids dropped. Two pages with one loose key are merged only when their content agrees.
std::string loose_key(const Url& url);

// The archive key without a session id that a server keeps in the path, /(S(…))/ or ;jsessionid=;
// nothing when there is none.
std::optional<std::string> key_without_session(const Url& url);

}  // namespace newsarc::url
