using System.Text.Json;
using Npgsql;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace OrleansOrders.Storage.Tests;

/// <summary>Orders that go from state to state through a storage, so that their customers are told.</summary>
static class ToldOrders
{
    static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, 250, TimeSpan.Zero);

    /// <summary>An order with this history, event by event a second apart.</summary>
    public static Order Order(string id, string customer, params OrderEventKind[] kinds)
    {
        var failure = new OrderFailure { Reason = FailureReason.PaymentDeclined };
        var total = Money.TryCreatePrice(12.50m, Currency.Parse("EUR"), out var money) ? money : throw new InvalidOperationException();
        return new()
        {
            Content = NewOrder.OfAmount(OrderId.Parse(id), CustomerId.Parse(customer), total, "tok_ok"),
            ExpiresAt = Start.AddMinutes(15),
            History =
            [
                .. kinds.Select((kind, i) => new OrderEvent
                {
                    Version = i + 1, Kind = kind, At = Start.AddSeconds(i), Failure = kind is OrderEventKind.Failed ? failure : null,
                }),
            ],
        };
    }

    /// <summary>Writes the order event by event, as its grain does.</summary>
    public static async Task Write(IGrainStorage storage, Order order)
    {
        var state = new GrainState<StoredOrder>();
        for (var i = 1; i <= order.Version; i++)
        {
            state.State = StoredOrder.Of(order with { History = order.History[..i] });
            await storage.WriteStateAsync("order", GrainId.Create("order", GrainKeys.Of(order.Id)), state);
        }
    }

    /// <summary>Confirms orders that are reserved, all with one statement of an open transaction.</summary>
    public static async Task Confirm(NpgsqlConnection connection, NpgsqlTransaction transaction, params string[] ids)
    {
        await using var command = new NpgsqlCommand("select count(*) from grain_write($1, $2, $3, $4)", connection, transaction);
        command.Parameters.Add(new() { Value = Array.ConvertAll(ids, _ => "order") });
        command.Parameters.Add(new() { Value = Array.ConvertAll(ids, id => "order:" + id) });
        command.Parameters.Add(new() { Value = Array.ConvertAll(ids, _ => 2) });
        command.Parameters.Add(new() { Value = Array.ConvertAll(ids, id => Json(Order(id, "c", OrderEventKind.Placed, OrderEventKind.Reserved, OrderEventKind.Confirmed))), DataTypeName = "jsonb[]" });
        if ((long)(await command.ExecuteScalarAsync())! != ids.Length) throw new InvalidOperationException("Not all of the orders were reserved.");
    }

    /// <summary>The order as it is stored.</summary>
    public static string Json(Order order) => JsonSerializer.Serialize(StoredOrder.Of(order), StoredJson.Default.StoredOrder);
}
