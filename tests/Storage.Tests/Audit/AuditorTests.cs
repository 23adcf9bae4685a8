using System.Text.RegularExpressions;

namespace OrleansOrders.Storage.Tests;

/// <summary>The auditor's silence counts because it has been seen to speak: each invariant is broken by hand, and named.</summary>
public sealed partial class AuditorTests
{
    // One order of each end: sold, waiting, short of stock, and cancelled with its money sent back.
    const string Seed = """
        insert into item (sku, received, available, version) values ('burger', 10, 5, 7);
        insert into adjustment (sku, adjustment_id, delta) values ('burger', 'catalog', 10);
        insert into hold (order_id, sku, quantity, released) values
          ('sold', 'burger', 3, false), ('waits', 'burger', 2, false), ('short', 'burger', 0, true), ('back', 'burger', 2, true);
        insert into grain_state (kind, key, version, updated_at, state)
        select 'order', 'order:' || o.id, cardinality(o.kinds), now() - interval '1 hour', jsonb_build_object(
          'order_id', o.id, 'customer_id', 'c', 'status', o.status, 'version', cardinality(o.kinds), 'created_at', '2026-03-01T12:00:00.000000Z',
          'expires_at', '2999-03-01T12:15:00.000000Z', 'lines', jsonb_build_array(jsonb_build_object('sku', 'burger', 'quantity', o.quantity, 'price', 1)),
          'history', (select jsonb_agg(jsonb_build_object('version', n, 'kind', k) order by n) from unnest(o.kinds) with ordinality x (k, n)))
        from (values
          ('sold', 'confirmed', 3, array['placed', 'reserved', 'confirmed']), ('waits', 'reserved', 2, array['placed', 'reserved']),
          ('short', 'failed', 90, array['placed', 'failed']), ('back', 'cancelled', 2, array['placed', 'reserved', 'cancelled', 'refund_requested', 'refunded'])
        ) o (id, status, quantity, kinds);
        select grain_columns_renew();
        insert into notification (customer_id, order_id, kind, version, at) values
          ('c', 'sold', 'order.confirmed', 3, now()), ('c', 'short', 'order.failed', 2, now()), ('c', 'back', 'order.cancelled', 3, now()), ('c', 'back', 'payment.refunded', 5, now());
        """;

    const string Renew = "select grain_columns_renew()";

    [ServerFact]
    public async Task A_system_that_is_right_is_clean_and_everything_was_looked_at()
    {
        await using var database = await SeededAsync();

        var report = await AuditAsync(database);

        Assert.Empty(report.Violations);
        Assert.True(report.Clean);
        Assert.Equal((4L, 1L, 4L), (report.Orders, report.Items, report.Holds));
    }

    [ServerTheory]
    [InlineData("I-1", "item:burger", "update item set available = available + 1, received = received + 1")]
    [InlineData("I-1", "item:burger", "update item set available = available - 1")]
    [InlineData("I-1", "item:burger", "delete from adjustment")]
    [InlineData("I-1", "item:burger", "update hold set quantity = 1 where order_id = 'waits'")]
    [InlineData("I-2", "order:ghost", "insert into hold (order_id, sku, quantity, released) values ('ghost', 'burger', 1, false)")]
    [InlineData("I-2", "order:sold", "update hold set released = true where order_id = 'sold'")]
    [InlineData("I-3", "order:sold", "delete from hold where order_id = 'sold'")]
    [InlineData("I-3", "order:waits", "update hold set quantity = 1 where order_id = 'waits'")]
    [InlineData("I-4", "order:short", "update hold set released = false, quantity = 1 where order_id = 'short'")]
    [InlineData("I-4", "order:back", "update hold set released = false where order_id = 'back'")]
    [InlineData("I-5", "order:sold", "update grain_state set state = jsonb_insert(state, '{history,-1}', '{\"version\":4,\"kind\":\"refund_requested\"}', true) where key = 'order:sold'")]
    [InlineData("I-5", "order:back", "update grain_state set state = state #- '{history,3}' where key = 'order:back'")]
    [InlineData("I-6", "order:back", "update grain_state set state = state #- '{history,4}' where key = 'order:back'")]
    [InlineData("I-7", "order:sold", "update grain_state set state = jsonb_insert(state, '{history,-1}', '{\"version\":4,\"kind\":\"confirmed\"}', true) where key = 'order:sold'")]
    [InlineData("I-8", "order:waits", "update grain_state set state = jsonb_set(state, '{expires_at}', '\"2026-03-01T12:15:00.000000Z\"') where key = 'order:waits'")]
    [InlineData("I-9", "order:sold", "insert into hold (order_id, sku, quantity, released) values ('sold', 'pizza', 0, true)")]
    [InlineData("I-10", "order:sold", "update grain_state set state = jsonb_set(state, '{history,1,version}', '3') where key = 'order:sold'")]
    [InlineData("I-10", "order:sold", "update grain_state set version = 4 where key = 'order:sold'")]
    [InlineData("I-11", "order:sold", "delete from notification where order_id = 'sold'")]
    [InlineData("I-11", "order:back", "delete from notification where kind = 'payment.refunded'")]
    [InlineData("I-11", "order:back", "delete from notification where kind = 'order.cancelled'")]
    [InlineData("I-11", "order:sold", "insert into notification (customer_id, order_id, kind, version, at) values ('c', 'sold', 'order.confirmed', 3, now())")]
    [InlineData("I-11", "order:sold", "insert into notification (event_id, customer_id, order_id, kind, body, at) values ('sold:3:order.confirmed', 'c', 'sold', 'order.confirmed', '{}', now())")]
    [InlineData("I-11", "order:sold", "update notification set kind = 'order.failed' where order_id = 'sold'")]
    [InlineData("I-11", "order:sold", "update notification set version = 2 where order_id = 'sold'")]
    [InlineData("I-11", "order:waits", "insert into notification (customer_id, order_id, kind, version, at) values ('c', 'waits', 'order.confirmed', 2, now())")]
    [InlineData("I-11", "order:ghost", "insert into notification (customer_id, order_id, kind, version, at) values ('c', 'ghost', 'order.failed', 2, now())")]
    [InlineData("I-11", "order:sold", "update grain_state set state = jsonb_set(state, '{history,1,kind}', '\"placed\"') where key = 'order:sold'")]
    [InlineData("I-11", "order:back", "update grain_state set state = jsonb_set(state, '{history,1,kind}', '\"placed\"') where key = 'order:back'")]
    public async Task What_is_broken_is_named_with_its_subject(string invariant, string subject, string broken)
    {
        await using var database = await SeededAsync();

        Assert.Equal(1, await database.ExecuteAsync(broken));
        await database.ExecuteAsync(Renew);

        Assert.Contains((await AuditAsync(database)).Violations, violation => (violation.Invariant, violation.Subject) == (invariant, subject));
    }

    [ServerTheory]
    [InlineData("customer_id = 'd'", "confirmed of d,")]
    [InlineData("status = 'failed'", "failed of c,")]
    [InlineData("created_at = null", "created ,")]
    [InlineData("expires_at = ''", "expires ,")]
    [InlineData("is_open = true", "open t")]
    [InlineData("ended = null", "ended ")]
    public async Task A_column_that_says_something_else_than_its_state_is_named_and_can_be_renewed(string broken, string detail)
    {
        await using var database = await SeededAsync();

        Assert.Equal(1, await database.ExecuteAsync($"update grain_state set {broken} where key = 'order:sold'"));

        var found = (await AuditAsync(database)).Violations.Single(violation => violation.Invariant == "I-10");
        Assert.Equal("order:sold", found.Subject);
        Assert.Contains(detail, found.Detail, StringComparison.Ordinal);
        Assert.Equal(1L, await database.ScalarAsync<long>(Renew));
        Assert.Empty((await AuditAsync(database)).Violations);
    }

    [ServerFact]
    public async Task An_order_that_is_recorded_twice_is_named()
    {
        await using var database = await SeededAsync();

        // As it would be if it had been created again while it was moved.
        await database.ExecuteAsync(
            """
            insert into grain_state_open (kind, key, version, customer_id, status, created_at, expires_at, is_open, state)
            select kind, key, 1, customer_id, 'pending', created_at, expires_at, true, jsonb_set(state, '{status}', '"pending"') #- '{history,2}' #- '{history,1}' || '{"version":1}'
            from grain_state where key = 'order:sold'
            """);

        Assert.Contains((await AuditAsync(database)).Violations, violation => violation is { Invariant: "I-10", Subject: "order:sold", Detail: "has 2 records" });
    }

    [ServerFact]
    public async Task What_messages_said_to_versions_before_stands_for_the_order_and_breaks_nothing()
    {
        await using var database = await SeededAsync();
        await database.ExecuteAsync(
            """
            update notification set event_id = 'their-own-' || seq, body = '{}', version = null;
            insert into notification (event_id, customer_id, order_id, kind, body, at) values
              ('forged', 'c', 'waits', 'order.confirmed', '{}', now()), ('again', 'c', 'sold', 'order.confirmed', '{}', now()), ('nobody', 'c', 'ghost', 'order.failed', '{}', now())
            """);

        Assert.Empty((await AuditAsync(database)).Violations);

        await database.ExecuteAsync("delete from notification where order_id = 'short'");
        Assert.Equal(("I-11", "order:short"), await OnlyAsync(database));
    }

    [ServerFact]
    public async Task Lines_of_one_item_are_added_up()
    {
        await using var database = await SeededAsync();
        await database.ExecuteAsync(
            """
            update grain_state set state = jsonb_set(state, '{lines}', '[{"sku":"burger","quantity":1,"price":1},{"sku":"burger","quantity":2,"price":1}]') where key = 'order:sold'
            """);
        Assert.Empty((await AuditAsync(database)).Violations);

        await database.ExecuteAsync("update hold set quantity = 2 where order_id = 'sold'; update item set received = received - 1; update adjustment set delta = delta - 1");
        Assert.Equal(("I-3", "order:sold"), await OnlyAsync(database));

        // Each line by itself has a hold of its size.
        await database.ExecuteAsync("update grain_state set state = jsonb_set(state, '{lines,0,quantity}', '2') where key = 'order:sold'");
        Assert.Equal(("I-3", "order:sold"), await OnlyAsync(database));
    }

    [ServerFact]
    public async Task What_is_under_way_is_given_its_grace()
    {
        await using var database = await SeededAsync();
        await database.ExecuteAsync("update hold set released = false where order_id = 'back'; update item set available = available - 2; update grain_state set updated_at = now() where key = 'order:back'");
        var auditor = AuditorOf(database);

        Assert.Empty((await auditor.Run(TimeSpan.FromMinutes(1), default)).Violations);
        Assert.Equal("I-4", Assert.Single((await auditor.Run(TimeSpan.FromMinutes(-1), default)).Violations).Invariant);
    }

    [Fact]
    public void Every_invariant_is_asked_for_once_and_in_the_document_in_the_words_of_the_code()
    {
        var listed = Invariant().Matches(File.ReadAllText(Path.Combine(Repository.Root, "docs", "audit.md"))).Select(row => (row.Groups[1].Value, row.Groups[2].Value));

        Assert.Equal(Enumerable.Range(1, 11).Select(n => $"I-{n}"), AuditChecks.All.Select(check => check.Invariant));
        Assert.Equal(AuditChecks.All.Select(check => (check.Invariant, check.States)), listed);
    }

    [ServerFact]
    public async Task An_order_past_its_deadline_is_excused_by_a_dead_letter_of_its_own_and_by_no_other()
    {
        await using var database = await SeededAsync();
        await database.ExecuteAsync("update grain_state set state = jsonb_set(state, '{expires_at}', '\"2026-03-01T12:15:00.000000Z\"') where key = 'order:waits'");
        await database.ExecuteAsync(Renew);

        var excused = await AuditorOf(database, "sold", "waits").Run(TimeSpan.FromMinutes(1), default);
        var named = await AuditorOf(database, "sold", "wait").Run(TimeSpan.FromMinutes(1), default);

        Assert.Empty(excused.Violations);
        Assert.Equal(("I-8", "order:waits"), (Assert.Single(named.Violations).Invariant, named.Violations[0].Subject));
    }

    [ServerFact]
    public async Task Behind_more_excused_orders_than_are_named_the_one_that_is_not_is_found()
    {
        await using var database = await SeededAsync();
        await database.ExecuteAsync(
            """
            insert into grain_state (kind, key, version, updated_at, state)
            select 'order', 'order:stuck-' || i, 1, now() - interval '1 hour', jsonb_build_object('order_id', 'stuck-' || i, 'customer_id', 'c', 'status', 'pending', 'version', 1,
              'created_at', '2026-03-01T12:00:00.000000Z', 'expires_at', '2026-03-01T12:15:00.000000Z', 'lines', '[]'::jsonb, 'history', '[{"version":1,"kind":"placed"}]'::jsonb)
            from generate_series(1, 300) i;
            select grain_columns_renew();
            """);

        var report = await AuditorOf(database, [.. Enumerable.Range(1, 299).Select(i => $"stuck-{i}")]).Run(TimeSpan.FromMinutes(1), default);

        Assert.Equal("order:stuck-300", Assert.Single(report.Violations).Subject);
    }

    [ServerFact]
    public async Task The_dead_letters_are_not_asked_for_while_no_order_stands_still()
    {
        await using var database = await SeededAsync();
        var letters = new Letters([]);

        await new Auditor(database.Audits, letters, TimeProvider.System).Run(TimeSpan.FromMinutes(1), default);

        Assert.Equal(0, letters.Asked);
    }

    static async Task<(string Invariant, string Subject)> OnlyAsync(StorageDatabase database)
    {
        var violation = Assert.Single((await AuditAsync(database)).Violations);
        return (violation.Invariant, violation.Subject);
    }

    static Task<AuditReport> AuditAsync(StorageDatabase database) => AuditorOf(database).Run(TimeSpan.FromMinutes(1), default);

    static Auditor AuditorOf(StorageDatabase database, params string[] deadLettered) =>
        new(database.Audits, new Letters([.. deadLettered.Select(id => OrderId.Parse(id))]), TimeProvider.System);

    static async Task<StorageDatabase> SeededAsync()
    {
        var database = await StorageDatabase.CreateAsync();
        await database.ExecuteAsync(Seed);
        return database;
    }

    [GeneratedRegex(@"^\| (I-\d+) \| ([^|]+) \|", RegexOptions.Multiline)]
    private static partial Regex Invariant();

    internal sealed class Letters(OrderId[] orders) : IDeadLetteredOrders
    {
        public int Asked { get; private set; }

        public Task<IReadOnlyCollection<OrderId>> Find(CancellationToken cancellationToken)
        {
            Asked++;
            return Task.FromResult<IReadOnlyCollection<OrderId>>(orders);
        }
    }
}
