#include "demo/layout.h"

#include <string_view>

namespace newsarc::demo {
namespace {

std::string escaped(std::string_view text) {
  std::string result;
  for (const char c : text) {
    switch (c) {
      case '&':
        result += "&amp;";
        break;
      case '<':
        result += "&lt;";
        break;
      case '>':
        result += "&gt;";
        break;
      case '"':
        result += "&quot;";
        break;
      default:
        result += c;
    }
  }
  return result;
}

// <name attributes>text</name>
std::string element(std::string_view tag, std::string_view text) {
  const auto name = tag.substr(0, tag.find(' '));
  std::string html = "<";
  html.append(tag).append(">").append(text).append("</").append(name).append(">");
  return html;
}

std::string link(const std::string& href, const std::string& text, std::string_view more = {}) {
  std::string html = "<a";
  html.append(more).append(" href=\"").append(escaped(href)).append("\">");
  return html.append(escaped(text)).append("</a>");
}

std::string items(const std::vector<Item>& from, std::string_view css_class) {
  std::string html = "<ul class=\"";
  html.append(css_class).append("\">\n");
  for (const auto& item : from) {
    auto line = link(item.href, item.title);
    if (!item.date.empty()) line += element("span class=\"date\"", item.date);
    html += element("li", line) + "\n";
  }
  return html + "</ul>\n";
}

std::string comments(const ArticleSheet& sheet) {
  std::string html = element("h3", sheet.words.comments) + "\n";
  for (const auto& comment : sheet.comments) {
    html += "<div class=\"comment\">" + element("b", escaped(comment.reader)) + " " +
            element("i", comment.when) + element("p", escaped(comment.text)) + "</div>\n";
  }
  return element("div class=\"comments\" id=\"comments\"", html) + "\n";
}

std::string recommended(const ArticleSheet& sheet) {
  return element("div class=\"recommend\"",
                 element("h3", sheet.words.recommended) + items(sheet.recommended, "hot")) +
         "\n";
}

std::string footer(const Words& words) {
  return element("div class=\"footer\" id=\"footer\"",
                 element("p", words.address) +
                     element("p", link("http://partner.invalid/", words.site))) +
         "\n";
}

std::string views(const ArticleSheet& sheet) {
  return sheet.words.views + "：" + std::to_string(sheet.views);
}

std::string head(const ArticleSheet& sheet) {
  return "<!DOCTYPE html>\n<html lang=\"" + sheet.language + "\">\n<head>\n<meta charset=\"" +
         sheet.charset + "\">\n" +
         element("title", escaped(sheet.title + "_" + sheet.section + "_" + sheet.words.site)) +
         "\n<meta property=\"og:title\" content=\"" + escaped(sheet.title) +
         "\">\n<link rel=\"stylesheet\" href=\"/style.css\">\n</head>\n";
}

std::string paragraphs(const ArticleSheet& sheet, std::string_view tag, std::string_view indent) {
  std::string html;
  for (const auto& paragraph : sheet.paragraphs) {
    html += element(tag, std::string(indent) + escaped(paragraph)) + "\n";
  }
  return html;
}

std::string optional_element(std::string_view tag, const std::string& text) {
  return text.empty() ? "" : element(tag, escaped(text)) + "\n";
}

// Plain blocks with classes, as site builders make them.
std::string block_layout(const ArticleSheet& sheet) {
  const auto& words = sheet.words;
  auto info = element("span", words.published + "：" + sheet.date) +
              element("span", words.source + "：" + escaped(sheet.outlet));
  if (!sheet.beside.empty()) info += element("span", escaped(sheet.beside));
  info += element("span class=\"views\"", views(sheet));
  return head(sheet) + "<body>\n" +
         element("div class=\"nav\"", link("/", words.home) + items(sheet.sections, "menu")) +
         "\n<div class=\"main\">\n" + element("h1", escaped(sheet.title)) + "\n" +
         element("div class=\"info\"", info) + "\n" +
         optional_element("p class=\"byline\"", sheet.line) + "<div class=\"content\">\n" +
         paragraphs(sheet, "p", "") + "</div>\n" +
         optional_element("div class=\"editor\"", sheet.foot) +
         element("div class=\"tools\"", link(sheet.print_href, words.print, " rel=\"nofollow\"")) +
         "\n</div>\n" + recommended(sheet) + comments(sheet) + footer(words) + "</body>\n</html>\n";
}

// Nested tables without a class to hold on to, as sites of the early 2000s are.
std::string table_layout(const ArticleSheet& sheet) {
  const auto& words = sheet.words;
  const auto row = [](const std::string& cell) { return "<tr><td>" + cell + "</td></tr>\n"; };
  std::string top = element("font size=\"5\"", element("b", escaped(sheet.title)));
  std::string line = sheet.date + "&nbsp;&nbsp;" + words.source + "：" + escaped(sheet.outlet);
  if (!sheet.beside.empty()) line += "&nbsp;&nbsp;" + escaped(sheet.beside);
  line += "&nbsp;&nbsp;" + views(sheet);
  std::string text = row(top) + row(line);
  if (!sheet.line.empty()) text += row(escaped(sheet.line));
  text += row(paragraphs(sheet, "p", "　　"));
  if (!sheet.foot.empty()) text += row(escaped(sheet.foot));
  return head(sheet) + "<body bgcolor=\"#ffffff\">\n<table width=\"960\"><tr>\n<td width=\"200\">" +
         element("b", words.sections) + items(sheet.sections, "") +
         element("b", words.recommended) + items(sheet.recommended, "") +
         "</td>\n<td>\n<table width=\"100%\">\n" + text + "</table>\n</td></tr></table>\n" +
         comments(sheet) + element("center", words.address) + "\n</body>\n</html>\n";
}

// A CMS editor's block, the way government and company sites print it.
std::string editor_layout(const ArticleSheet& sheet) {
  const auto& words = sheet.words;
  auto info = words.published + ": " + sheet.date;
  if (!sheet.beside.empty()) info += "&nbsp;" + escaped(sheet.beside);
  return head(sheet) + "<body>\n" +
         element("div class=\"lm\"", element("h4", words.sections) + items(sheet.sections, "lm")) +
         "\n" + recommended(sheet) + "<div class=\"detail\">\n" +
         element("h2 class=\"bt\"", escaped(sheet.title)) + "\n" +
         element("div class=\"sj\"", info) + "\n" +
         optional_element("div class=\"zz\"", sheet.line) + "<div class=\"TRS_Editor\">\n" +
         paragraphs(sheet, "p align=\"justify\"", "　　") + "</div>\n" +
         optional_element("div class=\"bj\"", sheet.foot) + "</div>\n" + comments(sheet) +
         footer(words) + "</body>\n</html>\n";
}

// The same site after its relaunch: other elements, other order, more furniture; not one word of
// the articles differs.
std::string relaunched_layout(const ArticleSheet& sheet) {
  const auto& words = sheet.words;
  auto meta = element("time", words.published + "：" + sheet.date) +
              element("span", words.source + "：" + escaped(sheet.outlet));
  if (!sheet.beside.empty()) meta += element("span", escaped(sheet.beside));
  return head(sheet) + "<body class=\"v2\">\n<header>" + link("/", words.home) +
         element("nav", items(sheet.sections, "nav-list")) + "</header>\n" +
         element("div class=\"crumb\"",
                 link("/", words.home) + " &gt; " + link(sheet.section_href, sheet.section)) +
         "\n<main>\n<article class=\"post\">\n" +
         element("h1 class=\"post-title\"", escaped(sheet.title)) + "\n" +
         element("div class=\"post-meta\"", meta + element("em", views(sheet))) + "\n" +
         optional_element("div class=\"post-author\"", sheet.line) +
         "<section class=\"post-body\">\n" + paragraphs(sheet, "p", "") + "</section>\n" +
         optional_element("div class=\"post-editor\"", sheet.foot) +
         "</article>\n</main>\n<aside>" + recommended(sheet) + "</aside>\n" + comments(sheet) +
         "<footer>" + element("p", words.address) + "</footer>\n</body>\n</html>\n";
}

}  // namespace

std::string render_article(int layout, const ArticleSheet& sheet) {
  if (layout == 0) return block_layout(sheet);
  if (layout == 1) return table_layout(sheet);
  return sheet.new_dress ? relaunched_layout(sheet) : editor_layout(sheet);
}

std::string render_list(const ListSheet& sheet) {
  const auto& words = sheet.words;
  std::string pages;
  if (!sheet.previous_href.empty()) pages += link(sheet.previous_href, words.previous) + " ";
  if (!sheet.next_href.empty()) pages += link(sheet.next_href, words.next, " class=\"next\"");
  return "<!DOCTYPE html>\n<html lang=\"" + sheet.language + "\">\n<head>\n<meta charset=\"" +
         sheet.charset + "\">\n" + element("title", escaped(sheet.title + "_" + words.site)) +
         "\n<link rel=\"alternate\" type=\"application/rss+xml\" href=\"/feed.xml\">\n</head>\n"
         "<body>\n" +
         element("div class=\"nav\"", link("/", words.home) + items(sheet.sections, "menu")) +
         "\n<div class=\"list\">\n" + element("h2", escaped(sheet.title)) + "\n" +
         items(sheet.items, "news") + element("div class=\"pages\"", pages) + "\n</div>\n" +
         element("p", link("/search?q=" + sheet.language, words.sections) + " " +
                          link("/admin/login", words.site)) +
         "\n" + footer(words) + "</body>\n</html>\n";
}

std::string render_feed(const std::string& title, const std::string& base,
                        const std::vector<Item>& from) {
  std::string xml =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\">\n<channel>\n" +
      element("title", escaped(title)) + "\n" + element("link", base + "/") + "\n";
  for (const auto& item : from) {
    xml += element("item", element("title", escaped(item.title)) +
                               element("link", escaped(base + item.href)) +
                               element("pubDate", item.date)) +
           "\n";
  }
  return xml + "</channel>\n</rss>\n";
}

}  // namespace newsarc::demo
