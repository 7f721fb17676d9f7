/* Finding reference lists and splitting them: layouts, headings, what is no reference, and cost. */
#include "config.h"

#include "parse/parse.h"

#include <string.h>

/* A document and the beginnings of the entries in it, '|' between them. */
typedef struct {
  const char *name, *text, *entries;
} Case;

static const Case cases[] = {
  { "one a line",
    "Adams, J. (2001). The first of all. Journal of Firsts, 1(2), 3-4.\n"
    "Brown, K. (2002). The second of all. Journal of Seconds, 2(3), 5-6.\n"
    "Clark, L. (2003). The third of all. London: Routledge.\n",
    "Adams|Brown|Clark" },
  { "windows line ends",
    "Adams, J. (2001). The first of all. Journal of Firsts, 1(2), 3-4.\r\n"
    "Brown, K. (2002). The second of all. Journal of Seconds, 2(3), 5-6.\r\n",
    "Adams|Brown" },
  { "blank lines between wrapped entries",
    "Adams, J. (2001). The first of all and of every-\nthing. Journal of Firsts,\n1(2), 3-4.\n\n"
    "Brown, K. (2002). The second of all.\nJournal of Seconds, 2(3), 5-6.\n\n"
    "Clark, L. (2003). The third of all.\nLondon: Routledge.\n",
    "Adams|Brown|Clark" },
  { "an entry torn by a blank line",
    "Adams, J. (2001). The first of all. Journal of Firsts,\n\nParis and London 1(2), 3-4.\n\n"
    "Brown, K. (2002). The second of all. Journal of Seconds, 2(3), 5-6.\n\n"
    "Clark, L. (2003). The third of all. London: Routledge.\n",
    "Adams|Brown|Clark" },
  { "numbers in square brackets, wrapped",
    "[1] J. Adams, \"The first of all\", Journal of\nFirsts, vol. 1, 2001.\n"
    "[2] K. Brown, \"The second of all\", Journal of\nSeconds, vol. 2, 2002.\n"
    "[3] L. Clark, The third of all, Routledge,\n2003.\n",
    "[1] J.|[2] K.|[3] L." },
  { "numbers with a full stop, from one on, with a gap",
    "1. Adams J. The first of all. J Firsts. 2001;1:3-4.\n2. Brown K. The second. J Seconds. 2002;2:5-6.\n"
    "4. Clark L. The third of all. J Thirds. 2003;3:7-8.\n5. Doe M. The fourth. J Fourths 2004;4:1-2.\n",
    "1. Adams|2. Brown|4. Clark|5. Doe" },
  { "round brackets",
    "(1) Adams J. The first of all. J Firsts. 2001;1:3-4.\n(2) Brown K. The second. J Seconds. 2002;2:5-6.\n"
    "(3) Clark L. The third of all. J Thirds. 2003;3:7-8.\n",
    "(1) Adams|(2) Brown|(3) Clark" },
  { "footnotes, two of them in one line",
    "1) Adams, J.: Vom Ersten, Berlin 2001, S. 3.\n2) Brown, K.: Vom Zweiten, Bonn 2002, S. 4. 3) Clark, L.: Vom "
    "Dritten, Wien 2003.\n4) Ebenda, S. 5.\n5) Doe, M.: Vom Vierten, Graz 2004, S. 6.\n",
    "1) Adams|2) Brown|3) Clark|4) Ebenda|5) Doe" },
  { "Markdown's numbers are no numbers",
    "1. Adams J. The first of all. J Firsts. 2001;1:3-4.\n\n1. Brown K. The second. J Seconds. 2002;2:5-6.\n\n"
    "1. Clark L. The third of all. J Thirds. 2003;3:7-8.\n",
    "Adams|Brown|Clark" },
  { "bullets",
    "- Adams, J. (2001). The first of all. Journal of Firsts, 1(2), 3-4.\n\n"
    "- Brown, K. (2002). The second of all. Journal of Seconds, 2(3), 5-6.\n",
    "Adams|Brown" },
  { "hanging indent",
    "Adams, J. (2001). The first of all and of everything else.\n    Journal of Firsts, 1(2), 3-4.\n"
    "Brown, K. (2002). The second of all and of everything else.\n    Journal of Seconds, 2(3), 5-6.\n"
    "van der Clark, L. (2003). The third of all. London:\n    Routledge.\n",
    "Adams|Brown|van der Clark" },
  { "first lines indented",
    "    Adams, J. (2001). The first of all and of everything else.\nJournal of Firsts, 1(2), 3-4.\n"
    "    Brown, K. (2002). The second of all and of everything else.\nJournal of Seconds, 2(3), 5-6.\n"
    "    Clark, L. (2003). The third of all. London:\nRoutledge.\n",
    "Adams|Brown|Clark" },
  { "wrapped, with nothing between",
    "Adams J, Smith KL, Jones M. The first of all things that there are in the\nworld. Journal of Firsts. 2001;1:"
    "3-4.\nBrown K, Doe J. The second of all things that there are in the whole\nworld. Journal of Seconds. "
    "2002;2:5-6.\nClark L. The third of all things that there are in the whole wide\nworld. Journal of Thirds. "
    "2003;3:7-8.\n",
    "Adams|Brown|Clark" },
  { "under a heading, after prose",
    "On Firsts\n\nIn this paper we show what was known since 1990 and what others, in 2001 and later, have said about it "
    "at some length and with much care.\n\nMore prose stands here, with a year such as 1999 in it, and it goes on and on.\n\n"
    "References\n\nAdams, J. (2001). The first of all. Journal of Firsts, 1(2), 3-4.\n"
    "Brown, K. (2002). The second of all. Journal of Seconds, 2(3), 5-6.\n\nAppendix\n\nWe list here what was left out of "
    "the paper for want of space in 2001.\n",
    "Adams|Brown" },
  { "a numbered heading in capitals",
    "Text of the paper that says little of what is known.\n\n7. REFERENCES\n"
    "Adams, J. (2001). The first of all. Journal of Firsts, 1(2), 3-4.\n"
    "Brown, K. (2002). The second of all. Journal of Seconds, 2(3), 5-6.\n",
    "Adams|Brown" },
  { "without a heading, after prose",
    "In this paper we show what was known and what others have said about it at some length and with much care, as "
    "people do who have a lot of time on their hands and no wish to come to an end.\n\n"
    "It goes on like this for as long as there is anything to say about the matter, and then for a while longer.\n\n"
    "Adams, J. (2001). The first of all. Journal of Firsts, 1(2), 3-4.\n"
    "Brown, K. (2002). The second of all. Journal of Seconds, 2(3), 5-6.\n"
    "Clark, L. (2003). The third of all. London: Routledge.\n",
    "Adams|Brown|Clark" },
  { "page numbers and running heads",
    "References\nAdams, J. (2001). The first of all. Journal of Firsts, 1(2), 3-4.\n17\n\nSmith and others: On Firsts\n\n"
    "Brown, K. (2002). The second of all. Journal of Seconds, 2(3), 5-6.\n18\n\nSmith and others: On Firsts\n\n"
    "Clark, L. (2003). The third of all. London: Routledge.\n19\n\nSmith and others: On Firsts\n\n"
    "Doe, M. (2004). The fourth of all. Journal of Fourths, 3(4), 7-8.\n",
    "Adams|Brown|Clark|Doe" },
  { "what follows the list",
    "References\nAdams, J. (2001). The first of all. Journal of Firsts, 1(2), 3-4.\n"
    "Brown, K. (2002). The second of all. Journal of Seconds, 2(3), 5-6.\nReceived: 12 May 2003; accepted 3 June 2003\n"
    "Jane Smith is a professor of everything at a university that has no name and has been so since 1999.\n",
    "Adams|Brown" },
  { "two lists", "Sources\n\nAdams, J. (2001). The first of all. Journal of Firsts, 1(2), 3-4.\n\nLiterature\n\n"
                 "Brown, K. (2002). The second of all. Journal of Seconds, 2(3), 5-6.\n",
    "Adams|Brown" },
  { "one reference alone", "Adams, J. (2001). The first of all. Journal of Firsts, 1(2), 3-4.", "Adams" },
  { "one without a year", "Adams, J.: Of the first things. Berlin: Springer.", "Adams" },
  { "Cyrillic",
    "Список литературы\n1. Иванов И. И. О первом // Вопросы истории. 2001. № 2. С. 3-4.\n"
    "2. Петров П. П. О втором // Вопросы истории. 2002. № 3. С. 5-6.\n",
    "1. Иванов|2. Петров" },
  { "Chinese",
    "参考文献\n[1] 王小明. 第一[J]. 学报, 2001, 1(2): 3-4.\n[2] 李四. 第二[J]. 学报, 2002, 2(3): 5-6.\n",
    "[1] 王|[2] 李" },
  { "Persian",
    "منابع\nکولایی، الهه (۱۳۹۴)، سیاست و حکومت، تهران: سمت.\nکولایی، الهه (۱۳۹۸)، روسیه، تهران: ایپیس، 2001.\n",
    "کولایی، الهه (۱۳۹۴)|کولایی، الهه (۱۳۹۸)" },
  { "numbers on lines of their own",
    "[1]\nAdams, J. (2001). The first of all. Journal of Firsts, 1(2), 3-4.\n[2]\nBrown, K. (2002). The second of all. "
    "Journal of Seconds, 2(3), 5-6.\n[3]\nClark, L. (2003). The third of all. London: Routledge.\n",
    "[1]\nAdams|[2]\nBrown|[3]\nClark" },
  { "Markdown's footnotes",
    "[^1]: Adams, J. (2001). The first of all. Journal of\nFirsts, 1(2), 3-4.\n[^2]: Brown, K. (2002). The second of\nall. "
    "Journal of Seconds, 2(3), 5-6.\n",
    "[^1]: Adams|[^2]: Brown" },
  { "raised numbers, wrapped",
    "¹ Adams, J. (2001). The first of all. Journal of\nFirsts, 1(2), 3-4.\n² Brown, K. (2002). The second of all.\nJournal of "
    "Seconds, 2(3), 5-6.\n³ Clark, L. (2003). The third of all. London:\nRoutledge.\n",
    "¹ Adams|² Brown|³ Clark" },
  { "raised numbers that came down, wrapped",
    "1Adams, J. (2001). The first of all. Journal of\nFirsts, 1(2), 3-4.\n2Brown, K. (2002). The second of all.\nJournal of "
    "Seconds, 2(3), 5-6.\n3Clark, L. (2003). The third of all. London:\nRoutledge.\n",
    "1Adams|2Brown|3Clark" },
  { "keys of BibTeX's alpha style",
    "[Ada01] J. Adams. The first of all. Journal of Firsts, 1(2):3-4, 2001.\n[BC02] K. Brown and L. Clark. The second.\n"
    "  In M. Doe, editor, Many Seconds, pages 5-6. Routledge, 2002.\n[DEF+03] M. Doe et al. The third. J. Thirds, 2003.\n",
    "[Ada01] J.|[BC02] K.|[DEF+03] M." },
  { "wide digits and stops",
    "文献\n\n１．山田太郎：第一，岩波書店，東京（2003）．\n２．佐藤花子：第二，学報，Vol.12，pp.45-52（2011）．\n３．Smith, J.: Thirds (1999).\n",
    "１．山田|２．佐藤|３．Smith" },
  { "Persian numbers",
    "منابع\n۱. کولایی، الهه (۱۳۹۴)، سیاست و حکومت، تهران: سمت.\n۲. رضایی، مریم (۱۳۹۸)، روسیه، تهران:\nایپیس.\n۳. کریمی، علی (۱۳۹۹)، بازار، تهران: نی.\n",
    "۱. کولایی|۲. رضایی|۳. کریمی" },
  { "numbers that begin anew",
    "1. Adams J. The first of all. J Firsts. 2001;1:3-4.\n2. Brown K. The second. J Seconds. 2002;2:5-6.\n"
    "3. Clark L. The third of all. J Thirds. 2003;3:7-8.\n1. Doe M. The fourth. J Fourths 2004;4:1-2.\n"
    "2. Eliot N. The fifth. J Fifths 2005;5:1-2.\n3. Field O. The sixth. J Sixths 2006;6:1-2.\n",
    "1. Adams|2. Brown|3. Clark|1. Doe|2. Eliot|3. Field" },
  { "a dash for the same author is no bullet",
    "Adams, J. (2001). The first of all. Journal of Firsts, 1(2), 3-4.\n- and Brown, K. (2002). The second of all. Journal "
    "of Seconds, 2(3), 5-6.\n- and Clark, L. (2003). The third of all. London: Routledge.\n",
    "Adams|- and Brown|- and Clark" },
  { "headings inside a list",
    "Bibliography\n\nBooks\nAdams J, The First of All (3rd edn, OUP 2014)\nBrown K and Smith SF, The Second (5th edn, OUP 2009)\n\n"
    "Articles\nClark B, ‘Thirds and Fourths’ (2011) 127 LQR 345\n\nCases\nDoe v Eliot (1870) LR 9 Eq 671\n",
    "Adams|Brown|Clark|Doe" },
  { "letters between the entries",
    "A\n\nAdams, J. (2001). The first of all. Journal of Firsts, 1(2), 3-4.\n\nB\n\nBrown, K. (2002). The second. Routledge.\n"
    "Burke, K. (2003). Another. Sage.\n\nC\n\nClark, L. (2003). The third of all. London: Routledge.\n",
    "Adams|Brown|Burke|Clark" },
  { "a list for each chapter",
    "Chapter 1: Firsts\n\nThere were firsts, and they were known to all who cared to know them, which few did at that time.\n\n"
    "References\n\nAdams, J. (2001). The first of all. Journal of Firsts, 1(2), 3-4.\n\nChapter 2: Seconds\n\n"
    "There were seconds, and they were known to all who cared to know them, as everybody did at that time.\n\n"
    "References\n\nBrown, K. (2002). The second of all. Journal of Seconds, 2(3), 5-6.\n",
    "Adams|Brown" },
  { "sources that look like nothing, beside a list",
    "Primary Sources\n\nState Archives (SA), Kew. CO 1/33, Adams to Brown, 5 June 1850.\nMorning Post, 12 March 1867.\n\n"
    "Secondary Sources\n\nAdams, J. (2001). The first of all. Journal of Firsts, 1(2), 3-4.\n"
    "Brown, K. (2002). The second of all. Journal of Seconds, 2(3), 5-6.\n",
    "State|Morning|Adams|Brown" },
  { "who wrote it, under a heading that nobody knows",
    "References\n\nAdams, J. (2001). The first of all. Journal of Firsts, 1(2), 3-4.\nBrown, K. (2002). The second of all. Journal "
    "of Seconds, 2(3), 5-6.\n\nOur man in Perth\n\nHe lives there and writes on what comes first, as before him nobody did.\n",
    "Adams|Brown" },
  { "annotations below the entries",
    "Annotated Bibliography\n\nAdams, J. (2001). The first of all. Journal of Firsts, 1(2), 3-4.\n\n"
    "This is a book that looks at how things begin and is written for those who want to know it, without much ado at all.\n\n"
    "Brown, K. (2002). The second of all. Journal of Seconds, 2(3), 5-6.\n\n"
    "The author writes of seconds, and does so with love, but the reader who wants numbers will not find them in here.\n",
    "Adams|Brown" },
  { "typed with double space",
    "Adams, J. (2001). The first of all and of all the other things that\n\nthere are. Journal of Firsts, 1(2), 3-4.\n\n"
    "Brown, K. (2002). The second of all, with a foreword by Oxford\n\nUniversity. Journal of Seconds, 2(3), 5-6.\n\n"
    "Clark, L. (2003). The third of all and of the whole wide world and\n\nBeyond. London: Routledge.\n",
    "Adams|Brown|Clark" },
  { "names without a capital at first",
    "Adams, J. (2001): Vom Ersten. In: Merkur 65, H. 3, S. 200.\nv. Brown, Otto: Erinnerungen, Bd. 1, Berlin 1911.\n"
    "o. V. (2013): Vom Dritten, in: Die Post, 12.03.2013, S. 4.\nClark, L. (2003): Vom Vierten. Graz: Leykam.\n",
    "Adams|v. Brown|o. V.|Clark" },
  { "a head with the page's number inside an entry",
    "On Firsts                                     211\n\nREFERENCES\n\n1.  Adams J. The first of all. J Firsts.\n    2001;1:3-4.\n"
    "2.  Brown K. The second. London:\n\n212                                Adams and others\n\n    Arnold; 2002. p. 5-6.\n"
    "3.  Clark L. The third of all. J Thirds. 2003;3:7-8.\n\nOn Firsts                                     213\n\n"
    "4.  Doe M. The fourth. J Fourths 2004;4:1-2.\n",
    "1.  Adams|2.  Brown|3.  Clark|4.  Doe" },
  { "tags of a page",
    "<h2>References</h2>\n<ol>\n<li id=\"a\">Adams, J. (2001). The first of all. Journal of Firsts, 1(2), 3-4.</li>\n"
    "<li id=\"b\">Brown, K. (2002). The second of all. Journal of Seconds, 2(3), 5-6.</li>\n</ol>\n",
    "Adams|Brown" },
  { "who wrote it, in Chinese",
    "参考文献\n[1] 王小明. 第一[J]. 学报, 2001, 1(2): 3-4.\n[2] 李四. 第二[J]. 学报, 2002, 2(3): 5-6.\n\n作者简介：王小明（1980—），男，教授。\n",
    "[1] 王|[2] 李" },
  { "wrapped, where only two entries do not fit",
    "Adams, J., & Smith, S. (2001). The first of all and the making of trust. Journal of\nFirst Things, 22(3), 145-168.\n"
    "Brown, K. (2002). The second of all. Oxford University Press.\nClark, L. (2003). The third of all. London: Routledge.\n"
    "Doe, M., Eliot, N., & Field, O. (2004). The fourth of all the things that are. In T.\nGreen & L. Hill (Eds.), Handbook of "
    "fourths (pp. 210-233). Routledge.\nIves, P. (2005). The fifth of all. Leiden: Brill.\n",
    "Adams|Brown|Clark|Doe|Ives" },
  { "wrapped, a full line before a name",
    "Adams, Jonathan. \"The First of All.\" The Rural Review, vol. 4,\nno. 1, 2013, pp. 5-19.\n"
    "Brown, Chiara, and Omar Said. The Floors. Translated by Ann\nLee, Penguin, 2009.\n"
    "Clark, Ruth, et al., editors. The Anthology of the Doors. 2nd\ned., Norton, 2014.\n"
    "Doe, Rita. \"The Fourth.\" The Rural Review, vol. 9, no. 2, and\nvol. 10, 2018, pp. 40-44.\n",
    "Adams|Brown|Clark|Doe" },
  { "wrapped, in Russian",
    "Алексеев В. В. Реки и города Сибири в прошлом и в настоящем. М. :\nНаука, 1987. 214 с.\nБорисова Е. Н., Громов П. К. "
    "Торговля в Иркутске // Вопросы\nистории. 2004. № 3. С. 45–58.\nДмитриев А. Б. Пароходство на Лене и других реках края. Томск :\n"
    "Изд-во, 2001. 187 с.\n",
    "Алексеев|Борисова|Дмитриев" },
  { "a page ends among wrapped lines",
    "Adams J, Smith KL, Jones M. The first of all things that there are in the\nworld. Journal of Firsts. 2001;1:"
    "3-4.\nBrown K, Doe J. The second of all things that there are in the whole\n\n                17\n\nworld. Journal of Seconds. "
    "2002;2:5-6.\nClark L. The third of all things that there are in the whole wide\nworld. Journal of Thirds. "
    "2003;3:7-8.\n",
    "Adams|Brown|Clark" },
  { "one entry alone with a second line",
    "Adams, J. (2001). The first of all. London: Sage.\nBrown, K. (2002). The second of all. A very long title that needs\n"
    "    Two lines, 2(3), 5-6.\nClark, L. (2003). The third of all. London: Routledge.\n",
    "Adams|Brown|Clark" },
  { "a list that lost its line ends",
    "References: [1] J. Adams, \"The first of all\", Journal of Firsts, vol. 1, 2001. [2] K. Brown, The second of all. Available: "
    "https://second.example/all [3] L. Clark, The third of all, Routledge, 2003. [4] M. Doe, \"The fourth, as in [2]\", J. Fourths, 2004.\n",
    "[1] J.|[2] K.|[3] L.|[4] M." },
  { "a heading in the line of the first entry",
    "Literatur: Adams, J. (2001). The first of all. Journal of Firsts, 1(2), 3-4.\nBrown, K. (2002). The second of all. Journal of "
    "Seconds, 2(3), 5-6.\n",
    "Adams|Brown" },
  { "line ends inside a paragraph",
    "Adams, J. (2001). The first of all. Journal of Firsts, 1(2), 3-4.\vBrown, K. (2002). The second of all. Journal of Seconds, "
    "2(3), 5-6.\xE2\x80\xA8" "Clark, L. (2003). The third of all. London: Routledge.\n",
    "Adams|Brown|Clark" },
  { "marks of direction and order",
    "\xE2\x80\x8F" "منابع\n\xE2\x80\x8Fکولایی، الهه (۱۳۹۴)، سیاست و حکومت، تهران: سمت.\n\xEF\xBB\xBFکولایی، الهه (۱۳۹۸)، روسیه، تهران: ایپیس.\n",
    "کولایی، الهه (۱۳۹۴)|کولایی، الهه (۱۳۹۸)" },
  { "stamps on pages",
    "References\nAdams, J. (2001). The first of all. Journal of Firsts, 1(2), 3-4.\nDownloaded from http://first.example by a guest on 3 "
    "March 2020\nBrown, K. (2002). The second of all. Journal of Seconds, 2(3), 5-6.\n© 2020 The Authors\n"
    "Clark, L. (2003). The third of all. London: Routledge.\n",
    "Adams|Brown|Clark" },
  { "an abstract below each entry",
    "Adams, J. (2001). The first of all. Journal of Firsts, 1(2), 3-4.\nAbstract: We asked people in two towns what they thought of "
    "each other and found that they did not think of each other at all, which came as a surprise.\n\n"
    "Brown, K. (2002). The second of all. Journal of Seconds, 2(3), 5-6.\nAbstract: We asked them once more and found that by then "
    "they thought of nothing else, which came as no surprise to anybody who had read the first of all.\n",
    "Adams|Brown" },
  { "one a line, in Japanese",
    "引用文献\n\n山田太郎（2003）『港町の歴史』岩波書店\n佐藤花子・鈴木一郎（2011）「雨水の研究」『都市計画』12巻3号，pp.45-52\n"
    "総務省統計局（2018）「人口推計」http://www.stat.example.jp/（2019年3月1日閲覧）\n",
    "山田|佐藤|総務省" },
  { "of several lists, one a line",
    "1. Adams J. The first of all: Schools in Two Towns of the North Before and After the Reform of 1990, with Notes on Method and on Archives. J Firsts. 2001;1:3-4.\n"
    "2. Brown K. The second of all: Schools in Two Towns of the North Before and After the Reform of 1990, with Notes on Method and on Archives. J Seconds. 2002;2:5-6.\n"
    "[14] L. Clark, The third of all: Schools in Two Towns of the North Before and After the Reform of 1990, with Notes on Method and on Archives. London: Routledge, 2003.\n"
    "Doe, M. (2004). The fourth of all: Schools in Two Towns of the North Before and After the Reform of 1990, with Notes on Method and on Archives. Journal of Fourths, 4(1), 1-2.\n"
    "[5] N. Eads, The fifth of all: Schools in Two Towns of the North Before and After the Reform of 1990, with Notes on Method and on Archives. London: Routledge, 2005.\n"
    "3. Fox O. The sixth of all: Schools in Two Towns of the North Before and After the Reform of 1990, with Notes on Method and on Archives. J Sixths. 2006;6:7-8.\n",
    "1. Adams|2. Brown|[14] L.|Doe|[5] N.|3. Fox" },
  { "prose alone",
    "This is a letter. It tells of nothing in particular, and it does so at some length.\n\nIt has a second paragraph, "
    "which is no better than the first one and is here for that reason only, as you see.\n\nAnd it has a third one, so "
    "that nobody takes it for something that it is not; and there it comes to an end.\n\nYours, as ever, and so on "
    "and so forth, with all good wishes for the time that is to come.\n",
    "" },
  { "nothing", "", "" },
  { "blank lines", "\n\n \n\t\n", "" },
};

static void
check(const char *text, gsize len, const char *expected)
{
  IbSplit split;
  GString *got = g_string_new(NULL);
  g_auto(GStrv) want = g_strsplit(expected, "|", -1);
  guint n = g_strv_length(want);

  ib_split(text, len, &split);
  for (guint i = 0; i < split.entries->len; i++) {
    const IbEntry *entry = &g_array_index(split.entries, IbEntry, i);
    g_assert_cmpuint(entry->start, <, entry->end);
    g_assert_cmpuint(entry->end, <=, len);
    gsize show = i < n ? strlen(want[i]) : 10;
    g_string_append_printf(got, "%s%.*s", i ? "|" : "", (int)MIN(show, entry->end - entry->start),
                           text + entry->start);
  }
  if (strcmp(got->str, expected) != 0) {
    g_test_message("got %s", got->str);
    g_test_fail();
  }
  g_string_free(got, TRUE);
  ib_split_clear(&split);
}

static void
run_case(gconstpointer data)
{
  const Case *c = data;
  check(c->text, strlen(c->text), c->entries);
}

/* Prose is counted, with the place of the first line. */
static void
test_prose(void)
{
  const char *text = "A title\n\nReferences\nAdams, J. (2001). The first of all. Journal of Firsts, 1(2), 3-4.\n"
                     "Brown, K. (2002). The second of all. Journal of Seconds, 2(3), 5-6.\n\nAppendix\nMore.\n";
  IbSplit split;
  ib_split(text, strlen(text), &split);
  g_assert_cmpuint(split.entries->len, ==, 2);
  g_assert_cmpuint(split.prose_lines, ==, 3);
  g_assert_cmpuint(split.first_prose, ==, 0);
  ib_split_clear(&split);
}

/* What stands between the lines of an entry and is no part of it: the number of a page. */
static void
test_holes(void)
{
  const char *text = "1. Adams J. The first of all. J Firsts.\n2001;1:3-4.\n2. Brown K. The second. London:\n\n17\n\n"
                     "Arnold; 2002.\n\n18\n\n3. Clark L. The third of all. J Thirds. 2003;3:7-8.\n";
  IbSplit split;
  ib_split(text, strlen(text), &split);
  g_assert_cmpuint(split.entries->len, ==, 3);
  const IbEntry *entry = &g_array_index(split.entries, IbEntry, 1);
  g_assert_cmpuint(g_array_index(split.entries, IbEntry, 0).n_holes, ==, 0);
  g_assert_cmpuint(entry->n_holes, ==, 1);
  g_assert_cmpuint(g_array_index(split.entries, IbEntry, 2).n_holes, ==, 0);
  const IbHole *hole = &g_array_index(split.holes, IbHole, entry->hole);
  g_assert_cmpuint(hole->end - hole->start, ==, 2);
  g_assert_cmpint(memcmp(text + hole->start, "17", 2), ==, 0);
  g_assert_cmpuint(entry->label_end - entry->label, ==, 1);
  g_assert_cmpint(memcmp(text + entry->start + entry->body, "Brown", 5), ==, 0);
  ib_split_clear(&split);
}

/* Two columns side by side are counted; a table of contents or a wide gap now and then is none. */
static void
test_columns(void)
{
  GString *text = g_string_new(NULL);
  IbSplit split;
  for (guint i = 1; i < 10; i++)
    g_string_append_printf(text, "%u. Adams J. The first of all. 2001;    %2u. Brown K. The second. 2002.\n", i, i + 9);
  ib_split(text->str, text->len, &split);
  g_assert_cmpuint(split.columns, ==, 9);
  ib_split_clear(&split);
  g_string_assign(text, "");
  for (guint i = 1; i < 10; i++)
    g_string_append_printf(text, "%u.   Adams J. The first of all. J Firsts. 2001;1:3-4.\n", i);
  ib_split(text->str, text->len, &split);
  g_assert_cmpuint(split.entries->len, ==, 9);
  g_assert_cmpuint(split.columns, ==, 0);
  ib_split_clear(&split);
  g_string_free(text, TRUE);
}

static double
time_of(const char *text, gsize len, guint *entries)
{
  IbSplit split;
  gint64 start = g_get_monotonic_time();
  ib_split(text, len, &split);
  *entries = split.entries->len;
  ib_split_clear(&split);
  return (g_get_monotonic_time() - start) / 1e6;
}

/* Ten times as many lines take about ten times as long. */
static void
test_many_lines(void)
{
  GString *text = g_string_new(NULL);
  guint n;
  for (guint i = 0; i < 100000; i++)
    g_string_append_printf(text, "Adams, J. (%u). The first of all. Journal of Firsts, %u(2), 3-4.\n", 1900 + i % 100, i);
  double part = time_of(text->str, text->len / 10, &n), all = time_of(text->str, text->len, &n);
  g_assert_cmpuint(n, ==, 100000);
  g_assert_cmpfloat(all, <, 40 * part + 0.5);
  g_string_free(text, TRUE);
}

/* No line end, no reference: passed over, at once. */
static void
test_long_line(void)
{
  gsize len = 20 << 20;
  g_autofree char *text = g_malloc(len);
  guint n;
  for (gsize i = 0; i < len; i++)
    text[i] = " abc[1](2003),;.\"\0-"[i % 19];
  g_assert_cmpfloat(time_of(text, len, &n), <, 5);
  g_assert_cmpuint(n, ==, 0);
}

/* Real lists, counted by reading them. */
static const struct {
  const char *file;
  guint entries;
} shared_lists[] = {
  { "apa6-retrieved-from.txt", 82 },
  { "article-belarus-russia.txt", 45 },
  { "chicago-eu-law.txt", 34 },
  { "excite-de-internet-politik.txt", 42 },
  { "excite-en-harvard-europe-public-sphere.txt", 67 },
  { "ieee-online-available.txt", 35 },
  { "vancouver-pmc-pdf-linebreaks.txt", 45 },
};

static void
test_shared(void)
{
  const char *shared = g_getenv("IBID_SHARED");
  for (guint i = 0; i < G_N_ELEMENTS(shared_lists); i++) {
    g_autofree char *path = g_build_filename(shared ? shared : "", "references", "lists", shared_lists[i].file, NULL);
    g_autofree char *text = NULL;
    gsize len;
    if (!g_file_get_contents(path, &text, &len, NULL)) {
      g_test_skip("../shared is absent");
      return;
    }
    IbSplit split;
    ib_split(text, len, &split);
    g_assert_cmpuint(split.entries->len, ==, shared_lists[i].entries);
    ib_split_clear(&split);
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *name = g_strdup_printf("/split/%s", cases[i].name);
    g_test_add_data_func(name, &cases[i], run_case);
  }
  g_test_add_func("/split/real lists", test_shared);
  g_test_add_func("/split/prose is counted", test_prose);
  g_test_add_func("/split/lines inside that are no part", test_holes);
  g_test_add_func("/split/columns", test_columns);
  g_test_add_func("/split/many lines", test_many_lines);
  g_test_add_func("/split/one long line", test_long_line);
  return g_test_run();
}
