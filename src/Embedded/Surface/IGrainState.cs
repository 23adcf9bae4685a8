namespace Orleans;

/// <summary>What a storage provider reads into and writes from.</summary>
public interface IGrainState<T>
{
    T? State { get; set; }

    /// <summary>The version the state was last read or written at; null when there is no record.</summary>
    string? ETag { get; set; }

    bool RecordExists { get; set; }
}
