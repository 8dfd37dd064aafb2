/* kv_commands.h: what the clients of kv.c can say, and what is answered. */
#ifndef KV_COMMANDS_H
#define KV_COMMANDS_H

#include "kv_resp.h"

/* What CONFIG GET shows; SET changes those without a text. */
enum { MAX_CLIENTS, MAX_QUERY, MAX_REPLY, MAX_BULK, SAVE, APPENDONLY, N_SETTINGS };
extern struct setting { const char *name; long long value; const char *text; } settings[N_SETTINGS];

/* Runs the request that data begins with and appends its reply, or what is wrong with
 * it; then out->ends.
 *
 *   returns    the bytes it takes; 0: not all of them are there */
size_t run_request(struct request *r, char *data, size_t n, struct buffer *out);

#endif
