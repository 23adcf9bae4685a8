using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Npgsql;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;
using OrleansOrders.Grains;

namespace OrleansOrders.Storage;

/// <summary>
/// Grain state in the table <c>grain_state</c>. The writes that arrive while a statement is under way travel together in the next one, and so do
/// reads. A write of a stale version fails with <see cref="InconsistentStateException"/> and harms no other;
/// <see cref="StorageUnavailableException"/> leaves open whether the write happened. Keys are stored as they are, in any mixture of letters.
/// </summary>
public sealed class GroupCommitGrainStorage : IGrainStorage, IAsyncDisposable
{
    readonly GrainStateJson _json;
    readonly IGrainRows _rows;
    readonly Batcher<GrainRow, int> _writes;
    readonly Batcher<GrainRow, GrainRow?> _reads;

    /// <summary>Starts the loops that write and read; <see cref="DisposeAsync"/> ends them.</summary>
    /// <param name="dataSource">Where; not disposed here.</param>
    /// <param name="json">Options whose <see cref="JsonSerializerOptions.TypeInfoResolver"/> knows every state type.</param>
    /// <param name="options">Sizes.</param>
    public GroupCommitGrainStorage(NpgsqlDataSource dataSource, JsonSerializerOptions json, GroupCommitOptions? options = null)
        : this(new GrainRows(dataSource), json, options ?? new(), TimeProvider.System, TaskScheduler.Default)
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
        ArgumentNullException.ThrowIfNull(grainState);
        var row = await _reads.Run(new(stateName, KeyOf(grainId)));
        _json.Put(grainState, row);
    }

    /// <inheritdoc />
    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        ArgumentNullException.ThrowIfNull(grainState);
        var version = GrainETag.Version(grainState.ETag);
        var stored = await _writes.Run(new(stateName, KeyOf(grainId), version, _json.Write(grainState.State)));
        if (stored != version + 1) throw GrainETag.Conflict("WriteState", stateName, grainId, ~stored, version);
        grainState.ETag = GrainETag.Of(stored);
        grainState.RecordExists = true;
    }

    /// <inheritdoc />
    public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        ArgumentNullException.ThrowIfNull(grainState);
        var row = new GrainRow(stateName, KeyOf(grainId), GrainETag.Version(grainState.ETag));
        try
        {
            // Rare enough to go alone. Who knows of no record has none to clear, as with Orleans' own storage.
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

    /// <summary>Takes nothing more, writes what was accepted, and waits for the loops to end.</summary>
    public async ValueTask DisposeAsync()
    {
        await _writes.DisposeAsync();
        await _reads.DisposeAsync();
    }

    static string KeyOf(GrainId grainId) => grainId.Key.ToString()!;

    /// <summary>Answers each write with its new version, or, where it was refused, with the stored one as its complement (negative).</summary>
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

/// <summary>Section <c>Storage:GroupCommit</c>: how many grains' writes and reads travel in one statement.</summary>
public sealed class GroupCommitOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Storage:GroupCommit";

    /// <summary>Statements that write at once, and their size.</summary>
    [Required]
    public BatcherOptions Writes { get; set; } = new();

    /// <summary>Statements that read at once, and their size.</summary>
    [Required]
    public BatcherOptions Reads { get; set; } = new();
}
