using System.Globalization;
using System.Net;
using System.Text.Json;

namespace OrleansOrders.Chaos;

/// <summary>The same inputs through the API: never a 5xx, every refusal a problem document that names what is wrong, and no other opinion than the parser's.</summary>
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

    /// <returns>What went wrong, each with how to see it again.</returns>
    public async Task<IReadOnlyList<string>> RunAsync(int count, CancellationToken ct)
    {
        var wrong = new System.Collections.Concurrent.ConcurrentQueue<string>();
        await Parallel.ForEachAsync(Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct }, async (index, token) =>
        {
            var input = InputMaker.Make(seed, index);
            using var request = Request(input, new Random(FaultSchedule.HashOf(seed, index)), out var decides);
            var name = $"{request.Method} {request.RequestUri} with {input}";
            try
            {
                using var response = await http.SendAsync(request, token);
                if (await FaultAsync(response, input, decides) is { } fault) wrong.Enqueue($"{name}: {fault}");
            }
            catch (Exception e) when (e is HttpRequestException || (e is OperationCanceledException && !token.IsCancellationRequested))
            {
                wrong.Enqueue($"{name}: no answer: {e.Message}");
            }
        });
        return [.. wrong];
    }

    // Whether the parser alone decides between taken and refused.
    static HttpRequestMessage Request(FuzzInput input, Random random, out bool decides)
    {
        decides = false;
        if (random.Next(6) == 0)
        {
            var path = string.Format(CultureInfo.InvariantCulture, Queries[random.Next(Queries.Length)], Uri.EscapeDataString(Strange[random.Next(Strange.Length)]));
            return With(new(HttpMethod.Get, Relative(path)), random);
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
        decides = input.Kind is FuzzKind.Order or FuzzKind.OrderWithoutFallback or FuzzKind.StockCount;
        var request = new HttpRequestMessage(method, Relative(to)) { Content = new ByteArrayContent(input.Bytes) { Headers = { ContentType = new("application/json") } } };
        if (random.Next(8) != 0) return request;
        decides = false;
        return With(request, random);
    }

    static HttpRequestMessage With(HttpRequestMessage request, Random random)
    {
        foreach (var name in (string[])["Idempotency-Key", "Prefer", "If-None-Match", "X-Requested-By", "traceparent"])
        {
            if (random.Next(3) == 0) request.Headers.TryAddWithoutValidation(name, Strange[random.Next(Strange.Length)]);
        }

        return request;
    }

    static async Task<string?> FaultAsync(HttpResponseMessage response, FuzzInput input, bool decides)
    {
        var status = (int)response.StatusCode;
        var text = await response.Content.ReadAsStringAsync();
        if (status >= 500) return $"{status} {Shown(text)}";
        if (status >= 400 && ProblemFault(response, text) is { } fault) return $"{status} {fault}: {Shown(text)}";
        if (!decides) return null;

        // Over HTTP an order needs no id of its own.
        var accepts = FuzzJudge.Judge(input.Kind is FuzzKind.OrderWithoutFallback ? FuzzKind.Order : input.Kind, input.Bytes).Accepted;
        var refused = response.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.RequestEntityTooLarge;
        return accepts == refused ? $"{status}, and the parser {(accepts ? "takes" : "refuses")} it: {Shown(text)}" : null;
    }

    static string? ProblemFault(HttpResponseMessage response, string text)
    {
        if (response.Content.Headers.ContentType?.MediaType != "application/problem+json") return $"is {response.Content.Headers.ContentType}";
        var problem = JsonElement.Parse(text);
        if (problem.Text("code").Length == 0) return "has no code";
        if (problem.Text("code") != "invalid_request") return null;
        var errors = problem.GetProperty("errors").EnumerateArray().ToList();
        return errors.Count > 0 && errors.TrueForAll(error => error.Text("field").Length > 0 && error.Text("code").Length > 0 && error.Text("message").Length > 0)
            ? null : "does not say what is wrong";
    }

    static string Shown(string text) => text.Length <= LargestAnswered ? text : text[..LargestAnswered];

    static Uri Relative(string path) => new(path, UriKind.Relative);
}
