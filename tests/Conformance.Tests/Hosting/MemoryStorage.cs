using System.Collections.Concurrent;
using System.Globalization;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace OrleansOrders.Conformance.Tests;

/// <summary>A storage provider with versions, whose writes a test can hold or fail. It keeps copies, as a database does.</summary>
public sealed class MemoryStorage : IGrainStorage
{
    public const string Name = "memory";

    readonly ConcurrentDictionary<GrainId, (NumberState State, int Version)> _rows = new();
    readonly ConcurrentDictionary<GrainId, Exception> _failures = new();

    /// <summary>The next write of this grain throws the exception.</summary>
    public void FailNextWrite(GrainId grainId, Exception failure) => _failures[grainId] = failure;

    /// <summary>Writes as another silo would.</summary>
    public async Task Replace(GrainId grainId, int value)
    {
        var record = new GrainState<NumberState>();
        await ReadStateAsync("", grainId, record);
        record.State = new() { Value = value };
        await WriteStateAsync("", grainId, record);
    }

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        Journal.Of(grainId.Key.ToString()!).Add("read");
        grainState.RecordExists = _rows.TryGetValue(grainId, out var row);
        grainState.ETag = ETag(grainId);
        if (grainState.RecordExists) grainState.State = (T)(object)row.State.Copy();
        return Task.CompletedTask;
    }

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var journal = Journal.Of(grainId.Key.ToString()!);
        var copy = ((NumberState)(object)grainState.State!).Copy();
        journal.Add("write");
        if (copy.WaitsAt is { } gate) await journal.Gate(gate);
        if (_failures.TryRemove(grainId, out var failure)) throw failure;
        if (ETag(grainId) != grainState.ETag) throw new InconsistentStateException($"state of {grainId}", ETag(grainId), grainState.ETag);
        _rows[grainId] = (copy, _rows.TryGetValue(grainId, out var row) ? row.Version + 1 : 1);
        grainState.ETag = ETag(grainId);
        grainState.RecordExists = true;
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => throw new NotSupportedException();

    string? ETag(GrainId grainId) => _rows.TryGetValue(grainId, out var row) ? row.Version.ToString(CultureInfo.InvariantCulture) : null;
}
