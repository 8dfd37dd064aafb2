/* map.h: from names to what is known of them.
 *
 * Keys are pointers, compared as such: interned names, symbols, files. Lives in
 * the arena; a zeroed struct map is empty. Nothing is ever removed: store NULL. */
#ifndef GEN_MAP_H
#define GEN_MAP_H

#include <stddef.h>

struct map {
    struct map_slot { const void *key; void *value; } *slots;
    size_t cap, used;
};

/* What is stored under key; NULL: nothing. */
void *map_get(const struct map *m, const void *key);
/* Where key's value is stored, NULL at first. key is not NULL. Good until the next map_at(). */
void **map_at(struct map *m, const void *key);

#endif
