using System.Collections.Concurrent;
using System.Globalization;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace OrleansOrders.Conformance.Tests;

/// <summary>
/// A storage provider with optimistic versions that a test can hold and break. It keeps copies made by the state itself, as a database would.
/// </summary>
public sealed class MemoryStorage : IGrainStorage
{
    public const string Name = "memory";
    readonly ConcurrentDictionary<(string State, string Key), (IStored State, int Version)> _rows = new();
    readonly ConcurrentDictionary<string, Exception> _failures = new();

    /// <summary>The next write of this grain throws it.</summary>
    public void FailNextWrite(string key, Exception failure) => _failures[key] = failure;

    public int VersionOf(string state, string key) => _rows.TryGetValue((state, key), out var row) ? row.Version : 0;

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var key = grainId.Key.ToString();
        Journal.Of(key).Add("read");
        grainState.RecordExists = _rows.TryGetValue((stateName, key), out var row);
        grainState.ETag = grainState.RecordExists ? row.Version.ToString(CultureInfo.InvariantCulture) : null;
        if (grainState.RecordExists)
            grainState.State = (T)row.State.Copy();
        return Task.CompletedTask;
    }

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var key = grainId.Key.ToString();
        var copy = ((IStored)grainState.State!).Copy();
        Journal.Of(key).Add("write");
        if (copy.WaitsAt is { } gate)
            await Journal.Of(key).Gate(gate);
        if (_failures.TryRemove(key, out var failure))
            throw failure;
        Replace(stateName, key, grainState, copy);
        grainState.RecordExists = true;
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var key = grainId.Key.ToString();
        Journal.Of(key).Add("clear");
        if (VersionText(stateName, key) != grainState.ETag)
            throw new InconsistentStateException($"{stateName} of {grainId}", VersionText(stateName, key), grainState.ETag);
        _rows.TryRemove((stateName, key), out _);
        grainState.RecordExists = false;
        grainState.ETag = null;
        return Task.CompletedTask;
    }

    void Replace<T>(string stateName, string key, IGrainState<T> grainState, IStored copy)
    {
        var stored = VersionText(stateName, key);
        if (stored != grainState.ETag)
            throw new InconsistentStateException($"{stateName} of {key}", stored, grainState.ETag);
        var version = VersionOf(stateName, key) + 1;
        _rows[(stateName, key)] = (copy, version);
        grainState.ETag = version.ToString(CultureInfo.InvariantCulture);
    }

    string? VersionText(string stateName, string key) =>
        _rows.TryGetValue((stateName, key), out var row) ? row.Version.ToString(CultureInfo.InvariantCulture) : null;
}

/// <summary>A state the memory storage can keep.</summary>
public interface IStored
{
    /// <summary>Where a write of this state waits, if anywhere.</summary>
    string? WaitsAt { get; }

    IStored Copy();
}
