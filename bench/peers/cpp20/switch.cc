// switch.cc: the switches of cede/switch.c with C++20 coroutines and a task type by hand: lazy,
// a caller is resumed by its child's end directly (symmetric transfer), a ready queue of
// awaiters. Frames come from operator new, as the language has it.
#include "scenario.h"
#include <coroutine>
#include <exception>
#include <utility>

static long sum;

// ---- tasks

struct node {                       // what waits in the ready queue, in the waiter's frame
    node *next;
    std::coroutine_handle<> who;
};

static node *first, **end = &first;

static inline void ready(node *n)
{
    n->next = nullptr;
    *end = n;
    end = &n->next;
}

static long run()
{
    while (first) {
        node *n = first;
        first = n->next;
        if (!first)
            end = &first;
        n->who.resume();
    }
    return sum;
}

struct task {
    struct promise_type {
        std::coroutine_handle<> caller = std::noop_coroutine();
        long result;
        task get_return_object() { return task{ std::coroutine_handle<promise_type>::from_promise(*this) }; }
        std::suspend_always initial_suspend() noexcept { return {}; }
        struct back {
            bool await_ready() noexcept { return false; }
            std::coroutine_handle<> await_suspend(std::coroutine_handle<promise_type> h) noexcept { return h.promise().caller; }
            void await_resume() noexcept {}
        };
        back final_suspend() noexcept { return {}; }
        void return_value(long x) { result = x; }
        void unhandled_exception() { std::terminate(); }
    };

    std::coroutine_handle<promise_type> h;
    explicit task(std::coroutine_handle<promise_type> h) : h(h) {}
    task(task &&t) : h(std::exchange(t.h, nullptr)) {}
    ~task() { if (h) h.destroy(); }

    bool await_ready() { return false; }
    std::coroutine_handle<> await_suspend(std::coroutine_handle<> caller)
    {
        h.promise().caller = caller;
        return h;
    }
    long await_resume() { return h.promise().result; }
};

struct yield_now : node {
    bool await_ready() { return false; }
    void await_suspend(std::coroutine_handle<> h) { who = h; ready(this); }
    void await_resume() {}
};

static long run(task t)
{
    static node n;                  // once a process
    n.who = t.h;
    ready(&n);
    return run();
}

// ---- yield, child, deep, chain

static task yields(long n)
{
    for (long i = 0; i < n; i++) {
        co_await yield_now{};
        sum++;
    }
    co_return 0;
}

__attribute__((noinline)) static task child(long x) { co_return x + 1; }

static task awaits(long n)
{
    for (long i = 0; i < n; i++)
        sum += co_await child(i);
    co_return 0;
}

#define UNDER(name, below) static task name(long n) { co_return co_await below(n) + 1; }

UNDER(deep_10, yields)
UNDER(deep_9, deep_10)
UNDER(deep_8, deep_9)
UNDER(deep_7, deep_8)
UNDER(deep_6, deep_7)
UNDER(deep_5, deep_6)
UNDER(deep_4, deep_5)
UNDER(deep_3, deep_4)
UNDER(deep_2, deep_3)
UNDER(deep_1, deep_2)

static task deep(long n)
{
    sum += co_await deep_1(n);
    co_return 0;
}

static task chain_10(long x)
{
    co_await yield_now{};
    co_return x;
}

UNDER(chain_9, chain_10)
UNDER(chain_8, chain_9)
UNDER(chain_7, chain_8)
UNDER(chain_6, chain_7)
UNDER(chain_5, chain_6)
UNDER(chain_4, chain_5)
UNDER(chain_3, chain_4)
UNDER(chain_2, chain_3)
UNDER(chain_1, chain_2)

static task chains(long n)
{
    for (long i = 0; i < n; i++)
        sum += co_await chain_1(i);
    co_return 0;
}

// ---- queue: of one value

struct queue {
    long value;
    bool full = false;
    node *putter = nullptr, *getter = nullptr;

    struct space : node {
        queue *q;
        explicit space(queue *q) : node{}, q(q) {}
        bool await_ready() { return !q->full; }
        void await_suspend(std::coroutine_handle<> h) { who = h; q->putter = this; }
        void await_resume() {}
    };
    struct item : node {
        queue *q;
        explicit item(queue *q) : node{}, q(q) {}
        bool await_ready() { return q->full; }
        void await_suspend(std::coroutine_handle<> h) { who = h; q->getter = this; }
        long await_resume()
        {
            q->full = false;
            if (q->putter)
                ready(std::exchange(q->putter, nullptr));
            return q->value;
        }
    };

    item get() { return item(this); }
    space room() { return space(this); }
    void put(long x)                // there is room
    {
        value = x;
        full = true;
        if (getter)
            ready(std::exchange(getter, nullptr));
    }
};

static queue to, fro;

static task add_one(long n)
{
    for (long i = 0; i < n; i++) {
        long x = co_await to.get();
        co_await fro.room();
        fro.put(x + 1);
    }
    co_return 0;
}

static task put_and_get(long n)
{
    task other = add_one(n);
    node start{ nullptr, other.h };
    ready(&start);
    for (long i = 0; i < n; i++) {
        co_await to.room();
        to.put(i);
        sum += co_await fro.get();
    }
    co_return 0;
}

// ---- spawn: a task of its own, and its result

struct joined {
    task t;
    node start;
    explicit joined(task &&of) : t(std::move(of)), start{ nullptr, t.h } { ready(&start); }
    bool await_ready() { return t.h.done(); }
    void await_suspend(std::coroutine_handle<> h) { t.h.promise().caller = h; }
    long await_resume() { return t.await_resume(); }
};

static task spawns(long n)
{
    for (long i = 0; i < n; i++) {
        joined j(child(i));
        sum += co_await j;
    }
    co_return 0;
}

int main(int argc, char **argv)
{
    static const scenario all[] = {
        { "yield", [](long n) { return run(yields(n)); } }, { "child", [](long n) { return run(awaits(n)); } },
        { "deep", [](long n) { return run(deep(n)); } },    { "chain", [](long n) { return run(chains(n)); } },
        { "queue", [](long n) { return run(put_and_get(n)); } }, { "spawn", [](long n) { return run(spawns(n)); } },
        { nullptr, nullptr },
    };
    return scenario_main(argc, argv, all);
}
