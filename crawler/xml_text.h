#pragma once
// XmlText: the text of a feed as XML would have it, piece by piece. Feeds break the rules that an
// XML parser must insist on; each break has one plain meaning, which is written instead:
//   what stands before the first tag, control characters, comments, instructions, the DOCTYPE with
//   all it declares                                             are left out
//   & that begins no reference; a reference to no known entity  the text it is
//   a named reference of HTML, &nbsp;                           its character
//   < that begins no tag; CDATA                                 text
//   an end tag of an outer element                              ends the ones inside it first
//   an end tag of no open element; a tag that never ends        are left out
//   attributes without quotes                                   are quoted
// Private to crawler/.

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace newsarc::crawler {

class XmlText {
 public:
  explicit XmlText(std::string_view utf8) : rest_(utf8) {}  // the text must outlive this

  // Writes at most `size` more bytes; 0 at the end. Elements left open stay open.
  std::size_t read(char* room, std::size_t size);

 private:
  void step();
  void take_text();
  void take_markup();
  void take_start_tag();
  void append_attributes(std::string_view tag);
  void append_attribute(std::string_view name, std::string_view value);
  void take_end_tag();
  void close(std::size_t depth);
  void skip_past(std::string_view mark);
  void skip_declaration();
  void append_text(std::string_view text);
  bool may_use(std::string_view name);
  void append_reference(std::string_view& text);  // or the '&' that begins none, off its front

  std::string_view rest_;
  std::string made_;                            // to be read from read_ on
  std::size_t read_ = 0;                        // bytes of it
  bool begun_ = false;                          // the first tag was seen
  std::unordered_set<std::string_view> names_;  // used so far, of elements and attributes
  std::size_t namespaces_ = 0;                  // declared so far
  std::string_view cdata_;                      // what is left of a CDATA section
  std::vector<std::string_view> open_;          // names with their prefixes
};

}  // namespace newsarc::crawler
