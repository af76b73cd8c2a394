#pragma once
// Markup ends: where comments and texts that are no markup end, as the tokenizer has it (HTML
// §13.2.5). For looks at a page before the parse; private to extract/. What is text because of
// where it stands in the tree (a <title> is not in an svg) they cannot know.

#include <cstddef>
#include <string_view>

namespace newsarc::extract {

// Whether `lower` stands at `at`, in any case.
bool is_ahead(std::string_view html, std::size_t at, std::string_view lower);
// A tag's whole name: <script> and <script src=x>, not <scripted>.
bool is_tag(std::string_view html, std::size_t at, std::string_view name);

// Behind the comment whose "<!--" ends at `at`; the page's size where it has no end.
std::size_t comment_end(std::string_view html, std::size_t at);

// Where the end tag ("</") of an element stands whose content begins at `at`; npos when there is
// none. A "script" has its own way: in a comment it may hold scripts with end tags.
std::size_t raw_text_end(std::string_view html, std::size_t at, std::string_view name);

}  // namespace newsarc::extract
