using System.Net;
using Microsoft.Extensions.DependencyInjection;

namespace OrleansOrders.Silo.Tests;

/// <summary>Between the step of the clock and the end of the process.</summary>
public sealed class ClockSetBackTests : IAsyncLifetime
{
    readonly SteppedClock _clock = new();
    readonly ApiHost _host;

    public ClockSetBackTests() => _host = new(services => services.AddSingleton<TimeProvider>(_clock));

    public ValueTask InitializeAsync() => _host.InitializeAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_silo_that_activates_no_grain_is_an_outage_and_no_fault_of_ours()
    {
        Assert.Equal(HttpStatusCode.Created, (await PlaceAsync("before")).Status);
        _clock.Step = TimeSpan.FromHours(-1);

        var answer = await PlaceAsync("after");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.Status);
        Assert.NotNull(answer.Header("Retry-After"));
    }

    Task<Answer> PlaceAsync(string id) => _host.Post("/orders", $$"""{"order_id":"{{id}}","customer_id":"c","items":[{"sku":"a","quantity":1}]}""");

    sealed class SteppedClock : TimeProvider
    {
        public TimeSpan Step { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Step;
    }
}
