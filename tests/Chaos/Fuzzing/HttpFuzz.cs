using System.Globalization;
using System.Net;

namespace OrleansOrders.Chaos;

/// <summary>The same inputs through the API: no 5xx, every refusal is a problem document that names the errors, and the API agrees with the parser.</summary>
sealed class HttpFuzz(HttpClient http, int seed)
{
    const int AtOnce = 8;
    const int LargestAnswered = 1_000;

    static readonly string[] Strange = ["", "0", "-1", "1.5", "201", "99999999999999999999", "a b", "*", "\"", "\\", "%00", "null", "wait=", "wait=-1", "respond-async, wait=1", "W/\"1\"", "confirmed", new('x', 300)];
    static readonly string[] Queries =
    [
        "orders?limit={0}", "orders?cursor={0}", "orders?status={0}", "orders?customer_id={0}", "orders/{0}", "orders/o-1?wait={0}", "inventory?limit={0}", "inventory?cursor={0}", "inventory/{0}",
        "notifications?customer_id={0}", "notifications?limit={0}", "dead-letters?limit={0}", "dead-letters?queue={0}", "dead-letters/{0}", "admin/audit?grace={0}",
    ];

    /// <returns>The failures, each with the command that repeats it.</returns>
    public async Task<IReadOnlyList<string>> RunAsync(int count, CancellationToken ct)
    {
        var orders = new OrdersClient(http);
        var wrong = new System.Collections.Concurrent.ConcurrentQueue<string>();
        await Parallel.ForEachAsync(Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct }, async (index, _) =>
        {
            var input = InputMaker.Make(seed, index);
            var (method, path, headers, decides) = Request(input, new Random(FaultSchedule.HashOf(seed, index)));
            var name = $"{method} {path} with {input}";
            try
            {
                using var body = method == HttpMethod.Get ? null : new ByteArrayContent(input.Bytes) { Headers = { ContentType = new("application/json") } };
                if (Fault(await orders.SendAsync(method, path, body, headers), input, decides) is { } fault) wrong.Enqueue($"{name}: {fault}");
            }
            catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
            {
                wrong.Enqueue($"{name}: no answer: {e.Message}");
            }
        });
        return [.. wrong];
    }

    // Decides: whether the parser alone accepts or refuses the input.
    static (HttpMethod Method, string Path, (string, string)[] Headers, bool Decides) Request(FuzzInput input, Random random)
    {
        if (random.Next(6) == 0)
        {
            var path = string.Format(CultureInfo.InvariantCulture, Queries[random.Next(Queries.Length)], Uri.EscapeDataString(Strange[random.Next(Strange.Length)]));
            return (HttpMethod.Get, path, Headers(random), false);
        }

        var (method, to) = input.Kind switch
        {
            FuzzKind.Order or FuzzKind.OrderWithoutFallback => (HttpMethod.Post, random.Next(2) == 0 ? "orders" : "order"),
            FuzzKind.StockCount => (HttpMethod.Put, "inventory/fuzz"),
            FuzzKind.StockAdjustment or FuzzKind.KnownItemAdjustment => (HttpMethod.Post, "inventory/a/adjustments"),
            FuzzKind.OrderRequest => (HttpMethod.Post, "orders/o-1/cancel"),
            FuzzKind.PaymentResult => (HttpMethod.Post, "dead-letters/replay"),
            FuzzKind.PaymentRequest => (HttpMethod.Post, $"dead-letters/{new Guid(random.Next(), 0, 0, new byte[8])}/replay"),
            _ => (HttpMethod.Post, "orders"),
        };
        return random.Next(8) == 0 ? (method, to, Headers(random), false) : (method, to, [], input.Kind is FuzzKind.Order or FuzzKind.OrderWithoutFallback or FuzzKind.StockCount);
    }

    static (string, string)[] Headers(Random random) =>
    [
        .. from name in (string[])["Idempotency-Key", "Prefer", "If-None-Match", "X-Requested-By", "traceparent"]
           where random.Next(3) == 0
           select (name, Strange[random.Next(Strange.Length)]),
    ];

    static string? Fault(Answer answer, FuzzInput input, bool decides)
    {
        var (status, shown) = ((int)answer.Status, answer.Text.Length <= LargestAnswered ? answer.Text : answer.Text[..LargestAnswered]);
        if (status >= 500) return $"{status} {shown}";
        if (status >= 400 && ProblemFault(answer) is { } fault) return $"{status} {fault}: {shown}";
        if (!decides) return null;

        // Over HTTP an order needs no id.
        var accepts = FuzzJudge.Judge(input.Kind is FuzzKind.OrderWithoutFallback ? FuzzKind.Order : input.Kind, input.Bytes).Accepted;
        var refused = answer.Status is HttpStatusCode.BadRequest or HttpStatusCode.RequestEntityTooLarge;
        return accepts == refused ? $"{status}, and the parser {(accepts ? "takes" : "refuses")} it: {shown}" : null;
    }

    static string? ProblemFault(Answer answer)
    {
        if (answer.ContentType != "application/problem+json") return $"is {answer.ContentType}";
        if (answer.Json.Text("code").Length == 0) return "has no code";
        if (answer.Json.Text("code") != "invalid_request") return null;
        var errors = answer.Json.GetProperty("errors").EnumerateArray().ToList();
        return errors.Count > 0 && errors.TrueForAll(error => error.Text("field").Length > 0 && error.Text("code").Length > 0 && error.Text("message").Length > 0)
            ? null : "does not say what is wrong";
    }
}
