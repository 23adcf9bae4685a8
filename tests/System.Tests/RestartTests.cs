using System.Net;

namespace OrleansOrders.SystemTests;

/// <summary>Scenarios A and B: the broker, the database, or everything stops and starts again.</summary>
public sealed class RestartTests(RestartTests.OwnServers running) : Scenario<RestartTests.OwnServers>(running)
{
    [ServerFact]
    public async Task After_everything_was_restarted_a_repeated_event_still_reserves_once()
    {
        await Orders.SetStockAsync("sandwich", 100);
        await PublishAsync("campus-1", times: 50);
        var before = await Orders.FinalAsync("campus-1");

        await Running.StopAppAsync();
        await Task.WhenAll(Running.RabbitMq.StopAsync(), Running.Postgres.StopAsync());
        await Task.WhenAll(Running.RabbitMq.StartAsync(), Running.Postgres.StartAsync());
        await Running.StartAppAsync();

        Assert.Equal(before.GetRawText(), (await Orders.OrderAsync("campus-1")).GetRawText());
        await PublishAsync("campus-1", times: 2);
        await PublishAsync("campus-2", times: 1);
        Assert.Equal("confirmed", (await Orders.FinalAsync("campus-2")).Status());
        await Eventually.Async(async () => await Running.Broker.ReadyAsync("order_placed") == 0, "every event is taken");
        await Orders.SettledStockAsync("sandwich", new Stock(94, 0, 6));
        Assert.Equal(before.GetRawText(), (await Orders.OrderAsync("campus-1")).GetRawText());
        Assert.Single(await Orders.NotificationsOfOrderAsync("s123", "campus-1"));
    }

    [ServerFact]
    public async Task Orders_are_taken_while_the_broker_is_away_and_all_become_final_once_it_is_back()
    {
        await using var flow = await OrderFlow.StartAsync(Orders, "soup", 20);
        await Running.RabbitMq.StopAsync();
        await Eventually.Async(
            async () => (await Orders.GetAsync("health/ready")).Status == HttpStatusCode.ServiceUnavailable, "the application says that it is not ready");
        Assert.Equal("unavailable", (await Orders.GetAsync("health")).Json.GetProperty("dependencies").GetProperty("rabbitmq").Status());
        await flow.TakenAsync(20);
        await Running.RabbitMq.StartAsync();
        await Eventually.Async(() => Running.App.IsReadyAsync(), "the application is ready again", TimeSpan.FromSeconds(60));
        await flow.EndAsync(20);
        Assert.Empty(flow.Refused);
    }

    [ServerFact]
    public async Task Orders_that_were_taken_become_final_although_the_database_was_killed()
    {
        await using var flow = await OrderFlow.StartAsync(Orders, "salsa", 20);
        await Running.Postgres.KillAsync();
        await Eventually.Async(() => flow.Refused.Count > 0, "an order is refused");
        await Running.Postgres.StartAsync();
        await Eventually.Async(() => Running.App.IsReadyAsync(), "the application is ready again", TimeSpan.FromSeconds(60));
        await flow.EndAsync(20);
    }

    async Task PublishAsync(string id, int times)
    {
        for (var i = 0; i < times; i++)
            await Outside.PublishAsync(OutsideProducer.OrderEvents, "order.placed", new { order_id = id, item = "sandwich", qty = 3, student_id = "s123" });
    }

    public sealed class OwnServers : QuickReconciling
    {
        public PrivateBroker RabbitMq { get; private set; } = null!;

        public PrivatePostgres Postgres { get; private set; } = null!;

        protected override async Task<(string RabbitMq, string Postgres)> CreateServersAsync()
        {
            var (broker, postgres) = (PrivateBroker.StartNewAsync(), PrivatePostgres.StartNewAsync());
            (RabbitMq, Postgres) = (await broker, await postgres);
            return (RabbitMq.ConnectionString, Postgres.ConnectionString);
        }

        protected override async Task DeleteServersAsync()
        {
            if (RabbitMq is not null) await RabbitMq.DisposeAsync();
            if (Postgres is not null) await Postgres.DisposeAsync();
        }
    }
}
