namespace Orleans.Core;

/// <summary>The stored record behind a grain's state. Operations of one state run one after another, each in a later turn than the call.</summary>
public interface IStorage
{
    string? Etag { get; }

    bool RecordExists { get; }

    /// <summary>Writes the state as it is when the write begins; calls made before it begins share that one write.</summary>
    /// <exception cref="Orleans.Storage.InconsistentStateException">Someone else wrote meanwhile. Nothing was written.</exception>
    Task WriteStateAsync();

    Task ReadStateAsync();

    Task ClearStateAsync();
}
