/* cede.h: async and await for C; everything a hosted program needs.
 *
 * It declares no name outside cede_, CEDE_ and the keywords of cede/keywords.h
 * (none of these with CEDE_NO_KEYWORDS). */
#ifndef CEDE_H
#define CEDE_H

#define CEDE_VERSION_MAJOR 0
#define CEDE_VERSION_MINOR 1
#define CEDE_VERSION_PATCH 0

#include <cede/core.h>
#include <cede/executor.h>
#include <cede/host.h>
#include <cede/instruments.h>
#include <cede/net.h>
#include <cede/stream.h>

#endif
