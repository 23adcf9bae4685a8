using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using RabbitMQ.Client;

namespace OrleansOrders.RabbitMq;

/// <summary>Section <c>RabbitMq</c>; the URI comes from the connection string <c>RabbitMq</c> if it is set. Validated at start.</summary>
public sealed class RabbitMqOptions : IValidatableObject
{
    public const string Section = "RabbitMq";

    public const string ConnectionStringName = "RabbitMq";

    /// <summary><c>amqp[s]://user:password@host:port/vhost</c>; required. Never logged with its password.</summary>
    public string Uri { get; set; } = "";

    /// <summary>Name of the connections in the broker's lists; default <c>orleans-orders</c>, 1 to 64 characters.</summary>
    [Required, StringLength(64, MinimumLength = 1)]
    public string ClientName { get; set; } = "orleans-orders";

    /// <summary>Type of every declared queue; default quorum. An existing queue keeps its type: to change it, delete the queues.</summary>
    [EnumDataType(typeof(QueueType))]
    public QueueType QueueType { get; set; } = QueueType.Quorum;

    /// <summary>
    /// Maximum number of unacknowledged messages per consumer; default 256, 1 to 5,000. Bounds memory and the redeliveries after a crash.
    /// </summary>
    [Range(1, 5_000)]
    public int Prefetch { get; set; } = 256;

    /// <summary>
    /// Maximum delay of an acknowledgement, to combine it with others; default 20 ms, 0 to 1 s. At most a quarter of <see cref="Prefetch"/>
    /// is delayed. If the process dies, delayed messages are redelivered.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:01")]
    public TimeSpan AcknowledgeDelay { get; set; } = TimeSpan.FromMilliseconds(20);

    /// <summary>
    /// Messages of one queue processed in parallel; default 64, 1 to <see cref="Prefetch"/>. They mostly wait for storage and confirms and
    /// need little CPU time.
    /// </summary>
    [Range(1, 5_000)]
    public int Concurrency { get; set; } = 64;

    /// <summary><see cref="Concurrency"/> for single queues, by queue name.</summary>
    public Dictionary<string, int> QueueConcurrency { get; } = [];

    /// <summary>
    /// Maximum number of unconfirmed publishes; default 512, 1 to 10,000. A higher value gains no throughput. When it is reached, callers
    /// wait (back-pressure) instead of filling memory.
    /// </summary>
    [Range(1, 10_000)]
    public int MaxOutstandingPublishes { get; set; } = 512;

    /// <summary>
    /// Number of channels for publishes, selected by correlation id; default 2, 1 to 16. The broker runs one process per channel.
    /// </summary>
    [Range(1, 16)]
    public int PublisherChannels { get; set; } = 2;

    /// <summary>Timeout of a publish, including reconnects and repeats; default 10 s, 100 ms to 5 min.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:05:00")]
    public TimeSpan ConfirmTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Maximum number of attempts before a message becomes a dead letter; default 6, 1 to 10.</summary>
    [Range(1, 10)]
    public int Attempts { get; set; } = 6;

    /// <summary>Delay before the second attempt; default 500 ms, 10 ms to 1 h.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "01:00:00")]
    public TimeSpan FirstRetryDelay { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// Factor from each delay to the next; default 4, 1 to 10. With the other defaults: 0.5, 2, 8, 32, 128 s, enough for a database
    /// restart.
    /// </summary>
    [Range(1.0, 10.0)]
    public double RetryDelayFactor { get; set; } = 4;

    /// <summary>Maximum delay of a retry; default 10 min, <see cref="FirstRetryDelay"/> to 24 h.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "1.00:00:00")]
    public TimeSpan MaxRetryDelay { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// A message that is in hand and not settled for longer than this makes the process unready; default 1 min, 1 s to 1 h. Longer than a
    /// handler takes for one message.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan HeldTooLong { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Delay before reconnecting, doubled after each failure, each shortened at random by up to half; default 200 ms, 10 ms to 1 min.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:01:00")]
    public TimeSpan FirstReconnectDelay { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Maximum delay between connection attempts; default 5 s, <see cref="FirstReconnectDelay"/> to 5 min.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:05:00")]
    public TimeSpan MaxReconnectDelay { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Timeout of one connection attempt or one request to the broker; default 10 s, 100 ms to 2 min.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:02:00")]
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// A peer that is silent for twice this long counts as lost; default 15 s, whole seconds, 1 s to 10 min. A shorter interval detects
    /// lost peers sooner but may drop busy ones.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan Heartbeat { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// How long handlers may complete their deliveries at stop; default 15 s, 0 to 10 min, shorter than the host's shutdown timeout.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>The delay before the <paramref name="retry"/>th retry, from 1, in whole milliseconds.</summary>
    public TimeSpan RetryDelay(int retry)
    {
        var milliseconds = FirstRetryDelay.TotalMilliseconds * Math.Pow(RetryDelayFactor, retry - 1);
        return TimeSpan.FromMilliseconds(Math.Round(Math.Min(milliseconds, MaxRetryDelay.TotalMilliseconds)));
    }

    /// <summary>All distinct delays, in ascending order: each has its own delay queue.</summary>
    public IReadOnlyList<TimeSpan> RetryDelays => [.. Enumerable.Range(1, Attempts - 1).Select(RetryDelay).Distinct()];

    /// <summary>Number of messages of <paramref name="queue"/> processed in parallel.</summary>
    public int ConcurrencyOf(string queue) => QueueConcurrency.GetValueOrDefault(queue, Concurrency);

    /// <summary>The rules over several options, and over the URI. No message contains the URI, because it contains the password.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (UriError() is { } error) yield return new(error);
        if (Concurrency > Prefetch) yield return new($"{Section}:Concurrency must be at most {Section}:Prefetch.");
        if (MaxRetryDelay < FirstRetryDelay) yield return new($"{Section}:MaxRetryDelay must be at least {Section}:FirstRetryDelay.");
        if (MaxReconnectDelay < FirstReconnectDelay) yield return new($"{Section}:MaxReconnectDelay must be at least {Section}:FirstReconnectDelay.");
        foreach (var (queue, concurrency) in QueueConcurrency)
        {
            if (concurrency < 1 || concurrency > Prefetch) yield return new($"{Section}:QueueConcurrency:{queue} must be between 1 and {Section}:Prefetch.");
        }
    }

    string? UriError()
    {
        if (string.IsNullOrWhiteSpace(Uri)) return $"No broker given: set ConnectionStrings:{ConnectionStringName} to amqp://user:password@host:port/vhost.";
        try
        {
            _ = new ConnectionFactory { Uri = new Uri(Uri) };
            return null;
        }
        catch (Exception exception) when (exception is UriFormatException or ArgumentException)
        {
            return $"ConnectionStrings:{ConnectionStringName} is not a broker's address; it must look like amqp://user:password@host:port/vhost. " +
                "Special characters of the user name, the password and the virtual host are percent-encoded: # is %23, / is %2F, @ is %40.";
        }
    }
}

[OptionsValidator]
sealed partial class MessagingOptionsValidator : IValidateOptions<RabbitMqOptions>, IValidateOptions<DeadLetterOptions>;

public enum QueueType
{
    /// <summary>Replicated, and faster with confirms.</summary>
    Quorum,

    /// <summary>For brokers without quorum queues, or a single node with little memory.</summary>
    Classic,
}
