/* map.c: open addressing over power-of-two many slots, at most half full; map.h
 * says what for. Allocates in the arena. */
#include "map.h"

#include "text.h"

#include <stdint.h>

/* Arena pointers are multiples of 16, so their low bits say nothing: the product's
 * high half is taken, which all bits reach. */
static size_t spread(const void *key)
{
    return (size_t)(((uint64_t)(uintptr_t)key * UINT64_C(0x9E3779B97F4A7C15)) >> 32);
}

static struct map_slot *slot_of(const struct map *m, const void *key)
{
    size_t i = spread(key) & (m->cap - 1);
    while (m->slots[i].key && m->slots[i].key != key)
        i = (i + 1) & (m->cap - 1);
    return &m->slots[i];
}

static void grow(struct map *m)
{
    struct map larger = { NULL, m->cap ? m->cap * 2 : 16, m->used };
    larger.slots = NEW_ARRAY(struct map_slot, larger.cap);
    for (size_t i = 0; i < m->cap; i++)
        if (m->slots[i].key)
            *slot_of(&larger, m->slots[i].key) = m->slots[i];
    *m = larger;
}

void *map_get(const struct map *m, const void *key)
{
    return m->cap ? slot_of(m, key)->value : NULL;
}

void **map_at(struct map *m, const void *key)
{
    if (m->used * 2 >= m->cap)
        grow(m);
    struct map_slot *s = slot_of(m, key);
    if (!s->key) {
        s->key = key;
        m->used++;
    }
    return &s->value;
}
