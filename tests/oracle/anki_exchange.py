"""Anki's own library (PyPI: anki) against our reader and writer of Anki's formats.

    python3 -m venv /tmp/anki && /tmp/anki/bin/pip install anki
    cargo build --no-default-features --example exchange
    /tmp/anki/bin/python tests/oracle/anki_exchange.py target/debug/examples/exchange [--write]

Checks, each against what Anki itself holds: our text imported into a new collection; that collection
exported as a package of both kinds and as text, and read by us; a second import that changes
nothing; notes that Anki made (HTML, cloze, picture, sound, reversed, filtered deck, long fields).
Also compares our SQLite reader's world with files of many page sizes and encodings.
`--write` renews the fixtures in tests/exchange/. Every text here is made up for this test.
"""

import argparse
import csv
import io
import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import zipfile

import anki
from anki.collection import (
    Collection,
    DeckIdLimit,
    ExportAnkiPackageOptions,
    ImportAnkiPackageOptions,
    ImportAnkiPackageRequest,
    ImportCsvRequest,
)

HERE = os.path.dirname(os.path.abspath(__file__))
FIXTURES = os.path.join(HERE, "..", "exchange")
checks = 0


def check(got, expected, what):
    global checks
    checks += 1
    if got != expected:
        sys.exit(f"{what}\n  got      {str(got)[:600]!r}\n  expected {str(expected)[:600]!r}")


def ours(binary, command, path):
    done = subprocess.run([binary, command, path], capture_output=True)
    if done.returncode != 0:
        sys.exit(f"{command} {path}: {done.stderr.decode()}")
    return done.stdout


def refused(binary, path):
    done = subprocess.run([binary, "read", path], capture_output=True)
    check(done.returncode, 2, f"{path} is refused")
    return done.stderr.decode().strip()


def sample(count, seed):
    """Notes as our app has them, with everything that separators and quotation can trip over."""
    dice = random.Random(seed)
    bits = [
        "plain", "tab\there", 'quote " in', "comma, semi; colon: pipe|", "<b>not bold</b>", "a & b", "&amp; kept",
        "5 < 6 > 4", "#hash", "Ünïcödé", "日本語", "🩺", "'apostrophe", "=SUM(A1)", "+1", "-2", "@me", "back\\slash",
        "\\(x^2\\)", "{curly}", "100 %", "“curly”", "&nbsp;", "C++", "---x",
    ]
    notes = []
    for n in range(count):
        def words(low, high):
            return " ".join(dice.choice(bits) for _ in range(dice.randint(low, high)))
        question = f"{words(1, 4)} {n}?"
        if dice.random() < 0.2:
            question += "\nSecond line " + words(1, 2)
        script = "\n\n".join(words(1, 5) for _ in range(dice.randint(0, 3)))
        if dice.random() < 0.03:
            script = "\n".join(f"{words(20, 30)} {line}" for line in range(20))
        notes.append({
            "id": f"own-{n}" if n % 3 else "anki-" + f"gu#{n}!~".encode().hex(),
            "question": question,
            "outline": [f"point {k} {words(0, 3)}" for k in range(dice.randint(0, 6))],
            "script": script,
            "tags": sorted(dice.sample(["core", "img::visa", "Ärzte", "a-b", "tag_1", "x:y", "日本"], dice.randint(0, 3))),
            "deck": dice.choice(["Matchbook::Opening", "Matchbook::Why this program", "Matchbook", "Ünï, \"deck\""]),
        })
    return notes


def guid(card):
    return bytes.fromhex(card[5:]).decode() if card.startswith("anki-") else "mb:" + card


def clean(text):
    """Lines without needless spaces, at most one empty line in a row: written apart from ours."""
    lines = [" ".join(line.split()) for line in text.replace("\r", "\n").split("\n")]
    out = []
    for line in lines:
        if line or (out and out[-1]):
            out.append(line)
    return "\n".join(out).strip("\n")


def back(note):
    """The answer field that Anki must hold for a note of ours."""
    text = "\n".join(note["outline"])
    if note["script"]:
        text += ("\n" if text else "") + "---\n" + note["script"]
    return text


def html(text):
    """How Anki stores plain text in a field."""
    for sign, name in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;")):
        text = text.replace(sign, name)
    return text.replace("\n", "<br>")


def tidied(note):
    return {
        **note,
        "question": clean(note["question"]),
        "outline": [clean(point) for point in note["outline"]],
        "script": clean(note["script"]),
        "deck": note["deck"].replace('"', "'"),
    }


def loose(markup):
    """Anki may write &nbsp; and <br /> in other ways; the signs they stand for are compared."""
    return markup.replace("&quot;", '"').replace("&#39;", "'").replace("&#x27;", "'").replace("&#x2F;", "/")


def import_text(collection, path):
    metadata = collection.get_csv_metadata(path, None)
    return collection.import_csv(ImportCsvRequest(path=path, metadata=metadata))


def held(collection):
    """What a collection holds: guid → fields, tags, deck of the first card, kind."""
    out = {}
    for nid in collection.find_notes(""):
        note = collection.get_note(nid)
        card = min(note.cards(), key=lambda card: card.ord)
        out[note.guid] = {
            "fields": list(note.fields),
            "tags": sorted(note.tags),
            "deck": collection.decks.name(card.odid or card.did),
            "kind": note.note_type()["name"],
        }
    return out


def export(collection, path, legacy):
    collection.export_anki_package(
        out_path=path,
        options=ExportAnkiPackageOptions(with_scheduling=True, with_deck_configs=False, with_media=True, legacy=legacy),
        limit=None,
    )


def shrunk(path, target):
    """The same members, deflated: Anki stores some as they are."""
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as out:
        for member in source.namelist():
            # One date for all, so that a renewed fixture changes only where its content did.
            head = zipfile.ZipInfo(member)
            head.compress_type = zipfile.ZIP_DEFLATED
            out.writestr(head, source.read(member))


def compare(deck, expected, what):
    got = {guid(note["id"]): note for note in deck["notes"]}
    check(sorted(got), sorted(guid(note["id"]) for note in expected), f"{what}: guids")
    for note in expected:
        read = got[guid(note["id"])]
        for part in ("question", "outline", "script", "deck"):
            check(read[part], note[part], f"{what}: {part} of {note['id']}")
        check(sorted(read["tags"]), sorted(note["tags"]), f"{what}: tags of {note['id']}")


def round_trip(binary, folder, notes, name):
    """Our notes → text → Anki → both packages and Anki's text → our reader."""
    source = os.path.join(folder, f"{name}.json")
    with open(source, "w", encoding="utf-8") as file:
        json.dump(notes, file)
    text = os.path.join(folder, f"{name}.txt")
    with open(text, "wb") as file:
        file.write(ours(binary, "anki", source))
    expected = [tidied(note) for note in notes]

    collection = Collection(os.path.join(folder, f"{name}.anki2"))
    log = import_text(collection, text).log
    check(len(log.new), len(notes), f"{name}: notes new in Anki")
    inside = held(collection)
    for note in expected:
        there = inside[guid(note["id"])]
        check([loose(field) for field in there["fields"]], [html(note["question"]), html(back(note))], f"{name}: Anki's fields of {note['id']}")
        check(there["tags"], sorted(note["tags"]), f"{name}: Anki's tags of {note['id']}")
        check(there["deck"], note["deck"], f"{name}: Anki's deck of {note['id']}")
    log = import_text(collection, text).log
    check(len(log.new), 0, f"{name}: new on a second import into Anki")
    check(collection.note_count(), len(notes), f"{name}: notes after a second import")

    paths = {}
    for kind, legacy in (("old", True), ("new", False)):
        path = os.path.join(folder, f"{name}-{kind}.apkg")
        export(collection, path, legacy)
        paths[kind] = path
        members = zipfile.ZipFile(path).namelist()
        check("collection.anki21b" in members, not legacy, f"{kind}: member of the new format")
        compare(json.loads(ours(binary, "read", path)), expected, f"{name} {kind}")
    plain = os.path.join(folder, f"{name}-anki.txt")
    collection.export_note_csv(out_path=plain, limit=None, with_html=True, with_tags=True, with_deck=True, with_notetype=True, with_guid=True)
    compare(json.loads(ours(binary, "read", plain)), expected, f"{name} Anki's text")
    compare(json.loads(ours(binary, "read", text)), expected, f"{name} our text")
    table = os.path.join(folder, f"{name}.csv")
    with open(table, "wb") as file:
        file.write(ours(binary, "csv", source))
    compare(json.loads(ours(binary, "read", table)), expected, f"{name} our CSV")
    with open(table, encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    check(len(rows), len(notes) + 1, f"{name}: rows for another CSV reader")
    unsafe = [cell for row in rows for cell in row if cell[:1] in "=+-@\t\r" and cell]
    check(unsafe, [], f"{name}: cells that a spreadsheet takes for formulas")
    collection.close()
    return paths, text


def foreign(folder):
    """A collection with what people make in Anki; returns it."""
    collection = Collection(os.path.join(folder, "foreign.anki2"))
    picture = os.path.join(folder, "pixel.png")
    with open(picture, "wb") as file:
        file.write(bytes.fromhex(
            "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"))
    collection.media.add_file(picture)

    def add(kind, deck, fields, tags, guid_text):
        note = collection.new_note(collection.models.by_name(kind))
        for n, field in enumerate(fields):
            note.fields[n] = field
        note.tags = tags
        note.guid = guid_text
        collection.add_note(note, collection.decks.id(deck))
        return note

    add("Basic", "Interview::Opening", [
        "Tell me about <b>yourself</b>.<img src=\"pixel.png\">",
        "<ul><li>Where I trained</li><li>Why&nbsp;here &amp; now</li></ul>",
    ], ["core", "img::visa"], "hO~k#1=abc")
    add("Basic", "Interview::Opening", [
        "<div>Two lines</div><div>in blocks [sound:hello.mp3]</div>",
        "first<br>second<br><br><span style=\"color: red\">third</span> 5 &lt; 6",
    ], [], "\"q'uote,d;")
    add("Basic (and reversed card)", "Interview", ["Front side", "Back side"], ["both"], "rev-1")
    add("Cloze", "Interview::Füllwörter", [
        "The match day is in {{c1::March}}, the list is due in {{c2::February::month}}.",
        "From the <i>calendar</i>",
    ], ["dates"], "cloze-1")
    add("Basic", "Interview", ["<img src=\"pixel.png\">", "only a picture"], [], "picture-1")
    long = " ".join(f"word{n}" for n in range(2000))
    add("Basic", "Interview", ["A long answer", f"{long}<br>last point"], ["long"], "long-1")
    # A kind of note with more fields, and a card with history in a filtered deck.
    kind = collection.models.copy(collection.models.by_name("Basic"))
    kind["name"] = "Three fields"
    collection.models.add_field(kind, collection.models.new_field("Source"))
    collection.models.update_dict(kind)
    note = add("Three fields", "Interview::Extra", ["With a source", "one<br>two", "A <u>book</u>"], [], "three-1")
    filtered = collection.sched.get_or_create_filtered_deck(0)
    filtered.name = "For today"
    del filtered.config.search_terms[:]
    term = filtered.config.search_terms.add()
    term.search, term.limit = f"nid:{note.id}", 10
    changes = collection.sched.add_or_update_filtered_deck(filtered)
    collection.sched.rebuild_filtered_deck(changes.id)
    card = note.cards()[0]
    check(bool(card.odid), True, "the card is in a filtered deck")
    card.reps = 3
    collection.update_card(card)
    return collection


FOREIGN = {
    "hO~k#1=abc": dict(question="Tell me about yourself.", outline=["Where I trained", "Why here & now"], script="", tags=["core", "img::visa"], deck="Interview::Opening"),
    "\"q'uote,d;": dict(question="Two lines\nin blocks", outline=["first", "second", "third 5 < 6"], script="", tags=[], deck="Interview::Opening"),
    "rev-1": dict(question="Front side", outline=["Back side"], script="", tags=["both"], deck="Interview"),
    "cloze-1": dict(question="The match day is in […], the list is due in [month].", outline=["March", "February", "From the calendar"], script="", tags=["dates"], deck="Interview::Füllwörter"),
    "long-1": dict(question="A long answer", outline=[" ".join(f"word{n}" for n in range(2000)), "last point"], script="", tags=["long"], deck="Interview"),
    "three-1": dict(question="With a source", outline=["one", "two"], script="Source: A book", tags=[], deck="Interview::Extra"),
}
FOREIGN_LOSSES = {"no-question": 1, "too-long": 0, "picture": 2, "sound": 1, "cloze": 2, "further-card": 2, "history": 1, "media-file": 1}


def foreign_check(binary, folder):
    collection = foreign(folder)
    expected = [{"id": "anki-" + name.encode().hex(), **note} for name, note in FOREIGN.items()]
    paths = {}
    for kind, legacy in (("old", True), ("new", False)):
        path = os.path.join(folder, f"foreign-{kind}.apkg")
        export(collection, path, legacy)
        deck = json.loads(ours(binary, "read", path))
        compare(deck, expected, f"foreign {kind}")
        for name, count in FOREIGN_LOSSES.items():
            check(deck["losses"].get(name, {"count": 0})["count"], count, f"foreign {kind}: {name}")
        paths[kind] = path
    whole = os.path.join(folder, "whole.colpkg")
    collection.export_collection_package(whole, include_media=False, legacy=False)
    collection = Collection(os.path.join(folder, "foreign.anki2"))
    compare(json.loads(ours(binary, "read", whole)), expected, "foreign .colpkg")
    # Our text of it goes back into the same collection and finds the same notes.
    deck = json.loads(ours(binary, "read", paths["new"]))
    source = os.path.join(folder, "foreign.json")
    with open(source, "w", encoding="utf-8") as file:
        json.dump(deck["notes"], file)
    text = os.path.join(folder, "foreign-ours.txt")
    with open(text, "wb") as file:
        file.write(ours(binary, "anki", source))
    before = collection.note_count()
    import_text(collection, text)
    check(collection.note_count(), before, "our text of Anki's notes makes no new notes in Anki")
    collection.close()
    return paths, expected


def placeholders(binary, folder, new):
    """Packages that are broken in ways that happen, made from a good one."""
    def repack(name, keep, add=()):
        path = os.path.join(folder, name)
        with zipfile.ZipFile(new) as source, zipfile.ZipFile(path, "w") as out:
            for member in source.namelist():
                if keep(member):
                    out.writestr(member, source.read(member))
            for member, data in add:
                out.writestr(member, data)
        return path

    said = [
        refused(binary, repack("dummy.apkg", lambda member: member != "collection.anki21b")),
        refused(binary, repack("newer.apkg", lambda member: member != "meta", [("meta", b"\x08\x04")])),
        refused(binary, repack("other.zip", lambda member: False, [("a.txt", b"hello")])),
    ]
    whole = open(new, "rb").read()
    cut = os.path.join(folder, "cut.apkg")
    with open(cut, "wb") as file:
        file.write(whole[: len(whole) // 2])
    said.append(refused(binary, cut))
    check(len(set(said)), 4, "each broken package has a sentence of its own")
    for sentence in said:
        print("  refused:", sentence)


def databases(binary, folder):
    """SQLite's own files of every page size and encoding, read as a bare collection."""
    count = 0
    for page in (512, 1024, 4096, 8192, 65536):
        for encoding in ("UTF-8", "UTF-16le", "UTF-16be"):
            path = os.path.join(folder, f"{page}-{encoding}.anki2")
            base = sqlite3.connect(path)
            base.execute(f"pragma page_size = {page}")
            base.execute(f"pragma encoding = '{encoding}'")
            base.execute("create table notes (id integer primary key, guid text not null, mid integer, mod integer, usn integer, tags text, flds text, sfld integer, csum integer, flags integer, data text)")
            base.execute("create table cards (id integer primary key, nid integer, did integer, ord integer, reps integer, odid integer)")
            base.execute("create table decks (id integer primary key not null, name text not null, kind blob)")
            base.execute("create table fields (ntid integer not null, ord integer not null, name text not null, config blob not null, primary key (ntid, ord)) without rowid")
            dice = random.Random(page)
            # Enough kinds of notes that the table without row numbers has inner pages.
            for kind in range(400):
                for n in range(3):
                    base.execute("insert into fields values (?, ?, ?, ?)", (kind * 1_000_003, n, f"Field {kind}.{n}", bytes(dice.randrange(400))))
            base.execute("insert into decks values (?, ?, ?)", (-5, "Ä\x1fb", b""))
            expected = []
            for n in range(600):
                size = dice.choice([0, 3, 50, 400, 3000, 19000])
                answer = "".join(dice.choice("abc déf日") for _ in range(size))
                fields = ["Question %d" % n, answer, "more"]
                kind = dice.randrange(400)
                identity = dice.choice([n + 1, (n + 1) << 40])
                base.execute("insert into notes values (?, ?, ?, 0, 0, ?, ?, ?, 0, 0, '')", (identity, f"g{n}", kind * 1_000_003, " a b ", "\x1f".join(fields), fields[0]))
                base.execute("insert into cards values (?, ?, -5, 0, 0, 0)", (identity, identity))
                answer = clean(answer)
                expected.append({"id": "anki-" + f"g{n}".encode().hex(), "question": fields[0], "outline": [answer] if answer else [], "script": f"Field {kind}.2: more", "tags": ["a", "b"], "deck": "Ä::b"})
            base.commit()
            # Free pages and half-empty ones, as in a file that was used.
            base.execute("delete from notes where id % 7 = 3")
            left = {row[0] for row in base.execute("select guid from notes")}
            base.commit()
            base.close()
            expected = [note for note in expected if guid(note["id"]) in left]
            compare(json.loads(ours(binary, "read", path)), expected, f"SQLite {page} {encoding}")
            count += 1
    return count


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("binary")
    parser.add_argument("--write", action="store_true", help="renew the fixtures")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        small, text = round_trip(arguments.binary, folder, sample(12, 1), "small")
        round_trip(arguments.binary, folder, sample(1500, 2), "large")
        print("our notes through Anki: 12 and 1,500 notes, two packages, two texts, CSV: equal")
        paths, expected = foreign_check(arguments.binary, folder)
        print(f"notes made in Anki: {len(expected)} notes, two packages, .colpkg: equal")
        placeholders(arguments.binary, folder, paths["new"])
        print(f"SQLite files of {databases(arguments.binary, folder)} shapes: equal")
        if arguments.write:
            os.makedirs(FIXTURES, exist_ok=True)
            for kind in ("old", "new"):
                shrunk(small[kind], os.path.join(FIXTURES, f"ours-{kind}.apkg"))
                shrunk(paths[kind], os.path.join(FIXTURES, f"anki-{kind}.apkg"))
            shutil.copy(text, os.path.join(FIXTURES, "ours.txt"))
            for name, notes in (("ours", [tidied(note) for note in sample(12, 1)]), ("anki", expected)):
                with open(os.path.join(FIXTURES, f"{name}.json"), "w", encoding="utf-8") as file:
                    json.dump(notes, file, ensure_ascii=False, indent=1)
                    file.write("\n")
            with open(os.path.join(FIXTURES, "losses.json"), "w", encoding="utf-8") as file:
                json.dump({name: count for name, count in FOREIGN_LOSSES.items() if count}, file, indent=1)
                file.write("\n")
    print(f"{checks} checks with anki {anki.buildinfo.version}")


if __name__ == "__main__":
    main()
