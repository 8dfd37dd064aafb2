/* block_types_in_circles.c: Block-scope structs and typedef names that need each other. */
#include "corpus.h"
#include <stddef.h>

enum { N = 3 };
static async int test_main(void)
{
    enum { M = N + 1, K };
    typedef struct node node_t;
    typedef node_t *list_t;
    typedef int (*op_t)(node_t *, int [K], struct node *);
    struct node { node_t *next; list_t list; op_t op; int v[M]; enum kind { LEAF, INNER = K } k; };
    typedef struct node pair_t[2];
    typedef struct tree { struct tree *l, *r; union { int i; struct node *n; } u; } tree, *tree_p;
    typedef struct never never_t;
    struct a; struct b { struct a *to; };
    struct a { struct b back; };
    node_t a = { NULL, NULL, NULL, { 1, 2, 3, 4 }, INNER }, b = { &a, &a, NULL, { [M - 1] = 9 }, LEAF };
    op_t op = NULL;
    pair_t two = { a, b };
    tree t = { NULL, NULL, { 5 } };
    tree_p tp = &t;
    never_t *never = NULL;
    struct a x = { { &x } }, *px = &x;
    int sized[sizeof(node_t) / sizeof(void *)] = { 1 };
    char buf[sizeof a.v + M];
    __typeof__(a.v) va = { 5, 6 };
    __typeof__(*b.next) *pb = &b;
    __auto_type pk = &b.k;
    await(cede_yield());
    {
        struct node { char c; } n = { 'x' };
        enum kind { LEAF = 50 } k2 = LEAF;
        await(cede_yield());
        b.v[0] = n.c + (int)k2;
    }
    *pk = INNER;
    t.u.n = &b;
    await(cede_yield());
    return (int)sizeof buf + va[1] + pb->v[0] + pb->next->k + b.k + (op == NULL) + sized[0] + M + LEAF + two[1].v[3] + tp->u.n->v[3] +
           (never == NULL) + (px->back.to == &x);
}

PROGRAM(locals_block_types_in_circles, test_main)
