/* elf.c: reads ELF of any class, byte order and machine, without its tables of relocations by
 * machine: a pointer in data is relocated by its symbol and an addend everywhere.
 *
 * In:   bytes that nobody has checked: every offset is compared with the file's end first.
 * Out:  sections, symbols with the file that each came out of, relocations of data by place. */
#include "elf.h"
#include "parse.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { SHT_SYMTAB_ = 2, SHT_RELA_ = 4, SHT_NOBITS_ = 8, SHT_REL_ = 9, SHT_DYNSYM_ = 11 };
enum { STT_OBJECT_ = 1, STT_FILE_ = 4 };
enum { SHF_ALLOC_ = 2, FIRST_RESERVED_SECTION = 0xFF00 };

/* Where avr-gcc puts data into the one space of addresses that ELF has. */
#define AVR_DATA 0x800000u

/* ---- bytes ---------------------------------------------------------------------- */

static bool has(const struct elf *e, uint64_t at, uint64_t n)
{
    return at <= e->n && n <= e->n - at;
}

/* What the caller has seen to be there. */
static uint64_t number(const struct elf *e, uint64_t at, unsigned n)
{
    uint64_t x = 0;
    for (unsigned i = 0; i < n; i++)
        x = x << 8 | e->bytes[at + (e->is_big ? i : n - 1 - i)];
    return x;
}

static uint64_t word(const struct elf *e, uint64_t at)
{
    return number(e, at, e->is_64 ? 8 : 4);
}

static const char *string(const struct elf *e, const struct elf_section *table, uint64_t at)
{
    if (!table || at >= table->size || !has(e, table->offset, table->size) ||
        !memchr(e->bytes + table->offset + at, 0, (size_t)(table->size - at)))
        return "";
    return (const char *)e->bytes + table->offset + at;
}

static bool damaged(const struct elf *e)
{
    complain("%s: is damaged", e->path);
    return false;
}

/* ---- sections ------------------------------------------------------------------------ */

static bool read_sections(struct elf *e)
{
    uint64_t at = word(e, e->is_64 ? 0x28 : 0x20);
    unsigned header = e->is_64 ? 0x40 : 0x34, bytes = e->is_64 ? 64 : 40, w = e->is_64 ? 8 : 4;
    unsigned n = (unsigned)number(e, header - 4, 2), names = (unsigned)number(e, header - 2, 2);
    if (number(e, header - 6, 2) != bytes || !has(e, at, (uint64_t)n * bytes))
        return n == 0 || damaged(e);
    for (unsigned i = 0; i < n; i++) {
        uint64_t h = at + (uint64_t)i * bytes;
        struct elf_section s = {
            NULL, (uint32_t)number(e, h + 4, 4), word(e, h + 8), word(e, h + 8 + w), word(e, h + 8 + 2 * w), word(e, h + 8 + 3 * w),
            (uint32_t)number(e, h + 8 + 4 * w, 4), (uint32_t)number(e, h + 12 + 4 * w, 4), word(e, h + 16 + 5 * w)
        };
        if (s.type != SHT_NOBITS_ && i && !has(e, s.offset, s.size))
            return damaged(e);
        VEC_PUSH(&e->sections, s);
    }
    for (unsigned i = 0; i < n; i++)
        e->sections.at[i].name = string(e, names < n ? &e->sections.at[names] : NULL, number(e, at + (uint64_t)i * bytes, 4));
    return true;
}

/* Where an address of a linked file is. */
static struct elf_place place_of(const struct elf *e, uint64_t address)
{
    struct elf_place at = { 0, 0 };
    for (size_t i = 1; i < e->sections.n; i++) {
        const struct elf_section *s = &e->sections.at[i];
        if ((s->flags & SHF_ALLOC_) && address >= s->address && address - s->address < s->size) {
            at.section = i;
            at.offset = address - s->address;
        }
    }
    return at;
}

/* ---- symbols --------------------------------------------------------------------------- */

static void add_symbol(struct elf *e, uint64_t at, const struct elf_section *names, size_t *unit)
{
    unsigned w = e->is_64 ? 8 : 4, info = (unsigned)number(e, at + (e->is_64 ? 4 : 12), 1);
    unsigned section = (unsigned)number(e, at + (e->is_64 ? 6 : 14), 2);
    uint64_t value = word(e, at + (e->is_64 ? 8 : 4));
    struct elf_symbol s = { string(e, names, number(e, at, 4)), { 0, 0 }, word(e, at + (e->is_64 ? 8 : 4) + w), info >> 4 != 0,
                            (info & 15) == STT_OBJECT_, *unit };
    if ((info & 15) == STT_FILE_)
        ++*unit;
    if (section && section < e->sections.n && section < FIRST_RESERVED_SECTION) {
        s.place.section = section;
        s.place.offset = e->type == ELF_OBJECT ? value : value - e->sections.at[section].address;
    }
    VEC_PUSH(&e->symbols, s);
}

static void read_symbols(struct elf *e, const struct elf_section *table)
{
    unsigned bytes = e->is_64 ? 24 : 16;
    size_t unit = 0;
    e->symbols.n = 0;
    for (uint64_t at = 0; table->size - at >= bytes; at += bytes)
        add_symbol(e, table->offset + at, table->link < e->sections.n ? &e->sections.at[table->link] : NULL, &unit);
}

/* ---- relocations ----------------------------------------------------------------------- */

/* Those of a linked file name symbols of another table, but what they point to stands in
 * their addend, as far as it is in the file. */
static void read_relocations(struct elf *e, const struct elf_section *table)
{
    unsigned w = e->is_64 ? 8 : 4, bytes = table->type == SHT_RELA_ ? 3 * w : 2 * w;
    bool object = e->type == ELF_OBJECT;
    if (object && (table->info >= e->sections.n || !(e->sections.at[table->info].flags & SHF_ALLOC_)))
        return;
    for (uint64_t at = table->offset, end = table->offset + table->size; end - at >= bytes; at += bytes) {
        uint64_t info = word(e, at + w);
        struct elf_relocation r = { { table->info, word(e, at) }, (size_t)(e->is_64 ? info >> 32 : info >> 8), 0, table->type == SHT_REL_ };
        if (!r.in_place)
            r.addend = e->is_64 ? (int64_t)word(e, at + 2 * w) : (int32_t)word(e, at + 2 * w);
        if (!object) {
            r.place = place_of(e, r.place.offset);
            if (r.symbol || !r.place.section)
                continue;
        }
        VEC_PUSH(&e->relocations, r);
    }
}

static int by_place(const void *a, const void *b)
{
    const struct elf_relocation *x = a, *y = b;
    if (x->place.section != y->place.section)
        return x->place.section < y->place.section ? -1 : 1;
    return x->place.offset < y->place.offset ? -1 : x->place.offset > y->place.offset;
}

/* ---- files -------------------------------------------------------------------------------- */

static bool is_elf(const unsigned char *bytes, size_t n)
{
    return n >= 0x34 && memcmp(bytes, "\177ELF", 4) == 0 && (bytes[4] == 1 || (bytes[4] == 2 && n >= 0x40)) && (bytes[5] == 1 || bytes[5] == 2);
}

static bool read_object(const char *path, const unsigned char *bytes, size_t n, struct elf_files *files)
{
    struct elf *e = NEW(struct elf);
    const struct elf_section *symbols = NULL;
    e->path = path;
    e->bytes = bytes;
    e->n = n;
    e->is_64 = bytes[4] == 2;
    e->is_big = bytes[5] == 2;
    e->type = (unsigned)number(e, 16, 2);
    e->machine = (unsigned)number(e, 18, 2);
    e->pointer_bytes = e->machine == ELF_AVR ? 2 : e->is_64 ? 8 : 4;
    e->int_bytes = e->machine == ELF_AVR ? 2 : 4;
    if (!read_sections(e))
        return false;
    for (size_t i = 0; i < e->sections.n; i++)
        if (e->sections.at[i].type == SHT_SYMTAB_ || (e->sections.at[i].type == SHT_DYNSYM_ && !symbols))
            symbols = &e->sections.at[i];
    if (symbols)
        read_symbols(e, symbols);
    for (size_t i = 0; i < e->sections.n; i++)
        if (e->sections.at[i].type == SHT_RELA_ || e->sections.at[i].type == SHT_REL_)
            read_relocations(e, &e->sections.at[i]);
    if (e->relocations.n)
        qsort(e->relocations.at, e->relocations.n, sizeof *e->relocations.at, by_place);
    VEC_PUSH(files, e);
    return true;
}

/* Members of an archive: 60 bytes in front of each, of which ten are its size in decimal. */
static bool read_archive(const char *path, const unsigned char *bytes, size_t n, struct elf_files *files)
{
    int member = 0;
    for (size_t at = 8; at <= n && n - at >= 60; ) {
        char size[11] = "";
        size_t begin = at + 60, length;
        memcpy(size, bytes + at + 48, 10);
        length = strtoul(size, NULL, 10);
        if (length > n - begin)
            break;
        member++;
        if (is_elf(bytes + begin, length) && !read_object(intern_format("%s(member %d)", path, member), bytes + begin, length, files))
            return false;
        at = begin + length + (length & 1);
    }
    return true;
}

bool elf_read(const char *path, struct elf_files *files)
{
    struct text t = { NULL, 0, 0 };
    if (!read_file(path, &t)) {
        complain("%s: %s", path, strerror(errno));
        return false;
    }
    const unsigned char *bytes = (const unsigned char *)t.bytes;
    if (t.n >= 8 && memcmp(bytes, "!<arch>\n", 8) == 0)
        return read_archive(path, bytes, t.n, files);
    if (is_elf(bytes, t.n))
        return read_object(path, bytes, t.n, files);
    complain("%s: is neither an ELF file nor an archive of them", path);
    return false;
}

/* ---- what stands there ----------------------------------------------------------------------- */

bool elf_number(const struct elf *e, struct elf_place at, unsigned bytes, uint64_t *value)
{
    const struct elf_section *s = &e->sections.at[at.section];
    if (!at.section || s->type == SHT_NOBITS_ || at.offset > s->size || bytes > s->size - at.offset)
        return false;
    *value = number(e, s->offset + at.offset, bytes);
    return true;
}

static const struct elf_relocation *relocation(const struct elf *e, struct elf_place at)
{
    struct elf_relocation key = { at, 0, 0, false };
    return e->relocations.n ? bsearch(&key, e->relocations.at, e->relocations.n, sizeof key, by_place) : NULL;
}

bool elf_pointer(const struct elf *e, struct elf_place at, struct elf_place *to, const char **undefined)
{
    const struct elf_relocation *r = relocation(e, at);
    uint64_t value;
    *undefined = NULL;
    if (!elf_number(e, at, e->pointer_bytes, &value))
        return false;
    if (r && !r->in_place)
        value = (uint64_t)r->addend;
    if (r && r->symbol) {
        const struct elf_symbol *s = r->symbol < e->symbols.n ? &e->symbols.at[r->symbol] : NULL;
        if (!s)
            return false;
        *to = s->place;
        to->offset += value;
        if (!s->place.section)
            *undefined = s->name;
        return true;
    }
    if (!value || e->type == ELF_OBJECT)
        return false;
    *to = place_of(e, e->machine == ELF_AVR ? value | AVR_DATA : value);
    return to->section != 0;
}

const char *elf_string(const struct elf *e, struct elf_place at)
{
    return !at.section || e->sections.at[at.section].type == SHT_NOBITS_ ? NULL : string(e, &e->sections.at[at.section], at.offset);
}
