/* kv_keys.c: see kv_keys.h.
 *
 * Always:
 *   1. a key that expires has a task that sleeps until then and removes it (expire); who
 *      removes the key, or gives it another end, cancels that task;
 *   2. what lacks memory says so and has changed nothing. */
#include "kv_keys.h"
#include <stdlib.h>
#include <string.h>

static struct {
    struct key **buckets;
    size_t mask, n;             /* buckets - 1; keys */
    cede_group *timers;
} table;

/* ---- values ------------------------------------------------------------------------------ */

bool keys_push(struct key *k, struct slice value, bool left)
{
    struct blob *b = malloc(sizeof *b + value.n);
    if (!b)
        return false;
    *b = (struct blob){ .next = left ? k->first : NULL, .prev = left ? NULL : k->last, .n = value.n };
    memcpy(b->data, value.data, value.n);
    *(b->prev ? &b->prev->next : &k->first) = b;
    *(b->next ? &b->next->prev : &k->last) = b;
    k->n++;
    return true;
}

struct blob *keys_pop(struct key *k, bool left)
{
    struct blob *b = left ? k->first : k->last;
    *(b->prev ? &b->prev->next : &k->first) = b->next;
    *(b->next ? &b->next->prev : &k->last) = b->prev;
    k->n--;
    return b;
}

/* ---- keys ---------------------------------------------------------------------------------- */

static size_t hash_of(struct slice name)
{
    uint64_t h = 14695981039346656037u;         /* FNV-1a */
    for (size_t i = 0; i < name.n; i++)
        h = (h ^ (unsigned char)name.data[i]) * 1099511628211u;
    return (size_t)(h ^ h >> 32);
}

/* The link that leads to the key, or to null. */
static struct key **find_link(struct slice name, size_t hash)
{
    struct key **link = &table.buckets[hash & table.mask], *k;
    while ((k = *link) && (k->hash != hash || k->name.n != name.n || memcmp(k->name.data, name.data, name.n) != 0))
        link = &k->next;
    return link;
}

struct key *keys_find(struct slice name)
{
    return *find_link(name, hash_of(name));
}

/* Without memory the buckets stay as they are, and get longer. */
static bool resize(size_t buckets)
{
    struct key **fresh = calloc(buckets, sizeof *fresh);
    if (!fresh)
        return false;
    for (size_t i = 0; table.buckets && i <= table.mask; i++)
        for (struct key *k = table.buckets[i], *next; k; k = next) {
            next = k->next;
            k->next = fresh[k->hash & (buckets - 1)];
            fresh[k->hash & (buckets - 1)] = k;
        }
    free(table.buckets);
    table.buckets = fresh;
    table.mask = buckets - 1;
    return true;
}

struct key *keys_find_or_make(struct slice name)
{
    size_t hash = hash_of(name);
    struct key **link = find_link(name, hash), *k = *link;
    if (k || !(k = calloc(1, sizeof *k + name.n)))
        return k;
    k->name = (struct slice){ memcpy(k + 1, name.data, name.n), name.n };
    k->hash = hash;
    *link = k;
    if (++table.n > table.mask)
        resize(2 * (table.mask + 1));
    return k;
}

static void stop_expiry(struct key *k)
{
    if (k->expiry) {
        cede_task_cancel(k->expiry, 0);
        cede_task_release(k->expiry);
        k->expiry = NULL;
    }
}

void keys_remove(struct key *k)
{
    *find_link(k->name, k->hash) = k->next;
    table.n--;
    stop_expiry(k);
    while (k->n)
        free(keys_pop(k, true));
    free(k);
}

void keys_remove_empty(struct key *k)
{
    if (k->n == 0)
        keys_remove(k);
}

bool keys_begin(cede_group *timers)
{
    table.timers = timers;
    return resize(1024);
}

void keys_remove_all(void)
{
    for (size_t i = 0; i <= table.mask; i++)
        while (table.buckets[i])
            keys_remove(table.buckets[i]);
}

void keys_end(void)
{
    keys_remove_all();
    free(table.buckets);
    table.buckets = NULL;
}

long long keys_count(void)
{
    return (long long)table.n;
}

/* ---- their end ------------------------------------------------------------------------------ */

/* The timer of one key. The time is an argument of its own because a task that was
 * cancelled before its first step still takes that step, and the key is gone then. A
 * sleep that had ended when the cancel came ends normally: so the task asks. */
static async void expire(struct key *k, cede_time at)
{
    await(cede_sleep_until(at));
    if (!cede_cancel_pending())
        keys_remove(k);
}

bool keys_expire(struct key *k, cede_duration life)
{
    cede_time at = cede_after(life);
    cede_task *t = spawn_task(table.timers, expire(k, at));
    if (!t)
        return false;
    stop_expiry(k);
    k->expiry = t;
    k->expires = at;
    return true;
}

bool keys_set(struct slice name, struct slice value, cede_duration life)
{
    struct key *k = keys_find_or_make(name);
    if (!k)
        return false;
    long long old = k->n;
    if (!keys_push(k, value, false) || (life.ns > 0 && !keys_expire(k, life))) {
        if (k->n > old)
            free(keys_pop(k, false));
        keys_remove_empty(k);
        return false;
    }
    if (life.ns == 0)
        stop_expiry(k);
    while (k->n > 1)
        free(keys_pop(k, true));
    k->is_list = false;
    return true;
}
