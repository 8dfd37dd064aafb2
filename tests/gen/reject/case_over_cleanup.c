/* The same for a case, with and without an await. */
#include <cede.h>

void done(int *x);

async int g(int n)
{
    switch (n) {
        int x __attribute__((cleanup(done))) = 1;
    case 1:
        return x;
    }
    for (int x __attribute__((cleanup(done))) = 1; x < n; x++)
in:
        await(cede_yield());
    goto in;
}
