// The vocabulary of class names, ids and roles by which pages mark what a stretch is there for.

#include <algorithm>
#include <array>
#include <string>

#include "extract/layout.h"

namespace newsarc::extract {

namespace {

struct Stem {
  std::string_view text;
  Region region;
  bool whole;  // else a word may go on after it: comment -> commentlist
};

// Words of class names and ids, from English, pinyin and the names of well-known widgets.
constexpr Stem stems[] = {
    {"nav", Region::navigation, true},
    {"navbar", Region::navigation, false},
    {"navigation", Region::navigation, false},
    {"menu", Region::navigation, true},
    {"menus", Region::navigation, true},
    {"submenu", Region::navigation, true},
    {"breadcrumb", Region::navigation, false},
    {"crumb", Region::navigation, false},
    {"crumbs", Region::navigation, true},
    {"mbx", Region::navigation, true},
    {"pager", Region::navigation, true},
    {"pagination", Region::navigation, false},
    {"pagenav", Region::navigation, false},
    {"daohang", Region::navigation, true},
    {"skiplink", Region::navigation, false},
    {"toolbar", Region::navigation, true},
    {"sitemap", Region::navigation, true},

    {"related", Region::related, false},
    {"relate", Region::related, true},
    {"recommend", Region::related, false},
    {"rec", Region::related, true},
    {"recirc", Region::related, false},
    {"xiangguan", Region::related, false},
    {"tuijian", Region::related, false},
    {"xgxw", Region::related, true},
    {"xgyd", Region::related, true},
    {"hot", Region::related, true},
    {"hotnews", Region::related, false},
    {"rank", Region::related, true},
    {"ranking", Region::related, true},
    {"paihang", Region::related, false},
    {"popular", Region::related, true},
    {"trending", Region::related, true},
    {"mostread", Region::related, false},
    {"mostpopular", Region::related, false},
    {"morenews", Region::related, false},
    {"morestories", Region::related, false},
    {"morefrom", Region::related, false},
    {"readmore", Region::related, false},
    {"readnext", Region::related, false},
    {"readalso", Region::related, false},
    {"similar", Region::related, true},
    {"teaser", Region::related, true},
    {"teasers", Region::related, true},
    {"outbrain", Region::related, false},
    {"taboola", Region::related, false},
    {"prevnext", Region::related, false},
    {"tags", Region::related, true},
    {"taglist", Region::related, true},
    {"tagcloud", Region::related, true},
    {"keywords", Region::related, true},

    {"commentary", Region::content, true},  // an opinion piece
    {"comment", Region::comments, false},
    {"cmt", Region::comments, true},
    {"cmts", Region::comments, true},
    {"disqus", Region::comments, false},
    {"respond", Region::comments, true},
    {"replies", Region::comments, true},
    {"pinglun", Region::comments, false},
    {"guestbook", Region::comments, true},
    {"talkback", Region::comments, true},

    {"share", Region::share, true},
    {"sharing", Region::share, true},
    {"shares", Region::share, true},
    {"social", Region::share, true},
    {"socials", Region::share, true},
    {"sns", Region::share, true},
    {"bdshare", Region::share, false},
    {"bdsharebuttonbox", Region::share, false},
    {"jiathis", Region::share, false},
    {"addthis", Region::share, false},
    {"sharebar", Region::share, false},
    {"sharebox", Region::share, false},
    {"sharetools", Region::share, false},
    {"sharedaddy", Region::share, false},
    {"fenxiang", Region::share, false},
    {"qrcode", Region::share, false},
    {"ewm", Region::share, true},
    {"erweima", Region::share, true},

    {"sidebar", Region::aside, false},
    {"aside", Region::aside, true},
    {"rail", Region::aside, true},
    {"rightrail", Region::aside, true},
    {"widget", Region::aside, true},
    {"widgets", Region::aside, true},

    {"ad", Region::advert, true},
    {"ads", Region::advert, true},
    {"adv", Region::advert, true},
    {"advert", Region::advert, false},
    {"adsense", Region::advert, false},
    {"adsbygoogle", Region::advert, false},
    {"adslot", Region::advert, true},
    {"adbox", Region::advert, true},
    {"banner", Region::advert, true},
    {"guanggao", Region::advert, false},
    {"sponsor", Region::advert, false},
    {"promo", Region::advert, true},
    {"promos", Region::advert, true},
    {"promotion", Region::advert, true},

    {"newsletter", Region::form, false},
    {"subscribe", Region::form, true},
    {"subscription", Region::form, true},
    {"signup", Region::form, false},
    {"login", Region::form, true},
    {"search", Region::form, true},
    {"searchbox", Region::form, true},
    {"searchform", Region::form, true},
    // Not "paywall": schema.org has pages mark the very text by it (isAccessibleForFree).
    {"cookie", Region::form, false},
    {"consent", Region::form, true},
    {"gdpr", Region::form, true},
    {"modal", Region::form, true},
    {"popup", Region::form, true},
    {"lightbox", Region::form, true},
    {"donate", Region::form, true},
    {"donation", Region::form, true},

    {"footer", Region::footer, false},
    {"foot", Region::footer, true},
    {"copyright", Region::footer, false},
    {"banquan", Region::footer, false},
    {"colophon", Region::footer, true},
    {"disclaimer", Region::footer, true},
    {"mianze", Region::footer, false},

    {"masthead", Region::header, true},
    {"topbar", Region::header, true},

    {"byline", Region::information, false},
    {"dateline", Region::information, true},
    {"timestamp", Region::information, true},
    {"pubdate", Region::information, true},
    {"postmeta", Region::information, true},
    {"meta", Region::information, true},
    {"metadata", Region::information, true},
    {"info", Region::information, true},
    {"zebian", Region::information, true},
    {"author", Region::information, true},
    {"authors", Region::information, true},
    {"bio", Region::information, true},
    {"biography", Region::information, true},
    {"authorbio", Region::information, true},
    {"authorbox", Region::information, true},

    {"caption", Region::caption, false},
    {"figcaption", Region::caption, true},
    {"credit", Region::caption, true},
    {"credits", Region::caption, true},
    {"imagecredit", Region::caption, true},
    {"photocredit", Region::caption, true},
};

Region word_region(std::string_view word) {
  for (const Stem& stem : stems) {
    if (stem.whole ? word == stem.text : word.starts_with(stem.text)) return stem.region;
  }
  return Region::content;
}

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }

// The first telling word of "entry-footer shareBox" and the like. A word is a run of letters that
// no capital begins anew.
Region words_region(std::string_view names) {
  std::string word;
  for (std::size_t i = 0; i <= names.size(); ++i) {
    const char c = i < names.size() ? names[i] : ' ';
    const bool begins = is_upper(c) && i > 0 && is_lower(names[i - 1]);
    if (!is_upper(c) && !is_lower(c)) {
      if (const Region found = word_region(word); found != Region::content) return found;
      word.clear();
      continue;
    }
    if (begins) {
      if (const Region found = word_region(word); found != Region::content) return found;
      word.clear();
    }
    word += is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return Region::content;
}

Region role_region(std::string_view role) {
  if (role == "navigation" || role == "menu" || role == "menubar") return Region::navigation;
  if (role == "complementary") return Region::aside;
  if (role == "contentinfo") return Region::footer;
  if (role == "search" || role == "dialog" || role == "alertdialog") return Region::form;
  return Region::content;
}

Region tag_region(Tag tag) {
  switch (tag) {
    case Tag::nav:
    case Tag::menu:
      return Region::navigation;
    case Tag::aside:
      return Region::aside;
    case Tag::footer:
      return Region::footer;
    case Tag::header:
      return Region::header;
    case Tag::figcaption:
    case Tag::caption:
      return Region::caption;
    case Tag::button:
    case Tag::form:
      return Region::form;
    default:
      return Region::content;
  }
}

// A figure is a picture with its caption; some hold a quotation or a table of data instead.
bool is_picture(const Document& document, NodeId figure) {
  constexpr NodeId looked_at = 100;
  const NodeId end = std::min(document[figure].end, figure + looked_at);
  for (NodeId id = figure + 1; id < end; ++id) {
    const Tag tag = document.tag(id);
    if (tag == Tag::p || tag == Tag::blockquote || tag == Tag::table || tag == Tag::pre)
      return false;
  }
  return true;
}

}  // namespace

Region own_region(const Document& document, NodeId id) {
  const Tag tag = document.tag(id);
  if (tag == Tag::html || tag == Tag::body || tag == Tag::main || tag == Tag::article) {
    return Region::content;
  }
  if (const Region found = tag_region(tag); found != Region::content) return found;
  if (tag == Tag::figure && is_picture(document, id)) return Region::caption;
  if (const auto role = document.attribute(id, "role")) {
    if (const Region found = role_region(*role); found != Region::content) return found;
  }
  if (const auto names = document.attribute(id, "class")) {
    if (const Region found = words_region(*names); found != Region::content) return found;
  }
  if (const auto names = document.attribute(id, "id")) return words_region(*names);
  return Region::content;
}

bool is_page_furniture(Region region) {
  return region != Region::content && region != Region::caption;
}

bool is_of_others(Region region) {
  return region == Region::comments || region == Region::related || region == Region::navigation;
}

}  // namespace newsarc::extract
