using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace OrleansOrders.Silo.Tests;

public sealed class ClockWatchTests : IDisposable
{
    readonly SteppingClock _clock = new();
    readonly ApplicationLifetime _host = new(NullLogger<ApplicationLifetime>.Instance);
    readonly ClockWatch _watch;
    readonly int _exitCode = Environment.ExitCode;

    public ClockWatchTests() => _watch = new(_host, _clock, NullLogger<ClockWatch>.Instance);

    public void Dispose()
    {
        _watch.Dispose();
        Environment.ExitCode = _exitCode;
    }

    [Fact]
    public void A_clock_that_was_set_back_ends_the_process_as_failed()
    {
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.False(_watch.WasSetBack());
        _clock.Step -= TimeSpan.FromMinutes(10);

        Assert.True(_watch.WasSetBack());
        Assert.True(_host.ApplicationStopping.IsCancellationRequested);
        Assert.Equal(1, Environment.ExitCode);
    }

    [Fact]
    public void A_clock_that_was_ahead_and_is_corrected_was_set_back()
    {
        _clock.Step += TimeSpan.FromHours(1);
        Assert.False(_watch.WasSetBack());
        _clock.Step -= TimeSpan.FromHours(1);

        Assert.True(_watch.WasSetBack());
    }

    [Fact]
    public void Small_steps_back_are_taken()
    {
        for (var i = 0; i < 60; i++)
        {
            _clock.Advance(TimeSpan.FromMinutes(1));
            Assert.False(_watch.WasSetBack());
            _clock.Step += TimeSpan.FromSeconds(i % 2 == 0 ? -100 : 100);
        }

        Assert.False(_host.ApplicationStopping.IsCancellationRequested);
    }

    /// <summary>Its wall clock can be set.</summary>
    sealed class SteppingClock : FakeTimeProvider
    {
        public TimeSpan Step { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Step;

        public override long GetTimestamp() => base.GetUtcNow().Ticks;
    }
}
