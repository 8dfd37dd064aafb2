// switch.rs: the switches of cede/switch.c in Rust with a minimal executor, for one thread: a
// queue of reference-counted tasks, and wakers that are such references.
#[path = "scenario.rs"]
mod scenario;

mod rt {
    use std::cell::{Cell, RefCell};
    use std::collections::VecDeque;
    use std::future::Future;
    use std::pin::Pin;
    use std::rc::Rc;
    use std::task::{Context, Poll, RawWaker, RawWakerVTable, Waker};

    struct Task {
        future: RefCell<Pin<Box<dyn Future<Output = ()>>>>,
        queued: Cell<bool>,
    }

    thread_local! {
        static READY: RefCell<VecDeque<Rc<Task>>> = RefCell::new(VecDeque::new());
    }

    // ---- wakers: they stay on this thread, so a reference count that is not atomic does

    static OPERATIONS: RawWakerVTable = RawWakerVTable::new(clone, wake, wake_by_ref, forget);

    unsafe fn clone(p: *const ()) -> RawWaker {
        Rc::increment_strong_count(p as *const Task);
        RawWaker::new(p, &OPERATIONS)
    }

    unsafe fn wake(p: *const ()) {
        ready(Rc::from_raw(p as *const Task));
    }

    unsafe fn wake_by_ref(p: *const ()) {
        Rc::increment_strong_count(p as *const Task);
        wake(p);
    }

    unsafe fn forget(p: *const ()) {
        drop(Rc::from_raw(p as *const Task));
    }

    fn ready(t: Rc<Task>) {
        if !t.queued.replace(true) {
            READY.with(|q| q.borrow_mut().push_back(t));
        }
    }

    // ---- tasks

    struct Join {
        result: Cell<Option<i64>>,
        joiner: Cell<Option<Waker>>,
    }

    pub fn spawn(f: impl Future<Output = i64> + 'static) -> impl Future<Output = i64> {
        let join = Rc::new(Join { result: Cell::new(None), joiner: Cell::new(None) });
        let ended = join.clone();
        let whole = async move {
            ended.result.set(Some(f.await));
            if let Some(w) = ended.joiner.take() {
                w.wake();
            }
        };
        ready(Rc::new(Task { future: RefCell::new(Box::pin(whole)), queued: Cell::new(false) }));
        PollFn(move |c: &mut Context<'_>| match join.result.take() {
            Some(x) => Poll::Ready(x),
            None => {
                join.joiner.set(Some(c.waker().clone()));
                Poll::Pending
            }
        })
    }

    pub fn block_on(f: impl Future<Output = i64> + 'static) -> i64 {
        let result = Rc::new(Cell::new(0));
        let ended = result.clone();
        let _main = spawn(async move {
            ended.set(f.await);
            0
        });
        while let Some(t) = READY.with(|q| q.borrow_mut().pop_front()) {
            t.queued.set(false);
            let w = unsafe { Waker::from_raw(clone(Rc::as_ptr(&t) as *const ())) };
            let _ = t.future.borrow_mut().as_mut().poll(&mut Context::from_waker(&w));
        }
        result.get()
    }

    struct PollFn<F>(F);

    impl<F: FnMut(&mut Context<'_>) -> Poll<i64> + Unpin> Future for PollFn<F> {
        type Output = i64;
        fn poll(mut self: Pin<&mut Self>, c: &mut Context<'_>) -> Poll<i64> {
            (self.0)(c)
        }
    }

    pub struct Yield(bool);

    impl Future for Yield {
        type Output = ();
        fn poll(mut self: Pin<&mut Self>, c: &mut Context<'_>) -> Poll<()> {
            if self.0 {
                return Poll::Ready(());
            }
            self.0 = true;
            c.waker().wake_by_ref();
            Poll::Pending
        }
    }

    pub fn yield_now() -> Yield {
        Yield(false)
    }

    // ---- a queue of one value

    struct Queue {
        value: Cell<Option<i64>>,
        putter: Cell<Option<Waker>>,
        getter: Cell<Option<Waker>>,
    }

    pub struct Sender(Rc<Queue>);
    pub struct Receiver(Rc<Queue>);

    pub fn channel() -> (Sender, Receiver) {
        let q = Rc::new(Queue { value: Cell::new(None), putter: Cell::new(None), getter: Cell::new(None) });
        (Sender(q.clone()), Receiver(q))
    }

    impl Sender {
        pub async fn put(&self, x: i64) {
            let q = &self.0;
            PollFn(|c: &mut Context<'_>| match q.value.get() {
                Some(_) => {
                    q.putter.set(Some(c.waker().clone()));
                    Poll::Pending
                }
                None => {
                    q.value.set(Some(x));
                    if let Some(w) = q.getter.take() {
                        w.wake();
                    }
                    Poll::Ready(0)
                }
            })
            .await;
        }
    }

    impl Receiver {
        pub async fn get(&mut self) -> i64 {
            let q = &self.0;
            PollFn(|c: &mut Context<'_>| match q.value.take() {
                Some(x) => {
                    if let Some(w) = q.putter.take() {
                        w.wake();
                    }
                    Poll::Ready(x)
                }
                None => {
                    q.getter.set(Some(c.waker().clone()));
                    Poll::Pending
                }
            })
            .await
        }
    }
}

include!("switches.rs");
