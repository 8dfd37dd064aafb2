// switch.rs: the switches of cede/switch.c on tokio, current_thread.
#[path = "../../../rust/scenario.rs"]
mod scenario;

mod rt {
    use std::future::Future;
    use tokio::sync::mpsc;

    pub use tokio::task::yield_now;

    /// A task of its own, as those of the other programs are.
    pub fn block_on(f: impl Future<Output = i64> + Send + 'static) -> i64 {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(async { tokio::spawn(f).await.unwrap() })
    }

    /// Begins it now; what is given waits for it.
    pub fn spawn(f: impl Future<Output = i64> + Send + 'static) -> impl Future<Output = i64> {
        let handle = tokio::spawn(f);
        async { handle.await.unwrap() }
    }

    pub struct Sender(mpsc::Sender<i64>);
    pub struct Receiver(mpsc::Receiver<i64>);

    pub fn channel() -> (Sender, Receiver) {
        let (s, r) = mpsc::channel(1);
        (Sender(s), Receiver(r))
    }

    impl Sender {
        pub async fn put(&self, x: i64) {
            self.0.send(x).await.unwrap()
        }
    }

    impl Receiver {
        pub async fn get(&mut self) -> i64 {
            self.0.recv().await.unwrap()
        }
    }
}

include!("../../../rust/switches.rs");
