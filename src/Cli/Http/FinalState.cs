using System.Globalization;

namespace OrleansOrders.Cli;

/// <summary>Waits for an order's end, with several requests if the wait exceeds the server's maximum.</summary>
static class FinalState
{
    /// <summary>Maximum wait of one request.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    /// <summary>Minimum time between two requests, in case the server does not wait.</summary>
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    public static string Header(TimeSpan wait) => "wait=" + Seconds(Least(wait, Longest));

    /// <summary>The order once it is final, or at the end of the time; or a refusal.</summary>
    public static async Task<Answer> Of(Session session, string orderId, TimeSpan wait, CancellationToken ct)
    {
        var clock = session.Host.Clock;
        var start = clock.GetTimestamp();
        while (true)
        {
            var left = Least(wait - clock.GetElapsedTime(start), Longest);
            var path = Paths.Query(Paths.Order(orderId), ("wait", left > TimeSpan.Zero ? Seconds(left) : null));
            var answer = await session.Client.Get(path, ct, left);
            if (!answer.IsSuccess || left <= TimeSpan.Zero || session.Client.Read(answer, CliJson.Default.Order).IsFinal) return answer;
            await Task.Delay(Pause, clock, ct);
        }
    }

    /// <summary>The exit code after a wait.</summary>
    public static int Code(Order order) => order.Status switch
    {
        Order.Confirmed => ExitCodes.Done,
        Order.Failed or Order.Cancelled => ExitCodes.Refused,
        _ => ExitCodes.NotYet,
    };

    // Rounded up: half a second left is worth a request that waits.
    static string Seconds(TimeSpan wait) => Math.Ceiling(wait.TotalSeconds).ToString("0", CultureInfo.InvariantCulture);

    static TimeSpan Least(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
