namespace OrleansOrders.Testing;

/// <summary>A RabbitMQ of the test's own.</summary>
public sealed class PrivateBroker : PrivateServer
{
    PrivateBroker() : base("rabbitmq")
    {
    }

    /// <summary>amqp://user:password@host:port/vhost</summary>
    public override string ConnectionString => Environment[Servers.RabbitMqVariable];

    public Uri Management => new(Environment[Servers.ManagementVariable]);

    /// <summary>Its memory is full: it keeps its connections and takes no messages.</summary>
    public Task FillMemoryAsync() => RunScriptAsync("squeeze");

    public Task FreeMemoryAsync() => RunScriptAsync("relieve");

    public static async Task<PrivateBroker> StartNewAsync()
    {
        var broker = new PrivateBroker();
        await broker.StartAsync();
        return broker;
    }
}
