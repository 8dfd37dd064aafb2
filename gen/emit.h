/* emit.h: shared by emit.c (the file), emit_body.c (the inside of a step), emit_await.c, emit_iter.c,
 * emit_offload.c and emit_comment.c. */
#ifndef GEN_EMIT_H
#define GEN_EMIT_H

#include "lower.h"

/* Where the output stands, and what line of what file the compiler believes to read. */
struct printer {
    struct unit *u;
    const struct options *o;
    struct text *out;
    struct fn *f;
    int indent;
    int out_line;               /* of the output, 1-based */
    const char *file;           /* NULL: not told yet */
    int line;
    int pinned;                 /* all lines are this one of pinned_file; 0: they count on */
    const char *pinned_file;
    bool after_label;           /* a statement has to follow */
};

#if defined(__GNUC__)
#define PRINTF(a, b) __attribute__((format(printf, a, b)))
#else
#define PRINTF(a, b)
#endif

PRINTF(2, 3) void put(struct printer *p, const char *format, ...);     /* as it is */
PRINTF(2, 3) void line(struct printer *p, const char *format, ...);    /* indented, with a new line */
void sync_user(struct printer *p, size_t token);    /* the next lines are the user's at token */
/* The next lines are the output's own; in an output that nobody sees, they stand at the
 * line of this token, for debuggers. */
void sync_own(struct printer *p, size_t token);

const char *leave_text(struct site *s);
/* An expression as the right side of an assignment. */
const char *assigned_text(struct fn *f, struct expr *e);
void emit_label(struct printer *p, const char *name, const char *comment);     /* comment: NULL for none */
void emit_resume_label(struct printer *p, struct site *s);
void emit_await(struct printer *p, struct site *s);
/* emit_await.c's pieces for generators. */
bool awkward_args(struct symbol *callee, struct type *fn);
void emit_awkward_args(struct printer *p, struct expr *call, struct symbol *callee, struct type *fn, const char *to);
/* What CEDE__ARGS takes behind the area: the state word and the arguments. */
const char *args_text(struct printer *p, struct expr *call, struct symbol *callee);
void emit_types_check(struct printer *p, struct expr *call, struct symbol *callee, struct type *fn);
void emit_result(struct printer *p, struct var *to, const char *from);
void emit_fill(struct printer *p, struct site *s);
void emit_unfill(struct printer *p, struct site *s);
void emit_unfill_all(struct printer *p, struct site *s);
void emit_state_and_leave(struct printer *p, struct site *s, const char *condition);

/* emit_iter.c: generators and their consumers. */
const char *iter_at_text(struct fn *f, struct iter *it);        /* where its frame lies in ours */
const char *iter_end_text(struct fn *f, struct iter *it);       /* … and where all of its frames end */
/* Where the frames of the generators begin; constants that are printed in an enum. */
void emit_iter_offsets(struct printer *p);
void emit_open(struct printer *p, struct iter *it);
void emit_pull(struct printer *p, struct site *s);
void emit_close(struct printer *p, struct site *s);
void emit_yield(struct printer *p, struct site *s);
void emit_yield_cases(struct printer *p, struct site *s);
/* Whether fn is a leaf operation of the library: it never remembers itself in the task. */
bool is_leaf(struct printer *p, struct symbol *fn);
const char *member_name(struct printer *p, struct symbol *fn, size_t i);
/* conditions.c: the #if of a function's text [begin, end), as checks in front of it. */
void emit_conditions(struct printer *p, long begin, long end);
/* A parameter or result as a member of a struct. */
const char *member_text(struct fn *f, struct type *t, const char *name);
/* cede__p, a pointer to a function of the type that is called. */
const char *pointer_text(struct fn *f, struct type *called, bool outside);
/* emit_offload.c: records and calls at file scope; in the step, how one is filled and
 * what cede_offload_call gets. */
void emit_offloads(struct printer *p);
void emit_offload_args(struct printer *p, struct site *s);
const char *offload_args_text(struct fn *f, struct site *s);
void emit_step(struct printer *p);
/* emit_comment.c: what is said about what is printed. */
/* "f(x, y)", cut to a line; the same for a comment. */
const char *short_text(struct unit *u, size_t begin, size_t end);
const char *comment_text(struct unit *u, size_t begin, size_t end);
/* "line 7; at 1-3" */
const char *member_comment(struct fn *f, struct var *v);
/* "within, line 8: it unwinds" */
const char *label_comment(struct fn *f, struct region *r, const char *what);
/* In front of a function: its line, and that of each await with what is alive there. */
void emit_function_comment(struct printer *p);
/* Once in a file: what is made of a function. */
void emit_legend(struct printer *p);

#endif
