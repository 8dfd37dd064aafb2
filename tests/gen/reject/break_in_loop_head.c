/* A break in a loop's own head: gcc leaves the loop around, clang this one. */
#include <cede.h>

async int f(int x);

async int g(int x)
{
    for (;;) {
        while (({ int y = await(f(x)); if (y) break; y; }))
            x++;
        do
            x++;
        while (({ if (x) continue; 1; }));
        for (int i = ({ if (x) break; 0; }); i < 3; i += ({ if (x) continue; 1; }))
            x += ({ if (x == 1) continue; await(f(x)); });
        switch (({ if (x) break; await(f(x)); })) {
        case 1:
            x = ({ if (x) break; 5; });
        }
        switch (({ if (x) continue; 1; })) {
        default:
            if (({ if (x) break; 1; }))
                x++;
        }
    }
    return x;
}
