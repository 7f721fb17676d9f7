/* Words that mean nothing, so that what is learned is the script, the form and the order, not the words. */
#include "config.h"

#include "parse/style_tongues.h"

#include <string.h>

#include "parse/crf.h"

struct IbTongue {
  const char *months;      /* of ib_style_months() */
  const char *syllables;   /* parted by blanks; of scripts without case, characters */
  const char *joints;      /* short words inside titles */
  const char *periodicals; /* words that journals begin with; "%s" stands for a made-up word */
  const char *publishers, *places;
  const char *blank; /* between words: "" where words are not parted */
  guint least, most; /* syllables of a word */
  gboolean cased;    /* names come with initials */
  guint years_less;  /* of another calendar, in digits of its own */
  const char *const *patterns;
  guint n_patterns;
};

#define PATTERNS(list) .patterns = list, .n_patterns = G_N_ELEMENTS(list)

static const char *const cyrillic_patterns[] = {
  "{A} {T}. {D}. URL: {W} (дата <обращения|доступа|звернення>: {X})<.|>",
  "{A} {T}. {D}. URL: {W}<.|> <Дата|дата> <обращения|доступа|звернення>: {X}<.| г.>",
  "{A} {T}. {D}. Режим <доступа|доступу>: {W} (дата <доступа|обращения|доступу>: {X}).",
  "{A} {T} \\[Электронный ресурс\\]. {D}. URL: {W} (дата обращения: {X}).",
  "{A} {T} \\[Электронный ресурс\\]. – Режим доступа: {W}. – Дата доступа: {X}.",
  "{A} {T} // {C}. {D}. URL: {W} (дата обращения: {X}).",
  "{T} // {C}. – {D}. – Режим доступа: {W}. – Дата доступа: {X}.",
  "{A} ({D}). {T}. {W} (<посетен на|приступљено|дата обращения:> {X}).",
  "{A} {T} // {C}. {D}.[ Т. {V}.] № {N}. С. {P}.",
  "{A} {T} // {C}. – {D}.[ – Т. {V},] № {N}. – С. {P}.",
  "{T} / {A} // {C}. – {D}. – № {N}. – С. {P}.",
  "{A} {T} / {A} // {C}. – {D}.[ – Т. {V}.] – С. {P}.",
  "{A} {T} // {C}, {D}, № {N}, с. {P}.",
  "{A} «{T}». {C}, {D}, № {N}, с. {P}.",
  "{A} ({D}). {T}. {C}[, {V}]({N}), {P}.",
  "{A} {T}. {L}: {U}, {D}. {P} с.",
  "{A} {T}. – {L} : {U}, {D}. – {P} с.",
  "{T} / {A}. – {L}: {U}, {D}. – {P} с.",
  "{A} {T}. {L}, {D}. С. {P}.",
  "{A} {T}: <автореф. дис. ... канд. наук|дис. ... д-ра наук>. {L}, {D}. {P} с.",
  "{A} {T} // {C} / под ред. {E}. {L}: {U}, {D}. С. {P}.",
};

static const char *const chinese_patterns[] = {
  "{A}. {T}\\[J\\]. {C}, {D}[, {V}]({N}): {P}.",
  "{A}．{T}\\[J\\]．{C}，{D}，{V}({N})：{P}．",
  "{A}. {T}\\[M\\]. {L}: {U}, {D}[: {P}].",
  "{A}. {T}\\[D\\]. {L}: {U}, {D}.",
  "{A}. {T}\\[EB/OL\\]. ({D})\\[{X}\\]. {W}.",
  "{A}. {T}\\[EB/OL\\]. {D} \\[{X}\\]. {W}.",
  "{A}. {T}\\[N\\]. {C}, {D}.",
  "{A}：《{T}》，{L}：{U}，{D}年。",
  "{A}：《{T}》，《{C}》{D}年第{N}期，第{P}页。",
  "{A} ({D}). {T}. {C}, {V}({N}), {P}.",
  "{A} ({D}). {T}. {W} (访问日期：{X}).",
};

static const char *const japanese_patterns[] = {
  "{A}「{T}」『{C}』{V}<巻|>{N}号、{D}年、{P}頁。",
  "{A}（{D}）「{T}」『{C}』{V}({N})、{P}頁",
  "{A}『{T}』{U}、{D}年。",
  "{A}（{D}）『{T}』{U}",
  "{A}「{T}」{D}年、{W}（{X}<アクセス|閲覧|参照>）。",
  "{A}（{D}）「{T}」{W}（最終閲覧日：{X}）",
  "{A} ({D}). {T}. {C}, {V}({N}), {P}.",
};

static const char *const korean_patterns[] = {
  "{A} ({D}). {T}. {C}, {V}({N}), {P}.",
  "{A}, 「{T}」, 『{C}』, {V}권 {N}호, {D}, {P}쪽.",
  "{A}. {T}. {L}: {U}, {D}.",
  "{A} ({D}). {T}. {W} (접속일: {X}).",
};

static const char *const persian_patterns[] = {
  "{A} ({D}). {T}. {C}، {V}({N})، {P}.",       "{A} ({D}). {T}. {W} (تاریخ دسترسی: {X}).",
  "{A} ({D}). {T}. {W} (بازیابی شده در {X}).", "{A} ({D}). {T}. {L}: {U}.",
  "{A} ({D})، «{T}»، {C}، {V}، {P}.",          "{A}، {T}، {L}، {U}، {D}.",
};

static const IbTongue tongues[] = {
  { .months = "ru",
    .syllables = "ба ве го ду жи за ко ла ме но пи ра се ту фо ха че шо щу ры ло ни мо да ви ре сто пра кру вла",
    .joints = "и|в|на|о|по|для|из|как|в условиях|между|с|от|к вопросу о",
    .periodicals = "Вестник %s|Вопросы %s|Известия %s|Журнал %s|Труды %s|Наука и %s|%s|%s обозрение",
    .publishers = "Наука|Изд-во %s|%s|Книжный %s|%s-пресс|Высшая школа",
    .places = "М.|СПб.|Минск|Казань|%s|Новосибирск|М.|Мн.",
    .blank = " ",
    .least = 2,
    .most = 5,
    .cased = TRUE,
    PATTERNS(cyrillic_patterns) },
  { .months = "uk",
    .syllables = "ба ві го ду жи за ки ла ме но пі ра се ту фо ха че шо ї ри ло ні мо да ви ре сто пра кру є",
    .joints = "і|та|в|у|на|про|для|як|з|від|за умов",
    .periodicals = "Вісник %s|Питання %s|Журнал %s|Праці %s|%s",
    .publishers = "Наукова думка|Вид-во %s|%s",
    .places = "К.|Київ|Львів|Харків|%s",
    .blank = " ",
    .least = 2,
    .most = 5,
    .cased = TRUE,
    PATTERNS(cyrillic_patterns) },
  { .months = "",
    .syllables = "中 国 大 学 文 化 社 会 经 济 研 究 发 展 北 方 河 流 教 育 政 策 科 技 历 史 山 水 林 田 新 时 代 "
                 "农 村 城 市 法 律 管 理 信 息 环 境 问 题 分 析 与 的 论 王 李 张 刘 陈 杨 赵 黄 周 吴",
    .joints = "的|与|和|及",
    .periodicals = "%s学报|%s研究|%s评论|中国%s|%s",
    .publishers = "%s出版社|%s大学出版社|人民%s出版社",
    .places = "北京|上海|%s|武汉",
    .blank = "",
    .least = 2,
    .most = 3,
    PATTERNS(chinese_patterns) },
  { .months = "",
    .syllables = "日 本 の 川 北 学 会 社 研 究 ア カ サ タ ン ル ス ト リ 教 育 文 化 歴 史 山 田 岡 安 村 木 小 大 "
                 "高 に け る 政 治 経 済 論 集",
    .joints = "の|と|における|をめぐる",
    .periodicals = "%s研究|%s学会誌|%s論集|%s",
    .publishers = "%s書店|%s社|%s出版",
    .places = "東京|京都|%s",
    .blank = "",
    .least = 2,
    .most = 4,
    PATTERNS(japanese_patterns) },
  { .months = "",
    .syllables = "가 나 다 라 마 바 사 아 자 한 국 연 구 학 회 지 역 정 치 경 제 문 화 사 교 육 의 강 북 김 이 박 최",
    .joints = "와|의|및",
    .periodicals = "%s연구|%s학회지|한국%s|%s",
    .publishers = "%s출판사|%s사",
    .places = "서울|부산|%s",
    .blank = " ",
    .least = 2,
    .most = 3,
    PATTERNS(korean_patterns) },
  { .months = "",
    .syllables = "با ری نو دا شه مر کا سی ران پو تا هی گل زا لی نا رود ده آ یه",
    .joints = "و|در|از|به|بر",
    .periodicals = "فصلنامه %s|پژوهش‌های %s|مجله %s|%s",
    .publishers = "نشر %s|انتشارات %s|%s",
    .places = "تهران|%s|مشهد",
    .blank = " ",
    .least = 2,
    .most = 4,
    .years_less = 621,
    PATTERNS(persian_patterns) },
};

static guint
below(guint64 *random, guint n)
{
  return ib_random_below(random, n);
}

/* One of the parts of LIST between MARKs. */
static char *
pick(const char *list, const char *mark, guint64 *random)
{
  g_auto(GStrv) parts = g_strsplit(list, mark, -1);
  return g_strdup(parts[below(random, g_strv_length(parts))]);
}

static void
append_word(const IbTongue *tongue, GString *out, gboolean capital, guint64 *random)
{
  gsize start = out->len;
  for (guint n = tongue->least + below(random, tongue->most - tongue->least + 1); n; n--) {
    g_autofree char *syllable = pick(tongue->syllables, " ", random);
    g_string_append(out, syllable);
  }
  if (!capital || !tongue->cased)
    return;
  gunichar first = g_unichar_toupper(g_utf8_get_char(out->str + start));
  g_string_erase(out, start, (gssize)(g_utf8_next_char(out->str + start) - (out->str + start)));
  g_string_insert_unichar(out, (gssize)start, first);
}

/* A form of LIST with made-up words for its "%s". */
static char *
fill(const IbTongue *tongue, const char *list, gboolean capital, guint64 *random)
{
  g_autofree char *form = pick(list, "|", random);
  const char *at = strstr(form, "%s");
  if (!at)
    return g_strdup(form);
  GString *out = g_string_new_len(form, at - form);
  append_word(tongue, out, capital || at == form, random);
  if (below(random, 3) == 0) {
    g_string_append(out, tongue->blank);
    append_word(tongue, out, FALSE, random);
  }
  g_string_append(out, at + 2);
  return g_string_free(out, FALSE);
}

static char *
make_title(const IbTongue *tongue, guint64 *random)
{
  GString *out = g_string_new(NULL);
  guint words = 2 + below(random, 8);
  for (guint i = 0; i < words; i++) {
    if (i)
      g_string_append(out, tongue->blank);
    if (i && i + 1 < words && below(random, 4) == 0) {
      g_autofree char *joint = pick(tongue->joints, "|", random);
      g_string_append(out, joint);
    } else {
      append_word(tongue, out, i == 0 || below(random, 8) == 0, random);
    }
    if (i > 1 && i + 2 < words && below(random, 12) == 0)
      g_string_append(out, below(random, 3) ? ":" : ",");
  }
  return g_string_free(out, FALSE);
}

static void
append_initials(const IbTongue *tongue, GString *out, guint64 *random)
{
  gboolean blank = below(random, 2);
  for (guint n = 1 + below(random, 2), i = 0; i < n; i++) {
    g_autofree char *syllable = pick(tongue->syllables, " ", random);
    if (i && blank)
      g_string_append_c(out, ' ');
    g_string_append_unichar(out, g_unichar_toupper(g_utf8_get_char(syllable)));
    g_string_append_c(out, '.');
  }
}

/* "Бавего Д. Ж.", "Бавего, Д.", "Д.Ж. Бавего"; of other scripts two words, or one. */
static void
append_person(const IbTongue *tongue, GString *out, guint order, guint64 *random)
{
  if (tongue->cased && order == 2) {
    append_initials(tongue, out, random);
    g_string_append_c(out, ' ');
  }
  append_word(tongue, out, TRUE, random);
  if (tongue->cased && order < 2) {
    g_string_append(out, order ? ", " : " ");
    append_initials(tongue, out, random);
  } else if (!tongue->cased && *tongue->blank && tongue->years_less) {
    g_string_append(out, "، ");
    append_word(tongue, out, FALSE, random);
  }
}

static char *
make_people(const IbTongue *tongue, guint64 *random)
{
  GString *out = g_string_new(NULL);
  guint order = below(random, 3), n = below(random, 2) ? 1 : 1 + below(random, 4);
  for (guint i = 0; i < n; i++) {
    if (i)
      g_string_append(out, tongue->years_less ? "؛ " : ", ");
    append_person(tongue, out, order, random);
  }
  return g_string_free(out, FALSE);
}

const IbTongue *
ib_tongue_pick(guint64 *random)
{
  return &tongues[below(random, 2) ? 0 : below(random, G_N_ELEMENTS(tongues))];
}

char *
ib_tongue_field(const IbTongue *tongue, char field, guint64 *random)
{
  switch (field) {
  case 'A':
  case 'E':
    return make_people(tongue, random);
  case 'T':
    return make_title(tongue, random);
  case 'C':
    return fill(tongue, tongue->periodicals, FALSE, random);
  case 'U':
    return fill(tongue, tongue->publishers, TRUE, random);
  case 'L':
    return fill(tongue, tongue->places, TRUE, random);
  default:
    return NULL;
  }
}

const char *
ib_tongue_pattern(const IbTongue *tongue, guint64 *random)
{
  return tongue->patterns[below(random, tongue->n_patterns)];
}

const char *
ib_tongue_months(const IbTongue *tongue)
{
  return tongue->months;
}

char *
ib_tongue_year(const IbTongue *tongue, guint year)
{
  g_autofree char *plain = g_strdup_printf("%u", year - tongue->years_less);
  return tongue->years_less ? ib_style_persian_digits(plain) : g_steal_pointer(&plain);
}
