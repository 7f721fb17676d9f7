/* Writes JSON: runs of plain text are copied whole, and the numbers that records hold are made
 * without printf.  Form and escapes are Jansson's. */
#include "config.h"

#include "record/json_out.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static void append_value(GString *out, const json_t *value, guint depth);

static const char *
escape_of(guchar c)
{
  static const char *const letters[] = { ['\b'] = "\\b", ['\t'] = "\\t", ['\n'] = "\\n", ['\f'] = "\\f", ['\r'] = "\\r",
                                         ['"'] = "\\\"", ['\\'] = "\\\\" };
  return c < G_N_ELEMENTS(letters) ? letters[c] : NULL;
}

static void
append_string(GString *out, const char *s, gsize len)
{
  gsize from = 0;
  g_string_append_c(out, '"');
  for (gsize i = 0; i < len; i++) {
    guchar c = (guchar)s[i];
    if (c >= 0x20 && c != '"' && c != '\\')
      continue;
    g_string_append_len(out, s + from, i - from);
    from = i + 1;
    if (escape_of(c))
      g_string_append(out, escape_of(c));
    else
      g_string_append_printf(out, "\\u%04X", c);
  }
  g_string_append_len(out, s + from, len - from);
  g_string_append_c(out, '"');
}

static void
append_integer(GString *out, json_int_t value)
{
  char digits[24];
  guint at = sizeof digits;
  guint64 rest = value < 0 ? -(guint64)value : (guint64)value;
  do
    digits[--at] = (char)('0' + rest % 10);
  while (rest /= 10);
  if (value < 0)
    digits[--at] = '-';
  g_string_append_len(out, digits + at, sizeof digits - at);
}

/* Confidences, which have three digits behind the point; other numbers as the library writes them. */
static void
append_real(GString *out, double value)
{
  double thousandths = nearbyint(value * 1000);
  if (value >= .1 && value <= 1 && thousandths / 1000 == value) {
    guint n = (guint)thousandths;
    char digits[] = { (char)('0' + n / 1000), '.', (char)('0' + n / 100 % 10), (char)('0' + n / 10 % 10), (char)('0' + n % 10) };
    gsize len = sizeof digits;
    while (len > 3 && digits[len - 1] == '0')
      len--;
    g_string_append_len(out, digits, len);
    return;
  }
  json_t *number = json_real(value);
  char *text = number ? json_dumps(number, JSON_ENCODE_ANY | JSON_REAL_PRECISION(4)) : NULL;
  g_string_append(out, text ? text : "null");
  free(text);
  json_decref(number);
}

static void
append_line(GString *out, guint depth)
{
  static const char blanks[] = "\n                                ";
  guint n = MIN(2 * depth, (guint)sizeof blanks - 2);
  g_string_append_len(out, blanks, n + 1);
  for (; n < 2 * depth; n++)
    g_string_append_c(out, ' ');
}

static void
append_array(GString *out, const json_t *list, guint depth)
{
  gsize n = json_array_size(list);
  g_string_append_c(out, '[');
  for (gsize i = 0; i < n; i++) {
    if (i)
      g_string_append_c(out, ',');
    append_line(out, depth + 1);
    append_value(out, json_array_get(list, i), depth + 1);
  }
  if (n)
    append_line(out, depth);
  g_string_append_c(out, ']');
}

static void
append_object(GString *out, const json_t *object, guint depth)
{
  gboolean any = FALSE;
  g_string_append_c(out, '{');
  for (void *at = json_object_iter((json_t *)object); at; at = json_object_iter_next((json_t *)object, at)) {
    const char *key = json_object_iter_key(at);
    if (any)
      g_string_append_c(out, ',');
    append_line(out, depth + 1);
    append_string(out, key, strlen(key));
    g_string_append_len(out, ": ", 2);
    append_value(out, json_object_iter_value(at), depth + 1);
    any = TRUE;
  }
  if (any)
    append_line(out, depth);
  g_string_append_c(out, '}');
}

/* Records are five levels deep; values come from our own functions. */
static void
append_value(GString *out, const json_t *value, guint depth)
{
  switch (json_typeof(value)) {
  case JSON_OBJECT:
    append_object(out, value, depth);
    break;
  case JSON_ARRAY:
    append_array(out, value, depth);
    break;
  case JSON_STRING:
    append_string(out, json_string_value(value), json_string_length(value));
    break;
  case JSON_INTEGER:
    append_integer(out, json_integer_value(value));
    break;
  case JSON_REAL:
    append_real(out, json_real_value(value));
    break;
  default:
    g_string_append(out, json_is_true(value) ? "true" : json_is_false(value) ? "false" : "null");
  }
}

void
ib_json_append(GString *out, const json_t *value)
{
  append_value(out, value, 0);
}
