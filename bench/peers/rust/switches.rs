// switches.rs: the switches of cede/switch.c in Rust, over a runtime `rt` of whoever includes
// this: yield_now, spawn, channel and block_on.

async fn yields(n: i64) -> i64 {
    let mut sum = 0;
    for _ in 0..n {
        rt::yield_now().await;
        sum += 1;
    }
    sum
}

#[inline(never)]
fn opaque(x: i64) -> i64 {
    x + 1
}

async fn child(x: i64) -> i64 {
    opaque(x)
}

async fn awaits(n: i64) -> i64 {
    let mut sum = 0;
    for i in 0..n {
        sum += child(i).await;
    }
    sum
}

macro_rules! under {
    ($($name:ident over $below:ident;)*) => {
        $(async fn $name(x: i64) -> i64 { $below(x).await + 1 })*
    };
}

under! {
    deep_10 over yields; deep_9 over deep_10; deep_8 over deep_9; deep_7 over deep_8; deep_6 over deep_7;
    deep_5 over deep_6; deep_4 over deep_5; deep_3 over deep_4; deep_2 over deep_3; deep_1 over deep_2;
}

async fn chain_10(x: i64) -> i64 {
    rt::yield_now().await;
    x
}

under! {
    chain_9 over chain_10; chain_8 over chain_9; chain_7 over chain_8; chain_6 over chain_7; chain_5 over chain_6;
    chain_4 over chain_5; chain_3 over chain_4; chain_2 over chain_3; chain_1 over chain_2;
}

async fn chains(n: i64) -> i64 {
    let mut sum = 0;
    for i in 0..n {
        sum += chain_1(i).await;
    }
    sum
}

async fn queue(n: i64) -> i64 {
    let (to, mut taken) = rt::channel();
    let (back, mut fro) = rt::channel();
    let other = rt::spawn(async move {
        for _ in 0..n {
            let x = taken.get().await;
            back.put(x + 1).await;
        }
        0
    });
    let mut sum = 0;
    for i in 0..n {
        to.put(i).await;
        sum += fro.get().await;
    }
    sum + other.await
}

async fn spawns(n: i64) -> i64 {
    let mut sum = 0;
    for i in 0..n {
        sum += rt::spawn(child(i)).await;
    }
    sum
}

fn run(scenario: &str, n: i64) -> Option<scenario::Measured> {
    let sum = match scenario {
        "yield" => rt::block_on(yields(n)),
        "child" => rt::block_on(awaits(n)),
        "deep" => rt::block_on(deep_1(n)),
        "chain" => rt::block_on(chains(n)),
        "queue" => rt::block_on(queue(n)),
        "spawn" => rt::block_on(spawns(n)),
        _ => return None,
    };
    Some(scenario::Measured { sum, grown_bytes: None })
}

fn main() {
    scenario::scenario_main(run)
}
