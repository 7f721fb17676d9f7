/* publisher.place-swapped: "Routledge: London", or the reverse in a list that names the house first
 * ("Wiley: Chichester" is the way of chemists). */
#include "config.h"

#include <string.h>

#include "check/printed.h"
#include "check/rules.h"

typedef enum { UNKNOWN, PLACE_FIRST, HOUSE_FIRST } Order;

/* Where place and house stand in the printed form. */
typedef struct {
  Order order;
  IbidSpan span; /* of both, with the mark between */
} Printed;

/* The word or words right before (right after) byte AT, to the next mark. */
static IbidSpan
piece_before(const char *text, gsize at)
{
  gsize start = at;
  while (start > 0 && !strchr(",;.():?!", text[start - 1]))
    start--;
  return (IbidSpan){ start + strspn(text + start, " "), at };
}

static IbidSpan
piece_behind(const char *text, gsize at)
{
  gsize start = at + strspn(text + at, " ");
  return (IbidSpan){ start, start + strcspn(text + start, ",;.():?!\n") };
}

static gboolean
is_word(const char *kind, const char *text, IbidSpan span)
{
  g_autofree char *word =
      span.end > span.start && span.end - span.start < 60 ? g_strndup(text + span.start, span.end - span.start) : NULL;
  return word && ib_check_is_word(kind, word);
}

/* "Cambridge: Cambridge University Press", "Donauverlag: Wien", and with a comma where the house is
 * known. */
static Printed
printed_order(const char *text)
{
  for (const char *mark = text ? strpbrk(text, ":,") : NULL; mark; mark = strpbrk(mark + 1, ":,")) {
    IbidSpan a = piece_before(text, mark - text), b = piece_behind(text, mark + 1 - text);
    gboolean city_first = is_word("city", text, a), city_last = is_word("city", text, b);
    if (city_first == city_last || b.end == b.start ||
        (city_first && !g_unichar_isupper(g_utf8_get_char(text + b.start))))
      continue;
    gboolean known = is_word("publisher", text, city_first ? b : a);
    if (*mark == ',' ? known
                     : known || city_first ||
                           ib_check_match("^[,;]? ?\\(?(?:1[5-9]|20)[0-9]{2}|^[.)]*$", text + b.end, NULL, NULL))
      return (Printed){ city_first ? PLACE_FIRST : HOUSE_FIRST, { a.start, b.end } };
  }
  return (Printed){ UNKNOWN, { 0, 0 } };
}

/* The same of what the parser took for the two: "Donauverlag, Wien" and "Donauverlag: Wien". */
static Order
parsed_order(const IbidRecord *rec)
{
  IbidSpan house = ibid_record_span(rec, IBID_VAR_PUBLISHER), place = ibid_record_span(rec, IBID_VAR_PUBLISHER_PLACE);
  if (!house.end || !place.end)
    return UNKNOWN;
  if (place.start > house.end && place.start - house.end <= 3 &&
      ib_printed_after(rec, IBID_VAR_PUBLISHER, "^ ?[:,] ?\\p{Lu}"))
    return HOUSE_FIRST;
  return house.start > place.end && house.start - place.end <= 3 ? PLACE_FIRST : UNKNOWN;
}

/* A city where the publisher stands, or a house where the city does. */
static gboolean
is_exchanged(const char *place, const char *house)
{
  return place && house && !ib_check_is_word("city", place) &&
         (ib_check_is_word("city", house) || ib_check_is_word("publisher", place));
}

static void
report_printed(IbCheck *check, guint i, IbidSpan span, const char *usual)
{
  g_autofree char *both = g_strndup(ibid_record_printed(check->records->pdata[i]) + span.start, span.end - span.start);
  IbidFinding *f = ib_check_add(check, "publisher.place-swapped", IBID_SEVERITY_INFO, i, IBID_VAR_PUBLISHER);
  f->span = span;
  ibid_finding_set_message(f, "“%s”: %s", both, usual);
  ibid_finding_add_fact(f, "printed", both);
}

static void
report_fields(IbCheck *check, guint i, const char *place, const char *house)
{
  IbidFinding *f = ib_check_add(check, "publisher.place-swapped", IBID_SEVERITY_INFO, i, IBID_VAR_PUBLISHER);
  ibid_finding_set_message(f, "place “%s” and publisher “%s” look exchanged", place, house);
  ibid_finding_add_fact(f, "place", place);
  ibid_finding_add_fact(f, "publisher", house);
  ibid_finding_set_fix(f, IBID_VAR_PUBLISHER, house, place, FALSE);
}

/* USUAL: the order of the list; PLACE_FIRST where it has none of its own. */
static void
check_place(IbCheck *check, guint i, Order usual)
{
  const IbidRecord *rec = check->records->pdata[i];
  const char *house = ibid_record_text(rec, IBID_VAR_PUBLISHER),
             *place = ibid_record_text(rec, IBID_VAR_PUBLISHER_PLACE);
  Printed own = printed_order(ib_printed(check, i, TRUE));
  Order parsed = parsed_order(rec);
  if (usual == HOUSE_FIRST && own.order == PLACE_FIRST)
    report_printed(check, i, own.span, "the other books of the list name the publisher first");
  else if (usual == PLACE_FIRST && own.order == HOUSE_FIRST &&
           is_word(
               "publisher", ibid_record_printed(rec),
               (IbidSpan){ own.span.start, own.span.start + strcspn(ibid_record_printed(rec) + own.span.start, ":,") }))
    report_printed(check, i, own.span, "the place belongs before the publisher");
  else if (usual == PLACE_FIRST && parsed == HOUSE_FIRST && ib_printed_after(rec, IBID_VAR_PUBLISHER, "^ ?:"))
    report_printed(check, i,
                   (IbidSpan){ ibid_record_span(rec, IBID_VAR_PUBLISHER).start,
                               ibid_record_span(rec, IBID_VAR_PUBLISHER_PLACE).end },
                   "the place belongs before the publisher");
  else if (is_exchanged(place, house) && !(usual == HOUSE_FIRST && (own.order == HOUSE_FIRST || parsed == HOUSE_FIRST)))
    report_fields(check, i, place, house);
}

static void
check_places(IbCheck *check)
{
  guint n[] = { [UNKNOWN] = 0, [PLACE_FIRST] = 0, [HOUSE_FIRST] = 0 };
  for (guint i = 0; i < check->records->len; i++) {
    Order printed = printed_order(ib_printed(check, i, TRUE)).order;
    n[printed ? printed : parsed_order(check->records->pdata[i])]++;
  }
  Order usual = n[HOUSE_FIRST] >= 2 && n[HOUSE_FIRST] > n[PLACE_FIRST] ? HOUSE_FIRST : PLACE_FIRST;
  for (guint i = 0; i < check->records->len; i++)
    check_place(check, i, usual);
}

static void
check_place_alone(IbCheck *check, guint i)
{
  if (!check->is_list)
    check_place(check, i, PLACE_FIRST);
}

const IbRule ib_rules_place[] = {
  { "publisher.place-swapped", check_place_alone, check_places },
  { NULL, NULL, NULL },
};
