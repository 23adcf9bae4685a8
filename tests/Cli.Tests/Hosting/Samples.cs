namespace OrleansOrders.Cli.Tests;

/// <summary>What the server says.</summary>
static class Samples
{
    public static string Order(string status = "pending", string id = "o-1", string failure = "null") => $$"""
        {"order_id":"{{id}}","customer_id":"c1","status":"{{status}}","version":1,"currency":"EUR","total_amount":9.00,
         "items":[{"sku":"burger","quantity":2,"price":4.50}],"failure":{{failure}},
         "created_at":"2026-01-01T12:00:00Z","expires_at":"2026-01-01T12:15:00Z",
         "history":[{"version":1,"kind":"placed","at":"2026-01-01T12:00:00Z"}]}
        """;

    public static string Item(string sku, long available = 10) => $$"""{"sku":"{{sku}}","available":{{available}},"reserved":2,"sold":3}""";

    public static string Items(string? cursor, params string[] items) =>
        $$"""{"items":[{{string.Join(',', items)}}],"next_cursor":{{(cursor is null ? "null" : $"\"{cursor}\"")}}}""";

    public static string Notification(int number, string kind = "order.confirmed") => $$$"""
        {"id":"o-{{{number}}}:3:{{{kind}}}","customer_id":"c1","order_id":"o-{{{number}}}","kind":"{{{kind}}}","body":{"total_amount":9.00,"currency":"EUR"},"at":"2026-01-01T12:00:00Z"}
        """;

    public static string Event(int number) => $"id: {number}\ndata: {Notification(number)}\n\n";

    public static string Problem(string code, int status, string title, string more = "") =>
        $$"""{"type":"urn:orleansorders:problem:{{code}}","title":"{{title}}","status":{{status}},"code":"{{code}}"{{more}}}""";
}
