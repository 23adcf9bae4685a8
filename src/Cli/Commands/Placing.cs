namespace OrleansOrders.Cli;

/// <summary>Places one order, even if the request is sent several times.</summary>
static class Placing
{
    const int Attempts = 3;
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    /// <summary>The order at the end of the wait, or a refusal.</summary>
    public static async Task<Answer> Place(Session session, NewOrder order, TimeSpan wait, CancellationToken ct)
    {
        var start = session.Host.Clock.GetTimestamp();

        // One key for all attempts, so that an order is not placed twice after a lost reply.
        var key = order.OrderId is null ? Guid.NewGuid().ToString("N") : null;
        var answer = await Send(session, order, key, wait, ct);
        if (!answer.IsSuccess || wait <= TimeSpan.Zero) return answer;

        var placed = session.Client.Read(answer, CliJson.Default.Order);
        var left = wait - session.Host.Clock.GetElapsedTime(start);
        return placed.IsFinal || left <= TimeSpan.Zero ? answer : await FinalState.Of(session, placed.OrderId, left, ct);
    }

    static async Task<Answer> Send(Session session, NewOrder order, string? key, TimeSpan wait, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var answer = await session.Client.Send(() => Request(order, key, wait), ct, wait < FinalState.Longest ? wait : FinalState.Longest);
                if (answer.Status != 503 || attempt == Attempts) return answer;
            }
            catch (ServerAwayException) when (attempt < Attempts)
            {
            }

            await Task.Delay(Pause * attempt, session.Host.Clock, ct);
        }
    }

    static HttpRequestMessage Request(NewOrder order, string? key, TimeSpan wait)
    {
        var request = OrdersClient.Request(HttpMethod.Post, "orders", order, CliJson.Default.NewOrder);
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        if (wait > TimeSpan.Zero) request.Headers.Add("Prefer", FinalState.Header(wait));
        return request;
    }
}
