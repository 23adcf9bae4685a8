using System.Text.Json;
using Microsoft.Extensions.Options;
using Npgsql;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace OrleansOrders.Storage;

/// <summary>
/// Grain state in the table <c>grain_state</c>. Writes that arrive while a statement is in progress share the next statement; so do reads.
/// A write of a stale version fails with <see cref="InconsistentStateException"/> and does not affect the others. After
/// <see cref="StorageUnavailableException"/> the outcome of a write is unknown. Keys are case-sensitive.
/// </summary>
public sealed class GroupCommitGrainStorage : IGrainStorage, IAsyncDisposable
{
    readonly GrainStateJson _json;
    readonly IGrainRows _rows;
    readonly Batcher<GrainRow, int> _writes;
    readonly Batcher<GrainRow, GrainRow?> _reads;

    /// <summary>Starts the read and write loops; <see cref="DisposeAsync"/> ends them.</summary>
    /// <param name="dataSource">The database; not disposed here.</param>
    /// <param name="json">Options whose <see cref="JsonSerializerOptions.TypeInfoResolver"/> resolves every state type.</param>
    /// <param name="options">Batch sizes.</param>
    public GroupCommitGrainStorage(NpgsqlDataSource dataSource, JsonSerializerOptions json, GroupCommitOptions? options = null)
#pragma warning disable RS0030 // It is what is passed in.
        : this(new GrainRows(dataSource), json, options ?? new(), TimeProvider.System, TaskScheduler.Default)
#pragma warning restore RS0030
    {
    }

    internal GroupCommitGrainStorage(IGrainRows rows, JsonSerializerOptions json, GroupCommitOptions options, TimeProvider clock, TaskScheduler scheduler)
    {
        _json = new(json);
        _rows = rows;
        _writes = new(
            options.Writes,
            (batch, token) => PostgresBatch.Run(batch, Write, rows.Explain, token),
            EqualityComparer<GrainRow>.Default,
            row => row.State!.Length + row.Key.Length,
            clock,
            scheduler);
        _reads = new(options.Reads, (batch, token) => PostgresBatch.Run(batch, Read, rows.Explain, token), clock: clock, scheduler: scheduler);
    }

    /// <inheritdoc />
    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var row = await _reads.Run(new(stateName, KeyOf(grainId)));
        _json.Put(grainState, row);
    }

    /// <inheritdoc />
    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var version = GrainETag.Version(grainState.ETag);
        var stored = await _writes.Run(new(stateName, KeyOf(grainId), version, _json.Write(grainState.State)));
        if (stored != version + 1) throw GrainETag.Conflict("WriteState", stateName, grainId, ~stored, version);
        grainState.ETag = GrainETag.Of(stored);
        grainState.RecordExists = true;
    }

    /// <inheritdoc />
    public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var row = new GrainRow(stateName, KeyOf(grainId), GrainETag.Version(grainState.ETag));
        try
        {
            // Clears are rare and are not batched. A grain without a record has nothing to clear, as in Orleans' own storage.
            if (row.Version > 0 && !await _rows.Delete(row, CancellationToken.None))
            {
                var stored = (await _rows.ReadVersions([row], CancellationToken.None))[0];
                throw GrainETag.Conflict("ClearState", stateName, grainId, stored, row.Version);
            }
        }
        catch (Exception exception) when (_rows.Explain(exception) is var explained && explained != exception)
        {
            throw explained;
        }

        _json.Put(grainState, null);
    }

    /// <summary>Accepts no more calls, writes the queued states, and waits for the loops to end.</summary>
    public async ValueTask DisposeAsync()
    {
        await _writes.DisposeAsync();
        await _reads.DisposeAsync();
    }

    static string KeyOf(GrainId grainId) => grainId.Key.ToString()!;

    /// <summary>
    /// Sets the result of each write to its new version, or, if it was rejected, to the bitwise complement (negative) of the stored
    /// version.
    /// </summary>
    async Task Write(IReadOnlyList<BatchItem<GrainRow, int>> batch, CancellationToken cancellationToken)
    {
        var written = await _rows.Write([.. batch.Select(item => item.Value)], cancellationToken);
        var refused = new List<BatchItem<GrainRow, int>>();
        foreach (var item in batch)
        {
            if (written.Contains(item.Value)) item.Complete(item.Value.Version + 1);
            else refused.Add(item);
        }

        if (refused.Count == 0) return;
        var stored = await _rows.ReadVersions([.. refused.Select(item => item.Value)], cancellationToken);
        for (var i = 0; i < stored.Length; i++) refused[i].Complete(~stored[i]);
    }

    async Task Read(IReadOnlyList<BatchItem<GrainRow, GrainRow?>> batch, CancellationToken cancellationToken)
    {
        var found = await _rows.Read([.. batch.Select(item => item.Value)], cancellationToken);
        for (var i = 0; i < found.Length; i++) batch[i].Complete(found[i]);
    }
}

/// <summary>Section <c>Storage:GroupCommit</c>: how many grain states share one statement.</summary>
public sealed class GroupCommitOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Storage:GroupCommit";

    /// <summary>Concurrent write statements and their size.</summary>
    [ValidateObjectMembers]
    public BatcherOptions Writes { get; set; } = new();

    /// <summary>Concurrent read statements and their size.</summary>
    [ValidateObjectMembers]
    public BatcherOptions Reads { get; set; } = new();
}
