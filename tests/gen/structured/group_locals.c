/* group_locals.c: Locals of the group's block outlive its tasks' last step, not those of blocks
 * inside. */
#include "corpus.h"

struct item { int id; char name[8]; };

static async int label(struct item *it, int ms)
{
    await(cede_sleep(after(ms)));
    it->name[0] = (char)('a' + it->id);
    event("labelled %d", it->id);
    return 0;
}

static async int test_main(void)
{
    struct item items[3] = { { 0, "-" }, { 1, "-" }, { 2, "-" } };
    group (g) {
        defer { event("all done: %s%s%s", items[0].name, items[1].name, items[2].name); }
        for (int i = 0; i < 3; i++)
            spawn(g, label(&items[i], 3 - i));
    }
    return items[2].name[0] == 'c';
}

SWEPT(group_locals, test_main)
