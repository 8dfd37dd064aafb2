/* elf.h: what lies where in objects, archives of them, and linked programs. */
#ifndef GEN_ELF_H
#define GEN_ELF_H

#include "text.h"

#include <stdint.h>

enum { ELF_OBJECT = 1, ELF_AVR = 83 };          /* e_type of what is not linked; a machine */

struct elf_section {
    const char *name;
    uint32_t type;
    uint64_t flags, address, offset, size;
    uint32_t link, info;
    uint64_t entry;
};

/* A byte of a section; section 0: nowhere. */
struct elf_place { size_t section; uint64_t offset; };

struct elf_symbol {
    const char *name;
    struct elf_place place;     /* nowhere: it is defined in another file */
    uint64_t size;
    bool global, is_object;
    size_t unit;                /* which of the linked files it came out of, for those that are not global */
};

struct elf_relocation {
    struct elf_place place;
    size_t symbol;              /* 0: none */
    int64_t addend;
    bool in_place;              /* the addend is what stands there */
};

struct elf {
    const char *path;           /* "lib.a(member 3)" of an archive's */
    const unsigned char *bytes;
    size_t n;
    bool is_64, is_big;
    unsigned type, machine;
    unsigned pointer_bytes, int_bytes;
    VEC(struct elf_section) sections;
    VEC(struct elf_symbol) symbols;
    VEC(struct elf_relocation) relocations;     /* by place */
};

struct elf_files { struct elf **at; size_t n, cap; };

/* Adds the file, or all objects of an archive; false after a message. */
bool elf_read(const char *path, struct elf_files *files);
/* The unsigned number of that many bytes; false: there are no bytes. */
bool elf_number(const struct elf *e, struct elf_place at, unsigned bytes, uint64_t *number);
/* Follows the pointer there: to a place, or to a symbol that another file defines (and
 * else *undefined is NULL). false: it is null, or leads nowhere. */
bool elf_pointer(const struct elf *e, struct elf_place at, struct elf_place *to, const char **undefined);
/* The string that begins there; NULL: none does. */
const char *elf_string(const struct elf *e, struct elf_place at);

#endif
