namespace OrleansOrders.RabbitMq;

/// <summary>Section <c>RabbitMq</c>, with the URI from the connection string <c>RabbitMq</c> where there is one. Checked at start.</summary>
public sealed class RabbitMqOptions
{
    public const string Section = "RabbitMq";

    public const string ConnectionStringName = "RabbitMq";

    /// <summary><c>amqp[s]://user:password@host:port/vhost</c>; required. Never logged with its password.</summary>
    public string Uri { get; set; } = "";

    /// <summary>What the connections are called in the broker's lists; default <c>orleans-orders</c>, 1 to 64 characters.</summary>
    public string ClientName { get; set; } = "orleans-orders";

    /// <summary>Type of every queue we declare; default quorum. An existing queue keeps its type: changing this needs the queues deleted.</summary>
    public QueueType QueueType { get; set; } = QueueType.Quorum;

    /// <summary>Messages in hand for each consumer, unacknowledged; default 256, 1 to 5,000. Bounds memory, and what is redelivered after a crash.</summary>
    public int Prefetch { get; set; } = 256;

    /// <summary>
    /// How long a message that is done may wait to be acknowledged together with others; default 20 ms, 0 to 1 s. Not more than a quarter of
    /// <see cref="Prefetch"/> wait. What waits when a process dies is delivered again.
    /// </summary>
    public TimeSpan AcknowledgeDelay { get; set; } = TimeSpan.FromMilliseconds(20);

    /// <summary>Messages of one queue worked at once; default 64, 1 to <see cref="Prefetch"/>. They wait for storage and confirms, not for the processor.</summary>
    public int Concurrency { get; set; } = 64;

    /// <summary><see cref="Concurrency"/> for single queues, by queue name.</summary>
    public Dictionary<string, int> QueueConcurrency { get; } = [];

    /// <summary>Publishes sent and not yet confirmed; default 512, 1 to 10,000. More gain nothing; a broker that slows down is felt by callers instead of filling memory.</summary>
    public int MaxOutstandingPublishes { get; set; } = 512;

    /// <summary>Channels that publishes are spread over, by correlation id; default 2, 1 to 16. Each is worked by one process in the broker.</summary>
    public int PublisherChannels { get; set; } = 2;

    /// <summary>How long a publish may take in all, with waiting for a connection and trying again; default 10 s, 100 ms to 5 min.</summary>
    public TimeSpan ConfirmTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How often a message is tried in all before it is set aside; default 6, 1 to 10.</summary>
    public int Attempts { get; set; } = 6;

    /// <summary>Wait before the second attempt; default 500 ms, 10 ms to 1 h.</summary>
    public TimeSpan FirstRetryDelay { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How much longer each wait is than the one before; default 4, 1 to 10. With the other defaults: 0.5, 2, 8, 32, 128 s, enough for a database to restart.</summary>
    public double RetryDelayFactor { get; set; } = 4;

    /// <summary>No retry waits longer; default 10 min, <see cref="FirstRetryDelay"/> to 24 h.</summary>
    public TimeSpan MaxRetryDelay { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// A message in hand for longer, neither done nor set aside, makes the process not ready; default 1 min, 1 s to 1 h. More than a handler takes for one message.
    /// </summary>
    public TimeSpan HeldTooLong { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Wait before connecting again, doubled each time it fails; default 200 ms, 10 ms to 1 min.</summary>
    public TimeSpan FirstReconnectDelay { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>No wait between attempts to connect is longer; default 5 s, <see cref="FirstReconnectDelay"/> to 5 min.</summary>
    public TimeSpan MaxReconnectDelay { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long one attempt to connect, or one question to the broker, may take; default 10 s, 100 ms to 2 min.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>A peer silent for twice this long is gone; default 15 s, whole seconds, 1 s to 10 min. Shorter finds dead peers sooner and suspects busy ones.</summary>
    public TimeSpan Heartbeat { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How long handlers may finish what they have in hand at stop; default 15 s, 0 to 10 min, less than the host's own shutdown timeout.</summary>
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>The wait before the <paramref name="retry"/>th retry, from 1, in whole milliseconds.</summary>
    public TimeSpan RetryDelay(int retry)
    {
        var milliseconds = FirstRetryDelay.TotalMilliseconds * Math.Pow(RetryDelayFactor, retry - 1);
        return TimeSpan.FromMilliseconds(Math.Round(Math.Min(milliseconds, MaxRetryDelay.TotalMilliseconds)));
    }

    /// <summary>Every wait that there is, from the shortest: each has a delay queue of its own.</summary>
    public IReadOnlyList<TimeSpan> RetryDelays => [.. Enumerable.Range(1, Attempts - 1).Select(RetryDelay).Distinct()];

    /// <summary>How many messages of <paramref name="queue"/> are worked at once.</summary>
    public int ConcurrencyOf(string queue) => QueueConcurrency.GetValueOrDefault(queue, Concurrency);
}

public enum QueueType
{
    /// <summary>Replicated, and the faster one with confirms.</summary>
    Quorum,

    /// <summary>For brokers without quorum queues, or a single node that is short of memory.</summary>
    Classic,
}
