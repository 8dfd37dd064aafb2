/* linked.c: finds the descriptions of async functions, and the blocks of static tasks, in
 * objects, archives and linked programs.
 *
 * A description is a symbol NAME__fn of a cede_fn's size whose name says NAME. It is laid
 * out by the target's pointers and ints, as include/cede/frame.h has it. Blocks are symbols
 * that their macros have named "cede_task.NAME.FUNCTION" and "cede_queue.NAME": such a
 * name costs no byte, and says what a symbol's size cannot. */
#include "linked.h"
#include "parse.h"

#include <stdlib.h>
#include <string.h>

/* Offsets in a cede_fn, a cede_callee and a cede_static, by the sizes of pointers and ints. */
struct shape { unsigned p, i; };

enum { POINTERS_OF_FN = 7, NUMBERS_OF_FN = 4 };     /* … then two shorts and a char */

static struct shape shape_of(const struct elf *e)
{
    struct shape s = { e->pointer_bytes, e->int_bytes };
    return s;
}

static unsigned fn_bytes(const struct elf *e)
{
    return POINTERS_OF_FN * e->pointer_bytes + NUMBERS_OF_FN * e->int_bytes + 5;
}

static unsigned callee_bytes(const struct elf *e)
{
    unsigned n = e->pointer_bytes + e->int_bytes + 1;
    return e->machine == ELF_AVR ? n : (n + e->pointer_bytes - 1) / e->pointer_bytes * e->pointer_bytes;
}

static struct elf_place behind(struct elf_place at, uint64_t bytes)
{
    at.offset += bytes;
    return at;
}

static unsigned number_at(const struct elf *e, struct elf_place at, unsigned bytes)
{
    uint64_t x = 0;
    return elf_number(e, at, bytes, &x) ? (unsigned)x : 0;
}

static const char *text_at(const struct elf *e, struct elf_place pointer)
{
    struct elf_place to;
    const char *undefined;
    return elf_pointer(e, pointer, &to, &undefined) && !undefined ? elf_string(e, to) : NULL;
}

/* ---- functions ------------------------------------------------------------------- */

static const char *without_ending(const char *name, const char *ending)
{
    size_t n = strlen(name), m = strlen(ending);
    const char *dot = strchr(name, '.');        /* "f__fn.lto_priv.0" */
    n = dot ? (size_t)(dot - name) : n;
    return n > m && strncmp(name + n - m, ending, m) == 0 ? intern(name, n - m) : NULL;
}

static void add_function(struct linked *l, const struct elf *e, const struct elf_symbol *s)
{
    struct shape k = shape_of(e);
    const char *name = s->is_object && s->place.section ? without_ending(s->name, "__fn") : NULL, *said;
    struct elf_place numbers = behind(s->place, POINTERS_OF_FN * k.p);
    struct linked_fn *fn;
    if (!name || s->size < fn_bytes(e) || s->size > fn_bytes(e) + k.p)
        return;
    said = text_at(e, s->place);
    if (!said || strcmp(said, name) != 0)
        return;
    fn = NEW(struct linked_fn);
    fn->name = name;
    fn->file = text_at(e, behind(s->place, k.p));
    fn->elf = e;
    fn->place = s->place;
    fn->global = s->global;
    fn->unit = s->unit;
    fn->size = number_at(e, numbers, k.i);
    fn->deep = number_at(e, behind(numbers, k.i), k.i);
    VEC_PUSH(&l->functions, fn);
}

static struct linked_fn *global_named(const struct linked *l, const char *name)
{
    for (size_t i = 0; i < l->functions.n; i++)
        if (l->functions.at[i]->global && strcmp(l->functions.at[i]->name, name) == 0)
            return l->functions.at[i];
    return NULL;
}

static struct linked_fn *at_place(const struct linked *l, const struct elf *e, struct elf_place at)
{
    for (size_t i = 0; i < l->functions.n; i++) {
        struct linked_fn *fn = l->functions.at[i];
        if (fn->elf == e && fn->place.section == at.section && fn->place.offset == at.offset)
            return fn;
    }
    return NULL;
}

static void add_callee(const struct linked *l, struct linked_fn *fn, struct elf_place at)
{
    const struct elf *e = fn->elf;
    struct shape k = shape_of(e);
    struct linked_callee c = { "one that has no description", NULL, number_at(e, behind(at, k.p), k.i), number_at(e, behind(at, k.p + k.i), 1) };
    struct elf_place to;
    const char *undefined;
    if (elf_pointer(e, at, &to, &undefined)) {
        const char *name = undefined ? without_ending(undefined, "__fn") : NULL;
        c.fn = name ? global_named(l, name) : undefined ? NULL : at_place(l, e, to);
        if (name)
            c.name = name;
    }
    VEC_PUSH(&fn->callees, c);
}

static void add_callees(const struct linked *l, struct linked_fn *fn)
{
    const struct elf *e = fn->elf;
    struct shape k = shape_of(e);
    unsigned n = number_at(e, behind(fn->place, POINTERS_OF_FN * k.p + NUMBERS_OF_FN * k.i), 2);
    struct elf_place table;
    const char *undefined;
    uint64_t unused;
    if (!elf_pointer(e, behind(fn->place, 4 * k.p), &table, &undefined) || undefined)
        return;
    for (unsigned i = 0; i < n && elf_number(e, behind(table, i * callee_bytes(e)), k.p, &unused); i++)
        add_callee(l, fn, behind(table, i * callee_bytes(e)));
}

/* ---- sums, as src/core/deep.c makes them ------------------------------------------------ */

static unsigned round_up(const struct linked_fn *fn, unsigned n)
{
    return fn->elf->machine == ELF_AVR ? n : (n + 7) / 8 * 8;
}

/* Where the frames of callee i end. */
static unsigned end_of(struct linked_fn *fn, unsigned i)
{
    struct linked_callee *c = &fn->callees.at[i];
    unsigned before = c->behind && c->behind <= i ? end_of(fn, c->behind - 1) : 0;
    if (!c->fn) {
        fn->missing = intern_format("it awaits %s, which is in none of these files", c->name);
        return 0;
    }
    if (c->fn->state == IS_SUMMED) {
        fn->missing = intern_format("it awaits itself by way of %s; await(boxed(...)) at one of them cuts the cycle", c->fn->name);
        return 0;
    }
    before += c->offset + linked_sum(c->fn);
    if (c->fn->missing)
        fn->missing = c->fn->missing;
    return before;
}

/* The deepest callee is looked for where the sum is known, too. */
unsigned linked_sum(struct linked_fn *fn)
{
    if (fn->state == SUMMED)
        return fn->sum;
    fn->state = IS_SUMMED;
    fn->sum = round_up(fn, fn->size);
    for (unsigned i = 0; i < fn->callees.n; i++) {
        unsigned end = end_of(fn, i);
        if (end > fn->sum) {
            fn->sum = end;
            fn->deepest = fn->callees.at[i].fn;
        }
    }
    fn->state = SUMMED;
    if (fn->deep) {
        fn->sum = fn->deep;
        fn->missing = NULL;
    }
    return fn->sum;
}

/* ---- blocks ----------------------------------------------------------------------------------- */

/* A symbol of that name in the same file, or a global one. */
static const struct elf_symbol *beside(const struct elf *e, const char *name, size_t unit)
{
    const struct elf_symbol *found = NULL;
    for (size_t i = 0; i < e->symbols.n; i++) {
        const struct elf_symbol *s = &e->symbols.at[i];
        if (s->place.section && strcmp(s->name, name) == 0 && (s->global || s->unit == unit) && (!found || !s->global))
            found = s;
    }
    return found;
}

static struct linked_fn *function_beside(const struct linked *l, const struct elf *e, const char *name, size_t unit)
{
    struct linked_fn *found = NULL;
    for (size_t i = 0; i < l->functions.n; i++) {
        struct linked_fn *fn = l->functions.at[i];
        if (fn->elf == e && strcmp(fn->name, name) == 0 && (fn->global || fn->unit == unit))
            found = fn;
    }
    return found ? found : global_named(l, name);
}

/* The cede_static beside it; the lean core has none. */
static void add_static(struct linked_block *b, const struct elf *e, size_t unit)
{
    const struct elf_symbol *s = beside(e, b->name, unit);
    struct shape k = shape_of(e);
    if (!s || s->size < k.p + 2 * k.i)
        return;
    b->frames = (long)number_at(e, behind(s->place, k.p), k.i);
    b->count = number_at(e, behind(s->place, k.p + k.i), k.i);
}

static void add_block(struct linked *l, const struct elf *e, const struct elf_symbol *s)
{
    static const char task[] = "cede_task.", queue[] = "cede_queue.";
    bool is_task = strncmp(s->name, task, strlen(task)) == 0;
    const char *name = s->name + strlen(is_task ? task : queue), *dot;
    struct linked_block b = { NULL, NULL, NULL, e, s->size, 1, -1 };
    if (!is_task && strncmp(s->name, queue, strlen(queue)) != 0)
        return;
    dot = strchr(name, '.');
    b.name = dot ? intern(name, (size_t)(dot - name)) : name;
    if (is_task && dot) {
        const char *end = strchr(dot + 1, '.');     /* "….lto_priv.0" */
        b.function = end ? intern(dot + 1, (size_t)(end - dot - 1)) : dot + 1;
        b.fn = function_beside(l, e, b.function, s->unit);
        add_static(&b, e, s->unit);
    }
    VEC_PUSH(&l->blocks, b);
}

/* ---- all of it ------------------------------------------------------------------------------------- */

bool linked_read(char **paths, struct linked *l)
{
    memset(l, 0, sizeof *l);
    for (; *paths; paths++)
        if (!elf_read(*paths, &l->files))
            return false;
    for (size_t i = 0; i < l->files.n; i++)
        for (size_t k = 0; k < l->files.at[i]->symbols.n; k++)
            add_function(l, l->files.at[i], &l->files.at[i]->symbols.at[k]);
    for (size_t i = 0; i < l->functions.n; i++)
        add_callees(l, l->functions.at[i]);
    for (size_t i = 0; i < l->files.n; i++)
        for (size_t k = 0; k < l->files.at[i]->symbols.n; k++)
            add_block(l, l->files.at[i], &l->files.at[i]->symbols.at[k]);
    return true;
}
