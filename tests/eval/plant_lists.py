"""Made-up reference lists in good order, in five styles, for rules_plant.py.

A reference is a dict: type, authors [(family, given)], year, title, and what its type has.
"""
import random

FAMILIES = ("Abbott Andersen Bakker Barnes Bergström Blanchard Brandt Caruso Castillo Chen Christensen Cohen Costa Dawson Delgado "
            "Dubois Eriksson Esposito Farkas Fischer Fontaine Fraser Gallagher Garcia Gibson Grigoryev Hansen Harding Hoffmann "
            "Horvath Ivanova Jansen Johansson Kaplan Keller Kovalenko Kowalski Lambert Larsen Lombardi Marchetti Martins Mendoza "
            "Müller Nakamura Novak O’Brien Olsen Palmer Petersen Petrov Quinn Ramirez Richter Romano Santos Schneider Silva "
            "Sokolov Svensson Tanaka Thompson Varga Vogel Wagner Walker Weber Whitfield Yamamoto Zielinski").split()
GIVENS = ("Anna Boris Carla Daniel Elena Felix Grace Hugo Irene Jakob Katarina Lucas Maria Nina Oscar Paula Robert Sofia Thomas "
          "Ursula Victor Wanda").split()
SUBJECTS = ("trade policy", "river basins", "public libraries", "regional parties", "coastal cities", "energy transitions",
            "labour markets", "small states", "urban forests", "school reform", "minority languages", "digital archives",
            "border regions", "housing prices", "rural hospitals", "climate litigation", "election monitoring", "migrant networks")
PLACES = ("Europe", "the Baltic region", "Latin America", "East Asia", "the Balkans", "northern Canada", "southern Italy",
          "post-war Germany", "the Caucasus", "West Africa", "Scandinavia", "the Black Sea area")
SHAPES = ("The changing shape of {s} in {p}", "Rethinking {s}: evidence from {p}", "{S} and the limits of reform in {p}",
          "What happened to {s} in {p}?", "A comparative history of {s} in {p}", "{S} after the crisis: lessons of {p}",
          "Measuring {s} across {p}", "Who pays for {s}? A survey of {p}", "Local knowledge and {s} in {p}")
# Journals with the year before their first volume.
JOURNALS = (("Journal of Regional Studies", 1966), ("Comparative Politics Quarterly", 1968), ("Energy and Society", 1990),
            ("European Urban Review", 1993), ("Small States Review", 1981), ("Annals of Library History", 1974),
            ("Baltic Journal of Economics", 1998), ("Public Policy and Administration", 1985), ("Language and Region", 1979),
            ("Housing Policy Review", 1987))
HOUSES = (("London", "Routledge"), ("Cambridge", "Cambridge University Press"), ("Oxford", "Oxford University Press"),
          ("New York", "Palgrave Macmillan"), ("Berlin", "Springer"), ("Princeton", "Princeton University Press"))
SITES = (("The Guardian", "https://www.theguardian.com/world"), ("Politico", "https://www.politico.eu/article"),
         ("Eurasianet", "https://eurasianet.org"), ("The Moscow Times", "https://www.themoscowtimes.com"),
         ("Al Jazeera", "https://www.aljazeera.com/news"), ("The Economist", "https://www.economist.com/europe"))
MONTHS = "January February March April May June July August September October November December".split()


def title(rnd):
    subject = rnd.choice(SUBJECTS)
    return rnd.choice(SHAPES).format(s=subject, S=subject[0].upper() + subject[1:], p=rnd.choice(PLACES))


def people(rnd, used, n):
    """N persons, the first of a family that no reference has yet."""
    first = rnd.choice([f for f in FAMILIES if f not in used])
    used.add(first)
    rest = rnd.sample([f for f in FAMILIES if f != first], n - 1)
    return [(f, rnd.choice(GIVENS)) for f in [first, *rest]]


def slug(text):
    return "".join(c if c.isalnum() else "-" for c in text.lower()).strip("-").replace("--", "-")[:50].strip("-")


def article(rnd, ref, count):
    journal, before = rnd.choice(JOURNALS)
    first = rnd.randint(11, 480)
    ref.update(container=journal, volume=ref["year"] - before, issue=rnd.randint(1, 6), pages=(first, first + rnd.randint(8, 30)),
               doi=f"10.5555/{slug(journal)[:6]}.{ref['year']}.{count:04d}")


def book(rnd, ref, _count):
    ref["place"], ref["publisher"] = rnd.choice(HOUSES)


def chapter(rnd, ref, count):
    book(rnd, ref, count)
    first = rnd.randint(11, 280)
    subject = rnd.choice(SUBJECTS)
    ref.update(container=f"The Handbook of {subject.title()}", editors=[(rnd.choice(FAMILIES), rnd.choice(GIVENS))],
               pages=(first, first + rnd.randint(8, 25)))


def page(rnd, ref, _count):
    site, base = rnd.choice(SITES)
    ref["year"] = rnd.randint(2012, 2021)
    ref.update(site=site, base=base, month=rnd.randint(1, 9), day=rnd.randint(1, 28), accessed=(2022, rnd.randint(1, 12), rnd.randint(13, 28)))
    ref["url"] = f"{base}/{slug(ref['title'])}"
    if rnd.random() < .4:
        ref["authors"] = []


MAKERS = {"article": article, "book": book, "chapter": chapter, "page": page}


def references(seed, n=32):
    rnd = random.Random(seed)
    used, refs, titles = set(), [], set()
    for count in range(n):
        kind = rnd.choice(("article", "article", "article", "book", "chapter", "page", "page"))
        ref = {"type": kind, "authors": people(rnd, used, rnd.choice((1, 1, 2, 2, 3))), "year": rnd.randint(1999, 2021)}
        while True:
            ref["title"] = title(rnd)
            if ref["title"] not in titles:
                break
        titles.add(ref["title"])
        MAKERS[kind](rnd, ref, count)
        refs.append(ref)
    return refs


# Styles.

def filed(ref):
    import unicodedata
    head = " ".join(ref["authors"][0]) if ref["authors"] else ref["site"].removeprefix("The ")
    return "".join(c for c in unicodedata.normalize("NFD", head.lower()) if c.isalpha() or c == " ")


def span(pages):
    return f"{pages[0]}-{pages[1]}"


def initials(given):
    return f"{given[0]}."


def joined(names, last=" and "):
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + last + names[-1]


def quoted(ref):
    """Family, Given (Year), “Title”, Journal, Vol. 1, No. 2, pp. 3-4."""
    who = joined([f"{f}, {g}" for f, g in ref["authors"]]) if ref["authors"] else ref["site"]
    head = f"{who} ({ref['date']}), "
    if ref["type"] == "article":
        return head + f"“{ref['title']}”, {ref['container']}, Vol. {ref['volume']}, No. {ref['issue']}, pp. {span(ref['pages'])}."
    if ref["type"] == "book":
        return head + f"{ref['title']}, {ref['place']}: {ref['publisher']}."
    if ref["type"] == "chapter":
        editors = joined([f"{g} {f}" for f, g in ref["editors"]])
        return head + f"“{ref['title']}”, in {editors} (ed.), {ref['container']}, {ref['place']}: {ref['publisher']}, pp. {span(ref['pages'])}."
    site = f"{ref['site']}, " if ref["authors"] else ""
    return head + f"“{ref['title']}”, {site}Available at: {ref['url']}, (Accessed on: {ref['seen']})."


def apa(ref):
    """Family, G., & Family, G. (Year). Title. Journal, 1(2), 3-4. https://doi.org/..."""
    who = joined([f"{f}, {initials(g)}" for f, g in ref["authors"]], ", & ") if ref["authors"] else ref["site"] + "."
    if ref["type"] == "page":
        date = f"{ref['date']}, {MONTHS[ref['month'] - 1]} {ref['day']}" if ref["fulldate"] else ref["date"]
        site = f" {ref['site']}." if ref["authors"] else ""
        y, m, d = ref["accessed"]
        seen = f"{MONTHS[m - 1]} {d}, {y}" if ref["seen_ok"] else ref["seen"]
        return f"{who} ({date}). {ref['title']}.{site} Retrieved {seen}, from {ref['url']}"
    head = f"{who} ({ref['date']}). {ref['title'].rstrip('?')}{'?' if ref['title'].endswith('?') else '.'} "
    if ref["type"] == "article":
        return head + f"{ref['container']}, {ref['volume']}({ref['issue']}), {span(ref['pages'])}. https://doi.org/{ref['doi']}"
    if ref["type"] == "book":
        return head + f"{ref['place']}: {ref['publisher']}."
    editors = joined([f"{initials(g)} {f}" for f, g in ref["editors"]], " & ")
    return head + f"In {editors} (Ed.), {ref['container']} (pp. {span(ref['pages'])}). {ref['place']}: {ref['publisher']}."


def ieee(ref):
    """G. Family and G. Family, “Title,” Journal, vol. 1, no. 2, pp. 3-4, Year."""
    who = joined([f"{initials(g)} {f}" for f, g in ref["authors"]]) + ", " if ref["authors"] else ""
    if ref["type"] == "article":
        return (f"{who}“{ref['title']},” {ref['container']}, vol. {ref['volume']}, no. {ref['issue']}, pp. {span(ref['pages'])}, "
                f"{ref['date']}, doi: {ref['doi']}.")
    if ref["type"] == "book":
        return f"{who}{ref['title']}. {ref['place']}: {ref['publisher']}, {ref['date']}."
    if ref["type"] == "chapter":
        editors = joined([f"{initials(g)} {f}" for f, g in ref["editors"]])
        return f"{who}“{ref['title']},” in {ref['container']}, {editors}, Ed. {ref['place']}: {ref['publisher']}, {ref['date']}, pp. {span(ref['pages'])}."
    y, m, d = ref["accessed"]
    seen = f"{d}-{MONTHS[m - 1][:3]}-{y}" if ref["seen_ok"] else ref["seen"]
    full = f"{MONTHS[ref['month'] - 1][:3]}. {ref['day']}, {ref['date']}" if ref["fulldate"] else ref["date"]
    return f"{who}“{ref['title']},” {ref['site']}, {full}. [Online]. Available: {ref['url']}. [Accessed: {seen}]."


def vancouver(ref):
    """Family GH, Family I. Title. Journal. Year;1(2):3-4."""
    who = joined([f"{f} {g[0]}" for f, g in ref["authors"]], ", ") + ". " if ref["authors"] else f"{ref['site']}. "
    stop = "" if ref["title"].endswith("?") else "."
    if ref["type"] == "article":
        return f"{who}{ref['title']}{stop} {ref['container']}. {ref['date']};{ref['volume']}({ref['issue']}):{span(ref['pages'])}."
    if ref["type"] == "book":
        return f"{who}{ref['title']}{stop} {ref['place']}: {ref['publisher']}; {ref['date']}."
    if ref["type"] == "chapter":
        editors = joined([f"{f} {g[0]}" for f, g in ref["editors"]], ", ")
        return f"{who}{ref['title']}{stop} In: {editors}, editor. {ref['container']}. {ref['place']}: {ref['publisher']}; {ref['date']}. p. {span(ref['pages'])}."
    y, m, d = ref["accessed"]
    seen = f"{y} {MONTHS[m - 1][:3]} {d}" if ref["seen_ok"] else ref["seen"]
    return f"{who}{ref['title']} [Internet]. {ref['site']}; {ref['date']} [cited {seen}]. Available from: {ref['url']}"


def chicago(ref):
    """Family, Given, and Given Family. “Title.” Journal 1, no. 2 (Year): 3-4."""
    names = [f"{f}, {g}" if k == 0 else f"{g} {f}" for k, (f, g) in enumerate(ref["authors"])]
    who = joined(names, ", and ") if names else ref["site"]
    stop = "" if ref["title"].endswith("?") else "."
    if ref["type"] == "article":
        return f"{who}. “{ref['title']}{stop}” {ref['container']} {ref['volume']}, no. {ref['issue']} ({ref['date']}): {span(ref['pages'])}. https://doi.org/{ref['doi']}."
    if ref["type"] == "book":
        return f"{who}. {ref['title']}{stop} {ref['place']}: {ref['publisher']}, {ref['date']}."
    if ref["type"] == "chapter":
        editors = joined([f"{g} {f}" for f, g in ref["editors"]])
        return f"{who}. “{ref['title']}{stop}” In {ref['container']}, edited by {editors}, {span(ref['pages'])}. {ref['place']}: {ref['publisher']}, {ref['date']}."
    y, m, d = ref["accessed"]
    seen = f"{MONTHS[m - 1]} {d}, {y}" if ref["seen_ok"] else ref["seen"]
    full = f"{MONTHS[ref['month'] - 1]} {ref['day']}, {ref['date']}" if ref["fulldate"] else ref["date"]
    site = f"{ref['site']}, " if ref["authors"] else ""
    return f"{who}. “{ref['title']}{stop}” {site}{full}. Accessed {seen}. {ref['url']}."


STYLES = {"quoted": quoted, "apa": apa, "ieee": ieee, "vancouver": vancouver, "chicago": chicago}
NUMBERED = {"ieee": "[{}] ", "vancouver": "{}. "}


def complete(ref):
    """What the styles print as it stands, so that a plant can change it."""
    ref.setdefault("date", str(ref["year"]))
    ref.setdefault("fulldate", True)
    ref.setdefault("seen_ok", "seen" not in ref)
    if "accessed" in ref:
        y, m, d = ref["accessed"]
        ref.setdefault("seen", f"{d}/{m}/{y}")
    return ref


def arranged(refs, style):
    return list(refs) if style in NUMBERED else sorted(refs, key=filed)


def as_lines(refs, style):
    return [STYLES[style](complete(ref)) for ref in refs]


def as_list(lines, style):
    mark = NUMBERED.get(style)
    return "\n\n".join((mark.format(i + 1) if mark else "") + line for i, line in enumerate(lines)) + "\n"
