/* lower_cleanup.c: locals with __attribute__((cleanup(f))), as defers.
 *
 * In:   a block's statements, before they are scanned.
 * Out:  behind each such local a defer of its own, a statement without tokens, whose
 *       symbol is the local: lower_leave.c makes it the call f(&x). A declaration of
 *       several variables is taken apart, so that one whose neighbour's initialiser
 *       does not end is cleaned up, too. A loop that declares one in its header
 *       becomes the last statement of a block that declares it.
 *
 * Not in statement expressions that are printed as they are: there the attribute does
 * what it always did. */
#include "lower_internal.h"

static bool has_cleanup(const struct declarator *d)
{
    const struct symbol *s = d->sym;
    return s->has_cleanup && s->kind == SYM_VAR && s->storage != ST_STATIC && s->storage != ST_EXTERN && !s->thread_local_;
}

static bool decl_has_cleanup(const struct stmt *s)
{
    for (size_t i = 0; s->decl && i < s->decl->declarators.n; i++)
        if (has_cleanup(&s->decl->declarators.at[i]))
            return true;
    return false;
}

static struct stmt *empty_behind(struct stmt *decl, struct stmt *block)
{
    struct stmt *s = NEW(struct stmt);
    s->kind = S_DEFER;
    s->op = 'c';
    s->begin = s->end = decl->end;
    s->parent = block;
    return s;
}

/* The declarators up to the first one with a cleanup, from number *i on. */
static struct stmt *part_of(struct stmt *s, size_t *i)
{
    struct stmt *part = NEW(struct stmt);
    struct decl *d = NEW(struct decl);
    bool last = false;
    *part = *s;
    *d = *s->decl;
    memset(&d->declarators, 0, sizeof d->declarators);
    if (*i > 0)
        memset(&d->tags, 0, sizeof d->tags);
    d->in_parts = true;
    part->decl = d;
    part->lowered = NULL;
    while (*i < s->decl->declarators.n && !last) {
        struct declarator k = s->decl->declarators.at[(*i)++];
        last = has_cleanup(&k);
        VEC_PUSH(&d->declarators, k);
    }
    return part;
}

static void add_in_parts(struct stmt *block, struct stmt *decl)
{
    size_t i = 0;
    while (i < decl->decl->declarators.n) {
        struct stmt *part = part_of(decl, &i);
        struct declarator *last = &part->decl->declarators.at[part->decl->declarators.n - 1];
        VEC_PUSH(&block->list, part);
        if (has_cleanup(last)) {
            struct stmt *defer = empty_behind(decl, block);
            defer->sym = last->sym;
            VEC_PUSH(&block->list, defer);
        }
    }
}

void split_cleanups(struct stmt *block)
{
    struct stmt before = *block;
    memset(&block->list, 0, sizeof block->list);
    for (size_t i = 0; i < before.list.n; i++) {
        struct stmt *s = before.list.at[i];
        if (s->kind == S_DECL && !s->decl->in_parts && decl_has_cleanup(s))
            add_in_parts(block, s);
        else
            VEC_PUSH(&block->list, s);
    }
}

/* for (T x = …; …) with a cleanup of x: { T x = …; for (; …) }. NULL: it has none. */
struct stmt *split_header(struct stmt *loop)
{
    struct stmt *block, *init = loop->init;
    if (!init || init->kind != S_DECL || !decl_has_cleanup(init))
        return NULL;
    block = NEW(struct stmt);
    block->kind = S_BLOCK;
    block->begin = loop->begin;
    block->end = loop->end;
    block->parent = loop->parent;
    for (size_t i = 0; i < init->decl->declarators.n; i++)
        init->decl->declarators.at[i].sym->block = block;
    add_in_parts(block, init);
    VEC_PUSH(&block->list, loop);
    loop->init = NULL;
    return block;
}
