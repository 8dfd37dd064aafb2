/* Snippets for async-lost-update, by what they are: in a function lost_… two tasks that run
 * it can lose an update, in a fine_… they cannot. The names say what is so, not what cedec
 * tells; run.sh prints how well the two agree. */
#include <cede.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int counter, total, high, limit, cache, flags, ready, hits[10];
static unsigned char small;
static double average;
static int *current;
static _Atomic int atomic_counter;
static _Thread_local int per_thread;
static struct stats { int reads, writes; struct { int n; } in; } stats, *all_stats;
static struct account { int balance, limit; } accounts[10];
static struct node { struct node *next; int value; } *head, *unused_nodes;
static cede_mutex m, other;
static cede_rwlock rw;
static cede_semaphore one;
static cede_condition changed;
static char buffer[100];
static size_t used;

static async int CEDE_VALUE f(int x) { await(cede_yield()); return x; }
static async struct node *successor(struct node *n) { await(cede_yield()); return n->next; }
int compute(int x);
void log_line(const char *s, int x);
struct account *find_account(int id);
#define GET() counter
#define SET(x) (counter = (x))

/* ---- in one expression --------------------------------------------------------------- */

async void lost_argument(void) { counter = await(f(counter)); }
async void lost_argument_and_more(void) { counter = 1 + 2 * await(f(counter + 1)); }
async void lost_nested_arguments(void) { counter = await(f(await(f(counter)))); }
async void lost_member_argument(void) { stats.reads = await(f(stats.reads)) + 1; }
async void lost_or(void) { ready = ready || await(f(1)); }
async void lost_and(void) { ready = ready && await(f(1)); }
async void lost_statement_expression(void) { counter = ({ int c = counter; await(f(1)); c + 1; }); }
async void lost_comma(int t) { counter = (t = counter, await(f(1)), t + 1); }
async void lost_pointer(void) { head = await(successor(head)); }
async void lost_macro(void) { SET(await(f(GET()))); }

async void fine_plus_await(void) { counter = counter + await(f(1)); }
async void fine_plus_equals(void) { counter += await(f(1)); }
async void fine_member_plus_equals(void) { stats.reads += await(f(1)); }
async void fine_element_plus_equals(int i) { hits[i] += await(f(i)); }
async void fine_from_another(void) { counter = await(f(total)); }
async void fine_to_another_member(void) { stats.reads = await(f(stats.writes)); }
async void fine_to_another_element(int i) { hits[i] = await(f(hits[i + 1])); }
async void fine_replaced(void) { counter = await(f(1)); }
async void fine_choice(void) { cache = cache ? cache : await(f(1)); }
async void fine_default(void) { cache = cache ?: await(f(1)); }
async void fine_increment_behind(void) { total = await(f(counter)) + counter++; }
async void fine_size(void) { counter = await(f((int)sizeof counter)); }

/* ---- through a local ------------------------------------------------------------------- */

async void lost_local(void)
{
    int c = counter;
    await(f(1));
    counter = c + 1;
}

async void lost_assigned_local(void)
{
    int c;
    c = counter;
    await(f(1));
    counter = c * 2;
}

async void lost_two_locals(void)
{
    int c = counter, next = c + 1;
    await(f(1));
    counter = next;
}

async void lost_computed_before(void)
{
    int next = counter + 1;
    await(f(1));
    counter = next;
}

async void lost_through_a_call(void)
{
    int next = compute(counter);
    await(f(1));
    counter = next;
}

async void lost_through_a_call_behind(void)
{
    int c = counter;
    await(f(1));
    counter = compute(c);
}

async void lost_to_compound(void)
{
    int c = total;
    c += 5;
    await(f(1));
    total = c;
}

async void lost_in_a_loop(int n)
{
    while (n-- > 0) {
        int c = counter;
        await(f(1));
        counter = c + 1;
    }
}

async void lost_over_the_loops_end(int n)
{
    int c = counter;
    while (n-- > 0) {
        counter = c + 1;
        await(f(1));
    }
}

async void lost_on_one_way(int n)
{
    int c = counter;
    if (n)
        await(f(1));
    counter = c + 1;
}

async void lost_on_another_way(int n)
{
    int c = counter;
    if (n)
        c = 0;
    await(f(1));
    counter = c + 1;
}

async void lost_in_a_branch(int n)
{
    int c = counter;
    await(f(1));
    if (n > 3)
        counter = c - n;
    else
        total = n;
}

async void lost_in_a_switch(int n)
{
    int c = counter;
    switch (await(f(n))) {
    case 1: counter = c + 1; break;
    case 2: counter = c + 2; break;
    default: break;
    }
}

async void lost_goto(int n)
{
    int c = counter;
again:
    await(f(1));
    if (n-- > 0)
        goto again;
    counter = c + 1;
}

async void lost_member(void)
{
    int n = stats.in.n;
    await(f(1));
    stats.in.n = n + 1;
}

async void lost_element(int i)
{
    int n = hits[i];
    await(f(1));
    hits[i] = n + 1;
}

async void lost_member_of_an_element(int from, int to, int amount)
{
    int a = accounts[from].balance, b = accounts[to].balance;
    await(f(amount));
    accounts[from].balance = a - amount;
    accounts[to].balance = b + amount;
}

async void lost_behind_a_global_pointer(void)
{
    int n = all_stats->writes;
    await(f(1));
    all_stats->writes = n + 1;
}

async void lost_behind_a_local_pointer(int i, int amount)
{
    struct account *a = &accounts[i];
    int balance = a->balance;
    await(f(amount));
    a->balance = balance - amount;
}

async void lost_static(void)
{
    static int calls;
    int n = calls;
    await(f(1));
    calls = n + 1;
}

async void lost_thread_local(void)
{
    int n = per_thread;
    await(f(1));
    per_thread = n + 1;
}

async void lost_atomic(void)
{
    int n = atomic_counter;
    await(f(1));
    atomic_counter = n + 1;
}

async void lost_bits(int n)
{
    int old = flags;
    await(f(1));
    flags = old | n;
}

async void lost_average(double x)
{
    double a = average;
    await(f(1));
    average = 0.9 * a + 0.1 * x;
}

async void lost_list_pop(void)
{
    struct node *n = head;
    if (!n)
        return;
    await(f(n->value));
    head = n->next;
}

async void lost_list_push(struct node *n)
{
    n->next = head;
    await(f(1));
    head = n;
}

async void lost_array_local(void)
{
    int old[2] = { counter, total };
    await(f(1));
    counter = old[0] + 1;
}

async void lost_struct_copy(void)
{
    struct stats s = stats;
    s.reads++;
    await(f(1));
    stats = s;
}

async void lost_lock_only_around_the_write(void)
{
    int c = counter;
    await(cede_mutex_lock(&m));
    counter = c + 1;
    cede_mutex_unlock(&m);
}

async void lost_unlocked_between(void)
{
    await(cede_mutex_lock(&m));
    int c = counter;
    cede_mutex_unlock(&m);
    await(f(1));
    await(cede_mutex_lock(&m));
    counter = c + 1;
    cede_mutex_unlock(&m);
}

async void lost_condition_wait(void)
{
    await(cede_mutex_lock(&m));
    int c = counter;
    await(cede_condition_wait(&changed));
    counter = c + 1;
    cede_mutex_unlock(&m);
}

async void lost_group(void)
{
    int c = counter;
    group (g) {
        spawn(g, f(1));
    } else {
        return;
    }
    counter = c + 1;
}

async_iter(int) lost_yield(void)
{
    int c = counter;
    yield(c);
    counter = c + 1;
}

async void lost_printed_again(void)
{
    int c = counter;
    await(f(1));
    printf("%d\n", counter);
    counter = c + 1;
}

async void lost_looked_at_for_something_else(void)
{
    int c = counter;
    await(f(1));
    if (counter > 100)
        return;
    counter = c + 1;
}

async void lost_await_in_a_condition(void)
{
    int c = counter;
    if (await(f(1)) > 0)
        counter = c + 1;
}

async int lost_offload(void)
{
    int c = counter;
    int x = await(offload(compute(c)));
    counter = c + x;
    return 0;
}

async void lost_result_of_offload(void)
{
    int c = await(offload(compute(counter)));
    counter = c;
}

async void lost_shared_through_a_parameter(int *n)
{
    int c = *n;
    await(f(1));
    *n = c + 1;
}

async void lost_shared_member_through_a_parameter(struct stats *s)
{
    int c = s->reads;
    await(f(1));
    s->reads = c + 1;
}

async void tasks(void)
{
    int sum = 0;
    struct stats own = { 0, 0, { 0 } };
    group (g) {
        for (int i = 0; i < 10; i++)
            spawn(g, lost_shared_through_a_parameter(&sum));
        spawn(g, lost_shared_member_through_a_parameter(&own));
        spawn(g, lost_shared_member_through_a_parameter(&own));
    } else {
    }
}

/* What cedec does not see. */

static int get(void) { return counter; }
static void set(int x) { counter = x; }

async void lost_through_functions(void)
{
    int c = get();
    await(f(1));
    set(c + 1);
}

async void lost_behind_a_found_pointer(int id)
{
    struct account *a = find_account(id);
    int balance = a->balance;
    await(f(1));
    a->balance = balance + 1;
}

async void lost_by_decision(void)
{
    if (counter == 0) {
        await(f(1));
        counter = 1;
    }
}

/* ---- fine ---------------------------------------------------------------------------------- */

async void fine_no_await_between(void)
{
    int c = counter;
    counter = c + 1;
    await(f(1));
}

async void fine_await_before(void)
{
    await(f(1));
    int c = counter;
    counter = c + 1;
}

async void fine_read_again(void)
{
    int c = counter;
    await(f(c));
    c = counter;
    counter = c + 1;
}

async void fine_read_again_in_place(void)
{
    int c = counter;
    await(f(c));
    counter++;
    total += c;
}

async void fine_difference(void)
{
    int c = counter;
    await(f(1));
    counter = counter + (c > 3);
}

async void fine_compared(void)
{
    int c = counter;
    await(f(1));
    if (counter == c)
        counter = c + 1;
}

async void fine_tried_until_equal(void)
{
    int c;
    do {
        c = counter;
        await(f(1));
    } while (counter != c);
    counter = c + 1;
}

async void fine_mutex(void)
{
    await(cede_mutex_lock(&m));
    int c = counter;
    await(f(1));
    counter = c + 1;
    cede_mutex_unlock(&m);
}

async void fine_mutex_with_defer(int n)
{
    await(cede_mutex_lock(&m));
    defer { cede_mutex_unlock(&m); }
    int c = counter;
    if (await(f(n)) < 0)
        return;
    counter = c + 1;
}

async void fine_two_mutexes(void)
{
    await(cede_mutex_lock(&m));
    await(cede_mutex_lock(&other));
    int c = counter;
    cede_mutex_unlock(&other);
    await(f(1));
    counter = c + 1;
    cede_mutex_unlock(&m);
}

async void fine_rwlock(void)
{
    await(cede_rwlock_write(&rw));
    int c = counter;
    await(f(1));
    counter = c + 1;
    cede_rwlock_unlock(&rw);
}

async void fine_semaphore(void)
{
    await(cede_semaphore_acquire(&one));
    defer { cede_semaphore_release(&one); }
    int c = counter;
    await(f(1));
    counter = c + 1;
}

async void fine_local_only(void)
{
    int c = counter;
    await(f(1));
    c++;
    await(f(c));
}

async void fine_to_another(void)
{
    int c = counter;
    await(f(1));
    total = c;
}

async void fine_from_the_await(void)
{
    int c = await(f(1));
    counter = c;
}

async void fine_constant(void)
{
    int c = counter;
    await(f(c));
    counter = 0;
}

async void fine_saved_and_restored(void)
{
    int saved = flags;
    flags = 0;
    await(f(1));
    flags = saved;
}

async void fine_local_replaced(void)
{
    int c = counter;
    total += c;
    c = 5;
    await(f(1));
    counter = c;
}

async int fine_returns_before(int n)
{
    int c = counter;
    if (n) {
        await(f(1));
        return c;
    }
    counter = c + 1;
    return 0;
}

async void fine_other_branch(int n)
{
    int c = counter;
    if (n)
        await(f(1));
    else
        counter = c + 1;
}

async void fine_loop_reads_again(int n)
{
    int c = counter;
    while (n-- > 0) {
        counter = c + 1;
        await(f(1));
        c = counter;
    }
}

async void fine_loop_reads_first(int n)
{
    while (n-- > 0) {
        int c = counter;
        counter = c + 1;
        await(f(1));
    }
}

async void fine_other_index(int i)
{
    int n = hits[i];
    await(f(1));
    i++;
    hits[i] = n + 1;
}

async void fine_other_account(int i)
{
    struct account *a = &accounts[i];
    int balance = a->balance;
    await(f(1));
    a = &accounts[i + 1];
    a->balance = balance;
}

async void fine_own_object(void)
{
    struct stats s = { 0, 0, { 0 } };
    int n = s.reads;
    await(f(1));
    s.reads = n + 1;
}

async void fine_object_of_the_task(struct stats *s)
{
    int n = s->reads;
    await(f(1));
    s->reads = n + 1;
}

async int fine_buffer_of_the_task(cede_stream *s, char *b, size_t *n)
{
    size_t old = *n;
    ssize_t got = await(cede_read(s, b + old, 10));
    *n = old + (size_t)(got < 0 ? 0 : got);
    return 0;
}

async void fine_allocated(void)
{
    struct node *n = malloc(sizeof *n);
    if (!n)
        return;
    n->value = 1;
    int v = n->value;
    await(f(1));
    n->value = v + 1;
    free(n);
}

async void fine_taken_off(void)
{
    struct node *n = head;
    if (!n)
        return;
    head = n->next;
    await(f(n->value));
    n->next = unused_nodes;
    unused_nodes = n;
}

async void fine_identifier(void)
{
    int id = counter++;
    await(f(id));
    high = id > high ? id : high;
}

async void fine_maximum(void)
{
    int x = await(f(limit));
    if (x > high)
        high = x;
}

async void fine_set_by_a_call(void)
{
    int c = counter;
    await(f(c));
    sscanf("1", "%d", &c);
    counter = c;
}

async void fine_each(void)
{
    await_each (int x, lost_yield())
        total += x;
    else
        total = 0;
}

async int fine_static_buffer(cede_stream *s)
{
    ssize_t n = await(cede_read(s, buffer + used, sizeof buffer - used));
    if (n > 0)
        used += (size_t)n;
    return 0;
}

async void fine_flag(void)
{
    int was = ready;
    await(f(was));
    ready = 1;
}

async void fine_each_task_its_own(struct account *a)
{
    int balance = a->balance;
    await(f(1));
    a->balance = balance + 1;
}

async void more_tasks(void)
{
    group (g) {
        for (int i = 0; i < 10; i++)
            spawn(g, fine_each_task_its_own(&accounts[i]));
    } else {
    }
}

async void fine_pointer_itself(void)
{
    int *p = current;
    await(f(*p));
    *p = 4;
}

async void fine_volatile_condition(void)
{
    int seen = counter;
    while (counter == seen)
        await(cede_yield());
    counter = seen + 2;
}

async void fine_small(void)
{
    small = (unsigned char)await(f(1));
    small++;
    log_line("small", small);
}
