/* A compound literal dies with its block, too. */
#include <cede.h>

struct s { int a; };
async int f(struct s *s);

async int g(void)
{
    group (h) {
        for (int i = 0; i < 3; i++)
            spawn(h, f(&(struct s){ i }));
    }
    return 0;
}
