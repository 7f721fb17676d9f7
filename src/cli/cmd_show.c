/* ibid show: one reference whole. */
#include "config.h"

#include "cli/cli.h"

static void
field(const char *name, const char *value)
{
  g_autofree char *safe = cli_safe(value);
  cli_print("  %-20s %s\n", name, safe);
}

static char *
name_text(const IbidName *name)
{
  GString *out = g_string_new(NULL);
  const char *parts[] = { name->non_dropping_particle, name->family, name->literal };
  for (guint i = 0; i < G_N_ELEMENTS(parts); i++)
    if (parts[i])
      g_string_append_printf(out, "%s%s", out->len ? " " : "", parts[i]);
  const char *after[] = { name->given, name->dropping_particle, name->suffix };
  for (guint i = 0; i < G_N_ELEMENTS(after); i++)
    if (after[i])
      g_string_append_printf(out, "%s%s", i == 1 ? " " : ", ", after[i]);
  return g_string_free(out, FALSE);
}

static void
append_part(GString *out, const IbidDatePart *part)
{
  static const char *const seasons[] = { "", " spring", " summer", " autumn", " winter" };
  g_string_append_printf(out, "%d", part->year);
  if (part->month)
    g_string_append_printf(out, "-%02d", part->month);
  if (part->day)
    g_string_append_printf(out, "-%02d", part->day);
  if (part->season <= 4)
    g_string_append(out, seasons[part->season]);
}

static char *
date_text(const IbidDate *date)
{
  GString *out = g_string_new(NULL);
  if (date->circa)
    g_string_append(out, "about ");
  if (date->from.year)
    append_part(out, &date->from);
  if (date->to.year || date->open_start || date->open_end)
    g_string_append(out, " to ");
  if (date->to.year)
    append_part(out, &date->to);
  if (date->literal)
    g_string_append_printf(out, "%s%s", out->len ? " " : "", date->literal);
  if (date->ambiguous && date->raw)
    g_string_append_printf(out, " (printed %s: day and month cannot be told)", date->raw);
  return g_string_free(out, FALSE);
}

static void
show_variable(const IbidRecord *rec, IbidVar var)
{
  switch (ibid_var_kind(var)) {
  case IBID_KIND_TEXT:
    field(ibid_var_name(var), ibid_record_text(rec, var));
    break;
  case IBID_KIND_NAMES:
    for (guint i = 0; i < ibid_record_n_names(rec, var); i++) {
      g_autofree char *name = name_text(ibid_record_name(rec, var, i));
      field(ibid_var_name(var), name);
    }
    break;
  case IBID_KIND_DATE: {
    g_autofree char *date = date_text(ibid_record_date(rec, var));
    field(ibid_var_name(var), date);
  }
  }
}

static void
show_source(const IbidRecord *rec)
{
  const IbidSource *source = ibid_record_source(rec);
  g_autofree char *line = ibid_record_printed_line(rec);
  if (line)
    field("as printed", line);
  if (source->file) {
    g_autofree char *place = g_strdup_printf("%s:%u", source->file, source->line);
    field("from", place);
  }
  for (guint i = 0; i < ibid_record_n_repairs(rec); i++) {
    const IbidRepair *r = ibid_record_repair(rec, i);
    g_autofree char *what = g_strdup_printf("%s → %s [%s]", r->old_value, r->new_value, r->rule);
    field("repaired", what);
  }
}

/* The findings that need no network, worst first as the checker gives them. */
static gboolean
show_findings(CliContext *cli, const IbidRecord *rec, GError **error)
{
  GPtrArray *records = g_ptr_array_new_with_free_func((GDestroyNotify)ibid_record_free);
  IbidCheckOptions how = { .offline = TRUE };
  g_ptr_array_add(records, ibid_record_dup(rec));
  g_autoptr(IbidReport) found = ibid_check(cli->session, records, &how, error);
  if (!found)
    return FALSE;
  for (guint i = 0; i < found->findings->len; i++) {
    const IbidFinding *f = found->findings->pdata[i];
    g_autofree char *text = g_strdup_printf("%s [%s]", f->message, f->rule);
    field(ibid_severity_name(f->severity), text);
  }
  return TRUE;
}

static gboolean
show(CliContext *cli, IbidLibrary *library, const IbidRecord *rec, GError **error)
{
  g_auto(GStrv) history = ibid_library_history(library, ibid_record_key(rec), error);
  if (!history)
    return FALSE;
  cli_print("%s (%s)\n", ibid_record_key(rec), ibid_type_name(ibid_record_type(rec)));
  for (int var = 1; var < IBID_N_VARS; var++)
    if (ibid_record_has(rec, var))
      show_variable(rec, var);
  for (guint i = 0; i < ibid_record_n_extras(rec); i++)
    field(ibid_record_extra_name(rec, i), ibid_record_extra_value(rec, i));
  show_source(rec);
  if (!show_findings(cli, rec, error))
    return FALSE;
  for (char **line = history; *line; line++)
    field("history", *line);
  return TRUE;
}

static int
run(CliContext *cli, char **argv)
{
  GError *error = NULL;
  int status = EXIT_DONE;
  if (!*argv)
    return cli_misused("show: no key named (ibid list shows them)");
  g_autoptr(IbidLibrary) library = ibid_library_open(cli->session, cli->library, &error);
  if (!library)
    return cli_fail(error);
  for (char **key = argv; *key; key++) {
    g_autoptr(IbidRecord) rec = ibid_library_get(library, *key, &error);
    if (error || (rec && !show(cli, library, rec, &error)))
      return cli_fail(error);
    if (!rec) {
      cli_say("ibid: no reference has the key %s (ibid list shows them)", *key);
      status = EXIT_FOUND;
    }
  }
  return status;
}

const CliCommand cli_cmd_show = {
  .name = "show", .arguments = "KEY...", .summary = "show references whole", .run = run,
};
