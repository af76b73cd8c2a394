// Aliases as they are met: what newsletters, apps, caches, search engines and people make of an
// article's URL; each pair must share a key. And the articles of the evaluation sets beside the
// checkout: no two of them may, while each must with its own aliases.

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "url/key.h"
#include "url/parse.h"

namespace newsarc {
namespace {

std::string key_of(std::string_view text) {
  const auto url = url::parse(text);
  EXPECT_TRUE(url) << text;
  return url::archive_key(url.value_or(Url()));
}

struct Alias {
  std::string_view one, other;
};

class AliasTest : public testing::TestWithParam<Alias> {};

TEST_P(AliasTest, House_SharesItsArticlesKey) {
  EXPECT_EQ(key_of(GetParam().one), key_of(GetParam().other));
}

// Campaigns, advertisements and sharing.
constexpr Alias tracked[] = {
    {"https://daily.example/2020/10/13/flood.html",
     "https://daily.example/2020/10/13/flood.html?utm_source=twitter&utm_medium=social"},
    {"https://daily.example/2020/10/13/flood.html",
     "https://daily.example/2020/10/13/"
     "flood.html?utm_source=newsletter&utm_medium=email&utm_campaign=morning&utm_content=lead&utm_"
     "term=a_b"},
    {"https://daily.example/2020/10/13/flood.html",
     "https://daily.example/2020/10/13/"
     "flood.html?utm_id=77&utm_source_platform=x&utm_creative_format=y"},
    {"https://daily.example/2020/10/13/flood.html",
     "https://daily.example/2020/10/13/flood.html?utm_brand=d&utm_social-type=owned"},
    {"https://daily.example/news-54528022",
     "https://daily.example/news-54528022?fbclid=IwAR2x_3yQ-0"},
    {"https://daily.example/news-54528022",
     "https://daily.example/news-54528022?fbclid=IwAR2x&utm_source=facebook"},
    {"https://daily.example/news-54528022", "https://daily.example/news-54528022?igshid=1k2j3h"},
    {"https://daily.example/news-54528022",
     "https://daily.example/news-54528022?gclid=EAIaIQobChMI&gclsrc=aw.ds"},
    {"https://daily.example/news-54528022", "https://daily.example/news-54528022?dclid=CjgK"},
    {"https://daily.example/news-54528022",
     "https://daily.example/news-54528022?gbraid=0AAAA&wbraid=Cj8K"},
    {"https://daily.example/news-54528022", "https://daily.example/news-54528022?msclkid=5d0c3f6e"},
    {"https://daily.example/news-54528022", "https://daily.example/news-54528022?twclid=2-6a7b"},
    {"https://daily.example/news-54528022", "https://daily.example/news-54528022?yclid=71234567"},
    {"https://daily.example/news-54528022",
     "https://daily.example/news-54528022?_ga=2.1.2.3-4.5&_gl=1*abc*_ga"},
    {"https://daily.example/news-54528022",
     "https://daily.example/news-54528022?mc_cid=0a1b2c&mc_eid=%5BUNIQID%5D"},
    {"https://daily.example/story?id=7", "https://daily.example/story?utm_source=feed&id=7"},
    {"https://daily.example/story?id=7", "https://daily.example/story?id=7&fbclid=IwAR2x#comments"},
    {"https://daily.example/story?id=7", "https://daily.example/story?id=7&utm_source="},
    {"https://daily.example/story?id=7", "https://daily.example/story?id=7&utm_source"},
    {"https://daily.example/story?id=7&page=2",
     "https://daily.example/story?id=7&gclid=x&page=2&utm_medium=y"},
};

// Chinese sites and apps.
constexpr Alias shared_in_china[] = {
    {"http://news.ribao.example/2020-10/13/content_1.htm",
     "http://news.ribao.example/2020-10/13/content_1.htm?from=timeline"},
    {"http://news.ribao.example/2020-10/13/content_1.htm",
     "http://news.ribao.example/2020-10/13/content_1.htm?from=singlemessage&isappinstalled=0"},
    {"http://news.ribao.example/2020-10/13/content_1.htm",
     "http://news.ribao.example/2020-10/13/content_1.htm?from=groupmessage&isappinstalled=1"},
    {"http://news.ribao.example/2020-10/13/content_1.htm",
     "http://news.ribao.example/2020-10/13/content_1.htm?nsukey=aB%2Fc%2Bd%3D%3D"},
    {"http://news.ribao.example/2020-10/13/content_1.htm",
     "http://news.ribao.example/2020-10/13/"
     "content_1.htm?scene=1&clicktime=1602595586&enterid=1602595586"},
    {"http://news.ribao.example/2020-10/13/content_1.htm",
     "http://news.ribao.example/2020-10/13/content_1.htm?spm=C73544894212.P59511941341.0.0"},
    {"http://news.ribao.example/2020-10/13/content_1.htm",
     "http://news.ribao.example/2020-10/13/content_1.htm?spm=zm5129-001.0.0.1.x&from=timeline"},
    {"http://news.ribao.example/2020-10/13/content_1.htm",
     "http://news.ribao.example/2020-10/13/content_1.htm?share_token=5f3c-11ea"},
    {"http://news.ribao.example/2020-10/13/content_1.htm",
     "http://news.ribao.example/2020-10/13/content_1.htm?bd_vid=10389"},
    {"http://news.ribao.example/2020-10/13/content_1.htm",
     "http://news.ribao.example/2020-10/13/content_1.htm?hmsr=toutiao&hmpl=p&hmcu=c&hmkw=k&hmci=i"},
    {"http://news.ribao.example/2020-10/13/content_1.htm",
     "http://news.ribao.example/2020-10/13/content_1.htm?_t=1602595586"},
    {"http://news.ribao.example/2020-10/13/content_1.htm",
     "http://news.ribao.example/2020-10/13/content_1.htm?_=1602595586123"},
    {"http://app.ribao.example/detail?newsId=88",
     "http://app.ribao.example/detail?newsId=88&isappinstalled=0&from=timeline"},
    {"http://app.ribao.example/detail?newsId=88&type=1",
     "http://app.ribao.example/detail?newsId=88&_t=1602595586&type=1"},
};

// Fragments: places on the page, apps' routes to comments, text that a search engine points at.
constexpr Alias fragments[] = {
    {"https://daily.example/a/1", "https://daily.example/a/1#"},
    {"https://daily.example/a/1", "https://daily.example/a/1#comments"},
    {"https://daily.example/a/1", "https://daily.example/a/1#comment-1024"},
    {"https://daily.example/a/1", "https://daily.example/a/1#:~:text=the%20river,on%20Monday"},
    {"https://daily.example/a/1", "https://daily.example/a/1#xtor=RSS-1-[daily]"},
    {"https://daily.example/a/1", "https://daily.example/a/1#ref=home&pos=3"},
    {"https://daily.example/a/1", "https://daily.example/a/1#第二节"},
    {"https://daily.example/a/1?x=1", "https://daily.example/a/1?x=1#?x=2"},
};

// Hosts and ports.
constexpr Alias hosts[] = {
    {"http://daily.example/a/1", "http://daily.example:80/a/1"},
    {"https://daily.example/a/1", "https://daily.example:443/a/1"},
    {"https://daily.example/a/1", "https://daily.example:0443/a/1"},
    {"https://daily.example/a/1", "https://daily.example:/a/1"},
    {"https://daily.example:8443/a/1", "https://DAILY.example:8443/a/1"},
    {"https://daily.example/a/1", "HTTPS://Daily.Example/a/1"},
    {"https://xn--fiq228c.example/a/1", "https://中文.example/a/1"},
    {"https://xn--fiq228c.example/a/1", "https://XN--FIQ228C.EXAMPLE/a/1"},
    {"https://xn--mnchen-3ya.example/a", "https://MÜNCHEN.example/a"},
    {"https://daily.example/a/1", "https://daily。example/a/1"},
    {"https://daily.example/a/1", "https://ｄａｉｌｙ.example/a/1"},
    {"https://daily.example/a/1", "https://da%69ly.example/a/1"},
    {"http://127.0.0.1/a", "http://127.1/a"},
    {"https://daily.example/a/1", "https://reader:secret@daily.example/a/1"},
    {"https://daily.example/a/1", "https:\\\\daily.example\\a\\1"},
    {"https://daily.example/a/1", "  https://daily.example/a/1\n"},
    {"https://daily.example/", "https://daily.example"},
    {"https://daily.example/", "https://daily.example/?"},
};

// Percent-encoding and dots.
constexpr Alias spellings[] = {
    {"https://daily.example/%E6%96%B0%E9%97%BB/1", "https://daily.example/新闻/1"},
    {"https://daily.example/%E6%96%B0%E9%97%BB/1", "https://daily.example/%e6%96%b0%e9%97%bb/1"},
    {"https://daily.example/?q=%E6%96%B0", "https://daily.example/?q=新"},
    {"https://daily.example/~ann/a-b_c.html", "https://daily.example/%7Eann/a%2Db%5Fc%2Ehtml"},
    {"https://daily.example/caf%C3%A9", "https://daily.example/café"},
    {"https://daily.example/a%20b", "https://daily.example/a b"},
    {"https://daily.example/a/1", "https://daily.example/%61/%31"},
    {"https://daily.example/a/1", "https://daily.example/b/../a/./1"},
    {"https://daily.example/a/1", "https://daily.example/b/%2E%2E/a/%2e/1"},
    {"https://daily.example/a/1", "https://daily.example/../../a/1"},
    {"https://daily.example/a?id=1&x=2", "https://daily.example/a?id=1&&x=2&"},
    {"https://daily.example/a?id=a-b", "https://daily.example/a?id=a%2Db"},
    {"https://daily.example/a?t=%22x%22", "https://daily.example/a?t=\"x\""},
    {"https://daily.example/100%25", "https://daily.example/100%"},
};

INSTANTIATE_TEST_SUITE_P(Tracked, AliasTest, testing::ValuesIn(tracked));
INSTANTIATE_TEST_SUITE_P(SharedInChina, AliasTest, testing::ValuesIn(shared_in_china));
INSTANTIATE_TEST_SUITE_P(Fragments, AliasTest, testing::ValuesIn(fragments));
INSTANTIATE_TEST_SUITE_P(Hosts, AliasTest, testing::ValuesIn(hosts));
INSTANTIATE_TEST_SUITE_P(Spellings, AliasTest, testing::ValuesIn(spellings));

const std::filesystem::path sets = NEWSARC_SOURCE_DIR "/../shared/eval";

struct Gold {
  std::string url, title, body;
};

// The articles of every *.gold.jsonl there that say where they stood.
std::vector<Gold> gold() {
  std::vector<Gold> all;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(sets)) {
    if (!entry.path().string().ends_with(".gold.jsonl")) continue;
    std::ifstream lines(entry.path());
    for (std::string line; std::getline(lines, line);) {
      const auto row = nlohmann::json::parse(line);
      const auto text = [&row](const char* name) {
        const auto found = row.find(name);
        return found != row.end() && found->is_string() ? found->get<std::string>() : "";
      };
      if (url::parse(text("url"))) all.push_back({text("url"), text("title"), text("body")});
    }
  }
  return all;
}

TEST(AliasSets, House_NoTwoArticlesShareAKey) {
  if (!std::filesystem::exists(sets)) GTEST_SKIP() << sets << " is not here";
  std::map<std::string, Gold> by_key;
  const auto articles = gold();
  int twice = 0;
  for (const Gold& article : articles) {
    const auto [known, is_new] = by_key.emplace(key_of(article.url), article);
    if (is_new || known->second.url == article.url) continue;
    ++twice;
    EXPECT_TRUE(known->second.title == article.title || known->second.body == article.body)
        << known->second.url << " and " << article.url;
  }
  std::cout << "keys: " << articles.size() << " articles, " << by_key.size() << " keys, " << twice
            << " articles under two URLs\n";
  EXPECT_GT(articles.size(), 500U);
}

// The URL in spellings that people and programs give it.
std::vector<std::string> aliases_of(const Url& url) {
  const std::string plain = url.without_fragment();
  const char mark = url.query() ? '&' : '?';
  std::string loud = "HTTP" + plain.substr(4);
  for (std::size_t i = plain.find("//"); i < plain.find('/', 8); ++i) {
    loud[i] = static_cast<char>(std::toupper(static_cast<unsigned char>(loud[i])));
  }
  const std::string port = url.scheme() == "https" ? ":443" : ":80";
  std::vector<std::string> aliases = {plain + "#comments", loud,
                                      plain + mark + "utm_source=x&utm_medium=y#z",
                                      plain + mark + "fbclid=IwAR0&from=timeline&isappinstalled=0"};
  if (!url.port()) aliases.push_back(url.origin() + port + url.target());
  std::string escaped = url.origin();
  for (const char c : url.path()) escaped += c == 'e' ? "%65" : std::string(1, c);
  if (!url.query() && url.path().find('%') == std::string_view::npos) aliases.push_back(escaped);
  return aliases;
}

TEST(AliasSets, House_EveryArticleSharesItsKeyWithItsAliases) {
  if (!std::filesystem::exists(sets)) GTEST_SKIP() << sets << " is not here";
  int count = 0;
  for (const Gold& article : gold()) {
    const Url url = url::parse(article.url).value();
    for (const std::string& alias : aliases_of(url)) {
      ++count;
      EXPECT_EQ(key_of(alias), url::archive_key(url)) << alias;
    }
  }
  std::cout << "aliases: " << count << "\n";
}

}  // namespace
}  // namespace newsarc
