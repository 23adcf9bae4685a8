using System.Runtime.ExceptionServices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Runtime;
using Orleans.Storage;
using Polly;
using Polly.Retry;

namespace OrleansOrders.Grains;

/// <summary>
/// Calls a grain again where the activation that answered was not the one that counts, and where the silo that had it is gone. Every grain call is
/// idempotent, so a repeat is safe; what lasts longer is the business of the caller's own retry (a delay queue, a client).
/// </summary>
/// <param name="clock">For the waits between repeats.</param>
/// <param name="random">For their jitter.</param>
/// <param name="storage">The caller's storage, if it has one: learns that a grain could not write, so that the caller is not ready either.</param>
public sealed class GrainRetry(TimeProvider clock, Random random, IWriteHealth? storage = null)
{
    /// <summary>
    /// No repeat begins later than this after the first call: longer than a cluster takes to find out that a silo is gone, also on a busy machine, and
    /// shorter than proxies wait.
    /// </summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(40);

    static readonly ResiliencePropertyKey<long> Started = new("started");

    readonly ResiliencePipeline _pipeline = new ResiliencePipelineBuilder { TimeProvider = clock }
        .AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = args =>
                ValueTask.FromResult(args.Outcome.Exception is { } exception && LostSilo.IsLost(exception) && IsInTime(args.Context, clock)),
            MaxRetryAttempts = int.MaxValue,
            BackoffType = DelayBackoffType.Exponential,
            Delay = TimeSpan.FromMilliseconds(50),
            MaxDelay = TimeSpan.FromSeconds(1),
            UseJitter = true,
            Randomizer = random.NextDouble,
        })
        .AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = args => ValueTask.FromResult(args.Outcome.Exception is { } exception && HasMoved(exception)),
            MaxRetryAttempts = 4,
            BackoffType = DelayBackoffType.Exponential,
            Delay = TimeSpan.FromMilliseconds(10),
            UseJitter = true,
            Randomizer = random.NextDouble,
        })
        .Build();

    /// <summary>The call's answer; the last exception where it did not help.</summary>
    public async Task<T> Call<T>(Func<Task<T>> call, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var started = clock.GetTimestamp();
        try
        {
            try
            {
                return await call();
            }
            catch (Exception first) when (LostSilo.IsLost(first) || HasMoved(first))
            {
                return await Repeat(call, ExceptionDispatchInfo.Capture(first), started, cancellationToken);
            }
        }
        catch (Exception exception) when (KeepsFromWriting(exception))
        {
            storage?.WriteFailed();
            throw;
        }
        catch (ArgumentException exception) when (LostSilo.HasClockSetBack(exception))
        {
            throw new SiloUnavailableException("The clock of the silo was set back. It activates no grain until it has started again.", exception);
        }
    }

    // The pipeline sees the first failure as its own first attempt; nearly every call has none and needs no pipeline.
    async Task<T> Repeat<T>(Func<Task<T>> call, ExceptionDispatchInfo? first, long started, CancellationToken cancellationToken)
    {
        // Where the caller runs, there the repeats run.
        var context = ResilienceContextPool.Shared.Get(continueOnCapturedContext: true, cancellationToken);
        try
        {
            context.Properties.Set(Started, started);
            return await _pipeline.ExecuteAsync(
                async _ =>
                {
                    (var failure, first) = (first, null);
                    failure?.Throw();
                    return await call();
                },
                context);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    // Another activation answers the next call.
    static bool HasMoved(Exception exception) =>
        exception is StaleActivationException or InconsistentStateException || (exception is ArgumentException argument && LostSilo.HasClockSetBack(argument));

    // Orleans wraps what its storage of grain states throws.
    static bool KeepsFromWriting(Exception exception) =>
        (exception as StorageUnavailableException ?? exception.InnerException as StorageUnavailableException) is { KeepsFromWriting: true };

    static bool IsInTime(ResilienceContext context, TimeProvider clock) =>
        clock.GetElapsedTime(context.Properties.GetValue(Started, 0L)) < Deadline;
}

/// <summary>Whether the storage that grains share takes writes, as far as this process knows.</summary>
public interface IWriteHealth
{
    /// <summary>A write was refused in a way that a repeat does not mend now (<see cref="StorageUnavailableException.KeepsFromWriting"/>).</summary>
    void WriteFailed();
}

/// <summary>What callers of grains need.</summary>
public static class GrainCallServices
{
    /// <summary><see cref="GrainRetry"/>, by the clock and the randomness that are registered, else the system's.</summary>
    public static IServiceCollection AddGrainRetry(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(Random.Shared);
        services.TryAddSingleton<GrainRetry>();
        return services;
    }
}
