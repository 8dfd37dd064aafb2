/* Members and functions of that name, and pointers to context variables. */
#include <cede.h>

CEDE_CONTEXT_DECLARE(int, id);
CEDE_CONTEXT(const char *, name, "");
struct options { int with_context; };

async int g(struct options *o, int n)
{
    const struct id__context *p = &id;
    with_context (p, o->with_context) {
        int value = ({ with_context (&name, "x") n += await(cede_yield()); cede_context(id) + n; });
        return value + *cede_context(name);
    }
}
