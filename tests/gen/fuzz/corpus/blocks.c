async int f(cede_duration d)
{
    int r = 0;
    defer { await(v()); }
    within (d) { shield { await(a(1)); } } else { return cede_leaving(); }
    group (g) {
        spawn(g, a(1));
        if (spawn_into(g, &r, a(2)) < 0) return 3;
        cede_task *k = spawn_task(g, v());
        await(cede_join(k));
        for (;;) { defer r++; break; }
        detach(a(4));
    } else {
        r = cede_group_error(g);
    }
    return r;
}
