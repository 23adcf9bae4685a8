using System.Text;
using System.Text.Json;
using Npgsql;

namespace OrleansOrders.Chaos;

/// <summary>Reads the final state: through the API, and otherwise from the tables and the broker.</summary>
sealed class FinalReader(ChaosSystem system, HttpClient http)
{
    const int LongestId = 100;

    readonly OrdersClient _orders = new(http);

    public async Task<FinalState> ReadAsync(IReadOnlyList<FinalFact> facts) => new()
    {
        Orders = await PagesAsync("orders", Order),
        Notifications = await PagesAsync("notifications", News),
        Adjustments = await AdjustmentsAsync(),
        DeadLetters = await LettersAsync(),
        Facts = facts,
        Violations = await _orders.ViolationsAsync(TimeSpan.Zero),
    };

    async Task<List<T>> PagesAsync<T>(string list, Func<JsonElement, T> read)
    {
        var all = new List<T>();
        string? cursor = null;
        do
        {
            var page = (await _orders.GetAsync($"{list}?limit=200{(cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}")}")).Json;
            all.AddRange(page.GetProperty(list).EnumerateArray().Select(read));
            cursor = page.GetProperty("next_cursor").GetString();
        }
        while (cursor is not null);
        return all;
    }

    async Task<IReadOnlyList<FinalAdjustment>> AdjustmentsAsync()
    {
        await using var database = NpgsqlDataSource.Create(system.Postgres);
        await using var command = database.CreateCommand("select sku, adjustment_id, delta from adjustment");
        await using var rows = await command.ExecuteReaderAsync();
        var all = new List<FinalAdjustment>();
        while (await rows.ReadAsync()) all.Add(new(rows.GetString(0), rows.GetString(1), rows.GetInt64(2)));
        return [.. all.Where(row => Catalog.Has(row.Sku))];
    }

    async Task<IReadOnlyList<FinalLetter>> LettersAsync()
    {
        await using var broker = system.NewBrokerClient();
        return [.. (await broker.TakeAllAsync(BrokerNames.DeadLetterQueue)).Select(letter => new FinalLetter(IdOf(letter), OrderIn(letter), letter.Header(MessageHeaders.Reason)))];
    }

    // Poison with an unreadable message id has the id in its body.
    static string IdOf(BrokerMessage letter)
    {
        if (letter.MessageId.Length > 0) return letter.MessageId;
        return OrderIn(letter) is { Length: > 0 } order ? order : Encoding.UTF8.GetString(letter.Body, 0, Math.Min(letter.Body.Length, LongestId));
    }

    // From its properties; a message of an external producer has it in the body.
    static string OrderIn(BrokerMessage letter)
    {
        if (letter.Properties.CorrelationId is { Length: > 0 } id) return id;
        try
        {
            return letter.Json is { ValueKind: JsonValueKind.Object } body && body.TryGetProperty("order_id", out var order) && order.ValueKind is JsonValueKind.String ? order.GetString()! : "";
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return "";
        }
    }

    static FinalOrder Order(JsonElement order) => new()
    {
        OrderId = order.OrderId(),
        CustomerId = order.Text("customer_id"),
        Status = order.Status(),
        Lines = [.. order.GetProperty("items").EnumerateArray().Select(line => new Line(line.Text("sku"), line.GetProperty("quantity").GetInt32(), line.GetProperty("price").GetDecimal()))],
        History = order.HistoryKinds().Split(' '),
        Reason = order.GetProperty("failure") is { ValueKind: JsonValueKind.Object } failure ? failure.Text("reason") : null,
    };

    static FinalNotification News(JsonElement news) => new(news.Text("id"), news.Text("customer_id"), news.OrderId(), news.Text("kind"));
}
