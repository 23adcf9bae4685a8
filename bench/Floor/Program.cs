using Npgsql;
using OrleansOrders.Floor;
using RabbitMQ.Client;

// What any durable system of this shape has to do for an order, and nothing else: HTTP in, one confirmed publish, one consume and acknowledge, one
// share of a batched upsert, one confirmed publish of the result. The last consume and acknowledge is that of the load generator.
var builder = WebApplication.CreateSlimBuilder(args);
builder.Logging.SetMinimumLevel(LogLevel.Warning);
var app = builder.Build();

await using var dataSource = NpgsqlDataSource.Create(Required("Postgres"));
var factory = new ConnectionFactory { Uri = new Uri(Required("RabbitMq")), AutomaticRecoveryEnabled = false };
await using var publishing = await factory.CreateConnectionAsync("floor publishing");
await using var consuming = await factory.CreateConnectionAsync("floor consuming");

await using var table = await FloorTable.Open(dataSource);
await using var intake = await FloorPublisher.Open(publishing, FloorQueues.Orders);
await using var results = await FloorPublisher.Open(publishing, FloorQueues.Done);
await using var worker = await FloorWorker.Open(consuming, table, results);

app.MapGet("/health/ready", () => "ready");
app.MapPost("/orders", async (HttpContext http) =>
{
    var order = await FloorOrder.Read(http.Request.BodyReader);
    await intake.Publish(order.Id, order.Body);
    http.Response.StatusCode = StatusCodes.Status201Created;
    http.Response.ContentType = "application/json";
    http.Response.ContentLength = order.Body.Length;
    await http.Response.BodyWriter.WriteAsync(order.Body);
});
await app.RunAsync();

string Required(string name) =>
    app.Configuration.GetConnectionString(name) ?? throw new InvalidOperationException($"ConnectionStrings__{name} is not set.");
