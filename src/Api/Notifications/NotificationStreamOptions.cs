using System.ComponentModel.DataAnnotations;

namespace OrleansOrders.Api;

/// <summary>Section <c>Notifications</c>: live streams of this process. Checked at start.</summary>
public sealed class NotificationStreamOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Notifications";

    /// <summary>
    /// How often a stream says that it is alive; default 15 s, 100 ms to 5 min. Below the time after which proxies drop a silent connection, often
    /// a minute; also how soon a client that went away without a word is noticed.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:05:00")]
    public TimeSpan Heartbeat { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// How often the log is asked for what is new, once for all streams of the process, while there is one; default 200 ms, 10 ms to 10 s. What a
    /// notification may be late, against one small query.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:00:10")]
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>How soon a client that was cut off comes back, as it is told; default 2 s, 100 ms to 5 min. A restart takes about that long.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:05:00")]
    public TimeSpan ReconnectAfter { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Notifications in memory for one stream that is slower than they come; default 64, 1 to 10,000, and never more than 256 KiB. What goes beyond is read from
    /// the log again when the stream gets there.
    /// </summary>
    [Range(1, 10_000)]
    public int Buffer { get; set; } = 64;

    /// <summary>Streams of this process; default 20,000, 1 to 1,000,000. Whoever comes beyond is answered 503 and finds another instance.</summary>
    [Range(1, 1_000_000)]
    public int MaxStreams { get; set; } = 20_000;

    /// <summary>
    /// Streams of one customer at this process; default 100, 1 to 1,000,000. Beyond it is 429. Above the pages that one person has open: a client that was cut off may
    /// be back before its old stream is known to be gone.
    /// </summary>
    [Range(1, 1_000_000)]
    public int MaxStreamsPerCustomer { get; set; } = 100;

    /// <summary>Streams of one remote address at this process; default 2,000, 1 to 1,000,000. Beyond it is 429.</summary>
    [Range(1, 1_000_000)]
    public int MaxStreamsPerAddress { get; set; } = 2_000;

    /// <summary>
    /// How long a client may leave what was sent to it unread, once the connection takes no more; default 10 s, 100 ms to 5 min. Then it is cut off and may come
    /// back: what it did not read is in the log.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:05:00")]
    public TimeSpan WriteTimeout { get; set; } = TimeSpan.FromSeconds(10);
}
