/* async-lost-update: how it is told. What is told and what not is measured with
 * lost_update.set.c. */
#include <cede.h>

static int counter;
static struct account { int balance; } accounts[10];
static async int CEDE_VALUE f(int x) { await(cede_yield()); return x; }
#define STORE(x) counter = (x)

static async void warned(int i, int *sum)
{
    int c = counter, balance = accounts[i].balance, s = *sum;
    await(cede_yield());
    counter = c + 1;
    accounts[i].balance = balance + 1;
    *sum = s + 1;
    STORE(await(f(counter)));
}

static async int run(void)
{
    int sum = 0;
    group (g) {
        spawn(g, warned(1, &sum));
        spawn(g, warned(2, &sum));
    }
    return sum;
}

int main(void) { return cede_run(run()); }
