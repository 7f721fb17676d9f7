/* What PubMed's XML says beyond variables. */
#ifndef IB_IMPORT_PUBMED_H
#define IB_IMPORT_PUBMED_H

#include <libxml/tree.h>

#include "ibid/record.h"

/* MeSH headings as keywords, in place of those that REC has, where ROOT has any. */
void ib_pubmed_headings(IbidRecord *rec, const xmlNode *root);
/* All that no variable holds, under the tags that nbib has for it. */
void ib_pubmed_extras(IbidRecord *rec, const xmlNode *root);
#endif
