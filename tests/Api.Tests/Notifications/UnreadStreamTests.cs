using System.Net;
using Microsoft.Extensions.DependencyInjection;
using OrleansOrders.Testing;

namespace OrleansOrders.Api.Tests;

/// <summary>Streams that nobody reads, of a customer that was told a lot.</summary>
public sealed class UnreadStreamTests : IAsyncLifetime
{
    readonly ApiHost _host = new(services => services.PostConfigure<NotificationStreamOptions>(options =>
    {
        options.WriteTimeout = TimeSpan.FromSeconds(1);
        options.MaxStreamsPerCustomer = 3;
    }));

    public ValueTask InitializeAsync() => _host.InitializeAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_stream_that_is_not_read_is_cut_and_gives_its_place_back()
    {
        var text = new string('x', 100_000);
        for (var i = 0; i < 400; i++) _host.Tail.Append("fat", text);
        var unread = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => StreamClient.Ask(_host, "fat", "0")));
        var refused = await _host.Get("/notifications/stream?customer_id=fat");
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.Status);
        Assert.Equal("too_many_requests", refused.Problem());
        Assert.Equal("10", refused.Header("Retry-After"));

        // One that is not cut yet would be read on, and never end.
        await Eventually.Async(() => _host.Streams == 0, "all three unread streams are cut");
        foreach (var response in unread)
        {
            await using var body = await response.Content.ReadAsStreamAsync();
            await Assert.ThrowsAnyAsync<IOException>(() => body.CopyToAsync(Stream.Null));
            response.Dispose();
        }

        using var place = await StreamClient.Ask(_host, "fat");
    }
}
