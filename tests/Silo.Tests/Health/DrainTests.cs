using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;

namespace OrleansOrders.Silo.Tests;

public sealed class DrainTests : IAsyncLifetime
{
    readonly FakeTimeProvider _clock = new();
    readonly ApiHost _host;

    public DrainTests() => _host = new(services =>
    {
        services.Replace(ServiceDescriptor.Singleton<TimeProvider>(_clock));
        services.Configure<DrainOptions>(drain => drain.Delay = TimeSpan.FromMinutes(1));
    });

    public ValueTask InitializeAsync() => _host.InitializeAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_process_that_was_told_to_stop_says_so_and_answers_on_until_its_delay_is_over()
    {
        var before = await _host.Get("/orders/nobody");
        var stopping = _host.Stop();

        var ready = await Eventually.Async(() => _host.Get("/health/ready"), answer => answer.Status == HttpStatusCode.ServiceUnavailable, "it is not ready");
        var order = await _host.Get("/orders/nobody");

        Assert.Equal("stopping", ready.Json.GetProperty("status").GetString());
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (before.Status, order.Status));
        Assert.Equal((null, "close"), (before.Header("Connection"), order.Header("Connection")));
        Assert.False(stopping.IsCompleted);
        await Eventually.Async(
            () =>
            {
                _clock.Advance(TimeSpan.FromMinutes(1));
                return stopping.IsCompletedSuccessfully;
            },
            "it has stopped");
        await Assert.ThrowsAsync<HttpRequestException>(() => _host.Get("/health/live"));
    }
}
