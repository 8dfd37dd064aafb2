/* An array's name is its address. */
#include <cede.h>

async int f(const char *s);

async int g(void)
{
    group (h) {
        for (int i = 0; i < 3; i++) {
            char name[20] = { (char)i };
            spawn(h, f(name));
        }
    }
    return 0;
}
