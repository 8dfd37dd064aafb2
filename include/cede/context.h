/* context.h: values that go with a task without being passed: a request's number, a trace.
 *
 *     CEDE_CONTEXT(int, request_id, 0);            at file scope; 0: where nothing is bound
 *
 *     with_context (&request_id, next_id()) {      bound for the block, and for all that it
 *         await(handle(s));                        calls and all tasks of groups in it
 *     }
 *
 *     fprintf(log, "[%d] …", cede_context(request_id));    also in ordinary functions
 *
 * A binding lies in the frame of its block, on the task's stack of scopes. A task has
 * what was bound where its group's block begins, for that cannot end before it: so
 * nothing is copied, and a task that binds nothing pays nothing. A task that is spawned
 * into a group from inside a binding which that group does not stand in has not got it,
 * nor has a detached one any.
 *
 * Reading takes as long as the way out to the binding is. Freestanding. */
#ifndef CEDE_CONTEXT_H
#define CEDE_CONTEXT_H

#include <cede/frame.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Declares a context variable with its default, at file scope; `static` may stand before
 * it. T is a type to which a name can be added at the end; an array goes into a struct, and the
 * default of a struct into braces. */
#define CEDE_CONTEXT(T, name, ...) \
    const struct name##__context { T cede__value; } name = { __VA_ARGS__ }

/* The same in two parts, for one that several files use: the first in a header, the
 * second in one of the files. */
#define CEDE_CONTEXT_DECLARE(T, name) \
    extern const struct name##__context { T cede__value; } name
#define CEDE_CONTEXT_DEFINE(name, ...) \
    const struct name##__context name = { __VA_ARGS__ }

/* What is bound to a context variable here; its default outside of tasks.
 *
 *   value      const, of the variable's type; its address is good until the binding's
 *              block is left
 *   context    task, ordinary functions that it calls, and calls that it offloads */
#if defined(__cplusplus)
#define cede_context(name) (static_cast<decltype(&(name))>(cede__context_of(&(name)))->cede__value)
#else
#define cede_context(name) (((__typeof__(&(name)))cede__context_of(&(name)))->cede__value)
#endif

/* The innermost binding's value, or `variable` itself. */
const void *cede__context_of(const void *variable);

#ifdef __cplusplus
}
#endif
#endif
