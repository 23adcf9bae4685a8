namespace OrleansOrders.Storage.Tests;

/// <summary>What a grain storage does, in as few words as possible: a version and a value a key.</summary>
sealed class GrainStorageModel
{
    readonly Dictionary<string, (int Version, int Count)> _rows = [];

    /// <summary>The version and value stored; version 0 for none.</summary>
    public (int Version, int Count) Read(string key) => _rows.GetValueOrDefault(key);

    /// <summary>The new version, or null for a conflict.</summary>
    public int? Write(string key, int version, int count)
    {
        if (Read(key).Version != version) return null;
        _rows[key] = (version + 1, count);
        return version + 1;
    }

    /// <summary>Whether it was cleared, or had nothing to clear; false for a conflict.</summary>
    public bool Clear(string key, int version)
    {
        if (Read(key).Version != version) return false;
        _rows.Remove(key);
        return true;
    }
}
