/* core.h: the freestanding part of cede; nothing in it needs an operating system.
 *
 * Programs for chips include it where others include <cede.h>. */
#ifndef CEDE_CORE_H
#define CEDE_CORE_H

#include <cede/time.h>
#include <cede/frame.h>
#include <cede/task.h>
#include <cede/group.h>
#include <cede/future.h>
#include <cede/loop.h>
#include <cede/port.h>
#include <cede/keywords.h>

#endif
