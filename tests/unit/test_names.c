/* Runs of names into persons and bodies: the lines of tests/data/names. */
#include "config.h"

#include "parse/names.h"

#include "lines.h"

static void
append_name(GString *out, const IbidName *name)
{
  if (name->literal) {
    g_string_append_printf(out, "{%s}", name->literal);
    return;
  }
  if (name->non_dropping_particle)
    g_string_append_printf(out, "<%s> ", name->non_dropping_particle);
  g_string_append(out, name->family ? name->family : "");
  if (name->given)
    g_string_append_printf(out, ", %s", name->given);
  if (name->dropping_particle)
    g_string_append_printf(out, " <%s>", name->dropping_particle);
  if (name->suffix)
    g_string_append_printf(out, " ^%s", name->suffix);
}

static char *
split_names(const char *input)
{
  g_autoptr(IbidRecord) rec = ibid_record_new(IBID_TYPE_BOOK);
  GString *out = g_string_new(NULL);
  ib_names_add(rec, IBID_VAR_AUTHOR, input, strlen(input));
  for (guint i = 0; i < ibid_record_n_names(rec, IBID_VAR_AUTHOR); i++) {
    if (i)
      g_string_append(out, "; ");
    append_name(out, ibid_record_name(rec, IBID_VAR_AUTHOR, i));
  }
  return g_string_free(out, FALSE);
}

/* Ten thousand authors cost no more each than ten do. */
static void
test_many(void)
{
  g_autoptr(IbidRecord) rec = ibid_record_new(IBID_TYPE_BOOK);
  GString *many = g_string_new(NULL);
  for (guint i = 0; i < 10000; i++)
    g_string_append_printf(many, "%sAaij, R.", i ? ", " : "");
  ib_names_add(rec, IBID_VAR_AUTHOR, many->str, many->len);
  g_assert_cmpuint(ibid_record_n_names(rec, IBID_VAR_AUTHOR), >=, 500);
  g_string_free(many, TRUE);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  add_lines("names/names.test", split_names);
  g_test_add_func("/names/many", test_many);
  return g_test_run();
}
