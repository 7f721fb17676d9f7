/* The styles to train on: our own patterns after the customs of physics, medicine, the
 * humanities, law and the social sciences in several languages. */
#include "config.h"

#include "parse/style.h"

static const char *const articles[] = {
  "{A} ({D}), “{T}”, {C}[, Vol. {V}][ No. {N}][, pp. {P}]< [\\[{Q}\\]]|>.",
  "{A} ({D}), “{T}”, {C}[, Vol. {V}][, No. {N}][, pp.{P}]< [\\[{Q}\\]]|>.",
  "{A} ({D}). {T}. {C}[, {V}][({N})][, {P}].[ <https://doi.org/|doi:|doi: |DOI: |>{O}<.|>]",
  "{A} ({D}) {T}. {C}[ {V}][({N})][:{P}]",
  "{A} ({D}) {T}. {C}[ {V}][ ({N})][: {P}].",
  "{A}. ({D}). {T}. {C}[ {V}][, {N}][, {P}].",
  "{A}. {T}. {C}[ {D}][;{V}][({N})][:{P}].",
  "{A}. {T}. {C}. {D}[;{V}][({N})][:{P}].[ doi: {O}.]",
  "{A}: {T}. {C}[ {D}][, {V}][:{P}].",
  "{A}: {T}. {C}[ {V}][({N})][ ({D})][ {P}].",
  "{A}, {T}, {C}[ {V}][({N})][ ({D})][ {P}].",
  "{A}, “{T},” {C}[ {V}][, no. {N}][ ({D})][: {P}].",
  "{A}. “{T}.” {C}[ {V}][, no. {N}][ ({D})][: {P}].[ <https://doi.org/|doi:>{O}.]",
  "{A}. \"{T}.\" {C}[ {V}][.{N}][ ({D})][: {P}]. <Print.|>",
  "{A}, \"{T},\" {C}[, vol. {V}][, no. {N}][, pp. {P}], {D}.[ doi: {O}.]",
  "{A}, “{T}” {C}[, vol. {V}][, no. {N}][, pp. {P}], {D}.",
  "{A}, {C}[ {V}][, {P}][ ({D})].",
  "{A}, {C}[ {V}][ ({D})][ {P}]<.|>",
  "{A}, {C}[ {V}]({D})[{P}]",
  "{A}, {C}[ {V}][, no. {N}][ ({D})][, {P}]; ",
  "{A}, {C} [{V}, ]{P} ({D}).[ \\[{Z}\\]]",
  "{A}: {C}[ <|vol. |v.>{V}][, {P}], {D}.",
  "{A} ({D}): {T}. In: {C}[ {V}][ ({N})][, S. {P}].",
  "{A} ({D}): {T}. In: {C}[, <Jg.|Bd.|Vol.> {V}][, <H.|Heft|Nr.> {N}][, S. {P}].",
  "{A} ({D}): {T}, in: {C}[ {V}][, {N}][, {P}].",
  "{A} {D}: {T}, in: {C}[, {V}][, {N}][: {P}].",
  "{A} {D}: {T}. {C}[ {V}][/{N}][, {P}].",
  "{A}: {T}, in: {C}[ {V}]< |/>({D})[, H. {N}][, S. {P}].",
  "{A}: {T}. In: {C}[ {V}][, {D}][, Nr. {N}][, S. <|ff. >{P}]<.|>",
  "{A}: {T}, in: {C}[, <Jg.|Jahrgang> {V}][, Nr. {N}], {D}[, S. {P}].",
  "{A}. {T} // {C}. {D}.[ <Т.|Vol.> {V}.][ <№|No.> {N}.][ <С.|P.> {P}.]",
  "{A}. {T} // {C}. – {D}.[ – Т. {V}][, № {N}.][ – С. {P}.]",
  "{A}, {T}, «{C}»[, {V}] ({D})[, pp. {P}].",
  "{A}, {T}, in «{C}»[, <|vol. >{V}][, n. {N}] ({D})[, <p.|pp.> {P}].",
  "{A}, {T}, in {C}[, {V}], {D}[, <p.|pp.> {P}].",
  "{A}, « {T} », {C}[, <t.|vol.|no> {V}][, n° {N}], {D}[, p. {P}].",
  "{A}, « {T} », <dans|in> {C}[, {V}], {D}[, p. {P}].",
  "{A}. {T}. {C}, {D}[, vol. {V}][, n° {N}][, p. {P}].",
  "{A}, '{T}' ({D})[ {V}] {C}[ {P}].",
  "{A} '{T}' ({D})[ {V}][({N})] {C}[ {P}]",
  "{A}, ‘{T}’ \\[{D}\\][ {V}] {C}[ {P}]",
  "{A}, {T}[, {V}] <U. |>{C}[ {P}] ({D}).",
  "{A}, ‘{T}’, {C}[, {V}][/{N}] ({D})[, {P}].",
  "{A} ({D}) ‘{T}’, {C}[, {V}][({N})][: {P}].",
  "{A} ({D}) '{T}', {C}[ {V}][, {N}][, pp. {P}].",
  "{A}, {D}. {T}. {C}[ {V}][, {P}].[ <https://doi.org/|doi:|http://dx.doi.org/>{O}.]",
  "{A}, {D}. {T}. {C}[, {V}][({N})][, <|pp. |p.>{P}].",
  "{A} {D}. {T}. {C}[ {V}][({N})][: {P}].",
  "{A} {D}. {T}. {C}[, {V}][, {P}]",
  "{A} {D}. {T}. — {C}[ {V}][: {P}].",
  "{D} {A}, {T}, {C}[, {V}][, {P}].",
  "{D}. {A}. {T}. {C}[, {V}][({N})][, {P}].",
  "{A}. {D}. “{T}.” {C}[ {V}][ ({N})][: {P}].",
  "{A}. {D}. \"{T}\". {C}[ {V}][({N})][: {P}].[ doi:{O}]",
  "{A} / {T} / {C}[ {V}][, {N}] / {D}[ / {P}].",
  "{A}. {T}[. {C}][, {D}][, {V}][({N})][, {P}].",
  "{C}, {D}, {T}[, vol. {V}][, {P}].",
  "({D})[ {V}] {C}[ {P}]",
  "{A}, {C} {D}, S. {P}<| f.| ff.>",
  "{A}, {T}, {C} {D}, <S. |>{P}<| f.| ff.>.",
  "{A}, {T}, in: {C} {D}, S. {P}<| ff.>",
  "{A}, {T}, in: {C}[ {V}] ({D}), S. {P}<|, hier S. 12| (15)>.",
  "{A}, “{T}”, ({D})[ {V}][({N})] {C}[ {P}]< at 12|, 15|>",
  "{A} ({D}), '{T}', {C}[, {V}][:{N}][, {P}].",
  "{A} {D}. {T}. {C}[, {V}][: {P}]<, pls. 1–4|, figs 1–3| [in part]|>.",
  "{A}, {D}. {T}. – {C}[, {V}][ ({N})][: {P}].",
  "{A} ({D}) {T}. — {C} <|(n.s.) >{V}[, {P}]<, pl. 2|>.",
  "{A}. {D}. {T}. {C} ser. <2|3|4>[, {V}][: {P}].",
  "{A}. {T}. {C}[, {V}][({N})][:{P}], <June|July|Nov.|Spring|> {D}.",
  "{A}. {T}. {C}[, vol. {V}][, no. {N}][, pages {P}], {D}.",
  "{A} {T} {C} {D}[ {V}][ {P}]",
  "{A} {D} {T} {C}[ {V}][ {P}]",
  "{A} {D} {T} {C} {V}[({N})] {P}",
  "{A}. {T}. {C}[ {V}]:{P} ({D}).[ PMID: {Z}]",
  "{A}. {T}. {C} {D} <Jan|Feb|Apr|Oct>[;{V}][({N})][:{P}]. <Epub {D}.|>",
  "{A}, {T}, <in|In>: {C}[, {V}] ({D})[ {N}], S. {P}.",
  "{A}: {T}. In: {C}[ {V}] ({D}) {N}, S. {P}.",
  "{A}, {T}, {C}[, {V}] ({D})<,|> no. {N}<,|> {P}[, \\[{Z}\\]].",
  "{A}. {T}. {C}[ {V}] ({D}), no. {N}, {P}.< MR0468014| MR2217606|>",
  "{A} ({D}). {T}. {C}[ {V}] {P}.< MR0468014| MR1045623|>",
  "{A}, {T}, {C}[ {V}] ({D}) {P}[ \\[<arXiv:|>{Z}\\]]<|\\[INSPIRE\\]| \\[INSPIRE\\]>.",
  "{A}, {C}[ {V}] ({D}) {P}[, {Z}][, doi:{O}]",
  "{A} {T}. {C} {D}[; {V}], pages {P}.",
  "{A} {C} {D}[; {V}][({N})]:{P}.",
  "{A} {C} {D}[; {V}], pages {P}.",
  "{A}. {C}<|,>[ {V}], {P} ({D}).",
  "{A}, “{T},” {C}[, vol. {V}][, no. {N}], article <|no. >{P}, {D}.",
  "{A}, {D}, \"{T}\", {C}[, vol. {V}], n°< |>{N}: {P}.",
  "{A}, '{T}', {C}[, Volume {V}][, Issue {N}], {D}, Pages {P}, ISSN <0960-1481|1468-0262>.",
  "{A}. {T}. {C}. <Ano|Año> {V}[ n. {N}], p. {P}, {D}.",
  "{A}, '{T},' {C}, 제{V}권[, 제{N}호], {D}[, pp.{P}].",
  "{A}. {D}. {T}. {C} <第|>{V}<卷|巻>[第{N}<期|号>][: {P}].",
  "{A}: {T}. {C} <Jg. |>{V}, <Heft|H.> {N}, Nr. 98[, {D}], S. {P}.",
  "{A} ({D}) {T}. {C} <(2)|(8)|(n.s.)|(N.S.)> {V}: {P}<, pl. 9| + pls. 7–18|>.",
  "<{A} {D}.|{A}. {D}.> {T}. {C}, {V}[({N})]: {P}<, pls 18–20|, figs 1–3>.",
};

static const char *const chapters[] = {
  "{A} ({D}), “{T}”, in {E} (<ed|eds>.), {C}[, {L}: {U}][, pp. {P}].",
  "{A} ({D}). {T}. In {E} (<Ed|Eds>.), {C}[ (pp. {P})].[ {L}: {U}.]",
  "{A} ({D}). {T}. In {E} (<Ed|Eds>.), {C}[ (<{F} ed., |>pp. {P})].[ {U}.]",
  "{A}. {T}. In: {E}, <editor|editors|eds>. {C}.[ {F} ed.][ {L}: {U};] {D}.[ p. {P}.]",
  "{A} ({D}) {T}. In: {E} (eds) {C}.[ {U},][ {L},][ pp {P}]",
  "{A} ({D}): {T}. In: {E} (<Hg|Hrsg>.): {C}.[ {L}: {U},][ S. {P}].",
  "{A} ({D}): {T}, in: {E} (<Hg|Hrsg>.), {C}[, {L}: {U}][, {P}].",
  "{A} ({D}): {T}. In: {E} (<Hg|Hrsg|Hgg>.): {C}.[ {L}][, S. {P}].",
  "{A} {D}: {T}, in: {E} (Hrsg.): {C}[, {L}][, {P}].",
  "{A}: {T}, in: {E} (Hg.), {C}[, {L}] {D}[, S. {P}].",
  "{A}: {T}, in: {C}, <hg|hrsg>. v. {E}[, {L}] {D}[, S. {P}].",
  "{A}: {T}. In: {C}. Hrsg. von {E}.[ {L}: {U}] {D}[, S. {P}].",
  "{A}, “{T},” in {C}, ed. {E}[ ({L}: {U}, {D})][, {P}].",
  "{A}. “{T}.” In {C}, edited by {E}[, {P}].[ {L}: {U},] {D}.",
  "{A}. \"{T}.\" {C}. Ed. {E}.[ {L}: {U},] {D}.[ {P}.] <Print.|>",
  "{A}, \"{T},\" in {C}[, {E}, Eds.][. {L}: {U}], {D}[, pp. {P}].",
  "{A}, {T}, in {C}, a cura di {E}[, {L}][, {U}] {D}[, pp. {P}].",
  "{A}, {T}, in {C}[, {L}] {D}[, pp. {P}].",
  "{A}, « {T} », in {E} (dir.), {C}[, {L}][, {U}], {D}[, p. {P}].",
  "{A}, ‘{T}’ in {E} (eds), {C}[ ({U}, {D})][ {P}].",
  "{A}, '{T}' in {E} (ed), {C}[ ({L}: {U} {D})].",
  "{A} ({D}) ‘{T}’, in {E} (eds) {C}[, pp. {P}].[ {L}: {U}].",
  "{A}, {D}. {T}. In: {E} (Eds.), {C}.[ {U}][, {L}][, pp. {P}].",
  "{A} {D}. {T}. Pp. {P} in {C}, edited by {E}.[ {L}: {U}].",
  "{A}. {T}. In {E}, editors, {C}[, volume {V} of {S}][, pages {P}].[ {U},] {D}.",
  "{A}. {T}. In {C}[, pages {P}][, {L}], {D}[. {U}].",
  "{A}, {T}, in {C}[, {L}], {D}[, pp. {P}].",
  "{A}, in {C}, edited by {E} ({U}, {L}, {D})[, p. {P}].",
  "{A} ({D}). {T}. <In |In: |>{C}[, {L}][, pp. {P}].",
  "{A} ({D}), {T}, in {C}[, {S}][ {V}][, {U}][, {L}][, {P}].",
  "{A}, {T}, in: {E} (Hg.), {C}, {D}, S. {P}<| ff.>",
  "{A}, in: {E}, {C}[, {F}. Aufl.][, {L}] {D}, {P}.",
  "{A}. {T}. In {E}, editor, {C}[, volume {V}][, pages {P}]. {U}[, {L}], {D}.",
  "{A}. {T}. {C}[, {L}], pages {P}, {D}.",
  "{A} {D}. {T}. <in|In|Pp. {P} in>: {E} (<ed|eds>), {C}. {U}[, {L}].",
};

static const char *const books[] = {
  "{A} ({D}), {T}, {L}: {U}< [\\[{Q}\\]]|>.",
  "{A} ({D}). {T}[ ({F} ed.)]. {L}: {U}.",
  "{A} ({D}). {T}[ ({F} ed.)]. {U}.[ ISBN {B}.]",
  "{A} ({D}) {T}[, {F} <edn|ed.>].[ {L}: {U}].",
  "{A} ({D}) {T}.[ {U},][ {L}]",
  "{A} ({D}): {T}.[ {F}. Auflage.][ {L}: {U}].",
  "{A} ({D}): {T}.[ {L}].",
  "{A} ({D}): {T}, {L}.",
  "{A} {D}: {T}[, {F}. Aufl.][, {L}: {U}].",
  "{A} {D}: {T}, {L}.",
  "{A}: {T}.[ {L}: {U}] {D}.",
  "{A}: {T}[, {L}] {D}.",
  "{A}: {T}, {F}. Aufl.[, {L}][ ({U})] {D}.",
  "{A}: {T}.[ {F}. Aufl.][ {L}: {U},] {D}.[ (= {S}[, {V}])]",
  "{A}: {T} ({S}[, Bd. {V}])[, {L}] {D}.",
  "{A}. {T}.[ {L}: {U},] {D}.",
  "{A}. {T}.[ {F} ed.][ {L}: {U};] {D}.",
  "{A}. {T}.[ {L}: {U},] {D}. <Print.|>[ ISBN: {B}]",
  "{A}, {T} ({L}: {U}, {D})<.|, {P}.>",
  "{A}, {T}[, {F} ed.] ({U}, {L}, {D}).",
  "{A}, {T} ({L}, {D})[, <p.|pp.> {P}].",
  "{A}, {T} ({U} {D})[ {P}].",
  "{A}, {T} ({F} edn, {U} {D})[ <|at >{P}]",
  "{A}, {T}, {L}, {U}, {D}[, p. {P}].",
  "{A}, {T}, {L} {D}[, <p.|pp.> {P}].",
  "{A}, {T}, {U}, {L} {D}.",
  "{A}, {T}[, a cura di {E}][, {L}][, {U}] {D}[, pp. {P}].",
  "{A}, {T}, trad. <it.|di> {R}[, {L}][, {U}], {D}.",
  "{A}, {T}, {L}, {U}, « {S} », {D}.",
  "{A}. {T}. Trans. {R}. {L}: {U}, {D}.",
  "{A} ({D}). {T} ({R}, Trans.). {L}: {U}.",
  "{A} {D}. {T}.[ {L}: {U}].",
  "{A} {D}. {T}.[ {U}][, {L}]<.|, 312 pp.>",
  "{A}, {D}. {T}[, {F} ed].[ {L}: {U}].",
  "{A}, {D}, {T}[, {U}][, {L}].",
  "{A}. {T}.[ {L}: {U},] {D}. – {P} <с|s>.",
  "{A}. {T}.[ {L}.: {U},] {D}.",
  "{E} (<eds|ed>.) ({D}), {T}, {L}: {U}.",
  "{E} (<Eds|Ed>.). ({D}). {T}. {L}: {U}.",
  "{E} (<Hg|Hrsg|Hgg>.) ({D}): {T}. {L}: {U}.",
  "{E} (<Hg|Hrsg>.): {T}[, {L}] {D}.",
  "{E}, <ed|eds>. {T}.[ {L}: {U},] {D}.",
  "{E} (a cura di), {T}[, {L}][, {U}] {D}.",
  "{D} {A} {T}, {L}[, {U}].",
  "{A}, {T}, {S} {V} ({U}, {L}, {D}).",
  "{A} ({D}) {T}. {S}[, vol {V}].[ {U}][, {L}]",
  "{T}. {L}: {U}, {D}.",
  "{T}, {L} {D}.",
  "{A}, {T}, {F}. Aufl. {D}, <S. |Rn. >{P}<| ff.>.",
  "{A}, {T}, {D}, S. {P}<| f.| ff.>",
  "{A}, {T}[, {L}] {D}, S. {P}<| f.| ff.>",
  "{A}, {T} ({D})[ {P}].",
  "{A}, {T}[, {F}. Aufl.][, {L}: {U}] {D}.",
  "{A}. {T}. {U}, <second edition, |>{D}.",
  "{A}. {T}. {U}, {L}, {D}.",
  "{A}, {T}, {V} vols. ({L}, {D})[, {P}].",
  "{A}. {D}. {T}. {U}[, {L}]<, xii + 320 pp.|, 45 pls.|, 612 p.|>.",
  "{A}, {D}. {T}. {U}, {L}. <312 pp.|viii + 210 pp., 12 pls|>",
  "{T}. Sous la direction de {E}. {U}, {D}.",
  "{T}, sous la <dir.|direction> de {E}[, {L}][, {U}], {D}.",
  "{T} / <sous la dir. de|éd. par|ed. by|hrsg. von|под ред.> {E}. – {L}[ : {U}], {D}.",
  "{A}. {T}. {F} ed.[ {L}: {U};] {D}.",
  "{A} ({D}). {T} (1st. ed.). {L}: {U}.",
  "{A}: {T}. {U}[, {L}] ({D})[, {F}. <Aufl.|Auflage>].",
  "{A} ({D}): {T}. <{F}., überarbeitete Aufl.|{F}. erw. Auflage>, {L}[: {U}].",
  "{A} {D}: {T} (= {S}[, <Bd.|Band> {V}]). {L}.",
  "{A}, {T} (<tr.|trans.|transl. by> {R}[, ed. {E}], {D}).",
  "{A}, {T} (<ed.|eds.> {E}, {D})[ {P}].",
  "{A} {D}. {T}. {L}, {U}<, 207 pp.|, viii + 320 pp.|>.",
  "{A}, {T} ({D}) {P}.",
};

/* %L stands for one of the access phrases. */
static const char *const webs[] = {
  "{A} ({D}), “{T}”, %L.", "{A} ({D}), “{T}”, %L.", "{A} ({D}). {T}. %L", "{A} ({D}) {T}. %L.", "{A}. {T}. {C}. {D}. %L.",
  "{A}. ({D}). {T}. {C}. %L", "{A}. {T}. %L.", "{A}: {T}, {D}. %L.", "{A} ({D}): {T}. %L.", "{A} {D}: {T}, in: {C}, %L.",
  "{A}, “{T},” {C}, {D}, %L.", "{A}. “{T}.” {C}, {D}. %L.", "{A}. {T} \\[<Internet|Online|Electronic resource|Электронный ресурс>\\].[ {L}: {U};] {D} %L", "{A}, \"{T},\" {D}. \\[Online\\]. %L", "{T} ({D}), %L.", "{T}. {D}. %L.", "{T}, %L.", "{A}, {T}, %L",
  "{A}. {T} // {C}. {D}. %L.", "{A}, {D}. {T} \\[online\\]. {C}. %L.", "{A} ‘{T}’ ({C}, {D}) %L", "{A}. {D}. “{T}.” {C}. %L.",
  "{A}, {T}, {C}, {D}, %L.", "{A}. {D}. {T}. %L.", "{A}: {T}. {C}, {D}. %L.", "\"{T}\", {C}, {D}, %L.",
  "{A} ({D}). {T}. {C}[, {V}][({N})][, {P}]. %L", "{A}. {T}. {C}[ {D}][;{V}][({N})][:{P}]. %L.",
  "{A} ({D}), {T}, {L}: {U}, %L.", "{A} {D}. {T}. {U}. %L", "{U} ({D}). {T}. %L", "{A} – {T}. %L",
};

static const char *const reports[] = {
  "{A} ({D}). {T} (<{G}|Unpublished {G}>). {U}[, {L}].", "{A} ({D}). {T}. {G}, {U}[, {L}].", "{A}. {T}. {G}, {U}, {D}.",
  "{A}: {T}. <Diss.|{G}>[, {L}] {D}.", "{A}, {T}, {G}, {U} ({D}).", "{A}, “{T}” ({G}, {U}, {D}).", "{A} {D}. {T}. {G}. {L}: {U}.",
  "{A} ({D}): {T}. {G}[, {U}]. {L}.", "{A} ({D}). {T}. {S} <No.|Nr.|> {V}.[ {L}: {U}].", "{A}. {T}. {S} {V}, {U}[, {L}], {D}.",
  "{A}, {T}, <arXiv:|arXiv preprint arXiv:|>{Z} ({D}).", "{A}. {T}. {D}. arXiv: {Z}.", "{A}, {D}. {T}. <preprint |>(arXiv:{Z})",
  "{A}, {T}, {Z} \\[hep-th\\].", "{A}, {Z}.",
};

static const IbAccessPhrase phrases[] = {
  { "Available at: {W}, (Accessed on: {X})", "" }, { "Available at: {W}, (Accessed on: {X})", "" },
  { "Available at: {W} (<Accessed|accessed|last accessed>[:] {X})", "en" }, { "<Available from|URL>: {W}. <Accessed|accessed> {X}", "en" },
  { "Retrieved {X}<,|> from {W}", "en" }, { "Retrieved from {W}", "" }, { "Retrieved from {W}", "" }, { "Retrieved on {X} from {W}", "en" },
  { "Retrieved {X}, {W}", "en" }, { "\\[cited {X}\\]. Available from: {W}", "en" }, { "\\[cited {X}\\]; Available from: {W}", "en" },
  { "{W} (<last visited|visited|last accessed|accessed on|viewed|retrieved on|checked> {X})", "en" }, { "{W}, <accessed|accessed on|visited> {X}", "en" },
  { "<Accessed|Accessed on|Viewed> {X}. {W}", "en" }, { "{W} \\[<accessed|Accessed|retrieved> {X}\\]", "en" }, { "\\[<Accessed|accessed> {X}\\] {W}", "en" },
  { "{W} (accessed {X})", "" }, { "{W}", "" }, { "{W}", "" }, { "<URL: |url: |http: |Available online: |Online: >{W}", "" }, { "<{W}>", "" },
  { "\\<{W}\\>", "" }, { "\\<{W}\\> accessed {X}", "en" }, { "({W})", "" }, { "available at {W}", "" }, { "at: {W} (Download: {X})", "" },
  { "<online|Online>: {W} (<Zugriff|Zugriff am|letzter Zugriff|zuletzt abgerufen am|abgerufen am|Abruf|Stand|Stand:> {X})", "de" },
  { "{W} \\[<Stand|Stand:|Zugriff|Zugriff:|abgerufen am> {X}\\]", "de" }, { "<unter|URL|Verfügbar unter|In>: {W}[, <Zugriff|Stand>: {X}]", "de" },
  { "Abgerufen am {X} von {W}", "de" }, { "{W}, <letzter Zugriff|Zugriff am|zuletzt geprüft am|eingesehen am> {X}", "de" }, { "{W}, {X}", "de" },
  { "<URL|[En ligne]>: {W} (<consulté le|page consultée le|dernière consultation le|Consulté le> {X})", "fr" },
  { "<disponible sur|Disponible à l'adresse|en ligne>: {W}, consulté le {X}", "fr" }, { "{W} \\[<consulté le|Consulté le> {X}\\]", "fr" },
  { "<Disponible en|Recuperado de|En línea>: {W} (<consultado el|Consultado el|fecha de consulta:|visitado el> {X})", "es" },
  { "Recuperado el {X} de {W}", "es" }, { "{W} \\[<Consulta|consulta|consultado>: {X}\\]", "es" },
  { "<disponibile all'indirizzo|disponibile su|URL> {W} (<consultato il|ultimo accesso|ultima consultazione:|visitato il|ultimo accesso:> {X})", "it" },
  { "{W}, <consultato il|ultimo accesso> {X}", "it" }, { "<Disponível em|Disponível em:> {W}. <Acesso em|Acesso em:|Acedido em|Consultado em> {X}", "pt" },
  { "URL: {W} (дата обращения: {X})", "" }, { "URL: {W} (дата обращения: {X})", "ru" }, { "Режим доступа: {W} (дата обращения {X})", "" },
  { "Режим доступа: {W}. – Дата доступа: {X}", "" }, { "{W} (dostęp: {X})", "" }, { "{W} \\[<dostęp|dostęp:|data dostępu:> {X}\\]", "pl" },
  { "<online:|źródło:|> {W}, dostęp {X}", "pl" }, { "<Erişim adresi|Erişim>: {W} (<Erişim Tarihi|Erişim tarihi>: {X})", "" },
  { "{W}, (<Erişim Tarihi|Erişim>: {X})", "tr" }, { "{W} (<geraadpleegd op|bezocht op|laatst bezocht> {X})", "nl" }, { "Geraadpleegd op {X} van {W}", "nl" },
  { "{W} (<hämtad|Hämtad|besökt> {X})", "sv" }, { "<Tillgänglig|Hämtad {X} från>: {W}", "sv" }, { "{W} (<アクセス日|閲覧日|最終アクセス>:{X})", "" },
  { "{W} <（参照|（閲覧>{X}）", "ja" }, { "{W} (<访问日期|访问时间|检索日期>:{X})", "" }, { "{W} <تاریخ دسترسی|(تاریخ دسترسی>: {X}", "" },
  { "<Dostupné z|Dostupné na>: {W} \\[cit. {X}\\]", "" }, { "{W} (<letöltve|letöltés ideje|Letöltés>: {X})", "" }, { "{W} (<luettu|viitattu> {X})", "" },
  { "<дата звернення|URL>: {W} (дата звернення: {X})", "" }, { "{W} (<πρόσβαση|τελευταία πρόσβαση>: {X})", "" },
  { "<https://doi.org/|doi:|doi: |DOI: |DOI |http://dx.doi.org/|doi:https://doi.org/>{O}", "" }, { "https://doi.org/{O}", "" },
};

static const struct {
  const char *tongue, *months;
} tongues[] = {
  { "en", "January February March April May June July August September October November December" },
  { "en", "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec" },
  { "de", "Januar Februar März April Mai Juni Juli August September Oktober November Dezember" },
  { "fr", "janvier février mars avril mai juin juillet août septembre octobre novembre décembre" },
  { "es", "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre" },
  { "it", "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre" },
  { "pt", "jan. fev. mar. abr. maio jun. jul. ago. set. out. nov. dez." },
  { "ru", "января февраля марта апреля мая июня июля августа сентября октября ноября декабря" },
  { "pl", "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia" },
  { "tr", "Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık" },
  { "nl", "januari februari maart april mei juni juli augustus september oktober november december" },
  { "sv", "januari februari mars april maj juni juli augusti september oktober november december" },
};

static const char *const bodies[] = {
  "TASS", "The Moscow Times", "Eurasianet", "Eng.belta", "BBC News", "Reuters", "BelTA", "RIA Novosti", "Interfax", "The Guardian", "The New York Times",
  "World Bank", "OECD", "European Commission", "European Parliament", "UNESCO", "UNICEF", "World Health Organization", "IMF", "NATO", "Deutsche Welle",
  "Der Spiegel", "Le Monde", "El País", "La Repubblica", "Statistisches Bundesamt", "Bundesministerium für Bildung und Forschung", "Amnesty International",
  "Human Rights Watch", "International Crisis Group", "Freedom House", "U.S. Census Bureau", "Government Accountability Office", "Eurostat",
  "Council of Europe", "United Nations", "UNDP", "International Energy Agency", "Gazprom", "Radio Free Europe", "Al Jazeera", "Xinhua", "Kommersant",
  "The Economist", "Financial Times", "Washington Post", "Associated Press", "Bundeszentrale für politische Bildung", "INSEE", "ISTAT",
  "Ministry of Foreign Affairs of the Republic of Belarus", "Министерство финансов", "National Institutes of Health", "CDC", "NASA", "W3C", "IEEE",
  "ISO", "Wikipedia", "Google", "Microsoft", "BP", "Pew Research Center", "Open Society Foundations", "Transparency International", "EU Observer",
  "Charter97", "Naviny.by", "Lenta.ru", "Politico", "Bloomberg", "Sputnik News", "CNN", "Euractiv", "Carnegie Moscow Center",
};

static const char *const given[] = {
  "Anna", "Maria", "Elaheh", "Peter", "Thomas", "Karl-Heinz", "Jean-Pierre", "François", "Giovanni", "Carlo", "Miriam", "Stephen", "David", "Yauheni",
  "Tatiana", "Olga", "Sergey", "Dzmitry", "Oleg", "Akbar", "Saeed", "Wei", "Xiaoming", "Hiroshi", "Yuki", "Juan", "Carmen", "José", "Luís", "Baldur",
  "Sverrir", "Lars", "Ingrid", "Henrik", "Zoltán", "Katalin", "Piotr", "Agnieszka", "Jan", "Petra", "Wolfgang", "Ulrike", "Hans", "Jürgen", "Sabine",
  "Claude", "Michel", "Hélène", "Ahmed", "Fatima", "Mehmet", "Ayşe", "Robert", "Susan", "William", "Elizabeth", "John", "Mary", "Christopher", "Diane",
};

static const char *const notes[] = {
  "in Persian", "in Russian", "in Chinese", "In German", "in Japanese", "in Ukrainian", "in Arabic", "in Korean", "in Polish", "in French", "in Spanish",
};

#define LIST(array) (*n = G_N_ELEMENTS(array), array)

const char *const *ib_styles(IbStyleKind kind, guint *n)
{
  switch (kind) {
  case IB_STYLE_ARTICLE: return LIST(articles);
  case IB_STYLE_CHAPTER: return LIST(chapters);
  case IB_STYLE_BOOK: return LIST(books);
  case IB_STYLE_WEB: return LIST(webs);
  default: return LIST(reports);
  }
}

const IbAccessPhrase *ib_access_phrases(guint *n)
{
  return LIST(phrases);
}

const char *ib_style_months(const char *tongue)
{
  for (guint i = 0; i < G_N_ELEMENTS(tongues); i++)
    if (g_str_equal(tongues[i].tongue, tongue)) return tongues[i].months;
  return NULL;
}

const char *const *ib_style_bodies(guint *n)
{
  return LIST(bodies);
}

const char *const *ib_style_given(guint *n)
{
  return LIST(given);
}

const char *const *ib_style_notes(guint *n)
{
  return LIST(notes);
}
