/* model.h: a model checker for primitives.
 *
 * A scenario is a few actors, each a task with a script of a few operations. The checker
 * runs it once for each schedule there is: before each step it chooses which ready task
 * runs, and whether a task is cancelled now; all choices are gone through, depth first,
 * each run from the beginning. So every interleaving of steps is met, with a cancel at
 * every point of it.
 *
 * Beside the real primitive runs its specification, the plainest program that says what
 * it should do: who has it, who waits in a line. The checker compares at each moment:
 *
 *   1. what an operation gives, and that it gives that in the step that begins it, or in
 *      the first one after it was given;
 *   2. that an operation unwinds when it should, and only if it was given nothing;
 *   3. that no task is asleep whose operation was given something: a lost wake-up;
 *   4. what the primitive says of itself.
 *
 * A difference ends the run: the checker prints what happened in it, and says so. */
#ifndef MODEL_H
#define MODEL_H

#include <errno.h>
#include <cede/core.h>

enum { MODEL_ACTORS = 4, MODEL_OPS = 6 };

/* In a script: the kind's own operations are 1 and more. */
enum { MODEL_END = 0, MODEL_YIELD = -1 };

/* What a specification says of an operation that has to wait, and of one that unwinds. */
enum { MODEL_WAITS = -10000, MODEL_UNWINDS };

typedef struct model_op {
    int what, arg;
} model_op;

/* A primitive with its specification. Actors are numbers from 0. */
typedef struct model_kind {
    const char *const *operations;          /* their names */
    /* Makes the primitive and its specification anew. */
    void (*begin)(int arg);
    /* The real operation; awaited in a task. */
    int (*act)(int who, model_op op);
    /* The specification: what it gives at once, or MODEL_WAITS. */
    int (*call)(int who, model_op op);
    /* A cancelled actor, whose operation waits, looks again: MODEL_UNWINDS, and it has left
     * its line; or MODEL_WAITS. Null: it leaves its line and unwinds. */
    int (*leave)(int who, model_op op);
    /* An actor ends by unwinding, and gives back what it has, of both. Null: nothing. */
    void (*give_back)(int who);
    /* How the primitive differs from the specification; null: it does not. */
    const char *(*differs)(void);
} model_kind;

typedef struct model_scenario {
    const char *name;
    const model_kind *kind;
    int arg;                                /* for begin */
    int cancels;                            /* so many in a run at most */
    model_op scripts[MODEL_ACTORS][MODEL_OPS];
} model_scenario;

/* Goes through all schedules of a scenario and prints how many there were.
 *
 *   returns    that number; 0 where one went wrong, which is printed */
unsigned long model_check(const model_scenario *s);

/* For specifications: the operation that `who` waits in gives `result`. */
void model_give(int who, int result);

/* For specifications: lines of actors who wait, each with a number of its own. Empty at
 * the beginning of a run. */
typedef struct model_line {
    int length;
    int who[MODEL_ACTORS];
    int arg[MODEL_ACTORS];
} model_line;

enum { MODEL_LINES = 3 };
extern model_line model_lines[MODEL_LINES];

/* Gives MODEL_WAITS. */
int model_wait(model_line *l, int who, int arg);
int model_line_first(model_line *l);                /* takes it out; -1: nobody */
int model_line_remove(model_line *l, int who);      /* whether it was in it */

/* Whether it was cancelled: an operation that it begins does not wait. */
int model_cancelled(int who);

/* The actor that a task is; -1: none. */
int model_actor_of(const cede_task *t);

#endif
