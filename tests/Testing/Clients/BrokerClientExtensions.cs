namespace OrleansOrders.Testing;

public static class BrokerClientExtensions
{
    /// <summary>Takes every message that is in the queue now.</summary>
    public static async Task<List<BrokerMessage>> TakeAllAsync(this BrokerClient broker, string queue)
    {
        var channel = await broker.ChannelAsync();
        var messages = new List<BrokerMessage>();
        while (await channel.BasicGetAsync(queue, autoAck: true) is { } got) messages.Add(new(got));
        return messages;
    }
}
