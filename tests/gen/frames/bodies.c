/* bodies.c: what the bodies of static functions show of their parameters. */
#include <cede.h>
#include <stdint.h>
#include <string.h>

struct node { struct node *next; int a, b[4]; struct { int c; } in; int (*call)(struct node *n); };

struct node *all, *table[4];
uintptr_t number;
int other(struct node *n), sum;

/* ---- these let go ------------------------------------------------------------------- */

static void sets(struct node *n) { n->a = 1; (*n).b[2]++; n->in.c += n->a; }
static int reads(const struct node *n) { return n ? n->a + n->b[1] : n == NULL; }
static int by_local(const struct node *n) { const struct node *m = n, *last; last = m + 1; for (; m < last; m++) sum += m->a; return (int)(last - n); }
static void by_array(struct node *n) { int *b = n->b; for (int *p = b; p != b + 4; ++p) *p = 0; }
static int by_listed(struct node *n) { memset(n, 0, sizeof *n); memcpy(&n->a, n->b, sizeof n->a); return memcmp(n->b, &n->b[1], 4); }
static void by_another(struct node *n) { sets(n); sum += reads(n + 0) + by_local((const struct node *)n); }
static struct node copied(struct node *n) { struct node m = *n; m.next = NULL; return m; }
static void sizes(struct node *n) { sum += (int)sizeof *n + (int)sizeof n->b; }
static void chosen(struct node *n) { struct node *m = sum ? n : NULL; if (m && !m->a) m->a = 1; }
static void by_statement(struct node *n) { sum += ({ int a = n->a; a + 1; }); }
static void by_cases(struct node *n) { switch (n->a) { case 1: n->a = 2; break; default: goto out; } out: n->b[0] = 0; }
static void compound(struct node *n) { n->in = (typeof (n->in)){ n->a }; }
static void calls_out(struct node *n) { sum += other(NULL); n->a = sum; }
static void old_style(void (*f)(void), struct node *n) { f(); n->a = 0; }
static inline int second(int a, struct node *n) { return a + n->a; }
static void nothing(struct node *n) { (void)n; }
static void forward(struct node *n);

async void lent_sets(void) { struct node x; sets(&x); await(cede_yield()); }
async void lent_reads(void) { struct node x = { 0 }; sum = reads(&x); await(cede_yield()); }
async void lent_by_local(void) { struct node x = { 0 }; sum = by_local(&x); await(cede_yield()); }
async void lent_by_array(void) { struct node x; by_array(&x); await(cede_yield()); }
async void lent_by_listed(void) { struct node x; sum = by_listed(&x); await(cede_yield()); }
async void lent_by_another(void) { struct node x = { 0 }; by_another(&x); await(cede_yield()); }
async void lent_copied(void) { struct node x = { 0 }; copied(&x); await(cede_yield()); }
async void lent_sizes(void) { struct node x; sizes(&x); await(cede_yield()); }
async void lent_chosen(void) { struct node x = { 0 }; chosen(&x); await(cede_yield()); }
async void lent_by_statement(void) { struct node x = { 0 }; by_statement(&x); await(cede_yield()); }
async void lent_by_cases(void) { struct node x = { 0 }; by_cases(&x); await(cede_yield()); }
async void lent_compound(void) { struct node x = { 0 }; compound(&x); await(cede_yield()); }
async void lent_calls_out(void) { struct node x; calls_out(&x); await(cede_yield()); }
async void lent_old_style(void) { struct node x; old_style((void (*)(void))0, &x); await(cede_yield()); }
async void lent_second(void) { struct node x = { 0 }; sum = second(1, &x); await(cede_yield()); }
async void lent_nothing(void) { struct node x; nothing(&x); await(cede_yield()); }
async void lent_part(void) { struct { int i; struct node n[2]; } x; sets(&x.n[1]); sets(x.n); sets(x.n + 1); (&x)->i = 1; (*x.n).a = 2; await(cede_yield()); }
async void lent_forward(void) { struct node x; forward(&x); await(cede_yield()); }
async void lent_by_its_name(void) { struct node x; (&sets)(&x); await(cede_yield()); }
static void forward(struct node *n) { n->a = 1; }

/* ---- these keep --------------------------------------------------------------------- */

static void stores(struct node *n) { n->next = all; all = n; }
static void stores_itself(struct node *n) { n->next = n; }
static void stores_part(struct node *n) { all = (struct node *)&n->in; }
static void stores_array(struct node *n) { static int *b; b = n->b; sum += *b; }
static void stores_in_table(struct node *n) { table[n->a] = n + 1; }
static void stores_local(struct node *n) { struct node *m; m = n; all = m; }
static void stores_late(struct node *n) { struct node *m = NULL; for (int i = 0; i < 2; i++) { all = m; m = n; } }
static void stores_static(struct node *n) { static struct node *m; m = n; sum += m->a; }
static void stores_struct(struct node *n) { struct node m = { n, 0, { 0 }, { 0 }, 0 }; *all = m; }
static void stores_literal(struct node *n) { all = &(struct node){ .next = n }; }
static void stores_number(struct node *n) { number = (uintptr_t)n; }
static void stores_chosen(struct node *n) { all = sum ? all : n; }
static void stores_chosen_itself(struct node *n) { all = n ?: all; }
static void stores_comma(struct node *n) { all = (sum++, n); }
static void stores_assigned(struct node *n) { struct node *m; all = m = n; }
static void stores_counted(struct node *n) { all = n++; }
static void stores_statement(struct node *n) { all = ({ sum++; n; }); }
static void stores_generic(struct node *n) { all = _Generic(n, struct node *: n, default: all); }
static void by_address(struct node *n) { struct node **m = &n; all = *m; }
static void by_address_of_local(struct node *n) { struct node *m, **mm = &m; m = n; all = *mm; }
static void by_bytes(struct node *n) { memcpy(&all, &n, sizeof n); }
static void by_assembler(struct node *n) { __asm__ volatile ("" : : "r"(n)); }
static void by_memory(struct node *n) { __asm__ volatile ("" : : "m"(*n)); }
static void by_unknown(struct node *n) { sum += other(n); }
static void by_pointer(struct node *n) { sum += n->call(n); }
static void by_keeper(struct node *n) { stores(n); }
static void by_itself(struct node *n) { if (sum--) by_itself(n); }
static void drop(struct node **n) { all = *n; }
static void by_cleanup(struct node *n) { __attribute__((cleanup(drop))) struct node *m = n; m->a = 0; }
static void found(struct node *n) { sum = *({ memchr(n, 1, sizeof *n); (char *)n; }); all = memchr(n, 1, 4); }
static void by_size(struct node *n) { sum += (int)sizeof (char[sum ? (all = n, 1) : 2]); }
static void by_cast(struct node *n) { (void)(char (*)[(all = n, 2)])table; }
static void by_parameter_(int a, struct node *n, int b[a + !(all = n)]) { (void)b; }
static void by_parameter(struct node *n) { by_parameter_(1, n, NULL); }
static struct node *gives(struct node *n) { return n; }
static uintptr_t gives_number(struct node *n) { return (uintptr_t)n; }
static struct { struct node *n; } gives_struct(struct node *n) { return (typeof (gives_struct(n))){ n }; }
int not_static(struct node *n) { return n->a; }
static int old(n) struct node *n; { return n->a; }

#define KEEPS(f) async void kept_##f(void) { struct node x = { 0 }; f(&x); await(cede_yield()); }
KEEPS(stores) KEEPS(stores_itself) KEEPS(stores_part) KEEPS(stores_array) KEEPS(stores_in_table) KEEPS(stores_local)
KEEPS(stores_late) KEEPS(stores_static) KEEPS(stores_struct) KEEPS(stores_literal) KEEPS(stores_number)
KEEPS(stores_chosen) KEEPS(stores_chosen_itself) KEEPS(stores_comma) KEEPS(stores_assigned) KEEPS(stores_counted)
KEEPS(stores_statement) KEEPS(stores_generic) KEEPS(by_address) KEEPS(by_address_of_local) KEEPS(by_bytes)
KEEPS(by_assembler) KEEPS(by_memory) KEEPS(by_unknown) KEEPS(by_pointer) KEEPS(by_keeper) KEEPS(by_itself)
KEEPS(by_cleanup) KEEPS(by_size) KEEPS(by_cast) KEEPS(by_parameter) KEEPS(found) KEEPS(gives) KEEPS(gives_number) KEEPS(gives_struct) KEEPS(not_static) KEEPS(old)

async void kept_by_pointer_to_function(void) { struct node x; void (*f)(struct node *) = sets; f(&x); await(cede_yield()); }
async void kept_in_struct(void) { int x = 1; struct { int *p; } s = { &x }; sum = *s.p; await(cede_yield()); }
async void kept_in_pointer(void) { int x = 1, *p = &x; sum = *p; await(cede_yield()); }
async void kept_in_number(void) { int x = 1; number = (uintptr_t)&x; sum = x; await(cede_yield()); }
async void kept_chosen(void) { struct node x = { 0 }; sets(sum ? &x : all); await(cede_yield()); }
async void kept_by_async(void) { int x[3]; await(cede_sleep((cede_duration){ (x[0] = 1, x)[0] })); await(cede_yield()); }
