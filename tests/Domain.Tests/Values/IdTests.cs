using System.Text.Json;

namespace OrleansOrders.Domain.Tests.Values;

/// <summary>The four kinds of id follow one rule; text that breaks it cannot become an id, by no way in.</summary>
public sealed class IdTests
{
    public static TheoryData<string> Good => ["a", "0", "Z9", "o-1", "a.b_c:d@e+f-g", "ada@example.org", new string('x', 64)];

    public static TheoryData<string?> Bad => new(
        null, "", " ", "a b", " a", "a ", "*", "a*", "#", "a#b", ".a", "-a", "_a", ":a", "@a", "+a", "a/b", "a\\b", "a\n", "a\0", "a\u007f", "ä", "a\u0301", "💥", "a,b",
        "a'b", "a\"b", "a%b", "a?b", new string('x', 65), new string('x', 10_000));

    [Theory]
    [MemberData(nameof(Good))]
    public void What_follows_the_rule_is_an_id_and_comes_back_as_it_was(string text)
    {
        AssertId<OrderId>(text);
        AssertId<CustomerId>(text);
        AssertId<Sku>(text);
        AssertId<AdjustmentId>(text);
    }

    [Theory]
    [MemberData(nameof(Bad))]
    public void What_breaks_the_rule_is_none(string? text)
    {
        AssertNoId<OrderId>(text);
        AssertNoId<CustomerId>(text);
        AssertNoId<Sku>(text);
        AssertNoId<AdjustmentId>(text);
    }

    [Theory]
    [InlineData("7")]
    [InlineData("true")]
    [InlineData("null")]
    [InlineData("[\"a\"]")]
    [InlineData("{}")]
    public void An_id_in_JSON_is_text(string json) => Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<OrderId>(json));

    [Fact]
    public void An_id_that_was_never_set_is_not_taken_for_one()
    {
        Assert.Throws<InvalidOperationException>(() => default(OrderId).Value);
        Assert.Throws<InvalidOperationException>(() => default(CustomerId).Value);
        Assert.Throws<InvalidOperationException>(() => default(Sku).Value);
        Assert.Throws<InvalidOperationException>(() => default(AdjustmentId).Value);
        Assert.Equal("", default(OrderId).ToString());
    }

    [Fact]
    public void Ids_are_told_apart_by_case() => Assert.NotEqual(OrderId.Parse("a"), OrderId.Parse("A"));

    static void AssertId<T>(string text)
        where T : struct, IParsable<T>
    {
        Assert.True(T.TryParse(text, null, out var id));
        Assert.Equal(id, T.Parse(text, null));
        Assert.Equal(text, id.ToString());
        Assert.Equal(id, JsonSerializer.Deserialize<T>(JsonSerializer.Serialize(id)));
    }

    static void AssertNoId<T>(string? text)
        where T : struct, IParsable<T>
    {
        Assert.False(T.TryParse(text, null, out var id));
        Assert.Equal(default, id);
        Assert.Throws<FormatException>(() => T.Parse(text!, null));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<T>(JsonSerializer.Serialize(text)));
    }
}
