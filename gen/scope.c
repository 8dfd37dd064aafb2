/* scope.c: the table of names and the stack of scopes.
 *
 * In:   the parser enters, binds and leaves.
 * Out:  the parser and types.c look names up.
 * Always:
 *   1. a name's binding is that of the innermost scope which binds it;
 *   2. bindings are undone in the opposite order in which they were made. */
#include "scope.h"

#include <stdint.h>

enum { FIRST_CAP = 1024 };      /* a file with <stdio.h> has about this many names */

struct names *names_new(void)
{
    struct names *names = NEW(struct names);
    names->scope = NEW(struct scope);
    return names;
}

/* Interned spellings are aligned allocations: their low bits say little. */
static size_t slot_of(const struct names *names, const char *text)
{
    uint64_t h = (uint64_t)(uintptr_t)text * 0x9E3779B97F4A7C15u;
    return (size_t)(h >> 32) & (names->cap - 1);
}

static struct name **find_slot(struct names *names, const char *text)
{
    size_t i = slot_of(names, text);
    while (names->slots[i] && names->slots[i]->text != text)
        i = (i + 1) & (names->cap - 1);
    return &names->slots[i];
}

static void grow(struct names *names)
{
    struct name **old = names->slots;
    size_t n = names->cap;

    names->cap = n ? 2 * n : FIRST_CAP;
    names->slots = NEW_ARRAY(struct name *, names->cap);
    for (size_t i = 0; i < n; i++)
        if (old[i])
            *find_slot(names, old[i]->text) = old[i];
}

struct name *name_of(struct names *names, const char *text)
{
    if (2 * names->n >= names->cap)
        grow(names);
    struct name **slot = find_slot(names, text);
    if (!*slot) {
        *slot = NEW(struct name);
        (*slot)->text = text;
        names->n++;
    }
    return *slot;
}

static struct binding **chain(struct name *name, bool tag)
{
    return tag ? &name->tag : &name->ordinary;
}

struct symbol *scope_find(struct names *names, const char *text, bool tag)
{
    struct binding *b = *chain(name_of(names, text), tag);
    return b ? b->sym : NULL;
}

struct symbol *scope_find_here(struct names *names, const char *text, bool tag)
{
    struct binding *b = *chain(name_of(names, text), tag);
    return b && b->scope == names->scope ? b->sym : NULL;
}

static void bind(struct names *names, struct name *name, struct symbol *sym, bool tag)
{
    struct binding *b = NEW(struct binding);
    struct binding **head = chain(name, tag);

    b->sym = sym;
    b->name = name;
    b->scope = names->scope;
    b->hidden = *head;
    b->before = names->scope->last;
    b->tag = tag;
    *head = b;
    names->scope->last = b;
}

void scope_bind(struct names *names, struct symbol *sym, bool tag)
{
    bind(names, name_of(names, sym->name), sym, tag);
}

struct scope *scope_enter(struct names *names)
{
    struct scope *s = NEW(struct scope);
    s->outer = names->scope;
    names->scope = s;
    return s;
}

void scope_leave(struct names *names)
{
    for (struct binding *b = names->scope->last; b; b = b->before)
        *chain(b->name, b->tag) = b->hidden;
    names->scope = names->scope->outer;
}

struct scope *scope_enter_again(struct names *names, const struct scope *old)
{
    struct scope *s = scope_enter(names);
    for (struct binding *b = old->last; b; b = b->before) {
        struct binding *seen = *chain(b->name, b->tag);
        if (!seen || seen->scope != s)      /* the latest of a name counts */
            bind(names, b->name, b->sym, b->tag);
    }
    return s;
}
