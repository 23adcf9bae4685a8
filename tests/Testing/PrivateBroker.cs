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

    public static async Task<PrivateBroker> StartNewAsync()
    {
        var broker = new PrivateBroker();
        await broker.StartAsync();
        return broker;
    }
}
