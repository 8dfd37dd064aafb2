"""big.py N: a C file with N async functions of some 30 lines, for measuring cedec."""
import sys

print("#include <cede.h>\n#include <errno.h>\n#include <stdio.h>\n#include <string.h>\n")
for i in range(int(sys.argv[1])):
    print("""struct item_%(i)d { int key, weight; char name[32]; };

static int weigh_%(i)d(const struct item_%(i)d *item)
{
    return item->weight * 3 + (int)strlen(item->name);
}

async int serve_%(i)d(cede_stream *s, int limit)
{
    struct item_%(i)d item = { .key = limit, .weight = 1 };
    char line[128];
    int total = 0;

    defer { await(cede_stream_close(s)); }
    for (int i = 0; i < limit; i++) {
        ssize_t n = await(cede_read_until(s, '\\n', line, sizeof line));
        if (n < 0)
            return (int)n;
        if (n == 0 || strncmp(line, "quit", 4) == 0)
            break;
        snprintf(item.name, sizeof item.name, "%%.20s", line);
        within (cede_s(1)) {
            await(cede_sleep(cede_ms(10)));
        } else {
            return -ETIMEDOUT;
        }
        switch (line[0]) {
        case 'a': total += weigh_%(i)d(&item); break;
        case 'b': total += await(serve_%(p)d(s, limit - 1)); break;
        default: total -= i; break;
        }
    }
    return total > 0 ? total : -EINVAL;
}
""" % {"i": i, "p": max(i - 1, 0)})
