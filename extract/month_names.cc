#include "extract/month_names.h"

#include <algorithm>
#include <array>
#include <unordered_map>

namespace newsarc::extract {

namespace {

// Folded names, January first, in the form that stands in dates (often a genitive), and their
// abbreviations without the dot. Where languages quarrel the larger one has the word: listopada is
// November in Polish and October in Croatian.
constexpr std::array<std::string_view, 12> names_by_month = {
    "january jan januar janvier janv enero ene gennaio gen janeiro januari jänner stycznia "
    "styczeń января январь янв ocak oca ledna januára január ianuarie ian tammikuuta "
    "tammikuu ιανουαρίου ιανουάριοσ ιαν січня siječnja sijecnja јануар јануара janvāris "
    "janvārī sausio јан јануари януари يناير gener xaneiro janúar januarie",
    "february feb februar février févr fevrier febrero febbraio fevereiro fev februari "
    "feber lutego luty lut февраля февраль фев şubat şub února februára február februarie "
    "helmikuuta helmikuu φεβρουαρίου φεβρουάριοσ φεβ лютого veljače veljace фебруар "
    "фебруара февруари vasario فبراير febrer febrúar",
    "march mar märz mär maerz mars marzo março marco maart mrt marca marzec marts марта "
    "март мар mart březen března marec március márc martie maaliskuuta maaliskuu μαρτίου "
    "μάρτιοσ μαρ березня ožujka ozujka kovo مارس maret",
    "april apr avril avr abril abr aprile kwietnia kwiecień kwi апреля апрель апр nisan nis "
    "duben dubna apríla április ápr aprilie huhtikuuta huhtikuu απριλίου απρίλιοσ απρ "
    "квітня travnja април aprīlis balandžio أبريل ابريل apríl",
    "may mai mayo maggio mag maio mei maja maj мая май mayıs květen května mája május máj "
    "toukokuuta toukokuu μαΐου μάιοσ μαϊ травня svibnja мај маја gegužės مايو maig maí",
    "june jun juni juin junio giugno giu junho czerwca czerwiec cze июня июнь июн haziran "
    "haz červen června júna június jún iunie iun kesäkuuta kesäkuu ιουνίου ιούνιοσ ιουν "
    "червня lipnja јун јуна birželio يونيو يونيه juny júní juno",
    "july jul juli juillet juil julio luglio lug julho lipca lipiec июля июль июл temmuz "
    "tem červenec července júla július júl iulie iul heinäkuuta heinäkuu ιουλίου ιούλιοσ "
    "ιουλ липня srpnja јул јула liepos يوليو يوليه juliol júlí julei",
    "august aug août aout agosto ago agustus augustus augusti sierpnia sierpień sie августа "
    "август авг ağustos ağu srpen srpna augusta augusztus elokuuta elokuu αυγούστου "
    "αύγουστοσ αυγ серпня kolovoza rugpjūčio أغسطس اغسطس agost ágúst",
    "september sept sep septembre septiembre settembre set setembro września wrzesień wrz "
    "сентября сентябрь сен сент eylül eyl září zari septembra szeptember szept septembrie "
    "syyskuuta syyskuu σεπτεμβρίου σεπτέμβριοσ σεπ вересня rujna септембар септембра "
    "септември rugsėjo سبتمبر setembre",
    "october oct oktober okt octobre octubre ottobre ott outubro out października "
    "październik paź октября октябрь окт ekim eki říjen října rijna októbra október "
    "octombrie lokakuuta lokakuu οκτωβρίου οκτώβριοσ οκτ жовтня октобар октобра октомври "
    "spalio أكتوبر اكتوبر",
    "november nov novembre noviembre novembro listopada listopad lis ноября ноябрь ноя "
    "kasım kas listopadu novembra noiembrie noi marraskuuta marraskuu νοεμβρίου νοέμβριοσ "
    "νοε листопада studenoga studenog новембар новембра ноември lapkričio نوفمبر",
    "december dec dezember dez décembre déc decembre diciembre dic dicembre dezembro "
    "desember des grudnia grudzień gru декабря декабрь дек aralık ara prosinec prosince "
    "decembra decembrie joulukuuta joulukuu δεκεμβρίου δεκέμβριοσ δεκ грудня prosinca "
    "децембар децембра декември gruodžio ديسمبر desembre",
};

std::unordered_map<std::string_view, int> numbers_by_name() {
  std::unordered_map<std::string_view, int> numbers;
  for (std::size_t month = 0; month < names_by_month.size(); ++month) {
    std::string_view rest = names_by_month[month];
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find(' '), rest.size());
      numbers.emplace(rest.substr(0, end), static_cast<int>(month) + 1);
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }
  return numbers;
}

}  // namespace

std::optional<int> month_number(std::string_view word) {
  static const auto numbers = numbers_by_name();
  const auto found = numbers.find(word);
  if (found == numbers.end()) return std::nullopt;
  return found->second;
}

}  // namespace newsarc::extract
