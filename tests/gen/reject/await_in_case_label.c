/* A case label is a constant. */
#include <cede.h>

async int f(void);

async int g(int x)
{
    switch (x) {
    case await(f()):
        return 1;
    }
    return 0;
}
