/* A case is a label. */
#include <cede.h>

async int g(int x)
{
    switch (x) {
    case 1:
        defer { x = 0; }
    }
    return x;
}
