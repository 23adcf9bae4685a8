using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace OrleansOrders.Embedded;

/// <summary>Log messages of the engine; event ids from 7000.</summary>
internal static partial class GrainEngineLog
{
    [LoggerMessage(7000, LogLevel.Information, "Embedded grain engine started: {Classes} grain classes, at most {MaxActivations} activations kept")]
    internal static partial void Started(this ILogger log, int classes, int maxActivations);

    [LoggerMessage(7001, LogLevel.Warning, "Activation of {GrainId} failed; its callers are told and the next call tries again")]
    internal static partial void ActivationFailed(this ILogger log, GrainId grainId, Exception failure);

    [LoggerMessage(7002, LogLevel.Warning, "Deactivation of {GrainId} failed; the activation is dropped all the same")]
    internal static partial void DeactivationFailed(this ILogger log, GrainId grainId, Exception failure);

    [LoggerMessage(7003, LogLevel.Warning, "A timer of {GrainId} failed; it keeps ticking")]
    internal static partial void TimerFailed(this ILogger log, GrainId grainId, Exception failure);

    [LoggerMessage(7004, LogLevel.Information, "{GrainId} knew an old version of its state and is dropped")]
    internal static partial void StorageConflict(this ILogger log, GrainId grainId, Exception conflict);

    [LoggerMessage(7005, LogLevel.Warning, "Stopped before everything was done: {Requests} requests under way, {Activations} activations left")]
    internal static partial void StopCutShort(this ILogger log, long requests, int activations);
}
