// shapes.rs: the shapes of bench/frames in Rust: see shapes.c. Prints "name bytes" for each,
// the size of its future with all that is in it; of recursion, the block of one level.
//
//     rustc --edition 2021 -O shapes.rs && ./shapes
#![allow(dead_code)]
use std::future::Future;
use std::mem::size_of_val;
use std::pin::Pin;
use std::ptr::null;
use std::task::{Context, Poll};

// What waits for an event: links of a list, the task, a result.
struct Wait { next: *const Wait, prev: *const Wait, task: *const (), value: i32, arrived: bool }

impl Future for Wait {
    type Output = i32;
    fn poll(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<i32> {
        if self.arrived { Poll::Ready(self.value) } else { Poll::Pending }
    }
}

fn wait() -> Wait {
    Wait { next: null(), prev: null(), task: null(), value: 0, arrived: false }
}

// A node of a wheel of timers.
struct Sleep { at: u64, next: *const Sleep, prev: *const Sleep, task: *const (), due: bool }

impl Future for Sleep {
    type Output = ();
    fn poll(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<()> {
        if self.due { Poll::Ready(()) } else { Poll::Pending }
    }
}

fn sleep(at: u64) -> Sleep {
    Sleep { at, next: null(), prev: null(), task: null(), due: false }
}

struct Timeout<F> { future: F, timer: Sleep }

impl<F: Future> Future for Timeout<F> {
    type Output = Option<F::Output>;
    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        // Both stay where they are as long as this does.
        let this = unsafe { self.get_unchecked_mut() };
        if let Poll::Ready(value) = unsafe { Pin::new_unchecked(&mut this.future) }.poll(context) {
            return Poll::Ready(Some(value));
        }
        unsafe { Pin::new_unchecked(&mut this.timer) }.poll(context).map(|_| None)
    }
}

fn timeout_of<F: Future>(at: u64, future: F) -> Timeout<F> {
    Timeout { future, timer: sleep(at) }
}

// A stream out of an async block, as the crate async-stream makes it: what it yields is
// handed over where a thread-local variable points to, so it has no place in the stream.
struct Stream<F> { done: bool, future: F }

struct Yield(bool);

impl Future for Yield {
    type Output = ();
    fn poll(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<()> {
        if std::mem::replace(&mut self.0, true) { Poll::Ready(()) } else { Poll::Pending }
    }
}

fn yield_value(_value: i32) -> Yield { Yield(false) }

struct Next<'a, F> { stream: Pin<&'a mut Stream<F>> }

impl<'a, F: Future<Output = ()>> Future for Next<'a, F> {
    type Output = Option<i32>;
    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<i32>> {
        let this = unsafe { self.stream.as_mut().get_unchecked_mut() };
        unsafe { Pin::new_unchecked(&mut this.future) }.poll(context).map(|_| None)
    }
}

fn fill(to: &mut [u8], with: i32) {
    for (i, byte) in to.iter_mut().enumerate() { *byte = (with + i as i32) as u8; }
}

fn sum(of: &[u8]) -> i32 { of.iter().map(|&byte| byte as i32).sum() }

#[derive(Clone, Copy)]
struct Packet { bytes: [u8; 64] }
#[derive(Clone, Copy)]
struct Record { bytes: [u8; 128] }

// ---- one function

async fn scalar(a: i32) -> i32 {
    wait().await;
    a
}

async fn argument_once(p: Packet) -> i32 {
    let first = p.bytes[0] as i32;
    wait().await;
    first
}

async fn arguments_kept(a: i32, b: i64, c: i32) -> i32 {
    wait().await;
    a + b as i32 + c
}

async fn buffer_before(a: i32) -> i32 {
    let mut buffer = [0u8; 512];
    for i in 0..512 { buffer[i] = (a + i as i32) as u8; }
    let first = buffer[a as usize] as i32;
    wait().await;
    first
}

async fn buffer_passed_before(a: i32) -> i32 {
    let mut buffer = [0u8; 512];
    fill(&mut buffer, a);
    let total = sum(&buffer);
    wait().await;
    total
}

async fn buffer_across(a: i32) -> i32 {
    let mut buffer = [0u8; 512];
    fill(&mut buffer, a);
    wait().await;
    sum(&buffer)
}

async fn buffers_in_turn(a: i32) -> i32 {
    let mut first = [0u8; 256];
    fill(&mut first, a);
    wait().await;
    let total = sum(&first);
    let mut second = [0u8; 256];
    fill(&mut second, a);
    wait().await;
    total + sum(&second)
}

async fn loop_(n: i32) -> i32 {
    let mut total = 0;
    for _ in 0..n { total += wait().await; }
    total
}

async fn loop_buffer(n: i32) -> i32 {
    let mut total = 0;
    for i in 0..n {
        let mut buffer = [0u8; 128];
        fill(&mut buffer, i);
        wait().await;
        total += sum(&buffer);
    }
    total
}

struct Held(i32);
impl Drop for Held { fn drop(&mut self) { fill(&mut [], self.0); } }

async fn cleanup(a: i32) -> i32 {
    let _held = Held(a + 1);
    wait().await;
    a
}

// ---- children

async fn keeps<const N: usize>(a: i32) -> i32 {
    let mut buffer = [0u8; N];
    fill(&mut buffer, a);
    wait().await;
    sum(&buffer)
}

async fn three_in_sequence(a: i32) -> i32 {
    let mut total = keeps::<16>(a).await;
    total += keeps::<100>(a).await;
    total += keeps::<300>(a).await;
    total
}

async fn branches(a: i32) -> i32 {
    let result = if a > 100 {
        keeps::<300>(a).await
    } else if a > 10 {
        keeps::<100>(a).await
    } else {
        keeps::<16>(a).await
    };
    result + a
}

async fn states(mut state: i32) -> i32 {
    let mut total = 0;
    while state > 0 {
        match state {
            1 => {
                total += keeps::<16>(total).await;
                state = 2;
            }
            2 => {
                total += keeps::<100>(total).await;
                state = 3;
            }
            _ => {
                total += keeps::<300>(total).await;
                state = 0;
            }
        }
    }
    total
}

async fn nested_5(a: i32) -> i32 {
    wait().await;
    a
}

async fn nested_4(a: i32) -> i32 { nested_5(a + 1).await + a }
async fn nested_3(a: i32) -> i32 { nested_4(a + 1).await + a }
async fn nested_2(a: i32) -> i32 { nested_3(a + 1).await + a }
async fn nested(a: i32) -> i32 { nested_2(a + 1).await + a }

async fn by_value_3(r: Record) -> i32 {
    wait().await;
    sum(&r.bytes)
}

async fn by_value_2(r: Record) -> i32 { by_value_3(r).await + 1 }
async fn by_value(r: Record) -> i32 { by_value_2(r).await + 1 }

async fn steps(a: i32) -> i32 {
    let n = keeps::<16>(a).await;
    if n < 0 { return n; }
    let m = keeps::<16>(n).await;
    if m < 0 { return m; }
    let k = keeps::<16>(n + m).await;
    if k < 0 { return k; }
    n + m + k
}

async fn make(a: i32) -> Packet {
    let mut p = Packet { bytes: [0; 64] };
    wait().await;
    fill(&mut p.bytes, a);
    p
}

async fn take(p: Packet) -> i32 {
    wait().await;
    sum(&p.bytes)
}

async fn passed_on(a: i32) -> i32 { take(make(a).await).await + a }

async fn two_results(a: i32) -> i32 {
    let first = make(a).await;
    let second = make(a + 1).await;
    sum(&first.bytes) + sum(&second.bytes)
}

// ---- deadlines, recursion, generators

async fn timeout(a: i32) -> i32 {
    timeout_of(10, keeps::<16>(a)).await.unwrap_or(-1)
}

async fn retry(p: Packet) -> i32 {
    for i in 0..3 {
        if let Some(value) = timeout_of(10, take(p)).await { return value; }
        sleep(100 << i).await;
    }
    -1
}

async fn recursion(n: i32) -> i32 {
    if n == 0 { return wait().await; }
    let inner: Pin<Box<dyn Future<Output = i32>>> = Box::pin(recursion(n - 1));
    inner.await + n
}

async fn generator_body(n: i32) {
    for i in 0..n {
        wait().await;
        yield_value(i).await;
    }
}

fn generator(n: i32) -> Stream<impl Future<Output = ()>> {
    Stream { done: false, future: generator_body(n) }
}

async fn consumer(n: i32) -> i32 {
    let mut total = 0;
    let mut stream = std::pin::pin!(generator(n));
    while let Some(x) = (Next { stream: stream.as_mut() }).await { total += x; }
    total
}

// A server's connection: a line with a deadline, a body, an answer; one after another.
async fn session(id: i32) -> i32 {
    let mut served = 0;
    loop {
        let mut length;
        {
            let mut header = [0u8; 64];
            if timeout_of(1000, wait()).await.is_none() { return served; }
            fill(&mut header, id);
            length = sum(&header);
        }
        if length < 0 { return length; }
        {
            let mut body = [0u8; 256];
            wait().await;
            fill(&mut body, length);
            length = sum(&body);
        }
        {
            let mut answer = [0u8; 128];
            fill(&mut answer, length);
            wait().await;
            served += sum(&answer);
        }
    }
}

macro_rules! show {
    ($($name:literal $future:expr),* $(,)?) => { $( println!("{} {}", $name, size_of_val(&$future)); )* };
}

fn main() {
    let (packet, record) = (Packet { bytes: [0; 64] }, Record { bytes: [0; 128] });
    show! {
        "scalar" scalar(1),
        "argument_once" argument_once(packet),
        "arguments_kept" arguments_kept(1, 2, 3),
        "buffer_before" buffer_before(1),
        "buffer_passed_before" buffer_passed_before(1),
        "buffer_across" buffer_across(1),
        "buffers_in_turn" buffers_in_turn(1),
        "loop" loop_(1),
        "loop_buffer" loop_buffer(1),
        "cleanup" cleanup(1),
        "three_in_sequence" three_in_sequence(1),
        "branches" branches(1),
        "states" states(1),
        "nested" nested(1),
        "by_value" by_value(record),
        "steps" steps(1),
        "passed_on" passed_on(1),
        "two_results" two_results(1),
        "timeout" timeout(1),
        "retry" retry(packet),
        "recursion" recursion(1),
        "generator" generator(1),
        "consumer" consumer(1),
        "session" session(1),
    }
}
