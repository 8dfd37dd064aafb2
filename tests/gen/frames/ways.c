/* ways.c: from where to where a local is alive. */
#include <cede.h>

int number, cond(void), *kept;
void keep(int *p);
void lend(CEDE_NOESCAPE int *p);

/* An address that escapes keeps its local from there to the end of the block, no further. */
async void lent_before_it_escapes(void) { int x; await(cede_yield()); keep(&x); }
async void kept_to_the_end(void) { { int x = 1; keep(&x); number = x; await(cede_yield()); } }
async void lent_behind_its_block(void) { { int x = 1; keep(&x); } await(cede_yield()); }
async void kept_in_the_next_round(void) { int x; for (;;) { await(cede_yield()); keep(&x); } }
async void lent_in_each_round(void) { for (;;) { int x; await(cede_yield()); keep(&x); } }
async void kept_by_jump(void) { int x; again: await(cede_yield()); keep(&x); if (cond()) goto again; }
async void kept_by_case(void) { switch (number) { int x; case 1: keep(&x); break; case 2: await(cede_yield()); } for (;;) switch (number) { int x; case 1: keep(&x); case 2: await(cede_yield()); } }
async void kept_on_one_way(void) { int x; if (cond()) keep(&x); await(cede_yield()); }
async void kept_in_loop_head(void) { int x = 0; for (kept = &x; cond(); kept++) await(cede_yield()); }

/* A value is alive from where there is one to where it is read last. */
async void lent_without_a_value(void) { int x; await(cede_yield()); x = 1; number = x; }
async void lent_without_a_value_by_address(void) { int x; await(cede_yield()); lend(&x); number = x; }
async void lent_without_a_value_in_part(void) { struct { int a, b; } x; await(cede_yield()); x.a = 1; number = x.a; }
async void kept_in_part(void) { struct { int a, b; } x; x.a = 1; await(cede_yield()); x.b = 2; number = x.a; }
async void kept_in_part_by_address(void) { int x[2]; lend(x); await(cede_yield()); x[1] = 2; number = x[0]; }
async void kept_for_the_next_round(void) { int x; for (int i = 0; i < 3; i++) { if (i) number += x; x = i; await(cede_yield()); } }
async void kept_when_chosen(void) { int x; _Generic(1, int: x, default: number) = 1; await(cede_yield()); number = x; }
async void kept_by_statement(void) { int x; number = ({ x = 2; 1; }); await(cede_yield()); number = x; }
async void kept_by_assembler(void) { int x; __asm__("" : "=r"(x)); await(cede_yield()); number = x; }

/* So is what return gave while blocks are left. */
async int lent_value(cede_mutex *m) { await(cede_yield()); { if (await(cede_mutex_lock(m)) < 0) return 1; defer cede_mutex_unlock(m); await(cede_yield()); if (cond()) return 2; } await(cede_yield()); return 3; }
async int lent_value_in_rounds(void) { for (;;) { await(cede_yield()); { defer number++; if (cond()) return number; await(cede_yield()); } await(cede_yield()); } }
async int lent_value_of_two(void) { for (;;) { defer number++; for (;;) { defer number--; if (cond()) return number; await(cede_yield()); } await(cede_yield()); } }
async int kept_value(void) { { defer { number++; await(cede_yield()); } if (cond()) return number; } return 0; }
async int kept_value_further_out(void) { { defer { await(cede_yield()); } { defer number++; if (cond()) return number; number = 2; } number = 3; } return 0; }

#ifdef __GNUC__
typedef int vector __attribute__((vector_size(16)));
async void kept_element_of_vector(void) { vector x; x[0] = 1; await(cede_yield()); number = x[0]; }
#endif
