#pragma once
// The article's reader: title, times, body, credits, source, section and images of one parsed page,
// by a profile's rules first and heuristics where they leave something. Private to extract/.

#include <string>
#include <string_view>
#include <vector>

#include "core/capture.h"
#include "core/page.h"
#include "extract/body.h"
#include "extract/credits.h"
#include "extract/kind.h"
#include "extract/links.h"
#include "extract/metadata.h"
#include "extract/profile.h"
#include "extract/published.h"
#include "extract/title.h"
#include "extract/trace.h"

namespace newsarc::extract {

// The words by which pages label what they say; built once an Extractor.
struct Vocabulary {
  LineLabels lines;
  TimeLabels times;
  LinkLabels links;
  KindLabels kinds;
  CreditReader credits;
};

struct PageView {
  const Document& document;
  const Layout& layout;
  const Metadata& metadata;
  const Page& page;
  const Url& base;
  const std::vector<Link>& links;
  Trace* trace = nullptr;  // set when an Explanation was asked for
};

struct ArticleReading {
  Article article;
  std::vector<Evidence> evidence;
  Verdict verdict;
};

class ArticleReader {
 public:
  ArticleReader(const PageView& view, const Profile& profile, const Vocabulary& vocabulary,
                std::string_view zone)
      : view_(view), profile_(profile), vocabulary_(vocabulary), timezone_(zone) {}

  ArticleReading read();

 private:
  void read_title();
  void read_body();
  void read_times();
  void read_credits();
  void read_unlabelled_credits();
  std::string_view headline_above(std::size_t line) const;
  void read_bylines();
  void read_source();
  void read_section();
  void read_images();
  void decide();
  void explain(Trace& trace) const;
  void explain_other_lines(Trace& trace) const;
  CreditPlace place_of(std::size_t line) const;
  std::pair<std::size_t, std::size_t> credit_lines() const;
  std::optional<Stated> with_zone(std::optional<Stated> when) const;
  void note_credits(NodeId node);
  void prove(std::string_view field, std::string_view rule);

  const PageView& view_;
  const Profile& profile_;
  const Vocabulary& vocabulary_;
  std::string_view timezone_;
  ArticleReading reading_;
  Title title_;
  NodeId container_ = 0;
  // Where they stand, when it is on the page; of credits the first.
  NodeId published_ = no_node;
  NodeId credits_ = no_node;
  NodeId bylines_ = no_node;
  NodeId source_ = no_node;
  Body body_;
};

}  // namespace newsarc::extract
