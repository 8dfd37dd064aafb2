/* Calls that block or compute run in threads; the loop goes on meanwhile. */
#include <cede.h>
#include <stdbool.h>
#include <stdio.h>
#include <unistd.h>

static int read_sensor(void)
{
    usleep(20000);
    return 21;
}

static bool is_prime(int n)
{
    for (int d = 2; d * d <= n; d++)
        if (n % d == 0)
            return false;
    return true;
}

static int count_primes(int below)
{
    int count = 0;
    for (int n = 2; n < below; n++)
        count += is_prime(n);
    return count;
}

static int ticks;

static async int tick(void)
{
    for (;;) {
        ticks++;
        await(cede_sleep(cede_ms(1)));
    }
}

static async int sensor(void)
{
    return await(offload(read_sensor()));
}

static async int measure(int *degrees, int *primes)
{
    group (g) {
        spawn_into(g, degrees, sensor());
        *primes = await(offload(count_primes(10000)));
    }
    return 0;
}

async int blocking(void)
{
    int degrees, primes, err;
    group (g) {
        spawn(g, tick());
        err = await(measure(&degrees, &primes));
        cede_group_cancel(g);
    }
    if (err < 0)
        return err;
    printf("%d degrees, %d primes\n", degrees, primes);
    if (ticks > 0)
        printf("the loop has gone on\n");
    return 0;
}

int main(void)
{
    return cede_main(blocking());
}
