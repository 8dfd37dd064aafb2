// shapes.cc: the shapes of bench/frames in C++20: see shapes.c. Prints "name bytes" for each,
// the most that its coroutine and those that it awaits have asked operator new for together;
// of recursion, the frame of one level.
//
//     g++ -std=c++20 -O2 shapes.cc && ./a.out
#include <coroutine>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <utility>

static std::size_t asked, most;
static std::coroutine_handle<> waiting;     // who waits for an event: one at a time

struct Frame {
    static void *operator new(std::size_t n)
    {
        asked += n;
        if (asked > most)
            most = asked;
        return std::malloc(n);
    }
    static void operator delete(void *p, std::size_t n)
    {
        asked -= n;
        std::free(p);
    }
};

// Begins when it is awaited, and goes on with who awaits it when it has ended.
template <class T> struct Task {
    struct promise_type : Frame {
        std::coroutine_handle<> awaiter;
        T value;
        struct End {
            bool await_ready() noexcept { return false; }
            std::coroutine_handle<> await_suspend(std::coroutine_handle<promise_type> h) noexcept
            {
                return h.promise().awaiter ? h.promise().awaiter : std::noop_coroutine();
            }
            void await_resume() noexcept {}
        };
        Task get_return_object() { return Task{ std::coroutine_handle<promise_type>::from_promise(*this) }; }
        std::suspend_always initial_suspend() { return {}; }
        End final_suspend() noexcept { return {}; }
        void return_value(T v) { value = v; }
        void unhandled_exception() { std::abort(); }
    };
    std::coroutine_handle<promise_type> handle;
    explicit Task(std::coroutine_handle<promise_type> h) : handle(h) {}
    Task(Task &&other) : handle(std::exchange(other.handle, nullptr)) {}
    ~Task() { if (handle) handle.destroy(); }
    bool await_ready() { return false; }
    std::coroutine_handle<> await_suspend(std::coroutine_handle<> awaiter)
    {
        handle.promise().awaiter = awaiter;
        return handle;
    }
    T await_resume() { return handle.promise().value; }
};

// What waits for an event: links of a list, the task, a result.
struct Wait {
    Wait *next = nullptr, *prev = nullptr;
    void *task = nullptr;
    int value = 0;
    bool arrived = false;
    bool await_ready() { return arrived; }
    void await_suspend(std::coroutine_handle<> h) { task = h.address(); waiting = h; }
    int await_resume() { return value; }
};

// A node of a wheel of timers.
struct Sleep {
    std::uint64_t at;
    Sleep *next = nullptr, *prev = nullptr;
    void *task = nullptr;
    bool due = false;
    explicit Sleep(std::uint64_t at) : at(at) {}
    bool await_ready() { return due; }
    void await_suspend(std::coroutine_handle<> h) { task = h.address(); waiting = h; }
    void await_resume() {}
};

// The child with a timer beside it.
template <class T> struct Timeout {
    Task<T> child;
    Sleep timer;
    Timeout(std::uint64_t at, Task<T> child) : child(std::move(child)), timer(at) {}
    bool await_ready() { return false; }
    std::coroutine_handle<> await_suspend(std::coroutine_handle<> awaiter) { return child.await_suspend(awaiter); }
    bool await_resume() { return !timer.due; }
};

struct WaitTimeout {
    Wait wait;
    Sleep timer;
    explicit WaitTimeout(std::uint64_t at) : timer(at) {}
    bool await_ready() { return false; }
    void await_suspend(std::coroutine_handle<> h) { wait.await_suspend(h); }
    bool await_resume() { return !timer.due; }
};

// Gives values one by one, and may await between them.
struct Generator {
    struct promise_type : Frame {
        std::coroutine_handle<> consumer;
        int value;
        struct Give {
            std::coroutine_handle<> to;
            bool await_ready() noexcept { return false; }
            std::coroutine_handle<> await_suspend(std::coroutine_handle<>) noexcept { return to; }
            void await_resume() noexcept {}
        };
        Generator get_return_object() { return Generator{ std::coroutine_handle<promise_type>::from_promise(*this) }; }
        std::suspend_always initial_suspend() { return {}; }
        Give final_suspend() noexcept { return { consumer ? consumer : std::noop_coroutine() }; }
        Give yield_value(int v) { value = v; return { consumer ? consumer : std::noop_coroutine() }; }
        void return_void() {}
        void unhandled_exception() { std::abort(); }
    };
    struct Next {
        std::coroutine_handle<promise_type> handle;
        bool await_ready() { return false; }
        std::coroutine_handle<> await_suspend(std::coroutine_handle<> h) { handle.promise().consumer = h; return handle; }
        bool await_resume() { return !handle.done(); }
    };
    std::coroutine_handle<promise_type> handle;
    explicit Generator(std::coroutine_handle<promise_type> h) : handle(h) {}
    Generator(Generator &&other) : handle(std::exchange(other.handle, nullptr)) {}
    ~Generator() { if (handle) handle.destroy(); }
    Next next() { return { handle }; }
    int value() { return handle.promise().value; }
};

struct Packet { unsigned char bytes[64]; };
struct Record { unsigned char bytes[128]; };

__attribute__((noinline)) static void fill(unsigned char *p, std::size_t n, int with)
{
    for (std::size_t i = 0; i < n; i++)
        p[i] = (unsigned char)(with + (int)i);
}

__attribute__((noinline)) static int sum(const unsigned char *p, std::size_t n)
{
    int total = 0;
    for (std::size_t i = 0; i < n; i++)
        total += p[i];
    return total;
}

// ---- one function

Task<int> scalar(int a)
{
    co_await Wait();
    co_return a;
}

Task<int> argument_once(Packet p)
{
    int first = p.bytes[0];
    co_await Wait();
    co_return first;
}

Task<int> arguments_kept(int a, long b, int c)
{
    co_await Wait();
    co_return a + (int)b + c;
}

Task<int> buffer_before(int a)
{
    unsigned char buffer[512];
    int first;
    for (int i = 0; i < 512; i++)
        buffer[i] = (unsigned char)(a + i);
    first = buffer[a];
    co_await Wait();
    co_return first;
}

Task<int> buffer_passed_before(int a)
{
    unsigned char buffer[512];
    int total;
    fill(buffer, sizeof buffer, a);
    total = sum(buffer, sizeof buffer);
    co_await Wait();
    co_return total;
}

Task<int> buffer_across(int a)
{
    unsigned char buffer[512];
    fill(buffer, sizeof buffer, a);
    co_await Wait();
    co_return sum(buffer, sizeof buffer);
}

Task<int> buffers_in_turn(int a)
{
    unsigned char first[256], second[256];
    int total;
    fill(first, sizeof first, a);
    co_await Wait();
    total = sum(first, sizeof first);
    fill(second, sizeof second, a);
    co_await Wait();
    co_return total + sum(second, sizeof second);
}

Task<int> loop(int n)
{
    int total = 0;
    for (int i = 0; i < n; i++)
        total += co_await Wait();
    co_return total;
}

Task<int> loop_buffer(int n)
{
    int total = 0;
    for (int i = 0; i < n; i++) {
        unsigned char buffer[128];
        fill(buffer, sizeof buffer, i);
        co_await Wait();
        total += sum(buffer, sizeof buffer);
    }
    co_return total;
}

struct Held {
    int what;
    ~Held() { fill(nullptr, 0, what); }
};

Task<int> cleanup(int a)
{
    Held held{ a + 1 };
    co_await Wait();
    co_return a;
}

// ---- children

template <int N> Task<int> keeps(int a)
{
    unsigned char buffer[N];
    fill(buffer, sizeof buffer, a);
    co_await Wait();
    co_return sum(buffer, sizeof buffer);
}

Task<int> three_in_sequence(int a)
{
    int total = co_await keeps<16>(a);
    total += co_await keeps<100>(a);
    total += co_await keeps<300>(a);
    co_return total;
}

Task<int> branches(int a)
{
    int result;
    if (a > 100)
        result = co_await keeps<300>(a);
    else if (a > 10)
        result = co_await keeps<100>(a);
    else
        result = co_await keeps<16>(a);
    co_return result + a;
}

Task<int> states(int state)
{
    int total = 0;
    while (state > 0) {
        switch (state) {
        case 1:
            total += co_await keeps<16>(total);
            state = 2;
            break;
        case 2:
            total += co_await keeps<100>(total);
            state = 3;
            break;
        default:
            total += co_await keeps<300>(total);
            state = 0;
        }
    }
    co_return total;
}

Task<int> nested_5(int a)
{
    co_await Wait();
    co_return a;
}

Task<int> nested_4(int a) { co_return co_await nested_5(a + 1) + a; }
Task<int> nested_3(int a) { co_return co_await nested_4(a + 1) + a; }
Task<int> nested_2(int a) { co_return co_await nested_3(a + 1) + a; }
Task<int> nested(int a) { co_return co_await nested_2(a + 1) + a; }

Task<int> by_value_3(Record r)
{
    co_await Wait();
    co_return sum(r.bytes, sizeof r.bytes);
}

Task<int> by_value_2(Record r) { co_return co_await by_value_3(r) + 1; }
Task<int> by_value(Record r) { co_return co_await by_value_2(r) + 1; }

Task<int> steps(int a)
{
    int n = co_await keeps<16>(a);
    if (n < 0)
        co_return n;
    int m = co_await keeps<16>(n);
    if (m < 0)
        co_return m;
    int k = co_await keeps<16>(n + m);
    if (k < 0)
        co_return k;
    co_return n + m + k;
}

Task<Packet> make(int a)
{
    Packet p;
    co_await Wait();
    fill(p.bytes, sizeof p.bytes, a);
    co_return p;
}

Task<int> take(Packet p)
{
    co_await Wait();
    co_return sum(p.bytes, sizeof p.bytes);
}

Task<int> passed_on(int a)
{
    co_return co_await take(co_await make(a)) + a;
}

Task<int> two_results(int a)
{
    Packet first = co_await make(a), second = co_await make(a + 1);
    co_return sum(first.bytes, sizeof first.bytes) + sum(second.bytes, sizeof second.bytes);
}

// ---- deadlines, recursion, generators

Task<int> timeout(int a)
{
    Timeout<int> child(10, keeps<16>(a));
    co_return co_await child ? child.child.await_resume() : -1;
}

Task<int> retry(Packet p)
{
    for (int i = 0; i < 3; i++) {
        {
            Timeout<int> child(10, take(p));
            if (co_await child)
                co_return child.child.await_resume();
        }
        co_await Sleep(100u << i);
    }
    co_return -1;
}

Task<int> recursion(int n)
{
    if (n == 0)
        co_return co_await Wait();
    co_return co_await recursion(n - 1) + n;
}

Generator generator(int n)
{
    for (int i = 0; i < n; i++) {
        co_await Wait();
        co_yield i;
    }
}

Task<int> consumer(int n)
{
    int total = 0;
    Generator source = generator(n);
    while (co_await source.next())
        total += source.value();
    co_return total;
}

// A server's connection: a line with a deadline, a body, an answer; one after another.
Task<int> session(int id)
{
    int served = 0;
    for (;;) {
        int length = -1;
        {
            unsigned char header[64];
            if (!co_await WaitTimeout(1000))
                co_return served;
            fill(header, sizeof header, id);
            length = sum(header, sizeof header);
        }
        if (length < 0)
            co_return length;
        {
            unsigned char body[256];
            co_await Wait();
            fill(body, sizeof body, length);
            length = sum(body, sizeof body);
        }
        {
            unsigned char answer[128];
            fill(answer, sizeof answer, length);
            co_await Wait();
            served += sum(answer, sizeof answer);
        }
    }
}

// Resumes whoever waits until nobody does; of a shape that never ends, some rounds.
template <class Coroutine> static std::size_t peak(Coroutine shape)
{
    most = asked;
    shape.handle.resume();
    for (int i = 0; i < 100 && waiting; i++)
        std::exchange(waiting, nullptr).resume();
    waiting = nullptr;
    return most;
}

#define SHOW(name, ...) std::printf("%s %zu\n", #name, peak(name(__VA_ARGS__)))

int main()
{
    Packet packet = {};
    Record record = {};
    SHOW(scalar, 1);
    SHOW(argument_once, packet);
    SHOW(arguments_kept, 1, 2, 3);
    SHOW(buffer_before, 1);
    SHOW(buffer_passed_before, 1);
    SHOW(buffer_across, 1);
    SHOW(buffers_in_turn, 1);
    SHOW(loop, 1);
    SHOW(loop_buffer, 1);
    SHOW(cleanup, 1);
    SHOW(three_in_sequence, 1);
    SHOW(branches, 200);
    SHOW(states, 1);
    SHOW(nested, 1);
    SHOW(by_value, record);
    SHOW(steps, 1);
    SHOW(passed_on, 1);
    SHOW(two_results, 1);
    SHOW(timeout, 1);
    SHOW(retry, packet);
    std::size_t level = peak(recursion(1));
    std::printf("recursion %zu\n", level - peak(recursion(0)));
    SHOW(generator, 1);
    SHOW(consumer, 1);
    SHOW(session, 1);
    return 0;
}
