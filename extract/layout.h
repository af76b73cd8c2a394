#pragma once
// Layout: a page as its reader sees it: Lines (what stands between two line breaks) and Regions
// (what the markup says a stretch is there for). Weights measure text across scripts: a Han
// character counts two, any other letter or digit one. Private to extract/.

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "extract/dom.h"

namespace newsarc::extract {

enum class Region : std::uint8_t {
  content,
  caption,
  header,       // of the page or of the article: titles, standfirsts
  information,  // date, author, outlet
  navigation,
  related,  // recommended, hot, previous and next
  comments,
  share,
  aside,
  advert,
  form,  // search, login, newsletter, consent
  footer,
};

struct Line {
  NodeId container = 0;  // the nearest block element around it
  NodeId first = 0;      // its first text node
  NodeId last = 0;       // its last text node
  std::string text;      // blanks collapsed, glosses removed when the page's are
  std::uint32_t weight = 0;
  std::uint32_t linked = 0;   // of the weight, inside links
  std::uint32_t stops = 0;    // commas, full stops and their kin
  std::uint32_t symbols = 0;  // characters that are no part of a word

  // Mostly links, and no sentence beside them: a list's item may link its first sentence and go on.
  bool is_links() const {
    constexpr std::uint32_t sentence = 40;
    return linked * 2 > weight && !(stops > 0 && weight - linked >= sentence);
  }
  // Running text: sentences, not items of a list or a menu, nor strings of symbols.
  bool is_prose() const {
    return stops > 0 && weight >= 30 && linked * 3 < weight && symbols * 2 < weight;
  }
};

class Layout {
 public:
  // `removed` are elements that a profile says are never content.
  Layout(const Document& document, const std::vector<NodeId>& removed, bool drop_glosses);

  const std::vector<Line>& lines() const { return lines_; }
  Region region(NodeId id) const { return regions_[id]; }
  Region region(const Line& line) const { return regions_[line.first]; }
  bool is_hidden(NodeId id) const { return hidden_[id]; }

  // Of the lines in content regions that begin in the subtree: the weight of prose, of everything,
  // of what is linked.
  std::uint64_t prose(NodeId id) const;
  std::uint64_t weight(NodeId id) const;
  std::uint64_t linked(NodeId id) const;
  std::size_t glosses() const { return glosses_; }

  // The indexes of the lines that begin in the subtree: [first, second).
  std::pair<std::size_t, std::size_t> lines_in(NodeId id) const;

 private:
  void find_hidden(const std::vector<NodeId>& removed);
  void find_regions();
  NodeId mark_regions(const std::vector<NodeId>& doubted);
  bool is_doubted(NodeId id, Region own, const std::vector<NodeId>& doubted) const;
  bool is_running_text(NodeId id) const;
  std::uint64_t all_prose(NodeId id) const;  // in regions of any kind
  void sum();

  const Document& document_;
  std::vector<bool> hidden_;
  std::vector<Line> lines_;
  std::vector<Region> regions_;
  // Sums over the lines before each; `all` in regions of any kind.
  std::vector<std::uint64_t> prose_, weight_, linked_, all_prose_, all_weight_, all_linked_;
  std::size_t glosses_ = 0;
};

// What the element's name, role, class and id say; content when they say nothing.
Region own_region(const Document& document, NodeId id);

bool is_page_furniture(Region region);  // never part of an article's text
bool is_of_others(Region region);       // whose dates and names are never the article's

}  // namespace newsarc::extract
