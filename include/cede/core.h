/* core.h: the freestanding part of cede; nothing in it needs an operating system.
 *
 * Programs for chips include it where others include <cede.h>. */
#ifndef CEDE_CORE_H
#define CEDE_CORE_H

#ifdef __AVR__
#include <cede/errno.h>     /* its own C library's numbers are of no use */
#endif
#include <cede/time.h>
#include <cede/frame.h>
#ifdef CEDE_LEAN
#include <cede/lean.h>      /* what small chips have in place of the next ones */
#else
#include <cede/task.h>
#include <cede/call.h>
#include <cede/tasks.h>
#include <cede/group.h>
#include <cede/future.h>
#include <cede/iter.h>
#include <cede/context.h>
#include <cede/sync.h>
#include <cede/queue.h>
#include <cede/channel.h>
#include <cede/isr.h>
#include <cede/select.h>
#include <cede/loop.h>
#include <cede/debug.h>
#endif
#include <cede/port.h>
#include <cede/keywords.h>

#endif
