using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace OrleansOrders.Grains;

/// <summary>
/// For grains that are new as a rule: the read of an activation is put off, and the first write of a state that nobody read finds out whether there is one.
/// Where there is, nothing is written, and the grain has what is stored in <see cref="IGrainState{T}.State"/> instead of what it put there: whoever writes
/// first looks at that afterwards, and whoever wants to know without writing asks for a read while the ETag is <see cref="Unread"/>. Once a state is known,
/// a write of a stale version is refused as ever.
/// </summary>
/// <param name="storage">Where states are; its first write of a record that exists fails with <see cref="InconsistentStateException"/>.</param>
public sealed class WriteFirstGrainStorage(IGrainStorage storage) : IGrainStorage
{
    /// <summary>The ETag of a state that was not read yet.</summary>
    public const string Unread = "unread";

    /// <summary>The ETag of a state that was read, and was not there.</summary>
    const string None = "none";

    /// <inheritdoc />
    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        ArgumentNullException.ThrowIfNull(grainState);
        if (grainState.ETag is null)
        {
            grainState.ETag = Unread;
            return;
        }

        await storage.ReadStateAsync(stateName, grainId, grainState);
        grainState.ETag ??= None;
    }

    /// <inheritdoc />
    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        ArgumentNullException.ThrowIfNull(grainState);
        var known = grainState.ETag;
        if (known is Unread or None) grainState.ETag = null;
        try
        {
            await storage.WriteStateAsync(stateName, grainId, grainState);
        }
        catch (InconsistentStateException) when (known is Unread)
        {
            grainState.ETag = known;
            await ReadStateAsync(stateName, grainId, grainState);
        }
        catch
        {
            grainState.ETag = known;
            throw;
        }
    }

    /// <inheritdoc />
    public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        ArgumentNullException.ThrowIfNull(grainState);
        if (grainState.ETag is Unread) await ReadStateAsync(stateName, grainId, grainState);
        if (grainState.ETag is None) grainState.ETag = null;
        try
        {
            await storage.ClearStateAsync(stateName, grainId, grainState);
        }
        finally
        {
            grainState.ETag ??= None;
        }
    }
}
