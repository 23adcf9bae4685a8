using System.Net;
using OrleansOrders.Grains;
using OrleansOrders.RabbitMq;

namespace OrleansOrders.Api.Tests;

public sealed class OutageTests : IAsyncLifetime
{
    readonly ApiHost _host = new();

    public ValueTask InitializeAsync() => _host.InitializeAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task An_order_is_accepted_while_the_broker_is_away()
    {
        _host.Publisher.Then = (_, _) => throw new BrokerUnavailableException("away");

        Assert.Equal(HttpStatusCode.Created, (await Post("away-1")).Status);
        Assert.Equal("pending", (await _host.Get("/orders/away-1")).Json.GetProperty("status").GetString());
    }

    [Fact]
    public async Task A_broker_that_confirms_nothing_does_not_keep_the_client_waiting_for_ever()
    {
        _host.Publisher.Then = (_, ct) => Task.Delay(Timeout.Infinite, ct);

        Assert.Equal(HttpStatusCode.Created, (await Post("silent-1")).Status);
    }

    [Fact]
    public async Task In_an_outage_only_the_first_post_waits_for_the_broker()
    {
        _host.Publisher.Current = _host.Publisher.Current with { Connected = false };
        _host.Publisher.Then = (_, _) => throw new BrokerUnavailableException("away");
        await Post("outage-1");
        await Post("outage-2");
        Assert.Equal(1, _host.Publisher.Attempts);

        _host.Publisher.Current = _host.Publisher.Current with { Connected = true };
        _host.Publisher.Then = (_, _) => Task.CompletedTask;
        await Post("outage-3");
        Assert.Single(_host.Publisher.Of("outage-3"));
    }

    [Fact]
    public async Task While_the_broker_is_in_alarm_only_the_first_post_waits_and_a_cancellation_does_not()
    {
        await Post("alarm-0");
        _host.Publisher.Current = _host.Publisher.Current with { Blocked = "low on memory" };
        _host.Publisher.Then = (_, ct) => Task.Delay(Timeout.Infinite, ct);
        var before = _host.Publisher.Attempts;

        Assert.Equal(HttpStatusCode.Created, (await Post("alarm-1")).Status);
        Assert.Equal(HttpStatusCode.Created, (await Post("alarm-2")).Status);
        var cancelled = await _host.Post("/orders/alarm-0/cancel", "");
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "unavailable"), (cancelled.Status, cancelled.Problem()));
        Assert.NotNull(cancelled.Header("Retry-After"));
        Assert.Equal(before + 1, _host.Publisher.Attempts);
    }

    [Fact]
    public async Task Without_storage_every_call_says_when_to_come_back()
    {
        _host.Storage.Failure = new StorageUnavailableException("PostgreSQL at 10.0.0.7:5432 cannot be reached.");

        Answer[] answers =
        [
            await Post("lost-1"),
            await _host.Post("/orders", """{"customer_id":"c-1","amount":1}""", ("Idempotency-Key", "k")),
            await _host.Get("/orders/lost-1"),
            await _host.Get("/orders"),
            await _host.Get("/inventory"),
            await _host.Put("/inventory/burger", """{"available":1}"""),
            await _host.Get("/notifications"),
        ];

        Assert.All(answers, answer =>
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.Status);
            Assert.Equal("unavailable", answer.Problem());
            Assert.Equal("2", answer.Header("Retry-After"));
            Assert.DoesNotContain("10.0.0.7", answer.Text, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task After_an_outage_of_storage_the_same_post_succeeds()
    {
        _host.Storage.Failure = new StorageUnavailableException();
        await Post("back-1");
        _host.Storage.Failure = null;

        Assert.Equal(HttpStatusCode.Created, (await Post("back-1")).Status);
    }

    Task<Answer> Post(string id) => _host.Post("/orders", $$"""{"order_id":"{{id}}","customer_id":"c-1","amount":1}""");
}
