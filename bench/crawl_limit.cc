// The limit of this stack on the benchmark's site: libcurl with 32 connections walks lists and
// articles from one page, gumbo parses each page, one thread does both; nothing is kept.
// usage: crawl_limit URL [fetch]   ("fetch": only lists are parsed). Prints the pages and the
// bytes.

#include <curl/curl.h>
#include <gumbo.h>

#include <cstdio>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_set>

#include "url/parse.h"

namespace {

using newsarc::Url;

constexpr int connections = 32;

class Walk {
 public:
  Walk(const Url& start, bool parse_all) : start_(start), parse_all_(parse_all) { want(start); }

  void run() {
    while (!waiting_.empty() || running_ > 0) {
      while (!waiting_.empty() && running_ < connections) begin();
      curl_multi_poll(multi_, nullptr, 0, 1000, nullptr);
      int left = 0;
      curl_multi_perform(multi_, &left);
      int messages = 0;
      while (const CURLMsg* message = curl_multi_info_read(multi_, &messages))
        if (message->msg == CURLMSG_DONE) end(message->easy_handle);
    }
    std::printf("%zu pages %zu bytes\n", pages_, bytes_);
  }

 private:
  struct Transfer {
    Url url;
    std::string body;
  };

  static std::size_t keep(const char* data, std::size_t, std::size_t size, void* body) {
    static_cast<std::string*>(body)->append(data, size);
    return size;
  }

  void want(const Url& url) {
    const bool is_page = url.path() == "/" || url.path().ends_with(".html");
    if (is_page && url.origin() == start_.origin() && seen_.insert(url.without_fragment()).second)
      waiting_.push_back(url);
  }

  void begin() {
    CURL* easy = curl_easy_init();
    auto* transfer = new Transfer{waiting_.front(), {}};
    waiting_.pop_front();
    curl_easy_setopt(easy, CURLOPT_URL, transfer->url.href().c_str());
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, keep);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, &transfer->body);
    curl_easy_setopt(easy, CURLOPT_PRIVATE, transfer);
    curl_easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, "");
    curl_multi_add_handle(multi_, easy);
    ++running_;
  }

  void end(CURL* easy) {
    Transfer* transfer = nullptr;
    curl_easy_getinfo(easy, CURLINFO_PRIVATE, &transfer);
    ++pages_;
    bytes_ += transfer->body.size();
    // Only lists and the front page lead to pages that they do not know.
    const bool leads_on = !transfer->url.path().starts_with("/a/");
    if (leads_on || parse_all_) parse(*transfer, leads_on);
    delete transfer;
    curl_multi_remove_handle(multi_, easy);
    curl_easy_cleanup(easy);
    --running_;
  }

  void parse(const Transfer& transfer, bool leads_on) {
    GumboOutput* page =
        gumbo_parse_with_options(&kGumboDefaultOptions, transfer.body.data(), transfer.body.size());
    if (leads_on) follow(page->root, transfer.url);
    gumbo_destroy_output(&kGumboDefaultOptions, page);
  }

  void follow(const GumboNode* node, const Url& base) {
    if (node->type != GUMBO_NODE_ELEMENT) return;
    const GumboAttribute* href = gumbo_get_attribute(&node->v.element.attributes, "href");
    if (node->v.element.tag == GUMBO_TAG_A && href != nullptr) {
      if (const auto url = newsarc::url::resolve(href->value, base)) want(*url);
    }
    const GumboVector& children = node->v.element.children;
    for (unsigned i = 0; i < children.length; ++i)
      follow(static_cast<const GumboNode*>(children.data[i]), base);
  }

  CURLM* multi_ = curl_multi_init();
  Url start_;
  bool parse_all_;
  std::deque<Url> waiting_;
  std::unordered_set<std::string> seen_;
  int running_ = 0;
  std::size_t pages_ = 0;
  std::size_t bytes_ = 0;
};

}  // namespace

int main(int count, char** words) {
  const auto start = newsarc::url::parse(count > 1 ? words[1] : "");
  if (!start) return 2;
  const bool parse_all = count < 3 || std::string_view(words[2]) != "fetch";
  Walk(*start, parse_all).run();
}
