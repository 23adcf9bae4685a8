using System.Runtime.ExceptionServices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Runtime;
using Orleans.Storage;
using Polly;
using Polly.Retry;

namespace OrleansOrders.Grains;

/// <summary>
/// Repeats a grain call if the activation was stale or if its silo was lost. Every grain call is idempotent, so a repeat is safe. Longer
/// outages are left to the caller's own retry (a delay queue, a client).
/// </summary>
/// <param name="clock">Measures the delays between repeats.</param>
/// <param name="random">Adds jitter to the delays.</param>
/// <param name="storage">
/// The caller's storage, if any. It is notified when a grain could not write, so that the caller's process becomes unready too.
/// </param>
public sealed class GrainRetry(TimeProvider clock, Random random, IWriteHealth? storage = null)
{
    /// <summary>
    /// No repeat begins later than this after the first call. Longer than a cluster needs to detect a lost silo, even on a busy machine,
    /// and shorter than the timeout of proxies.
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

    /// <summary>Returns the call's result; throws the last exception if no repeat succeeded.</summary>
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

    // The pipeline counts the first failure as its own first attempt. Nearly all calls succeed at once and skip the pipeline.
    async Task<T> Repeat<T>(Func<Task<T>> call, ExceptionDispatchInfo? first, long started, CancellationToken cancellationToken)
    {
        // Repeats run on the caller's scheduler.
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

    // The next call reaches another activation.
    static bool HasMoved(Exception exception) =>
        exception is StaleActivationException or InconsistentStateException || (exception is ArgumentException argument && LostSilo.HasClockSetBack(argument));

    // Orleans wraps exceptions of its grain storage.
    static bool KeepsFromWriting(Exception exception) =>
        (exception as StorageUnavailableException ?? exception.InnerException as StorageUnavailableException) is { KeepsFromWriting: true };

    static bool IsInTime(ResilienceContext context, TimeProvider clock) =>
        clock.GetElapsedTime(context.Properties.GetValue(Started, 0L)) < Deadline;
}

/// <summary>Whether the storage shared by the grains accepts writes, as known to this process.</summary>
public interface IWriteHealth
{
    /// <summary>
    /// Records a write that was rejected and that a retry does not fix now (<see cref="StorageUnavailableException.KeepsFromWriting"/>).
    /// </summary>
    void WriteFailed();
}

/// <summary>Registration for callers of grains.</summary>
public static class GrainCallServices
{
    /// <summary>Registers <see cref="GrainRetry"/> with the registered clock and randomness, or the system's.</summary>
    public static IServiceCollection AddGrainRetry(this IServiceCollection services)
    {
#pragma warning disable RS0030 // It is what is passed in.
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(Random.Shared);
#pragma warning restore RS0030
        services.TryAddSingleton<GrainRetry>();
        return services;
    }
}
