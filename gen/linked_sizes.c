/* linked_sizes.c: `cedec sizes FILE...`, what frames take in objects and linked programs.
 *
 *     cedec sizes [--check] [--budget FN=BYTES] FILE...
 *
 * Functions with what they need, summed over files; static tasks and queues with their
 * bytes, and what RAM there is in all. --check prints only what is wrong: blocks that are
 * smaller than their functions need. Exit status 0: fine; 1: something is wrong; 2: the
 * command line is. */
#include "linked.h"
#include "parse.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FINE = 0, WRONG = 1, USAGE = 2 };

struct wish { const char *function; long bytes; };

struct order {
    bool check;
    VEC(struct wish) budgets;
    VEC(char *) files;
};

/* ---- what is wrong --------------------------------------------------------------- */

static int say_missing(const struct linked_fn *fn)
{
    complain("%s: how large '%s' is cannot be told: %s", fn->elf->path, fn->name, fn->missing);
    return WRONG;
}

static int check_block(const struct linked_block *b)
{
    unsigned needs;
    if (!b->function || b->frames < 0)
        return FINE;
    if (!b->fn) {
        complain("%s: the static task '%s' runs '%s', which is in none of these files", b->elf->path, b->name, b->function);
        return WRONG;
    }
    needs = linked_sum(b->fn);
    if (b->fn->missing)
        return say_missing(b->fn);
    if (needs <= (unsigned long)b->frames)
        return FINE;
    complain("%s: the block of the static task '%s' has %ld bytes for frames, '%s' needs %u", b->elf->path, b->name, b->frames, b->function, needs);
    return WRONG;
}

static int check_budget(const struct linked *l, const struct wish *w)
{
    int status = FINE;
    bool found = false;
    for (size_t i = 0; i < l->functions.n; i++) {
        struct linked_fn *fn = l->functions.at[i];
        unsigned needs = strcmp(fn->name, w->function) == 0 ? linked_sum(fn) : 0;
        if (strcmp(fn->name, w->function) != 0)
            continue;
        found = true;
        if (fn->missing) {
            status = say_missing(fn);
        } else if (needs > (unsigned long)w->bytes) {
            complain("%s: '%s' takes %u bytes with all that it awaits, its budget is %ld", fn->elf->path, fn->name, needs, w->bytes);
            status = WRONG;
        }
    }
    if (found)
        return status;
    complain("there is no async function %s, which has a budget", w->function);
    return WRONG;
}

/* ---- the report --------------------------------------------------------------------- */

static int longest(const struct linked *l)
{
    size_t n = strlen("static task");
    for (size_t i = 0; i < l->functions.n; i++)
        n = strlen(l->functions.at[i]->name) > n ? strlen(l->functions.at[i]->name) : n;
    for (size_t i = 0; i < l->blocks.n; i++)
        n = strlen(l->blocks.at[i].name) > n ? strlen(l->blocks.at[i].name) : n;
    return (int)n;
}

static void print_function(struct linked_fn *fn, int width)
{
    unsigned sum = linked_sum(fn);
    printf("%-*s  %9u  ", width, fn->name, fn->size);
    if (fn->missing) {
        printf("%12s  %s\n", "?", fn->missing);
        return;
    }
    printf("%12u", sum);
    for (const struct linked_fn *k = fn; k->deepest; k = k->deepest)
        printf("%s%s", k == fn ? "  " : " > ", k->deepest->name);
    printf("\n");
}

static void print_task(const struct linked_block *b, int width)
{
    printf("%-*s  %9u  %12lu  %s", width, b->name, b->count, (unsigned long)b->bytes, b->function);
    if (b->frames >= 0 && b->fn && !b->fn->missing)
        printf(": %ld for frames, needs %u", b->frames, linked_sum(b->fn));
    printf("\n");
}

/* What the program writes to: sections that are in memory and may be written. */
static unsigned long ram_of(const struct elf *e)
{
    enum { SHF_WRITE_ = 1, SHF_ALLOC_ = 2 };
    unsigned long n = 0;
    for (size_t i = 0; i < e->sections.n; i++)
        if ((e->sections.at[i].flags & (SHF_WRITE_ | SHF_ALLOC_)) == (SHF_WRITE_ | SHF_ALLOC_))
            n += (unsigned long)e->sections.at[i].size;
    return n;
}

static void print_ram(const struct linked *l)
{
    unsigned long tasks = 0, queues = 0, ram = 0;
    for (size_t i = 0; i < l->blocks.n; i++)
        *(l->blocks.at[i].function ? &tasks : &queues) += (unsigned long)l->blocks.at[i].bytes;
    for (size_t i = 0; i < l->files.n; i++)
        ram += ram_of(l->files.at[i]);
    printf("\nRAM: %lu bytes of static tasks, %lu of queues, %lu of all else, %lu in all; stacks that no section reserves come on top\n",
           tasks, queues, ram > tasks + queues ? ram - tasks - queues : 0, ram);
}

static int by_name(const void *a, const void *b)
{
    const struct linked_fn *x = *(struct linked_fn *const *)a, *y = *(struct linked_fn *const *)b;
    int order = strcmp(x->name, y->name);
    return order ? order : strcmp(x->file ? x->file : "", y->file ? y->file : "");
}

static void report(struct linked *l)
{
    int width = longest(l);
    bool any[2] = { false, false };
    if (l->functions.n) {
        qsort(l->functions.at, l->functions.n, sizeof *l->functions.at, by_name);
        printf("%-*s  own frame  with callees  deepest\n", width, "function");
    }
    for (size_t i = 0; i < l->functions.n; i++)
        print_function(l->functions.at[i], width);
    for (size_t i = 0; i < l->blocks.n; i++)
        any[l->blocks.at[i].function != NULL] = true;
    if (any[1])
        printf("%s%-*s     blocks         bytes  runs\n", l->functions.n ? "\n" : "", width, "static task");
    for (size_t i = 0; i < l->blocks.n; i++)
        if (l->blocks.at[i].function)
            print_task(&l->blocks.at[i], width);
    if (any[0])
        printf("\n%-*s                    bytes\n", width, "queue");
    for (size_t i = 0; i < l->blocks.n; i++)
        if (!l->blocks.at[i].function)
            printf("%-*s  %23lu\n", width, l->blocks.at[i].name, (unsigned long)l->blocks.at[i].bytes);
    print_ram(l);
}

/* ---- the command line ------------------------------------------------------------------- */

static bool usage(const char *what, const char *word)
{
    complain("%s%s", what, word);
    fputs("usage: cedec sizes [--check] [--budget FUNCTION=BYTES] FILE...\n", stderr);
    return false;
}

static bool read_budget(struct order *o, const char *value)
{
    const char *is = value ? strchr(value, '=') : NULL;
    char *end = NULL;
    struct wish w = { NULL, 0 };
    if (is && is != value && is[1] >= '0' && is[1] <= '9')
        w.bytes = strtol(is + 1, &end, 10);
    if (!end || *end)
        return usage("not FUNCTION=BYTES: ", value ? value : "");
    w.function = intern(value, (size_t)(is - value));
    VEC_PUSH(&o->budgets, w);
    return true;
}

static bool read_order(char **at, struct order *o)
{
    memset(o, 0, sizeof *o);
    for (; *at; at++) {
        if (strcmp(*at, "--check") == 0) {
            o->check = true;
        } else if (strncmp(*at, "--budget", 8) == 0 && ((*at)[8] == '=' || !(*at)[8])) {
            if (!read_budget(o, (*at)[8] ? *at + 9 : *++at))
                return false;
        } else if ((*at)[0] == '-') {
            return usage("unknown option ", *at);
        } else {
            VEC_PUSH(&o->files, *at);
        }
    }
    VEC_PUSH(&o->files, NULL);
    return o->files.n > 1 || usage("which file?", "");
}

int linked_sizes(char **arguments)
{
    struct order o;
    struct linked l;
    int status = FINE;
    if (!read_order(arguments, &o))
        return USAGE;
    if (!linked_read(o.files.at, &l))
        return WRONG;
    if (!l.functions.n && !l.blocks.n) {
        complain("%s: has no async function that its symbols tell", o.files.at[0]);
        return WRONG;
    }
    if (!o.check)
        report(&l);
    for (size_t i = 0; i < l.blocks.n; i++)
        status |= o.check ? check_block(&l.blocks.at[i]) : FINE;
    for (size_t i = 0; i < o.budgets.n; i++)
        status |= check_budget(&l, &o.budgets.at[i]);
    return fflush(stdout) == 0 ? status : WRONG;
}
