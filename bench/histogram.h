/* histogram.h: a histogram of times: counts in buckets whose widths grow with the times.
 *
 * A time of n ns is in a bucket that is at most 1/32 of n wide, so a quantile is right to
 * 3 %, from nanoseconds to centuries, in 15 KB. Never allocates. */
#ifndef HISTOGRAM_H
#define HISTOGRAM_H

#include <stdint.h>

enum { HISTOGRAM_FINE = 32, HISTOGRAM_BUCKETS = 60 * HISTOGRAM_FINE };

typedef struct histogram {
    uint64_t total;
    uint64_t counts[HISTOGRAM_BUCKETS];
} histogram;

/* Times below 64 have a bucket each; above, each power of two has 32 of them. */
static inline unsigned histogram_bucket(uint64_t ns)
{
    unsigned shift = 0;
    while (ns >> shift >= 2 * HISTOGRAM_FINE)
        shift++;
    return shift * HISTOGRAM_FINE + (unsigned)(ns >> shift);
}

/* The middle of what is in a bucket. */
static inline double histogram_middle(unsigned bucket)
{
    unsigned shift = bucket < 2 * HISTOGRAM_FINE ? 0 : bucket / HISTOGRAM_FINE - 1;
    uint64_t from = (uint64_t)(bucket - shift * HISTOGRAM_FINE) << shift;
    return (double)from + (double)((UINT64_C(1) << shift) - 1) / 2;
}

static inline void histogram_add(histogram *h, uint64_t ns)
{
    h->counts[histogram_bucket(ns)]++;
    h->total++;
}

/* The time that a share of all was below, say 0.99; 0 where nothing was counted. */
static inline double histogram_quantile(const histogram *h, double share)
{
    uint64_t seen = 0;
    for (unsigned i = 0; i < HISTOGRAM_BUCKETS; i++) {
        seen += h->counts[i];
        if (h->total && (double)seen >= share * (double)h->total)
            return histogram_middle(i);
    }
    return 0;
}

#endif
