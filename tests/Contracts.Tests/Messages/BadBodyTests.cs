using System.Text;

namespace OrleansOrders.Contracts.Tests;

/// <summary>Bytes that are not an accepted JSON object give one error of the body and never an exception.</summary>
public sealed class BadBodyTests
{
    [Theory]
    [InlineData("", "not_json")]
    [InlineData(" ", "not_json")]
    [InlineData("hello", "not_json")]
    [InlineData("{", "not_json")]
    [InlineData("{\"a\":1,}", "not_json")]
    [InlineData("{\"a\":01}", "not_json")]
    [InlineData("{\"a\":NaN}", "not_json")]
    [InlineData("{'a':1}", "not_json")]
    [InlineData("{} // comment", "not_json")]
    [InlineData("{} {}", "not_json")]
    [InlineData("{}\0", "not_json")]
    [InlineData("{\"a\":\"\0\"}", "not_json")]
    [InlineData("{\"a\":\"\\ud800\"}", "not_json")]
    [InlineData("{\"\\uDC00\":1}", "not_json")]
    [InlineData("{\"a\":\"\\ud800\\ud800\",\"a\":1}", "not_json")]
    [InlineData("\uFEFF\uFEFF{}", "not_json")]
    [InlineData("null", "wrong_type")]
    [InlineData("[]", "wrong_type")]
    [InlineData("\"order\"", "wrong_type")]
    [InlineData("7", "wrong_type")]
    public void The_whole_is_named(string text, string code)
    {
        Assert.Equal([$"body {code}"], Parsing.Faults(text));
        Assert.Equal(code, FieldErrors.Reason(Parsing.Errors(Parsing.Utf8(text), null)));
    }

    [Fact]
    public void Where_the_fault_is_is_said() =>
        Assert.Equal("is not JSON: line 2, byte 3", Assert.Single(Parsing.Errors(Parsing.Utf8("{\n  x}"), null)).Message);

    public static TheoryData<byte[]> NotUtf8 => new(
        [0xff], [0xfe, 0xff, 0, (byte)'{', 0, (byte)'}'], [.. "{\"a\":\""u8, 0xc3, .. "\"}"u8], [.. "{\""u8, 0xed, 0xa0, 0x80, .. "\":1}"u8]);

    [Theory]
    [MemberData(nameof(NotUtf8))]
    public void What_is_not_UTF_8_is_not_JSON(byte[] bytes) =>
        Assert.Equal(new FieldError("body", "not_json", "is not UTF-8"), Assert.Single(Parsing.Errors(bytes, Parsing.Fallback)));

    [Theory]
    [InlineData(32, null)]
    [InlineData(33, "body too_deep")]
    [InlineData(5_000, "body too_deep")]
    [InlineData(100_000, "body too_deep")]
    public void Nesting_has_a_bound(int depth, string? fault)
    {
        var nested = depth - 1;
        var json = $$"""{"customer_id":"c","item":"a","qty":1,"extra":{{new string('[', nested)}}{{new string(']', nested)}}}""";
        var parse = OrderParser.Parse(Parsing.Utf8(json), Parsing.Fallback);

        Assert.Equal(fault, parse.Errors is [var error] ? Parsing.Fault(error) : null);
    }

    [Fact]
    public void Nesting_that_never_closes_is_too_deep_as_well() => Assert.Equal(["body too_deep"], Parsing.Faults(new string('[', 5000)));

    [Theory]
    [InlineData(JsonLimits.MaxBytes, null)]
    [InlineData(JsonLimits.MaxBytes + 1, "body too_large")]
    [InlineData(1_000_000, "body too_large")]
    public void Size_has_a_bound(int bytes, string? fault)
    {
        var json = """{"customer_id":"c","item":"a","qty":1}""";
        var body = Encoding.UTF8.GetBytes(json.PadRight(bytes));
        var parse = OrderParser.Parse(body, Parsing.Fallback);

        Assert.Equal(fault, parse.Errors is [var error] ? Parsing.Fault(error) : null);
    }

    [Fact]
    public void A_body_of_nothing_but_duplicates_is_bounded_too()
    {
        var json = $$"""{"items":[{{string.Join(',', Enumerable.Repeat("""{"a":1,"a":2}""", 15_000))}}]}""";
        var errors = Parsing.Errors(Parsing.Utf8(json), Parsing.Fallback);

        Assert.Equal(51, errors.Length);
        Assert.Equal("has 14952 more errors", errors[^1].Message);
    }

    [Fact]
    public void A_name_of_nothing_that_is_there_twice_is_named_all_the_same() =>
        Assert.Equal(["\"\" duplicate", "extra.\"\" duplicate"], Parsing.Faults("""{"customer_id":"c","item":"a","qty":1,"":1,"":2,"extra":{"":1,"":2}}"""));

    [Fact]
    public void A_duplicated_name_is_shown_short_and_visible()
    {
        var name = "\\u0007" + new string('n', 100);
        var errors = Parsing.Errors(Parsing.Utf8($$"""{"customer_id":"c","item":"a","qty":1,"{{name}}":1,"{{name}}":1}"""), Parsing.Fallback);

        Assert.Equal("?" + new string('n', 63), Assert.Single(errors).Field);
    }
}
