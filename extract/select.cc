#include "extract/select.h"

#include <algorithm>
#include <charconv>
#include <cstdint>

#include "core/ascii.h"
#include "text/utf8.h"

namespace newsarc::extract {

namespace {

using Test = Selector::Test;
using Kind = Selector::Test::Kind;
using Combinator = Selector::Combinator;
using Compound = Selector::Compound;
using Complex = Selector::Complex;

constexpr std::string_view blanks = " \t\n\r\f";
constexpr std::size_t most_compounds = 32;  // the bits of a match mask

bool is_name(char c) {
  return is_ascii_letter(c) || is_digit(c) || c == '-' || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}

std::string lower(std::string text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

// Recursive descent over one selector text; the first error ends it.
class Parser {
 public:
  explicit Parser(std::string_view css) : css_(css) {}

  Result<std::vector<Complex>> list() {
    std::vector<Complex> alternatives;
    do {
      alternatives.push_back(complex());
    } while (error_.empty() && take(','));
    if (error_.empty() && at_ < css_.size()) fail("unexpected character");
    if (!error_.empty()) return failure(Fault::config, error_);
    return alternatives;
  }

 private:
  void fail(std::string_view what) {
    if (!error_.empty()) return;
    error_ = "selector \"" + std::string(css_) + "\", column " +
             std::to_string(text::count_code_points(css_.substr(0, at_)) + 1) + ": ";
    error_ += what;
  }

  bool peek(char c) const { return at_ < css_.size() && css_[at_] == c; }

  bool take(char c) {
    if (!peek(c)) return false;
    ++at_;
    return true;
  }

  bool skip_blanks() {
    const std::size_t begin = at_;
    while (at_ < css_.size() && is_ascii_whitespace(css_[at_])) ++at_;
    return at_ > begin;
  }

  Complex complex() {
    Complex compounds;
    Combinator before = Combinator::none;
    skip_blanks();
    do {
      compounds.push_back({before, compound()});
      before = combinator();
    } while (error_.empty() && before != Combinator::none);
    if (compounds.size() > most_compounds) fail("too many parts");
    return compounds;
  }

  Combinator combinator() {
    const bool blank = skip_blanks();
    if (at_ == css_.size() || peek(',')) return Combinator::none;
    Combinator found = blank ? Combinator::descendant : Combinator::none;
    if (take('>')) found = Combinator::child;
    if (take('+')) found = Combinator::adjacent;
    if (take('~')) found = Combinator::sibling;
    skip_blanks();
    return found;
  }

  std::vector<Test> compound() {
    std::vector<Test> tests;
    const std::size_t begin = at_;
    if (at_ < css_.size() && (peek('*') || is_name(css_[at_]))) {
      if (!take('*')) tests.push_back(type());
    }
    while (at_ < css_.size() && error_.empty() && is_simple_start(css_[at_])) {
      tests.push_back(peek(':') ? pseudo() : simple());
    }
    if (at_ == begin) fail("a selector is missing");
    return tests;
  }

  static bool is_simple_start(char c) { return c == '.' || c == '#' || c == '[' || c == ':'; }

  Test type() {
    Test test;
    test.kind = Kind::type;
    test.name = lower(name());
    return test;
  }

  std::string name() {
    const std::size_t begin = at_;
    while (at_ < css_.size() && is_name(css_[at_])) ++at_;
    if (peek('\\')) {
      fail("a name has no escapes");
    } else if (at_ == begin) {
      fail("a name is missing");
    }
    return std::string(css_.substr(begin, at_ - begin));
  }

  Test simple() {
    Test test;
    if (take('.')) {
      test.kind = Kind::word;
      test.name = "class";
      test.value = name();
    } else if (take('#')) {
      test.kind = Kind::equals;
      test.name = "id";
      test.value = name();
    } else if (take('[')) {
      test = attribute();
    } else {
      test = type();
    }
    return test;
  }

  Test attribute() {
    Test test;
    skip_blanks();
    test.name = lower(name());
    skip_blanks();
    if (take(']')) return test;
    test.kind = attribute_operator();
    skip_blanks();
    test.value = attribute_value();
    skip_blanks();
    if (!take(']')) fail("']' is missing");
    return test;
  }

  Kind attribute_operator() {
    Kind kind = Kind::equals;
    if (take('~'))
      kind = Kind::word;
    else if (take('|'))
      kind = Kind::dash;
    else if (take('^'))
      kind = Kind::prefix;
    else if (take('$'))
      kind = Kind::suffix;
    else if (take('*'))
      kind = Kind::part;
    if (!take('=')) fail("an operator or ']' is missing");
    return kind;
  }

  std::string attribute_value() {
    if (!peek('"') && !peek('\'')) return name();
    const char quote = css_[at_++];
    const std::size_t end = css_.find(quote, at_);
    if (end == std::string_view::npos) {
      fail("the quote is not closed");
      return {};
    }
    std::string value(css_.substr(at_, end - at_));
    at_ = end + 1;
    return value;
  }

  Test pseudo() {
    const std::size_t begin = at_++;
    const std::string which = lower(name());
    Test test;
    if (which == "first-child") {
      test.kind = Kind::ordinal;
      test.ordinal = 1;
    } else if (which == "nth-child" && take('(')) {
      test.kind = Kind::ordinal;
      test.ordinal = number();
      close();
    } else if (which == "not" && take('(')) {
      skip_blanks();
      test = simple();
      test.negated = true;
      close();
    } else {
      at_ = begin;
      fail("known are :not(), :first-child and :nth-child()");
    }
    return test;
  }

  std::uint32_t number() {
    skip_blanks();
    std::uint32_t value = 0;
    const auto read = std::from_chars(css_.data() + at_, css_.data() + css_.size(), value);
    if (read.ec != std::errc() || value == 0) fail("a number from 1 is missing");
    at_ = static_cast<std::size_t>(read.ptr - css_.data());
    return value;
  }

  void close() {
    skip_blanks();
    if (!take(')')) fail("')' is missing");
  }

  std::string_view css_;
  std::size_t at_ = 0;
  std::string error_;
};

bool has_word(std::string_view words, std::string_view word) {
  std::size_t at = 0;
  while (at < words.size()) {
    const std::size_t begin = std::min(words.find_first_not_of(blanks, at), words.size());
    at = std::min(words.find_first_of(blanks, begin), words.size());
    if (at > begin && words.substr(begin, at - begin) == word) return true;
  }
  return false;
}

bool value_passes(const Test& test, std::string_view value) {
  switch (test.kind) {
    case Kind::exists:
      return true;
    case Kind::equals:
      return value == test.value;
    case Kind::word:
      return has_word(value, test.value);
    case Kind::dash:
      return value.starts_with(test.value) &&
             (value.size() == test.value.size() || value[test.value.size()] == '-');
    case Kind::prefix:
      return !test.value.empty() && value.starts_with(test.value);
    case Kind::suffix:
      return !test.value.empty() && value.ends_with(test.value);
    case Kind::part:
      return !test.value.empty() && value.find(test.value) != std::string_view::npos;
    default:
      return false;
  }
}

bool passes(const Test& test, const Document& document, NodeId id) {
  bool passed = false;
  if (test.kind == Kind::type) {
    passed = document.name(id) == test.name;
  } else if (test.kind == Kind::ordinal) {
    passed = document[id].ordinal == test.ordinal;
  } else if (const auto value = document.attribute(id, test.name)) {
    passed = value_passes(test, *value);
  }
  return passed != test.negated;
}

bool passes(const Compound& compound, const Document& document, NodeId id) {
  return std::all_of(compound.tests.begin(), compound.tests.end(),
                     [&](const Test& test) { return passes(test, document, id); });
}

// Bit k of `here` says that the first k + 1 compounds match, the last of them at this node; `above`
// gathers the bits of all ancestors, `before` those of all earlier siblings.
struct Masks {
  std::uint32_t here = 0, above = 0, before = 0;
};

bool follows(Combinator combinator, std::uint32_t bit, const Masks& self, const Masks* parent,
             const Masks* previous) {
  switch (combinator) {
    case Combinator::none:
      return true;
    case Combinator::descendant:
      return (self.above & bit) != 0;
    case Combinator::child:
      return parent != nullptr && (parent->here & bit) != 0;
    case Combinator::adjacent:
      return previous != nullptr && (previous->here & bit) != 0;
    case Combinator::sibling:
      return (self.before & bit) != 0;
  }
  return false;
}

void collect(const Complex& complex, const Document& document, std::vector<NodeId>& found) {
  std::vector<Masks> masks(document.size());
  for (NodeId id = 0; id < document.size(); ++id) {
    if (!document.is_element(id)) continue;
    const Node& node = document[id];
    Masks& self = masks[id];
    const Masks* parent = node.parent == no_node ? nullptr : &masks[node.parent];
    const Masks* previous = node.previous == no_node ? nullptr : &masks[node.previous];
    if (parent != nullptr) self.above = parent->above | parent->here;
    if (previous != nullptr) self.before = previous->before | previous->here;
    for (std::size_t k = 0; k < complex.size(); ++k) {
      const std::uint32_t earlier = k == 0 ? 0 : std::uint32_t{1} << (k - 1);
      if (follows(complex[k].before, earlier, self, parent, previous) &&
          passes(complex[k], document, id)) {
        self.here |= std::uint32_t{1} << k;
      }
    }
    if ((self.here >> (complex.size() - 1)) != 0) found.push_back(id);
  }
}

}  // namespace

Result<Selector> Selector::parse(std::string_view css) {
  auto alternatives = Parser(css).list();
  if (!alternatives) return tl::unexpected(std::move(alternatives).error());
  Selector selector;
  selector.alternatives_ = *std::move(alternatives);
  return selector;
}

std::vector<NodeId> Selector::all(const Document& document) const {
  std::vector<NodeId> found;
  for (const Complex& complex : alternatives_) collect(complex, document, found);
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

}  // namespace newsarc::extract
