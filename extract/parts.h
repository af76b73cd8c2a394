#pragma once
// Parts: an article that its site cuts over several pages, each of which leads to the next one by
// a link beside the text: 下一页, or its number. Pure functions; thread-safe.

#include <optional>
#include <string_view>

#include "core/capture.h"
#include "core/url.h"
#include "extract/labels.h"

namespace newsarc::extract {

// The number by which `url` names itself a page of the article at `first`: 2 of t1_2.html,
// t1/2, t1/page/2/ and t1?page=2, where `first` is t1.html or t1?…, or page 1 or 0 of these.
// Nothing for any other URL.
std::optional<int> part_number(const Url& first, const Url& url);

// Whether two URLs differ in nothing but the number of a page: of a list, or of an article.
bool are_pages_of_one(const Url& one, const Url& other);

// The page that `last`, the reading of the article's page no. `parts`, says comes after it: a link
// with a word for "next" or the next number, whose URL is numbered after that of its own page. A
// site counts from 1 or, its first page being the one without a number, from 0.
std::optional<Url> next_part(const Url& first, const Url& at, int parts, const Reading& last,
                             const Labels& forward);

// Puts the paragraphs, images and credits of the page at `url` behind those of the pages before it.
// False, and `whole` as it was, when it does not go on with that article: another headline, the
// same text, no text.
bool join(Reading& whole, const Reading& part, const Url& url);

}  // namespace newsarc::extract
