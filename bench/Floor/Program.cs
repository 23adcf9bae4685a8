using OrleansOrders.Floor;
using RabbitMQ.Client;

// Two programs that the system is measured beside: the floor, and with Program=Skeleton the skeleton.
var builder = WebApplication.CreateSlimBuilder(args);
builder.Logging.SetMinimumLevel(LogLevel.Warning);
var app = builder.Build();

var postgres = Required("Postgres");
var factory = new ConnectionFactory { Uri = new Uri(Required("RabbitMq")), AutomaticRecoveryEnabled = false };
await using var publishing = await factory.CreateConnectionAsync("floor publishing");
await using var consuming = await factory.CreateConnectionAsync("floor consuming");

app.MapGet("/health/ready", () => "ready");
await (app.Configuration["Program"] switch
{
    null => FloorProgram.Run(app, postgres, publishing, consuming),
    "Skeleton" => SkeletonProgram.Run(app, postgres, publishing, consuming),
    var other => throw new InvalidOperationException($"There is no program {other}."),
});

string Required(string name) =>
    app.Configuration.GetConnectionString(name) ?? throw new InvalidOperationException($"ConnectionStrings__{name} is not set.");
