/* Not by a switch either. */
#include <cede.h>

async_iter(int) numbers(int n);


async int g(int n)
{
    switch (n) {
    case 0:
        await_each (int x, numbers(n)) {
            n += x;
    case 1:
            n++;
        }
    }
    return n;
}
