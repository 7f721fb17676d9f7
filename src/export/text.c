/* Plain text: the reference as printed, with the safe repairs made; one a line.  A record that
 * never was text gets a plain line in author-date order. */
#include "config.h"

#include "export/text.h"

#include <string.h>

#include "record/date.h"
#include "util/text.h"

/* As printed, mended. */

static int
by_place(gconstpointer a, gconstpointer b)
{
  const IbidRepair *x = *(const IbidRepair *const *)a, *y = *(const IbidRepair *const *)b;
  return (x->span.start > y->span.start) - (x->span.start < y->span.start);
}

static char *
repaired(const IbidRecord *rec, const char *printed)
{
  g_autoptr(GPtrArray) repairs = g_ptr_array_new();
  GString *out = g_string_new(NULL);
  gsize at = 0, len = strlen(printed);

  for (guint i = 0; i < ibid_record_n_repairs(rec); i++)
    if (ibid_record_repair(rec, i)->safe)
      g_ptr_array_add(repairs, (gpointer)ibid_record_repair(rec, i));
  g_ptr_array_sort(repairs, by_place);
  for (guint i = 0; i < repairs->len; i++) {
    const IbidRepair *r = repairs->pdata[i];
    gsize n = r->old_value ? strlen(r->old_value) : 0;
    /* Two in one place, or a place that holds something else by now: leave it. */
    if (r->span.start < at || r->span.end > len || r->span.end - r->span.start != n ||
        memcmp(printed + r->span.start, r->old_value, n) != 0)
      continue;
    g_string_append_len(out, printed + at, r->span.start - at);
    g_string_append(out, r->new_value ? r->new_value : "");
    at = r->span.end;
  }
  g_string_append_len(out, printed + at, len - at);
  return g_string_free(out, FALSE);
}

/* On one line.  A hyphen before a line end and a small letter was made by the line end. */
static char *
one_line(const char *text)
{
  GString *joined = g_string_new(NULL);
  for (const char *p = text; *p; p++) {
    gsize n = *p == '-' ? strspn(p + 1, " \r") : 0;
    if (*p == '-' && p > text && g_ascii_isalpha(p[-1]) && p[n + 1] == '\n') {
      const char *next = p + n + 2 + strspn(p + n + 2, " \t");
      if (!g_ascii_islower(*next))
        g_string_append_c(joined, '-');
      p = next - 1;
    } else {
      g_string_append_c(joined, *p);
    }
  }
  g_autofree char *collapsed = ib_text_collapse(joined->str, joined->len);
  g_string_free(joined, TRUE);
  return ib_text_nfc(collapsed, -1);
}

/* From the fields. */

static void
append_name(GString *out, const IbidName *name)
{
  if (name->literal) {
    g_string_append(out, ibid_name_is_others(name) ? "et al." : name->literal);
    return;
  }
  const char *before[] = { name->non_dropping_particle, name->family };
  for (guint i = 0; i < G_N_ELEMENTS(before); i++)
    if (before[i])
      g_string_append_printf(out, "%s%s", i && before[0] ? " " : "", before[i]);
  if (name->given)
    g_string_append_printf(out, "%s%s", name->family ? ", " : "", name->given);
  if (name->dropping_particle)
    g_string_append_printf(out, " %s", name->dropping_particle);
  if (name->suffix)
    g_string_append_printf(out, ", %s", name->suffix);
}

static void
append_names(GString *out, const IbidRecord *rec, IbidVar var)
{
  guint n = ibid_record_n_names(rec, var);
  for (guint i = 0; i < n; i++) {
    if (i)
      g_string_append(out, i + 1 == n && !ibid_name_is_others(ibid_record_name(rec, var, i)) ? " and " : ", ");
    append_name(out, ibid_record_name(rec, var, i));
  }
}

static char *
date_text(const IbidRecord *rec, IbidVar var)
{
  const IbidDate *date = ibid_record_date(rec, var);
  if (!date)
    return NULL;
  if (date->literal)
    return g_strdup(date->literal);
  return date->raw ? g_strdup(date->raw) : ib_date_to_edtf(date);
}

/* The fields behind author and date, with what stands before and behind each. */
static const struct {
  IbidVar var;
  const char *before, *after;
} parts[] = {
  { IBID_VAR_TITLE, "“", "”" },          { IBID_VAR_CONTAINER_TITLE, "", "" }, { IBID_VAR_COLLECTION_TITLE, "", "" },
  { IBID_VAR_EDITION, "", " ed." },      { IBID_VAR_VOLUME, "Vol. ", "" },     { IBID_VAR_ISSUE, "No. ", "" },
  { IBID_VAR_PAGE, "pp. ", "" },         { IBID_VAR_PUBLISHER_PLACE, "", "" }, { IBID_VAR_PUBLISHER, "", "" },
  { IBID_VAR_GENRE, "", "" },            { IBID_VAR_ISBN, "ISBN ", "" },       { IBID_VAR_DOI, "doi:", "" },
  { IBID_VAR_URL, "", "" },
};

static char *
made_up(const IbidRecord *rec)
{
  GString *out = g_string_new(NULL);
  append_names(out, rec, ibid_record_has(rec, IBID_VAR_AUTHOR) ? IBID_VAR_AUTHOR : IBID_VAR_EDITOR);
  g_autofree char *issued = date_text(rec, IBID_VAR_ISSUED);
  if (issued)
    g_string_append_printf(out, "%s(%s)", out->len ? " " : "", issued);
  for (guint i = 0; i < G_N_ELEMENTS(parts); i++) {
    const char *marked = ibid_record_text(rec, parts[i].var);
    g_autofree char *value = marked ? ib_text_unmarked(marked, TRUE) : NULL;
    if (value)
      g_string_append_printf(out, "%s%s%s%s", out->len ? ", " : "", parts[i].before, value, parts[i].after);
  }
  g_autofree char *accessed = date_text(rec, IBID_VAR_ACCESSED);
  if (accessed)
    g_string_append_printf(out, " (accessed %s)", accessed);
  if (out->len && out->str[out->len - 1] != '.')
    g_string_append_c(out, '.');
  return g_string_free(out, FALSE);
}

static void
write_record(IbExport *run, const IbidRecord *rec)
{
  const char *printed = ibid_record_printed(rec);
  g_autofree char *text = printed ? repaired(rec, printed) : made_up(rec);
  g_autofree char *line = one_line(text);
  g_string_append(run->out, line);
  g_string_append_c(run->out, '\n');
}

const IbExporter ib_exporter_text = {
  .name = "text",
  .label = "Plain text: the references as printed, repaired",
  .ending = ".txt",
  .record = write_record,
};
