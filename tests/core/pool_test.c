/* pool_test.c: blocks without overhead, and nothing lost. */
#include "sim_fixture.h"
#include "pool.h"

/* ---- what is below: malloc, counted, and it can fail ------------------------------------------ */

static size_t below_bytes;
static int below_fails;

static void *get(void *ctx, size_t size)
{
    (void)ctx;
    if (below_fails)
        return NULL;
    below_bytes += size;
    return malloc(size);
}

static void put(void *ctx, void *block, size_t size)
{
    (void)ctx;
    below_bytes -= size;
    free(block);
}

struct pool {
    cede__pool pool;
    cede_allocator use;
};

static int setup(void **state)
{
    struct pool *p = malloc(sizeof *p);
    cede_allocator below = { get, put, NULL };
    below_fails = 0;
    cede__pool_init(&p->pool, below, 1 << 16);
    p->use = cede__pool_allocator(&p->pool);
    *state = p;
    return 0;
}

static int teardown(void **state)
{
    struct pool *p = *state;
    cede__pool_deinit(&p->pool);
    free(p);
    return below_bytes ? -1 : 0;
}

static void *take(struct pool *p, size_t size)
{
    void *block = p->use.get(p->use.ctx, size);
    if (block)
        memset(block, 0x5A, size);          /* all of it is ours: sanitizers look */
    return block;
}

static void give(struct pool *p, void *block, size_t size)
{
    p->use.put(p->use.ctx, block, size);
}

static void a_block_has_no_overhead(void **state)
{
    char *a = take(*state, 128), *b = take(*state, 128);
    assert_int_equal(b - a, 128);
    give(*state, a, 128);
    give(*state, b, 128);
}

static void a_freed_block_serves_its_class_again(void **state)
{
    char *a = take(*state, 121), *b;
    give(*state, a, 121);
    b = take(*state, 128);
    assert_ptr_equal(a, b);
    give(*state, b, 128);
}

static void blocks_are_aligned_as_frames_are(void **state)
{
    for (size_t size = 1; size <= 2000; size += 13) {
        void *block = take(*state, size);
        assert_int_equal((uintptr_t)block % CEDE_FRAME_ALIGN, 0);
        give(*state, block, size);
    }
}

static void the_rest_of_a_chunk_is_used(void **state)
{
    struct pool *p = *state;
    size_t before;
    take(p, 1024 - 48);                     /* behind it 63 of 1024 fit */
    for (int i = 0; i < 63; i++)
        take(p, 1024);
    before = below_bytes;
    take(p, 1024);                          /* the next chunk; 32 bytes were left */
    assert_true(below_bytes > before);
    assert_non_null(p->pool.free[32 / CEDE__POOL_STEP]);
    take(p, 32);
    assert_null(p->pool.free[32 / CEDE__POOL_STEP]);
}

static void large_blocks_come_from_below_and_go_back(void **state)
{
    void *block = take(*state, 5000);
    size_t with = below_bytes;
    give(*state, block, 5000);
    assert_true(below_bytes < with);
}

static void no_memory_below_is_no_memory(void **state)
{
    struct pool *p = *state;
    void *block = take(p, 64);
    below_fails = 1;
    assert_null(take(p, 100000));
    while (take(p, 1024))
        ;
    give(p, block, 64);
    assert_ptr_equal(take(p, 64), block);       /* what was there is there still */
}

static void a_million_blocks_come_and_go(void **state)
{
    enum { N = 1000000 };
    void **blocks = malloc(N * sizeof *blocks);
    size_t most;
    for (int round = 0; round < 2; round++) {
        for (int i = 0; i < N; i++)
            if (!(blocks[i] = take(*state, 128)))
                fail();
        most = round ? most : below_bytes;
        assert_int_equal(below_bytes, most);
        for (int i = 0; i < N; i++)
            give(*state, blocks[i], 128);
    }
    assert_in_range(most / (N / 1000), 128000, 128300);     /* 0.03 % are the chunks' heads */
    free(blocks);
}

#define POOL_TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        POOL_TEST(a_block_has_no_overhead),
        POOL_TEST(a_freed_block_serves_its_class_again),
        POOL_TEST(blocks_are_aligned_as_frames_are),
        POOL_TEST(the_rest_of_a_chunk_is_used),
        POOL_TEST(large_blocks_come_from_below_and_go_back),
        POOL_TEST(no_memory_below_is_no_memory),
        POOL_TEST(a_million_blocks_come_and_go),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
