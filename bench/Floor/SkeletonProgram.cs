using Npgsql;
using OrleansOrders.Contracts;
using OrleansOrders.RabbitMq;
using RabbitMQ.Client;

namespace OrleansOrders.Floor;

/// <summary>
/// The system's messages and rows, one for one, and nothing else: nothing is decided or checked, there are no grains, no duplicates, no retries, no history,
/// no index but primary keys, and the body of every message is the order as it was posted. Exchanges, routing keys and properties are the system's, since
/// others depend on them. What it costs is the least that this design can cost.
/// </summary>
static class SkeletonProgram
{
    // Plans that were made while the tables were small must not read all of them when they have grown.
    const string ByIndex = "-c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off -c plan_cache_mode=force_generic_plan";

    public static async Task Run(WebApplication app, string postgres, IConnection publishing, IConnection consuming)
    {
        await using var dataSource = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(postgres) { Options = ByIndex }.ConnectionString);
        await using var tables = await SkeletonTables.Open(dataSource);
        await SkeletonMessage.Declare(publishing);
        await using var intake = await Broker.OpenConfirming(publishing);
        await using var channel = await Broker.OpenConfirming(publishing);

        await using var reserving = await Worker.OpenGathering(consuming, Queues.OrderPlaced, async body =>
        {
            var order = SkeletonOrder.Parse(body);
            await tables.Reserve(order);
            await tables.Write(order, SkeletonStatus.Reserved);
            await SkeletonMessage.Reserved.Publish(channel, order);
        });
        await using var paying = await Worker.OpenGathering(consuming, Queues.PaymentRequests, async body =>
        {
            var order = SkeletonOrder.Parse(body);
            await tables.Write(order, SkeletonStatus.Confirmed);
            await Task.WhenAll(
                SkeletonMessage.Paid.Publish(channel, order).AsTask(),
                SkeletonMessage.Confirmed.Publish(channel, order).AsTask(),
                SkeletonMessage.Tell(channel, order).AsTask());
        });

        app.MapPost("/orders", async (HttpContext http) =>
        {
            var order = SkeletonOrder.Parse(await PostedOrder.Read(http.Request.BodyReader));
            await tables.Write(order, SkeletonStatus.Pending);
            await SkeletonMessage.Placed.Publish(intake, order);
            await order.Answer(http.Response);
        });
        await app.RunAsync();
    }
}
