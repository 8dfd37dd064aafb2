/* async-mutex: locks of threads, held where other tasks run. */
#include <cede.h>
#include <pthread.h>
#include <threads.h>

static pthread_mutex_t a, b;
static pthread_rwlock_t rw;
static mtx_t c;
static int count;
struct account { pthread_mutex_t lock; int balance; };
static async int f(int x) { await(cede_yield()); return x; }

static async int warned(void)
{
    pthread_mutex_lock(&a);
    int x = await(f(1));
    pthread_mutex_unlock(&a);
    return x;
}

static async void warned_on_one_way(int n)
{
    pthread_mutex_lock(&a);
    if (n)
        pthread_mutex_unlock(&a);
    await(cede_yield());
}

static async void warned_in_a_loop(int n)
{
    while (n--) {
        await(cede_yield());
        pthread_mutex_lock(&a);
    }
}

static async void warned_defer(struct account *account)
{
    pthread_mutex_lock(&account->lock);
    defer { pthread_mutex_unlock(&account->lock); }
    account->balance++;
    await(cede_yield());
    await(cede_yield());
}

static async void warned_the_other(void)
{
    pthread_mutex_lock(&a);
    pthread_mutex_lock(&b);
    pthread_mutex_unlock(&a);
    await(cede_yield());
    pthread_mutex_unlock(&b);
}

static async void warned_kinds(void)
{
    mtx_lock(&c);
    await(cede_yield());
    mtx_unlock(&c);
    pthread_rwlock_rdlock(&rw);
    await(cede_yield());
    pthread_rwlock_unlock(&rw);
}

static async int warned_at_a_groups_end(void)
{
    group (g) {
        spawn(g, warned_kinds());
        pthread_mutex_lock(&a);
    }
    pthread_mutex_unlock(&a);
    return 0;
}

static async int warned_in_an_expression(void)
{
    return pthread_mutex_lock(&a) == 0 && await(f(1));
}

static async int fine(int n)
{
    pthread_mutex_lock(&a);
    count++;
    pthread_mutex_unlock(&a);
    await(cede_yield());
    pthread_mutex_lock(&a);
    if (count > n) {
        pthread_mutex_unlock(&a);
        return await(f(1));
    }
    count = n;
    pthread_mutex_unlock(&a);
    return await(f(2));
}

static async void fine_defer(struct account *account, int n)
{
    for (int i = 0; i < n; i++) {
        {
            pthread_mutex_lock(&account->lock);
            defer { pthread_mutex_unlock(&account->lock); }
            if (account->balance == i)
                break;
            if (account->balance == n)
                continue;
            if (account->balance > n)
                goto out;
        }
        await(cede_yield());
    }
out:
    await(cede_yield());
}

static async void fine_try(void)
{
    while (pthread_mutex_trylock(&a) != 0)
        await(cede_sleep(cede_ms(1)));
    count++;
    pthread_mutex_unlock(&a);
}

static async void fine_cede_mutex(cede_mutex *m)
{
    await(cede_mutex_lock(m));
    await(cede_yield());
    cede_mutex_unlock(m);
}

static async int fine_before_the_rest(void)
{
    return await(f(1)) + pthread_mutex_lock(&a) + pthread_mutex_unlock(&a);
}
