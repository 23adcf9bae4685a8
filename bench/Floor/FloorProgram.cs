using Npgsql;
using NpgsqlTypes;
using RabbitMQ.Client;

namespace OrleansOrders.Floor;

/// <summary>
/// What any durable system of this shape has to do for an order, and nothing else: HTTP in, one confirmed publish, one consume and acknowledge, one share
/// of a batched upsert, one confirmed publish of the result. The last consume and acknowledge is that of the load generator.
/// </summary>
static class FloorProgram
{
    const string Orders = "floor_orders";
    const string Done = "floor_done";

    const string Create = "create table if not exists floor_orders (id text primary key, body jsonb not null, at timestamptz not null default now())";
    const string Upsert =
        "insert into floor_orders (id, body) select * from unnest($1, $2) on conflict (id) do update set body = excluded.body, at = now()";

    public static async Task Run(WebApplication app, string postgres, IConnection publishing, IConnection consuming)
    {
        await using var dataSource = NpgsqlDataSource.Create(postgres);
        await using (var create = dataSource.CreateCommand(Create)) await create.ExecuteNonQueryAsync();
        await using var table = new BatchedStatement<PostedOrder>(
            dataSource, Upsert, 2, () => [Column.Of(NpgsqlDbType.Text, (PostedOrder order) => order.Id), Column.Of(NpgsqlDbType.Jsonb, (PostedOrder order) => order.Body)]);
        await Broker.DeclareQueues(publishing, Orders, Done);
        await using var intakeChannel = await Broker.OpenConfirming(publishing);
        await using var resultsChannel = await Broker.OpenConfirming(publishing);
        await using var worker = await Worker.Open(consuming, Orders, async body =>
        {
            var order = PostedOrder.Of(body);
            await table.Run(order);
            await Publish(resultsChannel, Done, order);
        });

        app.MapPost("/orders", async (HttpContext http) =>
        {
            var order = PostedOrder.Of(await PostedOrder.Read(http.Request.BodyReader));
            await Publish(intakeChannel, Orders, order);
            await order.Answer(http.Response);
        });
        await app.RunAsync();
    }

    static ValueTask Publish(IChannel channel, string queue, PostedOrder order) => channel.BasicPublishAsync(
        "", queue, mandatory: true, new BasicProperties { DeliveryMode = DeliveryModes.Persistent, MessageId = order.Id, CorrelationId = order.Id }, order.Body);
}
