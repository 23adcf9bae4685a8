using System.ComponentModel.DataAnnotations;

namespace OrleansOrders.Api;

/// <summary>Section <c>Notifications</c>: live streams of this process. Validated at start.</summary>
public sealed class NotificationStreamOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Notifications";

    /// <summary>
    /// Interval of heartbeats on a stream; default 15 s, 100 ms to 5 min. It must be shorter than the idle timeout of proxies (often a
    /// minute). It also determines how soon a vanished client is detected.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:05:00")]
    public TimeSpan Heartbeat { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// Interval at which the log is polled, once for all streams of the process; default 200 ms, 10 ms to 10 s. It is the maximum delay of
    /// a notification, and each poll is one small query.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:00:10")]
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Reconnect delay sent to clients; default 2 s, 100 ms to 5 min. A restart takes about that long.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:05:00")]
    public TimeSpan ReconnectAfter { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Maximum number of buffered notifications of a slow stream; default 64, 1 to 10,000, and never more than 256 KiB. Later notifications
    /// are read from the log when the stream gets there.
    /// </summary>
    [Range(1, 10_000)]
    public int Buffer { get; set; } = 64;

    /// <summary>
    /// Maximum number of streams of this process; default 20,000, 1 to 1,000,000. Further ones get 503 and should use another instance.
    /// </summary>
    [Range(1, 1_000_000)]
    public int MaxStreams { get; set; } = 20_000;

    /// <summary>
    /// Maximum number of streams of one customer at this process; default 100, 1 to 1,000,000. Further ones get 429. It must exceed the
    /// number of pages that one person has open, because a client may reconnect before its old stream is detected as lost.
    /// </summary>
    [Range(1, 1_000_000)]
    public int MaxStreamsPerCustomer { get; set; } = 100;

    /// <summary>
    /// Maximum number of streams of one remote address at this process; default 2,000, 1 to 1,000,000. Further ones get 429.
    /// </summary>
    [Range(1, 1_000_000)]
    public int MaxStreamsPerAddress { get; set; } = 2_000;

    /// <summary>
    /// How long a client may leave sent data unread once the connection's buffers are full; default 10 s, 100 ms to 5 min. The connection
    /// is then closed. The client may reconnect: unread notifications are in the log.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:05:00")]
    public TimeSpan WriteTimeout { get; set; } = TimeSpan.FromSeconds(10);
}
