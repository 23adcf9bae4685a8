using Npgsql;
using RabbitMQ.Client;

namespace OrleansOrders.Floor;

/// <summary>
/// The system's messages and rows, one for one, and nothing else: nothing is decided or checked, there are no grains, no duplicates, no retries, no history,
/// no index but primary keys, and every message is the order as it was posted. What it costs is the least that this design can cost.
/// </summary>
static class SkeletonProgram
{
    const string Placed = "skeleton_placed";
    const string Payments = "skeleton_payments";
    const string Status = "skeleton_status";
    const string Notifications = "skeleton_notifications";
    const string Events = "skeleton_events";
    const string Notices = "skeleton_notices";
    const string Confirmed = "order.confirmed";

    // Plans that were made while the tables were small must not read all of them when they have grown.
    const string ByIndex = "-c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off -c plan_cache_mode=force_generic_plan";

    public static async Task Run(WebApplication app, string postgres, IConnection publishing, IConnection consuming)
    {
        await using var dataSource = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(postgres) { Options = ByIndex }.ConnectionString);
        await using var tables = await SkeletonTables.Open(dataSource);
        await Declare(publishing);

        await using var intakeChannel = await Publisher.OpenChannel(publishing);
        await using var channel = await Publisher.OpenChannel(publishing);
        var (placed, reserved, paid) = (new Publisher(intakeChannel, "", Placed), new Publisher(channel, "", Payments), new Publisher(channel, "", Status));
        var (confirmed, told) = (new Publisher(channel, Events, Confirmed), new Publisher(channel, Notices, "client"));

        await using var reserving = await Worker.OpenGathering(consuming, Placed, async body =>
        {
            var order = SkeletonOrder.Of(body);
            await tables.Reserve(order);
            await tables.Write(order, SkeletonStatus.Reserved);
            await reserved.Publish(order);
        });
        await using var paying = await Worker.OpenGathering(consuming, Payments, async body => await paid.Publish(SkeletonOrder.Of(body)));
        await using var confirming = await Worker.OpenGathering(consuming, Status, async body =>
        {
            var order = SkeletonOrder.Of(body);
            await tables.Write(order, SkeletonStatus.Confirmed);
            await tables.Sell(order);
            await confirmed.Publish(order);
        });
        await using var telling = await Worker.OpenGathering(consuming, Notifications, async body =>
        {
            var order = SkeletonOrder.Of(body);
            await tables.Notify(order);
            await told.Publish(order);
        });

        app.MapPost("/orders", async (HttpContext http) =>
        {
            var order = SkeletonOrder.Of(await PostedOrder.Read(http.Request.BodyReader));
            await tables.Look(order);
            await tables.Write(order, SkeletonStatus.Pending);
            await placed.Publish(order);
            await order.Answer(http.Response);
        });
        await app.RunAsync();
    }

    static async Task Declare(IConnection connection)
    {
        await Queues.Declare(connection, Placed, Payments, Status, Notifications);
        await using var channel = await connection.CreateChannelAsync();
        await channel.ExchangeDeclareAsync(Events, ExchangeType.Topic, durable: true);
        await channel.ExchangeDeclareAsync(Notices, ExchangeType.Topic, durable: true);
        await channel.QueueBindAsync(Notifications, Events, Confirmed);
    }
}
