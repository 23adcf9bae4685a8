using System.Globalization;
using System.Net;
using Npgsql;

namespace OrleansOrders.SystemTests;

/// <summary>The database's primary dies under load, its synchronous standby is promoted, and the application must find it by itself.</summary>
public sealed class FailoverTests(FailoverTests.TwoServers running) : Scenario<FailoverTests.TwoServers>(running)
{
    const string Sku = "gazpacho";

    static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    [ServerFact]
    public async Task Nothing_that_was_acknowledged_is_lost_when_the_primary_dies_and_orders_flow_again_by_themselves()
    {
        if (Running.WhyNot is { } reason) Assert.Skip(reason);
        await using var flow = await OrderFlow.StartAsync(Orders, Sku, 40);

        await Running.Primary.KillAsync();
        await Eventually.Async(() => flow.Refused.Count > 0, "an order is refused", Deadline);
        await Eventually.Async(async () => !await Running.App.IsReadyAsync(), "the application says that it is not ready");
        Assert.Equal("unavailable", (await Orders.GetAsync("health")).Json.GetProperty("dependencies").GetProperty("postgres").Status());
        var refused = await Orders.PutAsync($"inventory/{Sku}", new { available = 5 });
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.Status);

        await Running.Standby.PromoteAsync();
        await Eventually.Async(() => Running.App.IsReadyAsync(), "the application is ready again", Deadline);
        await flow.EndAsync(40);

        await Eventually.Async(async () => (await Orders.StockAsync(Sku)).Sold >= flow.Taken.Count, "what was confirmed is sold");
    }

    /// <summary>A primary and its synchronous standby, both in the application's connection string.</summary>
    public sealed class TwoServers : QuickReconciling
    {
        /// <summary>Why there can be no standby here; null if there is one.</summary>
        public string? WhyNot { get; private set; }

        public PrivatePostgres Primary { get; private set; } = null!;

        public PrivatePostgres Standby { get; private set; } = null!;

        protected override async Task<(string RabbitMq, string Postgres)> CreateServersAsync()
        {
            var (rabbitMq, postgres) = await base.CreateServersAsync();
            Primary = await PrivatePostgres.StartNewAsync();
            try
            {
                Standby = await Primary.StartStandbyAsync();
            }
            catch (InvalidOperationException e)
            {
                WhyNot = e.Message;
                return (rabbitMq, postgres);
            }

            var both = new NpgsqlConnectionStringBuilder(Primary.ConnectionString);
            var other = new NpgsqlConnectionStringBuilder(Standby.ConnectionString);
            both.Host = string.Create(CultureInfo.InvariantCulture, $"{other.Host}:{other.Port},{both.Host}:{both.Port}");
            both.TargetSessionAttributes = "primary";
            return (rabbitMq, both.ConnectionString);
        }

        protected override async Task DeleteServersAsync()
        {
            if (Standby is not null) await Standby.DisposeAsync();
            if (Primary is not null) await Primary.DisposeAsync();
            await base.DeleteServersAsync();
        }
    }
}
