/* Words that announce a field, in the languages of the lists we have seen.  They are part
 * of what the model was trained on: a change here takes effect with the next training. */
#include "config.h"

#include "parse/cue.h"

#include "parse/token.h"

typedef struct {
  IbCue cue;
  const char *words; /* lower case, separated by blanks */
} CueWords;

static const CueWords table[] = {
  { IB_CUE_IN, "in dans en nel nella nello em у в w v" },
  { IB_CUE_EDITOR, "ed eds editor editors edited hrsg hg hgg hrg hrsgg herausgegeben herausgeber éd éds eds edd cura"
                   " dir dirs direction coord coords coordinador comp comps compiler szerk red redakcja ред" },
  { IB_CUE_TRANSLATOR, "trans transl translated translator translators übers übersetzt traduit trad traduction"
                       " traduzione traducción traductor пер перевод ins" },
  { IB_CUE_AND, "and und et y e és och og i и & with mit avec con" },
  { IB_CUE_ETAL, "al others andere altri autres ua др mfl" },
  { IB_CUE_VOLUME,
    "vol vols volume volumes v bd band bde bände jg jahrgang jahrg tome tom tomo t т том köt volumen cilt" },
  { IB_CUE_ISSUE, "no nos nr num núm number numero numéro número n issue issues iss heft h fasc fascicolo fascicule sz"
                  " suppl supplement part pt № выпуск вып sayı zeszyt z" },
  { IB_CUE_PAGES,
    "pp p pg pgs page pages seite seiten s ss pag pagg págs páginas pagine стр с blz bls str f ff sq col cols" },
  { IB_CUE_EDITION, "edition edn aufl auflage édition edizione ediz edición ausg ausgabe wyd kiadás изд rev revised" },
  { IB_CUE_PRESS, "press verlag publisher publishers publishing publications publ editore edizioni éditions editions"
                  " editorial ediciones издательство wydawnictwo kiadó books verl tipografia typographia stamperia"
                  " presses forlag uitgeverij editrice libraire librairie sons nakladatelství wiley springer elsevier"
                  " routledge sage blackwell palgrave macmillan" },
  { IB_CUE_BODY,
    "university universität université università universidad universiteit uniwersytet institute institut"
    " instituto istituto department ministry ministerium commission kommission committee council agency"
    " organization organisation association society gesellschaft bundesamt office bureau board bank foundation"
    " stiftung center centre zentrum corporation company inc ltd gmbh llc group consortium academy akademie"
    " government parliament union nations college school laboratory lab" },
  { IB_CUE_JOURNAL,
    "journal j zeitschrift zs review revue rivista revista annals annalen annales annali archives archiv"
    " archive archivio bulletin boletín bollettino letters lett rev phys chem biol med math sci trans"
    " transactions magazine newspaper times quarterly jahrbuch annual zeitung studi studies journals"
    " forschung acta mitteilungen вестник журнал archivum časopis dergisi czasopismo" },
  { IB_CUE_MEETING,
    "proceedings proc conference conf symposium symp workshop congress kongress congrès meeting meetings"
    " colloquium tagung atti actes convegno colloque congreso конференция" },
  { IB_CUE_THESIS,
    "thesis dissertation diss phd doctoral master masters msc diplomarbeit habilitation habilitationsschrift"
    " thèse tesi tesis magisterarbeit bachelorarbeit masterarbeit диссертация" },
  { IB_CUE_REPORT,
    "report bericht rapport technical tech working paper papers arbeitspapier diskussionspapier discussion"
    " memo memorandum manuscript preprint unpublished mimeo standard patent" },
  { IB_CUE_SERIES,
    "series serie reihe schriftenreihe collection collana lecture notes beiträge schriften bibliothek monographs"
    " monograph coll" },
  { IB_CUE_ACCESSED,
    "accessed retrieved visited viewed cited consulted downloaded zugriff abgerufen abruf zugegriffen stand"
    " consulté consultado consultata consultato consultada visité dostęp обращения geraadpleegd hämtad"
    " erişim acesso acedido acessado アクセス 閲覧 besøgt lest citováno letöltve hozzáférés checked access"
    " abgefragt eingesehen gesehen ultimo vizualizat lesedato 访问" },
  { IB_CUE_AVAILABLE,
    "available online url verfügbar erhältlich disponible disponibile web website homepage internet link"
    " http https www from unter à dostępny доступа режим электронный tillgänglig adresi saatavilla" },
  { IB_CUE_MONTH,
    "january february march april may june july august september october november december jan feb mar apr"
    " jun jul aug sep sept oct nov dec januar februar märz mai juni juli oktober dezember okt dez janvier"
    " février mars avril juin juillet août septembre octobre novembre décembre enero febrero marzo abril mayo"
    " junio julio agosto septiembre octubre noviembre diciembre gennaio febbraio aprile maggio giugno luglio"
    " settembre ottobre dicembre января февраля марта апреля мая июня июля августа сентября октября ноября"
    " декабря stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada"
    " grudnia ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık janeiro fevereiro"
    " março maio junho julho setembro outubro dezembro januari februari maart mei augustus farvardin" },
  { IB_CUE_SEASON,
    "spring summer autumn fall winter frühjahr sommer herbst printemps été automne hiver primavera verano" },
  { IB_CUE_PARTICLE,
    "von van de der den del della di da du des la le ten ter zu zum zur vom dos das af al el ibn bin mac mc o d" },
  { IB_CUE_SUFFIX, "jr sr ii iii iv junior senior" },
  { IB_CUE_PLACE,
    "london new york berlin paris oxford cambridge münchen munich frankfurt wien vienna zürich stuttgart"
    " hamburg köln leipzig opladen wiesbaden tübingen göttingen princeton boston chicago amsterdam dordrecht"
    " venezia roma milano firenze torino padova bologna napoli madrid barcelona moscow москва мoscow tokyo"
    " washington philadelphia baltimore bonn bern basel baden weinheim heidelberg bielefeld würzburg warszawa"
    " budapest prague praha stockholm oslo copenhagen geneva genève lyon bruxelles brussels leiden hague"
    " haag tehran minsk kiev kyiv vilnius riga tallinn helsinki" },
  { IB_CUE_DOI, "doi" },
  { IB_CUE_ISBN, "isbn issn" },
  { IB_CUE_EPRINT, "arxiv pmid pmcid pmc hep astro cond gr quant ssrn urn hdl" },
  { IB_CUE_NODATE, "nd sine undated" },
  { IB_CUE_LANGUAGE, "persian russian german french english chinese arabic japanese spanish italian polish ukrainian"
                     " turkish portuguese hungarian czech korean" },
  { IB_CUE_FORTHCOMING, "forthcoming press submitted accepted erscheinen vorbereitung preparation impress" },
  { IB_CUE_STOP, "the a an of for on to at by der die das des ein eine zum le les l un une il lo gli el los las de la"
                 " and und from with as between zur im über für auf per sur pour al" },
};

#define N_SLOTS 4096

typedef struct {
  guint32 word[N_SLOTS];
  guint8 cue[N_SLOTS];
} CueIndex;

static void
add_word(CueIndex *index, const char *word, IbCue cue)
{
  guint32 h = ib_hash_word(word);
  guint at = h % N_SLOTS;
  while (index->cue[at] && index->word[at] != h)
    at = (at + 1) % N_SLOTS;
  if (index->cue[at])
    return; /* the first row wins: "von" is a particle before a stop word */
  index->word[at] = h;
  index->cue[at] = cue;
}

static gpointer
build(gpointer unused)
{
  CueIndex *index = g_new0(CueIndex, 1);
  for (guint i = 0; i < G_N_ELEMENTS(table); i++) {
    g_auto(GStrv) words = g_strsplit(table[i].words, " ", -1);
    for (guint k = 0; words[k]; k++)
      if (words[k][0])
        add_word(index, words[k], table[i].cue);
  }
  return index;
}

IbCue
ib_cue(guint32 word)
{
  static GOnce once = G_ONCE_INIT;
  const CueIndex *index = g_once(&once, build, NULL);
  for (guint at = word % N_SLOTS; index->cue[at]; at = (at + 1) % N_SLOTS)
    if (index->word[at] == word)
      return index->cue[at];
  return IB_CUE_NONE;
}
