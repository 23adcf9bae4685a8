namespace OrleansOrders.RabbitMq;

internal sealed class BrokerHealthMonitor(Connections connections, Consumers consumers) : IBrokerHealth
{
    public BrokerHealth Current
    {
        get
        {
            var sessions = connections.Used.Select(connection => connection.Current).ToList();
            return new()
            {
                Connected = sessions.TrueForAll(session => session is not null),
                Consuming = consumers.All.ToDictionary(consumer => consumer.Queue, consumer => consumer.IsConsuming),
                Holding = [.. consumers.All.Where(consumer => consumer.IsHolding).Select(consumer => consumer.Queue)],
                Blocked = sessions.Select(session => session?.Blocked).FirstOrDefault(reason => reason is not null),
                Error = connections.Used.Select(connection => connection.Error).Concat(consumers.All.Select(consumer => consumer.Error)).FirstOrDefault(error => error is not null),
            };
        }
    }
}
