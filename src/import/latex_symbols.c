/* LaTeX's commands by name, after the LaTeX Companion and what .bib files hold. */
#include "config.h"

#include "import/latex_symbols.h"

static const struct {
  const char *name, *text;
} symbols[] = {
  { "AA", "Å" }, { "AE", "Æ" }, { "DH", "Ð" }, { "DJ", "Đ" }, { "L", "Ł" }, { "NG", "Ŋ" }, { "O", "Ø" },
  { "OE", "Œ" }, { "TH", "Þ" }, { "aa", "å" }, { "ae", "æ" }, { "dh", "ð" }, { "dj", "đ" }, { "i", "ı" },
  { "j", "ȷ" }, { "l", "ł" }, { "ng", "ŋ" }, { "o", "ø" }, { "oe", "œ" }, { "ss", "ß" }, { "SS", "ẞ" },
  { "th", "þ" }, { "S", "§" }, { "P", "¶" }, { "copyright", "©" }, { "pounds", "£" }, { "dag", "†" },
  { "ddag", "‡" }, { "ldots", "…" }, { "dots", "…" }, { "textellipsis", "…" }, { "textendash", "–" },
  { "textemdash", "—" }, { "textquoteleft", "‘" }, { "textquoteright", "’" }, { "textquotedblleft", "“" },
  { "textquotedblright", "”" }, { "textquotesingle", "'" }, { "textquotedbl", "\"" }, { "quotedblbase", "„" },
  { "quotesinglbase", "‚" }, { "glqq", "„" }, { "grqq", "“" }, { "flqq", "«" }, { "frqq", "»" },
  { "guillemotleft", "«" }, { "guillemotright", "»" }, { "guilsinglleft", "‹" }, { "guilsinglright", "›" },
  { "textexclamdown", "¡" }, { "textquestiondown", "¿" }, { "textbackslash", "\\" }, { "textasciitilde", "~" },
  { "textasciicircum", "^" }, { "textunderscore", "_" }, { "textbar", "|" }, { "textless", "<" },
  { "textgreater", ">" }, { "textbraceleft", "{" }, { "textbraceright", "}" }, { "textdollar", "$" },
  { "textregistered", "®" }, { "texttrademark", "™" }, { "textdegree", "°" }, { "degree", "°" },
  { "textordfeminine", "ª" }, { "textordmasculine", "º" }, { "texteuro", "€" }, { "euro", "€" },
  { "textsterling", "£" }, { "textperiodcentered", "·" }, { "cdot", "·" }, { "times", "×" }, { "pm", "±" },
  { "infty", "∞" }, { "leq", "≤" }, { "le", "≤" }, { "geq", "≥" }, { "ge", "≥" }, { "neq", "≠" }, { "sim", "∼" },
  { "approx", "≈" }, { "rightarrow", "→" }, { "to", "→" }, { "leftarrow", "←" }, { "leftrightarrow", "↔" },
  { "in", "∈" }, { "prime", "′" }, { "circ", "∘" }, { "sqrt", "√" }, { "partial", "∂" }, { "nabla", "∇" },
  { "sum", "∑" }, { "int", "∫" }, { "ell", "ℓ" }, { "hbar", "ℏ" }, { "textmu", "µ" }, { "alpha", "α" },
  { "beta", "β" }, { "gamma", "γ" }, { "delta", "δ" }, { "epsilon", "ε" }, { "varepsilon", "ε" }, { "zeta", "ζ" },
  { "eta", "η" }, { "theta", "θ" }, { "iota", "ι" }, { "kappa", "κ" }, { "lambda", "λ" }, { "mu", "μ" },
  { "nu", "ν" }, { "xi", "ξ" }, { "pi", "π" }, { "rho", "ρ" }, { "sigma", "σ" }, { "tau", "τ" }, { "upsilon", "υ" },
  { "phi", "φ" }, { "varphi", "φ" }, { "chi", "χ" }, { "psi", "ψ" }, { "omega", "ω" }, { "Gamma", "Γ" },
  { "Delta", "Δ" }, { "Theta", "Θ" }, { "Lambda", "Λ" }, { "Xi", "Ξ" }, { "Pi", "Π" }, { "Sigma", "Σ" },
  { "Phi", "Φ" }, { "Psi", "Ψ" }, { "Omega", "Ω" }, { "LaTeX", "LaTeX" }, { "TeX", "TeX" }, { "BibTeX", "BibTeX" },
  { "textcopyright", "©" }, { "textonehalf", "½" }, { "textbullet", "•" }, { "bullet", "•" }, { "star", "⋆" },
  { "slash", "/" }, { "textslash", "/" }, { "space", " " }, { "newline", "\n" }, { "quad", " " }, { "qquad", " " },
  { "par", "\n\n" }, { "hyp", "-" }, { "textasciigrave", "`" }, { "textnumero", "№" }, { "bibrangedash", "–" },
  { "hyphen", "-" }, { "fshyp", "/" }, { "bibstring", "" }, { "nopunct", "" }, { "addspace", " " },
  { "textquestiondown", "¿" }, { "textpm", "±" }, { "texttimes", "×" }, { "textdiv", "÷" }, { "div", "÷" }, { "ast", "∗" },
  { "mid", "∣" }, { "langle", "⟨" }, { "rangle", "⟩" }, { "ll", "≪" }, { "gg", "≫" }, { "equiv", "≡" }, { "propto", "∝" },
  { "cup", "∪" }, { "cap", "∩" }, { "subset", "⊂" }, { "forall", "∀" }, { "exists", "∃" }, { "oplus", "⊕" },
  { "otimes", "⊗" }, { "perp", "⊥" }, { "odot", "⊙" }, { "sun", "☉" }, { "lesssim", "≲" }, { "gtrsim", "≳" },
  { "Rightarrow", "⇒" }, { "Leftrightarrow", "⇔" }, { "uparrow", "↑" }, { "downarrow", "↓" }, { "aleph", "ℵ" },
  { "Re", "ℜ" }, { "Im", "ℑ" }, { "wp", "℘" }, { "emptyset", "∅" }, { "setminus", "∖" }, { "lbrace", "{" },
  { "rbrace", "}" }, { "backslash", "\\" }, { "colon", ":" }, { "cdots", "⋯" }, { "prod", "∏" }, { "triangle", "△" },
  { "dagger", "†" }, { "ddagger", "‡" }, { "Upsilon", "Υ" }, { "vartheta", "ϑ" }, { "varrho", "ϱ" }, { "varsigma", "ς" },
  { "textonequarter", "¼" }, { "textthreequarters", "¾" }, { "textonesuperior", "¹" }, { "texttwosuperior", "²" },
  { "textthreesuperior", "³" }, { "textyen", "¥" }, { "textcent", "¢" }, { "textsection", "§" }, { "textparagraph", "¶" },
  { "textquotestraightdblbase", "\"" }, { "LaTeXe", "LaTeX2e" }, { "XeTeX", "XeTeX" }, { "LuaTeX", "LuaTeX" },
  { "ne", "≠" }, { "geqslant", "≥" }, { "leqslant", "≤" }, { "simeq", "≃" }, { "cong", "≅" }, { "subseteq", "⊆" }, { "supset", "⊃" },
  { "supseteq", "⊇" }, { "notin", "∉" }, { "ni", "∋" }, { "wedge", "∧" }, { "vee", "∨" }, { "neg", "¬" }, { "lnot", "¬" },
  { "mapsto", "↦" }, { "longrightarrow", "⟶" }, { "longleftarrow", "⟵" }, { "Leftarrow", "⇐" }, { "Longrightarrow", "⟹" },
  { "hookrightarrow", "↪" }, { "rightleftharpoons", "⇌" }, { "nearrow", "↗" }, { "searrow", "↘" }, { "updownarrow", "↕" },
  { "parallel", "∥" }, { "angle", "∠" }, { "asymp", "≍" }, { "doteq", "≐" }, { "prec", "≺" }, { "succ", "≻" }, { "models", "⊨" },
  { "vdash", "⊢" }, { "top", "⊤" }, { "bot", "⊥" }, { "square", "□" }, { "Box", "□" }, { "diamond", "⋄" }, { "Diamond", "◇" },
  { "sharp", "♯" }, { "flat", "♭" }, { "natural", "♮" }, { "checkmark", "✓" }, { "lfloor", "⌊" }, { "rfloor", "⌋" }, { "lceil", "⌈" },
  { "rceil", "⌉" }, { "vert", "|" }, { "lvert", "|" }, { "rvert", "|" }, { "Vert", "‖" }, { "lVert", "‖" }, { "rVert", "‖" },
  { "lbrack", "[" }, { "rbrack", "]" }, { "mp", "∓" }, { "oint", "∮" }, { "coprod", "∐" }, { "bigcup", "⋃" }, { "bigcap", "⋂" },
  { "bigoplus", "⨁" }, { "bigotimes", "⨂" }, { "ominus", "⊖" }, { "oslash", "⊘" }, { "varnothing", "∅" }, { "varpi", "ϖ" },
  { "varkappa", "ϰ" }, { "digamma", "ϝ" }, { "omicron", "ο" }, { "beth", "ℶ" }, { "imath", "ı" }, { "jmath", "ȷ" }, { "female", "♀" },
  { "male", "♂" }, { "earth", "⊕" }, { "gtrapprox", "⪆" }, { "lessapprox", "⪅" }, { "surd", "√" }, { "because", "∵" },
  { "therefore", "∴" }, { "vdots", "⋮" }, { "ddots", "⋱" }, { "ldotp", "." }, { "cdotp", "·" }, { "hslash", "ℏ" }, { "mho", "℧" },
  { "micro", "µ" }, { "ohm", "Ω" }, { "celsius", "°C" }, { "degreeCelsius", "°C" }, { "permil", "‰" }, { "textohm", "Ω" },
  { "textcelsius", "℃" }, { "textperthousand", "‰" }, { "textpertenthousand", "‱" }, { "textminus", "−" }, { "textlnot", "¬" },
  { "textbrokenbar", "¦" }, { "textcurrency", "¤" }, { "textflorin", "ƒ" }, { "textwon", "₩" }, { "textdong", "₫" }, { "textlira", "₤" },
  { "textbaht", "฿" }, { "textpeso", "₱" }, { "textnaira", "₦" }, { "textcolonmonetary", "₡" }, { "textdagger", "†" },
  { "textdaggerdbl", "‡" }, { "textasteriskcentered", "∗" }, { "textbardbl", "‖" }, { "textvisiblespace", "␣" }, { "textopenbullet", "◦" },
  { "textreferencemark", "※" }, { "textestimated", "℮" }, { "textlangle", "⟨" }, { "textrangle", "⟩" }, { "textlquill", "⁅" },
  { "textrquill", "⁆" }, { "textleftarrow", "←" }, { "textrightarrow", "→" }, { "textuparrow", "↑" }, { "textdownarrow", "↓" },
  { "textsurd", "√" }, { "textfractionsolidus", "⁄" }, { "textservicemark", "℠" }, { "textrecipe", "℞" }, { "textinterrobang", "‽" },
  { "textpilcrow", "¶" }, { "textmusicalnote", "♪" }, { "textcircledP", "℗" }, { "textdiscount", "⁒" }, { "textonethird", "⅓" },
  { "texttwothirds", "⅔" }, { "textacutedbl", "˝" }, { "textasciidieresis", "¨" }, { "textasciiacute", "´" }, { "textasciimacron", "¯" },
  { "textasciicaron", "ˇ" }, { "textasciibreve", "˘" }, { "textthreequartersemdash", "—" }, { "guillemetleft", "«" }, { "guillemetright", "»" },
  { "glq", "‚" }, { "grq", "‘" }, { "flq", "‹" }, { "frq", "›" }, { "dbar", "đ" }, { "Dbar", "Đ" }, { "textcrh", "ħ" },
  { "textschwa", "ə" }, { "IJ", "Ĳ" }, { "ij", "ĳ" }, { "cprime", "ʹ" }, { "cdprime", "ʺ" },
  { "lasp", "ʽ" }, { "rasp", "ʼ" }, { "textapostrophe", "’" }, { "enspace", " " },
  { "thinspace", " " }, { "nobreakspace", "\xC2\xA0" }, { "thickspace", " " }, { "addcomma", "," },
  { "adddot", "." }, { "addcolon", ":" }, { "addsemicolon", ";" },
  /* functions are set as their names */
  { "sin", "sin" }, { "cos", "cos" }, { "tan", "tan" }, { "log", "log" }, { "ln", "ln" }, { "exp", "exp" }, { "min", "min" },
  { "max", "max" }, { "lim", "lim" }, { "det", "det" }, { "dim", "dim" }, { "gcd", "gcd" }, { "arg", "arg" }, { "mod", "mod" },
  /* journals in the files of the Astrophysics Data System, as aastex names them */
  { "aj", "Astronomical Journal" }, { "apj", "Astrophysical Journal" }, { "apjl", "Astrophysical Journal Letters" },
  { "apjs", "Astrophysical Journal Supplement Series" }, { "aap", "Astronomy and Astrophysics" },
  { "aapr", "Astronomy and Astrophysics Reviews" }, { "aaps", "Astronomy and Astrophysics Supplement Series" },
  { "araa", "Annual Review of Astronomy and Astrophysics" }, { "actaa", "Acta Astronomica" }, { "apss", "Astrophysics and Space Science" },
  { "azh", "Astronomicheskii Zhurnal" }, { "baas", "Bulletin of the American Astronomical Society" }, { "icarus", "Icarus" },
  { "jcap", "Journal of Cosmology and Astroparticle Physics" }, { "jgr", "Journal of Geophysical Research" },
  { "mnras", "Monthly Notices of the Royal Astronomical Society" }, { "memras", "Memoirs of the Royal Astronomical Society" },
  { "nat", "Nature" }, { "nar", "New Astronomy Review" }, { "na", "New Astronomy" }, { "pasa", "Publications of the Astronomical Society of Australia" },
  { "pasp", "Publications of the Astronomical Society of the Pacific" }, { "pasj", "Publications of the Astronomical Society of Japan" },
  { "physrep", "Physics Reports" }, { "physscr", "Physica Scripta" }, { "planss", "Planetary and Space Science" },
  { "pra", "Physical Review A" }, { "prb", "Physical Review B" }, { "prc", "Physical Review C" }, { "prd", "Physical Review D" },
  { "pre", "Physical Review E" }, { "prl", "Physical Review Letters" }, { "procspie", "Proceedings of SPIE" },
  { "qjras", "Quarterly Journal of the Royal Astronomical Society" }, { "rmxaa", "Revista Mexicana de Astronomía y Astrofísica" },
  { "skytel", "Sky and Telescope" }, { "solphys", "Solar Physics" }, { "sovast", "Soviet Astronomy" }, { "ssr", "Space Science Reviews" },
};

static const struct {
  const char *name;
  gunichar mark;
} marks[] = {
  { "bar", 0x304 },   { "overline", 0x305 }, { "hat", 0x302 },  { "widehat", 0x302 }, { "tilde", 0x303 }, { "widetilde", 0x303 },
  { "dot", 0x307 },   { "ddot", 0x308 },     { "vec", 0x20D7 }, { "check", 0x30C },   { "breve", 0x306 }, { "acute", 0x301 },
  { "grave", 0x300 }, { "mathring", 0x30A }, { "textcommabelow", 0x326 }, { "textogonekcentered", 0x328 },
  { "not", 0x338 },
  /* MathSciNet's */
  { "polhk", 0x328 }, { "ocirc", 0x30A }, { "udot", 0x323 }, { "cftil", 0x303 }, { "lfhook", 0x326 },
};

static const char *const silent[] = { "noopsort", "SortNoop", "sortnoop", "label", "vspace", "hspace", "color", "textcolor", "pagecolor",
                                      "phantom", "hphantom", "vphantom", "CJKfamily", "fontencoding", "fontfamily", "thispagestyle", "selectlanguage", "index", "foreignlanguage", NULL };

static const char *const switches[] = { "relax",     "protect",  "small",    "footnotesize", "scriptsize", "tiny",    "normalsize", "large",
                                        "Large",     "LARGE",    "huge",     "Huge",       "rm",         "sf",      "tt",         "normalfont",
                                        "rmfamily",  "sffamily", "ttfamily", "mdseries",   "upshape",    "cal",     "left",       "right",
                                        "big",       "Big",      "bigg",     "Bigg",       "displaystyle", "textstyle", "limits", "nolimits",
                                        "allowbreak", "break",   "linebreak", "nobreak",   "nobreakdash", "noindent", "centering", "sloppy",
                                        "bgroup",    "egroup",   "unskip",   "ignorespaces", "leavevmode", "xspace", "begingroup", "endgroup",
                                        "boldmath",  "unboldmath", "hfill",  "nolinebreak", "frenchspacing", "url", "path", "href", "char",
                                        "enquote",   "mkbibquote", "nolinkurl", "ensuremath", "mathrm", "text", "mbox", "textrm", "texttt",
                                        "textnormal", "selectfont", "mathbb", "mathcal", "textup", NULL };

/* "\cyrzh", "\CYRZH": LaTeX's names of Cyrillic letters (its encodings T2A to X2). */
static const struct {
  const char *name, *text;
} cyrillic[] = {
  { "a", "а" }, { "b", "б" }, { "v", "в" }, { "g", "г" }, { "d", "д" }, { "e", "е" }, { "yo", "ё" }, { "zh", "ж" },
  { "z", "з" }, { "i", "и" }, { "ishrt", "й" }, { "k", "к" }, { "l", "л" }, { "m", "м" }, { "n", "н" }, { "o", "о" },
  { "p", "п" }, { "r", "р" }, { "s", "с" }, { "t", "т" }, { "u", "у" }, { "f", "ф" }, { "h", "х" }, { "c", "ц" },
  { "ch", "ч" }, { "sh", "ш" }, { "shch", "щ" }, { "hrdsn", "ъ" }, { "ery", "ы" }, { "sftsn", "ь" }, { "erev", "э" },
  { "yu", "ю" }, { "ya", "я" }, { "ie", "є" }, { "ii", "і" }, { "yi", "ї" }, { "gup", "ґ" }, { "ushrt", "ў" }, { "je", "ј" },
  { "lje", "љ" }, { "nje", "њ" }, { "dje", "ђ" }, { "tshe", "ћ" }, { "dzhe", "џ" }, { "dze", "ѕ" },
};

static void
add_cyrillic(GHashTable *index)
{
  for (guint i = 0; i < G_N_ELEMENTS(cyrillic); i++) {
    char *upper = g_utf8_strup(cyrillic[i].text, -1), *name = g_ascii_strup(cyrillic[i].name, -1);
    g_hash_table_insert(index, g_strconcat("cyr", cyrillic[i].name, NULL), (gpointer)cyrillic[i].text);
    g_hash_table_insert(index, g_strconcat("CYR", name, NULL), upper);
    g_free(name);
  }
}

/* A hash of the names, made once. */
const char *
ib_latex_symbol(const char *name)
{
  static GHashTable *index;
  if (g_once_init_enter(&index)) {
    GHashTable *made = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; i < G_N_ELEMENTS(symbols); i++)
      g_hash_table_insert(made, (gpointer)symbols[i].name, (gpointer)symbols[i].text);
    add_cyrillic(made);
    g_once_init_leave(&index, made);
  }
  const char *text = g_hash_table_lookup(index, name);
  if (!text && g_str_has_prefix(name, "text")) { /* "textalpha" of textgreek and of alphabeta */
    text = g_hash_table_lookup(index, name + 4);
    gunichar c = text ? g_utf8_get_char(text) : 0;
    if (c < 0x370 || c > 0x3FF)
      text = NULL;
  }
  return text;
}

gunichar
ib_latex_mark(const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS(marks); i++)
    if (g_str_equal(marks[i].name, name))
      return marks[i].mark;
  return 0;
}

gboolean
ib_latex_is_silent(const char *name)
{
  return g_strv_contains(silent, name);
}

gboolean
ib_latex_is_switch(const char *name)
{
  return g_strv_contains(switches, name);
}

gboolean
ib_latex_is_known(const char *name)
{
  return ib_latex_symbol(name) || ib_latex_mark(name) || ib_latex_is_silent(name) || ib_latex_is_switch(name);
}
