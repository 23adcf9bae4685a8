using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace OrleansOrders.Contracts.Tests;

/// <summary><c>docs/orders.md</c> says what the code does: every example, table and limit is compared.</summary>
public sealed partial class DocumentTests
{
    static readonly string Document = Read();

    [Fact]
    public void Every_order_in_it_is_an_order()
    {
        var orders = Examples("order").Select(json => Parsing.Order(json)).ToArray();

        Assert.Equal(["17.00 EUR", "19.00 USD", "0.00 USD", "49.90 EUR", "999.00 USD"], orders.Select(order => order.Total.ToString()));
        Assert.Equal(["o-1001", "fallback", "fallback", "fallback", "o-1002"], orders.Select(order => order.OrderId.Value));
    }

    [Fact]
    public void Every_spelling_in_it_is_understood()
    {
        var canonical = Examples("order").First();
        var expected = Parsing.Order(canonical);
        var count = 0;
        foreach (var row in Rows("Dialects"))
        {
            foreach (Match spelling in Code().Matches(row[1]))
            {
                var dialect = canonical.Replace($"\"{Code().Match(row[0]).Groups[1].Value}\"", $"\"{spelling.Groups[1].Value}\"", StringComparison.Ordinal);
                Assert.NotEqual(canonical, dialect);
                Assert.True(expected.HasContentOf(Parsing.Order(dialect)));
                count++;
            }
        }

        Assert.Equal(5, count);
    }

    [Fact]
    public void Every_wrong_order_in_it_gives_the_errors_below_it()
    {
        var pairs = WrongExample().Matches(Document);

        Assert.Equal(2, pairs.Count);
        foreach (Match pair in pairs)
        {
            var errors = Parsing.Errors(Parsing.Utf8(pair.Groups[1].Value), Parsing.Fallback);
            Assert.Equal(pair.Groups[2].Value.Trim().Split('\n'), errors.Select(error => $"{error.Field} {error.Code}: {error.Message}"));
        }
    }

    [Fact]
    public void Its_codes_are_the_codes() => Assert.Equal(
        typeof(FieldErrorCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!),
        Rows("What is refused").Select(row => Code().Match(row[0]).Groups[1].Value));

    [Fact]
    public void Its_limits_are_the_limits() => Assert.Equal(
        new[] { JsonLimits.MaxBytes, JsonLimits.MaxDepth, NewOrder.MaxLines, Identifier.MaxLength, OrderParser.MaxTokenLength, Quantity.Max, (int)Money.MaxPrice, JsonLimits.MaxErrors },
        Rows("Limits").Select(row => int.Parse(row[1], CultureInfo.InvariantCulture)));

    [Fact]
    public void Its_fact_is_what_is_written()
    {
        var at = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
        var order = OrderDecider.Create(new OrderCommand.Place(Parsing.Order(Examples("order").First()), at.AddMinutes(15)), at);
        var failure = OrderDecider.Decide(order, new OrderCommand.RecordReservation([new(Sku.Parse("burger"), 2, 1)], false), at);
        order = OrderDecider.Evolve(order, Assert.IsType<OrderDecision.Happens>(failure), at);

        AssertSame(Assert.Single(Examples("fact")), FactCodec.Encode(order, new(order.Id, 2, FactKind.OrderFailed, at)));
    }

    [Fact]
    public void Its_types_of_facts_are_all_of_them()
    {
        var content = NewOrder.OfAmount(OrderId.Parse("o"), CustomerId.Parse("c"), Money.Zero(Currency.Default));
        var order = OrderDecider.Create(new OrderCommand.Place(content, default), default);
        var messages = Enum.GetValues<FactKind>().Select(kind => FactCodec.Encode(order, new(order.Id, 1, kind, default)));

        Assert.Equal(
            messages.Select(message => $"{message.Type} {message.Exchange} {message.RoutingKey}"),
            Rows("Facts about an order, out").Select(row =>
                string.Join(' ', row.Select(cell => Code().Match(cell).Groups[1].Value)).Replace("<currency in small letters>", "usd", StringComparison.Ordinal)));
    }

    [Fact]
    public void Its_payment_result_is_what_is_written()
    {
        Assert.True(Money.TryCreateTotal(17, Currency.Parse("EUR"), out var amount));
        var message = PaymentCodec.Failed(
            OrderId.Parse("o-1001"), amount, "declined", new(2026, 1, 2, 3, 5, 0, TimeSpan.Zero), CustomerId.Parse("ada@example.org"));

        AssertSame(Assert.Single(Examples("payment_result")), message);
    }

    [Fact]
    public void Every_message_in_it_is_understood()
    {
        Assert.Equal(17m, Parsing.Value(PaymentCodec.Parse(Example("payment_result"))).Amount?.Amount);
        Assert.Equal("17.00 EUR", Parsing.Value(FactCodec.ParseRequest(Example("payment_request"), false)).Total.ToString());
        Assert.Equal("o-1001", Parsing.Value(RequestCodec.Parse(Example("cancel_request"))).OrderId.Value);
        Assert.Equal(40, Parsing.Value(StockCodec.ParseAdjustment(Example("stock_adjustment"), null)).Delta);
    }

    static void AssertSame(string expected, OutgoingMessage message)
    {
        using var document = JsonDocument.Parse(expected);
        Assert.Equal(JsonSerializer.Serialize(document.RootElement), JsonSerializer.Serialize(JsonDocument.Parse(message.Body).RootElement));
    }

    static ReadOnlyMemory<byte> Example(string kind) => Parsing.Utf8(Assert.Single(Examples(kind)));

    static IEnumerable<string> Examples(string kind) => Fence().Matches(Document).Where(match => match.Groups[1].Value == kind).Select(match => match.Groups[2].Value);

    /// <summary>The rows of the first table under a heading, without its head.</summary>
    static IEnumerable<string[]> Rows(string heading) => Document[Document.IndexOf($"\n## {heading}\n", StringComparison.Ordinal)..]
        .Split('\n').SkipWhile(line => !line.StartsWith('|')).TakeWhile(line => line.StartsWith('|')).Skip(2)
        .Select(line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries));

    static string Read()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "OrleansOrders.sln"))) folder = folder.Parent ?? throw new InvalidOperationException("No solution above the tests.");
        return File.ReadAllText(Path.Combine(folder.FullName, "docs", "orders.md"));
    }

    [GeneratedRegex("```json ([a-z_]+)\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex("```json wrong\n(.*?)```\\s+```text\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex WrongExample();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();
}
