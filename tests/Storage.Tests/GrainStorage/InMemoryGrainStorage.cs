using System.Collections.Concurrent;
using System.Text.Json;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace OrleansOrders.Storage.Tests;

/// <summary>Grain state in memory, with the same answers as <see cref="GroupCommitGrainStorage"/>: for tests without a database.</summary>
/// <param name="json">
/// Options whose <see cref="JsonSerializerOptions.TypeInfoResolver"/> knows every state type; states are kept as text, never shared.
/// </param>
sealed class InMemoryGrainStorage(JsonSerializerOptions json) : IGrainStorage
{
    readonly GrainStateJson _json = new(json);
    readonly ConcurrentDictionary<(string Kind, string Key), GrainRow> _rows = new();

    /// <summary>What is stored, as kind, key, version and UTF-8 JSON, in the order of kind and key.</summary>
    public IReadOnlyList<(string Kind, string Key, int Version, ReadOnlyMemory<byte> State)> Snapshot() =>
    [
        .. _rows.Values.OrderBy(row => row.Kind, StringComparer.Ordinal).ThenBy(row => row.Key, StringComparer.Ordinal)
            .Select(row => (row.Kind, row.Key, row.Version, new ReadOnlyMemory<byte>(row.State))),
    ];

    /// <inheritdoc />
    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        ArgumentNullException.ThrowIfNull(grainState);
        _json.Put(grainState, _rows.GetValueOrDefault(Id(stateName, grainId)));
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        ArgumentNullException.ThrowIfNull(grainState);
        var version = GrainETag.Version(grainState.ETag);
        var id = Id(stateName, grainId);
        var row = new GrainRow(id.Kind, id.Key, version + 1, _json.Write(grainState.State));
        lock (_rows)
        {
            var stored = _rows.GetValueOrDefault(id)?.Version ?? 0;
            if (stored != version) return Task.FromException(GrainETag.Conflict("WriteState", stateName, grainId, stored, version));
            _rows[id] = row;
        }

        grainState.ETag = GrainETag.Of(row.Version);
        grainState.RecordExists = true;
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        ArgumentNullException.ThrowIfNull(grainState);
        var version = GrainETag.Version(grainState.ETag);
        var id = Id(stateName, grainId);
        lock (_rows)
        {
            var stored = _rows.GetValueOrDefault(id)?.Version ?? 0;
            if (version > 0 && stored != version) return Task.FromException(GrainETag.Conflict("ClearState", stateName, grainId, stored, version));
            if (version > 0) _rows.TryRemove(id, out _);
        }

        _json.Put(grainState, null);
        return Task.CompletedTask;
    }

    static (string Kind, string Key) Id(string stateName, GrainId grainId) => (stateName, grainId.Key.ToString()!);
}
