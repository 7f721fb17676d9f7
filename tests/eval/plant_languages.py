#!/usr/bin/env python3
"""Made-up references in one language as CSL-JSON, for plant_styles.py.

    plant_languages.py LANG > refs.json      LANG: de fr es it pt pl ru
"""
import json
import random
import sys

WORDS = {
    "de": {"people": "Hügel Anna,Bäcker Jörg,Vogt Clara,Schäfer Uwe,Krämer Lotte,Weiß Karl,Brandt Ida,Möller Hans,Fuchs Eva,Lorenz Max",
           "subjects": "Kommunale Energiepolitik,Ländliche Schulen,Regionale Parteien,Öffentliche Bibliotheken,Kleine Staaten,Städtische Wälder",
           "shapes": "{} in Mitteleuropa: eine vergleichende Studie|{} und die Grenzen der Reform|{} nach der Krise|Zur Geschichte der Debatte über {}",
           "journals": "Zeitschrift für Regionalforschung,Archiv für Gemeindepolitik,Berliner Hefte für Soziologie",
           "houses": "Berlin:Nordverlag,München:Isarverlag,Wien:Donauverlag", "site": "Tagesblatt"},
    "fr": {"people": "Coline Anne,Dubreuil Marc,Lefort Claire,Garnier Luc,Moreau Élise,Perrin Jean,Roussel Odile,Blanchet Yves,Fournier Léa,Masson Paul",
           "subjects": "La politique énergétique locale,Les écoles rurales,Les partis régionaux,Les bibliothèques publiques,Les petits États,Les forêts urbaines",
           "shapes": "{} en Europe centrale : une étude comparée|{} et les limites de la réforme|{} après la crise|Une histoire du débat sur {}",
           "journals": "Revue des études régionales,Annales de politique locale,Cahiers de sociologie du Nord",
           "houses": "Paris:Éditions du Fleuve,Lyon:Presses du Rhône,Genève:Éditions du Lac", "site": "Le Courrier du Nord"},
    "es": {"people": "Colina Ana,Herrero Luis,Castaño Marta,Robles Juan,Vega Elena,Prieto Diego,Lozano Inés,Serrano Pablo,Campos Rosa,Ibáñez Mario",
           "subjects": "La política energética local,Las escuelas rurales,Los partidos regionales,Las bibliotecas públicas,Los pequeños Estados,Los bosques urbanos",
           "shapes": "{} en la Europa central: un estudio comparado|{} y los límites de la reforma|{} después de la crisis|Una historia del debate sobre {}",
           "journals": "Revista de Estudios Regionales,Anales de Política Local,Cuadernos de Sociología del Norte",
           "houses": "Madrid:Editorial del Río,Barcelona:Ediciones del Mar,Bogotá:Editorial Andina", "site": "El Diario del Norte"},
    "it": {"people": "Collina Anna,Ferrero Marco,Conti Chiara,Greco Luca,Rinaldi Elisa,Gallo Pietro,Marini Sara,Fontana Dario,Leone Rita,Serra Paolo",
           "subjects": "La politica energetica locale,Le scuole rurali,I partiti regionali,Le biblioteche pubbliche,I piccoli Stati,I boschi urbani",
           "shapes": "{} in Europa centrale: uno studio comparato|{} e i limiti della riforma|{} dopo la crisi|Per una storia del dibattito su {}",
           "journals": "Rivista di studi regionali,Annali di politica locale,Quaderni di sociologia del Nord",
           "houses": "Milano:Edizioni del Fiume,Torino:Casa del Libro,Roma:Edizioni del Lago", "site": "Il Giornale del Nord"},
    "pt": {"people": "Colina Ana,Ferreira Luís,Almeida Marta,Rocha João,Teixeira Inês,Pinto Diogo,Moreira Sara,Barros Paulo,Campos Rosa,Nogueira Mário",
           "subjects": "A política energética local,As escolas rurais,Os partidos regionais,As bibliotecas públicas,Os pequenos Estados,As florestas urbanas",
           "shapes": "{} na Europa central: um estudo comparado|{} e os limites da reforma|{} depois da crise|Uma história do debate sobre {}",
           "journals": "Revista de Estudos Regionais,Anais de Política Local,Cadernos de Sociologia do Norte",
           "houses": "Lisboa:Editora do Rio,São Paulo:Edições do Mar,Porto:Livraria do Norte", "site": "Jornal do Norte"},
    "pl": {"people": "Górska Anna,Kowal Piotr,Zając Ewa,Wrona Jan,Lis Maria,Sokół Adam,Dąbek Zofia,Jawor Tomasz,Kłos Irena,Brzoza Marek",
           "subjects": "Lokalna polityka energetyczna,Szkoły wiejskie,Partie regionalne,Biblioteki publiczne,Małe państwa,Lasy miejskie",
           "shapes": "{} w Europie Środkowej: studium porównawcze|{} i granice reformy|{} po kryzysie|Z historii sporu o temat: {}",
           "journals": "Studia Regionalne,Roczniki Polityki Lokalnej,Zeszyty Socjologii Północy",
           "houses": "Warszawa:Wydawnictwo Rzeka,Kraków:Wydawnictwo Jezioro,Gdańsk:Oficyna Morska", "site": "Kurier Północny"},
    "ru": {"people": "Холмова Анна,Берёзкин Пётр,Зайцева Ева,Воронов Иван,Лисицына Мария,Соколов Адам,Дубова Зоя,Яворский Тарас,Колосова Ирина,Соснин Марк",
           "subjects": "Местная энергетическая политика,Сельские школы,Региональные партии,Публичные библиотеки,Малые государства,Городские леса",
           "shapes": "{} в Центральной Европе: сравнительное исследование|{} и пределы реформы|{} после кризиса|Из истории спора на тему: {}",
           "journals": "Вестник региональных исследований,Вопросы местной политики,Журнал северной социологии",
           "houses": "Москва:Река,Санкт-Петербург:Озеро,Минск:Берег", "site": "Северный курьер"},
}


def references(lang):
    rnd, words, made = random.Random(lang), WORDS[lang], []
    titles = [shape.format(subject) for shape in words["shapes"].split("|") for subject in words["subjects"].split(",")]
    rnd.shuffle(titles)
    kinds = ["article-journal"] * 9 + ["book"] * 5 + ["chapter"] * 4 + ["webpage"] * 6
    people = [p.split(" ") for p in words["people"].split(",")]
    for k, (kind, title) in enumerate(zip(kinds, titles)):
        year = 1998 + k
        rec = {"id": f"r{k}", "type": kind, "title": title[0].upper() + title[1:], "language": lang, "issued": {"date-parts": [[year]]},
               "author": [{"family": f, "given": g} for f, g in rnd.sample(people, rnd.choice((1, 1, 2, 3)))]}
        place, house = rnd.choice(words["houses"].split(",")).split(":")
        first = rnd.randint(11, 380)
        if rec["type"] == "article-journal":
            journal = rnd.choice(words["journals"].split(","))
            rec.update({"container-title": journal, "volume": str(year - 1980 - len(journal) % 7), "issue": str(rnd.randint(1, 4)), "page": f"{first}-{first + rnd.randint(8, 25)}"})
        elif rec["type"] == "webpage":
            rec.update({"URL": f"https://www.example.org/{lang}/{year}a{k}", "container-title": words["site"], "accessed": {"date-parts": [[2021, rnd.randint(1, 12), rnd.randint(13, 28)]]}})
        else:
            rec.update({"publisher": house, "publisher-place": place})
        if rec["type"] == "chapter":
            rec.update({"page": f"{first}-{first + 14}", "editor": [{"family": people[k % 10][0], "given": people[k % 10][1]}]})
            rec["container-title"] = rnd.choice(words["shapes"].split("|")).format(rnd.choice(words["subjects"].split(",")))
        made.append(rec)
    return made


if __name__ == "__main__":
    json.dump(references(sys.argv[1]), sys.stdout, ensure_ascii=False, indent=1)
