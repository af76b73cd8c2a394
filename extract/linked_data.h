#pragma once
// Linked data: the article that a page's JSON-LD describes, chosen among all that it describes.
// Private to extract/.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace newsarc::extract {

// What is told of one article, as far as it is.
struct LinkedData {
  std::string headline;
  std::string published;
  std::string modified;
  std::string section;
  std::string publisher;
  std::vector<std::string> authors;
  std::vector<std::string> author_ids;  // authors told by their @id alone
  bool is_article = false;
};

// What the page calls itself, to know its article by.
struct PageNames {
  std::vector<std::string> urls;
  std::vector<std::string> titles;
};

class LinkedDataReader {
 public:
  // One script's text; past 1 MiB of them only dates are looked for.
  void read(std::string_view script);

  // The article whose URL is the page's, else the one whose headline is its title, else the first;
  // what it does not say is told by those that may be the same.
  LinkedData article_of(const PageNames& names) const;

  struct Article {
    LinkedData data;
    std::vector<std::string> urls;  // url, mainEntityOfPage, @id
  };
  using Persons = std::vector<std::pair<std::string, std::string>>;  // @id and name

 private:
  // Of JSON-LD a page: as a tree it takes twenty times its room. Articles have some tens of
  // kilobytes.
  static constexpr std::size_t most_linked_data = std::size_t{1} << 20;

  std::size_t room_ = most_linked_data;
  std::vector<Article> articles_;
  Persons persons_;
};

}  // namespace newsarc::extract
