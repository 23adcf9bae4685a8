using System.Collections.Immutable;
using System.Text;

namespace OrleansOrders.Contracts.Tests;

/// <summary>Short ways to parse in a test, and to say what came out.</summary>
static class Parsing
{
    public static readonly OrderId Fallback = OrderId.Parse("fallback");

    public static NewOrder Order(string json, OrderId? fallback) => Value(OrderParser.Parse(Utf8(json), fallback));

    public static NewOrder Order(string json) => Order(json, Fallback);

    public static ImmutableArray<FieldError> Errors(ReadOnlyMemory<byte> body, OrderId? fallback) => Errors(OrderParser.Parse(body, fallback));

    /// <summary>The errors as <c>field code</c>, in the order given.</summary>
    public static string[] Faults(string json) => [.. Errors(Utf8(json), Fallback).Select(Fault)];

    public static string[] Faults<T>(Parsed<T> parsed)
        where T : class => [.. Errors(parsed).Select(Fault)];

    public static T Value<T>(Parsed<T> parsed)
        where T : class
    {
        Assert.Empty(parsed.Errors);
        return Assert.IsType<T>(parsed.Value);
    }

    static ImmutableArray<FieldError> Errors<T>(Parsed<T> parsed)
        where T : class
    {
        Assert.Null(parsed.Value);
        Assert.NotEmpty(parsed.Errors);
        return parsed.Errors;
    }

    public static string Fault(FieldError error) => $"{error.Field} {error.Code}";

    public static ReadOnlyMemory<byte> Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
