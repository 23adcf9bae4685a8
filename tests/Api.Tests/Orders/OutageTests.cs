using System.Net;

namespace OrleansOrders.Api.Tests;

public sealed class OutageTests : ApiTest
{
    [Fact]
    public async Task An_order_is_accepted_while_the_broker_is_away()
    {
        Host.Publisher.Then = (_, _) => throw new BrokerUnavailableException("away");

        Assert.Equal(HttpStatusCode.Created, (await Post("away-1")).Status);
        Assert.Equal("pending", (await Host.Get("/orders/away-1")).Json.GetProperty("status").GetString());
    }

    [Fact]
    public async Task A_broker_that_confirms_nothing_does_not_keep_the_client_waiting_for_ever()
    {
        Host.Publisher.Then = (_, ct) => Task.Delay(Timeout.Infinite, ct);

        Assert.Equal(HttpStatusCode.Created, (await Post("silent-1")).Status);
    }

    [Fact]
    public async Task In_an_outage_only_the_first_post_waits_for_the_broker()
    {
        Host.Publisher.Current = Host.Publisher.Current with { Connected = false };
        Host.Publisher.Then = (_, _) => throw new BrokerUnavailableException("away");
        await Post("outage-1");
        await Post("outage-2");
        Assert.Equal(1, Host.Publisher.Attempts);

        Host.Publisher.Current = Host.Publisher.Current with { Connected = true };
        Host.Publisher.Then = (_, _) => Task.CompletedTask;
        await Post("outage-3");
        Assert.Single(Host.Publisher.Of("outage-3"));
    }

    [Fact]
    public async Task While_the_broker_is_in_alarm_only_the_first_post_waits_and_a_cancellation_does_not()
    {
        await Post("alarm-0");
        Host.Publisher.Current = Host.Publisher.Current with { Blocked = "low on memory" };
        Host.Publisher.Then = (_, ct) => Task.Delay(Timeout.Infinite, ct);
        var before = Host.Publisher.Attempts;

        Assert.Equal(HttpStatusCode.Created, (await Post("alarm-1")).Status);
        Assert.Equal(HttpStatusCode.Created, (await Post("alarm-2")).Status);
        var cancelled = await Host.Post("/orders/alarm-0/cancel", "");
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "unavailable"), (cancelled.Status, cancelled.Problem()));
        Assert.NotNull(cancelled.Header("Retry-After"));
        Assert.Equal(before + 1, Host.Publisher.Attempts);
    }

    [Fact]
    public async Task Without_storage_every_call_says_when_to_come_back()
    {
        Host.Storage.Failure = new StorageUnavailableException("PostgreSQL at 10.0.0.7:5432 cannot be reached.");

        Answer[] answers =
        [
            await Post("lost-1"),
            await Host.Post("/orders", """{"customer_id":"c-1","amount":1}""", ("Idempotency-Key", "k")),
            await Host.Get("/orders/lost-1"),
            await Host.Get("/orders"),
            await Host.Get("/inventory"),
            await Host.Put("/inventory/burger", """{"available":1}"""),
            await Host.Get("/notifications"),
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
        Host.Storage.Failure = new StorageUnavailableException();
        await Post("back-1");
        Host.Storage.Failure = null;

        Assert.Equal(HttpStatusCode.Created, (await Post("back-1")).Status);
    }

    Task<Answer> Post(string id) => Host.Post("/orders", $$"""{"order_id":"{{id}}","customer_id":"c-1","amount":1}""");
}
