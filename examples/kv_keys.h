/* kv_keys.h: the keys of kv.c, what they hold, and when they go.
 *
 * One keyspace, all clients'. Nothing here awaits, so each call is atomic. */
#ifndef KV_KEYS_H
#define KV_KEYS_H

#include <cede.h>
#include <stdbool.h>
#include "kv_resp.h"

/* A string, or an item of a list. */
struct blob { struct blob *next, *prev; size_t n; char data[]; };

/* A key with what it holds: a string, which is one blob, or a list of at least one. */
struct key {
    struct key *next;           /* in its bucket */
    size_t hash;
    struct slice name;          /* its bytes lie behind the key */
    struct blob *first, *last;
    long long n;
    bool is_list;
    cede_task *expiry;          /* sleeps until `expires`; null: the key stays */
    cede_time expires;
};

/* From now on keys may be added; tasks of this group wait for the end of those that
 * expire. false: no memory.
 *
 *   lifetime   keys_end comes behind the end of the group's tasks and before its own */
bool keys_begin(cede_group *timers);
void keys_end(void);

struct key *keys_find(struct slice name);       /* null: there is none */
/* The key of that name, or a new one, which must be given a value at once; null: no memory. */
struct key *keys_find_or_make(struct slice name);
void keys_remove(struct key *k);
void keys_remove_all(void);
long long keys_count(void);

/* Makes the key a string that lives so long. false: no memory, and the key is as it was. */
bool keys_set(struct slice name, struct slice value, cede_duration life);
#define KEYS_STAY ((cede_duration){ 0 })            /* until it is removed */
#define KEYS_AS_BEFORE ((cede_duration){ -1 })      /* a key's end is left alone */

/* false: no memory, and nothing has changed. */
bool keys_expire(struct key *k, cede_duration life);

/* Adds to a list at its left or right end; false: no memory. */
bool keys_push(struct key *k, struct slice value, bool left);
/* Takes from there; the caller frees it. */
struct blob *keys_pop(struct key *k, bool left);
/* Behind what may have taken the last one, or has added none. */
void keys_remove_empty(struct key *k);

#endif
